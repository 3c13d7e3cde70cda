/** The name that was most likely meant; null when none is near. The law's room is read only where a name is wrong: a command starts without it. */
export const nearest = async (written: string, known: readonly string[]): Promise<string | null> =>
  (await import('#law/index.ts')).nearest(written, known);
