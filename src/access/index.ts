/**
 * Who somebody is and what they may see and do. Being written; planned door:
 *
 *   may(actor, action, facts?): Answer                      policies/*.cedar, synchronous, under 1 ms
 *   deciding(actor, rank, procedure): Deciding              own rank, delegation in force, or record of a body
 *   scopeOf(actor, width?): Scope[]                         for lists in SQL: OR over scopes, AND within
 *   inScope(scopes, facts): boolean
 *   openAccess({store, ...}): Promise<Access>               accounts, sign-in, offices, delegations, trace of reading
 *   Access.actorById(id, now), Access.staff(office), Access.office(id), Access.recordReading(...), Access.readings(...)
 */
export * from './types.ts';
