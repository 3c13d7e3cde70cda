import { type Compiled, compile, type World } from '#engine/index.ts';
import type { ActInfo, LawPack, LawProcedure } from '#law/index.ts';
import type { Catalogue } from '#measures/index.ts';
import { dayOf, type WorkDays, workDays } from './days.ts';

/** The law and what is counted from it, with the numbers that stand for acts, families, fields in the nation's columns. */
export interface Kit {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly days: WorkDays;
  readonly acts: readonly string[];
  readonly actNumber: ReadonlyMap<string, number>;
  readonly familyNumber: ReadonlyMap<string, number>;
  readonly families: readonly string[];
  readonly procedures: readonly string[];
  readonly procedureNumber: ReadonlyMap<string, number>;
  readonly offences: readonly string[];
  readonly offenceNumber: ReadonlyMap<string, number>;
  readonly marks: readonly string[];
  readonly columns: readonly KitColumn[];
  readonly world: (level: string) => World;
  readonly compiled: (procedure: string, level: string) => Compiled;
  readonly law: (procedure: string) => LawProcedure;
  readonly info: (procedure: string, act: string) => ActInfo;
  /** By number of the act: its id, and the names of its fields. */
  readonly actIds: readonly string[];
  readonly fields: readonly (readonly string[])[];
  /** First and last day on which the law knows the act; null: open. */
  readonly inForce: readonly { readonly from: number | null; readonly to: number | null }[];
}
export interface KitColumn {
  readonly id: string;
  readonly type: 'code' | 'number' | 'flag' | 'date';
  readonly fields: readonly string[];
  readonly yearsSince: boolean;
  readonly values: readonly string[];
  readonly valueNumber: ReadonlyMap<string, number>;
}

const numbers = (names: readonly string[]): Map<string, number> => new Map(names.map((name, nr) => [name, nr]));

/** The world in which an office of a level acts. */
export const worldOf = (pack: LawPack, level: string): World => ({
  calendar: pack.calendar,
  office: { 'office-level': level },
});

export function kitOf(pack: LawPack, catalogue: Catalogue): Kit {
  const procedures = ['', ...Object.keys(pack.procedures).sort()];
  const acts = [
    '',
    ...Object.values(pack.procedures)
      .flatMap((law) => law.acts.map((act) => `${law.id}/${act.id}`))
      .sort(),
  ];
  const families = ['', ...catalogue.families.map((family) => family.id)];
  const familyNumber = new Map(
    catalogue.families.flatMap((family, nr) => family.acts.map((act) => [act, nr + 1] as const)),
  );
  const offences = ['', ...pack.offences.all.map((one) => one.id)];
  const worlds = new Map<string, World>();
  const world = (level: string): World => {
    let made = worlds.get(level);
    if (made === undefined) {
      made = worldOf(pack, level);
      worlds.set(level, made);
    }
    return made;
  };
  const programs = new Map<string, Compiled>();
  const law = (id: string): LawProcedure => {
    const found = pack.procedures[id];
    if (found === undefined) throw new RangeError(`no procedure “${id}” in the pack ${pack.id}`);
    return found;
  };
  return {
    pack,
    catalogue,
    days: workDays(pack),
    acts,
    actNumber: numbers(acts),
    families,
    familyNumber,
    procedures,
    procedureNumber: numbers(procedures),
    offences,
    offenceNumber: numbers(offences),
    marks: pack.offences.flags.map((flag) => flag.id),
    columns: catalogue.columns.map((column) => columnOf(pack, column)),
    world,
    compiled(procedure, level) {
      const key = `${procedure} ${level}`;
      let made = programs.get(key);
      if (made === undefined) {
        made = compile(law(procedure).procedure, world(level));
        programs.set(key, made);
      }
      return made;
    },
    law,
    actIds: acts.map((act) => act.slice(act.indexOf('/') + 1)),
    fields: acts.map((act) => infoOf(pack, act)?.data.map((field) => field.name) ?? []),
    inForce: acts.map((act) => {
      const { from, to } = infoOf(pack, act)?.inForce ?? {};
      return { from: from === undefined ? null : dayOf(from), to: to === undefined ? null : dayOf(to) - 1 };
    }),
    info(procedure, act) {
      const found = law(procedure).acts.find((one) => one.id === act);
      if (found === undefined) throw new RangeError(`${procedure}: no act “${act}”`);
      return found;
    },
  };
}

function infoOf(pack: LawPack, name: string): ActInfo | undefined {
  const at = name.indexOf('/');
  return pack.procedures[name.slice(0, at)]?.acts.find((act) => act.id === name.slice(at + 1));
}

/** Values of a code column: every value that the pack gives the fields, in order of the alphabet. */
function columnOf(pack: LawPack, column: Catalogue['columns'][number]): KitColumn {
  const values = new Set<string>();
  const fields = new Set(column.fields.map((field) => field.replace(/^opening\./, '')));
  if (column.type === 'code')
    for (const law of Object.values(pack.procedures))
      for (const act of law.acts)
        for (const field of act.data)
          if (fields.has(field.name)) for (const value of field.values) values.add(value.id);
  const list = ['', ...[...values].sort()];
  return {
    id: column.id,
    type: column.type,
    fields: column.fields,
    yearsSince: column.years_since === true,
    values: list,
    valueNumber: numbers(list),
  };
}
