import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { exists } from './process.ts';
import { Refused } from './refusal.ts';

const run = promisify(execFile);

/** Process ids of the PostgreSQL processes of this cluster: they all work in its directory. */
async function processesIn(data: string, postmaster: number): Promise<readonly number[]> {
  if (process.platform !== 'linux') {
    const name = await run('ps', ['-o', 'comm=', '-p', String(postmaster)]).then(
      ({ stdout }) => stdout,
      () => '',
    );
    return name.includes('postgres') ? [postmaster] : [];
  }
  const real = await realpath(data);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, place) => places[place] === real);
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
};

async function gone(data: string, postmaster: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while ((await processesIn(data, postmaster)).length > 0) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/**
 * Stops what a killed Custos left running on this cluster; the caller holds the directory's lock, so it is nobody else's.
 * What was committed is kept: a fast shutdown rolls back only what was open. Its pid file is removed where its id
 * belongs to some other program by now, which PostgreSQL would take for a running server.
 */
export async function settleOld(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const postmaster = Number.parseInt(text.split('\n')[0] ?? '', 10);
  if (!Number.isInteger(postmaster) || postmaster <= 1) return;
  const old = await processesIn(data, postmaster);
  if (old.includes(postmaster)) signal(postmaster, 'SIGINT');
  else for (const pid of old) signal(pid, 'SIGTERM');
  if (!(await gone(data, postmaster, 30_000))) {
    for (const pid of await processesIn(data, postmaster)) signal(pid, 'SIGQUIT');
    if (!(await gone(data, postmaster, 10_000)))
      throw new Refused(
        'cannot-start',
        `上次留下的 PostgreSQL 进程 ${postmaster} 停不下来`,
        `the PostgreSQL process ${postmaster}, left over from before, does not stop`,
      );
  }
  if (exists(postmaster)) await rm(file, { force: true });
}
