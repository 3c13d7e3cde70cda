import type { DateMention } from './dates.ts';
import { findDates } from './dates.ts';
import type { Found, Source } from './normalise.ts';
import { blankBrackets, normalise, spanOf, wordsOf } from './normalise.ts';

/** A text on its way through the readers: prepared, with its dates resolved and a copy whose bracketed remarks are blanked. */
export interface Reading {
  readonly source: Source;
  readonly text: string;
  /** As `text`, with remarks in brackets blanked by `\ue001`; the same offsets. */
  readonly plain: string;
  readonly dates: readonly DateMention[];
}

/** No head is longer than this many characters; what lies beyond in a text without the closing words is not read. */
const longestHead = 200_000;

const endOfHead = /现[已己]经?审理|审理终结|经审理查明|公诉机关指控：|检察院指控：|上述事实/;

/**
 * Prepares a text and cuts it where its procedural head ends: after the words that the trial is concluded, or where the findings of
 * fact begin. Dates in the findings are not dates of the procedure.
 */
export function startReading(raw: string): Reading {
  const whole = normalise(raw);
  const end = endOfHead.exec(whole.text);
  const text = whole.text.slice(0, Math.min(end?.index ?? whole.text.length, longestHead));
  return { source: { ...whole, text }, text, plain: blankBrackets(text), dates: findDates(text) };
}

/** The dates mentioned wholly inside `[start, end)`. */
export function datesIn(reading: Reading, start: number, end: number): readonly DateMention[] {
  const from = firstFrom(reading.dates, start);
  let to = from;
  while (to < reading.dates.length && (reading.dates[to]?.end ?? 0) <= end) to += 1;
  return reading.dates.slice(from, to);
}

/** Index of the first date that starts at or after `start`. */
function firstFrom(dates: readonly DateMention[], start: number): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last date that ends at or before `end` and starts at or after `start`. */
export function lastDateIn(reading: Reading, start: number, end: number): DateMention | undefined {
  return datesIn(reading, start, end).findLast((date) => date.iso !== null);
}

export function foundDate(reading: Reading, date: DateMention | undefined): Found<string> | null {
  if (date === undefined || date.iso === null) return null;
  return { value: date.iso, span: spanOf(reading.source, date.start, date.end) };
}

export function foundWords(reading: Reading, start: number, end: number): Found<string> {
  return { value: wordsOf(reading.source, start, end), span: spanOf(reading.source, start, end) };
}

/** Where the sentence that holds `at` begins: after the last 。 (or, with `marks`, another mark) before it. */
export function sentenceStart(text: string, at: number, marks = /[。]/): number {
  for (let i = at - 1; i >= 0; i--) if (marks.test(text[i] ?? '')) return i + 1;
  return 0;
}

/** Where the sentence that holds `at` ends: the offset of the next 。 or of the end of the text. */
export function sentenceEnd(text: string, at: number): number {
  const end = text.indexOf('。', at);
  return end < 0 ? text.length : end;
}

const officeEnd = /检察院(?:(?:第[一二三四五]|[\u4e00-\u9fff]{2,8})分院)?/g;
const officeStart =
  /[。，；：、\ue001“”"]|审理(?:的)?|(?:抗诉机关即)?原?公诉机关|公诉人|(?<![自理])由|宣判后|在法定期限内|^即/g;

/**
 * The prosecuting office whose name ends at `end` of the prepared text. Remarks in brackets inside the name are left out
 * (`漾濞彝族自治县（以下简称“漾濞县”）人民检察院`).
 */
export function officeEndingAt(reading: Reading, floor: number, end: number): Found<string> | null {
  const words = reading.plain.slice(floor, end);
  const lastOffice = [...words.matchAll(officeEnd)].at(-1);
  if (lastOffice === undefined) return null;
  const to = lastOffice.index + lastOffice[0].length;
  const remark = /\ue001+(?=人民检察院)/;
  const joined = words.slice(0, to).replace(remark, (blank) => '\ue002'.repeat(blank.length));
  const cut = [...joined.matchAll(officeStart)].findLast((mark) => mark.index + mark[0].length < lastOffice.index);
  const from = cut === undefined ? 0 : cut.index + cut[0].length;
  const value = [...joined.slice(from)].filter((c) => c !== '\ue002').join('');
  if (value.length < 4 || value.length > 40) return null;
  return { value, span: spanOf(reading.source, floor + from, floor + to) };
}
