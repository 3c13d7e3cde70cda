import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.ts';

const ew = resolve(import.meta.dirname, '../../law/ew');
const root = mkdtempSync(join(tmpdir(), 'custos-diff-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function law(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const exit = await run(['law', ...args], { out: (text) => said.push(text), err: (text) => warned.push(text) });
  return { exit, out: said.join(''), err: warned.join('') };
}

describe('custos law', () => {
  test('diff: two days of another pack, as data', async () => {
    const { exit, out, err } = await law('diff', '2022-10-27', '2022-10-28', '--pack', ew, '--json');
    expect([exit, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ old: '2022-10-27', new: '2022-10-28', played: 0 });
    expect(JSON.parse(out).changes).toHaveLength(5);
  });

  test('diff: two versions of a file; the pack is that of the file, and so is the language', async () => {
    const file = join(ew, 'police', 'detention.yaml');
    const old = join(root, 'detention.yaml');
    writeFileSync(old, readFileSync(file, 'utf8').replace('within: PT6H', 'within: PT8H'));
    const { out } = await law('diff', old, file);
    expect(out).toMatch(
      /~ deadline first-review-in-six-hours \[PACE §40\(3\)\(a\)\]\n.*was: .*8 hours.*\n.*now: .*6 hours/,
    );
    expect(out).toMatch(/detention-review-late/);
  });

  test('try: each file over the pack in whose folder it stands', async () => {
    const files = [join(ew, 'scenarios', 'police.yaml'), join(ew, '..', 'cn', 'scenarios', 'arrest-review.yaml')];
    const { exit, out } = await law('try', ...files);
    expect(exit).toBe(0);
    expect(out).toMatch(/, 0 failed, 0 scenarios skipped/);
  });

  test.each([
    [['diff', ew], 'custos law diff: expected OLD and NEW'],
    [['diff', ew, '/nowhere'], 'custos law diff: /nowhere: not there'],
    [['new'], 'custos law new: expected one ID'],
    [['new', 'tax.small', '--pack', ew], 'custos law new: no branch "tax" in ew'],
    [['dif', ew, ew], 'did you mean diff?'],
  ])('%s', async (args, message) => {
    const { exit, err } = await law(...args);
    expect(exit).toBe(2);
    expect(err).toContain(message);
  });
});
