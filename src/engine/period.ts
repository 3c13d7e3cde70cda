import type { Period, Result } from './types.ts';

const FORM = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?(\/working)?$/;
const EXAMPLES = 'P7D, P1M, P1M15D, P2W, P1Y, PT24H or P3D/working';
const MOST = 1_000_000;

/**
 * Reads an ISO 8601 duration of whole numbers; `/working` (days only) counts working days. [6.1, E68]
 * Everything else is an error that says what was found; never a period of zero. `P0D` (the same day) is a period.
 */
export function parsePeriod(text: string): Result<Period> {
  const match = FORM.exec(text);
  if (match === null) return refuse(text, 'not a period');
  const [, years, months, weeks, days, time, hours, minutes, seconds, working] = match;
  if ([years, months, weeks, days, hours, minutes, seconds].every((part) => part === undefined)) {
    return refuse(text, 'a period without a number');
  }
  if (time === 'T') return refuse(text, 'nothing after T');
  const isWorking = working !== undefined;
  if (isWorking && (days === undefined || years || months || weeks || time)) {
    return refuse(text, 'only days can be counted as working days');
  }
  const period: Period = {
    years: Number(years ?? 0),
    months: Number(months ?? 0),
    weeks: Number(weeks ?? 0),
    days: Number(days ?? 0),
    hours: Number(hours ?? 0),
    minutes: Number(minutes ?? 0),
    seconds: Number(seconds ?? 0),
    working: isWorking,
    text,
  };
  const parts = [period.years, period.months, period.weeks, period.days, period.hours, period.minutes, period.seconds];
  if (parts.some((part) => part > MOST)) return refuse(text, `a number above ${MOST}`);
  return { ok: true, value: period };
}

const refuse = (text: string, problem: string): Result<never> => ({
  ok: false,
  error: `period "${text}": ${problem}; expected a form like ${EXAMPLES}`,
});

/** Written with hours, minutes or seconds: its end is a moment, not the end of a day. */
export const isExact = (period: Period): boolean =>
  period.hours !== 0 || period.minutes !== 0 || period.seconds !== 0 || period.text.includes('T');

/** Whole months of the calendar part. */
export const monthsOf = (period: Period): number => period.years * 12 + period.months;

/** Whole days beside the months, working or not. */
export const daysOf = (period: Period): number => period.weeks * 7 + period.days;

/** Milliseconds of the part in hours, minutes and seconds. */
export const exactMs = (period: Period): number => (period.hours * 3600 + period.minutes * 60 + period.seconds) * 1000;
