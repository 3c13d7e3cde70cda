import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure, FigureDetail, FigureRows, Result } from '#measures/index.ts';
import { openNation } from '../nation.ts';
import { nearest } from '../nearest.ts';
import { openOffice } from '../office.ts';
import { type Call, document, type Exit, flag, text, texts, type Verb, wrongCall } from '../verb.ts';

type Room = typeof import('#measures/index.ts');
type Shown = {
  readonly id: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly value: number | null;
  readonly unit: string;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Of a median: 95 %; an end that is null is not reached. Null: nothing has ended. */
  readonly interval?: Figure['interval'];
  readonly as_known_at: string;
  readonly excluded: Figure['excluded'];
  readonly by: FigureDetail['by'];
  readonly cases?: FigureRows['rows'];
};

const pageSize = 50;
/** Of a nation's millions no more is printed. */
const mostCases = 1000;

/** What is asked of each figure. */
type Question = {
  readonly period: string | undefined;
  readonly by: readonly string[];
  readonly where: readonly string[];
  readonly knownAt: string | undefined;
  readonly scope: string | undefined;
};
/** Whoever answers: an office over HTTP, or a nation on disk. */
type Teller = {
  readonly measures: readonly string[];
  readonly figures: readonly string[];
  /** Ids asked for when none is named. */
  readonly usual: readonly string[];
  figure(id: string, asked: Question): Promise<Figure>;
  parts(id: string, asked: Question): Promise<FigureDetail['by']>;
  cases(figure: Figure, asked: Question, page: number): Promise<FigureRows>;
  close(): Promise<void>;
};

const partOf = (figure: Figure): 'value' | 'numerator' =>
  figure.kind === 'rate' || figure.kind === 'ratio' ? 'numerator' : 'value';

/** The office in DIR, the made-up one of ./run, or the server that runs on it. */
async function officeTeller(room: Room, call: Call): Promise<Teller> {
  const office = await openOffice(call, 'measure');
  const get = async (path: string): Promise<unknown> => (await office.get(path)).json();
  const query = ({ period, where, knownAt }: Question, more: Readonly<Record<string, string>> = {}): string => {
    const asked = new URLSearchParams(more);
    if (period !== undefined) asked.set('period', period);
    if (knownAt !== undefined) asked.set('knownAt', knownAt);
    for (const one of where) asked.append('where', one);
    return asked.toString();
  };
  const all = room.Figure.array().parse(
    await get(`/api/measures?${query({ period: undefined, by: [], where: [], knownAt: undefined, scope: undefined })}`),
  );
  const measures = all.map((figure) => figure.id);
  const detail = async (id: string, asked: Question): Promise<FigureDetail> =>
    room.FigureDetail.parse(
      await get(`/api/measures/${id}?${query(asked, asked.by.length > 0 ? { by: asked.by.join(',') } : {})}`),
    );
  return {
    measures,
    figures: [],
    usual: measures,
    figure: async (id, asked) => (await detail(id, { ...asked, by: [] })).figure,
    parts: async (id, asked) => (asked.by.length === 0 ? [] : (await detail(id, asked)).by),
    cases: async (figure, asked, page) =>
      room.FigureRows.parse(
        await get(`/api/measures/${figure.id}/rows?${query(asked, { part: partOf(figure), page: String(page) })}`),
      ),
    close: office.close,
  };
}

/** The made-up nation in DIR. A name that is a figure and a measure is the figure, unless a period is given. */
async function nationTeller(room: Room, dir: string): Promise<Teller> {
  const { pack, figures, span } = await openNation(dir, 'measure');
  const measures = figures.measures.map((measure) => measure.id);
  const names = figures.figures.map((figure) => figure.id);
  const said = <T>(result: Result<T>): T => {
    if (result.ok) return result.value;
    throw wrongCall(`custos measure: ${result.error.en}`);
  };
  const isNamed = (id: string, { period, where }: Question): boolean =>
    names.includes(id) && ((period === undefined && where.length === 0) || !measures.includes(id));
  const now = Date.now();
  const measureOf = (id: string) => {
    const named = figures.figures.find((figure) => figure.id === id);
    return figures.measures.find(
      (measure) => measure.id === (measures.includes(id) ? id : (named?.share?.of ?? named?.measure)),
    );
  };
  /** Measure, period and where that a question about the cases or parts of a figure means. */
  const meant = (id: string, asked: Question) => {
    const named = isNamed(id, asked) ? figures.figures.find((figure) => figure.id === id) : undefined;
    const measure = named
      ? figures.measures.find((one) => one.id === (named.share?.of ?? named.measure))
      : measureOf(id);
    if (!measure) throw wrongCall(`custos measure: no measure “${id}”`);
    const period = said(room.parsePeriod(named?.period ?? asked.period ?? `${span.from}..${span.to}`));
    const where = named?.where ?? said(room.readWhere(pack, figures.catalogue, measure, asked.where));
    return { measure: measure.id, period, where };
  };
  const scopeOf = ({ scope }: Question): string => scope ?? 'all';
  return {
    measures,
    figures: names,
    usual: [...new Set([...names, ...measures])],
    async figure(id, asked) {
      if (isNamed(id, asked)) return said(await figures.named(id, scopeOf(asked), now));
      const { measure, period, where } = meant(id, asked);
      return said(await figures.figure(measure, scopeOf(asked), period, now, where));
    },
    async parts(id, asked) {
      const { measure, period, where } = meant(id, asked);
      const found: FigureDetail['by'] = [];
      for (const by of asked.by) found.push(said(await figures.parts(measure, scopeOf(asked), period, by, now, where)));
      return found;
    },
    async cases(figure, asked, page) {
      const { measure, period, where } = meant(figure.id, asked);
      const query = { part: partOf(figure), cell: null, page, pageSize } as const;
      return said(await figures.rows(measure, scopeOf(asked), period, query, now, where));
    },
    async close() {
      figures.close();
    },
  };
}

async function casesOf(teller: Teller, figure: Figure, asked: Question): Promise<FigureRows['rows']> {
  const rows: FigureRows['rows'] = [];
  for (let page = 1; rows.length < mostCases; page++) {
    const found = await teller.cases(figure, asked, page);
    rows.push(...found.rows);
    if (found.rows.length < pageSize || rows.length >= found.total) break;
  }
  return rows.slice(0, mostCases);
}

const shown = (figure: Figure, by: FigureDetail['by'], cases: FigureRows['rows'] | undefined): Shown => ({
  id: figure.id,
  period: { from: figure.period.from, to: figure.period.to },
  value: figure.value,
  unit: figure.unit.code,
  ...(figure.numerator ? { numerator: figure.numerator.value } : {}),
  ...(figure.denominator ? { denominator: figure.denominator.value } : {}),
  ...(figure.interval === undefined ? {} : { interval: figure.interval }),
  as_known_at: new Date(figure.asKnownAt).toISOString(),
  excluded: figure.excluded,
  by,
  ...(cases ? { cases } : {}),
});

function lines(figure: Figure, found: Shown): string {
  const parts = found.by.flatMap((one) =>
    one.rows.map((row) => `    ${one.dimension.padEnd(10)} ${row.title.en.padEnd(34)} ${row.display.en}`),
  );
  const fraction =
    figure.numerator && figure.denominator ? `  (${figure.numerator.value} of ${figure.denominator.value})` : '';
  const cases = (found.cases ?? []).map(
    (row) => `    ${row.date ?? ''}  ${row.number ?? row.case}  ${row.act?.en ?? ''}`,
  );
  const { interval } = figure;
  const sure = interval ? `  95 %: ${interval.from ?? 'not reached'} to ${interval.to ?? 'not reached'}` : '';
  const unit = figure.unit.code === 'percent' ? '' : figure.unit.text.en;
  const head = `${figure.id.padEnd(30)} ${figure.display.en.padStart(8)} ${unit}${fraction}${sure}  ${figure.title.en}`;
  return [head, ...parts, ...cases].join('\n');
}

async function run(call: Call): Promise<Exit> {
  const { values, words, json, say } = call;
  const room = await import('#measures/index.ts');
  const period = text(values, 'period');
  if (period !== undefined) {
    const parsed = room.parsePeriod(period);
    if (!parsed.ok) throw wrongCall(`custos measure: --period: ${parsed.error.en}`);
  }
  const dir = text(values, 'data');
  const nation = dir !== undefined && existsSync(join(dir, 'keys.json'));
  const asked: Question = {
    period,
    by: text(values, 'by')?.split(',') ?? [],
    where: texts(values, 'where'),
    knownAt: text(values, 'known-at'),
    scope: text(values, 'scope'),
  };
  if (nation && asked.knownAt !== undefined)
    throw wrongCall('custos measure: --known-at: made-up data stand at one moment only');
  if (!nation && asked.scope !== undefined)
    throw wrongCall('custos measure: --scope: an office counts itself; expected with --data DIR of a nation');
  const teller = nation ? await nationTeller(room, dir) : await officeTeller(room, call);
  try {
    const known = [...new Set([...teller.measures, ...teller.figures])];
    const unknown = words.find((id) => !known.includes(id));
    if (unknown !== undefined) {
      const near = await nearest(unknown, known);
      throw wrongCall(
        `custos measure: no measure “${unknown}”; ${near === null ? `expected ${known.join(', ')}` : `did you mean ${near}?`}`,
      );
    }
    const found: Shown[] = [];
    for (const id of words.length === 0 ? teller.usual : words) {
      const figure = await teller.figure(id, asked);
      const by = await teller.parts(id, asked);
      const cases = flag(values, 'cases') ? await casesOf(teller, figure, asked) : undefined;
      const one = shown(figure, by, cases);
      found.push(one);
      if (!json) say(lines(figure, one));
    }
    if (json) say(document(found));
    return 0;
  } finally {
    await teller.close();
  }
}

export const measure: Verb = {
  name: 'measure',
  usage: ['measure [ID…] [--period P] [--by DIMENSION,…] [--where column=value] [--cases] [--data DIR] [--json]'],
  does: 'figures, counted from the acts, and the cases behind them',
  help: [
    'ID               a measure, or a figure of the report (its own period); none: all of them',
    '--period P       2026, 2026-11, 2026-01..2026-10 or 2018..2022; without it this year until today, of a nation all of it',
    '--by D,…         month, year, office, province, offence, offence-group …; what a measure has is said when it has not',
    '--where C=V      only acts with this value of a column, as ground=doubt; several times if wanted',
    `--cases          the acts behind each figure (of a rate: behind its numerator), at most ${mostCases}`,
    '--data DIR       the office in DIR, or the made-up nation; without it the office of ./run. A server that runs on it is asked over HTTP',
    '--scope S        of a nation: an office, a division as 33 or 3301; without it all',
    '--known-at T     of an office: as known at the end of that day, or at that moment',
  ].join('\n'),
  options: {
    period: { type: 'string' },
    by: { type: 'string' },
    where: { type: 'string', multiple: true },
    cases: { type: 'boolean' },
    data: { type: 'string' },
    scope: { type: 'string' },
    'known-at': { type: 'string' },
  },
  run,
};
