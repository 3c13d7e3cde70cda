import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defaults, runningIn, type Server, startServer } from '#server/index.ts';
import { run } from './run.ts';

const dir = mkdtempSync(join(tmpdir(), 'custos-figures-'));
let server: Server;
const start = async (): Promise<Server> => {
  const started = await startServer({
    ...defaults,
    store: { kind: 'demo', dir, fresh: false },
    port: 0,
    web: null,
    log: 'none',
  });
  if (!started.ok) throw new Error(started.words.en);
  return started;
};
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function call(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const exit = await run([...args, '--data', dir], {
    out: (text) => said.push(text),
    err: (text) => warned.push(text),
  });
  return { exit, out: said.join(''), err: warned.join('') };
}

const Measured = z.array(
  z.object({
    id: z.string(),
    period: z.object({ from: z.string(), to: z.string() }),
    value: z.number().nullable(),
    unit: z.string(),
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    interval: z.object({ from: z.number().nullable(), to: z.number().nullable() }).nullish(),
    as_known_at: z.iso.datetime(),
    excluded: z.array(z.unknown()),
    by: z.array(z.object({ dimension: z.string(), rows: z.array(z.object({ value: z.number().nullable() })) })),
    cases: z.array(z.object({ number: z.string().nullable(), date: z.string().nullable() })).optional(),
  }),
);

describe('figures beside a running server', () => {
  test('come over HTTP from it; the cases behind a figure, counted, are the figure', async () => {
    const { exit, out, err } = await call('measure', '--json', '--cases', '--by', 'month');
    expect([exit, err]).toEqual([0, '']);
    const figures = Measured.parse(JSON.parse(out));
    expect(figures.length).toBeGreaterThanOrEqual(12);
    for (const figure of figures) {
      // The numerator of an average is days; what they are averaged over are the cases.
      const average = figure.unit === 'day' && figure.interval === undefined;
      const counted = average ? figure.denominator : (figure.numerator ?? figure.value);
      expect([figure.id, figure.cases?.length]).toEqual([figure.id, counted]);
      for (const row of figure.cases ?? []) expect(row.number).not.toBeNull();
    }
    const counted = figures.find((figure) => figure.id === 'prosecuted-persons-all');
    const months = counted?.by[0]?.rows.reduce((sum, row) => sum + (row.value ?? 0), 0);
    expect([counted?.value ?? 0, months]).toEqual([months, months]);
    expect(counted?.value).toBeGreaterThan(0);
  });

  test('an unknown measure names the nearest; text names figure and unit', async () => {
    const wrong = await call('measure', 'prosecuted-persons-al');
    expect([wrong.exit, wrong.err]).toEqual([
      2,
      'custos measure: no measure “prosecuted-persons-al”; did you mean prosecuted-persons-all?\n',
    ]);
    const median = await call('measure', 'median-days-prosecution-review');
    expect(median.out).toMatch(/days {2}\(\d+ of \d+\) {2}95 %: (\d+|not reached) to (\d+|not reached) /);

    const text = await call('measure', 'prosecuted-persons-all');
    expect(text.out).toMatch(/^prosecuted-persons-all +\d+ persons/);
  });

  test('a figure of the report is asked of an office, too, and takes no other period', async () => {
    const named = Measured.parse(
      JSON.parse((await call('measure', 'prosecuted-2022', 'arrested', '--cases', '--json')).out),
    );
    expect(named.map((one) => [one.id, one.period.from.slice(0, 4), one.cases?.length])).toEqual([
      ['prosecuted-2022', '2022', named[0]?.value],
      ['arrested', named[1]?.as_known_at.slice(0, 4), named[1]?.value],
    ]);
    expect(await call('measure', 'prosecuted-2022', '--period', '2026')).toEqual({
      exit: 2,
      out: '',
      err: 'custos measure: --period: prosecuted-2022 is a figure of the report with its own period (2022); expected a measure, as prosecuted-persons-all\n',
    });
  });

  test('the report is written in each form', async () => {
    for (const [ending, begins] of [
      ['html', '<!doctype html'],
      ['docx', 'PK'],
      ['pdf', '%PDF-'],
      ['json', '{'],
    ] as const) {
      const file = join(dir, `report.${ending}`);
      const { exit, err } = await call('report', '--period', '2026', '-o', file);
      expect([ending, exit, err]).toEqual([ending, 0, expect.stringContaining('figures')]);
      expect(readFileSync(file).toString('latin1').toLowerCase().startsWith(begins.toLowerCase())).toBe(true);
    }
    const nowhere = await call('report', '--period', '2026', '-o', '/nowhere/at/all/r.html');
    expect([nowhere.exit, nowhere.err]).toEqual([
      2,
      expect.stringContaining('/nowhere/at/all/r.html cannot be written'),
    ]);
  });

  test('a text of one’s own is built, or each line that does not hold is told and nothing is written', async () => {
    const own = join(dir, 'own.md');
    const file = join(dir, 'own.json');
    writeFileSync(own, '# Own\n\nProsecuted: {figure:prosecuted-persons-all} and 3 more.\n');
    const good = await call('report', '--period', '2026', '--template', own, '-o', file);
    expect([good.exit, good.err]).toEqual([0, expect.stringContaining(`${own}:3: "3" is a typed number`)]);
    const written = JSON.parse(readFileSync(file, 'utf8'));
    expect(written.figures[0].id).toBe('prosecuted-persons-all');
    writeFileSync(
      own,
      '# Own\n\n{figure:prosecuted-person-all}\n\nThey [fell]{above:prosecuted-persons-all than 1000000}.\n',
    );
    const bad = await call('report', '--period', '2026', '--template', own, '-o', join(dir, 'none.pdf'));
    expect(bad.exit).toBe(1);
    expect(bad.err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/own\.md:3: .*no figure "prosecuted-person-all"; did you mean "prosecuted-persons-all"\?$/),
      expect.stringMatching(/own\.md:5: .*does not hold/),
    ]);
    expect(existsSync(join(dir, 'none.pdf'))).toBe(false);
    const name = await call('report', '--period', '2026', '--template', 'mothly', '-o', file);
    expect([name.exit, name.err]).toEqual([2, expect.stringContaining('no template "mothly"')]);
  });

  test('without a server the command opens the folder itself, and leaves it free', async () => {
    const beside = Measured.parse(JSON.parse((await call('measure', '--json')).out));
    await server.close();
    const alone = await call('measure', '--json');
    expect([alone.exit, alone.err]).toEqual([0, '']);
    const values = (all: z.infer<typeof Measured>) => all.map(({ id, value }) => [id, value]);
    expect(values(Measured.parse(JSON.parse(alone.out)))).toEqual(values(beside));
    expect(runningIn(dir)).toBeNull();
  });
});
