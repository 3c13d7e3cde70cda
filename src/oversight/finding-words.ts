import type { DerivationStep } from '#engine/index.ts';
import { dateText, periodText } from '#law/index.ts';
import type { Certainty, Text } from './schemas.ts';

export const words = (zh: string, en: string): Text => ({ zh, en });
export const yesNo = (value: boolean): Text => (value ? words('是', 'yes') : words('否', 'no'));
const day = (date: string): Text => dateText(date, false);
const days = (n: number): Text => words(`${n}日`, `${n} day${n === 1 ? '' : 's'}`);
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const certaintyTitle: Readonly<Record<Certainty, Text>> = {
  certain: words('依文书日期可以认定', 'Shown by the dates of the document'),
  depends: words('取决于文书未写明的事实', 'Depends on a fact not stated'),
  contradiction: words('日期互相矛盾', 'Dates contradict each other'),
};

/** The day that a step of the reckoning arrives at. */
export function dateOfStep(step: DerivationStep): string {
  switch (step.kind) {
    case 'start':
    case 'restart':
    case 'no-roll':
    case 'provisional':
      return step.date;
    default:
      return step.to;
  }
}

/** Something that happened on a day: `2015年3月1日刑事拘留`. */
interface Happened {
  readonly title: Text;
  readonly on: string;
}

const who = (defendant: string | null): Text =>
  defendant === null ? words('', '') : words(`${defendant}：`, `${defendant}: `);
/** The first word of a sentence that may follow a name. */
const begin = (defendant: string | null, text: string): string => (defendant === null ? text : lower(text));

export function lateTitle(from: Text, to: Text, period: string): Text {
  const { zh, en } = periodText(period);
  return words(`${from.zh}至${to.zh}超过${zh}`, `${from.en} to ${lower(to.en)}: more than ${en}`);
}

export function earlyTitle(from: Text, to: Text, period: string): Text {
  const { zh, en } = periodText(period);
  return words(`${from.zh}至${to.zh}不足${zh}`, `${from.en} to ${lower(to.en)}: less than ${en}`);
}

export function contradictionTitle(before: Text, after: Text): Text {
  return words(
    `「${before.zh}」与「${after.zh}」的日期矛盾`,
    `The dates of “${before.en}” and “${after.en}” contradict each other`,
  );
}

export interface Late {
  readonly defendant: string | null;
  readonly from: Happened;
  readonly to: Happened;
  readonly period: string;
  readonly limit: string;
  readonly over: number;
}

export function lateMessage({ defendant, from, to, period, limit, over }: Late): Text {
  const length = periodText(period);
  return words(
    `${who(defendant).zh}${day(from.on).zh}${from.title.zh}，${day(to.on).zh}${to.title.zh}；${length.zh}的期限至${day(limit).zh}，超过${days(over).zh}。`,
    `${who(defendant).en}${begin(defendant, from.title.en)} ${day(from.on).en}, ${lower(to.title.en)} ${day(to.on).en}; ${length.en} ended on ${day(limit).en}, exceeded by ${days(over).en}.`,
  );
}

/** What a fact that the document does not state would mean: `limit` null where the rule would not apply. */
interface Answer {
  readonly title: Text;
  readonly limit: string | null;
  readonly broken: boolean;
}

function answerWords({ title, limit, broken }: Answer): Text {
  const [zh, en] = [`若${title.zh}，`, `if ${lower(title.en)}, `];
  if (limit === null)
    return broken
      ? words(`${zh}违反`, `${en}the law was broken`)
      : words(`${zh}该期限不适用或者另计`, `${en}that limit does not apply or counts otherwise`);
  const by = day(limit);
  return broken
    ? words(`${zh}期限至${by.zh}，已超过`, `${en}the time ended on ${by.en} and was exceeded`)
    : words(`${zh}期限至${by.zh}，未超过`, `${en}the time ended on ${by.en} and was kept`);
}

function unstatedWords(open: readonly { readonly title: Text; readonly answers: readonly Answer[] }[]): Text {
  const lines = open.map(({ title, answers }) => {
    const said = answers.map(answerWords);
    return words(
      `文书未写明「${title.zh}」：${said.map((one) => one.zh).join('；')}。`,
      `The document does not state “${lower(title.en)}”: ${said.map((one) => one.en).join('; ')}.`,
    );
  });
  return words(lines.map((one) => one.zh).join(''), lines.map((one) => one.en).join(' '));
}

export function dependsMessage(
  { defendant, from, to }: Pick<Late, 'defendant' | 'from' | 'to'>,
  open: readonly { readonly title: Text; readonly answers: readonly Answer[] }[],
): Text {
  const { zh, en } = unstatedWords(open);
  return words(
    `${who(defendant).zh}${day(from.on).zh}${from.title.zh}，${day(to.on).zh}${to.title.zh}。${zh}`,
    `${who(defendant).en}${begin(defendant, from.title.en)} ${day(from.on).en}, ${lower(to.title.en)} ${day(to.on).en}. ${en}`,
  );
}

export function earlyMessage(late: Omit<Late, 'over'>): Text {
  const { defendant, from, to, period, limit } = late;
  const length = periodText(period);
  return words(
    `${who(defendant).zh}${day(from.on).zh}${from.title.zh}，${day(to.on).zh}${to.title.zh}；须隔${length.zh}，最早为${day(limit).zh}。`,
    `${who(defendant).en}${begin(defendant, from.title.en)} ${day(from.on).en}, ${lower(to.title.en)} ${day(to.on).en}; ${length.en} must lie between, so ${day(limit).en} at the earliest.`,
  );
}

export function contradictionMessage(defendant: string | null, earlier: Happened, later: Happened): Text {
  return words(
    `${who(defendant).zh}文书写${day(earlier.on).zh}${earlier.title.zh}，${day(later.on).zh}${later.title.zh}：除非其间另有文书未写明的事项，两个日期必有一误。`,
    `${who(defendant).en}${begin(defendant, 'The document has')} ${lower(earlier.title.en)} on ${day(earlier.on).en} and ${lower(later.title.en)} on ${day(later.on).en}: unless something in between is not stated, one of the two dates is wrong.`,
  );
}

/** The last line of a reckoning: what happened, and by how much later than the limit of `period`. */
export function overLine(to: Happened, period: string, over: number): Text {
  const length = periodText(period);
  return words(
    `${to.title.zh}：${dateText(to.on).zh}，比${length.zh}的期限晚${days(over).zh}`,
    `${to.title.en}: ${dateText(to.on).en}, ${days(over).en} after the limit of ${length.en}`,
  );
}

export function happenedLine({ title, on }: Happened): Text {
  return words(`${title.zh}：${dateText(on).zh}`, `${title.en}: ${dateText(on).en}`);
}

export function delayLine(period: string, earliest: string): Text {
  const length = periodText(period);
  return words(
    `隔${length.zh}：最早${dateText(earliest).zh}`,
    `${length.en} between: ${dateText(earliest).en} at the earliest`,
  );
}
