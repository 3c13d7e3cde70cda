import {
  type Act,
  type ColumnViolation,
  columnsOf,
  type Data,
  type LoggedCase,
  replayColumns,
  type Value,
} from '#engine/index.ts';
import type { Course } from './course.ts';
import { dateOf } from './days.ts';
import type { Kit } from './kit.ts';
import { OFFENCE, OWN_DAY, subjectName } from './plan.ts';
import { momentOf } from './shape.ts';
import { agoOf, type Colour, dataOf } from './steps.ts';

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

const SLOT = 12 * 60_000;

/** The acts of one proceeding of a case, as the engine takes them; ids are the places in the proceeding, from `#1`. */
export function actsOf(kit: Kit, one: Happened, chapter: number): Act[] {
  const { course, day } = one;
  const acts: Act[] = [];
  let slot = 0;
  for (let i = 0; i < one.kept; i++) {
    slot = i > 0 && day[i] === day[i - 1] ? slot + 1 : 0;
    if (course.chapter[i] !== chapter || one.without?.has(i)) continue;
    const name = kit.acts[course.act[i]!]!;
    const opened = day[course.starts[chapter]!]!;
    const authority = course.authority[i];
    const at = momentOf(day[i]!) + slot * SLOT;
    acts.push({
      id: `#${acts.length + 1}`,
      type: name.slice(name.indexOf('/') + 1),
      subject: subjectName(course.who[i]!),
      at,
      precision: 'ms',
      recordedAt: at,
      seq: acts.length + 1,
      data: said(dataOf(kit, course, one.colour, i), dateOf(day[i]!), opened, one.colour.offence ?? 'theft'),
      ...(authority === null || authority === undefined ? {} : { authority }),
    });
  }
  return acts;
}

/** What an act says, with the day, the charge and the days before the opening in place of their marks. */
function said(data: Data, today: string, opened: number, offence: string): Data {
  const fill = (value: Value): Value => {
    if (value === OWN_DAY) return today;
    if (value === OFFENCE) return offence;
    if (value === '@amount') return 1;
    const ago = agoOf(value);
    if (ago !== null) return dateOf(opened - ago);
    return Array.isArray(value) ? value.map(fill) : value;
  };
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, fill(value)]));
}

export interface Departure extends ColumnViolation {
  readonly id: string;
  readonly procedure: string;
  readonly chapter: number;
}

/** Every departure of these cases from the law, by the compiled replay over columns. */
export function departuresOf(kit: Kit, cases: readonly Happened[], until: number): Departure[] {
  const byProcedure = new Map<string, { readonly one: Happened; readonly chapter: number }[]>();
  for (const one of cases)
    one.course.procedures.forEach((procedure, chapter) => {
      const key = `${kit.procedures[procedure]} ${one.course.levels[chapter]}`;
      const list = byProcedure.get(key) ?? [];
      list.push({ one, chapter });
      byProcedure.set(key, list);
    });
  const found: Departure[] = [];
  for (const [key, list] of byProcedure) {
    const [procedure = '', level = ''] = key.split(' ');
    const compiled = kit.compiled(procedure, level);
    const logged: LoggedCase[] = list.map(({ one, chapter }) => ({ id: one.id, acts: actsOf(kit, one, chapter) }));
    replayColumns(compiled, columnsOf(compiled, logged), {
      until,
      onViolation: (violation) => {
        const { one, chapter } = list[violation.case]!;
        found.push({ ...violation, id: one.id, procedure, chapter });
      },
    });
  }
  return found;
}
