import { type Compiled, type ObligationState, replayColumns, type WatchedDuty } from '#engine/index.ts';
import type { LogBatch } from '../types.ts';
import type { RuleCounts } from './counts.ts';
import type { Durations } from './durations.ts';
import { engineColumns, type Naming, type Sums } from './engine-columns.ts';

/** Replays whole cases by the compiled engine. */
export function replayBatch(
  compiled: Compiled,
  batch: LogBatch,
  naming: Naming,
  until: number,
  rules: RuleCounts,
  sums: Sums,
  durations: Durations | null = null,
): void {
  const columns = engineColumns(batch, naming, sums);
  const groups = Object.fromEntries(compiled.program.rules.map(({ id }) => [id, rules.idOf(id)]));
  const onWatched = (duty: WatchedDuty): void => durations?.watch(rules.idOf(duty.relation), duty);
  const verdict = replayColumns(compiled, columns, { until, groups, ...(durations === null ? {} : { onWatched }) });
  sums.tracesWithViolations += verdict.casesWithViolations;
  sums.violations += verdict.violations;
  sums.undetermined += verdict.notes.undetermined ?? 0;
  for (const { id, kind, cite, occurrences, traces } of verdict.rules) {
    if (occurrences === 0) continue;
    rules.departures(id, DEPARTURE[kind] ?? kind, cite, occurrences);
    if (!Object.hasOwn(groups, id)) rules.traces(rules.idOf(id), traces);
  }
  for (const [rule, traces] of Object.entries(verdict.groupTraces)) rules.traces(rule, traces);
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
