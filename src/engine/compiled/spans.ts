import { type EndRule, earliestOf, endOf } from '../calendar.ts';
import { DAY_MS } from '../civil.ts';
import { legalDay, readyCalendar } from '../days.ts';
import { daysOf, exactMs, isExact, monthsOf } from '../period.ts';
import type { Calendar, Counting, Period, Rolls } from '../types.ts';

/** A period made ready to be added: to a moment gives a moment, ms UTC. [14: a deadline costs two loads] */
export interface Span {
  /** Plain milliseconds; NaN where a calendar is asked. */
  readonly fixed: number;
  /** Its end is a moment, not the end of a day. */
  readonly exact: boolean;
  readonly of: (from: number) => number;
  /** Where a calendar is asked: the answer for a legal day. */
  readonly days: DayTable | null;
  /** Whether the calendar could not say how the date rolls. */
  readonly provisional: (from: number) => boolean;
}

/** Numbers by day, made when first asked for; NaN: not yet. */
export interface DayTable {
  base: number;
  table: Float64Array;
  readonly make: (day: number) => number;
}

const newTable = (make: (day: number) => number): DayTable => ({ base: 0, table: new Float64Array(0), make });

/** The number of a day: a load, once it is known. */
export function ofDay(days: DayTable, day: number): number {
  const place = day - days.base;
  if (place >= 0 && place < days.table.length) {
    const known = days.table[place]!;
    if (!Number.isNaN(known)) return known;
  }
  return firstOfDay(days, day);
}

function firstOfDay(days: DayTable, day: number): number {
  const made = days.make(day);
  if (Math.abs(day) > MOST_DAYS) return made;
  const { base, table } = days;
  if (day < base || day >= base + table.length) {
    const from = table.length === 0 ? day - 64 : Math.min(base, day - 256);
    const to = table.length === 0 ? day + 1024 : Math.max(base + table.length, day + 1024);
    days.table = new Float64Array(to - from).fill(Number.NaN);
    days.table.set(table, table.length === 0 ? 0 : base - from);
    days.base = from;
  }
  days.table[day - days.base] = made;
  return made;
}

/** Days beyond this (some 270 years from 1970) are counted one by one, so that a wild date never makes a wild table. */
const MOST_DAYS = 100_000;
const ASK = Number.POSITIVE_INFINITY;

/**
 * Legal day of a moment: by the moment in its UTC day at which the legal day changes (one load); days on which the clocks change are
 * asked exactly.
 */
export function dayReader(calendar: Calendar): (at: number) => number {
  const { zone } = readyCalendar(calendar);
  const west = zone.offsetAt(0) < 0 ? 1 : 0;
  const changes = newTable((day) => {
    const offset = zone.offsetAt(day * DAY_MS);
    const steady = offset === zone.offsetAt((day + 1) * DAY_MS - 1) && offset < 0 === (west === 1);
    return steady ? (day + 1 - west) * DAY_MS - offset : ASK;
  });
  return (at) => {
    const day = Math.floor(at / DAY_MS);
    const change = ofDay(changes, day);
    if (change === ASK) return legalDay(at, calendar);
    return at < change ? day - west : day + 1 - west;
  };
}

const NEVER = (): boolean => false;

/** How a date rolls while custody does not hold it. */
export type Rolling = Exclude<Rolls, 'custody'>;
export const rollingOf = (rolls: Rolls): Rolling => (rolls === 'custody' ? 'next' : rolls);

export type DayOf = (at: number) => number;

/** The end of a period, as `endOf` counts it. */
export function endSpan(period: Period, counting: Counting, rolls: Rolling, calendar: Calendar, dayOf: DayOf): Span {
  const rule: EndRule = { counting, rolls };
  if (isExact(period)) {
    const plain = monthsOf(period) === 0 && daysOf(period) === 0;
    if (plain && !(counting.hours === 'next-full' && period.hours > 0)) return fixedSpan(exactMs(period));
    const due = (from: number) => endOf(from, period, rule, calendar, '');
    return {
      fixed: Number.NaN,
      exact: true,
      of: (from) => due(from).at,
      days: null,
      provisional: (from) => due(from).provisional,
    };
  }
  const { zone } = readyCalendar(calendar);
  const provisional = new Set<number>();
  const ends = newTable((day) => {
    const due = endOf(zone.startOf(day), period, rule, calendar, '');
    if (due.provisional) provisional.add(day);
    return due.at;
  });
  return {
    fixed: Number.NaN,
    exact: false,
    of: (from) => ofDay(ends, dayOf(from)),
    days: ends,
    provisional: (from) => {
      if (provisional.size === 0) return false;
      const day = dayOf(from);
      ofDay(ends, day);
      return provisional.has(day);
    },
  };
}

/** The first allowed moment after a delay, as `earliestOf` counts it. */
export function earliestSpan(
  period: Period,
  full: boolean,
  counting: Counting,
  calendar: Calendar,
  dayOf: DayOf,
): Span {
  const asked = (from: number) => earliestOf(from, period, full, calendar, counting);
  if (isExact(period)) {
    if (monthsOf(period) === 0 && daysOf(period) === 0) return fixedSpan(exactMs(period));
    return { fixed: Number.NaN, exact: true, of: asked, days: null, provisional: NEVER };
  }
  const { zone } = readyCalendar(calendar);
  const days = newTable((day) => asked(zone.startOf(day)));
  return { fixed: Number.NaN, exact: false, of: (from) => ofDay(days, dayOf(from)), days, provisional: NEVER };
}

const fixedSpan = (ms: number): Span => ({
  fixed: ms,
  exact: true,
  of: (from) => from + ms,
  days: null,
  provisional: NEVER,
});
