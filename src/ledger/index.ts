/**
 * The ledger: acts recorded once, in order, for good; and the store (PGlite or PostgreSQL) that every room's tables live
 * in. It does not know what an act means. See README.md.
 */
export { canonical, leafBytes, leafHash } from './leaf.ts';
export { openLedger, UnknownOutcome } from './ledger.ts';
export { type Migration, migrate } from './migrate.ts';
export { openStore } from './store.ts';
export type { ActTable, HeadTable, LedgerTables } from './tables.ts';
export type {
  Append,
  Appended,
  AppendedAll,
  Json,
  Ledger,
  NewAct,
  OpenedStore,
  ProceedingAppend,
  Project,
  RecordedAct,
  Refusal,
  Store,
  StoreConfig,
  StoreRefusal,
  Trx,
  Words,
} from './types.ts';
