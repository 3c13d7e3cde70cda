/** A counted number made fit for the public: which counts it is made of, and how it looks where they are left out. */
import type { Figure, FigureBreakdown } from '#measures/index.ts';
import type { PublicBreakdown, PublicCell } from '../publication.ts';
import type { Words } from '../text/words.ts';
import { type Count, nameOf, restOf, type Sides, whole } from './secrets.ts';

/** The counts behind one number, by what they count: `rest` is what a rate leaves of its whole. */
export interface CountsBehind {
  readonly value?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly rest?: number;
  readonly n?: number;
  readonly censored?: number;
}
interface Numbers {
  readonly kind: Figure['kind'];
  readonly as?: Figure['as'] | undefined;
  readonly value: number | null;
  readonly numerator?: number | undefined;
  readonly denominator?: number | undefined;
  readonly n?: number | undefined;
  readonly censored?: number | undefined;
}

/**
 * Of a fraction its part, its whole and what is left of it; of a sum or an average how many it is over; of a median also how many still
 * run. What a comparison is worked out from stands in the figure's `counts`.
 */
export function countsBehind(of: Numbers): CountsBehind {
  if (of.n !== undefined) return { n: of.n, ...(of.censored === undefined ? {} : { censored: of.censored }) };
  if (of.as !== undefined && of.as !== 'value' && of.as !== 'share') return {};
  const { numerator, denominator } = of;
  if (numerator === undefined || denominator === undefined) {
    const counted = of.kind === 'count' || of.kind === 'stock';
    return of.value === null || !counted ? {} : { value: of.value };
  }
  const rest = denominator - numerator;
  return (of.kind === 'rate' || of.as === 'share') && rest >= 0
    ? { numerator, denominator, rest }
    : { numerator, denominator };
}

/** The names of those counts in the ledger of the publication. */
export function named(
  behind: CountsBehind,
  sides: Sides,
  days: Figure['period'] | { readonly from: string; readonly to: string },
  part = whole,
): readonly (Count & { readonly side: keyof CountsBehind })[] {
  const sets: Readonly<Record<keyof CountsBehind, string>> = {
    ...sides,
    rest: restOf(sides),
    n: `[number behind ${sides.value}]`,
    censored: `[running of ${sides.value}]`,
  };
  return (Object.keys(behind) as (keyof CountsBehind)[]).flatMap((side) => {
    const value = behind[side];
    return value === undefined ? [] : [{ side, name: nameOf(sets[side], days, part), value }];
  });
}

export const fewerThan = (threshold: number): Words => ({ zh: `少于${threshold}`, en: `fewer than ${threshold}` });
export const notShown: Words = { zh: '不公布', en: 'not shown' };

/** Why a number is left out: one of its own counts is small, or it would reveal one that is. */
export type Reason = 'small' | 'reveals' | null;

export function reasonOf(counts: readonly Count[], hidden: ReadonlySet<string>, threshold: number): Reason {
  if (!counts.some(({ name }) => hidden.has(name))) return null;
  return counts.some(({ value }) => value > 0 && value < threshold) ? 'small' : 'reveals';
}

export function publicCell(row: FigureBreakdown['rows'][number], reason: Reason, threshold: number): PublicCell {
  const { key, title } = row;
  if (reason !== null) {
    const display = reason === 'small' ? fewerThan(threshold) : notShown;
    return { key, title, value: null, display, suppressed: true, withheld: reason };
  }
  const { numerator, denominator, n, low, high, censored } = row;
  return {
    key,
    title,
    value: row.value,
    display: row.display,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(n === undefined ? {} : { n }),
    ...(low === undefined || high === undefined ? {} : { interval: { from: low, to: high } }),
    ...(censored === undefined ? {} : { censored }),
    suppressed: false,
  };
}

/** Nothing is left to read: no number but zeros, or more than half of all that was counted is held back. */
export function isHollow(figure: Figure, counted: FigureBreakdown, shown: PublicBreakdown): boolean {
  if (!shown.rows.some((row) => row.suppressed)) return false;
  const weight = (row: FigureBreakdown['rows'][number]): number => {
    const { value = 0, numerator = 0, denominator = 0, n = 0 } = countsBehind({ ...row, kind: figure.kind });
    return value + Math.max(numerator, denominator) + n;
  };
  const all = counted.rows.reduce((sum, row) => sum + weight(row), 0);
  const held = counted.rows.reduce((sum, row, n) => (shown.rows[n]?.suppressed === false ? sum : sum + weight(row)), 0);
  return !shown.rows.some((row) => row.value !== null && row.value !== 0) || 2 * held > all;
}
