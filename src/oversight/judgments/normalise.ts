/** A half-open range `[start, end)` of UTF-16 offsets in the text as it was given. */
export type Span = readonly [start: number, end: number];

/** A value read from the text, with the place it was read from. */
export interface Found<T> {
  readonly value: T;
  readonly span: Span;
}

/**
 * A judgment text prepared for reading. `text` has no white space, half-width digits, Latin letters and brackets, and
 * full-width Chinese punctuation; `offsets[i]` is the offset in `raw` of the character `text[i]`.
 */
export interface Source {
  readonly raw: string;
  readonly text: string;
  readonly offsets: Int32Array;
}

const opening = '〔［[【（〈﹝〖';
const closing = '〕］]】）〉﹞〗';
const punctuation: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '﹕': '：',
  '∶': '：',
  '｡': '。',
};
const space = /[\s\u200b-\u200d\u2060\ufeff\u00ad]/;
const endsAPart = /[，。；：、,;:.]/;
const opensAPart =
  /^(?:原?公诉机关|抗诉机关|原审|上诉人|被告|自诉人|附带民事|辩护人|指定辩护人|法定代理人|诉讼代理人|诉讼代表人|[（(〔[［]\d{4})/;

/** A line this short, in characters, is taken for a title or a party's line, not for a sentence that goes on below. */
const shortLine = 24;

function halfWidth(c: string): string {
  if (opening.includes(c)) return '(';
  if (closing.includes(c)) return ')';
  const mark = punctuation[c];
  if (mark !== undefined) return mark;
  const code = c.charCodeAt(0);
  const isDigit = code >= 0xff10 && code <= 0xff19;
  const isLetter = (code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a);
  return isDigit || isLetter ? String.fromCharCode(code - 0xfee0) : c;
}

/** Prepares a text for reading. A line break that ends a title or a party's line becomes a full stop; other white space goes. */
export function normalise(raw: string): Source {
  const kept: string[] = [];
  const offsets: number[] = [];
  let lineStart = 0;
  for (let i = 0; i < raw.length; i++) {
    const c = raw[i] ?? '';
    if (!space.test(c)) {
      kept.push(halfWidth(c));
      offsets.push(i);
      continue;
    }
    if (c !== '\n' && c !== '\r' && c !== '\u2028') continue;
    const last = kept.at(-1);
    const length = kept.length - lineStart;
    if (last !== undefined && length > 0 && !endsAPart.test(last)) {
      if (length <= shortLine || opensAPart.test(raw.slice(i).trimStart().slice(0, 8))) {
        kept.push('。');
        offsets.push(i);
      }
    }
    lineStart = kept.length;
  }
  return { raw, text: kept.join(''), offsets: Int32Array.from(offsets) };
}

/** The place in the given text of the range `[start, end)` of the prepared text. */
export function spanOf(source: Source, start: number, end: number): Span {
  const first = source.offsets[start] ?? source.raw.length;
  const last = end > start ? source.offsets[end - 1] : undefined;
  return [first, last === undefined ? first : last + 1];
}

/** The words of a range exactly as they stand in the given text, without white space: for names, which keep their masking. */
export function wordsOf(source: Source, start: number, end: number): string {
  const [from, to] = spanOf(source, start, end);
  return source.raw.slice(from, to).replace(/\s/g, '');
}

const placeInUnitName = /^\((?!原审|以下|下称|附带|略)[\u4e00-\u9fff]{2,6}\)$/;
const restOfUnitName = /^[\u4e00-\u9fff]{1,25}(?:公司|集团|事务所|中心)/;

/**
 * Blanks remarks in brackets, the brackets included, keeping the length, so that offsets stay true. Brackets that belong to a
 * company's name, as in 恒远（天津）贸易有限公司, stay.
 */
export function blankBrackets(text: string): string {
  return text.replace(/\([^()]*\)/g, (inner, at: number) =>
    placeInUnitName.test(inner) && restOfUnitName.test(text.slice(at + inner.length))
      ? inner
      : '\ue001'.repeat(inner.length),
  );
}
