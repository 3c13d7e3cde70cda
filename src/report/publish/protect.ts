/** A counted figure made fit for the public: small counts, and what would give them away, become words. */
import type { Figure, FigureBreakdown } from '#measures/index.ts';
import type { PublicBreakdown } from '../publication.ts';
import { type Counts, isSmall, withheld } from './suppress.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * The counts behind a number: of a fraction its part and what is left of the whole; of a sum or an average how many it is over; of a
 * comparison of counts both of them. A comparison of rates shows no count.
 */
export function countsOf(of: {
  readonly kind: Figure['kind'];
  readonly as?: Figure['as'];
  readonly value: number | null;
  readonly numerator?: number | undefined;
  readonly denominator?: number | undefined;
  readonly n?: number | undefined;
}): Counts {
  if (of.n !== undefined) return [of.n];
  const counted = of.kind === 'count' || of.kind === 'stock';
  const compares = of.as !== undefined && of.as !== 'value' && of.as !== 'share';
  if (compares && !counted) return [];
  if (of.numerator === undefined || of.denominator === undefined) return of.value === null ? [] : [Math.abs(of.value)];
  const rest = of.denominator - of.numerator;
  return (of.kind === 'rate' || of.as === 'share') && rest >= 0 ? [of.numerator, rest] : [of.numerator, of.denominator];
}

export function isTooSmall(figure: Figure, threshold: number): boolean {
  if (!figure.protect) return false;
  const { kind, as, value, n } = figure;
  const counts = countsOf({
    kind,
    as,
    value,
    n,
    numerator: figure.numerator?.value,
    denominator: figure.denominator?.value,
  });
  return isSmall(counts, threshold);
}

export const fewerThan = (threshold: number): Words => ({ zh: `少于${threshold}`, en: `fewer than ${threshold}` });
export const notShown: Words = { zh: '不公布', en: 'not shown' };

/** A breakdown with its small cells held back; of a figure that is itself too small nothing is shown. */
export function protectedBreakdown(figure: Figure, breakdown: FigureBreakdown, threshold: number): PublicBreakdown {
  const open = !figure.protect;
  const all = isTooSmall(figure, threshold);
  const why = withheld(
    breakdown.rows.map((row) => countsOf({ ...row, kind: figure.kind })),
    threshold,
  );
  return {
    dimension: breakdown.dimension,
    title: breakdown.title,
    rows: breakdown.rows.map((row, n) => {
      const reason = open ? null : all ? 'small' : (why[n] ?? null);
      const { key, title: name } = row;
      if (reason !== null)
        return {
          key,
          title: name,
          value: null,
          display: reason === 'small' ? fewerThan(threshold) : notShown,
          suppressed: true,
          withheld: reason,
        };
      return {
        key,
        title: name,
        value: row.value,
        display: row.display,
        ...(row.numerator === undefined ? {} : { numerator: row.numerator }),
        ...(row.denominator === undefined ? {} : { denominator: row.denominator }),
        suppressed: false,
      };
    }),
  };
}

/** Nothing is left to read: no number but zeros, or more than half of all that was counted is held back. */
export function isHollow(figure: Figure, counted: FigureBreakdown, shown: PublicBreakdown): boolean {
  const weights = counted.rows.map((row) => countsOf({ ...row, kind: figure.kind }).reduce((sum, n) => sum + n, 0));
  const sum = (some: (row: number) => boolean): number =>
    weights.reduce((total, weight, row) => (some(row) ? total + weight : total), 0);
  const held = (row: number): boolean => shown.rows[row]?.suppressed ?? true;
  if (!shown.rows.some((row) => row.suppressed)) return false;
  return !shown.rows.some((row) => row.value !== null && row.value !== 0) || 2 * sum(held) > sum(() => true);
}
