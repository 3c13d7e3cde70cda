/** Durations by day: how many ended after so many days, and how many were last seen running after so many. */
export interface Days {
  readonly days: number;
  readonly ended: number;
  readonly running: number;
}

/**
 * The Kaplan–Meier estimate of the median: the first day by which half have ended, what still runs counting for as long as it was seen.
 * Null where the curve does not fall so far. The room of the engine has the same over single durations; this one takes millions as a histogram.
 */
export function medianDays(histogram: readonly Days[]): number | null {
  const byDay = new Map<number, { ended: number; running: number }>();
  for (const { days, ended, running } of histogram) {
    const sum = byDay.get(days) ?? { ended: 0, running: 0 };
    byDay.set(days, { ended: sum.ended + ended, running: sum.running + running });
  }
  let atRisk = [...byDay.values()].reduce((sum, one) => sum + one.ended + one.running, 0);
  let open = 1;
  for (const [days, { ended, running }] of [...byDay].sort(([a], [b]) => a - b)) {
    if (ended > 0) {
      open *= (atRisk - ended) / atRisk;
      if (open <= 0.5 + 1e-9) return days;
    }
    atRisk -= ended + running;
  }
  return null;
}
