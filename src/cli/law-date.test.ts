import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chinaCalendar } from '#law/index.ts';
import { run } from './run.ts';

async function date(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const exit = await run(['law', 'date', ...args], {
    out: (text) => said.push(text),
    err: (text) => warned.push(text),
  });
  return { exit, out: said.join(''), err: warned.join('') };
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'custos-date-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('custos law date', () => {
  test('a clock of a procedure, extended and paused; as JSON with its steps', async () => {
    const clock = ['criminal.prosecution-review', 'review-for-prosecution', '--from', '2024-03-01'];
    const shaped = ['--pause', '2024-03-10..2024-03-25', '--extend', 'extend-review', '--json'];
    const { exit, out } = await date(...clock, ...shaped);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      due: { date: '2024-05-06' },
      steps: [
        { kind: 'start' },
        { kind: 'add' },
        { kind: 'extend', to: '2024-04-16' },
        { kind: 'pause', days: 15 },
        { kind: 'roll', from: '2024-05-01' },
      ],
    });
  });

  test('a bare period by a calendar of its own', async () => {
    const file = join(dir, 'calendar.json');
    const off = { '2027-01-04': '元旦' };
    writeFileSync(
      file,
      JSON.stringify({ ...chinaCalendar(), version: 'to 2027', knownTo: '2027-12-31', off, work: {} }),
    );
    const { out } = await date('P8D', '--from', '2026-12-25', '--calendar', file, '--language', 'en');
    expect(out.split('\n')[0]).toBe('Due Tue 5 January 2027');
  });

  test.each<readonly [readonly string[], string]>([
    [[], 'expected a PERIOD'],
    [['P10D'], 'expected --from DATE'],
    [['P10D', '--from', '2024-01-10', '--calendar', '/nowhere.json'], '/nowhere.json: not there'],
    [['P10D', '--from', '2024-01-10', '--language', 'fr'], 'expected zh or en'],
    [['P10D', '--from', 'today'], 'expected a date like 2024-01-10'],
  ])('%j is refused in one line', async (args, line) => {
    const { exit, out, err } = await date(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
