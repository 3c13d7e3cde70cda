/** What became of a figure against an earlier one, and where it stands among its years: arithmetic first, then words. */
import type { Figure } from '#measures/index.ts';
import type { As } from './notation.ts';
import { numeral } from './numeral.ts';
import { type Language, type Words, words } from './words.ts';

export interface Change {
  readonly as: As;
  /** In the unit of `as`; of `times` the factor. Null: nothing to compare with. */
  readonly amount: number | null;
  /** As it shows: a change that rounds to nothing is none. */
  readonly sign: -1 | 0 | 1;
  /** It shows as none, but the two are not equal. */
  readonly almost: boolean;
  /** `difference` only: of what. */
  readonly unit: Words;
  /** What is compared: it says which words of direction are idiom (`缩短` of time, `增加` of a difference of counts). */
  readonly of: 'time' | 'count' | 'other';
  readonly digits: number;
}

const timed: ReadonlySet<string> = new Set(['day', 'month']);
const plain: ReadonlySet<string> = new Set(['rate', 'ratio', 'average', 'median']);
const sortOf = (figure: Pick<Figure, 'unit'> & Partial<Pick<Figure, 'kind'>>): Change['of'] =>
  timed.has(figure.unit.code) ? 'time' : figure.kind !== undefined && plain.has(figure.kind) ? 'other' : 'count';

const signOf = (n: number): -1 | 0 | 1 => (n > 0 ? 1 : n < 0 ? -1 : 0);
const rounded = (n: number, digits: number): number => Number(n.toFixed(digits));
const nothing = words('', '');

/** Digits after the point that a difference of such figures shows. */
const digitsOf = (kind: Figure['kind']): number =>
  kind === 'ratio' ? 2 : ['rate', 'average', 'median'].includes(kind) ? 1 : 0;

type Value = Pick<Figure, 'value' | 'kind' | 'unit'>;

/**
 * Compares. Without `as`: rates in percentage points, ratios and days by their difference, all else in percent, and as a
 * multiple from twice the earlier value on. From zero there is no percentage: then the difference.
 */
export function compare(now: Value, then: Value, as: As | null, years = 1): Change {
  const unit = now.unit.text;
  if (now.value === null || then.value === null) return none(as ?? 'percent');
  const [to, from] = [now.value, then.value];
  const usual: As = now.kind === 'rate' ? 'points' : plain.has(now.kind) ? 'difference' : 'percent';
  const wanted = as ?? (usual === 'percent' && from > 0 && to / from >= 2 ? 'times' : usual);
  const of = sortOf(now);
  const done = (kind: As, amount: number, by: number, digits: number): Change => {
    const sign = signOf(rounded(by, digits));
    return { as: kind, amount, sign, almost: sign === 0 && to !== from, unit, of, digits };
  };
  const difference = (): Change => done('difference', to - from, to - from, digitsOf(now.kind));
  switch (wanted) {
    case 'points':
      return done('points', to - from, to - from, 1);
    case 'difference':
      return difference();
    case 'times':
      return from <= 0 ? none('times') : done('times', to / from, to / from - 1, 1);
    case 'annual':
      return from <= 0 || to < 0 || years < 1
        ? none('annual')
        : done('annual', ((to / from) ** (1 / years) - 1) * 100, ((to / from) ** (1 / years) - 1) * 100, 1);
    case 'percent':
      if (from > 0) return done('percent', (to / from - 1) * 100, (to / from - 1) * 100, 1);
      return as === 'percent' ? none('percent') : difference();
  }
}

const none = (as: As): Change => ({ as, amount: null, sign: 0, almost: false, unit: nothing, of: 'other', digits: 1 });

/** A named figure that is itself a comparison: its value is the change. `points` of days are days; what was `avoided` is a fall. */
export function changeOf(
  figure: Pick<Figure, 'value' | 'unit'>,
  as: 'percent' | 'factor' | 'points' | 'annual' | 'avoided',
): Change {
  const { value, unit } = figure;
  const days = as === 'points' && unit.code !== 'point' && unit.code !== 'percent';
  const kind: As = as === 'factor' ? 'times' : as === 'avoided' || days ? 'difference' : as;
  if (value === null) return none(kind);
  const amount = as === 'avoided' ? -value : value;
  const by = as === 'factor' ? value - 1 : amount;
  const digits = as === 'avoided' ? 0 : 1;
  const sign = signOf(rounded(by, digits));
  const text = kind === 'difference' ? unit.text : nothing;
  const of = as === 'avoided' ? 'count' : sortOf(figure);
  return { as: kind, amount, sign, almost: sign === 0 && by !== 0, unit: text, of, digits };
}

const number = (n: number, digits: number, language: Language): string => numeral(Math.abs(n), language, digits);

/** Where an amount stands: behind a word of direction, with `by` or `of` between (or before the word), with `to` between, or alone. */
export type Behind = 'word' | 'by' | 'to' | 'nothing';

/**
 * How much, without a sign. A factor of 2.5 is `上升1.5倍` in Chinese (what came on top), `上升到2.5倍`, and alone `2.5倍`; in English
 * `rose to 2.5 times the earlier figure`, `rose by 150%`, and alone `2.5 times`.
 */
export function amount(change: Change, language: Language, behind: Behind): string {
  if (change.amount === null) return '—';
  const n = (value: number, digits = change.digits): string => number(value, digits, language);
  const whole = behind === 'to' || behind === 'nothing';
  switch (change.as) {
    case 'percent':
    case 'annual':
      return `${n(change.amount)}%`;
    case 'points':
      return language === 'zh' ? `${n(change.amount)}个百分点` : `${n(change.amount)} percentage points`;
    case 'difference':
      return n(change.amount);
    case 'times':
      if (change.sign < 0 && !whole) return `${n((1 - change.amount) * 100)}%`;
      if (language === 'zh') return `${n(whole ? change.amount : change.amount - 1)}倍`;
      if (behind === 'by') return `${n((change.amount - 1) * 100)}%`;
      return behind === 'word' ? `to ${n(change.amount)} times the earlier figure` : `${n(change.amount)} times`;
  }
}

/** With a sign where no word says which way. */
export function signed(change: Change, language: Language): string {
  const text = amount(change, language, 'nothing');
  if (change.amount === null || change.as === 'times' || change.sign === 0) return text;
  return `${change.sign > 0 ? '+' : '−'}${text}`;
}

export type Direction = 'rose' | 'fell' | 'level';
export const directionOf = (change: Change): Direction =>
  change.sign > 0 ? 'rose' : change.sign < 0 ? 'fell' : 'level';

/** Verbs of the two directions: time grows longer, a number of things becomes more, all else rises. */
function verbOf(change: Change, direction: 'rose' | 'fell'): Words {
  const up = direction === 'rose';
  const en = up ? 'rose' : 'fell';
  if (change.of === 'time') return words(up ? '延长' : '缩短', en);
  if (change.of === 'count' && change.as === 'difference') return words(up ? '增加' : '减少', en);
  return words(up ? '上升' : '下降', en);
}

/** The unit behind a difference in English: time has one (`6.9 days`, `1 day`), a number of things none. */
function unitBehind(change: Change): string {
  if (change.as !== 'difference' || change.of !== 'time' || change.unit.en === '') return '';
  return ` ${amount(change, 'en', 'word') === '1' ? change.unit.en.replace(/s$/, '') : change.unit.en}`;
}

/** The computed words: `上升2.8%`, `rose by 2.8%`, `缩短6.9日`, `持平`. */
export function movedWords(change: Change): Words {
  if (change.amount === null) return words('无可比数据', 'cannot be compared');
  const direction = directionOf(change);
  if (direction === 'level')
    return change.almost ? words('基本持平', 'stayed almost the same') : words('持平', 'stayed the same');
  const verb = verbOf(change, direction);
  const unit = change.as === 'difference' ? change.unit.zh : '';
  const zh = `${change.as === 'annual' ? '年均' : ''}${verb.zh}${amount(change, 'zh', 'word')}${unit}`;
  const bare = change.as === 'times' && change.sign > 0;
  const yearly = change.as === 'annual' ? ' a year on average' : '';
  return words(zh, `${verb.en} ${bare ? '' : 'by '}${amount(change, 'en', 'word')}${unitBehind(change)}${yearly}`);
}

/** Place of the last year among all years, from both ends; equal years share a place. */
export interface Rank {
  readonly fromLow: number;
  readonly fromHigh: number;
  readonly of: number;
  /** The years that are equal to the last one. */
  readonly equal: readonly number[];
}

/** Null: a year has no value, so nothing can be said. */
export function rankOf(series: readonly { readonly year: number; readonly value: number | null }[]): Rank | null {
  const last = series.at(-1);
  if (!last || last.value === null || series.length < 2) return null;
  const earlier = series.slice(0, -1);
  let lower = 0;
  let higher = 0;
  const equal: number[] = [];
  for (const { year, value } of earlier) {
    if (value === null) return null;
    if (value < last.value) lower++;
    else if (value > last.value) higher++;
    else equal.push(year);
  }
  return { fromLow: lower + 1, fromHigh: higher + 1, of: series.length, equal };
}

const ordinal = (n: number): string => {
  const end = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
};

/** `2003年以来最低`, `the 3rd highest in 20 years`. */
export function rankWords(rank: Rank, since: number | null): Words {
  const low = rank.fromLow <= rank.fromHigh;
  const place = low ? rank.fromLow : rank.fromHigh;
  if (rank.equal.length === rank.of - 1)
    return since === null
      ? words(`近${rank.of}年持平`, `the same in all of ${rank.of} years`)
      : words(`${since}年以来持平`, `the same in every year since ${since}`);
  const zh = `${since === null ? `近${rank.of}年` : `${since}年以来`}${place === 1 ? '最' : `第${place}`}${low ? '低' : '高'}`;
  const extreme = low ? 'lowest' : 'highest';
  const en = `the ${place === 1 ? '' : `${ordinal(place)} `}${extreme} ${since === null ? `in ${rank.of} years` : `since ${since}`}`;
  if (rank.equal.length === 0) return words(zh, en);
  return words(
    `${zh}（与${rank.equal.map((year) => `${year}年`).join('、')}相同）`,
    `${en} (equal with ${rank.equal.join(', ')})`,
  );
}
