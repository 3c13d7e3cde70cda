import { type Compiled, type ObligationState, replayColumns } from '#engine/index.ts';
import type { LogBatch } from '../types.ts';
import type { RuleCounts } from './counts.ts';
import { engineColumns, type Naming, type Sums } from './engine-columns.ts';

/** Replays whole cases by the compiled engine. `first`: number of traces before this batch. */
export function replayBatch(
  compiled: Compiled,
  batch: LogBatch,
  naming: Naming,
  until: number,
  first: number,
  rules: RuleCounts,
  sums: Sums,
): void {
  const columns = engineColumns(batch, naming, sums);
  let last = -1;
  const verdict = replayColumns(compiled, columns, {
    until,
    onViolation({ case: nr, relation, kind, cite }) {
      rules.departure(relation, kind, cite, first + nr, 1);
      if (nr === last) return;
      last = nr;
      sums.tracesWithViolations += 1;
    },
  });
  sums.violations += verdict.violations;
  sums.undetermined += verdict.notes.undetermined ?? 0;
  const reminders = remindersOf(compiled.procedure);
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
    for (const [state, count] of states) if (count > 0) rules.obligation(row.id, row.cite, state, count);
  }
}

/** Rules that only remind stand in no count of duties. */
const remindersOf = ({ relations, clocks }: Compiled['procedure']): ReadonlySet<string> =>
  new Set([
    ...relations.flatMap((one) => (one.kind === 'response' && one.alertOnly ? [one.id] : [])),
    ...clocks.flatMap(({ id, expiry }) => (expiry.kind === 'duty' && expiry.alertOnly ? [id] : [])),
  ]);
