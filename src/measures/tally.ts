/** Counts: what a measure needs, as sums over the facts, for several periods at once and by the cells of a dimension. One scan each. */
import type { ActSet, CountedSet, Measure, Where } from './definition.ts';
import { sidesOf } from './definition.ts';
import type { Dimension } from './dimension.ts';
import { columnName } from './facts.ts';
import type { Facts, Sql } from './open.ts';
import { type Scope, scopeSql } from './scope.ts';
import {
  actParts,
  actSet,
  all,
  any,
  dateText,
  dutyParts,
  dutySet,
  familyNumbers,
  type Names,
  oneOf,
  type Span,
  whereSql,
  within,
} from './sql.ts';
import type { Days } from './survival.ts';

/** One sum over counted rows: how many, the sum of a number column, or of the days from the proceeding's opening. */
export interface Quantity {
  readonly sets: readonly CountedSet[];
  readonly of:
    | { readonly kind: 'count' }
    | { readonly kind: 'days' }
    | { readonly kind: 'sum'; readonly column: string };
}
export interface Frame {
  readonly scope: Scope;
  readonly periods: readonly Span[];
  /** Narrows the sets of acts. */
  readonly where?: Where | undefined;
  readonly by?: Dimension | undefined;
}
/** By cell (`''` without a dimension): a number for each quantity and each period. */
export type Tally = ReadonlyMap<string, readonly (readonly number[])[]>;

/** What is counted for a measure's value: two numbers for rates, ratios, averages and sums (with how many acts), else one. */
export function quantitiesOf(measure: Measure): readonly Quantity[] {
  if (measure.kind === 'average')
    return [
      { sets: measure.counts ?? [], of: { kind: 'days' } },
      { sets: measure.counts ?? [], of: { kind: 'count' } },
    ];
  const sides = sidesOf(measure).map(
    ({ sets, sum }): Quantity => ({ sets, of: sum === null ? { kind: 'count' } : { kind: 'sum', column: sum } }),
  );
  return measure.kind === 'sum' ? [...sides, { sets: measure.counts ?? [], of: { kind: 'count' } }] : sides;
}

const aggregates = (of: Quantity['of']): string =>
  of.kind === 'count' ? 'count(*)' : of.kind === 'days' ? 'sum(on_date - opened_on)' : `sum(${columnName(of.column)})`;

/** A tally that somebody waits for. */
export interface Request {
  readonly quantities: readonly Quantity[];
  readonly frame: Frame;
}

/** One sum of a scan: its conditions, and which numbers of which requests it goes to. */
interface Term {
  readonly aggregate: string;
  readonly parts: readonly string[];
  readonly to: { readonly request: number; readonly quantity: number; readonly period: number }[];
}
interface Scan {
  readonly table: 'acts' | 'duties';
  /** Null: duties, or every family. */
  readonly families: readonly number[] | null;
  readonly scope: Scope;
  readonly by: Dimension | undefined;
  readonly periods: Span[];
  readonly terms: Map<string, Term>;
}

export async function tally(facts: Facts, names: Names, quantities: readonly Quantity[], frame: Frame): Promise<Tally> {
  const [found] = await tallyAll(facts, names, [{ quantities, frame }]);
  return found ?? new Map();
}

/** Sums of the same families are counted in one scan of their rows, whoever asks for them. Conditions hold no values from outside. */
export async function tallyAll(facts: Facts, names: Names, requests: readonly Request[]): Promise<readonly Tally[]> {
  const answers = requests.map(() => new Map<string, number[][]>());
  for (const scan of scansOf(names, requests)) {
    const terms = [...scan.terms.values()];
    const { text, keyed } = scanSql(facts, scan, terms);
    for (const row of await facts.rows({ text, values: [] })) {
      const cell = scan.by && keyed ? scan.by.cell(scan.table, row.k) : '';
      terms.forEach(({ to }, n) => {
        const value = Number(row[`n${n}`] ?? 0);
        if (value === 0) return;
        for (const { request, quantity, period } of to) {
          const { quantities, frame } = requests[request]!;
          const answer = answers[request]!;
          const sums = answer.get(cell) ?? quantities.map(() => frame.periods.map(() => 0));
          const sum = sums[quantity]!;
          sum[period] = (sum[period] ?? 0) + value;
          answer.set(cell, sums);
        }
      });
    }
  }
  return answers;
}

function scansOf(names: Names, requests: readonly Request[]): Iterable<Scan> {
  const scans = new Map<string, Scan>();
  requests.forEach(({ quantities, frame }, request) => {
    const { scope, periods, where, by } = frame;
    quantities.forEach(({ sets, of }, quantity) => {
      for (const set of sets) {
        const table = set.of === 'duties' ? 'duties' : 'acts';
        const families = set.of === 'duties' ? null : familyNumbers(set, names).sort((a, b) => a - b);
        const key = `${table} ${families?.join(',') ?? ''} ${scope.id} ${by?.id ?? ''}`;
        const scan: Scan = scans.get(key) ?? { table, families, scope, by, periods: [], terms: new Map() };
        scans.set(key, scan);
        const parts =
          set.of === 'duties'
            ? dutyParts(set, names)
            : [...actParts(set, names), ...(where ? [whereSql(where, names)] : [])];
        periods.forEach((span, period) => {
          scan.periods.push(span);
          const own = [...parts.map((part) => part.text), within(table === 'acts' ? 'on_date' : 'due', span).text];
          const name = `${aggregates(of)} ${own.join(' and ')}`;
          const term = scan.terms.get(name) ?? { aggregate: aggregates(of), parts: own, to: [] };
          term.to.push({ request, quantity, period });
          scan.terms.set(name, term);
        });
      }
    });
  });
  return scans.values();
}

/** What all sums of a scan ask stands outside, where it spares reading; the rest stands with each sum. */
function scanSql(
  facts: Facts,
  { table, families, scope, by, periods }: Scan,
  terms: readonly Term[],
): { readonly text: string; readonly keyed: boolean } {
  const shared = terms[0]?.parts.filter((part) => terms.every((term) => term.parts.includes(part))) ?? [];
  const outer = [
    ...(families ? [oneOf('family', families).text] : []),
    ...(scope.offices === null ? [] : [scopeSql(scope).text]),
    within(table === 'acts' ? 'on_date' : 'due', spanOver(periods)).text,
    ...shared,
  ];
  const sums = terms.map(({ aggregate, parts }, n) => {
    const own = parts.filter((part) => !shared.includes(part));
    return `${aggregate}${own.length === 0 ? '' : ` filter (where ${own.join(' and ')})`}::double as n${n}`;
  });
  const key = by?.key(table) ?? null;
  const text =
    `select ${[...(key === null ? [] : [`${key} as k`]), ...sums].join(', ')}` +
    ` from ${facts.relation(table, spanOver(periods), scope.places)}` +
    ` where ${[...new Set(outer)].join(' and ')}${key === null ? '' : ' group by k'}`;
  return { text, keyed: key !== null };
}

export const setSql = (set: CountedSet, where: Where | undefined, names: Names): Sql =>
  set.of === 'duties' ? dutySet(set, names) : all([actSet(set, names), ...(where ? [whereSql(where, names)] : [])]);

export const spanOver = (periods: readonly Span[]): Span => ({
  from: periods.map((period) => period.from).sort()[0] ?? '9999-12-31',
  to:
    periods
      .map((period) => period.to)
      .sort()
      .at(-1) ?? '0001-01-01',
});

/** Proceedings that run at the end of a day. */
export async function stock(
  facts: Facts,
  names: Names,
  procedures: readonly string[],
  scope: Scope,
  days: readonly string[],
  by?: Dimension,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const last = [...days].sort().at(-1) ?? '0001-01-01';
  const key = by?.key('proceedings') ?? null;
  const where = all([scopeSql(scope), stockSql(procedures, names)]);
  const sums = days.map((day, n) => `count(*) filter (where ${runsOn(day)})::double as n${n}`);
  const rows = await facts.rows({
    text:
      `select ${[...(key === null ? [] : [`${key} as k`]), ...sums].join(', ')}` +
      ` from ${facts.relation('proceedings', { from: '0001-01-01', to: last }, scope.places)}` +
      ` where ${where.text}${key === null ? '' : ' group by k'}`,
    values: where.values,
  });
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const cell = key !== null && by ? by.cell('proceedings', row.k) : '';
    const sums = found.get(cell) ?? days.map(() => 0);
    found.set(
      cell,
      sums.map((sum, n) => sum + Number(row[`n${n}`] ?? 0)),
    );
  }
  for (const [cell, sums] of found) if (key !== null && sums.every((n) => n === 0)) found.delete(cell);
  return found;
}

export const runsOn = (day: string): string =>
  `opened_on <= ${dateText(day)} and (closed_on is null or closed_on > ${dateText(day)})`;

export const stockSql = (procedures: readonly string[], { keys }: Names): Sql =>
  oneOf(
    'procedure',
    keys.procedures.flatMap((id, n) => (n > 0 && procedures.includes(id) ? [n] : [])),
  );

/** Acts that end a duration: the first of the set in each proceeding. */
export const endSets = (measure: Measure): readonly ActSet[] =>
  (measure.counts ?? []).flatMap((set) => (set.of === 'acts' ? [set] : []));

/** Procedures whose proceedings may come to such an act, as far as the sets themselves do not leave them out. */
function watched(sets: readonly ActSet[], { catalogue }: Names): readonly string[] {
  const of = (set: ActSet): string[] => {
    const acts = set.acts.flatMap((name) => catalogue.families.find((one) => one.id === name)?.acts ?? []);
    const asked = (column: 'act' | 'procedure', name: string): boolean => {
      const only = set.where?.[column]?.map(String);
      const never = set.where_not?.[column]?.map(String);
      return (only === undefined || only.includes(name)) && !never?.includes(name);
    };
    return acts.flatMap((act) => {
      const [procedure = ''] = act.split('/');
      return asked('procedure', procedure) && asked('act', act) ? [procedure] : [];
    });
  };
  return [...new Set(sets.flatMap(of))];
}

/**
 * How long proceedings opened in the period took until the counted act; what has none is seen running until it closed or until the snapshot.
 * The one question that joins: the proceedings of some procedures with the acts of some families.
 */
export async function durations(
  facts: Facts,
  names: Names,
  measure: Measure,
  { scope, periods, where, by }: Frame,
  asKnownAt: number,
): Promise<ReadonlyMap<string, readonly Days[]>> {
  const span = spanOver(periods);
  const sets = endSets(measure);
  const today = facts.dayOf(asKnownAt);
  const ends = any(sets.map((set) => setSql(set, where, names)));
  const procedures = watched(sets, names);
  const key = by?.key('proceedings') ?? null;
  const text =
    `with ended as (select proceeding, min(on_date) as on_date from ${facts.relation('acts', { from: span.from, to: '9999-12-31' }, null)}` +
    ` where ${
      oneOf(
        'family',
        sets.flatMap((set) => familyNumbers(set, names)),
      ).text
    } and ${within('opened_on', span).text} and ${ends.text} group by 1)` +
    ` select ${key === null ? '' : `${key} as k, `}greatest(0, coalesce(e.on_date, p.closed_on, ${dateText(today)}) - p.opened_on)::integer as days,` +
    ' (count(*) filter (where e.on_date is not null))::double as ended, (count(*) filter (where e.on_date is null))::double as running' +
    ` from (select * from ${facts.relation('proceedings', span, scope.places)} where ${all([scopeSql(scope), within('opened_on', span), stockSql(procedures, names)]).text}) p` +
    ` left join ended e using (proceeding) group by ${key === null ? 'days' : 'k, days'}`;
  const rows = await facts.rows({ text, values: ends.values });
  const found = new Map<string, Days[]>();
  for (const row of rows) {
    const cell = key !== null && by ? by.cell('proceedings', row.k) : '';
    const list = found.get(cell) ?? [];
    list.push({ days: Number(row.days), ended: Number(row.ended), running: Number(row.running) });
    found.set(cell, list);
  }
  return found;
}
