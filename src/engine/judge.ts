import { authorityObstacle, rankFor } from './authority.ts';
import { momentOfAct } from './dates.ts';
import { type Asked, askedOf, type Obstacle, obstaclesTo } from './enabled.ts';
import { advance, feed } from './fold.ts';
import { dataObstacles } from './form.ts';
import type { Marking } from './marking.ts';
import { type ActPlan, planOf } from './plan.ts';
import { enter } from './subjects.ts';
import type { CaseState, Judgement, Proposal, Reason, World } from './types.ts';

/** Markings of a state at the moments it was asked about; they are only read. */
const asOf = new WeakMap<CaseState, Map<string, Marking>>();

/** The marking just before an act at a moment: everything up to it has happened, time has come to it and not passed it. */
export function markingAt(
  state: CaseState,
  world: World,
  at: {
    readonly at: number;
    readonly precision?: 'ms' | 'day';
    readonly type?: string;
    readonly subject?: string | null;
  },
): Marking {
  let known = asOf.get(state);
  if (known === undefined) {
    known = new Map();
    asOf.set(state, known);
  }
  const newcomer = entering(state, at);
  const key = `${at.precision ?? 'ms'}/${at.at}/${newcomer === null ? '' : `${newcomer.subject}/${newcomer.type}`}`;
  const made = known.get(key);
  if (made !== undefined && made.world === world) return made;
  const stored = state.acts.filter((act) => act.derived !== true);
  const blank = feed(state.procedure, [], world, at.at);
  const { lo, hi } = momentOfAct(blank, at);
  const m = feed(state.procedure, stored, world, hi);
  advance(m, lo);
  m.at = Math.max(m.at, lo);
  if (newcomer !== null) enter(m, newcomer.subject, newcomer.plan, newcomer, lo);
  known.set(key, m);
  return m;
}

/** A subject who would enter the case by the act asked about. */
function entering(
  state: CaseState,
  { type, subject, at }: { readonly at: number; readonly type?: string; readonly subject?: string | null },
) {
  if (type === undefined || subject === undefined || subject === null) return null;
  const entered = state.subjects.find(({ id }) => id === subject);
  const plan = planOf(state.procedure).acts.get(type);
  if (plan === undefined || (entered !== undefined && entered.enteredAt <= at)) return null;
  return { id: `proposed:${type}`, type, subject, plan, at, data: {} };
}

/**
 * May this be done, and if not, every reason why not. Acts of outside organs get the same reasons (recording what happened is the
 * caller's choice); authority is asked of the office only. Pure. [3.1]
 */
export function judge(state: CaseState, proposal: Proposal, world: World): Judgement {
  const m = markingAt(state, world, proposal);
  const plan = m.plan.acts.get(proposal.type);
  const { subject } = proposal;
  if (plan === undefined) {
    const cite = m.plan.procedure.id;
    return {
      allowed: false,
      reasons: [structural('unknown-act', proposal.type, cite, subject)],
      rank: 'none',
      rankCite: '',
    };
  }
  const asked = askedOf(m, plan, { ...proposal, data: proposal.data ?? null });
  const obstacles = [
    ...structure(m, plan, subject),
    ...obstaclesTo(m, asked),
    ...authorityObstacle(m, asked, proposal.authority),
    ...dataObstacles(m, asked),
  ];
  const reasons = obstacles.filter(blocks).map(({ reason }) => reason);
  return { allowed: reasons.length === 0, reasons, ...ranked(m, asked) };
}

function ranked(m: Marking, asked: Asked): { readonly rank: string; readonly rankCite: string } {
  const { rank, cite } = rankFor(m, asked);
  return { rank: asked.plan.type.by === 'office' ? rank : 'none', rankCite: cite };
}

/** What is undecided blocks where a field is missing, not where only the hour of the day is. [3.1, 6] */
const blocks = ({ certain, missing }: Obstacle): boolean => certain || missing !== undefined;

function structure(m: Marking, plan: ActPlan, subject: string | null): readonly Obstacle[] {
  const { type } = plan;
  const blocked = (code: 'not-opened' | 'unknown-subject'): readonly Obstacle[] => [
    { reason: structural(code, type.id, type.cite, subject), certain: true },
  ];
  if (type.subject !== null && subject === null) return blocked('unknown-subject');
  const person = subject === null ? undefined : m.subjects.get(subject);
  if (type.subject !== null && person !== undefined && person.kind !== type.subject) return blocked('unknown-subject');
  if (plan.opens || m.plan.procedure.opening.length === 0) return [];
  if (m.opened === null) return blocked('not-opened');
  const own = type.subject === null || subject === null || m.opening.subjects.has(subject);
  return own || !opensFor(m, type.subject!) ? [] : blocked('not-opened');
}

/** Whether the procedure is opened for each subject of a kind by an act of its own, and was never opened for the case as a whole. */
const opensFor = (m: Marking, kind: string): boolean => {
  const kinds = m.plan.procedure.opening.map((id) => m.plan.acts.get(id)?.type.subject ?? null);
  return kinds.includes(kind) && (m.opened === null || m.plan.acts.get(m.opened.type)?.type.subject === kind);
};

const structural = (
  code: 'unknown-act' | 'not-opened' | 'unknown-subject',
  type: string,
  cite: string,
  subject: string | null,
): Reason => ({ code, relation: `${code}:${type}`, cite, subject });
