import { plainChargeNames, selectiveCharges } from './charge-names.ts';

function isOneCharge(name: string): boolean {
  return !name.includes('、') || plainChargeNames.has(name) || selectiveCharges.some((form) => form.test(name));
}

function isKnown(name: string): boolean {
  return plainChargeNames.has(name) || selectiveCharges.some((form) => form.test(name));
}

/** The fewest known names that make up the parts from `from` on; null when they do not. */
function segment(parts: readonly string[], from: number): readonly string[] | null {
  if (from === parts.length) return [];
  for (let end = parts.length; end > from; end--) {
    const name = parts.slice(from, end).join('、');
    if (!isKnown(name)) continue;
    const rest = segment(parts, end);
    if (rest !== null) return [name, ...rest];
  }
  return null;
}

function splitJoined(words: string): readonly string[] {
  if (isOneCharge(words)) return [words];
  return segment(words.split('、'), 0) ?? [words];
}

/** `非法侵入住（略）` is 非法侵入住宅罪 whose end was taken for an address and masked. */
function unmask(words: string): string {
  return words.replace(/非法侵入住\((?:略|省略)\)?/g, '非法侵入住宅罪').replace(/非法侵入住$/, '非法侵入住宅罪');
}

/** `非法吸收公众存款罪（单位）`, `抢劫罪（未遂）`; but not the brackets of 国（边）境. */
const remark = /\((?!略|省略|边|境)[^()]*\)/g;
const separators = /^(?:[、，；。和及并暨]|以及|并犯|又犯)+/;
const maskedName = /^[\u4e00-\u9fff]某{1,2}[甲乙丙丁\d]*$/;

/**
 * The charges in the words that follow 犯 in an accusation, each ending in 罪, in the order of the text and without repetition.
 * A list with one 罪 at its end (`诈骗、挪用资金罪`) is told from a selective charge (`掩饰、隐瞒犯罪所得罪`) by the known names.
 * Words that are plainly a masked name (`强某4` for a masked 强奸罪) give no charge.
 */
export function chargesIn(words: string): readonly string[] {
  const plain = unmask(words.replaceAll('：', ''))
    .replace(remark, '')
    .replace(/["“”'‘’]/g, '');
  const chunks = plain.split(/罪(?=[、，；。和及以并暨\ue001]|$)/);
  const last = chunks.at(-1)?.replace(separators, '') ?? '';
  const named = chunks.length > 1 && !isKnown(last) ? chunks.slice(0, -1) : chunks;
  const names = named
    .map((chunk) => chunk.replace(/\ue001+/g, '').replace(/^(?:[、，；。和及并暨]|以及|并犯|又犯)+/, ''))
    .map((chunk) => chunk.replace(/[、，；。和及并暨]+$/, '').replace(/^(?:涉嫌)?犯有?(?!罪)/, ''))
    .map((chunk) => (chunk.length > 2 ? chunk.replace(/犯罪$/, '') : chunk))
    .filter((chunk) => chunk !== '' && chunk !== '犯' && !maskedName.test(chunk))
    .flatMap(splitJoined);
  return [...new Set(names.map((name) => `${name}罪`))];
}
