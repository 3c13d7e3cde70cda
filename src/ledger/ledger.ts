import type { Ledger, Store } from './types.ts';

/** The commit was sent and no answer came: the acts are stored or not. Try again with the same ids. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

/** The ledger over an open store. `clock` gives `recordedAt` (ms UTC), `Date.now` by default. */
export function openLedger(_store: Store, _options: { readonly clock?: () => number } = {}): Ledger {
  throw new Error('being written');
}
