import type { CaseState, Obligation } from '../types.ts';
import type { DutyRule } from './program.ts';
import type { State } from './state.ts';

/** How long a duty of a response rule was watched: until it was met, or as long as it stood open. Moments are ms UTC. [10] */
export interface WatchedDuty {
  readonly case: number;
  readonly relation: string;
  readonly openedAt: number;
  readonly until: number;
  readonly dueAt: number | null;
  /** false: right-censored. */
  readonly met: boolean;
}

/** Tells a duty over columns; those that only remind, and those of clocks or of the beginning, are not told. */
export function tellWatched(
  s: State,
  d: number,
  rule: DutyRule,
  until: number,
  due: number | null,
  met: boolean,
): void {
  if (s.watch === null || rule.alertOnly || rule.origin !== 'response') return;
  const openedAt = s.duties.opened[d]!;
  const dueAt = due !== null && Number.isFinite(due) ? due : null;
  s.watch({ case: s.caseNr, relation: rule.id, openedAt, until, dueAt, met });
}

/**
 * The same of a case that went the live path. Met, also late: until then. Running, overdue, without a date: until the end of observation, or
 * until it fell asleep or was withdrawn past its date. Never done: until the case was closed. What is asleep in time, withdrawn in time,
 * superseded or moot stands in no rate, and is not watched either.
 */
export function watchedIn(state: CaseState, ofCase: number): readonly WatchedDuty[] {
  return state.obligations.flatMap((duty): readonly WatchedDuty[] => {
    if (duty.alertOnly || duty.origin !== 'response') return [];
    const until = untilOf(duty, state.now);
    if (until === null) return [];
    const met = duty.state === 'met' || duty.state === 'met-late';
    const { relation, openedAt, due } = duty;
    return [{ case: ofCase, relation, openedAt, until, dueAt: due?.at ?? null, met }];
  });
}

function untilOf({ state, endedAt, due, lateByMs }: Obligation, now: number): number | null {
  switch (state) {
    case 'met':
    case 'met-late':
    case 'never-done':
      return endedAt ?? now;
    case 'running':
    case 'open-undated':
      return now;
    case 'overdue':
      return due === null || lateByMs === undefined ? now : due.at + lateByMs;
    default:
      return null;
  }
}
