import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from './index.ts';
import { lockDir } from './lock.ts';
import { bootId } from './process.ts';
import { spawnChild } from './testing/spawn.ts';
import { opened, tempDir } from './testing/stores.ts';

let temp: ReturnType<typeof tempDir>;
beforeEach(() => {
  temp = tempDir();
});
afterEach(() => temp.remove());

const locks = (dir: string): readonly string[] => readdirSync(dir).filter((name) => name.includes('custos.lock'));

describe.each(['pglite', 'embedded'] as const)('the lock of a %s directory', (kind) => {
  test('refuses a second open in the same process, and a second process, until it is given back', async () => {
    const config = { kind, dir: join(temp.dir, 'store') } as const;
    const store = await opened(config);
    const second = await openStore(config);
    expect(second).toMatchObject({
      ok: false,
      kind: 'held',
      words: { en: expect.stringContaining('in use by this process') },
    });
    expect(second).toMatchObject({ words: { zh: expect.stringContaining('本进程') } });
    const child = spawnChild(config, 'hold');
    expect(await child.until(1)).toEqual(['held']);
    await store.close();
    expect(locks(config.dir)).toEqual([]);
    const third = spawnChild(config, 'hold');
    expect(await third.until(1)).toEqual(['open']);
    expect(await openStore(config)).toMatchObject({
      kind: 'held',
      words: { en: expect.stringContaining(`process ${third.process.pid}`) },
    });
    await third.kill();
    await (await opened(config)).close();
  });
});

test('a directory of one kind is not opened as the other', async () => {
  const dir = join(temp.dir, 'store');
  await (await opened({ kind: 'pglite', dir })).close();
  expect(await openStore({ kind: 'embedded', dir })).toMatchObject({ ok: false, kind: 'other-kind' });
  expect(locks(dir)).toEqual([]);
  await (await opened({ kind: 'pglite', dir })).close();
});

describe('whose lock it is', () => {
  const put = async (fields: object, ageMs = 0): Promise<string> => {
    const owner = {
      pid: process.pid,
      start: '1',
      host: hostname(),
      boot: await bootId(),
      space: '',
      since: 'then',
      ...fields,
    };
    const file = join(temp.dir, 'custos.lock.1-aa');
    writeFileSync(file, JSON.stringify(owner));
    const when = new Date(Date.now() - ageMs);
    utimesSync(file, when, when);
    return file;
  };
  const here = async (): Promise<string> => {
    const lock = await lockDir(temp.dir);
    if ('held' in lock) return `held by ${lock.held.pid}`;
    const [only, ...more] = locks(temp.dir);
    expect([only?.startsWith(`custos.lock.${process.pid}-`), more]).toEqual([true, []]);
    await lock.release();
    return 'free';
  };
  const space = async (): Promise<string> => {
    const lock = await lockDir(temp.dir);
    if ('held' in lock) throw new Error('held');
    const [name] = locks(temp.dir);
    const owner = JSON.parse(readFileSync(join(temp.dir, name as string), 'utf8')) as { space: string };
    await lock.release();
    return owner.space;
  };

  test('a dead process leaves it free', async () => {
    await put({ pid: 2 ** 22 + 7, space: await space() });
    expect(await here()).toBe('free');
  });

  test('another process with the same id leaves it free', async () => {
    await put({ pid: process.ppid, space: await space() });
    expect(await here()).toBe('free');
  });

  test('a start of the machine since then leaves it free', async () => {
    await put({ boot: 'another', space: await space() });
    expect(await here()).toBe('free');
  });

  test('on another machine it is held while it gives signs of life', async () => {
    await put({ pid: 77, host: 'elsewhere' }, 10_000);
    expect(await here()).toBe('held by 77');
    await put({ pid: 77, host: 'elsewhere' }, 70_000);
    expect(await here()).toBe('free');
  });

  test('a file that cannot be read counts as somebody while it is young', async () => {
    writeFileSync(join(temp.dir, 'custos.lock.5-bb'), '');
    expect(await here()).toBe('held by 0');
  });

  test('of many who come at once at most one gets it', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => lockDir(temp.dir)));
    const got = answers.filter((answer) => 'release' in answer);
    expect(got.length).toBeLessThanOrEqual(1);
    for (const lock of got) if ('release' in lock) await lock.release();
    expect(await here()).toBe('free');
  });
});

test.skipIf(process.getuid?.() !== 0)('as root, a folder that PostgreSQL may not enter is named', async () => {
  const closed = join(temp.dir, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  expect(await openStore({ kind: 'embedded', dir: join(closed, 'store') })).toMatchObject({
    kind: 'no-permission',
    words: { en: expect.stringContaining(`may not enter ${closed}:`) },
  });
});

test('an embedded server whose passwords are gone or wrong says so at once, and starts when they are back', async () => {
  const dir = join(temp.dir, 'store');
  const file = join(dir, 'secret.json');
  await (await opened({ kind: 'embedded', dir })).close();
  const secret = readFileSync(file, 'utf8');
  const from = Date.now();
  for (const [text, words] of [
    [undefined, 'are gone with'],
    ['{"admin', 'is spoiled'],
    ['{"admin":"x","app":"y"}', 'does not take the password'],
  ] as const) {
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    const answer = await openStore({ kind: 'embedded', dir });
    expect(answer).toMatchObject({ ok: false, kind: 'cannot-start', words: { en: expect.stringContaining(words) } });
  }
  expect(Date.now() - from).toBeLessThan(20_000);
  writeFileSync(file, secret);
  await (await opened({ kind: 'embedded', dir })).close();
});

test('a server that is not there, and a folder that is a file, are answered in words', async () => {
  const nobody = await openStore({ kind: 'postgres', url: 'postgres://u:secret-word@127.0.0.1:1/x' });
  expect(nobody).toMatchObject({ ok: false, kind: 'unreachable' });
  expect(JSON.stringify(nobody)).not.toContain('secret-word');
  const file = join(temp.dir, 'file');
  writeFileSync(file, '');
  expect(await openStore({ kind: 'pglite', dir: file })).toMatchObject({ ok: false, kind: 'no-permission' });
});
