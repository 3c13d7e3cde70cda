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

/** Duties watched, as columns: what goes from one thread to another at little cost. */
export interface WatchedColumns {
  readonly relations: readonly string[];
  readonly relation: Uint16Array;
  readonly case: Uint32Array;
  readonly openedAt: Float64Array;
  readonly until: Float64Array;
  /** NaN: no date. */
  readonly dueAt: Float64Array;
  readonly met: Uint8Array;
}

export function packWatched(): {
  readonly add: (duty: WatchedDuty) => void;
  readonly columns: () => WatchedColumns;
} {
  const relations = new Map<string, number>();
  const [relation, ofCase, openedAt, until, dueAt, met]: number[][] = [[], [], [], [], [], []];
  return {
    add(duty) {
      let nr = relations.get(duty.relation);
      if (nr === undefined) {
        nr = relations.size;
        relations.set(duty.relation, nr);
      }
      relation!.push(nr);
      ofCase!.push(duty.case);
      openedAt!.push(duty.openedAt);
      until!.push(duty.until);
      dueAt!.push(duty.dueAt ?? Number.NaN);
      met!.push(duty.met ? 1 : 0);
    },
    columns: () => ({
      relations: [...relations.keys()],
      relation: Uint16Array.from(relation!),
      case: Uint32Array.from(ofCase!),
      openedAt: Float64Array.from(openedAt!),
      until: Float64Array.from(until!),
      dueAt: Float64Array.from(dueAt!),
      met: Uint8Array.from(met!),
    }),
  };
}

export function eachWatched(of: WatchedColumns, tell: (duty: WatchedDuty) => void): void {
  for (let i = 0; i < of.relation.length; i++) {
    const due = of.dueAt[i]!;
    tell({
      case: of.case[i]!,
      relation: of.relations[of.relation[i]!]!,
      openedAt: of.openedAt[i]!,
      until: of.until[i]!,
      dueAt: Number.isNaN(due) ? null : due,
      met: of.met[i] === 1,
    });
  }
}
