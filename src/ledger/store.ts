import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';
import { clearHalfMade, markMade, markMaking } from './halfmade.ts';
import { guard, setInternals } from './internals.ts';
import { type Lock, lockDir } from './lock.ts';
import { migrate } from './migrate.ts';
import { pgliteParsers, pgTypes } from './pgtypes.ts';
import { messageOf, Refused } from './refusal.ts';
import { ledgerMigrations } from './schema.ts';
import { survivesOf } from './survives.ts';
import type { LedgerTables } from './tables.ts';
import type { OpenedStore, Store, StoreConfig } from './types.ts';

type Db = Kysely<LedgerTables>;

/** A database that is open, and how to let it go (after the connections are closed). */
type Opened = { readonly dialect: Dialect; readonly url: string | null; readonly letGo: () => Promise<void> };

const OTHER = { pglite: 'postgres', embedded: 'pglite' } as const;
const CONNECTIONS = 10;
const OLDEST = 150_000;

/** Makes the directory where missing and takes its lock; refuses one that another process holds or another kind filled. */
async function takeDir(kind: 'pglite' | 'embedded', dir: string): Promise<Lock> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o711 });
    await readdir(dir);
  } catch (error) {
    throw new Refused(
      'no-permission',
      `不能使用目录 ${dir}：${messageOf(error)}`,
      `the directory ${dir} cannot be used: ${messageOf(error)}`,
      error,
    );
  }
  const lock = await lockDir(dir);
  if ('held' in lock) {
    const { pid, host, since, file } = lock.held;
    const mine =
      pid === process.pid ? { zh: '本进程', en: 'this process' } : { zh: `进程 ${pid}`, en: `process ${pid}` };
    throw new Refused(
      'held',
      `${dir} 正被${mine.zh}（${host}，自 ${since}）使用：请先停止它。如果它确实已不存在，请删除 ${file}`,
      `${dir} is in use by ${mine.en} on ${host} since ${since}: stop it first. If it is surely gone, delete ${file}`,
    );
  }
  const other = join(dir, OTHER[kind]);
  if (!(await stat(other).catch(() => undefined))) return lock;
  await lock.release();
  const [zh, en] = kind === 'pglite' ? ['PostgreSQL', 'an embedded PostgreSQL'] : ['PGlite', 'PGlite'];
  throw new Refused('other-kind', `${dir} 中是 ${zh} 的数据（${other}）`, `${dir} holds the data of ${en} (${other})`);
}

async function openPglite(dir: string | undefined): Promise<Opened> {
  const options = { parsers: { ...pgliteParsers } };
  if (dir === undefined) {
    const pglite = await PGlite.create(options);
    return { dialect: new PGliteDialect({ pglite }), url: null, letGo: async () => undefined };
  }
  const lock = await takeDir('pglite', dir);
  const data = join(dir, 'pglite');
  try {
    await clearHalfMade(data);
    const fresh = !(await stat(data).catch(() => undefined));
    if (fresh) await markMaking(data);
    const pglite = await PGlite.create({ ...options, dataDir: data });
    if (fresh) await markMade(data);
    return { dialect: new PGliteDialect({ pglite }), url: null, letGo: lock.release };
  } catch (error) {
    await lock.release();
    throw error instanceof Refused
      ? error
      : new Refused(
          'cannot-start',
          `PGlite 不能打开 ${data}：${messageOf(error)}`,
          `PGlite cannot open ${data}: ${messageOf(error)}`,
          error,
        );
  }
}

function poolDialect(url: string): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    types: pgTypes,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks is told to its query; without these listeners it would also end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}

async function openEmbedded(dir: string): Promise<Opened> {
  const lock = await takeDir('embedded', dir);
  try {
    const { url, stop } = await startEmbedded(dir);
    const letGo = async (): Promise<void> => {
      await stop();
      await lock.release();
    };
    return { dialect: poolDialect(url), url, letGo };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const openDatabase = async (config: StoreConfig): Promise<Opened> => {
  if (config.kind === 'pglite') return openPglite(config.dir === undefined ? undefined : resolve(config.dir));
  if (config.kind === 'embedded') return openEmbedded(resolve(config.dir));
  return { dialect: poolDialect(config.url), url: config.url, letGo: async () => undefined };
};

type Settings = {
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  readonly commit: string;
};

async function settingsOf(db: Db, config: StoreConfig): Promise<Settings> {
  try {
    const { rows } = await sql<Settings>`select current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit`.execute(db);
    return rows[0] as Settings;
  } catch (error) {
    if (config.kind !== 'postgres') throw error;
    const reason = messageOf(error);
    throw new Refused(
      'unreachable',
      `连接不上 PostgreSQL：${reason}`,
      `PostgreSQL cannot be reached: ${reason}`,
      error,
    );
  }
}

function checkFit({ version, encoding }: Settings): void {
  if (version < OLDEST)
    throw new Refused(
      'unfit',
      `PostgreSQL 版本过旧（${version}），需要 15 以上`,
      `this PostgreSQL is too old (${version}): 15 or later is needed`,
    );
  if (encoding !== 'UTF8')
    throw new Refused(
      'unfit',
      `数据库编码是 ${encoding}，应为 UTF8`,
      `the encoding of the database is ${encoding}; it must be UTF8`,
    );
}

/** The counter and the last act must agree; they are written in one transaction. */
async function checkWhole(db: Db): Promise<void> {
  const { rows } = await sql<{
    size: number;
    last: number | null;
  }>`select size, (select max(log_index) from ledger_act) as last
    from ledger_head`.execute(db);
  const [head] = rows;
  if (rows.length === 1 && head && head.size === (head.last ?? -1) + 1) return;
  const [size, acts] = [head?.size ?? '-', (head?.last ?? -1) + 1];
  throw new Refused(
    'spoiled',
    `日志不完整：计数 ${size}，行为 ${acts}`,
    `the log is not whole: it counts ${size} acts and holds ${acts}`,
  );
}

async function build(config: StoreConfig, opened: Opened): Promise<Store> {
  const raw: Db = new Kysely<LedgerTables>({ dialect: opened.dialect });
  const closers = new Set<() => Promise<void>>();
  let closing: Promise<void> | undefined;
  const shut = async (): Promise<void> => {
    await Promise.all([...closers].map((close) => close()));
    await raw.destroy().finally(opened.letGo);
  };
  try {
    const settings = await settingsOf(raw, config);
    checkFit(settings);
    await migrate({ db: raw }, 'ledger', ledgerMigrations);
    await checkWhole(raw);
    const store: Store = {
      kind: config.kind,
      db: raw.withPlugin(guard),
      survives: survivesOf(config, settings),
      url: opened.url,
      close: () => {
        closing ??= shut();
        return closing;
      },
    };
    setInternals(store, { raw, syncCommit: config.kind === 'postgres' && settings.commit === 'off', closers });
    return store;
  } catch (error) {
    await shut();
    throw error;
  }
}

/**
 * Opens a store and brings the ledger's own tables up to date. A directory that somebody else holds, a server that
 * cannot be reached and the like are answered as a value with words for the user; anything else rejects.
 */
export async function openStore(config: StoreConfig): Promise<OpenedStore> {
  try {
    return { ok: true, store: await build(config, await openDatabase(config)) };
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}
