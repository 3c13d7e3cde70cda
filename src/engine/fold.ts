import { type Effective, effective, inOrder } from './corrections.ts';
import { dueOf, momentOfAct } from './dates.ts';
import { type Duty, emptyMarking, type Marking, presentOf } from './marking.ts';
import { offered } from './obligations.ts';
import { planOf } from './plan.ts';
import { note } from './records.ts';
import { withCorrections } from './revised.ts';
import { step } from './step.ts';
import { startFacts } from './store.ts';
import { oweInitially } from './subjects.ts';
import type { Act, ActType, CaseState, Procedure, World } from './types.ts';
import { caseState } from './verdict.ts';

export interface FoldOptions {
  /** The moment of looking, ms UTC: acts after it are not seen, what is due by it is late. */
  readonly now: number;
  /** Only acts recorded by then: the case as it was known. Absent: as corrected now. [8] */
  readonly knownAt?: number;
}

/**
 * The state of one case: its acts folded by the procedure, seen at `now`. Pure; linear in the acts. Every act is executed, also where
 * it was not allowed (a violation then says so). [3-8]
 */
export function fold(procedure: Procedure, acts: readonly Act[], world: World, options: FoldOptions): CaseState {
  const known = options.knownAt === undefined ? acts : acts.filter((act) => act.recordedAt <= options.knownAt!);
  const counting = effective(known);
  const m = run(procedure, counting.acts, world, options.now);
  noteIdle(m, counting);
  const state = caseState(m, options.now, counting.annulled);
  if (counting.annulled.length === 0) return state;
  const before = run(
    procedure,
    known.filter((act) => act.annuls === undefined),
    world,
    options.now,
  );
  return withCorrections(state, caseState(before, options.now, []), known);
}

function noteIdle(m: Marking, { idle }: Effective): void {
  for (const act of idle)
    note(m, 'unknown-act', act, act.subject, `${act.annuls} is no act recorded before its annulment`);
}

/** Folds acts up to and including `now`; time has then passed beyond `now`. */
export function run(procedure: Procedure, acts: readonly Act[], world: World, now: number): Marking {
  const m = feed(procedure, acts, world, now);
  advance(m, now + 1);
  m.at = Math.max(m.at, now);
  return m;
}

/** Folds acts up to and including `until`; what is due at or after the last of them has not happened yet. */
export function feed(procedure: Procedure, acts: readonly Act[], world: World, until: number): Marking {
  const m = emptyMarking(planOf(procedure), world);
  startFacts(m, 'case', m.facts.case);
  const ordered = inOrder(acts, world.calendar);
  const first = ordered[0];
  const start = first === undefined ? until : Math.min(until, momentOfAct(m, first).lo);
  for (const type of m.plan.initially) if (type.subject === null) oweInitially(m, type, null, null, start);
  for (const act of ordered) {
    const { lo } = momentOfAct(m, act);
    if (lo > until) break;
    advance(m, lo);
    step(m, act);
  }
  return m;
}

/** Lets time pass up to just before `to`: acts of the clock whose moment comes are derived and folded. [6] */
export function advance(m: Marking, to: number): void {
  for (let next = nextTick(m, to); next !== null; next = nextTick(m, to)) {
    m.derived.add(tickKey(next));
    m.at = Math.max(m.at, next.at);
    step(m, next);
  }
}

const tickKey = (act: Pick<Act, 'type' | 'subject' | 'at'>): string => `${act.type}/${act.subject ?? ''}/${act.at}`;

/** The act of the clock that comes first before `to`; ties by rule. [3.2 no. 1] */
function nextTick(m: Marking, to: number): Act | null {
  let first: { readonly act: Act; readonly relation: string } | null = null;
  for (const duty of m.ticking) {
    if (duty.asleep !== null) continue;
    const at = dueOf(m, duty)?.at;
    if (at === undefined || at >= to) continue;
    const act = clockAct(m, duty, at);
    if (act === null || m.derived.has(tickKey(act))) continue;
    if (first === null || at < first.act.at || (at === first.act.at && duty.relation < first.relation))
      first = { act, relation: duty.relation };
  }
  return first?.act ?? null;
}

function clockAct(m: Marking, duty: Duty, at: number): Act | null {
  const type = offered(m, duty).find((target) => target.by === 'clock');
  if (type === undefined) return null;
  return {
    id: `clock:${duty.key}`,
    type: type.id,
    subject: subjectOf(m, type, duty),
    at,
    precision: 'ms',
    recordedAt: at,
    seq: Number.MAX_SAFE_INTEGER,
    data: {},
    derived: true,
  };
}

function subjectOf(m: Marking, type: ActType, duty: Duty): string | null {
  if (type.subject === null) return null;
  return duty.subject ?? presentOf(m, type.subject)[0] ?? null;
}
