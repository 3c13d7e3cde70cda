/** The rows behind a figure, page by page in a fixed order: by day, then by case. */
import { type CountedSet, type Measure, sidesOf, type Where } from './definition.ts';
import { actName, type Dimension, spanOf } from './dimension.ts';
import { columnName } from './facts.ts';
import { type Counting, lastDay } from './measured.ts';
import type { Sql } from './open.ts';
import type { FigureRows } from './schemas.ts';
import { type Scope, scopeSql } from './scope.ts';
import { all, any, familyNumbers, oneOf, plain, type Span, within } from './sql.ts';
import { endSets, runsOn, setSql, stockSql } from './tally.ts';

export type Part = 'value' | 'numerator' | 'denominator';
export interface Asked {
  readonly measure: Measure;
  readonly part: Part;
  readonly scope: Scope;
  readonly period: Span;
  readonly where?: Where | undefined;
  readonly cell: { readonly by: Dimension; readonly key: string } | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** One place that rows come from: a set over a table. `day` is the column that dates them. */
interface Branch {
  readonly day: string;
  from(span: Span): string;
  readonly where: Sql;
  /** Number column of the table for the act or rule; what the row adds. */
  readonly what: string;
  readonly item: string;
  readonly subject: string;
  readonly amount: string;
}

/**
 * First the days with their numbers, which is as quick as the figure itself; then only the days of the page, so that a page of a nation's
 * millions is there at once.
 */
export async function rowsBehind(counting: Counting, asked: Asked): Promise<FigureRows | null> {
  const branches = branchesOf(counting, asked);
  if (branches === null) return null;
  const { facts } = counting;
  const { page, pageSize, period } = asked;
  const perDay = await facts.rows({
    text: `select d::varchar as d, sum(n)::double as n from (${branches
      .map(
        ({ day, from, where }) =>
          `select ${day} as d, count(*) as n from ${from(period)} where ${where.text} group by 1`,
      )
      .join(' union all ')}) group by 1 order by 1`,
    values: branches.flatMap((branch) => branch.where.values),
  });
  const total = perDay.reduce((sum, row) => sum + Number(row.n), 0);
  const window = daysOf(
    perDay.map((row) => ({ day: String(row.d), n: Number(row.n) })),
    (page - 1) * pageSize,
    pageSize,
  );
  const answer = { id: asked.measure.id, part: asked.part, total };
  if (window === null) return { ...answer, rows: [] };
  const span = { from: window.from, to: window.to };
  const ledger = facts.kind === 'ledger';
  const found = await facts.rows({
    text: `select *, d::varchar as day from (${branches
      .map(
        ({ day, from, where, what, item, subject, amount }, n) =>
          `select ${n} as s, ${day} as d, case_no, proceeding, ${subject} as subject, ${what} as what, ${item} as item, office, offence, (${amount})::double as amount` +
          `${ledger ? ', case_id, number, proceeding_id, subject_id, item_id, desk' : ''}` +
          ` from ${from(span)} where ${where.text} and ${within(day, span).text}`,
      )
      .join(
        ' union all ',
      )}) order by d, case_no, proceeding, subject, what, item, s limit ${Math.trunc(pageSize)} offset ${Math.trunc(window.skip)}`,
    values: branches.flatMap((branch) => branch.where.values),
  });
  return { ...answer, rows: found.map((row) => shown(counting, asked, row)) };
}

/** The days that hold the rows from `skip` on; null: there are none. */
function daysOf(
  days: readonly { readonly day: string; readonly n: number }[],
  skip: number,
  take: number,
): { readonly from: string; readonly to: string; readonly skip: number } | null {
  let passed = 0;
  let from: string | null = null;
  let rest = 0;
  for (const { day, n } of days) {
    if (from === null && passed + n > skip) {
      from = day;
      rest = skip - passed;
    }
    passed += n;
    if (from !== null && passed >= skip + take) return { from, to: day, skip: rest };
  }
  return from === null ? null : { from, to: days.at(-1)?.day ?? from, skip: rest };
}

function branchesOf(counting: Counting, asked: Asked): readonly Branch[] | null {
  const { facts, names, asKnownAt } = counting;
  const { measure, scope, period, where } = asked;
  // Parts that only the numerator has stand over the whole denominator.
  const cell =
    asked.part === 'denominator' && measure.numerator_by.includes(asked.cell?.by.id ?? '') ? null : asked.cell;
  const common = (table: 'acts' | 'duties' | 'proceedings'): Sql[] => [
    scopeSql(scope),
    ...(cell ? [cell.by.rows(table, cell.key)] : []),
  ];
  if (measure.kind === 'stock') {
    if (asked.part !== 'value') return null;
    // The cell of a month or year is the period that ends with it, not when the proceeding began.
    const timed = cell !== null && (cell.by.id === 'month' || cell.by.id === 'year');
    const end = lastDay(facts, (timed ? spanOf(cell.key) : null) ?? period, asKnownAt);
    return [
      {
        day: 'opened_on',
        from: (span) => facts.relation('proceedings', { from: '0001-01-01', to: span.to }, scope.places),
        where: all([
          scopeSql(scope),
          ...(cell && !timed ? [cell.by.rows('proceedings', cell.key)] : []),
          plain(runsOn(end)),
          stockSql(measure.procedures ?? [], names),
        ]),
        what: 'procedure',
        item: '0',
        subject: '0',
        amount: 'null',
      },
    ];
  }
  if (measure.kind === 'median') {
    if (asked.part !== 'value' && asked.part !== 'numerator') return null;
    const sets = endSets(measure);
    const families = sets.flatMap((set) => familyNumbers(set, names));
    const ends = any(sets.map((set) => setSql(set, where, names)));
    const acts = facts.relation('acts', { from: period.from, to: '9999-12-31' }, null);
    const first =
      `(select * from ${acts} where ${oneOf('family', families).text} and ${within('opened_on', period).text} and ${ends.text}` +
      ' qualify row_number() over (partition by proceeding order by on_date, subject, act) = 1)';
    const proceedings = all([...common('proceedings')]);
    return [
      {
        day: 'on_date',
        from: () =>
          `(select * from ${first} where proceeding in (select proceeding from ${facts.relation('proceedings', period, scope.places)} where ${proceedings.text}))`,
        where: { text: 'true', values: [...ends.values, ...proceedings.values] },
        what: 'act',
        item: 'nth_proceeding',
        subject: 'subject',
        amount: 'on_date - opened_on',
      },
    ];
  }
  const side = sidesOf(measure).find((one) => one.part === asked.part);
  if (!side) return null;
  const amount = measure.kind === 'average' ? 'on_date - opened_on' : side.sum === null ? 'null' : columnName(side.sum);
  return side.sets.map((set: CountedSet): Branch => {
    const table = set.of === 'duties' ? 'duties' : 'acts';
    const day = table === 'acts' ? 'on_date' : 'due';
    return {
      day,
      from: (span) => facts.relation(table, span, scope.places),
      where: all([...common(table), setSql(set, where, names), within(day, period)]),
      what: table === 'acts' ? 'act' : 'rule',
      item: table === 'acts' ? 'nth_proceeding' : '0',
      subject: 'subject',
      amount,
    };
  });
}

function shown(
  { facts, names }: Counting,
  { measure, part }: Asked,
  row: Readonly<Record<string, unknown>>,
): FigureRows['rows'][number] {
  const { keys, pack } = names;
  const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
  const duty = sidesOf(measure).find((side) => side.part === part)?.sets[Number(row.s)]?.of === 'duties';
  const list = measure.kind === 'stock' ? keys.procedures : duty ? keys.rules : keys.acts;
  const offence = keys.offences[Number(row.offence)] ?? '';
  const desk = text(row.desk);
  const office = keys.offices[Number(row.office)];
  const place = [row.s, row.proceeding, row.what, row.subject, row.item].map(String).join(':');
  return {
    key: row.item_id === undefined ? place : `${String(row.s)}:${String(row.item_id)}`,
    proceeding: text(row.proceeding_id) ?? String(row.proceeding),
    case: text(row.case_id) ?? String(row.case_no),
    number: text(row.number),
    subject:
      text(row.subject_id) ?? (row.item_id === undefined && Number(row.subject) > 0 ? String(row.subject) : null),
    offence: offence === '' ? null : (pack.offences.all.find((one) => one.id === offence)?.title ?? null),
    act: actName(list[Number(row.what)] ?? '', names),
    date: text(row.day),
    desk: desk === null ? null : (facts.desks[desk] ?? { zh: desk, en: desk }),
    office: office?.title ?? null,
    amount: row.amount === null || row.amount === undefined ? null : Number(row.amount),
  };
}
