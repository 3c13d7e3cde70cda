import { clocksOf, extensionProblem, recordOf, restartSpent } from './clocks.ts';
import type { Asked, Obstacle } from './enabled.ts';
import type { ClockRecord, Marking } from './marking.ts';
import type { Clock } from './types.ts';

/** Extensions that are spent or too late, restarts beyond the limit. [7] */
export function clockLimits(m: Marking, asked: Asked, found: Obstacle[]): void {
  const { plan, subject, when } = asked;
  const recordsOf = (clock: Clock): readonly ClockRecord[] =>
    clocksOf(m, clock, plan.type, subject).flatMap((who) => recordOf(m, clock, who) ?? []);
  for (const clock of plan.sendsAway) restartLimits(clock, recordsOf(clock), found);
  for (const operation of plan.clockOps) {
    const { clock } = operation;
    const records = recordsOf(clock);
    const alive = records.filter((record) => record.run !== null && record.run.status !== 'stopped');
    if (operation.op === 'restart') restartLimits(clock, records, found);
    if (operation.op !== 'extend') continue;
    for (const record of alive.length > 0 ? alive : records) {
      const problem = record.run === null ? null : extensionProblem(m, record, operation.extension, when.lo);
      if (problem !== null)
        found.push(limited(problem, clock, operation.extension.cite, record.subject, operation.extension.times));
    }
  }
}

function restartLimits(clock: Clock, records: readonly ClockRecord[], found: Obstacle[]): void {
  for (const record of records)
    if (record.run !== null && restartSpent(record))
      found.push(limited('restart-limit', clock, clock.cite, record.subject, clock.restartLimit!));
}

const limited = (
  code: 'extension-spent' | 'extension-out-of-time' | 'restart-limit',
  clock: Clock,
  cite: string,
  subject: string | null,
  limit: number,
): Obstacle => ({ reason: { code, relation: clock.id, cite, subject, clock: clock.id, limit }, certain: true });
