import { namesOfWords } from './names.ts';
import type { Found } from './normalise.ts';
import { spanOf } from './normalise.ts';
import type { Reading } from './reading.ts';
import { datesIn, foundDate, lastDateIn, officeEndingAt, sentenceStart } from './reading.ts';

/** An appeal or protest: by whom and, where the text says so, when. */
export interface Remedy {
  readonly by: readonly Found<string>[];
  readonly on: Found<string> | null;
}

export interface Protest extends Remedy {
  /** The higher office that supported it (支持抗诉). */
  readonly supportedBy: Found<string> | null;
}

/** A decision of this or another court earlier in the case. `remand`: it set the judgment aside and sent the case back. */
export interface EarlierDecision {
  readonly kind: 'judgment' | 'ruling';
  readonly court: string | null;
  readonly no: Found<string> | null;
  readonly on: Found<string> | null;
  readonly remand: boolean;
  /** Range in the prepared text. */
  readonly start: number;
  readonly end: number;
}

const decided =
  /(?:作出|做出|制作|以)(?:了)?(?<no>\(?\d{4}\)?[^，。；()]{1,25}?号)?(?:的)?(?<kind>刑事(?:附带民事)?(?:判决|裁定)书?|(?:一审|重审)?判决|(?:一审)?裁定)/g;

function courtBefore(reading: Reading, from: number, at: number): string | null {
  const words = reading.plain.slice(from, at);
  const all = [...words.matchAll(/(?:本院|我院|原审法院|(?:[\u4e00-\u9fff]{2,30}?法院))/g)];
  const name = all.at(-1)?.[0];
  return name === undefined ? null : name.replace(/^.*(?:审理|宣判后|由)/, '');
}

/** The decisions of the case that the text tells, in its order. */
export function readEarlierDecisions(reading: Reading, from: number): readonly EarlierDecision[] {
  return [...reading.text.slice(from).matchAll(decided)].flatMap((match) => {
    const start = from + match.index;
    const end = start + match[0].length;
    const kind = /裁定/.test(match.groups?.kind ?? '') ? 'ruling' : 'judgment';
    const sentence = Math.max(sentenceStart(reading.text, start), from);
    const no = match.groups?.no;
    const date = lastDateIn(reading, sentence, start);
    if (no === undefined && date === undefined) return [];
    const rest = reading.text.slice(
      end,
      reading.text.indexOf('。', end) < 0 ? undefined : reading.text.indexOf('。', end),
    );
    const noStart = no === undefined ? 0 : start + match[0].indexOf(no);
    return [
      {
        kind: kind as EarlierDecision['kind'],
        court: courtBefore(reading, sentenceStart(reading.text, start), start),
        no: no === undefined ? null : { value: no, span: spanOf(reading.source, noStart, noStart + no.length) },
        on: foundDate(reading, date),
        remand: kind === 'ruling' && /发回|重新审(?:判|理)|重审/.test(rest),
        start,
        end,
      },
    ];
  });
}

const lodged =
  /(?:提出|提起|提了|提交)(?:了)?上诉|(?<=不服(?:判决|一审判决|原判)?，?(?:均|向[^，。]{2,20}法院)?)上诉(?!人|期)/g;
const negative = /没有|未(?:提出)?|均未|不(?:提出)?$/;

/** The words of one clause that say why, after the names: 不服, 以…为由, 对…判决不服, 均. */
const whyWords =
  /(?:(?<=[^，。；、人]{2})均)?(?:对[^，。；]*)?不服|认为|以(?![^，。；]{0,2}某)["“]?[^，。；]{2,}|在法定|收到|接到|当庭|及时|分别|于(?!某)(?=\d|同|当|次|二|本|上诉|法定)|(?<=[^，。；、人]{2})均|亦|也|表示|，|以|向(?!某)|服判/;
const partyRole = /(?:原审)?(?:附带民事诉讼原告人|被告人|被告单位|被告|自诉人)|上诉人/g;

/** The appellants of the clause that ends with 上诉 at `at`. */
function appellants(reading: Reading, floor: number, at: number): readonly Found<string>[] {
  let start = Math.max(sentenceStart(reading.text, at, /[。；]/), floor);
  const served = /服判[；，]/.exec(reading.plain.slice(start, at).replace(/不服判/g, '\ue002\ue002\ue002'));
  if (served !== null) start += served.index + served[0].length;
  const protested = [...reading.plain.slice(start, at).matchAll(/抗诉[，；]/g)].at(-1);
  if (protested !== undefined) start += protested.index + protested[0].length;
  const opened = /^(?:[^，。；]{0,8}(?:宣判|宣告|判决|判)(?:送达)?后|.*?一案)[，：]?/.exec(
    reading.plain.slice(start, at),
  );
  if (opened !== null) start += opened[0].length;
  const words = reading.plain.slice(start, at);
  const decision = [...words.matchAll(/刑事(?:附带民事)?(?:判决|裁定)书?[，；]/g)].at(-1);
  if (decision !== undefined) start += decision.index + decision[0].length;
  return listOfNames(reading, start, at);
}

const notNames = /以[^，。；]*?为由|^.*(?:法定代理人|近亲属)/g;

/** The names of the list that opens at `start`: it goes on over commas while names or role words follow. A guardian who appeals is named for himself. */
function listOfNames(reading: Reading, start: number, at: number): readonly Found<string>[] {
  const out: Found<string>[] = [];
  let from = start;
  while (from < at) {
    const comma = reading.plain.indexOf('，', from);
    const to = comma < 0 || comma > at ? at : comma;
    const clause = reading.plain.slice(from, to).replace(notNames, (words) => '\ue001'.repeat(words.length));
    const stop = whyWords.exec(clause.replace(partyRole, (word) => '人'.repeat(word.length)));
    const names = namesOfWords(reading.source, from, clause.slice(0, stop?.index ?? clause.length));
    out.push(...names.filter((name) => !/^(?:提出|提起|宣判|判决|一审)/.test(name.value)));
    if (stop !== null && out.length > 0) break;
    from = to + 1;
  }
  return out;
}

function dateOf(reading: Reading, from: number, at: number): Found<string> | null {
  const start = Math.max(sentenceStart(reading.text, at, /[。；]/), from);
  const decision = [...reading.text.slice(start, at).matchAll(/(?:作出|做出)[^，。]*/g)].at(-1);
  const floor = decision === undefined ? start : start + decision.index + decision[0].length;
  return foundDate(
    reading,
    datesIn(reading, floor, at).findLast((date) => date.iso !== null),
  );
}

/** The appeal lodged in `[from, to)` of the prepared text, all its clauses together; null where none is. */
export function readAppeal(reading: Reading, from: number, to: number): Remedy | null {
  const by: Found<string>[] = [];
  let on: Found<string> | null = null;
  let any = false;
  for (const match of reading.text.slice(from, to).matchAll(lodged)) {
    const at = from + match.index;
    if (negative.test(reading.text.slice(sentenceStart(reading.text, at, /[，。；]/), at))) continue;
    any = true;
    for (const name of appellants(reading, from, at)) if (!by.some((n) => n.value === name.value)) by.push(name);
    on ??= dateOf(reading, from, at);
  }
  return any ? { by, on } : null;
}

const protested = /(?:提出|提起|提请)(?:了)?抗诉|(?<=依法|不服，)抗诉/g;

/** The protest lodged in `[from, to)`; null where none is. An office that only supports one (支持抗诉) is not its author. */
export function readProtest(reading: Reading, from: number, to: number): Protest | null {
  for (const match of reading.text.slice(from, to).matchAll(protested)) {
    const at = from + match.index;
    const start = Math.max(sentenceStart(reading.text, at, /[。；]/), from);
    const words = reading.plain.slice(start, at);
    if (/没有|均?未/.test(words.slice(-12))) continue;
    const supporter = /经([^，。；]{2,30}?检察院(?:第[一二三]分院)?)(?:同意|支持)/.exec(words);
    const firstEnd = protestingOfficeEnd(words);
    const office = firstEnd === null ? null : officeEndingAt(reading, start, start + firstEnd);
    const after =
      /([^，。；、]{2,30}?检察院(?:第[一二三]分院)?)(?:(?!指派|委派|出庭|检察员)[^，。；]){0,40}?支持抗诉/.exec(
        reading.plain.slice(at, to),
      );
    const supportEnd = supporter !== null ? start + supporter.index + supporter[0].indexOf('检察院') + 3 : null;
    const support =
      supportEnd !== null && supporter !== null
        ? officeEndingAt(reading, start + supporter.index + 1, supportEnd)
        : after === null
          ? null
          : officeEndingAt(reading, at + after.index, at + after.index + (after[1]?.length ?? 0));
    return { by: office === null ? [] : [office], on: dateOf(reading, from, at), supportedBy: support };
  }
  return null;
}

/** Where the name of the protesting office ends in the words before 提出抗诉: the last office that is not named as a supporter. */
function protestingOfficeEnd(words: string): number | null {
  const kept = words.replace(/经[^，。；]{2,30}?检察院(?:第[一二三]分院)?(?:同意|支持)/g, (part) =>
    '\ue002'.repeat(part.length),
  );
  const last = [...kept.matchAll(/检察院(?:(?:第[一二三四五]|[\u4e00-\u9fff]{2,8})分院)?/g)].at(-1);
  return last === undefined ? null : last.index + last[0].length;
}
