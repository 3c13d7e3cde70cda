import {
  type ColumnViolation,
  type Compiled,
  type ObligationState,
  openPool,
  type Pool,
  replayColumns,
  type Verdict,
} from '#engine/index.ts';
import type { LogBatch } from '../types.ts';
import { blocksOf } from './blocks.ts';
import type { RuleCounts } from './counts.ts';
import type { Durations } from './durations.ts';
import { engineColumns, type Naming, type Sums } from './engine-columns.ts';

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
  const groups = Object.fromEntries(compiled.program.rules.map(({ id }) => [id, rules.idOf(id)]));
  const reminders = remindersOf(compiled.procedure);
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
        count(verdict, rules, sums, groups, reminders);
      }
    },
    async done() {
      if (pool !== null) count(await pool.done(), rules, sums, groups, reminders);
    },
    async stop() {
      await pool?.stop();
    },
  };
}

function count(
  verdict: Verdict,
  rules: RuleCounts,
  sums: Sums,
  groups: Readonly<Record<string, string>>,
  reminders: ReadonlySet<string>,
): void {
  sums.tracesWithViolations += verdict.casesWithViolations;
  sums.violations += verdict.violations;
  sums.undetermined += verdict.notes.undetermined ?? 0;
  for (const { id, kind, cite, occurrences, traces } of verdict.rules) {
    if (occurrences === 0) continue;
    rules.departures(id, DEPARTURE[kind] ?? kind, cite, occurrences);
    if (!Object.hasOwn(groups, id)) rules.traces(rules.idOf(id), traces);
  }
  for (const [rule, traces] of Object.entries(verdict.groupTraces)) rules.traces(rule, traces);
  for (const row of verdict.rules) {
    if (reminders.has(row.id)) continue;
    const states: readonly (readonly [ObligationState, number])[] = [
      ['met', row.met],
      ['met-late', row.late],
      ['running', row.running],
      ['overdue', row.overdue],
      ['never-done', row.never_done],
      ['open-undated', row.open_undated],
      ['asleep', row.asleep],
      ['withdrawn', row.withdrawn],
      ['superseded', row.superseded],
      ['moot', row.moot],
    ];
    for (const [state, times] of states) if (times > 0) rules.obligation(row.id, row.cite, state, times);
  }
}

/** What a departure is called where no rule of the file stands behind it. */
const DEPARTURE: Readonly<Record<string, string>> = {
  field: 'data',
  guard: 'data',
  authority: 'not-authorised',
  initially: 'excluded',
  closing: 'excluded',
  other: 'excluded',
  initial: 'duty',
};

/** Rules that only remind stand in no count of duties. */
const remindersOf = ({ relations, clocks }: Compiled['procedure']): ReadonlySet<string> =>
  new Set([
    ...relations.flatMap((one) => (one.kind === 'response' && one.alertOnly ? [one.id] : [])),
    ...clocks.flatMap(({ id, expiry }) => (expiry.kind === 'duty' && expiry.alertOnly ? [id] : [])),
  ]);
