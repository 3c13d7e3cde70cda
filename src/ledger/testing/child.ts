import { sql } from 'kysely';
import { migrate, openLedger, openStore, type RecordedAct, type StoreConfig } from '../index.ts';
import { newAct } from './acts.ts';

/**
 * A process to be killed: `node child.ts '<config as JSON>' hold|append`. It prints `open`, or the kind of the refusal;
 * with `append` then one line for each confirmed append: the ids of its acts.
 */
const [config, work] = process.argv.slice(2);
const answer = await openStore(JSON.parse(config as string) as StoreConfig);
if (!answer.ok) {
  process.stdout.write(`${answer.kind}\n`);
  process.exit(3);
}
const { store } = answer;
const ledger = openLedger(store);
await migrate(store, 'seen', {
  '001-seen': { up: async (db) => void (await sql`create table seen (act uuid primary key)`.execute(db)) },
});
process.stdout.write('open\n');
setInterval(() => undefined, 1000);

const see = async (trx: Parameters<Parameters<typeof migrate>[2][string]['up']>[0], acts: readonly RecordedAct[]) => {
  for (const act of acts) await sql`insert into seen values (${act.id})`.execute(trx);
};

if (work === 'append') {
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const proceeding = `${process.pid}-${writer}`;
      for (let version = 0; ; version += 2) {
        const acts = [newAct(proceeding), newAct(proceeding)];
        const done = await ledger.append({ proceeding, expectedVersion: version, acts, project: see });
        if (!done.ok) throw new Error(JSON.stringify(done));
        process.stdout.write(`${acts.map((act) => act.id).join(' ')}\n`);
      }
    }),
  );
}
