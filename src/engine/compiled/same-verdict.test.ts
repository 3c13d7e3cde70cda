/** Two paths, one semantics: random procedures and logs, replayed live and over columns. [13.1 no. 8] `CUSTOS_LONG=1`: many more. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../testing.ts';
import {
  actsOf,
  EVERYTHING,
  logArbitrary,
  procedureArbitrary,
  procedureOf,
  type RandomAct,
  runs,
} from '../testing-random.ts';
import type { Act, Procedure } from '../types.ts';
import { compile } from './replay.ts';
import { compare, enriched, richerArbitrary, WORLDS } from './testing-compare.ts';

const T = day(11);
const CASES = 6;
const manyLogs = (length: number) => fc.array(logArbitrary(length), { minLength: CASES, maxLength: CASES });
const moments = (log: readonly RandomAct[]): readonly Act[] => actsOf(log.map((act) => ({ ...act, wholeDay: false })));

/** Without facts and custody, so that acts of the case go the swift way. */
const plainly = (procedure: Procedure): Procedure => ({ ...procedure, facts: [], custody: undefined });
const PLAIN = { clocks: false, guards: false, clockAct: false, closing: false, more: false, plain: false };

describe('the compiled replay says what the live one says', () => {
  test('on everything that columns hold', () => {
    let live = 0;
    let all = 0;
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), manyLogs(9), (random, logs) => {
        live += compare(procedureOf(random), logs.map(moments), { until: T }).liveCases;
        all += CASES;
      }),
      runs(200),
    );
    expect(live / all).toBeLessThan(0.05);
  });

  test('on plain procedures, whose acts go the swift way', () => {
    let swift = 0;
    fc.assert(
      fc.property(procedureArbitrary(PLAIN), manyLogs(16), (random, logs) => {
        const procedure = plainly(procedureOf(random));
        swift += compile(procedure, WORLDS[0]!).program.swift.filter((one) => one !== null).length;
        compare(procedure, logs.map(moments), { until: T });
      }),
      runs(200),
    );
    expect(swift).toBeGreaterThan(1000);
  });

  test('on richer clocks, two kinds of subjects, many acts, other zones and a calendar that ends', () => {
    fc.assert(
      fc.property(
        procedureArbitrary(EVERYTHING),
        richerArbitrary,
        manyLogs(9),
        fc.constantFrom(...WORLDS),
        fc.nat(44),
        (random, richer, logs, world, until) => {
          compare(enriched(procedureOf(random), richer), logs.map(moments), { until: day(until / 4), world });
        },
      ),
      runs(200),
    );
  });

  test('on clocks of a subject whose duties acts of the case meet as well', () => {
    let mixed = 0;
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), richerArbitrary, manyLogs(12), (random, richer, logs) => {
        const both = { ...richer, owedByBoth: true, owedByCase: false, otherKind: false };
        const procedure = enriched(procedureOf(random), both);
        const { program } = compile(procedure, WORLDS[0]!);
        if (program.liveOnly.length === 0 && program.duties.some(({ caseMask }) => caseMask !== null)) mixed += 1;
        compare(procedure, logs.map(moments), { until: T });
      }),
      runs(200),
    );
    expect(mixed).toBeGreaterThan(50);
  });

  test('on acts known to the day, late entries and annulments, as corrected and as known at a moment', () => {
    fc.assert(
      fc.property(
        procedureArbitrary(EVERYTHING),
        manyLogs(7),
        fc.array(fc.record({ of: fc.nat(8), at: fc.nat(60), by: fc.nat(9) }), { minLength: CASES, maxLength: CASES }),
        fc.option(fc.nat(60), { nil: undefined }),
        (random, logs, annulments, knownAt) => {
          const cases = logs.map((log, nr) => corrected(actsOf(log), annulments[nr]!));
          compare(procedureOf(random), cases, {
            until: T,
            ...(knownAt === undefined ? {} : { knownAt: day(knownAt / 4) }),
          });
        },
      ),
      runs(100),
    );
  });
});

/** Acts entered late, and in two cases of three one of them annulled, sometimes with the annulment annulled too. */
function corrected(
  acts: readonly Act[],
  { of, at, by }: { readonly of: number; readonly at: number; readonly by: number },
): readonly Act[] {
  const entered = acts.map((act, nr) => ({ ...act, recordedAt: act.at + ((nr * by) % 5) * 43_200_000 }));
  if (by % 3 === 0 || acts.length === 0) return entered;
  const annul = (id: string, annuls: string, recorded: number): Act => ({
    ...entered[0]!,
    id,
    type: 'annul',
    subject: null,
    at: recorded,
    precision: 'ms',
    recordedAt: recorded,
    seq: 1000 + recorded,
    data: {},
    annuls,
  });
  const first = annul('annulment', entered[of % acts.length]!.id, day(at / 4));
  return [...entered, first, ...(by === 4 ? [annul('restored', 'annulment', day(at / 4 + 1))] : [])];
}
