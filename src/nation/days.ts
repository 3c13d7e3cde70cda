import { isWorkingDay } from '#engine/index.ts';
import type { LawPack } from '#law/index.ts';

/** Civil day numbers since 1970-01-01 in the legal zone. */
export type Day = number;

const DAY_MS = 86_400_000;

export const dayOf = (date: string): Day => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
const dates = new Map<Day, string>();
export function dateOf(day: Day): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  dates.set(day, text);
  return text;
}
export const yearOf = (day: Day): number => new Date(day * DAY_MS).getUTCFullYear();

/** Days that tables cover: a backlog before the first year, deadlines after the last. */
export const FIRST: Day = dayOf('2011-01-01');
export const LAST: Day = dayOf('2026-12-31');

export interface WorkDays {
  /** The first working day on or after, the last on or before; by day from FIRST. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  readonly working: Uint8Array;
}

/** Working days of the pack's calendar; where it knows nothing, Monday to Friday. */
export function workDays(pack: LawPack): WorkDays {
  const count = LAST - FIRST + 1;
  const working = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const day = FIRST + i;
    const known = isWorkingDay(dateOf(day), pack.calendar);
    const weekday = (day + 3) % 7;
    working[i] = (known === 'unknown' ? weekday < 5 : known) ? 1 : 0;
  }
  const next = new Int32Array(count);
  const previous = new Int32Array(count);
  for (let i = count - 1, last = LAST; i >= 0; i--) {
    if (working[i] === 1) last = FIRST + i;
    next[i] = last;
  }
  for (let i = 0, last = FIRST; i < count; i++) {
    if (working[i] === 1) last = FIRST + i;
    previous[i] = last;
  }
  return { next, previous, working };
}

const OPENING_MINUTE = 60;
const SLOT_MINUTES = 12;
const ZONE_MINUTES = 480;

/** Minutes since 1970 UTC of an act: the first of a day at nine in the morning, legal time (eight hours ahead of UTC), the next ones every twelve minutes. */
export const minuteOf = (day: Day, slot: number): number => day * 1440 + OPENING_MINUTE + slot * SLOT_MINUTES;
/** Legal day of such a minute. */
export const dayOfMinute = (minute: number): Day => Math.floor((minute + ZONE_MINUTES) / 1440);

/** Between an act, one entered after it by mistake, and the annulment of that. */
export const SLIP_MINUTES = 4;
