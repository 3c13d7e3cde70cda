import { type Kysely, sql } from 'kysely';
import { flushInto, type Job, type Verdict } from './flush.ts';
import type { LedgerTables } from './tables.ts';

export type { Verdict } from './flush.ts';

/** The commit was sent and no answer came: the acts are stored or they are not. Try again with the same ids. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome';
}

const MOST_APPENDS = 500;
const MOST_ACTS = 20_000;

/** The server answered the commit with a refusal (a deferred constraint, say), so nothing is stored; class 57 and 08 are lost connections. */
const serverRefused = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(?!57|08)[0-9A-Z]{5}$/.test(error.code);

type Waiting = Job & {
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
};

export type Writer = {
  write(job: Job): Promise<Verdict>;
  close(): Promise<void>;
};

/** How many of the waiting appends, from the first on, go into one transaction: at least one. */
function groupLength(queue: readonly Job[]): number {
  let acts = 0;
  for (const [place, job] of queue.entries()) {
    acts += job.parts.reduce((sum, part) => sum + part.acts.length, 0);
    if (place === MOST_APPENDS || (place > 0 && acts > MOST_ACTS)) return place;
  }
  return queue.length;
}

/** The queue before the ledger and the one flusher that empties it, up to 500 appends in a transaction. */
export function createWriter(db: Kysely<LedgerTables>, clock: () => number, syncCommit: boolean): Writer {
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;

  async function flush(group: readonly Waiting[]): Promise<void> {
    let committing = false;
    try {
      const outcomes = await db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (trx) => {
          if (syncCommit) await sql`set local synchronous_commit = on`.execute(trx);
          const outcomes = await flushInto(trx, group, clock);
          committing = true;
          return outcomes;
        });
      for (const [place, job] of group.entries()) {
        const outcome = outcomes[place];
        if (outcome?.ok) job.resolve(outcome.verdict);
        else job.reject(outcome?.error ?? new Error('ledger: an append was left without an outcome'));
      }
    } catch (error) {
      if (committing && serverRefused(error) && group.length > 1) {
        for (const job of group) await flush([job]);
        return;
      }
      const told =
        committing && !serverRefused(error)
          ? new UnknownOutcome('ledger: no answer to the commit; the acts may be stored', { cause: error })
          : error;
      for (const job of group) job.reject(told);
    }
  }

  async function run(): Promise<void> {
    await new Promise(setImmediate);
    while (queue.length > 0) await flush(queue.splice(0, groupLength(queue)));
  }

  function start(): void {
    running ??= run().finally(() => {
      running = undefined;
      if (queue.length > 0) start();
    });
  }

  return {
    write: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('ledger: closed'));
        queue.push({ ...job, resolve, reject });
        start();
      }),
    close: async () => {
      closed = true;
      while (running) await running;
    },
  };
}
