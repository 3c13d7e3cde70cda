/** Facts from a ledger: read case by case, whole cases only; dropped and made again at will. */
import { type DuckDBAppender, type DuckDBConnection, DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api';
import type { LawPack } from '#law/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Column, dutyStates } from './definition.ts';
import {
  actsColumns,
  type CaseActs,
  caseActs,
  createTable,
  dutiesColumns,
  factsVersion,
  type Keys,
  type OfficeKey,
  placer,
  proceedingsColumns,
} from './facts.ts';
import { type OwnLinks, ownLinks } from './links.ts';
import { dayNumber, type Facts, noOffice, openDatabase } from './open.ts';
import { subjectKinds } from './pack-names.ts';
import { placeLevels, placesOf } from './regions.ts';
import type { ActRow, CaseRows, ProceedingRows, Source, SourceOffice } from './rows.ts';
import { meets } from './where.ts';

/** Numbers for names, in order of arrival; 0 is none. */
function names(known: readonly string[], most: number, what: string) {
  const all = ['', ...known];
  const numbers = new Map(all.map((name, n) => [name, n]));
  return {
    all,
    of(name: string | null | undefined): number {
      if (name === null || name === undefined || name === '') return 0;
      const found = numbers.get(name);
      if (found !== undefined) return found;
      if (all.length > most) throw new RangeError(`more than ${most} different values of ${what}`);
      numbers.set(name, all.length);
      all.push(name);
      return all.length - 1;
    },
  };
}

/** Columns of the ledger's tables beside the facts: the texts for the way down to the case. */
const texts = ['case_id', 'number', 'proceeding_id', 'subject_id', 'item_id', 'desk'].map(
  (name) => [name, 'VARCHAR'] as const,
);
const tables = (columns: readonly Column[]) => ({
  acts: [...actsColumns(columns), ...texts],
  duties: [...dutiesColumns, ...texts],
  proceedings: [...proceedingsColumns, ...texts],
});

export interface LedgerDeps {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly source: Source;
  /** Legal date of a moment. */
  readonly dayOf: (at: number) => string;
}

/** A day passing changes states (running becomes overdue), so a snapshot of an earlier day is read anew. */
export async function openFacts(deps: LedgerDeps): Promise<Facts> {
  return openAt(deps, null);
}

/** `fixed`: as known at that moment, for good. */
async function openAt(deps: LedgerDeps, fixed: number | null): Promise<Facts> {
  const { source, dayOf } = deps;
  const database = await openDatabase();
  const writer = await database.instance.connect();
  const shape = tables(deps.catalogue.columns);
  for (const table of ['acts', 'duties', 'proceedings'] as const) await writer.run(createTable(table, shape[table]));
  const reader = caseReader(deps);
  let keys = reader.keys();
  let size = 0;
  let asKnownAt = 0;
  /** Asked for with every figure, so found once for a state. */
  let covered: ReturnType<Facts['span']> | null = null;
  let running: Promise<void> = Promise.resolve();

  const load = async (moment: number): Promise<void> => {
    const now = fixed ?? moment;
    if (fixed !== null && asKnownAt !== 0) return;
    const head = await source.size();
    const newDay = asKnownAt === 0 || dayOf(asKnownAt) !== dayOf(now);
    if (head === size && !newDay) return;
    const fromIndex = newDay ? 0 : size;
    await writer.run('begin');
    try {
      if (fromIndex === 0) await writer.run('delete from acts; delete from duties; delete from proceedings');
      let batch: CaseFacts[] = [];
      const flush = async (): Promise<void> => {
        if (fromIndex > 0) await forget(writer, batch);
        await write(writer, shape, batch);
        batch = [];
      };
      for await (const rows of source.read({ fromIndex, knownAt: now })) {
        batch.push(reader.read(rows));
        if (batch.length === 500) await flush();
      }
      await flush();
      await writer.run('commit');
    } catch (error) {
      await writer.run('rollback');
      throw error;
    }
    keys = reader.keys();
    size = head;
    asKnownAt = now;
    covered = null;
  };
  const findSpan: Facts['span'] = async () => {
    const [found] = await database.rows({
      text:
        'select min(day)::varchar as first from (select min(on_date) as day from acts union all' +
        ' select min(least(opened, due)) from duties union all select min(opened_on) from proceedings)',
      values: [],
    });
    return typeof found?.first === 'string' ? { from: found.first, to: dayOf(asKnownAt) } : null;
  };

  return {
    kind: 'ledger',
    keys: () => keys,
    desks: source.desks,
    dayOf,
    async refresh(now) {
      running = running.catch(() => undefined).then(() => load(now));
      await running;
      return { asKnownAt, size };
    },
    span() {
      covered ??= findSpan().catch((error: unknown) => {
        covered = null;
        throw error;
      });
      return covered;
    },
    relation: (table) => table,
    rows: database.rows,
    asKnown: async (at) => ({ ok: true, value: await openAt(deps, at) }),
    close() {
      writer.closeSync();
      database.close();
    },
  };
}

type Cell = string | number | bigint | boolean | null;
interface CaseFacts {
  readonly caseNo: number;
  readonly acts: readonly (readonly Cell[])[];
  readonly duties: readonly (readonly Cell[])[];
  readonly proceedings: readonly (readonly Cell[])[];
}

/** Turns the rows of a case into facts; keeps the numbers it has given. */
function caseReader({ pack, catalogue, source }: LedgerDeps) {
  const offices = officeKeys(pack, source.offices);
  const all = Object.values(pack.procedures);
  const keysOf = {
    offices: names(
      offices.map((office) => office.id),
      2 ** 31 - 1,
      'offices',
    ),
    acts: names(
      all.flatMap((law) => law.acts.map((act) => `${law.id}/${act.id}`)),
      32_767,
      'acts',
    ),
    families: names(
      catalogue.families.map((family) => family.id),
      32_767,
      'families',
    ),
    rules: names(
      all.flatMap((law) => [...law.rules, ...law.clocks].map((rule) => `${law.id}/${rule.id}`)),
      32_767,
      'rules',
    ),
    procedures: names(
      all.map((law) => law.id),
      32_767,
      'procedures',
    ),
    offences: names(
      pack.offences.all.map((offence) => offence.id),
      32_767,
      'offences',
    ),
    kinds: names(subjectKinds, 255, 'kinds of subject'),
    states: names(dutyStates, 255, 'states'),
  };
  const values = catalogue.columns.map((column) => names([], 32_767, `column ${column.id}`));
  const cases = names([], Number.MAX_SAFE_INTEGER, 'cases');
  const proceedings = names([], Number.MAX_SAFE_INTEGER, 'proceedings');
  const familyOf = new Map(catalogue.families.flatMap((one) => one.acts.map((act) => [act, one.id] as const)));
  const own = ownLinks(catalogue);
  const openings = new Map(all.map((law) => [law.id, new Set(law.procedure.opening)]));
  const flags = new Map(pack.offences.flags.map((flag, bit) => [flag.id, bit]));
  const place = placer(catalogue.families.length + 1, catalogue.links);
  let arrays = caseActs(64);

  const read = ({ caseId, proceedings: courses }: CaseRows): CaseFacts => {
    const caseNo = cases.of(caseId);
    const people = names([], 32_767, `people of case ${caseId}`);
    const ordered = courses
      .flatMap((course, nr) => course.acts.map((act) => ({ act, course, nr })))
      .sort((a, b) => a.act.at - b.act.at || a.act.index - b.act.index);
    if (ordered.length > arrays.at.length) arrays = caseActs(ordered.length * 2);
    arrays.length = ordered.length;
    const columns = ordered.map(({ act, course }, i) => {
      const name = `${course.procedure}/${act.type}`;
      const found = catalogue.columns.map((column) => valueIn(column, act, course, openings));
      arrays.at[i] = act.at;
      arrays.family[i] = keysOf.families.of(familyOf.get(name));
      arrays.subject[i] = people.of(act.subject);
      arrays.own64[i] = linksOf(
        own.get(name),
        (id) => found[catalogue.columns.findIndex((one) => one.id === id)] ?? null,
      );
      arrays.sets[i] = marksIn(catalogue.mark?.set, name, act, flags);
      arrays.lifts[i] = marksIn(catalogue.mark?.lift, name, act, flags);
      return found;
    });
    ordered.forEach(({ nr }, i) => {
      arrays.proceeding[i] = nr;
    });
    place(arrays);
    const courseNo = courses.map((course) => proceedings.of(course.proceeding));
    const opened = courses.map((course) => course.opened);
    const textsOf = (course: ProceedingRows, subject: string | null, item: string, desk: string | null): Cell[] => [
      caseId,
      course.number,
      course.proceeding,
      subject,
      item,
      desk,
    ];
    return {
      caseNo,
      acts: ordered.map(({ act, course, nr }, i) => [
        caseNo,
        courseNo[nr] ?? 0,
        arrays.subject[i] ?? 0,
        keysOf.acts.of(`${course.procedure}/${act.type}`),
        arrays.family[i] ?? 0,
        ...placeOf(arrays, i),
        act.at,
        act.date,
        opened[nr] ?? null,
        keysOf.offices.of(act.office),
        keysOf.offences.of(act.offence),
        keysOf.kinds.of(act.subjectKind),
        arrays.marks[i] ?? 0,
        ...catalogue.columns.map((column, c): Cell => {
          const value = columns[i]?.[c] ?? null;
          return column.type === 'code' ? (values[c]?.of(value === null ? null : String(value)) ?? 0) : value;
        }),
        ...textsOf(course, act.subject, act.id, act.desk),
      ]),
      duties: courses.flatMap((course, nr) =>
        course.duties.map((duty) => [
          courseNo[nr] ?? 0,
          caseNo,
          people.of(duty.subject),
          keysOf.rules.of(`${course.procedure}/${duty.rule}`),
          keysOf.offices.of(duty.office),
          keysOf.offences.of(duty.offence),
          duty.opened,
          duty.due,
          keysOf.states.of(duty.state),
          duty.lateDays,
          duty.ours,
          duty.alertOnly,
          ...textsOf(course, duty.subject, duty.key, duty.desk),
        ]),
      ),
      proceedings: courses.map((course, nr) => [
        courseNo[nr] ?? 0,
        caseNo,
        keysOf.procedures.of(course.procedure),
        keysOf.offices.of(course.office),
        keysOf.offences.of(course.offence),
        course.opened,
        course.closed,
        ...textsOf(course, null, course.proceeding, course.desk),
      ]),
    };
  };

  const keys = (): Keys => ({
    version: factsVersion,
    place_levels: placeLevels(pack),
    offices: keysOf.offices.all.map(
      (id, n) => (n === 0 ? noOffice : offices[n - 1]) ?? { ...noOffice, id, title: { zh: id, en: id } },
    ),
    acts: [...keysOf.acts.all],
    families: [...keysOf.families.all],
    rules: [...keysOf.rules.all],
    procedures: [...keysOf.procedures.all],
    offences: [...keysOf.offences.all],
    subject_kinds: [...keysOf.kinds.all],
    states: [...keysOf.states.all],
    marks: pack.offences.flags.map((flag) => flag.id),
    links: catalogue.links,
    columns: catalogue.columns.map(({ id, type }, n) => ({ id, type, values: [...(values[n]?.all ?? [])] })),
    regions: regionsOf(pack, offices),
  });
  return { read, keys };
}

const placeOf = (a: CaseActs, i: number): Cell[] => [
  a.nthSubject[i] ?? 0,
  a.nthCase[i] ?? 0,
  a.nthProceeding[i] ?? 0,
  a.before64[i] ?? 0n,
  a.after64[i] ?? 0n,
];

function linksOf(own: OwnLinks | undefined, read: (column: string) => string | number | boolean | null): bigint {
  if (!own) return 0n;
  return own.when.reduce((bits, { bits: more, where }) => (meets(where, read) ? bits | more : bits), own.always);
}

function marksIn(
  fields: readonly { readonly act: string; readonly field: string }[] | undefined,
  name: string,
  act: ActRow,
  flags: ReadonlyMap<string, number>,
): number {
  let bits = 0;
  for (const { act: of, field } of fields ?? []) {
    if (of !== name) continue;
    for (const mark of [act.data[field]].flat()) {
      const bit = flags.get(String(mark));
      if (bit !== undefined) bits |= 1 << bit;
    }
  }
  return bits >>> 0;
}

/** The value of a column at an act, as it stands in the data; null: none, or not of the column's type. */
function valueIn(
  column: Column,
  act: ActRow,
  course: ProceedingRows,
  openings: ReadonlyMap<string, ReadonlySet<string>>,
): string | number | boolean | null {
  for (const field of column.fields) {
    const from = field.startsWith('opening.') ? openingOf(act, course, openings) : act;
    const value = from?.data[field.startsWith('opening.') ? field.slice('opening.'.length) : field];
    if (value === undefined || value === null || value === '') continue;
    return typed(column, value, act.date);
  }
  return null;
}

/** The act that opened the proceeding: for the same subject or for the whole case; never another person's. Acts for the whole case take the first. */
function openingOf(
  act: ActRow,
  course: ProceedingRows,
  openings: ReadonlyMap<string, ReadonlySet<string>>,
): ActRow | undefined {
  const opening = course.acts.filter((one) => openings.get(course.procedure)?.has(one.type));
  const own = opening.find((one) => one.subject === act.subject) ?? opening.find((one) => one.subject === null);
  return own ?? (act.subject === null ? opening[0] : undefined);
}

function typed(column: Column, value: unknown, on: string): string | number | boolean | null {
  switch (column.type) {
    case 'flag':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : null;
    case 'number': {
      if (column.years_since) return typeof value === 'string' ? wholeYears(value, on) : null;
      const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
      return Number.isFinite(number) ? number : null;
    }
    case 'code':
      return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
  }
}

function wholeYears(from: string, to: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(from)) return null;
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5, 10) < from.slice(5, 10) ? 1 : 0);
}

/** Offices by division code; those without one last. */
function officeKeys(pack: LawPack, offices: readonly SourceOffice[]): readonly OfficeKey[] {
  return [...offices]
    .sort((a, b) => ((a.division ?? '~') < (b.division ?? '~') ? -1 : 1))
    .map(({ id, title, level, division }) => ({ id, title, level: level ?? '', places: placesOf(pack, division) }));
}

function regionsOf(pack: LawPack, offices: readonly OfficeKey[]): Keys['regions'] {
  const wanted = new Set(offices.flatMap((office) => office.places));
  return Object.fromEntries(
    [...pack.divisions.all.values()].flatMap((one) => (wanted.has(one.short) ? [[one.short, one.title] as const] : [])),
  );
}

async function forget(writer: DuckDBConnection, batch: readonly CaseFacts[]): Promise<void> {
  if (batch.length === 0) return;
  const list = batch.map((one) => one.caseNo).join(', ');
  for (const table of ['acts', 'duties', 'proceedings'])
    await writer.run(`delete from ${table} where case_no in (${list})`);
}

async function write(
  writer: DuckDBConnection,
  shape: ReturnType<typeof tables>,
  batch: readonly CaseFacts[],
): Promise<void> {
  for (const table of ['acts', 'duties', 'proceedings'] as const) {
    const appender = await writer.createAppender(table);
    const types = shape[table].map(([, type]) => type);
    for (const one of batch)
      for (const row of one[table]) {
        row.forEach((cell, n) => {
          if (cell === null) appender.appendNull();
          else appenders[types[n] ?? '']?.(appender, cell);
        });
        appender.endRow();
      }
    appender.closeSync();
  }
}

/** How a cell of a type goes into a row. */
const appenders: Readonly<Record<string, (to: DuckDBAppender, cell: string | number | bigint | boolean) => void>> = {
  BIGINT: (to, cell) => to.appendBigInt(BigInt(cell)),
  UBIGINT: (to, cell) => to.appendUBigInt(BigInt(cell)),
  SMALLINT: (to, cell) => to.appendSmallInt(Number(cell)),
  INTEGER: (to, cell) => to.appendInteger(Number(cell)),
  UTINYINT: (to, cell) => to.appendUTinyInt(Number(cell)),
  UINTEGER: (to, cell) => to.appendUInteger(Number(cell)),
  DOUBLE: (to, cell) => to.appendDouble(Number(cell)),
  BOOLEAN: (to, cell) => to.appendBoolean(cell === true),
  DATE: (to, cell) => to.appendDate(new DuckDBDateValue(dayNumber(String(cell)))),
  TIMESTAMP: (to, cell) => to.appendTimestamp(new DuckDBTimestampValue(BigInt(Math.trunc(Number(cell))) * 1000n)),
  VARCHAR: (to, cell) => to.appendVarchar(String(cell)),
};
