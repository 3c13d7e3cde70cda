import { dueOf } from './dates.ts';
import { ANY, type Duty, type Ending, type Marking, type Moment, slotAt } from './marking.ts';
import { groupFor, isOffered } from './scope.ts';
import type { ActType } from './types.ts';

export type NewDuty = Omit<Duty, 'order' | 'cancelled' | 'asleep' | 'ended' | 'counted'>;

/** Puts a duty on its target slots; with no target included it is born asleep. [3, 5] */
export function openDuty(m: Marking, made: NewDuty): Duty {
  const duty: Duty = {
    ...made,
    order: m.duties.length,
    cancelled: new Set(),
    asleep: null,
    ended: null,
    counted: [null, null],
  };
  m.duties.push(duty);
  for (const type of duty.targets) slotAt(m, type, groupFor(type, duty.subject)).open.add(duty);
  let same = m.openByRelation.get(duty.relation);
  if (same === undefined) {
    same = new Set();
    m.openByRelation.set(duty.relation, same);
  }
  same.add(duty);
  if (duty.targets.some((type) => type.by === 'clock')) m.ticking.add(duty);
  if (offered(m, duty).length === 0) duty.asleep = { at: duty.openedAt, due: null };
  return duty;
}

export function endDuty(m: Marking, duty: Duty, ending: Ending): void {
  duty.ended = ending;
  for (const type of duty.targets) slotAt(m, type, groupFor(type, duty.subject)).open.delete(duty);
  m.openByRelation.get(duty.relation)?.delete(duty);
  m.ticking.delete(duty);
}

/** Targets that are included now and not cancelled for this duty. */
export const offered = (m: Marking, duty: Duty): readonly ActType[] =>
  duty.targets.filter((type) => !duty.cancelled.has(type.id) && isOffered(m, type, duty.subject));

/** Open duties on a slot, those of the case that any subject's act meets included. */
export function openOn(m: Marking, type: ActType, group: string): readonly Duty[] {
  const own = m.groups.get(group)?.get(type.id)?.open;
  const any = type.subject === null ? undefined : m.groups.get(ANY)?.get(type.id)?.open;
  if (own === undefined || own.size === 0) return any === undefined ? [] : [...any];
  return any === undefined ? [...own] : [...own, ...any];
}

/** `pending(x)`: an open duty on the slot that is not asleep. [2] */
export const pendingOn = (m: Marking, type: ActType, group: string): readonly Duty[] =>
  openOn(m, type, group).filter((duty) => duty.asleep === null);

/** The duties that an act at a slot ends. `one`: of each rule the oldest due, ties by the earlier source. [5] */
export function dischargedBy(m: Marking, type: ActType, group: string): readonly Duty[] {
  const open = openOn(m, type, group);
  const first = new Map<string, Duty>();
  for (const duty of open) {
    if (duty.discharge === 'all') continue;
    const other = first.get(duty.relation);
    if (other === undefined || dueMoment(m, duty) < dueMoment(m, other)) first.set(duty.relation, duty);
  }
  return open.filter((duty) => duty.discharge === 'all' || first.get(duty.relation) === duty);
}

const dueMoment = (m: Marking, duty: Duty): number => dueOf(m, duty)?.at ?? Number.POSITIVE_INFINITY;

/** After a slot was excluded or included: duties on it fall asleep or wake. A sleep does not move the due date. [3] */
export function sleepOrWake(m: Marking, type: ActType, group: string, at: number): void {
  for (const duty of openOn(m, type, group)) {
    const awake = offered(m, duty).length > 0;
    if (awake) duty.asleep = null;
    else duty.asleep ??= { at, due: dueOf(m, duty) };
  }
}

/** A cancelling exclude takes this target away for good; with none left the duty is withdrawn. [3, 5] */
export function cancelOn(m: Marking, type: ActType, group: string, when: Moment, act: string, actType: string): void {
  for (const duty of openOn(m, type, group)) {
    duty.cancelled.add(type.id);
    if (duty.targets.every((target) => duty.cancelled.has(target.id)))
      endDuty(m, duty, {
        how: 'withdrawn',
        when,
        act,
        actType,
        due: duty.asleep === null ? dueOf(m, duty) : duty.asleep.due,
      });
  }
}
