import type { CaseState, Note, ObligationState, ViolationKind } from '../types.ts';
import type { Program, Rule } from './program.ts';

export const STATES: readonly ObligationState[] = [
  'met',
  'met-late',
  'running',
  'overdue',
  'open-undated',
  'never-done',
  'reminded',
  'asleep',
  'withdrawn',
  'superseded',
  'moot',
];
export const STATE = {
  met: 0,
  metLate: 1,
  running: 2,
  overdue: 3,
  openUndated: 4,
  neverDone: 5,
  reminded: 6,
  asleep: 7,
  withdrawn: 8,
  superseded: 9,
} as const;
const STEP = STATES.length;

/** Names that several rules share, by rule id. */
export type Groups = Readonly<Record<string, string>>;

/** Cases with a violation of any rule of a group. */
interface GroupTally {
  readonly names: readonly string[];
  readonly byRule: Groups;
  /** Place of each rule's group in `names`; −1: none. */
  readonly of: number[];
  readonly traces: number[];
  /** Last case that broke a rule of the group. */
  readonly seen: number[];
}

/** Counts while a log is replayed; plain data, so that parts can be added up in any order. [10] */
export interface Tally {
  readonly rules: Rule[];
  readonly states: number[];
  readonly occurrences: number[];
  readonly traces: number[];
  /** Last case in which the rule was broken, by its number in this part. */
  readonly seen: number[];
  readonly alert: boolean[];
  readonly groups: GroupTally;
  readonly byKind: Partial<Record<ViolationKind, number>>;
  readonly notes: Partial<Record<Note['kind'], number>>;
  /** Events by the number of their unknown act. */
  readonly unknown: Record<number, number>;
  cases: number;
  casesWithViolations: number;
  /** Last case with a violation, by its number in this part. */
  lastBroken: number;
  acts: number;
  violations: number;
  notAllowed: number;
  live: number;
}

function newGroups(rules: readonly Rule[], byRule: Groups): GroupTally {
  const names = [...new Set(Object.values(byRule))];
  return {
    names,
    byRule,
    of: rules.map(({ id }) => placeOf(names, byRule, id)),
    traces: names.map(() => 0),
    seen: names.map(() => -1),
  };
}

const placeOf = (names: readonly string[], byRule: Groups, rule: string): number =>
  Object.hasOwn(byRule, rule) ? names.indexOf(byRule[rule]!) : -1;

export function newTally(p: Program, groups: Groups = {}): Tally {
  const count = p.rules.length;
  const alert = new Array<boolean>(count).fill(false);
  for (const duty of p.duties) alert[duty.rule] = duty.alertOnly;
  return {
    rules: [...p.rules],
    states: new Array<number>(count * STEP).fill(0),
    occurrences: new Array<number>(count).fill(0),
    traces: new Array<number>(count).fill(0),
    seen: new Array<number>(count).fill(-1),
    alert,
    groups: newGroups(p.rules, groups),
    byKind: {},
    notes: {},
    unknown: {},
    cases: 0,
    casesWithViolations: 0,
    lastBroken: -1,
    acts: 0,
    violations: 0,
    notAllowed: 0,
    live: 0,
  };
}

export function countDuty(t: Tally, rule: number, state: number, times = 1): void {
  t.states[rule * STEP + state]! += times;
}

export function countViolation(t: Tally, rule: number, kind: ViolationKind, ofCase: number): void {
  t.violations += 1;
  t.byKind[kind] = (t.byKind[kind] ?? 0) + 1;
  t.occurrences[rule]! += 1;
  if (t.seen[rule] === ofCase) return;
  t.seen[rule] = ofCase;
  t.traces[rule]! += 1;
  if (t.lastBroken !== ofCase) {
    t.lastBroken = ofCase;
    t.casesWithViolations += 1;
  }
  const group = t.groups.of[rule]!;
  if (group < 0 || t.groups.seen[group] === ofCase) return;
  t.groups.seen[group] = ofCase;
  t.groups.traces[group]! += 1;
}

export function countNote(t: Tally, kind: Note['kind']): void {
  t.notes[kind] = (t.notes[kind] ?? 0) + 1;
}

/** The row of a rule; rows that only one case has (`left:SUBJECT`) are made when first met. */
function rowOf(t: Tally, id: string, cite: string, alert: boolean): number {
  const known = t.rules.findIndex((rule) => rule.id === id);
  if (known >= 0) return known;
  t.rules.push({ id, kind: 'other', cite });
  for (let state = 0; state < STEP; state++) t.states.push(0);
  t.occurrences.push(0);
  t.traces.push(0);
  t.seen.push(-1);
  t.alert.push(alert);
  t.groups.of.push(placeOf(t.groups.names, t.groups.byRule, id));
  return t.rules.length - 1;
}

/** Counts a case that went the live path. */
export function countLive(t: Tally, state: CaseState, ofCase: number): void {
  for (const { relation, cite, alertOnly, state: is } of state.obligations)
    countDuty(t, rowOf(t, relation, cite, alertOnly), STATES.indexOf(is));
  const refused = new Set<string>();
  for (const { relation, cite, kind, act, obligation } of state.violations) {
    countViolation(t, rowOf(t, relation, cite, false), kind, ofCase);
    if (act !== undefined && obligation === undefined && kind !== 'limit-exceeded') refused.add(act);
  }
  for (const { kind } of state.notes) countNote(t, kind);
  t.acts += state.acts.length;
  t.notAllowed += refused.size;
  t.live += 1;
}

/** Adds the counts of another part of the log, counted by the same groups. */
export function addTally(t: Tally, part: Tally): void {
  for (const [nr, rule] of part.rules.entries()) {
    const row = rowOf(t, rule.id, rule.cite, part.alert[nr]!);
    for (let state = 0; state < STEP; state++) t.states[row * STEP + state]! += part.states[nr * STEP + state]!;
    t.occurrences[row]! += part.occurrences[nr]!;
    t.traces[row]! += part.traces[nr]!;
  }
  for (const [kind, count] of Object.entries(part.byKind) as [ViolationKind, number][])
    t.byKind[kind] = (t.byKind[kind] ?? 0) + count;
  for (const [kind, count] of Object.entries(part.notes) as [Note['kind'], number][])
    t.notes[kind] = (t.notes[kind] ?? 0) + count;
  for (const [code, count] of Object.entries(part.unknown))
    t.unknown[Number(code)] = (t.unknown[Number(code)] ?? 0) + count;
  for (const [group, traces] of part.groups.traces.entries()) t.groups.traces[group]! += traces;
  t.cases += part.cases;
  t.casesWithViolations += part.casesWithViolations;
  t.acts += part.acts;
  t.violations += part.violations;
  t.notAllowed += part.notAllowed;
  t.live += part.live;
}

/** What became of one rule over a log. `late`: met late; `running` is right-censored and stands in no rate. [10] */
export interface RuleCounts {
  readonly id: string;
  readonly kind: Rule['kind'];
  readonly cite: string;
  readonly met: number;
  readonly late: number;
  readonly overdue: number;
  readonly running: number;
  readonly never_done: number;
  readonly open_undated: number;
  readonly asleep: number;
  readonly withdrawn: number;
  readonly superseded: number;
  readonly moot: number;
  readonly reminded: number;
  /** Violations, and the cases that have at least one. */
  readonly occurrences: number;
  readonly traces: number;
  /** met ÷ (met + late + overdue + never_done); null where nothing was to be counted. */
  readonly timely: number | null;
}

export interface Verdict {
  readonly cases: number;
  readonly casesWithViolations: number;
  readonly acts: number;
  readonly violations: number;
  readonly actsNotAllowed: number;
  readonly byKind: Partial<Readonly<Record<ViolationKind, number>>>;
  /** Duties by state, without those that only remind. */
  readonly obligations: Readonly<Record<ObligationState, number>>;
  readonly alertOnly: number;
  readonly timely: number | null;
  /** Rules of the procedure, then what else was broken or owed (`initial:ACT`, `close:ACT` …). */
  readonly rules: readonly RuleCounts[];
  /** Cases with a violation of any rule of a group (`ReplayOptions.groups`), by its name. */
  readonly groupTraces: Readonly<Record<string, number>>;
  readonly notes: Partial<Readonly<Record<Note['kind'], number>>>;
  readonly unknown: readonly { readonly activity: string; readonly events: number }[];
  /** Cases that went the live path (`Compiled.liveOnly`, corrections, day precision and the like). */
  readonly liveCases: number;
}

export const OF_THE_PROCEDURE: ReadonlySet<Rule['kind']> = new Set([
  'condition',
  'milestone',
  'window',
  'response',
  'exclude',
  'include',
  'clock',
]);

const rate = (met: number, missed: number): number | null => (met + missed === 0 ? null : met / (met + missed));
const sorted = <K extends string, V>(record: Partial<Record<K, V>>): Partial<Record<K, V>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as Partial<Record<K, V>>;

export function verdictOf(t: Tally, acts: number, names: readonly string[] | undefined): Verdict {
  const totals = STATES.map((_, state) => {
    let sum = 0;
    for (let rule = 0; rule < t.rules.length; rule++) if (!t.alert[rule]) sum += t.states[rule * STEP + state]!;
    return sum;
  });
  const obligations = Object.fromEntries(STATES.map((state, i) => [state, totals[i]!])) as Record<
    ObligationState,
    number
  >;
  const rules = t.rules.map((rule, nr) => ruleCounts(t, rule, nr));
  const known = rules.filter(({ kind }) => OF_THE_PROCEDURE.has(kind));
  const others = rules
    .filter((row) => !OF_THE_PROCEDURE.has(row.kind) && !isEmpty(row))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  let alertOnly = 0;
  for (let rule = 0; rule < t.rules.length; rule++)
    if (t.alert[rule]) for (let state = 0; state < STEP; state++) alertOnly += t.states[rule * STEP + state]!;
  return {
    cases: t.cases,
    casesWithViolations: t.casesWithViolations,
    acts: t.acts,
    violations: t.violations,
    actsNotAllowed: t.notAllowed,
    byKind: sorted(t.byKind),
    obligations,
    alertOnly,
    timely: rate(obligations.met, obligations['met-late'] + obligations.overdue + obligations['never-done']),
    rules: [...known, ...others],
    groupTraces: Object.fromEntries(t.groups.names.map((name, group) => [name, t.groups.traces[group]!])),
    notes: sorted(t.notes),
    unknown: Object.entries(t.unknown)
      .map(([code, events]) => ({ activity: names?.[Number(code) - acts] ?? `act ${code}`, events }))
      .sort((a, b) => b.events - a.events || (a.activity < b.activity ? -1 : 1)),
    liveCases: t.live,
  };
}

function ruleCounts(t: Tally, { id, kind, cite }: Rule, nr: number): RuleCounts {
  const of = (state: number): number => t.states[nr * STEP + state]!;
  const [met, late, overdue, neverDone] = [of(0), of(1), of(3), of(5)];
  return {
    id,
    kind,
    cite,
    met,
    late,
    overdue,
    running: of(2),
    never_done: neverDone,
    open_undated: of(4),
    asleep: of(7),
    withdrawn: of(8),
    superseded: of(9),
    moot: of(10),
    reminded: of(6),
    occurrences: t.occurrences[nr]!,
    traces: t.traces[nr]!,
    timely: t.alert[nr] ? null : rate(met, late + overdue + neverDone),
  };
}

const isEmpty = (row: RuleCounts): boolean =>
  row.occurrences + row.traces + row.met + row.late + row.overdue + row.running + row.never_done === 0 &&
  row.open_undated + row.asleep + row.withdrawn + row.superseded + row.moot + row.reminded === 0;
