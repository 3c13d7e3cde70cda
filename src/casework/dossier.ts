import { type CaseState, fold, legalDate, type World } from '#engine/index.ts';
import { type LawPack, type LawProcedure, procedureOf } from '#law/index.ts';
import type { RecordedAct } from '#ledger/index.ts';
import { ASSIGN, type AssignData, OPEN_CASE, OPEN_PROCEEDING, type OpenData, type Past } from './acts.ts';
import type { Recused } from './recused.ts';
import { type Composed, compose, type Regrouping } from './regrouped.ts';
import type { OfficeProfile } from './types.ts';

/** A proceeding read from its acts: what casework keeps of it, and the engine's fold seen at `now`. Nothing else is known. */
export interface Dossier extends Composed {
  readonly id: string;
  readonly caseId: string;
  readonly office: OfficeProfile;
  readonly law: LawProcedure;
  /** `id@version` as the acts carry it. */
  readonly procedureVersion: string;
  readonly version: number;
  readonly opening: OpenData;
  readonly openingAct: RecordedAct;
  readonly desk: string | null;
  readonly handler: string | null;
  readonly recorded: readonly RecordedAct[];
  /** Who is challenged or recused in the case; empty where it was read from its acts alone. */
  readonly recused: readonly Recused[];
  readonly state: CaseState;
  readonly now: number;
  readonly today: string;
}

export interface Source {
  readonly pack: LawPack;
  readonly offices: readonly OfficeProfile[];
}

export const worldOf = (source: Source, office: OfficeProfile): World => ({
  calendar: source.pack.calendar,
  office: office.facts,
});

/** Thrown for acts that no version of this program can have written: a spoiled store, not a user's fault. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Reads a proceeding from its acts in their order. Pure. */
export function readDossier(source: Source, recorded: readonly RecordedAct[], now: number): Dossier {
  const first = recorded[0];
  if (first === undefined || (first.type !== OPEN_CASE && first.type !== OPEN_PROCEEDING))
    throw new Unreadable(`proceeding ${first?.proceeding ?? '?'} does not begin with ${OPEN_CASE}`);
  const office = source.offices.find((one) => one.id === first.office);
  if (!office) throw new Unreadable(`proceeding ${first.proceeding}: office ${first.office} is not known`);
  const law = lawOf(source.pack, first);
  const opening = first.data as unknown as OpenData;
  const assigned = recorded.findLast((act) => act.type === ASSIGN);
  const assignment = assigned ? (assigned.data as unknown as AssignData) : null;
  const composed = compose(recorded, law.procedure);
  return {
    ...composed,
    id: first.proceeding,
    caseId: first.caseId,
    office,
    law,
    procedureVersion: first.procedure,
    version: recorded.at(-1)?.version ?? 0,
    opening: composed.title === null ? opening : { ...opening, caseTitle: composed.title },
    openingAct: first,
    desk: assignment?.desk ?? null,
    handler: assignment?.handler ?? null,
    recorded,
    recused: [],
    state: fold(law.procedure, composed.acts, worldOf(source, office), { now }),
    now,
    today: legalDate(now, source.pack.calendar),
  };
}

/** The same proceeding as it stood at a moment, before whatever happened later. */
export function stateAt(source: Source, dossier: Dossier, at: number): CaseState {
  const before = dossier.acts.filter((act) => act.annuls !== undefined || act.at <= at);
  return fold(dossier.law.procedure, before, worldOf(source, dossier.office), { now: at });
}

/** What had happened before its people were severed: it goes on under the law that it began under. */
const pastIn = (first: RecordedAct): readonly Past[] => (first.data as unknown as OpenData).severed?.past ?? [];

function lawOf(pack: LawPack, first: RecordedAct): LawProcedure {
  const [id = ''] = first.procedure.split('@');
  const began = Math.min(first.occurredAt, ...pastIn(first).map(({ act }) => act.occurredAt));
  const law = procedureOf(pack, id, { on: legalDate(began, pack.calendar) }) ?? pack.procedures[id];
  if (!law) throw new Unreadable(`proceeding ${first.proceeding}: procedure ${first.procedure} is not in the law pack`);
  return law;
}

/** Where the whole proceeding went on; null: here. */
export const wentInto = (dossier: Pick<Dossier, 'regrouped'>): Regrouping | null =>
  dossier.regrouped.find((one) => one.kind === 'merged-into') ?? null;

/** The people whom acts are addressed to, by name, whether they are here or went. */
export const namesOf = (dossier: Pick<Dossier, 'parties' | 'gone'>, ids: readonly string[]): string[] =>
  ids.flatMap((id) =>
    [...dossier.parties, ...dossier.gone].flatMap((party) =>
      party.id === id && party.kind !== null ? [party.name] : [],
    ),
  );

export const partyName = (dossier: Pick<Dossier, 'parties' | 'gone'>, id: string | null): string =>
  [...dossier.parties, ...dossier.gone].find((party) => party.id === id)?.name ?? id ?? '';

/** The subject of an act as pages show it. */
export const subjectOf = (
  dossier: Pick<Dossier, 'parties' | 'gone'>,
  id: string | null,
): { id: string; name: string } | null => (id === null ? null : { id, name: partyName(dossier, id) });
