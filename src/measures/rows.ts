/** What figures are counted from, and who delivers it from a ledger. */
import type { Words } from './words.ts';

/** An effective act (annulled ones are left out) with what the case knows about it. Dates are legal dates `YYYY-MM-DD`. */
export interface ActRow {
  /** Place in the ledger. */
  readonly index: number;
  readonly id: string;
  readonly type: string;
  /** Office that did it. */
  readonly office: string;
  /** The same person has the same id in every proceeding of the case; null: the whole case. */
  readonly subject: string | null;
  /** Kind of the subject: one of `subjectKinds`; null: the whole case, or not known. */
  readonly subjectKind: string | null;
  /** Legal moment, ms UTC, and its legal date. */
  readonly at: number;
  readonly date: string;
  /** Desk that had the proceeding when the act was recorded. */
  readonly desk: string | null;
  readonly offence: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A duty that the law opened, in the state it has at the snapshot. */
export interface DutyRow {
  readonly key: string;
  /** Rule or clock id. */
  readonly rule: string;
  readonly office: string;
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

export interface ProceedingRows {
  readonly proceeding: string;
  readonly procedure: string;
  /** Number of the case as people cite it. */
  readonly number: string;
  readonly office: string;
  readonly offence: string | null;
  readonly desk: string | null;
  readonly opened: string;
  /** Null: it runs. */
  readonly closed: string | null;
  readonly acts: readonly ActRow[];
  readonly duties: readonly DutyRow[];
}

/** All proceedings of one case; they replace what was delivered of it before. */
export interface CaseRows {
  readonly caseId: string;
  readonly proceedings: readonly ProceedingRows[];
}

export interface SourceOffice {
  readonly id: string;
  readonly title: Words;
  /** Level of the pack's lists; null: not said. */
  readonly level: string | null;
  /** Code of the pack's divisions; null: not said. */
  readonly division: string | null;
}

/** Whoever knows the cases of a ledger. */
export interface Source {
  /** Number of acts in the ledger; a snapshot is stale when it grew. */
  size(): Promise<number>;
  /** Cases with acts at or after `fromIndex`, each whole as known at `knownAt` (ms UTC), in any order. */
  read(options: { readonly fromIndex: number; readonly knownAt: number }): AsyncIterable<CaseRows>;
  readonly desks: Readonly<Record<string, Words>>;
  readonly offices: readonly SourceOffice[];
}
