import type { Words } from '#ledger/index.ts';

export type { Words };

/**
 * What a role does in an office, whatever the legal order calls it; policies speak of these only.
 * receives: takes cases in and allocates them, sees clocks and no reasons. handles: has cases of their own. assists: drafts and records at a
 * desk, decides nothing. heads-desk, heads-office: see, assign and correct there. deputises: what the head of the office delegates.
 * keeps-accounts: accounts, and no case.
 */
export const officeFunctions = [
  'receives',
  'handles',
  'assists',
  'heads-desk',
  'heads-office',
  'deputises',
  'keeps-accounts',
] as const;
export type OfficeFunction = (typeof officeFunctions)[number];

/** Least and most characters of a password. */
export const passwordLength = [12, 128] as const;

/** Ids of roles and ranks are the law pack's. */
export type RoleCode = string;
export type Rank = string;

/** Roles and ranks of a legal order, ranks from low to high; a law pack has this shape. */
export type Staffing = {
  readonly ranks: readonly {
    readonly id: Rank;
    readonly title: Words;
    /** A body or another office, which nobody is: of what rank somebody records its decision, by its number. */
    readonly recordedBy: Rank | null;
  }[];
  readonly roles: readonly {
    readonly id: RoleCode;
    readonly title: Words;
    /** Null: decides nothing. */
    readonly rank: Rank | null;
    /** None: a body, which has no account. */
    readonly functions: readonly OfficeFunction[];
    readonly does: Words | null;
  }[];
};

/** A delegation in force for its bearer. `procedures: null` means every procedure. */
export type HeldDelegation = {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: Words };
  readonly rank: Rank;
  readonly procedures: readonly string[] | null;
};

/** Somebody signed in (or named as the doer), with what they may be at this moment. Made only by this room. */
export type Actor = {
  readonly id: string;
  readonly name: Words;
  readonly email: string;
  /** Id of the office; its title is in `Access.office`. */
  readonly office: string;
  /** Id of the desk (department), null for people of the whole house. */
  readonly desk: string | null;
  readonly roles: readonly RoleCode[];
  /** What the roles do; made from them. */
  readonly functions: readonly OfficeFunction[];
  /** Own rank, without delegations. Null: decides nothing. */
  readonly rank: Rank | null;
  readonly delegations: readonly HeldDelegation[];
};

/** What access must know of a proceeding to answer. Casework gives it from its own tables. */
export type ProceedingFacts = {
  readonly id: string;
  readonly office: string;
  readonly desk: string | null;
  readonly handler: string | null;
  /** Id of the procedure without version, as `criminal.arrest-review`. */
  readonly procedure: string;
  /** People who take no further part in it, and those of whom that has been asked and is not decided. */
  readonly recused?: readonly string[];
  readonly challenged?: readonly string[];
};

/** What may be asked of a proceeding. */
export type ProceedingAction =
  /** The whole page. */
  | 'read-proceeding'
  /** Intake, parties, clocks, documents: no reasons, drafts or proposals. Whoever may read the whole may read this too. */
  | 'read-clocks'
  /** Decisions that are proposed and wait for who may decide. One's own proposals are one's own. */
  | 'read-drafts'
  /** Record what the office does, or propose it to who decides. */
  | 'record-act'
  /** Record what police, court, parties did. */
  | 'record-outside'
  | 'assign'
  | 'annul'
  /** Record an act of the office that happened although the law did not allow it. */
  | 'record-although'
  /** See who opened the proceeding. */
  | 'read-readings';

/** What may be asked of the office as a whole. */
export type OfficeAction =
  | 'open-case'
  | 'import-package'
  | 'read-accounts'
  | 'manage-accounts'
  | 'delegate'
  | 'read-staff'
  | 'read-judgments'
  | 'import-judgments'
  | 'read-figures'
  /** Put the office's report before the public. */
  | 'publish-figures'
  | 'read-cases';

/** The answer always names the policy that decided: its id in src/access/policies and its words. */
export type Answer =
  | { readonly allowed: true; readonly policy: string; readonly words: Words }
  | { readonly allowed: false; readonly policy: string; readonly words: Words };

/**
 * Coarse scope for SQL: a row is in scope when one of the scopes holds; within a scope every named field must be equal
 * (`procedures`: one of). An empty list means nothing at all.
 */
export type Scope = {
  readonly office: string;
  readonly desk?: string;
  readonly handler?: string;
  readonly procedures?: readonly string[];
  /** Only proceedings that have a handler. */
  readonly assigned?: true;
};

/** Why somebody may decide at a rank: by own rank, for another by delegation, or by recording the decision of a body. */
export type Deciding =
  | { readonly allowed: true; readonly by: 'own' }
  | { readonly allowed: true; readonly by: 'delegation'; readonly delegation: HeldDelegation }
  /** A body or a higher office decided; the recorder must give its minutes or document number as ground. */
  | { readonly allowed: true; readonly by: 'record-of-body'; readonly needsGround: true }
  | { readonly allowed: false; readonly words: Words };

export type Desk = { readonly id: string; readonly title: Words };
export type Office = { readonly id: string; readonly title: Words; readonly desks: readonly Desk[] };
