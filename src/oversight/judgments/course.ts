import type { DateMention } from './dates.ts';
import type { Found } from './normalise.ts';
import type { Reading } from './reading.ts';
import { datesIn, foundDate, sentenceStart } from './reading.ts';

export type Procedure = 'ordinary' | 'simplified' | 'fast-track';
/** How the court heard the case: in open court, in closed court, or on the file without a hearing (不开庭). */
export type HearingKind = 'public' | 'closed' | 'none';

export interface Course {
  readonly accepted: Found<string> | null;
  readonly trials: readonly Found<string>[];
  readonly hearing: Found<HearingKind> | null;
  readonly procedure: Found<Procedure> | null;
}

const clauseMarks = /[，。；]/;

function clauseStart(text: string, at: number): number {
  return sentenceStart(text, at, clauseMarks);
}

const acceptance = /(?:立案受理|受理立案|登记立案|予以立案|立案|予以受理|受理)/g;

/**
 * The day this court took the case: a date in the clause of 受理 or 立案, or alone in the clause before. 同日 and 次日 count only when they
 * lean on a date at or after `told`, where the accusation begins: one that leans on a measure's date means a day that is not stated.
 */
function readAccepted(reading: Reading, from: number, told: number): Found<string> | null {
  for (const match of reading.text.slice(from).matchAll(acceptance)) {
    const at = from + match.index;
    const sentence = reading.text.slice(sentenceStart(reading.text, at), at);
    if (
      /(?:公安|检察院|监察)[^，。]{0,12}$/.test(reading.text.slice(clauseStart(reading.text, at), at)) &&
      !/本院/.test(sentence)
    )
      continue;
    let start = clauseStart(reading.text, at);
    if (/^本院$|^本院(?:审查|依法)?$|^$/.test(reading.text.slice(start, at)) && start > 0) {
      const before = clauseStart(reading.text, start - 1);
      const date = datesIn(reading, before, start).at(-1);
      if (
        date !== undefined &&
        /^(?:于|本院于)?$/.test(reading.text.slice(before, date.start)) &&
        date.end === start - 1
      )
        start = before;
    }
    const date = datesIn(reading, start, at).at(-1);
    if (date === undefined || (date.leansOn !== null && date.leansOn < told)) continue;
    return foundDate(reading, date);
  }
  return null;
}

const hearingWords =
  /(?:不公开|公开)?(?:\([^)]*\))?(?:合并)?(?:进行了?)?(?:不公开|公开)?开庭(?!前)|公开庭|公开(?:进行)?(?:了)?审理|(?:第[一二三四]次|再次|重新)开庭(?!前)/g;
const notHeld = /不开庭|未开庭|不予开庭|无需开庭|书面审理|以不开庭|不需要?开庭|不公开开庭审理的情形/;

/** The dates that stand together right before `at` in its clause, reaching back over clauses that hold a date alone. */
function datesLeadingTo(reading: Reading, at: number, floor: number): readonly DateMention[] {
  let start = Math.max(clauseStart(reading.text, at), floor);
  for (;;) {
    if (start <= floor + 1) break;
    const before = Math.max(clauseStart(reading.text, start - 1), floor);
    const bare = reading.dates.reduce(
      (words, date) => {
        if (date.start < before || date.end > start) return words;
        return words.replace(reading.text.slice(date.start, date.end), '');
      },
      reading.text.slice(before, start - 1),
    );
    if (
      reading.text[start - 1] !== '，' ||
      !/^(?:本院)?(?:分别|先后|并|依法)?(?:于|在)?[、和及]*$/.test(bare) ||
      datesIn(reading, before, start).length === 0
    )
      break;
    start = before;
  }
  return datesIn(reading, start, at).filter((date) => date.iso !== null);
}

function isOtherCourts(reading: Reading, at: number): boolean {
  const sentence = reading.text.slice(sentenceStart(reading.text, at), at);
  return /(?:原审|(?<!第)一审(?!判庭))(?:法院)?[^，。]*$/.test(sentence);
}

function readTrials(reading: Reading, from: number): readonly Found<string>[] {
  const out: Found<string>[] = [];
  for (const match of reading.text.slice(from).matchAll(hearingWords)) {
    const at = from + match.index;
    if (/(?:不|未|无需|不予)$/.test(reading.text.slice(at - 3, at)) || isOtherCourts(reading, at)) continue;
    for (const date of datesLeadingTo(reading, at, from)) {
      const found = foundDate(reading, date);
      if (found !== null && !out.some((trial) => trial.value === found.value)) out.push(found);
    }
  }
  return out.toSorted((a, b) => a.value.localeCompare(b.value));
}

function spanned<T>(reading: Reading, value: T, from: number, to: number): Found<T> {
  const { offsets } = reading.source;
  return { value, span: [offsets[from] ?? 0, (offsets[to - 1] ?? 0) + 1] };
}

const closedWords = /不公开(?:\([^)]*\))?(?:合并)?(?:进行了?)?(?:开庭)?|不公开开庭/;
const publicWords = /公开(?:\([^)]*\))?(?:合并)?(?:进行了?)?开?庭|公开(?:进行)?(?:了)?审理|公开[^，。]{0,6}审理/;

function readHearing(reading: Reading, from: number): Found<HearingKind> | null {
  const words = reading.text.slice(from);
  const kinds: readonly (readonly [RegExp, HearingKind])[] = [
    [closedWords, 'closed'],
    [publicWords, 'public'],
    [notHeld, 'none'],
  ];
  for (const [form, kind] of kinds) {
    const match = form.exec(words);
    if (match !== null) return spanned(reading, kind, from + match.index, from + match.index + match[0].length);
  }
  return null;
}

const procedures: readonly (readonly [RegExp, Procedure])[] = [
  [/普通程序/g, 'ordinary'],
  [/简易程序/g, 'simplified'],
  [/速裁程序/g, 'fast-track'],
];

/** The procedure this court used; where it changed from one to another (转为普通程序), the last. */
function readProcedure(reading: Reading, from: number): Found<Procedure> | null {
  const words = reading.text.slice(from);
  const all = procedures.flatMap(([form, kind]) => [...words.matchAll(form)].map((match) => ({ kind, match })));
  const last = all.toSorted((a, b) => a.match.index - b.match.index).at(-1);
  if (last === undefined) return null;
  return spanned(reading, last.kind, from + last.match.index, from + last.match.index + last.match[0].length);
}

/**
 * The course of the case before this court, read from `from` on, an offset in the prepared text: the accusation in a first instance, the
 * words after the last judgment below in a later one. `told` is where the accusation begins. Hearings of another court are not this court's.
 */
export function readCourse(reading: Reading, from: number, told: number): Course {
  return {
    accepted: readAccepted(reading, from, told),
    trials: readTrials(reading, from),
    hearing: readHearing(reading, from),
    procedure: readProcedure(reading, from),
  };
}
