/** The trace of reading: who opened which proceeding, when, in which role and by which policy. Append-only. */
import type { Store } from '#ledger/index.ts';
import { roleTitle } from './rank.ts';
import type { Reading } from './schemas.ts';
import type { AccessTables } from './tables.ts';
import type { Actor, Staffing, Words } from './types.ts';

/** What was opened. */
export const readingKinds = {
  proceeding: { zh: '打开案件页', en: 'opened the case page' },
  clocks: { zh: '查看受理信息和期限', en: 'looked at intake and clocks' },
  document: { zh: '打开文书', en: 'opened a document' },
  proposal: { zh: '打开报批事项', en: 'opened a proposal' },
  readings: { zh: '查看查阅记录', en: 'looked at who looked' },
} as const satisfies Record<string, Words>;
export type ReadingKind = keyof typeof readingKinds;

/** A page that is open asks again after each change; the same person opening the same thing within this time is one opening. */
const sameOpeningMs = 60_000;

const isKind = (what: string): what is ReadingKind => what in readingKinds;

export function openReadings(store: Pick<Store, 'db'>, staffing: Staffing) {
  const db = store.db.$extendTables<AccessTables>();

  async function record(
    actor: Actor,
    proceeding: string,
    what: ReadingKind,
    policy: string,
    now: number,
    ground: string | null = null,
  ): Promise<void> {
    const last = await db
      .selectFrom('access_reading')
      .select('nr')
      .where('proceeding', '=', proceeding)
      .where('person', '=', actor.id)
      .where('what', '=', what)
      .where('read_at', '>', now - sameOpeningMs)
      .limit(1)
      .executeTakeFirst();
    if (last) return;
    await db
      .insertInto('access_reading')
      .values({
        office: actor.office,
        proceeding,
        person: actor.id,
        name_zh: actor.name.zh,
        name_en: actor.name.en,
        role: actor.roles[0] ?? '',
        what,
        policy,
        ground,
        read_at: now,
      })
      .execute();
  }

  /** The last 500 openings, newest first. */
  async function of(proceeding: string): Promise<readonly Reading[]> {
    const rows = await db
      .selectFrom('access_reading')
      .selectAll()
      .where('proceeding', '=', proceeding)
      .orderBy('nr', 'desc')
      .limit(500)
      .execute();
    return rows.map((row) => ({
      who: { id: row.person, name: { zh: row.name_zh, en: row.name_en } },
      role: roleTitle(staffing, row.role),
      at: row.read_at,
      what: isKind(row.what) ? readingKinds[row.what] : { zh: row.what, en: row.what },
    }));
  }

  return { record, of };
}
