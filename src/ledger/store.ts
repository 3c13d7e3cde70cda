import type { OpenedStore, StoreConfig } from './types.ts';

/** Opens a store and brings the ledger's tables up to date. */
export async function openStore(_config: StoreConfig): Promise<OpenedStore> {
  throw new Error('being written');
}
