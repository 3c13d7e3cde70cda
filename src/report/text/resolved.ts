/** What a slot comes to, and the checks that every kind of slot shares. */
import type { Narrowing, Period } from '#measures/index.ts';
import type { Asked, Desk } from './ask.ts';
import { badPeriod, type Slot } from './notation.ts';
import { periodOf } from './periods.ts';
import { type Words, words } from './words.ts';

export type Resolved =
  | { readonly ok: true; readonly asked: Asked }
  | { readonly ok: false; readonly errors: readonly Words[] };
export const wrong = (slot: Slot, zh: string, en: string): Resolved => ({
  ok: false,
  errors: [told(slot, zh, en)],
});
export const good = (asked: Asked): Resolved => ({ ok: true, asked });
export const told = ({ written }: Slot, zh: string, en: string): Words =>
  words(`${written}：${zh}`, `${written}: ${en}`);

/** What the slot narrows its figure to; its conditions are known to be good. */
export function narrowing(slot: Slot, id: string, { source }: Desk): Narrowing | null {
  const found = slot.where.length === 0 ? null : source.narrow(id, slot.where);
  return found?.ok ? found.value : null;
}

/** The period of a slot, or what is wrong with it. */
export function periodIn(slot: Slot, desk: Desk, written: string | null = slot.period): Period | Words {
  const period = periodOf(written, desk.frame);
  if (!period) return badPeriod(slot.written, written ?? '');
  return outside(slot, period, desk) ?? period;
}
export const isWords = (found: Period | Words): found is Words => 'zh' in found;

export const looksBack = (period: string | null): boolean => period === 'before' || period === 'year-before';

/**
 * Nothing of the period is in the data; of `whole` years: not all of it is. That the report's own period lies in the future is told once,
 * for the report.
 */
export function outside(slot: Slot, period: Period, { source, frame, today }: Desk, whole = false): Words | null {
  if (period.from > today && frame.period.from <= today)
    return words(
      `${slot.written}：${period.text.zh}尚未到来，没有数字`,
      `${slot.written}: ${period.text.en} lies in the future; there are no figures`,
    );
  const { span } = source;
  if (span === null || period.from > today) return null;
  const begins = whole ? wholeFrom(span.from) : span.from;
  if (whole ? period.from >= begins : period.to >= begins && period.from <= span.to) return null;
  return words(
    `${slot.written}：数据只有${span.from}至${span.to}，不含${period.text.zh}`,
    `${slot.written}: the data run from ${span.from} to ${span.to}; ${period.text.en} is not in them`,
  );
}

/** First day from which on years are whole: a year that the data miss by less than a month counts. */
export const wholeFrom = (from: string): string =>
  from.slice(5) <= '01-31' ? `${from.slice(0, 4)}-01-01` : `${Number(from.slice(0, 4)) + 1}-01-01`;
