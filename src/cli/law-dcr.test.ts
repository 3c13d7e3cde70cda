import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { run } from './run.ts';

async function call(...args: readonly string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const exit = await run(args, { out: (text) => said.push(text), err: (text) => warned.push(text) });
  return { exit, out: said.join(''), err: warned.join('') };
}

const dir = mkdtempSync(join(tmpdir(), 'custos-dcr-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const written = z.object({
  acts: z.array(z.unknown()),
  dcr: z.object({ form: z.string(), lost: z.array(z.object({ what: z.string(), why: z.string() })) }),
});
const replayed = z.object({
  unknown: z.array(z.unknown()),
  rules: z.array(
    z.object({ id: z.string(), kind: z.string(), occurrences: z.number(), met: z.number(), late: z.number() }),
  ),
});

/** Cases that keep and break rules of each kind that a graph can say. */
const LOGS = {
  'management.property': [
    'a,receive-property,2024-03-01,',
    'a,release-property,2024-03-05,',
    'b,receive-property,2024-03-01,',
  ],
  'norms.typical-case': [
    'a,publish-typical-case,2024-03-01,',
    'a,take-back-typical-case,2024-03-02,',
    'a,take-back-typical-case,2024-03-04,',
  ],
  'civil.settlement': [
    'a,parties-willing,2024-03-01,enforcement',
    'a,sign-agreement,2024-03-02,',
    'a,tell-send-to-court,2024-04-20,',
    'b,parties-willing,2024-03-01,enforcement',
    'b,guide-settlement,2024-03-01,',
    'b,sign-agreement,2024-03-02,',
    'b,tell-send-to-court,2024-03-04,',
    'b,no-settlement,2024-03-08,',
    'c,parties-willing,2024-03-01,trial',
    'c,guide-settlement,2024-03-01,',
    'c,sign-agreement,2024-03-02,',
  ],
} as const;

async function counts(log: string, procedure: string, leave: ReadonlySet<string>) {
  const { exit, out, err } = await call('replay', log, '--procedure', procedure, '--json');
  expect([exit, err]).toEqual([0, '']);
  const { rules, unknown } = replayed.parse(JSON.parse(out));
  expect(unknown).toEqual([]);
  return ['condition', 'exclude', 'include', 'response', 'milestone'].map((kind) => {
    const kept = rules.filter((one) => one.kind === kind && !leave.has(one.id));
    const sum = (of: 'occurrences' | 'met' | 'late') => kept.reduce((total, one) => total + one[of], 0);
    return { kind, departures: sum('occurrences'), met: sum('met'), late: sum('late') };
  });
}

describe('law show --dcr', () => {
  test.each(['dcr-js', 'portal'])(
    '--form %s: replay reads it back and counts the same by the rules kept',
    async (form) => {
      const found: Record<string, number> = {};
      for (const [id, lines] of Object.entries(LOGS)) {
        const model = join(dir, `${id}.xml`);
        const log = join(dir, `${id}.csv`);
        writeFileSync(log, `${['case,activity,time,branch', ...lines].join('\n')}\n`);
        const told = await call('law', 'show', id, '--dcr', model, '--form', form, '--json');
        expect([told.exit, told.err]).toEqual([0, '']);
        const { dcr, acts } = written.parse(JSON.parse(told.out));
        expect([dcr.form, acts.length > 1]).toEqual([form, true]);
        const gone = dcr.lost.filter(({ why }) => /counterpart|reads more/.test(why));
        const own = await counts(log, id, new Set(gone.map(({ what }) => what.replace(/^rule /, ''))));
        expect(await counts(log, model, new Set())).toEqual(own);
        for (const one of own) found[one.kind] = (found[one.kind] ?? 0) + one.departures;
      }
      expect(found).toMatchObject({ condition: 2, exclude: 2, response: form === 'dcr-js' ? 1 : 0 });
    },
  );

  test('says on standard error what a graph cannot say, and where it was written', async () => {
    const file = join(dir, 'told.xml');
    const { exit, out, err } = await call('law', 'show', 'criminal.appeal-watch', '--dcr', file);
    expect([exit, out]).toEqual([0, expect.stringContaining(`written to ${file} (dcr-js)`)]);
    expect(err).toContain('rule appeal-against-a-judgment-in-ten-days (a window');
    expect(readFileSync(file, 'utf8')).toContain('<dcr:event id="judgment-served"');
  });

  test.each<readonly [readonly string[], string]>([
    [['--form', 'portal'], '--form goes with --dcr'],
    [['--dcr', 'x.xml', '--form', 'svg'], 'expected dcr-js or portal'],
    [['--dcr', '/nowhere/at/all.xml'], '/nowhere/at/all.xml: cannot be written'],
    [['--dcr', join(dir, 'x.xml'), '--on', '1950-01-01'], 'not in force'],
  ])('a wrong call: %j', async (args, line) => {
    const { exit, out, err } = await call('law', 'show', 'criminal.arrest-review', ...args);
    expect([exit, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(err).toContain(line);
  });
});
