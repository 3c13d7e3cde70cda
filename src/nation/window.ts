import type { Cell, Pin } from './cells.ts';
import { neededAfter } from './counted.ts';
import { type Course, type StepLimit, stepsOf } from './course.ts';
import { dateCase, dating } from './dating.ts';
import { dayOf } from './days.ts';
import type { Kit } from './kit.ts';
import { chance } from './random.ts';

/** Between which days a case may open so that its acts can fall into their years. */
export interface Window {
  readonly first: number;
  readonly last: number;
  readonly pins: readonly { readonly step: number; readonly from: number; readonly to: number }[];
  /** The step whose mean is kept, and the one that it is counted from; −1: none. */
  readonly meanStep: number;
  readonly meanFrom: number;
  /** The limit that cases of the cell break, the step that they leave out. */
  readonly late: StepLimit | null;
  readonly skip: number;
}

const startOf = (year: number): number => dayOf(`${year}-01-01`);

const needs = new WeakMap<Kit, ReturnType<typeof neededAfter>>();

/** The window of a cell, found once by trying; chance of its own, so that it is the same in every block. `end`: the nation's last day. */
export function windowIn(kit: Kit, course: Course, cell: Cell, end: number, known: Map<string, Window>): Window {
  const key = `${course.id}|${cell.year}|${cell.pins.map(({ act, year, chapter, who }) => `${act} ${year} ${chapter ?? ''} ${who ?? ''}`).join('|')}|${cell.mean?.act ?? ''}|${cell.late?.relation ?? ''}|${cell.skip ?? ''}`;
  let window = known.get(key);
  if (window === undefined) {
    window = windowOf(kit, course, cell, end, key);
    known.set(key, window);
  }
  return window;
}

function windowOf(kit: Kit, course: Course, cell: Cell, end: number, key: string): Window {
  const { real } = chance(1, key);
  const pace = dating();
  const opening: Pin = { act: '', year: cell.year };
  const pins = [opening, ...cell.pins].map(({ act, year, chapter, who }, nr) => {
    const isIt = (at: number): boolean =>
      (chapter === undefined || course.chapter[at] === chapter) && (who === undefined || course.who[at] === who);
    const step = nr === 0 ? 0 : (stepsOf(kit, course, act).find(isIt) ?? -1);
    if (step < 0) throw new RangeError(`${course.id}: no act “${act}” to fall into ${year}`);
    return { step, from: startOf(year), to: startOf(year + 1) - 1 };
  });
  // What is counted only if another act stands behind it has that act before the nation ends.
  const needed = needs.get(kit) ?? neededAfter(kit.catalogue);
  needs.set(kit, needed);
  for (const { act, year } of cell.pins) {
    const wanted = needed.get(act);
    if (wanted === undefined || startOf(year) > end) continue;
    const counted = stepsOf(kit, course, act)[0]!;
    const step = course.act.findIndex((one, nr) => nr > counted && wanted.has(kit.acts[one]!));
    if (step >= 0) pins.push({ step, from: 0, to: end });
  }
  // No act before the law knows it, none after.
  course.act.forEach((act, step) => {
    const { from, to } = kit.inForce[act]!;
    if (from !== null || to !== null) pins.push({ step, from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER });
  });
  let first = pins[0]!.from;
  let last = pins[0]!.to;
  const least = pins.map(() => 1e9);
  const most = pins.map(() => 0);
  for (let k = 0; k < 12; k++) {
    if (!dateCase(course, startOf(cell.year) + 20 + k * 27, kit.days, real, pace)) continue;
    pins.forEach(({ step }, nr) => {
      const off = pace.day[step]! - pace.day[0]!;
      least[nr] = Math.min(least[nr]!, off);
      most[nr] = Math.max(most[nr]!, off);
    });
  }
  pins.forEach(({ from, to }, nr) => {
    first = Math.max(first, from - most[nr]! - 2);
    last = Math.min(last, to - least[nr]! + 2);
  });
  const meanStep = cell.mean === undefined ? -1 : (stepsOf(kit, course, cell.mean.act)[0] ?? -1);
  const meanFrom = meanStep < 0 ? -1 : course.starts[course.began[course.chapter[meanStep]!]!]!;
  if (first > last)
    throw new RangeError(
      `${course.id} (${cell.colour.id}): no day in ${cell.year} from which its acts fall into their years`,
    );
  const late =
    cell.late === undefined
      ? null
      : (course.watched.find(
          (limit) => limit.relation === cell.late!.relation && kit.acts[course.act[limit.step]!] === cell.late!.act,
        ) ?? null);
  if (late === null && cell.late !== undefined)
    throw new RangeError(`${course.id}: ${cell.late.act} owes nothing by ${cell.late.relation}`);
  const skip = cell.skip === undefined ? -1 : (stepsOf(kit, course, cell.skip)[0] ?? -1);
  if (skip < 0 && cell.skip !== undefined) throw new RangeError(`${course.id}: no act “${cell.skip}” to leave out`);
  return {
    first,
    last,
    pins,
    meanStep,
    meanFrom,
    late: late !== null && canBeLate(kit, course, cell, late) ? late : null,
    skip,
  };
}

/** Whether an act can come so late without dragging others past their own dates; else nothing is planted. */
function canBeLate(kit: Kit, course: Course, cell: Cell, limit: StepLimit): boolean {
  const { real } = chance(1, `late ${course.id}`);
  const pace = dating();
  pace.late = { limit, days: cell.late!.days[1] };
  for (let k = 0; k < 24; k++)
    if (!dateCase(course, startOf(cell.year) + 5 + k * 14, kit.days, real, pace)) return false;
  return true;
}
