/** What a running server leaves in its folder, so that the `custos` command beside it finds it. */
import { readFileSync, rmSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Runtime = z.object({ pid: z.int().positive(), url: z.url(), token: z.string().min(20), startedAt: z.number() });
export type Runtime = z.infer<typeof Runtime>;

const fileIn = (dir: string): string => join(dir, 'server.json');

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The server that runs on this folder, if one does. A file left behind by a killed one does not count. */
export function runningIn(dir: string): Runtime | null {
  try {
    const found = Runtime.safeParse(JSON.parse(readFileSync(fileIn(dir), 'utf8')));
    return found.success && lives(found.data.pid) ? found.data : null;
  } catch {
    return null;
  }
}

/** As `runningIn`, and it answers: a process id may have passed to another program since. */
export async function answeringIn(dir: string): Promise<Runtime | null> {
  const found = runningIn(dir);
  if (!found) return null;
  const health = await fetch(`${found.url}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  return health?.ok === true ? found : null;
}

/** Readable by its owner only: it holds the token. Gives back the way to remove it. */
export async function announce(dir: string, runtime: Runtime): Promise<() => void> {
  await mkdir(dir, { recursive: true });
  const file = fileIn(dir);
  await writeFile(file, `${JSON.stringify(runtime)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return () => rmSync(file, { force: true });
}
