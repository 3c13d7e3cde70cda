import type { CourseOf } from './course.ts';
import { hash } from './random.ts';
import type { Colour } from './steps.ts';

/** An act (`procedure/act`) that falls into a year: its first in the case, or in a proceeding of it (from 0), or for a person (from 1). */
export interface Pin {
  readonly act: string;
  readonly year: number;
  readonly chapter?: number;
  readonly who?: number;
}

/** The pin of an act in a proceeding: one that names the proceeding before one that names none. */
export const pinIn = (pins: readonly Pin[], act: string, chapter: number): Pin | undefined =>
  pins.find((pin) => pin.act === act && pin.chapter === chapter) ??
  pins.find((pin) => pin.act === act && pin.chapter === undefined && pin.who === undefined);

/** So many cases of one kind in the whole nation. */
export interface Cell {
  readonly course: CourseOf;
  readonly colour: Colour;
  readonly count: number;
  /** Year in which the case opens. */
  readonly year: number;
  /** Acts that fall into a year. */
  readonly pins: readonly Pin[];
  /** The case's own amount: the sum over all cases of the cell, with its smallest unit. */
  readonly amount?: { readonly total: number; readonly unit: number };
  /** Mean days from the opening of a proceeding to an act, kept over the cells that name the same. */
  readonly mean?: { readonly id: string; readonly act: string; readonly days: number };
  /** A departure planted in every case: this act comes so many days after the date that the rule names. */
  readonly late?: { readonly relation: string; readonly act: string; readonly days: readonly [number, number] };
  /** A departure planted in every case: this act is left out. */
  readonly skip?: string;
  /** What is not plain about the case, where something is. */
  readonly mess?: string;
  /** At the supreme office. */
  readonly supreme?: boolean;
  /** Of the five years before: its chance is its own, so that the later years are the same with them and without. */
  readonly earlier?: boolean;
}

/** A running sum rounded at every place: parts add up to the rounded whole, and so does every stretch of them to one more or less. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let before = 0;
  let run = 0;
  return weights.map((weight) => {
    run += weight;
    const upTo = sum === 0 ? 0 : Math.round((total * run) / sum + 1e-9);
    const part = upTo - before;
    before = upTo;
    return part;
  });
}

/** How many of a cell's cases a block gets, and the number of the first: by the blocks' shares, exact in the sum. */
export function shareOf(
  cell: number,
  count: number,
  seed: number,
  from: number,
  to: number,
): readonly [first: number, count: number] {
  const offset = hash(`cell ${cell}`, seed) / 4294967296;
  const low = Math.floor(count * from + offset);
  const high = to >= 1 ? Math.floor(count + offset) : Math.floor(count * to + offset);
  return [low, high - low];
}

/** Something that is split again and again into parts of exact size. */
export interface Part<A> {
  readonly of: A;
  readonly people: number;
  readonly cases: number;
}

export const persons = (parts: readonly Part<unknown>[]): number =>
  parts.reduce((sum, part) => sum + part.cases * part.people, 0);

/**
 * Gives a share of the parts another form: exactly `wanted` persons, taken from every part alike. Cases of several people are taken whole;
 * those of one make the number exact.
 */
export function split<A, B>(parts: readonly Part<A>[], wanted: number, form: (of: A, chosen: boolean) => B): Part<B>[] {
  const all = persons(parts);
  const result: Part<B>[] = [];
  let missing = Math.max(0, Math.min(wanted, all));
  const ratio = all === 0 ? 0 : missing / all;
  const sizes = [...new Set(parts.map((part) => part.people))].sort((a, b) => b - a);
  for (const size of sizes) {
    const own = parts.filter((part) => part.people === size);
    const cases = own.reduce((sum, part) => sum + part.cases, 0);
    const target =
      size === 1 ? Math.min(missing, cases) : Math.min(Math.round(cases * ratio), Math.floor(missing / size), cases);
    missing -= target * size;
    const chosen = apportion(
      target,
      own.map((part) => part.cases),
    );
    own.forEach((part, nr) => {
      const taken = chosen[nr]!;
      if (taken > 0) result.push({ of: form(part.of, true), people: size, cases: taken });
      if (part.cases > taken) result.push({ of: form(part.of, false), people: size, cases: part.cases - taken });
    });
  }
  return result;
}

/** The same for cases instead of persons. */
export function splitCases<A, B>(
  parts: readonly Part<A>[],
  wanted: number,
  form: (of: A, chosen: boolean) => B,
): Part<B>[] {
  const all = parts.reduce((sum, part) => sum + part.cases, 0);
  const chosen = apportion(
    Math.max(0, Math.min(Math.round(wanted), all)),
    parts.map((part) => part.cases),
  );
  return parts.flatMap((part, nr) => {
    const taken = chosen[nr]!;
    return [
      ...(taken > 0 ? [{ of: form(part.of, true), people: part.people, cases: taken }] : []),
      ...(part.cases > taken ? [{ of: form(part.of, false), people: part.people, cases: part.cases - taken }] : []),
    ];
  });
}

/** Cases of two and of three that are still to come, in parts: many small groups then have as many of them as one large group. */
export interface Owed {
  two: number;
  three: number;
}
export const owedNone = (): Owed => ({ two: 0, three: 0 });

/** Persons in cases of one, two and three; shares of the persons in cases of two and three. */
export function sized<A>(of: A, count: number, two: number, three: number, owed: Owed = owedNone()): Part<A>[] {
  owed.three += (count * three) / 3;
  const threes = Math.max(0, Math.min(Math.floor(owed.three), Math.floor(count / 3)));
  owed.three -= threes;
  owed.two += (count * two) / 2;
  const twos = Math.max(0, Math.min(Math.floor(owed.two), Math.floor((count - 3 * threes) / 2)));
  owed.two -= twos;
  const ones = count - 3 * threes - 2 * twos;
  return [
    { of, people: 3, cases: threes },
    { of, people: 2, cases: twos },
    { of, people: 1, cases: ones },
  ].filter((part) => part.cases > 0);
}

/** A way of departing from the law: for which cells it is one is for the caller to say. */
export type Planting = Pick<Cell, 'late'> | Pick<Cell, 'skip'>;

/** Takes a share of the cells' cases and plants departures in them, one kind after the other. */
export function planted(cells: readonly Cell[], share: number, kindsOf: (cell: Cell) => readonly Planting[]): Cell[] {
  let owed = 0;
  let turn = 0;
  return cells.flatMap((cell) => {
    const kinds = kindsOf(cell);
    if (kinds.length === 0) return [cell];
    owed += cell.count * share;
    const taken = Math.min(cell.count, Math.floor(owed));
    if (taken === 0) return [cell];
    owed -= taken;
    const kind = kinds[turn++ % kinds.length]!;
    const rest = cell.count - taken;
    return [...(rest > 0 ? [{ ...cell, count: rest }] : []), { ...cell, ...kind, count: taken }];
  });
}
