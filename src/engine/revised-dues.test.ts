import { describe, expect, test } from 'vitest';
import { fold, keepSettled, revisedDues } from './index.ts';
import { calendar, day, log, proc, world } from './testing.ts';
import type { Calendar, Procedure } from './types.ts';

/** Day 0 is Monday 1 January 2024; day 8 a Tuesday. */
const plain = calendar();
const announced: Calendar = { ...plain, version: '2', off: { '2024-01-09': 'new holiday' } };
const procedure: Procedure = proc({
  rules: [
    ['a •→[8dcal] b', { rolls: 'next', id: 'eight' }],
    ['a •→[P20D] c', { rolls: 'next', id: 'twenty' }],
    ['a •→[8dcal] d', { rolls: 'none', id: 'never rolls' }],
  ],
});
const seen = (text: string, now: number, by: Calendar) =>
  fold(procedure, log(text), { ...world, calendar: by }, { now: day(now) });
const both = (text: string, now: number) => [seen(text, now, plain), seen(text, now, announced)] as const;
const told = (text: string, now: number) =>
  revisedDues(...both(text, now)).map(
    ({ relation, how, before, after }) => `${relation} ${how} ${before?.date} ${after?.date}`,
  );

describe('a holiday announced later', () => {
  test('moves what still runs, and says so', () => {
    expect(told('a0', 2)).toEqual(['eight moved 2024-01-09 2024-01-10']);
    expect(keepSettled(...both('a0', 2))).toEqual(seen('a0', 2, announced));
  });
  test('moves nothing that is settled: done late it stays late, done in time it stays in time', () => {
    const [late] = both('a0 b9.5', 10);
    expect(told('a0 b9.5', 10)).toEqual(['eight settled 2024-01-09 2024-01-10']);
    expect(seen('a0 b9.5', 10, announced).obligations[0]).toMatchObject({ state: 'met' });
    const kept = keepSettled(...both('a0 b9.5', 10));
    expect(kept.obligations[0]).toEqual(late.obligations[0]);
    expect(kept.obligations[0]).toMatchObject({ state: 'met-late', lateDays: 1 });
    expect(kept.violations.map(({ kind, relation }) => [kind, relation])).toContainEqual(['late', 'eight']);
    expect(told('a0 b3', 10)).toEqual(['eight settled 2024-01-09 2024-01-10']);
    expect(keepSettled(...both('a0 b3', 10)).obligations[0]).toMatchObject({
      state: 'met',
      due: { date: '2024-01-09' },
    });
  });
  test('a day that had passed has passed', () => {
    expect(told('a0', 9.5)).toEqual(['eight settled 2024-01-09 2024-01-10']);
    expect(keepSettled(...both('a0', 9.5)).obligations[0]).toMatchObject({
      state: 'overdue',
      due: { date: '2024-01-09' },
    });
  });
  test('what was provisional was never settled', () => {
    const unknown: Calendar = { ...plain, knownTo: '2024-01-05' };
    const known: Calendar = { ...plain, version: '2', off: { '2024-01-13': 'x', '2024-01-15': 'holiday' } };
    const twelve = proc({ rules: [['a •→[12dcal] b', { rolls: 'next' }]] });
    const at = (by: Calendar, now: number) => fold(twelve, log('a0'), { ...world, calendar: by }, { now: day(now) });
    expect(revisedDues(at(unknown, 13), at(known, 13))).toMatchObject([
      {
        how: 'moved',
        before: { date: '2024-01-13', provisional: true },
        after: { date: '2024-01-16', provisional: false },
      },
    ]);
  });
});

describe('a corrected fact', () => {
  const held: Procedure = {
    ...proc({
      rules: [
        ['a •→[8dcal] b', { rolls: 'custody' }],
        ['a •→[P1M] c', { rolls: 'custody' }],
      ],
      acts: { free: {} },
      facts: [
        {
          name: 'held',
          of: 'case',
          type: 'boolean',
          from: [
            { act: 'a', field: 'held' },
            { act: 'free', field: 'held' },
          ],
        },
      ],
    }),
    custody: { op: '=', left: { path: 'case', field: 'held' }, right: { lit: true } },
  };
  const acts = (free: boolean) => log(`a0 b3 ${free ? 'free4' : ''}`, { a0: { held: true }, free4: { held: false } });
  const at = (free: boolean) =>
    fold(
      held,
      acts(free),
      { ...world, calendar: { ...announced, off: { '2024-01-09': 'x', '2024-02-01': 'y' } } },
      { now: day(5) },
    );
  test('moves what still runs, not what is done', () => {
    expect(revisedDues(at(false), at(true)).map(({ relation, how, after }) => [relation, how, after?.date])).toEqual([
      ['a •→[P1M] c', 'moved', '2024-02-02'],
    ]);
  });
  test('an end that a correction takes away is another verdict, and stays as corrected', () => {
    const [before, after] = [seen('a0 b3', 10, plain), seen('a0 b3 annul(b3)9', 10, announced)];
    expect(keepSettled(before, after).obligations[0]).toMatchObject({
      state: 'overdue',
      flags: ['reopened-by-correction'],
    });
  });
});
