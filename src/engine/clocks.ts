import { legalDate, momentIn, momentOf } from './calendar.ts';
import { anchorOf, countedFrom, momentOfAct, runDue } from './dates.ts';
import { type ClockHistoryOp, type ClockRecord, groupOf, type Marking, type Run, undecidedOf } from './marking.ts';
import { endDuty, openDuty } from './obligations.ts';
import type { ClockOp, Extension } from './plan.ts';
import { limitViolation, note } from './records.ts';
import { openingValue, read } from './store.ts';
import type { Act, ActType, Clock, Data, Due, Period } from './types.ts';

export const recordOf = (m: Marking, clock: Clock, subject: string | null): ClockRecord | undefined =>
  m.clocks.get(clock.id)?.get(groupOf(subject));

/** The same, made when first asked for. */
export function recordFor(m: Marking, clock: Clock, subject: string | null): ClockRecord {
  let records = m.clocks.get(clock.id);
  if (records === undefined) {
    records = new Map();
    m.clocks.set(clock.id, records);
  }
  let record = records.get(groupOf(subject));
  if (record === undefined) {
    record = { clock, subject, run: null, runs: 0, restarts: 0, extended: new Map(), history: [] };
    records.set(groupOf(subject), record);
  }
  return record;
}

/** Whose clock an act operates: the case's, the same subject's, or that of every present subject without an outcome. [15] */
export function clocksOf(m: Marking, clock: Clock, type: ActType, subject: string | null): readonly (string | null)[] {
  if (clock.subject === null) return [null];
  return type.subject === clock.subject && subject !== null ? [subject] : undecidedOf(m, clock.subject);
}

export const isRunning = (run: Run | null): run is Run => run !== null && run.status !== 'stopped';

/** Has the run ended by time before this moment? A paused clock cannot. */
export function hasExpired(m: Marking, run: Run, at: number): boolean {
  const due = runDue(m, run);
  return due !== null && at > due.at;
}

export function operate(m: Marking, operation: ClockOp, type: ActType, act: Act, subject: string | null): void {
  const { clock } = operation;
  for (const who of clocksOf(m, clock, type, subject)) {
    switch (operation.op) {
      case 'stop':
        stop(m, recordOf(m, clock, who), act);
        break;
      case 'pause':
        pause(m, recordOf(m, clock, who), act);
        break;
      case 'resume':
        resume(m, recordOf(m, clock, who), act);
        break;
      case 'extend':
        extend(m, recordOf(m, clock, who), operation.extension, act);
        break;
      case 'restart':
        restart(m, recordOf(m, clock, who), act);
        break;
      case 'start':
        start(m, clock, who, act);
    }
  }
}

const log = (m: Marking, record: ClockRecord, op: ClockHistoryOp, act: Act, cite = record.clock.cite): void => {
  record.history.push({ op, act: act.id, date: legalDate(act.at, m.world.calendar), cite });
};

function start(m: Marking, clock: Clock, subject: string | null, act: Act): void {
  const held = recordOf(m, clock, subject);
  if (held !== undefined && isRunning(held.run)) {
    if (mayRun(m, clock, subject, act))
      note(m, 'start-ignored', act, subject, `${clock.id} is already running`, {
        relation: clock.id,
        cite: clock.cite,
      });
    return;
  }
  if (mayRun(m, clock, subject, act)) begin(m, recordFor(m, clock, subject), act, 'start');
}

/** `when` of the clock and its dates in force, read at the act that starts or restarts it. */
function mayRun(m: Marking, clock: Clock, subject: string | null, act: Act): boolean {
  if (!inForce(m, clock, act.at)) return false;
  const { truth, missing } = read(m, clock.when, { subject, data: act.data, at: act.at });
  if (truth !== 'unknown') return truth;
  note(m, 'undetermined', act, subject, `whether ${clock.id} runs depends on ${missing.join(', ')}`, {
    relation: clock.id,
    cite: clock.cite,
    field: missing[0],
  });
  return false;
}

export function inForce(
  m: Marking,
  rule: { readonly from_date_in_force?: string; readonly to_date_in_force?: string },
  at: number,
): boolean {
  if (rule.from_date_in_force === undefined && rule.to_date_in_force === undefined) return true;
  const date = legalDate(at, m.world.calendar);
  return (
    (rule.from_date_in_force === undefined || date >= rule.from_date_in_force) &&
    (rule.to_date_in_force === undefined || date < rule.to_date_in_force)
  );
}

function begin(m: Marking, record: ClockRecord, act: Act, op: 'start' | 'restart'): void {
  const { clock, subject } = record;
  const length = lengthOf(m, clock, subject, act.data);
  if (length === null) {
    note(m, 'undetermined', act, subject, `the length of ${clock.id} stands in no act`, {
      relation: clock.id,
      cite: clock.cite,
      field: clock.lengthField,
    });
    return;
  }
  const { moment, field } = anchorOf(m, act, subject, clock.anchors[act.type]);
  const run: Run = {
    record,
    act: act.id,
    anchor: countedFrom(moment, length),
    ...(field === undefined ? {} : { field }),
    length,
    startedAt: momentOfAct(m, act).lo,
    status: 'running',
    shaping: [],
    extensions: [],
    pausedAt: null,
    ended: null,
    duty: null,
    counted: [null, null],
  };
  record.run = run;
  record.runs += 1;
  if (op === 'restart') record.restarts += 1;
  log(m, record, op, act);
  if (clock.expiry.kind === 'duty') owe(m, run, act, clock.expiry);
}

function owe(m: Marking, run: Run, act: Act, expiry: Extract<Clock['expiry'], { readonly kind: 'duty' }>): void {
  const { clock, subject } = run.record;
  const targets = expiry.owed.flatMap((id) => m.plan.acts.get(id)?.type ?? []);
  run.duty = openDuty(m, {
    key: dutyKey(m, clock.id, subject, act.id),
    origin: 'clock',
    relation: clock.id,
    cite: clock.cite,
    source: act.id,
    sourceType: null,
    sourceSubject: subject,
    subject,
    targets,
    discharge: 'all',
    openedAt: run.startedAt,
    period: null,
    run,
    alertOnly: expiry.alertOnly,
    ...(expiry.ifOverdue === undefined ? {} : { ifOverdue: expiry.ifOverdue }),
    survivesClose: false,
  });
}

/** Stable name of a duty: procedure, rule, subject, act that opened it. [10] */
export const dutyKey = (m: Marking, rule: string, subject: string | null, source: string | null): string =>
  [m.plan.procedure.id, rule, subject ?? '', source ?? 'initial'].join('|');

/** Whole months from a field of the starting act, else of the opening act, else the fixed length. [15] */
function lengthOf(m: Marking, clock: Clock, subject: string | null, data: Data): Period | null {
  const value =
    clock.lengthField === undefined
      ? undefined
      : (data[clock.lengthField] ?? openingValue(m, subject, clock.lengthField));
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? months(value) : clock.length;
}

const NOTHING = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0, working: false };
export const months = (n: number): Period => ({ ...NOTHING, months: n, text: `P${n}M` });
const days = (n: number): Period => ({ ...NOTHING, days: n, text: `P${n}D` });

/** The run is over: its duty is done by the stop, or gives way to the next run. What had passed by then stays. [7] */
function finish(m: Marking, run: Run, act: Act, how: 'met' | 'superseded'): void {
  const when = momentOfAct(m, act);
  if (run.status === 'paused') closePause(run, when.lo);
  const due = runDue(m, run);
  if (run.duty !== null && run.duty.ended === null)
    endDuty(m, run.duty, { how, when, act: act.id, actType: act.type, due });
  run.status = 'stopped';
  run.ended = { at: when.lo, due };
  if (run.record.clock.expiry.kind === 'limit') limitViolation(m, run, when.lo, act);
}

function stop(m: Marking, record: ClockRecord | undefined, act: Act): void {
  if (record === undefined || !isRunning(record.run)) return;
  finish(m, record.run, act, 'met');
  log(m, record, 'stop', act);
}

function restart(m: Marking, record: ClockRecord | undefined, act: Act): void {
  if (record === undefined || !mayRestart(m, record.clock, record.subject)) return;
  if (!mayRun(m, record.clock, record.subject, act)) return;
  if (isRunning(record.run)) finish(m, record.run, act, 'superseded');
  begin(m, record, act, 'restart');
}

/** A clock that never ran has nothing to begin again. */
export function mayRestart(m: Marking, clock: Clock, subject: string | null): boolean {
  const record = recordOf(m, clock, subject);
  return record !== undefined && record.run !== null && !restartSpent(record);
}

export const restartSpent = ({ clock, restarts }: ClockRecord): boolean =>
  clock.restartLimit !== undefined && restarts >= clock.restartLimit;

function pause(m: Marking, record: ClockRecord | undefined, act: Act): void {
  if (record === undefined || record.run === null || record.run.status !== 'running') return;
  const at = momentOfAct(m, act).lo;
  if (hasExpired(m, record.run, at)) {
    note(m, 'pause-after-expiry', act, record.subject, `${record.clock.id} had already run out`, {
      relation: record.clock.id,
      cite: record.clock.cite,
    });
    return;
  }
  record.run.status = 'paused';
  record.run.pausedAt = at;
  log(m, record, 'pause', act);
}

function resume(m: Marking, record: ClockRecord | undefined, act: Act): void {
  if (record === undefined || record.run === null || record.run.status !== 'paused') return;
  closePause(record.run, momentOfAct(m, act).lo);
  record.run.status = 'running';
  log(m, record, 'resume', act);
}

function closePause(run: Run, until: number): void {
  const { clock } = run.record;
  if (run.pausedAt === null) return;
  run.shaping.push({
    kind: 'pause',
    from: run.pausedAt,
    until,
    inclusive: clock.pausedDaysInclusive,
    cite: clock.cite,
  });
  run.pausedAt = null;
  run.counted = [null, null];
}

export type ExtensionProblem = 'extension-spent' | 'extension-out-of-time';

/** Why an extension has no effect on a clock; null: it has. [7] */
export function extensionProblem(
  m: Marking,
  record: ClockRecord,
  extension: Extension,
  at: number,
): ExtensionProblem | null {
  const { run } = record;
  if (run === null || run.status === 'stopped') return 'extension-out-of-time';
  const used = run.extensions.filter((e) => e.type === extension.act).length;
  const total = record.extended.get(extension.act) ?? 0;
  if (used >= extension.times || (extension.timesTotal !== undefined && total >= extension.timesTotal))
    return 'extension-spent';
  return hasExpired(m, run, at) ? 'extension-out-of-time' : null;
}

function extend(m: Marking, record: ClockRecord | undefined, extension: Extension, act: Act): void {
  const at = momentOfAct(m, act).lo;
  if (record === undefined || record.run === null || extensionProblem(m, record, extension, at) !== null) return;
  const { run } = record;
  const shape = shapeOf(m, extension, act);
  if (shape === null) {
    note(
      m,
      'undetermined',
      act,
      record.subject,
      `${act.type} does not say by how much ${record.clock.id} is extended`,
      {
        relation: record.clock.id,
        cite: extension.cite,
        field: extension.toDate ?? extension.byField,
      },
    );
    return;
  }
  run.shaping.push(shape);
  const period = shape.kind === 'to-date' ? shape.date : shape.by.text;
  run.extensions.push({ act: act.id, type: extension.act, period, cite: extension.cite });
  record.extended.set(extension.act, (record.extended.get(extension.act) ?? 0) + 1);
  run.counted = [null, null];
  log(m, record, 'extend', act, extension.cite);
}

function shapeOf(m: Marking, extension: Extension, act: Act) {
  const { cite, by } = extension;
  const until = extension.toDate === undefined ? undefined : act.data[extension.toDate];
  if (typeof until === 'string') {
    const at = momentOf(until, m.world.calendar);
    if (at !== null)
      return {
        kind: 'to-date',
        act: act.id,
        date: legalDate(at, m.world.calendar),
        ...momentIn(until, at),
        cite,
      } as const;
  }
  const given = extension.byField === undefined ? undefined : act.data[extension.byField];
  const length = typeof given === 'number' && Number.isInteger(given) && given >= 0 ? givenOf(given, by) : by;
  return length === null ? null : ({ kind: 'extend', act: act.id, by: length, cite } as const);
}

/** The days (or whole months, where the most is given in months) actually granted, at most `by`. [15] */
export function givenOf(given: number, most: Period | null): Period {
  if (most === null) return days(given);
  const inMonths = most.months > 0 && most.days === 0 && most.weeks === 0;
  if (inMonths) return given > most.months + most.years * 12 ? most : months(given);
  return given > most.days + most.weeks * 7 ? most : days(given);
}

/** A bar clock that the act starts and stops: kept as an ended run, so that its `bars` know. [15] */
export function keepMeasured(
  m: Marking,
  clock: Clock,
  due: Due,
  type: ActType,
  act: Act,
  subject: string | null,
): void {
  const at = momentOfAct(m, act).lo;
  for (const who of clocksOf(m, clock, type, subject)) {
    const record = recordFor(m, clock, who);
    record.runs += 1;
    record.run = {
      record,
      act: act.id,
      anchor: at,
      length: clock.length!,
      startedAt: at,
      status: 'stopped',
      shaping: [],
      extensions: [],
      pausedAt: null,
      ended: { at, due },
      duty: null,
      counted: [null, null],
    };
  }
}
