import { dutyKey } from './clocks.ts';
import { type Marking, type Moment, type Person, slotAt } from './marking.ts';
import { openDuty, sleepOrWake } from './obligations.ts';
import type { ActPlan } from './plan.ts';
import { respond } from './responses.ts';
import { factsOf, read, startFacts } from './store.ts';
import type { Act, ActType } from './types.ts';

/** A subject enters by the first act that names it: initial values, initial duties, effects meant for later subjects. [2, 4] */
export function enter(m: Marking, id: string, plan: ActPlan, act: Pick<Act, 'id'>, at: number): void {
  if (m.subjects.has(id)) return;
  const kind = plan.type.subject ?? [...m.plan.kinds][0];
  if (kind === undefined) return;
  const person: Person = { id, kind, enteredAt: at, left: null, outcome: null, closed: null };
  m.subjects.set(id, person);
  startFacts(m, 'subject', factsOf(m, id));
  if (m.closed !== null) return;
  for (const type of m.plan.initially)
    if (type.subject === kind) oweInitially(m, type, id, plan.opens ? act.id : (m.opened?.id ?? null), at);
  for (const later of m.later.values()) catchUp(m, later.relation, later.act, person, { lo: at, hi: at });
}

/** What is pending before any act; it has no date. [2] */
export function oweInitially(
  m: Marking,
  type: ActType,
  subject: string | null,
  source: string | null,
  at: number,
): void {
  openDuty(m, {
    key: dutyKey(m, `initial:${type.id}`, subject, null),
    origin: 'initial',
    relation: `initial:${type.id}`,
    cite: type.cite,
    source,
    sourceType: null,
    sourceSubject: null,
    subject,
    targets: [type],
    discharge: 'all',
    openedAt: at,
    period: null,
    run: null,
    alertOnly: false,
    survivesClose: false,
  });
}

/** `present-and-later`: what an earlier act of the case means for a subject who enters now. [4] */
function catchUp(m: Marking, id: string, act: Act, person: Person, when: Moment): void {
  const relation = m.plan.procedure.relations.find((r) => r.id === id);
  if (
    relation === undefined ||
    act.among?.includes(person.id) === false ||
    read(m, 'when' in relation ? relation.when : undefined, { subject: person.id, data: act.data, at: act.at })
      .truth !== true
  )
    return;
  if (relation.kind === 'response') respond(m, relation, person.id, act, when, null);
  else if (relation.kind === 'exclude' || relation.kind === 'include') {
    for (const target of relation.to) {
      const type = m.plan.acts.get(target)?.type;
      if (type === undefined || type.subject !== person.kind) continue;
      const slot = slotAt(m, type, person.id);
      slot.included = relation.kind === 'include';
      slot.excludedBy = slot.included
        ? []
        : [{ act: act.id, from: act.type, at: when.lo, relation: id, cite: relation.cite }];
      sleepOrWake(m, type, person.id, when.lo);
    }
  }
}
