import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { chinaPack } from '../../testing.ts';
import { noMapping } from '../mapping.ts';
import { folder, sharedLogs } from '../testing.ts';
import { type ReplayJson, replayCommand } from './command.ts';
import { chooseProcedure } from './procedure.ts';
import { replayLogFile } from './run.ts';

const root = resolve(import.meta.dirname, '../../../..');
const files = folder();
afterAll(() => files.remove());

const pack = chinaPack;
const run = async (
  file: string,
  procedure: string,
  options: { map?: string; until?: string } = {},
): Promise<ReplayJson> => {
  const { json, text, status } = await replayCommand(file, { procedure, pack, ...options });
  if (json === null) throw new Error(`${status}: ${text}`);
  return json;
};
const fault = async (
  file: string,
  procedure: string,
  options: { map?: string; until?: string } = {},
): Promise<string> => {
  const { json, text, status } = await replayCommand(file, { procedure, pack, ...options });
  expect([json, status]).toEqual([null, 2]);
  return text;
};

const PROCEDURE = `
acts:
  - Ask
  - {id: answer, data: {sum: number}}
  - Close case
rules:
  - {id: asked-first, kind: condition, from: Ask, to: [answer, Close case]}
  - {id: in-ten-days, kind: response, from: Ask, to: answer, within: P10D}
  - {id: small-only, kind: exclude, from: answer, to: Close case, when: act.sum > 100}
`;
const procedure = files.write('asking.yaml', PROCEDURE);
/** 1: in time; 2: late; 3: never, past; 4: running; 5: nothing asked; 6: sum above 100, then closed. */
const EVENTS = [
  ['1', 'Ask', '2024-01-01T10:00:00Z', ''],
  ['1', 'answer', '2024-01-11T23:00:00Z', '5'],
  ['2', 'Ask', '2024-01-01T10:00:00Z', ''],
  ['2', 'answer', '2024-01-12T00:00:00Z', '5'],
  ['3', 'Ask', '2024-01-01T10:00:00Z', ''],
  ['3', 'telephone', '2024-01-02T10:00:00Z', ''],
  ['4', 'Ask', '2024-02-25T10:00:00Z', ''],
  ['5', 'answer', '2024-03-01T10:00:00Z', '5'],
  ['5', 'Close case', '2024-03-01T10:00:00Z', ''],
  ['6', 'Ask', '2024-01-01T10:00:00Z', ''],
  ['6', 'answer', '2024-01-02T10:00:00Z', '500'],
  ['6', 'Close case', '2024-01-03T10:00:00Z', ''],
] as const;

const csv = files.write('asking.csv', `case,activity,time,sum\n${EVENTS.map((row) => row.join(',')).join('\n')}\n`);
const xes = files.gzip(
  'asking.xes.gz',
  `<log>${['1', '2', '3', '4', '5', '6']
    .map(
      (id) =>
        `<trace><string key="concept:name" value="${id}"/>${EVENTS.filter(([one]) => one === id)
          .map(
            ([, activity, at, sum]) =>
              `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${at}"/>${sum === '' ? '' : `<int key="sum" value="${sum}"/>`}</event>`,
          )
          .join('')}</trace>`,
    )
    .join('')}</log>`,
);
const ocel = files.write(
  'asking.json',
  JSON.stringify({
    objects: ['1', '2', '3', '4', '5', '6'].map((id) => ({ id, type: 'case' })),
    events: EVENTS.map(([id, type, time, sum], nr) => ({
      id: `e${nr}`,
      type,
      time,
      attributes: sum === '' ? [] : [{ name: 'sum', value: Number(sum) }],
      relationships: [{ objectId: id }],
    })),
  }),
);
const row = (json: ReplayJson, id: string): unknown => {
  const found = json.rules.find((one) => one.id === id);
  if (found === undefined) return null;
  const { met, late, overdue, running, never_done, occurrences, traces } = found;
  return { met, late, overdue, running, never_done, occurrences, traces };
};
const NONE = { met: 0, late: 0, overdue: 0, running: 0, never_done: 0, occurrences: 0, traces: 0 };

describe('replay of a log over a procedure of a few lines', () => {
  it('counts duties by what became of them, departures and traces by rule, and lists unknown activities', async () => {
    const json = await run(csv, procedure);
    expect(json).toMatchObject({
      traces: 6,
      events: 12,
      until: '2024-03-01T10:00:00.000Z',
      violations: 5,
      traces_with_violations: 4,
    });
    expect(json.rules.map(({ id, kind, cite }) => [id, kind, cite])).toEqual([
      ['asked-first', 'condition', 'model'],
      ['in-ten-days', 'response', 'model'],
      ['small-only', 'exclude', 'model'],
    ]);
    expect(row(json, 'in-ten-days')).toEqual({
      met: 2,
      late: 1,
      overdue: 1,
      running: 1,
      never_done: 0,
      occurrences: 2,
      traces: 2,
    });
    expect(row(json, 'asked-first'), 'two acts of one trace').toEqual({ ...NONE, occurrences: 2, traces: 1 });
    expect(row(json, 'small-only')).toEqual({ ...NONE, occurrences: 1, traces: 1 });
    expect(json.unknown).toEqual([{ activity: 'telephone', events: 1 }]);
  });
  it('says the same whatever the form of the log', async () => {
    const parquet = files.path('asking.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const db = await instance.connect();
    await db.run(
      `copy (select "case", activity, "time"::timestamptz as time, sum from read_csv('${csv}', all_varchar = true)) to '${parquet}' (format parquet)`,
    );
    db.closeSync();
    instance.closeSync();
    const verdict = async (file: string): Promise<unknown> => {
      const { rules, unknown, traces, events, until, violations, traces_with_violations } = await run(file, procedure);
      return { rules, unknown, traces, events, until, violations, traces_with_violations };
    };
    const expected = await verdict(csv);
    for (const file of [xes, ocel, parquet]) expect(await verdict(file)).toEqual(expected);
  });
  it('ends the observation where it is told, whole days to their last moment', async () => {
    const json = await run(csv, procedure, { until: '2024-01-11' });
    expect(json.until).toBe('2024-01-11T23:59:59.999Z');
    expect(row(json, 'in-ten-days')).toEqual({ ...NONE, met: 2, running: 2 });
    expect(row(await run(xes, procedure, { until: '2024-01-12T00:00' }), 'in-ten-days')).toMatchObject({
      late: 1,
      overdue: 1,
    });
  });
  it('says how long duties took, with what is still open as right-censored, only where asked', async () => {
    const { json, text } = await replayCommand(csv, { procedure, pack, durations: true });
    const plain = await run(csv, procedure);
    expect(plain.rules.some((one) => 'duration' in one)).toBe(false);
    expect(json!.rules.map(({ duration: _left, ...rest }) => rest)).toEqual(plain.rules);
    expect(json!.rules.map(({ id, duration }) => [id, duration === undefined])).toEqual([
      ['asked-first', true],
      ['in-ten-days', false],
      ['small-only', true],
    ]);
    /** Met after 1 d, 10 d 13 h and (late) 10 d 14 h; open for 5 d (running) and 60 d (overdue): 4/5 · 2/3 · 1/2 are left open. */
    const { duration } = json!.rules.find(({ id }) => id === 'in-ten-days')!;
    expect(duration).toMatchObject({ n: 5, censored: 2, median_ms: (10 * 24 + 14) * 3_600_000 });
    expect(duration!.by_due).toBeCloseTo(1 - (4 / 5) * (2 / 3), 12);
    expect(text).toMatch(/in-ten-days +5 +2 +10\.6 d +46\.7 %/);
    const early = await replayCommand(csv, { procedure, pack, durations: true, until: '2024-01-01' });
    expect(early.json!.rules.find(({ id }) => id === 'in-ten-days')!.duration).toEqual({
      n: 4,
      censored: 4,
      median_ms: null,
      by_due: null,
    });
  });
  it('takes activities by the mapping, by id, by title; ignores what it is told to', async () => {
    const map = files.write('map.yaml', 'acts: {telephone: answer}\nignore: [Close case]\n');
    const json = await run(csv, procedure, { map });
    expect(json.unknown).toEqual([]);
    expect(row(json, 'in-ten-days')).toMatchObject({ met: 3, overdue: 0 });
    expect(row(json, 'asked-first')).toMatchObject({ occurrences: 1 });
  });
  it('a log that is too long to be held is read twice, and says the same', async () => {
    const rows = Array.from({ length: 140_000 }, (_, i) => {
      const at = Date.UTC(2024, 0, 1 + (i % 300));
      return `${i},Ask,${new Date(at).toISOString()}\n${i},answer,${new Date(at + (i % 15) * 86_400_000).toISOString()}`;
    });
    const file = files.write('long.csv', `case,activity,time\n${rows.join('\n')}\n`);
    const { law, world } = chooseProcedure(procedure, pack);
    const request = { file, mapping: { ...noMapping, grouped: true }, mapFile: 'map', law, world, until: null };
    const [held, twice] = [await replayLogFile(request), await replayLogFile({ ...request, held: 1000 })];
    expect(twice.rules).toEqual(held.rules);
    expect([twice.traces, twice.events, twice.until, twice.violations]).toEqual([
      held.traces,
      held.events,
      held.until,
      held.violations,
    ]);
    expect(held.notes.some(({ text }) => text.startsWith('read twice'))).toBe(false);
    expect(twice.notes.some(({ text }) => text.startsWith('read twice'))).toBe(true);
    expect(held.rules.find(({ id }) => id === 'in-ten-days')).toMatchObject({ met: 102_668, late: 37_332 });
  });
  it('on threads, cases together or mixed up or put aside: the same as on one', async () => {
    const events = Array.from({ length: 30_000 }, (_, i) => {
      const at = Date.UTC(2024, 0, 1 + (i % 300));
      const of = i % 4 === 0 ? ['Ask'] : i % 4 === 1 ? ['Ask', 'answer', 'telephone'] : ['Ask', 'answer', 'Close case'];
      return of.map(
        (what, nr) => `case ${i},${what},${new Date(at + nr * (i % 15) * 86_400_000).toISOString()},${i % 210}`,
      );
    });
    const head = 'case,activity,time,sum\n';
    const together = files.write('together.csv', head + events.flat().join('\n'));
    const deep = [0, 1, 2].flatMap((nr) => events.flatMap((one) => one[nr] ?? []));
    const mixed = files.write('mixed.csv', head + deep.join('\n'));
    const { law, world } = chooseProcedure(procedure, pack);
    const said = async (file: string, more: object) => {
      const asked = { file, mapping: noMapping, mapFile: 'map', law, world, until: null, durations: true };
      const { seconds: _seconds, notes: _notes, threads, ...found } = await replayLogFile({ ...asked, ...more });
      return { threads, found };
    };
    const { threads, found } = await said(together, { workers: 1 });
    expect([threads, found.events, found.traces]).toEqual([1, 75_000, 30_000]);
    expect(found.rules.every(({ occurrences }) => occurrences > 0)).toBe(false);
    expect(found.rules.filter(({ occurrences }) => occurrences > 1000).map(({ id }) => id)).toEqual([
      'in-ten-days',
      'small-only',
    ]);
    for (const workers of [2, 3])
      for (const [file, more] of [
        [together, {}],
        [together, { mapping: { ...noMapping, grouped: true } }],
        [mixed, {}],
        [mixed, { held: 9_000 }],
      ] as const)
        expect(await said(file, { workers, long: 0, ...more })).toEqual({ threads: workers, found });
  });
  it('writes every departure with its trace, article, act, due date and lateness; on threads the same', async () => {
    const { law, world } = chooseProcedure(procedure, pack);
    const asked = { file: csv, mapping: noMapping, mapFile: 'map', law, world, until: null };
    const lines = (name: string): readonly Record<string, unknown>[] =>
      readFileSync(files.path(name), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const found = await replayLogFile({ ...asked, departures: files.path('one.jsonl') });
    const one = lines('one.jsonl');
    expect(one).toHaveLength(found.violations);
    expect(one.find(({ trace, rule }) => trace === '2' && rule === 'in-ten-days')).toMatchObject({
      kind: 'late',
      cite: 'model',
      act: '#2',
      activity: 'answer',
      at: '2024-01-12T00:00:00.000Z',
      due: '2024-01-11',
      late_days: 1,
    });
    expect(one.find(({ trace }) => trace === '3')).toMatchObject({ kind: 'overdue', act: null, blame: '#1' });
    await replayLogFile({ ...asked, workers: 2, long: 0, departures: files.path('two.jsonl') });
    expect(lines('two.jsonl')).toEqual(one);
    const broken = files.write('late-fault.csv', 'case,activity,time\n1,answer,2024-01-01\n2,Ask,never\n');
    const fails = replayLogFile({ ...asked, file: broken, departures: files.path('none.jsonl') });
    await expect(fails).rejects.toThrow(/line 3/);
    expect([existsSync(files.path('none.jsonl')), existsSync(files.path('none.jsonl.part'))]).toEqual([false, false]);
  });
  it('says so where nothing of the log fits', async () => {
    const other = files.write('other.yaml', 'acts: [something else]');
    const json = await run(csv, other);
    expect(json.violations).toBe(0);
    expect(json.notes.join('\n')).toMatch(/no event of the log is an act of this procedure/);
  });
  it('each case stands for the one person where an act is addressed to somebody and the log names nobody', async () => {
    const personal = files.write(
      'personal.yaml',
      PROCEDURE.replace('acts:', 'subjects: [person]\nacts:')
        .replace('- Ask', '- {title: Ask, subject: person}')
        .replace('answer, data', 'answer, subject: person, data')
        .replace(
          'kind: condition, from: Ask, to: [answer, Close case]',
          'kind: condition, from: Ask, to: Close case, scope: any',
        ),
    );
    const json = await run(csv, personal);
    expect(row(json, 'in-ten-days')).toEqual({
      met: 2,
      late: 1,
      overdue: 1,
      running: 1,
      never_done: 0,
      occurrences: 2,
      traces: 2,
    });
    expect(json.notes.join('\n')).toMatch(/9 events addressed to somebody name nobody/);
  });
  it('runs a procedure of the law pack by its id', async () => {
    const log = files.write(
      'arrest.csv',
      '案号,活动,时间,suspect,received_on,detained\nA,提请批准逮捕,2024-03-01,张三,2024-03-01,true\nA,decide-arrest,2024-03-12,张三,,\n',
    );
    const map = files.write('arrest.yaml', 'subject: suspect\n');
    const json = await run(log, 'criminal.arrest-review', { map, until: '2024-04-01' });
    expect(json.unknown).toEqual([]);
    expect(json.rules.some(({ late }) => late === 1)).toBe(true);
  });
});

describe('what is wrong is one line', () => {
  it.each([
    ['criminal.nothing', /no procedure "criminal\.nothing" and no such file/],
    ['nowhere.yaml', /nowhere\.yaml: not there, expected a procedure file/],
    [
      files.write('bad.yaml', 'acts: [a]\nrules: [{kind: condition, from: a, to: b}]'),
      /bad\.yaml:2:\d+: rules\[0\]\.to: no act "b"/,
    ],
    [files.write('bad.xml', '<a/>'), /root element is <a>, expected a DCR model/],
  ])('procedure %s', async (named, expected) => {
    expect(await fault(csv, named)).toMatch(expected);
  });
  it('the log, the mapping, the day', async () => {
    expect(await fault(files.path('none.csv'), procedure)).toMatch(/none\.csv: not there/);
    expect(await fault(csv, procedure, { map: files.write('m.yaml', 'acts: {Ask: asc}') })).toMatch(
      /acts\.Ask: no act "asc" in log\.asking, expected one of ask, answer, close-case/,
    );
    expect(await fault(csv, procedure, { until: 'tomorrow' })).toMatch(/--until: "tomorrow", expected a date/);
  });
  it('an activity that fits two acts must be mapped [E66]', async () => {
    const twice = files.write('twice.yaml', 'acts: [{id: x, title: Ask}, {id: y, title: Ask}]');
    expect(await fault(csv, twice)).toMatch(/activity "Ask": fits 2 acts \(x, y\), expected acts: \{Ask: ACT\}/);
    expect((await run(csv, twice, { map: files.write('one.yaml', 'acts: {Ask: x}') })).unknown).toHaveLength(3);
  });
  it('a truncated .gz gives no verdict', async () => {
    const whole = await import('node:fs').then(({ readFileSync }) => readFileSync(xes));
    expect(await fault(files.write('cut.xes.gz', whole.subarray(0, whole.length - 40)), procedure)).toMatch(
      /truncated/,
    );
  });
});

const real = join(sharedLogs, 'roadtraffic100traces.xes');
const present = existsSync(real);
if (!present) console.warn(`skipped: ${real} is not there`);

describe.skipIf(!present)('the road traffic log', () => {
  it('by the example of a few lines, as its README says', async () => {
    const json = await run(real, join(root, 'examples/replay/road-traffic.yaml'));
    expect(json).toMatchObject({ traces: 100, events: 390, violations: 20, traces_with_violations: 20, unknown: [] });
    expect(row(json, 'notified-in-90-days')).toEqual({
      met: 57,
      late: 0,
      overdue: 20,
      running: 1,
      never_done: 0,
      occurrences: 20,
      traces: 20,
    });
  });
  it('all 100 traces conform to the model that came with it', async () => {
    expect(await run(real, join(sharedLogs, 'models/road-traffic.dcrjs.xml'))).toMatchObject({
      traces: 100,
      events: 390,
      violations: 0,
      unknown: [],
    });
  });
});
