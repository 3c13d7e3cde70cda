import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LawPack } from '#law/index.ts';
import { type Catalogue, type NationKeys, openFactsDir } from '#measures/index.ts';
import { dateOf, dayOfMinute } from '../days.ts';
import { blockOf, type Planted } from '../planted.ts';
import { MINUTE } from './columns.ts';
import { type PlaceAsked, type PlaceDone, placeWork } from './place.ts';
import { nationFault, openReader, placesIn, sizeOf } from './read.ts';
import { actsByProceeding, type ProcedureVerdict, type ProceedingActs } from './run.ts';
import { type Compared, comparison, readTruth, together } from './truth.ts';

export interface NationReplayOf {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly dir: string;
  /** Ids; absent: every procedure. */
  readonly procedures?: readonly string[];
  /** End of observation, ms UTC; absent: the moment at which the nation stands. */
  readonly until?: number;
  /** Judged as known then; without `until` observation ends there as well. */
  readonly knownAt?: number;
  readonly workers?: number;
  /** Every departure goes to this file, a line of JSON for each, by place. */
  readonly departures?: string;
  readonly onVerdict: (of: ProcedureVerdict) => void;
  readonly onProgress?: (events: number) => void;
}

export interface NationReplay {
  /** Proceedings, and acts in them. */
  readonly traces: number;
  readonly events: number;
  readonly until: number;
  /** Seconds by the clock, shared out by what the threads spent on reading and on the replay. */
  readonly seconds: { readonly load: number; readonly replay: number };
  readonly threads: number;
  /** null: no truth.json, or it says nothing about what was asked. */
  readonly truth: Compared | null;
  readonly notes: readonly string[];
}

/** A nation with fewer acts is replayed on one thread: the start of others would take longer. */
const SMALL = 1_000_000;
const MOST_THREADS = 8;

/**
 * Replays every proceeding of a nation on disk over the compiled law. Throws a NationFault, one line, where the files are half exported, of
 * another pack or version, or not what they should be.
 */
export async function replayNation(of: NationReplayOf): Promise<NationReplay> {
  const started = performance.now();
  const { pack, dir } = of;
  const keys = await keysIn(of);
  const procedures = numbersOf(keys, pack, of.procedures);
  const strange = keys.procedures.filter((id) => id !== '' && !Object.hasOwn(pack.procedures, id));
  const until = of.until ?? Math.min(keys.as_known_at, of.knownAt ?? keys.as_known_at);
  const atItsEnd = until === keys.as_known_at && of.knownAt === undefined;
  const truth = atItsEnd ? readTruth(join(dir, TRUTH)) : null;
  const part = (place: string): string => `${of.departures}.part-${place}`;
  const work = largestFirst(dir).map(
    (place): PlaceAsked => ({
      place,
      until,
      ...(of.knownAt === undefined ? {} : { knownAt: of.knownAt }),
      ...(procedures === null ? {} : { procedures }),
      compare: truth !== null,
      file: of.departures === undefined ? null : part(place),
    }),
  );
  const own = keys.rows.acts < SMALL ? 1 : Math.min(availableParallelism(), MOST_THREADS);
  const threads = Math.max(1, Math.min(of.workers ?? own, work.length));
  let events = 0;
  const onDone = (done: PlaceDone): void => {
    for (const verdict of done.verdicts) of.onVerdict(verdict);
    events += done.events;
    of.onProgress?.(events);
  };
  try {
    if (of.departures !== undefined) touch(of.departures);
    const plain = { keys, dir };
    const done =
      threads === 1 ? await alone(pack, plain, work, onDone) : await onThreads(pack, plain, work, threads, onDone);
    const traces = done.reduce((sum, one) => sum + one.traces, 0);
    if (procedures === null && (traces !== keys.rows.proceedings || events !== keys.rows.acts))
      throw nationFault(
        `${dir}: ${traces} proceedings with ${events} acts could be put together; keys.json says ${keys.rows.proceedings} and ${keys.rows.acts}`,
      );
    if (of.departures !== undefined)
      joinFiles(
        of.departures,
        done.map(({ place }) => part(place)),
      );
    const compared = truth === null ? null : comparedOf(done, truth, of.procedures);
    return {
      traces,
      events,
      until,
      seconds: secondsOf(performance.now() - started, done),
      threads,
      truth: compared,
      notes: [
        ...(strange.length === 0 ? [] : [`left aside, since the pack has no such procedure: ${strange.join(', ')}`]),
        ...(atItsEnd || !existsSync(join(dir, TRUTH))
          ? []
          : [`not compared with ${TRUTH}, which tells what stands at the nation's end, ${keys.to}`]),
      ],
    };
  } finally {
    if (of.departures !== undefined) for (const { place } of work) rmSync(part(place), { force: true });
  }
}

/** The acts of every proceeding of one case, by its number. Throws a NationFault where there is no such case. */
export async function caseOfNation(
  of: Pick<NationReplayOf, 'pack' | 'catalogue' | 'dir' | 'procedures'> & { readonly case: number },
): Promise<{ readonly until: number; readonly proceedings: readonly ProceedingActs[] }> {
  const keys = await keysIn(of);
  const numbers = numbersOf(keys, of.pack, of.procedures);
  const reader = await openReader(of.dir);
  try {
    for (const place of placesIn(of.dir)) {
      if ((await reader.blockOf(place)) !== blockOf(of.case)) continue;
      const only = numbers === null ? {} : { procedures: new Set(numbers) };
      const log = await reader.place(place, { ...only, ofCase: of.case % 4294967296 });
      const proceedings = actsByProceeding(of.pack, keys, log);
      if (proceedings.length > 0) return { until: keys.as_known_at, proceedings };
    }
  } finally {
    reader.close();
  }
  throw nationFault(
    `--case ${of.case}: no such case in ${of.dir}; expected a number as in truth.json, in a line of --departures or in the column case_no`,
  );
}

const TRUTH = 'truth.json';

/** keys.json of a nation that has been exported to its end, with this pack. */
async function keysIn({
  pack,
  catalogue,
  dir,
}: Pick<NationReplayOf, 'pack' | 'catalogue' | 'dir'>): Promise<NationKeys> {
  const facts = await openFactsDir({ pack, catalogue, dir, dayOf: (at) => dateOf(dayOfMinute(at / MINUTE)) });
  if (!facts.ok) throw nationFault(facts.error.en);
  try {
    return facts.value.keys() as NationKeys;
  } finally {
    facts.value.close();
  }
}

/** Numbers of the procedures asked for, or of those that the pack has where it lacks some; null: all. */
function numbersOf(keys: NationKeys, pack: LawPack, ids: readonly string[] | undefined): readonly number[] | null {
  for (const id of ids ?? [])
    if (!keys.procedures.includes(id) || id === '' || !Object.hasOwn(pack.procedures, id)) {
      const known = keys.procedures.slice(1);
      const near = known.filter((one) => one.includes(id) || id.includes(one)).slice(0, 3);
      throw nationFault(
        `--procedure ${id}: no such procedure in the nation; expected ${near.length > 0 ? near.join(', ') : `one of ${known.length} ids, such as ${known.slice(0, 3).join(', ')}`}`,
      );
    }
  const numbers = keys.procedures.flatMap((id, nr) =>
    Object.hasOwn(pack.procedures, id) && (ids === undefined || ids.includes(id)) ? [nr] : [],
  );
  return numbers.length === keys.procedures.length - 1 ? null : numbers;
}

/** The largest places first, so that no thread is left alone with one at the end. */
function largestFirst(dir: string): readonly string[] {
  const sizes = new Map(placesIn(dir).map((place) => [place, sizeOf(dir, place)]));
  return [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([place]) => place);
}

interface Plain {
  readonly keys: NationKeys;
  readonly dir: string;
}

async function alone(
  pack: LawPack,
  plain: Plain,
  work: readonly PlaceAsked[],
  onDone: (done: PlaceDone) => void,
): Promise<PlaceDone[]> {
  const { perform, close } = await placeWork(pack, plain.keys, plain.dir);
  const all: PlaceDone[] = [];
  try {
    for (const asked of work) {
      const done = await perform(asked);
      onDone(done);
      all.push({ ...done, verdicts: [] });
    }
  } finally {
    close();
  }
  return all.sort(byPlace);
}

/** Threads take place after place. */
async function onThreads(
  pack: LawPack,
  plain: Plain,
  work: readonly PlaceAsked[],
  count: number,
  onDone: (done: PlaceDone) => void,
): Promise<PlaceDone[]> {
  const waiting = [...work];
  const all: PlaceDone[] = [];
  const threads = Array.from(
    { length: count },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: { ...plain, pack: pack.dir } }),
  );
  try {
    await new Promise<void>((resolve, reject) => {
      for (const thread of threads) {
        thread.on('error', reject);
        thread.on('message', (said: WorkerSaid) => {
          if ('error' in said) return reject(said.isFault ? nationFault(said.error) : new Error(said.error));
          if ('done' in said) {
            try {
              onDone(said.done);
            } catch (error) {
              return reject(error);
            }
            all.push({ ...said.done, verdicts: [] });
          }
          thread.postMessage(waiting.shift() ?? null);
          if (all.length === work.length) resolve();
        });
      }
    });
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return all.sort(byPlace);
}

export type WorkerSaid =
  | { readonly ready: true }
  | { readonly done: PlaceDone }
  | { readonly error: string; readonly isFault: boolean };

const byPlace = (a: PlaceDone, b: PlaceDone): number => (a.place < b.place ? -1 : 1);

/** What was planted in places of which there are no files is missed as well. */
function comparedOf(
  done: readonly PlaceDone[],
  truth: readonly Planted[],
  ids: readonly string[] | undefined,
): Compared {
  const blocks = new Set(done.map(({ block }) => block));
  const elsewhere = truth.filter(
    ({ proceeding, procedure }) => !blocks.has(blockOf(proceeding)) && (ids === undefined || ids.includes(procedure)),
  );
  return together([...done.flatMap((one) => one.truth ?? []), comparison(elsewhere).done()]);
}

/** The clock's time, shared out by what the threads spent on reading (their start included) and on the replay. */
function secondsOf(wall: number, done: readonly PlaceDone[]): NationReplay['seconds'] {
  const replay = done.reduce((sum, one) => sum + one.replay, 0);
  const load = done.reduce((sum, one) => sum + one.load, 0);
  const share = replay + load === 0 ? 0 : replay / (replay + load);
  const seconds = (ms: number): number => Math.round(ms) / 1000;
  return { load: seconds(wall * (1 - share)), replay: seconds(wall * share) };
}

/** Refuses a file that cannot be written before anything is replayed. */
function touch(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('a folder');
    closeSync(openSync(`${file}.part`, 'w', 0o600));
    rmSync(`${file}.part`);
  } catch {
    throw nationFault(`${file}: cannot be written; expected a file in a folder that is there`);
  }
}

/** The parts one after the other; the file is there under its name only when it is whole. */
function joinFiles(file: string, parts: readonly string[]): void {
  const whole = `${file}.part`;
  const out = openSync(whole, 'w', 0o600);
  const buffer = Buffer.alloc(1 << 20);
  for (const part of parts) {
    const from = openSync(part, 'r');
    for (let got = readSync(from, buffer); got > 0; got = readSync(from, buffer)) writeSync(out, buffer, 0, got);
    closeSync(from);
  }
  closeSync(out);
  renameSync(whole, file);
}
