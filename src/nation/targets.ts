import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { apportion } from './cells.ts';

const Target = z.strictObject({
  unit: z.string(),
  value: z.number(),
  way: z.enum(['even', 'growth', 'year', 'ours']),
  years: z.record(z.string(), z.number()),
});
export type Target = z.infer<typeof Target>;

/** Years that almost add up to the value are a sum with a slip in it: at 1:1 it would come out wrong. */
const addsUp = ({ value, years }: Target): boolean => {
  const off = Math.abs(Object.values(years).reduce((a, b) => a + b, 0) - value);
  return off === 0 || off > value * 0.01;
};

const read = z
  .record(
    z.string(),
    Target.refine(addsUp, { error: 'the years almost add up to the value; expected exactly, or a value of one year' }),
  )
  .parse(parse(readFileSync(new URL('./targets.yaml', import.meta.url), 'utf8')));

export const targets: Readonly<Record<string, Target>> = read;

/**
 * Whole numbers for each year of a target at a scale. Years of a sum add up to the rounded sum; a year that is published alone is rounded alone. What there is
 * at all is there at every scale: one act is as right as none where less than one is due, and nothing else stands without what it needs.
 */
export function yearsOf(id: string, scale: number): ReadonlyMap<number, number> {
  const target = read[id];
  if (target === undefined) throw new RangeError(`targets.yaml has no “${id}”`);
  const years = Object.keys(target.years).map(Number);
  const values = Object.values(target.years);
  const sum = values.reduce((a, b) => a + b, 0);
  const scaled =
    sum === target.value
      ? apportion(Math.max(1, Math.round(sum * scale)), values)
      : values.map((value) => Math.max(1, Math.round(value * scale)));
  return new Map(years.map((year, nr) => [year, scaled[nr]!]));
}
