import type { Migration } from 'kysely/migration';
import type { Store } from './types.ts';

export type { Migration };

/** Brings a room's tables up to date; each room has its own migration table `<room>_migration`. Rejects with a clear line. */
export async function migrate(
  _store: Pick<Store, 'db'>,
  _room: string,
  _migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  throw new Error('being written');
}
