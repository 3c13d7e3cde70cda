import { randomUUID } from 'node:crypto';
import { legalDate } from '#engine/index.ts';
import type { LawProcedure } from '#law/index.ts';
import type { NewAct, ProceedingAppend, Project, RecordedAct, Trx } from '#ledger/index.ts';
import { ASSIGN, type AssignData, asJson, META, OPEN_CASE, OPEN_PROCEEDING, type OpenData } from './acts.ts';
import type { Prepared } from './decide.ts';
import { type Dossier, readDossier, type Source } from './dossier.ts';
import { nextSerial, numberOf, type Series, seriesOf } from './numbers.ts';
import { rowsOf, writeRows } from './projection.ts';
import { type Db, trxOf } from './tables.ts';
import type { CaseworkDeps, OfficeProfile } from './types.ts';

/** Everything that writes shares: the rooms it stands on and the moment. */
export interface Writing extends Source {
  readonly deps: CaseworkDeps;
  readonly db: Db;
}

/** A proceeding to be opened: its first acts but for the number, which is given when it is written. */
export interface NewProceeding {
  readonly id: string;
  readonly caseId: string;
  readonly office: OfficeProfile;
  readonly law: LawProcedure;
  readonly actor: string;
  readonly role: string;
  readonly at: number;
  readonly first: boolean;
  readonly data: Omit<OpenData, 'number' | 'numberText' | 'series'>;
  readonly assign: AssignData;
  /** The procedure's own opening acts. */
  readonly acts: readonly Prepared[];
}

/** Somebody else took the number between reading and writing: try again. */
class NumberTaken extends Error {
  override readonly name = 'NumberTaken';
}
/** A row that may be there only once is there already; `what` names it. Undoes the append. */
export class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere';
  readonly what: 'package' | 'proposal';
  constructor(what: 'package' | 'proposal') {
    super(`${what} already there`);
    this.what = what;
  }
}

export const versionOf = (source: Source, law: Pick<LawProcedure, 'id'>): string => `${law.id}@${source.pack.version}`;

/** A prepared act as the ledger takes it. */
export function toNewAct(
  dossier: Pick<Dossier, 'id' | 'caseId' | 'procedureVersion'> & { readonly office: OfficeProfile },
  act: Prepared,
  actor: string,
  id = randomUUID() as string,
): NewAct {
  const meta = Object.keys(act.meta).length > 0 ? { [META]: act.meta } : {};
  return {
    id,
    office: dossier.office.id,
    caseId: dossier.caseId,
    proceeding: dossier.id,
    procedure: dossier.procedureVersion,
    type: act.type,
    subject: act.subject,
    actor,
    role: act.role,
    occurredAt: act.at,
    precision: act.precision,
    data: asJson({ ...act.data, ...meta }),
    ...(act.ground === null ? {} : { ground: act.ground }),
  };
}

/** The acts of a new proceeding under its number. */
export function openingActs(source: Source, fresh: NewProceeding, series: Series, serial: number): NewAct[] {
  const base = {
    office: fresh.office.id,
    caseId: fresh.caseId,
    proceeding: fresh.id,
    procedure: versionOf(source, fresh.law),
    subject: null,
    actor: fresh.actor,
    role: fresh.role,
    occurredAt: fresh.at,
    precision: 'day' as const,
  };
  const head = { id: fresh.id, caseId: fresh.caseId, office: fresh.office, procedureVersion: base.procedure };
  return [
    {
      ...base,
      id: randomUUID(),
      type: fresh.first ? OPEN_CASE : OPEN_PROCEEDING,
      data: asJson({ ...fresh.data, ...numberOf(fresh.office, fresh.law, series, serial) }),
    },
    { ...base, id: randomUUID(), type: ASSIGN, data: asJson(fresh.assign) },
    ...fresh.acts.map((act) => toNewAct(head, act, fresh.actor)),
  ];
}

/** Acts for a proceeding that is there already. */
export interface Onto {
  readonly dossier: Dossier;
  readonly acts: readonly NewAct[];
}

export type Written =
  | {
      readonly ok: true;
      readonly acts: readonly RecordedAct[];
      readonly versions: Readonly<Record<string, number>>;
      readonly opened: readonly Dossier[];
    }
  | { readonly ok: false; readonly since: readonly RecordedAct[] };

/**
 * Appends acts to a proceeding and opens others beside it, in one transaction with their rows; confirmed after the commit.
 * `also` writes what belongs to it (proposal decided, documents, package).
 */
export async function write(
  writing: Writing,
  onto: readonly Onto[],
  fresh: readonly NewProceeding[],
  now: number,
  also?: (trx: Trx, recorded: readonly RecordedAct[]) => Promise<void>,
): Promise<Written> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await writeOnce(writing, onto, fresh, now, also);
    } catch (error) {
      if (!(error instanceof NumberTaken) || attempt >= 20) throw error;
    }
  }
}

async function writeOnce(
  writing: Writing,
  onto: readonly Onto[],
  fresh: readonly NewProceeding[],
  now: number,
  also?: (trx: Trx, recorded: readonly RecordedAct[]) => Promise<void>,
): Promise<Written> {
  const taken = new Map<string, number>();
  const parts: ProceedingAppend[] = onto.map(({ dossier, acts }) => ({
    proceeding: dossier.id,
    expectedVersion: dossier.version,
    acts,
  }));
  for (const one of fresh) {
    const series = seriesOf(one.office, one.law, legalDate(one.at, writing.pack.calendar));
    const key = `${one.office.id}|${series.prefix}|${series.year}`;
    const serial = (taken.get(key) ?? (await nextSerial(writing.db, one.office.id, series)) - 1) + 1;
    taken.set(key, serial);
    parts.push({ proceeding: one.id, expectedVersion: 0, acts: openingActs(writing, one, series, serial) });
  }
  const opened: Dossier[] = [];
  const project: Project = async (trx, recorded) => {
    opened.length = 0;
    const dossiers = byProceeding(recorded).map(([id, acts]) => {
      const before = onto.find((one) => one.dossier.id === id)?.dossier.recorded ?? [];
      const dossier = readDossier(writing, [...before, ...acts], now);
      if (before.length === 0) opened.push(dossier);
      return dossier;
    });
    await refuseTakenNumbers(trx, opened);
    await writeRows(
      trx,
      dossiers.map((dossier) => rowsOf(writing, dossier)),
    );
    await also?.(trx, recorded);
  };
  const answer = await writing.deps.ledger.appendAll(parts, project);
  if (answer.ok) {
    for (const id of Object.keys(answer.versions)) writing.deps.changed?.(id);
    return { ok: true, acts: answer.acts, versions: answer.versions, opened };
  }
  if (answer.kind === 'conflict') return { ok: false, since: answer.since };
  throw new Error(
    answer.kind === 'invalid'
      ? `casework: ${answer.path}: ${answer.words.en}`
      : `casework: act ${answer.id} is already recorded`,
  );
}

export function byProceeding(recorded: readonly RecordedAct[]): [string, RecordedAct[]][] {
  const found = new Map<string, RecordedAct[]>();
  for (const act of recorded) {
    const list = found.get(act.proceeding);
    if (list) list.push(act);
    else found.set(act.proceeding, [act]);
  }
  return [...found];
}

/** Every proceeding of a case. */
export async function readOthers(writing: Writing, caseId: string, now: number): Promise<Dossier[]> {
  const acts = await writing.deps.ledger.actsOfCase(caseId);
  return byProceeding(acts).map(([, list]) => readDossier(writing, list, now));
}

async function refuseTakenNumbers(trx: Trx, opened: readonly Dossier[]): Promise<void> {
  const db = trxOf(trx);
  for (const { office, opening } of opened) {
    const taken = await db
      .selectFrom('casework_proceeding')
      .select('id')
      .where('office', '=', office.id)
      .where('series', '=', opening.series.prefix)
      .where('series_year', '=', opening.series.year)
      .where('series_serial', '=', opening.series.serial)
      .executeTakeFirst();
    if (taken) throw new NumberTaken();
  }
}
