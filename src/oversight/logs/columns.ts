import { createInterner, type Interner } from './intern.ts';
import type { LogBatch } from './types.ts';

/** Events as a reader met them, in columns that grow; `finish` makes batches of whole, ordered cases of them. */
export interface Columns {
  n: number;
  capacity: number;
  case: Int32Array;
  activity: Int32Array;
  at: Float64Array;
  day: Uint8Array;
  anyDay: boolean;
  /** null: no subject was asked for. */
  subject: Int32Array | null;
  readonly fields: { readonly name: string; codes: Int32Array }[];
  /** Cases that may have no event. */
  cases: number;
}

export interface Dictionaries {
  readonly cases: Interner;
  readonly activities: Interner;
  readonly subjects: Interner;
  readonly values: readonly Interner[];
}

export function createColumns(fields: readonly string[], subjects: boolean, capacity = 4096): Columns {
  return {
    n: 0,
    capacity,
    case: new Int32Array(capacity),
    activity: new Int32Array(capacity),
    at: new Float64Array(capacity),
    day: new Uint8Array(capacity),
    anyDay: false,
    subject: subjects ? new Int32Array(capacity) : null,
    fields: fields.map((name) => ({ name, codes: new Int32Array(capacity) })),
    cases: 0,
  };
}

export function grow(columns: Columns): void {
  const capacity = Math.ceil(columns.capacity * 1.7) + 16;
  const wider = (old: Int32Array): Int32Array => {
    const made = new Int32Array(capacity);
    made.set(old);
    return made;
  };
  columns.case = wider(columns.case);
  columns.activity = wider(columns.activity);
  const at = new Float64Array(capacity);
  at.set(columns.at);
  columns.at = at;
  const day = new Uint8Array(capacity);
  day.set(columns.day);
  columns.day = day;
  if (columns.subject !== null) columns.subject = wider(columns.subject);
  for (const field of columns.fields) field.codes = wider(field.codes);
  columns.capacity = capacity;
}

export interface Finished {
  readonly batch: LogBatch;
  /** Events that stood before an earlier one of their case. */
  readonly outOfOrder: number;
}

/** Groups by case (in the order the cases first came), orders inside each case by time; equal times keep the order of the file. */
export function finish(columns: Columns, caseId: (index: number) => string): Finished {
  const { n, cases } = columns;
  const start = new Int32Array(cases + 1);
  let grouped = true;
  let last = -1;
  for (let i = 0; i < n; i++) {
    const code = columns.case[i]!;
    start[code + 1]! += 1;
    if (code < last) grouped = false;
    last = code;
  }
  for (let i = 0; i < cases; i++) start[i + 1]! += start[i]!;
  let order: Int32Array | null = null;
  if (!grouped) {
    order = new Int32Array(n);
    const next = start.slice(0, cases);
    for (let i = 0; i < n; i++) order[next[columns.case[i]!]!++] = i;
  }
  const { at } = columns;
  let outOfOrder = 0;
  for (let c = 0; c < cases; c++) {
    const from = start[c]!;
    const to = start[c + 1]!;
    let latest = Number.NEGATIVE_INFINITY;
    let early = 0;
    for (let i = from; i < to; i++) {
      const time = at[order === null ? i : order[i]!]!;
      if (time < latest) early += 1;
      else latest = time;
    }
    if (early === 0) continue;
    outOfOrder += early;
    if (order === null) {
      order = new Int32Array(n);
      for (let i = 0; i < n; i++) order[i] = i;
    }
    order.subarray(from, to).sort((a, b) => at[a]! - at[b]! || a - b);
  }
  const ints = (column: Int32Array): Int32Array => {
    if (order === null) return column.subarray(0, n);
    const made = new Int32Array(n);
    for (let i = 0; i < n; i++) made[i] = column[order[i]!]!;
    return made;
  };
  let times = at.subarray(0, n);
  let days = columns.day.subarray(0, n);
  if (order !== null) {
    times = new Float64Array(n);
    for (let i = 0; i < n; i++) times[i] = at[order[i]!]!;
    if (columns.anyDay) {
      days = new Uint8Array(n);
      for (let i = 0; i < n; i++) days[i] = columns.day[order[i]!]!;
    }
  }
  return {
    batch: {
      cases,
      events: n,
      caseId,
      start,
      activity: ints(columns.activity),
      at: times,
      day: columns.anyDay ? days : null,
      subject: columns.subject === null ? null : ints(columns.subject),
      fields: columns.fields.map(({ name, codes }) => ({ name, codes: ints(codes) })),
    },
    outOfOrder,
  };
}

export const createDictionaries = (fields: number): Dictionaries => ({
  cases: createInterner(),
  activities: createInterner(),
  subjects: createInterner(['']),
  values: Array.from({ length: fields }, () => createInterner([''])),
});

/** Ids of events seen so far, as hashes of 64 bits: 16 to 32 bytes for each, whatever their length. */
export interface SeenIds {
  /** `new`; `same`: the id came before with equal content; `other`: it came before with another content. */
  readonly see: (high: number, low: number, content: number) => 'new' | 'same' | 'other';
}

/** Words of a slot: the id's two, and the hash of the content, which is never 0. */
const SLOT = 3;

export function createSeenIds(): SeenIds {
  let slots = new Uint32Array(SLOT * 1024);
  let mask = 1023;
  let count = 0;
  const place = (table: Uint32Array, within: number, high: number, low: number): number => {
    let slot = (low ^ high) & within;
    for (;;) {
      const at = slot * SLOT;
      if (table[at + 2] === 0 || (table[at] === high && table[at + 1] === low)) return at;
      slot = (slot + 1) & within;
    }
  };
  return {
    see(high, low, content) {
      const said = content >>> 0 || 1;
      const at = place(slots, mask, high, low);
      if (slots[at + 2] !== 0) return slots[at + 2] === said ? 'same' : 'other';
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = said;
      count += 1;
      if (count * 4 > mask * 3) {
        const old = slots;
        mask = mask * 2 + 1;
        slots = new Uint32Array(SLOT * (mask + 1));
        for (let i = 0; i < old.length; i += SLOT) {
          if (old[i + 2] === 0) continue;
          slots.set(old.subarray(i, i + SLOT), place(slots, mask, old[i]!, old[i + 1]!));
        }
      }
      return 'new';
    },
  };
}
