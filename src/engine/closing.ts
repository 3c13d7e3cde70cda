import { dueOf } from './dates.ts';
import type { Asked } from './enabled.ts';
import type { Marking, Moment } from './marking.ts';
import { endDuty } from './obligations.ts';
import { read } from './store.ts';
import type { Act, ActType } from './types.ts';

/** Outcomes of the subject or of the case; the latest holds. [3.3] */
export function conclude(m: Marking, { plan, subject, at, when }: Asked, act: Act): void {
  for (const outcome of plan.outcomes) {
    if (read(m, outcome.when, { subject, data: act.data, at }).truth !== true) continue;
    const reached = { id: outcome.id, act: act.id, at: when.lo };
    if (subject === null) m.outcome = reached;
    else m.subjects.get(subject)!.outcome = reached;
  }
}

export function reopen(m: Marking, subject: string | null): void {
  m.closed = null;
  if (subject === null) {
    m.outcome = null;
    for (const person of m.subjects.values()) person.closed = null;
  } else {
    const person = m.subjects.get(subject)!;
    person.closed = null;
    person.outcome = null;
  }
}

/** Open and awake duties that the closing act did not open itself become never-done. [3.3] */
export function close(m: Marking, type: ActType, act: Act, subject: string | null, when: Moment): void {
  const closing = { at: when.lo, act: act.id, type: type.id };
  if (subject !== null) m.subjects.get(subject)!.closed = closing;
  const whole =
    subject === null || [...m.subjects.values()].every((person) => person.closed !== null || person.left !== null);
  if (whole) m.closed = closing;
  endOpenDuties(m, whole ? null : subject, act, when);
}

/** `subject` null: of the whole case. */
export function endOpenDuties(m: Marking, subject: string | null, act: Pick<Act, 'id' | 'type'>, when: Moment): void {
  for (const open of m.openByRelation.values()) {
    for (const duty of [...open]) {
      const concerned = subject === null || duty.subject === subject;
      if (!concerned || duty.source === act.id || duty.survivesClose || duty.asleep !== null) continue;
      const due = dueOf(m, duty);
      endDuty(m, duty, { how: 'never-done', when, act: act.id, actType: act.type, due });
      if (duty.run !== null && duty.run.status !== 'stopped') {
        duty.run.status = 'stopped';
        duty.run.ended = { at: when.lo, due };
      }
    }
  }
}
