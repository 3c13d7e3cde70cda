import { earliestOf, endOf } from './calendar.ts';
import { clocksOf, inForce, recordOf } from './clocks.ts';
import { anchorOf, countedFrom, momentOfAct, runDue } from './dates.ts';
import { clockLimits } from './limits.ts';
import { CASE, groupOf, type Marking, type Moment, peek, type Slot } from './marking.ts';
import { offered, pendingOn } from './obligations.ts';
import type { ActPlan, Of } from './plan.ts';
import { type Group, sourcesOf } from './scope.ts';
import { read } from './store.ts';
import type { ActType, Clock, Data, Due, Guard, Reason, Relation } from './types.ts';

/** An act about to be done. */
export interface Asked {
  readonly plan: ActPlan;
  readonly subject: string | null;
  readonly at: number;
  readonly precision: 'ms' | 'day';
  readonly when: Moment;
  /** null: its own fields are still to be filled, so what is unknown about them does not block. */
  readonly data: Data | null;
}

/**
 * One thing in the way of an act. `certain: false` – not decided: a field is missing (live it blocks, in replay it is a note), or the
 * act's time is known only to the day (never blocks).
 */
export interface Obstacle {
  readonly reason: Reason;
  readonly certain: boolean;
  readonly missing?: string;
  readonly sources?: readonly string[];
  readonly blame?: string | null;
}

/** Everything in the marking that stands against an act: section 3.1 nos. 1 to 5, clocks included. */
export function obstaclesTo(m: Marking, asked: Asked): readonly Obstacle[] {
  const { plan } = asked;
  const found: Obstacle[] = [];
  exclusion(m, asked, found);
  for (const relation of plan.conditions) condition(m, relation, asked, found);
  for (const relation of plan.milestones) milestone(m, relation, asked, found);
  for (const relation of plan.before) before(m, relation, asked, found);
  for (const relation of plan.windows) window(m, relation, asked, found);
  for (const clock of plan.bars) bar(m, clock, asked, found);
  for (const clock of plan.measured) measured(m, clock, asked, found);
  clockLimits(m, asked, found);
  return found;
}

function exclusion(m: Marking, { plan, subject, when }: Asked, found: Obstacle[]): void {
  const group = plan.type.subject === null ? CASE : groupOf(subject);
  const slot = peek(m, plan.type, group);
  const person = subject === null ? undefined : m.subjects.get(subject);
  if (person !== undefined && person.left !== null && person.left <= when.hi) {
    const reason = { code: 'closed', relation: `left:${person.id}`, cite: plan.type.cite, subject } as const;
    found.push({ reason, certain: true, blame: null });
    return;
  }
  const closed = person?.closed ?? m.closed;
  if (closed !== null && closed.at <= when.hi && !plan.type.reopen && !isStillOwed(m, plan.type, group)) {
    const cite = m.plan.acts.get(closed.type)?.type.cite ?? plan.type.cite;
    const reason = { code: 'closed', relation: `close:${closed.type}`, cite, subject } as const;
    found.push({ reason, certain: true, blame: closed.act });
    return;
  }
  if (slot.included) return;
  const [last, ...others] = slot.excludedBy;
  const reason: Reason = {
    code: 'excluded',
    relation: last?.relation ?? `initially:${plan.type.id}`,
    cite: last?.cite ?? plan.type.cite,
    subject,
    by: last?.act ?? null,
    bySince: last?.at ?? null,
    others: others.map((exclusion) => exclusion.act),
  };
  found.push({ reason, certain: true, blame: last?.act ?? null });
}

/** After closing only what is still owed may be done: what the closing act opened, what survives it, and what follows from that. */
const isStillOwed = (m: Marking, type: ActType, group: string): boolean =>
  pendingOn(m, type, group).some((duty) => duty.origin !== 'initial');

/** Whether the guard of a blocking rule lets it bind; unknown binds, except over the act's own fields while they are unasked. [3.1] */
function binding(
  m: Marking,
  guard: Guard | undefined,
  asked: Asked,
  subject: string | null,
): { readonly binds: boolean; readonly missing?: string } {
  const { truth, missing } = read(m, guard, { subject: asked.subject ?? subject, data: asked.data, at: asked.at });
  if (truth !== 'unknown') return { binds: truth };
  const known = asked.data === null ? missing.filter((name) => !name.startsWith('act.')) : missing;
  return known.length === 0 ? { binds: false } : { binds: true, missing: known[0] };
}

function add(found: Obstacle[], obstacle: Obstacle, missing: string | undefined): void {
  if (missing === undefined) found.push(obstacle);
  else found.push({ ...obstacle, certain: false, missing });
}

const isExecuted = (group: Group): boolean => group.members.some(({ slot }) => slot.count > 0);
const isIncluded = (group: Group): boolean => group.members.some(({ slot }) => slot.included);

function condition(m: Marking, relation: Of<'condition'>, asked: Asked, found: Obstacle[]): void {
  if (!inForce(m, relation, asked.at)) return;
  const { reading, groups } = sourcesOf(m, relation, relation.from, asked.plan.type, asked.subject);
  const answers = (group: Group): boolean => isExecuted(group) || (!relation.strict && !isIncluded(group));
  if (reading === 'all') {
    for (const group of groups) {
      if (!answers(group)) missingSource(m, relation, group.subject, [group], asked, found);
      else if (relation.delay !== undefined) delay(m, relation, group.subject, [group], asked, found);
    }
  } else if (!groups.some(isExecuted)) {
    const free = !relation.strict && groups.length > 0 && !groups.some(isIncluded);
    if (!free) missingSource(m, relation, null, groups, asked, found);
  } else if (relation.delay !== undefined) delay(m, relation, null, groups.filter(isExecuted), asked, found);
}

function missingSource(
  m: Marking,
  relation: Of<'condition'>,
  subject: string | null,
  groups: readonly Group[],
  asked: Asked,
  found: Obstacle[],
): void {
  const { binds, missing } = binding(m, relation.when, asked, subject);
  if (!binds) return;
  const included = groups.flatMap((group) => group.members.filter(({ slot }) => slot.included || relation.strict));
  const sources = included.length > 0 ? [...new Set(included.map(({ type }) => type.id))] : relation.from;
  const reason: Reason = {
    code: 'condition-missing',
    relation: relation.id,
    cite: relation.cite,
    subject,
    anyOf: sources,
    ...(missing === undefined ? {} : { missingField: missing }),
  };
  add(found, { reason, certain: true, sources }, missing);
}

/** Of each group the delay counts from the last execution of any member; one group whose delay has run is enough. [3.1 no. 3] */
function delay(
  m: Marking,
  relation: Of<'condition'>,
  subject: string | null,
  groups: readonly Group[],
  asked: Asked,
  found: Obstacle[],
): void {
  let soonest: { readonly at: number; readonly after: string } | null = null;
  for (const group of groups) {
    const last = lastOf(group);
    if (last === null) return;
    const { moment } = anchorOf(m, last, last.subject, relation.anchor);
    const at = earliestOf(
      moment.lo,
      relation.delay!,
      relation.full === true,
      m.world.calendar,
      m.plan.procedure.counting,
    );
    if (soonest === null || at < soonest.at) soonest = { at, after: last.id };
  }
  if (soonest === null || asked.when.lo >= soonest.at) return;
  const { binds, missing } = binding(m, relation.when, asked, subject);
  if (!binds) return;
  const reason: Reason = {
    code: 'too-early',
    relation: relation.id,
    cite: relation.cite,
    subject,
    earliest: soonest.at,
    after: soonest.after,
  };
  add(found, { reason, certain: asked.when.hi < soonest.at, blame: soonest.after }, missing);
}

function lastOf(group: Group): NonNullable<Slot['last']> | null {
  let last: NonNullable<Slot['last']> | null = null;
  for (const { slot } of group.members)
    if (slot.last !== null && (last === null || slot.lastAt! >= last.at)) last = slot.last;
  return last;
}

function milestone(m: Marking, relation: Of<'milestone'>, asked: Asked, found: Obstacle[]): void {
  if (!inForce(m, relation, asked.at)) return;
  const { reading, groups } = sourcesOf(m, relation, [relation.from], asked.plan.type, asked.subject);
  const pending = groups.map((group) => ({
    subject: group.subject,
    duties: group.members.flatMap(({ type, slot }) =>
      slot.included ? pendingOn(m, type, type.subject === null ? CASE : groupOf(group.subject)) : [],
    ),
  }));
  if (reading === 'any' && pending.some(({ duties }) => duties.length === 0)) return;
  for (const { subject, duties } of pending) {
    if (duties.length === 0) continue;
    const { binds, missing } = binding(m, relation.when, asked, subject);
    if (!binds) continue;
    const reason: Reason = {
      code: 'milestone-open',
      relation: relation.id,
      cite: relation.cite,
      subject,
      act: relation.from,
      obligations: duties.map((duty) => duty.key),
    };
    add(found, { reason, certain: true, sources: [relation.from], blame: duties[0]!.source }, missing);
    if (reading === 'any') return;
  }
}

/** `before` on a response: its acts wait while a duty of this very rule is open. [15] */
function before(m: Marking, relation: Of<'response'>, asked: Asked, found: Obstacle[]): void {
  const bySubject = new Map<string | null, string[]>();
  let first: { readonly act: string; readonly source: string | null } | null = null;
  for (const duty of m.openByRelation.get(relation.id) ?? []) {
    if (duty.asleep !== null) continue;
    if (asked.plan.type.subject !== null && duty.subject !== null && duty.subject !== asked.subject) continue;
    first ??= { act: offered(m, duty)[0]?.id ?? relation.to[0]!, source: duty.source };
    bySubject.set(duty.subject, [...(bySubject.get(duty.subject) ?? []), duty.key]);
  }
  if (first === null) return;
  for (const [subject, obligations] of bySubject) {
    const reason: Reason = {
      code: 'milestone-open',
      relation: relation.id,
      cite: relation.cite,
      subject,
      act: first.act,
      obligations,
    };
    found.push({ reason, certain: true, sources: [first.act], blame: first.source });
  }
}

function window(m: Marking, relation: Of<'window'>, asked: Asked, found: Obstacle[]): void {
  if (!inForce(m, relation, asked.at)) return;
  const { reading, groups } = sourcesOf(m, relation, [relation.from], asked.plan.type, asked.subject);
  const ended: { readonly subject: string | null; readonly due: Due; readonly after: string | null }[] = [];
  for (const group of groups) {
    const last = lastOf(group);
    const due = last === null ? null : windowEnd(m, relation, last, group.subject);
    if (due !== null && asked.when.hi > due.at) ended.push({ subject: group.subject, due, after: last!.id });
    else if (reading === 'any') return;
  }
  for (const { subject, due, after } of ended) {
    const { binds, missing } = binding(m, relation.when, asked, subject);
    if (binds) add(found, tooLate(relation, subject, due, asked, after), missing);
    if (reading === 'any') return;
  }
}

function windowEnd(
  m: Marking,
  relation: Of<'window'>,
  last: NonNullable<Slot['last']>,
  subject: string | null,
): Due | null {
  if (relation.clock !== undefined) {
    const clock = m.plan.clocks.get(relation.clock);
    const run = clock === undefined ? null : (recordOf(m, clock, clock.subject === null ? null : subject)?.run ?? null);
    return run === null || run.status === 'stopped' ? null : runDue(m, run);
  }
  if (relation.length === undefined) return null;
  const { moment, field } = anchorOf(m, last, last.subject, relation.anchor);
  const rule = { counting: m.plan.procedure.counting, rolls: relation.rolls, act: last.id, field };
  return endOf(countedFrom(moment, relation.length), relation.length, rule, m.world.calendar, relation.cite);
}

const tooLate = (
  rule: Pick<Relation, 'id' | 'cite'>,
  subject: string | null,
  due: Due,
  asked: Asked,
  after: string | null,
): Obstacle => ({
  reason: { code: 'out-of-time', relation: rule.id, cite: rule.cite, subject, ended: due.at, due },
  certain: asked.when.lo > due.at,
  blame: after,
});

/** `expiry: bar`: after the clock has run out its `bars` come too late. [15] */
function bar(m: Marking, clock: Clock, asked: Asked, found: Obstacle[]): void {
  for (const who of clocksOf(m, clock, asked.plan.type, asked.subject)) {
    const run = recordOf(m, clock, who)?.run ?? null;
    if (run === null) continue;
    const due = runDue(m, run);
    const end = run.ended === null ? asked.when.hi : run.ended.at;
    if (due !== null && end > due.at) found.push(tooLate(clock, who, due, asked, run.act));
  }
}

/** A bar clock that the act itself starts and stops: was the act in time, counted from the date in its field? [15] */
function measured(m: Marking, clock: Clock, asked: Asked, found: Obstacle[]): void {
  const due = measuredEnd(m, clock, asked);
  if (due !== null && asked.when.hi > due.at) found.push(tooLate(clock, asked.subject, due, asked, null));
}

export function measuredEnd(m: Marking, clock: Clock, asked: Asked): Due | null {
  const { plan, subject, data, at } = asked;
  if (clock.length === null || data === null || !inForce(m, clock, at)) return null;
  if (read(m, clock.when, { subject, data, at }).truth !== true) return null;
  const { moment, field } = anchorOf(m, { at, precision: asked.precision, data }, subject, clock.anchors[plan.type.id]);
  if (field === undefined) return null;
  const rule = { counting: m.plan.procedure.counting, rolls: clock.rolls, act: null, field };
  return endOf(countedFrom(moment, clock.length), clock.length, rule, m.world.calendar, clock.cite);
}

export const askedOf = (
  m: Marking,
  plan: ActPlan,
  act: {
    readonly subject: string | null;
    readonly at: number;
    readonly precision?: 'ms' | 'day';
    readonly data: Data | null;
  },
): Asked => ({
  plan,
  subject: plan.type.subject === null ? null : act.subject,
  at: act.at,
  precision: act.precision ?? 'ms',
  when: momentOfAct(m, act),
  data: act.data,
});
