/** The columns that figures are counted from, and who delivers them. */

/** An effective act (annulled ones are left out) with what the case knows about it. Dates are legal dates `YYYY-MM-DD`. */
export interface ActRow {
  /** Place in the ledger. */
  readonly index: number;
  readonly id: string;
  readonly office: string;
  readonly caseId: string;
  /** Number of the case as people cite it. */
  readonly number: string;
  readonly proceeding: string;
  readonly procedure: string;
  readonly type: string;
  /** The same person has the same id in every proceeding of the case. */
  readonly subject: string | null;
  readonly date: string;
  /** Desk that had the proceeding when the act was recorded. */
  readonly desk: string | null;
  readonly offence: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A duty that the law opened, in the state it has at the snapshot. */
export interface DutyRow {
  readonly key: string;
  readonly office: string;
  readonly caseId: string;
  readonly number: string;
  readonly proceeding: string;
  readonly procedure: string;
  /** Rule or clock id. */
  readonly rule: string;
  readonly subject: string | null;
  readonly opened: string;
  /** Null: no date. */
  readonly due: string | null;
  /** State of engine-semantics section 5. */
  readonly state: string;
  readonly lateDays: number | null;
  /** The office owes it (not the police, the court or a party). */
  readonly ours: boolean;
  /** A time that nobody breaks, only reminded. */
  readonly alertOnly: boolean;
  readonly desk: string | null;
  readonly offence: string | null;
}

/** Everything of one proceeding; it replaces what was delivered of it before. */
export interface ProceedingRows {
  readonly proceeding: string;
  readonly acts: readonly ActRow[];
  readonly duties: readonly DutyRow[];
}

/** Whoever knows the proceedings (casework, a nation on disk). */
export interface Source {
  /** Number of acts in the ledger; a snapshot is stale when it grew. */
  size(): Promise<number>;
  /** Proceedings with acts at or after `fromIndex`, each whole as known at `knownAt` (ms UTC), in any order. */
  read(options: { readonly fromIndex: number; readonly knownAt: number }): AsyncIterable<ProceedingRows>;
  readonly desks: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
}
