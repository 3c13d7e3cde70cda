import type { Dossier } from './dossier.ts';
import type { Text } from './schemas.ts';
import type { Db } from './tables.ts';
import { words } from './words.ts';

/** A case and those that it was merged with, whichever way; itself first. */
export async function casesJoined(db: Db, caseId: string): Promise<string[]> {
  const found = [caseId];
  for (let looked = 0; looked < found.length; looked++) {
    const rows = await db
      .selectFrom('casework_regroup')
      .select(['into_case', 'from_case'])
      .where((eb) => eb.or([eb('into_case', '=', found[looked]!), eb('from_case', '=', found[looked]!)]))
      .where('kind', '=', 'merge')
      .execute();
    for (const id of rows.flatMap((row) => [row.into_case, row.from_case])) if (!found.includes(id)) found.push(id);
  }
  return found;
}

/** Numbers of the other proceedings that a proceeding names. */
export async function numbersOf(db: Db, dossier: Dossier): Promise<ReadonlyMap<string, Text>> {
  const ids = [
    ...new Set([...dossier.regrouped.map((one) => one.proceeding), ...dossier.past.map((one) => one.of)]),
  ].filter((id) => id !== dossier.id);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('casework_proceeding')
    .select(['id', 'number', 'number_zh'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, words(row.number_zh, row.number)]));
}

/** Proceedings that got what stood in this one: `until` ms UTC. Those that got it from there too. */
export async function wentOnIn(
  db: Db,
  proceeding: string,
): Promise<readonly { readonly id: string; readonly until: number }[]> {
  const found: { id: string; until: number }[] = [];
  const look = async (from: string, until: number): Promise<void> => {
    const rows = await db
      .selectFrom('casework_regroup')
      .select(['into_proceeding', 'done_at'])
      .where('from_proceeding', '=', from)
      .execute();
    for (const row of rows) {
      const last = Math.min(until, row.done_at);
      if (row.into_proceeding === proceeding || found.some((one) => one.id === row.into_proceeding)) continue;
      found.push({ id: row.into_proceeding, until: last });
      await look(row.into_proceeding, last);
    }
  };
  await look(proceeding, Number.MAX_SAFE_INTEGER);
  return found;
}

/** The proceedings whose documents are part of this one's file, each with the moment until which. */
export async function cameFrom(
  db: Db,
  proceeding: string,
): Promise<readonly { readonly id: string; readonly until: number }[]> {
  const found: { id: string; until: number }[] = [];
  const look = async (into: string, until: number): Promise<void> => {
    const rows = await db
      .selectFrom('casework_regroup')
      .select(['from_proceeding', 'done_at'])
      .where('into_proceeding', '=', into)
      .execute();
    for (const row of rows) {
      if (row.from_proceeding === proceeding || found.some((one) => one.id === row.from_proceeding)) continue;
      const last = Math.min(until, row.done_at);
      found.push({ id: row.from_proceeding, until: last });
      await look(row.from_proceeding, last);
    }
  };
  await look(proceeding, Number.MAX_SAFE_INTEGER);
  return found;
}
