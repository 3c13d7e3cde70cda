/** The names that files of figures may use, and what each stands for in a pack. */
import type { LawPack } from '#law/index.ts';
import type { Column, Condition, CountedSet, Family, MarkColumn } from './definition.ts';
import { regionLevels } from './regions.ts';

/** Dimensions that every act has; the regions are those of the pack. */
export const ownDimensions = (pack: Pick<LawPack, 'lists'>): readonly string[] => [
  'month',
  'year',
  'office',
  'level',
  ...regionLevels(pack).map((level) => level.id),
  'offence',
  'offence-group',
  'subject-kind',
  'procedure',
  'act',
  'desk',
];
/** Names of `where` beside the columns. */
export const ownColumns = [
  'act',
  'procedure',
  'offence',
  'offence-group',
  'offence-section',
  'offence-tag',
  'subject-kind',
  'level',
  'mark',
] as const;
export const subjectKinds = ['natural-person', 'company', 'organ', 'other'] as const;

/** What there is to be named: the acts of the pack with their fields, families, conditions and columns. */
export interface PackNames {
  readonly pack: LawPack;
  /** `procedure/act` → its data fields. */
  readonly acts: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly families: ReadonlyMap<string, Family>;
  readonly conditions: ReadonlyMap<string, Condition>;
  /** procedure → data fields of its opening acts. */
  readonly openings: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly familyOf: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, Column>;
  readonly marked: boolean;
}

export function namesOf(
  pack: LawPack,
  entries: readonly (Family | Condition)[],
  columns: readonly (Column | MarkColumn)[],
): PackNames {
  const acts = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const openings = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const law of Object.values(pack.procedures)) {
    for (const act of law.acts)
      acts.set(
        `${law.id}/${act.id}`,
        new Map(act.data.map((field) => [field.name, field.values.map((value) => value.id)])),
      );
    openings.set(law.id, new Map(law.procedure.opening.flatMap((act) => [...(acts.get(`${law.id}/${act}`) ?? [])])));
  }
  const families = entries.flatMap((entry) => ('link' in entry ? [] : [entry]));
  return {
    pack,
    acts,
    openings,
    families: new Map(families.map((family) => [family.id, family])),
    conditions: new Map(entries.flatMap((entry) => ('link' in entry ? [[entry.id, entry] as const] : []))),
    familyOf: new Map(families.flatMap((family) => family.acts.map((act) => [act, family.id] as const))),
    columns: new Map(columns.flatMap((column) => ('of' in column ? [] : [[column.id, column] as const]))),
    marked: columns.some((column) => 'of' in column),
  };
}

export const actsOf = (sets: readonly CountedSet[], { families }: PackNames): string[] =>
  sets.flatMap((set) => (set.of === 'acts' ? set.acts.flatMap((name) => families.get(name)?.acts ?? [name]) : []));
/** The values that a field may have at an act (none: any); null: the act has no such field. */
export const fieldOf = (act: string, field: string, names: PackNames): readonly string[] | null =>
  (field.startsWith('opening.')
    ? names.openings.get(act.split('/')[0] ?? '')?.get(field.slice('opening.'.length))
    : names.acts.get(act)?.get(field)) ?? null;
export const has = (column: Column, acts: readonly string[], names: PackNames): boolean =>
  acts.some((act) => column.fields.some((field) => fieldOf(act, field, names) !== null));
