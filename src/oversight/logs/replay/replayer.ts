import {
  type ColumnViolation,
  type Compiled,
  openPool,
  type Pool,
  replayColumns,
  type Verdict,
} from '#engine/index.ts';
import type { LawProcedure } from '#law/index.ts';
import type { LogBatch } from '../types.ts';
import { blocksOf } from './blocks.ts';
import type { RuleCounts } from './counts.ts';
import type { Durations } from './durations.ts';
import { engineColumns, type Naming, type Sums } from './engine-columns.ts';
import { createVerdictCounts, type VerdictCounts } from './verdicts.ts';

/** What one thread takes at a time. */
const BLOCK = 1 << 17;

export interface Replayer {
  /** Replays whole cases, here or on other threads while the caller goes on reading. */
  readonly take: (batch: LogBatch, until: number) => Promise<void>;
  /** Everything taken has been counted. */
  readonly done: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Replays batches by the compiled engine, on `threads` threads, which start at once, or on this one. */
export async function createReplayer(
  compiled: Compiled,
  naming: Naming,
  law: LawProcedure,
  rules: RuleCounts,
  sums: Sums,
  options: {
    readonly durations: Durations | null;
    readonly threads: number;
    readonly knownAt?: number;
    /** Told each departure with the name of its trace, in the order of the traces. */
    readonly onDeparture?: (violation: ColumnViolation, trace: string) => void;
  },
): Promise<Replayer> {
  const { durations, threads, onDeparture, knownAt } = options;
  const knowing = knownAt === undefined ? {} : { knownAt };
  /** Traces given but not told of yet: number of the first, how many, their names. */
  const given: { readonly first: number; readonly cases: number; readonly caseId: (index: number) => string }[] = [];
  let traces = 0;
  const tell = (violation: ColumnViolation): void => {
    while (given.length > 1 && violation.case >= given[0]!.first + given[0]!.cases) given.shift();
    const { first, caseId } = given[0]!;
    onDeparture?.(violation, caseId(violation.case - first));
  };
  const counts = createVerdictCounts(law, rules);
  const groups = Object.fromEntries(compiled.program.rules.map(({ id }) => [id, rules.idOf(id)]));
  const watching =
    durations === null
      ? {}
      : {
          onWatched: (duty: Parameters<Durations['watch']>[1]): void =>
            durations.watch(rules.idOf(duty.relation), duty),
        };
  const telling = onDeparture === undefined ? {} : { onViolation: tell };
  const pool: Pool | null =
    threads > 1 ? await openPool(compiled, { groups, workers: threads, ...knowing, ...watching, ...telling }) : null;
  return {
    async take(batch, until) {
      for (const block of blocksOf(batch, BLOCK)) {
        const { subjects, ...rest } = engineColumns(block, naming, sums);
        const columns = onDeparture === undefined || subjects === undefined ? rest : { ...rest, subjects };
        if (onDeparture !== undefined) given.push({ first: traces, cases: block.cases, caseId: block.caseId });
        const first = traces;
        traces += block.cases;
        if (pool !== null) {
          await pool.give(columns, until);
          continue;
        }
        const onViolation = (one: ColumnViolation): void => tell({ ...one, case: one.case + first });
        const more = onDeparture === undefined ? {} : { onViolation };
        const verdict = replayColumns(compiled, columns, { until, groups, ...knowing, ...watching, ...more });
        sumUp(verdict, counts, sums);
      }
    },
    async done() {
      if (pool !== null) sumUp(await pool.done(), counts, sums);
    },
    async stop() {
      await pool?.stop();
    },
  };
}

function sumUp(verdict: Verdict, counts: VerdictCounts, sums: Sums): void {
  sums.tracesWithViolations += verdict.casesWithViolations;
  sums.violations += verdict.violations;
  sums.undetermined += verdict.notes.undetermined ?? 0;
  counts.add(verdict);
}
