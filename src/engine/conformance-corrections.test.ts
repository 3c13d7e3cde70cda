/** Edge cases of section 13 about corrections and late entries (sections 6, 8). */
import { describe, expect, test } from 'vitest';
import { fold, replay } from './index.ts';
import { DAY, day, log, owed, proc, told, world } from './testing.ts';

const TEN = proc({ rules: ['a •→[10d] b'] });
const corrected = (text: string, now: number) => fold(TEN, log(text), world, { now: day(now) });
const asKnown = (text: string, at: number) => fold(TEN, log(text), world, { now: day(at), knownAt: day(at) });

describe('annulment', () => {
  test('E50 a discharge is annulled: open again with its original date', () => {
    const text = 'a0 b4 annul(b4)20';
    const state = corrected(text, 20);
    expect(owed(state.obligations)).toEqual(['b overdue']);
    expect(told(state.violations)).toEqual(['overdue b']);
    expect(state.violations[0]).toMatchObject({ byMs: 10 * DAY });
    expect(state.obligations[0]!.flags).toContain('reopened-by-correction');
    expect(state.obligations[0]!.due).toMatchObject({ at: day(10) });
    expect(state.annulled).toEqual([{ act: 'b4', by: 'annul(b4)20' }]);
    expect(owed(asKnown(text, 12).obligations)).toEqual(['b met']);
    expect(asKnown(text, 12).violations).toEqual([]);
  });

  test('E51 the source is annulled: moot', () => {
    const text = 'a0 annul(a0)20';
    const state = corrected(text, 20);
    expect(owed(state.obligations)).toEqual(['b moot']);
    expect(state.violations).toEqual([]);
    expect(owed(asKnown(text, 15).obligations)).toEqual(['b overdue']);
    expect(told(asKnown(text, 15).violations)).toEqual(['overdue b']);
  });

  test('E52 the annulment is annulled: overdue since the original date', () => {
    const state = corrected('a0 annul(a0)20 annul(annul(a0)20)21', 22);
    expect(owed(state.obligations)).toEqual(['b overdue']);
    expect(state.violations).toMatchObject([{ kind: 'overdue', byMs: 12 * DAY, due: { at: day(10) } }]);
    expect(state.acts.map(({ id }) => id)).toEqual(['a0']);
  });

  test('E53 a later act has lost its basis: a note, not a violation of its actor', () => {
    const { violations, notes } = replay(proc({ rules: ['a →• b'] }), log('a0 b1 annul(a0)2'), world, {
      until: day(3),
    });
    expect(violations).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'basis-removed', act: 'b1' }]);
  });

  test('E53a what was missing before the annulment stays the violation it was', () => {
    const procedure = proc({ rules: ['a →• b', 'c →• b'] });
    const { violations, notes } = replay(procedure, log('a0 b1 annul(a0)2'), world, { until: day(3) });
    expect(violations).toMatchObject([{ kind: 'condition-missing', relation: 'c →• b' }]);
    expect(notes).toMatchObject([{ kind: 'basis-removed', act: 'b1', relation: 'a →• b' }]);
  });

  test('only earlier-recorded acts can be annulled (8)', () => {
    const text = 'annul(a5)1 a5';
    expect(owed(corrected(text, 6).obligations)).toEqual(['b running']);
  });
});

describe('late entry', () => {
  const text = 'a0 b6@21';

  test('E54 done in time, entered late', () => {
    const state = corrected(text, 21);
    expect(owed(state.obligations)).toEqual(['b met']);
    expect(state.violations).toEqual([]);
    const entered = state.acts.find(({ id }) => id === 'b6');
    expect(entered!.recordedAt - entered!.at).toBe(15 * DAY);
    expect(owed(asKnown(text, 12).obligations)).toEqual(['b overdue']);
  });
});
