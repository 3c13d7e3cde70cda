import type { Shaping } from '../calendar.ts';
import type { Period, Value } from '../types.ts';
import type { Columns, DataColumn } from './columns.ts';
import type { CompiledClock, Effect, Opening, Program } from './program.ts';
import type { SwiftAct } from './swift.ts';
import type { Tally } from './tally.ts';
import type { Basis, ColumnViolation } from './violation.ts';
import type { WatchedDuty } from './watched.ts';

export const NONE = -1;

/** A running, paused or stopped run of a clock. */
export interface Run {
  readonly clock: CompiledClock;
  readonly group: number;
  readonly event: number;
  readonly anchor: number;
  readonly field: string | undefined;
  readonly length: Period;
  /** Its length stands in the procedure, so its plain end is in a table. */
  readonly tabled: boolean;
  readonly shaping: Shaping[];
  /** Acts that extended this run. */
  readonly extensions: string[];
  status: 'running' | 'paused' | 'stopped';
  pausedAt: number;
  ended: End | null;
  hasEnded: boolean;
  /** NaN: it has not. */
  stoppedAt: number;
  duty: number;
}
/** An end in time, with what it was counted from. */
export interface End {
  readonly at: number;
  readonly basis: Basis;
}
export interface ClockRecord {
  readonly clock: CompiledClock;
  readonly group: number;
  run: Run | null;
  restarts: number;
  readonly extended: Map<string, number>;
}

/** An effect of an act of the case on subjects who enter later. [4] */
export interface Later {
  readonly id: string;
  readonly what: Opening | Effect;
  readonly event: number;
}

/** What an act of the clock did, which stands in no column; events below −1 mean these. */
export interface Derived {
  readonly id: string;
  readonly code: number;
  readonly group: number;
  readonly at: number;
}

/**
 * The marking of the one case at hand, in typed arrays that are used again for the next case. Group 0 is the case, the others are its
 * subjects in the order of their entry; a slot is `group * n + act`. [2, 14]
 */
export interface State {
  readonly p: Program;
  readonly n: number;
  readonly words: number;
  readonly tally: Tally;
  columns: Columns;
  cols: (DataColumn | undefined)[];
  /** Acts that have to be looked at rule by rule each time, in these columns. */
  exact: Uint8Array;
  /** Acts of the case that can be done the swift way, in these columns; null: not. */
  swift: (SwiftAct | null)[];
  swiftActs: boolean;
  emit: ((violation: ColumnViolation) => void) | null;
  watch: ((duty: WatchedDuty) => void) | null;
  caseNr: number;
  start: number;
  now: number;
  groups: number;
  capacity: number;
  /** Executed, included, pending (an open duty, asleep or not), done at a known moment. */
  ex: Int32Array;
  inn: Int32Array;
  pe: Int32Array;
  la: Int32Array;
  last: Float64Array;
  lastEvent: Int32Array;
  count: Int32Array;
  /** Last exclusion of a slot; −1: initially. */
  exRule: Int32Array;
  exEvent: Int32Array;
  kind: Int32Array;
  code: Int32Array;
  groupOfCode: Int32Array;
  outcome: Uint8Array;
  closedAt: Float64Array;
  closedEvent: Int32Array;
  caseFacts: (Value | undefined)[];
  latest: (Value | undefined)[];
  subjectFacts: (Value | undefined)[][];
  openingOf: (Value | undefined)[][];
  /** The same of opening acts of the case alone; `openingOf[0]` is of all. */
  openingOfCase: (Value | undefined)[];
  opened: number;
  anyClosed: boolean;
  at: number;
  /** Custody before the act at hand, by group; null: as it is. */
  heldBefore: Map<number, boolean> | null;
  later: Later[];
  derived: Derived[];
  ticked: Set<string>;
  records: (ClockRecord | undefined)[][];
  /** Clock records in the order of their making. */
  made: ClockRecord[];
  /** Duties, open ones in a chain by their rule. */
  duties: Duties;
  /** Duties met in time by the swift way, by duty rule; added to the counts at the end. */
  met: Int32Array;
  head: Int32Array;
  tail: Int32Array;
  freeList: number[];
  used: number;
  order: number;
  ticking: number;
  notAllowed: number;
  /** Found by `anchorOf`. */
  anchorLo: number;
  anchorHi: number;
}

export interface Duties {
  size: number;
  rule: Int32Array;
  source: Int32Array;
  /** Group of the act that opened it, −1: of the case. */
  sourceGroup: Int32Array;
  /** Group of the subject it is about (0: the case), and of its target slots. */
  subject: Int32Array;
  group: Int32Array;
  /** When it was opened; kept only where duties are watched. */
  opened: Float64Array;
  due: Float64Array;
  held: Float64Array;
  anchor: Float64Array;
  fuzzy: Float64Array;
  /** The field that its anchor stands in was filled. */
  fielded: Uint8Array;
  order: Int32Array;
  next: Int32Array;
  previous: Int32Array;
  /** NaN: awake. */
  asleep: Float64Array;
  /** What was due when it fell asleep; null: nothing. */
  asleepEnd: (End | null)[];
  /** Targets taken away for good, by place. */
  cancelled: Int32Array;
  run: (Run | null)[];
  alive: Uint8Array;
}

const duties = (size: number): Duties => ({
  size,
  rule: new Int32Array(size),
  source: new Int32Array(size),
  sourceGroup: new Int32Array(size),
  subject: new Int32Array(size),
  group: new Int32Array(size),
  opened: new Float64Array(size),
  due: new Float64Array(size),
  held: new Float64Array(size),
  anchor: new Float64Array(size),
  fuzzy: new Float64Array(size),
  fielded: new Uint8Array(size),
  order: new Int32Array(size),
  next: new Int32Array(size),
  previous: new Int32Array(size),
  asleep: new Float64Array(size).fill(Number.NaN),
  asleepEnd: new Array<End | null>(size).fill(null),
  cancelled: new Int32Array(size),
  run: new Array<Run | null>(size).fill(null),
  alive: new Uint8Array(size),
});

/** Places of the rules' own duties hold from the start what never changes there. */
function atHome(all: Duties, rules: number): Duties {
  for (let nr = 0; nr < rules; nr++) all.rule[nr] = nr;
  all.sourceGroup.fill(NONE, 0, rules);
  all.next.fill(NONE, 0, rules);
  all.previous.fill(NONE, 0, rules);
  return all;
}

const NO_COLUMNS: Columns = {
  act: new Uint8Array(0),
  time: new Float64Array(0),
  caseOffsets: new Uint32Array(1),
};

export function newState(p: Program, tally: Tally): State {
  const capacity = 4;
  const n = p.acts.length;
  const { words } = p;
  return {
    p,
    n,
    words,
    tally,
    columns: NO_COLUMNS,
    cols: [],
    exact: new Uint8Array(n),
    swift: new Array<SwiftAct | null>(n).fill(null),
    swiftActs: false,
    emit: null,
    watch: null,
    caseNr: 0,
    start: 0,
    now: 0,
    groups: 1,
    capacity,
    ex: new Int32Array(capacity * words),
    inn: new Int32Array(capacity * words),
    pe: new Int32Array(capacity * words),
    la: new Int32Array(capacity * words),
    last: new Float64Array(capacity * n),
    lastEvent: new Int32Array(capacity * n),
    count: new Int32Array(capacity * n),
    exRule: new Int32Array(capacity * n).fill(NONE),
    exEvent: new Int32Array(capacity * n).fill(NONE),
    kind: new Int32Array(capacity).fill(NONE),
    code: new Int32Array(capacity),
    groupOfCode: new Int32Array(65_536).fill(NONE),
    outcome: new Uint8Array(capacity),
    closedAt: new Float64Array(capacity).fill(Number.NaN),
    closedEvent: new Int32Array(capacity),
    caseFacts: [],
    latest: [],
    subjectFacts: [],
    openingOf: [],
    openingOfCase: [],
    opened: NONE,
    anyClosed: false,
    at: Number.NEGATIVE_INFINITY,
    heldBefore: null,
    later: [],
    derived: [],
    ticked: new Set(),
    records: p.clocks.map(() => []),
    made: [],
    duties: atHome(duties(p.duties.length + 16), p.duties.length),
    met: new Int32Array(p.duties.length),
    head: new Int32Array(p.duties.length).fill(NONE),
    tail: new Int32Array(p.duties.length).fill(NONE),
    freeList: [],
    used: p.duties.length,
    order: 0,
    ticking: 0,
    notAllowed: 0,
    anchorLo: 0,
    anchorHi: 0,
  };
}

const wider = <A extends Int32Array | Float64Array | Uint8Array>(from: A, to: A): A => {
  to.set(from);
  return to;
};

export function growGroups(s: State): void {
  const capacity = s.capacity * 4;
  const { n, words } = s;
  const marks = (from: Int32Array) => wider(from, new Int32Array(capacity * words));
  const slots = (from: Int32Array, fill = 0) => wider(from, new Int32Array(capacity * n).fill(fill));
  s.ex = marks(s.ex);
  s.inn = marks(s.inn);
  s.pe = marks(s.pe);
  s.la = marks(s.la);
  s.last = wider(s.last, new Float64Array(capacity * n));
  s.lastEvent = slots(s.lastEvent);
  s.count = slots(s.count);
  s.exRule = slots(s.exRule, NONE);
  s.exEvent = slots(s.exEvent, NONE);
  s.kind = wider(s.kind, new Int32Array(capacity).fill(NONE));
  s.code = wider(s.code, new Int32Array(capacity));
  s.outcome = wider(s.outcome, new Uint8Array(capacity));
  s.closedAt = wider(s.closedAt, new Float64Array(capacity).fill(Number.NaN));
  s.closedEvent = wider(s.closedEvent, new Int32Array(capacity));
  s.capacity = capacity;
}

export function growDuties(s: State): void {
  const from = s.duties;
  const to = duties(from.size * 2);
  for (const key of [
    'rule',
    'source',
    'sourceGroup',
    'subject',
    'group',
    'order',
    'next',
    'previous',
    'cancelled',
  ] as const)
    to[key].set(from[key]);
  for (const key of ['opened', 'due', 'held', 'anchor', 'fuzzy', 'asleep'] as const) to[key].set(from[key]);
  to.fielded.set(from.fielded);
  to.alive.set(from.alive);
  for (let d = 0; d < from.size; d++) {
    to.asleepEnd[d] = from.asleepEnd[d] ?? null;
    to.run[d] = from.run[d] ?? null;
  }
  s.duties = to;
}

/** Everything as at the start of a case; only what the case before used is cleared. */
export function reset(s: State): void {
  const { p, words } = s;
  for (let g = 1; g < s.groups; g++) s.groupOfCode[s.code[g]!] = NONE;
  for (let w = 0; w < words; w++) {
    s.ex[w] = p.initialCase.executed[w]!;
    s.inn[w] = p.initialCase.included[w]!;
    s.pe[w] = 0;
    s.la[w] = 0;
  }
  if (p.startsExcluded.length > 0) for (const code of p.startsExcluded) s.exRule[code] = NONE;
  if (p.counts) startCounts(s, 0);
  if (s.used > p.duties.length) clearDuties(s);
  s.order = 0;
  s.ticking = 0;
  s.groups = 1;
  s.opened = NONE;
  s.at = Number.NEGATIVE_INFINITY;
  s.notAllowed = 0;
  s.anyClosed = false;
  s.closedAt[0] = Number.NaN;
  s.outcome[0] = 0;
  if (p.keepsData) clearData(s);
  if (s.derived.length > 0) s.derived = [];
  if (s.ticked.size > 0) s.ticked.clear();
  if (s.later.length > 0) s.later = [];
  if (s.made.length > 0) {
    for (const list of s.records) list.length = 0;
    s.made = [];
  }
}

export function startCounts(s: State, group: number): void {
  const base = group * s.n;
  for (const act of s.p.acts)
    s.count[base + act.code] = act.type.initially.executed && (act.kind === NONE) === (group === 0) ? 1 : 0;
}

/** Places beyond those of the rules are free again; `judgeRest` has cleared them. */
function clearDuties(s: State): void {
  s.freeList.length = 0;
  s.used = s.p.duties.length;
}

function clearData(s: State): void {
  s.caseFacts = s.p.caseNames.map(({ initial }) => initial);
  s.latest = [];
  s.subjectFacts = [];
  s.openingOf = [];
  s.openingOfCase = [];
}

/** A copy of an event's place in time for an act of the clock. */
export const derivedOf = (s: State, event: number): Derived => s.derived[-2 - event]!;
