/** What sections 3, 6, 7 and 15 say beyond the edge table: acts of the clock, custody, ranks, data, opening, closing, clock keys. */
import { describe, expect, test } from 'vitest';
import { fold, judge, replay, survey } from './index.ts';
import { day, guard, initially, log, owed, type ProcedureSketch, period, proc, run, told, world } from './testing.ts';
import type { Procedure } from './types.ts';

describe('acts of the clock (6)', () => {
  const sketch: ProcedureSketch = {
    rules: ['a •→[2dcal] t', 't →% b', 't •→[1dcal] c'],
    acts: { t: { by: 'clock', actor: 'clock' } },
  };

  test('derived when its time comes, at the last moment of the last day, and marked', () => {
    const { state, violations } = run(sketch, 'a0 b2.9 b3.1', 3.5);
    expect(told(violations)).toEqual(['excluded b3.1']);
    const derived = state.acts.filter((act) => act.derived === true);
    expect(derived).toMatchObject([{ type: 't', at: day(3) - 1, derived: true }]);
    expect(state.obligations).toMatchObject([
      { targets: ['t'], state: 'met' },
      { targets: ['c'], state: 'running', due: { date: '2024-01-04' } },
    ]);
  });

  test('not before, and never if the duty sleeps', () => {
    expect(run(sketch, 'a0', 2.9).state.acts.some((act) => act.derived)).toBe(false);
    expect(
      run({ ...sketch, rules: [...sketch.rules!, 'x →% t'] }, 'a0 x1', 9).state.acts.some((act) => act.derived),
    ).toBe(false);
  });

  test('live and replay alike: judged after its time it is there', () => {
    const state = fold(proc(sketch), log('a0'), world, { now: day(1) });
    const ask = (at: number) => judge(state, { type: 'b', subject: null, at: day(at) }, world).allowed;
    expect([ask(2.9), ask(3)]).toEqual([true, false]);
    expect(survey(state, world, { at: day(1) }).map(({ type }) => type)).not.toContain('t');
  });

  test('what it does can itself bring the next act of the clock', () => {
    const chain: ProcedureSketch = {
      rules: ['a •→[1d] t', 't •→[1d] u', 'u •→ b'],
      acts: { t: { by: 'clock' }, u: { by: 'clock' } },
    };
    const { state } = run(chain, 'a0', 9);
    expect(state.acts.map(({ type, at }) => [type, at])).toEqual([
      ['a', day(0)],
      ['t', day(1)],
      ['u', day(2)],
    ]);
    expect(state.obligations.at(-1)).toMatchObject({ targets: ['b'], state: 'open-undated', openedAt: day(2) });
  });
});

describe('custody (15)', () => {
  const held = {
    name: 'held',
    of: 'subject',
    type: 'boolean',
    setBy: [
      { acts: ['arrest'], value: true },
      { acts: ['free'], value: false },
    ],
  } as const;
  const sketch: ProcedureSketch = {
    rules: [['a •→[1dcal] b', { rolls: 'custody' }]],
    perSubject: ['a', 'b', 'arrest', 'free'],
    facts: [held],
  };
  const procedure: Procedure = { ...proc(sketch), custody: guard('subject.held = true') };
  const dueAfter = (text: string, now: number) =>
    fold(procedure, log(text), world, { now: day(now) }).obligations.map(({ due, state }) => `${due!.date} ${state}`);

  test('Friday and one day: Saturday in custody, else Monday; read when asked for', () => {
    expect(dueAfter('a(s1)4', 4)).toEqual(['2024-01-08 running']);
    expect(dueAfter('arrest(s1)3 a(s1)4', 4)).toEqual(['2024-01-06 running']);
    expect(dueAfter('arrest(s1)3 a(s1)4 free(s1)4.5', 5)).toEqual(['2024-01-08 running']);
    expect(dueAfter('a(s1)4 arrest(s1)4.5', 5)).toEqual(['2024-01-06 running']);
    expect(dueAfter('arrest(s2)3 a(s1)4', 4)).toEqual(['2024-01-08 running']);
  });

  test('frozen at discharge', () => {
    expect(dueAfter('arrest(s1)3 a(s1)4 b(s1)5.5 free(s1)7', 9)).toEqual(['2024-01-06 met']);
    expect(dueAfter('arrest(s1)3 a(s1)4 b(s1)6.5 free(s1)8', 9)).toEqual(['2024-01-06 met-late']);
    expect(dueAfter('a(s1)4 b(s1)7.5 arrest(s1)8', 9)).toEqual(['2024-01-08 met']);
  });

  test('a clock of the case: held while any present subject without an outcome is', () => {
    const ofCase: Procedure = {
      ...proc({
        perSubject: ['arrest', 'free', 'decide'],
        facts: [held],
        outcomes: ['decide'],
        clocks: [
          {
            id: 'k',
            starts: ['go'],
            stopsOn: ['stop'],
            length: period('P1D'),
            expiry: { kind: 'duty', owed: ['stop'], alertOnly: false },
            rolls: 'custody',
          },
        ],
      }),
      custody: guard('subject.held = true'),
    };
    const due = (text: string) => fold(ofCase, log(text), world, { now: day(5) }).clocks[0]!.due!.date;
    expect(due('go4')).toBe('2024-01-08');
    expect(due('arrest(s1)3 go4')).toBe('2024-01-06');
    expect(due('arrest(s1)3 decide(s1)3.5 go4')).toBe('2024-01-08');
  });
});

describe('who may, and with what data (3.1 nos. 6, 7)', () => {
  const authority = {
    rank: 'chief',
    cite: 'rank law',
    if: [{ when: guard('act.small = true'), rank: 'prosecutor', cite: 'small law' }],
  };
  const small = { name: 'small', type: 'boolean', required: false } as const;
  const sketch: ProcedureSketch = { acts: { a: { authority, fields: [small] } } };
  const by = (rank: string, data = {}) => {
    const [act] = log('a0');
    const given = { ...act!, authority: rank, data };
    const { violations } = replay(proc(sketch), [given], world, { until: day(1) });
    const live = judge(
      fold(proc(sketch), [], world, { now: day(0) }),
      { type: 'a', subject: null, at: day(0), authority: rank, data },
      world,
    );
    expect(live.reasons.map(({ code }) => code)).toEqual(violations.map(({ kind }) => kind));
    return { violations, live };
  };

  test('a lower rank is not authorised, a higher one is; the guard lowers it', () => {
    expect(by('prosecutor').violations).toMatchObject([{ kind: 'not-authorised', cite: 'rank law', act: 'a0' }]);
    expect(by('prosecutor').live).toMatchObject({ rank: 'chief', rankCite: 'rank law' });
    expect(by('chief').violations).toEqual([]);
    expect(by('prosecutor', { small: true }).violations).toEqual([]);
    expect(by('chief', { small: true }).live).toMatchObject({ rank: 'prosecutor', rankCite: 'small law' });
  });

  test('acts of others are recorded as they were done', () => {
    const outside = proc({ acts: { a: { authority, by: 'outside', fields: [{ ...small, required: true }] } } });
    const [act] = log('a0');
    expect(replay(outside, [{ ...act!, authority: 'prosecutor' }], world, { until: day(1) }).violations).toEqual([]);
  });

  test('field rules and the act guard', () => {
    const fields = [
      { name: 'ground', type: 'enum', values: ['one', 'two'], required: true },
      { name: 'days', type: 'number', required: false },
      { name: 'on', type: 'date', required: false },
    ] as const;
    const checked = proc({ acts: { a: { fields, guard: { when: guard('act.days < 10'), cite: 'guard law' } } } });
    const state = fold(checked, [], world, { now: day(0) });
    const problems = (data: Record<string, string | number>) =>
      judge(state, { type: 'a', subject: null, at: day(0), data }, world).reasons.map((reason) =>
        reason.code === 'data' ? `${reason.field} ${reason.problem}` : reason.code,
      );
    expect(problems({ ground: 'one', days: 3 })).toEqual([]);
    expect(problems({ days: 3 })).toEqual(['ground missing']);
    expect(problems({ ground: 'three', days: 3 })).toEqual(['ground value']);
    expect(problems({ ground: 1, days: 3 })).toEqual(['ground type']);
    expect(problems({ ground: 'one', days: 3, on: '2024-02-30' })).toEqual(['on value']);
    expect(problems({ ground: 'one', days: 12 })).toEqual(['days guard']);
    expect(judge(state, { type: 'a', subject: null, at: day(0) }, world).allowed).toBe(true);
  });
});

describe('opening, outcome, closing, reopening (3.3)', () => {
  test('before the opening act nothing else may be done', () => {
    const procedure = proc({ opening: ['open'], acts: { a: initially({ pending: true }) } });
    const codes = (text: string, type: string) =>
      judge(fold(procedure, log(text), world, { now: day(1) }), { type, subject: null, at: day(1) }, world).reasons.map(
        ({ code }) => code,
      );
    expect(codes('', 'a')).toEqual(['not-opened']);
    expect(codes('', 'open')).toEqual([]);
    expect(codes('open0', 'a')).toEqual([]);
    expect(fold(procedure, log('open0'), world, { now: day(1) }).obligations).toMatchObject([
      { origin: 'initial', source: 'open0', targets: ['a'], due: null },
    ]);
  });

  test('a settled violation keeps its key when the case is opened late (10)', () => {
    const procedure = proc({ opening: ['open'], acts: { a: initially({ pending: true }), z: { close: true } } });
    const keys = (text: string) =>
      replay(procedure, log(text), world, { until: day(9) }).violations.map(({ key }) => key);
    expect(keys('z0')).toHaveLength(1);
    expect(keys('z0 open1')).toEqual(expect.arrayContaining(keys('z0')));
  });

  test('an outcome per subject: concluded with the last of them', () => {
    const procedure = proc({ perSubject: ['enter', 'decide'], outcomes: ['decide'] });
    const concluded = (text: string) => fold(procedure, log(text), world, { now: day(9) }).concluded;
    expect(concluded('enter(s1)0 enter(s2)0 decide(s1)2')).toBe(null);
    expect(concluded('enter(s1)0 enter(s2)0 decide(s1)2 decide(s2)3')).toBe(day(3));
  });

  test('closing for one subject ends only the duties of that subject', () => {
    const sketch: ProcedureSketch = {
      rules: ['a •→[9d] b'],
      perSubject: ['a', 'b', 'z'],
      acts: { z: { close: true } },
    };
    const { state, violations } = run(sketch, 'a(s1)0 a(s2)0 z(s1)1 b(s1)2 b(s2)3', 5);
    expect(owed(state.obligations)).toEqual(['b(s1) never-done', 'b(s2) met']);
    expect(told(violations)).toEqual(['excluded b(s1)2', 'never-done b(s1)']);
    expect(state.closed).toBe(null);
  });

  test('a reopening act makes acts possible again', () => {
    const sketch: ProcedureSketch = { acts: { z: { close: true }, r: { reopen: true }, a: {} } };
    const { state, violations } = run(sketch, 'z0 a1 r2 a3', 5);
    expect(told(violations)).toEqual(['excluded a1']);
    expect(state.closed).toBe(null);
  });
});

describe('clock keys (15)', () => {
  const duty = { kind: 'duty', owed: ['stop'], alertOnly: false } as const;
  const clock = { id: 'k', starts: ['go'], stopsOn: ['stop'], length: period('P10D'), expiry: duty };
  const due = (sketch: ProcedureSketch, text: string, data = {}) =>
    run(sketch, text, 20, data).state.clocks[0]?.due?.date;
  const fields = (...names: readonly string[]) =>
    names.map((name) => ({ name, type: 'number', required: false }) as const);

  test('anchor: the date in a field of the starting act, or of the opening act', () => {
    const own: ProcedureSketch = { clocks: [{ ...clock, anchors: { go: { of: 'act', field: 'received' } } }] };
    expect(due(own, 'go0', { go0: { received: '2024-01-05' } })).toBe('2024-01-15');
    expect(due(own, 'go0')).toBe('2024-01-11');
    const opening: ProcedureSketch = {
      opening: ['open'],
      clocks: [{ ...clock, anchors: { go: { of: 'opening', field: 'received' } } }],
    };
    expect(due(opening, 'open0 go3', { open0: { received: '2023-12-31' } })).toBe('2024-01-10');
  });

  test("opening.FIELD: of the subject's own opening act and of the case's, never of another subject's", () => {
    const sketch: ProcedureSketch = {
      rules: [['s •→ b', { when: 'opening.x > 3' }]],
      perSubject: ['open', 's', 'b'],
      opening: ['open', 'start'],
      acts: { open: { fields: fields('x') }, start: { fields: fields('x') } },
    };
    const opened = (text: string, data: Readonly<Record<string, Readonly<Record<string, number>>>>) =>
      owed(run(sketch, text, 9, data).state.obligations);
    const other = { 'open(s2)0': { x: 5 } };
    expect(opened('open(s1)0 open(s2)0 s(s1)1', other)).toEqual([]);
    expect(opened('open(s1)0 open(s2)0 s(s2)1', other)).toEqual(['b(s2) open-undated']);
    expect(opened('start0 open(s1)0 s(s1)1', { start0: { x: 5 } })).toEqual(['b(s1) open-undated']);
  });

  test('length from a field, in whole months', () => {
    const sketch: ProcedureSketch = {
      clocks: [{ ...clock, length: null, lengthField: 'months' }],
      acts: { go: { fields: fields('months') } },
    };
    expect(due(sketch, 'go0', { go0: { months: 3 } })).toBe('2024-04-01');
  });

  test('extended to a named date, by the days of a field (at most `by`), and at most so often in all', () => {
    const extended = (extension: object): ProcedureSketch => ({
      clocks: [
        {
          ...clock,
          restartsOn: ['again'],
          extends: [{ act: 'ext', by: null, times: 1, cite: 'ext law', ...extension }],
        },
      ],
    });
    expect(due(extended({ toDate: 'until' }), 'go0 ext1', { ext1: { until: '2024-02-02' } })).toBe('2024-02-02');
    const byDays = extended({ by: period('P5D'), byField: 'days' });
    expect(due(byDays, 'go0 ext1', { ext1: { days: 3 } })).toBe('2024-01-14');
    expect(due(byDays, 'go0 ext1', { ext1: { days: 50 } })).toBe('2024-01-16');
    const total = extended({ by: period('P5D'), times: 1, timesTotal: 1 });
    expect(told(run(total, 'go0 ext1 again2 ext3', 5).violations)).toEqual(['extension-spent ext3']);
    const perRun = extended({ by: period('P5D'), times: 1 });
    expect(told(run(perRun, 'go0 ext1 again2 ext3', 5).violations)).toEqual([]);
    expect(due(perRun, 'go0 ext1 again2 ext3')).toBe('2024-01-18');
  });

  test('`when` is read at the starting act; unknown: not started, noted', () => {
    const sketch: ProcedureSketch = { clocks: [{ ...clock, when: guard('act.fast = true') }] };
    expect(run(sketch, 'go0', 20, { go0: { fast: true } }).state.clocks).toMatchObject([{ status: 'expired' }]);
    expect(told(run(sketch, 'go0', 20, { go0: { fast: false } }).violations)).toEqual([]);
    expect(run(sketch, 'go0', 20).notes).toMatchObject([{ kind: 'undetermined', act: 'go0', relation: 'k' }]);
  });

  test('a case act operates the clocks of all present subjects without an outcome', () => {
    const sketch: ProcedureSketch = {
      perSubject: ['enter', 'decide'],
      outcomes: ['decide'],
      clocks: [{ ...clock, subject: 'K', expiry: { kind: 'limit' } }],
    };
    const { state } = run(sketch, 'enter(s1)0 enter(s2)0 decide(s2)1 go2', 5);
    expect(state.clocks.filter(({ status }) => status === 'running').map(({ subject }) => subject)).toEqual(['s1']);
  });

  test('a bar that starts and stops on one act is judged at that act', () => {
    const sketch: ProcedureSketch = {
      clocks: [
        {
          ...clock,
          starts: ['apply'],
          stopsOn: ['apply'],
          anchors: { apply: { of: 'act', field: 'ruling' } },
          expiry: { kind: 'bar', bars: ['accept'] },
        },
      ],
    };
    expect(told(run(sketch, 'apply11.5 accept12', 20, { 'apply11.5': { ruling: '2024-01-02' } }).violations)).toEqual(
      [],
    );
    const late = run(sketch, 'apply12.5 accept13', 20, { 'apply12.5': { ruling: '2024-01-02' } }).violations;
    expect(late.filter(({ kind }) => kind === 'out-of-time').map(({ act }) => act)).toContain('apply12.5');
  });

  test('one act may stop the clock and start it again: stop comes first (3.2 no. 7)', () => {
    const sketch: ProcedureSketch = { clocks: [{ ...clock, starts: ['go', 'again'], stopsOn: ['again'] }] };
    const { state } = run(sketch, 'go0 again4', 5);
    expect(state.clocks).toMatchObject([{ status: 'running', due: { date: '2024-01-15' }, run: 2 }]);
  });

  test('a limit is exceeded by whole legal days too', () => {
    const sketch: ProcedureSketch = { clocks: [{ ...clock, expiry: { kind: 'limit' } }] };
    expect(run(sketch, 'go0.5 stop13.2', 20).violations).toMatchObject([
      { kind: 'limit-exceeded', byDays: 3, byMs: day(13.2) - (day(11) - 1) },
    ]);
    expect(run(sketch, 'go0.5 stop10.9', 20).violations).toEqual([]);
  });
});

describe('effects on other subjects (4)', () => {
  test('others: every one but the acting subject', () => {
    const sketch: ProcedureSketch = { rules: [['a →% b', { scope: 'others' }]], perSubject: ['a', 'b', 'enter'] };
    expect(told(run(sketch, 'enter(s2)0 a(s1)1 b(s1)2 b(s2)3', 4).violations)).toEqual(['excluded b(s2)3']);
  });

  test('all: every present subject, the acting one included', () => {
    const sketch: ProcedureSketch = { rules: [['a •→ b', { scope: 'all' }]], perSubject: ['a', 'b', 'enter'] };
    expect(owed(run(sketch, 'enter(s2)0 a(s1)1', 4).state.obligations).toSorted()).toEqual([
      'b(s1) open-undated',
      'b(s2) open-undated',
    ]);
  });

  test('present-and-later also excludes for who comes later', () => {
    const sketch: ProcedureSketch = { rules: [['a →% b', { scope: 'present-and-later' }]], perSubject: ['b', 'enter'] };
    expect(told(run(sketch, 'a0 enter(s1)1 b(s1)2', 4).violations)).toEqual(['excluded b(s1)2']);
    const present: ProcedureSketch = { rules: [['a →% b', { scope: 'present' }]], perSubject: ['b', 'enter'] };
    expect(told(run(present, 'a0 enter(s1)1 b(s1)2', 4).violations)).toEqual([]);
  });

  test('present-and-later also includes for who comes later', () => {
    const sketch: ProcedureSketch = {
      rules: [['a →+ b', { scope: 'present-and-later' }]],
      perSubject: ['b', 'enter'],
      acts: { b: initially({ included: false }) },
    };
    expect(told(run(sketch, 'b(s2)0 a1 enter(s1)2 b(s1)3', 4).violations)).toEqual(['excluded b(s2)0']);
  });

  test('via: from an item to its owner only', () => {
    const sketch: ProcedureSketch = {
      rules: ['seize •→ tell'],
      perSubject: ['tell', 'enter'],
      acts: { seize: { subject: 'item', fields: [{ name: 'owner', type: 'person', required: true }] } },
      facts: [{ name: 'owner', of: 'subject', type: 'person', from: [{ act: 'seize', field: 'owner' }] }],
    };
    const plain = proc(sketch);
    const linked: Procedure = {
      ...plain,
      relations: plain.relations.map((relation) => ({ ...relation, via: 'owner' })),
    };
    const acts = log('enter(s1)0 enter(s2)0 seize(car)1', { 'seize(car)1': { owner: 's2' } });
    expect(owed(fold(linked, acts, world, { now: day(2) }).obligations)).toEqual(['tell(s2) open-undated']);
  });
});

describe('at rest and open (3.3)', () => {
  test('a reminder keeps no case from rest, a running duty does', () => {
    const alert: ProcedureSketch = { rules: [['a •→[1d] b', { alertOnly: true }]] };
    expect([run(alert, 'a0', 0.5).state.atRest, run(alert, 'a0', 9).state.atRest]).toEqual([true, true]);
    expect(run({ rules: ['a •→[1d] b'] }, 'a0', 0.5).state.atRest).toBe(false);
    expect(run({ rules: ['a •→ b'] }, 'a0', 0.5).state.atRest).toBe(false);
  });

  test('opened by the opening act', () => {
    const opened = (text: string) => run({ opening: ['open'], rules: ['a →• b'] }, text, 3).state.opened;
    expect([opened('a0'), opened('a0 open1')]).toEqual([false, true]);
  });

  test('an act the procedure does not know is not allowed', () => {
    const state = fold(proc({ rules: ['a →• b'] }), [], world, { now: day(0) });
    expect(judge(state, { type: 'q', subject: null, at: day(0) }, world)).toMatchObject({
      allowed: false,
      reasons: [{ code: 'unknown-act' }],
    });
  });
});

describe('more of clocks and guards', () => {
  const clock = {
    id: 'k',
    starts: ['go'],
    stopsOn: ['stop'],
    pausesOn: ['pause'],
    resumesOn: ['resume'],
    length: period('10d'),
    extends: [{ act: 'ext', by: period('5d'), times: 1, cite: 'ext law' }],
    expiry: { kind: 'duty', owed: ['stop'], alertOnly: false },
  } as const;

  test('a paused clock is paused from the first pause; it may be extended while paused, not when stopped', () => {
    const sketch: ProcedureSketch = { clocks: [clock] };
    expect(run(sketch, 'go0 pause4 pause5 resume7', 8).state.clocks).toMatchObject([{ due: { at: day(13) } }]);
    expect(told(run(sketch, 'go0 pause4 ext5 resume7 stop18', 20).violations)).toEqual([]);
    expect(told(run(sketch, 'go0 stop1 ext2', 20).violations)).toEqual(['extension-out-of-time ext2']);
  });

  test('a window may last until a clock has run out', () => {
    const base = proc({ rules: ['go →⌛[1d] ask'], clocks: [{ ...clock, expiry: { kind: 'limit' } }] });
    const procedure: Procedure = {
      ...base,
      relations: base.relations.map((relation) =>
        relation.kind === 'window' ? { ...relation, length: undefined, clock: 'k' } : relation,
      ),
    };
    const kinds = (text: string) =>
      replay(procedure, log(text), world, { until: day(10) })
        .violations.filter(({ kind }) => kind === 'out-of-time')
        .map(({ act }) => act);
    expect(kinds('ask0')).toEqual([]);
    expect(kinds('go0 ask10')).toEqual([]);
    const late = replay(procedure, log('go0 ask10+1ms'), world, { until: day(11) }).violations;
    expect(late.find(({ kind }) => kind === 'out-of-time')).toMatchObject({ act: 'ask10+1ms', byMs: 1 });
    const extended = replay(procedure, log('go0 ext5 ask14'), world, { until: day(15) }).violations;
    expect(extended.filter(({ kind }) => kind === 'out-of-time')).toEqual([]);
  });

  test('before: the duty of another subject is not waited for, that of the case is', () => {
    const sketch: ProcedureSketch = { rules: [['a •→[9d] b', { before: ['c'] }]], perSubject: ['a', 'b', 'c'] };
    expect(told(run(sketch, 'a(s1)0 c(s1)1 c(s2)1', 2).violations)).toEqual(['milestone-open c(s1)1']);
    const ofCase: ProcedureSketch = { rules: [['a •→[9d] b', { before: ['c'] }]], perSubject: ['c'] };
    expect(told(run(ofCase, 'a0 c(s2)1', 2).violations)).toEqual(['milestone-open c(s2)1']);
  });

  test('`rolls: custody` without a custody guard rolls', () => {
    const sketch: ProcedureSketch = { rules: [['a •→[1dcal] b', { rolls: 'custody' }]] };
    expect(run(sketch, 'a4', 4).state.obligations).toMatchObject([{ due: { date: '2024-01-08' } }]);
  });

  test('since counts from the last execution at any subject, in whole legal days', () => {
    const sketch: ProcedureSketch = { rules: [['a →• b', { when: 'since(k) > 2' }]], perSubject: ['k'] };
    expect(told(run(sketch, 'k(s1)0.9 k(s2)1.9 b3.9', 5).violations)).toEqual([]);
    expect(told(run(sketch, 'k(s2)1.9 k(s1)2 k(s2)2.1 b5', 6).violations)).toEqual(['condition-missing b5']);
    expect(told(run(sketch, 'k(s2)3 k(s1)1 b4', 6).violations)).toEqual([]);
  });

  test('a date field is the anchor also of an act known only to its day', () => {
    const sketch: ProcedureSketch = { rules: [['a •→[2dcal] b', { anchor: { of: 'act', field: 'served' } }]] };
    const [act] = log('a0', { a0: { served: '2024-01-05' } });
    const state = fold(proc(sketch), [{ ...act!, precision: 'day' }], world, { now: day(1) });
    expect(state.obligations).toMatchObject([{ due: { date: '2024-01-07' } }]);
  });

  test('acts known to the day stand by seq among those of the day (6)', () => {
    const whole = ['b0', 'd0'];
    const acts = log('a0.2#1 b0#2 c0.5#3 d0#4 e1#5').map((act) =>
      whole.includes(act.id) ? { ...act, precision: 'day' as const } : act,
    );
    const order = (given: typeof acts) =>
      fold(proc({ rules: ['{a, b, c, d, e} →% x'] }), given, world, { now: day(2) }).acts.map(({ type }) => type);
    expect(order(acts)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(order([...acts].reverse())).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('a list holds only values of its field', () => {
    const grounds = { name: 'grounds', type: 'list', values: ['one', 'two'], required: false } as const;
    const state = fold(proc({ acts: { a: { fields: [grounds] } } }), [], world, { now: day(0) });
    const problems = (given: readonly string[]) =>
      judge(state, { type: 'a', subject: null, at: day(0), data: { grounds: given } }, world).reasons.map((reason) =>
        reason.code === 'data' ? reason.problem : reason.code,
      );
    expect([problems(['one', 'two']), problems(['one', 'three'])]).toEqual([[], ['value']]);
  });
});
