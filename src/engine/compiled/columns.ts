import type { Value } from '../types.ts';

/** Values of one data field, one an event. Numbers: NaN where the event has none. Other values: places in a dictionary, −1 where none. */
export type DataColumn =
  | { readonly values: Float64Array }
  | { readonly codes: Int32Array; readonly dictionary: readonly Value[] };

/**
 * A log in columns. Events of a case stand together, in replay order; cases follow one another. [14]
 * Every column of events has one entry for each event, those of cases one for each case.
 */
export interface Columns {
  /** Number of the act (`Compiled.codes`); any number beyond the acts of the procedure is an unknown act. */
  readonly act: Uint8Array | Uint16Array;
  /** Legal time: whole milliseconds UTC, or whole seconds UTC in a Uint32Array. */
  readonly time: Float64Array | Uint32Array;
  /** 0: the case; k: the k-th subject of the case. Absent: no subject anywhere. */
  readonly subject?: Uint8Array | Uint16Array;
  /** Case c has the events from caseOffsets[c] up to, not including, caseOffsets[c + 1]. */
  readonly caseOffsets: Uint32Array;
  readonly data?: Readonly<Record<string, DataColumn>>;
  /** Rank that decided, as a column of texts. */
  readonly authority?: DataColumn;
  /** 1: known only to the day. */
  readonly precision?: Uint8Array;
  /** Absent: recorded when it happened. */
  readonly recordedAt?: Float64Array;
  /** Absent: the place in the case, from 1. */
  readonly seq?: Uint32Array;
  /** Place in the case (from 0) of the event that an annulment takes away; −1: an ordinary act; −2: of an event that is not in the case. */
  readonly annuls?: Int32Array;
  /** Observation of the case ends here, if earlier than that of the log. */
  readonly endOfObservation?: Float64Array;
  /** Ids of events. Absent: `#1`, `#2` … within the case, so that they do not depend on how a log is split. */
  readonly ids?: readonly string[];
  /** Names of the subjects of a case, in the order of their numbers. Absent: `s1`, `s2` … */
  readonly subjects?: readonly (readonly string[] | null)[];
  /** What unknown acts are called, by number beyond those of the procedure. */
  readonly unknown?: readonly string[];
}

export const casesIn = (columns: Columns): number => columns.caseOffsets.length - 1;

/** What one event says in a field; undefined: nothing. */
export function valueAt(column: DataColumn | undefined, event: number): Value | undefined {
  if (column === undefined) return undefined;
  if ('values' in column) {
    const value = column.values[event];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }
  const code = column.codes[event];
  return code === undefined || code < 0 ? undefined : (column.dictionary[code] ?? undefined);
}

const PLACES: readonly string[] = Array.from({ length: 1024 }, (_, place) => `#${place + 1}`);

export const eventId = (columns: Columns, start: number, event: number): string =>
  columns.ids?.[event] ?? PLACES[event - start] ?? `#${event - start + 1}`;

export const subjectName = (columns: Columns, ofCase: number, code: number): string =>
  columns.subjects?.[ofCase]?.[code - 1] ?? `s${code}`;

/** Legal time of an event, ms UTC. */
export const timeAt = (columns: Columns, event: number): number =>
  columns.time instanceof Uint32Array ? columns.time[event]! * 1000 : columns.time[event]!;
