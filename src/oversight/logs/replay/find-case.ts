import { logFault, shown } from '../fault.ts';
import type { Log, LogBatch } from '../types.ts';
import { createNearNames } from './near.ts';

/** One case out of a log, as a batch of its own. */
export interface FoundCase {
  readonly batch: LogBatch;
  /** Other cases of that name; they are left aside. */
  readonly namesakes: number;
}

/**
 * The first case of that name. The log is read to its end, so that its latest moment is known and a log that breaks off gives no answer.
 * A name that is not there is a LogFault that tells the nearest ones.
 */
export async function findCase(log: Log, file: string, name: string): Promise<FoundCase> {
  let batch: LogBatch | null = null;
  let namesakes = 0;
  for await (const cases of log.batches())
    for (let nr = 0; nr < cases.cases; nr++) {
      if (cases.caseId(nr) !== name) continue;
      if (batch === null) batch = alone(cases, nr);
      else namesakes += 1;
    }
  if (batch !== null) return { batch, namesakes };
  throw await unknownCase(log, file, name);
}

async function unknownCase(log: Log, file: string, name: string): Promise<Error> {
  const names = createNearNames(name);
  for await (const cases of log.batches()) for (let nr = 0; nr < cases.cases; nr++) names.meet(cases.caseId(nr));
  const { traces } = log.counts;
  const near = names.near();
  const told = (list: readonly string[]): string => list.map(shown).join(', ');
  const expected =
    traces === 0
      ? 'a log with cases'
      : near.length > 0
        ? `one of its ${traces} cases; near: ${told(near)}`
        : `one of its ${traces} cases, such as ${told(names.first())}`;
  return logFault(file, null, `no case ${shown(name)}`, expected);
}

function alone(cases: LogBatch, nr: number): LogBatch {
  const [from, to] = [cases.start[nr]!, cases.start[nr + 1]!];
  const id = cases.caseId(nr);
  return {
    cases: 1,
    events: to - from,
    caseId: () => id,
    start: Int32Array.of(0, to - from),
    activity: cases.activity.slice(from, to),
    at: cases.at.slice(from, to),
    day: cases.day === null ? null : cases.day.slice(from, to),
    subject: cases.subject === null ? null : cases.subject.slice(from, to),
    fields: cases.fields.map(({ name, codes }) => ({ name, codes: codes.slice(from, to) })),
  };
}
