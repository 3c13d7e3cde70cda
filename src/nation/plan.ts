import {
  type Act,
  type CaseState,
  type Data,
  fold,
  judge,
  type Obligation,
  type Reason,
  type Value,
  type World,
} from '#engine/index.ts';
import type { ActInfo, LawProcedure } from '#law/index.ts';

/** Stands in a step's data where the day of the act itself belongs. */
export const OWN_DAY = '@day';
/** Stands where the charge belongs. */
export const OFFENCE = '@offence';

/** A goal that is no act of the law: the person of `who` goes on in a proceeding of their own. */
export const SEVER = '@sever';

/** Something that a course must come to. `who`: 0 the case, k the k-th subject; without it every subject of the act's kind. */
export interface Goal {
  readonly act: string;
  readonly who?: number;
  readonly data?: Data;
}
export interface PlanOf {
  readonly law: LawProcedure;
  /** Which of the opening acts; without it the first. */
  readonly open?: string;
  readonly subjects: number;
  readonly goals: readonly Goal[];
  /** What fields of that name say, whatever the act. */
  readonly facts: Data;
  /** By subject (from 0), over `facts`. */
  readonly own?: readonly Data[];
  /** Acts that are not done of one's own accord, even where they would discharge something. */
  readonly without?: readonly string[];
  /** Subjects that enter when it opens; the others by a goal of their own. Without it, all. */
  readonly opensWith?: readonly number[];
  /** What has happened to its people in the proceeding that they were severed from; then nothing opens it. */
  readonly past?: readonly Act[];
  /** Where the walk stands in time, ms UTC: the law in force that day is asked. */
  readonly at: number;
}
export interface Step {
  readonly act: string;
  readonly who: number;
  readonly data: Data;
  readonly authority: string | null;
}
export interface Planned {
  readonly steps: readonly Step[];
  readonly acts: readonly Act[];
  readonly state: CaseState;
}

const MINUTE = 60_000;
const OPEN: ReadonlySet<string> = new Set(['running', 'overdue', 'open-undated', 'reminded']);
const DEEPEST = 6;
const MOST_STEPS = 120;

interface Walk {
  readonly of: PlanOf;
  readonly world: World;
  readonly steps: Step[];
  readonly acts: Act[];
  at: number;
  state: CaseState;
  later: readonly Goal[];
}

export const subjectName = (who: number): string | null => (who === 0 ? null : `s${who}`);
const whoIs = (subject: string | null): number => (subject === null ? 0 : Number(subject.slice(1)));

/**
 * Walks a procedure to its goals: asks the live engine at each step what stands in the way, does that first, and does what has become
 * owed. Throws RangeError where the law does not let the course come to its goals.
 */
export function plan(of: PlanOf, world: World): Planned {
  const walk: Walk = {
    of,
    world,
    steps: [],
    acts: [...(of.past ?? [])],
    at: of.at,
    state: stateOf(of, world, of.past ?? [], of.at),
    later: of.goals,
  };
  const opening = of.open ?? of.law.openedBy[0]!;
  for (const who of of.past === undefined ? whoOf(walk, opening, undefined) : [])
    if (who === 0 || of.opensWith?.includes(who) !== false) perform(walk, opening, who, {});
  for (const [nr, goal] of of.goals.entries()) {
    walk.later = of.goals.slice(nr);
    discharge(walk);
    if (goal.act === SEVER) sever(walk, goal.who ?? 1);
    else for (const who of whoOf(walk, goal.act, goal.who)) reach(walk, goal.act, who, goal.data ?? {}, 0);
  }
  walk.later = [];
  discharge(walk);
  return { steps: walk.steps, acts: walk.acts, state: walk.state };
}

/** Casework takes a person out: what is owed to them goes along. */
function sever(walk: Walk, who: number): void {
  walk.steps.push({ act: SEVER, who, data: {}, authority: null });
  walk.acts.push({
    ...happened(walk, 'sever', null),
    data: {},
    operation: { kind: 'sever', subjects: [subjectName(who)!] },
  });
  pass(walk);
}

/** The next act of the walk, without what it says. */
function happened({ steps, at }: Walk, type: string, subject: string | null): Omit<Act, 'data'> {
  const seq = steps.length;
  return { id: `#${seq}`, type, subject, at, precision: 'ms', recordedAt: at, seq };
}

function pass(walk: Walk): void {
  walk.at += MINUTE;
  walk.state = stateOf(walk.of, walk.world, walk.acts, walk.at);
}

function stateOf(of: PlanOf, world: World, acts: readonly Act[], at: number): CaseState {
  return fold(of.law.procedure, acts, world, { now: at });
}

function whoOf(walk: Walk, act: string, who: number | undefined): readonly number[] {
  const info = infoOf(walk, act);
  if (info.subject === null) return [0];
  return who === undefined ? Array.from({ length: Math.max(1, walk.of.subjects) }, (_, k) => k + 1) : [who];
}

function infoOf(walk: Walk, act: string): ActInfo {
  const info = walk.of.law.acts.find((one) => one.id === act);
  if (info === undefined) throw new RangeError(`${walk.of.law.id}: no act “${act}”`);
  return info;
}

/** Does an act, and before it whatever the law wants before. */
function reach(walk: Walk, act: string, who: number, over: Data, depth: number): void {
  const { law } = walk.of;
  if (law.procedure.acts.find((one) => one.id === act)?.by === 'clock') {
    wait(walk, act);
    return;
  }
  const seen = new Set<string>();
  for (let round = 0; round < 30; round++) {
    const data = fill(walk, act, who, over);
    const judgement = judge(walk.state, { type: act, subject: subjectName(who), at: walk.at, data }, walk.world);
    const against = judgement.reasons.filter(({ code }) => code !== 'not-authorised');
    if (against.length === 0) {
      perform(walk, act, who, over);
      return;
    }
    const reason = against[0]!;
    const key = JSON.stringify(reason);
    if (depth >= DEEPEST || seen.has(key) || !clear(walk, reason, who, depth)) {
      const why = `${reason.code} by ${reason.relation} ${JSON.stringify(reason)}`;
      throw new RangeError(`${law.id}: ${act} (${who}) after ${walk.steps.map((one) => one.act).join(' ')}: ${why}`);
    }
    seen.add(key);
  }
  throw new RangeError(`${law.id}: ${act}: nothing clears the way`);
}

/** Lets time pass until the engine derives an act of the clock. */
function wait(walk: Walk, act: string): void {
  const due = walk.state.obligations.find((duty) => OPEN.has(duty.state) && duty.offered.includes(act))?.due;
  if (due === undefined || due === null) throw new RangeError(`${walk.of.law.id}: no clock runs to “${act}”`);
  walk.at = Math.max(walk.at, due.at + MINUTE);
  walk.state = stateOf(walk.of, walk.world, walk.acts, walk.at);
}

/** Takes one reason away; false: nothing does. */
function clear(walk: Walk, reason: Reason, who: number, depth: number): boolean {
  switch (reason.code) {
    case 'too-early':
      walk.at = Math.max(walk.at + MINUTE, reason.earliest);
      walk.state = stateOf(walk.of, walk.world, walk.acts, walk.at);
      return true;
    case 'condition-missing':
      return anyOf(
        walk,
        reason.anyOf.map((act) => ({ act, who: addressee(walk, act, reason.subject, who) })),
        depth,
      );
    case 'milestone-open': {
      const duties = walk.state.obligations.filter((duty) => reason.obligations.includes(duty.key));
      const acts = duties.flatMap((duty) =>
        (duty.offered.length > 0 ? duty.offered : duty.targets).map((act) => ({
          act,
          who: addressee(walk, act, duty.subject, who),
        })),
      );
      return anyOf(
        walk,
        acts.length > 0 ? acts : [{ act: reason.act, who: addressee(walk, reason.act, reason.subject, who) }],
        depth,
      );
    }
    default:
      return false;
  }
}

const addressee = (walk: Walk, act: string, subject: string | null, who: number): number =>
  infoOf(walk, act).subject === null ? 0 : subject === null ? Math.max(who, 1) : whoIs(subject);

function anyOf(walk: Walk, acts: readonly { readonly act: string; readonly who: number }[], depth: number): boolean {
  const wanted = acts.filter(({ act }) => walk.later.some((goal) => goal.act === act));
  const rest = acts.filter((one) => !wanted.includes(one) && walk.of.without?.includes(one.act) !== true);
  for (const { act, who } of [...wanted, ...rest]) {
    const before = { steps: walk.steps.length, at: walk.at, state: walk.state };
    try {
      const goal = walk.later.find((one) => one.act === act);
      reach(walk, act, who, goal?.data ?? {}, depth + 1);
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      walk.steps.length = before.steps;
      walk.acts.length = (walk.of.past?.length ?? 0) + before.steps;
      walk.at = before.at;
      walk.state = before.state;
    }
  }
  return false;
}

/** Does what is owed and is no goal of its own. */
function discharge(walk: Walk): void {
  const given = new Set<string>();
  for (let round = 0; round < 60; round++) {
    const duty = walk.state.obligations
      .filter((one) => OPEN.has(one.state) && !given.has(one.key) && !isLater(walk, one))
      .sort((a, b) => (a.due?.at ?? 1e15) - (b.due?.at ?? 1e15))[0];
    if (duty === undefined) return;
    const before = walk.steps.length;
    const acts = duty.offered.map((act) => ({ act, who: addressee(walk, act, duty.subject, 1) }));
    if (!anyOf(walk, acts, 1) || (walk.steps.length === before && !duty.offered.some((act) => isOfClock(walk, act))))
      given.add(duty.key);
  }
}

const isLater = (walk: Walk, duty: Obligation): boolean =>
  duty.offered.length === 0 ||
  (walk.later.length > 0 && duty.offered.some((act) => isOfClock(walk, act))) ||
  duty.offered.some((act) => walk.later.some((goal) => goal.act === act));

const isOfClock = (walk: Walk, act: string): boolean =>
  walk.of.law.procedure.acts.find((one) => one.id === act)?.by === 'clock';

function perform(walk: Walk, act: string, who: number, over: Data): void {
  if (walk.steps.length > MOST_STEPS) throw new RangeError(`${walk.of.law.id}: the course does not end`);
  const data = fill(walk, act, who, over);
  const { rank } = judge(walk.state, { type: act, subject: subjectName(who), at: walk.at, data }, walk.world);
  const authority = walk.of.law.procedure.ranks.includes(rank) ? rank : null;
  walk.steps.push({ act, who, data: mark(walk, act, data), authority });
  walk.acts.push({
    ...happened(walk, act, subjectName(who)),
    data,
    ...(authority === null ? {} : { authority }),
  });
  pass(walk);
}

/** Fields of an act: what the goal says, then the course, then the plainest value there is. */
function fill(walk: Walk, act: string, who: number, over: Data): Data {
  const data: Record<string, Value> = {};
  for (const field of infoOf(walk, act).data) {
    const said =
      over[field.name] ?? (who > 0 ? walk.of.own?.[who - 1]?.[field.name] : undefined) ?? walk.of.facts[field.name];
    const value = said === undefined ? plain(walk, field) : said === OWN_DAY ? dayText(walk.at) : said;
    if (value !== undefined && !(field.type === 'enum' && !field.values.some((one) => one.id === value)))
      data[field.name] = value;
  }
  return data;
}

function plain(walk: Walk, field: ActInfo['data'][number]): Value | undefined {
  switch (field.type) {
    case 'date':
      return field.startsPeriod || /_on$|-on$/.test(field.name) ? dayText(walk.at) : undefined;
    case 'boolean':
      return field.required ? false : undefined;
    case 'enum':
      return field.required ? field.values[0]?.id : undefined;
    case 'list':
      return field.required ? [field.values[0]?.id ?? (field.name === 'charges' ? 'theft' : '示例')] : undefined;
    case 'offence':
      return 'theft';
    case 'text':
      return field.required ? '示例' : undefined;
    case 'integer':
    case 'number':
      return field.required ? 1 : undefined;
    case 'person':
      return field.required ? 's1' : undefined;
    default:
      return field.required ? '示例' : undefined;
  }
}

/** What stands in a step's data for the day and the charge of the case that is made of it. */
function mark(walk: Walk, act: string, data: Data): Data {
  const today = dayText(walk.at);
  return Object.fromEntries(
    infoOf(walk, act).data.flatMap(({ name, type }) => {
      const value = data[name];
      if (value === undefined) return [];
      if (type === 'date' && value === today) return [[name, OWN_DAY]];
      if (type === 'offence') return [[name, OFFENCE]];
      return [[name, name === 'charges' ? [OFFENCE] : value]];
    }),
  );
}

/** Legal date of a moment in the pack's zone, which is eight hours ahead of UTC all year. */
const dayText = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
