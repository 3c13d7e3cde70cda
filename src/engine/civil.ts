/**
 * Civil days as integers: day 0 is 1 January 1970 in the proleptic Gregorian calendar. All sums of dates are done here, so a
 * date costs a few integer operations; text `YYYY-MM-DD` is made only at the edges.
 */

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;

/** Day number of a civil date; month 1–12. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** A civil date; `month` 1–12. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civilOf(dayNumber: number): Civil {
  const z = dayNumber + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export function lengthOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 0 = Monday … 6 = Sunday. */
export const weekday = (dayNumber: number): number => (((dayNumber + 3) % 7) + 7) % 7;

/**
 * `dayNumber` moved by whole months in one go: the same day number, else the last day of the target month; `sticky` – from the
 * last day of a month to the last day of the target month. [6.1 no. 2]
 */
export function addMonths(dayNumber: number, months: number, sticky: boolean): number {
  const from = civilOf(dayNumber);
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const last = lengthOfMonth(year, month);
  const toLast = from.day > last || (sticky && from.day === lengthOfMonth(from.year, from.month));
  return dayOf(year, month, toLast ? last : from.day);
}

const written = new Map<number, string>();
const WRITTEN_MOST = 200_000;

/** `YYYY-MM-DD` of a day number. */
export function dateText(dayNumber: number): string {
  const known = written.get(dayNumber);
  if (known !== undefined) return known;
  const { year, month, day } = civilOf(dayNumber);
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (written.size >= WRITTEN_MOST) written.clear();
  written.set(dayNumber, text);
  return text;
}

/** Day number of `YYYY-MM-DD`, or null if the text is not a date that exists. */
export function parseDate(text: string): number | null {
  const known = read.get(text);
  if (known !== undefined) return known;
  const day = dayIn(text);
  if (read.size >= WRITTEN_MOST) read.clear();
  read.set(text, day);
  return day;
}

const read = new Map<string, number | null>();

function dayIn(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) return null;
  return dayOf(year, month, day);
}
