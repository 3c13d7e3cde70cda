import type { Columns } from './columns.ts';
import type { PartAsked, PartData, PartDone } from './part.ts';
import type { Compiled, ReplayOptions } from './replay.ts';
import { addTally, newTally, type Verdict, verdictOf } from './tally.ts';

export interface ParallelOptions extends Pick<ReplayOptions, 'until' | 'knownAt' | 'onViolation' | 'groups'> {
  /** Worker threads; absent: one for each core. */
  readonly workers?: number;
  /** Cases are given out in parts of about so many events; absent: 100,000. */
  readonly partOfEvents?: number;
}

/** Consecutive cases of about so many events each. */
export function partsOf({ caseOffsets }: Columns, events: number): readonly (readonly [from: number, to: number])[] {
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
 * `replayColumns` on several threads. Cases do not touch each other, so the verdict is the same however they are split, and departures are
 * told in the order of the cases. [10, E67] Columns over SharedArrayBuffers are shared, others are copied once for each thread.
 * Rejects with what a thread threw.
 */
export async function replayParallel(compiled: Compiled, columns: Columns, options: ParallelOptions): Promise<Verdict> {
  const { until, knownAt, onViolation, groups } = options;
  const [{ Worker }, { availableParallelism }] = await Promise.all([import('node:worker_threads'), import('node:os')]);
  const parts = partsOf(columns, options.partOfEvents ?? 100_000);
  const tally = newTally(compiled.program, groups);
  const data: PartData = {
    procedure: compiled.procedure,
    world: compiled.world,
    columns,
    until,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(groups === undefined ? {} : { groups }),
    withViolations: onViolation !== undefined,
  };
  const waiting = new Map<number, PartDone>();
  let told = 0;
  function take(done: PartDone): void {
    waiting.set(done.part, done);
    for (let next = waiting.get(told); next !== undefined; next = waiting.get(told)) {
      waiting.delete(told);
      told += 1;
      addTally(tally, next.tally);
      if (onViolation !== undefined) for (const violation of next.violations) onViolation(violation);
    }
  }
  let given = 0;
  const count = Math.min(options.workers ?? availableParallelism(), parts.length);
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./part.ts', import.meta.url), { workerData: data }),
  );
  try {
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            const next = (): void => {
              const cases = parts[given];
              if (cases === undefined) {
                resolve();
                return;
              }
              worker.postMessage({ part: given, cases } satisfies PartAsked);
              given += 1;
            };
            worker.on('error', reject);
            worker.on('message', (done: PartDone) => {
              take(done);
              next();
            });
            next();
          }),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return verdictOf(tally, compiled.program.acts.length, columns.unknown);
}
