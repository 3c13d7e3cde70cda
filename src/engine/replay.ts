import { fold } from './fold.ts';
import type { Act, CaseState, Note, ObligationState, Procedure, Violation, World } from './types.ts';

export interface ReplayCounts {
  readonly acts: number;
  /** Departures; an act with three unmet conditions gives three. */
  readonly violations: number;
  /** Acts that were not allowed, however many rules forbade each. */
  readonly actsNotAllowed: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Obligations by state; they sum up to those opened. Alert-only ones are counted apart and stand in no rate. */
  readonly obligations: Readonly<Record<ObligationState, number>>;
  readonly alertOnly: number;
  /** met ÷ (met + met-late + overdue + never-done); null where nothing was to be counted. */
  readonly timely: number | null;
}

export interface Replayed {
  readonly state: CaseState;
  readonly violations: readonly Violation[];
  readonly notes: readonly Note[];
  readonly counts: ReplayCounts;
}

/** One recorded case run as it happened, up to `until`: no act refused, each departure listed once. [1, 10] */
export function replay(
  procedure: Procedure,
  acts: readonly Act[],
  world: World,
  options: { readonly until: number; readonly knownAt?: number },
): Replayed {
  const state = fold(procedure, acts, world, { now: options.until, knownAt: options.knownAt });
  return { state, violations: state.violations, notes: state.notes, counts: countsOf(state) };
}

const NONE: Readonly<Record<ObligationState, number>> = {
  met: 0,
  'met-late': 0,
  running: 0,
  overdue: 0,
  'open-undated': 0,
  'never-done': 0,
  reminded: 0,
  asleep: 0,
  withdrawn: 0,
  superseded: 0,
  moot: 0,
};

export function countsOf(state: CaseState): ReplayCounts {
  const obligations = { ...NONE };
  let alertOnly = 0;
  for (const obligation of state.obligations) {
    if (obligation.alertOnly) alertOnly += 1;
    else obligations[obligation.state] += 1;
  }
  const byKind: Record<string, number> = {};
  const refused = new Set<string>();
  for (const { kind, act, obligation } of state.violations) {
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (act !== undefined && obligation === undefined && kind !== 'limit-exceeded') refused.add(act);
  }
  const judged = obligations.met + obligations['met-late'] + obligations.overdue + obligations['never-done'];
  return {
    acts: state.acts.length,
    violations: state.violations.length,
    actsNotAllowed: refused.size,
    byKind,
    obligations,
    alertOnly,
    timely: judged === 0 ? null : obligations.met / judged,
  };
}

export interface LoggedCase {
  readonly id: string;
  readonly acts: readonly Act[];
  /** The case is observed no longer than this. */
  readonly endOfObservation?: number;
}

/**
 * A log of many cases, one after the other (nothing is held). Observation ends at `end`, by default at the latest moment in the log;
 * never by the machine's clock. [6, 10]
 */
export function* replayLog(
  procedure: Procedure,
  cases: Iterable<LoggedCase>,
  world: World,
  end: number,
): Generator<Replayed & { readonly case: string }> {
  for (const { id, acts, endOfObservation } of cases) {
    const until = Math.min(end, endOfObservation ?? end);
    yield { case: id, ...replay(procedure, acts, world, { until }) };
  }
}

/** The largest legal time in a log: where observation ends if the caller does not say. [6] */
export function endOfLog(cases: Iterable<LoggedCase>): number | null {
  let end: number | null = null;
  for (const { acts } of cases) for (const act of acts) if (end === null || act.at > end) end = act.at;
  return end;
}
