import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LawPack } from '#law/index.ts';
import type { NationKeys } from '#measures/index.ts';
import { blockOf, type Planted } from '../planted.ts';
import { nationFault, openReader } from './read.ts';
import { type NationDeparture, type PlaceReplay, placeReplayer } from './run.ts';
import { type Compared, comparison, readTruth } from './truth.ts';

/** What a thread is asked: one place. */
export interface PlaceAsked {
  readonly place: string;
  readonly until: number;
  readonly knownAt?: number;
  /** Numbers of the procedures; absent: all. */
  readonly procedures?: readonly number[];
  /** Whether what is found is held against truth.json. */
  readonly compare: boolean;
  /** Departures go to this file, a line of JSON for each; null: to none. */
  readonly file: string | null;
}
export interface PlaceDone extends PlaceReplay {
  readonly place: string;
  /** High word of its numbers. */
  readonly block: number;
  readonly truth: Compared | null;
  /** Milliseconds. */
  readonly load: number;
  readonly replay: number;
}
export interface PlaceWork {
  readonly perform: (asked: PlaceAsked) => Promise<PlaceDone>;
  readonly close: () => void;
}

/** Reads and replays places of the nation in `dir`, one after the other. */
export async function placeWork(pack: LawPack, keys: NationKeys, dir: string): Promise<PlaceWork> {
  const reader = await openReader(dir);
  const run = placeReplayer(pack, keys);
  let planted: Map<number, Planted[]> | null = null;
  const plantedIn = (block: number): readonly Planted[] => {
    planted ??= Map.groupBy(readTruth(join(dir, 'truth.json')) ?? [], (one) => blockOf(one.proceeding));
    return planted.get(block) ?? [];
  };
  return {
    async perform({ place, until, knownAt, procedures, compare, file }) {
      const started = performance.now();
      const log = await reader.place(place, procedures === undefined ? {} : { procedures: new Set(procedures) });
      const read = performance.now();
      const ids = procedures?.map((nr) => keys.procedures[nr]!);
      const truth = compare
        ? comparison(plantedIn(log.block).filter(({ procedure }) => ids === undefined || ids.includes(procedure)))
        : null;
      const lines = file === null ? null : lineFile(file);
      try {
        const found = run(log, {
          until,
          ...(knownAt === undefined ? {} : { knownAt }),
          ...(truth === null && lines === null
            ? {}
            : {
                onDeparture(departure: NationDeparture) {
                  truth?.take(departure);
                  lines?.write(departure);
                },
              }),
        });
        const replay = performance.now() - read;
        return { ...found, place, block: log.block, truth: truth?.done() ?? null, load: read - started, replay };
      } finally {
        lines?.close();
      }
    },
    close: reader.close,
  };
}

function lineFile(file: string) {
  let open: number;
  try {
    open = openSync(file, 'w', 0o600);
  } catch {
    throw nationFault(`${file}: cannot be written; expected a file in a folder that is there`);
  }
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) writeSync(open, `${lines.join('\n')}\n`);
    lines = [];
  };
  return {
    write(departure: NationDeparture): void {
      lines.push(JSON.stringify(departure));
      if (lines.length >= 4096) flush();
    },
    close(): void {
      flush();
      closeSync(open);
    },
  };
}
