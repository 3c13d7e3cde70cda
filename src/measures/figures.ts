/**
 * Figures over one office's acts. Every value is a count of rows that `rows` returns; a rate is the quotient of two such
 * counts. So the cases behind a figure, counted, are the figure – for the whole and for every cell of a breakdown.
 */
import { type LawPack, parseCite } from '#law/index.ts';
import { type Columns, openColumns } from './columns.ts';
import { change, quotient, show, unitText } from './display.ts';
import type { CountedSet, Definition } from './old-definition.ts';
import { before, type Period } from './period.ts';
import type { Source } from './rows.ts';
import type { Dimension, Figure, FigureBreakdown, FigureDetail, FigureRows } from './schemas.ts';
import { count, countBy, page, units } from './sql.ts';
import type { Words } from './words.ts';

export type Part = 'value' | 'numerator' | 'denominator';
export interface RowsQuery {
  readonly part: Part;
  readonly cell: { readonly by: Dimension; readonly key: string } | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface Figures {
  readonly definitions: readonly Definition[];
  /** One figure; null: no such measure. */
  figure(id: string, office: string, period: Period, now: number): Promise<Figure | null>;
  all(office: string, period: Period, now: number): Promise<readonly Figure[]>;
  /** With the trend by month and the parts by the dimensions asked for. */
  detail(
    id: string,
    office: string,
    period: Period,
    by: readonly Dimension[],
    now: number,
  ): Promise<FigureDetail | null>;
  /** The rows behind the figure, or behind one cell of a breakdown. */
  rows(id: string, office: string, period: Period, query: RowsQuery, now: number): Promise<FigureRows | null>;
  close(): void;
}

export async function openFigures(deps: {
  readonly pack: LawPack;
  readonly definitions: readonly Definition[];
  readonly source: Source;
  /** Legal date of a moment. */
  readonly dayOf: (at: number) => string;
}): Promise<Figures> {
  const { pack, definitions, source } = deps;
  const columns = await openColumns(source, deps.dayOf);
  const find = (id: string): Definition | undefined => definitions.find((measure) => measure.id === id);

  const figureOf = async (measure: Definition, office: string, period: Period, asKnownAt: number): Promise<Figure> => {
    const now = await measured(columns, measure, office, period);
    const earlier = before(period);
    const then = await measured(columns, measure, office, earlier);
    const excluded = await Promise.all(
      measure.excluded.map(async (part) => ({
        what: part.title,
        value: await total(columns, part.sets, office, period),
      })),
    );
    const side = (part: Definition['numerator'], value: number | undefined) =>
      part && value !== undefined ? { value, text: join(part.title, unitText(part.unit)) } : undefined;
    return {
      id: measure.id,
      title: measure.title,
      definition: measure.definition,
      version: measure.version,
      unit: { code: measure.unit, text: unitText(measure.unit) },
      kind: measure.kind,
      period,
      value: now.value,
      display: show(now.value, measure.kind),
      numerator: side(measure.numerator, now.numerator),
      denominator: side(measure.denominator, now.denominator),
      asKnownAt,
      previous: {
        period: { from: earlier.from, to: earlier.to },
        value: then.value,
        display: show(then.value, measure.kind),
        change: change(now.value, then.value, measure.kind),
      },
      excluded,
      cites: parseCite(pack.laws, measure.cite).map((part) => ({
        short: part.short,
        full: part.full,
        key: measure.cite,
      })),
    };
  };

  const breakdown = async (
    measure: Definition,
    office: string,
    period: Period,
    dimension: Dimension,
  ): Promise<FigureBreakdown> => {
    const parts = partsOf(measure);
    const tables = await Promise.all(
      parts.map(async ({ sets }) => {
        const rows = await columns.rows(countBy(units(sets, { office, ...period }), dimension));
        return new Map(rows.map((row) => [String(row.cell), Number(row.n)]));
      }),
    );
    const found = new Set(tables.flatMap((table) => [...table.keys()]));
    const all = dimension === 'month' ? [...new Set([...monthsOf(period), ...found])].sort() : [...found].sort();
    return {
      dimension,
      rows: all.map((key) => {
        const counts = tables.map((table) => table.get(key) ?? 0);
        const value = combine(measure, counts);
        return {
          key,
          title: cellTitle(dimension, key, pack, source),
          value,
          display: show(value, measure.kind),
          ...(measure.kind === 'count' ? {} : { numerator: counts[0], denominator: counts[1] }),
        };
      }),
    };
  };

  return {
    definitions,
    async figure(id, office, period, now) {
      const measure = find(id);
      if (!measure) return null;
      const { asKnownAt } = await columns.refresh(now);
      return figureOf(measure, office, period, asKnownAt);
    },
    async all(office, period, now) {
      const { asKnownAt } = await columns.refresh(now);
      return Promise.all(definitions.map((measure) => figureOf(measure, office, period, asKnownAt)));
    },
    async detail(id, office, period, by, now) {
      const measure = find(id);
      if (!measure) return null;
      const { asKnownAt } = await columns.refresh(now);
      return {
        figure: await figureOf(measure, office, period, asKnownAt),
        trend: await breakdown(measure, office, period, 'month'),
        by: await Promise.all(by.map((dimension) => breakdown(measure, office, period, dimension))),
      };
    },
    async rows(id, office, period, query, now) {
      const measure = find(id);
      const part = measure && partsOf(measure).find((p) => p.part === query.part);
      if (!measure || !part) return null;
      await columns.refresh(now);
      const inner = units(part.sets, { office, ...period });
      const found = await columns.rows(page(inner, query.cell, query.pageSize, (query.page - 1) * query.pageSize));
      const rest = found.length > 0 || query.page === 1 ? null : await columns.rows(page(inner, query.cell, 1, 0));
      return {
        id,
        part: query.part,
        total: Number(found[0]?.total ?? rest?.[0]?.total ?? 0),
        rows: found.map((row) => {
          const [procedure = '', what = ''] = String(row.what).split('/');
          const law = pack.procedures[procedure];
          const name = [...(law?.acts ?? []), ...(law?.clocks ?? [])].find((item) => item.id === what);
          return {
            key: String(row.unit),
            proceeding: String(row.proceeding),
            case: String(row.case_id),
            number: row.number === null ? null : String(row.number),
            subject: row.subject === null ? null : String(row.subject),
            offence: row.offence === null ? null : cellTitle('offence', String(row.offence), pack, source),
            act: name?.title ?? law?.title ?? null,
            date: row.on_date === null ? null : String(row.on_date),
            desk: row.desk === null ? null : cellTitle('desk', String(row.desk), pack, source),
          };
        }),
      };
    },
    close: columns.close,
  };
}

const join = (a: Words, b: Words): Words => ({ zh: `${a.zh}（${b.zh}）`, en: `${a.en} (${b.en})` });

function partsOf(measure: Definition): readonly { readonly part: Part; readonly sets: readonly CountedSet[] }[] {
  if (measure.value) return [{ part: 'value', sets: measure.value }];
  return [
    { part: 'numerator', sets: measure.numerator?.sets ?? [] },
    { part: 'denominator', sets: measure.denominator?.sets ?? [] },
  ];
}

async function total(columns: Columns, sets: readonly CountedSet[], office: string, period: Period): Promise<number> {
  const rows = await columns.rows(count(units(sets, { office, ...period })));
  return Number(rows[0]?.n ?? 0);
}

interface Value {
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
}

async function measured(columns: Columns, measure: Definition, office: string, period: Period): Promise<Value> {
  const counts = await Promise.all(partsOf(measure).map(({ sets }) => total(columns, sets, office, period)));
  const value = combine(measure, counts);
  return measure.kind === 'count' ? { value } : { value, numerator: counts[0], denominator: counts[1] };
}

function combine(measure: Definition, [first = 0, second = 0]: readonly number[]): number | null {
  return measure.kind === 'count' ? first : quotient(first, second, measure.kind);
}

function monthsOf(period: Period): string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = period.from.split('-').map(Number);
  while (`${year}-${String(month).padStart(2, '0')}` <= period.to.slice(0, 7)) {
    months.push(`${year}-${String(month).padStart(2, '0')}`);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}

function cellTitle(dimension: Dimension, key: string, pack: LawPack, source: Source): Words {
  if (dimension === 'month') {
    const [year = '', month = ''] = key.split('-');
    return { zh: `${year}年${Number(month)}月`, en: key };
  }
  if (dimension === 'procedure') return pack.procedures[key]?.title ?? { zh: key, en: key };
  if (key === '') return { zh: '未登记', en: 'not recorded' };
  if (dimension === 'desk') return source.desks[key] ?? { zh: key, en: key };
  return pack.offences.all.find((offence) => offence.id === key)?.title ?? { zh: key, en: key };
}
