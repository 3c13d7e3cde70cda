import type { Text } from './schemas.ts';

/** The same words in both languages. */
export const words = (zh: string, en: string): Text => ({ zh, en });

const weekdaysZh = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/** Parts of a `YYYY-MM-DD` date. */
export function dateParts(date: string): DateParts {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** `12月2日` / `2 Dec` */
export function shortDate(date: string): Text {
  const d = dateParts(date);
  return words(`${d.month}月${d.day}日`, `${d.day} ${months[d.month - 1]}`);
}

/** `12月2日 周三` / `Wed 2 Dec`, with the year where it is not `thisYear`. */
export function weekdayDate(date: string, thisYear?: string): Text {
  const d = dateParts(date);
  const year = thisYear !== undefined && !date.startsWith(thisYear.slice(0, 4));
  return words(
    `${year ? `${d.year}年` : ''}${d.month}月${d.day}日 ${weekdaysZh[d.weekday]}`,
    `${weekdays[d.weekday]} ${d.day} ${months[d.month - 1]}${year ? ` ${d.year}` : ''}`,
  );
}

/** Joins texts: `、` / `, ` unless said otherwise. */
export function joinTexts(texts: readonly Text[], zh = '、', en = ', '): Text {
  return words(texts.map((text) => text.zh).join(zh), texts.map((text) => text.en).join(en));
}

/** A title inside a sentence: `approve arrest`; abbreviations stay. */
export const small = (en: string): string => (/^[A-Z][a-z]/.test(en) ? en[0]!.toLowerCase() + en.slice(1) : en);

/** `甲或者乙` / `A or b`; more than `limit` are cut with `等` / `or others`. */
export function alternatives(texts: readonly Text[], limit = 3): Text {
  const shown = texts.slice(0, limit).map((text, at) => (at === 0 ? text : words(text.zh, small(text.en))));
  const more = texts.length > limit;
  return words(
    shown.map((text) => text.zh).join(more ? '、' : '或者') + (more ? '等' : ''),
    shown.map((text) => text.en).join(more ? ', ' : ' or ') + (more ? ' or others' : ''),
  );
}

/** `李某、周某` / `…`; with more than two: `李某等3人` / `… and 2 others`. */
export function peopleText(names: readonly string[]): Text {
  const [first, second] = names;
  if (first === undefined) return words('', '');
  if (names.length === 1) return words(first, first);
  if (names.length === 2) return words(`${first}、${second}`, `${first} and ${second}`);
  return words(`${first}等${names.length}人`, `${first} and ${names.length - 1} others`);
}

/** A title that stands for several people. */
export const forSeveral = (title: Text, n: number): Text => words(`${title.zh}（${n}人）`, `${title.en} (${n} people)`);

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** A period of a law file (`P1M`, `P3D/working`, `PT24H`) in words. */
export function periodText(text: string): Text {
  const [iso = '', mode] = text.split('/');
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso);
  if (!found) return words(text, text);
  const [years, monthCount, weeks, days, hours, minutes] = found.slice(1).map((part) => Number(part ?? 0));
  const working = mode === 'working';
  const parts: Text[] = [];
  const add = (n: number | undefined, zh: string, en: string) => {
    if (n !== undefined && n > 0) parts.push(words(`${n}${zh}`, plural(n, en)));
  };
  add(years, '年', 'year');
  add(monthCount, '个月', 'month');
  add(weeks, '周', 'week');
  add(days, working ? '个工作日' : '日', working ? 'working day' : 'day');
  add(hours, '小时', 'hour');
  add(minutes, '分钟', 'minute');
  return parts.length === 0 ? words('当日', 'the same day') : joinTexts(parts, '', ' ');
}
