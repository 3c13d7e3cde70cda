import type { Result, Words } from './words.ts';

/** A period of legal dates, both ends included. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly text: Words;
}

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const forms = '2026、2026-11、2026Q3、2018..2022、2026-01..2026-10 或 2026-01-01..2026-03-31';
const formsEn = '2026, 2026-11, 2026Q3, 2018..2022, 2026-01..2026-10 or 2026-01-01..2026-03-31';
const wrong = (zh: string, en: string): Result<Period> => ({ ok: false, error: { zh, en } });

/**
 * Reads `2026`, `2026-11`, `2026Q3`, `2018..2022`, `2026-01..2026-10` or `2026-01-01..2026-03-31`.
 * Anything else is an error that says what was expected.
 */
export function parsePeriod(text: string): Result<Period> {
  const [first = '', second = first, more] = text.split('..');
  const from = edge(first, 'from');
  const to = edge(second, 'to');
  if (more !== undefined || from === null || to === null)
    return wrong(`期间“${text}”无法识别；应为 ${forms}`, `period "${text}" is not understood; expected ${formsEn}`);
  if (from > to) return wrong(`期间“${text}”的终点早于起点`, `period "${text}" ends before it begins`);
  return { ok: true, value: { from, to, text: say(from, to) } };
}

function edge(text: string, side: 'from' | 'to'): string | null {
  const quarter = /^(\d{4})Q([1-4])$/.exec(text);
  if (quarter) return edge(`${quarter[1]}-${two(Number(quarter[2]) * 3 - (side === 'from' ? 2 : 0))}`, side);
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (!found) return null;
  const year = Number(found[1]);
  const month = found[2] === undefined ? (side === 'from' ? 1 : 12) : Number(found[2]);
  if (year < 1 || month < 1 || month > 12) return null;
  const day = found[3] === undefined ? (side === 'from' ? 1 : lastDay(year, month)) : Number(found[3]);
  if (day < 1 || day > lastDay(year, month)) return null;
  return `${found[1]}-${two(month)}-${two(day)}`;
}

export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function say(from: string, to: string): Words {
  const [fy = 0, fm = 0, fd = 0] = from.split('-').map(Number);
  const [ty = 0, tm = 0, td = 0] = to.split('-').map(Number);
  const whole = fd === 1 && td === lastDay(ty, tm);
  if (whole && fm === 1 && tm === 12)
    return fy === ty ? { zh: `${fy}年`, en: `${fy}` } : { zh: `${fy}—${ty}年`, en: `${fy}–${ty}` };
  if (whole && fy === ty && fm === tm) return { zh: `${fy}年${fm}月`, en: `${months[fm - 1]} ${fy}` };
  if (whole && fy === ty) return { zh: `${fy}年${fm}—${tm}月`, en: `${months[fm - 1]}–${months[tm - 1]} ${fy}` };
  if (whole) return { zh: `${fy}年${fm}月—${ty}年${tm}月`, en: `${months[fm - 1]} ${fy} – ${months[tm - 1]} ${ty}` };
  return {
    zh: `${fy}年${fm}月${fd}日—${ty}年${tm}月${td}日`,
    en: `${fd} ${months[fm - 1]} ${fy} – ${td} ${months[tm - 1]} ${ty}`,
  };
}

/** The same days so many years later; a 29 February becomes the 28th where there is none. */
export function shiftPeriod(period: Period, years: number): Period {
  if (years === 0) return period;
  const shift = (date: string): string => {
    const [y = 0, m = 0, d = 0] = date.split('-').map(Number);
    const last = d === lastDay(y, m);
    return `${y + years}-${two(m)}-${two(last ? lastDay(y + years, m) : Math.min(d, lastDay(y + years, m)))}`;
  };
  const from = shift(period.from);
  const to = shift(period.to);
  return { from, to, text: say(from, to) };
}

/** The same period one year earlier for a part of a year, else the period of equal years just before. */
export function before(period: Period): Period {
  return shiftPeriod(period, Number(period.from.slice(0, 4)) - Number(period.to.slice(0, 4)) - 1);
}

/** What that period is called beside a change. */
export const beforeName = (period: Period): Words =>
  period.from.slice(0, 4) === period.to.slice(0, 4) ? { zh: '上年同期', en: 'a year earlier' } : before(period).text;
