import type { Migration } from 'kysely/migration';
import { Migrator } from 'kysely/migration';
import type { Store } from './types.ts';

export type { Migration };

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Brings a room's tables up to date, in one transaction. Migrations run in the order of their names (`001-...`); what
 * has run is kept in the room's own table `<room>_migration`. Never change one that has run: add another.
 * Rejects with one line naming the room and the migration.
 */
export async function migrate(
  store: Pick<Store, 'db'>,
  room: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  if (!/^[a-z][a-z_]{0,40}$/.test(room))
    throw new Error(`migrate: room name "${room}" must be lower-case letters and _`);
  const migrator = new Migrator({
    db: store.db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: `${room}_migration`,
    migrationLockTableName: `${room}_migration_lock`,
    nameComparator: byCode,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(`migrate ${room}${failed ? `, ${failed}` : ''}: ${reason}`, { cause: error });
}
