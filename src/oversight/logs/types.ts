import type { Mapping } from './mapping.ts';

/**
 * Whole cases of a log in columns, one case after the other; inside a case in replay order (time, then place in the file). `start[i]` to
 * `start[i + 1]` are the events of case `i`. Codes look into the dictionaries of the log.
 */
export interface LogBatch {
  readonly cases: number;
  readonly events: number;
  readonly caseId: (index: number) => string;
  readonly start: Int32Array;
  /** Code of the activity's name. */
  readonly activity: Int32Array;
  /** Milliseconds UTC. */
  readonly at: Float64Array;
  /** 1: the time is known to the day only; null: no event is. */
  readonly day: Uint8Array | null;
  /** Code of the subject, 0: none; null: the log has no subjects. */
  readonly subject: Int32Array | null;
  /** One column for each field asked for that the log has; code of the value, 0: none. */
  readonly fields: readonly { readonly name: string; readonly codes: Int32Array }[];
}

/** A dictionary of a log; it grows while the log is read, a code never changes its meaning. */
export interface Names {
  readonly size: () => number;
  readonly text: (code: number) => string;
}

export interface LogNames {
  readonly activities: Names;
  /** Code 0: none. */
  readonly subjects: Names;
  /** In the order of the fields asked for; code 0: none. Values as the log writes them. */
  readonly values: readonly Names[];
}

/** What a reader says about a log beside its events. */
export interface LogNote {
  readonly kind:
    | 'encoding'
    | 'separator'
    | 'columns'
    | 'out-of-order'
    | 'duplicate-dropped'
    | 'duplicate-differs'
    | 'lifecycle'
    | 'unnamed-trace'
    | 'outside-trace'
    | 'without-case'
    | 'several-subjects';
  readonly count: number;
  readonly text: string;
}

/** A log while it is read. After the last batch the counts and notes are final. */
export interface Log {
  readonly format: 'xes' | 'csv' | 'parquet' | 'ocel-json' | 'ocel-xml' | 'ocel-sqlite';
  readonly names: LogNames;
  readonly counts: {
    readonly traces: number;
    /** All events of the log, those that are no acts included. */
    readonly events: number;
    /** Latest moment so far; null: none yet. */
    readonly latest: number | null;
  };
  /** Everything has been read, so `counts.events` and `counts.latest` are final, though batches may still come. */
  readonly complete: () => boolean;
  readonly notes: () => readonly LogNote[];
  readonly batches: () => AsyncGenerator<LogBatch>;
}

export interface LogOptions {
  readonly mapping: Mapping;
  /** IANA zone of times that carry none. */
  readonly zone: string;
  /** Fields to keep as data; others are passed over. */
  readonly fields: readonly string[];
  /** Events of a CSV or Parquet file that are held at most; for tests. */
  readonly held?: number;
}
