import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ledger, migrate, openLedger, type RecordedAct, type Store, type Trx, UnknownOutcome } from './index.ts';
import { newAct, recorded } from './testing/acts.ts';
import { inOrderOf, oddValues } from './testing/odd.ts';
import { type Bench, benchOf } from './testing/stores.ts';

let bench: Bench;
let stores: readonly Store[];
let pglite: Store;

beforeAll(async () => {
  bench = await benchOf('connection string');
  stores = await Promise.all([bench.open(), bench.open(), bench.open()]);
  pglite = await (await benchOf('pglite in memory')).open();
});

afterAll(async () => {
  await Promise.all([...(stores ?? []), ...(pglite ? [pglite] : [])].map((store) => store.close()));
  await bench?.end();
});

test('three servers on one PostgreSQL, opened at once, keep one whole log', async () => {
  const ledgers = stores.map((store) => openLedger(store));
  const proceedings = ['a', 'b', 'c', 'd'];
  const confirmed = await Promise.all(
    Array.from({ length: 24 }, async (_, writer) => {
      const ledger = ledgers[writer % 3] as Ledger;
      const mine: string[] = [];
      let version = 0;
      while (mine.length < 10) {
        const p = proceedings[(writer + mine.length) % 4] as string;
        const act = newAct(p);
        const answer = await ledger.append({ proceeding: p, expectedVersion: version, acts: [act] });
        if (answer.ok) mine.push(act.id);
        version = !answer.ok && answer.kind === 'conflict' ? answer.version : 0;
      }
      return mine;
    }),
  );
  const acts: RecordedAct[] = [];
  for await (const act of (ledgers[0] as Ledger).all()) acts.push(act);
  expect(acts.map((act) => act.index)).toEqual(Array.from({ length: 240 }, (_, at) => at));
  expect(new Set(acts.map((act) => act.id))).toEqual(new Set(confirmed.flat()));
  for (const p of proceedings) {
    const versions = acts.filter((act) => act.proceeding === p).map((act) => act.version);
    expect(versions).toEqual(versions.map((_, at) => at + 1));
  }
});

test('a connection that breaks inside a group fails it whole, and the next append works', async () => {
  const ledger = openLedger(stores[0] as Store);
  const answers = await Promise.allSettled([
    ledger.append({ proceeding: 'broken-1', expectedVersion: 0, acts: [newAct('broken-1')] }),
    ledger.append({
      proceeding: 'broken-2',
      expectedVersion: 0,
      acts: [newAct('broken-2')],
      project: async (trx) => void (await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)),
    }),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
  const { acts } = recorded(
    await ledger.append({ proceeding: 'broken-1', expectedVersion: 0, acts: [newAct('broken-1')] }),
  );
  expect(acts[0]?.index).toBe((await ledger.head()).size - 1);
});

test('a connection that breaks at the commit leaves the outcome open, and the same acts can be sent again', async () => {
  const [store] = stores as [Store];
  const ledger = openLedger(store);
  await migrate(store, 'breaking', {
    '001-breaking': {
      up: async (db) => {
        await sql`create table breaking (a integer)`.execute(db);
        await sql`create function break_off() returns trigger language plpgsql as $$
          begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`.execute(db);
        await sql`create constraint trigger breaking after insert on breaking deferrable initially deferred
          for each row execute function break_off()`.execute(db);
      },
    },
  });
  const request = { proceeding: 'cut', expectedVersion: 0, acts: [newAct('cut')] };
  const project = async (trx: Trx) => void (await sql`insert into breaking values (1)`.execute(trx));
  await expect(ledger.append({ ...request, project })).rejects.toBeInstanceOf(UnknownOutcome);
  expect(recorded(await ledger.append(request)).version).toBe(1);
  expect(await ledger.append(request)).toMatchObject({ ok: false, kind: 'duplicate-id' });
});

test('where the server leaves commits to later, the ledger asks for them at once', async () => {
  await sql`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`.execute(
    (stores[0] as Store).db,
  );
  const store = await bench.open();
  try {
    const show = sql<{ synchronous_commit: string }>`show synchronous_commit`;
    expect((await show.execute(store.db)).rows).toEqual([{ synchronous_commit: 'off' }]);
    let inside: unknown;
    const project = async (trx: Trx) => {
      inside = (await show.execute(trx)).rows;
    };
    recorded(
      await openLedger(store).append({ proceeding: 'sync', expectedVersion: 0, acts: [newAct('sync')], project }),
    );
    expect(inside).toEqual([{ synchronous_commit: 'on' }]);
  } finally {
    await store.close();
  }
});

test('pg and PGlite read every type that the rooms use alike', async () => {
  const probe = sql`select 9007199254740991::int8 as big, 7::int4 as small, array[1, 2]::text[] as words, 1.50::numeric as exact,
    true as yes, null::text as nothing, '{"b": [1, "x"], "a": null}'::jsonb as tree, 'null'::jsonb as no_value,
    '2026-02-28'::date as day, '2026-02-28T08:00:00+08'::timestamptz as moment, 0.1::float8 as near,
    '0b0e7f9e-0000-4000-8000-000000000001'::uuid as id, count(*) as rows from (values (1), (2)) as v`;
  const [ours, theirs] = [await probe.execute(pglite.db), await probe.execute((stores[0] as Store).db)];
  expect(ours.rows).toEqual(theirs.rows);
  expect(ours.rows).toMatchObject([
    { big: Number.MAX_SAFE_INTEGER, rows: 2, day: '2026-02-28', no_value: null, exact: '1.50' },
  ]);
  for (const store of [pglite, stores[0] as Store])
    await expect(sql`select 9007199254740992::int8 as big`.execute(store.db)).rejects.toThrow('beyond 2^53-1');
});

test('the same acts give the same records on pg and PGlite', async () => {
  const acts = oddValues.map((data, at) =>
    newAct('same', { data, occurredAt: at * 1e10 - 1e11, ground: at % 2 ? '依据' : undefined }),
  );
  const told = await Promise.all(
    [pglite, stores[1] as Store].map(async (store) => {
      const ledger = openLedger(store, { clock: () => 1_790_000_000_123 });
      recorded(await ledger.append({ proceeding: 'same', expectedVersion: 0, acts }));
      return (await ledger.acts('same')).map(({ salt: _salt, leaf: _leaf, index: _index, ...rest }) => rest);
    }),
  );
  expect(told[0]).toEqual(told[1]);
  expect(JSON.stringify(told[0])).toBe(JSON.stringify(told[1]));
  expect(told[0]?.map((act) => JSON.stringify(act.data))).toEqual(
    told[0]?.map((act, at) => JSON.stringify(inOrderOf(oddValues[at] ?? null, act.data))),
  );
});
