import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, withheld } from './suppress.ts';

const threshold = 10;
const heldBack = (cells: readonly Counts[]): readonly boolean[] =>
  withheld(cells, threshold).map((why) => why !== null);
const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 })), {
  minLength: 1,
  maxLength: 34,
});

/** What somebody can work out who sees the total, the shown cells and which cells are held back. */
function range(cells: readonly number[], held: readonly boolean[]): readonly [number, number] {
  const missing = cells.reduce((sum, count, n) => (held[n] ? sum + count : sum), 0);
  const hidden = held.filter(Boolean).length;
  const zerosShown = cells.some((count, n) => count === 0 && !held[n]) || cells.every((count) => count > 0);
  const least = zerosShown ? 1 : 0;
  return [least, missing - least * (hidden - 1)];
}

describe('small counts', () => {
  it('a count under the threshold is never shown', () => {
    fc.assert(
      fc.property(counts, (cells) => {
        const held = heldBack(cells.map((count) => [count]));
        for (const [n, count] of cells.entries()) if (count > 0 && count < threshold) expect(held[n]).toBe(true);
      }),
    );
  });

  it('and cannot be worked out from the total, unless the total itself is small', () => {
    fc.assert(
      fc.property(counts, (cells) => {
        fc.pre(cells.reduce((a, b) => a + b, 0) >= threshold);
        const held = heldBack(cells.map((count) => [count]));
        if (!held.includes(true)) return;
        if (held.every(Boolean)) return;
        const [from, to] = range(cells, held);
        expect(to - from).toBeGreaterThanOrEqual(threshold - 1);
        expect(held.filter(Boolean).length).toBeGreaterThan(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds back no more than it must where nothing is small', () => {
    expect(heldBack([[10], [0], [250]])).toEqual([false, false, false]);
  });

  it('one small cell takes the next smallest with it, so that the total does not give it away', () => {
    expect(heldBack([[3], [40], [25], [0]])).toEqual([true, false, true, false]);
  });

  it('twelve ones are all held back, the zeros among them too', () => {
    const cells = [...Array.from({ length: 12 }, () => [1]), [0], [0]];
    expect(heldBack(cells).every(Boolean)).toBe(true);
  });

  it('a rate is held back by either side: all but a few is as telling as a few', () => {
    expect(
      heldBack([
        [97, 3],
        [50, 60],
        [400, 300],
      ]),
    ).toEqual([true, true, false]);
  });
});
