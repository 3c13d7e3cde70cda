/** What measures look for before and after, by bit. */
import type { Catalogue } from './catalogue.ts';
import { type ActSet, type Measure, sidesOf, type Where } from './definition.ts';
import type { Link } from './facts.ts';

export const setsOf = (measure: Measure) => [
  ...sidesOf(measure).flatMap((side) => side.sets),
  ...measure.excluded.flatMap((part) => part.sets),
];

/** With which scope a set looks before and after. */
export const scopeOf = (set: ActSet): Link['scope'] =>
  set.each === 'case' || set.each === 'proceeding' ? 'case' : 'subject';

/** Every family looked for before or after, with its scope, in a fixed order. */
export function linksOf(measures: readonly Measure[]): Link[] {
  const found = new Map<string, Link>();
  for (const set of measures.flatMap(setsOf)) {
    if (set.of !== 'acts') continue;
    for (const family of [set.before, set.not_before, set.after, set.not_after].flatMap((one) => one ?? []))
      found.set(`${family} ${scopeOf(set)}`, { of: family, scope: scopeOf(set) });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

/** The bits of `links` that an act is by itself: always, and where it meets a condition. */
export interface OwnLinks {
  readonly always: bigint;
  readonly when: readonly { readonly bits: bigint; readonly where: Where }[];
}

/** By `procedure/act`; an act that is not in it is no link. */
export function ownLinks({ families, conditions, links }: Catalogue): ReadonlyMap<string, OwnLinks> {
  const bitsOf = (id: string): bigint =>
    links.reduce((bits, link, bit) => (link.of === id ? bits | (1n << BigInt(bit)) : bits), 0n);
  const found = new Map<string, OwnLinks>();
  for (const entry of [...families.map((family) => ({ ...family, where: undefined })), ...conditions]) {
    const bits = bitsOf(entry.id);
    if (bits === 0n) continue;
    const { where } = entry;
    for (const act of entry.acts) {
      const one: OwnLinks = found.get(act) ?? { always: 0n, when: [] };
      if (where) found.set(act, { ...one, when: [...one.when, { bits, where }] });
      else found.set(act, { ...one, always: one.always | bits });
    }
  }
  return found;
}
