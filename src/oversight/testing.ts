/** For tests of this room: the pack, and heads of invented judgments with masked names. */
import type { LawPack } from '#law/index.ts';
import { committedPack } from '../../tests/packs.ts';
import type { Judgment } from './judgments/judgment.ts';
import { readJudgment } from './judgments/read.ts';

export const chinaPack = (): LawPack => committedPack();

export function judgmentOf(text: string): Judgment {
  const read = readJudgment(text);
  if (!read.ok) throw new Error(read.reason.en);
  return read.judgment;
}

const zh = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

interface Head {
  /** What was done to 甲某1, in words with days as `2015-01-02`. */
  readonly measures?: string;
  readonly others?: readonly string[];
  readonly prosecuted?: string;
  readonly accepted?: string;
  /** What is told between acceptance and hearing. */
  readonly told?: string;
  readonly hearing?: string;
  readonly procedure?: string;
}

/** The head of a first-instance judgment that says just this. */
export function firstInstance(head: Head): string {
  const people = ['甲某1', ...(head.others ?? [])];
  const text = [
    '示范省甲市乙县人民法院刑事判决书（2015）示0101刑初1号公诉机关甲市乙县人民检察院。',
    ...people.map((name) => `被告人${name}，男，汉族，户籍地（略）。${head.measures ?? ''}`),
    `甲市乙县人民检察院以乙检刑诉〔2015〕2号起诉书指控被告人${people.join('、')}犯盗窃罪`,
    head.prosecuted === undefined ? '，向本院提起公诉。' : `，于${head.prosecuted}向本院提起公诉。`,
    head.accepted === undefined ? '' : `本院于${head.accepted}立案受理。`,
    head.told ?? '',
    `本院依法组成合议庭，${head.procedure ?? ''}`,
    head.hearing === undefined ? '公开开庭审理了本案。' : `于${head.hearing}公开开庭审理了本案。`,
    '现已审理终结。',
  ].join('');
  return text.replace(/\d{4}-\d{2}-\d{2}/g, zh);
}

/** The head of a second-instance ruling on a judgment given on `judged`. */
export function secondInstance(judged: string, told: string): string {
  return `示范省甲市中级人民法院刑事裁定书（2017）示01刑终1号原公诉机关甲市乙县人民检察院。上诉人（原审被告人）甲某1，男，汉族。示范省甲市乙县人民法院审理甲市乙县人民检察院指控原审被告人甲某1犯诈骗罪一案，于${judged}作出（2017）示0101刑初1号刑事判决。${told}现已审理终结。`.replace(
    /\d{4}-\d{2}-\d{2}/g,
    zh,
  );
}
