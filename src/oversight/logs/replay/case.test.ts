import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chinaPack } from '../../testing.ts';
import { noMapping } from '../mapping.ts';
import { folder, sharedLogs } from '../testing.ts';
import { type ReplayCaseJson, replayCaseCommand } from './case-command.ts';
import { createNearNames } from './near.ts';
import { replayOneCase } from './one-case.ts';
import { chooseProcedure } from './procedure.ts';

const root = resolve(import.meta.dirname, '../../../..');
const files = folder();
afterAll(() => files.remove());

const pack = chinaPack;

interface Asked {
  readonly procedure?: string;
  readonly map?: string;
  readonly until?: string;
  readonly lang?: 'zh' | 'en';
  readonly log?: string;
}
async function said(
  name: string,
  asked: Asked = {},
): Promise<{ readonly json: ReplayCaseJson; readonly text: string }> {
  const { log = csv, procedure = asking, lang = 'en', map, until } = asked;
  const { json, text, status } = await replayCaseCommand(log, { procedure, pack, case: name, lang, map, until });
  expect([status, json === null ? text : '']).toEqual([0, '']);
  return { json: json!, text };
}
async function fault(name: string, asked: Asked = {}): Promise<string> {
  const { log = csv, procedure = asking } = asked;
  const { json, text, status } = await replayCaseCommand(log, { procedure, pack, case: name, lang: 'en' });
  expect([json, status]).toEqual([null, 2]);
  expect(text).not.toContain('\n');
  return text;
}
const changes = ({ explanation }: ReplayCaseJson): readonly unknown[] =>
  (explanation?.changes ?? []).map(({ kind, act, type, before, after, rule }) => ({
    kind,
    act,
    type,
    before,
    after,
    rule,
  }));

const asking = files.write(
  'asking.yaml',
  `
acts:
  - Ask
  - answer
  - {id: settle, data: {sum: {type: number, required: true}}}
  - Close case
rules:
  - {id: asked-first, kind: condition, from: Ask, to: [answer, Close case], cite: Rules §1}
  - {id: in-ten-days, kind: response, from: Ask, to: answer, within: P10D, cite: Rules §2}
  - {id: closed-is-closed, kind: exclude, from: Close case, to: settle, cite: Rules §3}
`,
);
const csv = files.write(
  'asking.csv',
  `case,activity,time
kept-1,Ask,2024-01-01T10:00:00Z
kept-1,answer,2024-01-05T10:00:00Z
late-2,Ask,2024-01-01T10:00:00Z
late-2,telephone,2024-01-02T10:00:00Z
late-2,answer,2024-01-15T00:00:00Z
swapped-3,answer,2024-01-03T10:00:00Z
swapped-3,Ask,2024-01-04T10:00:00Z
unasked-4,Close case,2024-03-01T10:00:00Z
never-5,Ask,2024-01-01T10:00:00Z
strange-6,telephone,2024-01-01T10:00:00Z
after-7,Ask,2024-01-01T10:00:00Z
after-7,answer,2024-01-02T10:00:00Z
after-7,Close case,2024-01-03T10:00:00Z
after-7,settle,2024-01-04T10:00:00Z
`,
);

describe('one case of a log, told to a person', () => {
  it('a case that kept every rule: its course, nothing to explain', async () => {
    const { json, text } = await said('kept-1');
    expect(json).toMatchObject({ case: 'kept-1', departures: [], explanation: null });
    expect(json.events.map(({ act, at, type }) => [act, at, type])).toEqual([
      ['#1', '2024-01-01T10:00:00.000Z', 'ask'],
      ['#2', '2024-01-05T10:00:00.000Z', 'answer'],
    ]);
    expect(text).toContain('no departure');
  });
  it('a late act: rule, citation, last day, days late, derivation; it would have had to come earlier', async () => {
    const { json, text } = await said('late-2');
    expect(json.departures).toHaveLength(1);
    const [late] = json.departures;
    expect(late).toMatchObject({
      kind: 'late',
      rule: 'in-ten-days',
      cite: 'Rules §2',
      act: '#2',
      due: { at: '2024-01-11T23:59:59.999Z', date: '2024-01-11', provisional: false },
      late_days: 4,
    });
    expect(late!.derivation.map((one) => one.text.en)).toEqual([
      'From Mon 1 January 2024 (“Ask”); that day does not count',
      '10 days: Thu 11 January 2024',
      'The last day does not move',
    ]);
    expect(json.explanation).toMatchObject({ gave_up: false, said: null, left: [], aside: 0 });
    expect(changes(json)).toEqual([
      { kind: 'earlier', act: '#2', type: 'answer', before: null, after: null, rule: 'in-ten-days' },
    ]);
    expect(json.explanation!.changes[0]).toMatchObject({ by: '2024-01-11T23:59:59.999Z' });
    expect(json.events.map(({ act, activity, title }) => [act, activity, title?.en])).toEqual([
      ['#1', 'Ask', 'Ask'],
      [null, 'telephone', undefined],
      ['#2', 'answer', 'answer'],
    ]);
    expect(text).toMatch(/–\s+2024-01-02 10:00 {2}telephone \(no act of the procedure\)/);
    expect(text).toContain('rule in-ten-days · Rules §2 · due Thu 11 January 2024 · 4 days late');
    expect(text).toContain('would have had to come earlier: by Thu 11 January 2024');
    expect((await said('late-2', { lang: 'zh' })).text).toMatch(/逾期4日[\s\S]*本应更早：不迟于2024年1月11日/);
  });
  it('acts in the wrong order; an act without its condition; a duty that was never done; an act after its exclusion', async () => {
    const order = await said('swapped-3', { until: '2024-01-10' });
    expect(order.json.departures.map(({ kind, rule }) => [kind, rule])).toEqual([['condition-missing', 'asked-first']]);
    expect(order.json.explanation!.gave_up).toBe(false);
    expect(changes(order.json)).toEqual([
      { kind: 'earlier', act: '#2', type: 'ask', before: '#1', after: null, rule: 'asked-first' },
    ]);
    const unasked = await said('unasked-4');
    expect(changes(unasked.json)).toEqual([
      { kind: 'missing', act: null, type: 'ask', before: '#1', after: null, rule: 'asked-first' },
    ]);
    expect(changes((await said('never-5')).json)).toMatchObject([
      { kind: 'missing', type: 'answer', rule: 'in-ten-days' },
    ]);
    const after = await said('after-7');
    expect(after.json.departures.map(({ rule }) => rule)).toContain('closed-is-closed');
    expect(after.json.explanation!.gave_up).toBe(false);
    expect(changes(after.json)).toMatchObject([{ act: '#4', kind: 'earlier', before: '#3', rule: 'closed-is-closed' }]);
  });
  it('a moment of looking: what came later is left aside and said', async () => {
    const { json } = await said('late-2', { until: '2024-01-11' });
    expect(json.departures).toEqual([]);
    expect(json.events).toHaveLength(2);
    expect(json.notes).toContain('1 event after the end of observation left aside');
    expect((await said('late-2', { until: '2024-01-12' })).json.departures).toMatchObject([
      { kind: 'overdue', act: null, due: { date: '2024-01-11' } },
    ]);
  });
  it('says so where no event is an act, and takes the mapping', async () => {
    expect((await said('strange-6')).json.notes.join()).toMatch(/no event of the case is an act of this procedure/);
    const map = files.write('map.yaml', 'acts: {telephone: answer}\n');
    const { json } = await said('late-2', { map });
    expect(json.departures).toEqual([]);
    expect(json.events.map(({ type }) => type)).toEqual(['ask', 'answer', 'answer']);
  });
  it('a name that is not there: one line with the near names', async () => {
    expect(await fault('late2')).toMatch(/asking\.csv: no case "late2", expected one of its 7 cases; near: "late-2"$/);
    expect(await fault('LATE-2')).toContain('near: "late-2"');
    expect(await fault('5')).toContain('near: "never-5"');
    expect(await fault('something else')).toMatch(/such as "kept-1", "late-2", "swapped-3"$/);
  });
  it('two traces of one name: the first is shown, the other is counted', async () => {
    const trace = (at: string): string =>
      `<trace><string key="concept:name" value="t"/><event><string key="concept:name" value="Ask"/><date key="time:timestamp" value="${at}"/></event></trace>`;
    const log = files.write('twins.xes', `<log>${trace('2024-01-01T00:00:00Z')}${trace('2024-01-02T00:00:00Z')}</log>`);
    const { json } = await said('t', { log });
    expect(json.events).toHaveLength(1);
    expect(json.events[0]!.at).toBe('2024-01-01T00:00:00.000Z');
    expect(json.notes.join()).toContain('1 more case of that name');
  });
  it('gives up within its bound, and says so with what is left', async () => {
    const chosen = chooseProcedure(asking, pack);
    const asked = { file: csv, name: 'late-2', mapping: noMapping, mapFile: 'map', chosen, until: null };
    const { explanation } = await replayOneCase({ ...asked, budget: 1 });
    expect(explanation).toMatchObject({
      changes: [],
      gave_up: true,
      tried: 1,
      left: [{ kind: 'late', rule: 'in-ten-days', cite: 'Rules §2' }],
    });
    expect(explanation!.said!.en).toBe(
      'The search gave up after trying 1 log: 1 breach of the procedure left unexplained',
    );
  });
  it('a procedure of the law pack by its id', async () => {
    const log = files.write(
      'arrest.csv',
      '案号,活动,时间,suspect,received_on,detained\nA,提请批准逮捕,2024-03-01,张三,2024-03-01,true\nA,decide-arrest,2024-03-12,张三,,\n',
    );
    const map = files.write('arrest.yaml', 'subject: suspect\n');
    const asked = { log, map, procedure: 'criminal.arrest-review', until: '2024-04-01', lang: 'zh' } as const;
    const { json, text } = await said('A', asked);
    expect(json.events.map(({ subject }) => subject)).toEqual(['张三', '张三']);
    expect(json.departures).toMatchObject([
      { kind: 'late', subject: '张三', due: { date: '2024-03-08' } },
      { kind: 'data', act: '#2', due: null },
    ]);
    expect(json.explanation!.aside).toBe(1);
    expect(json.departures[0]!.cite).toContain('§91');
    expect(text).toMatch(/本应更早：不迟于2024年3月8日/);
  });
});

describe('near names', () => {
  it('the nearest first, at most three, none that is far', () => {
    const names = createNearNames('A100');
    for (const name of ['A1000', 'B777', 'a100', 'A101', 'case A100', 'A109', 'x'.repeat(5000)]) names.meet(name);
    expect(names.near()).toEqual(['a100', 'case A100', 'A1000']);
    expect(names.first()).toEqual(['A1000', 'B777', 'a100']);
  });
});

const real = join(sharedLogs, 'roadtraffic100traces.xes');
const present = existsSync(real);
if (!present) console.warn(`skipped: ${real} is not there`);

describe.skipIf(!present)('the road traffic log', () => {
  it('a case as the README of the example shows it', async () => {
    const { json, text } = await said('A13415', {
      log: real,
      procedure: join(root, 'examples/replay/road-traffic.yaml'),
    });
    expect(json.departures).toMatchObject([
      { kind: 'overdue', rule: 'notified-in-90-days', due: { date: '2008-03-26' }, late_days: 1855 },
    ]);
    expect(changes(json)).toMatchObject([{ kind: 'missing', type: 'insert-fine-notification' }]);
    expect(text).toContain('“Insert Fine Notification” is missing: by Wed 26 March 2008');
  });
  it('over the DCR model of another tool, where nothing departs', async () => {
    const model = join(sharedLogs, 'models/road-traffic.dcrjs.xml');
    expect((await said('A13415', { log: real, procedure: model })).json).toMatchObject({ departures: [] });
    const swapped = files.write(
      'swapped.csv',
      'case,activity,time\nA,Send Fine,2024-01-01T00:00Z\nA,Create Fine,2024-01-02T00:00Z\n',
    );
    const { json } = await said('A', { log: swapped, procedure: model });
    expect(json.departures.length).toBeGreaterThan(0);
    expect(json.explanation!.changes.length).toBeGreaterThan(0);
  });
});
