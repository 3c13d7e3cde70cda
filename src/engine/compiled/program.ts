import type { ActPlan, Plan } from '../plan.ts';
import type { ActType, Anchor, Clock, Field, Period, Procedure, Rolls, Value, World } from '../types.ts';
import type { DayOf, Span } from './spans.ts';
import type { State } from './state.ts';
import type { SwiftAct } from './swift.ts';
import type { PeriodOf } from './violation.ts';

/** A guard as a function: 0 false, 1 true, 2 unknown. `event` −1: no data; `group` −1: no subject. */
export type Test = (s: State, event: number, group: number, at: number) => 0 | 1 | 2;

/** Legal days: in force from (inclusive) to (exclusive). */
export interface Force {
  readonly from: number;
  readonly to: number;
}

export interface Rule {
  readonly id: string;
  readonly kind:
    | 'condition'
    | 'milestone'
    | 'window'
    | 'response'
    | 'exclude'
    | 'include'
    | 'clock'
    | 'initial'
    | 'initially'
    | 'closing'
    | 'authority'
    | 'field'
    | 'guard'
    | 'other';
  readonly cite: string;
}

/** Where a blocking rule looks: at the case and the act's own subject together, or at the subjects of some kinds one by one. */
export interface Sources {
  readonly wide: boolean;
  readonly any: boolean;
  readonly others: boolean;
  readonly ofCase: boolean;
  readonly kinds: readonly number[];
  readonly codes: readonly number[];
  /** Members by words: of the case and the own subject (narrow), or of the case and a subject of that kind (wide). */
  readonly own: Int32Array;
  readonly byKind: readonly Int32Array[];
}

interface Blocking {
  readonly rule: number;
  readonly cite: string;
  readonly test: Test | null;
  readonly force: Force | null;
  readonly sources: Sources;
  readonly anchor: Anchor | undefined;
}
export interface Condition extends Blocking {
  readonly strict: boolean;
  readonly delay: Span | null;
  readonly from: readonly string[];
}
export interface Milestone extends Blocking {
  readonly from: string;
}
export interface Window extends Blocking {
  readonly span: Span | null;
  readonly length: Period | null;
  readonly rolls: Rolls;
  /** Its end is the end of this clock; −1: its own length. */
  readonly clock: number;
}

/** Where an effect lands. */
export type Landing =
  | { readonly at: 'case' }
  | { readonly at: 'own' }
  | { readonly at: 'present' | 'others'; readonly kinds: readonly number[] };

export interface Effect {
  readonly rule: number;
  readonly id: string;
  readonly include: boolean;
  readonly cancel: boolean;
  readonly targets: readonly { readonly code: number; readonly landing: Landing }[];
  readonly test: Test | null;
  readonly force: Force | null;
  readonly later: boolean;
}
export interface Opening {
  readonly duty: number;
  readonly landing: Landing;
  readonly test: Test | null;
  readonly force: Force | null;
  readonly later: boolean;
}

/** A rule that opens duties: a response, something pending at the start, the end of a clock. */
export interface DutyRule {
  readonly nr: number;
  readonly rule: number;
  readonly id: string;
  readonly cite: string;
  readonly origin: 'response' | 'initial' | 'clock';
  readonly targets: readonly number[];
  readonly targetIds: readonly string[];
  /** Its targets by words, those beside that are addressed to the case left out. */
  readonly mask: Int32Array;
  /** Targets addressed to the case, of a duty that a subject's acts may meet as well; null: none. */
  readonly caseMask: Int32Array | null;
  /** Begin of the keys of its duties. */
  readonly prefix: string;
  /** Kind its targets are addressed to, but for those of `caseMask`; −1: the case. */
  readonly kind: number;
  readonly again: 'keep' | 'restart' | 'each';
  readonly one: boolean;
  readonly alertOnly: boolean;
  readonly survives: boolean;
  readonly length: Period | null;
  readonly rolls: Rolls;
  readonly span: Span | null;
  /** The end while custody holds, where it does not roll then. */
  readonly held: Span | null;
  readonly anchor: Anchor | undefined;
  /** Its period as departures tell it, from the act or from the date in a field. */
  readonly period: PeriodOf | null;
  readonly fieldedPeriod: PeriodOf | null;
  readonly firstTarget: string;
  /** Opened and met by acts of the case alone: the first open one stands at the place of the rule. */
  readonly home: boolean;
  /** Targets done by the clock. */
  readonly clockActs: readonly number[];
}

export interface CompiledClock {
  readonly nr: number;
  readonly rule: number;
  readonly clock: Clock;
  /** −1: of the case. */
  readonly kind: number;
  readonly span: Span | null;
  readonly held: Span | null;
  readonly test: Test | null;
  readonly force: Force | null;
  /** Duty rule of its end; −1: none. */
  readonly duty: number;
}
export type ClockStep =
  | { readonly op: 'stop' | 'pause' | 'resume' | 'restart' | 'start'; readonly clock: CompiledClock }
  | { readonly op: 'extend'; readonly clock: CompiledClock; readonly extension: Clock['extends'][number] };

export interface CompiledFact {
  readonly ofCase: boolean;
  readonly slot: number;
  readonly from: readonly number[];
  readonly set: readonly { readonly value: Value; readonly test: Test | null }[];
}

export interface CompiledAct {
  readonly code: number;
  readonly id: string;
  readonly type: ActType;
  readonly plan: ActPlan;
  /** −1: addressed to the case. */
  readonly kind: number;
  readonly word: number;
  readonly bit: number;
  /** Single conditions, strict ones and milestones by words: nothing stands in the way where all give zero. [14] */
  readonly cond: Int32Array;
  readonly strict: Int32Array;
  readonly mile: Int32Array;
  /** Has other rules in its way, which have to be looked at each time. */
  readonly exact: boolean;
  readonly conditions: readonly Condition[];
  readonly milestones: readonly Milestone[];
  /** Duty rules that must be met before. */
  readonly before: readonly number[];
  readonly windows: readonly Window[];
  readonly bars: readonly CompiledClock[];
  readonly measured: readonly CompiledClock[];
  readonly sendsAway: readonly CompiledClock[];
  readonly clockSteps: readonly ClockStep[];
  readonly fields: readonly { readonly rule: number; readonly field: Field; readonly column: number }[];
  readonly guard: { readonly rule: number; readonly test: Test; readonly cite: string } | null;
  readonly authority: {
    readonly rule: number;
    readonly if: readonly { readonly test: Test; readonly rank: string; readonly cite: string }[];
  };
  readonly effects: readonly Effect[];
  readonly responses: readonly Opening[];
  /** Duty rules with this act among their targets. */
  readonly owedBy: readonly number[];
  readonly facts: readonly CompiledFact[];
  readonly outcomes: readonly { readonly test: Test | null }[];
  readonly opens: boolean;
  readonly initiallyRule: number;
  readonly closingRule: number;
  /** Its last execution is asked for by some rule. */
  readonly keepsLast: boolean;
  /** Its effects as words, where they are unguarded and stay in its own group; null: planned slot by slot. */
  readonly plainEffects: PlainEffects | null;
  /** Its responses, where they are unguarded and land in the case or at the same subject. */
  readonly plainResponses: readonly { readonly duty: number; readonly ofCase: boolean }[] | null;
}
export interface PlainEffects {
  readonly exclude: Int32Array;
  readonly include: Int32Array;
  readonly excluded: readonly { readonly code: number; readonly rule: number; readonly cancel: boolean }[];
}

export interface Program {
  readonly procedure: Procedure;
  readonly world: World;
  readonly plan: Plan;
  readonly acts: readonly CompiledAct[];
  readonly codes: ReadonlyMap<string, number>;
  readonly swift: readonly (SwiftAct | null)[];
  /** 32-bit words of a marking. */
  readonly words: number;
  readonly kinds: readonly string[];
  readonly rules: readonly Rule[];
  readonly duties: readonly DutyRule[];
  readonly clocks: readonly CompiledClock[];
  /** Names of data fields that something reads. */
  readonly fields: readonly string[];
  /** Of those: read as case.FIELD that may come from the latest act; place in `fields`, or −1. */
  readonly caseNames: readonly {
    readonly name: string;
    readonly column: number;
    readonly initial: Value | undefined;
  }[];
  readonly subjectNames: readonly { readonly name: string; readonly initial: Value | undefined }[];
  readonly openingNames: readonly { readonly name: string; readonly column: number }[];
  readonly custody: Test | null;
  /** Some date changes with custody. */
  readonly datesByCustody: boolean;
  readonly counts: boolean;
  readonly ticks: boolean;
  readonly closes: boolean;
  /** Guards, facts or anchors read values that acts leave behind. */
  readonly keepsData: boolean;
  /** Acts of the case that are excluded at first. */
  readonly startsExcluded: readonly number[];
  readonly initialCase: { readonly included: Int32Array; readonly executed: Int32Array };
  readonly initialSubject: { readonly included: Int32Array; readonly executed: Int32Array };
  /** Duty rules pending at the start, of the case and by kind. */
  readonly pendingCase: readonly number[];
  readonly pendingKind: readonly (readonly number[])[];
  readonly dayOf: DayOf;
  readonly columnOf: (field: string) => number;
  readonly openingSlot: (field: string) => number;
  /** Why every case goes the live path; [] = none has to for the procedure's sake. */
  readonly liveOnly: readonly string[];
}
