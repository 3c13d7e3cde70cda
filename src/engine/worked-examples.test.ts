/** The worked examples of section 12, with their dates; legal zone UTC+8, holidays of early 2024 as arranged by the State Council. */
import { describe, expect, test } from 'vitest';
import { fold, judge } from './index.ts';
import { guard, type ProcedureSketch, period, proc } from './testing.ts';
import type { Act, Calendar, CaseState, Clock, Data, Procedure, World } from './types.ts';

const festival = Object.fromEntries(
  ['10', '11', '12', '13', '14', '15', '16', '17'].map((d) => [`2024-02-${d}`, 'Spring Festival']),
);
const china: Calendar = {
  id: 'cn',
  version: '2024',
  zone: 'Asia/Shanghai',
  knownFrom: '2024-01-01',
  knownTo: '2024-12-31',
  off: { ...festival, '2024-04-04': 'Qingming', '2024-05-01': 'Labour Day' },
  work: { '2024-02-04': 'make-up', '2024-02-18': 'make-up' },
};
const world: World = { calendar: china, office: {} };

const at = (text: string): number => Date.parse(text.length === 10 ? `${text}T10:00:00+08:00` : `${text}+08:00`);

let seq = 0;
function done(type: string, when: string, subject: string | null = null, data: Data = {}): Act {
  seq += 1;
  const moment = at(when);
  const id = `${type}${subject === null ? '' : `(${subject})`} ${when}`;
  return { id, type, subject, at: moment, precision: 'ms', recordedAt: moment, seq, data };
}
const seen = (procedure: Procedure, acts: readonly Act[], now: string): CaseState =>
  fold(procedure, acts, world, { now: at(now) });
const dueOfClock = (state: CaseState, clock = 'exam', subject = 's1') =>
  state.clocks.find((one) => one.clock === clock && one.subject === subject)?.due?.date ?? null;

const exam: Partial<Clock> & Pick<Clock, 'id' | 'starts' | 'expiry'> = {
  id: 'exam',
  subject: 'K',
  starts: ['receive'],
  length: period('P1M'),
  extends: [{ act: 'extend', by: period('P15D'), times: 1, cite: 'art. 172' }],
  pausesOn: ['appraise'],
  resumesOn: ['appraised'],
  restartsOn: ['re-transfer'],
  restartLimit: 2,
  sendsAway: ['return'],
  stopsOn: ['prosecute', 'not-prosecute', 'return'],
  expiry: { kind: 'duty', owed: ['prosecute', 'not-prosecute', 'return'], alertOnly: false },
  rolls: 'custody',
};
const review: ProcedureSketch = {
  perSubject: ['receive', 'prosecute', 'not-prosecute', 'arrest', 'appraise', 'appraised'],
  rules: [['return •→[P1M] re-transfer', { rolls: 'custody' }]],
  clocks: [exam],
  facts: [
    {
      name: 'custody',
      of: 'subject',
      type: 'boolean',
      initial: false,
      from: [{ act: 'receive', field: 'held' }],
      setBy: [{ acts: ['arrest'], value: true }],
    },
  ],
  outcomes: ['prosecute', 'not-prosecute'],
  opening: ['receive'],
  counting: { monthEnd: 'sticky', hours: 'next-full', rolls: 'next' },
};
const reviewed: Procedure = { ...proc(review), custody: guard('subject.custody = true') };

describe('A. examination for prosecution', () => {
  const steps = (held: boolean): readonly Act[] => [
    done('receive', '2024-01-31', 's1', { held }),
    done('extend', '2024-02-27'),
    done('return', '2024-03-11'),
    done('re-transfer', '2024-04-10'),
    done('return', '2024-05-09'),
    done('re-transfer', '2024-06-03'),
    done('not-prosecute', '2024-07-04', 's1'),
  ];

  test.each([false, true])('every date, in custody: %s', (held) => {
    const acts = steps(held);
    const after = (n: number) => seen(reviewed, acts.slice(0, n), '2024-01-31');
    const then = (n: number) => seen(reviewed, acts.slice(0, n), new Date(acts[n - 1]!.at).toISOString().slice(0, 10));
    expect(dueOfClock(after(1))).toBe('2024-02-29');
    expect(dueOfClock(then(2))).toBe('2024-03-15');
    expect(then(3).clocks).toMatchObject([{ status: 'stopped' }]);
    expect(then(3).obligations.find(({ state }) => state === 'running')).toMatchObject({
      targets: ['re-transfer'],
      due: { date: '2024-04-11' },
    });
    expect(dueOfClock(then(4))).toBe('2024-05-10');
    expect(dueOfClock(then(6))).toBe('2024-07-03');
    const end = then(7);
    expect(end.violations).toMatchObject([{ kind: 'late', relation: 'exam', subject: 's1', byDays: 1 }]);
    expect(end.atRest).toBe(true);
    expect(end.concluded).toBe(at('2024-07-04'));
  });

  test('6: a third return is not allowed, and gives no new period if it is made', () => {
    const acts = steps(false).slice(0, 6);
    const state = seen(reviewed, acts, '2024-06-20');
    const asked = judge(state, { type: 'return', subject: null, at: at('2024-06-20') }, world);
    expect(asked.reasons).toMatchObject([{ code: 'restart-limit', clock: 'exam', limit: 2, subject: 's1' }]);
    const made = seen(
      reviewed,
      [...acts, done('return', '2024-06-20'), done('re-transfer', '2024-06-25')],
      '2024-09-01',
    );
    expect(made.violations.map(({ kind, actType }) => `${kind} ${actType}`)).toEqual([
      'restart-limit return',
      'restart-limit re-transfer',
    ]);
  });

  test('the restarted clock may be extended again: the extension belonged to the old run', () => {
    const state = seen(reviewed, steps(false).slice(0, 4), '2024-04-10');
    expect(state.clocks).toMatchObject([{ run: 2, restarts: 1, extensions: [], mayExtend: [{ act: 'extend' }] }]);
    expect(judge(state, { type: 'extend', subject: null, at: at('2024-04-11') }, world).allowed).toBe(true);
    const once = {
      ...reviewed,
      clocks: [{ ...reviewed.clocks[0]!, extends: [{ ...exam.extends![0]!, timesTotal: 1 }] }],
    };
    const spent = seen(once, steps(false).slice(0, 4), '2024-04-10');
    expect(judge(spent, { type: 'extend', subject: null, at: at('2024-04-11') }, world).reasons).toMatchObject([
      { code: 'extension-spent' },
    ]);
  });
});

describe('B. rolling', () => {
  const received = (held: boolean) => [done('receive', '2024-01-10', 's1', { held })];
  test('not in custody: over the Spring Festival to the make-up Sunday; in custody: not at all', () => {
    expect(dueOfClock(seen(reviewed, received(false), '2024-01-11'))).toBe('2024-02-18');
    expect(dueOfClock(seen(reviewed, received(true), '2024-01-11'))).toBe('2024-02-10');
  });

  test('an extension counts from the unrolled end', () => {
    const acts = [...received(false), done('extend', '2024-02-18')];
    expect(dueOfClock(seen(reviewed, acts, '2024-02-18'))).toBe('2024-02-26');
  });

  test('custody is read when the date is asked for, and the act that ends the duty cannot move its date', () => {
    const arrested = [...received(false), done('arrest', '2024-01-20', 's1')];
    expect(dueOfClock(seen(reviewed, arrested, '2024-01-21'))).toBe('2024-02-10');
    const rules: ProcedureSketch = {
      ...review,
      clocks: [],
      rules: [['receive •→[P1M] arrest', { rolls: 'custody' }]],
    };
    const procedure: Procedure = { ...proc(rules), custody: guard('subject.custody = true') };
    const state = seen(procedure, [...received(false), done('arrest', '2024-02-17', 's1')], '2024-03-01');
    expect(state.obligations).toMatchObject([{ state: 'met', due: { date: '2024-02-18' } }]);
    expect(state.store.subjects).toEqual({ s1: { custody: true } });
  });

  test('a date of the case does not roll while anybody undecided is held', () => {
    const both = [
      done('receive', '2024-01-09', 's1', { held: true }),
      done('receive', '2024-01-09', 's2', { held: false }),
      done('return', '2024-01-10'),
    ];
    const owed = (acts: readonly Act[]) =>
      seen(reviewed, acts, '2024-02-01').obligations.find(({ targets }) => targets.includes('re-transfer'))?.due?.date;
    expect(owed(both)).toBe('2024-02-10');
    expect(owed([...both, done('not-prosecute', '2024-01-20', 's1')])).toBe('2024-02-18');
  });
});

test('C. pause', () => {
  const acts = [done('receive', '2024-03-01', 's1', { held: false }), done('appraise', '2024-03-10', 's1')];
  expect(seen(reviewed, acts, '2024-03-20').clocks).toMatchObject([
    { status: 'paused', due: null, pausedSince: '2024-03-10', daysLeft: 22 },
  ]);
  expect(seen(reviewed, acts, '2024-03-20').obligations).toMatchObject([
    { state: 'running', due: null, paused: { since: '2024-03-10', daysLeft: 22 } },
  ]);
  const resumed = [...acts, done('appraised', '2024-03-25', 's1')];
  expect(dueOfClock(seen(reviewed, resumed, '2024-03-26'))).toBe('2024-04-16');
});

test.each([
  ['exact', '2024-02-08T15:20:00.000'],
  ['next-full', '2024-02-08T15:59:59.999'],
] as const)('D. hours, %s', (hours, due) => {
  const procedure = proc({ rules: ['detain •→[24h] question'], counting: { hours } });
  const detained = [done('detain', '2024-02-07T15:20:00')];
  expect(fold(procedure, detained, world, { now: at('2024-02-08') }).obligations).toMatchObject([
    { due: { at: at(due), exact: true }, state: 'running' },
  ]);
  const asked = [...detained, { ...done('question', '2024-02-08T15:20:00'), at: at('2024-02-08T15:20:00') + 1 }];
  const [duty] = fold(procedure, asked, world, { now: at('2024-02-09') }).obligations;
  expect(duty).toMatchObject(hours === 'exact' ? { state: 'met-late', lateByMs: 1 } : { state: 'met' });
});

describe('E. two suspects', () => {
  const sketch = (scope: 'present' | 'present-and-later'): Procedure =>
    proc({
      perSubject: ['arrive', 'notify', 'decide'],
      acts: { close: { close: true } },
      rules: [
        ['accept •→[P3D] notify', { scope }],
        ['decide →• close', { scope: 'all' }],
      ],
    });
  const acts = [done('arrive', '2024-03-01', 's1'), done('accept', '2024-03-01'), done('arrive', '2024-03-06', 's2')];
  const duties = (procedure: Procedure) =>
    seen(procedure, acts, '2024-03-06').obligations.map(({ subject, due }) => `${subject} ${due?.date}`);

  test('present: only who is there; present-and-later: from the entry', () => {
    expect(duties(sketch('present'))).toEqual(['s1 2024-03-04']);
    expect(duties(sketch('present-and-later'))).toEqual(['s1 2024-03-04', 's2 2024-03-09']);
  });

  test('closing is refused, naming who is undecided', () => {
    const state = seen(sketch('present'), [...acts, done('decide', '2024-03-07', 's1')], '2024-03-08');
    expect(judge(state, { type: 'close', subject: null, at: at('2024-03-08') }, world).reasons).toMatchObject([
      { code: 'condition-missing', anyOf: ['decide'], subject: 's2' },
    ]);
  });
});

describe('F. correction', () => {
  const procedure = proc({ rules: ['request •→[P10D] answer'] });
  const day = (n: number): string => `2024-03-${String(n + 1).padStart(2, '0')}`;
  const request = done('request', day(0));
  const mistake = done('answer', day(4));
  const annulled: Act = { ...done('annul', day(20)), annuls: mistake.id };

  test('as corrected on day 20: overdue 10 days, reopened; as known on day 12: met', () => {
    const acts = [request, mistake, annulled];
    expect(seen(procedure, acts, day(20)).obligations).toMatchObject([
      { state: 'overdue', due: { date: day(10) }, lateDays: 10, flags: ['reopened-by-correction'] },
    ]);
    expect(fold(procedure, acts, world, { now: at(day(12)), knownAt: at(day(12)) }).obligations).toMatchObject([
      { state: 'met', flags: [] },
    ]);
  });

  test('a real answer on day 21: late by 11 days', () => {
    const state = seen(procedure, [request, mistake, annulled, done('answer', day(21))], day(22));
    expect(state.violations).toMatchObject([{ kind: 'late', byDays: 11 }]);
  });

  test('it truly happened on day 6 and is entered on day 21: met', () => {
    const late: Act = { ...done('answer', day(6)), recordedAt: at(day(21)) };
    const state = seen(procedure, [request, mistake, annulled, late], day(22));
    expect(state.violations).toEqual([]);
    expect(state.obligations).toMatchObject([{ state: 'met', metBy: late.id }]);
  });
});
