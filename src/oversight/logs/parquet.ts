import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import { type Columns, createColumns, createDictionaries, createSeenIds, finish, grow } from './columns.ts';
import { logFault, shown } from './fault.ts';
import { createInterner, type Interner } from './intern.ts';
import { isAct, type LifecycleRule } from './lifecycle.ts';
import { createTally } from './notes.ts';
import { columnsOf, type TableColumns } from './tables.ts';
import { createTimeReader, offsetsOf } from './time.ts';
import type { Log, LogBatch, LogOptions } from './types.ts';

/** Up to here a log is held in columns; a longer one is put in order by DuckDB (on disk where it must) and streamed case by case. */
const HELD = 1 << 26;
const BATCH = 1 << 17;

const words = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

interface Chunk {
  readonly rowCount: number;
  readonly numbers: (column: number) => ArrayLike<number>;
  readonly bigs: (column: number) => BigUint64Array;
  readonly text: (column: number, row: number) => string | null;
}

async function* rowsOf(db: DuckDBConnection, query: RawBuilder<unknown>): AsyncGenerator<Chunk> {
  const { sql: text, parameters } = query.compile(words);
  const prepared = await db.prepare(text);
  prepared.bind(parameters.map((value) => String(value)));
  const result = await prepared.stream();
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const items = (column: number): unknown =>
      (chunk.getColumnVector(column) as unknown as { readonly items: unknown }).items;
    yield {
      rowCount: chunk.rowCount,
      numbers: (column) => items(column) as ArrayLike<number>,
      bigs: (column) => items(column) as BigUint64Array,
      text: (column, row) => {
        const value = chunk.getColumnVector(column).getItem(row);
        return value === null ? null : String(value);
      },
    };
  }
}

type TimeKind = 'moment' | 'local' | 'date' | 'text';

function timeKind(file: string, column: string, type: string, format: string | undefined): TimeKind {
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'moment';
  if (type.startsWith('TIMESTAMP')) return 'local';
  if (type === 'DATE') return 'date';
  if (type === 'VARCHAR' || (format ?? '').startsWith('epoch-')) return 'text';
  throw logFault(
    file,
    `column ${column}`,
    `holds ${type}`,
    'times, dates, texts, or numbers with format: epoch-ms in the mapping',
  );
}

/** Parquet by DuckDB: codes and times come as typed arrays. */
export function openParquet(file: string, options: LogOptions): Log {
  const { mapping, fields } = options;
  const names = createDictionaries(fields.length);
  const counts = { traces: 0, events: 0, latest: null as number | null };
  const tally = createTally();
  let complete = false;

  async function* batches(): AsyncGenerator<LogBatch> {
    counts.traces = 0;
    counts.events = 0;
    counts.latest = null;
    complete = false;
    tally.clear();
    /** What DuckDB puts aside while it sorts. */
    const aside = mkdtempSync(join(tmpdir(), 'custos-sort-'));
    const instance = await DuckDBInstance.create(':memory:', { threads: '2', temp_directory: aside });
    const db = await instance.connect();
    try {
      yield* read(db);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (error instanceof Error && 'logFault' in error) throw error;
      if (!/Error: /.test(text)) throw error;
      const [line = ''] = text.replace(/^[\w ]*Error: /, '').split('\n');
      throw logFault(
        file,
        null,
        `not readable as Parquet (${line.replaceAll(file, 'the file')})`,
        'a whole .parquet file',
      );
    } finally {
      db.closeSync();
      instance.closeSync();
      rmSync(aside, { recursive: true, force: true });
    }
  }

  async function* read(db: DuckDBConnection): AsyncGenerator<LogBatch> {
    const header: { name: string; type: string }[] = [];
    for await (const chunk of rowsOf(
      db,
      sql`select column_name, column_type from (describe select * from read_parquet(${file}))`,
    ))
      for (let i = 0; i < chunk.rowCount; i++)
        header.push({ name: chunk.text(0, i) ?? '', type: chunk.text(1, i) ?? '' });
    const at = columnsOf(
      file,
      header.map(({ name }) => name),
      options,
    );
    if (at.guessed !== null) tally.say('columns', at.guessed);
    const ref = (column: number): RawBuilder<unknown> => sql`r.${sql.id(header[column]!.name)}`;
    const caseText = sql`${ref(at.case)}::varchar`;
    const activityText =
      at.activity.length === 1
        ? sql`coalesce(${ref(at.activity[0]!)}::varchar, '')`
        : sql`concat_ws('+', ${sql.join(at.activity.map((one) => sql`nullif(${ref(one)}::varchar, '')`))})`;
    for (const [table, text] of [
      ['activities', activityText],
      ['cases', caseText],
    ] as const)
      await run(
        db,
        sql`create temp table ${sql.id(table)} as select name, (row_number() over () - 1)::integer as code
        from (select distinct ${text} as name from read_parquet(${file}) r) where name is not null`,
      );
    const caseNames = createInterner();
    for (const [table, dictionary] of [
      ['activities', names.activities],
      ['cases', caseNames],
    ] as const)
      for await (const chunk of rowsOf(db, sql`select name from ${sql.id(table)} order by code`))
        for (let i = 0; i < chunk.rowCount; i++) dictionary.ofText(chunk.text(0, i) ?? '');
    let rows = 0;
    for await (const chunk of rowsOf(db, sql`select count(*)::double from read_parquet(${file})`))
      rows = chunk.numbers(0)[0]!;
    if (rows === 0) throw logFault(file, null, 'no rows', 'one row for each event');
    yield* body(db, at, header, ref, { caseText, activityText, caseNames, rows });
  }

  async function* body(
    db: DuckDBConnection,
    at: TableColumns,
    header: readonly { readonly name: string; readonly type: string }[],
    ref: (column: number) => RawBuilder<unknown>,
    found: {
      readonly caseText: RawBuilder<unknown>;
      readonly activityText: RawBuilder<unknown>;
      readonly caseNames: Interner;
      readonly rows: number;
    },
  ): AsyncGenerator<LogBatch> {
    const { rows, caseNames } = found;
    const held = rows <= (options.held ?? HELD);
    const timeColumn = header[at.time]!;
    const kind = timeKind(file, timeColumn.name, timeColumn.type, mapping.format);
    const time = createTimeReader(mapping.zone ?? options.zone, mapping.format);
    const offsetAt = offsetsOf(mapping.zone ?? options.zone);
    const kept = at.fields
      .map((column, index) => ({ column, name: fields[index]!, values: names.values[index]! }))
      .filter(({ column }) => column >= 0);
    const moment = sql`coalesce(epoch_ms(${ref(at.time)}::timestamp)::double, 'nan'::double)`;
    const zoned = sql`coalesce(epoch_ms(${ref(at.time)})::double, 'nan'::double)`;
    const stamp = kind === 'text' ? sql`${ref(at.time)}::varchar` : kind === 'moment' ? zoned : moment;
    const extra = [at.subject, at.lifecycle, ...kept.map(({ column }) => column)].filter((column) => column >= 0);
    const selected = [
      sql`coalesce(c.code, -1)`,
      sql`a.code`,
      stamp,
      sql`r.file_row_number::double`,
      ...(at.id < 0
        ? []
        : [
            sql`coalesce(hash(${ref(at.id)}), 0)::ubigint`,
            sql`hash(${sql.join(header.map((_, column) => ref(column)))})::ubigint`,
            sql`${ref(at.id)}::varchar`,
          ]),
      ...extra.map((column) => sql`${ref(column)}::varchar`),
    ];
    const idAt = 4;
    const extraAt = at.id < 0 ? 4 : 7;
    const subjectAt = at.subject < 0 ? -1 : extraAt;
    const lifecycleAt = at.lifecycle < 0 ? -1 : extraAt + (at.subject < 0 ? 0 : 1);
    const fieldsAt = extraAt + (at.subject < 0 ? 0 : 1) + (at.lifecycle < 0 ? 0 : 1);
    const order = held && at.id < 0 ? sql`` : sql`order by ${held ? sql`4` : sql`1, 3, 4`}`;
    const query = sql`select ${sql.join(selected)} from read_parquet(${file}, file_row_number = true) r
      join activities a on a.name = ${found.activityText} left join cases c on c.name = ${found.caseText} ${order}`;

    const rule: LifecycleRule = mapping.lifecycle ?? 'standard';
    const seen = createSeenIds();
    const firstCase = held ? 0 : -1;
    const fresh = (capacity: number): Columns =>
      createColumns(
        kept.map(({ name }) => name),
        at.subject >= 0,
        capacity,
      );
    let columns = fresh(held ? rows : BATCH * 2);
    let drop: Uint8Array | null = at.id >= 0 || at.lifecycle >= 0 ? new Uint8Array(columns.capacity) : null;
    let base = Math.max(firstCase, 0);
    let lastCase = -1;
    let lastRow = -1;
    let early = 0;

    const flush = (cases: number): LogBatch => {
      if (drop !== null) compact(columns, drop);
      columns.cases = cases - base;
      const offset = base;
      const { batch, outOfOrder } = finish(columns, (index) => caseNames.text(index + offset));
      tally.add('out-of-order', outOfOrder + early);
      counts.traces += batch.cases;
      early = 0;
      base = cases;
      return batch;
    };

    for await (const chunk of rowsOf(db, query)) {
      const caseCodes = chunk.numbers(0);
      const activities = chunk.numbers(1);
      const stamps = kind === 'text' ? null : chunk.numbers(2);
      const rowNumbers = chunk.numbers(3);
      const ids = at.id < 0 ? null : chunk.bigs(idAt);
      const contents = at.id < 0 ? null : chunk.bigs(idAt + 1);
      for (let i = 0; i < chunk.rowCount; i++) {
        const row = rowNumbers[i]!;
        const wrong = (what: string, expected: string): Error => logFault(file, `row ${row + 1}`, what, expected);
        const code = caseCodes[i]!;
        if (code < 0) throw wrong('no case', `a value in the column ${header[at.case]!.name}`);
        let ms: number;
        if (stamps !== null) {
          ms = stamps[i]!;
          if (kind !== 'moment') ms -= offsetAt(ms);
        } else {
          const text = Buffer.from(chunk.text(2, i) ?? '');
          ms = time.read(text, 0, text.length);
          if (Number.isNaN(ms) && text.length > 0)
            throw wrong(`time ${shown(text.toString())}`, mapping.format ?? 'a time as 2024-03-01 10:00:00');
        }
        if (Number.isNaN(ms)) throw wrong('no time', `a value in the column ${timeColumn.name}`);
        if (counts.latest === null || ms > counts.latest) counts.latest = ms;
        if (!held) {
          if (code !== lastCase) {
            if (columns.n >= BATCH) {
              yield flush(code);
              columns = fresh(BATCH * 2);
              if (drop !== null) drop = new Uint8Array(columns.capacity);
            }
            lastCase = code;
            lastRow = -1;
          }
          if (row < lastRow) early += 1;
          else lastRow = row;
          if (columns.n === columns.capacity) {
            grow(columns);
            if (drop !== null) {
              const wider = new Uint8Array(columns.capacity);
              wider.set(drop);
              drop = wider;
            }
          }
        }
        const n = held ? row : columns.n;
        columns.case[n] = code - base;
        columns.activity[n] = activities[i]!;
        columns.at[n] = ms;
        if (kind === 'date' || (kind === 'text' && time.day)) {
          columns.day[n] = 1;
          columns.anyDay = true;
        }
        if (columns.subject !== null) columns.subject[n] = names.subjects.ofText(chunk.text(subjectAt, i) ?? '');
        for (let k = 0; k < kept.length; k++)
          columns.fields[k]!.codes[n] = kept[k]!.values.ofText(chunk.text(fieldsAt + k, i) ?? '');
        if (drop !== null) {
          if (ids !== null && contents !== null && ids[i] !== 0n) {
            const id = ids[i]!;
            const verdict = seen.see(Number(id >> 32n), Number(id & 0xffffffffn), Number(contents[i]! & 0xffffffffn));
            if (verdict !== 'new')
              tally.add(
                verdict === 'same' ? 'duplicate-dropped' : 'duplicate-differs',
                1,
                chunk.text(idAt + 2, i) ?? '',
              );
            if (verdict === 'same') drop[n] = 1;
          }
          if (lifecycleAt >= 0) {
            const step = chunk.text(lifecycleAt, i) ?? '';
            if (!isAct(rule, step)) {
              tally.add('lifecycle', 1, step);
              drop[n] = 1;
            }
          }
        }
        columns.n += 1;
      }
      counts.events += chunk.rowCount;
    }
    complete = true;
    if (columns.n > 0) yield flush(held ? caseNames.size() : lastCase + 1);
  }

  return {
    format: 'parquet',
    names: { activities: names.activities, subjects: names.subjects, values: names.values },
    counts,
    complete: () => complete,
    notes: tally.notes,
    batches,
  };
}

async function run(db: DuckDBConnection, query: RawBuilder<unknown>): Promise<void> {
  const { sql: text, parameters } = query.compile(words);
  const prepared = await db.prepare(text);
  prepared.bind(parameters.map((value) => String(value)));
  await prepared.run();
}

/** Takes out the events marked, keeping the order. */
function compact(columns: Columns, drop: Uint8Array): void {
  let to = 0;
  for (let i = 0; i < columns.n; i++) {
    if (drop[i] === 1) continue;
    if (to !== i) {
      columns.case[to] = columns.case[i]!;
      columns.activity[to] = columns.activity[i]!;
      columns.at[to] = columns.at[i]!;
      columns.day[to] = columns.day[i]!;
      if (columns.subject !== null) columns.subject[to] = columns.subject[i]!;
      for (const field of columns.fields) field.codes[to] = field.codes[i]!;
    }
    to += 1;
  }
  columns.n = to;
}
