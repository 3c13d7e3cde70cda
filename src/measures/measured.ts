/** The value of a measure over periods, and of the cells of a dimension: numbers only. */
import type { Measure, Where } from './definition.ts';
import type { Dimension } from './dimension.ts';
import { quotient } from './display.ts';
import type { Facts } from './open.ts';
import type { Scope } from './scope.ts';
import type { Names, Span } from './sql.ts';
import { type Days, type Interval, medianDays } from './survival.ts';
import { durations, type Frame, type Quantity, quantitiesOf, stock, type Tally } from './tally.ts';

export interface Value {
  readonly value: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
  /** How many acts a sum, an average or a median is over. */
  readonly n?: number;
  /** Of a median: days between which it lies with 95 %. */
  readonly interval?: Interval | null;
}
/** What a value is made of, as it stands beside numbers that others publish. */
export const countsIn = ({ numerator, denominator, n }: Value): Omit<Value, 'value' | 'interval'> => ({
  ...(numerator === undefined ? {} : { numerator }),
  ...(denominator === undefined ? {} : { denominator }),
  ...(n === undefined ? {} : { n }),
});
export interface Counting {
  readonly facts: Facts;
  readonly names: Names;
  readonly asKnownAt: number;
  readonly tally: (quantities: readonly Quantity[], frame: Frame) => Promise<Tally>;
  /** Only asks, to learn what will be needed: nothing else is counted. */
  readonly dry?: boolean;
}

/** The value for each period, and what stands outside in the first. One scan for all of it. */
export async function measured(
  { facts, names, asKnownAt, tally, dry }: Counting,
  measure: Measure,
  scope: Scope,
  periods: readonly Span[],
  where?: Where,
): Promise<{ readonly values: readonly Value[]; readonly excluded: readonly number[] }> {
  const own = measure.kind === 'stock' || measure.kind === 'median' ? [] : quantitiesOf(measure);
  const outside = measure.excluded.map((part) => ({ sets: part.sets, of: { kind: 'count' } as const }));
  const counts = (await tally([...own, ...outside], { scope, periods, where })).get('') ?? [];
  if (dry) return { values: periods.map(() => ({ value: 0 })), excluded: [] };
  const excluded = outside.map((_, n) => counts[own.length + n]?.[0] ?? 0);
  if (measure.kind === 'stock') {
    const ends = periods.map((period) => lastDay(facts, period, asKnownAt));
    const found = (await stock(facts, names, measure.procedures ?? [], scope, ends)).get('') ?? [];
    return { values: periods.map((_, n) => ({ value: found[n] ?? 0 })), excluded };
  }
  if (measure.kind === 'median') {
    const values: Value[] = [];
    for (const period of periods) {
      const found = await durations(facts, names, measure, { scope, periods: [period], where }, asKnownAt);
      values.push(ofDays(found.get('') ?? []));
    }
    return { values, excluded };
  }
  return {
    values: periods.map((_, n) =>
      combine(
        measure,
        own.map((__, q) => counts[q]?.[n] ?? 0),
      ),
    ),
    excluded,
  };
}

/** The value of every cell of a dimension in one period. */
export async function byCell(
  { facts, names, asKnownAt, tally }: Counting,
  measure: Measure,
  scope: Scope,
  period: Span,
  by: Dimension,
  where?: Where,
): Promise<ReadonlyMap<string, Value>> {
  if (measure.kind === 'stock') {
    const found = await stock(facts, names, measure.procedures ?? [], scope, [lastDay(facts, period, asKnownAt)], by);
    return new Map([...found].map(([cell, [n = 0]]) => [cell, { value: n }]));
  }
  if (measure.kind === 'median') {
    const found = await durations(facts, names, measure, { scope, periods: [period], where, by }, asKnownAt);
    return new Map([...found].map(([cell, days]) => [cell, ofDays(days)]));
  }
  if (measure.numerator_by.includes(by.id)) {
    const [above, below] = quantitiesOf(measure).map((one) => [one]);
    const parts = await tally(above ?? [], { scope, periods: [period], where, by });
    const [[whole = 0] = []] = (await tally(below ?? [], { scope, periods: [period], where })).get('') ?? [];
    return new Map([...parts].map(([cell, [[part = 0] = []]]) => [cell, combine(measure, [part, whole])]));
  }
  const found = await tally(quantitiesOf(measure), { scope, periods: [period], where, by });
  return new Map(
    [...found].map(([cell, sums]) => [
      cell,
      combine(
        measure,
        sums.map((sum) => sum[0] ?? 0),
      ),
    ]),
  );
}

/** A stock is seen on the last day of the period, or today where that is still to come. */
export const lastDay = (facts: Facts, { to }: Span, asKnownAt: number): string => {
  const today = facts.dayOf(asKnownAt);
  return to < today ? to : today;
};

export function combine(measure: Measure, [first = 0, second = 0]: readonly number[]): Value {
  if (measure.kind === 'rate' || measure.kind === 'ratio')
    return { value: quotient(first, second, measure.kind), numerator: first, denominator: second };
  if (measure.kind === 'average')
    return { value: quotient(first, second, 'average'), numerator: first, denominator: second, n: second };
  return measure.kind === 'sum' ? { value: first, n: second } : { value: first };
}

function ofDays(days: readonly Days[]): Value {
  const ended = days.reduce((sum, one) => sum + one.ended, 0);
  const running = days.reduce((sum, one) => sum + one.running, 0);
  const { days: value, interval } = medianDays(days);
  return { value, numerator: ended, denominator: ended + running, n: ended, interval };
}
