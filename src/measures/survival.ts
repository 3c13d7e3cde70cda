/** Durations by day: how many ended after so many days, and how many were last seen running after so many. */
export interface Days {
  readonly days: number;
  readonly ended: number;
  readonly running: number;
}

/** First and last day that the median may well be; null: not reached, as far as anything was watched. */
export interface Interval {
  readonly from: number | null;
  readonly to: number | null;
}
export interface Median {
  /** Null where the curve does not fall so far. */
  readonly days: number | null;
  /** 95 %. Null: nothing has ended. */
  readonly interval: Interval | null;
}

/** Of the normal distribution, for 95 %. */
const Z = 1.959964;
/** Shares are products of fractions; this much may be lost in them. */
const EPSILON = 1e-9;
const reachesHalf = (open: number): boolean => open <= 0.5 + EPSILON;

/**
 * The Kaplan–Meier estimate of the median: the first day by which half have ended, what still runs counting for as long as it was seen.
 * The interval is that of Brookmeyer and Crowley: the days on which the curve's own 95 % band (Greenwood's variance of log(-log S)) holds
 * one half. Where the curve falls to nothing, half a proceeding is left in it, since no variance is known there.
 * The room of the engine has the same median over single durations; this one takes millions as a histogram.
 */
export function medianDays(histogram: readonly Days[]): Median {
  const byDay = new Map<number, { ended: number; running: number }>();
  for (const { days, ended, running } of histogram) {
    const sum = byDay.get(days) ?? { ended: 0, running: 0 };
    byDay.set(days, { ended: sum.ended + ended, running: sum.running + running });
  }
  let atRisk = [...byDay.values()].reduce((sum, one) => sum + one.ended + one.running, 0);
  let open = 1;
  let variance = 0;
  let some = false;
  let median: number | null = null;
  let from: number | null = null;
  let to: number | null = null;
  for (const [days, { ended, running }] of [...byDay].sort(([a], [b]) => a - b)) {
    if (ended > 0) {
      some = true;
      const left = Math.max(atRisk - ended, 0.5);
      const gone = atRisk - left;
      open *= left / atRisk;
      variance += gone / (atRisk * left);
      const spread = Math.exp((Z * Math.sqrt(variance)) / -Math.log(open));
      if (from === null && reachesHalf(open ** spread)) from = days;
      if (median === null && reachesHalf(open)) median = days;
      if (to === null && reachesHalf(open ** (1 / spread))) to = days;
    }
    atRisk -= ended + running;
  }
  return { days: median, interval: some ? { from, to } : null };
}
