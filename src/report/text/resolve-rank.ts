/** Which years a figure is ranked among. */
import type { Narrowing } from '#measures/index.ts';
import type { Named } from '../source.ts';
import { askMeasure, askNamed, type Desk } from './ask.ts';
import type { Slot } from './notation.ts';
import { moved, periodOf } from './periods.ts';
import { good, isWords, narrowing, outside, periodIn, type Resolved, wholeFrom, wrong } from './resolved.ts';

export function ranked(slot: Slot, named: Named | null, id: string, desk: Desk): Resolved {
  if (slot.since === null && slot.in === null)
    return wrong(
      slot,
      '须写 since 年份或者 in 年数，如 since 2003、in 20',
      'expected since a year or in a number of years, as since 2003 or in 20',
    );
  if (named && (named.narrowed || named.measure === null))
    return wrong(
      slot,
      `“${id}”不是整个指标的数值，不能排列年份`,
      `"${id}" is only a part of its measure; its years cannot be ranked`,
    );
  const period = periodIn(slot, desk, named ? named.period : slot.period);
  if (isWords(period)) return { ok: false, errors: [period] };
  const measure = named?.measure ?? id;
  const year = Number(period.to.slice(0, 4));
  const first = slot.in === null ? Number(slot.since) + desk.frame.shift : year - slot.in + 1;
  const narrowed = narrowing(slot, measure, desk);
  return yearsFrom(slot, measure, { first, last: year, since: slot.in === null ? first : null, narrowed }, desk);
}

interface Years {
  readonly first: number;
  readonly last: number;
  readonly since: number | null;
  readonly narrowed: Narrowing | null;
}

function yearsFrom(slot: Slot, id: string, { first, last, since, narrowed }: Years, desk: Desk): Resolved {
  const now = periodOf(String(last), { ...desk.frame, shift: 0 });
  const years = periodOf(`${first}..${last}`, { ...desk.frame, shift: 0 });
  if (!now || !years || first >= last)
    return wrong(slot, '没有更早的年份可比', 'there is no earlier year to compare with');
  if (now.to > desk.today)
    return wrong(
      slot,
      `${last}年尚未结束，不能与整年比较`,
      `${last} has not ended; it cannot be ranked among whole years`,
    );
  const missing = outside(slot, years, desk, true);
  if (missing) return { ok: false, errors: [missing] };
  const parts = { id, period: years, by: 'year', narrowed };
  return good({ kind: 'rank', rank: { now: askMeasure(id, now, narrowed), years: parts, own: false, since } });
}

/** A figure that is itself a rank; where the data do not reach back as far as its series, among the years there are. */
export function rankOfNamed(slot: Slot, named: Named, desk: Desk): Resolved {
  const { span } = desk.source;
  const last = Number(moved(named.period, desk.frame.shift).slice(-4));
  const begun = span ? Number(wholeFrom(span.from).slice(0, 4)) : null;
  const series = named.series ? Number(moved(named.series, desk.frame.shift).slice(0, 4)) : begun;
  if (series === null)
    return wrong(slot, '数据起始年份未知，须写 since', 'where the data begin is not known; write since');
  // Words of the author claim the whole series; computed words say since when.
  const first = slot.claimed === null ? Math.max(series, begun ?? series) : series;
  if (named.measure !== null && !named.narrowed)
    return yearsFrom(slot, named.measure, { first, last, since: first, narrowed: null }, desk);
  const years = periodOf(`${first}..${last}`, { ...desk.frame, shift: 0 });
  if (!years) return wrong(slot, '没有更早的年份可比', 'there is no earlier year to compare with');
  const parts = { id: named.id, period: years, by: 'year', narrowed: null };
  return good({ kind: 'rank', rank: { now: askNamed(named.id, desk), years: parts, own: true, since: first } });
}
