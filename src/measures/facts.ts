/**
 * The facts that figures are counted from, alike from a ledger and from a made-up nation: three tables of small integers, and the one
 * function that gives every act of a case its place among the acts of its family and what stands before and after it.
 *
 * Because these numbers stand in each row, a figure is one scan: no window function, no join.
 */

/** Version of the tables and of keys.json; data of another version are refused. */
export const factsVersion = 2;
export const maxLinks = 64;
export const maxMarks = 32;
/** nth columns stop here. */
export const maxNth = 255;

export type ColumnType = 'code' | 'number' | 'flag' | 'date';
export interface ColumnKey {
  readonly id: string;
  readonly type: ColumnType;
  /** Of a code column: value by its number; 0 is none. */
  readonly values: readonly string[];
}
/** A family or condition that measures look for before or after: for the subject of the act, or anywhere in its case. */
export interface Link {
  readonly of: string;
  readonly scope: 'subject' | 'case';
}
export interface OfficeKey {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Of the pack. */
  readonly level: string;
  /** Short codes of the divisions it lies in, by `place_levels`; `''` where it lies in none of that level, absent below its own. */
  readonly places: readonly string[];
}
/** What the small integers mean; number 0 of every list is none (`''`), but bit k of a mask is entry k of `marks` and `links`. */
export interface Keys {
  readonly version: number;
  /** Levels of offices below the whole country, from the widest to the narrowest. */
  readonly place_levels: readonly string[];
  /** By division code, so that a region is a range. */
  readonly offices: readonly OfficeKey[];
  /** `procedure/act` */
  readonly acts: readonly string[];
  readonly families: readonly string[];
  /** `procedure/rule` */
  readonly rules: readonly string[];
  readonly procedures: readonly string[];
  readonly offences: readonly string[];
  readonly subject_kinds: readonly string[];
  readonly states: readonly string[];
  readonly marks: readonly string[];
  readonly links: readonly Link[];
  readonly columns: readonly ColumnKey[];
  /** Titles of the divisions, by code. */
  readonly regions: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
}
/** keys.json of a nation: the keys, and what the data are. */
export interface NationKeys extends Keys {
  readonly pack: string;
  readonly scale: number;
  readonly seed: number;
  /** First and last legal date. */
  readonly from: string;
  readonly to: string;
  /** ms UTC */
  readonly as_known_at: number;
  /** How many rows each table has in all its files: fewer are data half exported. */
  readonly rows: { readonly acts: number; readonly duties: number; readonly proceedings: number };
}

type Columns = readonly (readonly [name: string, type: string])[];
const sqlType: Readonly<Record<ColumnType, string>> = {
  code: 'SMALLINT',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  date: 'DATE',
};
export const columnName = (id: string): string => `c_${id.replaceAll('-', '_')}`;

const actColumns: Columns = [
  ['case_no', 'BIGINT'],
  ['proceeding', 'BIGINT'],
  ['subject', 'SMALLINT'],
  ['act', 'SMALLINT'],
  ['family', 'SMALLINT'],
  ['nth_subject', 'UTINYINT'],
  ['nth_case', 'UTINYINT'],
  ['nth_proceeding', 'UTINYINT'],
  ['before', 'UBIGINT'],
  ['after', 'UBIGINT'],
  ['done_at', 'TIMESTAMP'],
  ['on_date', 'DATE'],
  ['opened_on', 'DATE'],
  ['office', 'INTEGER'],
  ['offence', 'SMALLINT'],
  ['subject_kind', 'UTINYINT'],
  ['marks', 'UINTEGER'],
];
/** Columns of `acts` in order: the fixed ones, then one per column of the pack, named `c_<id>` with - as _. */
export const actsColumns = (columns: readonly { readonly id: string; readonly type: ColumnType }[]): Columns => [
  ...actColumns,
  ...columns.map(({ id, type }) => [columnName(id), sqlType[type]] as const),
];
export const dutiesColumns: Columns = [
  ['proceeding', 'BIGINT'],
  ['case_no', 'BIGINT'],
  ['subject', 'SMALLINT'],
  ['rule', 'SMALLINT'],
  ['office', 'INTEGER'],
  ['offence', 'SMALLINT'],
  ['opened', 'DATE'],
  ['due', 'DATE'],
  ['state', 'UTINYINT'],
  ['late_days', 'INTEGER'],
  ['ours', 'BOOLEAN'],
  ['alert_only', 'BOOLEAN'],
];
export const proceedingsColumns: Columns = [
  ['proceeding', 'BIGINT'],
  ['case_no', 'BIGINT'],
  ['procedure', 'SMALLINT'],
  ['office', 'INTEGER'],
  ['offence', 'SMALLINT'],
  ['opened_on', 'DATE'],
  ['closed_on', 'DATE'],
];
/** `create table` text; names are quoted by nobody's input: the ids of columns are checked when the pack is read. */
export const createTable = (name: string, columns: Columns): string =>
  `create table ${name} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')})`;

/** Acts of one case, in order of time, in the first `length` places of each array. All arrays may be longer and used again. */
export interface CaseActs {
  length: number;
  /** Moment; only order and sameness matter. */
  at: Float64Array;
  family: Uint16Array;
  /** 0 = the whole case, else the person's number in the case from 1, without big gaps. */
  subject: Uint16Array;
  /** Number of the proceeding within the case, from 0, without gaps. */
  proceeding: Uint16Array;
  /** The links that the act itself is (see `ownLinks`): two words, low first; the view `own64` is the number. */
  own: Uint32Array;
  own64: BigUint64Array;
  /** Marks that the act sets and lifts. */
  sets: Uint32Array;
  lifts: Uint32Array;
  nthSubject: Uint8Array;
  nthCase: Uint8Array;
  nthProceeding: Uint8Array;
  /** Masks over `links`, two words each, low first (on this machine's byte order the view `before64` is the number). */
  before: Uint32Array;
  after: Uint32Array;
  before64: BigUint64Array;
  after64: BigUint64Array;
  /** Marks in force at the act, those it sets included. */
  marks: Uint32Array;
}

export function caseActs(capacity: number): CaseActs {
  const own64 = new BigUint64Array(capacity);
  const before64 = new BigUint64Array(capacity);
  const after64 = new BigUint64Array(capacity);
  return {
    length: 0,
    at: new Float64Array(capacity),
    family: new Uint16Array(capacity),
    subject: new Uint16Array(capacity),
    proceeding: new Uint16Array(capacity),
    own: new Uint32Array(own64.buffer),
    own64,
    sets: new Uint32Array(capacity),
    lifts: new Uint32Array(capacity),
    nthSubject: new Uint8Array(capacity),
    nthCase: new Uint8Array(capacity),
    nthProceeding: new Uint8Array(capacity),
    before: new Uint32Array(before64.buffer),
    after: new Uint32Array(after64.buffer),
    before64,
    after64,
    marks: new Uint32Array(capacity),
  };
}

/**
 * Makes the function that fills nth, before, after and marks of a case in place. One pass forward and one back; nothing is allocated per act.
 * `families`: number of families, the none included.
 *
 * - nth: how-manyth act of its family for the case and subject (the whole case being a subject of its own), for the case, for the proceeding.
 * - before: links of other acts earlier or at the same moment; after: of acts later. A link of scope subject is seen by acts for the same
 *   subject; an act addressed to the whole case is seen by all and sees all.
 */
export function placer(families: number, links: readonly Pick<Link, 'scope'>[]): (acts: CaseActs) => void {
  if (links.length > maxLinks) throw new RangeError(`${links.length} links; at most ${maxLinks} fit`);
  const word = (from: number): number =>
    links.slice(from, from + 32).reduce((bits, { scope }, bit) => (scope === 'case' ? bits | (1 << bit) : bits), 0);
  /** Links of scope case; the others are of scope subject. */
  const wideLow = word(0);
  const wideHigh = word(32);
  const inCase = new Uint8Array(families);
  let inSubject = new Uint8Array(families * 8);
  let inProceeding = new Uint8Array(families * 4);
  // Links seen so far by subject; 0 holds those of acts for the whole case.
  let seen = new Uint32Array(16);

  return (a) => {
    const n = a.length;
    const { at, family, subject, proceeding, own, before, after } = a;
    let people = 0;
    let courses = 0;
    for (let i = 0; i < n; i++) {
      if (subject[i]! > people) people = subject[i]!;
      if (proceeding[i]! > courses) courses = proceeding[i]!;
    }
    if (inSubject.length < (people + 1) * families) inSubject = new Uint8Array((people + 1) * families * 2);
    if (inProceeding.length < (courses + 1) * families) inProceeding = new Uint8Array((courses + 1) * families * 2);
    if (seen.length < (people + 1) * 2) seen = new Uint32Array((people + 1) * 4);

    for (let i = 0; i < n; i++) {
      const f = family[i]!;
      if (f === 0) {
        a.nthSubject[i] = 0;
        a.nthCase[i] = 0;
        a.nthProceeding[i] = 0;
        continue;
      }
      const s = subject[i]! * families + f;
      const p = proceeding[i]! * families + f;
      if (inSubject[s]! < maxNth) inSubject[s]! += 1;
      if (inCase[f]! < maxNth) inCase[f]! += 1;
      if (inProceeding[p]! < maxNth) inProceeding[p]! += 1;
      a.nthSubject[i] = inSubject[s]!;
      a.nthCase[i] = inCase[f]!;
      a.nthProceeding[i] = inProceeding[p]!;
    }
    for (let i = 0; i < n; i++) {
      const f = family[i]!;
      inSubject[subject[i]! * families + f] = 0;
      inCase[f] = 0;
      inProceeding[proceeding[i]! * families + f] = 0;
    }

    // Forward: what stands before, and the marks. Acts of one moment see each other, not themselves.
    let allLow = 0;
    let allHigh = 0;
    let caseLow = 0;
    let caseHigh = 0;
    let marks = 0;
    for (let start = 0; start < n; ) {
      let end = start + 1;
      while (end < n && at[end] === at[start]) end++;
      for (let i = start; i < end; i++) {
        const s = subject[i]!;
        let low = caseLow | (s === 0 ? allLow : seen[s * 2]! | seen[0]!);
        let high = caseHigh | (s === 0 ? allHigh : seen[s * 2 + 1]! | seen[1]!);
        for (let j = start; j < end; j++) {
          if (j === i) continue;
          const meets = s === 0 || subject[j] === 0 || subject[j] === s;
          low |= meets ? own[j * 2]! : own[j * 2]! & wideLow;
          high |= meets ? own[j * 2 + 1]! : own[j * 2 + 1]! & wideHigh;
        }
        before[i * 2] = low;
        before[i * 2 + 1] = high;
      }
      for (let i = start; i < end; i++) {
        const s = subject[i]! * 2;
        const low = own[i * 2]!;
        const high = own[i * 2 + 1]!;
        seen[s]! |= low;
        seen[s + 1]! |= high;
        allLow |= low;
        allHigh |= high;
        caseLow |= low & wideLow;
        caseHigh |= high & wideHigh;
        marks = (marks & ~a.lifts[i]!) | a.sets[i]!;
      }
      for (let i = start; i < end; i++) a.marks[i] = marks;
      start = end;
    }
    seen.fill(0, 0, (people + 1) * 2);

    // Back: what stands after, strictly later.
    allLow = allHigh = caseLow = caseHigh = 0;
    for (let end = n; end > 0; ) {
      let start = end - 1;
      while (start > 0 && at[start - 1] === at[start]) start--;
      for (let i = start; i < end; i++) {
        const s = subject[i]!;
        after[i * 2] = caseLow | (s === 0 ? allLow : seen[s * 2]! | seen[0]!);
        after[i * 2 + 1] = caseHigh | (s === 0 ? allHigh : seen[s * 2 + 1]! | seen[1]!);
      }
      for (let i = start; i < end; i++) {
        const s = subject[i]! * 2;
        const low = own[i * 2]!;
        const high = own[i * 2 + 1]!;
        seen[s]! |= low;
        seen[s + 1]! |= high;
        allLow |= low;
        allHigh |= high;
        caseLow |= low & wideLow;
        caseHigh |= high & wideHigh;
      }
      end = start;
    }
    seen.fill(0, 0, (people + 1) * 2);
  };
}
