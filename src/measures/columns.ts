/** The acts and duties as columns in DuckDB, in the process; dropped and made again at will. */
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type { ProceedingRows, Source } from './rows.ts';
import type { Parameter, Sql } from './sql.ts';

const schema = `
  create table acts (idx bigint, id varchar, office varchar, case_id varchar, number varchar, proceeding varchar, procedure varchar,
    name varchar, subject varchar, on_date date, desk varchar, offence varchar, data json);
  create table duties (key varchar, office varchar, case_id varchar, number varchar, proceeding varchar, procedure varchar, name varchar,
    subject varchar, opened date, due date, state varchar, late_days integer, ours boolean, alert_only boolean, desk varchar, offence varchar);
`;

export interface Columns {
  /** Brings the snapshot up to the ledger and to `now`; answers the moment as known at which figures stand. */
  refresh(now: number): Promise<{ readonly asKnownAt: number; readonly size: number }>;
  rows(sql: Sql): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): void;
}

/** A day passing changes states (running becomes overdue), so a snapshot of an earlier day is read anew. */
export async function openColumns(source: Source, dayOf: (at: number) => string): Promise<Columns> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const db = await instance.connect();
  await db.run(schema);
  let size = 0;
  let asKnownAt = 0;
  let running: Promise<void> = Promise.resolve();

  const load = async (now: number): Promise<void> => {
    const head = await source.size();
    const newDay = asKnownAt === 0 || dayOf(asKnownAt) !== dayOf(now);
    if (head === size && !newDay) return;
    const fromIndex = newDay ? 0 : size;
    const batch: ProceedingRows[] = [];
    for await (const rows of source.read({ fromIndex, knownAt: now })) batch.push(rows);
    await db.run('begin');
    try {
      if (fromIndex === 0) await db.run('delete from acts; delete from duties');
      else
        await forget(
          db,
          batch.map((rows) => rows.proceeding),
        );
      await write(db, batch);
      await db.run('commit');
    } catch (error) {
      await db.run('rollback');
      throw error;
    }
    size = head;
    asKnownAt = now;
  };

  return {
    async refresh(now) {
      running = running.catch(() => undefined).then(() => load(now));
      await running;
      return { asKnownAt, size };
    },
    async rows(sql) {
      const prepared = await db.prepare(sql.text);
      prepared.bind(sql.values.map((value: Parameter): DuckDBValue => value));
      const reader = await prepared.runAndReadAll();
      return reader.getRowObjectsJS();
    },
    close() {
      db.closeSync();
      instance.closeSync();
    },
  };
}

async function forget(db: DuckDBConnection, proceedings: readonly string[]): Promise<void> {
  for (const table of ['acts', 'duties']) {
    const prepared = await db.prepare(
      `delete from ${table} where proceeding in (select unnest(from_json(?::json, '["VARCHAR"]')))`,
    );
    prepared.bind([JSON.stringify(proceedings)]);
    await prepared.run();
  }
}

type Appender = Awaited<ReturnType<DuckDBConnection['createAppender']>>;

async function write(db: DuckDBConnection, batch: readonly ProceedingRows[]): Promise<void> {
  const acts = await db.createAppender('acts');
  const duties = await db.createAppender('duties');
  for (const rows of batch) {
    for (const a of rows.acts) {
      acts.appendBigInt(BigInt(a.index));
      for (const text of [a.id, a.office, a.caseId, a.number, a.proceeding, a.procedure, `${a.procedure}/${a.type}`])
        acts.appendVarchar(text);
      optional(acts, a.subject);
      date(acts, a.date);
      optional(acts, a.desk);
      optional(acts, a.offence);
      acts.appendVarchar(JSON.stringify(a.data));
      acts.endRow();
    }
    for (const d of rows.duties) {
      for (const text of [d.key, d.office, d.caseId, d.number, d.proceeding, d.procedure, `${d.procedure}/${d.rule}`])
        duties.appendVarchar(text);
      optional(duties, d.subject);
      date(duties, d.opened);
      date(duties, d.due);
      duties.appendVarchar(d.state);
      if (d.lateDays === null) duties.appendNull();
      else duties.appendInteger(d.lateDays);
      duties.appendBoolean(d.ours);
      duties.appendBoolean(d.alertOnly);
      optional(duties, d.desk);
      optional(duties, d.offence);
      duties.endRow();
    }
  }
  acts.closeSync();
  duties.closeSync();
}

function optional(to: Appender, text: string | null): void {
  if (text === null) to.appendNull();
  else to.appendVarchar(text);
}

function date(to: Appender, text: string | null): void {
  if (text === null) to.appendNull();
  else to.appendVarchar(text);
}
