import { dateText } from '#law/index.ts';
import { words } from './finding-words.ts';
import type { Judgment } from './judgments/judgment.ts';
import type { MeasureKind } from './judgments/measures.ts';
import type { Span as Place } from './judgments/normalise.ts';
import type { Fact, JudgmentRow, Span, Text } from './schemas.ts';

const same = (text: string): Text => words(text, text);
const day = (date: string): Text => dateText(date, false);

export const instanceText: Readonly<Record<Judgment['instance'], Text>> = {
  first: words('第一审', 'First instance'),
  second: words('第二审', 'Second instance'),
  retrial: words('再审', 'Retrial'),
};
const procedureText: Readonly<Record<NonNullable<Judgment['procedure']>, Text>> = {
  ordinary: words('普通程序', 'Ordinary'),
  simplified: words('简易程序', 'Simplified'),
  'fast-track': words('速裁程序', 'Fast track'),
};
const hearingText: Readonly<Record<NonNullable<Judgment['hearing']>, Text>> = {
  public: words('公开开庭', 'In open court'),
  closed: words('不公开开庭', 'In closed court'),
  none: words('不开庭', 'Without a hearing'),
};
export const sourceText: Readonly<Record<JudgmentRow['source'], Text>> = {
  'made-up': words('虚构示例', 'Made up'),
  file: words('导入文书', 'From a file'),
};
const measureTitle: Readonly<Record<MeasureKind, Text>> = {
  seized: words('抓获、归案', 'Seized'),
  held: words('羁押', 'Custody'),
  'supervisory-custody': words('留置', 'Supervisory custody'),
  detained: words('刑事拘留', 'Criminal detention'),
  'arrest-refused': words('不批准逮捕', 'Arrest refused'),
  'arrest-approved': words('批准逮捕', 'Arrest approved'),
  'arrest-decided': words('决定逮捕', 'Arrest decided'),
  arrested: words('逮捕', 'Arrest'),
  bailed: words('取保候审', 'Bail'),
  'residential-surveillance': words('监视居住', 'Residential surveillance'),
  'designated-residential-surveillance': words('指定居所监视居住', 'Residential surveillance at a designated place'),
  released: words('释放', 'Release'),
  'measure-ended': words('解除强制措施', 'Measure ended'),
};
const notDated = words('日期未写明', 'day not stated');

interface Read {
  readonly what: string;
  readonly title: Text;
  readonly value: Text | null;
  readonly subject?: string;
  readonly place?: Place | undefined;
}

/** Every fact read, in the order of a judgment's head, each with its place in the text where the reader kept one. */
export function factsOf(judgment: Judgment): readonly Fact[] {
  return [...headFacts(judgment), ...judgment.defendants.flatMap(defendantFacts), ...courseFacts(judgment)].flatMap(
    ({ what, title, value, subject, place }) => {
      if (value === null) return [];
      const found = place ?? judgment.sources[what];
      const span = found === undefined ? null : { from: found[0], to: found[1], what, title };
      return [{ what, title, value, subject: subject ?? null, span }];
    },
  );
}

const text = (value: string | null): Text | null => (value === null ? null : same(value));
const dated = (value: string | null): Text | null => (value === null ? null : day(value));

function headFacts(judgment: Judgment): readonly Read[] {
  return [
    { what: '/court', title: words('法院', 'Court'), value: same(judgment.court) },
    { what: '/case_no', title: words('案号', 'Case number'), value: text(judgment.case_no) },
    { what: '/instance', title: words('审级', 'Instance'), value: instanceText[judgment.instance] },
    {
      what: '/prosecuting_office',
      title: words('公诉机关', 'Prosecuting office'),
      value: text(judgment.prosecuting_office),
    },
    { what: '/indictment_no', title: words('起诉书', 'Indictment'), value: text(judgment.indictment_no) },
  ];
}

function defendantFacts(defendant: Judgment['defendants'][number], i: number): readonly Read[] {
  const subject = defendant.name;
  return [
    {
      what: `/defendants/${i}/name`,
      title: words('被告人', 'Defendant'),
      value: same([defendant.name, ...defendant.charges].join('、')),
      subject,
    },
    ...defendant.measures.map(({ kind, on, span }, n) => ({
      what: `/defendants/${i}/measures/${n}`,
      title: measureTitle[kind],
      value: on === null ? notDated : day(on),
      subject,
      place: span,
    })),
  ];
}

function courseFacts(judgment: Judgment): readonly Read[] {
  const { appeal, protest, extension } = judgment;
  return [
    { what: '/prosecuted_on', title: words('提起公诉', 'Prosecution'), value: dated(judgment.prosecuted_on) },
    { what: '/accepted_on', title: words('受理', 'Accepted'), value: dated(judgment.accepted_on) },
    {
      what: '/procedure',
      title: words('审理程序', 'Procedure'),
      value: judgment.procedure === null ? null : procedureText[judgment.procedure],
    },
    {
      what: '/public_hearing',
      title: words('审理方式', 'How heard'),
      value: judgment.hearing === null ? null : hearingText[judgment.hearing],
    },
    ...judgment.trials.map((on, i) => ({ what: `/trials/${i}`, title: words('开庭', 'Hearing'), value: day(on) })),
    ...judgment.adjournments.map((one, i) => ({
      what: `/adjournments/${i}`,
      title: words('延期审理', 'Adjournment'),
      value: delayText(one),
    })),
    {
      what: '/extension',
      title: words('延长审限', 'Extension of the time limit'),
      value: extension === null ? null : (dated(extension.approved_on) ?? notDated),
    },
    {
      what: '/first_judgment_on',
      title: words('此前的第一审裁判', 'First judgment'),
      value: dated(judgment.first_judgment_on),
    },
    {
      what: '/appeal/on',
      title: words('上诉', 'Appeal'),
      value: appeal === null ? null : withDay(appeal.by.join('、'), appeal.on),
      place: judgment.sources['/appeal/on'] ?? judgment.sources['/appeal/by/0'],
    },
    {
      what: '/protest/on',
      title: words('抗诉', 'Protest'),
      value: protest === null ? null : withDay(protest.by.join('、'), protest.on),
      place: judgment.sources['/protest/on'] ?? judgment.sources['/protest/by/0'],
    },
  ];
}

function withDay(by: string, on: string | null): Text {
  const date = on === null ? notDated : day(on);
  return by === '' ? date : words(`${by}，${date.zh}`, `${by}, ${date.en}`);
}

function delayText({ from, to, count, reason }: Judgment['adjournments'][number]): Text {
  const parts: readonly Text[] = [
    ...(reason === null ? [] : [same(reason)]),
    ...(count === null ? [] : [words(`${count}次`, `${count} time${count === 1 ? '' : 's'}`)]),
    ...(from === null ? [] : [words(`自${day(from).zh}`, `from ${day(from).en}`)]),
    ...(to === null ? [] : [words(`至${day(to).zh}`, `to ${day(to).en}`)]),
  ];
  if (parts.length === 0) return notDated;
  return words(parts.map((one) => one.zh).join('，'), parts.map((one) => one.en).join(', '));
}

/** Places to mark in the text, in order and without overlap. */
export function spansOf(facts: readonly Fact[]): readonly Span[] {
  const all = facts.flatMap((fact) => (fact.span === null ? [] : [fact.span]));
  const sorted = all.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const kept: Span[] = [];
  for (const span of sorted) if (span.to > span.from && span.from >= (kept.at(-1)?.to ?? 0)) kept.push(span);
  return kept;
}
