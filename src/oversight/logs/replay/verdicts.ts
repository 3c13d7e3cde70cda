import type { ObligationState, Procedure, Verdict } from '#engine/index.ts';
import type { LawProcedure } from '#law/index.ts';
import { createRuleCounts, type RuleRow } from './counts.ts';

/** Counts by rule of the file, summed up over verdicts on parts of a log. */
export interface VerdictCounts {
  /** A verdict whose groups (`ReplayOptions.groups`) are the rules of the file. */
  readonly add: (verdict: Verdict) => void;
  readonly rows: () => readonly RuleRow[];
}

export function createVerdictCounts(law: LawProcedure, rules = createRuleCounts(law)): VerdictCounts {
  const reminders = remindersOf(law.procedure);
  return {
    add({ rules: counted, groupTraces }) {
      for (const { id, kind, cite, occurrences, traces } of counted) {
        if (occurrences === 0) continue;
        rules.departures(id, DEPARTURE[kind] ?? kind, cite, occurrences);
        if (!Object.hasOwn(groupTraces, rules.idOf(id))) rules.traces(rules.idOf(id), traces);
      }
      for (const [rule, traces] of Object.entries(groupTraces)) rules.traces(rule, traces);
      for (const row of counted) {
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
    },
    rows: rules.rows,
  };
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
const remindersOf = ({ relations, clocks }: Procedure): ReadonlySet<string> =>
  new Set([
    ...relations.flatMap((one) => (one.kind === 'response' && one.alertOnly ? [one.id] : [])),
    ...clocks.flatMap(({ id, expiry }) => (expiry.kind === 'duty' && expiry.alertOnly ? [id] : [])),
  ]);
