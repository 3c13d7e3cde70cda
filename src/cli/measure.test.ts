/** `custos nation`, `measure` and `bench measures` over one small nation, and whatever somebody may ask wrongly. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { run } from './run.ts';
import { nationTeller, type Teller } from './tellers.ts';
import { isWrongCall } from './verb.ts';
import { answer, measure as verb } from './verbs/measure.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-nation-'));
const dir = join(root, 'nation');
afterAll(async () => {
  await teller.close();
  rmSync(root, { recursive: true, force: true });
});

async function said(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await run(args, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { exit, out: out.join(''), err: err.join('') };
}
let teller: Teller;
/** The verb over the nation, which is opened once for all questions. */
async function measure(...args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args, '--data', dir],
    options: { ...verb.options, json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const out: string[] = [];
  const call = {
    values,
    words: positionals,
    json: values.json === true,
    say: (line: string) => out.push(`${line}\n`),
    warn: () => undefined,
  };
  try {
    return { exit: await answer(call, teller), out: out.join(''), err: '' };
  } catch (error) {
    if (!isWrongCall(error)) throw error;
    return { exit: 2, out: out.join(''), err: `${error.message}\n` };
  }
}

const Shown = z.strictObject({
  id: z.string(),
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  value: z.number().nullable(),
  unit: z.string(),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  interval: z.strictObject({ from: z.number().nullable(), to: z.number().nullable() }).nullable().optional(),
  as_known_at: z.iso.datetime(),
  excluded: z.array(z.object({ value: z.number() })),
  by: z.array(
    z.object({
      dimension: z.string(),
      rows: z.array(z.object({ key: z.string(), value: z.number().nullable(), numerator: z.number().optional() })),
    }),
  ),
  cases: z.array(z.object({ case: z.string(), date: z.iso.date() })).optional(),
});
async function shown(...args: readonly string[]): Promise<z.infer<typeof Shown>[]> {
  const { exit, out, err } = await measure(...args, '--json');
  expect([exit, err]).toEqual([0, '']);
  return Shown.array().parse(JSON.parse(out));
}

beforeAll(async () => {
  const made = await said('nation', '--scale', '0.0001', '--seed', '1', '--workers', '1', '--out', dir, '--json');
  expect([made.exit, made.err]).toEqual([0, '']);
  expect(JSON.parse(made.out)).toMatchObject({ cases: expect.any(Number), acts: expect.any(Number) });
  teller = await nationTeller(await import('#measures/index.ts'), dir);
}, 300_000);

describe('figures of a nation', () => {
  test('without a name: those of the report with their own periods, then every measure', async () => {
    const all = await shown();
    const keys = JSON.parse(readFileSync(join(dir, 'keys.json'), 'utf8'));
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
    const of = new Map(all.map((one) => [one.id, one]));
    expect(of.get('non-arrest-rate-2018')?.period).toEqual({ from: '2018-01-01', to: '2018-12-31' });
    expect(of.get('arrested')?.period).toEqual({ from: keys.from, to: keys.to });
    expect(of.get('non-arrest-rate-2022')?.value).toBeGreaterThan(30);
  });

  test('for a period: measures only, none under the name of another period', async () => {
    const all = await shown('--period', '2020Q1..2020Q2');
    expect(new Set(all.map((one) => `${one.period.from}..${one.period.to}`))).toEqual(
      new Set(['2020-01-01..2020-06-30']),
    );
    expect(all.map((one) => one.id)).not.toContain('non-arrest-rate-2018');
  });

  test('parts by several dimensions add up; the cases behind a figure, counted, are the figure', async () => {
    const [arrested, rate] = await shown('arrested', 'non-arrest-rate', '--by', 'year,offence-group,level', '--cases');
    expect(arrested?.by.map((one) => one.dimension)).toEqual(['year', 'offence-group', 'level']);
    for (const { rows } of arrested?.by ?? [])
      expect(rows.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBe(arrested?.value);
    expect(arrested?.cases?.length).toBe(arrested?.value);
    expect(rate?.cases?.length).toBe(rate?.numerator);
    const [, ground] = await shown('arrested', 'non-arrest-rate', '--by', 'ground');
    const parts = ground?.by[0]?.rows.reduce((sum, row) => sum + (row.value ?? 0), 0);
    expect(parts).toBeCloseTo(ground?.value ?? 0, 9);
  });

  test('narrowed by a column it is no more than the whole; behind a side of a rate stand its own cases', async () => {
    const [all] = await shown('prosecuted-persons-all', '--period', '2020');
    const [theft] = await shown('prosecuted-persons-all', '--period', '2020', '--where', 'offence=theft');
    expect(theft?.value).toBeGreaterThan(0);
    expect(theft?.value).toBeLessThan(all?.value ?? 0);
    const [side] = await shown('trafficking-backlog-persons', '--cases');
    expect(side?.cases?.length).toBe(side?.value);
  });

  test('bench measures says what each figure costs against a bare scan of its columns', async () => {
    const { exit, out } = await said('bench', 'measures', 'prosecuted-persons-all', '--data', dir, '--json');
    expect(exit).toBe(0);
    const report = JSON.parse(out);
    expect(report.figures.map((one: { id: string }) => one.id)).toEqual(['prosecuted-persons-all']);
    expect(report.acts).toBeGreaterThan(5_000);
  });
});

test('the command opens the nation itself, and says a wrong name as the others do', async () => {
  const [json] = await shown('arrested', '--period', '2020');
  const text = await said('measure', 'arrested', '--period', '2020', '--data', dir);
  expect(text).toEqual({ exit: 0, err: '', out: expect.stringMatching(/^arrested +[0-9,]+ persons {2}Persons whose/) });
  expect(text.out.replaceAll(',', '')).toContain(` ${json?.value} persons`);
  expect(await said('measure', 'arrestd', '--data', dir)).toEqual({
    exit: 2,
    out: '',
    err: 'custos measure: no measure “arrestd”; did you mean arrested?\n',
  });
});

describe('what is asked wrongly is one line, status 2 and no number', () => {
  test.each<readonly [readonly string[], string]>([
    [['arest'], 'no measure “arest”'],
    [['arrestd'], 'did you mean arrested?'],
    [['arrested', '--by', 'offence-grop'], 'arrested has no parts by "offence-grop"; did you mean offence-group?'],
    [['arrested', '--by', 'level,nonsense'], 'arrested has no parts by "nonsense"; expected month, year, office,'],
    [['arrested', '--by', 'domain'], 'arrested has no parts by "domain"'],
    [['arrested', '--by', 'desk'], 'made-up data have no desks'],
    [['arrested', '--by', ''], '--by "": expected dimensions, as month,offence'],
    [['arrested', '--by', 'month,,year'], '--by "month,,year": expected dimensions'],
    [['--by', 'offence', '--period', '2020'], 'has no parts by "offence"'],
    [['arrested', '--where', 'nonsense'], '"nonsense": expected column=value'],
    [['arrested', '--where', 'colour=red'], '--where: arrested: no column "colour"'],
    [['arrested', '--where', 'ground=xx'], 'no value "xx" of ground; expected social-danger'],
    [['arrested', '--where', 'minor=maybe'], 'minor: "maybe"; expected true or false'],
    [['judicial-aid-amount', '--where', 'amount=abc'], 'amount: "abc"; expected a number, or from..to'],
    [['judicial-aid-amount', '--where', 'amount=..'], 'expected a number, or from..to'],
    [['non-arrest-rate', '--where', 'ground=no-social-danger'], 'decides what is in the numerator'],
    [['timely-rate', '--where', 'offence=theft'], 'no column of acts narrows it'],
    [['--where', 'minor=true'], '--where: '],
    [['non-arrest-rate-2022', '--where', 'offence=theft'], 'expected a measure, as non-arrest-rate'],
    [['non-arrest-rate-2022', '--period', '2020'], 'with its own period (2022); expected a measure'],
    [['arrested', '--period', '2018Q5'], 'period "2018Q5" is not understood; expected 2026, 2026-11, 2026Q3'],
    [['arrested', '--period', ''], 'period "" is not understood'],
    [['arrested', '--period', '2018..2017'], 'period "2018..2017" ends before it begins'],
    [['arrested', '--period', '2023'], 'the period 2023 has not begun'],
    [['arrested', '--period', '2016'], 'do not cover 2016'],
    [['arrested', '--scope', '98'], 'no office or region "98"'],
    [['arrested', '--known-at', '2020-01-01'], 'made-up data stand at one moment only'],
  ])('%j', async (args, line) => {
    const { exit, out, err } = await measure(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each<readonly [string, (folder: string) => void, string]>([
    ['an empty folder', (folder) => mkdirSync(folder), 'no office in'],
    ['a folder that is not there', () => undefined, 'no office in'],
    [
      'a nation that is being made',
      (folder) => mkdirSync(join(folder, 'acts'), { recursive: true }),
      'keys.json is missing',
    ],
    [
      'a nation without its proceedings',
      (folder) => {
        cpSync(dir, folder, { recursive: true });
        rmSync(join(folder, 'proceedings'), { recursive: true });
      },
      'proceedings is missing: the data are not exported to the end',
    ],
  ])('%s', async (name, make, line) => {
    const folder = join(root, name.replaceAll(' ', '-'));
    make(folder);
    const { exit, out, err } = await said('measure', 'arrested', '--data', folder);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
