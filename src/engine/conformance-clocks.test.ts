/** Edge cases of section 13 about clocks (section 7). */
import { describe, expect, test } from 'vitest';
import { ask, DAY, day, owed, type ProcedureSketch, period, run, told } from './testing.ts';

const clock: ProcedureSketch = {
  clocks: [
    {
      id: 'k',
      starts: ['go'],
      length: period('10d'),
      extends: [{ act: 'ext', by: period('5d'), times: 1, cite: 'law of ext' }],
      pausesOn: ['pause'],
      resumesOn: ['resume'],
      restartsOn: ['again'],
      restartLimit: 2,
      stopsOn: ['stop'],
      expiry: { kind: 'duty', owed: ['stop'], alertOnly: false },
    },
  ],
};
const limit: ProcedureSketch = { clocks: [{ ...clock.clocks![0]!, expiry: { kind: 'limit' } }] };

describe('extensions', () => {
  test('E55 extended in time', () => {
    const { state, violations } = run(clock, 'go0 ext9 stop14', 20);
    expect(told(violations)).toEqual([]);
    expect(state.clocks).toMatchObject([{ clock: 'k', status: 'stopped', extensions: [{ act: 'ext9' }] }]);
    expect(run(clock, 'go0 ext9', 12).state.clocks).toMatchObject([{ status: 'running', due: { at: day(15) } }]);
  });

  test('E56 extended too late: the date stays', () => {
    const { violations } = run(clock, 'go0 ext11 stop14', 20);
    expect(told(violations)).toEqual(['extension-out-of-time ext11', 'late stop 4d']);
    expect(ask(clock, 'go0', 'ext11').reasons).toMatchObject([{ code: 'extension-out-of-time', clock: 'k' }]);
  });

  test('E56a extended on the very due moment is in time', () => {
    expect(told(run(clock, 'go0 ext10 stop14', 20).violations)).toEqual([]);
  });

  test('E56b a second extension of the run is spent', () => {
    const { violations } = run(clock, 'go0 ext8 ext9 stop16', 20);
    expect(told(violations)).toEqual(['extension-spent ext9', 'late stop 1d']);
    expect(ask(clock, 'go0 ext8', 'ext9').reasons).toMatchObject([{ code: 'extension-spent', clock: 'k', limit: 1 }]);
  });
});

describe('pauses', () => {
  test('E57 the paused time is not counted', () => {
    expect(told(run(clock, 'go0 pause4 resume7 stop13', 20).violations)).toEqual([]);
    expect(told(run(clock, 'go0 pause4 resume7 stop14', 20).violations)).toEqual(['late stop 1d']);
    expect(run(clock, 'go0 pause4 resume7', 8).state.clocks).toMatchObject([{ due: { at: day(13) } }]);
  });

  test('E58 a paused clock has no date', () => {
    const { state, violations } = run(clock, 'go0 pause4', 99);
    expect(told(violations)).toEqual([]);
    expect(state.clocks).toMatchObject([{ status: 'paused', due: null, pausedSince: '2024-01-05', daysLeft: 6 }]);
    expect(state.obligations.filter(({ state }) => state === 'overdue')).toEqual([]);
  });

  test('E59 a pause after the end heals nothing', () => {
    const { state, violations, notes } = run(clock, 'go0 pause12', 20);
    expect(told(violations)).toEqual(['overdue stop']);
    expect(violations[0]).toMatchObject({ byMs: 10 * DAY, due: { at: day(10) } });
    expect(owed(state.obligations)).toEqual(['stop overdue']);
    expect(notes).toMatchObject([{ kind: 'pause-after-expiry', act: 'pause12' }]);
  });

  test('E59a calendar clocks shift by legal days; a pause within one day shifts nothing', () => {
    const byDays: ProcedureSketch = { clocks: [{ ...clock.clocks![0]!, length: period('P10D') }] };
    expect(run(byDays, 'go0.5 pause4.9 resume7.1', 8).state.clocks).toMatchObject([{ due: { date: '2024-01-14' } }]);
    expect(run(byDays, 'go0.5 pause4.1 resume4.9', 8).state.clocks).toMatchObject([{ due: { date: '2024-01-11' } }]);
    const inclusive: ProcedureSketch = { clocks: [{ ...byDays.clocks![0]!, pausedDaysInclusive: true }] };
    expect(run(inclusive, 'go0.5 pause4.9 resume7.1', 8).state.clocks).toMatchObject([{ due: { date: '2024-01-15' } }]);
  });
});

describe('expiry', () => {
  test('E60 a limit is exceeded for as long as it lasts', () => {
    const { violations } = run(limit, 'go0 stop13', 20);
    expect(violations).toMatchObject([{ kind: 'limit-exceeded', relation: 'k', byMs: 3 * DAY }]);
    expect(run(limit, 'go0 stop10', 20).violations).toEqual([]);
  });

  test('E60a a limit still exceeded at the end of observation', () => {
    expect(run(limit, 'go0', 15).violations).toMatchObject([{ kind: 'limit-exceeded', byMs: 5 * DAY }]);
  });

  test('E60b a restarted clock counts anew; what had expired stays a violation', () => {
    const { violations } = run(clock, 'go0 again5 stop15', 20);
    expect(told(violations)).toEqual([]);
    expect(run(clock, 'go0 again12 stop13', 20).violations).toMatchObject([{ due: { at: day(10) }, byMs: 2 * DAY }]);
  });

  test('E60c the limit of restarts', () => {
    const { violations } = run(clock, 'go0 again1 again2 again3 stop4', 20);
    expect(told(violations)).toEqual(['restart-limit again3']);
    expect(ask(clock, 'go0 again1 again2', 'again3').reasons).toMatchObject([
      { code: 'restart-limit', clock: 'k', limit: 2 },
    ]);
  });

  test('E60d starting a running clock is ignored with a note', () => {
    const { violations, notes } = run(clock, 'go0 go5 stop12', 20);
    expect(told(violations)).toEqual(['late stop 2d']);
    expect(notes).toMatchObject([{ kind: 'start-ignored', act: 'go5' }]);
  });

  test('E60e a bar: after the clock has run out the act is out of time (15)', () => {
    const bar: ProcedureSketch = {
      clocks: [{ ...clock.clocks![0]!, stopsOn: [], expiry: { kind: 'bar', bars: ['ask'] } }],
    };
    expect(told(run(bar, 'go0 ask10', 20).violations)).toEqual([]);
    expect(told(run(bar, 'go0 ask11', 20).violations)).toEqual(['out-of-time ask11']);
    expect(ask(bar, 'go0', 'ask11').reasons).toMatchObject([{ code: 'out-of-time', ended: day(10) }]);
  });
});
