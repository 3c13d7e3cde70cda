/**
 * Which counts of a publication are left out. Every number that is to be published is made of counts; the counts hang together by sums (over
 * parts, years, the sides of a rate, the sets of a measure). What is under the threshold is hidden, and then whatever else lets it be worked
 * out from all that is left.
 */
import type { Where } from '#measures/index.ts';
import type { Known } from '../source.ts';
import { type Bounds, derive, type Sum } from './attack.ts';

const together = ' + ';

/** A count of persons, cases or acts: of some sets of acts, over a period, in one part. */
export interface Count {
  readonly name: string;
  readonly value: number;
}
interface Days {
  readonly from: string;
  readonly to: string;
}
/** What a number is counted from: names of sets of acts for its value, or for the two sides of a rate. */
export interface Sides {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
}
export const sidesOf = (measure: Pick<Known, 'id' | 'sides'> | null, id: string, where?: Where): Sides => {
  const narrowed = where === undefined ? '' : `;${JSON.stringify(where)}`;
  const name = (side: keyof Sides): string =>
    (measure?.sides?.[side] ?? [`${measure?.id ?? id} ${side}`]).map((set) => `${set}${narrowed}`).join(together);
  return { value: name('value'), numerator: name('numerator'), denominator: name('denominator') };
};

/** What a rate leaves of its whole: the other sets counted there, where they are named. */
export function restOf({ numerator, denominator }: Sides): string {
  const taken = numerator.split(together);
  const all = denominator.split(together);
  const left = all.filter((set) => !taken.includes(set));
  return left.length > 0 && left.length === all.length - taken.length
    ? left.join(together)
    : `[rest of ${numerator} in ${denominator}]`;
}

/** One cell of a dimension, or the whole. */
export const whole = '';
export const nameOf = (sets: string, { from, to }: Days, part: string): string => `${sets} | ${from}..${to} | ${part}`;

export interface Ledger {
  readonly counts: ReadonlyMap<string, number>;
  /** The counts of each number that is to be shown: where one of them is hidden, none is told there. */
  readonly places: readonly (readonly string[])[];
  readonly sums: readonly Sum[];
}

/** Sums that follow from names alone: periods that lie in each other, and sets that are counted together. */
export function impliedSums(counts: ReadonlyMap<string, number>): readonly Sum[] {
  const sums: Sum[] = [];
  const series = new Map<string, Days[]>();
  for (const name of counts.keys()) {
    const [sets = '', days = '', part = ''] = name.split(' | ');
    const [from = '', to = ''] = days.split('..');
    const key = `${sets} | ${part}`;
    series.set(key, [...(series.get(key) ?? []), { from, to }]);
    const single = sets.startsWith('[') ? [] : sets.split(together);
    const parts = single.map((set) => nameOf(set, { from, to }, part));
    if (single.length > 1 && parts.some((one) => counts.has(one))) sums.push({ whole: name, parts });
  }
  for (const [key, periods] of series) {
    const [sets = '', part = ''] = key.split(' | ');
    const name = (days: Days): string => nameOf(sets, days, part);
    for (const outer of periods) {
      const segments = segmentsOf(outer, periods);
      if (segments.length > 1) sums.push({ whole: name(outer), parts: segments.map(name) });
      for (const inner of periods)
        if (inner !== outer && inner.from >= outer.from && inner.to <= outer.to)
          sums.push({ whole: name(outer), parts: [name(inner), `${name(outer)} − ${inner.from}..${inner.to}`] });
    }
  }
  return sums;
}

const dayAfter = (date: string): string => new Date(Date.parse(date) + 864e5).toISOString().slice(0, 10);
const dayBefore = (date: string): string => new Date(Date.parse(date) - 864e5).toISOString().slice(0, 10);

/** A period cut wherever another one begins or ends in it. */
function segmentsOf(outer: Days, periods: readonly Days[]): readonly Days[] {
  const begins = periods
    .flatMap(({ from, to }) => [from, dayAfter(to)])
    .filter((day) => day > outer.from && day <= outer.to);
  const starts = [outer.from, ...new Set(begins)].sort();
  return starts.map((from, n) => ({
    from,
    to: starts[n + 1] === undefined ? outer.to : dayBefore(starts[n + 1] ?? ''),
  }));
}

const isFew = (value: number, threshold: number): boolean => value > 0 && value < threshold;

/**
 * The counts to hide: those in `first`, and as many more as it takes until no count from 1 to `threshold - 1` can be worked out. `said`: what
 * is told of a hidden count beside its place (`fewer than 10`); `shown`: what an earlier version has given away for good. Of the counts that would do, the smallest is taken, parts before wholes.
 */
export function hiddenCounts(
  { counts, places, sums }: Ledger,
  first: ReadonlySet<string>,
  threshold: number,
  said: (name: string) => Bounds,
  shown: ReadonlyMap<string, number> = new Map(),
): ReadonlySet<string> {
  const hidden = new Set(first);
  for (const [name, value] of counts) if (isFew(value, threshold)) hidden.add(name);
  const within = new Map<string, Sum[]>();
  for (const sum of sums)
    for (const name of [sum.whole, ...sum.parts]) within.set(name, [...(within.get(name) ?? []), sum]);
  for (;;) {
    const told = new Set(places.filter((names) => !names.some((name) => hidden.has(name))).flat());
    const known = new Map([...counts].filter(([name, value]) => told.has(name) || shown.get(name) === value));
    const bounds = derive(sums, known, said);
    const leaks = [...bounds].filter(([, [low, high]]) => low === high && isFew(low, threshold)).map(([name]) => name);
    // What has been hidden in this round may have closed the leaks around it as well: they are looked at again.
    const near = new Set<string>();
    let more = false;
    for (const leak of leaks) {
      const around = (within.get(leak) ?? []).flatMap((sum) => [sum.whole, ...sum.parts]);
      if (around.some((name) => near.has(name))) continue;
      const next = nextToHide(leak, within, known, bounds, new Set([...hidden, ...shown.keys()]));
      if (next === null) continue;
      hidden.add(next);
      for (const name of [next, ...around, ...(within.get(next) ?? []).flatMap((sum) => [sum.whole, ...sum.parts])])
        near.add(name);
      more = true;
    }
    if (!more) return hidden;
  }
}

/** Around a count that can be worked out: the smallest that is shown, parts first; else the same one sum further away. */
function nextToHide(
  leak: string,
  within: ReadonlyMap<string, readonly Sum[]>,
  known: ReadonlyMap<string, number>,
  bounds: ReadonlyMap<string, Bounds>,
  fixed: ReadonlySet<string>,
): string | null {
  const seen = new Set([leak]);
  let ring = [leak];
  while (ring.length > 0) {
    const sums = ring.flatMap((name) => within.get(name) ?? []);
    const shown = (names: readonly string[]): string | null =>
      names
        .filter((name) => (known.get(name) ?? 0) > 0 && !fixed.has(name))
        .toSorted((a, b) => (known.get(a) ?? 0) - (known.get(b) ?? 0))[0] ?? null;
    const found = shown(sums.flatMap((sum) => sum.parts)) ?? shown(sums.map((sum) => sum.whole));
    if (found !== null) return found;
    ring = [...new Set(sums.flatMap((sum) => [sum.whole, ...sum.parts]))].filter(
      (name) => bounds.has(name) && !seen.has(name),
    );
    for (const name of ring) seen.add(name);
  }
  return null;
}
