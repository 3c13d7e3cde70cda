import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseActs, placer } from './index.ts';

interface Act {
  readonly at: number;
  readonly family: number;
  readonly subject: number;
  readonly proceeding: number;
  readonly sets: number;
  readonly lifts: number;
  readonly own: bigint;
}
const families = 6;
// More than 32 links, so that both words of a mask are used.
// More than 32 links, so that both words of a mask are used.
const links = Array.from({ length: 40 }, (_, bit) => ({
  scope: bit % 3 === 0 ? ('case' as const) : ('subject' as const),
}));

/** The definition, word for word. */
function naive(acts: readonly Act[]) {
  const mask = (i: number, earlier: (at: number) => boolean): bigint => {
    const own = acts[i]!;
    let bits = 0n;
    acts.forEach((other, j) => {
      if (j === i || !earlier(other.at)) return;
      links.forEach((link, bit) => {
        if (((other.own >> BigInt(bit)) & 1n) === 0n) return;
        const meets = other.subject === own.subject || other.subject === 0 || own.subject === 0;
        if (link.scope === 'case' || meets) bits |= 1n << BigInt(bit);
      });
    });
    return bits;
  };
  return acts.map((act, i) => {
    const nth = (same: (other: Act) => boolean) =>
      act.family === 0 ? 0 : acts.slice(0, i + 1).filter((other) => other.family === act.family && same(other)).length;
    let marks = 0;
    for (const other of acts) if (other.at <= act.at) marks = (marks & ~other.lifts) | other.sets;
    return {
      subject: nth((other) => other.subject === act.subject),
      case: nth(() => true),
      proceeding: nth((other) => other.proceeding === act.proceeding),
      before: mask(i, (at) => at <= act.at),
      after: mask(i, (at) => at > act.at),
      marks: marks >>> 0,
    };
  });
}

function placed(acts: readonly Act[], place: ReturnType<typeof placer>) {
  const arrays = caseActs(Math.max(1, acts.length));
  arrays.length = acts.length;
  acts.forEach((act, i) => {
    arrays.at[i] = act.at;
    arrays.family[i] = act.family;
    arrays.subject[i] = act.subject;
    arrays.proceeding[i] = act.proceeding;
    arrays.own64[i] = act.own;
    arrays.sets[i] = act.sets;
    arrays.lifts[i] = act.lifts;
  });
  place(arrays);
  return acts.map((_, i) => ({
    subject: arrays.nthSubject[i],
    case: arrays.nthCase[i],
    proceeding: arrays.nthProceeding[i],
    before: arrays.before64[i],
    after: arrays.after64[i],
    marks: arrays.marks[i],
  }));
}

describe('an act among the acts of its case', () => {
  test('is placed as the definition says, the same function case after case', () => {
    const place = placer(families, links);
    const anAct = fc.record({
      at: fc.integer({ min: 0, max: 6 }),
      family: fc.integer({ min: 0, max: families - 1 }),
      subject: fc.integer({ min: 0, max: 20 }),
      proceeding: fc.integer({ min: 0, max: 6 }),
      sets: fc.constantFrom(0, 0, 1, 2 ** 31),
      lifts: fc.constantFrom(0, 0, 1),
      own: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: (1n << 40n) - 1n })),
    });
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 30 }), (unsorted) => {
        const acts = [...unsorted].sort((a, b) => a.at - b.at);
        expect(placed(acts, place)).toEqual(naive(acts));
      }),
      { numRuns: process.env.CUSTOS_LONG ? 5000 : 500 },
    );
  });

  test('counts to 255 and no further', () => {
    const acts = Array.from({ length: 300 }, (_, at) => ({
      at,
      family: 1,
      subject: 1,
      proceeding: 0,
      sets: 0,
      lifts: 0,
      own: 0n,
    }));
    expect(placed(acts, placer(families, links)).map((act) => act.subject)).toEqual(
      acts.map((_, i) => Math.min(i + 1, 255)),
    );
  });

  test('more links than bits are refused', () => {
    expect(() =>
      placer(
        families,
        Array.from({ length: 65 }, () => ({ scope: 'case' as const })),
      ),
    ).toThrow('65 links; at most 64');
  });
});
