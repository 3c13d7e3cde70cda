import type { Judgment } from './judgment.ts';
import { judgmentSchema } from './judgment.ts';
import { readJudgment } from './read.ts';

/** Heads of invented judgments: every court, office, person and number in them is made up. */
const opening = '东山县人民法院刑事判决书（2018）东0101刑初';
const usual = '本院依法组成合议庭，公开开庭审理了本案。现已审理终结';

/** A first-instance head with these words between the number and the usual ending. */
export function firstInstance(words: string, ending = usual): string {
  return `${opening}7号：${words}${ending}`;
}

/** The parts of a defendant: `line` follows the name. */
export function withDefendant(line: string): string {
  return `${opening}8号公诉机关东山县人民检察院。被告人柳某甲，男，1980年3月1日出生，汉族，住（略）。${line}现羁押于东山县看守所。辩护人白某，甲乙律师事务所律师。东山县人民检察院以东检刑诉〔2018〕12号起诉书指控被告人柳某甲犯盗窃罪，于2018年5月3日向本院提起公诉。${usual}`;
}

/** A first-instance head whose accusation is usual and whose course is `words`. */
export function withCourse(words: string): string {
  return `${opening}9号：东山县人民检察院以东检刑诉〔2018〕13号起诉书指控被告人柳某甲犯盗窃罪，于2018年5月3日向本院提起公诉。${words}现已审理终结`;
}

/** A second-instance head: `words` follow the judgment below. */
export function secondInstance(words: string): string {
  return `北山市中级人民法院刑事判决书（2018）北01刑终5号：东山县人民法院审理东山县人民检察院指控原审被告人柳某甲、白某乙犯诈骗罪一案，于2018年6月1日作出（2018）东0101刑初9号刑事判决。${words}现已审理终结`;
}

/** The judgment of a text that must be readable, checked against the schema. */
export function read(text: string): Judgment {
  const result = readJudgment(text);
  if (!result.ok) throw new Error(result.reason.en);
  return judgmentSchema.parse(result.judgment);
}
