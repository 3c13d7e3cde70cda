import { smallNumber } from './dates.ts';
import type { Found, Span } from './normalise.ts';
import { spanOf } from './normalise.ts';
import type { Reading } from './reading.ts';
import { datesIn, foundDate, sentenceEnd, sentenceStart } from './reading.ts';

/** One adjournment, or several told in one breath (`count`). */
export interface DelayRead {
  readonly asked_on: Found<string> | null;
  readonly from: Found<string> | null;
  readonly to: Found<string> | null;
  readonly count: number | null;
  readonly by: 'prosecution' | 'defence' | 'court' | null;
  readonly reason: string | null;
  readonly span: Span;
}

export interface ExtensionRead {
  readonly approved_on: Found<string> | null;
  readonly by: string | null;
  /** ISO 8601 duration: `P3M`, `P15D`. */
  readonly length: string | null;
  readonly count: number | null;
  readonly span: Span;
}

export interface SuspensionRead {
  readonly from: Found<string> | null;
  readonly to: Found<string> | null;
  readonly reason: string | null;
  readonly span: Span;
}

const times = /([一二两三四五]|\d)次/;

function countIn(words: string): number | null {
  const found = times.exec(words.replace(/第[一二三四五\d]次/g, ''));
  return found?.[1] === undefined ? null : found[1] === '两' ? 2 : smallNumber(found[1]);
}

const delay = /延期审理|补充侦查|恢复(?:法庭)?审理/g;
const suspension = /中止/;

function reasonIn(words: string): string | null {
  if (/补充侦查|补查/.test(words)) return '补充侦查';
  const told =
    /(?:申请|因|由于|以|为)([^，。；、]{0,40}?(?:重新鉴定|鉴定|新的?证据|通知新的证人|调取[^，。；]{0,10}证据|回避|变更辩护人|更换辩护人|疫情|不能抗拒的?原因|不可抗力|身体原因|患病|案情复杂))/.exec(
      words,
    );
  if (told?.[1] !== undefined) {
    const named =
      /重新鉴定|鉴定|新的?证据|调取[^，。；]{0,10}证据|回避|[变更]换?辩护人|疫情|不能抗拒的?原因|不可抗力|患病|案情复杂/.exec(
        told[1],
      );
    return named?.[0] ?? told[1];
  }
  return null;
}

function askedBy(words: string): DelayRead['by'] {
  if (/(?:检察院|检察机关|公诉机关|公诉人|检察员)[^。]*(?:建议|申请|提请|要求|补充侦查)|补充侦查/.test(words))
    return 'prosecution';
  if (/(?:辩护人|被告人)[^。]*申请/.test(words)) return 'defence';
  return /本院[^。]*(?:决定|依法)/.test(words) ? 'court' : null;
}

interface DelaySentence {
  readonly start: number;
  readonly end: number;
}

function delaySentences(reading: Reading, from: number): readonly DelaySentence[] {
  const starts = new Map<number, DelaySentence>();
  for (const match of reading.text.slice(from).matchAll(delay)) {
    const at = from + match.index;
    const start = Math.max(sentenceStart(reading.text, at, /[。；]/), from);
    const stop = Math.min(sentenceEnd(reading.text, at), semicolon(reading.text, at));
    const before = reading.text.slice(start, stop);
    const delayed = starts.size > 0 || /延期审理|补充侦查/.test(before);
    if (suspension.test(before) && !/延期审理|补充侦查/.test(before)) continue;
    if (delayed && !starts.has(start)) starts.set(start, { start, end: stop });
  }
  return [...starts.values()];
}

function semicolon(text: string, at: number): number {
  const found = text.indexOf('；', at);
  return found < 0 ? text.length : found;
}

const asked = /建议|申请|提请|要求|提出/;
const resumed = /恢复(?:法庭)?审理|补充侦查(?:完毕|终结|结束)|移送|重新移送|提请恢复/;

type Role = 'asked' | 'begun' | 'ended';

/** What a date in a sentence on an adjournment is the day of, by the words after it. */
function roleOf(before: string, after: string): Role | null {
  if (/^(?:起)?至/.test(after)) return 'begun';
  if (/至$/.test(before)) return 'ended';
  if (/^[^，。；]{0,8}(?:开庭|立案|受理|公诉)/.test(after)) return null;
  if (resumed.test(after)) return 'ended';
  const granted = /决定|同意|准许|裁定|宣布/.test(after);
  if (granted && /延期/.test(after) && !asked.test(after)) return 'begun';
  if (asked.test(after) && /延期|补充侦查/.test(after)) return 'asked';
  return granted || /延期|补充侦查/.test(after) ? 'begun' : null;
}

/** Sorts the dates of one sentence by their role; dates in a list (`于A、B两次建议`) share the role of the last. */
function datesByRole(reading: Reading, sentence: DelaySentence): Readonly<Record<Role, readonly Found<string>[]>> {
  const sorted: Record<Role, Found<string>[]> = { asked: [], begun: [], ended: [] };
  const dates = datesIn(reading, sentence.start, sentence.end).filter((date) => date.iso !== null);
  let next: Role | null = null;
  for (const [i, date] of [...dates.entries()].reverse()) {
    const after = reading.text.slice(date.end, dates[i + 1]?.start ?? sentence.end);
    const listed = i < dates.length - 1 && /^[、，和及]+(?:于)?$/.test(after);
    const role: Role | null = listed ? next : roleOf(reading.text.slice(sentence.start, date.start), after);
    const found = foundDate(reading, date);
    if (role !== null && found !== null) sorted[role].unshift(found);
    next = role;
  }
  return sorted;
}

/** The adjournments of one sentence: as many as it gives days of one kind, or one entry with the number of times it states. */
function delaysIn(reading: Reading, sentence: DelaySentence): readonly DelayRead[] {
  const words = reading.text.slice(sentence.start, sentence.end);
  const { asked: askedOn, begun, ended } = datesByRole(reading, sentence);
  const dated = Math.max(askedOn.length, begun.length, 1);
  const count = countIn(words.slice(words.search(/延期|补充侦查|[一二两三]次/))) ?? countIn(words);
  return Array.from({ length: dated }, (_, i) => ({
    asked_on: askedOn[i] ?? null,
    from: begun[i] ?? null,
    to: ended[i - dated + ended.length] ?? null,
    count: dated > 1 ? null : count,
    by: askedBy(words),
    reason: reasonIn(words),
    span: spanOf(reading.source, sentence.start, sentence.end),
  }));
}

/**
 * The adjournments told from `from` on, a sentence each. A return for supplementary investigation (补充侦查) during the trial counts as
 * one, since the trial is adjourned for it. A sentence that only tells the resumption completes the one before it.
 */
export function readDelays(reading: Reading, from: number): readonly DelayRead[] {
  const told: DelayRead[] = [];
  for (const delay of delaySentences(reading, from).flatMap((sentence) => delaysIn(reading, sentence))) {
    const before = told.at(-1);
    const resumesOnly = delay.to !== null && delay.from === null && delay.asked_on === null && delay.count === null;
    if (before !== undefined && before.to === null && resumesOnly) {
      told[told.length - 1] = { ...before, to: delay.to, span: [before.span[0], delay.span[1]] };
    } else told.push(delay);
  }
  return told;
}

const extended =
  /延长(?:了)?(?:本案)?(?:的)?(?:审理期限|审限|审理时限|办案期限|审判期限|期限)|(?:审理期限|审限)(?:依法)?(?:予以)?延长/g;
const higherCourt =
  /(?:(?:经|由)?(?:本院)?(?:依法|层报|逐级)?(?:报请|报经|呈报|上报|提请|请示)|报|经|由)((?:[\u4e00-\u9fff]){2,25}?法院)/;
const span =
  /延长[^，。；]{0,14}?(?:审理期限|审限|时限|期限)?(?:[^，。；一二两三四五六七八九十\d]{0,4})([一二两三四五六七八九十]{1,2}|\d{1,2})个?(月|日|天)/;

/** The extension of the time limit of the trial; null where none is told. */
export function readExtension(reading: Reading, from: number): ExtensionRead | null {
  const matches = [...reading.text.slice(from).matchAll(extended)];
  const first = matches[0];
  if (first === undefined) return null;
  const at = from + first.index;
  const start = Math.max(sentenceStart(reading.text, at, /[。；]/), from);
  const stop = Math.min(sentenceEnd(reading.text, at), semicolon(reading.text, at));
  const words = reading.text.slice(start, stop);
  const length = span.exec(words);
  const number = length?.[1] === undefined ? Number.NaN : length[1] === '两' ? 2 : smallNumber(length[1]);
  const told = countIn(reading.text.slice(Math.max(sentenceStart(reading.text, at, /[，。；]/), start), stop));
  return {
    approved_on: foundDate(
      reading,
      datesIn(reading, start, stop).findLast((date) => date.iso !== null && date.start < at),
    ),
    by: higherCourt.exec(words)?.[1] ?? null,
    length: Number.isNaN(number) ? null : `P${number}${length?.[2] === '月' ? 'M' : 'D'}`,
    count:
      told ??
      (matches.length > 1 && distinctSentences(reading, from, matches) > 1
        ? distinctSentences(reading, from, matches)
        : null),
    span: spanOf(reading.source, start, stop),
  };
}

function distinctSentences(reading: Reading, from: number, matches: readonly RegExpExecArray[]): number {
  return new Set(matches.map((match) => sentenceStart(reading.text, from + match.index, /[。；]/))).size;
}

const suspended = /中止(?:了)?(?:本案)?(?:的)?审理/g;

function suspensionReason(words: string): string | null {
  const told = /(?:因|由于)([^，。；]{2,40})，|受([^，。；]{2,20})影响/.exec(words);
  return told?.[1] ?? told?.[2] ?? null;
}

/** Suspensions of the trial (中止审理) and their ends (恢复审理). */
export function readSuspensions(reading: Reading, from: number): readonly SuspensionRead[] {
  return [...reading.text.slice(from).matchAll(suspended)].map((match) => {
    const at = from + match.index;
    const start = Math.max(sentenceStart(reading.text, at), from);
    const again = /恢复(?:法庭)?审理/.exec(reading.text.slice(at));
    const end = again === null ? at + match[0].length : at + again.index + again[0].length;
    return {
      from: foundDate(
        reading,
        datesIn(reading, start, at).findLast((date) => date.iso !== null),
      ),
      to:
        again === null
          ? null
          : foundDate(
              reading,
              datesIn(reading, at, end).findLast((date) => date.iso !== null),
            ),
      reason: suspensionReason(reading.text.slice(start, at)),
      span: spanOf(reading.source, start, end),
    };
  });
}
