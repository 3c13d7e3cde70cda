import { type ActSet, type Catalogue, type CountedSet, setsOf } from '#measures/index.ts';

const isOfActs = (set: CountedSet): set is ActSet => set.of === 'acts';

/** The acts (`procedure/act`) that a name in a measure stands for: a family's, a condition's, or itself. */
export function actsNamed(catalogue: Catalogue, name: string): readonly string[] {
  const found =
    catalogue.families.find((one) => one.id === name) ?? catalogue.conditions.find((one) => one.id === name);
  return found?.acts ?? [name];
}

/** By act: the acts of which one must stand behind it, or no sum of the catalogue counts it ("corrected" waits for the answer that says so). */
export function neededAfter(catalogue: Catalogue): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const measure of catalogue.measures) {
    if (measure.kind !== 'count' && measure.kind !== 'sum') continue;
    for (const set of setsOf(measure).filter(isOfActs)) {
      const needed = (set.after ?? []).flatMap((name) => actsNamed(catalogue, name));
      if (needed.length === 0) continue;
      for (const act of set.acts.flatMap((name) => actsNamed(catalogue, name)))
        found.set(act, new Set([...(found.get(act) ?? []), ...needed]));
    }
  }
  return found;
}
