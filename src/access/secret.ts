import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret that signs cookies: CUSTOS_SECRET if set, else made once and kept in `dir/secret`, readable by its owner
 * only. Rejects when the file is readable by others or holds too little.
 */
export async function secretIn(
  dir: string,
  fromEnvironment: string | undefined = process.env.CUSTOS_SECRET,
): Promise<string> {
  if (fromEnvironment) {
    if (fromEnvironment.length >= 32) return fromEnvironment;
    throw new Error(`CUSTOS_SECRET has ${fromEnvironment.length} characters; at least 32 are needed`);
  }
  const file = join(dir, 'secret');
  await mkdir(dir, { recursive: true });
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await handle.sync();
    await handle.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new Error(`${file} can be read by others; expected mode 600`);
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 32)
    throw new Error(`${file} holds no secret of at least 32 characters; remove it to have one made`);
  return secret;
}
