/**
 * Who somebody is and what they may see and do. See README.md.
 *
 *   may(actor, action, facts?): Answer              decided by policies/*.cedar, synchronous, about 0.5 ms
 *   viewOf(actor, facts): 'whole' | 'clocks' | null null: answer as if it did not exist
 *   deciding(staffing, actor, rank, procedure): Deciding   own rank, delegation in force, or the record of a body
 *   scopeOf(actor, width?): Scope[]                 for lists in SQL: OR over scopes, AND within
 *   inScope(scopes, facts): boolean
 *   staffing: roles with what they do, and ranks; a law pack has that shape. functionsOf, rankOf(staffing, roles), rankWith(staffing, function)
 *   openAccess({store, zone, staffing, secret, https, hosts}): Promise<Access>
 *   secretIn(dir): Promise<string>                  made once, kept 0600
 *   makeDemoAccounts(access, office, people, now), demoAccounts(staffing, people)   only for the made-up office
 *   schemas                                         zod: Session, Account, Delegation, Reading, ...
 */
export { type Access, type AccessConfig, openAccess } from './access.ts';
export { clientHeader } from './auth.ts';
export { dayIn } from './days.ts';
export { type DemoPerson, demoAccounts, demoPassword, makeDemoAccounts } from './demo.ts';
export { may, type Policy, policies, viewOf } from './policy.ts';
export { deciding, functionsOf, rankOf, rankTitle, rankWith, reaches, roleTitle } from './rank.ts';
export type { ReadingKind } from './readings.ts';
export * as schemas from './schemas.ts';
export { inScope, scopeOf } from './scope.ts';
export { secretIn } from './secret.ts';
export { setOwnPassword } from './signin.ts';
export * from './types.ts';
