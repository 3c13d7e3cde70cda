import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, readlink, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bootId, startOfMe, stillRuns } from './process.ts';

/** Who holds a directory. `space` names the process-id space (a container has its own). */
type Owner = {
  readonly pid: number;
  readonly start: string;
  readonly host: string;
  readonly boot: string;
  readonly space: string;
  readonly since: string;
};

export type Lock = { readonly release: () => Promise<void> };
export type Held = {
  readonly held: { readonly pid: number; readonly host: string; readonly since: string; readonly file: string };
};

const PREFIX = 'custos.lock.';
const BEAT_MS = 5_000;
/** An owner whose process cannot be looked at from here counts as gone after this time without a beat. */
const SILENT_MS = 60_000;

async function me(): Promise<Owner> {
  const space = await readlink('/proc/self/ns/pid').catch(() => '');
  return {
    pid: process.pid,
    start: await startOfMe(),
    host: hostname(),
    boot: await bootId(),
    space,
    since: new Date().toISOString(),
  };
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number'
      ? (value as Owner)
      : undefined;
  } catch {
    return undefined;
  }
}

async function lives(file: string, mine: string, self: Owner): Promise<Owner | undefined> {
  const owner = await readOwner(file);
  const times = await Promise.all([stat(file), stat(mine)]).catch(() => undefined);
  if (!times) return undefined;
  if (owner && owner.host === self.host && owner.boot !== self.boot) return undefined;
  if (owner && owner.host === self.host && owner.space === self.space)
    return (await stillRuns(owner.pid, owner.start)) ? owner : undefined;
  const [theirs, ours] = times;
  if (ours.mtimeMs - theirs.mtimeMs > SILENT_MS) return undefined;
  return owner ?? { pid: 0, start: '', host: '?', boot: '', space: '', since: theirs.mtime.toISOString() };
}

async function tryOnce(dir: string): Promise<Lock | Held> {
  const self = await me();
  const nonce = randomBytes(8).toString('hex');
  const mine = join(dir, `${PREFIX}${self.pid}-${nonce}`);
  const draft = join(dir, `.${PREFIX}${nonce}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(self)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, mine);
  for (const name of await readdir(dir)) {
    const file = join(dir, name);
    if (!name.startsWith(PREFIX) || file === mine) continue;
    const owner = await lives(file, mine, self);
    if (owner) {
      await rm(mine, { force: true });
      return { held: { pid: owner.pid, host: owner.host, since: owner.since, file } };
    }
    await rm(file, { force: true });
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(mine, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await rm(mine, { force: true });
    },
  };
}

/**
 * Takes a directory for this process. Each who wants it first puts down a file of their own (`custos.lock.<pid>-<random>`,
 * made with `wx`, whole before it has its name), then looks for others: a living other means that one steps back. As
 * everybody writes before looking, two can both step back (they try again after a random moment), but never both go on;
 * and as no name is ever used twice, the file of a dead owner can be removed by anybody without a race. An owner is dead
 * if no process has its id and start time, or the machine was started since.
 */
export async function lockDir(dir: string): Promise<Lock | Held> {
  for (let left = 3; ; left--) {
    const answer = await tryOnce(dir);
    if ('release' in answer || left === 0) return answer;
    await sleep(20 + Math.random() * 100);
  }
}
