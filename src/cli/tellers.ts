/** Who answers questions about figures: an office over HTTP, or a made-up nation on disk. */
import type { Figure, FigureDetail, FigureRows, Figures, NamedFigure, Result } from '#measures/index.ts';
import { openNation } from './nation.ts';
import { openOffice } from './office.ts';
import { ownLaw } from './pack.ts';
import { type Call, text, wrongCall } from './verb.ts';

type Room = typeof import('#measures/index.ts');

/** What is asked of each figure. */
export type Question = {
  readonly period: string | undefined;
  readonly by: readonly string[];
  readonly where: readonly string[];
  readonly knownAt: string | undefined;
  readonly scope: string | undefined;
};
export type Teller = {
  readonly measures: readonly string[];
  readonly figures: readonly string[];
  /** Ids asked for when none is named: a period or a condition is one for measures, not for figures with a period of their own. */
  readonly usual: (asked: Question) => readonly string[];
  /** Counts what all of the usual ones need, together. */
  readonly prepare: (asked: Question) => Promise<void>;
  readonly figure: (id: string, asked: Question) => Promise<Figure>;
  readonly parts: (id: string, asked: Question) => Promise<FigureDetail['by']>;
  readonly cases: (figure: Figure, asked: Question, page: number) => Promise<FigureRows>;
  readonly close: () => Promise<void>;
};

export const pageSize = 50;

type Side = 'value' | 'numerator' | 'denominator';
/** Behind a figure stand the cases of its numerator, or of the side that it is. */
const sideOf = (figure: Figure, named: NamedFigure | undefined): Side =>
  named?.part ?? (figure.kind === 'rate' || figure.kind === 'ratio' ? 'numerator' : 'value');

/**
 * A name that is a figure and a measure is the figure, unless a period or a condition is given. A figure that is no measure has its own period
 * and takes neither: another number under its name would be wrong.
 */
function namedFigure(
  id: string,
  { period, where }: Question,
  measures: readonly string[],
  figures: readonly NamedFigure[],
): NamedFigure | undefined {
  const named = figures.find((figure) => figure.id === id);
  const bare = period === undefined && where.length === 0;
  if (!named || bare) return named;
  if (measures.includes(id)) return undefined;
  const option = period === undefined ? '--where' : '--period';
  const measure = named.share?.of ?? named.measure ?? '';
  throw wrongCall(
    `custos measure: ${option}: ${id} is a figure of the report with its own period (${named.period}); expected a measure, as ${measure}`,
  );
}

/** The office in DIR, the made-up one of ./run, or the server that runs on it. */
export async function officeTeller(room: Room, call: Call): Promise<Teller> {
  const office = await openOffice(call, 'measure');
  const get = async (path: string): Promise<unknown> => (await office.get(path)).json();
  const query = (
    { period, where, knownAt }: Partial<Question>,
    more: Readonly<Record<string, string>> = {},
  ): string => {
    const asked = new URLSearchParams(more);
    if (period !== undefined) asked.set('period', period);
    if (knownAt !== undefined) asked.set('knownAt', knownAt);
    for (const one of where ?? []) asked.append('where', one);
    return asked.toString();
  };
  // All figures of a period come in one answer, counted together.
  const lists = new Map<string, Promise<readonly Figure[]>>();
  const listed = ({ period, knownAt }: Partial<Question>): Promise<readonly Figure[]> => {
    const path = `/api/measures?${query({ period, knownAt })}`;
    const found = lists.get(path) ?? get(path).then((answer) => room.Figure.array().parse(answer));
    lists.set(path, found);
    return found;
  };
  const first =
    call.words.length === 0 ? { period: text(call.values, 'period'), knownAt: text(call.values, 'known-at') } : {};
  const measures = (await listed(first)).map((figure) => figure.id);
  // Of an office a name that is a measure, too, is the measure.
  const figures = call.words.every((id) => measures.includes(id))
    ? []
    : (await figuresOfPack()).filter((figure) => !measures.includes(figure.id));
  const detail = async (id: string, asked: Question): Promise<FigureDetail> =>
    room.FigureDetail.parse(
      await get(`/api/measures/${id}?${query(asked, asked.by.length > 0 ? { by: asked.by.join(',') } : {})}`),
    );
  /** The measure with the period and conditions that a question about the parts or cases of a figure means. */
  const meant = (id: string, asked: Question): { id: string; named: NamedFigure | undefined; asked: Question } => {
    const named = namedFigure(id, asked, measures, figures);
    if (!named) return { id, named, asked };
    const where = room.whereTexts(named.where);
    return { id: named.share?.of ?? named.measure ?? id, named, asked: { ...asked, period: named.period, where } };
  };
  return {
    measures,
    figures: figures.map((figure) => figure.id),
    usual: () => measures,
    prepare: async () => undefined,
    async figure(id, asked) {
      const { named } = meant(id, asked);
      if (named) return room.Figure.parse(await get(`/api/figures/${id}?${query({ knownAt: asked.knownAt })}`));
      if (asked.where.length > 0) return (await detail(id, { ...asked, by: [] })).figure;
      const found = (await listed(asked)).find((figure) => figure.id === id);
      if (!found) throw wrongCall(`custos measure: the server has no measure “${id}”`);
      return found;
    },
    async parts(id, given) {
      const { id: measure, asked } = meant(id, given);
      return asked.by.length === 0 ? [] : (await detail(measure, asked)).by;
    },
    async cases(figure, given, page) {
      const { id, named, asked } = meant(figure.id, given);
      return room.FigureRows.parse(
        await get(`/api/measures/${id}/rows?${query(asked, { part: sideOf(figure, named), page: String(page) })}`),
      );
    },
    close: office.close,
  };
}

const figuresOfPack = async (): Promise<readonly NamedFigure[]> => (await ownLaw('measure')).catalogue.figures;

/** The made-up nation in DIR. */
export async function nationTeller(room: Room, dir: string): Promise<Teller> {
  const { pack, figures, span } = await openNation(dir, 'measure');
  const measures = figures.measures.map((measure) => measure.id);
  const said = <T>(result: Result<T>): T => {
    if (result.ok) return result.value;
    throw wrongCall(`custos measure: ${result.error.en}`);
  };
  const whole = `${span.from}..${span.to}`;
  const now = Date.now();
  const scopeOf = ({ scope }: Question): string => scope ?? 'all';
  const whereOf = (measure: Figures['measures'][number], { where }: Question) => {
    const read = room.readWhere(pack, figures.catalogue, measure, where);
    if (read.ok) return read.value;
    throw wrongCall(`custos measure: --where: ${measure.id}: ${read.error.en}`);
  };
  /** Measure, period and where that a question about the parts or cases of a figure means. */
  const meant = (id: string, asked: Question) => {
    const named = namedFigure(id, asked, measures, figures.figures);
    const measure = figures.measures.find((one) => one.id === (named ? (named.share?.of ?? named.measure) : id));
    if (!measure) throw wrongCall(`custos measure: no measure “${id}”`);
    return {
      named,
      measure: measure.id,
      period: said(room.parsePeriod(named?.period ?? asked.period ?? whole)),
      where: named?.where ?? whereOf(measure, asked),
    };
  };
  return {
    measures,
    figures: figures.figures.map((figure) => figure.id),
    usual: ({ period, where }) =>
      period === undefined && where.length === 0
        ? [...new Set([...figures.figures.map((figure) => figure.id), ...measures])]
        : measures,
    async prepare(asked) {
      if (asked.where.length > 0) return;
      if (asked.period === undefined) said(await figures.allNamed(scopeOf(asked), now));
      said(await figures.all(scopeOf(asked), said(room.parsePeriod(asked.period ?? whole)), now));
    },
    async figure(id, asked) {
      const { named, measure, period, where } = meant(id, asked);
      if (named) return said(await figures.named(id, scopeOf(asked), now));
      return said(await figures.figure(measure, scopeOf(asked), period, now, where));
    },
    async parts(id, asked) {
      const { measure, period, where } = meant(id, asked);
      const found: FigureDetail['by'] = [];
      for (const by of asked.by) found.push(said(await figures.parts(measure, scopeOf(asked), period, by, now, where)));
      return found;
    },
    async cases(figure, asked, page) {
      const { named, measure, period, where } = meant(figure.id, asked);
      const query = { part: sideOf(figure, named), cell: null, page, pageSize } as const;
      return said(await figures.rows(measure, scopeOf(asked), period, query, now, where));
    },
    async close() {
      figures.close();
    },
  };
}
