import type { Words } from '#ledger/index.ts';

export type { Words };

/** What a person does in the office. One person may have several. */
export const roleCodes = [
  'case-management',
  'prosecutor',
  'clerk',
  'department-head',
  'chief-procurator',
  'deputy-chief-procurator',
  'administrator',
] as const;
export type RoleCode = (typeof roleCodes)[number];

/** Ranks for deciding, lowest first. `committee` and `higher-office` are bodies, no person has them. */
export const ranks = ['prosecutor', 'department-head', 'chief-procurator', 'committee', 'higher-office'] as const;
export type Rank = (typeof ranks)[number];

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
  /** The committee or the higher office decided; the recorder must give its minutes or document number as ground. */
  | { readonly allowed: true; readonly by: 'record-of-body'; readonly needsGround: true }
  | { readonly allowed: false; readonly words: Words };

export type Desk = { readonly id: string; readonly title: Words };
export type Office = { readonly id: string; readonly title: Words; readonly desks: readonly Desk[] };
