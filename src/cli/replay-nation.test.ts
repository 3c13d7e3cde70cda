import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Planted } from '#nation/index.ts';
import { run } from './run.ts';

async function call(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const exit = await run(args, { out: (text) => said.push(text), err: (text) => warned.push(text) });
  return { exit, out: said.join(''), err: warned.join('') };
}

/** On one thread where no number is given: threads read the law anew. */
async function json(...args: readonly string[]) {
  const threads = args.includes('--workers') || args.includes('--case') ? [] : ['--workers', '1'];
  const { exit, out, err } = await call('replay', ...args, ...threads, '--json');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  return JSON.parse(out);
}

const root = mkdtempSync(join(tmpdir(), 'custos-supervision-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const whole = join(root, 'whole');
let keys: { rows: { acts: number; proceedings: number } };
let truth: readonly Planted[];
beforeAll(async () => {
  const { exit, err } = await call('nation', '--scale', '0.0005', '--seed', '5', '--out', whole, '--workers', '1');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  keys = JSON.parse(readFileSync(join(whole, 'keys.json'), 'utf8'));
  truth = JSON.parse(readFileSync(join(whole, 'truth.json'), 'utf8'));
}, 300_000);

/** A nation of its own with something changed. */
function changed(name: string, change: (dir: string) => void): string {
  const dir = join(root, name);
  cpSync(whole, dir, { recursive: true });
  change(dir);
  return dir;
}
const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));
const filesIn = (dir: string, table: string): readonly string[] =>
  readdirSync(join(dir, table), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
const linesOf = (file: string): readonly Planted[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('custos replay over a nation', () => {
  test('finds every departure that was planted and no other, with its dates; counted by rule and procedure', async () => {
    const file = join(root, 'departures.jsonl');
    const found = await json(whole, '--departures', file);
    expect(found.truth).toEqual({
      planted: truth.length,
      found: truth.length,
      missed: { total: 0, first: [] },
      besides: { total: 0, first: [] },
    });
    expect(truth.length).toBeGreaterThan(20);
    expect([found.traces, found.events]).toEqual([keys.rows.proceedings, keys.rows.acts]);
    expect([found.unknown, found.until]).toEqual([[], '2022-12-31T15:59:59.999Z']);
    // Line by line, both ways, by hand: a planted entry may leave the date open, the act of a duty never met be any that was owed.
    const key = (one: Planted): string =>
      [one.case, one.proceeding, one.procedure, one.kind, one.rule, one.place].join(' ');
    const lines = linesOf(file);
    expect(lines.map(key).sort()).toEqual(truth.map(key).sort());
    for (const one of truth) {
      const line = lines.find((other) => key(other) === key(one))!;
      if (one.due !== null) expect(line.due).toBe(one.due);
      if (one.late_days !== null) expect(line.late_days).toBe(one.late_days);
      if (one.place !== null) expect(line.act).toBe(one.act);
    }
    const rows: { procedure: string; id: string; occurrences: number; late: number; met: number }[] = found.rules;
    const broken = rows.filter(({ occurrences }) => occurrences > 0);
    expect(broken.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(truth.length);
    const late = broken.find(({ id }) => id === 'progress-or-result-in-three-months')!;
    expect(late.procedure).toBe('petition.handling');
    expect(late.late).toBe(truth.filter(({ rule, kind }) => rule === late.id && kind === 'late').length);
    expect(late.met).toBeGreaterThan(late.late);
    expect(new Set(rows.map(({ procedure }) => procedure)).size).toBeGreaterThan(40);
  }, 300_000);

  test('one thread and three say the same', async () => {
    const files = [join(root, 'one.jsonl'), join(root, 'three.jsonl')] as const;
    const one = await json(whole, '--workers', '1', '--departures', files[0]);
    const three = await json(whole, '--workers', '3', '--departures', files[1]);
    expect([one.threads, three.threads]).toEqual([1, 3]);
    expect({ ...three, threads: 1, seconds: one.seconds }).toEqual(one);
    expect(readFileSync(files[1], 'utf8')).toBe(readFileSync(files[0], 'utf8'));
    expect(readdirSync(root).filter((name) => name.includes('.part'))).toEqual([]);
  }, 300_000);

  test('what truth.json does not say is found besides, what nobody did is missed', async () => {
    const dir = changed('other-truth', (at) =>
      edit(join(at, 'truth.json'), () => {
        const [first, second, ...rest] = truth;
        return JSON.stringify([{ ...second, late_days: 4000 }, ...rest, { ...first, place: 77 }]);
      }),
    );
    const { truth: compared } = await json(dir);
    expect(compared).toMatchObject({ planted: truth.length, found: truth.length - 2 });
    expect([compared.missed.total, compared.besides.total]).toEqual([2, 2]);
    expect(compared.missed.first.map(({ place }: Planted) => place)).toContain(77);
  }, 300_000);

  test('an act that is moved in the files is found', async () => {
    const dir = changed('moved', () => {});
    const files = filesIn(dir, 'acts').filter((name) => name.includes('year=2020'));
    const file = files.sort((a, b) => statSync(b).size - statSync(a).size)[0]!;
    const moved = join(dir, 'moved.parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    // Everything of one province and one year a hundred days later, but for what opens a proceeding.
    await connection.run(
      `copy (select * replace (case when on_date > opened_on then done_at + interval 100 day else done_at end as done_at) from '${file}')
       to '${moved}' (format parquet)`,
    );
    connection.closeSync();
    cpSync(moved, file);
    unlinkSync(moved);
    const found = await json(dir);
    expect(found.truth.besides.total).toBeGreaterThan(20);
    expect(found.truth.besides.first).toHaveLength(20);
    const { out } = await call('replay', dir);
    expect(out).toMatch(/found besides: \d+\n(.*\n)+ {2}and \d+ more/);
  }, 300_000);

  test('some procedures only, each named once; until an earlier day nothing is compared', async () => {
    const found = await json(whole, '--procedure', 'petition.handling', '--procedure', 'criminal.arrest-review');
    const own = truth.filter(({ procedure }) => ['petition.handling', 'criminal.arrest-review'].includes(procedure));
    expect(new Set(found.rules.map(({ procedure }: Planted) => procedure))).toEqual(
      new Set(['petition.handling', 'criminal.arrest-review']),
    );
    expect(found.truth).toMatchObject({ planted: own.length, found: own.length, besides: { total: 0 } });
    expect(found.traces).toBeLessThan(keys.rows.proceedings);
    const early = await json(whole, '--until', '2020-06-30');
    expect([early.truth, early.until]).toEqual([null, '2020-06-30T15:59:59.999Z']);
    expect(early.notes[0]).toMatch(/^not compared with truth\.json/);
    expect(early.violations).toBeLessThan(truth.length);
    // As known on a day without --until is observed until then: what came later is not overdue, it is not yet there.
    const known = await json(whole, '--known-at', '2020-06-30', '--procedure', 'petition.handling');
    const until = await json(whole, '--until', '2020-06-30', '--procedure', 'petition.handling');
    expect([known.until, known.violations, known.rules]).toEqual([until.until, until.violations, until.rules]);
    expect(early.rules.reduce((sum: number, { running }: { running: number }) => sum + running, 0)).toBeGreaterThan(50);
  }, 300_000);

  test('without truth.json there is nothing to compare with', async () => {
    const dir = changed('no-truth', (at) => unlinkSync(join(at, 'truth.json')));
    const { truth: none, violations } = await json(dir);
    expect([none, violations]).toEqual([null, truth.length]);
  }, 300_000);
});

test('one case: its proceedings, the departure with its arithmetic, and what would have had to be otherwise', async () => {
  const planted = truth.find(({ kind, rule }) => kind === 'late' && rule === 'progress-or-result-in-three-months')!;
  const found = await json(whole, '--case', String(planted.case));
  expect(found.case).toBe(planted.case);
  const own = found.proceedings.find((one: { proceeding: number }) => one.proceeding === planted.proceeding);
  expect(own.departures).toMatchObject([
    { kind: 'late', rule: planted.rule, act: `#${planted.place}`, late_days: planted.late_days },
  ]);
  expect(own.departures[0].due.date).toBe(planted.due);
  expect(own.departures[0].derivation.length).toBeGreaterThan(1);
  expect(own.explanation).toMatchObject({ gave_up: false, changes: [{ act: `#${planted.place}` }] });
  const { out } = await call('replay', whole, '--case', String(planted.case), '--language', 'zh');
  expect(out).toContain(`逾期${planted.late_days}日`);
}, 300_000);

describe('what is wrong is one line', () => {
  const without = (file: string) => (dir: string) => rmSync(join(dir, file), { recursive: true });
  const inKeys = (from: string, to: string) => (dir: string) =>
    edit(join(dir, 'keys.json'), (text) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    });
  const cases: readonly (readonly [string, (dir: string) => void, RegExp])[] = [
    ['no keys', without('keys.json'), /keys\.json is missing: the data are not exported to the end/],
    ['half of the keys', (dir) => edit(join(dir, 'keys.json'), (text) => text.slice(0, 900)), /not whole JSON/],
    ['a file less', (dir) => unlinkSync(filesIn(dir, 'acts').at(-1)!), /acts: \d+ rows; keys\.json says \d+/],
    ['half a file', (dir) => edit(filesIn(dir, 'acts')[3]!, (text) => text.slice(0, 500)), /not a whole Parquet file/],
    ['no steps', without('steps'), /steps is missing: .* make it again/],
    [
      'no steps of a place',
      (dir) => unlinkSync(filesIn(dir, 'steps')[4]!),
      /steps.*: is missing; make the nation again/,
    ],
    [
      'steps of another place',
      (dir) => cpSync(filesIn(dir, 'steps')[0]!, filesIn(dir, 'steps')[4]!),
      /province=\d\d: step \d+; the steps/,
    ],
    ['half of the steps', (dir) => edit(filesIn(dir, 'steps')[4]!, (text) => text.slice(0, 200)), /cannot be read/],
    ['another pack', inKeys('"pack":"cn"', '"pack":"ew"'), /made with the law pack ew; expected cn/],
    ['another version', inKeys('"version":', '"version":9'), /version 9\d, expected/],
    [
      'a broken truth',
      (dir) => edit(join(dir, 'truth.json'), (text) => text.slice(0, 99)),
      /truth\.json: not whole JSON/,
    ],
    ['no truth', (dir) => writeFileSync(join(dir, 'truth.json'), '{"a": 1}'), /truth\.json: .*expected array/],
  ];
  test.each(cases)(
    '%s',
    async (name, change, line) => {
      const dir = changed(`bad ${name}`, change);
      const { exit, out, err } = await call('replay', dir, '--workers', '1');
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toMatch(line);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      rmSync(dir, { recursive: true });
    },
    300_000,
  );

  test.each<readonly [readonly string[], string]>([
    [
      ['--procedure', 'criminal.arrest'],
      'criminal.arrest: no such procedure in the nation; expected criminal.arrest-review',
    ],
    [['--procedure', ''], '--procedure : no such procedure'],
    [['--map', 'x.yaml'], '--map is for a log'],
    [['--durations'], '--durations is for a log'],
    [['--workers', '0'], '--workers 0: expected a number of threads'],
    [['--until', 'soon'], '--until soon: expected a date'],
    [['--departures', root], 'cannot be written'],
    [['--case', 'x'], '--case x: expected a number'],
    [['--case', '5'], '--case 5: no such case'],
    [['--case', '5', '--workers', '2'], '--workers is for a whole nation'],
    [['--language', 'zh'], '--language goes with --case'],
    [['--departures', '/nowhere/at/all.jsonl'], '/nowhere/at/all.jsonl: cannot be written'],
  ])('%j', async (args, line) => {
    const { exit, out, err } = await call('replay', whole, ...args);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a folder that is no nation; several procedures for a log', async () => {
    expect(await call('replay', root)).toMatchObject({ exit: 2, err: expect.stringContaining('keys.json is missing') });
    const log = join(root, 'log.csv');
    writeFileSync(log, 'case,activity,time\n');
    const { exit, err } = await call('replay', log, '--procedure', 'a', '--procedure', 'b');
    expect([exit, err]).toEqual([2, 'custos replay: one --procedure for a log; several are for a nation\n']);
    expect(existsSync(join(root, 'log.csv.part'))).toBe(false);
  });
});
