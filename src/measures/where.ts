/** Conditions on columns: checked against the acts that a measure counts, read from what somebody wrote, and met or not. */
import type { LawPack } from '#law/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Column, type CountedSet, type Measure, sidesOf, type Where } from './definition.ts';
import { setsOf } from './links.ts';
import { actsOf, fieldOf, has, namesOf, ownColumns, type PackNames, subjectKinds } from './pack-names.ts';
import type { Result, Words } from './words.ts';
import type { Path } from './yaml.ts';

type Faulty = (path: Path, message: string) => void;

/** What decides whether somebody is in the numerator splits it, but not the denominator: the parts would be no rates of anything. */
export function partsFault(dimension: string, { numerator, denominator }: Measure, names: PackNames): string | null {
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

export function checkWhere(
  where: Where | undefined,
  acts: readonly string[],
  at: Path,
  names: PackNames,
  fault: Faulty,
): void {
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

function whereFaults(name: string, values: Where[string], acts: readonly string[], names: PackNames): [Path, Words][] {
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
