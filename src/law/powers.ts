import type { Result } from '#engine/index.ts';
import { procedureOf } from './lookup.ts';
import { expectedOf } from './source.ts';
import type { LawPack, Powers, Text } from './types.ts';

/** What an office's own power list says: `procedure/act` → rank, or none: by post. */
export type OwnPowers = Readonly<Record<string, string>>;

/**
 * The pack with an office's own power list before the pack's, at whatever level. A name that is no act of the pack, an act that the law
 * leaves to no list, or a rank that is none refuses the whole list with every fault.
 */
export function withOwnPowers(pack: LawPack, own: OwnPowers): Result<LawPack, readonly Text[]> {
  const names = new Map<string, string>(
    Object.values(pack.procedures).flatMap((procedure) =>
      procedure.acts.map((act) => [`${procedure.id}/${act.id}`, act.authority] as const),
    ),
  );
  const ranks = [...pack.ranks.map((rank) => rank.id), 'none'];
  const faults = Object.entries(own).flatMap(([name, rank]): Text[] => {
    const authority = names.get(name);
    if (authority === undefined) {
      const { text } = expectedOf(name, [...names.keys()], 'act of the pack, as procedure/act');
      return [{ zh: `powers：没有行为 ${name}（${text}）`, en: `powers: no act "${name}"; ${text}` }];
    }
    if (authority !== 'list')
      return [
        {
          zh: `powers：${name} 由法律规定的 ${authority} 决定，权力清单不能改变`,
          en: `powers: ${name} is decided by ${authority} by the law; a power list cannot change it`,
        },
      ];
    if (ranks.includes(rank)) return [];
    const { text } = expectedOf(rank, ranks, 'rank');
    return [{ zh: `powers：${name} 没有级别 ${rank}（${text}）`, en: `powers: ${name}: no rank "${rank}"; ${text}` }];
  });
  if (faults.length > 0) return { ok: false, error: faults };
  const without = (acts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(acts).filter(([name]) => own[name] === undefined));
  const powers: Powers = {
    ...pack.powers,
    acts: { ...pack.powers.acts, ...own },
    levels: Object.fromEntries(
      Object.entries(pack.powers.levels).map(([level, one]) => [level, { ...one, acts: without(one.acts) }]),
    ),
  };
  const procedures = Object.fromEntries(
    Object.keys(pack.procedures).map((id) => [id, procedureOf(pack, id, { powers }) ?? pack.procedures[id]!]),
  );
  return { ok: true, value: { ...pack, powers, procedures } };
}
