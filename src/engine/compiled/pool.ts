import type { Worker } from 'node:worker_threads';
import type { Columns } from './columns.ts';
import { casesIn } from './columns.ts';
import { cutOf, isView, movedWith } from './cut.ts';
import type { PartAsked, PartData, PartDone } from './part.ts';
import type { Compiled, ReplayOptions } from './replay.ts';
import { addTally, newTally, type Verdict, verdictOf } from './tally.ts';
import { eachWatched } from './watched.ts';

export interface PoolOptions extends Pick<ReplayOptions, 'knownAt' | 'onViolation' | 'onWatched' | 'groups'> {
  /** Worker threads; absent: one for each core. */
  readonly workers?: number;
}

/** Threads that replay whole cases while the next ones are read. */
export interface Pool {
  /**
   * Takes whole cases, observed up to `until` (ms UTC), which then are not the caller's any more (columns that own their memory are moved, not copied). Resolves when there
   * is room for more, so that a reader cannot run ahead of the replay; rejects with what a thread threw.
   */
  readonly give: (columns: Columns, until: number) => Promise<void>;
  /** The verdict on everything given. `unknown`: what unknown acts are called. */
  readonly done: (unknown?: readonly string[]) => Promise<Verdict>;
  readonly stop: () => Promise<void>;
}

/**
 * Cases do not touch each other, so the verdict is the same however they are split, and what is told is told in the order of the cases,
 * numbered through all that was given. [10, E67]
 */
export async function openPool(compiled: Compiled, options: PoolOptions): Promise<Pool> {
  const { knownAt, onViolation, onWatched, groups } = options;
  const [{ Worker }, { availableParallelism }] = await Promise.all([import('node:worker_threads'), import('node:os')]);
  const data: PartData = {
    procedure: compiled.procedure,
    world: compiled.world,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(groups === undefined ? {} : { groups }),
    withViolations: onViolation !== undefined,
    withWatched: onWatched !== undefined,
  };
  const tally = newTally(compiled.program, groups);
  /** First case of each part given. */
  const firsts: number[] = [];
  const queue: PartAsked[] = [];
  const early = new Map<number, PartDone>();
  let cases = 0;
  let told = 0;
  let failure: unknown;
  let failed = false;
  let wake: (() => void)[] = [];

  function take(done: PartDone): void {
    early.set(done.part, done);
    for (let next = early.get(told); next !== undefined; next = early.get(told)) {
      const first = firsts[told]!;
      early.delete(told);
      told += 1;
      addTally(tally, next.tally);
      if (onViolation !== undefined)
        for (const violation of next.violations) onViolation({ ...violation, case: violation.case + first });
      if (onWatched !== undefined && next.watched !== null)
        eachWatched(next.watched, (duty) => onWatched({ ...duty, case: duty.case + first }));
    }
  }
  const stir = (): void => {
    const waiting = wake;
    wake = [];
    for (const one of waiting) one();
  };
  const fail = (error: unknown): void => {
    if (!failed) failure = error;
    failed = true;
    stir();
  };
  const idle: Worker[] = [];
  const next = (worker: Worker): void => {
    const asked = queue.shift();
    if (asked === undefined) idle.push(worker);
    else worker.postMessage(asked, movedWith(asked.columns));
  };
  const workers = Array.from({ length: Math.max(1, options.workers ?? availableParallelism()) }, () => {
    const worker = new Worker(new URL('./part.ts', import.meta.url), { workerData: data });
    worker.on('error', fail);
    worker.on('message', (done: PartDone) => {
      try {
        take(done);
        next(worker);
      } catch (error) {
        fail(error);
      }
      stir();
    });
    idle.push(worker);
    return worker;
  });
  const waitFor = async (ready: () => boolean): Promise<void> => {
    while (!failed && !ready()) await new Promise<void>((resolve) => wake.push(resolve));
    if (failed) throw failure;
  };
  return {
    async give(columns, until) {
      const own = isView(columns) ? cutOf(columns, 0, casesIn(columns)) : columns;
      queue.push({ part: firsts.length, columns: own, until });
      firsts.push(cases);
      cases += casesIn(own);
      const free = idle.shift();
      if (free !== undefined) next(free);
      await waitFor(() => queue.length < workers.length);
    },
    async done(unknown) {
      await waitFor(() => told === firsts.length);
      return verdictOf(tally, compiled.program.acts.length, unknown);
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
