import { type Columns, casesIn } from '../compiled/columns.ts';
import { replayParallel } from '../compiled/parallel.ts';
import { actsIn, type Compiled, compile, replayColumns, stateFor } from '../compiled/replay.ts';
import { begin, feed } from '../compiled/run.ts';
import { suspend } from '../compiled/suspend.ts';
import type { Verdict } from '../compiled/tally.ts';
import { replay } from '../replay.ts';
import { benchLog, endOfColumns } from './log.ts';
import { BENCH_PROCEDURE, BENCH_WORLD } from './procedure.ts';
import { type SqlBaseline, sqlOf } from './sql.ts';

export interface BenchOptions {
  /** Events of the made-up log; absent: 1,200,000. */
  readonly events?: number;
  /** Each way is timed so often, in turn with the others; absent: 7. */
  readonly rounds?: number;
  /** Runs the same rules as SQL; the engine itself knows no database. */
  readonly timeSql?: (asked: SqlAsked) => Promise<SqlTiming>;
}
export interface SqlAsked {
  readonly sql: SqlBaseline;
  readonly columns: Columns;
  readonly until: number;
  readonly rounds: number;
  readonly timingOf: (run: () => unknown) => Promise<Timing>;
}
export interface SqlTiming {
  readonly timings: readonly Timing[];
  /** Departures by rule, in the order of the procedure's rules. */
  readonly broken: readonly number[];
}
export interface BenchFigure {
  readonly id: string;
  readonly text: string;
  /** Best of the rounds: events per second of processor time, by all threads of the process; memory in bytes. */
  readonly value: number;
  readonly median: number;
  /** Best of the rounds by the clock on the wall. */
  readonly wall: number | null;
  readonly unit: 'events/s' | 'bytes';
  /** Against the compiled replay with records: 0.5 = half as fast. */
  readonly ratio: number | null;
}
export interface BenchReport {
  readonly acts: number;
  readonly rules: number;
  readonly events: number;
  readonly cases: number;
  readonly violations: number;
  readonly duties: number;
  readonly figures: readonly BenchFigure[];
  /** Rules for which the SQL counts the same departures; null: no SQL was asked for. */
  readonly sqlAgrees: number | null;
}

/**
 * Times the compiled replay beside its baselines, in one run and in turns, so that a busy machine slows all of them: the live path, a plain
 * pass over the same columns, the same rules as SQL in DuckDB. What is compared is processor time, which other work on the machine changes
 * least; the two threads are compared by the clock on the wall. [14]
 */
export async function benchEngine(options: BenchOptions = {}): Promise<BenchReport> {
  const events = options.events ?? 1_200_000;
  const rounds = options.rounds ?? 7;
  const compiled = compile(BENCH_PROCEDURE, BENCH_WORLD);
  const columns = shared(benchLog(BENCH_PROCEDURE, events));
  const until = endOfColumns(columns);
  let told = 0;
  const onViolation = ({ key }: { readonly key: string }): void => {
    told += key.length;
  };
  const few = someCases(columns, 20_000);
  const ways: readonly Way[] = [
    ['plain-pass', 'a plain pass over the same columns', events, () => plainPass(columns)],
    [
      'compiled-records',
      'compiled, with full records',
      events,
      () => replayColumns(compiled, columns, { until, onViolation }),
    ],
    ['compiled-counts', 'compiled, counts only', events, () => replayColumns(compiled, columns, { until })],
    [
      'compiled-general',
      'compiled, with full records, without the swift way',
      events,
      () => replayColumns(compiled, columns, { until, onViolation, swift: false }),
    ],
    [
      'parallel',
      'compiled, with full records, two threads (their start included)',
      events,
      () => replayParallel(compiled, columns, { until, onViolation, workers: 2 }),
    ],
    ['live', 'live path, all reasons and histories', few.events, () => liveCases(compiled, columns, few.cases, until)],
  ];
  const timed = new Map<string, Timing[]>(ways.map(([id]) => [id, []]));
  for (let round = -1; round < rounds; round++)
    for (const [id, , , run] of ways) {
      const timing = await timingOf(run);
      if (round >= 0) timed.get(id)!.push(timing);
    }
  if (told === 0) throw new Error('bench engine: no departure was told; expected some thousands');
  const asked = { columns, until, rounds: Math.min(rounds, 3), timingOf };
  const sql = (await options.timeSql?.({ ...asked, sql: sqlOf(BENCH_PROCEDURE, BENCH_WORLD, until) })) ?? null;
  const verdict = replayColumns(compiled, columns, { until });
  const own = rateOf(events, timed.get('compiled-records')!);
  const figures: BenchFigure[] = ways.map(([id, text, count]) => {
    const rate = rateOf(count, timed.get(id)!);
    return { id, text, ...rate, ratio: id === 'parallel' ? rate.wall / own.wall : rate.value / own.value };
  });
  if (sql !== null) {
    const rate = rateOf(events, sql.timings);
    figures.push({
      id: 'sql',
      text: 'the same rules as SQL in DuckDB, one thread',
      ...rate,
      ratio: rate.value / own.value,
    });
  }
  const bytes = runningBytes(compiled, columns, until);
  const inBytes = (id: string, text: string, value: number): BenchFigure => ({
    id,
    text,
    value,
    median: value,
    wall: null,
    unit: 'bytes',
    ratio: null,
  });
  figures.push(
    inBytes('case-bytes-mean', 'memory of a running case, mean', bytes.mean),
    inBytes('case-bytes-most', 'memory of a running case, most', bytes.most),
  );
  return {
    acts: BENCH_PROCEDURE.acts.length,
    rules: BENCH_PROCEDURE.relations.length,
    events,
    cases: casesIn(columns),
    violations: verdict.violations,
    duties: Object.values(verdict.obligations).reduce((sum, count) => sum + count, 0),
    figures,
    sqlAgrees: sql === null ? null : agreeing(verdict, sql.broken),
  };
}

type Way = readonly [id: string, text: string, events: number, run: () => unknown];

/** Seconds that one run took, of the processor and on the wall. */
export interface Timing {
  readonly processor: number;
  readonly wall: number;
}

async function timingOf(run: () => unknown): Promise<Timing> {
  const used = process.cpuUsage();
  const start = performance.now();
  await run();
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { processor: (user + system) / 1e6, wall };
}

function rateOf(events: number, timings: readonly Timing[]) {
  const processor = timings.map((timing) => timing.processor).sort((a, b) => a - b);
  return {
    value: events / processor[0]!,
    median: events / processor[processor.length >> 1]!,
    wall: events / Math.min(...timings.map(({ wall }) => wall)),
    unit: 'events/s',
  } as const;
}

const agreeing = ({ rules }: Verdict, broken: readonly number[]): number =>
  broken.filter((count, nr) => count === rules[nr]!.occurrences).length;

/** The same columns over shared memory, so that threads need not copy them. */
function shared(columns: Columns): Columns {
  const act = new Uint8Array(new SharedArrayBuffer(columns.act.length));
  act.set(columns.act);
  const time = new Uint32Array(new SharedArrayBuffer(columns.time.length * 4));
  time.set(columns.time);
  const caseOffsets = new Uint32Array(new SharedArrayBuffer(columns.caseOffsets.length * 4));
  caseOffsets.set(columns.caseOffsets);
  return { act, time, caseOffsets };
}

/** Reads every event once: what is executed, the gap to the event before, and each pair of acts counted. */
function plainPass({ act, time, caseOffsets }: Columns): number {
  const pairs = new Float64Array(32 * 32);
  let sum = 0;
  for (let nr = 0; nr + 1 < caseOffsets.length; nr++) {
    let executed = 0;
    let before = -1;
    let since = 0;
    for (let event = caseOffsets[nr]!; event < caseOffsets[nr + 1]!; event++) {
      const code = act[event]!;
      const at = time[event]!;
      if (before >= 0) {
        pairs[before * 32 + code]! += 1;
        sum += at - since;
      }
      executed |= 1 << code;
      before = code;
      since = at;
    }
    sum += executed;
  }
  return sum + pairs[1]!;
}

/** The first cases with about so many events. */
function someCases({ caseOffsets }: Columns, events: number): { readonly cases: number; readonly events: number } {
  let cases = 1;
  while (cases + 1 < caseOffsets.length && caseOffsets[cases]! < events) cases += 1;
  return { cases, events: caseOffsets[cases]! };
}

function liveCases(compiled: Compiled, columns: Columns, cases: number, until: number): number {
  let violations = 0;
  for (let nr = 0; nr < cases; nr++)
    violations += replay(compiled.procedure, actsIn(compiled.program, columns, nr), compiled.world, { until })
      .violations.length;
  return violations;
}

/** Bytes of cases put aside in the middle of their events. */
function runningBytes(compiled: Compiled, columns: Columns, until: number) {
  const s = stateFor(compiled, columns, { until });
  const cases = Math.min(2_000, casesIn(columns));
  let sum = 0;
  let most = 0;
  let count = 0;
  for (let nr = 0; nr < cases; nr++) {
    const from = columns.caseOffsets[nr]!;
    const to = columns.caseOffsets[nr + 1]!;
    for (const cut of [1, (to - from) >> 1, to - from]) {
      begin(s, nr, until);
      feed(s, from, from + cut, until);
      const { length } = suspend(s);
      sum += length;
      most = Math.max(most, length);
      count += 1;
    }
  }
  return { mean: sum / count, most };
}
