import { DAY_MS } from './civil.ts';

/**
 * Legal time zones. The IANA data of the runtime is asked once per UTC day and kept, so a look-up costs one map access; a day
 * with a change of the offset keeps the moment of the change.
 */
export interface Zone {
  /** Milliseconds to add to UTC to get local time at that moment. */
  readonly offsetAt: (at: number) => number;
  /** First moment of a local civil day. */
  readonly startOf: (day: number) => number;
  /** Last millisecond of a local civil day. */
  readonly endOf: (day: number) => number;
}

interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const zones = new Map<string, Zone>();

/** The zone of an IANA name. Throws RangeError for a name the runtime does not know. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = makeZone(name);
    zones.set(name, zone);
  }
  return zone;
}

function makeZone(name: string): Zone {
  const ask = askRuntime(name);
  const days = new Map<number, number | Change>();

  function dayEntry(utcDay: number): number | Change {
    const known = days.get(utcDay);
    if (known !== undefined) return known;
    const from = utcDay * DAY_MS;
    const before = ask(from);
    const after = ask(from + DAY_MS - 1);
    const entry =
      before === after ? before : { at: changeBetween(ask, from, from + DAY_MS - 1, before), before, after };
    days.set(utcDay, entry);
    return entry;
  }

  function offsetAt(at: number): number {
    const entry = dayEntry(Math.floor(at / DAY_MS));
    return typeof entry === 'number' ? entry : at < entry.at ? entry.before : entry.after;
  }

  /** The moments at which the clocks show the midnight that begins `day`: one, two (set back over it), or none (skipped). */
  function midnights(day: number): { readonly first: number; readonly last: number } {
    const local = day * DAY_MS;
    const before = offsetAt(local - DAY_MS);
    const after = offsetAt(local + DAY_MS);
    const early = local - before;
    if (before === after) return { first: early, last: early };
    const late = local - after;
    const earlyHolds = offsetAt(early) === before;
    const lateHolds = offsetAt(late) === after;
    if (earlyHolds && lateHolds) return { first: Math.min(early, late), last: Math.max(early, late) };
    if (earlyHolds) return { first: early, last: early };
    if (lateHolds) return { first: late, last: late };
    const change = changeBetween(offsetAt, Math.min(early, late) - 1, Math.max(early, late) + 1, before);
    return { first: change, last: change };
  }

  return { offsetAt, startOf: (day) => midnights(day).first, endOf: (day) => midnights(day + 1).last - 1 };
}

/** First moment after `from` whose offset is no longer `before`; `from` has it, `to` has not. */
function changeBetween(offset: (at: number) => number, from: number, to: number, before: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function askRuntime(name: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const second = Math.floor(at / 1000) * 1000;
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(second)) part[type] = value;
    const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
    const local = Date.UTC(
      2000,
      Number(part.month) - 1,
      Number(part.day),
      Number(part.hour),
      Number(part.minute),
      Number(part.second),
    );
    return new Date(local).setUTCFullYear(year, Number(part.month) - 1, Number(part.day)) - second;
  };
}
