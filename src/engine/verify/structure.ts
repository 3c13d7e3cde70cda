import type { Guard, Period, Procedure, Relation } from '../types.ts';
import { type Finding, finding, listed, words } from './findings.ts';
import { possible } from './guards.ts';
import { type Of, ofKind, type Relaxed, relaxed, type Void } from './relaxed.ts';
import { guardsOf, type Values } from './values.ts';

/** S2: an act that needs itself first, is included and never excluded, can never happen. */
export function selfConditions(procedure: Procedure): readonly Finding[] {
  const excluded = new Set(ofKind(procedure, 'exclude').flatMap((relation) => relation.to));
  return ofKind(procedure, 'condition').flatMap((relation) => {
    const only = relation.from.every((act) => act === relation.to);
    const act = procedure.acts.find((one) => one.id === relation.to);
    const free = act === undefined || !act.initially.included || act.initially.executed;
    const elsewhere = relation.scope !== 'same' || relation.when !== undefined;
    if (!only || free || elsewhere || excluded.has(relation.to)) return [];
    const message = words(
      `${relation.to} 以自己为前提，且从不被排除，永远不能进行；from: 应为其他行为`,
      `${relation.to} needs itself first and is never ruled out, so it can never happen; expected another act in from:`,
    );
    return [finding('S2', 'self-condition', 'error', message, { acts: [relation.to], relations: [relation.id] })];
  });
}

/** S3: acts that no run can reach. Sound: what is said to be dead is dead. */
export function deadActs(procedure: Procedure, reach: Relaxed, never: Void): readonly Finding[] {
  return procedure.acts
    .filter((act) => !reach.acts.has(act.id))
    .map((act) => {
      const needs = ofKind(procedure, 'condition')
        .filter((relation) => relation.to === act.id && relation.when === undefined)
        .filter((relation) => !relation.from.some((from) => reach.acts.has(from)))
        .map((relation) => relation.id);
      const why = !reach.includable.has(act.id)
        ? words('一开始即被排除，没有规则使其恢复', 'it is ruled out from the start and nothing includes it')
        : never.acts.has(act.id)
          ? words('其自身的条件永远不能满足', 'its own guard can never hold')
          : act.by === 'clock'
            ? words('没有带期限的义务以它为内容', 'nothing with a date makes it fall due')
            : needs.length > 0
              ? words(
                  `其前提（${needs.join('、')}）不能全部满足`,
                  `its conditions (${needs.join(', ')}) cannot all be met`,
                )
              : words('没有可能的启动行为', 'no act that opens the proceeding is possible');
      const message = words(`行为 ${act.id} 永远不能进行：${why.zh}`, `act ${act.id} can never happen: ${why.en}`);
      return finding('S3', 'dead', 'error', message, { acts: [act.id], relations: needs });
    });
}

/**
 * `all` over nobody is true: an act of the case that waits for every subject waits for nothing while there is none. Said where the
 * procedure lets the act be done before anybody has come into the case. [4, E48]
 */
export function nobodyThere(procedure: Procedure, never: Void): readonly Finding[] {
  const kindOf = (id: string): string | null => procedure.acts.find((act) => act.id === id)?.subject ?? null;
  return ofKind(procedure, 'condition').flatMap((relation) => {
    const kinds = new Set(relation.from.map(kindOf).filter((kind) => kind !== null));
    if (relation.scope !== 'all' || kindOf(relation.to) !== null || kinds.size === 0 || never.rules.has(relation.id))
      return [];
    const without = new Set(
      procedure.acts.filter(({ subject }) => subject !== null && kinds.has(subject)).map(({ id }) => id),
    );
    if (!relaxed(procedure, never, { without }).acts.has(relation.to)) return [];
    const message = words(
      `案内没有任何${[...kinds].join('、')}时，规则 ${relation.id} 不约束 ${relation.to}（all 对零个主体恒成立），而 ${relation.to} 届时可以进行；如不应如此，另加 scope: any 的前提，或在 accepted: 中说明理由`,
      `with no ${[...kinds].join(', ')} in the case, rule ${relation.id} does not bind ${relation.to} (all of nobody holds), and ${relation.to} can be done then; expected a condition with scope: any beside it, or a reason in accepted:`,
    );
    return [finding('S4', 'all-of-nobody', 'warning', message, { acts: [relation.to], relations: [relation.id] })];
  });
}

/** S10: guards that never hold, one act that both rules out and brings back, two periods for one thing. */
export function contradictions(procedure: Procedure, values: Values, never: Void): readonly Finding[] {
  return [
    ...neverHolding(procedure, values),
    ...outAndBack(procedure, values, never),
    ...twoPeriods(procedure, values, never),
  ];
}

function neverHolding(procedure: Procedure, values: Values): readonly Finding[] {
  return guardsOf(procedure).flatMap(({ guard, acts, rule }) => {
    if (possible([guard], acts, procedure, values).holds) return [];
    const message = words(`${rule} 的条件永远不能成立`, `the guard of ${rule} can never hold`);
    const clocks = procedure.clocks.some((clock) => clock.id === rule) ? [rule] : [];
    const relations = clocks.length > 0 ? [] : [rule];
    return [finding('S10', 'guard-never', 'warning', message, { acts, relations, clocks })];
  });
}

const isDead = (never: Void, relation: Relation): boolean => never.rules.has(relation.id);
const guardsIn = (...relations: readonly { readonly when?: Guard }[]): readonly Guard[] =>
  relations.flatMap((relation) => (relation.when === undefined ? [] : [relation.when]));
const common = (one: readonly string[], other: readonly string[]): readonly string[] =>
  one.filter((id) => other.includes(id));

function outAndBack(procedure: Procedure, values: Values, never: Void): readonly Finding[] {
  return ofKind(procedure, 'exclude').flatMap((out) =>
    ofKind(procedure, 'include').flatMap((back) => {
      const from = common(out.from, back.from);
      const to = common(out.to, back.to);
      if (from.length === 0 || to.length === 0 || isDead(never, out) || isDead(never, back)) return [];
      if (out.scope !== back.scope || !overlap(out, back)) return [];
      if (!possible(guardsIn(out, back), from, procedure, values).holds) return [];
      const message = words(
        `${listed(from, 'zh')} 在规则 ${out.id} 中排除 ${listed(to, 'zh')}，在规则 ${back.id} 中又使其恢复；以恢复为准`,
        `${listed(from, 'en')} rules out ${listed(to, 'en')} in rule ${out.id} and brings it back in rule ${back.id}; include wins`,
      );
      const severity = out.when === undefined || back.when === undefined ? 'error' : 'warning';
      return [
        finding('S10', 'out-and-back', severity, message, { acts: [...from, ...to], relations: [out.id, back.id] }),
      ];
    }),
  );
}

/** One act opens two duties for the same acts with different periods, each with an article of its own, and both guards can hold. */
function twoPeriods(procedure: Procedure, values: Values, never: Void): readonly Finding[] {
  const dated = ofKind(procedure, 'response').filter(
    (relation): relation is Of<'response'> & { readonly within: Period } =>
      relation.within !== undefined && !isDead(never, relation) && !relation.alertOnly,
  );
  return dated.flatMap((one, i) =>
    dated.slice(i + 1).flatMap((other) => {
      const from = common(one.from, other.from);
      const same = one.to.length === other.to.length && one.to.every((id) => other.to.includes(id));
      if (from.length === 0 || !same || one.within.text === other.within.text || one.scope !== other.scope) return [];
      if (one.cite === other.cite || !overlap(one, other)) return [];
      if (!possible(guardsIn(one, other), from, procedure, values).holds) return [];
      const message = words(
        `${listed(from, 'zh')} 之后 ${listed(one.to, 'zh')} 有两个期限：${one.within.text}（${one.id}）和 ${other.within.text}（${other.id}）`,
        `after ${listed(from, 'en')}, ${listed(one.to, 'en')} has two periods: ${one.within.text} (${one.id}) and ${other.within.text} (${other.id})`,
      );
      return [
        finding('S10', 'two-periods', 'warning', message, {
          acts: [...from, ...one.to],
          relations: [one.id, other.id],
        }),
      ];
    }),
  );
}

const overlap = (one: Relation, other: Relation): boolean =>
  (one.from_date_in_force ?? '') < (other.to_date_in_force ?? '9999') &&
  (other.from_date_in_force ?? '') < (one.to_date_in_force ?? '9999');

/** A role of the office: in whose name it acts, with which rank it decides. */
export interface Role {
  readonly acts: readonly string[];
  readonly rank: string | null;
}

/** S11: every act of the office has a role that may do it and a rank that decides it; pairs for two persons are two acts of the office. */
export function rolesOf(
  procedure: Procedure,
  roles: readonly Role[],
  incompatible: readonly (readonly [string, string])[],
): readonly Finding[] {
  const highest = Math.max(-1, ...roles.map((role) => (role.rank === null ? -1 : procedure.ranks.indexOf(role.rank))));
  const nobody = procedure.acts
    .filter((act) => act.by === 'office')
    .flatMap((act): readonly Finding[] => {
      if (!roles.some((role) => role.acts.includes(act.actor))) {
        const message = words(
          `没有角色以 ${act.actor} 的名义行事，无人可以进行 ${act.id}`,
          `no role acts as ${act.actor}, so nobody may do ${act.id}`,
        );
        return [finding('S11', 'nobody-acts', 'error', message, { acts: [act.id] })];
      }
      const { rank } = act.authority;
      if (rank === 'none' || rank === 'list' || procedure.ranks.indexOf(rank) <= highest) return [];
      const message = words(
        `没有角色具有决定 ${act.id} 的级别 ${rank}`,
        `no role holds the rank ${rank} that decides ${act.id}`,
      );
      return [finding('S11', 'nobody-decides', 'warning', message, { acts: [act.id] })];
    });
  const pairs = incompatible.flatMap(([one, other]): readonly Finding[] => {
    if (one === other) {
      const message = words(`${one} 与自己不相容`, `${one} is said to be incompatible with itself`);
      return [finding('S11', 'pair-of-one', 'error', message, { acts: [one] })];
    }
    const foreign = [one, other].filter((id) => procedure.acts.find((act) => act.id === id)?.by !== 'office');
    if (foreign.length === 0) return [];
    const message = words(
      `${listed(foreign, 'zh')} 不是本院的行为，${one} 与 ${other} 由不同的人进行无从检查`,
      `${listed(foreign, 'en')} is no act of the office, so that ${one} and ${other} are done by two persons cannot be seen to`,
    );
    return [finding('S11', 'pair-outside', 'warning', message, { acts: [one, other] })];
  });
  return [...nobody, ...pairs];
}
