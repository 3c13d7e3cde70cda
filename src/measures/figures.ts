/**
 * Figures over facts. Every value is a count of rows that `rows` returns (or the sum of their amounts); a rate is the quotient of two such
 * counts. So the cases behind a figure, counted, are the figure – for the whole and for every cell of a breakdown.
 */
import { type LawPack, nearest } from '#law/index.ts';
import { type Part, rowsBehind } from './behind.ts';
import type { Catalogue } from './catalogue.ts';
import { type Counted, counted, together } from './counted.ts';
import type { Measure, NamedFigure, Where } from './definition.ts';
import { type Dimension as Breakdown, findDimension, spanOf } from './dimension.ts';
import { show } from './display.ts';
import { byCell, type Counting, countsIn, measured, type Value } from './measured.ts';
import { nameFigure } from './named.ts';
import { type Narrowing, narrow } from './narrow.ts';
import type { Facts } from './open.ts';
import type { Period } from './period.ts';
import { placeLevels } from './regions.ts';
import type { Dimension, Figure, FigureBreakdown, FigureDetail, FigureRows } from './schemas.ts';
import { findScope, type Scope } from './scope.ts';
import { Lacking, type Span } from './sql.ts';
import { dimensionsOf, empty, figureOf, ok, periodFault, wrong } from './told.ts';
import type { Result, Words } from './words.ts';

export type { Part } from './behind.ts';
export interface RowsQuery {
  readonly part: Part;
  readonly cell: { readonly by: Dimension; readonly key: string } | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/**
 * `scope`: an office's id, a division's code, or `all`. `period` that begins in the future, names that nobody knows, data that do not hold
 * what is asked: an error, and no number. `where` narrows the sets of acts.
 */
export interface Figures {
  readonly catalogue: Catalogue;
  readonly measures: readonly Measure[];
  readonly figures: readonly NamedFigure[];
  /** First and last day of the data; null: nothing yet. */
  span(now: number): Promise<Span | null>;
  figure(id: string, scope: string, period: Period, now: number, where?: Where): Promise<Result<Figure>>;
  /** Every measure. */
  all(scope: string, period: Period, now: number): Promise<Result<readonly Figure[]>>;
  /** With the trend and the parts by the dimensions asked for. */
  detail(
    id: string,
    scope: string,
    period: Period,
    by: readonly Dimension[],
    now: number,
    where?: Where,
  ): Promise<Result<FigureDetail>>;
  /** The parts by one dimension. */
  parts(
    id: string,
    scope: string,
    period: Period,
    by: Dimension,
    now: number,
    where?: Where,
  ): Promise<Result<FigureBreakdown>>;
  /** The rows behind the figure, or behind one cell of a breakdown. */
  rows(
    id: string,
    scope: string,
    period: Period,
    query: RowsQuery,
    now: number,
    where?: Where,
  ): Promise<Result<FigureRows>>;
  /** A figure of figures.yaml with its own period, moved by `shift` years. */
  named(id: string, scope: string, now: number, shift?: number): Promise<Result<Figure>>;
  /** Every figure of figures.yaml, counted together; a figure that cannot be said carries the reason. */
  allNamed(
    scope: string,
    now: number,
    shift?: number,
  ): Promise<Result<readonly { readonly id: string; readonly figure: Result<Figure> }[]>>;
  /** A measure over the acts with these `column=value` only; null: all of them. */
  narrow(id: string, texts: readonly string[]): Result<Narrowing | null>;
  /** Dimensions that are places, from the widest to the narrowest. */
  readonly places: readonly Dimension[];
  /** Dimensions that a measure can be broken down by over these facts. */
  dimensions(measure: Measure): readonly Dimension[];
  /** The same figures as known at an earlier moment; made-up data stand at one moment only. */
  asKnown(at: number): Promise<Result<Figures>>;
  close(): void;
}

export async function openFigures(deps: {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly facts: Facts;
}): Promise<Figures> {
  const { pack, catalogue, facts } = deps;
  const past = new Map<number, Promise<Result<Figures>>>();

  let store: Counted = counted(facts, '');
  const counting = async (now: number): Promise<Counting> => {
    const { asKnownAt, size } = await facts.refresh(now);
    const state = `${asKnownAt} ${size}`;
    if (store.state !== state) store = counted(facts, state);
    const names = { pack, catalogue, keys: facts.keys() };
    const { tally } = store;
    return { facts, names, asKnownAt, tally: (quantities, frame) => tally(names, quantities, frame) };
  };
  /** Names and period checked, then counted; what the data lack is an answer, too. */
  const asked = async <T>(
    question: { readonly id: string; readonly scope: string; readonly period: Period; readonly now: number },
    answer: (given: Counting & { readonly measure: Measure; readonly scope: Scope }) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const measure = catalogue.measures.find((one) => one.id === question.id);
    if (!measure) return unknown('指标', 'measure', question.id);
    return guarded(async () => {
      const given = await counting(question.now);
      const scope = findScope(given.names, question.scope);
      if (!scope.ok) return scope;
      const fault = await periodFault(given, question.period);
      return fault ?? answer({ ...given, measure, scope: scope.value });
    });
  };
  const dimensionOf = (id: Dimension, given: Counting, measure: Measure): Result<Breakdown> => {
    const known = dimensionsOf(measure, facts, pack);
    if (known.includes(id)) return findDimension(id, facts, given.names);
    if (id === 'desk' && facts.kind === 'nation') return wrong('生成的数据没有办案部门', 'made-up data have no desks');
    const near = nearest(id, known);
    return wrong(
      `${measure.id} 不能按“${id}”分；${near === null ? `应为 ${known.join('、')}` : `是不是 ${near}？`}`,
      `${measure.id} has no parts by "${id}"; ${near === null ? `expected ${known.join(', ')}` : `did you mean ${near}?`}`,
    );
  };
  const breakdown = async (
    given: Counting & { readonly measure: Measure; readonly scope: Scope },
    period: Period,
    by: Breakdown,
    where: Where | undefined,
  ): Promise<FigureBreakdown> => {
    const { measure, scope } = given;
    const cells =
      measure.kind === 'stock' && (by.id === 'month' || by.id === 'year')
        ? await stockBy(given, measure, scope, period, by.id)
        : await byCell(given, measure, scope, period, by, where);
    const wanted = by.id === 'month' || by.id === 'year' ? timesOf(period, by.id, facts.dayOf(given.asKnownAt)) : [];
    return {
      dimension: by.id,
      title: measure.numerator_by.includes(by.id) ? ofWhole(by.title) : by.title,
      rows: ordered([...new Set([...wanted, ...cells.keys()])], by.id, facts).map((key) => {
        const cell = cells.get(key) ?? empty(measure);
        return {
          key,
          title: by.name(key),
          value: cell.value,
          display: show(cell.value, measure.unit),
          ...countsIn(cell),
          ...(measure.kind === 'median' ? spread(cell) : {}),
        };
      }),
    };
  };
  const trendOf = (period: Period): 'month' | 'year' =>
    Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4)) > 1 ? 'year' : 'month';

  const self: Figures = {
    catalogue,
    measures: catalogue.measures,
    figures: catalogue.figures,
    places: placeLevels(pack),
    async span(now) {
      await facts.refresh(now);
      return facts.span();
    },
    figure: (id, scope, period, now, where) =>
      asked({ id, scope, period, now }, async (given) => ok(await figureOf(given, period, where))),
    all: (scope, period, now) =>
      guarded(async () => {
        const given = await counting(now);
        const found = findScope(given.names, scope);
        if (!found.ok) return found;
        const fault = await periodFault(given, period);
        if (fault) return fault;
        const figures = await together(given, store, (asking) =>
          inTurn(catalogue.measures, (measure) => figureOf({ ...asking, measure, scope: found.value }, period)),
        );
        return ok(figures);
      }),
    detail: (id, scope, period, by, now, where) =>
      asked({ id, scope, period, now }, async (given) => {
        const tables: FigureBreakdown[] = [];
        for (const one of [trendOf(period), ...by]) {
          const dimension = dimensionOf(one, given, given.measure);
          if (!dimension.ok) return dimension;
          tables.push(await breakdown(given, period, dimension.value, where));
        }
        const [trend, ...parts] = tables;
        if (!trend) throw new Error('a figure without a trend');
        return ok({ figure: await figureOf(given, period, where), trend, by: parts });
      }),
    parts: (id, scope, period, by, now, where) =>
      asked({ id, scope, period, now }, async (given) => {
        const dimension = dimensionOf(by, given, given.measure);
        return dimension.ok ? ok(await breakdown(given, period, dimension.value, where)) : dimension;
      }),
    rows: (id, scope, period, query, now, where) =>
      asked({ id, scope, period, now }, async (given) => {
        const by = query.cell ? dimensionOf(query.cell.by, given, given.measure) : null;
        if (by && !by.ok) return by;
        const cell = query.cell && by ? { by: by.value, key: query.cell.key } : null;
        const { measure } = given;
        const found = await rowsBehind(given, { ...query, measure, scope: given.scope, period, where, cell });
        return found
          ? ok(found)
          : wrong(`${measure.id} 没有“${query.part}”`, `${measure.id} is a ${measure.kind}; it has no ${query.part}`);
      }),
    named: (id, scope, now, shift = 0) => {
      const figure = catalogue.figures.find((one) => one.id === id);
      if (!figure) return Promise.resolve(unknown('数据', 'figure', id));
      return guarded(async () => {
        const given = await counting(now);
        const found = findScope(given.names, scope);
        return found.ok ? nameFigure(given, figure, found.value, shift) : found;
      });
    },
    allNamed: (scope, now, shift = 0) =>
      guarded(async () => {
        const given = await counting(now);
        const found = findScope(given.names, scope);
        if (!found.ok) return found;
        const answer = (asking: Counting) => (figure: NamedFigure) =>
          guarded(() => nameFigure(asking, figure, found.value, shift));
        const results = await together(given, store, (asking) => inTurn(catalogue.figures, answer(asking)));
        return ok(catalogue.figures.map(({ id }, n) => ({ id, figure: results[n] ?? unknown('数据', 'figure', id) })));
      }),
    narrow: (id, texts) => narrow(pack, catalogue, id, texts),
    dimensions: (measure) => dimensionsOf(measure, facts, pack),
    async asKnown(at) {
      const known = past.get(at);
      if (known) return known;
      const opening = facts.asKnown(at).then(async (then): Promise<Result<Figures>> => {
        if (!then.ok) return then;
        const open = await openFigures({ pack, catalogue, facts: then.value });
        return ok({ ...open, close: () => undefined });
      });
      // A moment or two stay open; more would fill the memory.
      past.set(at, opening);
      return opening;
    },
    close: () => facts.close(),
  };
  return self;
}

const ofWhole = ({ zh, en }: Words): Words => ({ zh: `${zh}（占全部）`, en: `${en} (each over the whole)` });

/** How sure a median is, and what still runs. */
const spread = ({ numerator = 0, denominator = 0, interval }: Value) => ({
  low: interval?.from ?? null,
  high: interval?.to ?? null,
  censored: denominator - numerator,
});

const unknown = (zh: string, en: string, id: string): Result<never> => wrong(`没有${zh}“${id}”`, `no ${en} "${id}"`);

async function inTurn<T, U>(all: readonly T[], work: (one: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

async function guarded<T>(answer: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Lacking) return { ok: false, error: error.words };
    throw error;
  }
}

/** Months or years that have begun, so that one without an act is shown as 0. */
function timesOf(period: Span, unit: 'month' | 'year', today: string): string[] {
  const last = period.to < today ? period.to : today;
  const times: string[] = [];
  let [year = 0, month = 1] = period.from.split('-').map(Number);
  if (unit === 'year') month = 1;
  const text = (): string => (unit === 'year' ? `${year}` : `${year}-${String(month).padStart(2, '0')}`);
  while (text() <= last.slice(0, text().length)) {
    times.push(text());
    if (unit === 'month') month += 1;
    if (unit === 'year' || month > 12) [year, month] = [year + 1, 1];
  }
  return times;
}

async function stockBy(
  given: Counting,
  measure: Measure,
  scope: Scope,
  period: Span,
  unit: 'month' | 'year',
): Promise<ReadonlyMap<string, Value>> {
  const times = timesOf(period, unit, given.facts.dayOf(given.asKnownAt));
  const { values } = await measured(
    given,
    measure,
    scope,
    times.map((time) => spanOf(time) ?? period),
  );
  return new Map(times.map((time, n) => [time, values[n] ?? empty(measure)]));
}

const natural = new Intl.Collator('en', { numeric: true });
/** A fixed order, never by size: time, offices and desks as they are listed, the rest by key. */
function ordered(keys: readonly string[], dimension: Dimension, facts: Facts): readonly string[] {
  const listed =
    dimension === 'office'
      ? facts.keys().offices.map((office) => office.id)
      : dimension === 'desk'
        ? Object.keys(facts.desks)
        : [];
  const place = new Map(listed.map((id, n) => [id, n]));
  return [...keys].sort(
    (a, b) => (place.get(a) ?? listed.length) - (place.get(b) ?? listed.length) || natural.compare(a, b),
  );
}
