/**
 * A second, plain implementation of the heart of the semantics (sections 3, 4 default scopes, 5 `keep`), written from the
 * specification with sets and maps only, to hold the fold against. [13.1 no. 8] Not known here: guards, clocks, alternatives,
 * closing, corrections, calendars (periods are exact), scopes other than the plain ones.
 */
import { exactMs } from './period.ts';
import type { Act, Period, Procedure, Relation } from './types.ts';

export interface ReferenceDuty {
  readonly relation: string;
  readonly source: string | null;
  readonly sourceSlot: string;
  readonly target: string;
  readonly due: number | null;
  metAt: number | null;
}
export interface Verdict {
  /** `kind relation act`, for `excluded` without the relation; `late relation target ms`. Sorted. */
  readonly violations: readonly string[];
  /** `relation source target state`, sorted. */
  readonly duties: readonly string[];
  /** `slot included count`, sorted. */
  readonly slots: readonly string[];
}

export const slotName = (act: string, subject: string | null): string =>
  subject === null ? act : `${act}(${subject})`;

/** Relations the reference understands without any choice of reading. */
export function isPlain(relation: Relation, procedure: Procedure): boolean {
  const kind = (id: string) => procedure.acts.find((act) => act.id === id)?.subject ?? null;
  const from = [relation.from].flat();
  const to = [relation.to].flat();
  if (from.length !== 1 || to.length !== 1 || relation.when !== undefined) return false;
  const narrowing = kind(from[0]!) !== null && kind(to[0]!) === null;
  switch (relation.kind) {
    case 'condition':
      return !narrowing || (relation.scope === 'all' && relation.delay === undefined && !relation.strict);
    case 'milestone':
      return !narrowing || relation.scope === 'all';
    case 'window':
      return !narrowing;
    default:
      return true;
  }
}

export function reference(procedure: Procedure, ordered: readonly Act[], until: number): Verdict {
  const subjectKind = new Map(procedure.acts.map((act) => [act.id, act.subject]));
  const included = new Map<string, boolean>();
  const excludedSince = new Map<string, number>();
  const count = new Map<string, number>();
  const last = new Map<string, number>();
  const subjects: string[] = [];
  const duties: ReferenceDuty[] = [];
  const violations: string[] = [];

  function addSlots(subject: string | null): void {
    for (const act of procedure.acts) {
      if ((act.subject === null) !== (subject === null)) continue;
      const slot = slotName(act.id, subject);
      included.set(slot, act.initially.included);
      if (!act.initially.included) excludedSince.set(slot, Number.NEGATIVE_INFINITY);
      count.set(slot, 0);
      if (act.initially.pending)
        duties.push({ relation: 'initial', source: null, sourceSlot: '', target: slot, due: null, metAt: null });
    }
  }
  addSlots(null);

  const isCase = (id: string): boolean => subjectKind.get(id) === null;
  const single = (side: string | readonly string[]): string => [side].flat()[0]!;
  const span = (period: Period): number => exactMs(period);
  const openOn = (slot: string): boolean => duties.some((duty) => duty.target === slot && duty.metAt === null);

  /** Source slots that a blocking relation reads for an act at `subject`. */
  function sourceSlots(from: string, subject: string | null): readonly string[] {
    if (isCase(from)) return [from];
    return subject === null ? subjects.map((one) => slotName(from, one)) : [slotName(from, subject)];
  }
  /** Target slots of an effect of an act at `subject`. */
  function targetSlots(to: string, subject: string | null): readonly string[] {
    if (isCase(to)) return [to];
    return subject === null ? subjects.map((one) => slotName(to, one)) : [slotName(to, subject)];
  }

  for (const act of ordered) {
    if (act.subject !== null && !subjects.includes(act.subject)) {
      subjects.push(act.subject);
      addSlots(act.subject);
    }
    const slot = slotName(act.type, act.subject);
    if (!included.get(slot)) violations.push(`excluded ${act.id}`);
    for (const relation of procedure.relations) {
      if (single(relation.to) !== act.type) continue;
      for (const source of sourceSlots(single(relation.from), act.subject)) {
        const done = count.get(source)! > 0;
        const isIn = included.get(source)!;
        const blocked = (kind: string) => violations.push(`${kind} ${relation.id} ${act.id}`);
        if (relation.kind === 'condition') {
          if (!done && (isIn || relation.strict)) blocked('condition-missing');
          if (done && relation.delay && act.at < last.get(source)! + span(relation.delay)) blocked('too-early');
        }
        if (relation.kind === 'milestone' && isIn && openOn(source)) blocked('milestone-open');
        if (relation.kind === 'window' && done && act.at > last.get(source)! + span(relation.length!))
          blocked('out-of-time');
      }
    }
    count.set(slot, count.get(slot)! + 1);
    last.set(slot, act.at);
    for (const duty of duties) if (duty.target === slot && duty.metAt === null) duty.metAt = act.at;
    const effects = procedure.relations.filter((relation) => single(relation.from) === act.type);
    const reached = (kind: Relation['kind']) =>
      effects
        .filter((relation) => relation.kind === kind)
        .flatMap((relation) => targetSlots(single(relation.to), act.subject));
    const includes = new Set(reached('include'));
    for (const target of reached('exclude')) {
      if (includes.has(target) || !included.get(target)) continue;
      included.set(target, false);
      excludedSince.set(target, act.at);
    }
    for (const target of includes) included.set(target, true);
    for (const relation of effects) {
      if (relation.kind !== 'response') continue;
      for (const target of targetSlots(single(relation.to), act.subject)) {
        const kept = duties.some(
          (duty) =>
            duty.relation === relation.id && duty.sourceSlot === slot && duty.target === target && duty.metAt === null,
        );
        if (kept) continue;
        const due = relation.within === undefined ? null : act.at + span(relation.within);
        duties.push({ relation: relation.id, source: act.id, sourceSlot: slot, target, due, metAt: null });
      }
    }
  }

  const told = duties.map((duty) => {
    const late = (kind: string, ms: number) => violations.push(`${kind} ${duty.relation} ${duty.target} ${ms}`);
    const { due, metAt, target } = duty;
    let state: string;
    if (metAt !== null) {
      state = due === null || metAt <= due ? 'met' : 'met-late';
      if (state === 'met-late') late('late', metAt - due!);
    } else if (included.get(target)) {
      state = due === null ? 'open-undated' : until <= due ? 'running' : 'overdue';
      if (state === 'overdue') late('overdue', until - due!);
    } else {
      const since = excludedSince.get(target)!;
      state = due !== null && due < since ? 'overdue' : 'asleep';
      if (state === 'overdue') late('overdue', since - due!);
    }
    return `${duty.relation} ${duty.source} ${target} ${state}`;
  });
  return {
    violations: violations.sort(),
    duties: told.sort(),
    slots: [...included].map(([slot, isIn]) => `${slot} ${isIn} ${count.get(slot)}`).sort(),
  };
}
