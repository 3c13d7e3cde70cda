import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Marks one process for good: an id that is used again has another start. `undefined` where it cannot be read. */
async function startOf(pid: number): Promise<{ readonly start: string; readonly zombie: boolean } | undefined> {
  if (process.platform === 'linux') {
    try {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { start: fields[19] ?? '', zombie: fields[0] === 'Z' };
    } catch {
      return undefined;
    }
  }
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: { LC_ALL: 'C', PATH: process.env.PATH },
    });
    return { start: stdout.trim(), zombie: false };
  } catch {
    return undefined;
  }
}

/** Whether a signal would reach a process with this id. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export const startOfMe = async (): Promise<string> => (await startOf(process.pid))?.start ?? '';

/** Whether the very process that had this id and start still runs. In doubt, yes. */
export async function stillRuns(pid: number, start: string): Promise<boolean> {
  if (!exists(pid)) return false;
  const now = await startOf(pid);
  if (!now) return exists(pid);
  return !now.zombie && (start === '' || now.start === start);
}

const readOr = async (path: string): Promise<string> =>
  readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );

/** Changes with every start of the machine; empty where it is not known. */
export const bootId = (): Promise<string> => readOr('/proc/sys/kernel/random/boot_id');
