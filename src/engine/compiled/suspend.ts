import { endNow } from './dues.ts';
import { forget, openDuty } from './duties.ts';
import { momentOfEvent } from './names.ts';
import type { Program } from './program.ts';
import { growGroups, NONE, reset, type State } from './state.ts';

/**
 * A running case as bytes: what a log that comes in the order of time needs to keep of each case between its events. Event numbers are
 * those of the columns. [14: memory per running case]
 */
export type Suspended = Uint8Array;

/** Cases of a procedure without clocks, closing, guards over data and acts of the clock can be put aside; others cannot yet. */
export const canSuspend = (p: Program): boolean =>
  p.liveOnly.length === 0 &&
  p.clocks.length === 0 &&
  !p.closes &&
  !p.keepsData &&
  !p.ticks &&
  !p.counts &&
  !outcomes(p);
const outcomes = (p: Program): boolean => p.procedure.outcomes.length > 0;

const buffer = new DataView(new ArrayBuffer(1 << 20));

/** Puts the case at hand aside; the marking is then free for another. Throws RangeError for a case of more than a megabyte. */
export function suspend(s: State): Suspended {
  let at = 0;
  const u8 = (value: number): void => {
    buffer.setUint8(at, value);
    at += 1;
  };
  const u16 = (value: number): void => {
    buffer.setUint16(at, value);
    at += 2;
  };
  const i32 = (value: number): void => {
    buffer.setInt32(at, value);
    at += 4;
  };
  const f64 = (value: number): void => {
    buffer.setFloat64(at, value);
    at += 8;
  };
  i32(s.caseNr);
  i32(s.opened);
  u16(s.groups);
  for (let g = 0; g < s.groups; g++) {
    u16(s.code[g]!);
    u8(s.kind[g]! + 1);
    for (let w = g * s.words; w < (g + 1) * s.words; w++) for (const marks of [s.ex, s.inn, s.la]) i32(marks[w]!);
    for (let code = 0; code < s.n; code++) {
      const slot = g * s.n + code;
      const [word, bit] = [g * s.words + (code >>> 5), 1 << (code & 31)];
      if ((s.la[word]! & bit) !== 0) i32(s.lastEvent[slot]!);
      if ((s.inn[word]! & bit) === 0 && (s.p.acts[code]!.kind === NONE) === (g === 0)) {
        u16(s.exRule[slot]! + 1);
        i32(s.exEvent[slot]!);
      }
    }
  }
  u16(s.later.length);
  for (const { id, event } of s.later) {
    u16(laterOf(s.p).findIndex((one) => one.id === id));
    i32(event);
  }
  const { duties } = s;
  const open: number[] = [];
  for (let d = 0; d < s.used; d++) if (duties.alive[d] === 1) open.push(d);
  open.sort((a, b) => duties.order[a]! - duties.order[b]!);
  u16(open.length);
  for (const d of open) {
    const asleep = !Number.isNaN(duties.asleep[d]);
    const rule = s.p.duties[duties.rule[d]!]!;
    const plain = d === rule.nr && duties.cancelled[d] === 0 && !asleep;
    u16(rule.nr * 2 + (plain ? 1 : 0));
    i32(duties.source[d]!);
    if (rule.span !== null) f64(duties.due[d]!);
    if (plain) continue;
    u16(duties.group[d]!);
    u16(duties.sourceGroup[d]! + 1);
    f64(duties.anchor[d]!);
    i32(duties.cancelled[d]!);
    u8(asleep ? (duties.asleepEnd[d] === null ? 1 : 2) : 0);
    if (asleep) f64(duties.asleep[d]!);
  }
  for (const d of open) forget(s, d);
  return new Uint8Array(buffer.buffer.slice(0, at));
}

/** Effects on subjects who enter later, in a fixed order. */
const laterOf = (p: Program) =>
  p.acts.flatMap((act) => [
    ...act.effects.filter(({ later }) => later).map((what) => ({ id: what.id, what })),
    ...act.responses.filter(({ later }) => later).map((what) => ({ id: p.duties[what.duty]!.id, what })),
  ]);

/** Takes a case up again where it was put aside, in the same columns. */
export function resume(s: State, bytes: Suspended): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const past = (bytesRead: number): number => {
    at += bytesRead;
    return at - bytesRead;
  };
  const u8 = (): number => view.getUint8(past(1));
  const u16 = (): number => view.getUint16(past(2));
  const i32 = (): number => view.getInt32(past(4));
  const f64 = (): number => view.getFloat64(past(8));
  reset(s);
  s.caseNr = i32();
  s.start = s.columns.caseOffsets[s.caseNr]!;
  s.opened = i32();
  const groups = u16();
  while (groups > s.capacity) growGroups(s);
  s.groups = groups;
  for (let g = 0; g < groups; g++) {
    s.code[g] = u16();
    s.kind[g] = u8() - 1;
    if (g > 0) s.groupOfCode[s.code[g]!] = g;
    s.outcome[g] = 0;
    s.closedAt[g] = Number.NaN;
    for (let w = g * s.words; w < (g + 1) * s.words; w++) {
      for (const marks of [s.ex, s.inn, s.la]) marks[w] = i32();
      s.pe[w] = 0;
    }
    for (let code = 0; code < s.n; code++) {
      const slot = g * s.n + code;
      const [word, bit] = [g * s.words + (code >>> 5), 1 << (code & 31)];
      if ((s.la[word]! & bit) !== 0) {
        s.lastEvent[slot] = i32();
        s.last[slot] = momentOfEvent(s, s.lastEvent[slot]!);
      }
      if ((s.inn[word]! & bit) === 0 && (s.p.acts[code]!.kind === NONE) === (g === 0)) {
        s.exRule[slot] = u16() - 1;
        s.exEvent[slot] = i32();
      }
    }
  }
  const later = laterOf(s.p);
  for (let left = u16(); left > 0; left--) {
    const { id, what } = later[u16()]!;
    s.later.push({ id, what, event: i32() });
  }
  for (let left = u16(); left > 0; left--) {
    const head = u16();
    const rule = s.p.duties[head >>> 1]!;
    const source = i32();
    const due = rule.span === null ? Number.POSITIVE_INFINITY : f64();
    const plain = (head & 1) === 1;
    const group = plain ? 0 : u16();
    const sourceGroup = plain ? NONE : u16() - 1;
    const d = openDuty(s, rule, group, group, source, sourceGroup, 0);
    const { duties } = s;
    duties.due[d] = due;
    duties.fielded[d] = 0;
    duties.anchor[d] = plain ? momentOfEvent(s, source) : f64();
    duties.cancelled[d] = plain ? 0 : i32();
    duties.asleep[d] = Number.NaN;
    duties.asleepEnd[d] = null;
    const sleep = plain ? 0 : u8();
    if (sleep === 0) continue;
    const since = f64();
    duties.asleepEnd[d] = sleep === 1 ? null : endNow(s, d);
    duties.asleep[d] = since;
  }
}
