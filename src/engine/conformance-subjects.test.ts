/** Edge cases of section 13 about subjects and scope (section 4). */
import { describe, expect, test } from 'vitest';
import { ask, day, initially, owed, type Rule, run, told } from './testing.ts';

const between = (scope: 'same' | 'any' | 'all' | 'others') =>
  ({ rules: [['a →• b', { scope }]], perSubject: ['a', 'b', 'enter'] }) as const;

describe('subject to subject', () => {
  test('E45 same: another subject does not help', () => {
    const { violations } = run(between('same'), 'a(s1)0 b(s2)1', 2);
    expect(told(violations)).toEqual(['condition-missing b(s2)1']);
    expect(violations[0]!.subject).toBe('s2');
  });

  test('E46 any: one subject is enough', () => {
    expect(told(run(between('any'), 'a(s1)0 b(s2)1', 2).violations)).toEqual([]);
    expect(told(run(between('any'), 'enter(s1)0 b(s2)1', 2).violations)).toEqual(['condition-missing b(s2)1']);
  });

  test('E47 all: the missing subject is named', () => {
    const log = 'enter(s1)0 enter(s2)0 a(s1)0';
    expect(told(run(between('all'), `${log} b(s1)1`, 2).violations)).toEqual(['condition-missing b(s1)1']);
    expect(ask(between('all'), log, 'b(s1)1').reasons).toMatchObject([
      { code: 'condition-missing', anyOf: ['a'], subject: 's2' },
    ]);
  });

  test('E47a all: one violation per source slot (10)', () => {
    const { violations } = run(between('all'), 'enter(s1)0 enter(s2)0 enter(s3)0 a(s1)0 b(s1)1', 2);
    expect(told(violations)).toEqual(['condition-missing b(s1)1', 'condition-missing b(s1)1']);
    expect(new Set(violations.map(({ key }) => key)).size).toBe(2);
  });

  test('E47b all: an excluded slot is not looked at', () => {
    const sketch = {
      ...between('all'),
      rules: [...between('all').rules, 'x →% a'],
      perSubject: ['a', 'b', 'enter', 'x'],
    };
    expect(told(run(sketch, 'enter(s1)0 enter(s2)0 a(s1)0 x(s2)0 b(s1)1', 2).violations)).toEqual([]);
  });

  test('E47c others: every one but the acting subject', () => {
    expect(told(run(between('others'), 'enter(s1)0 enter(s2)0 a(s2)0 b(s1)1', 2).violations)).toEqual([]);
    expect(told(run(between('others'), 'enter(s1)0 enter(s2)0 a(s1)0 b(s1)1', 2).violations)).toEqual([
      'condition-missing b(s1)1',
    ]);
  });

  test('E49 each subject has its own duty', () => {
    const { state, violations } = run({ rules: ['a •→[1d] b'], perSubject: ['a', 'b'] }, 'a(s1)0 a(s2)0 b(s1)0.5', 9);
    expect(told(violations)).toEqual(['overdue b(s2)']);
    expect(owed(state.obligations)).toEqual(['b(s1) met', 'b(s2) overdue']);
  });

  test('E49a a later subject gets the initial marking when it enters (2)', () => {
    const sketch = { perSubject: ['a', 'enter'], acts: { a: initially({ included: false }) } };
    expect(told(run(sketch, 'enter(s1)0 a(s1)1', 2).violations)).toEqual(['excluded a(s1)1']);
    const pending = { perSubject: ['a', 'enter'], acts: { a: initially({ pending: true }) } };
    expect(owed(run(pending, 'enter(s1)0 enter(s2)3 a(s1)4', 5).state.obligations)).toEqual([
      'a(s1) met',
      'a(s2) open-undated',
    ]);
  });
});

describe('case to later subjects (4)', () => {
  const later = { scope: 'present-and-later' } as const;
  const sketch = (rules: readonly Rule[]) => ({ rules, perSubject: ['enter', 'm'] });
  const outAndIn = [['a →% m', later] as const, ['d →+ m', later] as const];
  test('whoever enters later finds what the last act left, as those who were there', () => {
    for (const rules of [outAndIn, [...outAndIn].reverse()])
      for (const [before, expected] of [
        ['a0 d1', []],
        ['d0 a1', ['excluded m(s1)', 'excluded m(s2)']],
        ['a0 d1 a2', ['excluded m(s1)', 'excluded m(s2)']],
        ['d0 a1 d2', []],
      ] as const)
        expect(
          run(sketch(rules), `enter(s1)0 ${before} enter(s2)3 m(s1)4 m(s2)4`, 5).violations.map(
            ({ kind, actType, subject }) => `${kind} ${actType}(${subject})`,
          ),
        ).toEqual(expected);
  });
  test('of one act include wins for them too (3.2 no. 5)', () => {
    const both = [['a →+ m', later] as const, ['a →% m', later] as const];
    for (const rules of [both, [...both].reverse()])
      expect(told(run(sketch(rules), 'enter(s1)0 a1 enter(s2)3 m(s1)4 m(s2)4', 5).violations)).toEqual([]);
  });
});

describe('subject to case', () => {
  test('E48 all over nobody is true', () => {
    expect(told(run({ rules: [['a →• b', { scope: 'all' }]], perSubject: ['a'] }, 'b0', 1).violations)).toEqual([]);
  });

  test('E48b any over nobody is false (4)', () => {
    expect(told(run({ rules: [['a →• b', { scope: 'any' }]], perSubject: ['a'] }, 'b0', 1).violations)).toEqual([
      'condition-missing b0',
    ]);
  });

  test("E48a duties opened by different subjects' acts are not merged", () => {
    const { state, violations } = run({ rules: ['a •→[1d] b'], perSubject: ['a'] }, 'a(s1)0 a(s2)0.5 b1.2', 9);
    expect(violations).toMatchObject([{ kind: 'late', byMs: day(1.2) - day(1) }]);
    expect(state.obligations.map(({ state }) => state)).toEqual(['met-late', 'met']);
  });

  test('E48c all: the case act waits for every present subject, naming who is missing', () => {
    const sketch = { rules: [['a →• b', { scope: 'all' }]], perSubject: ['a', 'enter'] } as const;
    const log = 'enter(s1)0 enter(s2)0 a(s1)1';
    expect(told(run(sketch, `${log} b2`, 3).violations)).toEqual(['condition-missing b2']);
    expect(ask(sketch, log, 'b2').reasons).toMatchObject([{ code: 'condition-missing', subject: 's2' }]);
    expect(told(run(sketch, `${log} a(s2)1.5 b2`, 3).violations)).toEqual([]);
  });

  test('E48d milestone all / any: all not pending / at least one not pending (4)', () => {
    const milestone = (scope: 'all' | 'any') =>
      ({ rules: ['c •→ a', ['a →◇ b', { scope }]], perSubject: ['a', 'c', 'enter'] }) as const;
    const log = 'enter(s1)0 enter(s2)0 c(s1)1 b2';
    expect(told(run(milestone('all'), log, 3).violations)).toEqual(['milestone-open b2']);
    expect(told(run(milestone('any'), log, 3).violations)).toEqual([]);
    expect(told(run(milestone('any'), 'c(s1)0 c(s2)0 b2', 3).violations)).toEqual(['milestone-open b2']);
  });

  test('E48e window any: a subject whose window never started counts as open (4)', () => {
    const window = (scope: 'all' | 'any') =>
      ({ rules: [['a →⌛[1d] b', { scope }]], perSubject: ['a', 'enter'] }) as const;
    expect(told(run(window('any'), 'a(s1)0 enter(s2)0 b2', 3).violations)).toEqual([]);
    expect(told(run(window('all'), 'a(s1)0 enter(s2)0 b2', 3).violations)).toEqual(['out-of-time b2']);
    expect(told(run(window('any'), 'a(s1)0 a(s2)0 b2', 3).violations)).toEqual(['out-of-time b2']);
  });
});

describe('case to subject', () => {
  const duty = (scope: 'present' | 'present-and-later') =>
    ({ rules: [['a •→[3d] b', { scope }]], perSubject: ['b', 'enter'] }) as const;

  test('a blocking case act is read for every subject', () => {
    const sketch = { rules: ['a →• b'], perSubject: ['b'] };
    expect(told(run(sketch, 'b(s1)0 a1 b(s2)2', 3).violations)).toEqual(['condition-missing b(s1)0']);
  });

  test('present: those in the case at that moment', () => {
    const { state } = run(duty('present'), 'enter(s1)0 a0 enter(s2)5', 9);
    expect(owed(state.obligations)).toEqual(['b(s1) overdue']);
  });

  test('present-and-later: a later subject owes from its entry', () => {
    const { state } = run(duty('present-and-later'), 'enter(s1)0 a0 enter(s2)5', 7);
    expect(owed(state.obligations)).toEqual(['b(s1) overdue', 'b(s2) running']);
    expect(state.obligations[1]!.due).toMatchObject({ at: day(8) });
  });
});
