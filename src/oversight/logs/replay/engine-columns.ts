import type { Columns, DataColumn, Procedure, Value } from '#engine/index.ts';
import type { LogBatch } from '../types.ts';
import { type ActTable, UNKNOWN, type ValueTable } from './acts.ts';
import { type Known, OF_NOTHING, ORDINARY } from './known.ts';

/** What the events of a batch are called in the procedure. */
export interface Naming {
  readonly procedure: Procedure;
  readonly acts: ActTable;
  /** By field name. */
  readonly values: ReadonlyMap<string, ValueTable>;
  readonly subject: (code: number) => string;
  readonly known: Known;
}

/** Sums over a log that are not by rule. */
export interface Sums {
  /** Events that were acts of the procedure. */
  acts: number;
  violations: number;
  tracesWithViolations: number;
  undetermined: number;
  /** Events by the code of their activity. */
  readonly unknown: Map<number, number>;
  /** Acts that need a subject and had none: the case stands for it. */
  withoutSubject: number;
  /** Events that take back what their case does not have. */
  ofNothing: number;
}

export const noSums = (): Sums => ({
  acts: 0,
  violations: 0,
  tracesWithViolations: 0,
  undetermined: 0,
  unknown: new Map(),
  withoutSubject: 0,
  ofNothing: 0,
});

/** A batch as the engine replays it: acts of the procedure only, what the log calls otherwise is counted in `sums`. */
export function engineColumns(batch: LogBatch, naming: Naming, sums: Sums): Columns {
  const { procedure, acts } = naming;
  const act = new Uint16Array(batch.events);
  const annuls = naming.known.annuls(batch);
  const kept = keptEvents(batch, acts, act, sums, annuls);
  const n = kept.offsets[batch.cases]!;
  sums.acts += n;
  const order = kept.events;
  const time = order === null ? batch.at : Float64Array.from({ length: n }, (_, i) => batch.at[order[i]!]!);
  const columns: Columns = { act: act.subarray(0, n), time, caseOffsets: kept.offsets };
  const data = dataOf(batch, naming, columns.act, order);
  const subjects = procedure.acts.some(({ subject }) => subject !== null)
    ? subjectsOf(batch, naming, columns, order, sums)
    : {};
  const precision =
    batch.day === null
      ? {}
      : { precision: order === null ? batch.day : Uint8Array.from({ length: n }, (_, i) => batch.day![order[i]!]!) };
  const recorded = naming.known.recordedAt(batch);
  const recordedAt =
    recorded === null
      ? {}
      : { recordedAt: order === null ? recorded : Float64Array.from({ length: n }, (_, i) => recorded[order[i]!]!) };
  const taken = annuls === null ? {} : { annuls: annulments(annuls, kept, n) };
  return { ...columns, ...subjects, ...precision, ...recordedAt, ...taken, ...(data === null ? {} : { data }) };
}

/** Places within the batch as places among the events kept of the case. */
function annulments(annuls: Int32Array, { offsets, events }: Kept, n: number): Int32Array {
  const places = new Int32Array(annuls.length).fill(OF_NOTHING);
  for (let c = 0; c + 1 < offsets.length; c++)
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) places[events === null ? i : events[i]!] = i - offsets[c]!;
  return Int32Array.from({ length: n }, (_, i) => {
    const target = annuls[events === null ? i : events[i]!]!;
    return target < 0 ? target : places[target]!;
  });
}

const LEFT_OUT = -3;

interface Kept {
  readonly offsets: Uint32Array;
  /** Places in the batch of the events kept; null: all of them. */
  readonly events: Int32Array | null;
}

/** Writes the act of each event kept to `act`, closed up. */
function keptEvents(batch: LogBatch, acts: ActTable, act: Uint16Array, sums: Sums, annuls: Int32Array | null): Kept {
  const offsets = new Uint32Array(batch.cases + 1);
  const { start, activity } = batch;
  let n = 0;
  let events: Int32Array | null = null;
  for (let c = 0; c < batch.cases; c++) {
    for (let i = start[c]!; i < start[c + 1]!; i++) {
      const code = activity[i]!;
      const target = annuls === null ? ORDINARY : annuls[i]!;
      if (target === OF_NOTHING) sums.ofNothing += 1;
      const nr = target === ORDINARY ? acts.actOf(code) : target === OF_NOTHING ? LEFT_OUT : 0;
      if (nr >= 0) {
        if (events !== null) events[n] = i;
        act[n] = nr;
        n += 1;
        continue;
      }
      if (nr === UNKNOWN) sums.unknown.set(code, (sums.unknown.get(code) ?? 0) + 1);
      if (events !== null) continue;
      events = new Int32Array(batch.events);
      for (let k = 0; k < n; k++) events[k] = k;
    }
    offsets[c + 1] = n;
  }
  return { offsets, events };
}

/** A field counts for the acts that have it. */
function dataOf(
  batch: LogBatch,
  { procedure, values }: Naming,
  act: Uint8Array | Uint16Array,
  order: Int32Array | null,
): Record<string, DataColumn> | null {
  const data: Record<string, DataColumn> = {};
  let any = false;
  for (const { name, codes } of batch.fields) {
    const table = values.get(name);
    const has = procedure.acts.map(({ fields }) => fields.some((field) => field.name === name));
    if (table === undefined || !has.includes(true)) continue;
    const places = new Map<number, number>();
    const dictionary: Value[] = [];
    const column = new Int32Array(act.length).fill(-1);
    for (let i = 0; i < act.length; i++) {
      if (!has[act[i]!]) continue;
      const code = codes[order === null ? i : order[i]!]!;
      if (code === 0) continue;
      let place = places.get(code);
      if (place === undefined) {
        const value = table.valueOf(code);
        place = value === undefined ? -1 : dictionary.length;
        if (value !== undefined) dictionary.push(value);
        places.set(code, place);
      }
      column[i] = place;
    }
    if (dictionary.length === 0) continue;
    data[name] = { codes: column, dictionary };
    any = true;
  }
  return any ? data : null;
}

/** Subjects numbered case by case. An act that needs one and has none is addressed to the case itself. */
function subjectsOf(
  batch: LogBatch,
  { procedure, subject: textOf }: Naming,
  { act, caseOffsets }: Columns,
  order: Int32Array | null,
  sums: Sums,
): Pick<Columns, 'subject' | 'subjects'> {
  const subject = new Uint16Array(act.length);
  const subjects: (readonly string[] | null)[] = [];
  const needs = procedure.acts.map((type) => type.subject !== null);
  const places = new Map<string, number>();
  for (let c = 0; c < batch.cases; c++) {
    places.clear();
    for (let i = caseOffsets[c]!; i < caseOffsets[c + 1]!; i++) {
      const code = batch.subject === null ? 0 : batch.subject[order === null ? i : order[i]!]!;
      if (code === 0 && !needs[act[i]!]) continue;
      if (code === 0) sums.withoutSubject += 1;
      const name = code === 0 ? batch.caseId(c) : textOf(code);
      let place = places.get(name);
      if (place === undefined) {
        place = places.size + 1;
        places.set(name, place);
      }
      subject[i] = place;
    }
    subjects.push(places.size === 0 ? null : [...places.keys()]);
  }
  return { subject, subjects };
}
