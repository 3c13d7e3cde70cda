import { DAY_MS, dateText, parseDate, weekday } from './civil.ts';
import type { Calendar } from './types.ts';
import { type Zone, zoneOf } from './zone.ts';

/**
 * A calendar made ready: prefix tables over day numbers, so that working days cost two loads. [14]
 * Outside `from`–`to` nothing is known.
 */
export interface ReadyCalendar {
  readonly zone: Zone;
  readonly from: number;
  readonly to: number;
  /** `before[i]` = working days in [from, from + i). */
  readonly before: Int32Array;
  /** `nth[k]` = day number of the working day with k working days before it. */
  readonly nth: Int32Array;
}

const ready = new WeakMap<Calendar, ReadyCalendar>();

/** The tables of a calendar, made once. Throws RangeError if its range or a date in it is no date, or its zone is unknown. */
export function readyCalendar(calendar: Calendar): ReadyCalendar {
  let tables = ready.get(calendar);
  if (tables === undefined) {
    tables = makeReady(calendar);
    ready.set(calendar, tables);
  }
  return tables;
}

function makeReady(calendar: Calendar): ReadyCalendar {
  const from = dayNumber(calendar.knownFrom, calendar);
  const to = dayNumber(calendar.knownTo, calendar);
  if (to < from)
    throw new RangeError(
      `calendar ${calendar.id}: knownTo ${calendar.knownTo} lies before knownFrom ${calendar.knownFrom}`,
    );
  const off = new Set(Object.keys(calendar.off).map((date) => dayNumber(date, calendar)));
  const work = new Set(Object.keys(calendar.work).map((date) => dayNumber(date, calendar)));
  const before = new Int32Array(to - from + 2);
  const nth: number[] = [];
  for (let day = from; day <= to; day++) {
    const working = work.has(day) || (weekday(day) < 5 && !off.has(day));
    if (working) nth.push(day);
    before[day - from + 1] = nth.length;
  }
  return { zone: zoneOf(calendar.zone), from, to, before, nth: Int32Array.from(nth) };
}

function dayNumber(date: string, calendar: Calendar): number {
  const day = parseDate(date);
  if (day === null) throw new RangeError(`calendar ${calendar.id}: "${date}" is not a date; expected YYYY-MM-DD`);
  return day;
}

/** Civil day number of a moment in the calendar's zone. */
export function legalDay(at: number, calendar: Calendar): number {
  return Math.floor((at + readyCalendar(calendar).zone.offsetAt(at)) / DAY_MS);
}

/** `YYYY-MM-DD` of a moment in the calendar's zone. */
export const legalDate = (at: number, calendar: Calendar): string => dateText(legalDay(at, calendar));

/** First moment of a date in the calendar's zone, ms UTC. Throws RangeError if `date` is no date (see `momentOf`). */
export const startOfDay = (date: string, calendar: Calendar): number =>
  readyCalendar(calendar).zone.startOf(dayNumber(date, calendar));

/** Last millisecond of a date in the calendar's zone. Throws RangeError if `date` is no date (see `momentOf`). */
export const endOfDay = (date: string, calendar: Calendar): number =>
  readyCalendar(calendar).zone.endOf(dayNumber(date, calendar));

/** Calendar days from the legal date of `from` to that of `to`; negative if `to` is earlier. */
export const daysBetween = (from: number, to: number, calendar: Calendar): number =>
  legalDay(to, calendar) - legalDay(from, calendar);

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Moment of a date or date-time as it stands in an act's data: a date is its first moment in the legal zone, a time without
 * an offset is legal time. Null if the text is neither.
 */
export function momentOf(text: string, calendar: Calendar): number | null {
  const match = MOMENT.exec(text);
  if (match === null) return null;
  const [, date, hour, minute, second, fraction, offset] = match;
  const day = parseDate(date!);
  if (day === null) return null;
  if (hour === undefined) return readyCalendar(calendar).zone.startOf(day);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0);
  const local = day * DAY_MS + seconds * 1000 + Number((fraction ?? '').padEnd(3, '0'));
  if (offset === undefined) return atLocal(local, readyCalendar(calendar).zone);
  if (offset === 'Z') return local;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return local - (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** UTC moment of a wall-clock reading (local ms since 1970); in a gap the reading moves on by it, in a fold the first one holds. */
export function atLocal(local: number, zone: Zone): number {
  const before = zone.offsetAt(local - DAY_MS);
  const early = local - before;
  if (zone.offsetAt(early) === before) return early;
  const after = zone.offsetAt(local + DAY_MS);
  const late = local - after;
  return zone.offsetAt(late) === after ? late : early;
}

/** Whether a date is a working day by the official arrangement; `unknown` outside the calendar's range. [6.1] */
export const isWorkingDay = (date: string, calendar: Calendar): boolean | 'unknown' =>
  isWorking(dayNumber(date, calendar), readyCalendar(calendar));

export function isWorking(day: number, tables: ReadyCalendar): boolean | 'unknown' {
  if (day < tables.from || day > tables.to) return 'unknown';
  const i = day - tables.from;
  return tables.before[i + 1]! > tables.before[i]!;
}

/** The first working day on or after `day`, or null if the calendar does not know it. */
export function workingOnOrAfter(day: number, tables: ReadyCalendar): number | null {
  if (day < tables.from || day > tables.to) return null;
  return tables.nth[tables.before[day - tables.from]!] ?? null;
}

/** The last working day on or before `day`, or null if the calendar does not know it. */
export function workingOnOrBefore(day: number, tables: ReadyCalendar): number | null {
  if (day < tables.from || day > tables.to) return null;
  return tables.nth[tables.before[day - tables.from + 1]! - 1] ?? null;
}

/**
 * The `n`-th working day after `day` (n = 0: the day itself). Beyond the known range Monday to Friday are counted and the
 * answer is marked `guessed`.
 */
export function addWorkingDays(
  day: number,
  n: number,
  tables: ReadyCalendar,
): { readonly day: number; readonly guessed: boolean } {
  if (n === 0) return { day, guessed: false };
  if (day >= tables.from - 1 && day <= tables.to) {
    const found = tables.nth[tables.before[day - tables.from + 1]! + n - 1];
    if (found !== undefined) return { day: found, guessed: false };
  }
  let left = n;
  let at = day;
  while (left > 0) {
    at++;
    const working = isWorking(at, tables);
    if (working === 'unknown' ? weekday(at) < 5 : working) left--;
  }
  return { day: at, guessed: true };
}

/** What a day off is called: the holiday's name where the calendar has it, else the weekday in English. */
export function dayOffName(date: string, calendar: Calendar): string {
  const name = calendar.off[date];
  if (name) return name;
  const day = parseDate(date);
  return day === null ? '' : weekday(day) === 5 ? 'Saturday' : weekday(day) === 6 ? 'Sunday' : '';
}
