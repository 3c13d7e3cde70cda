import { append, appendAll } from './append.ts';
import { internals } from './internals.ts';
import * as read from './read.ts';
import type { Ledger, Store } from './types.ts';
import { createWriter } from './writer.ts';

export { UnknownOutcome } from './writer.ts';

/**
 * The ledger over an open store. `clock` gives `recordedAt` (ms UTC), `Date.now` by default; it is taken as it is, so a
 * clock that was put back shows in the log. One per store and process is enough; several stay correct.
 */
export function openLedger(store: Store, options: { readonly clock?: () => number } = {}): Ledger {
  const inside = internals(store);
  const writer = createWriter(inside.raw, options.clock ?? Date.now, inside.syncCommit);
  inside.closers.add(writer.close);
  return {
    append: (request) => append(writer, store.db, request),
    appendAll: (parts, project) => appendAll(writer, store.db, parts, project),
    acts: (proceeding, { knownAt, trx } = {}) => read.acts(trx ?? store.db, proceeding, knownAt),
    actsOfCase: (caseId, { knownAt, trx } = {}) => read.actsOfCase(trx ?? store.db, caseId, knownAt),
    all: (range = {}) => read.all(store.db, range),
    head: async () => ({ size: await read.size(store.db) }),
    get: (id, { trx } = {}) => read.get(trx ?? store.db, id),
    close: async () => {
      await writer.close();
      inside.closers.delete(writer.close);
    },
  };
}
