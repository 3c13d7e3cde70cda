import { addMonths, civilOf, DAY_MS, dateText, HOUR_MS, lengthOfMonth, parseDate } from './civil.ts';
import {
  addWorkingDays,
  atLocal,
  dayOffName,
  isWorking,
  legalDate,
  legalDay,
  type ReadyCalendar,
  readyCalendar,
  workingOnOrAfter,
  workingOnOrBefore,
} from './days.ts';
import { daysOf, exactMs, isExact, monthsOf } from './period.ts';
import type { Calendar, Counting, DerivationStep, Due, Period, Rolls } from './types.ts';

export { daysBetween, endOfDay, isWorkingDay, legalDate, legalDay, momentOf, startOfDay } from './days.ts';

/** How a due date is counted. [6.1] */
export interface EndRule {
  readonly counting: Counting;
  readonly rolls: Rolls;
  /** What `rolls: custody` means at this moment: true = the date does not roll. */
  readonly custody?: boolean;
  /** The day of the event is counted: N days end on d + N − 1. */
  readonly countStart?: boolean;
  /** For the explanation only: the act the period runs from, and the field its date stands in. */
  readonly act?: string | null;
  readonly field?: string;
}

/** What acts did to a clock after its start, in their order. [7] */
export type Shaping =
  | { readonly kind: 'extend'; readonly act: string; readonly by: Period; readonly cite: string }
  /** Extended to a named date, or to a moment of that date; excluded time before it counts no more. */
  | {
      readonly kind: 'to-date';
      readonly act: string;
      readonly date: string;
      readonly moment?: number;
      readonly cite: string;
    }
  /** Excluded time between two moments; `inclusive`: one day more, both ends are counted out. */
  | {
      readonly kind: 'pause';
      readonly from: number;
      readonly until: number;
      readonly inclusive: boolean;
      readonly cite: string;
    };

/** What a date of an act says more than its day: the moment, where it has a time. */
export const momentIn = (text: string, at: number): { readonly moment?: number } =>
  text.length > 10 ? { moment: at } : {};

/** A place in time while it is being counted: a day, or an exact moment. */
type Mark = { readonly day: number } | { readonly moment: number };

/**
 * Last moment of a period that runs from `at`. [6.1] Calendar periods end with the last millisecond of the last legal day,
 * periods in hours at an exact moment. A date whose rolling needs an unknown year is unrolled and provisional.
 */
export function endOf(at: number, period: Period, rule: EndRule, calendar: Calendar, cite: string): Due {
  return addPeriods(at, period, [], rule, calendar, cite);
}

/**
 * End of a clock: the base period from the anchor, every extension added to the unrolled end, then the excluded time, rolled
 * once at the very end. [6.1 no. 4, 7]
 */
export function addPeriods(
  anchor: number,
  base: Period,
  shaping: readonly Shaping[],
  rule: EndRule,
  calendar: Calendar,
  cite: string,
): Due {
  const tables = readyCalendar(calendar);
  const steps: DerivationStep[] = [startStep(anchor, rule, calendar, cite)];
  const missing: number[] = [];
  let mark = addBase(anchor, base, rule, calendar, missing);
  steps.push(baseStep(anchor, mark, base, rule, calendar, cite));
  let shiftDays = 0;
  let shiftMs = 0;
  for (const shape of shaping) {
    if (shape.kind === 'extend') {
      mark = addTo(mark, shape.by, rule, calendar, missing);
      steps.push({
        kind: 'extend',
        act: shape.act,
        period: shape.by.text,
        to: dateOf(shifted(mark, shiftDays, shiftMs), calendar),
        cite: shape.cite,
      });
    } else if (shape.kind === 'to-date') {
      const day = parseDate(shape.date);
      if (day === null)
        throw new RangeError(`extension by ${shape.act}: "${shape.date}" is not a date; expected YYYY-MM-DD`);
      mark = shape.moment === undefined ? { day } : { moment: shape.moment };
      shiftDays = 0;
      shiftMs = 0;
      steps.push({ kind: 'extend', act: shape.act, period: shape.date, to: shape.date, cite: shape.cite });
    } else {
      const days = legalDay(shape.until, calendar) - legalDay(shape.from, calendar) + (shape.inclusive ? 1 : 0);
      shiftDays += days;
      shiftMs += shape.until - shape.from;
      const to = dateOf(shifted(mark, shiftDays, shiftMs), calendar);
      steps.push({
        kind: 'pause',
        from: legalDate(shape.from, calendar),
        until: legalDate(shape.until, calendar),
        days,
        to,
        cite: shape.cite,
      });
    }
  }
  return finish(shifted(mark, shiftDays, shiftMs), missing, steps, rule, calendar, tables);
}

/**
 * First allowed moment after a delay that runs from `at`: exact for hours, else 00:00 of the N-th day; `full`: the N-th day
 * must have run out. Never rolled. [6.1 no. 5]
 */
export function earliestOf(at: number, period: Period, full: boolean, calendar: Calendar, counting?: Counting): number {
  const { zone } = readyCalendar(calendar);
  const rule: EndRule = {
    counting: { monthEnd: counting?.monthEnd ?? 'same', hours: 'exact', rolls: 'none' },
    rolls: 'none',
  };
  const mark = addBase(at, period, rule, calendar, []);
  return 'moment' in mark ? mark.moment : zone.startOf(mark.day + (full ? 1 : 0));
}

function addBase(at: number, period: Period, rule: EndRule, calendar: Calendar, missing: number[]): Mark {
  if (!isExact(period)) {
    const start = legalDay(at, calendar);
    const end = addCalendar(start, period, rule, calendar, missing);
    return { day: rule.countStart && end > start ? end - 1 : end };
  }
  return addExact(
    rule.counting.hours === 'next-full' && period.hours > 0 ? nextFullHour(at, calendar) : at,
    period,
    rule,
    calendar,
    missing,
  );
}

/** An extension: from the unrolled end on, so no day of an event is left out. An exact end keeps its time of day. */
function addTo(mark: Mark, period: Period, rule: EndRule, calendar: Calendar, missing: number[]): Mark {
  if ('moment' in mark) return addExact(mark.moment, period, rule, calendar, missing);
  if (isExact(period)) return addExact(readyCalendar(calendar).zone.endOf(mark.day), period, rule, calendar, missing);
  return { day: addCalendar(mark.day, period, rule, calendar, missing) };
}

function addCalendar(start: number, period: Period, rule: EndRule, calendar: Calendar, missing: number[]): number {
  if (period.working) {
    const counted = addWorkingDays(start, period.days, readyCalendar(calendar));
    if (counted.guessed) missing.push(counted.day);
    return counted.day;
  }
  const months = monthsOf(period);
  const moved = months === 0 ? start : addMonths(start, months, rule.counting.monthEnd === 'sticky');
  return moved + daysOf(period);
}

function addExact(at: number, period: Period, rule: EndRule, calendar: Calendar, missing: number[]): Mark {
  if (monthsOf(period) === 0 && daysOf(period) === 0) return { moment: at + exactMs(period) };
  const { zone } = readyCalendar(calendar);
  const local = at + zone.offsetAt(at);
  const day = Math.floor(local / DAY_MS);
  const moved = addCalendar(day, period, rule, calendar, missing);
  return { moment: atLocal(local + (moved - day) * DAY_MS, zone) + exactMs(period) };
}

/** The last millisecond of the started hour in legal time: what is counted begins after it. [6.1 no. 1] */
function nextFullHour(at: number, calendar: Calendar): number {
  const offset = readyCalendar(calendar).zone.offsetAt(at);
  return (Math.floor((at + offset) / HOUR_MS) + 1) * HOUR_MS - offset - 1;
}

function shifted(mark: Mark, days: number, ms: number): Mark {
  return 'moment' in mark ? { moment: mark.moment + ms } : { day: mark.day + days };
}

const dateOf = (mark: Mark, calendar: Calendar): string =>
  'moment' in mark ? legalDate(mark.moment, calendar) : dateText(mark.day);

function finish(
  mark: Mark,
  missing: readonly number[],
  steps: DerivationStep[],
  rule: EndRule,
  calendar: Calendar,
  tables: ReadyCalendar,
): Due {
  const unknown = missing[0];
  if ('moment' in mark) {
    const date = legalDate(mark.moment, calendar);
    if (unknown !== undefined) steps.push(provisionalStep(date, unknown, calendar));
    return { at: mark.moment, date, exact: true, provisional: unknown !== undefined, steps };
  }
  const date = dateText(mark.day);
  const unrolled = { at: tables.zone.endOf(mark.day), date, exact: false };
  if (unknown !== undefined) {
    steps.push(provisionalStep(date, unknown, calendar));
    return { ...unrolled, provisional: true, steps };
  }
  const held = rule.rolls === 'custody' && rule.custody === true;
  if (rule.rolls === 'none' || held) {
    steps.push({ kind: 'no-roll', date, why: held ? 'custody' : 'rule' });
    return { ...unrolled, provisional: false, steps };
  }
  if (isWorking(mark.day, tables) === true) {
    steps.push({ kind: 'no-roll', date, why: 'working-day' });
    return { ...unrolled, provisional: false, steps };
  }
  const next = (rule.rolls === 'previous' ? workingOnOrBefore : workingOnOrAfter)(mark.day, tables);
  if (next === null) {
    steps.push(provisionalStep(date, mark.day < tables.from ? mark.day : Math.max(mark.day, tables.to + 1), calendar));
    return { ...unrolled, provisional: true, steps };
  }
  const way = next < mark.day ? -1 : 1;
  const over = Array.from({ length: Math.abs(next - mark.day) }, (_, i) => dateText(mark.day + way * i)).map((off) => ({
    date: off,
    name: dayOffName(off, calendar),
  }));
  const to = dateText(next);
  steps.push({ kind: 'roll', from: date, to, over });
  return { at: tables.zone.endOf(next), date: to, exact: false, provisional: false, steps };
}

function startStep(at: number, rule: EndRule, calendar: Calendar, cite: string): DerivationStep {
  const step = { kind: 'start', act: rule.act ?? null, date: legalDate(at, calendar), at, cite } as const;
  return rule.field === undefined ? step : { ...step, field: rule.field };
}

function baseStep(
  at: number,
  mark: Mark,
  period: Period,
  rule: EndRule,
  calendar: Calendar,
  cite: string,
): DerivationStep {
  const to = dateOf(mark, calendar);
  const step = { kind: 'add', period: period.text, to, cite } as const;
  if ('moment' in mark)
    return { ...step, rule: rule.counting.hours === 'next-full' && period.hours > 0 ? 'full-hours' : 'hours' };
  const start = legalDay(at, calendar);
  if (period.working) {
    const tables = readyCalendar(calendar);
    const skipped: string[] = [];
    for (let day = start + 1; day < mark.day; day++) if (isWorking(day, tables) === false) skipped.push(dateText(day));
    return { ...step, rule: 'working', skipped };
  }
  const months = monthsOf(period);
  if (months === 0) return { ...step, rule: 'plain' };
  const from = civilOf(start);
  const index = from.year * 12 + from.month - 1 + months;
  const last = lengthOfMonth(Math.floor(index / 12), (index % 12) + 1);
  if (from.day > last) return { ...step, rule: 'month-end' };
  const atEnd = from.day === lengthOfMonth(from.year, from.month) && from.day < last;
  return { ...step, rule: atEnd && rule.counting.monthEnd === 'sticky' ? 'sticky' : 'plain' };
}

/** Names the first day that the calendar would have to know by its year. */
function provisionalStep(date: string, unknownDay: number, calendar: Calendar): DerivationStep {
  const missing = String(civilOf(unknownDay).year);
  return { kind: 'provisional', date, calendar: `${calendar.id} ${calendar.version}`, missing };
}
