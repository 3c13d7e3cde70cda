/** Everything a pack says about figures, read together and checked against its law: whoever has it can count. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LawPack } from '#law/index.ts';
import {
  type ActSet,
  type Column,
  Columns,
  type Condition,
  type CountedSet,
  Families,
  type Family,
  type MarkColumn,
  Measure,
  type NamedFigure,
  NamedFigures,
  sidesOf,
} from './definition.ts';
import { type Link, maxLinks, maxMarks } from './facts.ts';
import { linksOf, setsOf } from './links.ts';
import { actsOf, has, namesOf, ownColumns, ownDimensions, type PackNames } from './pack-names.ts';
import { parsePeriod } from './period.ts';
import { checkWhere, partsFault } from './where.ts';
import type { Result } from './words.ts';
import { type Path, type Read, readYaml } from './yaml.ts';

export interface Catalogue {
  readonly measures: readonly Measure[];
  /** With a family of one for every single act that a measure counts. The number of a family in facts is its place here plus one. */
  readonly families: readonly Family[];
  readonly conditions: readonly Condition[];
  readonly columns: readonly Column[];
  readonly mark: MarkColumn | null;
  readonly figures: readonly NamedFigure[];
  /** What measures look for before and after, by bit. */
  readonly links: readonly Link[];
}

type Faulty = (path: Path, message: string) => void;

/** Reads and checks all of it; every fault is one line with file, line, what and what was expected. Nothing is loaded in part. */
export function loadCatalogue(pack: LawPack): Result<Catalogue> & { readonly faults?: readonly string[] } {
  const faults: string[] = [];
  const say =
    (read: Read<unknown>): Faulty =>
    (path, message) =>
      void faults.push(read.at(path, message));
  const families = readYaml(pack.dir, 'families.yaml', Families);
  const columns = readYaml(pack.dir, 'columns.yaml', Columns);
  const figures = readYaml(pack.dir, 'figures.yaml', NamedFigures);
  const files = measureFiles(pack.dir).map((name) => ({
    name,
    read: readYaml(pack.dir, `measures/${name}`, Measure),
  }));
  for (const read of [families, columns, figures, ...files.map((file) => file.read)]) faults.push(...read.faults);

  const names = namesOf(pack, families.value ?? [], columns.value ?? []);
  checkFamilies(families.value ?? [], names, say(families));
  checkColumns(columns.value ?? [], names, say(columns));
  const measures: Measure[] = [];
  for (const { name, read } of files) {
    if (!read.value) continue;
    measures.push(read.value);
    const fault = say(read);
    if (`${read.value.id}.yaml` !== basename(name))
      fault(['id'], `id is "${read.value.id}", expected "${basename(name, '.yaml')}"`);
    checkMeasure(read.value, names, fault);
  }
  // Measures that could not be read are no unknown names.
  if (files.every((file) => file.read.value)) checkFigures(figures.value ?? [], measures, names, say(figures));
  const links = linksOf(measures);
  if (links.length > maxLinks)
    faults.push(`measures: ${links.length} families are looked for before or after; at most ${maxLinks} fit`);
  if (faults.length > 0) return { ok: false, error: { zh: faults.join('\n'), en: faults.join('\n') }, faults };
  return {
    ok: true,
    value: {
      measures,
      families: [...names.families.values(), ...singles(measures, names)],
      conditions: [...names.conditions.values()],
      columns: (columns.value ?? []).flatMap((column) => ('of' in column ? [] : [column])),
      mark: (columns.value ?? []).flatMap((column) => ('of' in column ? [column] : []))[0] ?? null,
      figures: figures.value ?? [],
      links,
    },
  };
}

const measureFiles = (dir: string): string[] => {
  const folder = join(dir, 'measures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
};

function checkFamilies(entries: readonly (Family | Condition)[], names: PackNames, fault: Faulty): void {
  const seen = new Set<string>();
  const owner = new Map<string, string>();
  entries.forEach((entry, i) => {
    if (seen.has(entry.id)) fault([i, 'id'], `family "${entry.id}" stands twice`);
    seen.add(entry.id);
    const condition = 'link' in entry;
    entry.acts.forEach((act, j) => {
      const other = owner.get(act);
      if (!names.acts.has(act)) fault([i, 'acts', j], `no act "${act}" in the pack`);
      else if (!condition && other !== undefined)
        fault([i, 'acts', j], `act "${act}" is in the families ${other} and ${entry.id}; an act is in one family`);
      if (!condition) owner.set(act, entry.id);
    });
    if (!condition) return;
    for (const column of Object.keys(entry.where ?? {}))
      if ((ownColumns as readonly string[]).includes(column))
        fault([i, 'where', column], `a condition looks at columns of columns.yaml, not at "${column}"`);
    checkWhere(entry.where, entry.acts, [i, 'where'], names, fault);
  });
}

function checkColumns(columns: readonly (Column | MarkColumn)[], names: PackNames, fault: Faulty): void {
  const seen = new Set<string>();
  const fields = new Set([
    ...[...names.acts.values()].flatMap((act) => [...act.keys()]),
    ...[...names.openings.values()].flatMap((opening) => [...opening.keys()].map((field) => `opening.${field}`)),
  ]);
  columns.forEach((column, i) => {
    if (seen.has(column.id)) fault([i, 'id'], `column "${column.id}" stands twice`);
    seen.add(column.id);
    const own: readonly string[] = [...ownDimensions(names.pack), ...ownColumns];
    if (!('of' in column) && own.includes(column.id))
      fault([i, 'id'], `"${column.id}" is a column of every act; expected another name`);
    if ('of' in column) {
      for (const key of ['set', 'lift'] as const)
        column[key].forEach(({ act, field }, j) => {
          if (!names.acts.has(act)) fault([i, key, j, 'act'], `no act "${act}" in the pack`);
          else if (!names.acts.get(act)?.has(field)) fault([i, key, j, 'field'], `${act} has no field "${field}"`);
        });
      if (names.pack.offences.flags.length > maxMarks)
        fault([i], `more than ${maxMarks} marks (flags of offences.yaml)`);
    } else
      column.fields.forEach((field, j) => {
        if (!fields.has(field))
          fault([i, 'fields', j], `no ${field.startsWith('opening.') ? 'opening act' : 'act'} has a field "${field}"`);
      });
  });
}

function checkMeasure(measure: Measure, names: PackNames, fault: Faulty): void {
  const sides: readonly (readonly [Path, readonly CountedSet[], string | undefined])[] = [
    [['counts'], measure.counts ?? [], measure.sum],
    [['numerator', 'sets'], measure.numerator?.sets ?? [], measure.numerator?.sum],
    [['denominator', 'sets'], measure.denominator?.sets ?? [], measure.denominator?.sum],
    ...measure.excluded.map((part, i) => [['excluded', i, 'sets'] as Path, part.sets, undefined] as const),
  ];
  const counted: ActSet[] = [];
  for (const [path, sets, sum] of sides) {
    sets.forEach((set, i) => {
      const at = [...path, i];
      if (set.of === 'duties') {
        checkRules(set.rules ?? [], at, names, fault);
        return;
      }
      const acts = set;
      if (path[0] !== 'excluded') counted.push(acts);
      for (const key of ['acts', 'before', 'not_before', 'after', 'not_after'] as const)
        acts[key]?.forEach((name, j) => {
          const wrong = familyFault(name, key !== 'acts', names);
          if (wrong) fault([...at, key, j], wrong);
        });
      for (const key of ['where', 'where_not'] as const)
        checkWhere(acts[key], actsOf([acts], names), [...at, key], names, fault);
    });
    if (sum === undefined) continue;
    const at = path[0] === 'counts' ? ['sum'] : [path[0] ?? '', 'sum'];
    const column = names.columns.get(sum);
    if (!column) fault(at, `no column "${sum}" in columns.yaml`);
    else if (column.type !== 'number') fault(at, `column "${sum}" is of type ${column.type}; a sum needs a number`);
    else if (!has(column, actsOf(sets, names), names)) fault(at, `none of the counted acts has the column "${sum}"`);
  }
  measure.procedures?.forEach((id, i) => {
    if (!names.pack.procedures[id]) fault(['procedures', i], `no procedure "${id}"`);
  });
  measure.dimensions.forEach((dimension, i) => {
    const wrong =
      dimensionFault(dimension, measure, actsOf(counted, names), names) ?? partsFault(dimension, measure, names);
    if (wrong) fault(['dimensions', i], wrong);
  });
  measure.numerator_by.forEach((dimension, i) => {
    const wrong = measure.dimensions.includes(dimension)
      ? `"${dimension}" stands in dimensions, too`
      : dimensionFault(dimension, measure, actsOf(measure.numerator?.sets ?? [], names), names);
    if (wrong) fault(['numerator_by', i], wrong);
  });
}

function dimensionFault(dimension: string, measure: Measure, acts: readonly string[], names: PackNames): string | null {
  const own = ownDimensions(names.pack);
  const ofActs = dimension === 'subject-kind' || dimension === 'act' || !own.includes(dimension);
  if (ofActs && (measure.kind === 'stock' || measure.kind === 'median'))
    return `parts of a ${measure.kind} are proceedings; "${dimension}" is a column of acts`;
  if (own.includes(dimension)) {
    return ofActs && acts.length === 0 ? `"${dimension}" is a column of acts; this measure counts none` : null;
  }
  const column = names.columns.get(dimension);
  if (!column) return `no dimension "${dimension}"; expected ${own.join(', ')} or a column of columns.yaml`;
  if (column.type !== 'code' && column.type !== 'flag')
    return `column "${dimension}" is a ${column.type}; a dimension is a code or a flag`;
  return has(column, acts, names) ? null : `none of the acts of ${measure.id} has the column "${dimension}"`;
}

function checkRules(rules: readonly string[], at: Path, { pack }: PackNames, fault: Faulty): void {
  rules.forEach((name, j) => {
    const [id = '', rule = ''] = name.split('/');
    const procedure = pack.procedures[id];
    if (!procedure) fault([...at, 'rules', j], `no procedure "${id}"`);
    else if (![...procedure.rules, ...procedure.clocks].some((r) => r.id === rule))
      fault([...at, 'rules', j], `no rule "${rule}" in ${id}`);
  });
}

function familyFault(name: string, link: boolean, names: PackNames): string | null {
  if (names.conditions.has(name))
    return link ? null : `"${name}" is a condition (link: true); acts are counted by family`;
  if (!name.includes('/')) return names.families.has(name) ? null : `no family "${name}" in families.yaml`;
  if (!names.acts.has(name)) return `no act "${name}" in the pack`;
  const family = names.familyOf.get(name);
  return family === undefined
    ? null
    : `act "${name}" is in the family ${family}; expected the family, with where: {act: [${name}]} for this act alone`;
}

function checkFigures(
  figures: readonly NamedFigure[],
  measures: readonly Measure[],
  names: PackNames,
  fault: Faulty,
): void {
  const known = new Map(measures.map((measure) => [measure.id, measure]));
  const seen = new Set<string>();
  figures.forEach((figure, i) => {
    if (seen.has(figure.id)) fault([i, 'id'], `figure "${figure.id}" stands twice`);
    seen.add(figure.id);
    const against = typeof figure.against === 'object' ? figure.against : { period: figure.against };
    const used = [
      ['measure', figure.measure],
      ['share', figure.share?.of],
      ['share', figure.share?.in],
      ['against', 'measure' in against ? against.measure : undefined],
    ] as const;
    for (const [key, id] of used)
      if (id !== undefined && !known.has(id)) fault([i, key], `no measure "${id}" in measures/`);
    const measure = known.get(figure.share?.of ?? figure.measure ?? '');
    const [procedure = '', rule = ''] = figure.rule?.split('/') ?? [];
    if (figure.rule && !names.pack.procedures[procedure]?.rules.some((one) => one.id === rule && one.within))
      fault([i, 'rule'], `no rule "${figure.rule}" with a period in the pack`);
    if (figure.as === 'avoided' && measure && measure.kind !== 'ratio')
      fault([i, 'as'], `${measure.id} is a ${measure.kind}; steps are avoided of a ratio`);
    const parted = measure?.kind === 'rate' || measure?.kind === 'ratio';
    if (figure.part && measure && !parted)
      fault([i, 'part'], `${measure.id} is a ${measure.kind}; it has no ${figure.part}`);
    for (const [key, text] of [
      ['period', figure.period],
      ['against', against.period],
      ['series', figure.series],
    ] as const) {
      const period = text === undefined ? null : parsePeriod(text);
      if (period && !period.ok) fault([i, key], period.error.en);
    }
    const acts = measure
      ? actsOf(
          sidesOf(measure).flatMap((side) => side.sets),
          names,
        )
      : [];
    checkWhere(figure.where, acts, [i, 'where'], names, fault);
    for (const column of Object.keys(figure.where ?? {})) {
      const wrong = measure && !figure.share ? partsFault(column, measure, names) : null;
      if (wrong) fault([i, 'where', column], wrong);
    }
    if ('where' in against) checkWhere(against.where, acts, [i, 'against', 'where'], names, fault);
  });
}

/** A family of one for each act that a measure names by itself. */
function singles(measures: readonly Measure[], { pack }: PackNames): Family[] {
  const found = new Set<string>();
  for (const set of measures.flatMap(setsOf))
    if (set.of === 'acts')
      for (const name of [set.acts, set.before, set.not_before, set.after, set.not_after].flatMap((one) => one ?? []))
        if (name.includes('/')) found.add(name);
  return [...found].sort().map((name) => {
    const [id = '', act = ''] = name.split('/');
    const title = pack.procedures[id]?.acts.find((one) => one.id === act)?.title ?? { zh: name, en: name };
    return { id: name, title, acts: [name] };
  });
}
