/** How long something was watched, and whether it ended then; else it was still open when it was last seen (right-censored). */
export interface Watched {
  /** Any unit, ≥ 0. */
  readonly time: number;
  readonly ended: boolean;
}

/** The curve falls at a time at which something ended. */
export interface SurvivalStep {
  readonly time: number;
  /** Watched up to that time: not ended before, not out of sight before. */
  readonly atRisk: number;
  readonly ended: number;
  /** Estimated share that is still open after that time. */
  readonly open: number;
}

export interface Survival {
  readonly n: number;
  readonly censored: number;
  readonly steps: readonly SurvivalStep[];
  /** Longest time that anything was watched; null: nothing was. Beyond it nothing is known. */
  readonly longest: number | null;
  /** First time by which half have ended; null where the curve does not fall so far. */
  readonly median: number | null;
}

/** Shares are products of fractions; this much may be lost in them. */
const EPSILON = 1e-9;

/**
 * The Kaplan–Meier estimate: what is still open counts for as long as it was watched, neither as ended nor as never ended. What is censored
 * at the time of an end was still at risk at it. Throws RangeError for a time that is negative or no number. [10]
 */
export function survival(watched: readonly Watched[]): Survival {
  const order = [...watched].sort((a, b) => a.time - b.time);
  for (const { time } of watched)
    if (!(time >= 0) || time === Number.POSITIVE_INFINITY)
      throw new RangeError(`a time of ${time}; expected a number from 0`);
  const n = order.length;
  const steps: SurvivalStep[] = [];
  let open = 1;
  let censored = 0;
  let median: number | null = null;
  for (let from = 0; from < n; ) {
    const { time } = order[from]!;
    let to = from;
    let ended = 0;
    for (; to < n && order[to]!.time === time; to++) if (order[to]!.ended) ended += 1;
    censored += to - from - ended;
    if (ended > 0) {
      const atRisk = n - from;
      open *= (atRisk - ended) / atRisk;
      steps.push({ time, atRisk, ended, open });
      if (median === null && open <= 0.5 + EPSILON) median = time;
    }
    from = to;
  }
  return { n, censored, steps, longest: order.at(-1)?.time ?? null, median };
}

/** Estimated share that has ended by a time (at it included); null where nothing was watched for so long and some is still open. */
export function endedBy({ steps, longest }: Survival, time: number): number | null {
  if (longest === null) return null;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]!.time <= time) low = middle + 1;
    else high = middle;
  }
  const open = low === 0 ? 1 : steps[low - 1]!.open;
  return time > longest && open > 0 ? null : 1 - open;
}
