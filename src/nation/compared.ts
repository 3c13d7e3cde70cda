import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LawPack } from '#law/index.ts';
import { type Catalogue, openFactsDir, openFigures } from '#measures/index.ts';
import { ZONE } from './shape.ts';

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

const COUNTS: ReadonlySet<string> = new Set(['count', 'sum']);

/** Counts every published figure over a nation on disk. */
export async function compared(pack: LawPack, catalogue: Catalogue, dir: string, scale: number): Promise<Compared[]> {
  const facts = await openFactsDir({
    pack,
    catalogue,
    dir,
    dayOf: (at) => new Date(at + ZONE).toISOString().slice(0, 10),
    load: true,
  });
  if (!facts.ok) throw new Error(facts.error.en);
  const figures = await openFigures({ pack, catalogue, facts: facts.value });
  const now = Date.parse('2023-03-07T00:00:00Z');
  const rows: Compared[] = [];
  try {
    for (const [id, { kind, value, unit }] of Object.entries(published)) {
      const found = await figures.named(id, 'all', now);
      if (!found.ok) throw new Error(`${id}: ${found.error.en}`);
      const counts = COUNTS.has(kind) || id === 'case-ratio-reduction';
      const wanted = counts ? value * scale : value;
      const counted = found.value.value;
      const least = counts ? (unit === 'yuan' || unit === 'mu' ? 0 : 1) : 0;
      const fits = counted !== null && Math.abs(counted - wanted) <= Math.max(Math.abs(wanted) * 0.02, least);
      rows.push({ id, published: wanted, counted, fits });
    }
  } finally {
    await figures.close();
  }
  return rows;
}
