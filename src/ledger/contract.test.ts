import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Json,
  type Ledger,
  leafHash,
  migrate,
  openLedger,
  type RecordedAct,
  type Store,
  type Trx,
} from './index.ts';
import { newAct, recorded } from './testing/acts.ts';
import { inOrderOf, oddValues } from './testing/odd.ts';
import { type Bench, benchOf, kinds } from './testing/stores.ts';

type Note = { note: { proceeding: string; version: number; act: string } };

async function everything(ledger: Ledger, range: Parameters<Ledger['all']>[0] = {}): Promise<readonly RecordedAct[]> {
  const found: RecordedAct[] = [];
  for await (const act of ledger.all(range)) found.push(act);
  return found;
}

/** The log is whole: places 0..size-1, versions 1..n in each proceeding, in the order of the log. */
async function expectWhole(ledger: Ledger): Promise<void> {
  const acts = await everything(ledger, { pageSize: 777 });
  const { size } = await ledger.head();
  expect(acts.map((act) => act.index)).toEqual(Array.from({ length: size }, (_, at) => at));
  const versions = new Map<string, number>();
  for (const act of acts) {
    const version = (versions.get(act.proceeding) ?? 0) + 1;
    expect([act.proceeding, act.version]).toEqual([act.proceeding, version]);
    versions.set(act.proceeding, version);
  }
}

describe.each(kinds)('the ledger on %s', (kind) => {
  let bench: Bench;
  let store: Store;
  let ledger: Ledger;
  let now = Date.UTC(2026, 5, 1);
  let count = 0;
  const fresh = (): string => `p-${++count}`;
  const clock = (): number => now;
  const note = (trx: Trx, act: RecordedAct) =>
    trx
      .$extendTables<Note>()
      .insertInto('note')
      .values({ proceeding: act.proceeding, version: act.version, act: act.id })
      .execute();
  const notes = async (proceeding: string): Promise<readonly number[]> =>
    (
      await store.db
        .$extendTables<Note>()
        .selectFrom('note')
        .select('version')
        .where('proceeding', '=', proceeding)
        .orderBy('version')
        .execute()
    ).map((row) => row.version);

  beforeAll(async () => {
    bench = await benchOf(kind);
    store = await bench.open();
    ledger = openLedger(store, { clock });
    await migrate(store, 'notes', {
      '001-note': {
        up: async (db) => {
          await sql`create table note (proceeding text not null, version integer not null,
            act uuid not null references ledger_act (id) deferrable initially deferred)`.execute(db);
        },
      },
    });
  });

  afterAll(async () => {
    await store?.close();
    await bench?.end();
  });

  test('records acts in order, and reads them back as they were answered', async () => {
    const p = fresh();
    const first = recorded(
      await ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p), newAct(p, { type: 'registered' })] }),
    );
    const id = first.acts[0]?.id as string;
    const second = recorded(
      await ledger.append({
        proceeding: p,
        expectedVersion: 2,
        acts: [newAct(p, { annuls: id, replaces: id, ground: '笔误', subject: 's-1', precision: 'day', data: null })],
      }),
    );
    expect(first.version).toBe(2);
    expect(second.version).toBe(3);
    const acts = await ledger.acts(p);
    expect(acts).toEqual([...first.acts, ...second.acts]);
    expect(acts.map((act) => act.version)).toEqual([1, 2, 3]);
    expect(acts.every((act) => act.recordedAt === now)).toBe(true);
    expect(await ledger.get(id)).toEqual(acts[0]);
    expect(await ledger.get('00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });

  test('each leaf is the hash of the row read back, and each salt is new', async () => {
    const p = fresh();
    const data = { 名: '嫌疑人甲', n: [1.5, -0, 1e-7, 0.1], z: { b: null, a: true }, '': '\u2028"\\' };
    recorded(
      await ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p, { data }), newAct(p, { data })] }),
    );
    const acts = await ledger.acts(p);
    for (const act of acts) {
      expect(act.leaf).toBe(leafHash(act));
      expect(leafHash({ ...act, data: { ...data, 名: '嫌疑人乙' } })).not.toBe(act.leaf);
    }
    expect(new Set(acts.map((act) => act.salt)).size).toBe(2);
  });

  test('the later of two is told what changed, and nothing of it is stored', async () => {
    const p = fresh();
    recorded(await ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p)] }));
    const before = await ledger.head();
    const answers = await Promise.all([
      ledger.append({ proceeding: p, expectedVersion: 1, acts: [newAct(p, { type: 'approved' })] }),
      ledger.append({ proceeding: p, expectedVersion: 1, acts: [newAct(p, { type: 'refused' }), newAct(p)] }),
    ]);
    const won = recorded(answers[0]);
    expect(answers[1]).toEqual({ ok: false, kind: 'conflict', proceeding: p, version: 2, since: won.acts });
    expect((await ledger.head()).size).toBe(before.size + 1);
    expect(await ledger.append({ proceeding: p, expectedVersion: 9, acts: [newAct(p)] })).toMatchObject({
      kind: 'conflict',
      version: 2,
      since: [],
    });
  });

  test('two appends of one group to one proceeding follow each other', async () => {
    const p = fresh();
    const answers = await Promise.all(
      [0, 1, 2].map((v) => ledger.append({ proceeding: p, expectedVersion: v, acts: [newAct(p)] })),
    );
    expect(answers.map((answer) => recorded(answer).version)).toEqual([1, 2, 3]);
  });

  test('the same act sent twice is recognised', async () => {
    const p = fresh();
    const act = newAct(p);
    const answers = await Promise.all([
      ledger.append({ proceeding: p, expectedVersion: 0, acts: [act] }),
      ledger.append({ proceeding: p, expectedVersion: 0, acts: [act] }),
    ]);
    const [existing] = recorded(answers[0]).acts;
    expect(answers[1]).toEqual({ ok: false, kind: 'duplicate-id', id: act.id, existing });
    const elsewhere = fresh();
    expect(
      await ledger.append({
        proceeding: elsewhere,
        expectedVersion: 0,
        acts: [newAct(elsewhere), { ...act, proceeding: elsewhere }],
      }),
    ).toEqual({ ok: false, kind: 'duplicate-id', id: act.id, existing });
    expect(await ledger.acts(elsewhere)).toEqual([]);
  });

  test('32 writers on 5 proceedings lose nothing', async () => {
    const proceedings = Array.from({ length: 5 }, fresh);
    const mine = await Promise.all(
      Array.from({ length: 32 }, async (_, writer) => {
        const confirmed: string[] = [];
        let version = 0;
        while (confirmed.length < 12) {
          const p = proceedings[(writer + confirmed.length) % 5] as string;
          const act = newAct(p, { actor: `w-${writer}` });
          const answer = await ledger.append({
            proceeding: p,
            expectedVersion: version,
            acts: [act],
            project: writer % 2 ? async (trx, [one]) => void (await note(trx, one as RecordedAct)) : undefined,
          });
          if (answer.ok) confirmed.push(act.id);
          version = answer.ok ? 0 : answer.kind === 'conflict' ? answer.version : Number.NaN;
        }
        return confirmed;
      }),
    );
    const stored = (await Promise.all(proceedings.map((p) => ledger.acts(p)))).flat();
    expect(stored).toHaveLength(32 * 12);
    expect(new Set(stored.map((act) => act.id))).toEqual(new Set(mine.flat()));
    const noted = (await Promise.all(proceedings.map(notes))).flat();
    expect(noted).toHaveLength(16 * 12);
    await expectWhole(ledger);
  });

  test('a projection that throws undoes its own append only', async () => {
    const [p, q, r] = [fresh(), fresh(), fresh()];
    const project = async (trx: Trx, acts: readonly RecordedAct[]) => {
      for (const act of acts) await note(trx, act);
      if (acts[0]?.proceeding === q) throw new Error('the projection is broken');
    };
    const answers = await Promise.allSettled([
      ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p)], project }),
      ledger.append({ proceeding: q, expectedVersion: 0, acts: [newAct(q), newAct(q)], project }),
      ledger.append({ proceeding: q, expectedVersion: 2, acts: [newAct(q)] }),
      ledger.append({ proceeding: r, expectedVersion: 0, acts: [newAct(r)], project }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(answers[1]).toMatchObject({ reason: { message: 'the projection is broken' } });
    expect(answers[2]).toMatchObject({ value: { kind: 'conflict', version: 0 } });
    expect([await ledger.acts(q), await notes(q)]).toEqual([[], []]);
    expect([await notes(p), await notes(r)]).toEqual([[1], [1]]);
    await expectWhole(ledger);
  });

  test('a projection that fails in SQL and hides it, or only at the commit, fails its own append only', async () => {
    const [p, q, r] = [fresh(), fresh(), fresh()];
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const answers = await Promise.allSettled([
      ledger.append({
        proceeding: p,
        expectedVersion: 0,
        acts: [newAct(p)],
        project: async (trx) => void (await sql`select 1/0`.execute(trx).catch(() => undefined)),
      }),
      ledger.append({
        proceeding: q,
        expectedVersion: 0,
        acts: [newAct(q)],
        project: async (trx, [act]) => void (await note(trx, { ...(act as RecordedAct), id: nowhere })),
      }),
      ledger.append({ proceeding: r, expectedVersion: 0, acts: [newAct(r)] }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(answers[1]).toMatchObject({ reason: { code: '23503' } });
    expect([await ledger.acts(p), await ledger.acts(q)]).toEqual([[], []]);
    expect(await ledger.acts(r)).toHaveLength(1);
    await expectWhole(ledger);
  });

  test('a projection sees its acts by trx, and store.db or append inside it is an error, not a standstill', async () => {
    const p = fresh();
    let seen: readonly RecordedAct[] = [];
    const answer = recorded(
      await ledger.append({
        proceeding: p,
        expectedVersion: 0,
        acts: [newAct(p)],
        project: async (trx) => {
          seen = await ledger.acts(p, { trx });
        },
      }),
    );
    expect(seen).toEqual(answer.acts);
    const wrong = [
      async () => void (await store.db.selectFrom('ledger_head').selectAll().execute()),
      async () => void (await ledger.append({ proceeding: p, expectedVersion: 1, acts: [newAct(p)] })),
    ];
    for (const project of wrong)
      await expect(ledger.append({ proceeding: p, expectedVersion: 1, acts: [newAct(p)], project })).rejects.toThrow(
        'use its trx',
      );
  });

  test('several proceedings are appended together or not at all', async () => {
    const [p, q] = [fresh(), fresh()];
    const caseId = `both-${p}`;
    const both = recorded(
      await ledger.appendAll(
        [
          { proceeding: p, expectedVersion: 0, acts: [newAct(p, { caseId }), newAct(p, { caseId })] },
          { proceeding: q, expectedVersion: 0, acts: [newAct(q, { caseId })] },
        ],
        async (trx, acts) => {
          for (const act of acts) await note(trx, act);
        },
      ),
    );
    expect(both.versions).toEqual({ [p]: 2, [q]: 1 });
    expect(await ledger.actsOfCase(caseId)).toEqual(both.acts);
    expect(await notes(p)).toEqual([1, 2]);
    expect(
      await ledger.appendAll([
        { proceeding: p, expectedVersion: 2, acts: [newAct(p)] },
        { proceeding: q, expectedVersion: 0, acts: [newAct(q)] },
      ]),
    ).toEqual({ ok: false, kind: 'conflict', proceeding: q, version: 1, since: both.acts.slice(2) });
    expect(await ledger.acts(p)).toHaveLength(2);
    await expectWhole(ledger);
  });

  test('a large append goes in whole', async () => {
    const p = fresh();
    const acts = Array.from({ length: 3500 }, (_, at) => newAct(p, { data: { at } }));
    recorded(await ledger.append({ proceeding: p, expectedVersion: 0, acts }));
    expect((await ledger.acts(p)).map((act) => act.data)).toEqual(acts.map((act) => act.data));
  });

  test('what cannot be stored is refused with its place, alone', async () => {
    const [p, q] = [fresh(), fresh()];
    const [bad, good] = await Promise.all([
      ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p, { data: { a: [1, { b: Number.NaN }] } })] }),
      ledger.append({ proceeding: q, expectedVersion: 0, acts: [newAct(q)] }),
    ]);
    expect(bad).toMatchObject({ ok: false, kind: 'invalid', path: 'acts[0].data.a[1].b' });
    expect(good.ok).toBe(true);
  });

  test('odd values come back as they went in', async () => {
    const p = fresh();
    const answer = recorded(
      await ledger.append({ proceeding: p, expectedVersion: 0, acts: oddValues.map((data) => newAct(p, { data })) }),
    );
    const acts = await ledger.acts(p);
    expect(acts.map((act) => JSON.stringify(act.data))).toEqual(
      acts.map((act, at) => JSON.stringify(inOrderOf(oddValues[at] as Json, act.data))),
    );
    expect(acts).toEqual(answer.acts);
    for (const act of acts) expect(act.leaf).toBe(leafHash(act));
  });

  test('reads as known at a moment, by case, by office and by pages', async () => {
    const [p, q] = [fresh(), fresh()];
    const from = (await ledger.head()).size;
    recorded(
      await ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p, { office: 'north', caseId: 'k' })] }),
    );
    const earlier = now;
    now += 60_000;
    recorded(
      await ledger.append({ proceeding: q, expectedVersion: 0, acts: [newAct(q, { office: 'south', caseId: 'k' })] }),
    );
    recorded(
      await ledger.append({ proceeding: p, expectedVersion: 1, acts: [newAct(p, { office: 'north', caseId: 'k' })] }),
    );
    expect((await ledger.acts(p, { knownAt: earlier })).map((act) => act.version)).toEqual([1]);
    expect((await ledger.acts(p, { knownAt: now })).map((act) => act.version)).toEqual([1, 2]);
    expect(await ledger.acts(p, { knownAt: earlier - 1 })).toEqual([]);
    expect((await ledger.actsOfCase('k')).map((act) => act.index)).toEqual([from, from + 1, from + 2]);
    expect((await ledger.actsOfCase('k', { knownAt: earlier })).map((act) => act.index)).toEqual([from]);
    expect((await everything(ledger, { office: 'north', pageSize: 1 })).map((act) => act.index)).toEqual([
      from,
      from + 2,
    ]);
    expect((await everything(ledger, { fromIndex: from + 1, limit: 1 })).map((act) => act.index)).toEqual([from + 1]);
    expect(await everything(ledger, { fromIndex: from + 3 })).toEqual([]);
    expect(await everything(ledger, { limit: 5, pageSize: 2 })).toHaveLength(5);
  });

  test('what is recorded cannot be changed, dropped or emptied', async () => {
    const forbidden = [
      "update ledger_act set actor = 'somebody else'",
      'delete from ledger_act where false',
      'truncate ledger_act cascade',
      'delete from ledger_head',
      'truncate ledger_head',
      'update ledger_head set size = size - 1',
    ];
    for (const statement of forbidden) await expect(sql.raw(statement).execute(store.db), statement).rejects.toThrow();
    await sql`grant update, delete, truncate on ledger_act, ledger_head to current_user`.execute(store.db);
    for (const statement of forbidden)
      await expect(sql.raw(statement).execute(store.db), statement).rejects.toThrow(/forbidden|cannot shrink/);
    await sql`revoke update, delete, truncate on ledger_act from current_user`.execute(store.db);
    await sql`grant update (id) on ledger_act to current_user`.execute(store.db);
    await expectWhole(ledger);
  });

  test.skipIf(kind !== 'embedded' && kind !== 'connection string')(
    'the role of the application may not change acts',
    async () => {
      const { rows } = await sql`select rolsuper as super, has_table_privilege('ledger_act', 'delete') as delete,
      has_table_privilege('ledger_act', 'update') as update, has_table_privilege('ledger_act', 'truncate') as truncate
      from pg_roles where rolname = current_user`.execute(store.db);
      expect(rows).toEqual([{ super: false, delete: false, update: false, truncate: false }]);
    },
  );

  test('a migration that fails changes nothing and names itself', async () => {
    const migrations = {
      '001-one': { up: async (db: Store['db']) => void (await sql`create table half_made (a integer)`.execute(db)) },
      '002-bad': { up: async (db: Store['db']) => void (await sql`create table half_made (a integer)`.execute(db)) },
    };
    await expect(migrate(store, 'broken', migrations)).rejects.toThrow(/^migrate broken, 002-bad: .*half_made/);
    const { rows } = await sql`select to_regclass('half_made')::text as found`.execute(store.db);
    expect(rows).toEqual([{ found: null }]);
  });

  test.skipIf(kind === 'pglite in memory')('all is there after closing and opening again', async () => {
    const before = await everything(ledger);
    await store.close();
    await store.close();
    store = await bench.open();
    ledger = openLedger(store, { clock });
    expect(await everything(ledger)).toEqual(before);
    const p = fresh();
    const [act] = recorded(await ledger.append({ proceeding: p, expectedVersion: 0, acts: [newAct(p)] })).acts;
    expect(act?.index).toBe(before.length);
  });

  test('closing writes what waits and takes no more', async () => {
    const p = fresh();
    const other = openLedger(store, { clock });
    const waiting = [0, 1].map((v) => other.append({ proceeding: p, expectedVersion: v, acts: [newAct(p)] }));
    await other.close();
    await expect(other.append({ proceeding: p, expectedVersion: 2, acts: [newAct(p)] })).rejects.toThrow('closed');
    expect((await Promise.all(waiting)).map((answer) => recorded(answer).version)).toEqual([1, 2]);
  });
});
