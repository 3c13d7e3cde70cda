/**
 * Who somebody is and what they may see and do. See README.md.
 *
 *   may(actor, action, facts?): Answer              decided by policies/*.cedar, synchronous, about 1 ms
 *   viewOf(actor, facts): 'whole' | 'clocks' | null null: answer as if it did not exist
 *   deciding(actor, rank, procedure): Deciding      own rank, delegation in force, or the record of a body
 *   scopeOf(actor, width?): Scope[]                 for lists in SQL: OR over scopes, AND within
 *   scopeWhere(eb, scopes), inScope(scopes, facts)
 *
 * Being written: openAccess({store, ...}): Promise<Access> with accounts, sign-in, offices, delegations, trace of reading.
 */
export { may, type Policy, policies, viewOf } from './policy.ts';
export { deciding, rankOf, rankTitles, reaches, roleTitles } from './rank.ts';
export { inScope, scopeOf, scopeWhere } from './scope.ts';
export * from './types.ts';
