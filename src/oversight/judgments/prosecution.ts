import type { Accused } from './accusation.ts';
import { accusedIn } from './accusation.ts';
import type { Found } from './normalise.ts';
import { spanOf } from './normalise.ts';
import type { Reading } from './reading.ts';
import { datesIn, foundDate, lastDateIn, officeEndingAt, sentenceEnd, sentenceStart } from './reading.ts';

export type ChargingDocument = 'indictment' | 'added' | 'changed' | 'supplemented' | 'private';

/** One document that brought charges: the indictment, an addition or change to it, or a private prosecutor's complaint. */
export interface Charging {
  readonly kind: ChargingDocument;
  readonly no: Found<string> | null;
  readonly on: Found<string> | null;
  readonly office: Found<string> | null;
  readonly accused: readonly Accused[];
}

export interface Prosecution {
  /** Where the parties' own part ends and the accusation begins. */
  readonly start: number;
  /** Where the accusation ends: the rest tells the course of the trial. */
  readonly end: number;
  readonly office: Found<string> | null;
  readonly chargings: readonly Charging[];
}

const numbered =
  /(?<no>(?<prefix>[\u4e00-\u9fffA-Za-z]{2,30})\((?:20|19)?\d{2,4}\)(?:第|字第)?[A-Z]?\d+(?:[-－—.之]\d+)?号?)["”'》]?(?:的)?(?:刑事)?《?(?<kind>追加起诉|变更起诉|补充起诉|起诉书|起诉)/g;
const unbracketed = /以["“]?(?<no>[\u4e00-\u9fffA-Za-z]{2,25}(?:\d{4}[-－—]?|第)\d+号?)["”]?(?<kind>起诉书)/g;

const kinds: Readonly<Record<string, ChargingDocument>> = {
  追加起诉: 'added',
  变更起诉: 'changed',
  补充起诉: 'supplemented',
  起诉书: 'indictment',
  起诉: 'indictment',
};

interface Numbered {
  readonly kind: ChargingDocument;
  readonly no: Found<string>;
  /** Range of number and kind of document in the prepared text. */
  readonly start: number;
  readonly end: number;
}

const beforeNumber = /^[和及与]|.*(?:检察院|分院|公诉机关|(?<=[院日，])以|^以|书[、和及，])以?/;

/** The indictments, additions and changes that the text names with their numbers, in order. */
function numberedDocuments(reading: Reading): readonly Numbered[] {
  const bracketed = [...reading.text.matchAll(numbered)];
  const all = bracketed.length > 0 ? bracketed : [...reading.text.matchAll(unbracketed)];
  return all.map((match) => {
    const whole = match.groups?.no ?? '';
    const cut = (beforeNumber.exec(match.groups?.prefix ?? '') ?? [''])[0].length;
    const no = whole.slice(cut);
    const start = match.index + match[0].indexOf(whole) + cut;
    return {
      kind: kinds[match.groups?.kind ?? ''] ?? 'indictment',
      no: { value: no, span: spanOf(reading.source, start, start + no.length) },
      start,
      end: match.index + match[0].length,
    };
  });
}

const endOfAccusation =
  /一案|(?:请求|要求|提请|应当)追究|为由|提起(?:公诉|控诉|自诉|诉讼|追加)|提出(?:公诉|控诉|自诉)|起诉到|诉至|[，、]?向(?!某)[^，。]{0,25}(?:本院|法院)|[，、；]?(?:暨|及|以及|和)?(?:原审)?附带民事|，?由[^，。]{2,25}检察院|。|$/g;

/** Where the list of accused and charges that begins at `start` ends: before 一案, the date or the words of bringing the charge. */
function accusationEnd(reading: Reading, start: number): number {
  endOfAccusation.lastIndex = start;
  const stop = endOfAccusation.exec(reading.text)?.index ?? reading.text.length;
  const date = reading.dates.find((d) => d.start >= start && d.start < stop && d.form !== 'partial');
  if (date === undefined) return stop;
  const before = /[，；。]?(?:于|在|并于|分别于)?$/.exec(reading.text.slice(start, date.start));
  return start + (before?.index ?? date.start - start);
}

const broughtWords =
  /(?:提起|提出)(?:公诉|控诉|自诉|诉讼|起诉)|(?:向|到)(?:本院|[^，。]{2,20}法院)起诉|诉至本院|移送本院/g;

/** The days the charges were brought: the last date of the sentence before the words 提起公诉; after 分别于 all of its list. */
function broughtOn(reading: Reading, from: number): readonly Found<string>[] {
  broughtWords.lastIndex = from;
  const words = broughtWords.exec(reading.text);
  if (words === null || words.index > sentenceEnd(reading.text, from) + 1) return [];
  const start = sentenceStart(reading.text, from);
  const each = /(?:分别|先后)于/.exec(reading.text.slice(start, words.index));
  const dates = datesIn(reading, each === null ? start : start + each.index, words.index).filter((d) => d.iso !== null);
  return (each === null ? dates.slice(-1) : dates).flatMap((date) => foundDate(reading, date) ?? []);
}

interface Opening {
  /** Where the sentence of the accusation begins. */
  readonly start: number;
  /** Where the list of accused begins. */
  readonly accused: number;
  readonly kind: 'public' | 'private';
  readonly office: Found<string> | null;
}

function officeLine(reading: Reading, from: number): Found<string> | null {
  const line = /公诉机关[\ue001：]*(?:暨[^。，]{2,12}机关)?[\ue001：]*(?=[^。，；]{2,40}检察院)/g;
  line.lastIndex = from;
  for (const match of reading.plain.matchAll(line)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    const stop = /检察院(?:(?:第[一二三四五]|[\u4e00-\u9fff]{2,8})分院)?/.exec(reading.plain.slice(start));
    if (stop === null) continue;
    const end = start + stop.index + stop[0].length;
    if (
      /[，。；]/.test(reading.plain.slice(start, end)) ||
      !/^(?:[。，；]|被告|上诉|原审|$)/.test(reading.text.slice(end))
    )
      continue;
    return officeEndingAt(reading, start, end);
  }
  return null;
}

const privateWords = /(?:原审)?自诉人[^。]{1,60}?(?:以|指控|控诉|诉)(?=(?:原审)?被告)/;
const publicWords =
  /(?:起诉)?指控(?:的|原审)*(?:被告|原审|[\u4e00-\u9fff×*\d]{2,12}(?:犯|、|，|涉嫌))|(?<=检察院[^，。]{0,20}|起诉书，?)以(?=(?:原审)?被告(?:人|单位))/;
const passiveWords = /(?:原审)?被告(?:人|单位)(?:(?!，男|，女|。).){1,400}?(?:犯|涉嫌|被控)[^。]*?一案/;

/** Where the accusation is told. The parties' own part before it may name charges too (因涉嫌犯…罪), but not with 指控. */
function opening(reading: Reading, from: number): Opening | null {
  const text = reading.text.slice(from);
  const byPrivate = privateWords.exec(text);
  const byOffice = publicWords.exec(text);
  if (byPrivate !== null && (byOffice === null || byPrivate.index <= byOffice.index)) {
    const accused = from + byPrivate.index + byPrivate[0].length;
    return { start: from + byPrivate.index, accused, kind: 'private', office: null };
  }
  const passive = passiveWords.exec(text);
  if (byOffice !== null && (passive === null || byOffice.index <= passive.index + passive[0].length)) {
    const start = sentenceStart(reading.text, from + byOffice.index);
    const accused = from + byOffice.index + (/^(?:(?:起诉)?指控的?|以)/.exec(byOffice[0])?.[0].length ?? 0);
    return {
      start: Math.max(start, from),
      accused,
      kind: 'public',
      office: officeEndingAt(reading, Math.max(start, from), from + byOffice.index),
    };
  }
  if (passive === null) return null;
  const start = from + passive.index;
  const stop = sentenceEnd(reading.text, start);
  const by = /由(?=[^，。]{2,30}检察院)/.exec(reading.text.slice(start, stop));
  const office = by === null ? null : officeEndingAt(reading, start + by.index, officeStop(reading, start + by.index));
  return { start: Math.max(sentenceStart(reading.text, start), from), accused: start, kind: 'public', office };
}

function officeStop(reading: Reading, from: number): number {
  const end = /检察院(?:(?:第[一二三四五]|[\u4e00-\u9fff]{2,8})分院)?/.exec(reading.plain.slice(from));
  return end === null ? from : from + end.index + end[0].length;
}

function furtherCharging(reading: Reading, document: Numbered, listed: Found<string> | undefined): Charging {
  const stop = sentenceEnd(reading.text, document.end);
  const words = reading.text.slice(document.end, stop);
  const charged = /指控|，以(?=被告)/.exec(words);
  const accusedFrom = charged === null ? stop : document.end + charged.index + charged[0].length;
  const before = lastDateIn(reading, sentenceStart(reading.text, document.start), document.start);
  const after = lastDateIn(reading, document.end, stop);
  return {
    kind: document.kind,
    no: document.no,
    on: listed ?? foundDate(reading, before ?? after),
    office: officeEndingAt(reading, sentenceStart(reading.text, document.start), document.start),
    accused: charged === null ? [] : accusedIn(reading.source, accusedFrom, accusationEnd(reading, accusedFrom)),
  };
}

/**
 * Reads who prosecuted whom for what, by which indictment and when. The office is the one of the line 公诉机关 where there is one, else the
 * one that the accusation names. A private prosecution has no office and no number.
 */
export function readProsecution(reading: Reading, from: number): Prosecution | null {
  const open = opening(reading, from);
  if (open === null) return null;
  const end = accusationEnd(reading, open.accused);
  const accused = accusedIn(reading.source, open.accused, end);
  const documents = numberedDocuments(reading);
  const first = documents.find(
    (document) => document.kind === 'indictment' && document.end <= sentenceEnd(reading.text, end),
  );
  const brought = broughtOn(reading, open.accused);
  const office = open.kind === 'private' ? null : (officeLine(reading, from) ?? open.office);
  const indictment: Charging = {
    kind: open.kind === 'private' ? 'private' : 'indictment',
    no: first?.no ?? null,
    on: brought[0] ?? null,
    office,
    accused,
  };
  const further = documents
    .filter((document) => document !== first)
    .map((document, i) => furtherCharging(reading, document, document.end <= end ? brought[i + 1] : undefined));
  return { start: open.start, end, office, chargings: [indictment, ...further] };
}
