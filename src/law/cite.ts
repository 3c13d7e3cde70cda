import type { CitePart, Lang, Law, Mark, Text } from './types.ts';

export type Laws = Readonly<Record<string, Law>>;

/**
 * A citation in its parts: `刑诉法 §88; 高检规则 §258, §260 (recalled)`. Parts are parted by `;`; each names one law (by its short
 * name, with or without a year) and its articles; a comma before the name of another law parts as well (`组织法 §29, 检察官法 §9`).
 * `model …` is a choice of the pack, `recalled` alone what no text was read for; other words are kept as a remark.
 */
export function parseCite(laws: Laws, cite: string): readonly CitePart[] {
  return splitOutside(cite, ';；')
    .flatMap(byLaw)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .reduce<readonly string[]>(withRemarks, [])
    .map((piece) => part(laws, piece));
}

/** `组织法 §29, §30, 检察官法 §9` names two laws: a comma parts where the name of another law follows an article. */
function byLaw(piece: string): readonly string[] {
  const pieces: string[] = [];
  for (const next of splitOutside(piece, ',')) {
    const last = pieces.at(-1);
    if (last === undefined || (last.includes('§') && /^\s*[^\s§\d(][^§]*§/.test(next))) pieces.push(next);
    else pieces.splice(-1, 1, `${last},${next}`);
  }
  return pieces;
}

/** English words after a choice of the pack go on with its reason: `model: the police act at once; three days`. */
function withRemarks(pieces: readonly string[], piece: string): readonly string[] {
  const last = pieces.at(-1);
  if (
    last === undefined ||
    !/^model\b/i.test(last) ||
    /[§\p{Script=Han}]/u.test(piece) ||
    /^(model|recalled)\b/i.test(piece)
  )
    return [...pieces, piece];
  return [...pieces.slice(0, -1), `${last}; ${piece}`];
}

function part(laws: Laws, piece: string): CitePart {
  if (/^model\b/i.test(piece))
    return finish(laws, null, false, [], 'model', piece.replace(/^model\b[\s:]*/i, '') || null);
  if (!piece.includes('§') && /^recalled\b|\brecalled$/i.test(piece))
    return finish(laws, null, false, [], 'recalled', piece.replace(/^recalled$/i, '') || null);
  const colon = /^([^§()（）]*?): *(?=[^\s].*)/.exec(piece);
  const before = colon?.[1] ?? '';
  const rest = colon === null ? piece : piece.slice(colon[0].length);
  const sign = rest.indexOf('§');
  const head = sign < 0 ? rest : rest.slice(0, sign);
  const tail = sign < 0 ? '' : rest.slice(sign);
  const remarks = before === '' ? [] : [before];
  const quoted = /"([^"]*)"/.exec(head);
  if (quoted?.[1] !== undefined) remarks.push(quoted[1]);
  let name = head.replace(/"[^"]*"/, '').trim();
  name = name.replace(/\s*\(([^()]*)\)/g, (_, inside: string) => {
    if (!/^\d{4}(?:\/\d{4})?$/.test(inside)) remarks.push(inside);
    return '';
  });
  const articles = articlesOf(tail);
  const aside = /( - |: | ch\. )(.*)$/.exec(name);
  if (aside !== null) {
    remarks.push(`${aside[1]}${aside[2]}`.replace(/^( - |: )/, '').trim());
    name = name.slice(0, aside.index).trim();
  }
  const after = /\s\(([^()]*)\)\s*$/.exec(tail)?.[1];
  if (after !== undefined) remarks.push(after);
  const law = lawNamed(laws, name);
  const recalled = remarks.some((remark) => /\brecalled\b/.test(remark));
  const remark = remarks.filter((text) => text !== 'recalled').join('; ') || null;
  return finish(laws, law ?? (name === '' ? null : name), law !== null, articles, recalled ? 'recalled' : null, remark);
}

/** The key of a law by the name in a citation; a year at its end says which text and is left out. */
export function lawNamed(laws: Laws, name: string): string | null {
  if (Object.hasOwn(laws, name)) return name;
  const bare = name.replace(/\s*\d{4}(?:\/\d{4})?$/, '').trim();
  return Object.hasOwn(laws, bare) ? bare : null;
}

const firstNames = new WeakMap<Laws, ReadonlyMap<string, string>>();

/** The first of the short names that a law has in laws.yaml: 规则, 刑诉规则 and 高检规则 are one law, so its articles have one page. */
export function firstName(laws: Laws, name: string): string {
  let names = firstNames.get(laws);
  if (names === undefined) {
    const byTitle = new Map<string, string>();
    for (const [id, law] of Object.entries(laws)) if (!byTitle.has(law.title.zh)) byTitle.set(law.title.zh, id);
    names = new Map(Object.entries(laws).map(([id, law]) => [id, byTitle.get(law.title.zh) ?? id]));
    firstNames.set(laws, names);
  }
  return names.get(name) ?? name;
}

function articlesOf(tail: string): readonly string[] {
  const found = tail.replace(/\s\([^()]*\)\s*$/, '').match(/\d+[A-Z]*(?:\.\d+)?(?:-\d+[A-Z]*)?(?:\([0-9A-Za-z]+\))*/g);
  return found ?? [];
}

function finish(
  laws: Laws,
  law: string | null,
  known: boolean,
  articles: readonly string[],
  mark: Mark | null,
  remark: string | null,
): CitePart {
  const entry = law === null ? undefined : laws[law];
  const section = articles.map((article) => `§${article}`).join(', ');
  const zhShort = law ?? '';
  const enShort = entry?.shortEn ?? law ?? '';
  const marked = mark === 'model' ? { zh: '建模选择', en: 'modelling choice' } : { zh: '', en: '' };
  const remarkText = law === null && mark === null ? (remark ?? '') : '';
  const short: Text = {
    zh: join([
      entry !== undefined && !/\p{Script=Han}/u.test(zhShort) ? entry.title.zh : zhShort,
      section,
      marked.zh,
      remarkText,
    ]),
    en: join([enShort, section, marked.en, remarkText]),
  };
  const zhFull = entry === undefined ? zhShort : `《${entry.title.zh}》`;
  const full: Text = {
    zh: `${zhFull}${articles.map(articleZh).join('、')}${marked.zh}${remarkText}`,
    en: join([
      `${entry?.title.en ?? law ?? ''}${articles.length > 0 ? ',' : ''}`,
      articles.length === 0
        ? ''
        : `${UNITS[entry?.unit ?? 'article'][articles.length > 1 || isRange(articles[0] ?? '') ? 1 : 0]} ${articles.map(articleEn).join(', ')}`,
      marked.en,
      remarkText,
    ]),
  };
  return { law: law === null ? null : firstName(laws, law), known, articles, mark, remark, short, full };
}

/** One, several. */
const UNITS: Readonly<Record<Law['unit'], readonly [string, string]>> = {
  article: ['Art.', 'Arts.'],
  section: ['s.', 'ss.'],
  regulation: ['reg.', 'regs.'],
  paragraph: ['para.', 'paras.'],
  rule: ['r.', 'rr.'],
};

const join = (parts: readonly string[]): string => parts.filter((text) => text !== '').join(' ');

/** A citation as a reader sees it: short `刑诉法 §172` / `CPL §172`, full with the law's whole name and the article in words. */
export function formatCite(laws: Laws, cite: string, lang: Lang, form: 'short' | 'full' = 'short'): string {
  const parts = parseCite(laws, cite).map((one) => {
    const words = one[form][lang];
    if (one.mark !== 'recalled') return words;
    if (words === '') return lang === 'zh' ? '凭记忆' : 'recalled';
    return `${words}${lang === 'zh' ? '（凭记忆）' : ' (recalled)'}`;
  });
  return parts.join(lang === 'zh' ? '；' : '; ');
}

/**
 * Whether a citation that is expected stands among others: at least one law and article of it does (a law without an article: the
 * law does). Paragraphs do not count; a range stands for each of its articles; two short names of one law are the same.
 */
export function citesMatch(laws: Laws, expected: string, among: readonly string[]): boolean {
  const wanted = parseCite(laws, expected.replace(/第(\d+)条/g, ' §$1'));
  const there = among.flatMap((cite) => parseCite(laws, cite));
  const named = wanted.filter((one) => one.law !== null);
  if (named.length === 0)
    return wanted.some((one) => there.some((other) => other.mark === one.mark && one.mark !== null));
  return named.some((one) =>
    there.some((other) => {
      if (other.law === null || bare(other.law) !== bare(one.known ? (one.law ?? '') : called(laws, one.law ?? '')))
        return false;
      const numbers = new Set(other.articles.flatMap(numbersOf));
      return one.articles.length === 0 || one.articles.flatMap(numbersOf).some((n) => numbers.has(n));
    }),
  );
}

/** The law that words end in, by a short name or its whole title (`the suit is too early 公益诉讼办案规则2021`); else the words. */
function called(laws: Laws, words: string): string {
  const text = bare(words).replace(/[《》]/g, '');
  const names = Object.entries(laws).flatMap(([id, { title }]) =>
    [id, title.zh, title.zh.replace(/^中华人民共和国/, '')].map((name) => ({ id, name })),
  );
  const [longest] = names
    .filter(({ name }) => text.endsWith(name) && !/\p{Script=Han}$/u.test(text.slice(0, -name.length)))
    .sort((a, b) => b.name.length - a.name.length);
  return longest === undefined ? words : firstName(laws, longest.id);
}

const bare = (law: string): string => law.replace(/\s*\d{4}(?:\/\d{4})?$/, '').trim();

/** The articles that a number of a citation stands for: `21(2)` is 21, `4-5` are two, `287-1` is one. */
export function numbersOf(article: string): readonly string[] {
  const plain = article.replace(/\(.*$/, '');
  if (!isRange(plain)) return [plain];
  const [from = 0, to = 0] = plain.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

/** `4-5` are two articles; `287-1` is article 287 之一. */
function isRange(article: string): boolean {
  const [from, to] = article.replace(/\(.*$/, '').split('-').map(Number);
  return from !== undefined && to !== undefined && to > from;
}

function articleEn(article: string): string {
  return isRange(article) ? article.replace('-', '–') : article;
}

function articleZh(article: string): string {
  if (/[A-Za-z.]/.test(article)) return `第${article}条`;
  const [, main = '', second, inner = ''] = /^(\d+)(?:-(\d+))?((?:\(\d+\))*)$/.exec(article) ?? [];
  if (second !== undefined && isRange(article)) return `第${numeral(Number(main))}条至第${numeral(Number(second))}条`;
  const steps = [...inner.matchAll(/\((\d+)\)/g)].map(([, n], i) => `第${numeral(Number(n))}${i === 0 ? '款' : '项'}`);
  return `第${numeral(Number(main))}条${second === undefined ? '' : `之${numeral(Number(second))}`}${steps.join('')}`;
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Chinese numeral of a whole number from 0 to 9999: 172 → 一百七十二, 105 → 一百零五. */
export function numeral(n: number): string {
  const units = ['', '十', '百', '千'];
  const digits = [...String(n)].map(Number);
  let text = '';
  let gap = false;
  digits.forEach((digit, i) => {
    const unit = units[digits.length - 1 - i] ?? '';
    if (digit === 0) {
      gap = text !== '';
      return;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${unit}`;
    gap = false;
  });
  return (text === '' ? '零' : text).replace(/^一十/, '十');
}

function splitOutside(text: string, marks: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const char of text) {
    if (char === '(' || char === '（') depth++;
    if (char === ')' || char === '）') depth--;
    if (depth === 0 && marks.includes(char)) {
      pieces.push(piece);
      piece = '';
    } else piece += char;
  }
  return [...pieces, piece];
}
