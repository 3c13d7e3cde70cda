/** Leaving, severing and merging: operations of casework on the engine's logs. [3.3, 4] */
import { describe, expect, test } from 'vitest';
import { fold, judge, mergedActs, severedActs } from './index.ts';
import { day, initially, log, period, proc, told, world } from './testing.ts';
import type { Act } from './types.ts';

const procedure = proc({
  perSubject: ['arrive', 'decide', 'tell'],
  acts: { close: { close: true }, exam: initially({}) },
  rules: [
    ['decide →• close', { scope: 'all' }],
    'arrive •→[5d] decide',
    ['accept •→[3d] tell', { scope: 'present' }],
    'accept •→[20d] exam',
  ],
  clocks: [
    {
      id: 'k',
      subject: 'K',
      starts: ['arrive'],
      length: period('9d'),
      stopsOn: ['decide'],
      expiry: { kind: 'duty', owed: ['decide'], alertOnly: false },
    },
  ],
});
const acts = log('arrive(s1)0 arrive(s2)0 accept1 decide(s1)2');
const operation = (kind: 'leave' | 'sever', n: number): Act => ({
  ...acts[0]!,
  id: `${kind} s2`,
  type: kind,
  subject: 's2',
  at: day(n),
  recordedAt: day(n),
  seq: 100,
  data: {},
  operation: kind === 'leave' ? { kind } : { kind, subjects: ['s2'] },
});
const at = (given: readonly Act[], n: number) => fold(procedure, given, world, { now: day(n) });
const states = (given: readonly Act[], n: number) =>
  at(given, n).obligations.map(({ targets, subject, state }) => `${targets.join()} ${subject} ${state}`);

describe('a subject leaves', () => {
  test('what was owed to it is never done, and nobody waits for it', () => {
    expect(judge(at(acts, 3), { type: 'close', subject: null, at: day(3) }, world).reasons).toMatchObject([
      { code: 'condition-missing', subject: 's2' },
    ]);
    const left = [...acts, operation('leave', 3)];
    expect(judge(at(left, 3), { type: 'close', subject: null, at: day(3) }, world).allowed).toBe(true);
    expect(at(left, 3).subjects).toMatchObject([{ left: null }, { id: 's2', left: day(3) }]);
    expect(states(left, 30).filter((text) => text.includes('s2'))).toEqual([
      'decide s2 never-done',
      'decide s2 never-done',
      'tell s2 never-done',
    ]);
  });

  test('an act at it afterwards is excluded', () => {
    const left = [...acts, operation('leave', 3)];
    expect(judge(at(left, 3), { type: 'decide', subject: 's2', at: day(4) }, world).reasons).toMatchObject([
      { code: 'closed', subject: 's2' },
    ]);
    const late = [...left, ...log('decide(s2)4').map((act) => ({ ...act, seq: 101 }))];
    expect(told(at(late, 5).violations)).toContain('excluded decide(s2)4');
  });
});

describe('a subject is severed', () => {
  const cut = [...acts, operation('sever', 3)];
  const fresh = severedActs(acts, ['s2'], { case: 'old', carry: false });

  test('its duties and clocks go along with dates and keys unchanged', () => {
    const before = at(acts, 3).obligations.filter(({ subject }) => subject === 's2');
    const moved = at(fresh, 3);
    expect(moved.obligations).toEqual(before);
    expect(moved.clocks).toEqual(at(acts, 3).clocks.filter(({ subject }) => subject === 's2'));
    expect(moved.slots.find(({ act }) => act === 'accept')).toMatchObject({ count: 1 });
    expect(states(cut, 30).filter((text) => text.includes('s2'))).toEqual([
      'decide s2 withdrawn',
      'decide s2 withdrawn',
      'tell s2 withdrawn',
    ]);
    expect(at(cut, 30).violations.filter(({ subject }) => subject === 's2')).toEqual([]);
    expect(told(at(fresh, 10).violations)).toEqual(['overdue decide(s2)', 'overdue decide(s2)', 'overdue tell(s2)']);
  });

  test('open duties of the case stay, unless carried', () => {
    const exam = (given: readonly Act[]) => at(given, 3).obligations.filter(({ targets }) => targets.includes('exam'));
    expect(exam(cut)).toMatchObject([{ state: 'running' }]);
    expect(exam(fresh)).toEqual([]);
    expect(exam(severedActs(acts, ['s2'], { case: 'old', carry: true }))).toMatchObject([{ state: 'running' }]);
  });
});

test('merging: done in both counts as done, last at the later time', () => {
  const one = log('accept1 arrive(s1)2');
  const other = log('accept3 arrive(s2)4').map((act) => ({ ...act, id: `other ${act.id}` }));
  const slot = at(mergedActs(one, other), 5).slots.find(({ act }) => act === 'accept');
  expect(slot).toMatchObject({ count: 2, lastAt: day(3), lastAct: 'other accept3' });
  expect(mergedActs(one, one)).toEqual(one);
});

describe('merging', () => {
  const here = log('arrive(s1)0 accept1 decide(s1)2');
  const there = log('arrive(s2)0.5 accept1.5').map((act) => ({ ...act, id: `other ${act.id}` }));
  const whole: Act = { ...operation('sever', 3), operation: { kind: 'sever', subjects: ['s2'], whole: true } };

  test('the case that goes over is closed, and nothing stays owed in it', () => {
    const gone = at([...there, whole], 30);
    expect(gone.closed).toBe(day(3));
    expect(new Set(gone.obligations.map(({ state }) => state))).toEqual(new Set(['withdrawn']));
    expect(gone.violations).toEqual([]);
    expect(gone.atRest).toBe(true);
  });

  test('each keeps what was owed to it, and what was done in one case concerns nobody of the other', () => {
    const copied = severedActs(there, ['s2'], { case: 'other', carry: true }).map((act) => ({ ...act, among: ['s2'] }));
    const merged = mergedActs(
      here.map((act) => ({ ...act, among: ['s1'] })),
      copied,
    );
    const duties = (given: readonly Act[]) =>
      at(given, 3)
        .obligations.filter(({ subject }) => subject !== null)
        .map(({ relation, subject, source, due, state }) => ({ relation, subject, source, due: due?.at, state }))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(duties(merged)).toEqual(
      [...duties(here), ...duties(there)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    );
    // Without saying who was there, acceptance of the one case would date the notice that the other's suspect is owed.
    expect(duties(mergedActs(here, there))).not.toEqual(duties(merged));
  });
});
