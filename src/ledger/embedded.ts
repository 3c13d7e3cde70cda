import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, checkReach, findBinaries, type RunAs, userForPostgres } from './binaries.ts';
import { settleOld } from './leftover.ts';
import { messageOf, Refused } from './refusal.ts';

const run = promisify(execFile);

type Secret = { readonly admin: string; readonly app: string };
type Running = { readonly child: ChildProcess; readonly port: number };
export type Embedded = { readonly url: string; readonly stop: () => Promise<void> };

const DATABASE = 'custos';
const START_MS = 120_000;
const STOP_MS = 60_000;
const LARGEST_LOG = 10_000_000;

const urlOf = (user: string, password: string, port: number, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

/** Two random passwords in a file that only this user reads; made before the first initdb and kept. */
async function secretOf(dir: string, data: string): Promise<Secret> {
  const file = join(dir, 'secret.json');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof kept === 'string') {
    try {
      return JSON.parse(kept) as Secret;
    } catch (error) {
      throw new Refused(
        'cannot-start',
        `${file} 已损坏：请从备份恢复`,
        `${file} is spoiled: bring it back from a backup`,
        error,
      );
    }
  }
  if (kept.code !== 'ENOENT')
    throw new Refused(
      'no-permission',
      `不能读取 ${file}：${kept.message}`,
      `${file} cannot be read: ${kept.message}`,
      kept,
    );
  if (await stat(data).catch(() => undefined))
    throw new Refused(
      'cannot-start',
      `${data} 的口令文件 ${file} 不见了：请从备份恢复`,
      `the passwords of ${data} are gone with ${file}: bring it back from a backup`,
    );
  const secret: Secret = { admin: randomBytes(24).toString('hex'), app: randomBytes(24).toString('hex') };
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  await handle.writeFile(JSON.stringify(secret));
  await handle.sync();
  await handle.close();
  await rename(draft, file);
  return secret;
}

/** A cluster in `<dir>/postgres`: made beside it and renamed, so that one half made never counts. */
async function makeCluster(binaries: Binaries, user: RunAs, dir: string, data: string, secret: Secret): Promise<void> {
  if (await stat(data).catch(() => undefined)) return;
  const draft = `${data}.new-${randomBytes(4).toString('hex')}`;
  const pwfile = `${draft}.pw`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(pwfile, secret.admin, { mode: 0o600, flag: 'wx' });
  if (user) for (const path of [draft, pwfile]) await chown(path, user.uid, user.gid);
  const flags = [
    `--pgdata=${draft}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${pwfile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ];
  try {
    await run(binaries.initdb, flags, { ...user, cwd: dir, env: { PATH: process.env.PATH, LC_ALL: 'C' } });
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw new Refused(
      'cannot-start',
      `PostgreSQL 无法建库：${messageOf(error)}`,
      `initdb failed in ${dir}: ${messageOf(error)}`,
      error,
    );
  } finally {
    await rm(pwfile, { force: true });
  }
  await rename(draft, data);
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });

/** Durable, reachable from this machine only, and no statement, parameter or row ever in its log. */
const settings = (port: number): readonly string[] =>
  Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_connections: 50,
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_min_duration_statement: -1,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Whether the server lets us in: not yet, or never, because the password is another (SQLSTATE class 28). */
async function knock(url: string): Promise<'in' | 'not yet' | 'never'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return 'in';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code.startsWith('28') ? 'never' : 'not yet';
  }
}

async function startOnce(
  binaries: Binaries,
  user: RunAs,
  dir: string,
  data: string,
  secret: Secret,
): Promise<Running | string> {
  const port = await freePort();
  const logFile = join(dir, 'postgres.log');
  const kept = await stat(logFile).catch(() => undefined);
  const log = await open(logFile, kept && kept.size > LARGEST_LOG ? 'w' : 'a', 0o600);
  const from = (await log.stat()).size;
  const child = spawn(binaries.postgres, ['-D', data, ...settings(port)], {
    ...user,
    cwd: dir,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const failed = await new Promise<Error | undefined>((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
  await log.close();
  if (failed) return failed.message;
  const until = Date.now() + START_MS;
  while (!ended && Date.now() < until) {
    const answer = await knock(urlOf('postgres', secret.admin, port, 'postgres'));
    if (answer === 'in') return { child, port };
    if (answer === 'never') {
      await stopper({ child, port })();
      return 'it does not take the password in secret.json';
    }
    await sleep(40);
  }
  const wrote = (await readFile(logFile)).subarray(from).toString('utf8').trim();
  if (ended) return wrote.slice(-2000) || 'it ended without a word';
  child.kill('SIGQUIT');
  return `it did not answer on 127.0.0.1:${port} within ${START_MS / 1000} s; ${wrote.slice(-2000)}`;
}

/** Starts; another program may take the free port in between, then once more with another. */
async function start(binaries: Binaries, user: RunAs, dir: string, data: string, secret: Secret): Promise<Running> {
  let said = '';
  for (let left = 3; left > 0; left--) {
    const answer = await startOnce(binaries, user, dir, data, secret);
    if (typeof answer !== 'string') return answer;
    said = answer;
    if (!/in use|could not bind/i.test(said)) break;
  }
  throw new Refused(
    'cannot-start',
    `PostgreSQL 没有启动（${dir}）：${said}`,
    `PostgreSQL did not start in ${dir}: ${said}`,
  );
}

/**
 * The role and the database of the application, made where missing. It is no superuser, so that grants, triggers and
 * row-level security bind it, but may make roles.
 */
async function prepare(port: number, secret: Secret): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres', secret.admin, port, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [DATABASE]);
    if (role.rowCount === 0) {
      await client.query(`create role ${DATABASE} login createrole password '${secret.app}'`);
      await client.query(`alter role ${DATABASE} set createrole_self_grant = 'set, inherit'`);
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function stopper({ child }: Running): () => Promise<void> {
  const atExit = (): void => void child.kill('SIGINT');
  process.once('exit', atExit);
  child.unref();
  return async () => {
    process.off('exit', atExit);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGINT');
    const hurry = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
    await ended;
    clearTimeout(hurry);
  };
}

/**
 * Starts PostgreSQL on `dir`, whose lock the caller holds. In it: `postgres/` (the cluster), `secret.json` (0600),
 * `postgres.log`. A server left over from a killed Custos is stopped first. As root it runs as the user `postgres`.
 */
export async function startEmbedded(dir: string): Promise<Embedded> {
  const binaries = findBinaries();
  const user = await userForPostgres();
  if (user) await chmod(dir, 0o711);
  checkReach(user, dir);
  checkReach(user, binaries.postgres);
  const data = join(dir, 'postgres');
  const secret = await secretOf(dir, data);
  await makeCluster(binaries, user, dir, data, secret);
  await settleOld(data);
  const running = await start(binaries, user, dir, data, secret);
  const stop = stopper(running);
  try {
    await prepare(running.port, secret);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(DATABASE, secret.app, running.port, DATABASE), stop };
}
