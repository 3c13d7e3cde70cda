import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Procedure, World } from '../types.ts';
import type { Columns } from './columns.ts';
import { compile, tallyColumns } from './replay.ts';
import type { Groups, Tally } from './tally.ts';
import type { ColumnViolation } from './violation.ts';

/** What a worker is started with: the procedure and the columns are shared by all parts that it does. */
export interface PartData {
  readonly procedure: Procedure;
  readonly world: World;
  readonly columns: Columns;
  readonly until: number;
  readonly knownAt?: number;
  readonly groups?: Groups;
  readonly withViolations: boolean;
}
export interface PartAsked {
  readonly part: number;
  readonly cases: readonly [from: number, to: number];
}
export interface PartDone {
  readonly part: number;
  readonly tally: Tally;
  readonly violations: readonly ColumnViolation[];
}

function serve(data: PartData): void {
  const compiled = compile(data.procedure, data.world);
  const { until, knownAt, groups, withViolations, columns } = data;
  parentPort!.on('message', ({ part, cases }: PartAsked) => {
    const violations: ColumnViolation[] = [];
    const options = {
      until,
      cases,
      ...(knownAt === undefined ? {} : { knownAt }),
      ...(groups === undefined ? {} : { groups }),
    };
    const tally = tallyColumns(
      compiled,
      columns,
      withViolations ? { ...options, onViolation: (one) => violations.push(one) } : options,
    );
    parentPort!.postMessage({ part, tally, violations } satisfies PartDone);
  });
}

if (!isMainThread && parentPort !== null) serve(workerData as PartData);
