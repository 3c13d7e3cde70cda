import type { Actor, OfficeFunction, ProceedingFacts } from '#access/index.ts';
import type { Data } from '#engine/index.ts';
import type { LawPack } from '#law/index.ts';
import type { Ledger, Store } from '#ledger/index.ts';
import type {
  ActOutcome,
  CaseRow,
  Merged,
  MergeInput,
  NewCase,
  NewCaseForm,
  NewInCase,
  NewInCaseForm,
  PackageErrors,
  PackageResult,
  Person,
  ProcedureMap,
  ProceedingPage,
  ProposalPage,
  ProposedAct,
  RecusalForm,
  RecusalInput,
  Refusal,
  RegroupForm,
  Review,
  SeverInput,
  Text,
  WorkItem,
  Worklist,
} from './schemas.ts';
import type { TryAnswer, TryQuestion } from './try-schemas.ts';

export type { Actor };

/** What an office is to casework: its desks and what they handle, how it numbers, the facts that guards may read. */
export interface OfficeProfile {
  readonly id: string;
  readonly title: Text;
  /** Code of its place, of the pack's divisions; null: not said. */
  readonly division: string | null;
  /** First part of its numbers: `示检` in 示检捕〔2026〕204号. */
  readonly short: Text;
  /** `case.FIELD` of the office for guards, e.g. `{'office-level': 'basic'}`. */
  readonly facts: Data;
  /** A procedure goes to the first desk that names it, else to the first desk. */
  readonly desks: readonly { readonly id: string; readonly title: Text; readonly procedures: readonly string[] }[];
  /** Word or letters of a procedure in numbers: `{zh: '捕', en: 'AR'}`; without one it is made from the title and the id. */
  readonly numbers: Readonly<Record<string, Text>>;
}

export type Width = 'mine' | 'desk' | 'office';

/** Somebody who works in the office, as far as casework must know. */
export interface StaffMember {
  readonly person: Person;
  readonly desk: string | null;
  readonly roles: readonly string[];
  /** What the roles do in the office. */
  readonly functions: readonly OfficeFunction[];
}

export interface CaseworkDeps {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly pack: LawPack;
  readonly offices: readonly OfficeProfile[];
  /** Everybody who works or worked there; asked for names and for allocation. */
  readonly staff: (office: string) => Promise<readonly StaffMember[]>;
  /** Told after each commit, so that open pages can ask again. */
  readonly changed?: (proceeding: string) => void;
}

export interface CaseQuery {
  readonly scope: Width;
  readonly q?: string;
  readonly procedure?: string;
  /** From 1. */
  readonly page?: number;
  readonly pageSize?: number;
}
export interface Cases {
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}
export interface SearchHit {
  readonly kind: 'case' | 'person';
  readonly title: Text;
  readonly hint: Text;
  /** Id of the proceeding to go to. */
  readonly to: string;
}
/** A case as figures count it: all its proceedings; `acts` are effective ones, `duties` stand as at the moment asked for. */
export interface FigureCase {
  readonly caseId: string;
  readonly proceedings: readonly FigureProceeding[];
}
export interface FigureProceeding {
  readonly proceeding: string;
  readonly procedure: string;
  readonly number: string;
  readonly office: string;
  readonly offence: string | null;
  readonly desk: string | null;
  readonly opened: string;
  /** Closed or concluded; null: it runs. */
  readonly closed: string | null;
  readonly acts: readonly FigureAct[];
  readonly duties: readonly FigureDuty[];
}
interface FigureBase {
  readonly office: string;
  readonly subject: string | null;
  readonly desk: string | null;
  readonly offence: string | null;
}
export interface FigureAct extends FigureBase {
  readonly index: number;
  readonly id: string;
  readonly type: string;
  readonly subjectKind: 'natural-person' | 'company' | null;
  readonly at: number;
  readonly date: string;
  readonly data: Data;
}
export interface FigureDuty extends FigureBase {
  readonly key: string;
  readonly rule: string;
  readonly opened: string;
  readonly due: string | null;
  readonly state: string;
  readonly lateDays: number | null;
  readonly ours: boolean;
  readonly alertOnly: boolean;
}
/** Whence figures take their rows; fits what the measures room asks for. */
export interface FigureSource {
  size(): Promise<number>;
  read(options: { readonly fromIndex: number; readonly knownAt: number }): AsyncIterable<FigureCase>;
  readonly desks: Readonly<Record<string, Text>>;
  readonly offices: readonly {
    readonly id: string;
    readonly title: Text;
    readonly level: string | null;
    readonly division: string | null;
  }[];
}

export interface DocumentFile {
  readonly id: string;
  readonly proceeding: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}
export interface Opened {
  readonly kind: 'opened';
  readonly case: string;
  readonly number: string;
  readonly proceeding: string;
}

/**
 * Casework over one store. `now` is ms UTC everywhere. Reading answers `null` alike for what does not exist and for what
 * the actor may not see. Writing answers after the commit, with the outcome or with a refusal that names every reason.
 */
export interface Casework {
  /** `person`: whose acts are listed, in a case of more people than are listed at once. */
  proceedingPage(id: string, actor: Actor, now: number, person?: string): Promise<ProceedingPage | null>;
  /** Two relations around what is open for the subject (null: the first), or the whole procedure. */
  map(
    id: string,
    actor: Actor,
    view: { readonly subject?: string | null; readonly full?: boolean },
    now: number,
  ): Promise<ProcedureMap | null>;
  /** The map of a whole procedure without a case; null when the pack has none of this id. */
  lawMap(procedure: string): ProcedureMap | null;
  /** What the law makes of a supposed course; stores nothing; null when the pack has no procedure of this id. */
  tryLaw(procedure: string, question: TryQuestion): TryAnswer | null;
  worklist(
    actor: Actor,
    scope: Width,
    filters: { readonly branch?: string; readonly custody?: boolean; readonly perGroup?: number },
    now: number,
  ): Promise<Worklist>;
  workItem(id: string, actor: Actor, now: number): Promise<WorkItem | null>;
  counts(
    actor: Actor,
    now: number,
  ): Promise<{ readonly overdueOrSoon: number; readonly toDecide: number; readonly myCases: number }>;
  cases(actor: Actor, query: CaseQuery, now: number): Promise<Cases>;
  search(actor: Actor, q: string): Promise<readonly SearchHit[]>;
  document(id: string, actor: Actor): Promise<DocumentFile | null>;
  proposals(actor: Actor, box: 'decide' | 'mine', now: number): Promise<readonly ProposalPage[]>;
  proposal(id: string, actor: Actor, now: number): Promise<ProposalPage | null>;
  /** What access asks about a proceeding; null when there is none. */
  facts(id: string): Promise<ProceedingFacts | null>;
  /** Of many at once, as their rows stand, with the number as each language writes it; those that are not there are left out. */
  namedFacts(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly facts: ProceedingFacts; readonly number: Text }>>;

  /** Acts and duties for the measures. */
  figureSource(): FigureSource;

  newCaseForm(actor: Actor, now: number): NewCaseForm;
  openCase(input: NewCase, actor: Actor, now: number): Promise<Opened | Refusal>;
  /** What may be opened beside a proceeding by hand; null where the actor does not see it. */
  inCaseForm(id: string, actor: Actor, now: number): Promise<NewInCaseForm | null>;
  /** Opens a further proceeding in the case of `id`, by who receives cases, or by its handler where its acts open it by the law. */
  openInCase(id: string, input: NewInCase, actor: Actor, now: number): Promise<Opened | Refusal>;
  /** Grounds, people and cases for severing and merging, and why not; null where the actor does not see it. */
  regroupForm(id: string, actor: Actor, now: number, q?: string): Promise<RegroupForm | null>;
  /** People go on in a proceeding of their own with what has happened to them; same case, its own number, their periods go on. */
  sever(id: string, input: SeverInput, actor: Actor, now: number): Promise<Opened | Refusal>;
  /** Another proceeding goes on in this one. */
  merge(id: string, input: MergeInput, actor: Actor, now: number): Promise<Merged | Refusal>;
  /** The form in which somebody's recusal is asked for in this case; null where the actor does not see it. */
  recusalForm(id: string, actor: Actor, now: number): Promise<RecusalForm | null>;
  /** Asks for a recusal: a proceeding of its own, decided by the head of the office; until then the person does not act in the case. */
  challenge(id: string, input: RecusalInput, actor: Actor, now: number): Promise<Opened | Refusal>;
  /** Reads a transfer package whole, or refuses it with every fault; the same bytes or sender's number only once. */
  importPackage(bytes: Uint8Array, actor: Actor, now: number): Promise<PackageResult | PackageErrors>;
  /** Everything the act would cause, nothing recorded. */
  review(id: string, proposed: ProposedAct, actor: Actor, now: number): Promise<Review | Refusal>;
  /** Records the act, or keeps it as a proposal for who may decide it, or refuses it with every reason. */
  act(id: string, proposed: ProposedAct, actor: Actor, now: number): Promise<ActOutcome | Refusal>;
  annul(
    id: string,
    input: { readonly act: string; readonly ground: string; readonly expectedVersion: number },
    actor: Actor,
    now: number,
  ): Promise<ActOutcome | Refusal>;
  assign(
    id: string,
    input: { readonly handler: string | null; readonly desk: string | null; readonly reason: string },
    actor: Actor,
    now: number,
  ): Promise<{ readonly kind: 'assigned' } | Refusal>;
  approve(
    proposal: string,
    input: { readonly expectedVersion: number; readonly reason?: string },
    actor: Actor,
    now: number,
  ): Promise<ActOutcome | Refusal>;
  returnProposal(
    proposal: string,
    input: { readonly reason: string },
    actor: Actor,
    now: number,
  ): Promise<{ readonly kind: 'returned' } | Refusal>;
  withdrawProposal(proposal: string, actor: Actor, now: number): Promise<{ readonly kind: 'withdrawn' } | Refusal>;

  /** Brings the rows up to date whose state changes by the mere passing of time (acts of the clock). Returns how many. */
  refresh(now: number): Promise<number>;
  /** Drops every projection and makes it again from the acts. Drafts and document bytes stay. */
  rebuild(now: number): Promise<{ readonly proceedings: number; readonly acts: number }>;
}
