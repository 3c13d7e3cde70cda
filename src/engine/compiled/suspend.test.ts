/** A case put aside between its events and taken up again gives the verdict it gives in one go. [14] */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benchLog, endOfColumns } from '../bench/log.ts';
import { BENCH_PROCEDURE, BENCH_WORLD } from '../bench/procedure.ts';
import { day } from '../testing.ts';
import { actsOf, busyWorld, logArbitrary, procedureArbitrary, procedureOf, runs } from '../testing-random.ts';
import { columnsOf } from './builder.ts';
import type { Columns } from './columns.ts';
import { type Compiled, compile, replayColumns, stateFor } from './replay.ts';
import { begin, feed, finish } from './run.ts';
import { canSuspend, resume, type Suspended, suspend } from './suspend.ts';
import type { ColumnViolation } from './violation.ts';

/** Events of all cases in turn, each case put aside after every event. */
function inTurns(compiled: Compiled, columns: Columns, until: number) {
  const found: ColumnViolation[] = [];
  const s = stateFor(compiled, columns, { until, onViolation: (one) => found.push(one) });
  const cases = columns.caseOffsets.length - 1;
  const aside: Suspended[] = [];
  for (let nr = 0; nr < cases; nr++) {
    begin(s, nr, until);
    aside.push(suspend(s));
  }
  let most = 0;
  for (let turn = 0, any = true; any; turn++) {
    any = false;
    for (let nr = 0; nr < cases; nr++) {
      const event = columns.caseOffsets[nr]! + turn;
      if (event >= columns.caseOffsets[nr + 1]!) continue;
      any = true;
      resume(s, aside[nr]!);
      feed(s, event, event + 1, until);
      aside[nr] = suspend(s);
      most = Math.max(most, aside[nr]!.length);
    }
  }
  for (const bytes of aside) {
    resume(s, bytes);
    finish(s, until);
  }
  return { found: found.map(brief).sort(), most };
}

const brief = ({ case: nr, key, kind, byMs, dueAt, blame }: ColumnViolation): string =>
  `${nr} ${key} ${kind} ${byMs} ${dueAt} ${blame}`;

function atOnce(compiled: Compiled, columns: Columns, until: number): readonly string[] {
  const found: string[] = [];
  replayColumns(compiled, columns, { until, onViolation: (one) => found.push(brief(one)) });
  return found.sort();
}

test('on random procedures with subjects', () => {
  const what = { clocks: false, guards: false, clockAct: false, closing: false, more: false, plain: false };
  fc.assert(
    fc.property(
      procedureArbitrary(what),
      fc.array(logArbitrary(14), { minLength: 3, maxLength: 3 }),
      (random, logs) => {
        const procedure = { ...procedureOf(random), facts: [], custody: undefined };
        const compiled = compile(procedure, busyWorld);
        expect(canSuspend(compiled.program)).toBe(true);
        const cases = logs.map((log, nr) => ({
          id: `${nr}`,
          acts: actsOf(log.map((act) => ({ ...act, wholeDay: false }))),
        }));
        const columns = columnsOf(compiled, cases);
        expect(inTurns(compiled, columns, day(11)).found).toEqual(atOnce(compiled, columns, day(11)));
      },
    ),
    runs(60),
  );
});

test('on the benchmark, in less than 200 bytes a case', () => {
  const compiled = compile(BENCH_PROCEDURE, BENCH_WORLD);
  const columns = benchLog(BENCH_PROCEDURE, 3_000, 2);
  const until = endOfColumns(columns);
  const { found, most } = inTurns(compiled, columns, until);
  expect(found).toEqual(atOnce(compiled, columns, until));
  expect(most).toBeLessThan(200);
});
