import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { serve } from '@hono/node-server';
import { dayIn, type schemas } from '#access/index.ts';
import { parsePeriod } from '#measures/index.ts';
import { buildApp } from './app.ts';
import { notStarted, type ServerConfig, type StartRefusal } from './config.ts';
import type { Deps } from './deps.ts';
import type { Words } from './env.ts';
import { lineLog, quietLog } from './log.ts';
import { publishNation } from './nation.ts';
import { announce, answeringIn } from './runtime.ts';
import { openRooms } from './wiring.ts';

export type Server = {
  readonly ok: true;
  readonly url: string;
  /** Which store it runs on, and what it survives. */
  readonly store: Words;
  readonly demo: { readonly accounts: readonly schemas.DemoAccount[]; readonly madeOn: string } | null;
  /** Only at the very first start without accounts: shown once, kept nowhere. */
  readonly firstAdministrator: { readonly email: string; readonly password: string } | null;
  /** Lines for whoever starts it: files written, hints. */
  readonly notes: readonly Words[];
  /** Counts the figures of this year once, so that the first reader of the report need not wait. Never rejects. */
  readonly warm: () => Promise<void>;
  /** Stops taking requests, waits for those under way (10 s), closes the rooms. Safe to call twice. */
  readonly close: () => Promise<void>;
};

const graceMs = 10_000;

function hostsFor(config: ServerConfig): readonly string[] {
  const outside = config.publicUrl === null ? [] : [new URL(config.publicUrl).host];
  const loopback = ['127.0.0.1:*', 'localhost:*', '[::1]:*'];
  const own = ['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::'].includes(config.host) ? [] : [`${config.host}:*`];
  return [...loopback, ...own, ...outside];
}

type Listening = { readonly port: number; readonly stop: () => Promise<void> };

function listen(fetch: Parameters<typeof serve>[0]['fetch'], config: ServerConfig): Promise<Listening> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, hostname: config.host, port: config.port }, (info: AddressInfo) => {
      const stop = () =>
        new Promise<void>((stopped) => {
          const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), graceMs);
          server.close(() => {
            clearTimeout(late);
            stopped();
          });
          if ('closeIdleConnections' in server) server.closeIdleConnections();
        });
      done({ port: info.port, stop });
    });
    server.once('error', fail);
  });
}

/** Tried before the rooms are opened, so that a taken port costs no wait. */
function portTaken({ host, port }: ServerConfig): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error) => done(codeOf(error) === 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => done(false)));
  });
}

const inUse = ({ host, port }: ServerConfig): StartRefusal =>
  notStarted(
    2,
    `${host}:${port} 已被占用；用 --port 另选端口（0 为任意空闲端口）`,
    `${host}:${port} is in use by another program; choose another with --port (0 takes any free one)`,
  );

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Counts first what the office reads, then, in a demo, what everybody reads. */
async function warmUp(deps: Deps, nationDir: string | null, signal: AbortSignal): Promise<void> {
  await warmFigures(deps);
  if (nationDir !== null)
    await publishNation(deps, nationDir, signal).catch((error: unknown) => {
      if (!signal.aborted) deps.log.error('made-up nation', error);
    });
}

async function warmFigures({ figures, offices, pack, clock, log }: Deps): Promise<void> {
  const now = clock();
  const period = parsePeriod(dayIn(pack.zone, now).slice(0, 4));
  const [office] = offices;
  if (!period.ok || !office) return;
  await figures.all(office.id, period.value, now).catch((error: unknown) => log.error('warm', error));
}

/** Opens the rooms and serves them. Loopback unless `host` says otherwise. */
export async function startServer(config: ServerConfig): Promise<Server | StartRefusal> {
  const { dir } = config.store;
  const other = await answeringIn(dir);
  if (other) {
    return notStarted(
      2,
      `Custos 已在运行：${other.url}（进程 ${other.pid}）`,
      `Custos already runs at ${other.url} (process ${other.pid})`,
    );
  }
  if (await portTaken(config)) return inUse(config);
  if (config.store.kind === 'demo' && config.store.fresh) rmSync(dir, { recursive: true, force: true });
  const token = randomBytes(24).toString('base64url');
  const log = config.log === 'lines' ? lineLog : quietLog;
  const rooms = await openRooms(config, { hosts: hostsFor(config), token, log });
  if (!rooms.ok) return rooms;
  try {
    const { port, stop } = await listen(buildApp(rooms.deps).fetch, config);
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    const url = config.publicUrl ?? `http://${host}:${port}`;
    const local = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
    const withdraw = await announce(dir, { pid: process.pid, url: local, token, startedAt: config.clock() });
    let closing: Promise<void> | null = null;
    let warming: Promise<void> = Promise.resolve();
    const stopping = new AbortController();
    const warm = (): Promise<void> => {
      warming = warmUp(rooms.deps, config.store.kind === 'demo' ? dir : null, stopping.signal);
      return warming;
    };
    const shutDown = async (): Promise<void> => {
      rooms.deps.events.close();
      stopping.abort();
      await stop();
      await warming;
      await rooms.close();
      withdraw();
    };
    const close = (): Promise<void> => {
      closing ??= shutDown();
      return closing;
    };
    const { demo, firstAdministrator, notes, deps } = rooms;
    return { ok: true, url, store: deps.store, demo, firstAdministrator, notes, warm, close };
  } catch (error) {
    await rooms.close();
    if (codeOf(error) === 'EADDRINUSE') return inUse(config);
    throw error;
  }
}
