import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore, type Store, type StoreConfig } from '../index.ts';

/** A new directory that PostgreSQL's own user may enter, and how to remove it. */
export function tempDir(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'custos-ledger-'));
  chmodSync(dir, 0o755);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export async function opened(config: StoreConfig): Promise<Store> {
  const answer = await openStore(config);
  if (!answer.ok) throw new Error(`${answer.kind}: ${answer.words.en}`);
  return answer.store;
}

/** Runs one statement by a connection of its own. */
export async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The superuser's connection string of an embedded store. */
export function adminUrl(dir: string, url: string): string {
  const { admin } = JSON.parse(readFileSync(join(dir, 'secret.json'), 'utf8')) as { admin: string };
  const { host } = new URL(url);
  return `postgres://postgres:${admin}@${host}/postgres`;
}

/** An empty database on the server of `url`, and how to drop it. */
export async function newDatabase(
  admin: string,
  url: string,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `custos_test_${randomBytes(6).toString('hex')}`;
  const owner = new URL(url).username;
  await once(admin, `create database ${name} owner "${owner}"`);
  const made = new URL(url);
  made.pathname = `/${name}`;
  return { url: made.href, drop: () => once(admin, `drop database ${name} with (force)`) };
}

export type Kind = 'pglite in memory' | 'pglite in a directory' | 'embedded' | 'connection string' | 'CUSTOS_TEST_PG';

/** A store of one kind with all it stands on; `open` again after closing finds what it kept. */
export type Bench = {
  readonly config: StoreConfig;
  readonly open: () => Promise<Store>;
  readonly end: () => Promise<void>;
};

const dirBench = (kind: 'pglite' | 'embedded'): Bench => {
  const { dir, remove } = tempDir();
  const config = { kind, dir: join(dir, 'store') } as const;
  return { config, open: () => opened(config), end: async () => remove() };
};

async function urlBench(admin: string, url: string, after: () => Promise<void>): Promise<Bench> {
  const database = await newDatabase(admin, url);
  const config = { kind: 'postgres', url: database.url } as const;
  return {
    config,
    open: () => opened(config),
    end: async () => {
      await database.drop();
      await after();
    },
  };
}

/** The kinds that this machine tests; a server of the user's own by CUSTOS_TEST_PG (a role that may create databases). */
export const kinds: readonly Kind[] = [
  'pglite in memory',
  'pglite in a directory',
  'embedded',
  'connection string',
  ...(process.env.CUSTOS_TEST_PG ? (['CUSTOS_TEST_PG'] as const) : []),
];

export async function benchOf(kind: Kind): Promise<Bench> {
  if (kind === 'pglite in memory')
    return { config: { kind: 'pglite' }, open: () => opened({ kind: 'pglite' }), end: async () => undefined };
  if (kind === 'pglite in a directory') return dirBench('pglite');
  if (kind === 'embedded') return dirBench('embedded');
  if (kind === 'CUSTOS_TEST_PG') {
    const url = process.env.CUSTOS_TEST_PG as string;
    return urlBench(url, url, async () => undefined);
  }
  const host = dirBench('embedded');
  const server = await host.open();
  const dir = (host.config as { dir: string }).dir;
  const url = server.url as string;
  return urlBench(adminUrl(dir, url), url, async () => {
    await server.close();
    await host.end();
  });
}
