import type { Kysely } from 'kysely';
import { fromRow } from './rows.ts';
import type { LedgerTables } from './tables.ts';
import type { Ledger, RecordedAct } from './types.ts';

type Db = Kysely<LedgerTables>;

const selectActs = (db: Db) => db.selectFrom('ledger_act').selectAll();

export async function acts(db: Db, proceeding: string, knownAt?: number): Promise<readonly RecordedAct[]> {
  let query = selectActs(db).where('proceeding', '=', proceeding);
  if (knownAt !== undefined) query = query.where('recorded_at', '<=', knownAt);
  return (await query.orderBy('version').execute()).map(fromRow);
}

/** The acts of a proceeding with version in (after, upTo]. */
export async function actsBetween(
  db: Db,
  proceeding: string,
  after: number,
  upTo: number,
): Promise<readonly RecordedAct[]> {
  if (after >= upTo) return [];
  const query = selectActs(db)
    .where('proceeding', '=', proceeding)
    .where('version', '>', after)
    .where('version', '<=', upTo);
  return (await query.orderBy('version').execute()).map(fromRow);
}

export async function actsOfCase(db: Db, caseId: string, knownAt?: number): Promise<readonly RecordedAct[]> {
  let query = selectActs(db).where('case_id', '=', caseId);
  if (knownAt !== undefined) query = query.where('recorded_at', '<=', knownAt);
  return (await query.orderBy('log_index').execute()).map(fromRow);
}

export async function size(db: Db): Promise<number> {
  return (await db.selectFrom('ledger_head').select('size').executeTakeFirstOrThrow()).size;
}

export async function get(db: Db, id: string): Promise<RecordedAct | undefined> {
  const row = await selectActs(db).where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

export async function* all(
  db: Db,
  range: NonNullable<Parameters<Ledger['all']>[0]>,
): AsyncGenerator<RecordedAct, undefined> {
  const { fromIndex = 0, limit = Number.POSITIVE_INFINITY, office, pageSize = 1000 } = range;
  const end = await size(db);
  let next = fromIndex;
  let left = limit;
  while (next < end && left > 0) {
    const take = Math.min(pageSize, left);
    let query = selectActs(db).where('log_index', '>=', next).where('log_index', '<', end);
    if (office !== undefined) query = query.where('office', '=', office);
    const page = (await query.orderBy('log_index').limit(take).execute()).map(fromRow);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < take) return;
    left -= page.length;
    next = last.index + 1;
  }
}
