import type { Asked, Obstacle } from './enabled.ts';
import type { Marking } from './marking.ts';
import { read } from './store.ts';

/** The lowest rank that may decide an act, and the article that says so; `none`: not the office's decision. [3.1 no. 6] */
export function rankFor(m: Marking, asked: Asked): { readonly rank: string; readonly cite: string } {
  const { authority } = asked.plan.type;
  for (const other of authority.if) {
    const { truth, missing } = read(m, other.when, { subject: asked.subject, data: asked.data, at: asked.at });
    const unasked = asked.data === null && missing.every((name) => name.startsWith('act.'));
    if (truth === true || (truth === 'unknown' && !unasked && isHigher(m, other.rank, authority.rank)))
      return { rank: other.rank, cite: other.cite };
  }
  return { rank: authority.rank, cite: authority.cite };
}

const isHigher = (m: Marking, rank: string, than: string): boolean => {
  const { ranks } = m.plan.procedure;
  return ranks.indexOf(rank) > ranks.indexOf(than);
};

/** Whoever holds a rank may do what a lower one may; a rank outside the order stands alone. */
function suffices(m: Marking, held: string, needed: string): boolean {
  const { ranks } = m.plan.procedure;
  if (held === needed || needed === 'none') return true;
  return ranks.includes(held) && ranks.includes(needed) && ranks.indexOf(held) >= ranks.indexOf(needed);
}

/** Only an act of the office can lack authority. */
export function authorityObstacle(m: Marking, asked: Asked, held: string | undefined): readonly Obstacle[] {
  const { type } = asked.plan;
  if (held === undefined || type.by !== 'office') return [];
  const { rank, cite } = rankFor(m, asked);
  if (suffices(m, held, rank)) return [];
  const reason = {
    code: 'not-authorised',
    relation: `authority:${type.id}`,
    cite,
    subject: asked.subject,
    rank,
  } as const;
  return [{ reason, certain: true }];
}
