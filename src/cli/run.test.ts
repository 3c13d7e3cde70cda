import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defaultPort } from '#server/index.ts';
import { run } from './run.ts';

async function call(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const exit = await run(args, { out: (text) => said.push(text), err: (text) => warned.push(text) });
  return { exit, out: said.join(''), err: warned.join('') };
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'custos-cli-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a wrong call gets one clear line on standard error and status 2', () => {
  test.each<readonly [readonly string[], string]>([
    [['srve'], 'did you mean serve?'],
    [['nonsense'], 'see custos help'],
    [['serve'], '--demo, --data DIR or --database URL'],
    [['serve', '--demo', '--port', 'many'], 'expected a number from 0 to 65535'],
    [['serve', '--demo', '--data', 'x'], 'neither --data nor --database'],
    [['serve', '--data', 'x', '--fresh'], '--fresh goes with --demo only'],
    [['serve', '--database', 'mysql://x'], 'expected postgres://'],
    [['serve', '--demo', '--public-url', 'custos'], 'https://custos.example.org'],
    [['serve', '--prot', '1'], '--prot'],
    [['measure', '--peroid', '2026'], 'did you mean --period?'],
    [['measure', '--period', 'lately'], '2018..2022'],
    [['measure', '--data', '/nowhere/at/all'], 'no office in /nowhere/at/all'],
    [['nation', '--out', '/nowhere', '--scale', '-1'], '--scale -1: expected a number above 0'],
    [['nation', '--out', '/nowhere', '--scale', '0'], '--scale 0: expected a number above 0'],
    [['nation', '--out', '/nowhere', '--scale', 'abc'], '--scale abc: expected a number above 0'],
    [['nation', '--scale', '--out', '/nowhere'], "'--scale' needs a value"],
    [['nation', '--out', '/nowhere', '--scale', '1', '--seed', 'x'], '--seed x: expected a whole number'],
    [['nation', '--out', '/nowhere', '--scale', '1', '--seed', '-3'], '--seed -3: expected a whole number'],
    [['nation', '--out', '/dev/null', '--scale', '1'], '/dev/null is no folder'],
    [['report'], 'expected --period'],
    [['report', '--period', '2026'], 'expected -o FILE'],
    [['report', '--period', '2026', '-o', 'x.odt'], 'ending in .html, .docx, .pdf or .json'],
    [['report', '--period', '2026', '-o', 'x.pdf', '--scope', '33'], 'an office has only its own figures'],
    [['report', '--period', '2026', '-o', 'x.pdf', '--template', '/nowhere.md'], '/nowhere.md cannot be read'],
    [['report', '--period', '2026', '-o', 'x.html', '--language', 'fr'], 'expected zh or en'],
    [['judgments'], 'expected at least one FILE'],
    [['judgments', '/nowhere.txt'], '/nowhere.txt'],
    [['law'], 'expected check, show, try'],
    [['law', 'chek'], 'did you mean check?'],
    [['law', 'check', '/nowhere'], '/nowhere'],
    [['law', 'show'], 'expected one procedure ID'],
    [['law', 'show', 'criminal.arrest-revew'], 'did you mean criminal.arrest-review?'],
    [['law', 'show', 'criminal.arrest-review', '--on', 'today'], 'expected a date'],
    [['law', 'try'], 'expected at least one FILE'],
    [['law', 'try', '/nowhere.yaml', '--json'], '/nowhere.yaml'],
  ])('%j', async (args, line) => {
    const { exit, out, err } = await call(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('help', () => {
  test('names every verb once, and each verb says its options', async () => {
    const { exit, out } = await call('help');
    expect(exit).toBe(0);
    for (const verb of ['serve', 'law', 'judgments', 'measure', 'report']) {
      expect(out.split('\n').filter((line) => line.startsWith(`  ${verb} `))).toHaveLength(1);
      const own = await call(verb, '--help');
      expect([own.exit, own.out]).toEqual([0, (await call('help', verb)).out]);
      expect(own.out).toContain(`custos ${verb}`);
    }
    expect((await call('serve', '--help')).out).toContain(String(defaultPort));
    expect((await call()).out).toBe(out);
  });

  test('verbs whose rooms are not there are not listed', async () => {
    const { out } = await call('help');
    for (const verb of ['backup', 'ledger']) expect(out).not.toContain(`  ${verb} `);
  });
});

describe('law', () => {
  test('check counts and finds no error; --json prints one document and nothing else', async () => {
    const { exit, out, err } = await call('law', 'check', '--json');
    expect([exit, err]).toEqual([0, '']);
    const checked = z
      .object({
        procedures: z.number(),
        acts: z.number(),
        rules: z.number(),
        errors: z.array(z.unknown()),
        notes: z.array(z.object({ check: z.string() })),
      })
      .parse(JSON.parse(out));
    expect(checked.errors).toEqual([]);
    expect([...new Set(checked.notes.map((note) => note.check))], 'what stays undecided').toEqual(['S8']);
    expect(checked.procedures).toBeGreaterThanOrEqual(6);
  });

  test('a pack with a fault: status 1, each fault with file and line', async () => {
    const pack = join(dir, 'pack');
    const { cpSync } = await import('node:fs');
    cpSync(resolve(import.meta.dirname, '../../law/cn'), pack, { recursive: true });
    const file = join(pack, 'criminal/arrest-review.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('authority: chief-procurator', 'authority: king'));
    const { exit, out } = await call('law', 'check', pack, '--json');
    expect(exit).toBe(1);
    const { errors } = z
      .object({ errors: z.array(z.object({ file: z.string(), line: z.number(), message: z.string() })) })
      .parse(JSON.parse(out));
    expect(errors[0]?.file).toContain('arrest-review.yaml');
    expect(errors[0]?.line).toBeGreaterThan(1);
    const text = await call('law', 'try', '/nowhere.yaml', '--pack', pack);
    expect([text.exit, text.err]).toEqual([2, expect.stringContaining('arrest-review.yaml')]);
  });

  test('show tells a procedure in both languages', async () => {
    const zh = await call('law', 'show', 'criminal.arrest-review', '--language', 'zh');
    const en = await call('law', 'show', 'criminal.arrest-review', '--language', 'en');
    expect([zh.exit, en.exit]).toEqual([0, 0]);
    expect(zh.out).toContain('刑诉法 §91');
    expect(en.out).toContain('CPL §91');
  });

  test('a scenario that fails gives status 1', async () => {
    const file = join(dir, 'fails.yaml');
    const wrong = `
- id: wrong
  procedure: criminal.arrest-review
  title: A day too many
  steps:
  - event: {act: request-arrest, at: '2022-09-29', subject: s1, data: {detained: true, complex: false, received_on: '2022-09-29'}}
  - expect:
      due:
      - {act: [decide-arrest, decide-non-arrest], by: '2022-10-07', subject: s1}
`;
    writeFileSync(file, wrong);
    const { exit, out } = await call('law', 'try', file, '--json');
    const report = z
      .object({
        passed: z.number(),
        failed: z.number(),
        failures: z.array(z.object({ id: z.string(), got: z.string() })),
      })
      .parse(JSON.parse(out));
    expect([exit, report.failed, report.failures[0]?.id]).toEqual([1, 1, 'wrong']);
    expect(report.failures[0]?.got).toContain('2022-10-06');
  });
});

const shared = resolve(import.meta.dirname, '../../../shared');
const heads = join(shared, 'judgments/heads.jsonl');
describe.skipIf(!existsSync(heads))('with the real material beside the repository', () => {
  test('every judgment head is read or refused with a reason', async () => {
    const { exit, out, err } = await call('judgments', heads, '--json');
    expect([exit, err]).toEqual([0, '']);
    const rows = z
      .array(
        z.looseObject({ id: z.string(), findings: z.array(z.unknown()).optional(), refused: z.string().optional() }),
      )
      .parse(JSON.parse(out));
    expect(rows).toHaveLength(readFileSync(heads, 'utf8').trim().split('\n').length);
    for (const row of rows) expect(row.findings !== undefined || (row.refused ?? '') !== '').toBe(true);
  });

  test('the scenarios of the facts print no failure', async () => {
    const { exit, out } = await call('law', 'try', join(shared, 'law/scenarios.yaml'), '--json');
    const report = z.object({ passed: z.number(), failed: z.number() }).parse(JSON.parse(out));
    expect([exit, report.failed]).toEqual([0, 0]);
    expect(report.passed).toBeGreaterThan(30);
  });
});
