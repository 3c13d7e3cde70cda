import type { ActType, Procedure, Relation } from '#engine/index.ts';
import type { Path } from '../source.ts';
import type { Context } from './context.ts';

/**
 * The cheap static checks of engine-semantics section 11: S2 (self-condition), S3 (dead act), S10 (include and exclude of one
 * pair), S11 (somebody may do it). S1 is the compiler itself. S4 to S9 need a search and are not done here.
 */
export function checkProcedure(ctx: Context, procedure: Procedure, ruleAt: (relation: string) => Path): void {
  selfConditions(ctx, procedure, ruleAt);
  deadActs(ctx, procedure);
  contradictions(ctx, procedure, ruleAt);
  nobodyMay(ctx, procedure);
}

type Of<K extends Relation['kind']> = Extract<Relation, { readonly kind: K }>;
const all = <K extends Relation['kind']>(procedure: Procedure, kind: K): readonly Of<K>[] =>
  procedure.relations.filter((relation): relation is Of<K> => relation.kind === kind);

function selfConditions(ctx: Context, procedure: Procedure, ruleAt: (relation: string) => Path): void {
  const excluded = new Set(all(procedure, 'exclude').flatMap((relation) => relation.to));
  for (const relation of all(procedure, 'condition')) {
    const only = relation.from.every((act) => act === relation.to);
    const act = procedure.acts.find((one) => one.id === relation.to);
    const free = act === undefined || !act.initially.included || act.initially.executed;
    if (!only || free || excluded.has(relation.to)) continue;
    const message = `${relation.to} needs itself first and is never ruled out, so it can never happen; expected another act in from:`;
    ctx.complain(ruleAt(relation.id), { check: 'S2', message, found: relation.to });
  }
}

/** Acts that no run can reach, by a fixpoint that only ever adds what may be; what it does not reach is dead for certain. */
function deadActs(ctx: Context, procedure: Procedure): void {
  const may = new Set<string>();
  const includable = new Set(procedure.acts.filter((act) => act.initially.included).map((act) => act.id));
  const excludable = new Set(procedure.acts.filter((act) => !act.initially.included).map((act) => act.id));
  const executed = new Set(procedure.acts.filter((act) => act.initially.executed).map((act) => act.id));
  const happened = (act: string): boolean => may.has(act) || executed.has(act);
  const conditions = all(procedure, 'condition').filter((relation) => relation.when === undefined);
  const milestones = all(procedure, 'milestone').filter((relation) => relation.when === undefined);
  const reachable = (act: ActType): boolean =>
    includable.has(act.id) &&
    conditions
      .filter((relation) => relation.to === act.id)
      .every(
        (relation) =>
          relation.from.some(happened) || (!relation.strict && relation.from.every((one) => excludable.has(one))),
      ) &&
    milestones
      .filter((relation) => relation.to === act.id)
      .every(({ from }) => !isPending(procedure, from) || happened(from) || excludable.has(from));
  for (let grown = true; grown; ) {
    grown = false;
    for (const act of procedure.acts) {
      if (may.has(act.id) || !reachable(act)) continue;
      may.add(act.id);
      grown = true;
      for (const relation of all(procedure, 'include'))
        if (relation.from.includes(act.id)) for (const to of relation.to) includable.add(to);
      for (const relation of all(procedure, 'exclude'))
        if (relation.from.includes(act.id)) for (const to of relation.to) excludable.add(to);
    }
  }
  for (const act of procedure.acts) {
    if (may.has(act.id)) continue;
    const needs = conditions.filter((relation) => relation.to === act.id).map((relation) => relation.id);
    const why = includable.has(act.id)
      ? `its conditions (${needs.join(', ')}) cannot all be met`
      : 'it is ruled out from the start and nothing includes it';
    ctx.complain(actPath(ctx, act.id), {
      check: 'S3',
      message: `act ${act.id} can never happen: ${why}`,
      found: act.id,
    });
  }
}

const isPending = (procedure: Procedure, act: string): boolean =>
  procedure.acts.find((one) => one.id === act)?.initially.pending ?? false;

/** One act both rules out and brings back the same act: without guards one of the two is void. */
function contradictions(ctx: Context, procedure: Procedure, ruleAt: (relation: string) => Path): void {
  for (const out of all(procedure, 'exclude')) {
    for (const back of all(procedure, 'include')) {
      const from = out.from.filter((act) => back.from.includes(act));
      const to = out.to.filter((act) => back.to.includes(act));
      if (from.length === 0 || to.length === 0) continue;
      const message = `${from.join(', ')} rules out ${to.join(', ')} here and brings it back in rule ${back.id}; include wins`;
      const fault = { check: 'S10', message, expected: 'one of the two, or a guard on each' };
      if (out.when === undefined || back.when === undefined) ctx.complain(ruleAt(out.id), fault);
      else ctx.warn(ruleAt(out.id), fault);
    }
  }
}

/** Every act of the office has a role that acts in its actor's name, and the rank that decides exists in some role. */
function nobodyMay(ctx: Context, procedure: Procedure): void {
  const roles = ctx.shared.pack.roles;
  const ranks = ctx.shared.pack.ranks.map((rank) => rank.id);
  for (const act of procedure.acts) {
    if (act.by !== 'office') continue;
    if (!roles.some((role) => role.acts.includes(act.actor))) {
      const message = `no role of pack.yaml acts as ${act.actor}, so nobody may do ${act.id}`;
      ctx.complain([...actPath(ctx, act.id), 'actor'], {
        check: 'S11',
        message,
        found: act.actor,
        expected: 'a role with it in acts:',
      });
    }
    const highest = Math.max(-1, ...roles.map((role) => (role.rank === null ? -1 : ranks.indexOf(role.rank))));

    if (act.authority.rank !== 'none' && ranks.indexOf(act.authority.rank) > highest) {
      const message = `no role of pack.yaml holds the rank ${act.authority.rank} that decides ${act.id}`;
      ctx.warn([...actPath(ctx, act.id), 'authority'], { check: 'S11', message, found: act.authority.rank });
    }
  }
}

const actPath = (ctx: Context, act: string): Path => ['acts', ctx.file.acts.findIndex((one) => one.id === act)];
