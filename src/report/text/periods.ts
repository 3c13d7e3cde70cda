/** Periods as a text writes them, against the report's own period. */
import { before, type Period, parsePeriod } from '#measures/index.ts';
import { type Words, words } from './words.ts';

export interface Frame {
  /** The report's period. */
  readonly period: Period;
  /** Years by which the text's own years move: a text for 2018..2022, asked for 2019..2023, moves by one. */
  readonly shift: number;
}

const yearOf = (date: string): number => Number(date.slice(0, 4));
const made = (from: string, to: string): Period | null => {
  const read = parsePeriod(`${from}..${to}`);
  return read.ok ? read.value : null;
};

/** A year of the report's period, cut to it. */
function yearIn(period: Period, year: number): Period | null {
  const from = `${year}-01-01` > period.from ? `${year}-01-01` : period.from;
  const to = `${year}-12-31` < period.to ? `${year}-12-31` : period.to;
  return made(from, to);
}

export function yearBefore(period: Period): Period | null {
  const back = (date: string): string => {
    const year = yearOf(date) - 1;
    const rest = date.slice(4);
    const leap = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29;
    if (rest === '-02-29' || (rest === '-02-28' && leap && date === period.to)) return `${year}-02-${leap ? 29 : 28}`;
    return `${year}${rest}`;
  };
  return made(back(period.from), back(period.to));
}

/** `2018..2022` moved by whole years. */
export function moved(text: string, shift: number): string {
  return shift === 0 ? text : text.replace(/\b\d{4}(?=-|\.\.|$)/g, (year) => String(Number(year) + shift));
}

/**
 * What a period of the text stands for; `of` is the period that `before` and `year-before` look back from.
 * Null: not a period.
 */
export function periodOf(written: string | null, frame: Frame, of: Period = frame.period): Period | null {
  switch (written) {
    case null:
    case 'period':
      return frame.period;
    case 'before':
      return before(of);
    case 'year-before':
      return yearBefore(of);
    case 'first':
      return yearIn(frame.period, yearOf(frame.period.from));
    case 'last':
      return yearIn(frame.period, yearOf(frame.period.to));
    default: {
      const read = parsePeriod(moved(written, frame.shift));
      return read.ok ? read.value : null;
    }
  }
}

/** By how much a text moves, or why it cannot: a text for five years is not one for a month. */
export function shiftOf(base: string | null, period: Period): number | null {
  if (base === null) return 0;
  const read = parsePeriod(base);
  if (!read.ok) return null;
  const length = (p: Period): number => yearOf(p.to) - yearOf(p.from);
  const whole = period.from.endsWith('-01-01');
  return whole && length(read.value) === length(period) ? yearOf(period.from) - yearOf(read.value.from) : null;
}

/** A period inside a sentence: months are written out. */
export const longText = (period: Period): Words => {
  const long = (short: string): string =>
    new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(new Date(`${short} 15, 2000 UTC`));
  return words(period.text.zh, period.text.en.replace(/\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g, long));
};

export const yearsOf = (period: Period): readonly number[] =>
  Array.from({ length: yearOf(period.to) - yearOf(period.from) + 1 }, (_, n) => yearOf(period.from) + n);

/** A legal date in words. */
export const dated = (date: string): Words => {
  const [y = 0, m = 0, d = 0] = date.split('-').map(Number);
  const en = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.UTC(y, m - 1, d));
  return words(`${y}年${m}月${d}日`, en);
};

/** The legal date of a moment (ms UTC). */
export const dayOf = (now: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(now);

export const notOver: Words = words('尚未结束', 'not over yet');
/** Whether the year or month of a cell (`2022`, `2022-03`) still runs on a day: on its last day it does. */
export function stillRuns(cell: string, day: string): boolean {
  const read = parsePeriod(cell);
  return read.ok && read.value.to >= day;
}

/** A moment (ms UTC) in the zone of the law, to print. */
export const stamp = (at: number, zone: string): Words => {
  const say = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at);
  return words(say('zh-CN'), say('en-GB'));
};
