import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LawPack } from '#law/index.ts';
import { type Catalogue, type Figure, openFactsDir, openFigures } from '#measures/index.ts';
import { ZONE } from './shape.ts';
import { earlier, targets } from './targets.ts';

const Published = z.record(
  z.string(),
  z.strictObject({ unit: z.string(), kind: z.string(), value: z.number(), rounded: z.number().optional() }),
);

/** The published figures that can be computed, as they were published; a rank without a number is 1, the lowest. */
export const published = Published.parse(parse(readFileSync(new URL('./published.yaml', import.meta.url), 'utf8')));

export interface Compared {
  readonly id: string;
  /** As published; counts and sums at the nation's scale. */
  readonly published: number;
  readonly counted: number | null;
  /** Within two of a hundred, or one act. */
  readonly fits: boolean;
}

/** A figure of the five years before, as it follows from the published comparison, beside the one counted. */
export interface Before {
  readonly id: string;
  /** 2018–2022 over the five years before: as published, and as counted (null: the nation does not reach back). */
  readonly factor: number;
  readonly counted: number | null;
  /** The earlier number lies within two of a hundred, or one act. */
  readonly fits: boolean;
}

const COUNTS: ReadonlySet<string> = new Set(['count', 'sum']);
const NOW = Date.parse('2023-03-07T00:00:00Z');

async function withFigures<A>(
  pack: LawPack,
  catalogue: Catalogue,
  dir: string,
  ask: (figure: (id: string) => Promise<Figure>) => Promise<A>,
): Promise<A> {
  const facts = await openFactsDir({
    pack,
    catalogue,
    dir,
    dayOf: (at) => new Date(at + ZONE).toISOString().slice(0, 10),
    load: true,
  });
  if (!facts.ok) throw new Error(facts.error.en);
  const figures = await openFigures({ pack, catalogue, facts: facts.value });
  try {
    return await ask(async (id) => {
      const found = await figures.named(id, 'all', NOW);
      if (!found.ok) throw new Error(`${id}: ${found.error.en}`);
      return found.value;
    });
  } finally {
    await figures.close();
  }
}

/** An act more or less, where acts are counted; nothing of money and land. */
const leastOf = (unit: string): number => (unit === 'yuan' || unit === 'mu' ? 0 : 1);
const near = (counted: number, wanted: number, least: number): boolean =>
  Math.abs(counted - wanted) <= Math.max(Math.abs(wanted) * 0.02, least);

/** Counts every published figure over a nation on disk. */
export const compared = (pack: LawPack, catalogue: Catalogue, dir: string, scale: number): Promise<Compared[]> =>
  withFigures(pack, catalogue, dir, async (figure) => {
    const rows: Compared[] = [];
    for (const [id, { kind, value, unit }] of Object.entries(published)) {
      const { value: counted } = await figure(id);
      const counts = COUNTS.has(kind) || id === 'case-ratio-reduction';
      const wanted = counts ? value * scale : value;
      const fits = counted !== null && near(counted, wanted, counts ? leastOf(unit) : 0);
      rows.push({ id, published: wanted, counted, fits });
    }
    return rows;
  });

/** Counts what the published comparisons say of the five years before, over a nation that begins with them. */
export const comparedBefore = (pack: LawPack, catalogue: Catalogue, dir: string, scale: number): Promise<Before[]> =>
  withFigures(pack, catalogue, dir, async (figure) => {
    const rows: Before[] = [];
    for (const [id, { against: factor }] of Object.entries(earlier.figures)) {
      const target = targets[id];
      if (factor === undefined || target === undefined) continue;
      const { value, base } = await figure(id);
      const then = base?.value ?? null;
      rows.push({
        id,
        factor,
        counted: value === null || then === null ? null : value / then,
        fits: then !== null && near(then, (target.value / factor) * scale, leastOf(target.unit)),
      });
    }
    return rows;
  });
