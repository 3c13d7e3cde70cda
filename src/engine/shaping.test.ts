/** What acts do to clocks beyond the edge table, acts of the clock, closing person by person, and rules that span subjects. [6, 7, 15] */
import { describe, expect, test } from 'vitest';
import { fold, judge, preview, replay, survey } from './index.ts';
import { ask, day, guard, log, owed, type ProcedureSketch, period, proc, run, told, world } from './testing.ts';
import type { Act, Data } from './types.ts';

const given = (text: string, data: Readonly<Record<string, Data>> = {}): readonly Act[] => log(text, data);
const at = (sketch: ProcedureSketch, text: string, n: number, data?: Readonly<Record<string, Data>>) =>
  fold(proc(sketch), given(text, data), world, { now: day(n) });

const duty = (owes: readonly string[]) => ({ kind: 'duty', owed: owes, alertOnly: false }) as const;

describe('extensions from the data of the act (15)', () => {
  const sketch: ProcedureSketch = {
    clocks: [
      {
        id: 'k',
        starts: ['go'],
        length: period('P10D'),
        extends: [
          { act: 'ext', by: period('P5D'), byField: 'days', times: 9, cite: 'law of ext' },
          { act: 'until', by: null, toDate: 'until', times: 9, cite: 'law of until' },
        ],
        stopsOn: ['stop'],
        expiry: duty(['stop']),
      },
    ],
  };
  const due = (text: string, data: Readonly<Record<string, Data>>) => at(sketch, text, 3, data).clocks[0]?.due?.date;

  test('the days given, at most those of the law', () => {
    expect(due('go0 ext1', { ext1: { days: 3 } })).toBe('2024-01-14');
    expect(due('go0 ext1', { ext1: { days: 30 } })).toBe('2024-01-16');
    expect(due('go0 ext1', {})).toBe('2024-01-16');
  });

  test('to a named date; without one nothing moves, and a note says so', () => {
    expect(due('go0 until1', { until1: { until: '2024-02-20' } })).toBe('2024-02-20');
    expect(due('go0 until1 ext2', { until1: { until: '2024-02-20' }, ext2: { days: 1 } })).toBe('2024-02-21');
    const { clocks, notes } = at(sketch, 'go0 until1', 3);
    expect(clocks[0]).toMatchObject({ due: { date: '2024-01-11' }, extensions: [] });
    expect(notes).toMatchObject([{ kind: 'undetermined', act: 'until1', field: 'until' }]);
  });

  test('to a moment of a date, which no day off moves', () => {
    const { due: end } = at(sketch, 'go0 until1', 3, { until1: { until: '2024-02-17T10:30' } }).clocks[0] ?? {};
    expect(end).toMatchObject({ date: '2024-02-17', exact: true });
    expect(
      (end?.at ?? 0) - (at(sketch, 'go0 until1', 3, { until1: { until: '2024-02-17T09:30' } }).clocks[0]?.due?.at ?? 0),
    ).toBe(3_600_000);
  });

  test('the state says what may still extend it', () => {
    expect(at(sketch, 'go0', 3).clocks[0]?.mayExtend.map(({ act }) => act)).toEqual(['ext', 'until']);
    expect(at(sketch, 'go0', 12).clocks[0]).toMatchObject({ status: 'expired', mayExtend: [] });
  });
});

test('the length from a field: of the starting act, else of the opening act, else the fixed one', () => {
  const sketch: ProcedureSketch = {
    perSubject: ['go'],
    opening: ['open'],
    clocks: [
      {
        id: 'k',
        subject: 'K',
        starts: ['go'],
        length: period('P1M'),
        lengthField: 'months',
        stopsOn: [],
        expiry: duty(['end']),
      },
    ],
  };
  const due = (data: Readonly<Record<string, Data>>) => at(sketch, 'open0 go(s1)0', 1, data).clocks[0]?.due?.date;
  expect(due({ 'go(s1)0': { months: 6 }, open0: { months: 3 } })).toBe('2024-07-01');
  expect(due({ open0: { months: 3 } })).toBe('2024-04-01');
  expect(due({})).toBe('2024-02-01');
});

describe('acts of the clock (6)', () => {
  const sketch: ProcedureSketch = {
    acts: { deemed: { by: 'clock', actor: 'clock' } },
    rules: ['ask •→[P10D] {answer, deemed}', 'deemed •→[P5D] appeal', 'answer →% deemed', 'deemed →• appeal'],
  };
  const end = day(11) - 1;

  test('derived at the last moment of the last day; what runs from it counts from that day', () => {
    const state = at(sketch, 'ask0', 12);
    expect(state.acts).toMatchObject([{ id: 'ask0' }, { type: 'deemed', at: end, derived: true }]);
    expect(state.obligations).toMatchObject([
      { state: 'met', endedAt: end },
      { state: 'running', targets: ['appeal'], due: { date: '2024-01-16' } },
    ]);
    expect(state.violations).toEqual([]);
    expect(at(sketch, 'ask0', 10.9).acts).toHaveLength(1);
  });

  test('an act of the very last moment comes first', () => {
    const acts = [...given('ask0'), { ...given('answer5')[0]!, at: end }];
    expect(fold(proc(sketch), acts, world, { now: day(12) }).acts.map(({ type }) => type)).toEqual(['ask', 'answer']);
  });

  test('judged in the future, time has passed by then; asked today, it has not', () => {
    expect(ask(sketch, 'ask0', 'appeal12').allowed).toBe(true);
    expect(ask(sketch, 'ask0', 'appeal9').reasons).toMatchObject([{ code: 'condition-missing', anyOf: ['deemed'] }]);
    const today = at(sketch, 'ask0', 1);
    expect(judge(today, { type: 'appeal', subject: null, at: day(12) }, world).allowed).toBe(true);
    expect(survey(today, world, { at: day(1) }).map(({ type }) => type)).not.toContain('deemed');
  });

  test('a correction takes a derived act back', () => {
    expect(at(sketch, 'ask0 annul(ask0)12', 13).acts).toEqual([]);
    expect(at(sketch, 'ask0 answer8@12', 13).acts.map(({ type }) => type)).toEqual(['ask', 'answer']);
  });

  test('one that calls itself again at the same moment is derived once', () => {
    const loop: ProcedureSketch = {
      acts: { tick: { by: 'clock', actor: 'clock' } },
      rules: ['go •→[P0D] tick', 'tick •→[P0D] tick'],
    };
    expect(at(loop, 'go0', 3).acts.map(({ type }) => type)).toEqual(['go', 'tick']);
  });

  test('at the end of a clock', () => {
    const probation: ProcedureSketch = {
      acts: { over: { by: 'clock', actor: 'clock' } },
      rules: ['over →• release'],
      clocks: [
        {
          id: 'k',
          starts: ['go'],
          length: period('P5D'),
          extends: [{ act: 'longer', by: period('P5D'), times: 1, cite: 'law of longer' }],
          stopsOn: ['revoke'],
          expiry: duty(['over']),
        },
      ],
    };
    expect(at(probation, 'go0', 7).acts.map(({ type }) => type)).toEqual(['go', 'over']);
    expect(at(probation, 'go0 longer3', 7).acts.map(({ type }) => type)).toEqual(['go', 'longer']);
    expect(at(probation, 'go0 revoke3', 70).acts.map(({ type }) => type)).toEqual(['go', 'revoke']);
  });
});

describe('bars and windows (15)', () => {
  const sketch: ProcedureSketch = {
    clocks: [
      {
        id: 'application',
        starts: ['apply'],
        anchors: { apply: { of: 'act', field: 'ruled' } },
        length: period('P10D'),
        stopsOn: ['apply'],
        expiry: { kind: 'bar', bars: ['accept'] },
      },
    ],
  };

  test('a bar that starts and stops on one act measures that act, and bars what it would lead to', () => {
    const late = { apply20: { ruled: '2024-01-05' } };
    expect(told(run(sketch, 'apply20 accept21', 30, late).violations)).toEqual([
      'out-of-time accept21',
      'out-of-time apply20',
    ]);
    const inTime = { apply14: { ruled: '2024-01-05' } };
    expect(told(run(sketch, 'apply14 accept21', 30, inTime).violations)).toEqual([]);
    expect(told(run(sketch, 'apply20 accept21', 30, {}).violations)).toEqual([]);
    const state = at(sketch, 'apply20', 22, late);
    expect(judge(state, { type: 'accept', subject: null, at: day(22) }, world).reasons).toMatchObject([
      { code: 'out-of-time', due: { date: '2024-01-15' } },
    ]);
  });

  test('a window may end with a clock', () => {
    const procedure = proc({
      rules: ['go →⌛[1d] ask'],
      clocks: [
        {
          id: 'k',
          starts: ['go'],
          length: period('5d'),
          extends: [{ act: 'ext', by: period('5d'), times: 1, cite: 'law of ext' }],
          expiry: duty(['stop']),
        },
      ],
    });
    const byClock = {
      ...procedure,
      relations: procedure.relations.map((relation) =>
        relation.kind === 'window' ? { ...relation, length: undefined, clock: 'k' } : relation,
      ),
    };
    const departures = (text: string) => told(replay(byClock, given(text), world, { until: day(6) }).violations);
    expect(departures('go0 ask5')).toEqual(['overdue stop']);
    expect(departures('go0 ask6')).toEqual(['out-of-time ask6', 'overdue stop']);
    expect(departures('go0 ext1 ask6')).toEqual([]);
  });
});

describe('several subjects', () => {
  const clock = {
    id: 'k',
    subject: 'K',
    starts: ['arrive'],
    length: period('10d'),
    extends: [{ act: 'ext', by: period('5d'), times: 1, cite: 'law of ext' }],
    pausesOn: ['away'],
    restartsOn: ['back'],
    stopsOn: ['decide', 'away'],
    expiry: duty(['decide', 'away']),
  } as const;
  const sketch: ProcedureSketch = { perSubject: ['arrive', 'decide'], clocks: [clock], outcomes: ['decide'] };

  test('an act of the case works the clocks of all who are undecided', () => {
    const { clocks } = at(sketch, 'arrive(s1)0 arrive(s2)1 arrive(s3)2 decide(s1)3 ext4', 5);
    expect(clocks.map(({ subject, status, due }) => `${subject} ${status} ${due?.date}`)).toEqual([
      's1 stopped 2024-01-11',
      's2 running 2024-01-17',
      's3 running 2024-01-18',
    ]);
  });

  test('an act of the case that is owed counts for every person; a restart begins for the undecided only', () => {
    const state = at(sketch, 'arrive(s1)0 arrive(s2)1 decide(s1)2 away3 back5', 6);
    expect(owed(state.obligations)).toEqual(['decide|away(s1) met', 'decide|away(s2) met', 'decide|away(s2) running']);
    expect(state.clocks.map(({ subject, run: n }) => `${subject} ${n}`)).toEqual(['s1 1', 's2 2']);
  });

  test('the opening act of each subject opens for it; before it nothing else may be done at it', () => {
    const each: ProcedureSketch = { ...sketch, opening: ['arrive'] };
    expect(ask(each, '', 'decide(s1)0').reasons).toMatchObject([{ code: 'not-opened' }]);
    expect(ask(each, 'arrive(s1)0', 'decide(s1)1').allowed).toBe(true);
    expect(ask(each, 'arrive(s1)0', 'decide(s2)1').reasons).toMatchObject([{ code: 'not-opened', subject: 's2' }]);
    expect(ask(each, 'arrive(s1)0', 'arrive(s2)1').allowed).toBe(true);
    expect(
      judge(at(each, 'arrive(s1)0', 1), { type: 'decide', subject: null, at: day(1) }, world).reasons,
    ).toMatchObject([{ code: 'unknown-subject' }]);
  });

  test('opening.x is read from the opening act of the same subject', () => {
    const guarded: ProcedureSketch = {
      perSubject: ['arrive', 'decide', 'call'],
      opening: ['arrive'],
      rules: [['call →• decide', { when: 'opening.minor = true' }]],
    };
    const data = { 'arrive(s1)0': { minor: true }, 'arrive(s2)0': { minor: false } };
    expect(told(run(guarded, 'arrive(s1)0 arrive(s2)0 decide(s1)1 decide(s2)1', 2, data).violations)).toEqual([
      'condition-missing decide(s1)1',
    ]);
  });

  test('closed person by person, and the case with the last of them', () => {
    const closing: ProcedureSketch = {
      perSubject: ['arrive', 'decide', 'tell'],
      acts: { decide: { close: true } },
      rules: ['arrive •→[9d] tell', 'decide •→[3d] tell'],
    };
    const state = at(closing, 'arrive(s1)0 arrive(s2)0 decide(s1)1', 2);
    expect(state.closed).toBeNull();
    expect(owed(state.obligations)).toEqual(['tell(s1) never-done', 'tell(s2) running', 'tell(s1) running']);
    expect(at(closing, 'arrive(s1)0 arrive(s2)0 decide(s1)1 decide(s2)2', 3).closed).toBe(day(2));
    expect(ask(closing, 'arrive(s1)0 arrive(s2)0 decide(s1)1', 'arrive(s1)2').reasons).toMatchObject([
      { code: 'closed' },
    ]);
    expect(ask(closing, 'arrive(s1)0 arrive(s2)0 decide(s1)1', 'tell(s1)2').allowed).toBe(true);
  });

  test('a thousand subjects have each their clock and their duties', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `arrive(p${i})${i / 1000}`).join(' ');
    const state = at(sketch, `${many} ext2 away3 back5`, 6);
    expect(state.clocks).toHaveLength(1000);
    expect(state.obligations).toHaveLength(2000);
  });
});

describe('authority and data (3.1 nos. 6, 7)', () => {
  const sketch: ProcedureSketch = {
    acts: {
      a: {
        authority: {
          rank: 'prosecutor',
          cite: 'law of deciding',
          if: [{ when: guard('act.grave = true'), rank: 'chief', cite: 'law of grave cases' }],
        },
        fields: [
          { name: 'grave', type: 'boolean', required: true },
          { name: 'on', type: 'date', required: false },
        ],
        guard: { when: guard('act.on >= 2024-01-01'), cite: 'law of dates' },
      },
    },
  };
  const judged = (data: Data | undefined, authority: string | undefined) =>
    judge(at(sketch, '', 1), { type: 'a', subject: null, at: day(1), data, authority }, world);

  test('the lowest rank, and the higher one where its guard holds', () => {
    expect(judged(undefined, 'prosecutor')).toMatchObject({ allowed: true, rank: 'prosecutor' });
    expect(judged({ grave: true, on: '2024-01-02' }, 'prosecutor')).toMatchObject({
      reasons: [{ code: 'not-authorised', rank: 'chief', cite: 'law of grave cases' }],
      rank: 'chief',
      rankCite: 'law of grave cases',
    });
    expect(judged({ grave: true, on: '2024-01-02' }, 'chief').allowed).toBe(true);
    expect(judged({ grave: true, on: '2024-01-02' }, undefined).allowed).toBe(true);
    const acts = given('a1', { a1: { grave: true, on: '2024-01-02' } }).map((act) => ({
      ...act,
      authority: 'prosecutor',
    }));
    expect(told(replay(proc(sketch), acts, world, { until: day(2) }).violations)).toEqual(['not-authorised a1']);
  });

  test.each([
    [{ on: '2024-01-02' }, 'grave', 'missing'],
    [{ grave: 'yes', on: '2024-01-02' }, 'grave', 'type'],
    [{ grave: false, on: '2024-13-02' }, 'on', 'value'],
    [{ grave: false, on: '2023-12-31' }, 'on', 'guard'],
    [{ grave: false }, 'on', 'missing'],
  ] as const)('%o: %s %s', (data, field, problem) => {
    expect(judged(data, 'chief').reasons).toContainEqual(expect.objectContaining({ code: 'data', field, problem }));
  });
});

test('preview says what an act would cause', () => {
  const sketch: ProcedureSketch = {
    acts: { z: { close: true } },
    rules: ['a •→[1d] b', 'b •→[2d] c', 'b →% d', 'b →+ e'],
  };
  const state = at(sketch, 'a0', 1);
  const caused = preview(state, given('b1')[0]!, world);
  expect(owed(caused.opened)).toEqual(['c running']);
  expect(owed(caused.ended)).toEqual(['b met']);
  expect(caused.excluded.map(({ act }) => act)).toEqual(['d']);
  expect(caused.included).toEqual([]);
  expect(caused.closes).toBe(false);
  expect(preview(state, given('z1')[0]!, world).closes).toBe(true);
  expect(owed(state.obligations)).toEqual(['b running']);
});
