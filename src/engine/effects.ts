import { inForce } from './clocks.ts';
import type { Asked } from './enabled.ts';
import { CASE, type Exclusion, groupOf, type Marking, type Moment, slotAt } from './marking.ts';
import { cancelOn, sleepOrWake } from './obligations.ts';
import type { Effect, Of } from './plan.ts';
import { note } from './records.ts';
import { targetsOf } from './scope.ts';
import { read } from './store.ts';
import type { Act, ActType } from './types.ts';

interface Change {
  readonly type: ActType;
  readonly group: string;
  included: boolean;
  /** The rules of the act that take it out, by id. */
  by: readonly Exclusion[];
  cancel: boolean;
}

/** What the act excludes and includes, decided before anything changes; include wins. [3.2 no. 5] */
export function planEffects(m: Marking, asked: Asked, act: Act): readonly Change[] {
  const changes = new Map<string, Change>();
  const later: Effect[] = [];
  for (const relation of asked.plan.effects) {
    if (!inForce(m, relation, act.at)) continue;
    for (const id of relation.to) {
      const type = m.plan.acts.get(id)?.type;
      if (type === undefined) continue;
      for (const at of targetsOf(m, relation, [type], asked.plan.type, asked.subject)) {
        if (allows(m, relation, act, at ?? asked.subject)) change(changes, relation, type, at, act, asked.when);
      }
      if (relation.scope === 'present-and-later' && type.subject !== null) later.push(relation);
    }
  }
  for (const kind of ['exclude', 'include'] as const)
    for (const relation of later) if (relation.kind === kind) rememberForLater(m, relation.id, act);
  return [...changes.values()];
}

/** What subjects who enter later catch up with, in the order in which it happened; of one act the includes last, since include wins. [4] */
export function rememberForLater(m: Marking, relation: string, act: Act): void {
  m.later.delete(relation);
  m.later.set(relation, { relation, act });
}

function change(
  changes: Map<string, Change>,
  relation: Effect,
  type: ActType,
  subject: string | null,
  act: Act,
  when: Moment,
): void {
  const group = type.subject === null ? CASE : groupOf(subject);
  const key = `${type.id}\u0000${group}`;
  const known = changes.get(key);
  if (relation.kind === 'include') {
    if (known === undefined) changes.set(key, { type, group, included: true, by: [], cancel: false });
    else known.included = true;
    return;
  }
  const by = { act: act.id, from: act.type, at: when.lo, relation: relation.id, cite: relation.cite };
  if (known === undefined) changes.set(key, { type, group, included: false, by: [by], cancel: relation.cancel });
  else {
    known.by = [...known.by, by].sort((a, b) => (a.relation < b.relation ? -1 : 1));
    known.cancel ||= relation.cancel;
  }
}

/** A guard of an effect; unknown: not applied, noted. [3.2] */
export function allows(m: Marking, relation: Effect | Of<'response'>, act: Act, subject: string | null): boolean {
  const { truth, missing } = read(m, relation.when, { subject, data: act.data, at: act.at });
  if (truth !== 'unknown') return truth;
  note(m, 'undetermined', act, subject, `${relation.kind} not applied: ${missing.join(', ')} is missing`, {
    relation: relation.id,
    cite: relation.cite,
    field: missing[0],
  });
  return false;
}

export function apply(m: Marking, changes: readonly Change[], act: Act, when: Moment): void {
  for (const { type, group, included, by, cancel } of changes) {
    const slot = slotAt(m, type, group);
    const was = slot.included;
    slot.included = included;
    if (included) slot.excludedBy = [];
    else
      slot.excludedBy = [
        ...by,
        ...slot.excludedBy.filter((e) => !by.some((one) => e.relation === one.relation && e.from === one.from)),
      ];
    if (was !== included) sleepOrWake(m, type, group, when.lo);
    if (!included && cancel) cancelOn(m, type, group, when, act.id, act.type);
  }
}
