import { actsColumns, dutiesColumns, proceedingsColumns } from '#measures/index.ts';
import { minuteOf, yearOf } from './days.ts';
import type { Kit } from './kit.ts';
import type { Filler } from './parquet.ts';
import type { ActRows, AnnulledRows, DutyRows, ProceedingRows, SeveredRows } from './rows.ts';
import type { Said } from './said.ts';
import { AGO, AMOUNT, NO_DATE, OWN_DATE, type Steps, type StepTable, YEARS } from './steps.ts';

const WORD = 4294967296;

/** A moment in minutes since 1970, as microseconds in two words. */
function putMicros(to: Parameters<Fill>[0], i: number, minutes: number): void {
  const micros = minutes * 60_000_000;
  const high = Math.floor(micros / WORD);
  to.u32[i * 2] = micros - high * WORD;
  to.u32[i * 2 + 1] = high;
}

/** Where the rows of no family end, in their order: those say little beside the fixed columns. */
export function endOfNoFamily(rows: ActRows, steps: Steps): number {
  let count = 0;
  for (let i = 0; i < rows.count; i++) if (steps.family[rows.step[i]!] === 0) count++;
  return count;
}

/** Rows in order of family and day; equals stay as they came. */
export function orderOf(rows: ActRows, steps: Steps, families: number): Uint32Array {
  let least = 65535;
  let most = 0;
  const { count, day, step } = rows;
  for (let i = 0; i < count; i++) {
    if (day[i]! < least) least = day[i]!;
    if (day[i]! > most) most = day[i]!;
  }
  const days = most - least + 1;
  const heads = new Uint32Array(families * days + 1);
  for (let i = 0; i < count; i++) heads[steps.family[step[i]!]! * days + day[i]! - least + 1]! += 1;
  for (let k = 1; k < heads.length; k++) heads[k]! += heads[k - 1]!;
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[heads[steps.family[step[i]!]! * days + day[i]! - least]!++] = i;
  return order;
}

type Fill = Filler['fill'];

/** What the steps of one block say, numbered in the order in which they are written: rows of `acts` name them by that number. */
export interface StepList {
  /** Number of each entry of the table that all blocks share; −1: not written yet. */
  readonly numbers: Int16Array;
  readonly said: Said[];
}
export const stepList = (): StepList => ({ numbers: new Int16Array(65_536).fill(-1), said: [] });

/** Number in the block of an entry that all blocks share; given when first asked for. */
export function numberInBlock(list: StepList, said: readonly Said[], entry: number): number {
  if (list.numbers[entry] === -1) list.numbers[entry] = list.said.push(said[entry]!) - 1;
  return list.numbers[entry]!;
}

/** The name of the column that says which step a row of `acts` is. */
export const stepColumn = ['step', 'SMALLINT'] as const;

/** The columns of `acts` for the rows of one file. `block` is the high word of the numbers of cases and proceedings. */
export function actFillers(
  kit: Kit,
  rows: ActRows,
  { steps, said }: StepTable,
  order: Uint32Array,
  block: number,
  list: StepList,
): Filler[] {
  const { step } = rows;
  const stepNumber: Fill = (to, at, n) => {
    for (let i = 0; i < n; i++) to.i16[i] = numberInBlock(list, said, steps.said[step[order[at + i]!]!]!);
    return true;
  };
  const byStep16 =
    (from: Uint16Array | Uint8Array | Int16Array): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) to.i16[i] = from[step[order[at + i]!]!]!;
      return true;
    };
  const byStep8 =
    (from: Uint8Array): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) to.u8[i] = from[step[order[at + i]!]!]!;
      return true;
    };
  const words =
    (from: Uint32Array): Fill =>
    (to, at, n) => {
      let any = 0;
      for (let i = 0; i < n; i++) {
        const s = step[order[at + i]!]! * 2;
        to.u32[i * 2] = from[s]!;
        to.u32[i * 2 + 1] = from[s + 1]!;
        any |= from[s]! | from[s + 1]!;
      }
      return any !== 0;
    };
  const number =
    (from: Uint32Array): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) {
        to.u32[i * 2] = from[order[at + i]!]!;
        to.u32[i * 2 + 1] = block;
      }
      return true;
    };
  const days =
    (from: Uint16Array): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) to.i32[i] = from[order[at + i]!]!;
      return true;
    };
  const fixed: Readonly<Record<string, Fill>> = {
    case_no: number(rows.caseNo),
    proceeding: number(rows.proceeding),
    subject: byStep16(steps.who),
    act: byStep16(steps.act),
    family: byStep16(steps.family),
    nth_subject: byStep8(steps.nthSubject),
    nth_case: byStep8(steps.nthCase),
    nth_proceeding: byStep8(steps.nthProceeding),
    before: words(steps.before),
    after: words(steps.after),
    done_at(to, at, n) {
      for (let i = 0; i < n; i++) {
        const row = order[at + i]!;
        putMicros(to, i, minuteOf(rows.day[row]!, rows.slot[row]!));
      }
      return true;
    },
    on_date: days(rows.day),
    opened_on: days(rows.opened),
    office(to, at, n) {
      for (let i = 0; i < n; i++) to.i32[i] = rows.office[order[at + i]!]!;
      return true;
    },
    offence: byStep16(steps.offence),
    subject_kind: byStep8(steps.kind),
    marks(to, at, n) {
      for (let i = 0; i < n; i++) to.u32[i] = steps.marks[step[order[at + i]!]!]!;
      return true;
    },
  };
  const names = actsColumns(kit.columns);
  const inChunk = speaking(rows, steps, order);
  const inStretch = speaking(rows, steps, order);
  const own = names.length - kit.columns.length;
  const columns = names.map(([name, type], nr) => {
    const fill = fixed[name];
    if (fill !== undefined) return { name, type, fill, nullable: false };
    const c = nr - own;
    return {
      name,
      type,
      fill: ownColumn(kit, rows, steps, order, c, inChunk),
      nullable: kit.columns[c]!.type !== 'code',
      silent: (from: number, to: number) => !inStretch(from, to, c),
    };
  });
  const [name, type] = stepColumn;
  return [...columns, { name, type, fill: stepNumber, nullable: false }];
}

/** Which columns say anything in a stretch of rows: found once for all columns, and kept for the stretch asked for last. */
function speaking(rows: ActRows, steps: Steps, order: Uint32Array): (from: number, to: number, c: number) => boolean {
  let start = -1;
  let end = -1;
  const words = [0, 0];
  return (from, to, c) => {
    if (from !== start || to !== end) {
      let low = 0;
      let high = 0;
      for (let i = from; i < to; i++) {
        const s = rows.step[order[i]!]! * 2;
        low |= steps.says[s]!;
        high |= steps.says[s + 1]!;
      }
      words[0] = low;
      words[1] = high;
      start = from;
      end = to;
    }
    return (words[c >> 5]! & (1 << (c & 31))) !== 0;
  };
}

function ownColumn(
  kit: Kit,
  rows: ActRows,
  steps: Steps,
  order: Uint32Array,
  c: number,
  speaks: ReturnType<typeof speaking>,
): Fill {
  switch (kit.columns[c]!.type) {
    case 'code':
      return (to, at, n) => {
        if (!speaks(at, at + n, c)) return false;
        const values = steps.values[c] as Int16Array;
        const { step } = rows;
        for (let i = 0; i < n; i++) to.i16[i] = values[step[order[at + i]!]!]!;
        return true;
      };
    case 'flag':
      return (to, at, n) => {
        if (!speaks(at, at + n, c)) return false;
        const values = steps.values[c] as Int8Array;
        const { step } = rows;
        to.valid.fill(0);
        for (let i = 0; i < n; i++) {
          const value = values[step[order[at + i]!]!]!;
          to.u8[i] = value === 1 ? 1 : 0;
          if (value >= 0) to.valid[i >> 3]! |= 1 << (i & 7);
        }
        return true;
      };
    case 'number':
      return (to, at, n) => {
        if (!speaks(at, at + n, c)) return false;
        const values = steps.values[c] as Float64Array;
        to.valid.fill(0);
        for (let i = 0; i < n; i++) {
          const row = order[at + i]!;
          const value = values[rows.step[row]!]!;
          const is = !Number.isNaN(value);
          to.f64[i] = is ? numberAt(rows, row, value) : 0;
          if (is) to.valid[i >> 3]! |= 1 << (i & 7);
        }
        return true;
      };
    case 'date':
      return (to, at, n) => {
        if (!speaks(at, at + n, c)) return false;
        const values = steps.values[c] as Int32Array;
        to.valid.fill(0);
        for (let i = 0; i < n; i++) {
          const row = order[at + i]!;
          const value = values[rows.step[row]!]!;
          to.i32[i] = value === NO_DATE ? 0 : dateAt(rows, row, value);
          if (value !== NO_DATE) to.valid[i >> 3]! |= 1 << (i & 7);
        }
        return true;
      };
  }
}

const dateAt = (rows: ActRows, row: number, value: number): number =>
  value === OWN_DATE ? rows.day[row]! : value !== NO_DATE && value <= AGO ? rows.opened[row]! - (AGO - value) : value;

function numberAt(rows: ActRows, row: number, value: number): number {
  if (value === AMOUNT) return rows.amount[row]!;
  if (value < YEARS) return value;
  return wholeYears(rows.opened[row]! - Math.round((value - YEARS) / 1e190), rows.day[row]!);
}

/** Whole years from one day to another. */
export function wholeYears(from: number, to: number): number {
  const a = new Date(from * 86_400_000);
  const b = new Date(to * 86_400_000);
  const years = yearOf(to) - yearOf(from);
  const before =
    b.getUTCMonth() < a.getUTCMonth() || (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
  return before ? years - 1 : years;
}

const numbers =
  (from: Uint32Array, block: number): Fill =>
  (to, at, n) => {
    for (let i = 0; i < n; i++) {
      to.u32[i * 2] = from[at + i]!;
      to.u32[i * 2 + 1] = block;
    }
    return true;
  };
const to32 =
  (from: Uint16Array | Int16Array): Fill =>
  (to, at, n) => {
    for (let i = 0; i < n; i++) to.i32[i] = from[at + i]!;
    return true;
  };
const to16 =
  (from: Uint16Array | Uint8Array): Fill =>
  (to, at, n) => {
    for (let i = 0; i < n; i++) to.i16[i] = from[at + i]!;
    return true;
  };

export function dutyFillers(rows: DutyRows, block: number): Filler[] {
  const flag =
    (bit: number): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) to.u8[i] = (rows.flags[at + i]! & bit) === 0 ? 0 : 1;
      return true;
    };
  const fills: Readonly<Record<string, Fill>> = {
    proceeding: numbers(rows.proceeding, block),
    case_no: numbers(rows.caseNo, block),
    subject: to16(rows.who),
    rule: to16(rows.rule),
    office: to32(rows.office),
    offence: to16(rows.offence),
    opened: to32(rows.opened),
    due: to32(rows.due),
    state(to, at, n) {
      for (let i = 0; i < n; i++) to.u8[i] = rows.state[at + i]!;
      return true;
    },
    late_days: to32(rows.late),
    ours: flag(1),
    alert_only: flag(2),
  };
  return dutiesColumns.map(([name, type]) => ({ name, type, fill: fills[name]!, nullable: false }));
}

/** Columns of `annulled`: as those of `acts`, and the moment of the annulment. */
const annulledColumns = [
  ['case_no', 'BIGINT'],
  ['proceeding', 'BIGINT'],
  ['subject', 'SMALLINT'],
  ['act', 'SMALLINT'],
  ['family', 'SMALLINT'],
  ['done_at', 'TIMESTAMP'],
  ['annulled_at', 'TIMESTAMP'],
  ['on_date', 'DATE'],
  ['office', 'INTEGER'],
  ['offence', 'SMALLINT'],
  stepColumn,
] as const;

export function annulledFillers(
  rows: AnnulledRows,
  { steps, said }: StepTable,
  block: number,
  list: StepList,
): Filler[] {
  const byStep =
    (from: Uint16Array | Uint8Array): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) to.i16[i] = from[rows.step[at + i]!]!;
      return true;
    };
  const moment =
    (from: Uint32Array): Fill =>
    (to, at, n) => {
      for (let i = 0; i < n; i++) putMicros(to, i, from[at + i]!);
      return true;
    };
  const fills: Readonly<Record<(typeof annulledColumns)[number][0], Fill>> = {
    case_no: numbers(rows.caseNo, block),
    proceeding: numbers(rows.proceeding, block),
    subject: byStep(steps.who),
    act: byStep(steps.act),
    family: byStep(steps.family),
    done_at: moment(rows.minute),
    annulled_at: moment(rows.until),
    on_date: to32(rows.day),
    office: to32(rows.office),
    offence: byStep(steps.offence),
    step(to, at, n) {
      for (let i = 0; i < n; i++) to.i16[i] = numberInBlock(list, said, steps.said[rows.step[at + i]!]!);
      return true;
    },
  };
  return annulledColumns.map(([name, type]) => ({ name, type, fill: fills[name], nullable: false }));
}

/** Columns of `severed`: that the person went from one proceeding of the case into another, and when. */
const severedColumns = [
  ['case_no', 'BIGINT'],
  ['proceeding', 'BIGINT'],
  ['into_proceeding', 'BIGINT'],
  ['subject', 'SMALLINT'],
  ['severed_at', 'TIMESTAMP'],
  ['on_date', 'DATE'],
] as const;

export function severedFillers(rows: SeveredRows, block: number): Filler[] {
  const fills: Readonly<Record<(typeof severedColumns)[number][0], Fill>> = {
    case_no: numbers(rows.caseNo, block),
    proceeding: numbers(rows.proceeding, block),
    into_proceeding: numbers(rows.into, block),
    subject: to16(rows.who),
    severed_at(to, at, n) {
      for (let i = 0; i < n; i++) putMicros(to, i, rows.minute[at + i]!);
      return true;
    },
    on_date: to32(rows.day),
  };
  return severedColumns.map(([name, type]) => ({ name, type, fill: fills[name], nullable: false }));
}

export function proceedingFillers(rows: ProceedingRows, block: number): Filler[] {
  const fills: Readonly<Record<string, Fill>> = {
    proceeding: numbers(rows.proceeding, block),
    case_no: numbers(rows.caseNo, block),
    procedure: to16(rows.procedure),
    office: to32(rows.office),
    offence: to16(rows.offence),
    opened_on: to32(rows.opened),
    closed_on(to, at, n) {
      to.valid.fill(0);
      for (let i = 0; i < n; i++) {
        const day = rows.closed[at + i]!;
        to.i32[i] = day;
        if (day !== 0) to.valid[i >> 3]! |= 1 << (i & 7);
      }
      return true;
    },
  };
  return proceedingsColumns.map(([name, type]) => ({ name, type, fill: fills[name]!, nullable: name === 'closed_on' }));
}
