/** What is compared with what: the figure's own comparison, or two counts of its measure. */
import type { Named } from '../source.ts';
import { askMeasure, askNamed, type ChangeAsk, type Desk, type OwnAs } from './ask.ts';
import type { As, Slot } from './notation.ts';
import { periodOf } from './periods.ts';
import { good, isWords, looksBack, narrowing, outside, periodIn, type Resolved, wrong } from './resolved.ts';

/** The figure is itself a change. What is avoided can be said as a fall, but it is shown as a number. */
export const isComparison = (as: Named['as']): as is 'percent' | 'factor' | 'points' | 'annual' =>
  as === 'percent' || as === 'factor' || as === 'points' || as === 'annual';

export const own = (named: Named, desk: Desk, as: OwnAs, form: As | null): ChangeAsk => ({
  kind: 'own',
  now: askNamed(named.id, desk),
  as,
  form,
});

export function changed(slot: Slot, named: Named | null, id: string, desk: Desk): Resolved {
  const form = slot.as as As | null;
  if (named && slot.against === null && (isComparison(named.as) || named.as === 'avoided')) {
    if (form !== null)
      return wrong(slot, `“${id}”自带比较方式，不能另写 as`, `"${id}" has a comparison of its own and takes no as=`);
    return good({ kind: 'change', change: own(named, desk, named.as, null) });
  }
  if (named?.as === 'value' && named.compares && slot.against === null && form !== 'annual')
    return good({ kind: 'change', change: own(named, desk, 'value', form) });
  if (named && (named.narrowed || named.measure === null))
    return wrong(
      slot,
      `“${id}”不是整个指标的数值，不能比较；请用自带比较的指标`,
      `"${id}" is only a part of its measure and cannot be compared here; name a figure that compares`,
    );
  const measure = named?.measure ?? id;
  const period = periodIn(slot, desk, named ? named.period : slot.period);
  if (isWords(period)) return { ok: false, errors: [period] };
  const then = periodOf(slot.against ?? 'before', desk.frame, period);
  if (!then) return wrong(slot, '没有更早的期间可比', 'there is no earlier period to compare with');
  const missing = outside(slot, then, desk);
  /** Computed words say that nothing can be compared; words of the author must stand on numbers. */
  const needed =
    (slot.against !== null && !looksBack(slot.against)) || (slot.claimed !== null && slot.verb !== 'moved');
  if (missing && needed) return { ok: false, errors: [missing] };
  const years = Number(period.to.slice(0, 4)) - Number(then.to.slice(0, 4));
  if (form === 'annual' && years < 1)
    return wrong(slot, 'as=annual 须与更早的年份比较', 'as=annual compares with an earlier year');
  const narrowed = narrowing(slot, measure, desk);
  return good({
    kind: 'change',
    change: {
      kind: 'two',
      now: askMeasure(measure, period, narrowed),
      earlier: missing ? null : askMeasure(measure, then, narrowed),
      as: form,
      years,
      needed,
    },
  });
}
