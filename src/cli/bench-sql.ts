import { DuckDBInstance } from '@duckdb/node-api';
import type { SqlAsked, SqlTiming, Timing } from '#engine/index.ts';

/**
 * The rules of the benchmark as SQL in DuckDB, over the same events in a table in memory, on one thread; loading is not counted.
 */
export async function timeSql({ sql, columns, until, rounds, timingOf }: SqlAsked): Promise<SqlTiming> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const offset = offsetOf(sql.dayOf);
    await connection.run(
      `create macro day_of(x) as cast(floor((x + ${offset}) / 86400000) as integer);
       create table ev (c integer, p integer, a utinyint, t bigint);
       create table cal (day integer${sql.calendar.columns.map((name) => `, ${name} bigint`).join('')})`,
    );
    const events = await connection.createAppender('ev');
    const unit = columns.time instanceof Uint32Array ? 1000 : 1;
    let first = Number.POSITIVE_INFINITY;
    for (let nr = 0; nr + 1 < columns.caseOffsets.length; nr++) {
      const start = columns.caseOffsets[nr]!;
      for (let event = start; event < columns.caseOffsets[nr + 1]!; event++) {
        const at = columns.time[event]! * unit;
        first = Math.min(first, at);
        events.appendInteger(nr);
        events.appendInteger(event - start + 1);
        events.appendUTinyInt(columns.act[event]!);
        events.appendBigInt(BigInt(at));
        events.endRow();
      }
    }
    events.closeSync();
    const days = await connection.createAppender('cal');
    const from = sql.dayOf(first) - 1;
    for (const [i, ends] of sql.calendar.rows(from, sql.dayOf(until) + 1).entries()) {
      days.appendInteger(from + i);
      for (const end of ends) days.appendBigInt(BigInt(end));
      days.endRow();
    }
    days.closeSync();
    const timings: Timing[] = [];
    let broken: readonly number[] = [];
    for (let round = 0; round < rounds; round++)
      timings.push(
        await timingOf(async () => {
          const rows = await connection.runAndReadAll(sql.query);
          broken = rows.getRows()[0]!.map(Number);
        }),
      );
    return { timings, broken };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Milliseconds by which legal days run ahead of UTC days; the benchmark's zone has one offset. */
function offsetOf(dayOf: (at: number) => number): number {
  const noon = Date.UTC(2021, 5, 15);
  let low = 0;
  let high = 86_400_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf(noon + middle) === dayOf(noon)) low = middle;
    else high = middle;
  }
  return 86_400_000 - high;
}
