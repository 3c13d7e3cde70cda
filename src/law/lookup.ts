import { levelCases, levelsOf, rankOf } from './compile/acts.ts';
import type { ActInfo, ClockInfo, LawPack, LawProcedure, RuleInfo, Text } from './types.ts';

const same = (id: string): Text => ({ zh: id, en: id });

/**
 * A procedure as it is in force on a date (`YYYY-MM-DD`; without one: as it stands), with an office's own power list in place of
 * the pack's. null: no such procedure, or not in force then.
 */
export function procedureOf(
  pack: LawPack,
  id: string,
  options: { readonly on?: string; readonly powers?: LawPack['powers'] } = {},
): LawProcedure | null {
  const found = pack.procedures[id];
  if (found === undefined) return null;
  const { from, to } = found.inForce;
  if (options.on !== undefined && ((from !== undefined && options.on < from) || (to !== undefined && options.on >= to)))
    return null;
  return options.powers === undefined ? found : withPowers(pack, found, options.powers);
}

function withPowers(pack: LawPack, found: LawProcedure, powers: LawPack['powers']): LawProcedure {
  const own = found.acts.map((info) => {
    const kind = pack.actors[info.actor]?.kind ?? 'office';
    return { ...info, byLevel: levelsOf(powers, found.id, info.id, info.authority, kind) };
  });
  const acts = found.procedure.acts.map((act, i) => {
    const [before, now] = [found.acts[i], own[i]];
    if (before?.authority !== 'list' || now === undefined) return act;
    const kind = pack.actors[act.actor]?.kind ?? 'office';
    const cases = act.authority.if.slice(0, act.authority.if.length - before.byLevel.length);
    const levels = levelCases(now.byLevel, pack.lists.office_fact);
    const rank = rankOf(powers, found.id, act.id, 'list', kind);
    return { ...act, authority: { ...act.authority, rank, if: [...cases, ...levels] } };
  });
  return { ...found, acts: own, procedure: { ...found.procedure, acts } };
}

export function actInfoOf(procedure: LawProcedure, act: string): ActInfo | null {
  return procedure.acts.find((one) => one.id === act) ?? null;
}

/** The rule or clock of the file behind an engine relation, obligation or violation. */
export function ruleOf(procedure: LawProcedure, relation: string): RuleInfo | ClockInfo | null {
  const bare = relation.replace(/^clock:/, '');
  return (
    procedure.rules.find((rule) => rule.id === bare || rule.relations.includes(bare)) ??
    procedure.clocks.find((clock) => clock.id === bare) ??
    null
  );
}

export const actTitle = (procedure: LawProcedure, act: string): Text => actInfoOf(procedure, act)?.title ?? same(act);

/** Title of a field of an act, of a fact (`subject.custody`, `case.major`) or of the opening act (`opening.minor`). */
export function fieldTitle(procedure: LawProcedure, act: string | null, field: string): Text {
  const [scope = '', name = ''] = field.includes('.') ? field.split('.') : ['act', field];
  const fact = procedure.facts[field];
  if (fact !== undefined) return fact.title;
  const acts = scope === 'opening' ? procedure.openedBy : act === null ? [] : [act];
  for (const id of acts) {
    const found = actInfoOf(procedure, id)?.data.find((one) => one.name === name);
    if (found !== undefined) return found.title;
  }
  const anywhere = procedure.acts.flatMap((one) => one.data).find((one) => one.name === name);
  return anywhere?.title ?? same(name || field);
}

/** Title of an enum's value, looked up at the field of an act, else at any field or fact of that name. */
export function valueTitle(procedure: LawProcedure, act: string | null, field: string, value: string): Text {
  const name = field.includes('.') ? (field.split('.')[1] ?? field) : field;
  const own = act === null ? undefined : actInfoOf(procedure, act)?.data.find((one) => one.name === name);
  const opening = procedure.openedBy
    .flatMap((id) => actInfoOf(procedure, id)?.data ?? [])
    .find((one) => one.name === name);
  const any = procedure.acts.flatMap((one) => one.data).filter((one) => one.name === name);
  for (const candidate of [own, opening, ...any]) {
    const title = candidate?.values.find((one) => one.id === value)?.title;
    if (title !== undefined) return title;
  }
  return procedure.facts[field]?.values[value] ?? same(value);
}

export const rankTitle = (pack: LawPack, rank: string): Text =>
  pack.ranks.find((one) => one.id === rank)?.title ?? same(rank);
export const levelTitle = (pack: LawPack, level: string): Text =>
  pack.lists.office_levels.find((one) => one.id === level)?.title ?? same(level);
export const actorTitle = (pack: LawPack, actor: string): Text => pack.actors[actor]?.title ?? same(actor);
export const subjectTitle = (procedure: LawProcedure, kind: string): Text =>
  procedure.subjects.find((one) => one.id === kind)?.title ?? same(kind);
export const procedureTitle = (pack: LawPack, id: string): Text => pack.procedures[id]?.title ?? same(id);
