/** What a figure can be broken down by: how it stands in the facts, what its cells are called, and which rows a cell holds. */

import { columnName, type Keys } from './facts.ts';
import type { Facts, Sql, Table } from './open.ts';
import { ownDimensions } from './pack-names.ts';
import { months } from './period.ts';
import { regionLevels } from './regions.ts';
import { type Names, never, oneOf, plain, within } from './sql.ts';
import type { Result, Words } from './words.ts';

export interface Dimension {
  readonly id: string;
  readonly title: Words;
  /** What to group by; null: the table has nothing of the kind. */
  key(table: Table): string | null;
  /** The cell that a value of `key` belongs to. */
  cell(table: Table, raw: unknown): string;
  /** The rows of a cell. */
  rows(table: Table, cell: string): Sql;
  name(cell: string): Words;
}

const day: Readonly<Record<Table, string>> = { acts: 'on_date', duties: 'due', proceedings: 'opened_on' };
const none: Words = { zh: '未登记', en: 'not recorded' };
const same = (text: string): Words => ({ zh: text, en: text });

const known = new WeakMap<Keys, Map<string, Result<Dimension>>>();

/** The dimension of that name over these facts, or why there is none. Kept as long as their keys. */
export function findDimension(id: string, facts: Facts, names: Names): Result<Dimension> {
  const kept = known.get(names.keys) ?? new Map<string, Result<Dimension>>();
  known.set(names.keys, kept);
  const found = kept.get(id) ?? makeDimension(id, facts, names);
  kept.set(id, found);
  return found;
}

function makeDimension(id: string, facts: Facts, names: Names): Result<Dimension> {
  const { keys, pack, catalogue } = names;
  const wrong = (zh: string, en: string): Result<never> => ({ ok: false, error: { zh, en } });
  switch (id) {
    case 'month':
    case 'year':
      return { ok: true, value: timeDimension(id) };
    case 'desk':
      return {
        ok: true,
        value: {
          id,
          title: { zh: '部门', en: 'Desk' },
          key: () => "coalesce(desk, '')",
          cell: (_, value) => String(value),
          rows: (_, cell) => ({ text: "coalesce(desk, '') = ?", values: [cell] }),
          name: (cell) => (cell === '' ? none : (facts.desks[cell] ?? same(cell))),
        },
      };
  }
  const byOffice = (title: Words, of: (office: Keys['offices'][number]) => string, name: (cell: string) => Words) =>
    indexed(id, title, () => 'office', keys.offices.map(of), name);
  const region = (cell: string): Words => (cell === '' ? none : (keys.regions[cell] ?? same(cell)));
  const found = ((): Dimension | null => {
    switch (id) {
      case 'office': {
        const titles = new Map(keys.offices.map((office) => [office.id, office.title]));
        return byOffice(
          { zh: '检察院', en: 'Office' },
          (office) => office.id,
          (cell) => titles.get(cell) ?? same(cell),
        );
      }
      case 'level':
        return byOffice(
          { zh: '级别', en: 'Level' },
          (office) => office.level,
          (cell) =>
            cell === '' ? none : (pack.lists.office_levels.find((level) => level.id === cell)?.title ?? same(cell)),
        );
      case 'offence': {
        const titles = new Map(pack.offences.all.map((offence) => [offence.id, offence.title]));
        return indexed(
          id,
          { zh: '罪名', en: 'Offence' },
          () => 'offence',
          keys.offences,
          (cell) => (cell === '' ? none : (titles.get(cell) ?? same(cell))),
        );
      }
      case 'offence-group': {
        const chapters = new Map(pack.offences.all.map((offence) => [offence.id, String(offence.chapter)]));
        return indexed(
          id,
          { zh: '罪类', en: 'Offence group' },
          () => 'offence',
          keys.offences.map((offence) => chapters.get(offence) ?? ''),
          (cell) => pack.offences.chapters.find((chapter) => String(chapter.n) === cell)?.title ?? none,
        );
      }
      case 'subject-kind':
        return indexed(
          id,
          { zh: '对象', en: 'Kind of subject' },
          acts('subject_kind'),
          keys.subject_kinds,
          (cell) => kindTitles[cell] ?? none,
        );
      case 'procedure':
        return indexed(
          id,
          { zh: '程序', en: 'Procedure' },
          (table) => ({ acts: 'act', duties: 'rule', proceedings: 'procedure' })[table],
          { acts: keys.acts.map(head), duties: keys.rules.map(head), proceedings: keys.procedures },
          (cell) => pack.procedures[cell]?.title ?? (cell === '' ? none : same(cell)),
        );
      case 'act':
        return indexed(id, { zh: '行为', en: 'Act' }, acts('act'), keys.acts, (cell) => actName(cell, names));
    }
    const places = regionLevels(pack).find((level) => level.id === id);
    if (places) return byOffice(places.title, places.code, region);
    const column = catalogue.columns.find((one) => one.id === id);
    const key = keys.columns.find((one) => one.id === id);
    if (!column || !key || (column.type !== 'code' && column.type !== 'flag')) return null;
    if (column.type === 'flag') return flagDimension(id, column.title);
    const titles = valueTitles(column.fields, names);
    return indexed(id, column.title, acts(columnName(id)), key.values, (cell) =>
      cell === '' ? none : (titles.get(cell) ?? same(cell)),
    );
  })();
  if (found) return { ok: true, value: found };
  const all = [
    ...ownDimensions(pack),
    ...catalogue.columns.filter((one) => one.type === 'code' || one.type === 'flag').map((one) => one.id),
  ];
  return wrong(`没有维度“${id}”；应为 ${all.join('、')}`, `no dimension "${id}"; expected ${all.join(', ')}`);
}

const acts = (column: string) => (table: Table) => (table === 'acts' ? column : null);
const head = (name: string): string => name.split('/')[0] ?? '';
export const kindTitles: Readonly<Record<string, Words>> = {
  'natural-person': { zh: '自然人', en: 'Natural persons' },
  company: { zh: '单位', en: 'Companies' },
  organ: { zh: '机关', en: 'Organs' },
  other: { zh: '其他', en: 'Others' },
};

export function actName(name: string, { pack }: Pick<Names, 'pack'>): Words {
  const [procedure = '', what = ''] = name.split('/');
  const law = pack.procedures[procedure];
  const found = [...(law?.acts ?? []), ...(law?.clocks ?? [])].find((item) => item.id === what);
  return found?.title ?? law?.title ?? (name === '' ? none : same(name));
}

/** Words of the values of these fields, from the first act that has them. */
export function valueTitles(fields: readonly string[], { pack }: Pick<Names, 'pack'>): ReadonlyMap<string, Words> {
  const plainFields = fields.map((field) => field.replace(/^opening\./, ''));
  const found = new Map<string, Words>();
  for (const law of Object.values(pack.procedures))
    for (const act of law.acts)
      for (const field of act.data)
        if (plainFields.includes(field.name))
          for (const value of field.values) if (!found.has(value.id)) found.set(value.id, value.title);
  return found;
}

/** A column of small numbers, each of which belongs to one cell. */
function indexed(
  id: string,
  title: Words,
  key: (table: Table) => string | null,
  cells: readonly string[] | Readonly<Record<Table, readonly string[]>>,
  name: (cell: string) => Words,
): Dimension {
  const listOf = (table: Table): readonly string[] => ('acts' in cells ? cells[table] : cells);
  return {
    id,
    title,
    key,
    cell: (table, n) => listOf(table)[Number(n)] ?? '',
    rows: (table, cell) => {
      const column = key(table);
      if (column === null) return cell === '' ? plain('true') : never;
      return oneOf(
        column,
        listOf(table).flatMap((one, n) => (one === cell ? [n] : [])),
      );
    },
    name,
  };
}

function flagDimension(id: string, title: Words): Dimension {
  const column = columnName(id);
  const names: Readonly<Record<string, Words>> = { true: { zh: '是', en: 'Yes' }, false: { zh: '否', en: 'No' } };
  return {
    id,
    title,
    key: acts(column),
    cell: (_, value) => (value === null ? '' : String(value)),
    rows: (table, cell) => {
      if (table !== 'acts') return cell === '' ? plain('true') : never;
      return plain(cell === '' ? `${column} is null` : `${column} = ${cell === 'true'}`);
    },
    name: (cell) => names[cell] ?? none,
  };
}

function timeDimension(id: 'month' | 'year'): Dimension {
  return {
    id,
    title: id === 'month' ? { zh: '月', en: 'Month' } : { zh: '年', en: 'Year' },
    key: (table) => (id === 'year' ? `year(${day[table]})` : `year(${day[table]}) * 100 + month(${day[table]})`),
    cell: (_, value) => {
      const text = String(value);
      return id === 'year' ? text : `${text.slice(0, 4)}-${text.slice(4)}`;
    },
    rows: (table, cell) => {
      const span = spanOf(cell);
      return span === null ? never : within(day[table], span);
    },
    name: (cell) => {
      const [year = '', month] = cell.split('-');
      if (month === undefined) return { zh: `${year}年`, en: year };
      return { zh: `${year}年${Number(month)}月`, en: `${months[Number(month) - 1]} ${year}` };
    },
  };
}

/** `2022` or `2022-03` as its first and last day. */
export function spanOf(cell: string): { readonly from: string; readonly to: string } | null {
  const found = /^(\d{4})(?:-(\d{2}))?$/.exec(cell);
  if (!found) return null;
  const year = Number(found[1]);
  const month = found[2] === undefined ? null : Number(found[2]);
  if (month !== null && (month < 1 || month > 12)) return null;
  const last = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
  return { from: `${found[1]}-${found[2] ?? '01'}-01`, to: last };
}

export const dayColumn = (table: Table): string => day[table];
