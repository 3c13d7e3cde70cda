/** Open data as Parquet, written by DuckDB in the process. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type DataRow, dataColumns } from './rows.ts';

const types = { string: 'varchar', date: 'date', double: 'double' } as const;

export async function parquet(rows: readonly DataRow[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'custos-data-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const db = await instance.connect();
  try {
    const columns = dataColumns.map((column) => `${column.name} ${types[column.type]}`).join(', ');
    await db.run(`create table figures (${columns})`);
    const shape = JSON.stringify([Object.fromEntries(dataColumns.map((c) => [c.name, types[c.type]]))]);
    const insert = await db.prepare('insert into figures select unnest(from_json(?::json, ?), recursive := true)');
    insert.bind([JSON.stringify(rows), shape]);
    await insert.run();
    const file = join(folder, 'figures.parquet');
    await db.run(`copy figures to '${file.replaceAll("'", "''")}' (format parquet)`);
    return await readFile(file);
  } finally {
    db.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
