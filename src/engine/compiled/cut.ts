import type { Columns, DataColumn } from './columns.ts';

type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const isShared = ({ buffer }: Typed): boolean =>
  typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;

/** Shared memory is looked at, other memory copied: a view of it would take the whole along to another thread. */
const piece = <T extends Typed>(of: T, from: number, to: number): T =>
  (isShared(of) ? of.subarray(from, to) : of.slice(from, to)) as T;

/** The cases from (inclusive) to (exclusive) as columns of their own. */
export function cutOf(columns: Columns, from: number, to: number): Columns {
  const first = columns.caseOffsets[from]!;
  const end = columns.caseOffsets[to]!;
  const events = <T extends Typed>(of: T): T => piece(of, first, end);
  const column = (of: DataColumn): DataColumn =>
    'values' in of ? { values: events(of.values) } : { codes: events(of.codes), dictionary: of.dictionary };
  const { ids, subjects, subject, data, authority, precision, recordedAt, seq, annuls, endOfObservation, unknown } =
    columns;
  return {
    act: events(columns.act),
    time: events(columns.time),
    caseOffsets: columns.caseOffsets.slice(from, to + 1).map((offset) => offset - first),
    ...(subject === undefined ? {} : { subject: events(subject) }),
    ...(precision === undefined ? {} : { precision: events(precision) }),
    ...(recordedAt === undefined ? {} : { recordedAt: events(recordedAt) }),
    ...(seq === undefined ? {} : { seq: events(seq) }),
    ...(annuls === undefined ? {} : { annuls: events(annuls) }),
    ...(authority === undefined ? {} : { authority: column(authority) }),
    ...(data === undefined
      ? {}
      : { data: Object.fromEntries(Object.entries(data).map(([name, of]) => [name, column(of)])) }),
    ...(endOfObservation === undefined ? {} : { endOfObservation: piece(endOfObservation, from, to) }),
    ...(ids === undefined ? {} : { ids: ids.slice(first, end) }),
    ...(subjects === undefined ? {} : { subjects: subjects.slice(from, to) }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

const typedIn = (columns: Columns): readonly Typed[] => {
  const { act, time, caseOffsets, subject, precision, recordedAt, seq, annuls, endOfObservation } = columns;
  const data = [...Object.values(columns.data ?? {}), ...(columns.authority === undefined ? [] : [columns.authority])];
  return [
    act,
    time,
    caseOffsets,
    subject,
    precision,
    recordedAt,
    seq,
    annuls,
    endOfObservation,
    ...data.map((of) => ('values' in of ? of.values : of.codes)),
  ].filter((one) => one !== undefined);
};

/** Memory that goes to another thread without being copied. Every column must own the whole of its memory, or share it (`cutOf`). */
export const movedWith = (columns: Columns): ArrayBuffer[] => [
  ...new Set(typedIn(columns).flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []))),
];

/** Whether a column is a view of memory that holds more. */
export const isView = (columns: Columns): boolean =>
  typedIn(columns).some((one) => !isShared(one) && one.byteLength !== one.buffer.byteLength);
