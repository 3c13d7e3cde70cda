import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import type { LawPack } from '#law/index.ts';
import { folder } from '../testing.ts';
import { replayCaseCommand } from './case-command.ts';
import { type ReplayJson, replayCommand } from './command.ts';

const files = folder();
afterAll(() => files.remove());
const pack = (): LawPack => {
  throw new Error('no pack is asked for');
};

const procedure = files.write(
  'asking.yaml',
  `
acts: [ask, answer, {id: close, data: {sum: number}}]
rules:
  - {id: asked-first, kind: condition, from: ask, to: [answer, close]}
  - {id: in-ten-days, kind: response, from: ask, to: answer, within: P10D}
`,
);
/** 1: the answer was entered five days after it was given. 2: an answer that never was, taken back. 3: closed first, by mistake; put right. */
const EVENTS = [
  ['1', 'a1', 'ask', '2024-01-01T10:00:00Z', '2024-01-01T11:00:00Z', ''],
  ['1', 'a2', 'answer', '2024-01-10T10:00:00Z', '2024-01-15T09:00:00Z', ''],
  ['2', 'b1', 'ask', '2024-01-01T10:00:00Z', '2024-01-01T11:00:00Z', ''],
  ['2', 'b2', 'answer', '2024-01-05T10:00:00Z', '2024-01-05T11:00:00Z', ''],
  ['2', 'b3', 'taken back', '2024-01-05T10:00:00Z', '2024-01-20T09:00:00Z', 'b2'],
  ['3', 'c1', 'close', '2024-01-02T10:00:00Z', '2024-01-02T11:00:00Z', ''],
  ['3', 'c2', 'close', '2024-01-02T10:00:00Z', '2024-01-18T09:00:00Z', 'c1'],
  ['3', 'c3', 'ask', '2024-01-19T10:00:00Z', '', ''],
] as const;
const NAMES = ['case', 'nr', 'activity', 'time', 'entered', 'takes back'] as const;
const MAP = '{case: case, activity: activity, timestamp: time, id: nr, recorded_at: entered, annuls: takes back}';

const csv = files.write('asking.csv', `${NAMES.join(',')}\n${EVENTS.map((row) => row.join(',')).join('\n')}\n`);
const map = files.write('csv.yaml', MAP);
const xes = files.write(
  'asking.xes',
  `<log>${['1', '2', '3']
    .map(
      (id) =>
        `<trace><string key="concept:name" value="${id}"/>${EVENTS.filter(([one]) => one === id)
          .map(
            ([, nr, activity, at, entered, back]) =>
              `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${at}"/><id key="identity:id" value="${nr}"/>${
                entered === '' ? '' : `<date key="entered" value="${entered}"/>`
              }${back === '' ? '' : `<id key="takes back" value="${back}"/>`}</event>`,
          )
          .join('')}</trace>`,
    )
    .join('')}</log>`,
);
const xesMap = files.write('xes.yaml', '{id: "identity:id", recorded_at: entered, annuls: takes back}');
const ocel = files.write(
  'asking.json',
  JSON.stringify({
    objects: ['1', '2', '3'].map((id) => ({ id, type: 'case' })),
    events: EVENTS.map(([id, nr, type, time, entered, back]) => ({
      id: nr,
      type,
      time,
      attributes: [
        ...(entered === '' ? [] : [{ name: 'entered', value: entered }]),
        ...(back === '' ? [] : [{ name: 'takes back', value: back }]),
      ],
      relationships: [{ objectId: id }],
    })),
  }),
);
const ocelMap = files.write('ocel.yaml', '{id: id, recorded_at: entered, annuls: takes back}');
const parquet = async (): Promise<string> => {
  const path = files.path('asking.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const db = await instance.connect();
  await db.run(
    `copy (select * replace ("time"::timestamptz as "time", entered::timestamptz as entered) from read_csv('${csv}', all_varchar = true)) to '${path}' (format parquet)`,
  );
  db.closeSync();
  instance.closeSync();
  return path;
};

async function replayed(
  file: string,
  mapping: string,
  options: { until?: string; knownAt?: string } = {},
): Promise<ReplayJson> {
  const { json, text } = await replayCommand(file, { procedure, pack, map: mapping, ...options });
  if (json === null) throw new Error(text);
  return json;
}
const said = ({ rules, violations }: ReplayJson): unknown => ({
  violations,
  duties: rules
    .filter(({ id }) => id === 'in-ten-days')
    .map(({ met, late, overdue, running }) => ({ met, late, overdue, running }))[0],
  asked: rules.find(({ id }) => id === 'asked-first')?.occurrences,
});

describe('as known at a moment, and as corrected', () => {
  it.each([
    ['.csv', async () => [csv, map] as const],
    ['.xes', async () => [xes, xesMap] as const],
    ['.parquet', async () => [await parquet(), map] as const],
    ['OCEL', async () => [ocel, ocelMap] as const],
  ])('%s: what was recorded later changes the verdict between two moments', async (_, of) => {
    const [file, mapping] = await of();
    const until = '2024-01-25';
    const on = async (knownAt: string): Promise<unknown> => said(await replayed(file, mapping, { until, knownAt }));
    const duties = { late: 0, running: 0 };
    expect(await on('2024-01-12')).toEqual({ violations: 2, duties: { ...duties, met: 1, overdue: 1 }, asked: 1 });
    expect(await on('2024-01-15'), 'the late entry').toEqual({
      violations: 1,
      duties: { ...duties, met: 2, overdue: 0 },
      asked: 1,
    });
    expect(await on('2024-01-20'), 'both corrections').toEqual({
      violations: 1,
      duties: { ...duties, met: 1, overdue: 1, running: 1 },
      asked: 0,
    });
    expect(said(await replayed(file, mapping, { until })), 'as known in the end').toEqual(await on('2024-01-25'));
  });
  it('a moment on the very day, and the end of observation that goes with it', async () => {
    const early = await replayed(csv, map, { knownAt: '2024-01-15T16:59:00+08:00' });
    const late = await replayed(csv, map, { knownAt: '2024-01-15T17:00:00+08:00' });
    expect([early.until, early.known_at]).toEqual(['2024-01-15T08:59:00.000Z', '2024-01-15T08:59:00.000Z']);
    expect([early.violations, late.violations]).toEqual([2, 1]);
    expect((await replayed(csv, map, { knownAt: '2030-01-01' })).until).toBe('2024-01-19T10:00:00.000Z');
    const { text } = await replayCommand(csv, { procedure, pack, map, knownAt: '2024-01-15' });
    expect(text).toContain('as known on 2024-01-15');
  });
  it('with threads the same', async () => {
    const { replayLogFile } = await import('./run.ts');
    const { chooseProcedure } = await import('./procedure.ts');
    const { readMapping } = await import('../mapping.ts');
    const { law, world } = chooseProcedure(procedure, pack);
    const request = { file: csv, mapping: readMapping(map), mapFile: map, law, world, until: Date.UTC(2024, 0, 25) };
    const found = await replayLogFile({ ...request, knownAt: Date.UTC(2024, 0, 16), workers: 2, long: 1 });
    expect([found.threads, found.violations]).toEqual([2, 1]);
  });
  it('one case: its course as known then', async () => {
    const of = async (name: string, knownAt: string) => {
      const { json, text } = await replayCaseCommand(csv, {
        ...{ procedure, pack, map, case: name, knownAt },
        until: '2024-01-25',
        lang: 'en',
      });
      if (json === null) throw new Error(text);
      return [json.events.map(({ type, activity }) => type ?? activity), json.departures.map(({ rule }) => rule)];
    };
    expect(await of('1', '2024-01-14')).toEqual([['ask'], ['in-ten-days']]);
    expect(await of('1', '2024-01-15')).toEqual([['ask', 'answer'], []]);
    expect(await of('2', '2024-01-19')).toEqual([['ask', 'answer'], []]);
    expect(await of('2', '2024-01-20')).toEqual([['ask', 'answer', 'taken back'], ['in-ten-days']]);
  });
  it('a date of recording is not before the event; without a column every event is known when it happened', async () => {
    const dates = files.write(
      'dates.csv',
      'case,activity,time,entered\n1,ask,2024-01-01 10:00,01.01.2024\n1,answer,2024-01-05 10:00,09.01.2024\n',
    );
    const own = files.write('dates.yaml', '{recorded_at: {column: entered, format: dd.MM.yyyy}}');
    const on = async (knownAt: string, mapping: string) =>
      said(await replayed(dates, mapping, { knownAt, until: '2024-01-30' }));
    expect(await on('2024-01-08', own)).toMatchObject({ duties: { met: 0, overdue: 1 } });
    expect(await on('2024-01-09', own)).toMatchObject({ duties: { met: 1, overdue: 0 } });
    const none = files.write('none.yaml', '{case: case}');
    expect(await on('2024-01-08', none)).toMatchObject({ duties: { met: 1 } });
    expect((await replayed(dates, none, { knownAt: '2024-01-08' })).notes.join()).toContain('no recorded_at');
  });
  it('what is taken back twice, not there, or no act; each said or passed over', async () => {
    const file = files.write(
      'odd.csv',
      `${NAMES.join(',')}
1,a1,ask,2024-01-01 10:00,,
1,a2,answer,2024-01-02 10:00,,
1,a3,back,2024-01-03 10:00,,a2
1,a4,back,2024-01-04 10:00,,a3
1,a5,telephone,2024-01-04 10:00,,
1,a6,back,2024-01-04 11:00,,a5
1,a7,back,2024-01-04 11:00,,z9
`,
    );
    const json = await replayed(file, map);
    expect(said(json), 'the annulment was annulled: the answer stands').toMatchObject({
      violations: 0,
      duties: { met: 1 },
    });
    expect(json.unknown).toEqual([{ activity: 'telephone', events: 1 }]);
    expect(json.notes.join('\n')).toContain('1 event takes back what is not in the same case');
  });
  it.each([
    ['{annuls: takes back}', /annuls: .*id/],
    ['{case: case, id: nr, recorded_at: when}', /no column "when"/],
    ['{case: case, id: nr, recorded_at: activity}', /activity.*time "ask"/],
    ['{case: case, recorded_at: {column: entered, format: qq}}', /recorded_at.format/],
  ])('%s is a fault in one line', async (text, expected) => {
    const mapping = files.write('wrong.yaml', text);
    const { json, text: line, status } = await replayCommand(csv, { procedure, pack, map: mapping });
    expect([json, status]).toEqual([null, 2]);
    expect(line).toMatch(expected);
    expect(line.split('\n')).toHaveLength(1);
  });
  it('--known-at that is no moment', async () => {
    const { text, status } = await replayCommand(csv, { procedure, pack, map, knownAt: 'lately' });
    expect([status, text.startsWith('--known-at')]).toEqual([2, true]);
  });
});
