import { ANY, CASE, groupOf, type Marking, peek, presentOf, type Slot } from './marking.ts';
import type { ActType, Relation, Value } from './types.ts';

/** One source of a blocking rule: the slots of one subject (or of the case) that answer for it together. [3.2a, 4] */
export interface Group {
  readonly subject: string | null;
  readonly members: readonly { readonly type: ActType; readonly slot: Slot }[];
}
export interface Sources {
  /** `all`: every group must answer; `any`: one is enough. */
  readonly reading: 'all' | 'any';
  readonly groups: readonly Group[];
}

/** Source slots of a blocking rule seen from its target. [4] */
export function sourcesOf(
  m: Marking,
  relation: Pick<Relation, 'scope' | 'via'>,
  from: readonly string[],
  target: ActType,
  subject: string | null,
): Sources {
  const types = from.flatMap((id) => m.plan.acts.get(id)?.type ?? []);
  const ofCase = types.filter((type) => type.subject === null);
  const kinds = [...new Set(types.flatMap((type) => (type.subject === null ? [] : [type.subject])))];
  const group = (id: string | null): Group => ({
    subject: id,
    members: types
      .filter((type) => type.subject === null || (id !== null && kindOf(m, id, type.subject)))
      .map((type) => ({ type, slot: peek(m, type, type.subject === null ? CASE : groupOf(id)) })),
  });
  if (kinds.length === 0) return { reading: 'all', groups: [group(null)] };
  const same = target.subject !== null && kinds.includes(target.subject) && relation.scope === 'same';
  if (same) return { reading: 'all', groups: [group(subject)] };
  const linked = relation.via === undefined ? null : linkOf(m, relation.via, subject);
  const everyone = kinds.flatMap((kind) => presentOf(m, kind, target.subject === kind ? subject : null));
  const scoped = everyone.filter(
    (id) => (relation.scope !== 'others' || id !== subject) && (relation.via === undefined || id === linked),
  );
  const groups = scoped.map(group);
  if (relation.scope !== 'any') return { reading: 'all', groups };
  return { reading: 'any', groups: groups.length === 0 && ofCase.length > 0 ? [group(null)] : groups };
}

/** A subject not yet in the case may be of any kind. */
const kindOf = (m: Marking, id: string, kind: string): boolean => (m.subjects.get(id)?.kind ?? kind) === kind;

/** The subject that a subject's link field names (item.owner, victim.of). */
function linkOf(m: Marking, field: string, subject: string | null): string | null {
  const value: Value | undefined = subject === null ? undefined : m.facts.subjects.get(subject)?.get(field);
  return typeof value === 'string' ? value : null;
}

/**
 * Subjects at which an effect of an act lands: the same one, the case (null), or those present. [4]
 * `types`: the target act types that share one duty.
 */
export function targetsOf(
  m: Marking,
  relation: Pick<Relation, 'scope' | 'via'>,
  types: readonly ActType[],
  source: ActType,
  subject: string | null,
): readonly (string | null)[] {
  const kinds = [...new Set(types.flatMap((type) => (type.subject === null ? [] : [type.subject])))];
  if (kinds.length === 0) return [null];
  if (source.subject !== null && kinds.includes(source.subject)) {
    if (relation.scope === 'others') return presentOf(m, source.subject).filter((id) => id !== subject);
    return relation.scope === 'same' ? [subject] : presentOf(m, source.subject);
  }
  const linked = relation.via === undefined ? null : linkOf(m, relation.via, subject);
  const present = kinds
    .flatMap((kind) => presentOf(m, kind))
    .filter((id) => relation.via === undefined || id === linked);
  return present.length === 0 && types.some((type) => type.subject === null) ? [null] : present;
}

/** Groups whose slot answers for a target of a duty: its subject, the case, or any subject. */
export const groupFor = (type: ActType, subject: string | null): string =>
  type.subject === null ? CASE : subject === null ? ANY : subject;

/** Whether a target of a duty can be done: its slot is included (for a duty of the case: at some subject). */
export function isOffered(m: Marking, type: ActType, subject: string | null): boolean {
  const group = groupFor(type, subject);
  if (group !== ANY) return peek(m, type, group).included;
  const present = presentOf(m, type.subject!);
  return present.length === 0 || present.some((id) => peek(m, type, id).included);
}
