/** Facts of a made-up nation: Parquet files by year and widest place, with keys.json beside. Half of them is none: no number is shown. */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { LawPack } from '#law/index.ts';
import type { Catalogue } from './catalogue.ts';
import { actsColumns, dutiesColumns, factsVersion, type NationKeys, proceedingsColumns } from './facts.ts';
import { type Database, type Facts, openDatabase, type Table } from './open.ts';
import { placeLevels } from './regions.ts';
import { Lacking } from './sql.ts';
import type { Result } from './words.ts';

const Title = z.object({ zh: z.string(), en: z.string() });
const Listed = z.array(z.string()).refine((list) => list[0] === '', 'expected "" (none) as its first entry');
const DateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD');
/** Shape of keys.json. */
export const NationKeysFile = z.object({
  version: z.number(),
  place_levels: z.array(z.string()),
  offices: z.array(
    z.object({
      id: z.string(),
      title: Title,
      level: z.string(),
      places: z.array(z.string()),
    }),
  ),
  acts: Listed,
  families: Listed,
  rules: Listed,
  procedures: Listed,
  offences: Listed,
  subject_kinds: Listed,
  states: Listed,
  marks: z.array(z.string()),
  links: z.array(z.object({ of: z.string(), scope: z.enum(['subject', 'case']) })),
  columns: z.array(
    z.object({ id: z.string(), type: z.enum(['code', 'number', 'flag', 'date']), values: z.array(z.string()) }),
  ),
  regions: z.record(z.string(), Title),
  pack: z.string(),
  scale: z.number(),
  seed: z.number(),
  from: DateText,
  to: DateText,
  as_known_at: z.number(),
  rows: z.object({ acts: z.number(), duties: z.number(), proceedings: z.number() }),
});

interface File {
  readonly path: string;
  readonly year: number;
  readonly place: string;
}
const tableNames: readonly Table[] = ['acts', 'duties', 'proceedings'];

/**
 * Opens DIR for counting. Missing keys, another version, a missing year, a broken or foreign Parquet file, rows that are fewer than keys.json
 * says: an error that names the file.
 */
export async function openFactsDir(deps: {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly dir: string;
  readonly dayOf: (at: number) => string;
  /** For many questions: a nation of up to `mostLoaded` acts is read once into a database file of its own, dropped when the facts are closed. */
  readonly load?: boolean;
}): Promise<Result<Facts>> {
  const { dir } = deps;
  const read = readKeys(dir);
  if (!read.ok) return read;
  const keys = read.value;
  if (keys.pack !== deps.pack.id)
    return wrong(
      `${join(dir, 'keys.json')}：数据按法律包 ${keys.pack} 生成，当前是 ${deps.pack.id}`,
      `${join(dir, 'keys.json')}: made with the law pack ${keys.pack}; expected ${deps.pack.id}`,
    );
  const levels = placeLevels(deps.pack);
  if (keys.place_levels.join() !== levels.join())
    return wrong(
      `${join(dir, 'keys.json')}：地区级别为 ${keys.place_levels.join('、')}，应为 ${levels.join('、')}；请重新生成数据`,
      `${join(dir, 'keys.json')}: levels of places ${keys.place_levels.join(', ')}, expected ${levels.join(', ')}; make the data again`,
    );
  const files = new Map<Table, readonly File[]>();
  for (const table of tableNames) {
    const found = filesOf(dir, table, keys);
    if (!found.ok) return found;
    files.set(table, found.value);
  }
  const database = await openDatabase();
  await database.connection.run('set parquet_metadata_cache = true');
  const fault = await faultIn(database, dir, keys, files);
  if (fault) {
    database.close();
    return fault;
  }
  const day = deps.dayOf(keys.as_known_at);
  const loaded = deps.load && keys.rows.acts <= mostLoaded ? await loadInto(database, files) : null;
  return {
    ok: true,
    value: {
      kind: 'nation',
      keys: () => keys,
      desks: {},
      dayOf: deps.dayOf,
      refresh: async () => ({ asKnownAt: keys.as_known_at, size: keys.rows.acts }),
      span: async () => ({ from: keys.from, to: keys.to }),
      relation(table, dates, places) {
        if (loaded) return `loaded.${table}`;
        // Acts lie by their own year; duties and proceedings by the year in which they were opened, so earlier years may hold later ends.
        const first = dates && table === 'acts' ? Number(dates.from.slice(0, 4)) : 0;
        const last = dates ? Number(dates.to.slice(0, 4)) : 9999;
        const all = files.get(table) ?? [];
        const near = all.filter(
          (file) => file.year >= first && file.year <= last && (places === null || places.includes(file.place)),
        );
        // A query needs some file to read its columns from; one outside the period adds nothing.
        return `read_parquet([${(near.length > 0 ? near : all.slice(0, 1)).map((file) => quoted(file.path)).join(', ')}])`;
      },
      // Files that go away or change while they are read: told as such, and no number.
      rows: (sql) =>
        database.rows(sql).catch((error: unknown) => {
          const what = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
          if (!/^(IO|Invalid Input|Serialization) Error/.test(what)) throw error;
          throw new Lacking({ zh: `${dir}：读不出了（${what}）`, en: `${dir}: cannot be read any more (${what})` });
        }),
      asKnown: async () =>
        wrong(`生成的数据只有一个时点（${day}）`, `made-up data stand at one moment only (${day}); expected no other`),
      close() {
        database.close();
        loaded?.drop();
      },
    },
  };
}

/** Acts that are loaded at most: a few seconds and some hundred megabytes of disk. */
export const mostLoaded = 8_000_000;

/** Reads the files into a database file, packed and in order, so that a question opens no Parquet file: milliseconds for each. */
async function loadInto(
  { connection }: Database,
  files: ReadonlyMap<Table, readonly File[]>,
): Promise<{ readonly drop: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'custos-facts-'));
  const drop = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', drop);
  const order = { acts: 'family, on_date, case_no', duties: 'rule, due', proceedings: 'procedure, opened_on' } as const;
  await connection.run(`attach ${quoted(join(folder, 'facts.duckdb'))} as loaded`);
  for (const table of tableNames) {
    const list = (files.get(table) ?? []).map((file) => quoted(file.path)).join(', ');
    await connection.run(
      `create table loaded.${table} as select * from read_parquet([${list}]) order by ${order[table]}`,
    );
  }
  await connection.run('checkpoint loaded');
  return {
    drop() {
      process.removeListener('exit', drop);
      drop();
    },
  };
}

const wrong = (zh: string, en: string): Result<never> => ({ ok: false, error: { zh, en } });
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function readKeys(dir: string): Result<z.infer<typeof NationKeysFile>> {
  const path = join(dir, 'keys.json');
  if (!existsSync(path))
    return wrong(`${path} 不存在：数据没有导出完`, `${path} is missing: the data are not exported to the end`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return wrong(`${path}：不是完整的 JSON（${what}）`, `${path}: not whole JSON (${what})`);
  }
  const version = json !== null && typeof json === 'object' && 'version' in json ? json.version : undefined;
  if (version !== factsVersion)
    return wrong(
      `${path}：版本为 ${String(version)}，应为 ${factsVersion}；请重新生成数据`,
      `${path}: version ${String(version)}, expected ${factsVersion}; make the data again`,
    );
  const read = NationKeysFile.safeParse(json);
  if (read.success) return { ok: true, value: read.data satisfies NationKeys };
  const issue = read.error.issues[0];
  const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`;
  return wrong(`${path}：${what}`, `${path}: ${what}`);
}

/** The Parquet files of a table; every year of the data must be there. */
function filesOf(dir: string, table: Table, keys: NationKeys): Result<readonly File[]> {
  const root = join(dir, table);
  if (!existsSync(root))
    return wrong(`${root} 不存在：数据没有导出完`, `${root} is missing: the data are not exported to the end`);
  const found: File[] = [];
  const years = new Set<number>();
  const prefix = `${keys.place_levels[0]}=`;
  for (const yearDir of readdirSync(root).sort()) {
    const year = /^year=(\d{4})$/.exec(yearDir)?.[1];
    if (year === undefined) continue;
    for (const placeDir of readdirSync(join(root, yearDir)).sort()) {
      if (!placeDir.startsWith(prefix)) continue;
      const place = placeDir.slice(prefix.length);
      for (const name of readdirSync(join(root, yearDir, placeDir)).sort()) {
        if (!name.endsWith('.parquet')) continue;
        const path = join(root, yearDir, placeDir, name);
        if (!isWhole(path))
          return wrong(`${path}：Parquet 文件不完整`, `${path}: not a whole Parquet file (broken off while written?)`);
        found.push({ path, year: Number(year), place });
        years.add(Number(year));
      }
    }
  }
  for (let year = Number(keys.from.slice(0, 4)); year <= Number(keys.to.slice(0, 4)); year++)
    if (table !== 'duties' && !years.has(year))
      return wrong(
        `${join(root, `year=${year}`)} 没有数据，而 keys.json 称有 ${keys.from} 至 ${keys.to}`,
        `${join(root, `year=${year}`)} has no data; keys.json says ${keys.from} to ${keys.to}`,
      );
  return { ok: true, value: found };
}

/** Both ends of a Parquet file say PAR1, and the footer is as long as it says. */
function isWhole(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size < 12) return false;
    const head = Buffer.alloc(4);
    const tail = Buffer.alloc(8);
    readSync(file, head, 0, 4, 0);
    readSync(file, tail, 0, 8, size - 8);
    return (
      head.toString('latin1') === 'PAR1' && tail.toString('latin1', 4) === 'PAR1' && tail.readUInt32LE(0) <= size - 12
    );
  } finally {
    closeSync(file);
  }
}

/** DuckDB's names of types for what facts are declared as. */
async function faultIn(
  database: Database,
  dir: string,
  keys: z.infer<typeof NationKeysFile>,
  files: ReadonlyMap<Table, readonly File[]>,
): Promise<Result<never> | null> {
  const shapes = { acts: actsColumns(keys.columns), duties: dutiesColumns, proceedings: proceedingsColumns };
  for (const table of tableNames) {
    const list = (files.get(table) ?? []).map((file) => quoted(file.path)).join(', ');
    if (list === '' && keys.rows[table] === 0) continue;
    try {
      const described = await database.rows({ text: `describe select * from read_parquet([${list}])`, values: [] });
      const types = new Map(described.map((row) => [String(row.column_name), String(row.column_type)]));
      for (const [column, type] of shapes[table]) {
        const found = types.get(column);
        if (found !== type)
          return wrong(
            `${join(dir, table)}：列 ${column} 应为 ${type}，现为${found ?? '无'}`,
            `${join(dir, table)}: column ${column}: expected ${type}, found ${found ?? 'none'}`,
          );
      }
      const [total] = await database.rows({
        text: `select sum(num_rows)::double as n from parquet_file_metadata([${list}])`,
        values: [],
      });
      if (Number(total?.n ?? 0) !== keys.rows[table])
        return wrong(
          `${join(dir, table)}：有 ${Number(total?.n ?? 0)} 行，keys.json 称有 ${keys.rows[table]} 行`,
          `${join(dir, table)}: ${Number(total?.n ?? 0)} rows; keys.json says ${keys.rows[table]}`,
        );
    } catch (error) {
      const what = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
      return wrong(`${join(dir, table)}：读不出（${what}）`, `${join(dir, table)}: cannot be read (${what})`);
    }
  }
  return null;
}
