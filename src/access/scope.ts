import type { Actor, OfficeFunction, ProceedingFacts, Scope } from './types.ts';

/**
 * The rows a list may hold, coarsely, for SQL. `width` narrows what the actor asked for: `mine` is what is assigned to
 * them, `desk` their department, `office` all that they may see. It never widens. Empty: nothing.
 */
export function scopeOf(actor: Actor, width: 'mine' | 'desk' | 'office' = 'office'): readonly Scope[] {
  const does = (of: OfficeFunction): boolean => actor.functions.includes(of);
  if (actor.functions.length === 0 || does('keeps-accounts')) return [];
  const { office } = actor;
  const mine: Scope = { office, handler: actor.id };
  if (width === 'mine') return [mine];
  const desk = actor.desk === null ? [] : [{ office, desk: actor.desk }];
  const whole = does('heads-office') || does('receives');
  if (whole) return width === 'desk' && actor.desk !== null ? desk : [{ office }];
  const delegated: readonly Scope[] = does('deputises')
    ? actor.delegations.map((held) => (held.procedures === null ? { office } : { office, procedures: held.procedures }))
    : [];
  const assigned = desk.map((scope) => ({ ...scope, assigned: true as const }));
  const ofDesk = does('heads-desk') ? desk : does('assists') ? assigned : [];
  const ownInDesk = width === 'desk' && actor.desk !== null ? { ...mine, desk: actor.desk } : mine;
  const seen =
    width === 'desk' && actor.desk !== null ? delegated.map((scope) => ({ ...scope, desk: actor.desk! })) : delegated;
  return [ownInDesk, ...ofDesk, ...seen];
}

/** Does a proceeding fall in the scope? */
export function inScope(scopes: readonly Scope[], facts: ProceedingFacts): boolean {
  return scopes.some(
    (scope) =>
      scope.office === facts.office &&
      (scope.desk === undefined || scope.desk === facts.desk) &&
      (scope.handler === undefined || scope.handler === facts.handler) &&
      (scope.procedures === undefined || scope.procedures.includes(facts.procedure)) &&
      (scope.assigned === undefined || facts.handler !== null),
  );
}
