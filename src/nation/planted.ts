import type { Cell } from './cells.ts';
import type { Course } from './course.ts';
import { dateCase, dating } from './dating.ts';
import { dayOf } from './days.ts';
import { departuresOf } from './judged.ts';
import type { Kit } from './kit.ts';
import { chance } from './random.ts';

/** A departure planted in the nation: what a replay of the log must find, and nothing else. */
export interface Planted {
  /** Numbers as they stand in the facts. */
  readonly case: number;
  readonly proceeding: number;
  readonly procedure: string;
  readonly kind: string;
  readonly rule: string;
  readonly act: string;
  /** Place of the act in its proceeding, from 1; null: no act shows it. */
  readonly place: number | null;
  readonly due: string | null;
  readonly late_days: number | null;
}

/** Number of a case or a proceeding: its block in the high word. */
export const numberOf = (block: number, nr: number): number => block * 4294967296 + nr;
export const blockOf = (number: number): number => Math.floor(number / 4294967296);

/** What follows from leaving a step out; `step` −1: no act shows it. */
export interface Following {
  readonly kind: string;
  readonly rule: string;
  readonly act: string;
  readonly step: number;
}
export type LeftOut = Map<string, readonly Following[]>;

/** The departures of a course from which a step is left out, by the engine: the same whatever the dates, so asked once. */
export function leftOut(kit: Kit, course: Course, cell: Cell, skip: number, known: LeftOut): readonly Following[] {
  const key = `${course.id} ${skip}`;
  let found = known.get(key);
  if (found === undefined) {
    const pace = dating();
    dateCase(course, dayOf('2021-03-02'), kit.days, chance(1, key).real, pace);
    const one = {
      id: 'left out',
      course,
      colour: cell.colour,
      day: pace.day,
      kept: course.length,
      without: new Set([skip]),
    };
    const end = (dayOf('2026-06-30') + 1) * 86_400_000;
    const chapter = course.chapter[skip]!;
    const steps = Array.from({ length: course.length }, (_, i) => i).filter(
      (i) => course.chapter[i] === chapter && i !== skip,
    );
    found = departuresOf(kit, [one], end).map((violation) => ({
      kind: violation.kind,
      rule: violation.relation,
      act: violation.actType ?? violation.targets?.[0] ?? '',
      step: violation.act === undefined ? -1 : steps[Number(violation.act.slice(1)) - 1]!,
    }));
    known.set(key, found);
  }
  return found;
}
