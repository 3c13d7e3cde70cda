import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { apportion } from './cells.ts';

const Years = z.record(z.string(), z.number());
const Target = z.strictObject({
  unit: z.string(),
  value: z.number(),
  way: z.enum(['even', 'growth', 'year', 'ours']),
  years: Years,
});
export type Target = z.infer<typeof Target>;

const totalOf = (years: Readonly<Record<string, number>>): number => Object.values(years).reduce((a, b) => a + b, 0);

/** Years that almost add up to the value are a sum with a slip in it: at 1:1 it would come out wrong. */
const addsUp = ({ value, years }: Target): boolean => {
  const off = Math.abs(totalOf(years) - value);
  return off === 0 || off > value * 0.01;
};

const file = (name: string): unknown => parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

const read = z
  .record(
    z.string(),
    Target.refine(addsUp, { error: 'the years almost add up to the value; expected exactly, or a value of one year' }),
  )
  .parse(file('./targets.yaml'));

export const targets: Readonly<Record<string, Target>> = read;

/** The five years before: a sum, with the published comparison that it follows from where there is one, and whose rules stand for earlier ones. */
export const earlier = z
  .strictObject({
    figures: z.record(z.string(), z.strictObject({ against: z.number().optional(), years: Years })),
    earlier_rules: z.record(z.string(), z.string()),
  })
  .superRefine(({ figures }, { addIssue }) => {
    for (const [id, { against, years }] of Object.entries(figures)) {
      const value = read[id]?.value;
      if (value === undefined) addIssue(`${id}: targets.yaml has no such figure`);
      else if (against !== undefined && totalOf(years) !== Math.round(value / against))
        addIssue(`${id}: the years add up to ${totalOf(years)}; expected ${Math.round(value / against)}`);
    }
  })
  .parse(file('./targets-earlier.yaml'));

export type Span = 'later' | 'earlier';

const known = new Map<string, ReadonlyMap<number, number>>();

/**
 * Whole numbers for each year of a target at a scale. Years of a sum add up to the rounded sum; a year that is published alone is rounded alone. What there is
 * at all is there at every scale: one act is as right as none where less than one is due, and nothing else stands without what it needs.
 * `earlier`: of the five years before; nothing where the file for them says nothing.
 */
export function yearsOf(id: string, scale: number, span: Span = 'later'): ReadonlyMap<number, number> {
  const key = `${id} ${scale} ${span}`;
  let found = known.get(key);
  if (found === undefined) {
    found = counted(id, scale, span);
    known.set(key, found);
  }
  return found;
}

function counted(id: string, scale: number, span: Span): ReadonlyMap<number, number> {
  const target = read[id];
  if (target === undefined) throw new RangeError(`targets.yaml has no “${id}”`);
  const told = span === 'later' ? target.years : (earlier.figures[id]?.years ?? {});
  const years = Object.keys(told).map(Number);
  const values = Object.values(told);
  if (values.length === 0) return new Map();
  const sum = totalOf(told);
  const isSum = span === 'earlier' || sum === target.value;
  const scaled = isSum
    ? apportion(Math.max(1, Math.round(sum * scale)), values)
    : values.map((value) => Math.max(1, Math.round(value * scale)));
  return new Map(years.map((year, nr) => [year, scaled[nr]!]));
}
