import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LawPack } from '#law/index.ts';
import { type Catalogue, factsVersion, type NationKeys, placeLevels, subjectKinds } from '#measures/index.ts';
import { type Made, makeBlock } from './block.ts';
import type { Cell } from './cells.ts';
import { dayOf } from './days.ts';
import { type Kit, kitOf } from './kit.ts';
import { type Offices, officesOf } from './offices.ts';
import { parquetWriter } from './parquet.ts';
import { cellsOf } from './people/cells-of.ts';
import type { LeftOut, Planted } from './planted.ts';
import { STATES } from './states.ts';
import { type StepTable, stepTable } from './steps.ts';
import type { Window } from './window.ts';

export interface NationOf {
  readonly scale: number;
  readonly seed: number;
  readonly out: string;
  /** First year of the nation: 2018, or 2013 with the five years before. */
  readonly from?: Since;
  /** Threads; without it one for each core, and none beside this one for a small nation. */
  readonly workers?: number;
  readonly onProgress?: (done: number, all: number) => void;
  /** Aborted: threads are ended, what was written is removed, the promise rejects. */
  readonly signal?: AbortSignal;
}
export interface Nation {
  readonly cases: number;
  readonly proceedings: number;
  readonly acts: number;
  readonly seconds: number;
}

/** Years in which a nation may begin. */
export const SINCE = [2018, 2013] as const;
export type Since = (typeof SINCE)[number];
export const TO = '2022-12-31';

/** What every thread works out for itself, alike: the cells of the nation, its offices, the numbers of rules. */
export interface Ground {
  readonly kit: Kit;
  readonly cells: readonly Cell[];
  readonly offices: Offices;
  readonly rules: readonly string[];
  /** Running shares of the blocks, from 0 to 1. */
  readonly bounds: readonly number[];
  readonly table: StepTable;
  readonly windows: Map<string, Window>;
  readonly left: LeftOut;
}

/** What is found out about a law is kept as long as its catalogue. */
const kits = new WeakMap<Catalogue, Kit>();

export function groundOf(
  pack: LawPack,
  catalogue: Catalogue,
  scale: number,
  seed: number,
  from: Since = SINCE[0],
): Ground {
  const kit = kits.get(catalogue) ?? kitOf(pack, catalogue);
  kits.set(catalogue, kit);
  const offices = officesOf(kit, seed);
  const bounds = [0];
  for (const block of offices.blocks) bounds.push(Math.min(1, bounds.at(-1)! + block.share));
  bounds[bounds.length - 1] = 1;
  return {
    kit,
    cells: cellsOf(kit, scale, from),
    offices,
    rules: rulesOf(pack),
    bounds,
    table: stepTable(kit),
    windows: new Map(),
    left: new Map(),
  };
}

/** Every rule and clock of the pack, as duties name them; 0 is none. */
const rulesOf = (pack: LawPack): string[] => [
  '',
  ...Object.values(pack.procedures)
    .flatMap((law) => [...law.rules, ...law.clocks].map((rule) => `${law.id}/${rule.id}`))
    .sort(),
];

export async function makeNumber(
  ground: Ground,
  number: number,
  of: NationOf,
  writer: Awaited<ReturnType<typeof parquetWriter>>,
): Promise<Made> {
  const { kit, cells, offices, rules, bounds, table, windows, left } = ground;
  return makeBlock(
    {
      kit,
      cells,
      block: offices.blocks[number]!,
      number: number + 1,
      seed: of.seed,
      from: bounds[number]!,
      to: bounds[number + 1]!,
      end: dayOf(TO),
      dir: of.out,
      rules: new Map(rules.map((rule, nr) => [rule, nr])),
      table,
      windows,
      left,
    },
    writer,
  );
}

/**
 * Makes a nation in an empty folder. The same seed and scale give the same bytes, whatever the number of threads. `keys.json` comes last:
 * without it there is no nation.
 */
export async function makeNation(pack: LawPack, catalogue: Catalogue, of: NationOf): Promise<Nation> {
  const started = performance.now();
  await mkdir(of.out, { recursive: true });
  try {
    const ground = groundOf(pack, catalogue, of.scale, of.seed, of.from);
    const blocks = ground.offices.blocks
      .map((block, number) => ({ number, share: block.share }))
      .sort((a, b) => b.share - a.share)
      .map(({ number }) => number);
    const workers = of.workers ?? (of.scale < 0.02 ? 1 : Math.min(availableParallelism(), 8));
    const made = workers <= 1 ? await alone(ground, blocks, of) : await together(pack, blocks, of, workers);
    const total = made.reduce((a, b) => ({
      cases: a.cases + b.cases,
      proceedings: a.proceedings + b.proceedings,
      acts: a.acts + b.acts,
      duties: a.duties + b.duties,
      truth: [],
    }));
    await writeTruth(
      made.flatMap((one) => one.truth),
      of,
    );
    await writeKeys(ground, of, total);
    return {
      cases: total.cases,
      proceedings: total.proceedings,
      acts: total.acts,
      seconds: Math.round(performance.now() - started) / 1000,
    };
  } catch (error) {
    for (const name of [
      'acts',
      'duties',
      'proceedings',
      'annulled',
      'severed',
      'steps',
      'truth.json',
      'keys.json',
      'keys.json.part',
    ])
      await rm(join(of.out, name), { recursive: true, force: true });
    throw error;
  }
}

async function alone(ground: Ground, blocks: readonly number[], of: NationOf): Promise<Made[]> {
  const writer = await parquetWriter();
  const made: Made[] = [];
  try {
    for (const number of blocks) {
      of.signal?.throwIfAborted();
      made.push(await makeNumber(ground, number, of, writer));
      of.onProgress?.(made.length, blocks.length);
    }
  } finally {
    writer.close();
  }
  return made;
}

/** Threads take block after block, the largest first. */
function together(pack: LawPack, blocks: readonly number[], of: NationOf, count: number): Promise<Made[]> {
  const waiting = [...blocks];
  const made: Made[] = [];
  const { onProgress, signal, ...plain } = of;
  const threads = Array.from(
    { length: Math.min(count, blocks.length) },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: { dir: pack.dir, of: plain } }),
  );
  return new Promise<Made[]>((resolve, reject) => {
    const fail = (error: unknown): void => {
      void Promise.allSettled(threads.map((thread) => thread.terminate())).then(() => reject(error));
    };
    signal?.addEventListener('abort', () => fail(signal.reason), { once: true });
    for (const thread of threads) {
      thread.on('error', fail);
      thread.on('message', (message: { readonly ready?: true; readonly made?: Made; readonly error?: string }) => {
        if (message.error !== undefined) return fail(new Error(message.error));
        if (message.made !== undefined) {
          made.push(message.made);
          onProgress?.(made.length, blocks.length);
        }
        const next = waiting.shift();
        thread.postMessage(next ?? null);
        if (made.length === blocks.length) {
          for (const one of threads) void one.terminate();
          resolve(made);
        }
      });
    }
  });
}

/** Every planted departure, in the order of the cases. */
async function writeTruth(truth: readonly Planted[], { out }: NationOf): Promise<void> {
  const lines = [...truth]
    .sort((a, b) => a.proceeding - b.proceeding || (a.place ?? 0) - (b.place ?? 0) || (a.rule < b.rule ? -1 : 1))
    .map((one) => JSON.stringify(one));
  await writeFile(join(out, 'truth.json'), `[\n${lines.join(',\n')}\n]\n`);
}

async function writeKeys({ kit, offices, rules }: Ground, of: NationOf, made: Made): Promise<void> {
  const regions: Record<string, { zh: string; en: string }> = {};
  for (const place of kit.pack.divisions.all.values())
    if (!place.invented && place.level !== 'supreme') regions[place.short] = place.title;
  const keys: NationKeys = {
    version: factsVersion,
    place_levels: placeLevels(kit.pack),
    offices: offices.keys,
    acts: kit.acts,
    families: kit.families,
    rules,
    procedures: kit.procedures,
    offences: kit.offences,
    subject_kinds: ['', ...subjectKinds],
    states: STATES,
    marks: kit.marks,
    links: kit.catalogue.links,
    columns: kit.columns.map(({ id, type, values }) => ({ id, type, values: type === 'code' ? values : [] })),
    regions,
    pack: kit.pack.id,
    scale: of.scale,
    seed: of.seed,
    from: `${of.from ?? SINCE[0]}-01-01`,
    to: TO,
    rows: { acts: made.acts, duties: made.duties, proceedings: made.proceedings },
    as_known_at: dayOf(TO) * 86_400_000 + 16 * 3_600_000 - 1,
  };
  const part = join(of.out, 'keys.json.part');
  await writeFile(part, JSON.stringify(keys));
  await rename(part, join(of.out, 'keys.json'));
}

/** Why a folder may not become a nation, in one line; null: it is not there yet and can be made, or is empty and can be written. */
export async function refusal(out: string): Promise<string | null> {
  const expected = 'expected a new or an empty folder that can be written';
  try {
    await mkdir(out, { recursive: true });
    if ((await readdir(out)).length > 0) return `${out} is not empty; ${expected}`;
    await access(out, constants.W_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const why = {
      EACCES: 'may not be written',
      EROFS: 'may not be written',
      ENOTDIR: 'is no folder',
      EEXIST: 'is no folder',
    }[code];
    return `${out} ${why ?? `cannot be used (${code})`}; ${expected}`;
  }
}
