import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { compile, type World } from '#engine/index.ts';
import type { LawProcedure } from '#law/index.ts';
import type { Mapping } from '../mapping.ts';
import { openLog } from '../open.ts';
import type { LogBatch, LogNote } from '../types.ts';
import { createActTable, createValueTable, fieldsOf } from './acts.ts';
import { createRuleCounts, type RuleRow } from './counts.ts';
import { createDurations, type Durations } from './durations.ts';
import { type Naming, noSums } from './engine-columns.ts';
import { createKnown, withKnown } from './known.ts';
import { createReplayer } from './replayer.ts';
import { createDepartureFile } from './violations.ts';

/** A log is held up to here, so that the end of observation (its latest moment) is known; a longer one is read twice. */
const HELD = 24_000_000;

/** A file so long, in bytes, is replayed on several threads; with less, starting them takes longer than they save. */
const LONG = 100_000_000;

export interface ReplayRequest {
  readonly file: string;
  readonly mapping: Mapping;
  /** Name of the mapping file, for faults. */
  readonly mapFile: string;
  readonly law: LawProcedure;
  readonly world: World;
  /** End of observation, ms; null: the latest moment in the log. */
  readonly until: number | null;
  /** Only what was recorded by this moment is known; absent: everything is. */
  readonly knownAt?: number;
  /** How long duties took as well, which makes the replay slower. */
  readonly durations?: boolean;
  readonly progress?: (events: number) => void;
  /** Every departure goes to this file, a line of JSON for each. */
  readonly departures?: string;
  /** Threads that replay; absent: one for each core, where the log is long enough. */
  readonly workers?: number;
  /** Bytes of the file from which on threads are started; for tests. */
  readonly long?: number;
  /** Events held at most; for tests. */
  readonly held?: number;
}

export interface LogReplay {
  readonly traces: number;
  readonly events: number;
  readonly until: number | null;
  readonly seconds: { readonly load: number; readonly replay: number };
  /** Events that were acts of the procedure. */
  readonly acts: number;
  readonly violations: number;
  readonly tracesWithViolations: number;
  readonly undetermined: number;
  readonly withoutSubject: number;
  /** Events that take back what their case does not have. */
  readonly ofNothing: number;
  readonly rules: readonly RuleRow[];
  readonly unknown: readonly { readonly activity: string; readonly events: number }[];
  readonly notes: readonly LogNote[];
  /** Threads that replayed; 1: the one that read, too. */
  readonly threads: number;
}

/** Reads a log of any kind and replays each of its cases as it happened. Faults of the log are thrown as LogFaults. */
export async function replayLogFile(request: ReplayRequest): Promise<LogReplay> {
  const { file, mapping, law, world } = request;
  const { procedure } = law;
  const fields = fieldsOf(procedure);
  const options = withKnown(mapping, world.calendar.zone, [...fields.keys()]);
  const log = await openLog(file, { ...options, held: request.held });
  const values = new Map(
    [...fields].map(([name, type], nr) => [name, createValueTable(type, log.names.values[nr]!, world.calendar)]),
  );
  const acts = createActTable(law, mapping, log.names.activities, { log: file, map: request.mapFile });
  const naming: Naming = {
    procedure,
    acts,
    values,
    subject: log.names.subjects.text,
    known: createKnown(file, options, log.names),
  };
  const compiled = compile(procedure, world);
  const rules = createRuleCounts(law);
  const durations = request.durations === true ? createDurations() : null;
  const sums = noSums();
  const threads = statSync(file).size < (request.long ?? LONG) ? 1 : (request.workers ?? availableParallelism());
  const list = request.departures === undefined ? null : createDepartureFile(request.departures, compiled, rules.idOf);
  const telling = list === null ? {} : { onDeparture: list.write };
  const { knownAt } = request;
  const knowing = knownAt === undefined ? {} : { knownAt };
  const replayer = await createReplayer(compiled, naming, law, rules, sums, {
    durations,
    threads,
    ...telling,
    ...knowing,
  });
  let load = 0;
  let spent = 0;
  let read = 0;
  let mark = performance.now();

  const replayed = async (work: () => Promise<void>): Promise<void> => {
    const from = performance.now();
    load += from - mark;
    await work();
    mark = performance.now();
    spent += mark - from;
  };

  /** What is known only up to a moment is observed no longer than that. */
  const untilOf = (latest: number | null): number | null =>
    request.until ?? (latest === null ? null : Math.min(latest, knownAt ?? latest));
  const most = request.held ?? HELD;
  let passedTwice = false;
  try {
    /** Batches that wait for the latest moment; null: too many to wait. */
    let held: LogBatch[] | null = [];
    for await (const batch of log.batches()) {
      read += batch.events;
      request.progress?.(read);
      const until = request.until ?? (log.complete() ? untilOf(log.counts.latest) : null);
      if (held !== null && until !== null) {
        const waiting: readonly LogBatch[] = [...held, batch];
        held = [];
        for (const one of waiting) await replayed(() => replayer.take(one, until));
      } else if (held !== null) {
        held.push(batch);
        if (read > most && held.length > 1) held = null;
      }
    }
    const until = untilOf(log.counts.latest);
    if (held === null && until !== null) {
      passedTwice = true;
      for await (const batch of log.batches()) await replayed(() => replayer.take(batch, until));
    } else if (held !== null && until !== null) for (const one of held) await replayed(() => replayer.take(one, until));
    await replayed(replayer.done);
    list?.done();
  } catch (error) {
    list?.drop();
    throw error;
  } finally {
    await replayer.stop();
  }
  const until = untilOf(log.counts.latest);
  load += performance.now() - mark;
  const notes = log.notes();
  return {
    traces: log.counts.traces,
    events: log.counts.events,
    until,
    seconds: { load: seconds(load), replay: seconds(spent) },
    acts: sums.acts,
    violations: sums.violations,
    tracesWithViolations: sums.tracesWithViolations,
    undetermined: sums.undetermined,
    withoutSubject: sums.withoutSubject,
    ofNothing: sums.ofNothing,
    threads,
    rules: durations === null ? rules.rows() : withDurations(rules.rows(), durations),
    unknown: [...sums.unknown]
      .map(([code, events]) => ({ activity: log.names.activities.text(code), events }))
      .sort((a, b) => b.events - a.events || (a.activity < b.activity ? -1 : 1)),
    notes: passedTwice
      ? [...notes, { kind: 'columns', count: 1, text: 'read twice: first for its latest moment (--until saves that)' }]
      : notes,
  };
}

const withDurations = (rows: readonly RuleRow[], durations: Durations): readonly RuleRow[] =>
  rows.map((row) => (row.kind === 'response' ? { ...row, duration: durations.of(row.id) } : row));

const seconds = (ms: number): number => Math.round(ms) / 1000;
