/** How a date was written; all but `full` and `partial` lean on a date written before. */
export type DateForm =
  | 'full'
  | 'month-day'
  | 'same-year'
  | 'next-year'
  | 'same-month'
  | 'next-month'
  | 'day'
  | 'same-day'
  | 'next-day'
  | 'partial';

/** A date mentioned in a prepared text. */
export interface DateMention {
  /** Range in the prepared text. */
  readonly start: number;
  readonly end: number;
  readonly form: DateForm;
  /** `YYYY-MM-DD`; null when it cannot be worked out: no date before it to lean on, a month without a day, or a day that does not exist. */
  readonly iso: string | null;
  /** Offset of the mention it leans on; null when it stands alone. */
  readonly leansOn: number | null;
}

interface Antecedent {
  readonly start: number;
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

const digit = '〇○OoQ零0一二三四五六七八九';
const year = `\\d{4}|[${digit}]{4}`;
const small = '\\d{1,2}|[一二三四五六七八九十廿〇○]{1,3}';
const dayEnd = '(?:日|号|(?=因|被|经|由))';
const mention = new RegExp(
  [
    `(?<!\\d)(?<y>${year})年(?<m>${small})月(?<d>${small})${dayEnd}`,
    `(?<yBare>[${digit}]{4})(?<mBare>${small})月(?<dBare>${small})日`,
    `(?<![\\d.(/-])(?<yDot>(?:19|20)\\d\\d)[-./](?<mDot>\\d{1,2})[-./](?<dDot>\\d{1,2})(?!\\d)`,
    `(?<sameYear>同年|当年|该年|是年)(?<mSame>${small})月(?<dSame>${small})${dayEnd}`,
    `(?<nextYear>次年|翌年|第二年)(?<mNext>${small})月(?<dNext>${small})${dayEnd}`,
    `(?:同年)?(?<sameMonth>同月|当月|本月|该月)(?<dMonth>${small})${dayEnd}`,
    `(?<nextMonth>次月|翌月)(?<dNextMonth>${small})${dayEnd}`,
    '(?<sameDay>同年同月同日|同月同日|同日|当日|当天|同一日|同一天|同天)',
    '(?<nextDay>次日|翌日|第二日|第二天)',
    `(?<yPart>${year})年(?:(?<mPart>${small})月(?!\\d))?`,
    `(?<!\\d)(?<mAlone>${small})月(?<dAlone>${small})${dayEnd}`,
    `(?<=[日号][、和及])(?<dAlone2>${small})日(?!内)`,
  ].join('|'),
  'g',
);

const ones: Readonly<Record<string, number>> = {
  〇: 0,
  '○': 0,
  O: 0,
  o: 0,
  Q: 0,
  零: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** A number below 100 in digits or in characters (二十七, 十, 廿三); NaN when it is neither. */
export function smallNumber(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const plain = words
    .replace(/^廿/, '二十')
    .replace(/^[〇○零]/, '')
    .replace(/^两$/, '二');
  const ten = plain.indexOf('十');
  if (ten < 0) return plain.length === 1 ? (ones[plain] ?? Number.NaN) : Number.NaN;
  const tens = ten === 0 ? 1 : (ones[plain.slice(0, ten)] ?? Number.NaN);
  const rest = plain.slice(ten + 1);
  return tens * 10 + (rest === '' ? 0 : (ones[rest] ?? Number.NaN));
}

function yearNumber(words: string): number {
  return Number([...words].map((c) => (/\d/.test(c) ? c : String(ones[c] ?? 'x'))).join(''));
}

/** `YYYY-MM-DD`, or null when there is no such day. */
export function isoDate(y: number, m: number, d: number): string | null {
  const date = new Date(Date.UTC(y, m - 1, d));
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  return date.toISOString().slice(0, 10);
}

function dayAfter(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

interface Parts {
  readonly form: DateForm;
  readonly y?: string | undefined;
  readonly m?: string | undefined;
  readonly d?: string | undefined;
}

function partsOf(g: Record<string, string | undefined>): Parts {
  if (g.y) return { form: 'full', y: g.y, m: g.m, d: g.d };
  if (g.yBare) return { form: 'full', y: g.yBare, m: g.mBare, d: g.dBare };
  if (g.yDot) return { form: 'full', y: g.yDot, m: g.mDot, d: g.dDot };
  if (g.sameYear) return { form: 'same-year', m: g.mSame, d: g.dSame };
  if (g.nextYear) return { form: 'next-year', m: g.mNext, d: g.dNext };
  if (g.sameMonth) return { form: 'same-month', d: g.dMonth };
  if (g.nextMonth) return { form: 'next-month', d: g.dNextMonth };
  if (g.sameDay) return { form: 'same-day' };
  if (g.nextDay) return { form: 'next-day' };
  if (g.yPart) return { form: 'partial', y: g.yPart, m: g.mPart };
  if (g.mAlone) return { form: 'month-day', m: g.mAlone, d: g.dAlone };
  return { form: 'day', d: g.dAlone2 };
}

interface Resolved {
  readonly iso: string | null;
  readonly next: Omit<Antecedent, 'start'> | null;
}

function at(y: number, m: number, d: number): Resolved {
  const iso = isoDate(y, m, d);
  return { iso, next: iso === null ? null : { year: y, month: m, day: d } };
}

function atIso(iso: string): Resolved {
  const [y, m, d] = iso.split('-').map(Number);
  return { iso, next: { year: y ?? 0, month: m ?? 1, day: d ?? 1 } };
}

const unknown: Resolved = { iso: null, next: null };

/** A month and day without a year follows the date before it: an earlier month is taken to be in the next year. */
function monthDay(before: Antecedent, m: number, d: number): Resolved {
  const earlier =
    before.month !== null && (m < before.month || (m === before.month && before.day !== null && d < before.day));
  return at(earlier ? before.year + 1 : before.year, m, d);
}

function resolve(parts: Parts, before: Antecedent | null): Resolved {
  const y = parts.y === undefined ? Number.NaN : yearNumber(parts.y);
  const m = parts.m === undefined ? Number.NaN : smallNumber(parts.m);
  const d = parts.d === undefined ? Number.NaN : smallNumber(parts.d);
  if (parts.form === 'full') return at(y, m, d);
  if (parts.form === 'partial')
    return { iso: null, next: Number.isNaN(y) ? null : { year: y, month: Number.isNaN(m) ? null : m, day: null } };
  if (before === null) return unknown;
  if (parts.form === 'same-year') return at(before.year, m, d);
  if (parts.form === 'next-year') return at(before.year + 1, m, d);
  if (parts.form === 'month-day') return monthDay(before, m, d);
  if (before.month === null) return unknown;
  if (parts.form === 'same-month' || parts.form === 'day') return at(before.year, before.month, d);
  if (parts.form === 'next-month') {
    return before.month === 12 ? at(before.year + 1, 1, d) : at(before.year, before.month + 1, d);
  }
  const base = before.day === null ? null : isoDate(before.year, before.month, before.day);
  if (base === null) return unknown;
  return atIso(parts.form === 'same-day' ? base : dayAfter(base));
}

/**
 * Every date mentioned in a prepared text, in order. `同年7月24日`, `同月18日`, `次日`, `同日`, `9月29日` and the `19日` of
 * `6月8日、19日` lean on the date mentioned before them; a birth date is never leaned on.
 */
export function findDates(text: string): readonly DateMention[] {
  const found: DateMention[] = [];
  let before: Antecedent | null = null;
  for (const match of text.matchAll(mention)) {
    const start = match.index;
    const end = start + match[0].length;
    const parts = partsOf(match.groups ?? {});
    const { iso, next }: Resolved = resolve(parts, before);
    const alone = parts.form === 'full' || parts.form === 'partial';
    found.push({ start, end, form: parts.form, iso, leansOn: alone ? null : (before?.start ?? null) });
    if (next !== null && !/^出?生/.test(text.slice(end, end + 2))) before = { ...next, start };
  }
  return found;
}
