import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { run } from './run.ts';

async function said(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { exit, out: out.join(''), err: err.join('') };
}

test('bench engine measures every way over one log, and the SQL agrees but for what it leaves out', async () => {
  const { exit, out } = await said('bench', 'engine', '--scale', '0.02', '--rounds', '1', '--json');
  expect(exit).toBe(0);
  const report = JSON.parse(out);
  expect(report).toMatchObject({ acts: 20, rules: 40, events: 24_000 });
  expect(report.violations).toBeGreaterThan(500);
  const figures = new Map(report.figures.map((one: { id: string; value: number }) => [one.id, one.value]));
  for (const id of ['plain-pass', 'compiled-records', 'compiled-counts', 'parallel', 'live', 'sql'])
    expect(figures.get(id)).toBeGreaterThan(0);
  expect(figures.get('case-bytes-most')).toBeLessThan(200);
  expect(report.sqlAgrees).toBeGreaterThanOrEqual(38);
});

/** Ten seconds of processor for a nation of its own; over one that is there it is measured beside `custos measure`. */
test.runIf(process.env.CUSTOS_LONG === '1')(
  'bench measures makes its own nation where none is named',
  async () => {
    const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith('custos-bench-'));
    const before = own();
    const { exit, out, err } = await said('bench', 'measures', 'prosecuted-persons-all', '--scale', '0.0001', '--json');
    expect({ exit, err }).toEqual({ exit: 0, err: expect.stringMatching(/^a nation of scale 0\.0001: \d+ acts/) });
    const report = JSON.parse(out);
    expect(report.figures.map((one: { id: string }) => one.id)).toEqual(['prosecuted-persons-all']);
    expect(report.acts).toBeGreaterThan(5_000);
    expect(own()).toEqual(before);
  },
  300_000,
);

test('bench measures leaves nothing behind', async () => {
  const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith('custos-bench-'));
  const before = own();
  // A name that is wrong is told before anything is made.
  expect(await said('bench', 'measures', 'prosecuted-persons-al')).toEqual({
    exit: 2,
    out: '',
    err: 'custos bench: no figure “prosecuted-persons-al”; did you mean prosecuted-persons-all?\n',
  });
  expect(own()).toEqual(before);
});

test('a wrong call of bench is one line that says what was expected', async () => {
  expect(await said('bench', 'engin')).toEqual({ exit: 2, out: '', err: 'custos bench: did you mean engine?\n' });
  const { exit, err } = await said('bench', 'engine', '--scale', 'big');
  expect({ exit, err }).toEqual({ exit: 2, err: 'custos bench: --scale big: expected a number from 0.01 on\n' });
  for (const args of [
    ['--scale', '0.1', '--data', 'x'],
    ['--scale', '2'],
  ])
    expect(await said('bench', 'measures', ...args)).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^[^\n]+\n$/),
    });
});
