import { parsePeriod } from '#engine/index.ts';
import type { Lang, Text } from './types.ts';

export const words = (zh: string, en: string): Text => ({ zh, en });
export const NO_WORDS: Text = words('', '');
export const isEmpty = (text: Text): boolean => text.zh === '' && text.en === '';

/** A title in the quotes of its language. */
export const quoted = (text: Text): Text => words(`「${text.zh}」`, `“${text.en}”`);
export const map = (text: Text, zh: (text: string) => string, en: (text: string) => string): Text =>
  words(zh(text.zh), en(text.en));

/** `甲、乙或者丙` / `A, B or C`. */
export function anyOf(texts: readonly Text[]): Text {
  return words(
    list(
      texts.map((text) => text.zh),
      '、',
      '或者',
    ),
    list(
      texts.map((text) => text.en),
      ', ',
      ' or ',
    ),
  );
}
/** `甲、乙、丙` / `A, B and C`. */
export function allOf(texts: readonly Text[]): Text {
  return words(
    texts.map((text) => text.zh).join('、'),
    list(
      texts.map((text) => text.en),
      ', ',
      ' and ',
    ),
  );
}

function list(parts: readonly string[], between: string, last: string): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(between)}${last}${parts.at(-1)}`;
}

/** First letter small, for the middle of an English sentence; names and abbreviations keep theirs. */
export function small(text: string): string {
  const [first = '', second = ''] = text;
  return second === second.toUpperCase() && /[A-Z]/.test(second) ? text : first.toLowerCase() + text.slice(1);
}

const WEEKDAYS_ZH = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A date `YYYY-MM-DD`: `2026年12月2日 周三` / `Wed 2 December 2026`. */
export function dateText(date: string, weekday = true): Text {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const of = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return words(
    `${year}年${month}月${day}日${weekday ? ` ${WEEKDAYS_ZH[of]}` : ''}`,
    `${weekday ? `${WEEKDAYS[of]} ` : ''}${day} ${MONTHS[month - 1]} ${year}`,
  );
}

/** Clock time `15:20` of a moment in a zone. */
export function timeText(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

export const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** A period of a law file in words: `P1M15D` → `1个月15日` / `1 month 15 days`; a date stays a date. */
export function periodText(text: string): Text {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return dateText(text.slice(0, 10), false);
  const parsed = parsePeriod(text);
  if (!parsed.ok) return words(text, text);
  const period = parsed.value;
  const parts: (readonly [number, string, string])[] = [
    [period.years, '年', 'year'],
    [period.months, '个月', 'month'],
    [period.weeks, '周', 'week'],
    [period.days, period.working ? '个工作日' : '日', period.working ? 'working day' : 'day'],
    [period.hours, '小时', 'hour'],
    [period.minutes, '分钟', 'minute'],
    [period.seconds, '秒', 'second'],
  ];
  const present = parts.filter(([n]) => n > 0);
  if (present.length === 0) return words('当日', 'the same day');
  return words(present.map(([n, zh]) => `${n}${zh}`).join(''), present.map(([n, , en]) => plural(n, en)).join(' '));
}

/** One language of a text. */
export const inLang = (text: Text, lang: Lang): string => text[lang];
