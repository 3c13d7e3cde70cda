import { daysBetween, legalDate } from './calendar.ts';
import { DAY_MS } from './civil.ts';
import { daysLeft, dueOf } from './dates.ts';
import type { Duty, Ending, Marking } from './marking.ts';
import { offered } from './obligations.ts';
import type { Due, Note, Obligation, ObligationState, Violation, ViolationKind } from './types.ts';

export interface DutyVerdict {
  readonly obligation: Obligation;
  readonly violation: Violation | null;
  readonly note: Note | null;
}

/** How a duty stands, and by how much it was missed. */
interface Standing {
  readonly state: ObligationState;
  readonly kind?: ViolationKind;
  /** Moment up to which it was late. */
  readonly until?: number;
  readonly act?: Ending;
  readonly flags?: Obligation['flags'];
  readonly undecided?: string;
}

/** The one state of a duty at `now`, and its violation: at most one. [5, 10] */
export function judgeDuty(m: Marking, duty: Duty, now: number): DutyVerdict {
  const due = duty.ended?.how !== 'met' && duty.asleep?.due ? duty.asleep.due : dueOf(m, duty);
  const standing = duty.ended === null ? whileOpen(duty, due, now) : afterEnd(duty, duty.ended, due);
  const { state, kind, until, act, flags, undecided } = standing;
  const lateBy = due !== null && until !== undefined && until > due.at ? lateness(m, due, until) : undefined;
  const paused = pausedOf(m, duty);
  const obligation: Obligation = {
    key: duty.key,
    origin: duty.origin,
    relation: duty.relation,
    cite: duty.cite,
    source: duty.source,
    sourceSubject: duty.sourceSubject,
    subject: duty.subject,
    targets: duty.targets.map((type) => type.id),
    offered: duty.ended === null ? offered(m, duty).map((type) => type.id) : [],
    openedAt: duty.openedAt,
    due,
    state,
    ...(paused === undefined ? {} : { paused }),
    alertOnly: duty.alertOnly,
    ...(duty.ifOverdue === undefined ? {} : { ifOverdue: duty.ifOverdue }),
    ...(duty.ended?.how === 'met' ? { metBy: duty.ended.act } : {}),
    ...(duty.ended === null ? {} : { endedAt: duty.ended.when.lo }),
    ...(lateBy === undefined ? {} : { lateByMs: lateBy.byMs }),
    ...(lateBy?.byDays === undefined ? {} : { lateDays: lateBy.byDays }),
    flags: flags ?? [],
  };
  const violation = kind === undefined || duty.alertOnly ? null : violationOf(duty, kind, due, lateBy, act, now);
  return { obligation, violation, note: undecided === undefined ? null : undeterminedNote(duty, undecided) };
}

const lateness = (m: Marking, due: Due, until: number): { readonly byMs: number; readonly byDays?: number } => ({
  byMs: until - due.at,
  ...(due.exact ? {} : { byDays: daysBetween(due.at, until, m.world.calendar) }),
});

function pausedOf(m: Marking, duty: Duty): Obligation['paused'] {
  const run = duty.run;
  if (duty.ended !== null || run === null || run.pausedAt === null) return undefined;
  return { since: legalDate(run.pausedAt, m.world.calendar), daysLeft: daysLeft(m, run) };
}

/** A roll moves a date by no more than the longest run of days off. */
const LONGEST_ROLL = 15 * DAY_MS;
const mayStillRoll = (due: Due, moment: number): boolean => due.provisional && moment <= due.at + LONGEST_ROLL;

/** A sleep that begins after the due date does not heal. [5] */
const passedBeforeSleep = ({ at, due }: NonNullable<Duty['asleep']>): boolean => due !== null && at > due.at;

function whileOpen(duty: Duty, due: Due | null, now: number): Standing {
  if (duty.asleep !== null) {
    return passedBeforeSleep(duty.asleep) && !duty.alertOnly
      ? { state: 'overdue', kind: 'overdue', until: duty.asleep.at, flags: ['ended-excluded'] }
      : { state: 'asleep' };
  }
  if (duty.run !== null && duty.run.status === 'paused') return { state: 'running' };
  if (due === null) return { state: 'open-undated' };
  if (now <= due.at) return { state: 'running' };
  if (duty.alertOnly) return { state: 'reminded', until: now };
  if (mayStillRoll(due, now))
    return { state: 'running', undecided: `the calendar does not know the days off after ${due.date}` };
  return { state: 'overdue', kind: 'overdue', until: now };
}

function afterEnd(duty: Duty, ended: Ending, due: Due | null): Standing {
  const until = duty.asleep?.at ?? ended.when.lo;
  const passed = duty.asleep === null ? due !== null && until > due.at : passedBeforeSleep(duty.asleep);
  switch (ended.how) {
    case 'met':
      return meeting(duty, ended, due);
    case 'superseded':
      return passed ? { state: 'superseded', kind: 'late', until, act: ended } : { state: 'superseded' };
    case 'carried':
      return { state: 'withdrawn', flags: ['carried'] };
    case 'withdrawn':
      return passed && !duty.alertOnly
        ? { state: 'overdue', kind: 'overdue', until, flags: ['ended-cancelled'] }
        : { state: 'withdrawn' };
    case 'never-done':
      if (duty.alertOnly) return { state: passed ? 'reminded' : 'withdrawn' };
      return { state: 'never-done', kind: 'never-done', until };
  }
}

function meeting(duty: Duty, ended: Ending, due: Due | null): Standing {
  if (due === null) return { state: 'met' };
  const { lo, hi } = ended.when;
  const fuzzy = duty.period !== null && due.exact ? duty.period.anchor.hi - duty.period.anchor.lo : 0;
  if (lo > due.at) {
    if (mayStillRoll(due, lo))
      return { state: 'met', undecided: `the calendar does not know the days off after ${due.date}` };
    return { state: 'met-late', kind: 'late', until: lo, act: ended };
  }
  if (hi > due.at - fuzzy && (lo !== hi || fuzzy > 0))
    return { state: 'met', flags: ['day-precision'], undecided: 'the time is known only to the day' };
  return { state: 'met' };
}

function violationOf(
  duty: Duty,
  kind: ViolationKind,
  due: Due | null,
  lateBy: { readonly byMs: number; readonly byDays?: number } | undefined,
  act: Ending | undefined,
  now: number,
): Violation {
  return {
    key: duty.key,
    kind,
    relation: duty.relation,
    cite: duty.cite,
    subject: duty.subject,
    ...(act === undefined ? {} : { act: act.act, actType: act.actType }),
    obligation: duty.key,
    targets: duty.targets.map((type) => type.id),
    at: act?.when.lo ?? (kind === 'never-done' ? duty.ended!.when.lo : (due?.at ?? now)),
    ...(due === null ? {} : { due }),
    ...(lateBy ?? {}),
    blame: duty.source,
  };
}

const undeterminedNote = (duty: Duty, text: string): Note => ({
  kind: 'undetermined',
  relation: duty.relation,
  cite: duty.cite,
  subject: duty.subject,
  ...(duty.ended === null ? {} : { act: duty.ended.act }),
  text,
});
