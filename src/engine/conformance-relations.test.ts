/** Edge cases of section 13 about what may be done: conditions, milestones, windows, exclusion, guards, alternatives. */
import { describe, expect, test } from 'vitest';
import { replay } from './index.ts';
import { ask, calendar, day, initially, log, owed, proc, run, told } from './testing.ts';

describe('conditions and exclusion', () => {
  test('E01 a condition that was never met', () => {
    const { violations } = run({ rules: ['a →• b'] }, 'b0', 1);
    expect(told(violations)).toEqual(['condition-missing b0']);
    expect(violations[0]).toMatchObject({
      relation: 'a →• b',
      cite: 'law of a →• b',
      act: 'b0',
      actType: 'b',
      sources: ['a'],
      at: day(0),
    });
    expect(ask({ rules: ['a →• b'] }, '', 'b0')).toMatchObject({
      allowed: false,
      reasons: [{ code: 'condition-missing', relation: 'a →• b', cite: 'law of a →• b', anyOf: ['a'] }],
    });
  });

  test('E02 the violation is of the early act only', () => {
    expect(told(run({ rules: ['a →• b'] }, 'b0 a1 b2', 3).violations)).toEqual(['condition-missing b0']);
  });

  test('E03 an excluded source does not block', () => {
    expect(told(run({ rules: ['a →• b', 'x →% a'] }, 'x0 b1', 2).violations)).toEqual([]);
  });

  test('E04 included again, it blocks again', () => {
    expect(told(run({ rules: ['a →• b', 'x →% a', 'y →+ a'] }, 'x0 y1 b2', 3).violations)).toEqual([
      'condition-missing b2',
    ]);
  });

  test('E05 a condition on itself makes the act impossible', () => {
    expect(told(run({ rules: ['a →• a'] }, 'a0', 1).violations)).toEqual(['condition-missing a0']);
  });

  test('E26 once only', () => {
    const { violations } = run({ rules: ['a →% a'] }, 'a0 a1', 2);
    expect(told(violations)).toEqual(['excluded a1']);
    expect(violations[0]!.blame).toBe('a0');
  });

  test('E28a two rules of one act that rule out the same act are both named', () => {
    const { slots } = run(
      {
        rules: [
          ['x →% b', { id: 'p' }],
          ['x →% b', { id: 'q' }],
        ],
      },
      'x0',
      1,
    ).state;
    expect(slots.find((slot) => slot.act === 'b')!.excludedBy.map(({ relation }) => relation)).toEqual(['p', 'q']);
  });

  test('E27 the same act excludes and includes: include wins', () => {
    expect(told(run({ rules: ['a →% b', 'a →+ b'] }, 'a0 b1', 2).violations)).toEqual([]);
    expect(told(run({ rules: ['a →+ b', 'a →% b'] }, 'a0 b1', 2).violations)).toEqual([]);
  });

  test('E28 two excluders give one violation, blaming the last', () => {
    const sketch = { rules: ['x →% b', 'y →% b'] };
    const { violations } = run(sketch, 'x0 y1 b2', 3);
    expect(told(violations)).toEqual(['excluded b2']);
    expect(violations[0]!.blame).toBe('y1');
    expect(ask(sketch, 'x0 y1', 'b2').reasons).toMatchObject([
      { code: 'excluded', by: 'y1', bySince: day(1), others: ['x0'] },
    ]);
  });

  test('E63 an act that was not allowed still changes the marking', () => {
    const sketch = { rules: ['a →• b', 'b →+ c'], acts: { c: initially({ included: false }) } };
    expect(told(run(sketch, 'b0 c1', 2).violations)).toEqual(['condition-missing b0']);
  });

  test('an initially executed source satisfies (2)', () => {
    const sketch = {
      rules: ['a →• b', 'c →•[1d] d'],
      acts: { a: initially({ executed: true }), c: initially({ executed: true }) },
    };
    expect(told(run(sketch, 'b0 d0', 1).violations)).toEqual([]);
  });

  test('an initially excluded act is excluded with nobody to blame', () => {
    const sketch = { acts: { c: initially({ included: false }) } };
    const { violations } = run(sketch, 'c1', 2);
    expect(told(violations)).toEqual(['excluded c1']);
    expect(violations[0]!.blame ?? null).toBe(null);
    expect(ask(sketch, '', 'c1').reasons).toMatchObject([{ code: 'excluded', by: null, others: [] }]);
  });
});

describe('milestones', () => {
  test('E29 not while initially pending', () => {
    const sketch = { rules: ['a →◇ b'], acts: { a: initially({ pending: true }) } };
    const { violations } = run(sketch, 'b0 a1 b2', 3);
    expect(told(violations)).toEqual(['milestone-open b0']);
    expect(violations[0]!.sources).toEqual(['a']);
  });

  test('E30 not while pending again', () => {
    expect(told(run({ rules: ['a →◇ b', 'c •→ a'] }, 'a0 b1 c2 b3 a4 b5', 6).violations)).toEqual([
      'milestone-open b3',
    ]);
    const { obligations } = run({ rules: ['a →◇ b', 'c •→ a'] }, 'a0 b1 c2', 3).state;
    expect(ask({ rules: ['a →◇ b', 'c •→ a'] }, 'a0 b1 c2', 'b3').reasons).toMatchObject([
      { code: 'milestone-open', act: 'a', obligations: [obligations[0]!.key] },
    ]);
  });
});

describe('delays and windows', () => {
  test('E31 too early, with the first allowed moment', () => {
    const sketch = { rules: ['a →•[2d] b'] };
    expect(told(run(sketch, 'a0 b1', 3).violations)).toEqual(['too-early b1']);
    expect(ask(sketch, 'a0', 'b1').reasons).toMatchObject([{ code: 'too-early', earliest: day(2) }]);
  });

  test('E32 a delay counts from the last execution', () => {
    const sketch = { rules: ['a →•[2d] b'] };
    expect(told(run(sketch, 'a0 a1 b2.5', 3).violations)).toEqual(['too-early b2.5']);
    expect(ask(sketch, 'a0 a1', 'b2.5').reasons).toMatchObject([{ code: 'too-early', earliest: day(3) }]);
  });

  test('E33 the first allowed moment is allowed', () => {
    expect(told(run({ rules: ['a →•[2d] b'] }, 'a0 b2', 3).violations)).toEqual([]);
  });

  test('E33a the delay binds although the source excluded itself', () => {
    expect(told(run({ rules: ['a →•[2d] b', 'a →% a'] }, 'a0 b1', 3).violations)).toEqual(['too-early b1']);
  });

  test('E33b never executed and excluded: neither condition nor delay binds', () => {
    expect(told(run({ rules: ['a →•[2d] b', 'x →% a'] }, 'x0 b1', 3).violations)).toEqual([]);
  });

  test('E34 a window is closed after its last moment', () => {
    const sketch = { rules: ['a →⌛[10d] b'] };
    expect(told(run(sketch, 'a0 b10', 12).violations)).toEqual([]);
    expect(told(run(sketch, 'a0 b10 b11', 12).violations)).toEqual(['out-of-time b11']);
    expect(ask(sketch, 'a0', 'b11').reasons).toMatchObject([{ code: 'out-of-time', ended: day(10) }]);
  });

  test('E35 a window that never started does not bind', () => {
    expect(told(run({ rules: ['a →⌛[10d] b'] }, 'b0', 1).violations)).toEqual([]);
  });

  test('E35a a window binds although its source is excluded (3.1 no. 5)', () => {
    expect(told(run({ rules: ['a →⌛[10d] b', 'a →% a'] }, 'a0 b11', 12).violations)).toEqual(['out-of-time b11']);
  });

  test('E36 sixty calendar days over the spring clock change', () => {
    const procedure = proc({ rules: ['a →•[60dcal] b'] });
    const paris = { calendar: calendar('Europe/Paris'), office: {} };
    const moment = (text: string) => Date.parse(text);
    const [a, b] = log('a0 b1');
    const at = (b0: number) => [
      { ...a!, at: moment('2023-02-10T00:00:00+01:00') },
      { ...b!, at: b0 },
    ];
    const allowed = moment('2023-04-11T00:00:00+02:00');
    const until = { until: allowed + 1 };
    expect(told(replay(procedure, at(allowed), paris, until).violations)).toEqual([]);
    expect(told(replay(procedure, at(allowed - 1), paris, until).violations)).toEqual(['too-early b1']);
  });
});

describe('guards', () => {
  const x = { name: 'x', of: 'case', type: 'number', from: [{ act: 'a', field: 'x' }] } as const;
  const writes = { a: { fields: [{ name: 'x', type: 'number', required: false }] } } as const;

  test('E37 an unknown guard blocks live, and only makes a note in replay', () => {
    const sketch = { rules: [['a →• b', { when: 'case.x > 3' }]], facts: [x], acts: writes } as const;
    const { violations, notes } = run(sketch, 'b0', 1);
    expect(told(violations)).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'undetermined', act: 'b0', relation: 'a →• b' }]);
    expect(notes[0]!.field).toMatch(/\bx$/);
    const { allowed, reasons } = ask(sketch, '', 'b0');
    expect(allowed).toBe(false);
    expect(reasons).toMatchObject([{ code: 'condition-missing', missingField: expect.stringMatching(/\bx$/) }]);
  });

  test('E38 missing is not false: the effect is not applied', () => {
    const { state, violations, notes } = run(
      { rules: [['a •→[1d] b', { when: 'not (case.x > 3)' }]], facts: [x], acts: writes },
      'a0',
      9,
    );
    expect(told(violations)).toEqual([]);
    expect(owed(state.obligations)).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'undetermined', act: 'a0', relation: 'a •→[1d] b' }]);
  });

  test('E38a live, the form must ask for the field: refused with `data` (3.2)', () => {
    const own = { rules: [['a •→[1d] b', { when: 'not (act.x > 3)' }]], acts: writes } as const;
    expect(ask(own, '', 'a0', {}).reasons).toMatchObject([{ code: 'data', field: 'x', problem: 'missing' }]);
    expect(ask(own, '', 'a0', { x: 5 }).allowed).toBe(true);
    expect(ask(own, '', 'a0').allowed).toBe(true);
    const fact = { rules: [['a •→[1d] b', { when: 'not (case.x > 3)' }]], facts: [x], acts: writes } as const;
    expect(ask(fact, '', 'a0', {}).reasons).toMatchObject([{ code: 'data', field: 'x', problem: 'missing' }]);
    expect(ask(fact, '', 'a0', { x: 5 }).allowed).toBe(true);
  });

  test('E39 an effect sees what its own act wrote', () => {
    const sketch = { rules: [['a •→ b', { when: 'case.x > 3' }]], facts: [x], acts: writes } as const;
    expect(owed(run(sketch, 'a0', 1, { a0: { x: 5 } }).state.obligations)).toEqual(['b open-undated']);
    expect(owed(run(sketch, 'a0', 1, { a0: { x: 3 } }).state.obligations)).toEqual([]);
  });

  test('E40 a guarded exclusion', () => {
    const sketch = { rules: [['a →% b', { when: 'case.x = 1' }]], facts: [x], acts: writes } as const;
    expect(told(run(sketch, 'a0 b1', 2, { a0: { x: 1 } }).violations)).toEqual(['excluded b1']);
    expect(told(run(sketch, 'a0 b1', 2, { a0: { x: 2 } }).violations)).toEqual([]);
  });

  test('E40a a blocking guard sees the store as it was before the act, and the proposed data as act.* (3.1)', () => {
    const before = { rules: [['c →• a', { when: 'case.x = 1' }]], facts: [x], acts: writes } as const;
    expect(told(run(before, 'a0 a1', 2, { a0: { x: 2 }, a1: { x: 1 } }).violations)).toEqual([]);
    const proposed = { rules: [['c →• a', { when: 'act.x = 1' }]], facts: [x], acts: writes } as const;
    expect(told(run(proposed, 'a0 a1', 2, { a0: { x: 2 }, a1: { x: 1 } }).violations)).toEqual([
      'condition-missing a1',
    ]);
  });

  test('E40b effect guards read the marking before the effects: the order of the relations does not matter (3.2)', () => {
    const rules = ['a →% a', ['a •→ b', { when: 'count(a) = 1' }], ['a →% b', { when: 'count(b) = 1' }]] as const;
    const one = run({ rules }, 'b0 a1', 2);
    const other = run({ rules: [...rules].reverse() }, 'b0 a1', 2);
    expect(owed(one.state.obligations)).toEqual(['b asleep']);
    expect(owed(other.state.obligations)).toEqual(['b asleep']);
  });
});

describe('alternatives', () => {
  test('A01 one of the set is enough', () => {
    expect(told(run({ rules: ['{a, c} →• b'] }, 'c0 b1', 2).violations)).toEqual([]);
  });

  test('A02 one violation, listing the set', () => {
    const { violations } = run({ rules: ['{a, c} →• b'] }, 'b0', 1);
    expect(told(violations)).toEqual(['condition-missing b0']);
    expect([...(violations[0]!.sources ?? [])].sort()).toEqual(['a', 'c']);
  });

  test('A03 no member included: nothing is asked', () => {
    expect(told(run({ rules: ['{a, c} →• b', 'x →% a', 'x →% c'] }, 'x0 b1', 2).violations)).toEqual([]);
  });

  test('A04 an excluded member that was done still counts; the missing names the included ones', () => {
    const sketch = { rules: ['{a, c} →• b', 'x →% a'] };
    expect(told(run(sketch, 'a0 x1 b2', 3).violations)).toEqual([]);
    const { violations } = run(sketch, 'x0 b1', 3);
    expect(told(violations)).toEqual(['condition-missing b1']);
    expect(violations[0]!.sources).toEqual(['c']);
    expect(ask(sketch, 'x0', 'b1').reasons).toMatchObject([{ code: 'condition-missing', anyOf: ['c'] }]);
  });

  test('A05 a strict condition is not freed by excluding its source', () => {
    const sketch = { rules: ['a →•! b', 'x →% a'] };
    expect(told(run(sketch, 'x0 b1', 3).violations)).toEqual(['condition-missing b1']);
    expect(told(run(sketch, 'a0 x1 b2', 3).violations)).toEqual([]);
  });

  test('A06 a once-only act does not jam its successor', () => {
    expect(told(run({ rules: ['{a, c} →• b', 'a →% a'] }, 'a0 b1', 2).violations)).toEqual([]);
  });

  test('A06a the delay of a set counts from the last execution of any member (3.2a)', () => {
    const sketch = { rules: ['{a, c} →•[2d] b'] };
    expect(told(run(sketch, 'a0 c1 b2.5', 3).violations)).toEqual(['too-early b2.5']);
    expect(told(run(sketch, 'a0 c1 b3', 4).violations)).toEqual([]);
  });
});

describe('counting (10)', () => {
  test('three unmet conditions are three violations and one act not allowed', () => {
    const { violations, counts } = run({ rules: ['a →• b', 'c →• b', 'd →• b'] }, 'b0', 1);
    expect(told(violations)).toEqual(['condition-missing b0', 'condition-missing b0', 'condition-missing b0']);
    expect(new Set(violations.map(({ key }) => key)).size).toBe(3);
    expect(Object.values(counts)).toContain(3);
    expect(Object.values(counts)).toContain(1);
  });
});
