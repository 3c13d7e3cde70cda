import type { ColumnType } from 'kysely';

/** int8 as number both ways; never updated. */
type Fixed<T> = ColumnType<T, T, never>;

/**
 * One act a row. `log_index` is its place in the log; times are int8 milliseconds UTC. `data` is jsonb: written as JSON
 * text, read as a value.
 */
export type ActTable = {
  log_index: Fixed<number>;
  id: Fixed<string>;
  office: Fixed<string>;
  case_id: Fixed<string>;
  proceeding: Fixed<string>;
  version: Fixed<number>;
  procedure: Fixed<string>;
  type: Fixed<string>;
  subject: Fixed<string | null>;
  actor: Fixed<string>;
  role: Fixed<string>;
  occurred_at: Fixed<number>;
  precision: Fixed<'ms' | 'day'>;
  recorded_at: Fixed<number>;
  data: ColumnType<unknown, string, never>;
  annuls: Fixed<string | null>;
  replaces: Fixed<string | null>;
  ground: Fixed<string | null>;
  salt: Fixed<Uint8Array>;
  leaf: Fixed<Uint8Array>;
};

/** The one row that counts the log; its lock orders all writers, of all processes. */
export type HeadTable = { one: ColumnType<boolean, boolean, never>; size: number };

export type LedgerTables = { ledger_act: ActTable; ledger_head: HeadTable };
