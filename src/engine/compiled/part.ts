import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Procedure, World } from '../types.ts';
import type { Columns } from './columns.ts';
import { compile, type ReplayOptions, tallyColumns } from './replay.ts';
import type { Groups, Tally } from './tally.ts';
import type { ColumnViolation } from './violation.ts';
import { packWatched, type WatchedColumns } from './watched.ts';

/** What a worker is started with: the same for all parts that it does. */
export interface PartData {
  readonly procedure: Procedure;
  readonly world: World;
  readonly knownAt?: number;
  readonly groups?: Groups;
  readonly withViolations: boolean;
  readonly withWatched: boolean;
}
export interface PartAsked {
  readonly part: number;
  readonly columns: Columns;
  /** End of observation, ms UTC. */
  readonly until: number;
}
export interface PartDone {
  readonly part: number;
  readonly tally: Tally;
  readonly violations: readonly ColumnViolation[];
  readonly watched: WatchedColumns | null;
}

function serve(data: PartData): void {
  const compiled = compile(data.procedure, data.world);
  const { knownAt, groups, withViolations, withWatched } = data;
  const always: Omit<ReplayOptions, 'until'> = {
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(groups === undefined ? {} : { groups }),
  };
  parentPort!.on('message', ({ part, columns, until }: PartAsked) => {
    const violations: ColumnViolation[] = [];
    const watched = withWatched ? packWatched() : null;
    const tally = tallyColumns(compiled, columns, {
      ...always,
      until,
      ...(withViolations ? { onViolation: (one) => void violations.push(one) } : {}),
      ...(watched === null ? {} : { onWatched: watched.add }),
    });
    const done: PartDone = { part, tally, violations, watched: watched === null ? null : watched.columns() };
    parentPort!.postMessage(done);
  });
}

if (!isMainThread && parentPort !== null) serve(workerData as PartData);
