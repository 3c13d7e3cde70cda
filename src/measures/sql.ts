/** A measure's sets as SQL of DuckDB. Values go in as parameters only; the texts below hold no value from outside. */
import type { CountedSet } from './old-definition.ts';

export type Parameter = string | number | boolean;
export interface Sql {
  readonly text: string;
  readonly values: readonly Parameter[];
}

/** Columns of every unit (one counted row). `unit` is its key within the set. */
const columns = 'unit, proceeding, case_id, number, subject, offence, procedure, desk, what, on_date';
const keys = { case: 'case_id', subject: "coalesce(subject, '')", proceeding: 'proceeding', act: 'id' } as const;

/** All units of the sets in a period, of one office: one row each, so that counting the rows gives the figure. */
export function units(sets: readonly CountedSet[], scope: { office: string; from: string; to: string }): Sql {
  const parts = sets.map((set, n) => one(set, n, scope));
  return { text: parts.map((part) => part.text).join(' union all '), values: parts.flatMap((part) => part.values) };
}

function one(set: CountedSet, n: number, scope: { office: string; from: string; to: string }): Sql {
  return set.of === 'duties' ? duties(set, n, scope) : acts(set, n, scope);
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

function acts(
  set: Extract<CountedSet, { of: 'acts' }>,
  n: number,
  { office, from, to }: { office: string; from: string; to: string },
): Sql {
  const key = set.each.map((part) => keys[part]).join(" || '|' || ");
  const where = Object.entries(set.where ?? {});
  const fits = where.map(([, allowed]) => `json_extract_string(a.data, ?) in (${marks(allowed.length)})`);
  const same =
    set.same === 'case'
      ? 'o.case_id = a.case_id'
      : 'o.case_id = a.case_id and o.subject is not distinct from a.subject';
  const other = (not: string, names: readonly string[] | undefined): string =>
    names ? ` and ${not} exists (select 1 from acts o where ${same} and o.name in (${marks(names.length)}))` : '';
  const text =
    `select '${n}:' || unit as unit, proceeding, case_id, number, subject, offence, procedure, desk, name as what, on_date from (` +
    ` select a.*, ${key} as unit, row_number() over (partition by ${key} order by on_date, idx) as nth from acts a` +
    ` where a.office = ? and a.name in (${marks(set.acts.length)})${fits.map((fit) => ` and ${fit}`).join('')}` +
    `${other('', set.with)}${other('not', set.without)}) where nth = 1 and on_date between ?::date and ?::date`;
  return {
    text,
    values: [
      office,
      ...set.acts,
      ...where.flatMap(([field, allowed]) => [`$."${field}"`, ...allowed.map(String)]),
      ...(set.with ?? []),
      ...(set.without ?? []),
      from,
      to,
    ],
  };
}

/** Duties are dated by the day they end: a limit that ends in the period was met or missed in it. */
function duties(
  set: Extract<CountedSet, { of: 'duties' }>,
  n: number,
  { office, from, to }: { office: string; from: string; to: string },
): Sql {
  const rules = set.rules ? ` and name in (${marks(set.rules.length)})` : '';
  const text =
    `select '${n}:' || key as unit, proceeding, case_id, number, subject, offence, procedure, desk, name as what, due as on_date from duties` +
    ` where office = ? and not alert_only and ours = ? and due between ?::date and ?::date and state in (${marks(set.states.length)})${rules}`;
  return { text, values: [office, set.ours, from, to, ...set.states, ...(set.rules ?? [])] };
}

const cells = {
  month: "strftime(on_date, '%Y-%m')",
  offence: "coalesce(offence, '')",
  desk: "coalesce(desk, '')",
  procedure: 'procedure',
} as const;
export type Cell = keyof typeof cells;

export const count = (inner: Sql): Sql => ({
  text: `select count(*)::integer as n from (${inner.text})`,
  values: inner.values,
});

export const countBy = (inner: Sql, cell: Cell): Sql => ({
  text: `select ${cells[cell]} as cell, count(*)::integer as n from (${inner.text}) group by 1 order by 1`,
  values: inner.values,
});

/** One page of the units, of the whole or of one cell, in a fixed order. */
export const page = (
  inner: Sql,
  cell: { readonly by: Cell; readonly key: string } | null,
  limit: number,
  offset: number,
): Sql => ({
  text:
    `select ${columns.replace('on_date', 'on_date::varchar as on_date')}, count(*) over ()::integer as total from (${inner.text})` +
    `${cell ? ` where ${cells[cell.by]} = ?` : ''} order by on_date, unit limit ${Math.trunc(limit)} offset ${Math.trunc(offset)}`,
  values: [...inner.values, ...(cell ? [cell.key] : [])],
});
