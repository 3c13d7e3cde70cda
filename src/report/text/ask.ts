/** What a text asks of the figures, once its names and periods are understood. */

import { nearest } from '#law/index.ts';
import type { Narrowing, Period } from '#measures/index.ts';
import type { FigureSource, Named } from '../source.ts';
import type { As } from './notation.ts';
import type { Frame } from './periods.ts';
import type { Words } from './words.ts';

/** One question to the figures. `key` names it in the report. */
export type Ask =
  | { readonly key: string; readonly id: string; readonly period: Period; readonly narrowed: Narrowing | null }
  | { readonly key: string; readonly id: string; readonly period: null; readonly shift: number };

export type OwnAs = 'value' | 'percent' | 'factor' | 'points' | 'annual' | 'avoided';
export type ChangeAsk =
  /** `needed`: the author's own words stand on it; else a missing earlier figure is said in words. */
  | {
      readonly kind: 'two';
      readonly now: Ask;
      readonly earlier: Ask | null;
      readonly as: As | null;
      readonly years: number;
      readonly needed: boolean;
    }
  /** The named figure is itself the change (`value`: it holds what it compares with). */
  | { readonly kind: 'own'; readonly now: Ask; readonly as: OwnAs; readonly form: As | null };

/** Parts of a figure: a table's column, or the years that one is ranked among. */
export interface PartsAsk {
  readonly id: string;
  readonly period: Period;
  readonly by: string;
  readonly narrowed: Narrowing | null;
}
export interface RankAsk {
  readonly now: Ask;
  readonly years: PartsAsk;
  /** The named figure's own value is the rank. */
  readonly own: boolean;
  readonly since: number | null;
}
export type Asked =
  | { readonly kind: 'value'; readonly ask: Ask }
  | { readonly kind: 'change'; readonly change: ChangeAsk }
  | { readonly kind: 'rank'; readonly rank: RankAsk }
  | { readonly kind: 'table'; readonly asks: readonly Ask[]; readonly period: Period; readonly by: string }
  | { readonly kind: 'say'; readonly text: Words }
  /** The moment that the figures are known at: said once they are counted. */
  | { readonly kind: 'known' }
  /** Words that agree with the number of the figure beside them. */
  | { readonly kind: 'agree'; readonly one: string; readonly many: string };

export interface Desk {
  readonly source: FigureSource;
  readonly frame: Frame;
  /** The text's years are written for a base: its names are the pack's named figures first. */
  readonly based: boolean;
  /** Legal date of now. */
  readonly today: string;
  readonly sayings: { readonly office: Words; readonly today: Words };
}

/** The same text for the same condition, in whatever order it was written. */
const conditionOf = ({ where }: Narrowing): string =>
  Object.keys(where)
    .sort()
    .map(
      (column) =>
        `${column}:${(where[column] ?? [])
          .map((one) => JSON.stringify(one))
          .sort()
          .join(',')}`,
    )
    .join(';')
    .replaceAll('"', '');
const keyOf = (id: string, period: Period, narrowed: Narrowing | null): string =>
  `${id}@${period.from}..${period.to}${narrowed ? `;${conditionOf(narrowed)}` : ''}`;

export const askNamed = (id: string, { frame }: Desk): Ask => ({
  key: frame.shift === 0 ? id : `${id}+${frame.shift}`,
  id,
  period: null,
  shift: frame.shift,
});
export const askMeasure = (id: string, period: Period, narrowed: Narrowing | null = null): Ask => ({
  key: keyOf(id, period, narrowed),
  id,
  period,
  narrowed,
});
/** Of an ask by measure; a named figure is broken down as its measure is. */
export const narrowedOf = (ask: Ask): Narrowing | null => (ask.period === null ? null : ask.narrowed);
export const partsOfAsk = (ask: Ask, period: Period, by: string): PartsAsk => ({
  id: ask.id,
  period,
  by,
  narrowed: narrowedOf(ask),
});
export const partsKey = ({ id, period, by, narrowed }: PartsAsk): string => `${keyOf(id, period, narrowed)}/${by}`;

export function asksOf(asked: Asked): readonly Ask[] {
  switch (asked.kind) {
    case 'value':
      return [asked.ask];
    case 'change': {
      const { change } = asked;
      return change.kind === 'two' && change.earlier ? [change.now, change.earlier] : [change.now];
    }
    case 'rank':
      return [asked.rank.now];
    case 'table':
      return asked.asks;
    default:
      return [];
  }
}
export function partsAsked(asked: Asked): readonly PartsAsk[] {
  if (asked.kind === 'table') return asked.asks.map((ask) => partsOfAsk(ask, asked.period, asked.by));
  return asked.kind === 'rank' && !asked.rank.own ? [asked.rank.years] : [];
}

/** What is meant by a name: in a text written for a base the pack's named figure first. */
export const namedOf = (id: string, { source, based }: Desk): Named | null => {
  const { measures, named } = source.catalogue;
  return based || !measures.has(id) ? (named.get(id) ?? null) : null;
};

/** `; did you mean "x"?`, or nothing. */
export function meant(written: string, known: readonly string[]): Words {
  const near = nearest(written, known);
  return near === null ? { zh: '', en: '' } : { zh: `；是否指“${near}”？`, en: `; did you mean "${near}"?` };
}
