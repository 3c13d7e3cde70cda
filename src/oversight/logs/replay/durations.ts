import { endedBy, survival, type WatchedDuty } from '#engine/index.ts';

/** How long the duties of one rule took, by the Kaplan–Meier estimate: what is still open is right-censored, not left out. */
export interface DurationRow {
  /** By when half are met, milliseconds; null: the log does not show that half were. */
  readonly median_ms: number | null;
  /** Estimated share met by its due date; null: no dates, or the log shows too little. */
  readonly by_due: number | null;
  readonly n: number;
  /** Still open when they were last seen. */
  readonly censored: number;
}

export interface Durations {
  readonly watch: (rule: string, duty: WatchedDuty) => void;
  /** null: no duty of that rule was watched. */
  readonly of: (rule: string) => DurationRow | null;
}

interface Kept {
  readonly times: number[];
  /** Due date less opening; NaN: no date. */
  readonly allowed: number[];
  readonly met: boolean[];
}

export function createDurations(): Durations {
  const rules = new Map<string, Kept>();
  return {
    watch(rule, { openedAt, until, dueAt, met }) {
      let kept = rules.get(rule);
      if (kept === undefined) {
        kept = { times: [], allowed: [], met: [] };
        rules.set(rule, kept);
      }
      kept.times.push(Math.max(0, until - openedAt));
      kept.allowed.push(dueAt === null ? Number.NaN : dueAt - openedAt);
      kept.met.push(met);
    },
    of(rule) {
      const kept = rules.get(rule);
      return kept === undefined ? null : rowOf(kept);
    },
  };
}

/**
 * Each duty has a due date of its own, so the share met by it is estimated on the time gone as a part of the time allowed: in time up to 1.
 * A duty still running then counts for the part that has gone.
 */
function rowOf({ times, allowed, met }: Kept): DurationRow {
  const { median, n, censored } = survival(times.map((time, nr) => ({ time, ended: met[nr]! })));
  const dated = times.flatMap((time, nr) => {
    const most = allowed[nr]!;
    if (Number.isNaN(most)) return [];
    return [{ time: most > 0 ? time / most : time <= most ? 1 : 2, ended: met[nr]! }];
  });
  return { median_ms: median, by_due: endedBy(survival(dated), 1), n, censored };
}
