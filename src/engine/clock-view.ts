import { legalDate } from './calendar.ts';
import { extensionProblem, hasExpired } from './clocks.ts';
import { daysLeft, runDue } from './dates.ts';
import type { ClockRecord, Marking, Run } from './marking.ts';
import { limitOf } from './records.ts';
import type { ClockState, Violation } from './types.ts';

/** Every clock that was ever started, as it stands at `now`. [7] */
export function clockStates(m: Marking, now: number): readonly ClockState[] {
  const states: ClockState[] = [];
  for (const record of records(m)) if (record.run !== null) states.push(stateOf(m, record, record.run, now));
  return states;
}

function* records(m: Marking): Generator<ClockRecord> {
  for (const { id } of m.plan.procedure.clocks) yield* m.clocks.get(id)?.values() ?? [];
}

function stateOf(m: Marking, record: ClockRecord, run: Run, now: number): ClockState {
  const { clock, subject } = record;
  const expired = run.status === 'running' && hasExpired(m, run, now);
  return {
    clock: clock.id,
    subject,
    status: expired ? 'expired' : run.status,
    startedAt: legalDate(run.anchor, m.world.calendar),
    due: runDue(m, run),
    ...(run.pausedAt === null
      ? {}
      : { pausedSince: legalDate(run.pausedAt, m.world.calendar), daysLeft: daysLeft(m, run) }),
    run: record.runs,
    restarts: record.restarts,
    extensions: run.extensions.map(({ act, period, cite }) => ({ act, period, cite })),
    mayExtend: clock.extends
      .filter((extension) => extensionProblem(m, record, extension, now) === null)
      .map(({ act, by, toDate, byField, cite }) => ({ act, period: by?.text ?? toDate ?? byField ?? '', cite })),
    history: [...record.history],
  };
}

/** Limits that have run out and still last. [7 `limit`] */
export function limitsExceeded(m: Marking, now: number): readonly Violation[] {
  const found: Violation[] = [];
  for (const { clock, run } of records(m)) {
    if (clock.expiry.kind !== 'limit' || run === null || run.status !== 'running') continue;
    const violation = limitOf(m, run, now, null);
    if (violation !== null) found.push(violation);
  }
  return found;
}
