/** Edge cases of section 13 about logs, repetition and size. */
import { describe, expect, test } from 'vitest';
import { replay } from './index.ts';
import { parsePeriod } from './period.ts';
import { day, log, owed, proc, run, told, world } from './testing.ts';

describe('logs', () => {
  test('E61 an act the procedure does not know: one note, no effect', () => {
    const { state, violations, notes } = run({ rules: ['a →• b'] }, 'q0 a1 b2', 3);
    expect(told(violations)).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'unknown-act', act: 'q0' }]);
    expect(state.slots.map(({ act, count }) => [act, count]).sort()).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });

  test('E62 an unsorted log is sorted by time first', () => {
    const { state, violations } = run({ rules: ['a →• b'] }, 'b2 a0', 3);
    expect(told(violations)).toEqual([]);
    expect(state.acts.map(({ id }) => id)).toEqual(['a0', 'b2']);
  });

  test('E65 a trace of 100,000 acts, in linear time', () => {
    const procedure = proc({ rules: ['a •→[1d] a', 'a →• b', 'a →% b'] });
    const trace = (n: number) =>
      Array.from({ length: n }, (_, i) => ({
        ...log('a0')[0]!,
        id: `a${i}`,
        at: day(0) + i * 1000,
        recordedAt: day(0) + i * 1000,
        seq: i + 1,
      }));
    const timed = (n: number): number => {
      const acts = trace(n);
      const from = performance.now();
      const { state, violations } = replay(procedure, acts, world, { until: acts.at(-1)!.at });
      const took = performance.now() - from;
      expect(violations).toEqual([]);
      expect(state.obligations.filter(({ state }) => state === 'met')).toHaveLength(n - 1);
      return took;
    };
    timed(2_000);
    const small = Math.max(timed(10_000), 5);
    expect(timed(100_000) / small).toBeLessThan(40);
  });

  test('E67 replayed twice, or given in another order: identical keys', () => {
    const procedure = proc({ rules: ['a →• b', 'a •→[1d] b', 'x →% b', 'c •→[1d] {b, d}'], perSubject: ['c', 'd'] });
    const acts = log('b0 a1 c(s1)1 c(s2)1.5 b4 x5 b6 d(s1)7');
    const keys = (given: typeof acts) =>
      replay(procedure, given, world, { until: day(9) }).violations.map(({ key }) => key);
    const once = keys(acts);
    expect(once.length).toBeGreaterThan(3);
    expect(new Set(once).size).toBe(once.length);
    expect(keys(acts)).toEqual(once);
    expect(keys([...acts].reverse())).toEqual(once);
    const renewed = proc({ rules: ['c •→[1d] {b, d}', 'x →% b', 'a •→[1d] b', 'a →• b'], perSubject: ['c', 'd'] });
    expect(
      replay(renewed, acts, world, { until: day(9) })
        .violations.map(({ key }) => key)
        .sort(),
    ).toEqual([...once].sort());
  });

  test('E67a a later act never changes the key of a settled violation (10)', () => {
    const sketch = { rules: ['a →• b', 'a •→[1d] c'] };
    const before = run(sketch, 'b0 a1 c4', 5).violations.map(({ key }) => key);
    const after = run(sketch, 'b0 a1 c4 a6 c6.5 b7', 9).violations.map(({ key }) => key);
    expect(after.sort()).toEqual(before.sort());
  });

  test('E68 months, weeks and years are understood, and nothing unknown is zero', () => {
    for (const form of ['P1M', 'P2W', 'P1Y']) expect(parsePeriod(form).ok).toBe(true);
    for (const form of [
      '',
      'P',
      '1M',
      'P1',
      'P1X',
      'PT',
      'P1DT',
      'P-1D',
      'P1.5D',
      'p1d',
      'P1D/workdays',
      'P1M/working',
    ]) {
      expect(parsePeriod(form), form).toMatchObject({ ok: false });
    }
    expect(owed(run({ rules: ['a •→[P2W] b', 'a •→[P1M] c', 'a •→[P1Y] d'] }, 'a0', 16).state.obligations)).toEqual([
      'b overdue',
      'c running',
      'd running',
    ]);
  });
});
