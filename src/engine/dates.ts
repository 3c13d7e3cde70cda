import { addPeriods, daysBetween, endOf, endOfDay, legalDate, momentOf, startOfDay } from './calendar.ts';
import type { Duty, Marking, Moment, Run } from './marking.ts';
import { isExact } from './period.ts';
import { heldInCustody, openingValue } from './store.ts';
import type { Act, Anchor, Due, Period, Rolls } from './types.ts';

/** The moment of an act, or the interval of its day. [6] */
export function momentOfAct(m: Marking, act: { readonly at: number; readonly precision?: 'ms' | 'day' }): Moment {
  if (act.precision !== 'day') return { lo: act.at, hi: act.at };
  const date = legalDate(act.at, m.world.calendar);
  return { lo: startOfDay(date, m.world.calendar), hi: endOfDay(date, m.world.calendar) };
}

/** Where a period starts: the date in a field, else (no field named, or left empty) the act itself. [15 `from_date`] */
export function anchorOf(
  m: Marking,
  act: Pick<Act, 'at' | 'precision' | 'data'>,
  subject: string | null,
  anchor: Anchor | undefined,
): { readonly moment: Moment; readonly field?: string } {
  if (anchor === undefined) return { moment: momentOfAct(m, act) };
  const value = anchor.of === 'act' ? act.data[anchor.field] : openingValue(m, subject, anchor.field);
  const at = typeof value === 'string' ? momentOf(value, m.world.calendar) : null;
  if (at === null) return { moment: momentOfAct(m, act) };
  const dateOnly = typeof value === 'string' && value.length === 10;
  return { moment: momentOfAct(m, { at, precision: dateOnly ? 'day' : 'ms' }), field: anchor.field };
}

/** Counted from the end of an uncertain start where hours count, so that nobody is late by a guess. */
export const countedFrom = (moment: Moment, length: Period): number => (isExact(length) ? moment.hi : moment.lo);

/** Whether custody holds the date now; asked only where the rule depends on it. [15 `rolls: custody`] */
const holds = (m: Marking, rolls: Rolls, subject: string | null): boolean =>
  rolls === 'custody' && heldInCustody(m, subject);

/** Due date of an open or ended duty as it stands now; null: undated, or its clock is paused. [5, 7] */
export function dueOf(m: Marking, duty: Duty): Due | null {
  if (duty.ended !== null) return duty.ended.due;
  if (duty.run !== null) return runDue(m, duty.run);
  const { period } = duty;
  if (period === null) return null;
  const custody = holds(m, period.rolls, duty.subject);
  const slot = custody ? 1 : 0;
  const known = duty.counted[slot];
  if (known !== null) return known;
  const due = endOf(
    countedFrom(period.anchor, period.length),
    period.length,
    { counting: m.plan.procedure.counting, rolls: period.rolls, custody, act: period.act, field: period.field },
    m.world.calendar,
    duty.cite,
  );
  duty.counted[slot] = due;
  return due;
}

/** End of a clock's run as it stands now; null while it is paused. [7] */
export function runDue(m: Marking, run: Run): Due | null {
  if (run.ended !== null) return run.ended.due;
  if (run.status === 'paused') return null;
  return countRun(m, run, run.record.clock.rolls);
}

function countRun(m: Marking, run: Run, rolls: Rolls): Due {
  const custody = holds(m, rolls, run.record.subject);
  const slot = custody ? 1 : 0;
  const known = run.counted[slot];
  if (known !== null && rolls === run.record.clock.rolls) return known;
  const due = addPeriods(
    run.anchor,
    run.length,
    run.shaping,
    { counting: m.plan.procedure.counting, rolls, custody, act: run.act, field: run.field },
    m.world.calendar,
    run.record.clock.cite,
  );
  if (rolls === run.record.clock.rolls) run.counted[slot] = due;
  return due;
}

/** Days a paused clock still has, counted from the day after resuming. [7, 12 C] */
export function daysLeft(m: Marking, run: Run): number {
  return run.pausedAt === null ? 0 : daysBetween(run.pausedAt, countRun(m, run, 'none').at, m.world.calendar);
}
