import { endOfDay, legalDate, startOfDay } from './calendar.ts';
import type { Act, Calendar } from './types.ts';

export interface Effective {
  /** Acts that count, annulments left out. */
  readonly acts: readonly Act[];
  /** Acts that do not count, with the annulment that took them away. */
  readonly annulled: readonly { readonly act: string; readonly by: string }[];
  /** Annulments of nothing that was recorded before them. */
  readonly idle: readonly Act[];
}

/**
 * Effective acts: from the last recorded to the first; an act counts unless an annulment that itself counts takes it away. Only an act
 * recorded earlier can be annulled. [8]
 */
export function effective(acts: readonly Act[]): Effective {
  if (!acts.some((act) => act.annuls !== undefined)) return { acts, annulled: [], idle: [] };
  const recorded = [...acts].sort((a, b) => a.recordedAt - b.recordedAt || a.seq - b.seq);
  const place = new Map(recorded.map((act, i) => [act.id, i]));
  const by = new Map<string, string>();
  const idle: Act[] = [];
  for (let i = recorded.length - 1; i >= 0; i--) {
    const act = recorded[i]!;
    if (act.annuls === undefined || by.has(act.id)) continue;
    const target = place.get(act.annuls);
    if (target === undefined || target >= i) idle.push(act);
    else if (!by.has(act.annuls)) by.set(act.annuls, act.id);
  }
  return {
    acts: acts.filter((act) => act.annuls === undefined && !by.has(act.id)),
    annulled: [...by].map(([act, annulment]) => ({ act, by: annulment })),
    idle,
  };
}

/**
 * Replay order: by legal time, then `seq`. An act known only to its day stands before the first act of that day with a higher `seq`, so that
 * acts later in the day never move it. [6]
 */
export function inOrder(acts: readonly Act[], calendar: Calendar): readonly Act[] {
  const exact = acts.filter((act) => act.precision !== 'day').sort((a, b) => a.at - b.at || a.seq - b.seq);
  if (exact.length === acts.length) return exact;
  const byDay = new Map<string, Act[]>();
  for (const act of acts) {
    if (act.precision !== 'day') continue;
    const date = legalDate(act.at, calendar);
    const day = byDay.get(date);
    if (day === undefined) byDay.set(date, [act]);
    else day.push(act);
  }
  const ordered: Act[] = [];
  let next = 0;
  for (const date of [...byDay.keys()].sort()) {
    const start = startOfDay(date, calendar);
    const end = endOfDay(date, calendar);
    while (next < exact.length && exact[next]!.at < start) ordered.push(exact[next++]!);
    const timed: Act[] = [];
    while (next < exact.length && exact[next]!.at <= end) timed.push(exact[next++]!);
    ordered.push(
      ...withinDay(
        timed,
        byDay.get(date)!.sort((a, b) => a.seq - b.seq),
      ),
    );
  }
  while (next < exact.length) ordered.push(exact[next++]!);
  return ordered;
}

function withinDay(timed: readonly Act[], dayOnly: readonly Act[]): readonly Act[] {
  if (timed.length === 0) return dayOnly;
  const before = new Map<number, Act[]>();
  for (const act of dayOnly) {
    const found = timed.findIndex((one) => one.seq > act.seq);
    const place = found < 0 ? timed.length : found;
    const there = before.get(place);
    if (there === undefined) before.set(place, [act]);
    else there.push(act);
  }
  return [...timed.flatMap((act, i) => [...(before.get(i) ?? []), act]), ...(before.get(timed.length) ?? [])];
}
