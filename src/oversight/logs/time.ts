import { type Calendar, momentOf } from '#engine/index.ts';

/** Reads times from bytes. `day` says of the time read last whether it was a date only. */
export interface TimeReader {
  /** Milliseconds UTC; NaN where the bytes are no time. */
  readonly read: (bytes: Uint8Array, from: number, to: number) => number;
  day: boolean;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Days since 1970-01-01 of a civil date, NaN where there is no such date. */
function dayNumber(year: number, month: number, date: number): number {
  if (month < 1 || month > 12 || date < 1) return Number.NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (date > last) return Number.NaN;
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** What to take away from a local time to have UTC, looked up once for each local hour. */
export function offsetsOf(zone: string): (localMs: number) => number {
  if (zone === 'UTC') return () => 0;
  const calendar: Calendar = {
    id: 'zone',
    version: '1',
    zone,
    knownFrom: '0001-01-01',
    knownTo: '9999-12-31',
    off: {},
    work: {},
  };
  const known = new Map<number, number>();
  return (localMs) => {
    const hour = Math.floor(localMs / HOUR);
    let offset = known.get(hour);
    if (offset === undefined) {
      const text = new Date(hour * HOUR).toISOString().slice(0, 16);
      offset = hour * HOUR - (momentOf(text, calendar) ?? hour * HOUR);
      known.set(hour, offset);
    }
    return offset;
  };
}

type Op =
  | {
      readonly kind: 'number';
      readonly of: 'y' | 'M' | 'd' | 'H' | 'h' | 'm' | 's';
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'fraction' | 'offset' | 'half' | 'name' }
  | { readonly kind: 'literal'; readonly bytes: Uint8Array };

const TOKEN = /yyyy|yy|MMM|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|S+|XXX|XX|X|Z|a|'[^']*'|[^a-zA-Z]|./gu;

/** A pattern like `dd/MM/yyyy HH:mm:ss`; what it has that is no token of ours, or null. */
export function unknownInFormat(format: string): string | null {
  if (format === 'epoch-ms' || format === 'epoch-s') return null;
  for (const [token] of format.matchAll(TOKEN))
    if (/^[a-zA-Z]$/.test(token) && !'MdHhmsSXZa'.includes(token)) return token;
  return /y/.test(format) && /M/.test(format) && /d/.test(format) ? null : 'no year, month and day';
}

function opsOf(format: string): readonly Op[] {
  return [...format.matchAll(TOKEN)].map(([token]): Op => {
    const number = (of: 'y' | 'M' | 'd' | 'H' | 'h' | 'm' | 's', least: number, most: number): Op => ({
      kind: 'number',
      of,
      least,
      most,
    });
    if (token === 'MMM') return { kind: 'name' };
    if (token === 'yyyy') return number('y', 4, 4);
    if (token === 'yy') return number('y', 2, 2);
    if (/^(MM?|dd?|HH?|hh?|mm?|ss?)$/.test(token))
      return number(token[0] as 'M' | 'd' | 'H' | 'h' | 'm' | 's', token.length === 2 ? 2 : 1, 2);
    if (/^S+$/.test(token)) return { kind: 'fraction' };
    if (/^X+$|^Z$/.test(token)) return { kind: 'offset' };
    if (token === 'a') return { kind: 'half' };
    return {
      kind: 'literal',
      bytes: Buffer.from(token.startsWith("'") && token.length > 1 ? token.slice(1, -1) : token),
    };
  });
}

/** Reads by `format` (`dd/MM/yyyy HH:mm`, `epoch-ms`, `epoch-s`), without one ISO 8601 with `-`, `/` or `.` in the date. */
export function createTimeReader(zone: string, format?: string): TimeReader {
  const offsetAt = offsetsOf(zone);
  let pos = 0;
  let digits = 0;

  const count = (): number => digits;
  const number = (bytes: Uint8Array, to: number, most: number): number => {
    let value = 0;
    digits = 0;
    while (pos < to && digits < most) {
      const c = bytes[pos]! - 48;
      if (c < 0 || c > 9) break;
      value = value * 10 + c;
      pos += 1;
      digits += 1;
    }
    return value;
  };

  /** Fraction of a second in ms; what is finer is cut off. */
  const fraction = (bytes: Uint8Array, to: number): number => {
    const value = number(bytes, to, 3);
    const ms = count() === 3 ? value : count() === 2 ? value * 10 : value * 100;
    while (pos < to && bytes[pos]! >= 48 && bytes[pos]! <= 57) pos += 1;
    return ms;
  };

  /** Offset in ms; NaN where there is none. */
  const offset = (bytes: Uint8Array, to: number): number => {
    const sign = bytes[pos];
    if (sign === 90 || sign === 122) {
      pos += 1;
      return 0;
    }
    if (sign !== 43 && sign !== 45) return Number.NaN;
    pos += 1;
    const hours = number(bytes, to, 2);
    if (count() !== 2) return Number.NaN;
    let minutes = 0;
    if (pos < to) {
      if (bytes[pos] === 58) pos += 1;
      minutes = number(bytes, to, 2);
      if (count() !== 2) return Number.NaN;
    }
    return (sign === 45 ? -1 : 1) * (hours * HOUR + minutes * 60_000);
  };

  const local = (ms: number): number => (Number.isNaN(ms) ? ms : ms - offsetAt(ms));

  const iso = (bytes: Uint8Array, start: number, end: number): number => {
    let to = end;
    pos = start;
    while (pos < to && bytes[pos] === 32) pos += 1;
    while (to > pos && bytes[to - 1] === 32) to -= 1;
    const year = number(bytes, to, 4);
    if (count() !== 4) return Number.NaN;
    const between = bytes[pos]!;
    if (between !== 45 && between !== 47 && between !== 46) return Number.NaN;
    pos += 1;
    const month = number(bytes, to, 2);
    if (count() === 0 || bytes[pos] !== between) return Number.NaN;
    pos += 1;
    const date = number(bytes, to, 2);
    if (count() === 0) return Number.NaN;
    const midnight = dayNumber(year, month, date) * DAY;
    reader.day = pos >= to;
    if (pos >= to) return local(midnight);
    if (bytes[pos] !== 84 && bytes[pos] !== 32 && bytes[pos] !== 116) return Number.NaN;
    pos += 1;
    const hour = number(bytes, to, 2);
    if (count() === 0 || bytes[pos] !== 58 || hour > 24) return Number.NaN;
    pos += 1;
    const minute = number(bytes, to, 2);
    if (count() !== 2 || minute > 59) return Number.NaN;
    let ms = hour * HOUR + minute * 60_000;
    if (bytes[pos] === 58) {
      pos += 1;
      const second = number(bytes, to, 2);
      if (count() !== 2 || second > 60) return Number.NaN;
      ms += second * 1000;
      if (pos < to && (bytes[pos] === 46 || bytes[pos] === 44)) {
        pos += 1;
        ms += fraction(bytes, to);
      }
    }
    while (pos < to && bytes[pos] === 32) pos += 1;
    if (pos >= to) return local(midnight + ms);
    const away = offset(bytes, to);
    return pos === to ? midnight + ms - away : Number.NaN;
  };

  const epoch =
    (unit: number) =>
    (bytes: Uint8Array, from: number, to: number): number => {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
        .toString('latin1')
        .trim();
      reader.day = false;
      return /^-?\d+(\.\d+)?$/.test(text) ? Math.trunc(Number(text) * unit) : Number.NaN;
    };

  const patterned = (ops: readonly Op[]) => {
    const withTime = ops.some((op) => op.kind === 'number' && (op.of === 'H' || op.of === 'h'));
    return (bytes: Uint8Array, from: number, to: number): number => {
      pos = from;
      let [year, month, date, hour, ms, away] = [0, 1, 1, 0, 0, Number.NaN];
      let afternoon: boolean | null = null;
      for (const op of ops) {
        if (op.kind === 'number') {
          const value = number(bytes, to, op.most);
          if (count() < op.least) return Number.NaN;
          if (op.of === 'y') year = op.most === 2 ? value + (value < 70 ? 2000 : 1900) : value;
          else if (op.of === 'M') month = value;
          else if (op.of === 'd') date = value;
          else if (op.of === 'H' || op.of === 'h') hour = value;
          else if (op.of === 'm') ms += value * 60_000;
          else ms += value * 1000;
        } else if (op.kind === 'literal') {
          for (const byte of op.bytes) if (bytes[pos++] !== byte) return Number.NaN;
        } else if (op.kind === 'fraction') ms += fraction(bytes, to);
        else if (op.kind === 'offset') away = offset(bytes, to);
        else {
          const length = op.kind === 'name' ? 3 : 2;
          const word = Buffer.from(bytes.subarray(pos, pos + length))
            .toString('latin1')
            .toLowerCase();
          pos += length;
          if (op.kind === 'name') month = NAMES.indexOf(word) + 1;
          else if (word === 'am' || word === 'pm') afternoon = word === 'pm';
          else return Number.NaN;
        }
      }
      if (pos !== to || hour > 24) return Number.NaN;
      if (afternoon !== null) hour = (hour % 12) + (afternoon ? 12 : 0);
      const at = dayNumber(year, month, date) * DAY + hour * HOUR + ms;
      reader.day = !withTime;
      return Number.isNaN(away) ? local(at) : at - away;
    };
  };

  const read =
    format === undefined
      ? iso
      : format === 'epoch-ms'
        ? epoch(1)
        : format === 'epoch-s'
          ? epoch(1000)
          : patterned(opsOf(format));
  const reader: TimeReader = { read, day: false };
  return reader;
}
