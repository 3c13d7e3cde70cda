/**
 * Makes targets.yaml of a file of published figures: `node src/nation/convert-targets.ts FIGURES.yaml > src/nation/targets.yaml`. What it makes is polished by
 * hand afterwards: a report gives sums and growth, the way between the years is ours. With `published` behind the file: published.yaml instead, the values that
 * a nation is compared with.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Published {
  readonly id: string;
  readonly unit: string;
  readonly value: number | null;
  readonly kind: string;
  readonly computable: string;
  readonly period: { readonly year?: number; readonly from?: number; readonly to?: number };
  readonly rounded_to?: number;
  readonly comparison?: { readonly against?: string; readonly factor?: number };
}

const file = process.argv[2];
if (file === undefined) throw new Error('which file of figures?');
const read = parse(readFileSync(file, 'utf8')) as {
  readonly figures: readonly Published[];
  readonly supplement: readonly Published[];
  readonly yearly_paths: readonly { readonly figure: string; readonly years: Readonly<Record<string, number>> }[];
};

const FIRST = 2018;
const LAST = 2022;

/** The way between two years that are known: constant growth. */
function way(from: number, base: number, to: number, value: number): Record<number, number> {
  const years: Record<number, number> = {};
  for (let year = from; year <= to; year++)
    years[year] = Math.round(base * (value / base) ** ((year - from) / (to - from)));
  return years;
}

/** A sum spread evenly, with its rests at the end. */
function even(from: number, to: number, sum: number): Record<number, number> {
  const years: Record<number, number> = {};
  const count = to - from + 1;
  for (let year = from; year <= to; year++)
    years[year] = Math.round((sum * (year - from + 1)) / count) - Math.round((sum * (year - from)) / count);
  return years;
}

/** A way whose years miss their sum by rounding gives the rest to the last year. */
function adding(path: Readonly<Record<number, number>>, { value, period }: Published): Record<number, number> {
  const years = { ...path };
  if (value === null || period.year !== undefined) return years;
  const last = Math.max(...Object.keys(years).map(Number));
  years[last] = years[last]! + value - Object.values(years).reduce((a, b) => a + b, 0);
  return years;
}

function yearsOf(one: Published): { readonly years: Record<number, number>; readonly way: string } | null {
  if (one.value === null || !['sum', 'count'].includes(one.kind)) return null;
  const path = read.yearly_paths.find((other) => other.figure === one.id);
  if (path !== undefined) return { years: adding(path.years, one), way: 'growth' };
  const base = Number(one.comparison?.against);
  const factor = one.comparison?.factor;
  if (one.period.year !== undefined) {
    if (base >= FIRST && base < one.period.year && factor !== undefined)
      return { years: way(base, one.value / factor, one.period.year, one.value), way: 'growth' };
    return { years: { [one.period.year]: one.value }, way: 'year' };
  }
  return { years: even(one.period.from ?? FIRST, one.period.to ?? LAST, one.value), way: 'even' };
}

const published = read.figures
  .filter((one) => one.computable === 'yes')
  .map(({ id, unit, kind, value, rounded_to }) => {
    const rounded = rounded_to === undefined ? '' : `, rounded: ${rounded_to}`;
    return `${id}: {unit: ${unit}, kind: ${kind}, value: ${value === null ? 1 : value}${rounded}}`;
  });

const lines = [...read.figures, ...read.supplement].flatMap((one) => {
  if (one.computable !== 'yes') return [];
  const found = yearsOf(one);
  if (found === null) return [];
  const years = Object.entries(found.years)
    .map(([year, value]) => `${year}: ${value}`)
    .join(', ');
  return [`${one.id}: {unit: ${one.unit}, value: ${one.value}, way: ${found.way}, years: {${years}}}`];
});
process.stdout.write(`${(process.argv[3] === 'published' ? published : lines).join('\n')}\n`);
