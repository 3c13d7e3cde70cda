import type { Course, StepLimit } from './course.ts';
import { FIRST, type WorkDays } from './days.ts';

/** What of the dating a caller may move: `shift` days are added at `at` (−1: nowhere). */
export interface Dating {
  readonly day: Int32Array;
  shiftAt: number;
  shift: number;
  /** A limit that this case breaks, by so many days. */
  late: { readonly limit: StepLimit; readonly days: number } | null;
}

export const dating = (): Dating => ({ day: new Int32Array(512), shiftAt: -1, shift: 0, late: null });

/**
 * Dates the acts of a case that opens on a day: after the pace of people, on working days, never past a deadline of the law. false: the law
 * leaves no day for some act.
 */
export function dateCase(course: Course, open: number, work: WorkDays, real: () => number, into: Dating): boolean {
  const { day, late } = into;
  const { gapFrom, gapTo, upper, lower, length } = course;
  day[0] = open;
  for (let i = 1; i < length; i++) {
    const before = day[i - 1]!;
    const from = gapFrom[i]!;
    const spread = gapTo[i]! - from;
    let at = before + from;
    if (spread > 0) at += Math.floor(real() * (spread + 1));
    if (i === into.shiftAt) at += into.shift;
    let least = before;
    const lows = lower[i]!;
    for (let k = 0; k < lows.length; k++) {
      const low = lows[k]!.table[day[lows[k]!.from]! - FIRST]!;
      if (low > least) least = low;
    }
    let most = 1 << 30;
    const highs = upper[i]!;
    for (let k = 0; k < highs.length; k++) {
      if (
        late !== null &&
        i === late.limit.step &&
        highs[k]!.from === late.limit.from &&
        highs[k]!.table === late.limit.safe
      )
        continue;
      const high = highs[k]!.table[day[highs[k]!.from]! - FIRST]!;
      if (high < most) most = high;
    }
    if (late !== null && i === late.limit.step) at = late.limit.due[day[late.limit.from]! - FIRST]! + late.days;
    if (least > most) return false;
    if (at < least) at = least;
    if (at > most) at = most;
    if (work.working[at - FIRST] === 0) {
      const next = work.next[at - FIRST]!;
      const previous = work.previous[at - FIRST]!;
      at = next <= most ? next : previous >= least ? previous : at;
    }
    day[i] = at;
  }
  return true;
}
