import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { projecting } from './internals.ts';
import { leafHash } from './leaf.ts';
import { toRow } from './rows.ts';
import type { ProceedingAppend, Project, RecordedAct, Trx } from './types.ts';

/** One append as it waits in the queue; its acts have passed `unfit`. */
export type Job = { readonly parts: readonly ProceedingAppend[]; readonly project: Project | undefined };

/** What became of an append, before the acts that a refusal shows are read. */
export type Verdict =
  | {
      readonly kind: 'recorded';
      readonly acts: readonly RecordedAct[];
      readonly versions: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'conflict';
      readonly proceeding: string;
      readonly version: number;
      readonly expectedVersion: number;
    }
  | { readonly kind: 'duplicate-id'; readonly id: string };

export type Outcome =
  | { readonly ok: true; readonly verdict: Verdict }
  | { readonly ok: false; readonly error: unknown };

/** What the log looks like to the next append of the group. */
type Log = { size: number; readonly versions: Map<string, number>; readonly ids: Set<string> };

/** Rows in one statement: 20 columns each, and PostgreSQL takes 65,535 parameters. */
const ROWS = 1000;
const LOOK_UP = 10_000;

function* slices<T>(items: readonly T[], length: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += length) yield items.slice(from, from + length);
}

const idsOf = (job: Job): readonly string[] => job.parts.flatMap((part) => part.acts.map((act) => act.id));

/** Locks the head row, so that writers of all processes come one after another, and reads what the group touches. */
async function lockLog(trx: Trx, group: readonly Job[]): Promise<Log> {
  const head = await trx.selectFrom('ledger_head').select('size').forUpdate().executeTakeFirstOrThrow();
  const versions = new Map<string, number>();
  const proceedings = [...new Set(group.flatMap((job) => job.parts.map((part) => part.proceeding)))];
  for (const some of slices(proceedings, LOOK_UP)) {
    const rows = await trx
      .selectFrom('ledger_act')
      .select(({ fn }) => ['proceeding', fn.max('version').as('version')])
      .where('proceeding', 'in', some)
      .groupBy('proceeding')
      .execute();
    for (const row of rows) versions.set(row.proceeding, row.version);
  }
  const ids = new Set<string>();
  for (const some of slices([...new Set(group.flatMap(idsOf))], LOOK_UP)) {
    for (const row of await trx.selectFrom('ledger_act').select('id').where('id', 'in', some).execute())
      ids.add(row.id);
  }
  return { size: head.size, versions, ids };
}

const copyLog = (log: Log): Log => ({ size: log.size, versions: new Map(log.versions), ids: new Set(log.ids) });

/** What this append would come to on this log. Changes nothing. */
function decide(log: Log, job: Job, recordedAt: number): Verdict {
  const duplicate = idsOf(job).find((id) => log.ids.has(id));
  if (duplicate !== undefined) return { kind: 'duplicate-id', id: duplicate };
  const acts: RecordedAct[] = [];
  const versions: [string, number][] = [];
  for (const { proceeding, expectedVersion, acts: fresh } of job.parts) {
    const version = log.versions.get(proceeding) ?? 0;
    if (version !== expectedVersion) return { kind: 'conflict', proceeding, version, expectedVersion };
    for (const [place, act] of fresh.entries()) {
      const index = log.size + acts.length;
      const unhashed = { ...act, version: version + place + 1, recordedAt, salt: randomBytes(16).toString('hex') };
      acts.push({ ...unhashed, index, leaf: leafHash(unhashed) });
    }
    versions.push([proceeding, version + fresh.length]);
  }
  return { kind: 'recorded', acts, versions: Object.fromEntries(versions) };
}

function take(log: Log, verdict: Verdict): void {
  if (verdict.kind !== 'recorded') return;
  log.size += verdict.acts.length;
  for (const [proceeding, version] of Object.entries(verdict.versions)) log.versions.set(proceeding, version);
  for (const act of verdict.acts) log.ids.add(act.id);
}

/** Inserts the acts; rejects if a row was in the way, which the head's lock rules out for all who go through the ledger. */
async function insert(trx: Trx, acts: readonly RecordedAct[]): Promise<void> {
  for (const some of slices(acts, ROWS)) {
    const written = await trx
      .insertInto('ledger_act')
      .values(some.map(toRow))
      .onConflict((conflict) => conflict.columns(['proceeding', 'version']).doNothing())
      .returning('log_index')
      .execute();
    if (written.length !== some.length)
      throw new Error('ledger: acts were written past the ledger: a version is taken');
  }
}

/** Runs `work` in a savepoint: undone and told if it throws; the transaction goes on. */
async function attempt(trx: Trx, work: () => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  await sql`savepoint ledger_append`.execute(trx);
  try {
    await work();
    await sql`release savepoint ledger_append`.execute(trx);
    return undefined;
  } catch (error) {
    await sql`rollback to savepoint ledger_append`.execute(trx);
    await sql`release savepoint ledger_append`.execute(trx);
    return { error };
  }
}

async function writeOne(trx: Trx, log: Log, job: Job, clock: () => number): Promise<Outcome> {
  const verdict = decide(log, job, clock());
  if (verdict.kind !== 'recorded') return { ok: true, verdict };
  const failed = await attempt(trx, async () => {
    await insert(trx, verdict.acts);
    const { project } = job;
    if (project) await projecting.run(true, () => project(trx, verdict.acts));
  });
  if (failed) return { ok: false, error: failed.error };
  take(log, verdict);
  return { ok: true, verdict };
}

/** Appends without a projection go in by one insert; should that fail, one by one, so that only the guilty one fails. */
async function writeRun(trx: Trx, log: Log, jobs: readonly Job[], clock: () => number): Promise<readonly Outcome[]> {
  const tried = copyLog(log);
  const verdicts = jobs.map((job) => {
    const verdict = decide(tried, job, clock());
    take(tried, verdict);
    return verdict;
  });
  const acts = verdicts.flatMap((verdict) => (verdict.kind === 'recorded' ? verdict.acts : []));
  const failed = acts.length > 0 ? await attempt(trx, () => insert(trx, acts)) : undefined;
  if (!failed) {
    for (const verdict of verdicts) take(log, verdict);
    return verdicts.map((verdict) => ({ ok: true, verdict }));
  }
  if (jobs.length === 1) return [{ ok: false, error: failed.error }];
  const outcomes: Outcome[] = [];
  for (const job of jobs) outcomes.push(await writeOne(trx, log, job, clock));
  return outcomes;
}

/** Neighbours without a projection together, each with one alone. */
function runs(group: readonly Job[]): readonly (readonly Job[])[] {
  const found: Job[][] = [];
  for (const job of group) {
    const last = found.at(-1);
    if (last && !job.project && !last[0]?.project) last.push(job);
    else found.push([job]);
  }
  return found;
}

/** Writes a group of appends, in their order, in the given transaction; the outcomes stand in the same order. */
export async function flushInto(trx: Trx, group: readonly Job[], clock: () => number): Promise<readonly Outcome[]> {
  const log = await lockLog(trx, group);
  const before = log.size;
  const outcomes: Outcome[] = [];
  for (const jobs of runs(group)) {
    const [first] = jobs;
    if (first?.project) outcomes.push(await writeOne(trx, log, first, clock));
    else outcomes.push(...(await writeRun(trx, log, jobs, clock)));
  }
  if (log.size > before) await trx.updateTable('ledger_head').set({ size: log.size }).execute();
  return outcomes;
}
