import type {
  Calendar,
  CaseState,
  Counting,
  FieldType,
  Guard,
  ObligationState,
  Procedure,
  Result,
} from '#engine/index.ts';
import type { Divisions } from './divisions.ts';
import type { PackLists } from './lists.ts';
import type { NumberRules } from './numbers.ts';
import type { PackFile } from './schema.ts';

/** A text in both languages of the pack. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}
export type Lang = 'zh' | 'en';

/** Where something is written: file relative to the pack's folder, line and column from 1. */
export interface Where {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One fault of a law pack. `message` is one clear line (what, found, expected); `describe(error)` puts file and line before it.
 * `check`: yaml | schema | unknown-key | name | guard | period | scope | cite | title | duplicate | calendar | unfilled | S1 | S2 | S3 | S10 | S11.
 */
export interface LawError extends Where {
  readonly procedure: string | null;
  readonly check: string;
  readonly path: string;
  readonly message: string;
  readonly found: string | null;
  readonly expected: string | null;
}

/** How far a statement of the law was checked: read in a copy, partly, or from general knowledge only. */
export type Checked = 'verified' | 'partly' | 'recalled';

/** What a reader of the law must see on a rule, an act or a clock. `model`: a choice of the pack, not a sentence of a law. */
export type Mark = 'recalled' | 'model' | 'partly';

/** First (inclusive) and last day but one (exclusive) in force. */
export interface InForce {
  readonly from?: string;
  readonly to?: string;
}

/** A field of an act's data as a form needs it. Values of an enum (or of a closed list) come with their words. */
export interface DataField {
  readonly name: string;
  readonly title: Text;
  /** The law file's type; the engine's is in `procedure.acts[].fields`. */
  readonly type: FieldType | 'integer' | 'ref';
  readonly values: readonly { readonly id: string; readonly title: Text }[];
  /** Entries of the list are offences of the pack; null: texts, or one of the values. */
  readonly of: 'offence' | null;
  /** A guard or a fact reads it (or the file says so): an act of the office needs it. */
  readonly required: boolean;
  /** A period runs from this date; where it is blank, from the day of the act. */
  readonly startsPeriod: boolean;
  readonly note: Text | null;
}

export interface ActInfo {
  readonly id: string;
  readonly title: Text;
  readonly actor: string;
  /** The file's word: a rank, `list` (the office's power list) or `none`. */
  readonly authority: string;
  /** Of the power list: levels of offices at which another rank decides than elsewhere. */
  readonly byLevel: readonly { readonly level: string; readonly rank: string; readonly cite: string }[];
  /** Kind of person or thing it is addressed to; null: the whole case. */
  readonly subject: string | null;
  readonly group: string | null;
  readonly document: Text | null;
  readonly data: readonly DataField[];
  readonly cite: string;
  readonly note: Text | null;
  readonly marks: readonly Mark[];
  readonly close: boolean;
  /** The days on which the law knows the act; empty: always. */
  readonly inForce: InForce;
  readonly where: Where;
}

/** A rule as it stands in the file. One rule can compile to several engine relations (`relations`). */
export interface RuleInfo {
  readonly id: string;
  readonly kind: 'condition' | 'response' | 'milestone' | 'window' | 'exclude' | 'include';
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly within: string | null;
  /** Of a window that a clock ends. */
  readonly clock: string | null;
  readonly after: string | null;
  readonly when: string | null;
  readonly fromDate: string | null;
  readonly rolls: string;
  readonly scope: string | null;
  readonly strict: boolean;
  readonly cancel: boolean;
  readonly alertOnly: boolean;
  readonly ifOverdue: string | null;
  readonly before: readonly string[];
  readonly cite: string;
  readonly note: Text | null;
  readonly marks: readonly Mark[];
  readonly inForce: InForce;
  readonly relations: readonly string[];
  readonly where: Where;
}

export interface ClockInfo {
  readonly id: string;
  readonly title: Text;
  readonly cite: string;
  readonly note: Text | null;
  readonly marks: readonly Mark[];
  readonly inForce: InForce;
  readonly when: string | null;
  readonly where: Where;
}

/** An outcome of this procedure that starts another one: casework opens it and carries the fields. */
export interface LinkInfo {
  readonly on: string;
  readonly procedure: string;
  readonly when: string | null;
  /** The opening act of the other procedure; null: its first. */
  readonly act: string | null;
  readonly carries: readonly string[];
  /** Data of that opening act that follow from the act here. */
  readonly with: Readonly<Record<string, string | number | boolean>>;
  /** The other procedure is in this pack. */
  readonly known: boolean;
}

/** One procedure: the engine's form, and everything a reader, a form or a page needs beside it. */
export interface LawProcedure {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  /** `criminal`, `petition`, …: the part of the id before the dot. */
  readonly branch: string;
  readonly statisticUnit: 'person' | 'case' | 'item';
  readonly checked: Checked;
  readonly doubts: readonly Text[];
  readonly feeds: readonly Text[];
  readonly inForce: InForce;
  readonly where: Where;
  /** The form that the engine runs. `list` authorities stand for the pack's power list. */
  readonly procedure: Procedure;
  /** Acts that open a proceeding of this kind; acts that bring a further person into it. The engine's `opening` is both. */
  readonly openedBy: readonly string[];
  readonly joinedBy: readonly string[];
  readonly subjects: readonly { readonly id: string; readonly title: Text }[];
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly groups: readonly { readonly id: string; readonly title: Text; readonly acts: readonly string[] }[];
  /** In the order of the file. */
  readonly acts: readonly ActInfo[];
  readonly rules: readonly RuleInfo[];
  readonly clocks: readonly ClockInfo[];
  readonly outcomes: readonly {
    readonly id: string;
    readonly title: Text;
    readonly acts: readonly string[];
    readonly when: string | null;
    /** Acts without which it may not come about. */
    readonly needs: readonly string[];
  }[];
  readonly opens: readonly LinkInfo[];
  /** Titles of facts (`subject.custody`, `case.major`) and of their enum values. */
  readonly facts: Readonly<Record<string, { readonly title: Text; readonly values: Readonly<Record<string, Text>> }>>;
  /** How a boolean field or fact is said where it holds and where not: `detained` / `at liberty`. By name. */
  readonly phrases: Readonly<Record<string, { readonly yes: Text; readonly no: Text }>>;
  /** Acts that must not be done by the same person, of the pack or the file. Kept for `access`. */
  readonly incompatible: readonly (readonly [string, string])[];
  /** Warnings of the static checks that are as they should be. */
  readonly accepted: readonly Accepted[];
}

/** A written reason why a warning of a static check stands; null: not narrowed to an act, a rule … */
export interface Accepted {
  readonly check: string;
  readonly act: string | null;
  readonly rule: string | null;
  readonly clock: string | null;
  readonly outcome: string | null;
  readonly reason: Text;
}

export interface Actor {
  readonly id: string;
  readonly title: Text;
  /** `office`: may be refused an act. `outside`: recorded as it acted. `clock`: derived. `system`: recorded by the server. */
  readonly kind: 'office' | 'outside' | 'clock' | 'system';
}
export interface Rank {
  readonly id: string;
  readonly title: Text;
  /** A body or another office: of what rank somebody of the office records its decision; null: a rank that persons have. */
  readonly recordedBy: string | null;
}
export type OfficeFunction = NonNullable<PackFile['roles'][number]['functions']>[number];
/** In what capacity somebody is in a case. */
export interface PartyRole {
  readonly id: string;
  readonly title: Text;
  /** The proceeding is about them. */
  readonly concerned: boolean;
  /** Their names stand in no title. */
  readonly hidden: boolean;
}
/** What stands beside a person's name while a guard holds. */
export interface PersonMark {
  readonly id: string;
  readonly title: Text;
  readonly when: Guard;
}
/** Rank that decides an act of authority `list`: `default`, or by `procedure/act`; and where offices of a level decide otherwise. */
export interface Powers {
  readonly default: string;
  /** What the list rests on; null: not said. */
  readonly cite: string | null;
  readonly acts: Readonly<Record<string, string>>;
  readonly levels: Readonly<
    Record<
      string,
      { readonly default: string | null; readonly cite: string; readonly acts: Readonly<Record<string, string>> }
    >
  >;
}

/** What a person of the office is signed in as; `acts` = actors in whose name the role may act or record. */
export interface Role {
  readonly id: string;
  readonly title: Text;
  /** Rank the role decides with; null: decides nothing. */
  readonly rank: string | null;
  /** What it does in an office; none: a body, which has no account. */
  readonly functions: readonly OfficeFunction[];
  readonly does: Text | null;
  readonly acts: readonly string[];
}

/** A law or rule that citations name by its short Chinese name. */
export interface Law {
  /** The short name in citations, `刑诉法`. */
  readonly id: string;
  /** Full names; `short` in English, `CPL`. */
  readonly title: Text;
  readonly shortEn: string;
  /** What `§` stands for. */
  readonly unit: 'article' | 'section' | 'regulation' | 'paragraph' | 'rule';
  /** Date of the text read, where known. */
  readonly version: string | null;
  readonly read: Checked;
}

/** A citation in parts. `刑诉法 §88; 高检规则 §258, §260` has two. */
export interface CitePart {
  /** Short name as cited; null: no law is named (`model`, a remark). */
  readonly law: string | null;
  readonly known: boolean;
  /** Article numbers as written: `172`, `21(2)(3)`, `4-5`, `287-1`. */
  readonly articles: readonly string[];
  readonly mark: Mark | null;
  /** Words in the citation that are no law and no article. */
  readonly remark: string | null;
  /** `刑诉法 §172` / `CPL §172` */
  readonly short: Text;
  /** `《中华人民共和国刑事诉讼法》第一百七十二条` / `Criminal Procedure Law, Art. 172` */
  readonly full: Text;
}

export interface Offence {
  readonly id: string;
  readonly title: Text;
  /** Article of the Criminal Law, `133-1`. */
  readonly article: string;
  readonly chapter: number;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly since: string | null;
  readonly renamedFrom: string | null;
}
export interface Offences {
  readonly all: readonly Offence[];
  readonly chapters: readonly { readonly n: number; readonly title: Text; readonly articles: string }[];
  readonly sections: readonly { readonly n: string; readonly title: Text }[];
  readonly flags: readonly { readonly id: string; readonly title: Text; readonly of: string }[];
  readonly figures: readonly {
    readonly id: string;
    readonly sum: string;
    readonly basis: string;
    readonly confidence: string;
  }[];
  readonly checked: Checked;
  readonly doubts: readonly string[];
}

/** A whole law pack, loaded and checked; plain data. */
export type Regrouping = NonNullable<PackFile['regrouping']>;
export type Recusal = Omit<NonNullable<PackFile['recusal']>, 'reconsidered'> & {
  readonly reconsidered: { readonly act: string; readonly when: Guard } | null;
};

export interface LawPack {
  readonly id: string;
  readonly title: Text;
  readonly version: string;
  /** Absolute folder it was read from. */
  readonly dir: string;
  readonly zone: string;
  readonly branches: readonly { readonly id: string; readonly title: Text }[];
  readonly calendar: Calendar;
  /** How numbers of persons and organisations are checked. */
  readonly numbers: NumberRules;
  /** Which language the law is written in. */
  readonly language: Lang;
  /** Names of the calendar's days off, where the pack has its own calendar. */
  readonly holidays: Readonly<Record<string, Text>>;
  /** What scenarios need not say: facts of the office, and the fact that a field of any event sets. */
  readonly scenarios: {
    readonly office: Readonly<Record<string, string | number | boolean>>;
    readonly facts: Readonly<Record<string, string>>;
  };
  readonly counting: Readonly<Record<string, Counting>>;
  readonly ranks: readonly Rank[];
  readonly actors: Readonly<Record<string, Actor>>;
  readonly roles: readonly Role[];
  readonly parties: readonly PartyRole[];
  readonly marks: readonly PersonMark[];
  /** Procedures that a transfer package can open, and kinds of its senders. */
  readonly packages: { readonly procedures: readonly string[]; readonly senders: readonly string[] };
  /** Severing and merging of cases; null: this law knows none. */
  readonly regrouping: Regrouping | null;
  /** How somebody is kept out of a case; null: this law has no procedure for it. */
  readonly recusal: Recusal | null;
  readonly powers: Powers;
  readonly laws: Readonly<Record<string, Law>>;
  readonly offences: Offences;
  /** Levels of offices, types of documents, grounds of closing; the places of offices. */
  readonly lists: PackLists;
  readonly divisions: Divisions;
  /** By procedure id. */
  readonly procedures: Readonly<Record<string, LawProcedure>>;
  readonly warnings: readonly LawError[];
}

/** A sentence of the law or of an answer, with its citation (null: none). */
export interface Sentence {
  readonly text: Text;
  readonly cite: string | null;
  readonly marks: readonly Mark[];
}

/** Who decides an act of the office. */
export interface Decides {
  readonly act: string;
  readonly title: Text;
  /** By an article, or by the power list. */
  readonly by: 'law' | 'list';
  readonly rank: Text;
  /** Where a guard holds another decides; and at offices of which level. */
  readonly other: readonly { readonly where: Text; readonly rank: Text; readonly cite: string }[];
  readonly levels: readonly { readonly level: Text; readonly rank: Text; readonly cite: string }[];
  readonly cite: string;
  readonly marks: readonly Mark[];
}

/** A procedure as readable text, for the command line and for the page. */
export interface Shown {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly statisticUnit: string;
  readonly checked: Checked;
  readonly inForce: InForce;
  readonly opens: readonly Sentence[];
  readonly opening: readonly Sentence[];
  readonly outcomes: readonly { readonly id: string; readonly title: Text; readonly sentence: Sentence }[];
  readonly groups: readonly { readonly id: string; readonly title: Text; readonly acts: readonly ShownAct[] }[];
  readonly decides: readonly Decides[];
  readonly clocks: readonly {
    readonly id: string;
    readonly title: Text;
    readonly sentences: readonly Sentence[];
    readonly cite: string;
    readonly note: Text | null;
    readonly marks: readonly Mark[];
  }[];
  readonly doubts: readonly Text[];
}
export interface ShownAct {
  readonly id: string;
  readonly title: Text;
  /** Who does it, who may decide it. */
  readonly who: Sentence;
  /** When it may be done, and when not. */
  readonly may: readonly Sentence[];
  /** When it must be done, and by when. */
  readonly must: readonly Sentence[];
  /** What it sets going, rules out, brings back. */
  readonly effects: readonly Sentence[];
  readonly data: readonly DataField[];
  readonly document: Text | null;
  readonly cite: string;
  readonly note: Text | null;
  readonly marks: readonly Mark[];
}

export interface TryFailure {
  readonly file: string;
  readonly id: string;
  /** Number of the step, from 1. */
  readonly step: number;
  readonly expected: string;
  readonly got: string;
}
/** Counted per single expectation. */
export interface TryReport {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly TryFailure[];
  readonly skipped: readonly { readonly id: string; readonly procedure: string }[];
  /** Faults of the scenario file itself. */
  readonly errors: readonly LawError[];
}

/** What a command gives back: data for `--json`, text for people, exit status (cli.md). */
export interface CommandResult<T> {
  readonly json: T;
  readonly text: string;
  readonly status: 0 | 1 | 2;
}

export type { CaseState, ObligationState, Result };
