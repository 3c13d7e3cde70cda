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
  type Where,
} from './definition.ts';
import { type Link, maxLinks, maxMarks } from './facts.ts';
import { parsePeriod } from './period.ts';
import { regionLevels } from './regions.ts';
import type { Result, Words } from './words.ts';
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

interface Names {
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

function namesOf(
  pack: LawPack,
  entries: readonly (Family | Condition)[],
  columns: readonly (Column | MarkColumn)[],
): Names {
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

function checkFamilies(entries: readonly (Family | Condition)[], names: Names, fault: Faulty): void {
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

function checkColumns(columns: readonly (Column | MarkColumn)[], names: Names, fault: Faulty): void {
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

function checkMeasure(measure: Measure, names: Names, fault: Faulty): void {
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

/** What decides whether somebody is in the numerator splits it, but not the denominator: the parts would be no rates of anything. */
function partsFault(dimension: string, { numerator, denominator }: Measure, names: Names): string | null {
  if (!numerator || !denominator) return null;
  const [above, below] = [actsOf(numerator.sets, names), actsOf(denominator.sets, names)];
  const asked = (sets: readonly CountedSet[]): string[] =>
    sets.flatMap((set) =>
      set.of === 'acts' ? [JSON.stringify([set.where?.[dimension], set.where_not?.[dimension]])] : [],
    );
  const [inAbove, inBelow] = [new Set(asked(numerator.sets)), new Set(asked(denominator.sets))];
  const column = names.columns.get(dimension);
  const own = column?.fields.filter((field) => !field.startsWith('opening.')) ?? [];
  const ofDecision =
    dimension === 'act' || (column !== undefined && own.length > 0 && has({ ...column, fields: own }, above, names));
  const others = below.filter((act) => !above.includes(act));
  const decides =
    [...inAbove].some((one) => !inBelow.has(one)) ||
    (ofDecision && others.some((act) => column === undefined || !has(column, [act], names)));
  return decides ? `"${dimension}" decides what is in the numerator; expected it in numerator_by` : null;
}

function dimensionFault(dimension: string, measure: Measure, acts: readonly string[], names: Names): string | null {
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

function checkRules(rules: readonly string[], at: Path, { pack }: Names, fault: Faulty): void {
  rules.forEach((name, j) => {
    const [id = '', rule = ''] = name.split('/');
    const procedure = pack.procedures[id];
    if (!procedure) fault([...at, 'rules', j], `no procedure "${id}"`);
    else if (![...procedure.rules, ...procedure.clocks].some((r) => r.id === rule))
      fault([...at, 'rules', j], `no rule "${rule}" in ${id}`);
  });
}

function familyFault(name: string, link: boolean, names: Names): string | null {
  if (names.conditions.has(name))
    return link ? null : `"${name}" is a condition (link: true); acts are counted by family`;
  if (!name.includes('/')) return names.families.has(name) ? null : `no family "${name}" in families.yaml`;
  if (!names.acts.has(name)) return `no act "${name}" in the pack`;
  const family = names.familyOf.get(name);
  return family === undefined
    ? null
    : `act "${name}" is in the family ${family}; expected the family, with where: {act: [${name}]} for this act alone`;
}

const actsOf = (sets: readonly CountedSet[], { families }: Names): string[] =>
  sets.flatMap((set) => (set.of === 'acts' ? set.acts.flatMap((name) => families.get(name)?.acts ?? [name]) : []));
/** The values that a field may have at an act (none: any); null: the act has no such field. */
const fieldOf = (act: string, field: string, names: Names): readonly string[] | null =>
  (field.startsWith('opening.')
    ? names.openings.get(act.split('/')[0] ?? '')?.get(field.slice('opening.'.length))
    : names.acts.get(act)?.get(field)) ?? null;
const has = (column: Column, acts: readonly string[], names: Names): boolean =>
  acts.some((act) => column.fields.some((field) => fieldOf(act, field, names) !== null));

function checkWhere(where: Where | undefined, acts: readonly string[], at: Path, names: Names, fault: Faulty): void {
  for (const [name, values] of Object.entries(where ?? {}))
    for (const [path, message] of whereFaults(name, values, acts, names)) fault([...at, name, ...path], message.en);
}

const valueWords: Readonly<Record<Column['type'], Words>> = {
  code: { zh: '代码', en: 'a code' },
  flag: { zh: ' true 或者 false', en: 'true or false' },
  number: { zh: '数或者 起..止', en: 'a number, or from..to' },
  date: { zh: '日期或者 起..止', en: 'a date as 2022-03-01, or from..to' },
};
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
function isOfType(value: string | number | boolean, type: Column['type']): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'flag') return typeof value === 'boolean';
  return typeof value === 'string' && (type === 'code' || isDay(value));
}

/** Longer lists are not told. */
const mostTold = 40;
const told = (known: readonly (string | number)[], by: string): string =>
  known.length === 0 || known.length > mostTold ? '' : known.join(by);

function whereFaults(name: string, values: Where[string], acts: readonly string[], names: Names): [Path, Words][] {
  const oneOf = (known: readonly (string | number)[], zh: string, en: string): [Path, Words][] =>
    values.flatMap((value, i): [Path, Words][] => {
      if (
        (typeof value === 'string' || typeof value === 'number') &&
        known.some((one) => String(one) === String(value))
      )
        return [];
      const [said, list] = [JSON.stringify(value), [told(known, '、'), told(known, ', ')]];
      return [
        [
          [i],
          {
            zh: `没有${zh} ${said}${list[0] ? `；应为 ${list[0]}` : ''}`,
            en: `no ${en} ${said}${list[1] ? `; expected ${list[1]}` : ''}`,
          },
        ],
      ];
    });
  const { offences, procedures } = names.pack;
  switch (name) {
    case 'act':
      return oneOf(acts, '所计行为', 'counted act');
    case 'procedure':
      return oneOf(Object.keys(procedures), '程序', 'procedure');
    case 'offence':
      return oneOf(
        offences.all.map((one) => one.id),
        '罪名',
        'offence',
      );
    case 'offence-group':
      return oneOf(
        offences.chapters.map((one) => one.n),
        '罪章',
        'chapter of offences',
      );
    case 'offence-section':
      return oneOf(
        offences.sections.map((one) => one.n),
        '罪节',
        'section of offences',
      );
    case 'offence-tag':
      return oneOf([...new Set(offences.all.flatMap((one) => one.tags))], '罪名标记', 'tag of offences');
    case 'subject-kind':
      return oneOf(subjectKinds, '对象种类', 'kind of subject');
    case 'level':
      return oneOf(
        names.pack.lists.office_levels.map((one) => one.id),
        '级别',
        'level of offices',
      );
    case 'mark':
      if (!names.marked) return [[[], { zh: 'columns.yaml 没有标记列', en: 'no column of marks in columns.yaml' }]];
      return oneOf(
        offences.flags.map((one) => one.id),
        '标记',
        'mark (flag of offences.yaml)',
      );
  }
  const column = names.columns.get(name);
  if (!column)
    return [
      [
        [],
        {
          zh: `没有列“${name}”；应为 ${ownColumns.join('、')} 或者 columns.yaml 的列`,
          en: `no column "${name}"; expected ${ownColumns.join(', ')} or a column of columns.yaml`,
        },
      ],
    ];
  if (!has(column, acts, names))
    return [[[], { zh: `所计行为都没有列“${name}”`, en: `none of the counted acts has the column "${name}"` }]];
  const known = [...new Set(acts.flatMap((act) => column.fields.flatMap((field) => fieldOf(act, field, names) ?? [])))];
  return values.flatMap((value, i): [Path, Words][] => {
    const edges = typeof value === 'object' ? [value.from ?? [], value.to ?? []].flat() : [value];
    const fits = edges.length > 0 && edges.every((edge) => isOfType(edge, column.type));
    const said = JSON.stringify(value);
    if (!fits)
      return [
        [
          [i],
          {
            zh: `${name}：${said}；应为${valueWords[column.type].zh}`,
            en: `${name}: ${said}; expected ${valueWords[column.type].en}`,
          },
        ],
      ];
    if (column.type === 'code' && known.length > 0 && !known.includes(String(value)))
      return [
        [
          [i],
          {
            zh: `${name} 没有值“${String(value)}”；应为 ${known.join('、')}`,
            en: `no value "${String(value)}" of ${name}; expected ${known.join(', ')}`,
          },
        ],
      ];
    return [];
  });
}

function checkFigures(
  figures: readonly NamedFigure[],
  measures: readonly Measure[],
  names: Names,
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
function singles(measures: readonly Measure[], { pack }: Names): Family[] {
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

export const setsOf = (measure: Measure) => [
  ...sidesOf(measure).flatMap((side) => side.sets),
  ...measure.excluded.flatMap((part) => part.sets),
];

/** With which scope a set looks before and after. */
export const scopeOf = (set: ActSet): Link['scope'] =>
  set.each === 'case' || set.each === 'proceeding' ? 'case' : 'subject';

/** Every family looked for before or after, with its scope, in a fixed order. */
function linksOf(measures: readonly Measure[]): Link[] {
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

/** Does an act with these column values (null: none) meet a where of columns? The same as its SQL. */
export const meets = (where: Where, read: (column: string) => string | number | boolean | null): boolean =>
  Object.entries(where).every(([column, allowed]) => {
    const value = read(column);
    return value !== null && allowed.some((one) => fits(value, one));
  });

function fits(value: string | number | boolean, allowed: Where[string][number]): boolean {
  if (typeof allowed !== 'object') return value === allowed;
  return (allowed.from === undefined || value >= allowed.from) && (allowed.to === undefined || value <= allowed.to);
}

/** `column=value` texts (`ground=doubt`, `self-defence=true`, `amount=100..`) as a where for this measure; what does not fit is said. */
export function readWhere(
  pack: LawPack,
  catalogue: Catalogue,
  measure: Measure,
  texts: readonly string[],
): Result<Where | undefined> {
  if (texts.length === 0) return { ok: true, value: undefined };
  const whole = measure.kind === 'stock' || measure.kind === 'median';
  if (whole || setsOf(measure).some((set) => set.of === 'duties')) {
    const zh = `${measure.id} 计的是程序或者期限，不能按行为的列缩小`;
    return {
      ok: false,
      error: { zh, en: `${measure.id} counts proceedings or time limits; no column of acts narrows it` },
    };
  }
  const where: Record<string, Where[string]> = {};
  for (const text of texts) {
    const [, column = '', value = ''] = /^([a-z0-9-]+)=(.+)$/.exec(text) ?? [];
    if (column === '') {
      const en = `"${text}": expected column=value`;
      return { ok: false, error: { zh: `“${text}”：应为 列=值`, en } };
    }
    const type = catalogue.columns.find((one) => one.id === column)?.type ?? 'code';
    where[column] = [...(where[column] ?? []), valueOfText(value, type)];
  }
  const names = namesOf(pack, [...catalogue.families, ...catalogue.conditions], catalogue.columns);
  const half = Object.keys(where).find((column) => partsFault(column, measure, names) !== null);
  if (half !== undefined)
    return {
      ok: false,
      error: {
        zh: `“${half}”决定什么在分子中，按它缩小之后 ${measure.id} 不是比率；请看分子的各部分`,
        en: `"${half}" decides what is in the numerator; narrowed by it ${measure.id} is no rate: see the parts of its numerator`,
      },
    };
  const acts = actsOf(
    sidesOf(measure).flatMap((side) => side.sets),
    names,
  );
  const faults = Object.entries(where).flatMap(([column, values]) =>
    whereFaults(column, values, acts, { ...names, marked: catalogue.mark !== null }).map(([, message]) => message),
  );
  if (faults.length === 0) return { ok: true, value: where };
  return {
    ok: false,
    error: { zh: faults.map((one) => one.zh).join('；'), en: faults.map((one) => one.en).join('; ') },
  };
}

/** The same, written: what `readWhere` reads. */
export const whereTexts = (where: Where | undefined): readonly string[] =>
  Object.entries(where ?? {}).flatMap(([column, values]) =>
    values.map((value) =>
      typeof value === 'object' ? `${column}=${value.from ?? ''}..${value.to ?? ''}` : `${column}=${String(value)}`,
    ),
  );

function valueOfText(text: string, type: Column['type']): Where[string][number] {
  const span = /^(.*)\.\.(.*)$/.exec(text);
  const edge = (one: string): string | number =>
    type === 'number' && Number.isFinite(Number(one)) && one.trim() !== '' ? Number(one) : one;
  if ((type === 'number' || type === 'date') && span)
    return { ...(span[1] ? { from: edge(span[1]) } : {}), ...(span[2] ? { to: edge(span[2]) } : {}) };
  if (type === 'flag') return text === 'true' ? true : text === 'false' ? false : text;
  return edge(text);
}
