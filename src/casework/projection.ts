import { createHash } from 'node:crypto';
import { type CaseState, type Data, evaluate, type Guard, type GuardEnv, legalDate } from '#engine/index.ts';
import { findOffence } from '#law/index.ts';
import type { Trx } from '#ledger/index.ts';
import type { MergeData, MergedData } from './acts.ts';
import { type DeadlineBase, soonFrom } from './deadline.ts';
import { type Dossier, type Source, wentInto } from './dossier.ts';
import { basesOf } from './owed.ts';
import { recusalRows } from './recused.ts';
import type { Text } from './schemas.ts';
import type { DueTable, PartyTable, ProceedingTable, RecusalTable, RegroupTable } from './tables.ts';
import { trxOf } from './tables.ts';
import { forSeveral, words } from './words.ts';

/** Rows as they stand in the tables; `base`, `people` and `before` still as values. */
export type DueRow = Omit<DueTable, 'base' | 'people' | 'before'> & {
  readonly base: DeadlineBase;
  readonly people: readonly string[];
  readonly before: readonly DeadlineBase[];
};
export interface Rows {
  readonly proceeding: ProceedingTable;
  readonly parties: readonly PartyTable[];
  readonly dues: readonly DueRow[];
  readonly regroups: readonly RegroupTable[];
  readonly recusals: readonly RecusalTable[];
}

/** Every row that a proceeding has, made from its acts alone. Pure. */
export function rowsOf(source: Source, dossier: Dossier): Rows {
  const bases = basesOf(source, dossier);
  const dues = dueRows(source, dossier, bases);
  return {
    proceeding: proceedingRow(source, dossier, dues),
    parties: partyRows(dossier),
    dues,
    regroups: regroupRows(dossier),
    recusals: recusalRows(source, dossier),
  };
}

function proceedingRow(source: Source, dossier: Dossier, dues: readonly DueRow[]): ProceedingTable {
  const { opening, law, state } = dossier;
  const title = opening.caseTitle;
  const offences = [...new Set(dossier.parties.flatMap((party) => party.offence ?? []))];
  const offenceWords = offences.map((id) => findOffence(source.pack.offences, id)?.title.zh ?? '');
  return {
    id: dossier.id,
    case_id: dossier.caseId,
    office: dossier.office.id,
    desk: dossier.desk,
    handler: dossier.handler,
    procedure: law.id,
    procedure_version: dossier.procedureVersion,
    branch: law.branch,
    number: opening.number,
    number_zh: opening.numberText.zh,
    series: opening.series.prefix,
    series_year: opening.series.year,
    series_serial: opening.series.serial,
    title_zh: title.zh,
    title_en: title.en,
    opened_on: openedOn(source, dossier),
    concluded_at: state.concluded,
    closed_at: state.closed,
    custody: inCustody(dossier),
    state_zh: stateOf(dossier).zh,
    state_en: stateOf(dossier).en,
    version: dossier.version,
    next_due: mainOf(dues)?.due_at ?? null,
    wakes_at: wakesAt(dossier),
    words: [
      opening.number,
      opening.numberText.zh,
      title.zh,
      title.en,
      ...dossier.parties.map((one) => one.name),
      ...offenceWords,
    ]
      .join('\n')
      .toLowerCase(),
  };
}

/** Date of the first act of the procedure; before it, of the opening by casework. */
export function openedOn(source: Source, dossier: Dossier): string {
  const first = dossier.state.acts.find((act) => dossier.law.procedure.opening.includes(act.type));
  return legalDate(first?.at ?? dossier.openingAct.occurredAt, source.pack.calendar);
}

/** How far a proceeding is, said in words. */
export function stateOf(dossier: Dossier): Text {
  const went = wentInto(dossier);
  if (!went) return stateText(dossier.state);
  const { numberText, number } = (went.act.data as unknown as MergedData).into;
  return words(`已并入${numberText.zh}`, `Merged into ${number}`);
}

export function stateText(state: CaseState): Text {
  if (!state.opened && state.concluded === null) return words('待受理', 'Awaiting acceptance');
  if (state.closed !== null) return words('已办结', 'Closed');
  if (state.concluded !== null)
    return state.atRest ? words('已办结', 'Finished') : words('已决定，尚有后续事项', 'Decided, duties remain');
  return words('办理中', 'In progress');
}

/** Is any subject without an outcome in custody, as the law pack's custody guard says? */
export function inCustody(dossier: Dossier): boolean {
  const { custody } = dossier.law.procedure;
  if (!custody) return false;
  return dossier.state.subjects.some(
    (subject) => subject.left === null && subject.outcome === null && holdsFor(custody, dossier.state, subject.id, {}),
  );
}

/** Does a guard of the pack hold for a person now? `opening`: the data of their opening act. */
export function holdsFor(
  guard: Guard,
  state: CaseState,
  subject: string,
  opening: Readonly<Record<string, unknown>>,
): boolean {
  const facts: Record<'case' | 'subject' | 'act' | 'opening', Data> = {
    case: state.store.case,
    subject: state.store.subjects[subject] ?? {},
    act: {},
    opening: opening as Data,
  };
  const times = state.acts.filter((act) => act.subject === subject || act.subject === null);
  const done = (act: string) => times.filter((one) => one.type === act).length;
  const env: GuardEnv = {
    value: (path, field) => facts[path][field],
    count: done,
    executed: (act) => done(act) > 0,
    since: () => undefined,
  };
  return evaluate(guard, env) === true;
}

/** The next moment at which the clock itself acts. */
function wakesAt(dossier: Dossier): number | null {
  const byClock = new Set(dossier.law.procedure.acts.filter((act) => act.by === 'clock').map((act) => act.id));
  if (byClock.size === 0) return null;
  const moments = dossier.state.obligations.flatMap((duty) =>
    duty.state === 'running' && duty.due !== null && duty.targets.some((act) => byClock.has(act)) ? [duty.due.at] : [],
  );
  return moments.length === 0 ? null : Math.min(...moments) + 1;
}

/** Who and what came into this proceeding from others. */
function regroupRows(dossier: Dossier): RegroupTable[] {
  return dossier.regrouped.flatMap(({ kind, proceeding, act }): RegroupTable[] => {
    if (kind !== 'severed-from' && kind !== 'merged-from') return [];
    return [
      {
        into_proceeding: dossier.id,
        from_proceeding: proceeding,
        into_case: dossier.caseId,
        from_case: kind === 'merged-from' ? (act.data as unknown as MergeData).from.caseId : dossier.caseId,
        kind: kind === 'merged-from' ? 'merge' : 'sever',
        done_at: act.recordedAt,
      },
    ];
  });
}

function partyRows(dossier: Dossier): PartyTable[] {
  return dossier.parties.map((party, place) => ({
    proceeding: dossier.id,
    subject: party.id,
    case_id: dossier.caseId,
    name: party.name,
    role: party.role,
    place,
    offence: party.offence ?? null,
    outcome: dossier.state.subjects.find((one) => one.id === party.id)?.outcome?.id ?? null,
  }));
}

/** The duties of a proceeding as rows: grouped to items, with what is still owed before each. */
function dueRows(source: Source, dossier: Dossier, bases: readonly DeadlineBase[]): DueRow[] {
  const open = bases.filter((base) => base.status === 'open');
  const blocks = blockers(dossier);
  const beforeOf = new Map(open.map((base) => [base.key, beforeThis(base, open, blocks)]));
  const covered = new Set(
    open
      .filter((base) => base.due !== null || base.paused)
      .flatMap((base) => (beforeOf.get(base.key) ?? []).map((one) => one.key)),
  );
  const rows = bases.map((base): DueRow => {
    const item = itemOf(dossier, base);
    return {
      key: base.key,
      item,
      lead: false,
      proceeding: dossier.id,
      office: dossier.office.id,
      subject: base.subject?.id ?? null,
      status: base.status,
      paused: base.paused !== null,
      alert_only: base.alertOnly,
      ours: base.owedBy.us,
      covered: base.due === null && covered.has(base.key),
      main: false,
      due_at: base.due?.at ?? null,
      soon_at: soonFrom(base, source.pack.calendar),
      ended_at: base.endedAt,
      base,
      people: [],
      before: beforeOf.get(base.key) ?? [],
    };
  });
  return markMain(dossier, lead(rows));
}

/** Duties of one rule, one end and one kind in a proceeding are one thing to do, for several people. */
function itemOf(dossier: Dossier, base: DeadlineBase): string {
  const parts = [
    dossier.id,
    base.title.zh,
    base.due?.at ?? '',
    base.status,
    base.paused?.since ?? '',
    base.limit,
    base.cites.map((cite) => cite.key).join(),
  ];
  return createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 32);
}

function lead(rows: readonly DueRow[]): DueRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    if (seen.has(row.item)) return row;
    seen.add(row.item);
    const group = rows.filter((other) => other.item === row.item);
    const people = group.flatMap((other) => other.base.subject?.name ?? []);
    const before = alike(unique(group.flatMap((other) => other.before)));
    return { ...row, lead: true, people, before };
  });
}

/** What is owed before for several people alike is said once, with how many. */
function alike(bases: readonly DeadlineBase[]): DeadlineBase[] {
  const groups = new Map<string, DeadlineBase[]>();
  for (const base of bases) {
    const key =
      base.subject === null ? base.key : [base.title.zh, base.due?.at ?? '', base.paused?.since ?? ''].join('|');
    const group = groups.get(key);
    if (group) group.push(base);
    else groups.set(key, [base]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length <= BEFORE_BY_NAME
      ? group
      : [{ ...group[0]!, subject: null, title: forSeveral(group[0]!.title, group.length) }],
  );
}
const BEFORE_BY_NAME = 3;

const unique = (bases: readonly DeadlineBase[]): DeadlineBase[] => [
  ...new Map(bases.map((base) => [base.key, base])).values(),
];

/** Which acts may not happen while which are owed. */
function blockers(dossier: Dossier): ReadonlyMap<string, ReadonlySet<string>> {
  const blocks = new Map<string, Set<string>>();
  const add = (blocked: string, owed: string) => {
    const set = blocks.get(blocked) ?? new Set<string>();
    blocks.set(blocked, set.add(owed));
  };
  for (const relation of dossier.law.procedure.relations) {
    if (relation.kind === 'milestone') add(relation.to, relation.from);
    if (relation.kind === 'response')
      for (const blocked of relation.before ?? []) for (const owed of relation.to) add(blocked, owed);
  }
  return blocks;
}

function beforeThis(
  base: DeadlineBase,
  open: readonly DeadlineBase[],
  blocks: ReadonlyMap<string, ReadonlySet<string>>,
): DeadlineBase[] {
  const needed = new Set(base.targets.flatMap((target) => [...(blocks.get(target.act) ?? [])]));
  return open.filter(
    (other) =>
      other.key !== base.key &&
      other.targets.some((target) => needed.has(target.act)) &&
      (other.subject === null || base.subject === null || other.subject.id === base.subject.id),
  );
}

/** The clock of the page's head: the nearest end that leads to an outcome, else the nearest of ours, else any. */
function markMain(dossier: Dossier, rows: readonly DueRow[]): DueRow[] {
  const outcomes = new Set(dossier.law.outcomes.flatMap((outcome) => outcome.acts));
  const toOutcome = (row: DueRow) => row.base.targets.some((target) => outcomes.has(target.act));
  const open = rows.filter(
    (row) => row.status === 'open' && row.lead && (row.due_at !== null || row.paused) && !row.alert_only,
  );
  const nearest = (among: readonly DueRow[]) =>
    [...among].sort((a, b) => (a.due_at ?? Number.MAX_SAFE_INTEGER) - (b.due_at ?? Number.MAX_SAFE_INTEGER))[0];
  const main =
    nearest(open.filter((row) => row.ours && toOutcome(row))) ??
    nearest(open.filter((row) => row.ours)) ??
    nearest(open);
  return rows.map((row) => (row === main ? { ...row, main: true } : row));
}

export const mainOf = (rows: readonly DueRow[]): DueRow | undefined => rows.find((row) => row.main);

const ROWS_AT_ONCE = 500;

/** Writes the rows of proceedings, replacing those that they had. */
export async function writeRows(trx: Trx, all: readonly Rows[]): Promise<void> {
  const db = trxOf(trx);
  for (const some of chunks(all, 200)) {
    const ids = some.map((rows) => rows.proceeding.id);
    await db.deleteFrom('casework_due').where('proceeding', 'in', ids).execute();
    await db.deleteFrom('casework_party').where('proceeding', 'in', ids).execute();
    await db.deleteFrom('casework_recusal').where('proceeding', 'in', ids).execute();
    await db.deleteFrom('casework_regroup').where('into_proceeding', 'in', ids).execute();
    await db.deleteFrom('casework_proceeding').where('id', 'in', ids).execute();
    await db
      .insertInto('casework_proceeding')
      .values(some.map((rows) => rows.proceeding))
      .execute();
    for (const parties of chunks(
      some.flatMap((rows) => rows.parties),
      ROWS_AT_ONCE,
    ))
      await db.insertInto('casework_party').values(parties).execute();
    const recusals = some.flatMap((rows) => rows.recusals);
    if (recusals.length > 0) await db.insertInto('casework_recusal').values(recusals).execute();
    const regroups = some.flatMap((rows) => rows.regroups);
    if (regroups.length > 0) await db.insertInto('casework_regroup').values(regroups).execute();
    for (const dues of chunks(
      some.flatMap((rows) => rows.dues),
      ROWS_AT_ONCE,
    ))
      await db.insertInto('casework_due').values(dues.map(forTable)).execute();
  }
}

const forTable = (row: DueRow) => ({
  ...row,
  base: row.status === 'open' ? JSON.stringify(row.base) : '{}',
  people: JSON.stringify(row.people),
  before: JSON.stringify(row.before),
});

export function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < all.length; from += size) parts.push(all.slice(from, from + size));
  return parts;
}
