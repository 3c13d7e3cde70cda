import type { Trx } from '#ledger/index.ts';
import { readDossier } from './dossier.ts';
import { loadDossier } from './load.ts';
import { chunks, rowsOf, writeRows } from './projection.ts';
import type { Db } from './tables.ts';
import type { Writing } from './write.ts';

const AT_ONCE = 100;

async function proceedingIds(writing: Writing): Promise<string[]> {
  const rows = await writing.db
    .selectFrom('ledger_act')
    .select('proceeding')
    .distinct()
    .orderBy('proceeding')
    .execute();
  return rows.map((row) => row.proceeding);
}

/** Waits for who is writing and lets nobody write until the transaction ends: the lock of the log's one row. */
async function holdWriters(trx: Db): Promise<void> {
  await trx.selectFrom('ledger_head').select('size').forUpdate().execute();
}

/**
 * Drops the rows of cases, people and duties and makes them again from the acts. Drafts, packages' hashes and the bytes
 * of documents stay: of packages the acts hold the hash too, and they are put back where they are missing.
 */
export async function rebuild(
  writing: Writing,
  now: number,
): Promise<{ readonly proceedings: number; readonly acts: number }> {
  const ids = await proceedingIds(writing);
  let acts = 0;
  await writing.db.transaction().execute(async (trx) => {
    await holdWriters(trx);
    for (const table of [
      'casework_due',
      'casework_party',
      'casework_regroup',
      'casework_recusal',
      'casework_proceeding',
      'casework_package',
    ] as const)
      await trx.deleteFrom(table).execute();
    for (const some of chunks(ids, AT_ONCE)) {
      const rows = [];
      for (const id of some) {
        const recorded = await writing.deps.ledger.acts(id, { trx: trx as unknown as Trx });
        acts += recorded.length;
        const dossier = readDossier(writing, recorded, now);
        rows.push(rowsOf(writing, dossier));
        const kept = dossier.opening.package;
        if (kept)
          await trx
            .insertInto('casework_package')
            .values({
              sha256: kept.sha256,
              office: dossier.office.id,
              sender: kept.sender,
              sender_number: kept.number,
              case_id: dossier.caseId,
              proceeding: id,
            })
            .execute();
      }
      await writeRows(trx as unknown as Trx, rows);
    }
  });
  return { proceedings: ids.length, acts };
}

/** Makes the rows anew of proceedings in which the clock itself has acted since. */
export async function refresh(writing: Writing, now: number): Promise<number> {
  const due = await writing.db
    .selectFrom('casework_proceeding')
    .select('id')
    .where('wakes_at', '<=', now)
    .limit(1000)
    .execute();
  for (const { id } of due) {
    const dossier = await loadDossier(writing, id, now);
    if (!dossier) continue;
    await writing.db.transaction().execute(async (trx) => {
      await holdWriters(trx);
      const row = await trx.selectFrom('casework_proceeding').select('version').where('id', '=', id).executeTakeFirst();
      if (row?.version === dossier.version) await writeRows(trx as unknown as Trx, [rowsOf(writing, dossier)]);
    });
    writing.deps.changed?.(id);
  }
  return due.length;
}
