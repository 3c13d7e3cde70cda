import { type Actor, type Deciding, type Rank, type RoleCode, ranks, type Words } from './types.ts';

/**
 * Own rank of each role. A deputy's own rank is that of a head of department; the chief procurator's rank comes to a
 * deputy only by delegation.
 */
const ownRank: Readonly<Record<RoleCode, Rank | null>> = {
  'case-management': null,
  prosecutor: 'prosecutor',
  clerk: null,
  'department-head': 'department-head',
  'chief-procurator': 'chief-procurator',
  'deputy-chief-procurator': 'department-head',
  administrator: null,
};

export const rankTitles: Readonly<Record<Rank, Words>> = {
  prosecutor: { zh: '检察官', en: 'prosecutor' },
  'department-head': { zh: '部门负责人', en: 'head of department' },
  'chief-procurator': { zh: '检察长', en: 'chief procurator' },
  committee: { zh: '检察委员会', en: 'procuratorial committee' },
  'higher-office': { zh: '上级人民检察院', en: 'higher procuratorate' },
};

export const roleTitles: Readonly<Record<RoleCode, Words>> = {
  'case-management': { zh: '案件管理', en: 'case management' },
  prosecutor: { zh: '检察官', en: 'prosecutor' },
  clerk: { zh: '书记员', en: 'clerk' },
  'department-head': { zh: '部门负责人', en: 'head of department' },
  'chief-procurator': { zh: '检察长', en: 'chief procurator' },
  'deputy-chief-procurator': { zh: '副检察长', en: 'deputy chief procurator' },
  administrator: { zh: '系统管理员', en: 'system administrator' },
};

const height = (rank: Rank): number => ranks.indexOf(rank);

/** Is `rank` at least as high as `needed`? */
export const reaches = (rank: Rank, needed: Rank): boolean => height(rank) >= height(needed);

/** The highest own rank among the roles; null for roles that decide nothing. */
export function rankOf(roles: readonly RoleCode[]): Rank | null {
  const held = roles.flatMap((role) => ownRank[role] ?? []);
  return held.reduce<Rank | null>((best, rank) => (best === null || reaches(rank, best) ? rank : best), null);
}

const isRank = (rank: string): rank is Rank => (ranks as readonly string[]).includes(rank);

const isBody = (rank: Rank): boolean => rank === 'committee' || rank === 'higher-office';

/**
 * May the actor decide at `needed` in a procedure (id without version)? Own rank goes before a delegation. What the
 * committee or the higher office decides is recorded by the chief procurator, or by a deputy to whom that is delegated,
 * with the number of the minutes or of the letter as ground.
 */
export function deciding(actor: Actor, needed: string, procedure: string): Deciding {
  if (!isRank(needed)) {
    return {
      allowed: false,
      words: { zh: `不由本院决定（${needed}）`, en: `Not for this office to decide (${needed})` },
    };
  }
  const delegation = actor.delegations.find((held) => held.procedures === null || held.procedures.includes(procedure));
  const best = isBody(needed) ? 'chief-procurator' : needed;
  const own = actor.rank !== null && reaches(actor.rank, best);
  const delegated = delegation !== undefined && reaches(delegation.rank, best);
  if (isBody(needed) && (own || delegated)) return { allowed: true, by: 'record-of-body', needsGround: true };
  if (own) return { allowed: true, by: 'own' };
  if (delegated) return { allowed: true, by: 'delegation', delegation };
  const title = rankTitles[needed];
  return { allowed: false, words: { zh: `由${title.zh}决定；可报请`, en: `The ${title.en} decides; you may ask` } };
}
