import { open, rename, rm, stat } from 'node:fs/promises';

const markOf = (data: string): string => `${data}.making`;

/** Says that the database at `data` is about to be made for the first time. */
export async function markMaking(data: string): Promise<void> {
  const handle = await open(markOf(data), 'w', 0o600);
  await handle.sync();
  await handle.close();
}

/** Says that it is made, and may hold acts from now on. */
export const markMade = (data: string): Promise<void> => rm(markOf(data), { force: true });

/** Puts aside a database that was killed while it was made the first time: it cannot hold an act that was confirmed. */
export async function clearHalfMade(data: string): Promise<void> {
  if (!(await stat(markOf(data)).catch(() => undefined))) return;
  if (await stat(data).catch(() => undefined)) await rename(data, `${data}.unfinished-${Date.now()}`);
  await markMade(data);
}
