/** Partition, order and parallel threads change nothing. [13.1 no. 4, E67] */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benchLog, endOfColumns } from '../bench/log.ts';
import { BENCH_PROCEDURE, BENCH_WORLD } from '../bench/procedure.ts';
import type { LoggedCase } from '../replay.ts';
import { day } from '../testing.ts';
import {
  actsOf,
  busyWorld,
  EVERYTHING,
  logArbitrary,
  procedureArbitrary,
  procedureOf,
  runs,
} from '../testing-random.ts';
import type { Procedure } from '../types.ts';
import { columnsOf } from './builder.ts';
import { partsOf, replayParallel } from './parallel.ts';
import { actsIn, compile, replayColumns, tallyColumns } from './replay.ts';
import { addTally, newTally, verdictOf } from './tally.ts';
import type { ColumnViolation } from './violation.ts';

const T = day(11);

/** The verdict and, by case id, the keys of the departures. */
function seen(procedure: Procedure, cases: readonly LoggedCase[]) {
  const compiled = compile(procedure, busyWorld);
  const columns = columnsOf(compiled, cases);
  const keys: string[] = [];
  const verdict = replayColumns(compiled, columns, {
    until: T,
    onViolation: (one) => keys.push(`${cases[one.case]!.id} ${one.key} ${one.kind} ${one.byMs}`),
  });
  return { verdict, keys: keys.sort() };
}

describe('E67', () => {
  test('twice, in another order of cases, in parts: the same keys and counts', () => {
    fc.assert(
      fc.property(
        procedureArbitrary(EVERYTHING),
        fc.array(logArbitrary(), { minLength: 2, maxLength: 8 }),
        fc.nat(7),
        (random, logs, cut) => {
          const procedure = procedureOf(random);
          const cases = logs.map((log, nr) => ({ id: `case ${nr}`, acts: actsOf(log) }));
          const whole = seen(procedure, cases);
          expect(seen(procedure, cases)).toEqual(whole);
          expect(seen(procedure, [...cases].reverse())).toEqual(whole);
          const compiled = compile(procedure, busyWorld);
          const columns = columnsOf(compiled, cases);
          const at = cut % cases.length;
          const groups = Object.fromEntries(compiled.program.rules.map(({ id }, nr) => [id, `group ${nr % 2}`]));
          const tally = newTally(compiled.program, groups);
          for (const part of [[at, cases.length] as const, [0, at] as const])
            addTally(tally, tallyColumns(compiled, columns, { until: T, cases: part, groups }));
          const { groupTraces, ...verdict } = verdictOf(tally, compiled.program.acts.length, columns.unknown);
          expect({ ...verdict, groupTraces: {} }).toEqual(whole.verdict);
          expect(groupTraces).toEqual(replayColumns(compiled, columns, { until: T, groups }).groupTraces);
        },
      ),
      runs(40),
    );
  });

  test('on two threads, whatever the size of the parts', async () => {
    const compiled = compile(BENCH_PROCEDURE, BENCH_WORLD);
    const columns = benchLog(BENCH_PROCEDURE, 20_000, 7);
    const until = endOfColumns(columns);
    const expected: ColumnViolation[] = [];
    const groups = Object.fromEntries(compiled.program.rules.map(({ id }, nr) => [id, `group ${nr % 5}`]));
    const verdict = replayColumns(compiled, columns, { until, groups, onViolation: (one) => expected.push(one) });
    expect(expected.length).toBeGreaterThan(500);
    expect(verdict.casesWithViolations).toBe(new Set(expected.map((one) => one.case)).size);
    for (const partOfEvents of [700, 9_000, 50_000]) {
      const found: ColumnViolation[] = [];
      const options = {
        until,
        groups,
        workers: 2,
        partOfEvents,
        onViolation: (one: ColumnViolation) => void found.push(one),
      };
      expect(await replayParallel(compiled, columns, options)).toEqual(verdict);
      expect(found).toEqual(expected);
    }
  });

  test('parts are whole cases and together all of them', () => {
    const columns = benchLog(BENCH_PROCEDURE, 5_000, 3);
    const parts = partsOf(columns, 400);
    expect(parts[0]![0]).toBe(0);
    expect(parts.at(-1)![1]).toBe(columns.caseOffsets.length - 1);
    for (const [nr, [from]] of parts.entries()) if (nr > 0) expect(from).toBe(parts[nr - 1]![1]);
  });
});

describe('the benchmark procedure', () => {
  test('gives the same by the live path, by the swift way and without it', () => {
    const compiled = compile(BENCH_PROCEDURE, BENCH_WORLD);
    expect(compiled.liveOnly).toEqual([]);
    expect(compiled.program.swift.every((act) => act !== null)).toBe(true);
    const columns = benchLog(BENCH_PROCEDURE, 6_000, 11);
    const until = endOfColumns(columns) - 20 * 86_400_000;
    const by = (options: { readonly live?: boolean; readonly swift?: boolean }) => {
      const keys: string[] = [];
      const onViolation = ({ key, kind, byMs, case: nr }: ColumnViolation) =>
        void keys.push(`${nr} ${key} ${kind} ${byMs}`);
      const verdict = replayColumns(compiled, columns, { until, onViolation, ...options });
      return { verdict: { ...verdict, liveCases: 0 }, keys: keys.sort() };
    };
    const swift = by({});
    expect(swift.keys.length).toBeGreaterThan(200);
    expect(by({ swift: false })).toEqual(swift);
    expect(by({ live: true })).toEqual(swift);
  });

  test('E62 columns out of order, with empty cases, are replayed in order', () => {
    const compiled = compile(BENCH_PROCEDURE, BENCH_WORLD);
    const { act, time, caseOffsets } = benchLog(BENCH_PROCEDURE, 2_000, 4);
    const until = endOfColumns({ act, time, caseOffsets });
    const mixed = Uint32Array.from(time);
    for (let event = 5; event + 1 < mixed.length; event += 97) {
      const first = mixed[event]!;
      mixed[event] = mixed[event + 1]!;
      mixed[event + 1] = first;
    }
    const offsets = [...caseOffsets];
    const holes = Uint32Array.from([0, ...offsets.slice(0, 9), ...offsets.slice(8), offsets.at(-1)!]);
    for (const columns of [
      { act, time: mixed, caseOffsets: holes },
      { act, time, caseOffsets: holes },
    ]) {
      const found: string[] = [];
      const live: string[] = [];
      const tell = (to: string[]) => (one: ColumnViolation) =>
        void to.push(`${one.case} ${one.key} ${one.kind} ${one.byMs}`);
      const verdict = replayColumns(compiled, columns, { until, onViolation: tell(found) });
      const expected = replayColumns(compiled, columns, { until, onViolation: tell(live), live: true });
      expect(found.sort()).toEqual(live.sort());
      expect({ ...verdict, liveCases: 0 }).toEqual({ ...expected, liveCases: 0 });
    }
  });

  test('acts of a case come out of the columns as they went in', () => {
    const { program } = compile(BENCH_PROCEDURE, BENCH_WORLD);
    const columns = benchLog(BENCH_PROCEDURE, 300, 5);
    const cases = Array.from({ length: columns.caseOffsets.length - 1 }, (_, nr) => ({
      id: `${nr}`,
      acts: actsIn(program, columns, nr),
    }));
    const again = columnsOf({ program }, cases);
    expect([...again.act]).toEqual([...columns.act]);
    expect([...again.time]).toEqual([...columns.time].map((second) => second * 1000));
    expect(cases.map((_, nr) => actsIn(program, again, nr))).toEqual(cases.map(({ acts }) => acts));
  });
});
