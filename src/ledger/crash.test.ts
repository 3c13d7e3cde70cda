import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openLedger, type RecordedAct } from './index.ts';
import { newAct, recorded } from './testing/acts.ts';
import { spawnChild } from './testing/spawn.ts';
import { opened, tempDir } from './testing/stores.ts';

const postmasterOf = (dir: string): number =>
  Number.parseInt(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8'), 10);

test.each([
  { kind: 'pglite', victim: 'the process' },
  { kind: 'embedded', victim: 'the process' },
  { kind: 'embedded', victim: 'the process and its PostgreSQL' },
] as const)(
  'kill -9 of $victim on $kind in the midst of appending loses no confirmed act',
  async ({ kind, victim }) => {
    const { dir, remove } = tempDir();
    const config = { kind, dir: join(dir, 'store') } as const;
    const confirmed: string[] = [];
    try {
      for (const lines of [40, 150]) {
        const child = spawnChild(config, 'append');
        await child.until(lines);
        if (victim.endsWith('PostgreSQL')) process.kill(postmasterOf(config.dir), 'SIGKILL');
        await child.kill();
        const [first, ...more] = child.lines();
        expect(first).toBe('open');
        confirmed.push(...more.flatMap((line) => line.split(' ')));
      }
      expect(confirmed.length).toBeGreaterThan(2 * (39 + 149) - 1);

      const store = await opened(config);
      try {
        const ledger = openLedger(store);
        const acts: RecordedAct[] = [];
        for await (const act of ledger.all()) acts.push(act);
        const stored = new Set(acts.map((act) => act.id));
        expect(confirmed.filter((id) => !stored.has(id))).toEqual([]);
        expect(acts.map((act) => act.index)).toEqual(acts.map((_, at) => at));
        expect(await ledger.head()).toEqual({ size: acts.length });
        const halves = Object.values(Object.groupBy(acts, (act) => act.proceeding)).filter(
          (some) => some && some.length % 2 > 0,
        );
        expect(halves).toEqual([]);
        const seen = await sql<{ act: string }>`select act from seen`.execute(store.db);
        expect(new Set(seen.rows.map((row) => row.act))).toEqual(stored);
        const more = recorded(
          await ledger.append({ proceeding: 'after', expectedVersion: 0, acts: [newAct('after')] }),
        );
        expect(more.acts[0]?.index).toBe(acts.length);
      } finally {
        await store.close();
      }
    } finally {
      remove();
    }
  },
);
