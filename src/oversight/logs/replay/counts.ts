import type { ObligationState } from '#engine/index.ts';
import { type LawProcedure, ruleOf } from '#law/index.ts';
import type { DurationRow } from './durations.ts';

/** One rule over a whole log: what became of the duties it opened, and how often it was departed from. */
export interface RuleRow {
  readonly id: string;
  /** Kind of the rule or `clock`; for what no rule of the file stands behind, the kind of departure. */
  readonly kind: string;
  readonly cite: string;
  readonly met: number;
  readonly late: number;
  readonly overdue: number;
  /** Open and still in time when the observation ended. */
  readonly running: number;
  readonly never_done: number;
  /** Open without a date. */
  readonly undated: number;
  /** Asleep, withdrawn, superseded or moot: in no rate. */
  readonly other: number;
  /** Departures. */
  readonly occurrences: number;
  /** Traces with at least one departure. */
  readonly traces: number;
  /** Only where asked for: how long its duties took, of a response rule; null: it opened none. */
  readonly duration?: DurationRow | null;
}

type Mutable = { -readonly [K in keyof RuleRow]: RuleRow[K] };

const COLUMN: Readonly<
  Record<ObligationState, 'met' | 'late' | 'overdue' | 'running' | 'never_done' | 'undated' | 'other'>
> = {
  met: 'met',
  'met-late': 'late',
  overdue: 'overdue',
  running: 'running',
  'never-done': 'never_done',
  'open-undated': 'undated',
  reminded: 'other',
  asleep: 'other',
  withdrawn: 'other',
  superseded: 'other',
  moot: 'other',
};

/** Counts by rule of the file. Relations that one rule compiled to are counted together. */
export interface RuleCounts {
  readonly obligation: (relation: string, cite: string, state: ObligationState, count: number) => void;
  /** Departures from a relation, in all cases of a batch. */
  readonly departures: (relation: string, kind: string, cite: string, count: number) => void;
  /** Traces with a departure from any relation of a rule. */
  readonly traces: (rule: string, count: number) => void;
  /** Rule of the file, or the relation itself, that a relation is counted by. */
  readonly idOf: (relation: string) => string;
  readonly rows: () => readonly RuleRow[];
}

export function createRuleCounts(law: LawProcedure): RuleCounts {
  const rows = new Map<string, Mutable>();
  const ids = new Map<string, string>();
  const row = (id: string, kind: string, cite: string): Mutable => {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const made: Mutable = {
      id,
      kind,
      cite,
      met: 0,
      late: 0,
      overdue: 0,
      running: 0,
      never_done: 0,
      undated: 0,
      other: 0,
      occurrences: 0,
      traces: 0,
    };
    rows.set(id, made);
    return made;
  };
  for (const rule of law.rules) row(rule.id, rule.kind, rule.cite);
  for (const clock of law.clocks) row(clock.id, 'clock', clock.cite);
  const idOf = (relation: string): string => {
    const known = ids.get(relation);
    if (known !== undefined) return known;
    const made = ruleOf(law, relation)?.id ?? relation;
    ids.set(relation, made);
    return made;
  };
  return {
    obligation(relation, cite, state, count) {
      row(idOf(relation), 'duty', cite)[COLUMN[state]] += count;
    },
    departures(relation, kind, cite, count) {
      row(idOf(relation), kind, cite).occurrences += count;
    },
    traces(rule, count) {
      const found = rows.get(rule);
      if (found !== undefined) found.traces += count;
    },
    idOf,
    rows: () => [...rows.values()],
  };
}
