import type { Procedure } from '../types.ts';

/** Why cases of a procedure go the live path instead of the compiled one; the verdict is the same, only slower. */
export function liveReasons(procedure: Procedure): readonly string[] {
  const kinds = new Map(procedure.acts.map(({ id, subject }) => [id, subject]));
  const reasons: string[] = [];
  for (const relation of procedure.relations) {
    const ids = [relation.from, relation.to].flat();
    if (relation.via !== undefined) reasons.push(`${relation.id}: subjects linked by a field (via)`);
    if (ids.some((id) => !kinds.has(id))) reasons.push(`${relation.id}: names an act that the procedure has not`);
    if (relation.kind === 'response' && new Set(relation.to.map((id) => kinds.get(id))).size > 1)
      reasons.push(`${relation.id}: one duty on acts of different kinds of subjects`);
    if (relation.kind === 'response' && relation.to.length === 0)
      reasons.push(`${relation.id}: a duty without an act that meets it`);
    if (relation.kind === 'response' && relation.to.length > 31)
      reasons.push(`${relation.id}: more than 31 alternatives`);
  }
  for (const { id, subject, expiry } of procedure.clocks) {
    if (expiry.kind !== 'duty') continue;
    const owed = new Set(expiry.owed.map((act) => kinds.get(act) ?? null));
    if (!expiry.owed.some((act) => kinds.has(act))) reasons.push(`${id}: a duty without an act that meets it`);
    const others = owed.size > 1 && [...owed].some((kind) => kind !== null && kind !== subject);
    if (others || (subject === null && !owed.has(null)))
      reasons.push(
        `${id}: a clock that acts of subjects of another kind may meet, or a clock of the case that any subject's act may meet`,
      );
  }
  return reasons;
}
