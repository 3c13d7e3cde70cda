import { type Act, type Relation, type Replayed, replay, type Violation, type World } from '#engine/index.ts';
import { type LawPack, type LawProcedure, type RuleInfo, ruleOf } from '#law/index.ts';
import type { ToldAct } from './acts.ts';
import { type Assumptions, type Bench, bindingOf, type OpenField, openFields } from './unstated.ts';

/** One judgment's acts, replayed. */
export interface Scene {
  readonly pack: LawPack;
  readonly law: LawProcedure;
  readonly bench: Bench;
  readonly told: ReadonlyMap<string, ToldAct>;
  readonly replayed: Replayed;
}

/** A time rule that an act broke: for certain (`open` is empty), or if facts that the document does not state were as assumed. */
export interface Broken {
  readonly violation: Violation;
  readonly relation: Relation;
  readonly rule: RuleInfo;
  /** The act that the time runs from. */
  readonly source: Act;
  readonly judged: Act;
  readonly open: readonly OpenField[];
  readonly assumptions: Assumptions;
}

/** Two acts whose dates cannot both be true. */
export interface Contradiction {
  readonly violation: Violation;
  readonly rule: RuleInfo;
  readonly earlier: Act;
  readonly later: Act;
}

export function sceneOf(pack: LawPack, law: LawProcedure, told: readonly ToldAct[]): Scene {
  const acts = told.map(({ act }) => act);
  const world: World = { calendar: pack.calendar, office: pack.scenarios.office };
  const until = Math.max(0, ...acts.map((act) => act.at)) + 86_400_000;
  return {
    pack,
    law,
    bench: { procedure: law.procedure, acts, world, until },
    told: new Map(told.map((one) => [one.act.id, one])),
    replayed: replay(law.procedure, acts, world, { until }),
  };
}

const actOf = (scene: Scene, id: string | null | undefined): Act | null =>
  id === null || id === undefined ? null : (scene.told.get(id)?.act ?? null);

const CONTRADICTS: ReadonlySet<string> = new Set(['excluded', 'condition-missing', 'milestone-open']);

export function contradictionsIn(scene: Scene): readonly Contradiction[] {
  return scene.replayed.violations.flatMap((violation) => {
    const rule = ruleFor(scene, violation.relation);
    const later = actOf(scene, violation.act);
    const earlier = actOf(scene, violation.blame);
    if (!CONTRADICTS.has(violation.kind) || rule === null || later === null || earlier === null) return [];
    return [{ violation, rule, earlier, later }];
  });
}

/** Time rules broken whatever the document leaves open. */
export function certainlyBroken(scene: Scene): readonly Broken[] {
  return scene.replayed.violations.flatMap((violation) => {
    if (CONTRADICTS.has(violation.kind)) return [];
    return brokenBy(scene, violation, [], {});
  });
}

/** Time rules that the engine left undetermined, and that some answer to the open facts would break. */
export function possiblyBroken(scene: Scene): readonly Broken[] {
  const asked = new Set<string>();
  return scene.replayed.notes.flatMap(({ kind, act, relation: id }) => {
    const judged = actOf(scene, act);
    const relation = relationOf(scene, id);
    if (kind !== 'undetermined' || judged === null || relation?.when === undefined) return [];
    const key = `${judged.id} ${relation.id}`;
    if (asked.has(key)) return [];
    asked.add(key);
    const open = openFields(scene.bench, relation.when, judged);
    const binding = bindingOf(scene.bench, judged, relation.id, open);
    return binding === null ? [] : brokenBy(scene, binding.violation, open, binding.assumptions);
  });
}

function brokenBy(
  scene: Scene,
  violation: Violation,
  open: readonly OpenField[],
  assumptions: Assumptions,
): readonly Broken[] {
  const relation = relationOf(scene, violation.relation);
  const rule = ruleFor(scene, violation.relation);
  const judged = actOf(scene, violation.act);
  const source = actOf(scene, violation.blame);
  if (relation === undefined || rule === null || judged === null || source === null) return [];
  return [{ violation, relation, rule, source, judged, open, assumptions }];
}

const relationOf = (scene: Scene, id: string | undefined): Relation | undefined =>
  scene.bench.procedure.relations.find((one) => one.id === id);

function ruleFor(scene: Scene, id: string): RuleInfo | null {
  const found = ruleOf(scene.law, id);
  return found !== null && 'relations' in found ? found : null;
}

/** One matter: the same person, the same beginning, the same way of being late. Of several acts in it the last one counts. */
export function mattersOf(broken: readonly Broken[]): readonly (readonly Broken[])[] {
  const groups = new Map<string, Broken[]>();
  for (const one of broken) {
    const key = matterOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const last = group.reduce((a, b) => (b.judged.at > a.judged.at ? b : a)).judged;
    return group.filter(({ judged }) => judged.id === last.id).toSorted((a, b) => limitAt(a) - limitAt(b));
  });
}

/** An act that comes too early is judged at the first time it comes, so the matter is the act itself. */
export const matterOf = ({ violation, source, judged }: Broken): string =>
  violation.kind === 'too-early'
    ? [violation.kind, judged.type, judged.subject ?? ''].join('|')
    : [violation.kind, source.type, judged.subject ?? ''].join('|');

const limitAt = ({ violation }: Broken): number => violation.due?.at ?? 0;
