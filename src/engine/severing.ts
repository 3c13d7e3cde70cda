import { endOpenDuties } from './closing.ts';
import { dueOf, momentOfAct, runDue } from './dates.ts';
import { CASE, type Marking, type Moment, type Person } from './marking.ts';
import { endDuty } from './obligations.ts';
import { limitViolation, note } from './records.ts';
import type { Act } from './types.ts';

/** A subject leaves, or goes to a case of its own. [3.3, 4] */
export function operateOnSubjects(m: Marking, act: Act, operation: NonNullable<Act['operation']>): void {
  const when = momentOfAct(m, act);
  m.at = Math.max(m.at, when.lo);
  const concerned = operation.kind === 'sever' ? operation.subjects : act.subject === null ? [] : [act.subject];
  for (const id of concerned) {
    const person = m.subjects.get(id);
    if (person === undefined || person.left !== null) note(m, 'unknown-act', act, id, `${id} is not in the case`);
    else if (operation.kind === 'leave') leave(m, person, act, when);
    else carryAway(m, person, act, when);
  }
  if (operation.kind === 'sever' && operation.whole) {
    carryDuties(m, null, act, when);
    stopClocks(m, CASE, when, null);
    m.closed = { at: when.lo, act: act.id, type: act.type };
  }
}

/** As closing does for the whole case: what is open and awake will not be done any more. */
function leave(m: Marking, person: Person, act: Act, when: Moment): void {
  endOpenDuties(m, person.id, act, when);
  stopClocks(m, person.id, when, act);
  person.left = when.lo;
}

/** The duties and clocks go along: here they end without a verdict, in the new case they go on (`severedActs`). */
function carryAway(m: Marking, person: Person, act: Act, when: Moment): void {
  carryDuties(m, person.id, act, when);
  stopClocks(m, person.id, when, null);
  person.left = when.lo;
}

function carryDuties(m: Marking, subject: string | null, act: Act, when: Moment): void {
  for (const open of m.openByRelation.values()) {
    for (const duty of [...open]) {
      if (duty.subject !== subject) continue;
      endDuty(m, duty, { how: 'carried', when, act: act.id, actType: act.type, due: dueOf(m, duty) });
    }
  }
}

function stopClocks(m: Marking, subject: string, when: Moment, leaving: Act | null): void {
  for (const bySubject of m.clocks.values()) {
    const run = bySubject.get(subject)?.run ?? null;
    if (run === null || run.status === 'stopped') continue;
    const due = runDue(m, run);
    if (leaving !== null && run.record.clock.expiry.kind === 'limit') limitViolation(m, run, when.lo, leaving);
    run.status = 'stopped';
    run.ended = { at: when.lo, due };
  }
}

/**
 * The acts with which the new case of severed subjects begins: their own, and those of the case as history. Ids, times and `seq` stay, so
 * every due date and key of theirs stays. `carry`: open duties of the case go along too (the caller then ends them in the old one). [4]
 */
export function severedActs(
  acts: readonly Act[],
  subjects: readonly string[],
  from: { readonly case: string; readonly carry: boolean },
): readonly Act[] {
  return acts
    .filter(
      ({ subject, derived, operation }) =>
        derived !== true && operation === undefined && (subject === null || subjects.includes(subject)),
    )
    .map((act) => ({ ...act, history: { of: from.case, carry: from.carry } }));
}

/** The acts of two cases as one: the same act type done in both counts as done, last at the later time. [4] */
export const mergedActs = (one: readonly Act[], other: readonly Act[]): readonly Act[] => {
  const ids = new Set(one.map((act) => act.id));
  return [...one, ...other.filter((act) => !ids.has(act.id))];
};
