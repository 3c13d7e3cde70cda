import type { ActType, Clock, Procedure, Relation } from '../types.ts';
import { possible } from './guards.ts';
import { type Values, valuesOf } from './values.ts';

export type Of<K extends Relation['kind']> = Extract<Relation, { readonly kind: K }>;
export const ofKind = <K extends Relation['kind']>(procedure: Procedure, kind: K): readonly Of<K>[] =>
  procedure.relations.filter((relation): relation is Of<K> => relation.kind === kind);

/** What can happen at most, by a fixpoint that only ever adds; what is not in it never happens, for certain. [S3] */
export interface Relaxed {
  readonly acts: ReadonlySet<string>;
  readonly includable: ReadonlySet<string>;
  readonly excludable: ReadonlySet<string>;
}

export interface From {
  /** Acts that do not happen in these runs. */
  readonly without?: ReadonlySet<string>;
  /** … at this subject; another one may do them, so conditions read over several subjects may be met. */
  readonly elsewhere?: boolean;
  /** The marking after an act: what may have happened before, and what that act has ruled out. */
  readonly after?: { readonly happened: ReadonlySet<string>; readonly excluded: ReadonlySet<string> };
}

/** Guards that can never hold, so that their rules are as good as absent. */
export interface Void {
  readonly rules: ReadonlySet<string>;
  readonly acts: ReadonlySet<string>;
}

export function neverTrue(procedure: Procedure, values: Values = valuesOf(procedure)): Void {
  const rules = new Set<string>();
  const acts = new Set<string>();
  for (const relation of procedure.relations) {
    if (relation.when === undefined) continue;
    const blocking = relation.kind === 'condition' || relation.kind === 'milestone' || relation.kind === 'window';
    const meaning = blocking ? [relation.to] : relation.from;
    if (!possible([relation.when], meaning, procedure, values).holds) rules.add(relation.id);
  }
  for (const clock of procedure.clocks)
    if (
      clock.when !== undefined &&
      !possible([clock.when], [...clock.starts, ...clock.restartsOn], procedure, values).holds
    )
      rules.add(clock.id);
  for (const act of procedure.acts)
    if (act.guard !== undefined && !possible([act.guard.when], [act.id], procedure, values).holds) acts.add(act.id);
  return { rules, acts };
}

export function relaxed(procedure: Procedure, never: Void, from: From = {}): Relaxed {
  const without = from.without ?? new Set<string>();
  const acts = new Set<string>();
  const included = (act: ActType): boolean =>
    from.after === undefined ? act.initially.included : !from.after.excluded.has(act.id);
  const includable = new Set(procedure.acts.filter(included).map((act) => act.id));
  const excludable = new Set(procedure.acts.filter((act) => !act.initially.included).map((act) => act.id));
  const executed = new Set(procedure.acts.filter((act) => act.initially.executed).map((act) => act.id));
  if (from.after !== undefined) {
    for (const act of from.after.happened) executed.add(act);
    for (const relation of ofKind(procedure, 'exclude'))
      if (relation.from.some((act) => executed.has(act))) for (const to of relation.to) excludable.add(to);
  }
  const happened = (act: string): boolean => acts.has(act) || executed.has(act);
  const conditions = group(ofKind(procedure, 'condition'));
  const milestones = group(ofKind(procedure, 'milestone'));
  const pending = new Set(procedure.acts.filter((act) => act.initially.pending).map((act) => act.id));
  const opened = (): boolean => procedure.opening.length === 0 || procedure.opening.some(happened);

  const reachable = (act: ActType): boolean => {
    if (!includable.has(act.id) || never.acts.has(act.id)) return false;
    if (act.by === 'clock') return owedInTime(procedure, act.id, never, happened);
    if (!procedure.opening.includes(act.id) && !opened()) return false;
    const met = (conditions.get(act.id) ?? []).every((relation) => {
      if (relation.when !== undefined) return true;
      if (vacuous(procedure, relation, act)) return true;
      if (from.elsewhere === true && relation.scope !== 'same' && relation.from.some((id) => without.has(id)))
        return true;
      return relation.from.some(happened) || (!relation.strict && relation.from.every((one) => excludable.has(one)));
    });
    if (!met) return false;
    return (milestones.get(act.id) ?? []).every(
      (relation) =>
        relation.when !== undefined ||
        from.after !== undefined ||
        vacuous(procedure, { ...relation, from: [relation.from] }, act) ||
        !pending.has(relation.from) ||
        happened(relation.from) ||
        excludable.has(relation.from),
    );
  };

  for (let grown = true; grown; ) {
    grown = false;
    for (const act of procedure.acts) {
      if (acts.has(act.id) || without.has(act.id) || !reachable(act)) continue;
      acts.add(act.id);
      grown = true;
      for (const relation of procedure.relations) {
        if (relation.kind !== 'include' && relation.kind !== 'exclude') continue;
        if (!relation.from.includes(act.id) || never.rules.has(relation.id)) continue;
        for (const to of relation.to) (relation.kind === 'include' ? includable : excludable).add(to);
      }
    }
  }
  return { acts, includable, excludable };
}

function group<R extends { readonly to: string }>(relations: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const by = new Map<string, R[]>();
  for (const relation of relations) by.set(relation.to, [...(by.get(relation.to) ?? []), relation]);
  return by;
}

/** Read over the subjects present, with none present there is nothing to wait for. [4] */
function vacuous(
  procedure: Procedure,
  relation: { readonly from: readonly string[]; readonly scope: Relation['scope']; readonly via?: string },
  target: ActType,
): boolean {
  const kinds = relation.from.map((id) => procedure.acts.find((act) => act.id === id)?.subject ?? null);
  if (kinds.every((kind) => kind === null) || relation.scope === 'any') return false;
  return !(target.subject !== null && kinds.includes(target.subject) && relation.scope === 'same');
}

/** An act of the clock comes about only at the due date of something that names it. [6] */
function owedInTime(procedure: Procedure, act: string, never: Void, happened: (act: string) => boolean): boolean {
  const byRule = ofKind(procedure, 'response').some(
    (relation) =>
      relation.within !== undefined &&
      relation.to.includes(act) &&
      relation.from.some(happened) &&
      !never.rules.has(relation.id),
  );
  return byRule || procedure.clocks.some((clock) => owes(clock, act) && startable(clock, never, happened));
}

const owes = (clock: Clock, act: string): boolean => clock.expiry.kind === 'duty' && clock.expiry.owed.includes(act);
const startable = (clock: Clock, never: Void, happened: (act: string) => boolean): boolean =>
  !never.rules.has(clock.id) && clock.starts.some(happened);
