import type { Relation } from '#engine/index.ts';
import type { ActFile } from '../schema.ts';

/**
 * Before an act is in force, and after, it needs itself first: it cannot happen. A relation for each side, which restricts only on the days
 * outside; ids `in-force:ACT:from` and `in-force:ACT:to`.
 */
export function outsideForce(act: ActFile): readonly Relation[] {
  const { from, to } = act.in_force ?? {};
  const base = {
    kind: 'condition',
    from: [act.id],
    to: act.id,
    scope: 'same',
    strict: true,
    cite: act.cite,
  } as const;
  return [
    ...(from === undefined ? [] : [{ ...base, id: `in-force:${act.id}:from`, to_date_in_force: from }]),
    ...(to === undefined ? [] : [{ ...base, id: `in-force:${act.id}:to`, from_date_in_force: to }]),
  ];
}

/** The act whose days in force a relation keeps; null: another relation. */
export const forceOf = (relation: string | null): string | null =>
  relation === null ? null : (/^in-force:(.+):(?:from|to)$/.exec(relation)?.[1] ?? null);
