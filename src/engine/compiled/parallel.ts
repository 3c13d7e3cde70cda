import type { Columns } from './columns.ts';
import { cutOf } from './cut.ts';
import { openPool, type PoolOptions } from './pool.ts';
import type { Compiled } from './replay.ts';
import type { Verdict } from './tally.ts';

export interface ParallelOptions extends PoolOptions {
  /** End of observation, ms UTC. [6] */
  readonly until: number;
  /** Cases are given out in parts of about so many events; absent: 100,000. */
  readonly partOfEvents?: number;
}

/** Consecutive cases of about so many events each. */
export function partsOf(
  { caseOffsets }: { readonly caseOffsets: ArrayLike<number> },
  events: number,
): readonly (readonly [from: number, to: number])[] {
  const cases = caseOffsets.length - 1;
  const parts: (readonly [number, number])[] = [];
  let from = 0;
  for (let nr = 0; nr < cases; nr++) {
    if (caseOffsets[nr + 1]! - caseOffsets[from]! < events && nr < cases - 1) continue;
    parts.push([from, nr + 1]);
    from = nr + 1;
  }
  return parts;
}

/**
 * `replayColumns` on several threads, with the same verdict. Columns over SharedArrayBuffers are shared, of others each part is copied once.
 * Rejects with what a thread threw.
 */
export async function replayParallel(compiled: Compiled, columns: Columns, options: ParallelOptions): Promise<Verdict> {
  const parts = partsOf(columns, options.partOfEvents ?? 100_000);
  const { availableParallelism } = await import('node:os');
  const workers = Math.min(options.workers ?? availableParallelism(), parts.length);
  const pool = await openPool(compiled, { ...options, workers });
  try {
    for (const [from, to] of parts) await pool.give(cutOf(columns, from, to), options.until);
    return await pool.done(columns.unknown);
  } finally {
    await pool.stop();
  }
}
