/**
 * A measure's sets as conditions over the facts. Numbers come from the keys and dates are checked to be dates, so they stand in the text; what
 * else comes from outside stands in `values` only.
 */
import type { LawPack } from '#law/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { ActSet, DutySet, Where } from './definition.ts';
import { columnName, type Keys } from './facts.ts';
import { scopeOf } from './links.ts';
import type { Sql } from './open.ts';
import type { Words } from './words.ts';

/** What a question needs and the data lack (a nation made with an older pack): told to the asker, and no number shown. */
export class Lacking extends Error {
  override readonly name = 'Lacking';
  readonly words: Words;
  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
}
const lacks = (zh: string, en: string): Lacking =>
  new Lacking({
    zh: `数据缺少${zh}；请用当前的法律包重新生成`,
    en: `the data lack ${en}; make them again with this law pack`,
  });

export interface Names {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly keys: Keys;
}
export interface Span {
  readonly from: string;
  readonly to: string;
}

export const plain = (text: string): Sql => ({ text, values: [] });
export const never = plain('false');
export function all(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return plain('true');
  return { text: parts.map((part) => part.text).join(' and '), values: parts.flatMap((part) => part.values) };
}
export function any(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return never;
  return { text: `(${parts.map((part) => part.text).join(' or ')})`, values: parts.flatMap((part) => part.values) };
}

export function dateText(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`"${date}" is no date`);
  return `date '${date}'`;
}
const numberText = (value: number): string => {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number`);
  return String(value);
};
export const within = (column: string, { from, to }: Span): Sql =>
  plain(`${column} between ${dateText(from)} and ${dateText(to)}`);

/** `column` is one of these whole numbers; long runs become ranges. */
export function oneOf(column: string, numbers: readonly number[]): Sql {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  if (sorted.length === 0) return never;
  const ranges: [number, number][] = [];
  for (const n of sorted) {
    const last = ranges.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else ranges.push([n, n]);
  }
  const [first] = ranges;
  if (ranges.length === 1 && first)
    return plain(first[0] === first[1] ? `${column} = ${first[0]}` : `${column} between ${first[0]} and ${first[1]}`);
  if (ranges.length * 3 < sorted.length)
    return plain(`(${ranges.map(([a, b]) => `${column} between ${a} and ${b}`).join(' or ')})`);
  return plain(`${column} in (${sorted.join(', ')})`);
}

/** Numbers of the names that a test takes; 0 (none) never. */
export const numbersOf = (list: readonly string[], test: (name: string, n: number) => boolean): number[] =>
  list.flatMap((name, n) => (n > 0 && test(name, n) ? [n] : []));

/** Families of a set, as numbers. */
export function familyNumbers(set: ActSet, { keys }: Names): number[] {
  return set.acts.map((name) => {
    const n = keys.families.indexOf(name);
    if (n < 1) throw lacks(`行为类别 ${name}`, `the family ${name}`);
    return n;
  });
}

const nth = { subject: 'nth_subject = 1', case: 'nth_case = 1', proceeding: 'nth_proceeding = 1' } as const;

/** Which acts a set counts, period and office aside. */
export const actSet = (set: ActSet, names: Names): Sql =>
  all([oneOf('family', familyNumbers(set, names)), ...actParts(set, names)]);

/** The same without the family, condition by condition. */
export function actParts(set: ActSet, names: Names): readonly Sql[] {
  const parts: Sql[] = [];
  if (set.each !== 'act') parts.push(plain(nth[set.each]));
  for (const [column, side] of [
    ['before', 'before'],
    ['after', 'after'],
  ] as const) {
    const stands = set[side] && maskOf(set, set[side], names);
    const lacking = set[`not_${side}`];
    if (stands !== undefined) parts.push(plain(`(${column} & ${stands}::ubigint) <> 0`));
    if (lacking) parts.push(plain(`(${column} & ${maskOf(set, lacking, names)}::ubigint) = 0`));
  }
  if (set.where) parts.push(whereSql(set.where, names));
  if (set.where_not)
    for (const [column, values] of Object.entries(set.where_not)) {
      const { text, values: bound } = whereSql({ [column]: values }, names);
      parts.push({ text: `not coalesce(${text}, false)`, values: bound });
    }
  return parts;
}

function maskOf(set: ActSet, looked: readonly string[], { keys }: Names): bigint {
  const scope = scopeOf(set);
  return looked.reduce((mask, name) => {
    const bit = keys.links.findIndex((link) => link.of === name && link.scope === scope);
    if (bit < 0) throw lacks(`前后关系 ${name}（${scope}）`, `the link ${name} (${scope})`);
    return mask | (1n << BigInt(bit));
  }, 0n);
}

/** Which duties a set counts, period and office aside. */
export const dutySet = (set: DutySet, names: Names): Sql => all(dutyParts(set, names));

export function dutyParts(set: DutySet, { keys }: Names): readonly Sql[] {
  const states: readonly string[] = set.states;
  const parts = [
    plain('not alert_only'),
    plain(set.ours ? 'ours' : 'not ours'),
    oneOf(
      'state',
      numbersOf(keys.states, (name) => states.includes(name)),
    ),
  ];
  if (set.rules) {
    const { rules } = set;
    parts.push(
      oneOf(
        'rule',
        numbersOf(keys.rules, (name) => rules.includes(name)),
      ),
    );
  }
  return parts;
}

export const whereSql = (where: Where, names: Names): Sql =>
  all(Object.entries(where).map(([column, values]) => anyValue(column, values, names)));

function anyValue(name: string, values: Where[string], names: Names): Sql {
  const { keys, pack, catalogue } = names;
  const texts = values.map(String);
  const offences = (fits: (offence: LawPack['offences']['all'][number]) => boolean): Sql => {
    const ids = new Set(pack.offences.all.filter(fits).map((one) => one.id));
    return oneOf(
      'offence',
      numbersOf(keys.offences, (id) => ids.has(id)),
    );
  };
  switch (name) {
    case 'act':
      return oneOf(
        'act',
        numbersOf(keys.acts, (id) => texts.includes(id)),
      );
    case 'procedure':
      return oneOf(
        'act',
        numbersOf(keys.acts, (id) => texts.includes(id.split('/')[0] ?? '')),
      );
    case 'offence':
      return offences((one) => texts.includes(one.id));
    case 'offence-group':
      return offences((one) => texts.includes(String(one.chapter)));
    case 'offence-section':
      return offences((one) => one.section !== null && texts.includes(one.section));
    case 'offence-tag':
      return offences((one) => one.tags.some((tag) => texts.includes(tag)));
    case 'subject-kind':
      return oneOf(
        'subject_kind',
        numbersOf(keys.subject_kinds, (id) => texts.includes(id)),
      );
    case 'level':
      return oneOf(
        'office',
        keys.offices.flatMap((office, n) => (n > 0 && texts.includes(office.level) ? [n] : [])),
      );
    case 'mark': {
      const bits = keys.marks.reduce((mask, id, bit) => (texts.includes(id) ? mask | (1n << BigInt(bit)) : mask), 0n);
      return plain(`(marks & ${bits}::uinteger) <> 0`);
    }
  }
  const column = catalogue.columns.find((one) => one.id === name);
  const key = keys.columns.find((one) => one.id === name);
  if (!column || !key) throw lacks(`列 ${name}`, `the column ${name}`);
  const sql = columnName(name);
  return any(
    values.map((value): Sql => {
      if (typeof value === 'object') {
        const literal = (edge: string | number): string =>
          column.type === 'date' ? dateText(String(edge)) : numberText(Number(edge));
        const from = value.from === undefined ? [] : [`${sql} >= ${literal(value.from)}`];
        const to = value.to === undefined ? [] : [`${sql} <= ${literal(value.to)}`];
        return plain(`(${[...from, ...to].join(' and ')})`);
      }
      if (column.type === 'code')
        return oneOf(
          sql,
          numbersOf(key.values, (id) => id === String(value)),
        );
      if (column.type === 'flag') return plain(`${sql} = ${value === true}`);
      return plain(`${sql} = ${column.type === 'date' ? dateText(String(value)) : numberText(Number(value))}`);
    }),
  );
}
