/**
 * The words of the engine. Everything is plain, readonly, JSON-able data; times are whole milliseconds UTC, dates are
 * `YYYY-MM-DD` in the legal zone of the calendar. Source of each word: ../shared/design/engine-semantics.md (section in brackets).
 */

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Data = Readonly<Record<string, Value>>;

/** ISO 8601 duration as written in a law file, e.g. `P7D`, `P3D/working`, `PT24H`, `P1M15D`. Parsed by `parsePeriod`. [6.1] */
export interface Period {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** Count only working days (`P3D/working`). */
  readonly working: boolean;
  readonly text: string;
}

/** What happens when the last day is not a working day. `custody`: none while the custody guard holds, else next. [6.1, 15] */
export type Rolls = 'next' | 'previous' | 'none' | 'custody';

/** How a branch of law counts. [6.1] */
export interface Counting {
  /** `sticky`: from the last day of a month to the last day of the target month. */
  readonly monthEnd: 'sticky' | 'same';
  /** `next-full`: the started hour is not counted. */
  readonly hours: 'exact' | 'next-full';
  /** Roll of a period whose rule does not say. */
  readonly rolls: Rolls;
}

/** A calendar as data; it never guesses outside `knownFrom`–`knownTo`. [6.1] */
export interface Calendar {
  readonly id: string;
  readonly version: string;
  /** IANA zone, e.g. `Asia/Shanghai`. */
  readonly zone: string;
  readonly knownFrom: string;
  readonly knownTo: string;
  /** Dates off although they are no weekend, with the holiday's name where known. */
  readonly off: Readonly<Record<string, string>>;
  /** Weekend dates that are working days by the official arrangement. */
  readonly work: Readonly<Record<string, string>>;
}

/** Guards in three values. [9] Built by `parseGuard`. */
export type Guard =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Guard[] }
  | { readonly op: 'not'; readonly part: Guard }
  | { readonly op: '=' | '!=' | '<' | '<=' | '>' | '>='; readonly left: Operand; readonly right: Operand }
  | { readonly op: 'in'; readonly left: Operand; readonly values: readonly Value[] };
export type Operand =
  | { readonly lit: Value }
  | { readonly path: 'case' | 'subject' | 'act' | 'opening'; readonly field: string }
  | { readonly call: 'count' | 'executed' | 'since'; readonly act: string };
export type Truth = true | false | 'unknown';

export type FieldType =
  | 'text'
  | 'number'
  | 'money'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'enum'
  | 'list'
  | 'person'
  | 'offence'
  | 'organ';
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly values?: readonly string[];
  /** Read by a guard, a clock or a document: must be given when the office acts. */
  readonly required: boolean;
}

/** Who may decide: the lowest rank, and other ranks where a guard holds. `none`: not the office's decision, never refused. [3.1 no. 6] */
export interface Authority {
  readonly rank: string;
  readonly cite: string;
  readonly if: readonly { readonly when: Guard; readonly rank: string; readonly cite: string }[];
}

export interface ActType {
  readonly id: string;
  /** Subject kind the act is addressed to; null = the case. */
  readonly subject: string | null;
  /** `clock`: derived by the engine, never stored. `office`: may be refused. `outside`: recorded as it happened. `system`: recorded by the server. */
  readonly by: 'office' | 'outside' | 'clock' | 'system';
  /** The law's word for who acts: prosecutor, police, court … */
  readonly actor: string;
  readonly authority: Authority;
  readonly fields: readonly Field[];
  readonly guard?: { readonly when: Guard; readonly cite: string };
  /** Ends the proceeding. [3.3] */
  readonly close: boolean;
  /** Takes the named subject (or the case) back after closing. [3.3] */
  readonly reopen: boolean;
  readonly initially: { readonly included: boolean; readonly pending: boolean; readonly executed: boolean };
  readonly cite: string;
}

/** Scope of a relation where the default (same) does not hold. [4] */
export type Scope = 'same' | 'any' | 'all' | 'others' | 'present' | 'present-and-later';

interface RelationBase {
  /** Unique in the procedure, kebab, says what it does. */
  readonly id: string;
  readonly cite: string;
  readonly when?: Guard;
  readonly scope: Scope;
  /** Between two subject kinds: the field (fact or act data) of the one that names the other (item.owner, victim.of). [4] */
  readonly via?: string;
  /** In force from (inclusive) / to (exclusive), legal dates; judged by the date of the act. [11] */
  readonly from_date_in_force?: string;
  readonly to_date_in_force?: string;
}
/** The date a period runs from: a field of the acting act or `opening.FIELD`; without it the moment of the act. [15] */
export type Anchor = { readonly of: 'act' | 'opening'; readonly field: string };

export type Relation =
  | (RelationBase & {
      readonly kind: 'condition';
      /** Alternatives: one of them is enough. [3.2a] */
      readonly from: readonly string[];
      readonly to: string;
      readonly delay?: Period;
      readonly full?: boolean;
      readonly strict: boolean;
      readonly anchor?: Anchor;
    })
  | (RelationBase & { readonly kind: 'milestone'; readonly from: string; readonly to: string })
  | (RelationBase & {
      readonly kind: 'window';
      readonly from: string;
      readonly to: string;
      /** Absent only where `clock` says when the window ends. */
      readonly length?: Period;
      readonly rolls: Rolls;
      readonly anchor?: Anchor;
      /** The window stays open until this clock has run out, instead of a length of its own. */
      readonly clock?: string;
    })
  | (RelationBase & {
      readonly kind: 'response';
      readonly from: readonly string[];
      /** Alternatives: one duty, any of them meets it. */
      readonly to: readonly string[];
      readonly within?: Period;
      readonly rolls: Rolls;
      readonly anchor?: Anchor;
      readonly again: 'keep' | 'restart' | 'each';
      readonly discharge: 'all' | 'one';
      /** These acts may not happen while the duty is open. */
      readonly before?: readonly string[];
      readonly alertOnly: boolean;
      readonly ifOverdue?: string;
      readonly survivesClose: boolean;
    })
  | (RelationBase & {
      readonly kind: 'exclude';
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly cancel: boolean;
    })
  | (RelationBase & { readonly kind: 'include'; readonly from: readonly string[]; readonly to: readonly string[] });

/** A period that several acts shape. [7, 15] */
export interface Clock {
  readonly id: string;
  readonly cite: string;
  readonly when?: Guard;
  readonly subject: string | null;
  readonly starts: readonly string[];
  /** Anchor by starting / restarting act id; acts not named: the moment of the act. */
  readonly anchors: Readonly<Record<string, Anchor>>;
  /** Fixed length, or whole months in a field of the starting (else opening) act. */
  readonly length: Period | null;
  readonly lengthField?: string;
  readonly extends: readonly {
    readonly act: string;
    readonly by: Period | null;
    readonly byField?: string;
    readonly toDate?: string;
    /** In one run; the largest safe integer: without limit. */
    readonly times: number;
    readonly timesTotal?: number;
    readonly cite: string;
  }[];
  readonly pausesOn: readonly string[];
  readonly resumesOn: readonly string[];
  readonly pausedDaysInclusive: boolean;
  readonly restartsOn: readonly string[];
  readonly restartLimit?: number;
  /** Acts that send away what a restart brings back (a return for more investigation): refused once the restarts are spent. [12 A] */
  readonly sendsAway?: readonly string[];
  readonly stopsOn: readonly string[];
  readonly expiry:
    | {
        readonly kind: 'duty';
        readonly owed: readonly string[];
        readonly alertOnly: boolean;
        readonly ifOverdue?: string;
      }
    | { readonly kind: 'limit' }
    | { readonly kind: 'bar'; readonly bars: readonly string[] };
  readonly rolls: Rolls;
  readonly from_date_in_force?: string;
  readonly to_date_in_force?: string;
}

/** An entry of the store: where its value comes from. [15 `facts`] */
export interface Fact {
  readonly name: string;
  readonly of: 'case' | 'subject';
  readonly type: FieldType;
  readonly initial?: Value;
  /** ACT.FIELD whose value it takes. */
  readonly from: readonly { readonly act: string; readonly field: string }[];
  readonly setBy: readonly { readonly acts: readonly string[]; readonly value: Value; readonly when?: Guard }[];
}

/** The engine's form of one procedure, compiled from a law file. */
export interface Procedure {
  readonly id: string;
  readonly version: string;
  readonly opening: readonly string[];
  readonly acts: readonly ActType[];
  readonly relations: readonly Relation[];
  readonly clocks: readonly Clock[];
  readonly facts: readonly Fact[];
  readonly outcomes: readonly { readonly id: string; readonly acts: readonly string[]; readonly when?: Guard }[];
  readonly counting: Counting;
  /** Ranks from low to high; who holds a rank may do what a lower one may. */
  readonly ranks: readonly string[];
  /** While it holds for the subject `rolls: custody` does not roll. */
  readonly custody?: Guard;
}

/** An entry of the ledger as the engine sees it. [2] */
export interface Act {
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly actor?: string;
  /** Rank that decided; absent = the lowest rank allowed. */
  readonly authority?: string;
  /** Legal time. */
  readonly at: number;
  readonly precision: 'ms' | 'day';
  readonly recordedAt: number;
  readonly seq: number;
  readonly data: Data;
  readonly annuls?: string;
  readonly replaces?: string;
  /** Made by the engine (`by: clock`), never stored. */
  readonly derived?: true;
  /**
   * An operation of casework instead of an act of the procedure; `type` is then only its name. `leave`: its `subject` is no longer in the
   * case (died, transferred). `sever`: these subjects go to a new case, with their duties and clocks; `whole`: what is open in the case
   * itself goes too, and it is closed (it goes on in another). [3.3, 4]
   */
  readonly operation?:
    | { readonly kind: 'leave' }
    | { readonly kind: 'sever'; readonly subjects: readonly string[]; readonly whole?: true };
  /**
   * Copied from the case that this one was severed from: executed again for its marking; departures in doing it stay with that case, and
   * so do the duties of the case that it opened, unless `carry`. [4]
   */
  readonly history?: { readonly of: string; readonly carry: boolean };
  /**
   * In a case that others were merged into: the subjects that were in it when this was done; it neither concerned nor waited for those who
   * came with the others. Absent: whoever is present. [4]
   */
  readonly among?: readonly string[];
}

/** One step of how a date came about; rendered as text by the law room. [issue: explained dates] */
export type DerivationStep =
  | {
      readonly kind: 'start';
      readonly act: string | null;
      readonly field?: string;
      readonly date: string;
      readonly at: number;
      readonly cite: string;
    }
  | {
      readonly kind: 'add';
      readonly period: string;
      readonly to: string;
      readonly rule: 'plain' | 'month-end' | 'sticky' | 'working' | 'hours' | 'full-hours';
      readonly skipped?: readonly string[];
      readonly cite: string;
    }
  | {
      readonly kind: 'extend';
      readonly act: string;
      readonly period: string;
      readonly to: string;
      readonly cite: string;
    }
  | {
      readonly kind: 'pause';
      readonly from: string;
      readonly until: string | null;
      readonly days: number;
      readonly to: string;
      readonly cite: string;
    }
  | { readonly kind: 'restart'; readonly act: string; readonly date: string; readonly cite: string }
  | {
      readonly kind: 'roll';
      readonly from: string;
      readonly to: string;
      readonly over: readonly { readonly date: string; readonly name: string }[];
    }
  | { readonly kind: 'no-roll'; readonly date: string; readonly why: 'working-day' | 'custody' | 'rule' }
  | { readonly kind: 'provisional'; readonly date: string; readonly calendar: string; readonly missing: string };

export interface Due {
  /** Last moment, ms UTC; on time iff t <= at. */
  readonly at: number;
  /** Legal date of `at`. */
  readonly date: string;
  /** Exact to the hour or minute (a period in hours), so the time is to be shown. */
  readonly exact: boolean;
  readonly provisional: boolean;
  readonly steps: readonly DerivationStep[];
}

export type ObligationState =
  | 'met'
  | 'met-late'
  | 'running'
  | 'overdue'
  | 'open-undated'
  | 'never-done'
  | 'reminded'
  | 'asleep'
  | 'withdrawn'
  | 'superseded'
  | 'moot';

/** What is owed and until when. [5] `origin: clock` – the duty at a clock's end. */
export interface Obligation {
  readonly key: string;
  readonly origin: 'response' | 'clock' | 'initial';
  /** Relation or clock id. */
  readonly relation: string;
  readonly cite: string;
  /** Act id that opened it; null for an initial one without opening act. */
  readonly source: string | null;
  /** Subject of the act that opened it. */
  readonly sourceSubject?: string | null;
  readonly subject: string | null;
  readonly targets: readonly string[];
  /** Targets that are included now. */
  readonly offered: readonly string[];
  readonly openedAt: number;
  readonly due: Due | null;
  readonly state: ObligationState;
  /** The clock that gives the date is paused. */
  readonly paused?: { readonly since: string; readonly daysLeft: number };
  readonly alertOnly: boolean;
  readonly ifOverdue?: string;
  readonly metBy?: string;
  readonly endedAt?: number;
  readonly lateByMs?: number;
  /** Legal date of the act minus legal date of due, for calendar periods. */
  readonly lateDays?: number;
  readonly flags: readonly (
    | 'reopened-by-correction'
    | 'ended-excluded'
    | 'ended-cancelled'
    | 'day-precision'
    | 'carried'
  )[];
}

export interface ClockState {
  readonly clock: string;
  readonly subject: string | null;
  readonly status: 'idle' | 'running' | 'paused' | 'expired' | 'stopped';
  readonly startedAt: string | null;
  readonly due: Due | null;
  readonly pausedSince?: string;
  readonly daysLeft?: number;
  readonly run: number;
  readonly restarts: number;
  readonly extensions: readonly { readonly act: string; readonly period: string; readonly cite: string }[];
  /** What could still extend it in this run. */
  readonly mayExtend: readonly { readonly act: string; readonly period: string; readonly cite: string }[];
  readonly history: readonly {
    readonly op: 'start' | 'pause' | 'resume' | 'extend' | 'restart' | 'stop';
    readonly act: string;
    readonly date: string;
    readonly cite: string;
  }[];
}

export interface SlotState {
  readonly act: string;
  readonly subject: string | null;
  readonly included: boolean;
  /** Acts (ids) that exclude it now, last first; [] and not included = initially. */
  readonly excludedBy: readonly { readonly act: string; readonly relation: string; readonly cite: string }[];
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  readonly lastAct: string | null;
  readonly pending: boolean;
}

/** Why an act is not possible: code, the rule, the act that set it, the article. [3.1] */
export type Reason = { readonly relation: string; readonly cite: string; readonly subject: string | null } & (
  | {
      readonly code: 'excluded';
      readonly by: string | null;
      readonly bySince: number | null;
      readonly others: readonly string[];
    }
  | { readonly code: 'condition-missing'; readonly anyOf: readonly string[]; readonly missingField?: string }
  | { readonly code: 'too-early'; readonly earliest: number; readonly after: string }
  | { readonly code: 'milestone-open'; readonly act: string; readonly obligations: readonly string[] }
  | { readonly code: 'out-of-time'; readonly ended: number; readonly due: Due }
  | { readonly code: 'not-authorised'; readonly rank: string }
  | { readonly code: 'data'; readonly field: string; readonly problem: 'missing' | 'type' | 'value' | 'guard' }
  | {
      readonly code: 'extension-spent' | 'extension-out-of-time' | 'restart-limit';
      readonly clock: string;
      readonly limit: number;
    }
  | { readonly code: 'unknown-act' | 'not-opened' | 'unknown-subject' | 'closed' }
);

export type ViolationKind =
  | 'excluded'
  | 'condition-missing'
  | 'too-early'
  | 'milestone-open'
  | 'out-of-time'
  | 'not-authorised'
  | 'data'
  | 'late'
  | 'overdue'
  | 'never-done'
  | 'limit-exceeded'
  | 'extension-out-of-time'
  | 'restart-limit'
  | 'extension-spent';

export interface Violation {
  readonly key: string;
  readonly kind: ViolationKind;
  readonly relation: string;
  readonly cite: string;
  readonly subject: string | null;
  /** Act (id) that departed; absent for overdue and never-done. */
  readonly act?: string;
  readonly actType?: string;
  /** Obligation key for time kinds. */
  readonly obligation?: string;
  readonly targets?: readonly string[];
  readonly at: number;
  readonly due?: Due;
  readonly byMs?: number;
  readonly byDays?: number;
  readonly blame?: string | null;
  /** The blocking source act types, for condition-missing and milestone-open. */
  readonly sources?: readonly string[];
  /** The subject of the blocking slot where it is not that of the act (scopes all, others). */
  readonly sourceSubject?: string | null;
}

export interface Note {
  readonly kind:
    | 'unknown-act'
    | 'undetermined'
    | 'repeat-kept'
    | 'pause-after-expiry'
    | 'basis-removed'
    | 'start-ignored'
    | 'recorded-although';
  readonly relation?: string;
  readonly cite?: string;
  readonly act?: string;
  readonly subject?: string | null;
  /** Field that is missing, for undetermined. */
  readonly field?: string;
  readonly text: string;
}

export interface SubjectState {
  readonly id: string;
  readonly kind: string;
  readonly enteredAt: number;
  readonly left: number | null;
  readonly outcome: { readonly id: string; readonly act: string; readonly at: number } | null;
}

/** The fold of a case's acts, seen at `now`. Everything a screen or a figure needs, nothing hidden. */
export interface CaseState {
  readonly procedure: Procedure;
  readonly now: number;
  /** Effective acts in replay order, derived ones in their place and marked. */
  readonly acts: readonly Act[];
  readonly annulled: readonly { readonly act: string; readonly by: string }[];
  readonly opened: boolean;
  readonly closed: number | null;
  readonly atRest: boolean;
  readonly outcome: { readonly id: string; readonly act: string; readonly at: number } | null;
  /** Every present subject (or the case) has an outcome. */
  readonly concluded: number | null;
  readonly subjects: readonly SubjectState[];
  readonly slots: readonly SlotState[];
  readonly obligations: readonly Obligation[];
  readonly clocks: readonly ClockState[];
  readonly store: { readonly case: Data; readonly subjects: Readonly<Record<string, Data>> };
  readonly violations: readonly Violation[];
  readonly notes: readonly Note[];
}

export interface World {
  readonly calendar: Calendar;
  /** Facts of the office (level, kind) that guards may read as case.FIELD. [15] */
  readonly office: Data;
}

export interface Proposal {
  readonly type: string;
  readonly subject: string | null;
  readonly at: number;
  readonly precision?: 'ms' | 'day';
  /** Absent: asked as if its own fields were still to be filled (no `data` reasons; a guard over act.* that is then unknown does not block). */
  readonly data?: Data;
  /** Rank of the person who would decide; absent: authority is not asked. */
  readonly authority?: string;
}
export interface Judgement {
  readonly allowed: boolean;
  readonly reasons: readonly Reason[];
  /** Lowest rank that may decide, after `if`s; `none` where it is not the office's decision. */
  readonly rank: string;
  readonly rankCite: string;
}

export type Result<T, E = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };
