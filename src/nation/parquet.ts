import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Said } from './said.ts';

/** The raw binding: whole columns of 2,048 values go over as bytes, not value by value. */
const raw = createRequire(createRequire(import.meta.url).resolve('@duckdb/node-api'))(
  '@duckdb/node-bindings',
) as Binding;

interface Binding {
  create_data_chunk(types: readonly unknown[]): unknown;
  create_logical_type(id: number): unknown;
  data_chunk_get_vector(chunk: unknown, column: number): unknown;
  data_chunk_set_size(chunk: unknown, size: number): void;
  data_chunk_reset(chunk: unknown): void;
  vector_ensure_validity_writable(vector: unknown): void;
  copy_data_to_vector(vector: unknown, at: number, buffer: ArrayBufferLike, from: number, bytes: number): void;
  copy_data_to_vector_validity(vector: unknown, at: number, buffer: ArrayBufferLike, from: number, bytes: number): void;
  append_data_chunk(appender: unknown, chunk: unknown): void;
  appender_create(connection: unknown, schema: string | null, table: string): unknown;
  appender_close_sync(appender: unknown): void;
}

export const CHUNK = 2048;

/** Rows of one file: while it is written, all of them are in memory. */
const MOST = 1_048_576;

/** Logical types of DuckDB by name, with the bytes of one value and their number in its C interface. */
const TYPES: Readonly<Record<string, { readonly id: number; readonly bytes: number }>> = {
  BOOLEAN: { id: 1, bytes: 1 },
  SMALLINT: { id: 3, bytes: 2 },
  INTEGER: { id: 4, bytes: 4 },
  BIGINT: { id: 5, bytes: 8 },
  UTINYINT: { id: 6, bytes: 1 },
  UINTEGER: { id: 8, bytes: 4 },
  UBIGINT: { id: 9, bytes: 8 },
  DOUBLE: { id: 11, bytes: 8 },
  TIMESTAMP: { id: 12, bytes: 8 },
  DATE: { id: 13, bytes: 4 },
};

/** One column while a chunk is filled. `fill` returns true where it wrote anything else than what stood there from the chunk before. */
export interface Filler {
  readonly name: string;
  readonly type: string;
  /** Fills the first `n` values of the chunk from the rows `order[from]` …; false: all are as empty as an untouched column. */
  readonly fill: (column: Column, from: number, n: number) => boolean;
  readonly nullable: boolean;
  /** Whether the column says nothing in these rows. */
  readonly silent?: (from: number, to: number) => boolean;
}
export interface Column {
  readonly bytes: ArrayBuffer;
  readonly u8: Uint8Array;
  readonly i16: Int16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  /** One bit for each value: 1 = there is one. */
  readonly valid: Uint8Array;
}

function columnOf(bytes: number): Column {
  const buffer = new ArrayBuffer(CHUNK * bytes);
  return {
    bytes: buffer,
    u8: new Uint8Array(buffer),
    i16: new Int16Array(buffer, 0, bytes >= 2 ? undefined : 0),
    i32: new Int32Array(buffer, 0, bytes >= 4 ? undefined : 0),
    u32: new Uint32Array(buffer, 0, bytes >= 4 ? undefined : 0),
    f64: new Float64Array(buffer, 0, bytes >= 8 ? undefined : 0),
    valid: new Uint8Array(CHUNK / 8),
  };
}

export interface ParquetWriter {
  /** Writes rows to files of a folder; they are asked for in chunks. `breaks`: where other columns begin to say something. */
  readonly write: (
    folder: string,
    rows: number,
    fillers: readonly Filler[],
    breaks?: readonly number[],
  ) => Promise<void>;
  /** Writes what the steps of a block say, in the order of their numbers. */
  readonly writeSteps: (folder: string, said: readonly Said[]) => Promise<void>;
  readonly close: () => void;
}

export async function parquetWriter(): Promise<ParquetWriter> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '1000MB' });
  const connection = await instance.connect();
  await connection.run('set preserve_insertion_order = true');
  return {
    async write(folder, rows, fillers, breaks = []) {
      for (let from = 0; from < rows; from += MOST)
        await writeFile(
          connection,
          join(folder, `part-${from / MOST}.parquet`),
          from,
          Math.min(from + MOST, rows),
          fillers,
          breaks,
        );
    },
    writeSteps: (folder, said) => writeSteps(connection, join(folder, 'part-0.parquet'), said),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Rows in a stretch of a file in which some columns say nothing: those are not handed over at all. */
async function writeFile(
  connection: DuckDBConnection,
  file: string,
  start: number,
  end: number,
  fillers: readonly Filler[],
  breaks: readonly number[],
): Promise<void> {
  const bounds = [start, ...breaks.filter((at) => at > start && at < end), end];
  const selects: string[] = [];
  for (let nr = 0; nr + 1 < bounds.length; nr++) {
    const from = bounds[nr]!;
    const to = bounds[nr + 1]!;
    const spoken = fillers.filter((filler) => filler.silent?.(from, to) !== true);
    await fillTable(connection, `rows${nr}`, from, to, spoken);
    const columns = fillers.map((filler) => {
      if (spoken.includes(filler)) return `"${filler.name}"`;
      return `${filler.nullable ? 'null' : '0'}::${filler.type} as "${filler.name}"`;
    });
    selects.push(`select ${columns.join(', ')} from rows${nr}`);
  }
  await connection.run(
    `copy (${selects.join(' union all ')}) to ${quoted(file)} (format parquet, compression zstd, row_group_size 30720)`,
  );
  for (let nr = 0; nr + 1 < bounds.length; nr++) await connection.run(`drop table rows${nr}`);
}

async function writeSteps(connection: DuckDBConnection, file: string, said: readonly Said[]): Promise<void> {
  await connection.run(
    'create or replace table steps (step smallint, act varchar, subject smallint, authority varchar, data varchar)',
  );
  const rows = await connection.createAppender('steps');
  for (const [number, { act, who, authority, data }] of said.entries()) {
    rows.appendSmallInt(number);
    rows.appendVarchar(act);
    rows.appendSmallInt(who);
    if (authority === null) rows.appendNull();
    else rows.appendVarchar(authority);
    rows.appendVarchar(JSON.stringify(data));
    rows.endRow();
  }
  rows.closeSync();
  await connection.run(`copy steps to ${quoted(file)} (format parquet, compression zstd)`);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function fillTable(
  connection: DuckDBConnection,
  table: string,
  start: number,
  end: number,
  fillers: readonly Filler[],
): Promise<void> {
  await connection.run(
    `create or replace table ${table} (${fillers.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`,
  );
  const types = fillers.map(({ type }) => raw.create_logical_type(TYPES[type]!.id));
  const chunk = raw.create_data_chunk(types);
  const vectors = fillers.map((_, c) => raw.data_chunk_get_vector(chunk, c));
  const columns = fillers.map(({ type }) => columnOf(TYPES[type]!.bytes));
  const untouched = fillers.map(() => false);
  const appender = raw.appender_create((connection as unknown as { connection: unknown }).connection, null, table);
  for (let from = start; from < end; from += CHUNK) {
    const n = Math.min(CHUNK, end - from);
    for (let c = 0; c < fillers.length; c++) {
      const column = columns[c]!;
      const filler = fillers[c]!;
      const said = filler.fill(column, from, n);
      if (!said && untouched[c]) continue;
      untouched[c] = !said;
      if (!said) {
        column.u8.fill(0);
        column.valid.fill(0);
      }
      const bytes = said ? n * TYPES[filler.type]!.bytes : column.bytes.byteLength;
      raw.copy_data_to_vector(vectors[c], 0, column.bytes, 0, bytes);
      if (filler.nullable) {
        raw.vector_ensure_validity_writable(vectors[c]);
        raw.copy_data_to_vector_validity(vectors[c], 0, column.valid.buffer, 0, column.valid.byteLength);
      }
    }
    raw.data_chunk_set_size(chunk, n);
    raw.append_data_chunk(appender, chunk);
  }
  raw.appender_close_sync(appender);
}
