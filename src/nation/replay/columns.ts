import type { Columns, Compiled, DataColumn, Value } from '#engine/index.ts';
import { filled, type Own, type Said, type Turns, turnsOn } from '../said.ts';

/** Proceedings of one procedure, their acts in order of time: what a row of the nation says. */
export interface Logged {
  /** Proceeding c has the acts from offsets[c] up to, not including, offsets[c + 1]. */
  readonly offsets: Uint32Array;
  /** By act: number of what it says, minutes since 1970 UTC, legal day, number of the charge (0: none). */
  readonly said: Uint16Array;
  readonly minute: Uint32Array;
  readonly day: Uint16Array;
  readonly offence: Uint16Array;
  /** By proceeding: the legal day on which it was opened. */
  readonly opened: Uint16Array;
  /** By act: place in its proceeding (from 0) of the act that it takes back; −1: an ordinary act. Absent: none takes any back. */
  readonly annuls?: Int32Array;
}

export const MINUTE = 60_000;

/** Days whose places are remembered: from 2000 on, some 44 years; others are looked up each time. */
const FIRST_DAY = 10_957;
const DAYS = 16_384;

/** Memory for rows and columns, used again for each procedure and place. */
export interface Pool {
  readonly size: number;
  readonly said: Uint16Array;
  readonly minute: Uint32Array;
  readonly day: Uint16Array;
  readonly offence: Uint16Array;
  readonly act: Uint16Array;
  readonly time: Float64Array;
  readonly subject: Uint16Array;
  /** A column of whatever stood in it. */
  readonly take: () => Int32Array;
  /** Columns taken are free again. */
  readonly reset: () => void;
}
export function poolOf(size: number): Pool {
  const all: Int32Array[] = [];
  let taken = 0;
  return {
    size,
    said: new Uint16Array(size),
    minute: new Uint32Array(size),
    day: new Uint16Array(size),
    offence: new Uint16Array(size),
    act: new Uint16Array(size),
    time: new Float64Array(size),
    subject: new Uint16Array(size),
    take() {
      const found = all[taken] ?? new Int32Array(size);
      all[taken++] = found;
      return found;
    },
    reset() {
      taken = 0;
    },
  };
}

interface Filling {
  readonly column: Filled;
  readonly value: Value;
  readonly turns: Turns;
  /** Place in the dictionary by what the value turns on (a day, a charge); −1: not asked for yet. */
  readonly places: Int32Array;
}
interface Filled {
  readonly codes: Int32Array;
  readonly dictionary: Value[];
  readonly known: Map<string, number>;
}
interface Step {
  readonly act: number;
  readonly who: number;
  readonly authority: number;
  readonly filling: readonly Filling[];
}

/**
 * Makes the columns that the engine replays out of rows of the nation, for one procedure. Memory is used again: columns hold until the next
 * are asked for. `pool.size`: acts at most at a time.
 */
export function columnsMaker(
  compiled: Compiled,
  list: readonly Said[],
  offences: readonly string[],
  pool: Pool,
): (logged: Logged) => Columns {
  const { act, time, subject } = pool;
  const { codes, procedure, program } = compiled;
  const columns = new Map<string, Filled>();
  const unknown: string[] = [];
  const authority: Filled = emptied(pool);
  const caches = new Map<string, Int32Array>();

  const columnOf = (name: string): Filled => {
    const made = columns.get(name) ?? emptied(pool);
    columns.set(name, made);
    return made;
  };
  const placesOf = (name: string, value: Value, turns: Turns): Int32Array => {
    const key = `${name} ${JSON.stringify(value)}`;
    const made =
      caches.get(key) ??
      new Int32Array({ nothing: 1, offence: offences.length, day: DAYS, opened: DAYS }[turns]).fill(-1);
    caches.set(key, made);
    return made;
  };
  const steps: (Step | undefined)[] = [];
  const stepOf = (nr: number): Step => {
    const { act, who, authority: rank, data } = list[nr]!;
    const at = act.indexOf('/');
    const id = act.slice(at + 1);
    const own = act.slice(0, at) === procedure.id ? codes.get(id) : undefined;
    const made: Step = {
      act: own ?? program.acts.length + placeIn(unknown, own === undefined ? act : id),
      who,
      authority: rank === null ? -1 : placeOf(authority, rank),
      filling: Object.entries(data).map(([name, value]) => {
        const turns = turnsOn(value);
        return { column: columnOf(name), value, turns, places: placesOf(name, value, turns) };
      }),
    };
    steps[nr] = made;
    return made;
  };

  const own: { -readonly [K in keyof Own]: Own[K] } = { day: 0, opened: 0, offence: '' };

  return ({ offsets, said, minute, day, offence, opened, annuls }) => {
    const cases = offsets.length - 1;
    const events = offsets[cases]!;
    for (let i = 0; i < events; i++) {
      if (annuls !== undefined && annuls[i]! >= 0) {
        act[i] = 0;
        time[i] = minute[i]! * MINUTE;
        subject[i] = 0;
        continue;
      }
      const step = steps[said[i]!] ?? stepOf(said[i]!);
      act[i] = step.act;
      time[i] = minute[i]! * MINUTE;
      subject[i] = step.who;
    }
    for (const { codes } of columns.values()) codes.fill(-1, 0, events);
    for (let c = 0; c < cases; c++) {
      for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
        if (annuls !== undefined && annuls[i]! >= 0) {
          authority.codes[i] = -1;
          continue;
        }
        const { filling, authority: rank } = steps[said[i]!]!;
        authority.codes[i] = rank;
        for (let k = 0; k < filling.length; k++) {
          const { column, value, turns, places } = filling[k]!;
          const at =
            turns === 'nothing'
              ? 0
              : turns === 'day'
                ? day[i]! - FIRST_DAY
                : turns === 'offence'
                  ? offence[i]!
                  : opened[c]! - FIRST_DAY;
          let place = places[at] ?? -1;
          if (place === -1) {
            own.day = day[i]!;
            own.opened = opened[c]!;
            own.offence = offences[offence[i]!]!;
            place = placeOf(column, filled(value, own));
            places[at] = place;
          }
          column.codes[i] = place;
        }
      }
    }
    return {
      act,
      time,
      subject,
      caseOffsets: offsets,
      unknown,
      ...(authority.dictionary.length > 0 ? { authority } : {}),
      ...(annuls === undefined ? {} : { annuls, ids: idsOf(offsets, annuls) }),
      data: Object.fromEntries(columns) as Readonly<Record<string, DataColumn>>,
    };
  };
}

/** Acts that stand are counted from `#1` in each proceeding, as if what was taken back had never been entered. */
function idsOf(offsets: Uint32Array, annuls: Int32Array): string[] {
  const ids: string[] = [];
  for (let c = 0; c + 1 < offsets.length; c++) {
    const start = offsets[c]!;
    const end = offsets[c + 1]!;
    const taken = new Set(annuls.subarray(start, end));
    let place = 0;
    for (let i = start; i < end; i++) {
      const stands = annuls[i]! < 0 && !taken.has(i - start);
      ids.push(stands ? `#${++place}` : `taken back ${i - start + 1}`);
    }
  }
  return ids;
}

const emptied = (pool: Pool): Filled => ({ codes: pool.take(), dictionary: [], known: new Map() });

function placeOf(column: Filled, value: Value): number {
  const key = typeof value === 'string' ? `"${value}` : JSON.stringify(value);
  const known = column.known.get(key);
  if (known !== undefined) return known;
  const place = column.dictionary.push(value) - 1;
  column.known.set(key, place);
  return place;
}

function placeIn(list: string[], name: string): number {
  const known = list.indexOf(name);
  return known >= 0 ? known : list.push(name) - 1;
}
