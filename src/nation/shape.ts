import {
  type Act,
  addPeriods,
  type CaseState,
  type Data,
  type Due,
  earliestOf,
  fold,
  type Period,
  parsePeriod,
  type Rolls,
  type Shaping,
  severedActs,
} from '#engine/index.ts';
import { dayOf, FIRST, LAST } from './days.ts';
import type { Kit } from './kit.ts';
import { type Goal, type Planned, plan, type Step, subjectName } from './plan.ts';

/** One proceeding of a course: what it must come to. The acts on the way follow from the law. */
export interface Chapter {
  readonly procedure: string;
  readonly open?: string;
  readonly goals: readonly Goal[];
  readonly facts?: Data;
  readonly own?: readonly Data[];
  readonly without?: readonly string[];
  /** Persons of the case (from 1) that this proceeding is about; without it, all. */
  readonly people?: readonly number[];
  /** Of them (from 1, in their order) those who enter when it opens; the others enter by a goal. Without it, all. */
  readonly opensWith?: readonly number[];
  /** It goes on for a person (number there) whom the proceeding of that place (from 0) severed: right where that happened. */
  readonly severed?: { readonly from: number; readonly who: number };
  /** Days after the end of the proceeding before: at least, at most. */
  readonly after?: readonly [number, number];
  /** `before`: that of the proceeding before. */
  readonly office?: 'same' | 'above' | 'other' | 'before';
  /** Its acts stand within the proceeding before, right after the acts that opened that one. */
  readonly within?: boolean;
}

/** When a step must be done at the latest, or may be done at the earliest. */
export interface Limit {
  readonly step: number;
  /** The step that it is counted from; `pastStep(k)`: step k of the proceeding that the person was severed from. */
  readonly from: number;
  /** Whose duty it is: 0 the case, else the person. */
  readonly who: number;
  readonly relation: string;
  /** By day of `from` (from FIRST): the last day that keeps the limit however the date rolls. */
  readonly safe: Int32Array;
  /** The day that the law names. */
  readonly due: Int32Array;
  readonly earliest: boolean;
  readonly ours: boolean;
  readonly alertOnly: boolean;
  /** A duty; else only the end of a time in which something may be done. */
  readonly duty: boolean;
}

/** The acts of one proceeding in their order, with what the law says about the time between them. */
export interface Shape {
  readonly procedure: string;
  readonly level: string;
  readonly subjects: number;
  readonly steps: readonly Step[];
  readonly limits: readonly Limit[];
  /** The step after which the proceeding is at its end; −1: it never is. */
  readonly closedBy: number;
}

const shapes = new WeakMap<Kit, Map<string, Shape>>();
const tables = new WeakMap<Kit, Map<string, { readonly safe: Int32Array; readonly due: Int32Array }>>();

/** The shape of a chapter, made once; throws RangeError where the law does not allow it. */
export function shapeOf(
  kit: Kit,
  chapter: Chapter,
  subjects: number,
  level: string,
  on: string,
  before?: Before,
): Shape {
  let known = shapes.get(kit);
  if (known === undefined) {
    known = new Map();
    shapes.set(kit, known);
  }
  const { after: _, people: __, office: ___, within: ____, ...rest } = chapter;
  const key = JSON.stringify([rest, subjects, level, on, before]);
  let shape = known.get(key);
  if (shape === undefined) {
    shape = makeShape(kit, chapter, subjects, level, on, before);
    known.set(key, shape);
  }
  return shape;
}

/** The proceeding that a person was severed from. */
export interface Before {
  readonly chapter: Chapter;
  readonly subjects: number;
  readonly who: number;
}

function makeShape(kit: Kit, chapter: Chapter, subjects: number, level: string, on: string, before?: Before): Shape {
  const law = kit.law(chapter.procedure);
  const past =
    before === undefined ? undefined : pastOf(planOf(kit, before.chapter, before.subjects, level, on), before.who);
  const planned = planOf(kit, chapter, subjects, level, on, past);
  // Years later nothing may have run late: what is owed has been done, or the course is no course.
  const later = planned.acts.at(-1)!.at + 3 * 365 * 86_400_000;
  const state = fold(law.procedure, planned.acts, kit.world(level), { now: later });
  const wrong = state.violations.filter((one) => one.kind !== 'never-done' || one.due !== undefined);
  if (wrong.length > 0)
    throw new RangeError(
      `${law.id}: ${planned.steps.map((one) => one.act).join(' ')}: ${wrong.map((one) => `${one.kind} ${one.relation}`).join(', ')}`,
    );
  return {
    procedure: law.id,
    level,
    subjects,
    steps: planned.steps,
    limits: limitsOf(kit, state).filter((limit) => limit.step >= 0),
    closedBy: state.closed !== null || state.concluded !== null ? planned.steps.length - 1 : -1,
  };
}

/** What a severed person brings along: theirs and the case's, as history. The person is the first where they go. */
function pastOf({ acts }: Planned, who: number): readonly Act[] {
  const cut = acts.findIndex((act) => act.operation !== undefined);
  const mine = subjectName(who)!;
  return severedActs(acts.slice(0, cut), [mine], { case: 'before', carry: false }).map((act) => ({
    ...act,
    id: `${PAST}${act.id}`,
    subject: act.subject === null ? null : subjectName(1),
  }));
}

function planOf(
  kit: Kit,
  chapter: Chapter,
  subjects: number,
  level: string,
  on: string,
  past?: readonly Act[],
): Planned {
  const opensAt = Date.parse(`${on}T01:00:00Z`);
  return plan(
    {
      law: kit.law(chapter.procedure),
      subjects,
      goals: chapter.goals,
      facts: chapter.facts ?? {},
      at: Math.max(opensAt, ...(past ?? []).map((act) => act.at + 120_000)),
      ...(past === undefined ? {} : { past }),
      ...(chapter.open === undefined ? {} : { open: chapter.open }),
      ...(chapter.own === undefined ? {} : { own: chapter.own }),
      ...(chapter.without === undefined ? {} : { without: chapter.without }),
      ...(chapter.opensWith === undefined ? {} : { opensWith: chapter.opensWith }),
    },
    kit.world(level),
  );
}

const whoOf = (subject: string | null): number => (subject === null ? 0 : Number(subject.slice(1)));
const PAST = 'before ';
/** A step of the proceeding before, as a number that is none of this one: its own inverse. */
export const pastStep = (step: number): number => -2 - step;
const place = (id: string | null | undefined): number =>
  id?.startsWith('#')
    ? Number(id.slice(1)) - 1
    : id?.startsWith(`${PAST}#`)
      ? pastStep(Number(id.slice(PAST.length + 1)) - 1)
      : -1;

function limitsOf(kit: Kit, state: CaseState): Limit[] {
  const { procedure } = state;
  const limits: Limit[] = [];
  const byOffice = new Set(procedure.acts.filter((act) => act.by === 'office').map((act) => act.id));
  const add = (
    relation: string,
    due: Due,
    step: number,
    rolls: Rolls,
    ours: boolean,
    alertOnly: boolean,
    duty: boolean,
    subject: string | null,
  ): void => {
    const counted = countedFrom(due);
    if (counted === null || step < 0 || counted.from >= step) return;
    const table = tableOf(kit, state, counted, rolls, due);
    for (const { step: by, within } of counted.extended) {
      if (by <= counted.from) continue;
      const before = tableOf(kit, state, { ...counted, periods: within }, rolls, due);
      limits.push({
        step: by,
        from: counted.from,
        who: 0,
        relation,
        ...before,
        earliest: false,
        ours,
        alertOnly,
        duty: false,
      });
    }
    limits.push({
      step,
      from: counted.from,
      who: whoOf(subject),
      relation,
      ...table,
      earliest: false,
      ours,
      alertOnly,
      duty,
    });
  };
  for (const duty of state.obligations) {
    if (duty.due === null || duty.metBy === undefined) continue;
    const relation = procedure.relations.find((one) => one.id === duty.relation);
    const clock = procedure.clocks.find((one) => one.id === duty.relation);
    const rolls = relation?.kind === 'response' ? relation.rolls : (clock?.rolls ?? procedure.counting.rolls);
    add(
      duty.relation,
      duty.due,
      place(duty.metBy),
      rolls,
      duty.targets.some((act) => byOffice.has(act)),
      duty.alertOnly,
      true,
      duty.subject,
    );
  }
  for (const clock of state.clocks) {
    const rule = procedure.clocks.find((one) => one.id === clock.clock);
    const stop = clock.history.findLast((one) => one.op === 'stop');
    if (rule === undefined || clock.due === null || stop === undefined || rule.expiry.kind === 'duty') continue;
    add(rule.id, clock.due, place(stop.act), rule.rolls, true, false, false, clock.subject);
  }
  state.acts.forEach((act, nr) => {
    if (act.derived !== true) return;
    const due = state.obligations.find((duty) => duty.metBy === act.id)?.due;
    const next = state.acts.slice(nr).find((one) => one.derived !== true);
    const counted = due === undefined || due === null ? null : countedFrom(due);
    if (next === undefined || counted === null) return;
    const rule = procedure.clocks.find(({ expiry }) => expiry.kind === 'duty' && expiry.owed.includes(act.type));
    const { due: ends } = tableOf(kit, state, counted, rule?.rolls ?? procedure.counting.rolls, due!);
    const after = ends.map((day) => day + 1);
    limits.push({
      step: place(next.id),
      from: counted.from,
      who: 0,
      relation: act.type,
      safe: after,
      due: after,
      earliest: true,
      ours: true,
      alertOnly: false,
      duty: false,
    });
  });
  for (const rule of procedure.relations) {
    if (rule.kind === 'window' && rule.length !== undefined) {
      for (const [from, to] of pairs(state, [rule.from], rule.to))
        limits.push(limitOf(kit, state, rule.id, from, to, rule.length, rule.rolls));
    }
    if (rule.kind === 'condition' && rule.delay !== undefined) {
      for (const [from, to] of pairs(state, rule.from, rule.to)) {
        const earliest = earliestTable(kit, state, rule.delay, rule.full === true);
        limits.push({
          step: to,
          from,
          who: 0,
          relation: rule.id,
          safe: earliest,
          due: earliest,
          earliest: true,
          ours: true,
          alertOnly: false,
          duty: false,
        });
      }
    }
  }
  return limits;
}

/** The last of the sources before each target, for the same subject where both have one. */
function pairs(state: CaseState, from: readonly string[], to: string): readonly (readonly [number, number])[] {
  return state.acts.flatMap((act, nr) => {
    if (act.type !== to || act.derived === true) return [];
    const source = state.acts
      .slice(0, nr)
      .findLastIndex(
        (one) =>
          from.includes(one.type) && (one.subject === null || act.subject === null || one.subject === act.subject),
      );
    return source < 0 ? [] : [[place(state.acts[source]!.id), place(act.id)] as const];
  });
}

interface Counted {
  readonly from: number;
  readonly periods: readonly Period[];
  /** Acts that lengthened it, each possible only while the time before it ran. */
  readonly extended: readonly { readonly step: number; readonly within: readonly Period[] }[];
}

/** What a due date was counted from, out of the engine's own derivation of it. */
function countedFrom(due: Due): Counted | null {
  let from = -1;
  let periods: Period[] = [];
  let extended: { step: number; within: readonly Period[] }[] = [];
  for (const step of due.steps) {
    if (step.kind === 'start') {
      from = place(step.act);
      periods = [];
      extended = [];
    } else if (step.kind === 'restart') {
      from = place(step.act);
      periods = periods.slice(0, 1);
      extended = [];
    } else if (step.kind === 'add' || step.kind === 'extend') {
      const period = parsePeriod(step.period);
      if (!period.ok) return null;
      if (step.kind === 'extend') extended.push({ step: place(step.act), within: [...periods] });
      periods.push(period.value);
    }
  }
  return from === -1 || periods.length === 0 ? null : { from, periods, extended };
}

function limitOf(
  kit: Kit,
  state: CaseState,
  relation: string,
  from: number,
  step: number,
  period: Period,
  rolls: Rolls,
): Limit {
  const table = tableOf(kit, state, { from, periods: [period], extended: [] }, rolls, null);
  return { step, from, who: 0, relation, ...table, earliest: false, ours: true, alertOnly: false, duty: false };
}

const known = (kit: Kit): Map<string, { readonly safe: Int32Array; readonly due: Int32Array }> => {
  let found = tables.get(kit);
  if (found === undefined) {
    found = new Map();
    tables.set(kit, found);
  }
  return found;
};

/** Deadlines by the day they are counted from, by the engine's own arithmetic: one table for each period that the law knows. */
function tableOf(kit: Kit, state: CaseState, { periods }: Counted, rolls: Rolls, due: Due | null) {
  const { counting } = state.procedure;
  const held = due?.steps.some((step) => step.kind === 'no-roll' && step.why === 'custody') === true;
  const key = `${periods.map((one) => one.text).join('+')} ${rolls} ${held} ${JSON.stringify(counting)}`;
  const all = known(kit);
  let table = all.get(key);
  if (table !== undefined) return table;
  const count = LAST - FIRST + 1;
  const made = { safe: new Int32Array(count), due: new Int32Array(count) };
  const [base, ...more] = periods;
  const shaping: Shaping[] = more.map((by) => ({ kind: 'extend', act: '', by, cite: '' }));
  for (let i = 0; i < count; i++) {
    const at = momentOf(FIRST + i);
    const end = addPeriods(at, base!, shaping, { counting, rolls, custody: held }, kit.pack.calendar, '');
    const plain = addPeriods(at, base!, shaping, { counting, rolls: 'none' }, kit.pack.calendar, '');
    made.due[i] = dayOf(end.date);
    // A period in hours ends during a day: only the day before it is safe whatever the time of day.
    made.safe[i] = Math.min(dayOf(plain.date), made.due[i]!) - (plain.exact ? 1 : 0);
  }
  table = made;
  all.set(key, table);
  return table;
}

function earliestTable(kit: Kit, state: CaseState, delay: Period, full: boolean): Int32Array {
  const key = `earliest ${delay.text} ${full} ${JSON.stringify(state.procedure.counting)}`;
  const all = known(kit);
  let table = all.get(key);
  if (table === undefined) {
    const days = new Int32Array(LAST - FIRST + 1);
    for (let i = 0; i < days.length; i++) {
      const at = earliestOf(
        momentOf(FIRST + i) + 14 * 3_600_000,
        delay,
        full,
        kit.pack.calendar,
        state.procedure.counting,
      );
      days[i] = Math.ceil((at + ZONE) / 86_400_000);
    }
    table = { safe: days, due: days };
    all.set(key, table);
  }
  return table.safe;
}

/** The pack's zone is eight hours ahead of UTC all year. */
export const ZONE = 8 * 3_600_000;
/** Nine in the morning of a legal day, ms UTC. */
export const momentOf = (day: number): number => day * 86_400_000 + 9 * 3_600_000 - ZONE;
