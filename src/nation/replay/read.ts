import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, listValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { Data } from '#engine/index.ts';
import type { Said } from '../said.ts';
import type { Severing } from './severed.ts';

/** What is wrong with the files of a nation, in one line. */
export type NationFault = Error & { readonly nationFault: true };
export const nationFault = (line: string): NationFault =>
  Object.assign(new Error(line), { nationFault: true as const });
export const isNationFault = (error: unknown): error is NationFault => error instanceof Error && 'nationFault' in error;

/** The proceedings of one place with all their acts, those of a proceeding together and in order of time. */
export interface PlaceLog {
  readonly said: readonly Said[];
  /** High word of the numbers of its cases and proceedings. */
  readonly block: number;
  /** By proceeding (its low word): number of the procedure (0: there is none of this number), office, day of the opening, case (low word). */
  readonly procedure: Uint8Array;
  readonly office: Uint16Array;
  readonly opened: Uint16Array;
  readonly caseNo: Uint32Array;
  /** Proceeding p has the acts from starts[p] up to, not including, starts[p + 1]. */
  readonly starts: Uint32Array;
  /**
   * Two words for each act: minutes since 1970 UTC; number of what it says, and of its charge in the upper half. The highest bit marks what
   * was entered by mistake; the annulment that follows it says ANNULS.
   */
  readonly acts: Uint32Array;
  /** Rows of `acts`: without what was entered by mistake, and its annulments. */
  readonly rows: number;
  /** Something was entered by mistake. */
  readonly hasMistakes: boolean;
  readonly severings: readonly (Severing & { readonly from: number; readonly into: number })[];
}
export const ANNULS = 65_535;
export const MISTAKE = 0x8000_0000;

/** A place is named by its folder: the pack's widest level and a code, `province=33`. */
const PLACE = /^[^=]+=.+$/;

const TABLES = ['acts', 'proceedings'] as const;

/** Places of a nation, by folder. Throws a NationFault where there are no steps. */
export function placesIn(dir: string): readonly string[] {
  const root = join(dir, 'steps');
  if (!existsSync(root))
    throw nationFault(
      `${root} is missing: the nation was made by a version that did not write what each act says; make it again`,
    );
  const folders = [root, ...TABLES.flatMap((table) => yearsOf(dir, table))];
  const names = folders.flatMap((folder) => readdirSync(folder).filter((name) => PLACE.test(name)));
  return [...new Set(names)].sort();
}

/** Bytes of the acts of a place. */
export const sizeOf = (dir: string, place: string): number =>
  filesOf(dir, 'acts', place).reduce((sum, file) => sum + statSync(file).size, 0);

function yearsOf(dir: string, table: string): readonly string[] {
  const root = join(dir, table);
  const names = existsSync(root) ? readdirSync(root).sort() : [];
  return names.filter((name) => name.startsWith('year=')).map((name) => join(root, name));
}

/** The Parquet files of a table for one place, of all years. */
function filesOf(dir: string, table: string, place: string): readonly string[] {
  return yearsOf(dir, table).flatMap((year) => {
    const folder = join(year, place);
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    return names.filter((name) => name.endsWith('.parquet')).map((name) => join(folder, name));
  });
}

export interface Reader {
  /** `only`: numbers of procedures; acts of others are passed over. `ofCase`: the low word of one case. */
  readonly place: (
    place: string,
    only?: { readonly procedures?: ReadonlySet<number>; readonly ofCase?: number },
  ) => Promise<PlaceLog>;
  /** High word of the numbers of a place; null: there is nothing in it. */
  readonly blockOf: (place: string) => Promise<number | null>;
  readonly close: () => void;
}

export async function openReader(dir: string): Promise<Reader> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const db = await instance.connect();
  return {
    place: (place, only = {}) => readPlace(db, dir, place, only),
    async blockOf(place) {
      const text = `select coalesce(max(case_no >> 32), -1)::double ${FROM}`;
      let block: number | null = null;
      for await (const { of } of chunks(db, text, filesOf(dir, 'proceedings', place).slice(0, 1), 1))
        block = of[0]![0]!;
      return block === -1 ? null : block;
    },
    close() {
      db.closeSync();
      instance.closeSync();
    },
  };
}

type Chunk = readonly ArrayLike<number>[];

/** Columns of 2,048 values, of numbers only. Files are handed over as values, never as text of the query. */
async function* chunks(
  db: DuckDBConnection,
  text: string,
  files: readonly string[],
  columns: number,
): AsyncGenerator<{ readonly rows: number; readonly of: Chunk }> {
  if (files.length === 0) return;
  const prepared = await db.prepare(text);
  prepared.bind([listValue([...files])]);
  const result = await prepared.stream();
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const of = Array.from(
      { length: columns },
      (_, c) => (chunk.getColumnVector(c) as unknown as { readonly items: ArrayLike<number> }).items,
    );
    yield { rows: chunk.rowCount, of };
  }
}

const FROM = 'from read_parquet($1, hive_partitioning = false)';
const minutes = (column: string): string => `(epoch_us(${column}) // 60000000)::uinteger`;
const low = (column: string): string => `(${column} & 4294967295)::uinteger`;
/** Numbers of proceedings leave gaps (a proceeding that the end of the nation cut off), but no more than so many to one. */
const MOST_GAPS = 64;

async function readPlace(
  db: DuckDBConnection,
  dir: string,
  place: string,
  only: { readonly procedures?: ReadonlySet<number>; readonly ofCase?: number },
): Promise<PlaceLog> {
  const said = await readSteps(db, join(dir, 'steps', place, 'part-0.parquet'));
  const opening = filesOf(dir, 'proceedings', place);
  const files = filesOf(dir, 'acts', place);
  const wrong = (what: string): NationFault =>
    nationFault(`${join(dir, 'acts')}, ${place}: ${what}; make the nation again`);

  let count = 0;
  let most = -1;
  let block = 0;
  for await (const { of } of chunks(
    db,
    `select count(*)::double, coalesce(max(${low('proceeding')}), 0), coalesce(max(proceeding >> 32), 0)::uinteger ${FROM}`,
    opening,
    3,
  )) {
    count = of[0]![0]!;
    most = count === 0 ? -1 : of[1]![0]!;
    block = of[2]![0]!;
  }
  if (most >= (count + 1) * MOST_GAPS) throw wrong(`proceeding number ${most} among ${count}`);
  const size = most + 1;
  const procedure = new Uint8Array(size);
  const office = new Uint16Array(size);
  const opened = new Uint16Array(size);
  const caseNo = new Uint32Array(size);
  for await (const { rows: n, of } of chunks(
    db,
    `select ${low('proceeding')}, procedure, office, opened_on, ${low('case_no')} ${FROM}`,
    opening,
    5,
  ))
    for (let i = 0; i < n; i++) {
      const p = of[0]![i]!;
      if (only.procedures?.has(of[1]![i]!) === false || (only.ofCase !== undefined && of[4]![i] !== only.ofCase))
        continue;
      procedure[p] = of[1]![i]!;
      office[p] = of[2]![i]!;
      opened[p] = of[3]![i]!;
      caseNo[p] = of[4]![i]!;
    }

  const starts = new Uint32Array(size + 1);
  const annulled = filesOf(dir, 'annulled', place);
  let entered = 0;
  const kept = (p: number): boolean => {
    if (p >= size) throw wrong(`an act of proceeding ${p}, which is not among the proceedings`);
    return procedure[p] !== 0;
  };
  for await (const { rows: n, of } of chunks(db, `select ${low('proceeding')} ${FROM}`, files, 1))
    for (let i = 0; i < n; i++) {
      const p = of[0]![i]!;
      if (kept(p)) starts[p + 1]! += 1;
    }
  const rows = starts.reduce((sum, count) => sum + count, 0);
  for await (const { rows: n, of } of chunks(db, `select ${low('proceeding')} ${FROM}`, annulled, 1))
    for (let i = 0; i < n; i++) {
      const p = of[0]![i]!;
      if (!kept(p)) continue;
      starts[p + 1]! += 2;
      entered += 1;
    }
  for (let p = 0; p < size; p++) starts[p + 1]! += starts[p]!;

  const acts = new Uint32Array(starts[size]! * 2);
  const next = starts.slice(0, size);
  const add = (p: number, minute: number, what: number): void => {
    put(acts, starts[p]!, next[p]!, minute, what);
    next[p]! += 1;
  };
  const stepOf = (step: number): number => {
    if (!(step >= 0 && step < said.length)) throw wrong(`step ${step}; the steps beside have ${said.length}`);
    return step;
  };
  for await (const { rows: n, of } of chunks(
    db,
    `select ${low('proceeding')}, step, ${minutes('done_at')}, offence ${FROM}`,
    files,
    4,
  ))
    for (let i = 0; i < n; i++) {
      const p = of[0]![i]!;
      if (procedure[p] !== 0) add(p, of[2]![i]!, stepOf(of[1]![i]!) | (of[3]![i]! << 16));
    }
  const taken = `select ${low('proceeding')}, step, ${minutes('done_at')}, ${minutes('annulled_at')}, offence ${FROM}`;
  for await (const { rows: n, of } of chunks(db, taken, annulled, 5))
    for (let i = 0; i < n; i++) {
      const p = of[0]![i]!;
      if (procedure[p] === 0) continue;
      add(p, of[2]![i]!, (stepOf(of[1]![i]!) | (of[4]![i]! << 16) | MISTAKE) >>> 0);
      add(p, of[3]![i]!, ANNULS);
    }
  const severings: (Severing & { readonly from: number; readonly into: number })[] = [];
  const gone = `select ${low('proceeding')}, ${low('into_proceeding')}, subject, ${minutes('severed_at')} ${FROM}`;
  for await (const { rows: n, of } of chunks(db, gone, filesOf(dir, 'severed', place), 4))
    for (let i = 0; i < n; i++) {
      const from = of[0]![i]!;
      if (kept(from)) severings.push({ from, into: of[1]![i]!, who: of[2]![i]!, minute: of[3]![i]! });
    }
  severings.sort((a, b) => a.from - b.from || a.minute - b.minute);
  return { said, block, procedure, office, opened, caseNo, starts, acts, rows, hasMistakes: entered > 0, severings };
}

/** Puts an act among those of its proceeding that stand already, by its moment. */
function put(acts: Uint32Array, start: number, at: number, minute: number, what: number): void {
  let to = at;
  while (to > start && acts[to * 2 - 2]! > minute) {
    acts[to * 2] = acts[to * 2 - 2]!;
    acts[to * 2 + 1] = acts[to * 2 - 1]!;
    to--;
  }
  acts[to * 2] = minute;
  acts[to * 2 + 1] = what;
}

const Step = z.object({
  step: z.number(),
  act: z.string(),
  subject: z.number(),
  authority: z.string().nullable(),
  data: z.string(),
});

async function readSteps(db: DuckDBConnection, file: string): Promise<readonly Said[]> {
  const wrong = (what: string): NationFault => nationFault(`${file}: ${what}; make the nation again`);
  if (!existsSync(file)) throw wrong('is missing');
  let rows: unknown[];
  try {
    const prepared = await db.prepare(`select step, act, subject, authority, data ${FROM} order by step`);
    prepared.bind([listValue([file])]);
    rows = (await prepared.runAndReadAll()).getRowObjectsJS();
  } catch (error) {
    throw wrong(`cannot be read (${(error instanceof Error ? error.message : String(error)).split('\n')[0]})`);
  }
  return rows.map((row, number) => {
    const read = Step.safeParse(row);
    if (!read.success || read.data.step !== number) throw wrong(`row ${number + 1} is no step ${number}`);
    const { act, subject, authority, data } = read.data;
    try {
      return { act, who: subject, authority, data: JSON.parse(data) as Data };
    } catch {
      throw wrong(`the data of step ${number} are not JSON`);
    }
  });
}
