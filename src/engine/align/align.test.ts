import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../fold.ts';
import { day, log, type ProcedureSketch, period, proc, world } from '../testing.ts';
import {
  actsOf,
  busyWorld,
  EVERYTHING,
  logArbitrary,
  procedureArbitrary,
  procedureOf,
  runs,
} from '../testing-random.ts';
import type { Data } from '../types.ts';
import { align, type Departure } from './align.ts';

const aligned = (
  sketch: ProcedureSketch,
  text: string,
  until: number,
  budget = 600,
  data?: Readonly<Record<string, Data>>,
) => align(proc(sketch), log(text, data), world, { until: day(until), budget });

const told = ({ kind, act, type, subject, before, after, neighbour, by, at }: Departure): string => {
  const name = act ?? `${type}${subject === null ? '' : `(${subject})`}`;
  const place =
    before !== null
      ? ` before ${before}`
      : after !== null
        ? ` after ${after}`
        : neighbour !== null
          ? ` beside ${neighbour}`
          : '';
  const limit = by === null ? '' : ` by ${(by - day(0)) / 86_400_000}`;
  const moment =
    place === '' && limit === '' && at !== null && kind !== 'authority' ? ` at ${(at - day(0)) / 86_400_000}` : '';
  return `${kind} ${name}${place}${limit}${moment}`;
};
const departures = (sketch: ProcedureSketch, text: string, until: number): readonly string[] =>
  aligned(sketch, text, until).departures.map(told);

describe('what would have had to be otherwise', () => {
  test('nothing, where nothing is in breach', () => {
    expect(aligned({ rules: ['a →• b'] }, 'a0 b1', 2)).toMatchObject({
      departures: [],
      gaveUp: false,
      left: [],
      tried: 1,
    });
  });
  test('an act that came too late in the order comes before; one that never came is missing', () => {
    expect(departures({ rules: ['a →• b'] }, 'b0 a1', 2)).toEqual(['earlier a1 before b0']);
    expect(departures({ rules: ['a →• b'] }, 'b0', 2)).toEqual(['missing a before b0']);
    const chain = { rules: ['a →• b', 'b →• c', 'b →• d'] };
    expect(departures(chain, 'c0 d1', 2)).toEqual(['missing a beside b', 'missing b before c0']);
    expect(departures(chain, 'c0', 2)).toEqual(['superfluous c0']);
  });
  test('one change for several breaches, not one for each', () => {
    expect(departures({ rules: ['a →• b', 'a →• c', 'a →• d'] }, 'b0 c1 d2 a3', 4)).toEqual(['earlier a3 before b0']);
    expect(departures({ rules: ['x →% b', 'x →% c'] }, 'x0 b1 c2', 3)).toEqual(
      ['later x0 after b1'].map(() => 'later x0 after c2'),
    );
  });
  test('what was ruled out comes before; what may be done once only is left out', () => {
    expect(departures({ rules: ['x →% b'] }, 'x0 b1', 2)).toEqual(['earlier b1 before x0']);
    expect(departures({ rules: ['a →% a'] }, 'a0 a1', 2)).toEqual(['superfluous a1']);
    expect(departures({ rules: ['x →% b', 'a →• x', 'b →• y', 'y →• a', 'i →+ b'] }, 'y0 a1 x2 b3', 4)).toHaveLength(1);
  });
  test('after closing', () => {
    expect(departures({ rules: ['a →• b'], acts: { z: { close: true } } }, 'a0 z1 b2', 3)).toEqual([
      'earlier b2 before z1',
    ]);
    expect(departures({ rules: ['a •→ b'], acts: { z: { close: true } } }, 'a0 z1', 3)).toEqual([
      'missing b before z1',
    ]);
  });
  test('deadlines: done by the due date; missing by the due date', () => {
    expect(departures({ rules: ['a •→[1d] b'] }, 'a0 b3', 4)).toEqual(['earlier b3 by 1']);
    expect(departures({ rules: ['a •→[1d] b'] }, 'a0', 4)).toEqual(['missing b by 1']);
    expect(departures({ rules: ['a •→[1d] b'] }, 'a0', 1)).toEqual([]);
    expect(departures({ rules: ['a •→[1d] b', 'c →• b'] }, 'a0 c2 b3', 4)).toEqual([
      'earlier c2 before b3',
      'earlier b3 by 1',
    ]);
  });
  test('delays, windows, milestones, clocks', () => {
    expect(departures({ rules: ['a →•[2d] b'] }, 'a0 b1', 3)).toEqual(['later b1 after a0']);
    expect(departures({ rules: ['a →⌛[2d] b'] }, 'a0 b3', 3)).toEqual(['earlier b3 by 2']);
    expect(departures({ rules: ['x •→ a', 'a →◇ b'] }, 'x0 b1 a2', 3)).toEqual(['earlier a2 before b1']);
    const limit = { id: 'k', starts: ['a'], stopsOn: ['s'], length: period('10d'), expiry: { kind: 'limit' } } as const;
    expect(departures({ clocks: [limit] }, 'a0 s13', 20)).toEqual(['earlier s13 by 10']);
    expect(departures({ clocks: [limit] }, 'a0', 20)).toEqual(['missing s by 10']);
    const clock = {
      id: 'k',
      starts: ['a'],
      stopsOn: ['s'],
      length: period('10d'),
      extends: [{ act: 'e', by: period('5d'), times: 1, cite: 'x' }],
      expiry: { kind: 'duty', owed: ['s'], alertOnly: false },
    } as const;
    expect(departures({ clocks: [clock] }, 'a0 e11 s14', 20)).toEqual(['earlier e11 by 10']);
  });
  test('of each subject by itself', () => {
    expect(departures({ perSubject: ['a', 'b'], rules: ['a →• b'] }, 'a(s1)0 b(s2)1 b(s1)2', 3)).toEqual([
      'missing a(s2) before b(s2)1',
    ]);
    const all: ProcedureSketch = { perSubject: ['a'], rules: [['a →• b', { scope: 'all' }]] };
    expect(departures(all, 'a(s1)0 b1 a(s2)2', 3)).toEqual([]);
  });
  test('who decided', () => {
    const ranked: ProcedureSketch = {
      rules: ['a →• b'],
      acts: { b: { authority: { rank: 'chief', cite: 'x', if: [] } } },
    };
    const acts = log('a0 b1').map((act) => (act.type === 'b' ? { ...act, authority: 'prosecutor' } : act));
    const { departures: found } = align(proc(ranked), acts, world, { until: day(2) });
    expect(found.map(told)).toEqual(['authority b1']);
  });
  test('breaches of data stand aside', () => {
    const asks: ProcedureSketch = {
      rules: ['a →• b'],
      acts: { a: { fields: [{ name: 'x', type: 'number', required: true }] } },
    };
    expect(aligned(asks, 'b1 a2', 3)).toMatchObject({
      departures: [{ kind: 'earlier' }],
      aside: [{ kind: 'data' }],
      left: [],
    });
  });
  test('each departure says which rule it answers to, and the log without them is in order', () => {
    const rules = ['a →• b', 'b •→[1d] c', 'b →•! d'];
    const { departures: found, acts } = aligned({ rules }, 'b0 a1 c3 d4', 5);
    expect(found.map(({ why }) => why.relation).sort()).toEqual(['a →• b', 'b •→[1d] c']);
    expect(fold(proc({ rules }), acts, world, { now: day(5) }).violations).toEqual([]);
  });
});

describe('bounded', () => {
  test('says that it gave up, and what is left', () => {
    const rules = ['a →• b', 'c →• d', 'e →• f', 'g →• h'];
    expect(aligned({ rules }, 'b0 d1 f2 h3', 4, 3)).toMatchObject({ gaveUp: true, tried: 3, left: [{}, {}, {}] });
    expect(aligned({ rules }, 'b0 d1 f2 h3', 4)).toMatchObject({ gaveUp: false, left: [] });
  });

  test('random logs: in order after the departures, or said not to be; nothing for what is in order; the same twice', () => {
    fc.assert(
      fc.property(procedureArbitrary(EVERYTHING), logArbitrary(6), (random, entries) => {
        const procedure = procedureOf(random);
        const acts = actsOf(entries);
        const until = day(12);
        const found = align(procedure, acts, busyWorld, { until, budget: 60 });
        const breaches = (of: typeof acts) =>
          fold(procedure, of, busyWorld, { now: until }).violations.filter(({ kind }) => kind !== 'data');
        expect(breaches(found.acts).map(({ key }) => key)).toEqual(found.left.map(({ key }) => key));
        if (!found.gaveUp) expect(found.left).toEqual([]);
        if (breaches(acts).length === 0) expect(found.departures).toEqual([]);
        else if (!found.gaveUp) expect(found.departures.length).toBeGreaterThan(0);
        expect(found.tried).toBeLessThanOrEqual(60);
      }),
      runs(40),
    );
  });
});
