import { type ColumnViolation, replay, replayColumns } from '#engine/index.ts';
import type { Course } from './course.ts';
import { minuteOf } from './days.ts';
import type { Kit } from './kit.ts';
import { columnsMaker, type Logged } from './replay/columns.ts';
import { actsOf, severedFrom } from './replay/severed.ts';
import { saidTable } from './said.ts';
import { type Colour, chargeOf, saidAt } from './steps.ts';

/** A case of the nation as it happened: its course, its colour, the day of every act. */
export interface Happened {
  readonly id: string;
  readonly course: Course;
  readonly colour: Colour;
  readonly day: ArrayLike<number>;
  /** Only the first steps have happened. */
  readonly kept: number;
  /** Steps that were left out. */
  readonly without?: ReadonlySet<number>;
}

type Told = 'kind' | 'relation' | 'subject' | 'act' | 'actType' | 'targets' | 'byDays';
export interface Departure extends Partial<Pick<ColumnViolation, Told>> {
  readonly kind: ColumnViolation['kind'];
  readonly relation: string;
  readonly id: string;
  readonly procedure: string;
  readonly chapter: number;
}

interface Proceeding {
  readonly one: Happened;
  readonly chapter: number;
}

/**
 * Every departure of these cases from the law, by the compiled replay over columns: the same that `custos replay` does over the files.
 * Proceedings that somebody was severed from, or into, stand in no columns: they are folded.
 */
export function departuresOf(kit: Kit, cases: readonly Happened[], until: number): Departure[] {
  const byProcedure = new Map<string, Proceeding[]>();
  const found: Departure[] = [];
  for (const one of cases)
    one.course.procedures.forEach((procedure, chapter) => {
      if (one.course.starts[chapter]! >= one.kept) return;
      const severed = severedFrom(one.course, chapter);
      if (severed !== null) {
        found.push(...foldedDepartures(kit, one, chapter, severed, until));
        return;
      }
      const key = `${kit.procedures[procedure]} ${one.course.levels[chapter]}`;
      const list = byProcedure.get(key) ?? [];
      list.push({ one, chapter });
      byProcedure.set(key, list);
    });
  for (const [key, list] of byProcedure) {
    const [procedure = '', level = ''] = key.split(' ');
    const compiled = kit.compiled(procedure, level);
    const table = saidTable();
    const logged = loggedOf(kit, list, table);
    const columns = columnsMaker(compiled, table.list, kit.offences, logged.said.length)(logged);
    replayColumns(compiled, columns, {
      until,
      onViolation: (violation) => {
        const { one, chapter } = list[violation.case]!;
        found.push({ ...violation, id: one.id, procedure, chapter });
      },
    });
  }
  return found;
}

function foldedDepartures(kit: Kit, one: Happened, chapter: number, from: number, until: number): Departure[] {
  const { course } = one;
  const procedure = kit.procedures[course.procedures[chapter]!]!;
  const acts = actsOf(kit, one, chapter, from);
  const replayed = replay(kit.law(procedure).procedure, acts, kit.world(course.levels[chapter]!), { until });
  return replayed.violations.map((violation) => ({ ...violation, id: one.id, procedure, chapter }));
}

/** Proceedings as rows of the nation say them. */
export function loggedOf(kit: Kit, list: readonly Proceeding[], table: ReturnType<typeof saidTable>): Logged {
  const said: number[] = [];
  const minute: number[] = [];
  const offence: number[] = [];
  const days: number[] = [];
  const opened: number[] = [];
  const offsets = [0];
  for (const { one, chapter } of list) {
    const { course, colour, day } = one;
    let slot = 0;
    for (let i = 0; i < one.kept; i++) {
      slot = i > 0 && day[i] === day[i - 1] ? slot + 1 : 0;
      if (course.chapter[i] !== chapter || one.without?.has(i)) continue;
      said.push(table.of(saidAt(kit, course, colour, i)));
      minute.push(minuteOf(day[i]!, slot));
      days.push(day[i]!);
      offence.push(kit.offenceNumber.get(chargeOf(colour, course.who[i]!, chapter)) ?? 0);
    }
    opened.push(day[course.starts[chapter]!]!);
    offsets.push(said.length);
  }
  return {
    offsets: Uint32Array.from(offsets),
    said: Uint16Array.from(said),
    minute: Uint32Array.from(minute),
    day: Uint16Array.from(days),
    offence: Uint16Array.from(offence),
    opened: Uint16Array.from(opened),
  };
}
