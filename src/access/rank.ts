import type { Actor, Deciding, OfficeFunction, Rank, RoleCode, Staffing, Words } from './types.ts';

const height = (staffing: Staffing, rank: Rank): number => staffing.ranks.findIndex((one) => one.id === rank);

/** Is `rank` at least as high as `needed`? */
export const reaches = (staffing: Staffing, rank: Rank, needed: Rank): boolean =>
  height(staffing, rank) >= height(staffing, needed);

const rolesOf = (staffing: Staffing, roles: readonly RoleCode[]): Staffing['roles'] =>
  staffing.roles.filter((role) => roles.includes(role.id));

/** The highest own rank among the roles; null for roles that decide nothing. */
export function rankOf(staffing: Staffing, roles: readonly RoleCode[]): Rank | null {
  const held = rolesOf(staffing, roles).flatMap(({ rank }) => rank ?? []);
  return held.reduce<Rank | null>((best, rank) => (best === null || reaches(staffing, rank, best) ? rank : best), null);
}

/** What the roles do in the office. */
export const functionsOf = (staffing: Staffing, roles: readonly RoleCode[]): readonly OfficeFunction[] => [
  ...new Set(rolesOf(staffing, roles).flatMap((role) => role.functions)),
];

const same = (id: string): Words => ({ zh: id, en: id });
export const rankTitle = (staffing: Staffing, rank: Rank): Words =>
  staffing.ranks.find((one) => one.id === rank)?.title ?? same(rank);
export const roleTitle = (staffing: Staffing, role: RoleCode): Words =>
  staffing.roles.find((one) => one.id === role)?.title ?? same(role);

/** The lowest rank of a role with this function; null where none decides. */
export const rankWith = (staffing: Staffing, of: OfficeFunction): Rank | null =>
  staffing.roles
    .flatMap(({ rank, functions }) => (rank !== null && functions.includes(of) ? rank : []))
    .reduce<Rank | null>((least, rank) => (least === null || reaches(staffing, least, rank) ? rank : least), null);

/**
 * May the actor decide at `needed` in a procedure (id without version)? Own rank goes before a delegation. What a body or a higher
 * office decides is recorded by who has the rank that the pack says, also by delegation, with the number of the minutes or of the
 * letter as ground.
 */
export function deciding(staffing: Staffing, actor: Actor, needed: string, procedure: string): Deciding {
  const found = staffing.ranks.find((rank) => rank.id === needed);
  if (!found) {
    return {
      allowed: false,
      words: { zh: `不由本院决定（${needed}）`, en: `Not for this office to decide (${needed})` },
    };
  }
  const delegation = actor.delegations.find((held) => held.procedures === null || held.procedures.includes(procedure));
  const least = found.recordedBy ?? needed;
  const own = actor.rank !== null && reaches(staffing, actor.rank, least);
  const delegated = delegation !== undefined && reaches(staffing, delegation.rank, least);
  if (found.recordedBy !== null && (own || delegated))
    return { allowed: true, by: 'record-of-body', needsGround: true };
  if (own) return { allowed: true, by: 'own' };
  if (delegated) return { allowed: true, by: 'delegation', delegation };
  const { title } = found;
  return {
    allowed: false,
    words: { zh: `由${title.zh}决定；可报请`, en: `The ${title.en.toLowerCase()} decides; you may ask` },
  };
}
