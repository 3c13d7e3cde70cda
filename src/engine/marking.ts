import type { Shaping } from './calendar.ts';
import type { Plan } from './plan.ts';
import type {
  Act,
  ActType,
  Clock,
  Data,
  Due,
  Note,
  Obligation,
  Period,
  Rolls,
  Value,
  Violation,
  World,
} from './types.ts';

/**
 * The marking of one case while it is being folded: private to the engine and changed in place, so that a fold is linear.
 * What leaves the engine is plain data built from it (`verdict.ts`). [2]
 */
export interface Marking {
  readonly plan: Plan;
  readonly world: World;
  /** Slots by subject, then act type; the case is the subject `CASE`. */
  readonly groups: Map<string, Map<string, Slot>>;
  readonly subjects: Map<string, Person>;
  readonly facts: { readonly case: Map<string, Value>; readonly subjects: Map<string, Map<string, Value>> };
  /** Latest data of acts of the case, for `case.FIELD` that is no fact. */
  readonly latest: Map<string, Value>;
  /** Data of opening acts: of all of them, of those of the case, and by subject of its own. */
  readonly opening: { all: Data | null; ofCase: Data | null; readonly subjects: Map<string, Data> };
  readonly duties: Duty[];
  readonly openByRelation: Map<string, Set<Duty>>;
  /** Open duties that an act of the clock would meet. [6] */
  readonly ticking: Set<Duty>;
  /** Clocks by id, then subject. */
  readonly clocks: Map<string, Map<string, ClockRecord>>;
  /** Effects of acts of the case on subjects who enter later. [4] */
  readonly later: Map<string, Later>;
  readonly acts: Act[];
  readonly violations: Violation[];
  readonly notes: Note[];
  /** Clock acts already derived: `type/subject/moment`. */
  readonly derived: Set<string>;
  /** Custody as it stood before the act now being folded, by subject: what that act changes cannot move the date it meets. */
  heldBefore: ReadonlyMap<string, boolean> | null;
  /** Subjects whom the act now being folded knows as present; null: all. [4] */
  among: ReadonlySet<string> | null;
  outcome: Outcome | null;
  closed: Closing | null;
  opened: Act | null;
  /** Latest moment reached. */
  at: number;
}

export const CASE = '';
/** Group of duties of the case that an act at any subject meets. */
export const ANY = '\u0000any';
export const groupOf = (subject: string | null): string => subject ?? CASE;

export interface Outcome {
  readonly id: string;
  readonly act: string;
  readonly at: number;
}
export interface Closing {
  readonly at: number;
  readonly act: string;
  readonly type: string;
}
export interface Person {
  readonly id: string;
  readonly kind: string;
  readonly enteredAt: number;
  left: number | null;
  outcome: Outcome | null;
  closed: Closing | null;
}

export interface Exclusion {
  readonly act: string;
  readonly from: string;
  readonly at: number;
  readonly relation: string;
  readonly cite: string;
}
export interface Slot {
  included: boolean;
  /** Last first; one for each rule and source act type. */
  excludedBy: readonly Exclusion[];
  count: number;
  firstAt: number | null;
  lastAt: number | null;
  last: Act | null;
  readonly open: Set<Duty>;
}

/** An act with its place in time: a moment, or the interval of its day. [6] */
export interface Moment {
  readonly lo: number;
  readonly hi: number;
}

export interface Duty {
  readonly key: string;
  readonly origin: Obligation['origin'];
  readonly relation: string;
  readonly cite: string;
  source: string | null;
  /** Type of the act that opened it; null: nothing did, or a clock. */
  readonly sourceType: string | null;
  readonly sourceSubject: string | null;
  readonly subject: string | null;
  readonly targets: readonly ActType[];
  readonly discharge: 'all' | 'one';
  openedAt: number;
  readonly order: number;
  readonly period: DutyPeriod | null;
  readonly run: Run | null;
  readonly alertOnly: boolean;
  readonly ifOverdue?: string;
  readonly survivesClose: boolean;
  readonly cancelled: Set<string>;
  /** Since when no target can be done, and what was due then. */
  asleep: { readonly at: number; readonly due: Due | null } | null;
  ended: Ending | null;
  /** Due dates already counted: while the date rolls, and while custody holds it. */
  readonly counted: [Due | null, Due | null];
}
export interface DutyPeriod {
  readonly anchor: Moment;
  readonly act: string;
  readonly field?: string;
  readonly length: Period;
  readonly rolls: Rolls;
}
export interface Ending {
  readonly how: 'met' | 'withdrawn' | 'superseded' | 'never-done' | 'carried';
  readonly when: Moment;
  readonly act: string;
  readonly actType: string;
  readonly due: Due | null;
}

export interface ClockRecord {
  readonly clock: Clock;
  readonly subject: string | null;
  run: Run | null;
  runs: number;
  restarts: number;
  /** Extensions over all runs, by act type. */
  readonly extended: Map<string, number>;
  readonly history: {
    readonly op: ClockHistoryOp;
    readonly act: string;
    readonly date: string;
    readonly cite: string;
  }[];
}
export type ClockHistoryOp = 'start' | 'pause' | 'resume' | 'extend' | 'restart' | 'stop';

export interface Run {
  readonly record: ClockRecord;
  readonly act: string;
  readonly anchor: number;
  readonly field?: string;
  readonly length: Period;
  readonly startedAt: number;
  status: 'running' | 'paused' | 'stopped';
  readonly shaping: Shaping[];
  readonly extensions: {
    readonly act: string;
    readonly type: string;
    readonly period: string;
    readonly cite: string;
  }[];
  pausedAt: number | null;
  ended: { readonly at: number; readonly due: Due | null } | null;
  /** The duty to act before the end, while it is open. */
  duty: Duty | null;
  counted: [Due | null, Due | null];
}

export interface Later {
  readonly relation: string;
  readonly act: Act;
}

export function emptyMarking(plan: Plan, world: World): Marking {
  return {
    plan,
    world,
    groups: new Map(),
    subjects: new Map(),
    facts: { case: new Map(), subjects: new Map() },
    latest: new Map(),
    opening: { all: null, ofCase: null, subjects: new Map() },
    duties: [],
    openByRelation: new Map(),
    ticking: new Set(),
    clocks: new Map(),
    later: new Map(),
    acts: [],
    violations: [],
    notes: [],
    derived: new Set(),
    heldBefore: null,
    among: null,
    outcome: null,
    closed: null,
    opened: null,
    at: Number.NEGATIVE_INFINITY,
  };
}

/** The slot of an act type, made with its initial values when first asked for. */
export function slotAt(m: Marking, type: ActType, group: string): Slot {
  let slots = m.groups.get(group);
  if (slots === undefined) {
    slots = new Map();
    m.groups.set(group, slots);
  }
  let slot = slots.get(type.id);
  if (slot === undefined) {
    slot = freshSlot(type);
    slots.set(type.id, slot);
  }
  return slot;
}

/** The same for reading: nothing is kept for a subject that is not in the case. */
export const peek = (m: Marking, type: ActType, group: string): Slot =>
  m.groups.get(group)?.get(type.id) ?? freshSlot(type);

const freshSlot = (type: ActType): Slot => ({
  included: type.initially.included,
  excludedBy: [],
  count: type.initially.executed ? 1 : 0,
  firstAt: null,
  lastAt: null,
  last: null,
  open: new Set(),
});

export const slotOf = (m: Marking, type: ActType, subject: string | null): Slot =>
  slotAt(m, type, type.subject === null ? CASE : groupOf(subject));

/** Subjects of a kind who are in the case; `extra` one who is about to enter. */
export function presentOf(m: Marking, kind: string, extra?: string | null): readonly string[] {
  const present: string[] = [];
  for (const person of m.subjects.values())
    if (person.kind === kind && person.left === null && (m.among === null || m.among.has(person.id)))
      present.push(person.id);
  if (extra !== undefined && extra !== null && !m.subjects.has(extra)) present.push(extra);
  return present;
}

export const undecidedOf = (m: Marking, kind: string): readonly string[] =>
  presentOf(m, kind).filter((id) => m.subjects.get(id)!.outcome === null);
