import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endedBy, survival, type Watched } from './survival.ts';

const ended = (...times: readonly number[]): readonly Watched[] => times.map((time) => ({ time, ended: true }));
const open = (...times: readonly number[]): readonly Watched[] => times.map((time) => ({ time, ended: false }));

describe('the estimate worked by hand', () => {
  /** Weeks of remission under 6-mercaptopurine (Freireich and others 1963), the example of the textbooks; 12 of 21 censored. */
  const remission = [...ended(6, 6, 6, 7, 10, 13, 16, 22, 23), ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];
  test('at risk, ended and still open at each time', () => {
    const { n, censored, steps, median, longest } = survival(remission);
    expect([n, censored, median, longest]).toEqual([21, 12, 23, 35]);
    expect(steps.map(({ time, atRisk, ended: many }) => [time, atRisk, many])).toEqual([
      [6, 21, 3],
      [7, 17, 1],
      [10, 15, 1],
      [13, 12, 1],
      [16, 11, 1],
      [22, 7, 1],
      [23, 6, 1],
    ]);
    expect(steps.map((one) => Number(one.open.toFixed(4)))).toEqual([
      0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482,
    ]);
  });
  test('the share ended by a time; beyond the longest watch nothing is said', () => {
    const found = survival(remission);
    expect(endedBy(found, 5.9)).toBe(0);
    expect(endedBy(found, 6)).toBeCloseTo(3 / 21, 12);
    expect(endedBy(found, 22.9)).toBeCloseTo(1 - 0.5378, 4);
    expect(endedBy(found, 35)).toBeCloseTo(1 - 0.4482, 4);
    expect(endedBy(found, 36)).toBeNull();
  });
  test('duties: a mean over the finished ones would flatter', () => {
    const found = survival([...ended(2, 4), ...open(8, 8)]);
    expect(found).toMatchObject({ n: 4, censored: 2, median: 4 });
    expect(survival([...ended(2), ...open(8, 8, 8)]).median).toBeNull();
  });
});

describe('edges', () => {
  test('nothing watched; nothing ended; all at once', () => {
    expect(survival([])).toEqual({ n: 0, censored: 0, steps: [], longest: null, median: null });
    expect(endedBy(survival([]), 1)).toBeNull();
    expect(survival(open(1, 2))).toEqual({ n: 2, censored: 2, steps: [], longest: 2, median: null });
    expect(endedBy(survival(open(1, 2)), 1)).toBe(0);
    expect(survival(ended(0, 0))).toMatchObject({ median: 0, steps: [{ time: 0, atRisk: 2, ended: 2, open: 0 }] });
    expect(endedBy(survival(ended(3)), 100)).toBe(1);
  });
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('a time of %s is refused', (time) => {
    expect(() => survival([{ time, ended: true }])).toThrow(RangeError);
  });
});

describe('what always holds', () => {
  const one = fc.record({ time: fc.nat(40), ended: fc.boolean() });
  const some = fc.array(one, { minLength: 1, maxLength: 60 });

  test('it falls, stays between 0 and 1, and does not hang on the order', () => {
    fc.assert(
      fc.property(some, (watched) => {
        const found = survival(watched);
        let before = 1;
        for (const { open: share, atRisk, ended: many } of found.steps) {
          expect(share).toBeLessThan(before);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(many).toBeLessThanOrEqual(atRisk);
          before = share;
        }
        expect(survival([...watched].reverse())).toEqual(found);
        expect(found.steps.reduce((sum, step) => sum + step.ended, 0) + found.censored).toBe(found.n);
      }),
    );
  });
  test('with nothing censored it is the plain share', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 60 }), fc.nat(45), (times, at) => {
        const found = survival(ended(...times));
        expect(endedBy(found, at)).toBeCloseTo(times.filter((time) => time <= at).length / times.length, 9);
        const sorted = [...times].sort((a, b) => a - b);
        expect(found.median).toBe(sorted[Math.ceil(sorted.length / 2) - 1]);
      }),
    );
  });
  test('it equals redistribution to the right: what is censored hands its weight on to those watched longer', () => {
    fc.assert(
      fc.property(some, fc.nat(40), (watched, at) => {
        const order = [...watched].sort((a, b) => a.time - b.time || Number(b.ended) - Number(a.ended));
        const weight = order.map(() => 1 / order.length);
        let gone = 0;
        for (const [nr, { time, ended: done }] of order.entries()) {
          if (done && time <= at) gone += weight[nr]!;
          if (done) continue;
          const rest = order.length - nr - 1;
          for (let later = nr + 1; later < order.length; later++) weight[later]! += weight[nr]! / rest;
        }
        const by = endedBy(survival(watched), at);
        if (by !== null) expect(by).toBeCloseTo(gone, 9);
      }),
    );
  });
  test('another unit of time changes the times and no share', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 1000 }), (watched, unit) => {
        const plain = survival(watched);
        const scaled = survival(watched.map((each) => ({ ...each, time: each.time * unit })));
        expect(scaled.median).toBe(plain.median === null ? null : plain.median * unit);
        expect(scaled.steps.map((step) => step.open)).toEqual(plain.steps.map((step) => step.open));
      }),
    );
  });
});
