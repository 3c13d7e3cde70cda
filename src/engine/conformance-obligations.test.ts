/** Edge cases of section 13 about what is owed: due dates, repeats, sleep, closing, order, precision, alternatives. */
import { describe, expect, test } from 'vitest';
import { replay } from './index.ts';
import { DAY, day, initially, log, owed, proc, run, told, world } from './testing.ts';

const RESPONSE = { rules: ['a •→[1d] b'] };

describe('due dates', () => {
  test('E06 exactly on the due moment is on time', () => {
    const { state, violations } = run(RESPONSE, 'a0 b1', 2);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b met']);
    expect(state.obligations[0]).toMatchObject({
      origin: 'response',
      relation: 'a •→[1d] b',
      source: 'a0',
      metBy: 'b1',
      due: { at: day(1), exact: true },
    });
  });

  test('E07 one millisecond late', () => {
    const { state, violations } = run(RESPONSE, 'a0 b1+1ms', 2);
    expect(told(violations)).toEqual(['late b 1ms']);
    expect(violations[0]).toMatchObject({ act: 'b1+1ms', byMs: 1, cite: 'law of a •→[1d] b' });
    expect(owed(state.obligations)).toEqual(['b met-late 1ms']);
  });

  test('E08 running at the due moment itself', () => {
    const { state, violations } = run(RESPONSE, 'a0', 1);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b running']);
  });

  test('E09 overdue one millisecond later', () => {
    const { state, violations } = replay(proc(RESPONSE), log('a0'), world, { until: day(1) + 1 });
    expect(told(violations)).toEqual(['overdue b']);
    expect(owed(state.obligations)).toEqual(['b overdue']);
  });

  test('E10 one obligation, one violation, under one key', () => {
    const { violations } = run(RESPONSE, 'a0 b10', 20);
    expect(told(violations)).toEqual(['late b 9d']);
    expect(violations[0]!.key).toBe(run(RESPONSE, 'a0', 5).violations[0]!.key);
  });

  test('E11 without a date nothing is ever overdue', () => {
    const { state, violations } = run({ rules: ['a •→ b'] }, 'a0', 99);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b open-undated']);
  });

  test('E19 duties of two relations are judged apart', () => {
    const { state, violations } = run({ rules: ['a •→[1d] b', 'c •→[5d] b'] }, 'a0 c0 b3', 4);
    expect(told(violations)).toEqual(['late b 2d']);
    expect(violations[0]!.relation).toBe('a •→[1d] b');
    expect(owed(state.obligations)).toEqual(['b met-late 2d', 'b met']);
  });

  test('E25 a self-response survives its own discharge', () => {
    const { state, violations } = run({ rules: ['a •→ a'], acts: { a: initially({ pending: true }) } }, 'a0', 1);
    expect(told(violations)).toEqual([]);
    expect(state.obligations.map(({ state }) => state).sort()).toEqual(['met', 'open-undated']);
    expect(state.obligations.find(({ state }) => state === 'open-undated')).toMatchObject({
      origin: 'response',
      source: 'a0',
    });
    expect(state.slots.find(({ act }) => act === 'a')).toMatchObject({ pending: true });
  });

  test('E64 nothing happened: what is pending initially is open, undated', () => {
    const { state, violations } = run({ acts: { a: initially({ pending: true }) } }, '', 1);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['a open-undated']);
    expect(state.obligations[0]).toMatchObject({ origin: 'initial', source: null, due: null });
  });
});

describe('outcome and closing', () => {
  test('what was pending and never done by the close is not blamed on an opening act that comes later', () => {
    const sketch = { acts: { a: initially({ pending: true }), z: { close: true } }, opening: ['o'] };
    const { state, violations } = run(sketch, 'z0 o1', 2);
    expect(violations.find(({ kind }) => kind === 'never-done')).toMatchObject({ blame: null });
    expect(state.obligations[0]).toMatchObject({ state: 'never-done', source: null, openedAt: day(0) });
  });

  const closing = { acts: { z: { close: true } } };

  test('E12 never done', () => {
    const { state, violations } = run({ ...closing, rules: ['a •→ b'] }, 'a0 z5', 99);
    expect(told(violations)).toEqual(['never-done b']);
    expect(owed(state.obligations)).toEqual(['b never-done']);
    expect(state.closed).toBe(day(5));
  });

  test('E13 never done although the date is still to come', () => {
    const { state, violations } = run({ ...closing, rules: ['a •→[9d] b'] }, 'a0 z5', 6);
    expect(told(violations)).toEqual(['never-done b']);
    expect(owed(state.obligations)).toEqual(['b never-done']);
  });

  test('E13a what an outcome opens runs on', () => {
    const { state, violations } = run({ rules: ['z •→[3d] n'], outcomes: ['z'] }, 'z0 n2', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['n met']);
    expect(state.outcome).toMatchObject({ id: 'z', act: 'z0', at: day(0) });
    expect(state.closed).toBe(null);
  });

  test('E13b what the closing act itself opens runs on', () => {
    const { state, violations } = run({ ...closing, rules: ['z •→[3d] n'] }, 'z0', 9);
    expect(told(violations)).toEqual(['overdue n']);
    expect(owed(state.obligations)).toEqual(['n overdue']);
  });

  test('E13c `survives: close` goes on as usual (3.3)', () => {
    const sketch = { ...closing, rules: [['a •→[9d] b', { survivesClose: true }]] } as const;
    expect(owed(run(sketch, 'a0 z5', 6).state.obligations)).toEqual(['b running']);
    expect(told(run(sketch, 'a0 z5', 10).violations)).toEqual(['overdue b']);
  });

  test('E13d asleep when the case is closed: not never-done (3.3)', () => {
    const { state, violations } = run({ ...closing, rules: ['a •→[9d] b', 'x →% b'] }, 'a0 x1 z5', 6);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b asleep']);
  });

  test('E13e overdue becomes never-done, under the same key, not both (5)', () => {
    const sketch = { ...closing, rules: ['a •→[1d] b'] };
    const closed = run(sketch, 'a0 z5', 9).violations;
    expect(told(closed)).toEqual(['never-done b']);
    expect(closed[0]!.key).toBe(run(sketch, 'a0', 4).violations[0]!.key);
  });

  test('E13f acts after closing are excluded (3.3)', () => {
    const { violations } = run(closing, 'z0 b1', 2);
    expect(told(run({ ...closing, rules: ['a →• b', 'x →% a'] }, 'x0 z1 b2', 3).violations)).toEqual(['excluded b2']);
    expect(told(violations)).toEqual([]);
  });
});

describe('repeats', () => {
  const repeat = (again: 'keep' | 'restart' | 'each', discharge: 'all' | 'one' = 'all') =>
    ({ rules: [['a •→[1d] b', { again, discharge }]] }) as const;

  test('E14 keep: the earlier date stays', () => {
    const { state, violations, notes } = run(repeat('keep'), 'a0 a0.9 b1.5', 2);
    expect(told(violations)).toEqual(['late b 0.5d']);
    expect(owed(state.obligations)).toEqual(['b met-late 0.5d']);
    expect(notes).toMatchObject([{ kind: 'repeat-kept', act: 'a0.9', relation: 'a •→[1d] b' }]);
  });

  test('E14a keep looks at the source slot: another act of the list owes anew, with its own date', () => {
    const { state, violations, notes } = run({ rules: ['{a, c} •→[1d] b'] }, 'a0 c0.5 c0.6 b1.2', 2);
    expect(told(violations)).toEqual(['late b 0.2d']);
    expect(owed(state.obligations)).toEqual(['b met-late 0.2d', 'b met']);
    expect(notes).toMatchObject([{ kind: 'repeat-kept', act: 'c0.6' }]);
  });

  test('E15 restart in time', () => {
    const { state, violations } = run(repeat('restart'), 'a0 a0.9 b1.5', 2);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b superseded', 'b met']);
  });

  test('E16 restart when already late', () => {
    const { state, violations } = run(repeat('restart'), 'a0 a5 b5.5', 6);
    expect(told(violations)).toEqual(['late b 4d']);
    expect(owed(state.obligations)).toEqual(['b superseded', 'b met']);
  });

  test('E17 each, all discharged by one act', () => {
    const { state, violations } = run(repeat('each'), 'a0 a0.9 b1.5', 2);
    expect(told(violations)).toEqual(['late b 0.5d']);
    expect(owed(state.obligations)).toEqual(['b met-late 0.5d', 'b met']);
  });

  test('E18 each, one answer per request', () => {
    const { state, violations } = run(repeat('each', 'one'), 'a0 a0.5 b0.7', 9);
    expect(told(violations)).toEqual(['overdue b']);
    expect(owed(state.obligations)).toEqual(['b met', 'b overdue']);
    expect(state.obligations[1]!.due).toMatchObject({ at: day(1.5) });
  });
});

const asleep = { rules: ['a •→[1d] b', 'x →% b', 'y →+ b'] };
const cancelling = { rules: ['a •→[1d] b', ['x →% b', { cancel: true }], 'y →+ b'] } as const;

describe('sleep', () => {
  test('E20 asleep: no violation', () => {
    const { state, violations } = run({ rules: ['a •→[1d] b', 'x →% b'] }, 'a0 x0.5', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b asleep']);
    expect(state.atRest).toBe(true);
  });

  test('E21 awake in time, met', () => {
    expect(owed(run(asleep, 'a0 x0.5 y0.8 b0.9', 9).state.obligations)).toEqual(['b met']);
    expect(told(run(asleep, 'a0 x0.5 y0.8 b0.9', 9).violations)).toEqual([]);
  });

  test('E22 sleep does not move the date', () => {
    const { state, violations } = run(asleep, 'a0 x0.5 y5 b5.5', 9);
    expect(told(violations)).toEqual(['late b 4.5d']);
    expect(owed(state.obligations)).toEqual(['b met-late 4.5d']);
  });

  test('E22a an act done although excluded still discharges, besides its own violation (5)', () => {
    const { state, violations } = run(asleep, 'a0 x0.5 b0.7', 9);
    expect(told(violations)).toEqual(['excluded b0.7']);
    expect(owed(state.obligations)).toEqual(['b met']);
  });

  test('E23 sleep after the date does not heal', () => {
    const { state, violations } = run({ rules: ['a •→[1d] b', 'x →% b'] }, 'a0 x3', 9);
    expect(told(violations)).toEqual(['overdue b']);
    expect(violations[0]).toMatchObject({ byMs: 2 * DAY });
    expect(owed(state.obligations)).toEqual(['b overdue']);
    expect(state.obligations[0]!.flags).toContain('ended-excluded');
  });

  test('E23a woken and done, it is late with the full delay (5)', () => {
    const { violations } = run(asleep, 'a0 x3 y5 b6', 9);
    expect(told(violations)).toEqual(['late b 5d']);
    expect(violations[0]!.key).toBe(run(asleep, 'a0 x3', 4).violations[0]!.key);
  });

  test('E24 cancelled for good', () => {
    const { state, violations } = run(cancelling, 'a0 x0.5 y2', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b withdrawn']);
    expect(state.slots.find(({ act }) => act === 'b')).toMatchObject({ included: true, pending: false });
  });

  test('E24a cancelling what is overdue leaves it overdue, ended by the cancellation (15)', () => {
    const { state, violations } = run(cancelling, 'a0 x3 y5', 9);
    expect(told(violations)).toEqual(['overdue b']);
    expect(violations[0]).toMatchObject({ byMs: 2 * DAY });
    expect(owed(state.obligations)).toEqual(['b overdue']);
    expect(state.obligations[0]!.flags).toContain('ended-cancelled');
    expect(told(run(cancelling, 'a0 x3 y5 b6', 9).violations)).toEqual(['overdue b']);
  });
});

describe('sleep and other ends', () => {
  test('E24b asleep since before its date, then cancelled: withdrawn, never overdue', () => {
    const sketch = { rules: ['a •→[1d] b', 'x →% b', ['v →% b', { cancel: true }]] } as const;
    const { state, violations } = run(sketch, 'a0 x0.5 v3', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b withdrawn']);
  });

  test('E24c asleep since after its date, then cancelled: overdue up to the exclusion', () => {
    const sketch = { rules: ['a •→[1d] b', 'x →% b', ['v →% b', { cancel: true }]] } as const;
    expect(run(sketch, 'a0 x3 v5', 9).violations).toMatchObject([{ kind: 'overdue', byMs: 2 * DAY }]);
  });

  test('E24d asleep since before its date, then replaced: superseded, never late', () => {
    const sketch = { rules: [['a •→[1d] b', { again: 'restart' }], 'x →% b'] } as const;
    const { state, violations } = run(sketch, 'a0 x0.5 a5', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b superseded', 'b asleep']);
  });

  test('at rest: only included slots with open duties count (3.3)', () => {
    expect(run(cancelling, 'a0 x3', 9).state.atRest).toBe(true);
    expect(run(asleep, 'a0 x3', 9).state.atRest).toBe(true);
    expect(run(asleep, 'a0 x3 y4', 9).state.atRest).toBe(false);
    expect(run(asleep, 'a0 b0.5', 9).state.atRest).toBe(true);
  });
});

describe('order and precision', () => {
  test('E41 equal times: seq decides, the answer came before the duty', () => {
    const { state, violations } = run(RESPONSE, 'a0#2 b0#1', 5);
    expect(told(violations)).toEqual(['overdue b']);
    expect(owed(state.obligations)).toEqual(['b overdue']);
  });

  test('E42 equal times: met with 0 ms', () => {
    const { state, violations } = run(RESPONSE, 'a0#1 b0#2', 5);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b met']);
  });

  const onSecondOfMarch = (rule: string) => {
    const [a, b] = log('a0 b1');
    const acts = [
      { ...a!, at: Date.UTC(2024, 2, 1, 15, 20) },
      { ...b!, at: Date.UTC(2024, 2, 2), precision: 'day' as const },
    ];
    return replay(proc({ rules: [rule] }), acts, world, { until: Date.UTC(2024, 2, 20) });
  };

  test('E43 an hour period that ends inside the day: undetermined, no violation', () => {
    const { violations, notes } = onSecondOfMarch('a •→[24h] b');
    expect(told(violations)).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'undetermined', act: 'b1' }]);
  });

  test('E43a the hour period ended before the day began, or ends after it: decided', () => {
    expect(told(onSecondOfMarch('a •→[8h] b').violations)).toHaveLength(1);
    const later = onSecondOfMarch('a •→[48h] b');
    expect(told(later.violations)).toEqual([]);
    expect(later.notes).toEqual([]);
  });

  test('E44 a day period: met', () => {
    const { state, violations, notes } = onSecondOfMarch('a •→[1dcal] b');
    expect(told(violations)).toEqual([]);
    expect(notes).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b met']);
  });

  test('E44a within the day of an act known to the day only, seq is the order (6)', () => {
    const [a, b] = log('a0 b1');
    const acts = [
      { ...a!, at: Date.UTC(2024, 2, 2, 9) },
      { ...b!, at: Date.UTC(2024, 2, 2), precision: 'day' as const },
    ];
    expect(told(replay(proc({ rules: ['a →• b'] }), acts, world, { until: Date.UTC(2024, 2, 20) }).violations)).toEqual(
      [],
    );
  });

  test('lateness in days is by legal dates (5)', () => {
    const { violations, state } = run({ rules: ['a •→[1dcal] b'] }, 'a0.9 b2.1', 3);
    expect(told(violations)).toHaveLength(1);
    expect(violations[0]).toMatchObject({ kind: 'late', byDays: 1 });
    expect(state.obligations[0]).toMatchObject({ lateDays: 1, due: { at: day(2) - 1, date: '2024-01-02' } });
  });
});

describe('alternatives', () => {
  test('A07 met once, by any of them', () => {
    const { state, violations } = run({ rules: ['a •→[1d] {b, c}'] }, 'a0 c0.5', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b|c met']);
    expect(state.slots.find(({ act }) => act === 'b')!.pending).toBe(false);
  });

  test('A08 late once', () => {
    expect(told(run({ rules: ['a •→[1d] {b, c}'] }, 'a0 c3', 9).violations)).toEqual(['late b|c 2d']);
  });

  test('A09 an excluded member is not offered', () => {
    const { state, violations } = run({ rules: ['a •→[1d] {b, c}', 'x →% b'] }, 'a0 x0.2', 9);
    expect(violations.map(({ kind }) => kind)).toEqual(['overdue']);
    expect(state.obligations).toMatchObject([{ state: 'overdue', offered: ['c'] }]);
  });

  test('A10 with every member excluded it sleeps, and wakes with the first included', () => {
    const sketch = { rules: ['a •→[1d] {b, c}', 'x →% b', 'x →% c', 'y →+ c'] };
    expect(told(run(sketch, 'a0 x0.2', 3).violations)).toEqual([]);
    expect(run(sketch, 'a0 x0.2', 3).state.obligations).toMatchObject([{ state: 'asleep' }]);
    const { state, violations } = run(sketch, 'a0 x0.2 y5', 9);
    expect(violations).toMatchObject([{ kind: 'overdue', byMs: 8 * DAY, due: { at: day(1) } }]);
    expect(state.obligations).toMatchObject([{ state: 'overdue', offered: ['c'] }]);
  });

  test('A11 per subject', () => {
    const { state, violations } = run(
      { rules: ['a •→[1d] {b, c}'], perSubject: ['a', 'b', 'c'] },
      'a(s1)0 a(s2)0 b(s1)0.5 c(s2)2',
      9,
    );
    expect(told(violations)).toEqual(['late b|c(s2) 1d']);
    expect(owed(state.obligations)).toEqual(['b|c(s1) met', 'b|c(s2) met-late 1d']);
  });
});

describe('keys of the law files (15)', () => {
  test('alert_only: reminded, never a violation', () => {
    const { state, violations } = run({ rules: [['a •→[1d] b', { alertOnly: true }]] }, 'a0', 9);
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual(['b reminded']);
    expect(told(run({ rules: [['a •→[1d] b', { alertOnly: true }]] }, 'a0 b5', 9).violations)).toEqual([]);
  });

  test('before: the act may not happen while the duty is open', () => {
    const sketch = { rules: [['a •→[9d] b', { before: ['c'] }]] } as const;
    expect(told(run(sketch, 'c0 a1 c2 b3 c4', 5).violations)).toEqual(['milestone-open c2']);
  });

  test('from_date: the period runs from the date in the field', () => {
    const sketch = {
      rules: [['a •→[2dcal] b', { anchor: { of: 'act', field: 'served' } }]],
      acts: { a: { fields: [{ name: 'served', type: 'date', required: false }] } },
    } as const;
    const { state } = run(sketch, 'a0 b6', 9, { a0: { served: '2024-01-04' } });
    expect(state.obligations).toMatchObject([{ state: 'met-late', lateDays: 1, due: { date: '2024-01-06' } }]);
  });

  test('a relation binds from its first day in force, by the date of the act', () => {
    const sketch = { rules: [['a •→[1d] b', { inForceFrom: '2024-01-03', inForceTo: '2024-01-05' }]] } as const;
    expect(owed(run(sketch, 'a1.9', 9).state.obligations)).toEqual([]);
    expect(owed(run(sketch, 'a2', 9).state.obligations)).toEqual(['b overdue']);
    expect(owed(run(sketch, 'a4', 9).state.obligations)).toEqual([]);
  });
});
