/** Subjects of two kinds, linked by a field (via): the compiled replay hands such cases to the live path, and counts them as it does. [4] */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, proc, world } from '../testing.ts';
import { runs } from '../testing-random.ts';
import type { Act, Data, Procedure, Relation } from '../types.ts';
import { compile } from './replay.ts';
import { compare } from './testing-compare.ts';

const owner = [{ name: 'owner', type: 'person', required: true }] as const;
const plain = proc({
  rules: ['seize •→[2d] tell', 'seize →•! return', 'tell →◇ sell', 'return →% tell', 'tell →+ hear', 'seize →% hear'],
  perSubject: ['tell', 'hear', 'enter'],
  acts: {
    seize: { subject: 'item', fields: owner },
    return: { subject: 'item' },
    sell: { subject: 'item' },
  },
  facts: [{ name: 'owner', of: 'subject', type: 'person', from: [{ act: 'seize', field: 'owner' }] }],
});
const crossing = (relation: Relation): boolean => {
  const kinds = [relation.from, relation.to].flat().map((id) => plain.acts.find((act) => act.id === id)!.subject);
  return new Set(kinds).size > 1;
};
const linked: Procedure = {
  ...plain,
  relations: plain.relations.map((relation) => (crossing(relation) ? { ...relation, via: 'owner' } : relation)),
};

const acts = fc.array(
  fc.record({
    type: fc.constantFrom('seize', 'seize', 'tell', 'tell', 'hear', 'enter', 'return', 'sell'),
    item: fc.constantFrom('car', 'boat'),
    person: fc.constantFrom('s1', 's2'),
    owner: fc.constantFrom('s1', 's2', 'nobody', null),
    step: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 10 },
);
type Random = typeof acts extends fc.Arbitrary<infer T> ? T : never;

function actsOf(random: Random): readonly Act[] {
  let hours = 0;
  return random.map(({ type, item, person, owner: of, step }, nr): Act => {
    hours += step;
    const at = day(hours / 24);
    const subject = plain.acts.find((act) => act.id === type)!.subject === 'item' ? item : person;
    const data: Data = type === 'seize' && of !== null ? { owner: of } : {};
    return { id: `${nr}`, type, subject, at, precision: 'ms', recordedAt: at, seq: nr + 1, data };
  });
}

describe('links between kinds of subjects over columns', () => {
  test('every case goes the live path, which is said with the rule', () => {
    expect(linked.relations.filter(({ via }) => via !== undefined).map(({ kind }) => kind)).toEqual([
      'response',
      'milestone',
      'exclude',
      'exclude',
    ]);
    const { liveOnly } = compile(linked, world);
    expect(liveOnly).toHaveLength(4);
    expect(liveOnly.every((reason) => reason.includes('via'))).toBe(true);
  });
  test('the same violations, duties, notes and counts', () => {
    let broken = 0;
    let met = 0;
    fc.assert(
      fc.property(fc.array(acts, { minLength: 4, maxLength: 4 }), (random) => {
        const verdict = compare(linked, random.map(actsOf), { until: day(14) });
        expect(verdict.liveCases).toBe(4);
        broken += verdict.violations;
        met += verdict.obligations.met;
      }),
      runs(100),
    );
    expect(broken).toBeGreaterThan(200);
    expect(met).toBeGreaterThan(20);
  });
});
