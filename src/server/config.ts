import { resolve } from 'node:path';
import type { Words } from './env.ts';

const root = resolve(import.meta.dirname, '../..');

export type WhichStore =
  /** A made-up office on PGlite in `dir`; `fresh` makes it anew. */
  | { readonly kind: 'demo'; readonly dir: string; readonly fresh: boolean }
  /** PostgreSQL of its own in `dir/postgres`. */
  | { readonly kind: 'data'; readonly dir: string }
  /** Any PostgreSQL; `dir` holds the secret and the office's profile. */
  | { readonly kind: 'database'; readonly url: string; readonly dir: string };

export type ServerConfig = {
  readonly store: WhichStore;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The address that people use, when a proxy stands in between: `https://custos.example.org`. */
  readonly publicUrl: string | null;
  /** Header in which that proxy names the client; null: the socket's address. */
  readonly clientFrom: string | null;
  readonly packDir: string;
  readonly web: string | null;
  readonly log: 'lines' | 'none';
  /** ms UTC; tests set it. */
  readonly clock: () => number;
};

export const defaultPort = 4810;
export const demoDir = resolve(root, '.custos/demo');
export const defaultDir = resolve(root, '.custos/server');
export const packDir = resolve(root, 'law/cn');
export const webDir = resolve(root, 'web/dist');

export const defaults: Omit<ServerConfig, 'store'> = {
  host: '127.0.0.1',
  port: defaultPort,
  publicUrl: null,
  clientFrom: null,
  packDir,
  web: webDir,
  log: 'lines',
  clock: Date.now,
};

/** Why the server did not start: lines for the user; `status` is the exit status of the command. */
export type StartRefusal = { readonly ok: false; readonly status: 2 | 3; readonly words: Words };
export const notStarted = (status: 2 | 3, zh: string, en: string): StartRefusal => ({
  ok: false,
  status,
  words: { zh, en },
});
