import { daysBetween } from './calendar.ts';
import { runDue } from './dates.ts';
import type { Marking, Run } from './marking.ts';
import type { Act, Note, Violation, ViolationKind } from './types.ts';

export function note(
  m: Marking,
  kind: Note['kind'],
  act: Pick<Act, 'id'> | null,
  subject: string | null,
  text: string,
  more: Pick<Note, 'relation' | 'cite' | 'field'> = {},
): void {
  m.notes.push({ kind, ...more, ...(act === null ? {} : { act: act.id }), subject, text });
}

/** Stable name of a departure; the kind is part of it for blocking kinds only, so that overdue keeps its key when it becomes late. [10] */
export const violationKey = (
  m: Marking,
  relation: string,
  subject: string | null,
  act: string,
  kind?: ViolationKind,
  source?: string | null,
): string =>
  [
    m.plan.procedure.id,
    relation,
    subject ?? '',
    act,
    ...(kind === undefined ? [] : [kind]),
    ...(source ? [source] : []),
  ].join('|');

/** A state lasted longer than it may; the excess up to `until`. [7 `limit`] */
export function limitOf(m: Marking, run: Run, until: number, act: Act | null): Violation | null {
  const due = runDue(m, run);
  if (due === null || until <= due.at) return null;
  const { clock, subject } = run.record;
  return {
    key: violationKey(m, clock.id, subject, run.act),
    kind: 'limit-exceeded',
    relation: clock.id,
    cite: clock.cite,
    subject,
    ...(act === null ? {} : { act: act.id, actType: act.type }),
    at: due.at,
    due,
    byMs: until - due.at,
    ...(due.exact ? {} : { byDays: daysBetween(due.at, until, m.world.calendar) }),
    blame: run.act,
  };
}

export function limitViolation(m: Marking, run: Run, until: number, act: Act): void {
  const violation = limitOf(m, run, until, act);
  if (violation !== null) m.violations.push(violation);
}
