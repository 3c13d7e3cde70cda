import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { placeLevels } from '#measures/index.ts';
import { type Cell, shareOf } from './cells.ts';
import { type Course, courseOf } from './course.ts';
import { dateCase, dating } from './dating.ts';
import { dateOf, FIRST, LAST, minuteOf, SLIP_MINUTES, yearOf } from './days.ts';
import type { Kit } from './kit.ts';
import { type Block, officeIn } from './offices.ts';
import type { ParquetWriter } from './parquet.ts';
import { type LeftOut, leftOut, numberOf, type Planted } from './planted.ts';
import { chance } from './random.ts';
import {
  type ActRows,
  type AnnulledRows,
  actRows,
  annulledRows,
  type DutyRows,
  dutyRows,
  nextRow,
  type ProceedingRows,
  proceedingRows,
  type SeveredRows,
  severedRows,
} from './rows.ts';
import type { StepTable } from './steps.ts';
import {
  actFillers,
  annulledFillers,
  dutyFillers,
  endOfNoFamily,
  orderOf,
  proceedingFillers,
  severedFillers,
  stepList,
} from './tables.ts';
import { type Window, windowIn } from './window.ts';

export interface Making {
  readonly kit: Kit;
  readonly cells: readonly Cell[];
  readonly block: Block;
  /** Place of the block among all: high word of its numbers, so that they never meet. */
  readonly number: number;
  readonly seed: number;
  /** Where the block begins and ends among the shares of all. */
  readonly from: number;
  readonly to: number;
  /** Last legal day. */
  readonly end: number;
  readonly dir: string;
  readonly rules: ReadonlyMap<string, number>;
  /** What blocks share: the steps of all courses, and the days on which cases of a cell may open. */
  readonly table: StepTable;
  readonly windows: Map<string, Window>;
  readonly left: LeftOut;
  /** Told of every case, with its days (which change with the next). */
  readonly onCase?: (course: Course, cell: Cell, day: Int32Array, kept: number, caseNo: number, skip: number) => void;
}
export interface Made {
  readonly cases: number;
  readonly proceedings: number;
  readonly acts: number;
  readonly duties: number;
  /** Departures planted, as a replay must find them. */
  readonly truth: readonly Planted[];
}

/** States of duties in the facts. */
export const STATE = { met: 1, metLate: 2, running: 3, overdue: 4 } as const;

const courses = new WeakMap<Kit, Map<string, Course>>();

export function courseIn(kit: Kit, of: Cell['course']): Course {
  let known = courses.get(kit);
  if (known === undefined) {
    known = new Map();
    courses.set(kit, known);
  }
  let course = known.get(of.id);
  if (course === undefined) {
    course = courseOf(kit, of);
    known.set(of.id, course);
  }
  return course;
}

/** Opening days of a year by how much work comes in: more before the year ends and after the spring, less in its first weeks. */
const MONTHS = [0.86, 0.72, 1.04, 1.05, 1.03, 1.06, 1.02, 1.0, 1.04, 0.9, 1.1, 1.18];

/** Makes the cases of a block, year by year, and writes each year's files as soon as nothing more can come into it. */
export async function makeBlock(making: Making, writer: ParquetWriter): Promise<Made> {
  const { kit, block, seed, end } = making;
  const { table } = making;
  const list = stepList();
  const usual = chance(seed, `block ${block.code}`).real;
  const before = chance(seed, `block ${block.code} earlier`).real;
  let real = usual;
  const pace = dating();
  const acts = new Map<number, ActRows>();
  const duties = new Map<number, DutyRows>();
  const proceedings = new Map<number, ProceedingRows>();
  const annulled = new Map<number, AnnulledRows>();
  const severed = new Map<number, SeveredRows>();
  const means = new Map<string, { owed: number }>();
  const truth: Planted[] = [];
  let caseNo = 0;
  let proceedingNo = 0;
  let written = 0;
  let watched = 0;
  let opened = 0;
  const endYear = yearOf(end);
  const years = [...new Set(making.cells.map((cell) => cell.year))].sort((a, b) => a - b);
  const yearByDay = new Int16Array(LAST - FIRST + 100);
  for (let day = 0; day < yearByDay.length; day++) yearByDay[day] = yearOf(FIRST + day);

  const rowsOf = (year: number): ActRows => {
    let rows = acts.get(year);
    if (rows === undefined) {
      rows = actRows();
      acts.set(year, rows);
    }
    return rows;
  };

  function emit(course: Course, cell: Cell, window: Window, amount: number): void {
    const { day } = pace;
    let kept = course.length;
    while (kept > 0 && day[kept - 1]! > end) kept--;
    if (kept === 0) return;
    const base = table.of(course, cell.colour, kept);
    const here = caseNo++;
    const chapters = course.starts.length;
    const first = proceedingNo;
    proceedingNo += chapters;
    const home = officeIn(block, course.level, real());
    for (let c = 0; c < chapters; c++) officeAt[c] = officeOf(course, c, home);
    making.onCase?.(course, cell, day, kept, here, window.skip);
    let slot = 0;
    let year = yearByDay[day[0]! - FIRST]!;
    let rows = rowsOf(year);
    if (window.late !== null || window.skip >= 0) plant(course, cell, window, here, first, kept);
    for (let i = 0; i < kept; i++) {
      const on = day[i]!;
      slot = i > 0 && on === day[i - 1]! ? slot + 1 : 0;
      const in_ = yearByDay[on - FIRST]!;
      if (in_ !== year) {
        year = in_;
        rows = rowsOf(year);
      }
      minutes[i] = minuteOf(on, slot);
      if (i === window.skip) continue;
      const chapter = course.chapter[i]!;
      if (course.act[i] === 0) {
        sever(course, i, here, first);
        continue;
      }
      const at = nextRow(rows);
      rows.step[at] = base + i;
      rows.caseNo[at] = here;
      rows.proceeding[at] = first + chapter;
      rows.day[at] = on;
      rows.opened[at] = day[course.starts[course.began[chapter]!]!]!;
      rows.slot[at] = slot;
      rows.office[at] = officeAt[chapter]!;
      rows.amount[at] = amount;
    }
    course.slips.forEach(({ before, chapter }, nr) => {
      if (before >= kept) return;
      const on = day[before - 1]!;
      const into = annulledOf(yearByDay[on - FIRST]!);
      const at = nextRow(into);
      into.step[at] = base + kept + nr;
      into.caseNo[at] = here;
      into.proceeding[at] = first + chapter;
      into.day[at] = on;
      into.minute[at] = minutes[before - 1]! + SLIP_MINUTES;
      into.until[at] = minutes[before - 1]! + 2 * SLIP_MINUTES;
      into.office[at] = officeAt[chapter]!;
    });
    for (let c = 0; c < chapters; c++) {
      const start = course.starts[c]!;
      if (start >= kept) continue;
      const opened = day[course.starts[course.began[c]!]!]!;
      const into = proceedingsOf(yearByDay[opened - FIRST]!);
      const at = nextRow(into);
      const closed = course.closedBy[c]!;
      into.caseNo[at] = here;
      into.proceeding[at] = first + c;
      into.procedure[at] = course.procedures[c]!;
      into.office[at] = officeAt[c]!;
      into.offence[at] = table.steps.offence[base + start]!;
      into.opened[at] = opened;
      into.closed[at] = closed >= 0 && closed < kept ? day[closed]! : 0;
    }
    for (const limit of course.watched) {
      if (limit.from >= kept || limit.step === window.skip) continue;
      const rule = making.rules.get(limit.name);
      if (rule === undefined) continue;
      const from = day[limit.from]!;
      const due = limit.due[from - FIRST]!;
      const into = dutiesOf(yearByDay[from - FIRST]!);
      const at = nextRow(into);
      const done = limit.step < kept ? day[limit.step]! : 0;
      const late = done === 0 ? (due < end ? end - due : 0) : Math.max(0, done - due);
      into.caseNo[at] = here;
      into.proceeding[at] = first + limit.chapter;
      into.who[at] = limit.who;
      into.rule[at] = rule;
      into.office[at] = officeAt[limit.chapter]!;
      into.offence[at] = table.steps.offence[base + limit.from]!;
      into.opened[at] = from;
      into.due[at] = due;
      into.state[at] = done !== 0 ? (late > 0 ? STATE.metLate : STATE.met) : due < end ? STATE.overdue : STATE.running;
      into.late[at] = late;
      into.flags[at] = (limit.ours ? 1 : 0) | (limit.alertOnly ? 2 : 0);
    }
  }

  function sever(course: Course, step: number, here: number, first: number): void {
    const on = pace.day[step]!;
    const into = severedOf(yearByDay[on - FIRST]!);
    const at = nextRow(into);
    const from = course.chapter[step]!;
    const to = course.of.chapters.findIndex((one) => one.severed?.from === from);
    into.caseNo[at] = here;
    into.proceeding[at] = first + from;
    into.into[at] = first + to;
    into.who[at] = course.who[step]!;
    into.day[at] = on;
    into.minute[at] = minutes[step]!;
  }

  /** What the replay must find in a case: told with the numbers that its rows bear. */
  function plant(course: Course, cell: Cell, window: Window, here: number, first: number, kept: number): void {
    const step = window.late?.step ?? window.skip;
    const due = window.late === null ? 0 : window.late.due[pace.day[window.late.from]! - FIRST]!;
    // An act that would come late after the end of the nation is overdue at its end, where its date has passed by then.
    const isOverdue = window.late !== null && step >= kept && window.late.from < kept && due < end;
    if (step >= kept && !isOverdue) return;
    // Another date may have drawn the act back to its due day (a holiday between the two): then nothing is late.
    if (window.late !== null && !isOverdue && pace.day[step]! <= due) return;
    const chapter = course.chapter[step]!;
    const skip = window.skip;
    const place = (at: number): number => {
      let nr = 0;
      for (let i = 0; i <= at; i++) if (course.chapter[i] === chapter && i !== skip) nr++;
      return nr;
    };
    const common = {
      case: numberOf(making.number, here),
      proceeding: numberOf(making.number, first + chapter),
      procedure: kit.procedures[course.procedures[chapter]!]!,
    };
    if (window.late !== null) {
      truth.push({
        ...common,
        kind: isOverdue ? 'overdue' : 'late',
        rule: window.late.relation,
        act: kit.actIds[course.act[step]!]!,
        place: isOverdue ? null : place(step),
        due: dateOf(due),
        late_days: isOverdue ? null : pace.day[step]! - due,
      });
      return;
    }
    for (const one of leftOut(kit, course, cell, window.skip, making.left))
      if (one.step < kept)
        truth.push({
          ...common,
          kind: one.kind,
          rule: one.rule,
          act: one.act,
          place: one.step < 0 ? null : place(one.step),
          due: null,
          late_days: null,
        });
  }

  const officeAt = new Uint16Array(64);
  const minutes = new Uint32Array(512);
  function officeOf(course: Course, chapter: number, home: number): number {
    const said = course.of.chapters[chapter]!.office;
    if (said === undefined || said === 'same') return home;
    if (said === 'before') return officeAt[chapter - 1]!;
    if (said === 'above') return officeIn(block, course.levels[chapter]!, real());
    let other = home;
    for (let k = 0; k < 8 && other === home; k++) other = officeIn(block, course.level, real());
    return other;
  }
  const proceedingsOf = (year: number): ProceedingRows => {
    let rows = proceedings.get(year);
    if (rows === undefined) {
      rows = proceedingRows();
      proceedings.set(year, rows);
    }
    return rows;
  };
  const annulledOf = (year: number): AnnulledRows => {
    let rows = annulled.get(year);
    if (rows === undefined) {
      rows = annulledRows();
      annulled.set(year, rows);
    }
    return rows;
  };
  const severedOf = (year: number): SeveredRows => {
    let rows = severed.get(year);
    if (rows === undefined) {
      rows = severedRows();
      severed.set(year, rows);
    }
    return rows;
  };
  const dutiesOf = (year: number): DutyRows => {
    let rows = duties.get(year);
    if (rows === undefined) {
      rows = dutyRows();
      duties.set(year, rows);
    }
    return rows;
  };

  for (const year of years) {
    for (const [nr, cell] of making.cells.entries()) {
      if (cell.year !== year) continue;
      const [start, count] =
        cell.supreme === true
          ? block.code === '00'
            ? [0, cell.count]
            : [0, 0]
          : block.code === '00'
            ? [0, 0]
            : shareOf(nr, cell.count, seed, making.from, making.to);
      if (count === 0) continue;
      const course = courseIn(kit, cell.course);
      const window = windowIn(kit, course, cell, end, making.windows);
      real = cell.earlier === true ? before : usual;
      for (let k = 0; k < count; k++) {
        dateInto(course, cell, window);
        emit(course, cell, window, cell.amount === undefined ? 0 : amountOf(cell, start + k));
      }
    }
    await flush(year, year === years.at(-1));
  }

  function dateInto(course: Course, cell: Cell, window: Window): void {
    const mean = cell.mean;
    let owed = mean === undefined ? undefined : means.get(mean.id);
    if (mean !== undefined && owed === undefined) {
      owed = { owed: 0 };
      means.set(mean.id, owed);
    }
    for (let attempt = 0; attempt < 400; attempt++) {
      let open = window.first + Math.floor(real() * (window.last - window.first + 1));
      if (kit.days.working[open - FIRST] === 0) open = kit.days.next[open - FIRST]!;
      if (open > window.last) continue;
      const month = new Date(open * 86_400_000).getUTCMonth();
      if (attempt < 6 && real() * 1.2 > MONTHS[month]!) continue;
      if (owed !== undefined && window.meanStep > 0) {
        pace.shiftAt = window.meanStep;
        pace.shift = Math.max(-16, Math.min(16, Math.round(owed.owed / (2 * course.people))));
      } else pace.shiftAt = -1;
      pace.late =
        window.late === null
          ? null
          : {
              limit: window.late,
              days: cell.late!.days[0] + Math.floor(real() * (cell.late!.days[1] - cell.late!.days[0] + 1)),
            };
      if (!dateCase(course, open, kit.days, real, pace)) continue;
      let fits = true;
      for (const pin of window.pins) {
        const on = pace.day[pin.step]!;
        if (on < pin.from || on > pin.to) fits = false;
      }
      if (!fits) continue;
      if (owed !== undefined && mean !== undefined && window.meanStep > 0)
        owed.owed += course.people * (mean.days - (pace.day[window.meanStep]! - pace.day[window.meanFrom]!));
      return;
    }
    throw new RangeError(
      `${course.id} (${cell.colour.id}): no dates in ${cell.year} with ${cell.pins.map((pin) => `${pin.act} in ${pin.year}`).join(', ')}; tried from ${dateOf(window.first)} to ${dateOf(window.last)}`,
    );
  }

  /** Parts of an amount, uneven by pairs, exact in the sum. */
  function amountOf(cell: Cell, nr: number): number {
    const { total, unit } = cell.amount!;
    const part = (k: number): number => Math.round((total / unit) * (k / cell.count));
    const own = part(nr + 1) - part(nr);
    const partner = nr ^ 1;
    if (partner >= cell.count) return own * unit;
    const least = Math.min(own, part(partner + 1) - part(partner));
    const moved = Math.floor(least * 0.8 * ((((nr >> 1) * 2654435761) >>> 0) / 4294967296));
    return (own + ((nr & 1) === 0 ? moved : -moved)) * unit;
  }

  async function flush(year: number, all: boolean): Promise<void> {
    for (const [in_, rows] of [...acts].sort(([a], [b]) => a - b)) {
      if (in_ > year && !all) continue;
      acts.delete(in_);
      if (rows.count === 0 || in_ > endYear) continue;
      const order = orderOf(rows, table.steps, kit.families.length);
      await writer.write(
        await folderIn(making, 'acts', in_),
        rows.count,
        actFillers(kit, rows, table, order, making.number, list),
        [endOfNoFamily(rows, table.steps)],
      );
      written += rows.count;
    }
    for (const [in_, rows] of [...proceedings].sort(([a], [b]) => a - b)) {
      if (in_ > year && !all) continue;
      proceedings.delete(in_);
      await writer.write(
        await folderIn(making, 'proceedings', in_),
        rows.count,
        proceedingFillers(rows, making.number),
      );
      opened += rows.count;
    }
    for (const [in_, rows] of [...duties].sort(([a], [b]) => a - b)) {
      if (in_ > year && !all) continue;
      duties.delete(in_);
      await writer.write(await folderIn(making, 'duties', in_), rows.count, dutyFillers(rows, making.number));
      watched += rows.count;
    }
    for (const [in_, rows] of [...annulled].sort(([a], [b]) => a - b)) {
      if (in_ > year && !all) continue;
      annulled.delete(in_);
      await writer.write(
        await folderIn(making, 'annulled', in_),
        rows.count,
        annulledFillers(rows, table, making.number, list),
      );
    }
    for (const [in_, rows] of [...severed].sort(([a], [b]) => a - b)) {
      if (in_ > year && !all) continue;
      severed.delete(in_);
      await writer.write(await folderIn(making, 'severed', in_), rows.count, severedFillers(rows, making.number));
    }
  }
  await writer.writeSteps(await folderIn(making, 'steps'), list.said);
  return { cases: caseNo, proceedings: opened, acts: written, duties: watched, truth };
}

async function folderIn(making: Making, table: string, year?: number): Promise<string> {
  const place = `${placeLevels(making.kit.pack)[0]}=${making.block.code}`;
  const folder = join(making.dir, table, ...(year === undefined ? [] : [`year=${year}`]), place);
  await mkdir(folder, { recursive: true });
  return folder;
}
