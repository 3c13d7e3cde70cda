import { legalDate, momentIn, momentOf } from '../calendar.ts';
import { givenOf, months } from '../clocks.ts';
import { isExact } from '../period.ts';
import type { Clock, Data, Period } from '../types.ts';
import { valueAt } from './columns.ts';
import { anchorOf, openingValue, runDue, runEnd } from './dues.ts';
import { headOf, limitExceeded, meet, openDuty, supersede } from './duties.ts';
import { idOf } from './names.ts';
import type { ClockStep, CompiledAct, CompiledClock, Force } from './program.ts';
import { type ClockRecord, type End, NONE, type Run, type State } from './state.ts';
import { countNote } from './tally.ts';

export const recordOf = (s: State, clock: CompiledClock, group: number): ClockRecord | undefined =>
  s.records[clock.nr]![group];

function recordFor(s: State, clock: CompiledClock, group: number): ClockRecord {
  const known = recordOf(s, clock, group);
  if (known !== undefined) return known;
  const made: ClockRecord = { clock, group, run: null, restarts: 0, extended: new Map() };
  s.records[clock.nr]![group] = made;
  s.made.push(made);
  return made;
}

/** Whose clock an act operates: the case's (0), the same subject's, or that of every subject without an outcome. [15] */
export function clocksOf(s: State, clock: CompiledClock, act: CompiledAct, group: number): readonly number[] {
  if (clock.kind === NONE) return CASE_ONLY;
  if (act.kind === clock.kind && group > 0) return [group];
  const found: number[] = [];
  for (let g = 1; g < s.groups; g++) if (s.kind[g] === clock.kind && s.outcome[g] === 0) found.push(g);
  return found;
}
const CASE_ONLY: readonly number[] = [0];

export const isAlive = (run: Run | null): run is Run => run !== null && run.status !== 'stopped';

export function inForce(s: State, force: Force | null, at: number): boolean {
  if (force === null) return true;
  const day = s.p.dayOf(at);
  return day >= force.from && day < force.to;
}

/** `group` of a guard: −1 where no subject is meant. */
export const seenBy = (group: number): number => (group > 0 ? group : NONE);

export function operate(s: State, step: ClockStep, act: CompiledAct, event: number, group: number, at: number): void {
  for (const who of clocksOf(s, step.clock, act, group)) {
    const record = recordOf(s, step.clock, who);
    switch (step.op) {
      case 'stop':
        if (record !== undefined && isAlive(record.run)) finish(s, record.run, event, at, true);
        break;
      case 'pause':
        pause(s, record, at);
        break;
      case 'resume':
        if (record?.run?.status === 'paused') {
          closePause(record.run, at);
          record.run.status = 'running';
        }
        break;
      case 'extend':
        if (record !== undefined) extend(s, record, step.extension, event, at);
        break;
      case 'restart':
        if (record !== undefined && mayRestart(record) && mayRun(s, step.clock, who, event, at)) {
          if (isAlive(record.run)) finish(s, record.run, event, at, false);
          begin(s, record, act, event, at, true);
        }
        break;
      case 'start':
        start(s, step.clock, record, who, act, event, at);
    }
  }
}

function start(
  s: State,
  clock: CompiledClock,
  record: ClockRecord | undefined,
  who: number,
  act: CompiledAct,
  event: number,
  at: number,
): void {
  const may = mayRun(s, clock, who, event, at);
  if (!may) return;
  if (record !== undefined && isAlive(record.run)) countNote(s.tally, 'start-ignored');
  else begin(s, recordFor(s, clock, who), act, event, at, false);
}

function mayRun(s: State, clock: CompiledClock, who: number, event: number, at: number): boolean {
  if (!inForce(s, clock.force, at)) return false;
  const truth = clock.test === null ? 1 : clock.test(s, event, seenBy(who), at);
  if (truth === 2) countNote(s.tally, 'undetermined');
  return truth === 1;
}

export const restartSpent = ({ clock: { clock }, restarts }: ClockRecord): boolean =>
  clock.restartLimit !== undefined && restarts >= clock.restartLimit;

const mayRestart = (record: ClockRecord): boolean => record.run !== null && !restartSpent(record);

function begin(s: State, record: ClockRecord, act: CompiledAct, event: number, at: number, again: boolean): void {
  const { clock, group } = record;
  const given = lengthIn(s, clock.clock, group, event);
  const length = given ?? clock.clock.length;
  if (length === null) {
    countNote(s.tally, 'undetermined');
    return;
  }
  const fielded = anchorOf(s, clock.clock.anchors[act.id], event, group);
  const anchor = clock.clock.anchors[act.id];
  const run: Run = {
    clock,
    group,
    event,
    anchor: isExact(length) ? s.anchorHi : s.anchorLo,
    field: fielded ? anchor?.field : undefined,
    length,
    tabled: given === null,
    shaping: [],
    extensions: [],
    status: 'running',
    pausedAt: Number.NaN,
    ended: null,
    hasEnded: false,
    stoppedAt: Number.NaN,
    duty: NONE,
  };
  record.run = run;
  if (again) record.restarts += 1;
  if (clock.duty === NONE) return;
  const rule = s.p.duties[clock.duty]!;
  const d = openDuty(s, rule, group, rule.kind === NONE ? 0 : group, event, seenBy(group), at);
  s.duties.run[d] = run;
  run.duty = s.duties.order[d]!;
}

/** Whole months from a field of the starting act, else of the opening act. [15] */
function lengthIn(s: State, clock: Clock, group: number, event: number): Period | null {
  const { lengthField } = clock;
  if (lengthField === undefined) return null;
  const own = event < 0 ? undefined : valueAt(s.cols[s.p.columnOf(lengthField)], event);
  const value = own ?? openingValue(s, group, lengthField);
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? months(value) : null;
}

/** The open duty of a run; −1: none. */
function dutyOf(s: State, run: Run): number {
  if (run.duty === NONE) return NONE;
  for (let d = headOf(s, run.clock.duty); d !== NONE; d = s.duties.next[d]!)
    if (s.duties.order[d] === run.duty) return d;
  return NONE;
}

function finish(s: State, run: Run, event: number, at: number, met: boolean): void {
  if (run.status === 'paused') closePause(run, at);
  const end = runEnd(s, run);
  const d = dutyOf(s, run);
  if (d !== NONE) {
    if (met) meet(s, d, event, at);
    else supersede(s, d, event, at, end);
  }
  stopRun(run, end, at);
  if (run.clock.clock.expiry.kind === 'limit') limitExceeded(s, run, end, at, event);
}

export function stopRun(run: Run, end: End | null, at: number): void {
  run.status = 'stopped';
  run.ended = end;
  run.hasEnded = true;
  run.stoppedAt = at;
}

function pause(s: State, record: ClockRecord | undefined, at: number): void {
  const run = record?.run ?? null;
  if (run === null || run.status !== 'running') return;
  if (at > runDue(s, run)) {
    countNote(s.tally, 'pause-after-expiry');
    return;
  }
  run.status = 'paused';
  run.pausedAt = at;
}

function closePause(run: Run, until: number): void {
  const { pausedDaysInclusive: inclusive, cite } = run.clock.clock;
  if (Number.isNaN(run.pausedAt)) return;
  run.shaping.push({ kind: 'pause', from: run.pausedAt, until, inclusive, cite });
  run.pausedAt = Number.NaN;
}

type Extension = Clock['extends'][number];

/** Why an extension has no effect; null: it has. [7] */
export function extensionProblem(
  s: State,
  record: ClockRecord,
  extension: Extension,
  at: number,
): 'extension-spent' | 'extension-out-of-time' | null {
  const { run } = record;
  if (run === null || run.status === 'stopped') return 'extension-out-of-time';
  let used = 0;
  for (const act of run.extensions) if (act === extension.act) used += 1;
  const total = record.extended.get(extension.act) ?? 0;
  if (used >= extension.times || (extension.timesTotal !== undefined && total >= extension.timesTotal))
    return 'extension-spent';
  return at > runDue(s, run) ? 'extension-out-of-time' : null;
}

function extend(s: State, record: ClockRecord, extension: Extension, event: number, at: number): void {
  if (record.run === null || extensionProblem(s, record, extension, at) !== null) return;
  const shape = shapeOf(s, extension, event);
  if (shape === null) {
    countNote(s.tally, 'undetermined');
    return;
  }
  record.run.shaping.push(shape);
  record.run.extensions.push(extension.act);
  record.extended.set(extension.act, (record.extended.get(extension.act) ?? 0) + 1);
}

function shapeOf(s: State, extension: Extension, event: number) {
  const { cite, by, toDate, byField } = extension;
  const { calendar } = s.p.world;
  const act = idOf(s, event)!;
  const field = (name: string | undefined): Data[string] | undefined =>
    name === undefined || event < 0 ? undefined : valueAt(s.cols[s.p.columnOf(name)], event);
  const until = field(toDate);
  if (typeof until === 'string') {
    const at = momentOf(until, calendar);
    if (at !== null)
      return { kind: 'to-date', act, date: legalDate(at, calendar), ...momentIn(until, at), cite } as const;
  }
  const given = field(byField);
  const length = typeof given === 'number' && Number.isInteger(given) && given >= 0 ? givenOf(given, by) : by;
  return length === null ? null : ({ kind: 'extend', act, by: length, cite } as const);
}

/** A bar clock that the act starts and stops: kept as an ended run, so that its `bars` know. [15] */
export function keepMeasured(
  s: State,
  clock: CompiledClock,
  end: End,
  act: CompiledAct,
  event: number,
  group: number,
  at: number,
): void {
  for (const who of clocksOf(s, clock, act, group)) {
    recordFor(s, clock, who).run = {
      clock,
      group: who,
      event,
      anchor: at,
      field: undefined,
      length: clock.clock.length!,
      tabled: true,
      shaping: [],
      extensions: [],
      status: 'stopped',
      pausedAt: Number.NaN,
      ended: end,
      hasEnded: true,
      stoppedAt: at,
      duty: NONE,
    };
  }
}
