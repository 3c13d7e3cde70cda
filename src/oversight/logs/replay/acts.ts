import { type Calendar, type FieldType, legalDate, type Procedure, type Value } from '#engine/index.ts';
import { kebab, type LawProcedure } from '#law/index.ts';
import { logFault, shown } from '../fault.ts';
import type { Mapping } from '../mapping.ts';
import { createTimeReader } from '../time.ts';
import type { Names } from '../types.ts';

export const UNKNOWN = -1;
export const IGNORED = -2;

/** From codes of activities to acts of the procedure. The names grow while a log is read, so the table does. */
export interface ActTable {
  /** Place of the act in the procedure; UNKNOWN, or IGNORED where the mapping says so. */
  readonly actOf: (activity: number) => number;
}

/**
 * An activity is the act that the mapping names, else the one of that id, of that title (in either language), or of that title in
 * kebab-case. Fits that are not one act are a fault: a mapping must be a function. [E66]
 */
export function createActTable(
  law: LawProcedure,
  mapping: Mapping,
  activities: Names,
  files: { readonly log: string; readonly map: string },
): ActTable {
  const index = new Map(law.procedure.acts.map(({ id }, nr) => [id, nr]));
  const titles = new Map<string, string[]>();
  for (const { id, title } of law.acts)
    for (const name of new Set([title.zh, title.en])) titles.set(name, [...(titles.get(name) ?? []), id]);
  for (const [activity, act] of Object.entries(mapping.acts))
    if (!index.has(act))
      throw logFault(
        files.map,
        `acts.${activity}`,
        `no act ${shown(act)} in ${law.id}`,
        `one of ${[...index.keys()].join(', ')}`,
      );
  const ignored = new Set(mapping.ignore);
  const table: number[] = [];

  function find(name: string): number {
    if (ignored.has(name)) return IGNORED;
    const given = mapping.acts[name];
    if (given !== undefined) return index.get(given) ?? UNKNOWN;
    const byId = index.get(name);
    if (byId !== undefined) return byId;
    const byTitle = titles.get(name) ?? [];
    if (byTitle.length > 1)
      throw logFault(
        files.log,
        `activity ${shown(name)}`,
        `fits ${byTitle.length} acts (${byTitle.join(', ')})`,
        `acts: {${name}: ACT} in the mapping file`,
      );
    const [only] = byTitle;
    if (only !== undefined) return index.get(only) ?? UNKNOWN;
    return index.get(kebab(name) ?? '') ?? UNKNOWN;
  }
  return {
    actOf(activity) {
      for (let code = table.length; code <= activity; code++) table.push(find(activities.text(code)));
      return table[activity]!;
    },
  };
}

/** Names of the data fields that some act of the procedure has, with what they hold. */
export function fieldsOf(procedure: Procedure): ReadonlyMap<string, FieldType> {
  return new Map(procedure.acts.flatMap((act) => act.fields.map((field) => [field.name, field.type] as const)));
}

/** Values of one field by code, made once for each; undefined: none. */
export interface ValueTable {
  readonly valueOf: (code: number) => Value | undefined;
}

export function createValueTable(type: FieldType, names: Names, calendar: Calendar): ValueTable {
  const known: (Value | undefined)[] = [undefined];
  const time = createTimeReader(calendar.zone);
  const convert = (text: string): Value | undefined => {
    const bare = text.trim();
    if (bare === '') return undefined;
    switch (type) {
      case 'number':
      case 'money':
        return Number.isFinite(Number(bare)) ? Number(bare) : text;
      case 'boolean':
        return /^(true|yes|1|是)$/i.test(bare) ? true : /^(false|no|0|否)$/i.test(bare) ? false : text;
      case 'date': {
        const bytes = Buffer.from(bare);
        const at = time.read(bytes, 0, bytes.length);
        return Number.isNaN(at) ? text : legalDate(at, calendar);
      }
      case 'list':
        return bare.split(/[,;|]/).map((one) => one.trim());
      default:
        return text;
    }
  };
  return {
    valueOf(code) {
      for (let next = known.length; next <= code; next++) known.push(convert(names.text(next)));
      return known[code];
    },
  };
}
