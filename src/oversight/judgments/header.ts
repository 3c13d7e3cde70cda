import type { Found, Source } from './normalise.ts';
import { spanOf, wordsOf } from './normalise.ts';

export type Instance = 'first' | 'second' | 'retrial';
export type Document = 'judgment' | 'ruling';

/** The title of the document: whose it is, what it is, and its number. */
export interface Header {
  readonly court: Found<string>;
  readonly document: Document;
  /** True for 刑事附带民事: with a civil claim joined. */
  readonly withCivilClaim: boolean;
  readonly caseNo: Found<string> | null;
  /** Offset in the prepared text after the title and number. */
  readonly end: number;
}

export type HeaderProblem = 'no-title' | 'not-criminal' | 'not-a-judgment' | 'no-court';

const title = /(刑事附带民事|刑事|民事|行政|赔偿|执行|国家赔偿)?(判决书|裁定书|决定书|调解书|通知书)/g;
const courtBefore = /[\u4e00-\u9fff]+?法院(?:[\u4e00-\u9fff]{2,15}分院)?。?$/;
const number =
  /^[：。，]?(\(?(?:\d{4}|[〇○零一二三四五六七八九]{4})\)?[^，。：；()]{2,30}?\d+号)(?:之[一二三四五])?[：。，]?/;

function afterEarlierTitle(run: string): string {
  return run.slice(Math.max(run.lastIndexOf('书'), run.lastIndexOf('案')) + 1);
}

/** Reads court, kind of document and number. The court is the one that stands right before the title. */
export function readHeader(source: Source): Header | HeaderProblem {
  const { text } = source;
  let seen: HeaderProblem = 'no-title';
  for (const match of text.slice(0, 600).matchAll(title)) {
    if (match[1] !== undefined && !match[1].startsWith('刑事')) {
      seen = 'not-criminal';
      continue;
    }
    if (match[1] === undefined) continue;
    if (match[2] !== '判决书' && match[2] !== '裁定书') {
      seen = 'not-a-judgment';
      continue;
    }
    const before = courtBefore.exec(text.slice(0, match.index));
    if (before === null) {
      if (seen === 'no-title') seen = 'no-court';
      continue;
    }
    const whole = before[0].replace(/。$/, '');
    const court = afterEarlierTitle(whole);
    const courtStart = before.index + whole.length - court.length;
    const courtEnd = before.index + whole.length;
    const titleEnd = match.index + match[0].length;
    const no = number.exec(text.slice(titleEnd));
    const noStart = titleEnd + (no ? no[0].indexOf(no[1] ?? '') : 0);
    return {
      court: { value: wordsOf(source, courtStart, courtEnd), span: spanOf(source, courtStart, courtEnd) },
      document: match[2] === '判决书' ? 'judgment' : 'ruling',
      withCivilClaim: match[1] === '刑事附带民事',
      caseNo: no?.[1] ? { value: no[1], span: spanOf(source, noStart, noStart + no[1].length) } : null,
      end: titleEnd + (no ? no[0].length : 0),
    };
  }
  return seen;
}

const finalAlready = /再审|审判监督程序|已经?发生法律效力的/;

/**
 * The instance of this judgment. The number says it (刑初, 刑终, 刑再); where it does not, the roles of the parties do. A first
 * instance heard again after 发回重审 is first; 抗字 is second instance unless the text speaks of a judgment already final.
 */
export function instanceOf(caseNo: string | null, text: string): Instance {
  const no = caseNo ?? '';
  if (/再|提字|监字|刑申|刑监/.test(no)) return 'retrial';
  if (/终/.test(no)) return 'second';
  if (/初|重字/.test(no)) return 'first';
  if (/抗/.test(no)) return finalAlready.test(text) ? 'retrial' : 'second';
  if (/提起再审|提审本案|再审(?:本案|一案)|指令再审/.test(text)) return 'retrial';
  return /上诉人|原审被告|原公诉机关/.test(text) ? 'second' : 'first';
}
