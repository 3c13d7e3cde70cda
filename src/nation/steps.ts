import type { Data, Value } from '#engine/index.ts';
import { type CaseActs, caseActs, meets, ownLinks, placer } from '#measures/index.ts';
import type { Course, Slip } from './course.ts';
import type { Kit, KitColumn } from './kit.ts';
import { OWN_DAY } from './plan.ts';
import { AMOUNT_MARK, agoOf, type Said, saidTable, withoutCharge } from './said.ts';

/** What makes cases of one course different: the charge, and what fields say that no rule of the course turns on. */
export interface Colour {
  readonly id: string;
  readonly offence?: string;
  /** Charges of single persons, by person from 1. */
  readonly offences?: Readonly<Record<number, string>>;
  /** What a field of that name says. `@ago:N`: N days before the proceeding opened; `@amount`: the case's own amount. */
  readonly fields?: Data;
  /** The charge from a proceeding (from 0) on. */
  readonly later?: { readonly from: number; readonly offence: string };
  /** Persons (from 1) that are no natural persons. */
  readonly kinds?: Readonly<Record<number, 'company' | 'organ' | 'other'>>;
}
export const KINDS = ['', 'natural-person', 'company', 'organ', 'other'] as const;

/** No value in a column of dates; the day of the act; n ≥ 0 beyond AGO: n days before the proceeding opened. */
export const NO_DATE = -2147483648;
export const OWN_DATE = -2147483647;
export const AGO = -1000000;
/** In a column of numbers: the case's own amount; YEARS + n: whole years since n days before the opening. */
export const AMOUNT = 1e300;
export const YEARS = 1e200;

/**
 * Everything of an act that does not depend on the single case, one entry for each step of each course in each colour: rows of the nation
 * only name the step.
 */
export interface Steps {
  count: number;
  /** Number of what the step says, in `said` of the table. */
  said: Uint16Array;
  act: Uint16Array;
  family: Uint16Array;
  who: Uint8Array;
  chapter: Uint8Array;
  nthSubject: Uint8Array;
  nthCase: Uint8Array;
  nthProceeding: Uint8Array;
  /** Two words for each step. */
  before: Uint32Array;
  after: Uint32Array;
  offence: Uint16Array;
  kind: Uint8Array;
  marks: Uint32Array;
  /** One for each column of the pack. */
  readonly values: (Int16Array | Int8Array | Float64Array | Int32Array)[];
  /** Bit per column that says something: two words for each step. */
  says: Uint32Array;
}

const empty = (column: KitColumn, size: number): Int16Array | Int8Array | Float64Array | Int32Array => {
  switch (column.type) {
    case 'code':
      return new Int16Array(size);
    case 'flag':
      return new Int8Array(size).fill(-1);
    case 'number':
      return new Float64Array(size).fill(Number.NaN);
    case 'date':
      return new Int32Array(size).fill(NO_DATE);
  }
};

interface ColumnOf {
  readonly c: number;
  readonly column: KitColumn;
  readonly fields: readonly { readonly field: string; readonly isOpening: boolean }[];
}

export interface StepTable {
  readonly steps: Steps;
  /** What steps say, each once. */
  readonly said: readonly Said[];
  /**
   * Where the steps of a course in a colour stand, of which only the first `kept` have happened. Behind them stand the course's slips, which
   * take no part in the placing: nobody counts what was annulled.
   */
  readonly of: (course: Course, colour: Colour, kept: number) => number;
}

export function stepTable(kit: Kit): StepTable {
  const place = placer(kit.families.length, kit.catalogue.links);
  const links = ownLinks(kit.catalogue);
  const acts = caseActs(512);
  const data: Data[] = [];
  const columnsByAct = new Map<number, readonly ColumnOf[]>();
  let size = 4096;
  const steps: Steps = {
    count: 0,
    said: new Uint16Array(size),
    act: new Uint16Array(size),
    family: new Uint16Array(size),
    who: new Uint8Array(size),
    chapter: new Uint8Array(size),
    nthSubject: new Uint8Array(size),
    nthCase: new Uint8Array(size),
    nthProceeding: new Uint8Array(size),
    before: new Uint32Array(size * 2),
    after: new Uint32Array(size * 2),
    offence: new Uint16Array(size),
    kind: new Uint8Array(size),
    marks: new Uint32Array(size),
    values: kit.columns.map((column) => empty(column, size)),
    says: new Uint32Array(size * 2),
  };
  const made = new Map<Course, Map<Colour, Map<number, number>>>();
  const said = saidTable();

  function grow(): void {
    const more = <A extends { set(from: A): void; length: number }>(old: A, fresh: A): A => {
      fresh.set(old);
      return fresh;
    };
    size *= 2;
    for (const name of ['said', 'act', 'family', 'offence'] as const)
      steps[name] = more(steps[name], new Uint16Array(size));
    for (const name of ['who', 'chapter', 'nthSubject', 'nthCase', 'nthProceeding', 'kind'] as const)
      steps[name] = more(steps[name], new Uint8Array(size));
    for (const name of ['before', 'after', 'says'] as const) steps[name] = more(steps[name], new Uint32Array(size * 2));
    steps.marks = more(steps.marks, new Uint32Array(size));
    kit.columns.forEach((column, c) => {
      const fresh = empty(column, size);
      (fresh as Float64Array).set(steps.values[c] as Float64Array);
      steps.values[c] = fresh;
    });
  }

  function make(course: Course, colour: Colour, kept: number): number {
    while (steps.count + kept + course.slips.length > size) grow();
    const base = steps.count;
    steps.count += kept + course.slips.length;
    for (let i = 0; i < kept; i++) data[i] = dataOf(kit, course, colour, i);
    for (let i = 0; i < kept; i++) fillColumns(course, i, base + i);
    placeActs(kit, course, data, kept, acts);
    for (let i = 0; i < kept; i++) acts.own64[i] = ownBits(course, i, base + i);
    place(acts);
    for (let i = 0; i < kept; i++) {
      const s = base + i;
      steps.said[s] = said.of(saidAt(kit, course, colour, i, data[i]!));
      steps.act[s] = course.act[i]!;
      steps.family[s] = course.family[i]!;
      steps.who[s] = course.who[i]!;
      steps.chapter[s] = course.chapter[i]!;
      steps.nthSubject[s] = acts.nthSubject[i]!;
      steps.nthCase[s] = acts.nthCase[i]!;
      steps.nthProceeding[s] = acts.nthProceeding[i]!;
      for (const word of [0, 1]) {
        steps.before[s * 2 + word] = acts.before[i * 2 + word]!;
        steps.after[s * 2 + word] = acts.after[i * 2 + word]!;
      }
      const who = course.who[i]!;
      steps.offence[s] = kit.offenceNumber.get(chargeOf(colour, who, course.chapter[i]!)) ?? 0;
      steps.kind[s] = who === 0 ? 0 : KINDS.indexOf(colour.kinds?.[who] ?? 'natural-person');
      steps.marks[s] = acts.marks[i]!;
    }
    course.slips.forEach((slip, nr) => {
      const s = base + kept + nr;
      steps.said[s] = said.of(saidBy(kit, colour, slip));
      steps.act[s] = slip.act;
      steps.family[s] = kit.familyNumber.get(kit.acts[slip.act]!) ?? 0;
      steps.who[s] = slip.who;
      steps.chapter[s] = slip.chapter;
      steps.offence[s] = kit.offenceNumber.get(chargeOf(colour, slip.who, slip.chapter)) ?? 0;
    });
    return base;
  }

  /** The links that the act itself is, conditions on its own columns included. */
  function ownBits(course: Course, i: number, s: number): bigint {
    const own = links.get(kit.acts[course.act[i]!]!);
    if (own === undefined) return 0n;
    const columnOf = (id: string): string | number | boolean | null => {
      const c = kit.columns.findIndex((column) => column.id === id);
      const column = kit.columns[c];
      if (column === undefined) return null;
      const value = steps.values[c]![s]!;
      if (column.type === 'code') return column.values[value] || null;
      if (column.type === 'flag') return value < 0 ? null : value === 1;
      return column.type === 'number' && !Number.isNaN(value) && value < YEARS ? value : null;
    };
    return own.when.reduce((bits, one) => (meets(one.where, columnOf) ? bits | one.bits : bits), own.always);
  }

  /** Columns that an act can fill by itself, and those it takes from the act that opened its proceeding. */
  const columnsOf = (act: number, opening: number): readonly ColumnOf[] => {
    const key = act * 65536 + opening;
    let found = columnsByAct.get(key);
    if (found === undefined) {
      found = kit.columns.flatMap((column, c) => {
        const fields = column.fields.flatMap((name) => {
          const isOpening = name.startsWith('opening.');
          const field = isOpening ? name.slice(8) : name;
          return kit.fields[isOpening ? opening : act]!.includes(field) ? [{ field, isOpening }] : [];
        });
        return fields.length === 0 ? [] : [{ c, column, fields }];
      });
      columnsByAct.set(key, found);
    }
    return found;
  };

  function fillColumns(course: Course, i: number, s: number): void {
    const opening = openingOf(course, i);
    for (const { c, column, fields } of columnsOf(course.act[i]!, course.act[opening]!)) {
      let said: Value | undefined;
      for (const { field, isOpening } of fields) {
        said = data[isOpening ? opening : i]![field];
        if (said !== undefined) break;
      }
      const value = said === undefined ? null : columnValue(column, said);
      if (value === null) continue;
      steps.values[c]![s] = value;
      steps.says[s * 2 + (c >> 5)]! |= 1 << (c & 31);
    }
  }

  return {
    steps,
    said: said.list,
    of(course, colour, kept) {
      const byColour = made.get(course) ?? new Map<Colour, Map<number, number>>();
      made.set(course, byColour);
      const byKept = byColour.get(colour) ?? new Map<number, number>();
      byColour.set(colour, byKept);
      const base = byKept.get(kept) ?? make(course, colour, kept);
      byKept.set(kept, base);
      return base;
    },
  };
}

/** The charge that an act bears: of its proceeding, of its person, else of the case; '': none. */
export const chargeOf = ({ later, offences, offence }: Colour, who: number, chapter: number): string =>
  later !== undefined && chapter >= later.from ? later.offence : (offences?.[who] ?? offence ?? '');

/** What a step of a course in a colour says. */
export function saidAt(
  kit: Kit,
  course: Course,
  colour: Colour,
  step: number,
  data = dataOf(kit, course, colour, step),
): Said {
  const who = course.who[step]!;
  return {
    act: kit.acts[course.act[step]!]!,
    who,
    authority: course.authority[step]!,
    data: chargeOf(colour, who, course.chapter[step]!) === '' ? withoutCharge(data) : data,
  };
}

/** What a slip of a course in a colour says. */
export const saidBy = (kit: Kit, colour: Colour, { act, who, chapter, data }: Slip): Said => ({
  act: kit.acts[act]!,
  who,
  authority: null,
  data: chargeOf(colour, who, chapter) === '' ? withoutCharge(data) : data,
});

/** What an act of a case says: the course's data, over it the colour's where the act has such a field. */
export function dataOf(kit: Kit, course: Course, colour: Colour, step: number): Data {
  const own = course.data[step]!;
  if (colour.fields === undefined) return own;
  const act = course.act[step]!;
  let data: Record<string, Value> | null = null;
  for (const name of kit.fields[act]!) {
    const said = colour.fields[`${kit.actIds[act]}.${name}`] ?? colour.fields[name];
    if (said === undefined) continue;
    data ??= { ...own };
    data[name] = said;
  }
  return data ?? own;
}

function columnValue(column: KitColumn, value: Value): number | null {
  switch (column.type) {
    case 'code': {
      const id =
        typeof value === 'string'
          ? value
          : Array.isArray(value)
            ? String(value[0])
            : typeof value === 'number' || typeof value === 'boolean'
              ? String(value)
              : '';
      return column.valueNumber.get(id) ?? null;
    }
    case 'flag':
      return typeof value === 'boolean' ? (value ? 1 : 0) : null;
    case 'number': {
      if (typeof value === 'number') return value;
      const ago = agoOf(value);
      if (column.yearsSince && ago !== null) return YEARS + ago * 1e190;
      return value === AMOUNT_MARK ? AMOUNT : null;
    }
    case 'date': {
      if (value === OWN_DAY) return OWN_DATE;
      const ago = agoOf(value);
      if (ago !== null) return AGO - ago;
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
        ? Math.round(Date.parse(value) / 86_400_000)
        : null;
    }
  }
}

/** The act that opened the proceeding of a step: for the same person, else its first. */
function openingOf(course: Course, i: number): number {
  const began = course.began[course.chapter[i]!]!;
  const first = course.starts[began]!;
  for (let k = 0; k < course.length; k++)
    if (course.chapter[k] === began && course.act[k] === course.act[first] && course.who[k] === course.who[i]) return k;
  return first;
}

function placeActs(kit: Kit, course: Course, data: readonly Data[], kept: number, acts: CaseActs): void {
  const { mark } = kit.catalogue;
  const bits = (value: Value | undefined): number =>
    (Array.isArray(value) ? value : [value]).reduce((mask: number, id) => {
      const bit = kit.marks.indexOf(String(id));
      return bit < 0 ? mask : mask | (1 << bit);
    }, 0);
  acts.length = kept;
  for (let i = 0; i < kept; i++) {
    acts.at[i] = i;
    acts.family[i] = course.family[i]!;
    acts.subject[i] = course.who[i]!;
    acts.proceeding[i] = course.chapter[i]!;
    let sets = 0;
    let lifts = 0;
    if (mark !== null) {
      const name = kit.acts[course.act[i]!]!;
      for (const one of mark.set) if (one.act === name) sets |= bits(data[i]![one.field]);
      for (const one of mark.lift) if (one.act === name) lifts |= bits(data[i]![one.field]);
    }
    acts.sets[i] = sets;
    acts.lifts[i] = lifts;
  }
}
