import type { DateMention } from './dates.ts';
import type { Span } from './normalise.ts';
import { spanOf } from './normalise.ts';
import type { Reading } from './reading.ts';
import { datesIn } from './reading.ts';

/**
 * What was done to a person's liberty. `seized` 抓获、归案; `held` 羁押、寄押、关押、收监 (custody, by whatever title); `supervisory-custody` 留置;
 * `detained` 刑事拘留; `arrest-refused` 不批准逮捕; `arrest-approved` 批准逮捕; `arrest-decided` 决定逮捕; `arrested` 逮捕、执行逮捕; `bailed` 取保候审; `residential-surveillance` 监视居住
 * (`designated`: 指定居所监视居住); `released` 释放; `measure-ended` 解除、撤销 of bail or residential surveillance.
 */
export const measureKinds = [
  'seized',
  'held',
  'supervisory-custody',
  'detained',
  'arrest-refused',
  'arrest-approved',
  'arrest-decided',
  'arrested',
  'bailed',
  'residential-surveillance',
  'designated-residential-surveillance',
  'released',
  'measure-ended',
] as const;

export type MeasureKind = (typeof measureKinds)[number];

/** One measure as the text tells it. `by` is the organ named, in the text's words (本院 is the court of this judgment); null where none is. */
export interface Measure {
  readonly kind: MeasureKind;
  /** `YYYY-MM-DD`; null where the text gives no day. */
  readonly on: string | null;
  readonly by: string | null;
  readonly span: Span;
}

const acts: readonly (readonly [RegExp, MeasureKind])[] = [
  [
    /(?:解除|撤销|变更)(?:刑事拘留|逮捕|取保候审|监视居住|指定居所监视居住)(?:措施|强制措施)?|取保候审(?:期限)?(?:届满|期满)(?:被)?解除/,
    'measure-ended',
  ],
  [/不(?:予)?(?:批准)?(?:逮捕|批捕)/, 'arrest-refused'],
  [/(?:批准|批捕)(?:并|后|，)?(?:对其)?(?:执行)?逮捕|批捕/, 'arrest-approved'],
  [/决定(?:对其|予以|并|依法)?(?:执行)?(?:逮捕|收监)/, 'arrest-decided'],
  [/(?:指定居所|指定的居所)(?:执行)?监视居住/, 'designated-residential-surveillance'],
  [/监视居住/, 'residential-surveillance'],
  [/取保候审|取保侯审|取保/, 'bailed'],
  [
    /刑事拘留|刑拘|(?<!行政|司法|治安|先行)(?<=被|予以|执行|依法|拘传后|涉嫌[^，。；]{2,20}|分局|公安局|检察院)拘留(?!所|室|证|\d|[一二三四五六七八九十]+(?:日|天))|先行拘留/,
    'detained',
  ],
  [/逮捕(?!前|时|证)/, 'arrested'],
  [/释放/, 'released'],
  [/留置/, 'supervisory-custody'],
  [/抓获|归案|投案|自首|查获|传唤到案|拘传/, 'seized'],
  [
    /(?<!现)(?<!现被|现已|前)(?:羁押|寄押|关押|收监|看押)(?!于|在|期限|期间|必要|场所|，现)|(?:被|临时)(?:羁押|寄押|关押)(?=于|在)/,
    'held',
  ],
];
const anyAct = new RegExp(acts.map(([form]) => `(${form.source})`).join('|'), 'g');

function kindOf(match: RegExpExecArray): MeasureKind | undefined {
  return acts[match.findIndex((group, i) => i > 0 && group !== undefined) - 1]?.[1];
}

const organ =
  /(?:被|由|经)((?:[\u4e00-\u9fff]|\([^)]*\)){2,40}?(?:公安局(?:[\u4e00-\u9fff]{1,8}分局)?|公安处|分局|派出所|检察院|法院|监察委员会|安全局|大队|支队|海关|缉私局|公安人员|民警)|本院)|([\u4e00-\u9fff]{2,20}(?:法院|检察院)|本院)(?=决定)/g;

function organIn(words: string): string | null {
  const found = [...words.matchAll(organ)].at(-1);
  const name = found?.[1] ?? found?.[2] ?? null;
  return name === null ? null : name.replace(/^.*(?:[日号]|经|由|被)(?=[\u4e00-\u9fff]{3})/, '');
}

const record = /判处|判决|假释|减刑|劳动教养|免予刑事处罚|刑满/;

/**
 * Where, in the clauses of one sentence, an earlier conviction ends: measures told before 判处 in the same sentence belong to it and not to
 * this case.
 */
function recordEnd(sentence: string): number {
  const all = [...sentence.matchAll(new RegExp(record.source, 'g'))];
  const last = all.at(-1);
  if (last === undefined) return 0;
  const ours = /因(?:本案|涉嫌)/.exec(sentence);
  return ours !== null && ours.index < (all[0]?.index ?? 0) ? 0 : last.index + last[0].length;
}

function sentencesIn(text: string, start: number, end: number): readonly (readonly [number, number])[] {
  const out: [number, number][] = [];
  let from = start;
  for (let i = start; i <= end; i++) {
    if (i < end && text[i] !== '。' && text[i] !== '；') continue;
    if (i > from) out.push([from, i]);
    from = i + 1;
  }
  return out;
}

interface Act {
  readonly kind: MeasureKind;
  readonly start: number;
  readonly end: number;
}

function actsIn(reading: Reading, start: number, end: number): readonly Act[] {
  return [...reading.text.slice(start, end).matchAll(anyAct)].flatMap((match) => {
    const kind = kindOf(match);
    return kind === undefined ? [] : [{ kind, start: start + match.index, end: start + match.index + match[0].length }];
  });
}

const sameBreath =
  /^，?(?:并|后|及|和|、)?(?:当场|当即|立即)?(?:对其)?(?:被|予以|执行|依法|采取|由[^，。；经]{2,20})*$/;

/**
 * The date an act was done on: the last one between it and the act before; or that act's own, where the two are told in one breath (被抓获并
 * 刑事拘留). An arrest told without a day after its approval has none: that it was executed on the day of the approval is not said.
 */
function dateFor(dates: readonly DateMention[], floor: number, act: Act): DateMention | undefined {
  return dates.findLast((date) => date.end <= act.start && date.start >= floor);
}

function measuresInSentence(reading: Reading, from: number, to: number): readonly Measure[] {
  const start = from + recordEnd(reading.text.slice(from, to));
  const dates = datesIn(reading, from, to);
  const out: Measure[] = [];
  let floor = start;
  let before: DateMention | undefined;
  for (const act of actsIn(reading, start, to)) {
    const own = dateFor(dates, floor, act);
    const date = own ?? (sameBreath.test(reading.text.slice(floor, act.start)) ? before : undefined);
    out.push({
      kind: act.kind,
      on: date?.iso ?? null,
      by: organIn(reading.text.slice(floor, act.end)),
      span: spanOf(reading.source, Math.min(own?.start ?? act.start, act.start), act.end),
    });
    floor = act.end;
    before = date;
  }
  return start > from ? out.filter((measure) => measure.kind !== 'released') : out;
}

const executed = /^，?(?:并)?(?:于|由[^，。；]{0,25}?于)?(?:同日|当日|次日|\d)[^，。；]{0,25}?(?:被)?(?:执行|捕)/;

/** 决定逮捕，同日被执行: an arrest whose name is not repeated. */
function bareExecutions(reading: Reading, from: number, to: number): readonly Measure[] {
  const words = reading.text.slice(from, to);
  return [...words.matchAll(/(?:批准|决定)(?:执行)?逮捕/g)].flatMap((match) => {
    const after = from + match.index + match[0].length;
    const found = executed.exec(reading.text.slice(after, to));
    if (found === null || /^[^，。；]*逮捕/.test(reading.text.slice(after).replace(/^，/, ''))) return [];
    const date = datesIn(reading, after, after + found[0].length)[0];
    if (date === undefined) return [];
    const span = spanOf(reading.source, date.start, after + found[0].length);
    return [{ kind: 'arrested' as const, on: date.iso, by: null, span }];
  });
}

const bareDecision =
  /经(?:依法)?([^，。；]{2,25}?(?:检察院|法院|本院)|本院)(批准|决定)(?=，(?:(?!取保|监视|[。；]).){0,40}?逮捕)/g;

/** 经…检察院批准，次日被执行逮捕: an approval or decision apart from the word 逮捕; its day is a date right before it, else it has none. */
function bareDecisions(reading: Reading, from: number, to: number): readonly Measure[] {
  return [...reading.text.slice(from, to).matchAll(bareDecision)].map((match) => {
    const at = from + match.index;
    const date = datesIn(reading, from, at).at(-1);
    const close = date !== undefined && /^，?$/.test(reading.text.slice(date.end, at)) ? date : undefined;
    return {
      kind: match[2] === '批准' ? 'arrest-approved' : 'arrest-decided',
      on: close?.iso ?? null,
      by: match[1] ?? null,
      span: spanOf(reading.source, close?.start ?? at, at + match[0].length),
    };
  });
}

/** The measures told in `[start, end)` of the prepared text: one party's own part. Administrative detention and earlier convictions are not read. */
export function readMeasures(reading: Reading, start: number, end: number): readonly Measure[] {
  const told = sentencesIn(reading.text, start, end).flatMap(([from, to]) => [
    ...bareDecisions(reading, from, to),
    ...measuresInSentence(reading, from, to),
    ...bareExecutions(reading, from, to),
  ]);
  return told.toSorted((a, b) => a.span[0] - b.span[0]);
}

/** The four days that the judgments verb prints for a defendant. */
export interface MeasureDays {
  readonly detained: Measure | null;
  readonly arrested: Measure | null;
  readonly bailed: Measure | null;
  readonly residential_surveillance: Measure | null;
}

/**
 * The first day of each measure. `detained` is 刑事拘留; where the text names none, it is the day custody began under another name
 * (被羁押), and never a mere 抓获. `arrested` is the day the arrest was executed, or, where only the approval or decision has a day,
 * that day. Measures after a release, and second ones, are in the list of measures.
 */
export function measureDays(measures: readonly Measure[]): MeasureDays {
  const first = (...kinds: readonly MeasureKind[]) =>
    measures.find((m) => m.on !== null && kinds.includes(m.kind)) ?? null;
  return {
    detained: first('detained') ?? first('held'),
    arrested: firstArrest(measures),
    bailed: first('bailed'),
    residential_surveillance: first('residential-surveillance', 'designated-residential-surveillance'),
  };
}

function firstArrest(measures: readonly Measure[]): Measure | null {
  const at = measures.findIndex(
    (m) => m.kind === 'arrested' || m.kind === 'arrest-approved' || m.kind === 'arrest-decided',
  );
  const found = measures[at];
  if (found === undefined) return null;
  if (found.kind === 'arrested')
    return found.on === null ? (measures.slice(at).find((m) => m.kind === 'arrested' && m.on !== null) ?? null) : found;
  const executedNext = measures[at + 1];
  if (executedNext?.kind === 'arrested' && executedNext.on !== null) return executedNext;
  return found.on === null ? (measures.slice(at).find((m) => m.kind === 'arrested' && m.on !== null) ?? null) : found;
}
