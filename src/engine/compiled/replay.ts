import { fold } from '../fold.ts';
import type { Act, CaseState, Data, Procedure, Value, Violation, World } from '../types.ts';
import { type Columns, casesIn, eventId, subjectName, timeAt, valueAt } from './columns.ts';
import { compileProgram } from './compile.ts';
import { gathered } from './gather.ts';
import type { Program } from './program.ts';
import { runCase } from './run.ts';
import { NONE, newState, type State } from './state.ts';
import { countDuty, countLive, type Groups, newTally, STATE, type Tally, type Verdict, verdictOf } from './tally.ts';
import type { ColumnViolation } from './violation.ts';
import { type WatchedDuty, watchedIn } from './watched.ts';

/** A procedure compiled to integers for one world. [14] */
export interface Compiled {
  readonly procedure: Procedure;
  readonly world: World;
  /** Number of each act type in a column. */
  readonly codes: ReadonlyMap<string, number>;
  /** Why every case goes the live path; [] = it does not. */
  readonly liveOnly: readonly string[];
  readonly program: Program;
}

export function compile(procedure: Procedure, world: World): Compiled {
  const program = compileProgram(procedure, world);
  return { procedure, world, codes: program.codes, liveOnly: program.liveOnly, program };
}

export interface ReplayOptions {
  /** End of observation, ms UTC. [6] */
  readonly until: number;
  /** Only events recorded by then. [8] */
  readonly knownAt?: number;
  /** Called for each departure as its case is done, cases in their order. */
  readonly onViolation?: (violation: ColumnViolation) => void;
  /** Called for each duty of a response rule that stands in the rates, once; no act then goes the swift way. */
  readonly onWatched?: (duty: WatchedDuty) => void;
  /** Names that several rules share, by rule id: the verdict counts the cases that broke any of them. */
  readonly groups?: Groups;
  /** Only these cases: from (inclusive) and to (exclusive). */
  readonly cases?: readonly [from: number, to: number];
  /** Every case by the live path, for comparison. */
  readonly live?: boolean;
  /** false: no act the swift way, for comparison. */
  readonly swift?: boolean;
}

/** Replays a log in columns: the same verdicts as `replay` case by case. Cases do not touch each other. [10, 14] */
export function replayColumns(compiled: Compiled, columns: Columns, options: ReplayOptions): Verdict {
  const tally = tallyColumns(compiled, columns, options);
  return verdictOf(tally, compiled.program.acts.length, columns.unknown);
}

/** The verdict on cases that stand in no columns, as `fold` leaves them at the end of observation; to be added to that of others. */
export function verdictOfStates({ program }: Compiled, states: readonly CaseState[], groups?: Groups): Verdict {
  const tally = newTally(program, groups);
  for (const [nr, state] of states.entries()) countLive(tally, state, nr);
  tally.cases = states.length;
  return verdictOf(tally, program.acts.length, undefined);
}

/** A marking for cases of these columns. */
export function stateFor({ program }: Compiled, columns: Columns, options: ReplayOptions): State {
  const s = newState(program, newTally(program, options.groups));
  s.emit = options.onViolation ?? null;
  s.watch = options.onWatched ?? null;
  use(s, columns, options);
  return s;
}

export function tallyColumns(compiled: Compiled, columns: Columns, options: ReplayOptions): Tally {
  const { program } = compiled;
  const s = stateFor(compiled, columns, options);
  const { tally } = s;
  const [from, to] = options.cases ?? [0, casesIn(columns)];
  const live = options.live === true || program.liveOnly.length > 0;
  const { endOfObservation } = columns;
  const prepared = isPrepared(program, columns, options);
  const sorted = prepared && allInOrder(columns, from, to);
  for (let nr = from; nr < to; nr++) {
    const until =
      endOfObservation === undefined ? options.until : Math.min(options.until, endOfObservation[nr] ?? options.until);
    const way = live
      ? 'live'
      : sorted || (prepared && inOrder(columns, nr))
        ? 'columns'
        : wayOf(program, columns, nr, options);
    if (way === 'columns') runCase(s, nr, until);
    else if (way === 'live') runLive(s, nr, until, options);
    else {
      use(s, gathered(columns, nr, way), options);
      runCase(s, nr, until);
      use(s, columns, options);
    }
  }
  for (const { nr, rule } of program.duties) countDuty(tally, rule, STATE.met, s.met[nr]!);
  tally.cases += to - from;
  return tally;
}

/** Nothing in the columns can ask for another way than by the columns as they stand, but the order of events. */
const isPrepared = (p: Program, columns: Columns, { knownAt }: ReplayOptions): boolean =>
  columns.annuls === undefined && columns.precision === undefined && knownAt === undefined && p.kinds.length < 2;

/** Whether time falls between events only where a case ends: counted without a branch for each event. */
function allInOrder({ time, seq, caseOffsets }: Columns, from: number, to: number): boolean {
  if (seq !== undefined || from >= to) return false;
  const start = caseOffsets[from]!;
  const end = caseOffsets[to]!;
  let falls = 0;
  for (let event = start + 1; event < end; event++) falls += time[event]! < time[event - 1]! ? 1 : 0;
  let between = 0;
  for (let nr = from + 1; nr < to; nr++) {
    const first = caseOffsets[nr]!;
    if (first > start && first < end && first > caseOffsets[nr - 1]!)
      between += time[first]! < time[first - 1]! ? 1 : 0;
  }
  return falls === between;
}

function inOrder({ time, seq, caseOffsets }: Columns, nr: number): boolean {
  const to = caseOffsets[nr + 1]!;
  const from = caseOffsets[nr]!;
  if (from === to) return true;
  let before = time[from]!;
  for (let event = from + 1; event < to; event++) {
    const at = time[event]!;
    if (at < before || (seq !== undefined && at === before && seq[event]! < seq[event - 1]!)) return false;
    before = at;
  }
  return true;
}

/** By the columns as they stand, by some events in another order, or by the live path. */
function wayOf(p: Program, columns: Columns, nr: number, { knownAt }: ReplayOptions): 'columns' | 'live' | number[] {
  const from = columns.caseOffsets[nr]!;
  const to = columns.caseOffsets[nr + 1]!;
  const { annuls, precision } = columns;
  const events: number[] = [];
  for (let event = from; event < to; event++) {
    if (knownAt !== undefined && (columns.recordedAt?.[event] ?? timeAt(columns, event)) > knownAt) continue;
    if (annuls !== undefined && annuls[event] !== NONE) return 'live';
    if (precision !== undefined && precision[event] === 1) return 'live';
    events.push(event);
  }
  if (p.kinds.length > 1 && changesKind(p, columns, events)) return 'live';
  if (events.length === to - from && inOrder(columns, nr)) return 'columns';
  const seq = (event: number): number => columns.seq?.[event] ?? event;
  return events.sort((a, b) => timeAt(columns, a) - timeAt(columns, b) || seq(a) - seq(b));
}

/** A subject is named by acts on subjects of different kinds. */
function changesKind(p: Program, { act, subject }: Columns, events: readonly number[]): boolean {
  const kinds = new Map<number, number>();
  for (const event of events) {
    const code = subject?.[event] ?? 0;
    const kind = p.acts[act[event]!]?.kind;
    if (code === 0 || kind === undefined) continue;
    const known = kinds.get(code);
    if (known === undefined) kinds.set(code, kind === NONE ? 0 : kind);
    else if (kind !== NONE && kind !== known) return true;
  }
  return false;
}

/** Points the state at columns. */
function use(s: State, columns: Columns, options: ReplayOptions): void {
  s.columns = columns;
  s.cols = s.p.fields.map((field) => columns.data?.[field]);
  s.exact.fill(0);
  for (const { code, exact, type, fields } of s.p.acts) {
    const ranked = columns.authority !== undefined && type.by === 'office';
    const asks = fields.some(
      ({ field, column }) => s.cols[column] !== undefined || (field.required && type.by === 'office'),
    );
    if (exact || ranked || asks) s.exact[code] = 1;
    s.swift[code] = ranked || asks ? null : (s.p.swift[code] ?? null);
  }
  s.swiftActs = options.swift !== false && s.watch === null && s.swift.some((act) => act !== null);
}

function runLive(s: State, nr: number, until: number, { knownAt }: ReplayOptions): void {
  const { procedure, world } = s.p;
  const state = fold(procedure, actsIn(s.p, s.columns, nr), world, { now: until, knownAt });
  countLive(s.tally, state, nr);
  const { unknown } = s.tally;
  for (const act of state.acts)
    if (act.derived !== true && !s.p.codes.has(act.type)) {
      const code = s.p.acts.length + Math.max(0, s.columns.unknown?.indexOf(act.type) ?? 0);
      unknown[code] = (unknown[code] ?? 0) + 1;
    }
  if (s.watch !== null) for (const duty of watchedIn(state, nr)) s.watch(duty);
  if (s.emit !== null) for (const violation of state.violations) s.emit(fromLive(violation, nr));
}

const fromLive = (violation: Violation, ofCase: number): ColumnViolation => ({
  case: ofCase,
  key: violation.key,
  kind: violation.kind,
  relation: violation.relation,
  cite: violation.cite,
  subject: violation.subject,
  act: violation.act,
  actType: violation.actType,
  obligation: violation.obligation,
  targets: violation.targets,
  at: violation.at,
  dueAt: violation.due?.at,
  byMs: violation.byMs,
  byDays: violation.byDays,
  blame: violation.blame,
  sources: violation.sources,
  sourceSubject: violation.sourceSubject ?? undefined,
  basis: undefined,
  ...(violation.due === undefined ? {} : { due: violation.due }),
});

/** The acts of one case of the columns, as the live path takes them. */
export function actsIn(p: Program, columns: Columns, nr: number): readonly Act[] {
  const from = columns.caseOffsets[nr]!;
  const acts: Act[] = [];
  const fields = Object.entries(columns.data ?? {});
  for (let event = from; event < columns.caseOffsets[nr + 1]!; event++) {
    const at = timeAt(columns, event);
    const code = columns.act[event]!;
    const name = columns.subject?.[event] ?? 0;
    const data: Record<string, Value> = {};
    for (const [field, column] of fields) {
      const value = valueAt(column, event);
      if (value !== undefined) data[field] = value;
    }
    const annuls = columns.annuls?.[event] ?? NONE;
    const authority = valueAt(columns.authority, event);
    acts.push({
      id: eventId(columns, from, event),
      type: annuls === NONE ? (p.acts[code]?.id ?? nameOfUnknown(p, columns, code)) : 'annul',
      subject: name === 0 ? null : subjectName(columns, nr, name),
      at,
      precision: columns.precision?.[event] === 1 ? 'day' : 'ms',
      recordedAt: columns.recordedAt?.[event] ?? at,
      seq: columns.seq?.[event] ?? event - from + 1,
      data: data as Data,
      ...(annuls === NONE ? {} : { annuls: annuls < 0 ? '' : eventId(columns, from, from + annuls) }),
      ...(typeof authority === 'string' ? { authority } : {}),
    });
  }
  return acts;
}

/** The acts of one case of the columns as `fold`, `replay` and `align` take them; `#1`, `#2` … where the columns name no ids. */
export const actsOfCase = ({ program }: Compiled, columns: Columns, nr: number): readonly Act[] =>
  actsIn(program, columns, nr);

export const nameOfUnknown = (p: Program, columns: Columns, code: number): string =>
  columns.unknown?.[code - p.acts.length] ?? `act ${code}`;
