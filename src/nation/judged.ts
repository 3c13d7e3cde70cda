import { type Act, actsOfCase, type ColumnViolation, replay, replayColumns } from '#engine/index.ts';
import type { Course } from './course.ts';
import { dayOfMinute, minuteOf, SLIP_MINUTES } from './days.ts';
import type { Kit } from './kit.ts';
import { columnsMaker, type Logged, poolOf } from './replay/columns.ts';
import { type Severing, withPast, withSeverings } from './replay/severed.ts';
import { saidTable } from './said.ts';
import { type Colour, chargeOf, saidAt, saidBy } from './steps.ts';

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
    const columns = columnsMaker(compiled, table.list, kit.offences, poolOf(logged.said.length))(logged);
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

/** Severed from, or gone into from another: `from` is the proceeding that somebody was severed from. */
function foldedDepartures(kit: Kit, one: Happened, chapter: number, from: number, until: number): Departure[] {
  const { course } = one;
  const procedure = kit.procedures[course.procedures[chapter]!]!;
  const compiled = kit.compiled(procedure, course.levels[chapter]!);
  const ownOf = (nr: number): readonly Act[] => {
    const table = saidTable();
    const logged = loggedOf(kit, [{ one, chapter: nr }], table);
    return actsOfCase(
      compiled,
      columnsMaker(compiled, table.list, kit.offences, poolOf(logged.said.length))(logged),
      0,
    );
  };
  const severing = severingOf(one, from);
  const own = ownOf(chapter);
  const acts =
    severing === null
      ? own
      : chapter === from
        ? withSeverings(own, [severing])
        : withPast(own, ownOf(from), severing, one.id);
  const { violations } = replay(compiled.procedure, acts, compiled.world, { until });
  return violations.map((violation) => ({ ...violation, id: one.id, procedure, chapter }));
}

/** The proceeding (by its place) from which somebody was severed, where this is that one or the one they went into; null: neither. */
function severedFrom({ of }: Course, chapter: number): number | null {
  const from = of.chapters[chapter]!.severed?.from;
  if (from !== undefined) return from;
  return of.chapters.some(({ severed }) => severed?.from === chapter) ? chapter : null;
}

/** null: it has not come to that yet. */
function severingOf({ course, day, kept }: Happened, from: number): Severing | null {
  const step = Array.from(course.act).findIndex((act, i) => act === 0 && course.chapter[i] === from);
  return step < 0 || step >= kept ? null : { minute: minutesOf(day, kept)[step]!, who: course.who[step]! };
}

/** The moment of every step: the acts of one day come one after the other. */
function minutesOf(day: ArrayLike<number>, kept: number): number[] {
  const minutes: number[] = [];
  let slot = 0;
  for (let i = 0; i < kept; i++) {
    slot = i > 0 && day[i] === day[i - 1] ? slot + 1 : 0;
    minutes.push(minuteOf(day[i]!, slot));
  }
  return minutes;
}

interface Row {
  readonly said: number;
  readonly minute: number;
  readonly offence: number;
  /** The row that it takes back. */
  readonly annuls?: Row;
}

/** Proceedings as rows of the nation say them. */
export function loggedOf(kit: Kit, list: readonly Proceeding[], table: ReturnType<typeof saidTable>): Logged {
  const rows: Row[] = [];
  const annuls: number[] = [];
  const opened: number[] = [];
  const offsets = [0];
  for (const { one, chapter } of list) {
    const own = rowsOf(kit, one, chapter, table);
    for (const row of own) annuls.push(row.annuls === undefined ? -1 : own.indexOf(row.annuls));
    rows.push(...own);
    opened.push(one.day[one.course.starts[one.course.began[chapter]!]!]!);
    offsets.push(rows.length);
  }
  return {
    offsets: Uint32Array.from(offsets),
    said: Uint16Array.from(rows, ({ said }) => said),
    minute: Uint32Array.from(rows, ({ minute }) => minute),
    day: Uint16Array.from(rows, ({ minute }) => dayOfMinute(minute)),
    offence: Uint16Array.from(rows, ({ offence }) => offence),
    opened: Uint16Array.from(opened),
    ...(annuls.some((place) => place >= 0) ? { annuls: Int32Array.from(annuls) } : {}),
  };
}

function rowsOf(kit: Kit, one: Happened, chapter: number, table: ReturnType<typeof saidTable>): Row[] {
  const { course, colour, day, kept, without } = one;
  const minutes = minutesOf(day, kept);
  const chargeAt = (who: number): number => kit.offenceNumber.get(chargeOf(colour, who, chapter)) ?? 0;
  const rows: Row[] = [];
  for (let i = 0; i < kept; i++)
    if (course.chapter[i] === chapter && course.act[i] !== 0 && without?.has(i) !== true)
      rows.push({
        said: table.of(saidAt(kit, course, colour, i)),
        minute: minutes[i]!,
        offence: chargeAt(course.who[i]!),
      });
  for (const slip of course.slips) {
    if (slip.chapter !== chapter || slip.before >= kept) continue;
    const minute = minutes[slip.before - 1]! + SLIP_MINUTES;
    const entered = { said: table.of(saidBy(kit, colour, slip)), minute, offence: chargeAt(slip.who) };
    rows.push(entered, { said: entered.said, minute: minute + SLIP_MINUTES, offence: 0, annuls: entered });
  }
  return rows.sort((a, b) => a.minute - b.minute);
}
