/** Two paths, one semantics: random procedures and logs, replayed live and over columns. [13.1 no. 8] `CUSTOS_LONG=1`: many more. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replay } from '../replay.ts';
import { day } from '../testing.ts';
import {
  actsOf,
  busyWorld,
  EVERYTHING,
  logArbitrary,
  procedureArbitrary,
  procedureOf,
  type RandomAct,
  runs,
} from '../testing-random.ts';
import type { Act, Procedure, Violation } from '../types.ts';
import { columnsOf } from './builder.ts';
import { compile, replayColumns } from './replay.ts';
import { countLive, newTally, verdictOf } from './tally.ts';
import { type ColumnViolation, violationOf } from './violation.ts';

const T = day(11);
const CASES = 6;

const byKey = (violations: readonly Violation[]): readonly Violation[] =>
  [...violations].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at));

/** Replays the same cases both ways and expects one answer. */
function compare(procedure: Procedure, cases: readonly (readonly Act[])[], until: number, knownAt?: number): number {
  const compiled = compile(procedure, busyWorld);
  const columns = columnsOf(
    compiled.program,
    cases.map((acts, nr) => ({ id: `case ${nr}`, acts })),
  );
  const found: ColumnViolation[] = [];
  const verdict = replayColumns(compiled, columns, { until, knownAt, onViolation: (one) => found.push(one) });
  const tally = newTally(compiled.program);
  for (const [nr, acts] of cases.entries()) {
    const live = replay(procedure, acts, busyWorld, { until, knownAt });
    const own = found.filter((one) => one.case === nr).map((one) => violationOf(compiled.program, one));
    expect(byKey(own)).toEqual(byKey(live.violations));
    countLive(tally, live.state, nr);
  }
  tally.cases = cases.length;
  const expected = verdictOf(tally, compiled.program.acts.length, columns.unknown);
  expect({ ...verdict, liveCases: 0, unknown: [] }).toEqual({ ...expected, liveCases: 0, unknown: [] });
  return verdict.liveCases;
}

const moments = (log: readonly RandomAct[]): readonly RandomAct[] => log.map((act) => ({ ...act, wholeDay: false }));

/** Without facts and custody, so that acts of the case go the swift way. */
const plainly = (procedure: Procedure): Procedure => ({ ...procedure, facts: [], custody: undefined });
const PLAIN = { clocks: false, guards: false, clockAct: false, closing: false, more: false, plain: false };

describe('the compiled replay says what the live one says', () => {
  test('on everything that columns hold natively', () => {
    let live = 0;
    let all = 0;
    fc.assert(
      fc.property(
        procedureArbitrary(EVERYTHING),
        fc.array(logArbitrary(), { minLength: CASES, maxLength: CASES }),
        (random, logs) => {
          live += compare(
            procedureOf(random),
            logs.map((log) => actsOf(moments(log))),
            T,
          );
          all += CASES;
        },
      ),
      runs(300),
    );
    expect(live / all).toBeLessThan(0.05);
  });

  test('on plain procedures, whose acts go the swift way', () => {
    let swift = 0;
    fc.assert(
      fc.property(
        procedureArbitrary(PLAIN),
        fc.array(logArbitrary(14), { minLength: CASES, maxLength: CASES }),
        (random, logs) => {
          const procedure = plainly(procedureOf(random));
          swift += compile(procedure, busyWorld).program.swift.filter((one) => one !== null).length;
          compare(
            procedure,
            logs.map((log) => actsOf(moments(log))),
            T,
          );
        },
      ),
      runs(300),
    );
    expect(swift).toBeGreaterThan(1000);
  });
});
