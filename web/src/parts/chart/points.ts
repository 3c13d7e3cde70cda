import type { Text } from '../../shapes.ts';
import type { Lang } from '../../words.tsx';

/** One value of a series or one part of a whole: what staff read and what the public reads, drawn alike. */
export interface Cell {
  readonly key: string;
  readonly title: Text;
  readonly value: number | null;
  readonly display: Text;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Of a median: between which days it lies with 95 %; null: that end is not reached. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** Of a median: how many still run and are in it for as long as they were seen. */
  readonly censored?: number;
  readonly suppressed?: boolean;
  readonly withheld?: 'small' | 'reveals';
  readonly incomplete?: Text;
}
/** A cell in the reader's language. */
export interface Point {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly display: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly open: boolean;
  readonly withheld: boolean;
}

/** Counts stand on the ground; what is a share, a ratio or a time may start elsewhere if that is said. */
export const isCount = (kind: string): boolean => ['count', 'sum', 'stock'].includes(kind);

/** Proceedings run, but fewer than half have ended: the median is not there yet. */
export const isNotReached = (cell: Cell): boolean =>
  cell.value === null && cell.suppressed !== true && (cell.censored ?? 0) > 0;
/** 6–7, or 6– where the upper end is not reached; empty where nothing is known. */
export const intervalOf = ({ low, high }: Cell, lang: Lang): string =>
  low === undefined || low === null ? '' : `${low}${lang === 'zh' ? '—' : '–'}${high ?? ''}`;

/** Why the last month or year of a series is not final. */
export const NOT_OVER: Text = { zh: '尚未结束', en: 'not over yet' };
/** The month or the year of today is still running. `today`: 2026-11-30. */
export const running = <C extends Cell>(rows: readonly C[], today: string | undefined): readonly C[] =>
  rows.map((row) =>
    today !== undefined && row.incomplete === undefined && [today.slice(0, 7), today.slice(0, 4)].includes(row.key)
      ? { ...row, incomplete: NOT_OVER }
      : row,
  );

/** All over one whole: the steps of a ratio or the grounds of a rate, not the same for a part each. */
export const isOverOneWhole = (rows: readonly Cell[]): boolean => {
  const shown = rows.filter((r) => r.suppressed !== true);
  return shown.length > 1 && shown.every((r) => r.denominator !== undefined && r.denominator === shown[0]?.denominator);
};
/** Steps of a ratio are read as how many there were. */
export const steps = (rows: readonly Cell[], say: (n: number) => string): readonly Cell[] =>
  isOverOneWhole(rows)
    ? rows.map((r) => ({
        ...r,
        value: r.numerator ?? null,
        display: r.numerator === undefined ? r.display : { zh: say(r.numerator), en: say(r.numerator) },
        numerator: undefined,
      }))
    : rows;
