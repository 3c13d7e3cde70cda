import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Planted } from '../planted.ts';
import { nationFault } from './read.ts';
import type { NationDeparture } from './run.ts';

/** What was planted beside what was found. Lists hold the first of each; the numbers are of all. */
export interface Compared {
  readonly planted: number;
  /** Planted and found, with its lateness. */
  readonly found: number;
  readonly missed: { readonly total: number; readonly first: readonly Planted[] };
  /** Found, but not planted. */
  readonly besides: { readonly total: number; readonly first: readonly NationDeparture[] };
}

/** Entries of a list that are shown. */
const SHOWN = 20;

const PlantedLine = z.object({
  case: z.number(),
  proceeding: z.number(),
  procedure: z.string(),
  kind: z.string(),
  rule: z.string(),
  act: z.string(),
  place: z.number().nullable(),
  due: z.string().nullable(),
  late_days: z.number().nullable(),
});

/** Reads truth.json; null: there is none. Throws a NationFault where it is no list of departures. */
export function readTruth(file: string): readonly Planted[] | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw nationFault(`${file}: not whole JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const read = z.array(PlantedLine).safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw nationFault(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is no list of departures'}`);
}

export interface Comparison {
  readonly take: (departure: NationDeparture) => void;
  readonly done: () => Compared;
}

/** Strikes out what was planted as it is found. What truth leaves open (a due date, a lateness) may be anything. */
export function comparison(planted: readonly Planted[]): Comparison {
  const waiting = new Map<string, Planted[]>();
  for (const one of planted) {
    const list = waiting.get(keyOf(one));
    if (list === undefined) waiting.set(keyOf(one), [one]);
    else list.push(one);
  }
  const besides: NationDeparture[] = [];
  let more = 0;
  let found = 0;
  return {
    take(departure) {
      const list = waiting.get(keyOf(departure)) ?? [];
      const at = list.findIndex(
        ({ act, due, late_days: days }) =>
          (act === departure.act || (departure.place === null && departure.owed.includes(act))) &&
          (due === null || due === departure.due) &&
          (days === null || days === departure.late_days),
      );
      if (at >= 0) {
        list.splice(at, 1);
        found += 1;
      } else if (besides.length < SHOWN) besides.push(departure);
      else more += 1;
    },
    done() {
      const missed = [...waiting.values()].flat();
      return {
        planted: planted.length,
        found,
        missed: { total: missed.length, first: missed.slice(0, SHOWN) },
        besides: { total: besides.length + more, first: besides },
      };
    },
  };
}

const keyOf = (one: Planted): string =>
  [one.case, one.proceeding, one.procedure, one.kind, one.rule, one.place].join('|');

/** Comparisons of several places as one. */
export function together(parts: readonly Compared[]): Compared {
  const sum = (of: (part: Compared) => number): number => parts.reduce((all, part) => all + of(part), 0);
  return {
    planted: sum(({ planted }) => planted),
    found: sum(({ found }) => found),
    missed: {
      total: sum(({ missed }) => missed.total),
      first: parts.flatMap(({ missed }) => missed.first).slice(0, SHOWN),
    },
    besides: {
      total: sum(({ besides }) => besides.total),
      first: parts.flatMap(({ besides }) => besides.first).slice(0, SHOWN),
    },
  };
}
