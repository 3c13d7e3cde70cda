import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, KyselyPlugin } from 'kysely';
import type { LedgerTables } from './tables.ts';
import type { Store } from './types.ts';

/** What the ledger knows of a store beyond its door. */
export type Internals = {
  /** The database without the guard of `store.db`. */
  readonly raw: Kysely<LedgerTables>;
  /** Whether each writing transaction must ask for a synchronous commit because the server's default is off. */
  readonly syncCommit: boolean;
  readonly closers: Set<() => Promise<void>>;
};

const known = new WeakMap<Store, Internals>();

export const setInternals = (store: Store, inside: Internals): void => {
  known.set(store, inside);
};

export function internals(store: Store): Internals {
  const inside = known.get(store);
  if (!inside) throw new Error('openLedger: not a store that openStore opened');
  return inside;
}

/** Set while a `project` callback runs. */
export const projecting = new AsyncLocalStorage<true>();

export const refuseInsideProject = (what: string): void => {
  if (projecting.getStore()) throw new Error(`${what} inside a project callback would wait for itself: use its trx`);
};

/** Turns a wait without end on PGlite (its one connection is taken by the writer) into an error on every store. */
export const guard: KyselyPlugin = {
  transformQuery: ({ node }) => {
    refuseInsideProject('store.db');
    return node;
  },
  transformResult: async ({ result }) => result,
};
