import type { Found, Source } from './normalise.ts';
import { blankBrackets, spanOf, wordsOf } from './normalise.ts';

const role =
  /(?:原审)?附带民事诉讼原告人|(?:原审)?自诉人|上诉人|原审|被告人|被告单位|被告|指控|同案|及其|的|以及|(?<=[\d甲乙丙丁戊己庚辛×*])均$|[：\ue001]/g;
const unitWord = /公司|集团|厂$|商店|商行|中心|合作社|医院|学校|企业|银行|协会|委员会|研究所|局$|事务所|经营部|村$|站$/;

/** Whether a defendant's name is that of a unit (被告单位) and not of a person. */
export function isUnitName(name: string): boolean {
  return name.length >= 4 && unitWord.test(name);
}

/** A name as courts mask it, at the start of the words: 李某4, 金某甲, 胡某某, 蔡某新, 欧阳某, 陈Ａ, 凡×, 孙ＸＸ. */
export const maskedNameAtStart =
  /^(?:[\u4e00-\u9fff]{1,2}?某{1,3}(?:[甲乙丙丁戊己庚辛壬癸]|\d{1,3}|[A-Z])?|[\u4e00-\u9fff][×XA-Z*]{1,3}|\*{2,3})/;

function plausible(name: string): boolean {
  if (name === '') return false;
  if (isUnitName(name)) return name.length <= 40;
  if (/^\*+$/.test(name)) return true;
  if (!/^[\u4e00-\u9fff·•.×XA-Za-z*\d]+$/.test(name) || !/^[\u4e00-\u9fffA-Za-z]/.test(name)) return false;
  return name.length <= (/[·•]/.test(name) ? 20 : 8);
}

function splitPoints(words: string): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let from = 0;
  for (const match of words.matchAll(/[、，；]|(?:以及|及|和|与|暨)(?=(?:原审|被告|上诉|附带|自诉))/g)) {
    parts.push([from, match.index]);
    from = match.index + match[0].length;
  }
  parts.push([from, words.length]);
  return parts.flatMap(([a, b]): [number, number][] => {
    const part = words.slice(a, b);
    const joined = /^(?:(?:原审|被告人|上诉人)*)([^和及与]{2,6})(?:和|及|与)([^和及与]{2,6})$/.exec(part);
    if (joined === null || isUnitName(part) || joined[2] === undefined) return [[a, b]];
    const second = b - joined[2].length;
    return [
      [a, second - 1],
      [second, b],
    ];
  });
}

/**
 * The names in a list of parties, `[start, end)` of the prepared text: role words and bracketed remarks are dropped, each name stands
 * exactly as in the given text.
 */
export function namesIn(source: Source, start: number, end: number): readonly Found<string>[] {
  return namesOfWords(source, start, source.text.slice(start, end));
}

/** As `namesIn`, of `words` that stand at `start`, in which parts that hold no name may be blanked by `\ue001`. */
export function namesOfWords(source: Source, start: number, given: string): readonly Found<string>[] {
  const words = blankBrackets(given);
  return splitPoints(words).flatMap(([a, b]) => {
    const cleared = words.slice(a, b).replace(role, (word) => ' '.repeat(word.length));
    const name = cleared.trim();
    if (!plausible(name)) return [];
    const from = start + a + cleared.indexOf(name);
    const to = from + name.length;
    return [{ value: wordsOf(source, from, to), span: spanOf(source, from, to) }];
  });
}
