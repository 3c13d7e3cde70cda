import { authorityObstacle } from './authority.ts';
import { keepMeasured, operate } from './clocks.ts';
import { close, conclude, reopen } from './closing.ts';
import { dueOf } from './dates.ts';
import { apply, planEffects } from './effects.ts';
import { type Asked, askedOf, measuredEnd, obstaclesTo } from './enabled.ts';
import { dataObstacles } from './form.ts';
import { CASE, groupOf, type Marking, presentOf, slotOf } from './marking.ts';
import { dischargedBy, endDuty } from './obligations.ts';
import type { ActPlan } from './plan.ts';
import { note, violationKey } from './records.ts';
import { planResponses, respond } from './responses.ts';
import { operateOnSubjects } from './severing.ts';
import { heldInCustody, write, writesOf } from './store.ts';
import { enter } from './subjects.ts';
import type { Act, Violation, ViolationKind } from './types.ts';

/** One act, one atomic step: entry of its subject, judgement, effects. Time has been advanced to it. [3.2] */
export function step(m: Marking, act: Act): void {
  m.acts.push(act);
  m.among = act.among === undefined ? null : new Set(act.among);
  happen(m, act);
  m.among = null;
}

function happen(m: Marking, act: Act): void {
  if (act.operation !== undefined) {
    operateOnSubjects(m, act, act.operation);
    return;
  }
  const plan = m.plan.acts.get(act.type);
  if (plan === undefined) {
    note(m, 'unknown-act', act, act.subject, `the procedure ${m.plan.procedure.id} has no act ${act.type}`);
    return;
  }
  if (plan.type.subject !== null && act.subject === null) {
    note(m, 'unknown-act', act, null, `${act.type} is addressed to a ${plan.type.subject}, but names none`);
    return;
  }
  const asked = askedOf(m, plan, act);
  m.at = Math.max(m.at, asked.when.lo);
  if (act.subject !== null) enter(m, act.subject, plan, act, asked.when.lo);
  if (act.derived !== true && act.history === undefined) recordDepartures(m, asked, act);
  perform(m, asked, act);
}

/** Each obstacle is one violation, or a note where it is not decided; `excluded` counts once. [3.2 no. 2, 10] */
function recordDepartures(m: Marking, asked: Asked, act: Act): void {
  let excluded = false;
  const obstacles = [
    ...obstaclesTo(m, asked),
    ...authorityObstacle(m, asked, act.authority),
    ...dataObstacles(m, asked),
  ];
  for (const { reason, certain, missing, sources, blame } of obstacles) {
    const { code, relation, cite } = reason;
    if (code === 'unknown-act' || code === 'not-opened' || code === 'unknown-subject') continue;
    const kind: ViolationKind = code === 'closed' ? 'excluded' : code;
    if (!certain) {
      if (code === 'data' && !relation.startsWith('guard:')) continue;
      const why = missing === undefined ? 'the time of the act is known only to the day' : `${missing} is missing`;
      note(m, 'undetermined', act, asked.subject, `${kind}: ${why}`, { relation, cite, field: missing });
      continue;
    }
    if (kind === 'excluded' && excluded) continue;
    excluded ||= kind === 'excluded';
    const other = reason.subject !== asked.subject ? reason.subject : null;
    const violation: Violation = {
      key: violationKey(m, relation, asked.subject, act.id, kind, other),
      kind,
      relation,
      cite,
      subject: asked.subject,
      act: act.id,
      actType: act.type,
      at: act.at,
      ...(code === 'out-of-time' ? { due: reason.due, byMs: asked.when.lo - reason.due.at } : {}),
      ...(code === 'too-early' ? { byMs: reason.earliest - asked.when.hi } : {}),
      ...(blame === undefined ? {} : { blame }),
      ...(sources === undefined ? {} : { sources }),
      ...(other === null ? {} : { sourceSubject: other }),
    };
    m.violations.push(violation);
  }
}

function perform(m: Marking, asked: Asked, act: Act): void {
  const { plan, subject, when } = asked;
  const { type } = plan;
  const slot = slotOf(m, type, subject);
  const ending = dischargedBy(m, type, type.subject === null ? CASE : groupOf(subject));
  const dues = ending.map((duty) => dueOf(m, duty));
  for (const clock of plan.measured) {
    const due = measuredEnd(m, clock, asked);
    if (due !== null) keepMeasured(m, clock, due, type, act, subject);
  }

  const writes = writesOf(m, plan, subject, act.data, act.at);
  m.heldBefore = writes.length > 0 ? custodyNow(m, plan, subject) : null;
  slot.count += 1;
  slot.firstAt ??= when.lo;
  slot.lastAt = when.lo;
  slot.last = act;
  write(m, writes);
  if (type.subject === null) for (const [name, value] of Object.entries(act.data)) m.latest.set(name, value);
  if (plan.opens) opened(m, act, subject);

  for (const [i, duty] of ending.entries())
    endDuty(m, duty, { how: 'met', when, act: act.id, actType: type.id, due: dues[i] ?? null });

  const changes = planEffects(m, asked, act);
  const responses = planResponses(m, asked, act);
  apply(m, changes, act, when);
  for (const { relation, subject: at } of responses) respond(m, relation, at, act, when, asked.subject);
  for (const operation of plan.clockOps) operate(m, operation, type, act, subject);
  m.heldBefore = null;

  conclude(m, asked, act);
  if (type.reopen) reopen(m, subject);
  if (type.close) close(m, type, act, subject, when);
}

function custodyNow(m: Marking, plan: ActPlan, subject: string | null): ReadonlyMap<string, boolean> {
  const held = new Map([[CASE, heldInCustody(m, null)]]);
  const touched =
    subject !== null
      ? [subject]
      : plan.type.subject === null
        ? [...m.plan.kinds].flatMap((kind) => presentOf(m, kind))
        : [];
  for (const id of touched) held.set(id, heldInCustody(m, id));
  return held;
}

function opened(m: Marking, act: Act, subject: string | null): void {
  if (m.opened === null) {
    m.opened = act;
    for (const duty of m.duties) {
      if (duty.origin !== 'initial' || duty.source !== null || duty.subject !== null || duty.ended !== null) continue;
      duty.source = act.id;
      duty.openedAt = m.at;
    }
  }
  m.opening.all = { ...m.opening.all, ...act.data };
  if (subject === null) m.opening.ofCase = { ...m.opening.ofCase, ...act.data };
  else m.opening.subjects.set(subject, { ...m.opening.subjects.get(subject), ...act.data });
}
