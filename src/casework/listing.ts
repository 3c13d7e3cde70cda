import { type Selectable, sql } from 'kysely';
import type { Actor, Scope } from '#access/index.ts';
import type { WorkItem } from './schemas.ts';
import type { DueTable, ProceedingTable } from './tables.ts';
import type { Width } from './types.ts';
import { words } from './words.ts';
import type { Writing } from './write.ts';

export type Joined = Pick<
  Selectable<ProceedingTable>,
  | 'id'
  | 'case_id'
  | 'number'
  | 'number_zh'
  | 'title_zh'
  | 'title_en'
  | 'procedure'
  | 'branch'
  | 'handler'
  | 'desk'
  | 'office'
  | 'custody'
> &
  Pick<Selectable<DueTable>, 'item' | 'paused' | 'ours' | 'due_at' | 'soon_at' | 'alert_only'> & {
    readonly base: unknown;
    readonly people: readonly string[];
    readonly before: readonly unknown[];
  };

/** What is theirs: of those who handle no cases themselves, what their department does; without one, the whole office. */
export function ownWidth(actor: Actor, width: Width): Width {
  const handles = actor.functions.some((one) => one === 'handles' || one === 'heads-desk');
  return width !== 'mine' || handles ? width : actor.desk === null ? 'office' : 'desk';
}

export function openDues(
  writing: Writing,
  scopes: readonly Scope[],
  filters: { readonly branch?: string; readonly custody?: boolean },
) {
  let query = writing.db
    .selectFrom('casework_proceeding as p')
    .innerJoin('casework_due as d', 'd.proceeding', 'p.id')
    .where('d.status', '=', 'open')
    .where('d.lead', '=', true)
    .where('d.covered', '=', false)
    .where(scopeFilter(scopes));
  if (filters.branch !== undefined) query = query.where('p.branch', '=', filters.branch);
  if (filters.custody === true) query = query.where('p.custody', '=', true);
  return query;
}

/** The scopes as SQL over the columns of `p`. */
export function scopeFilter(scopes: readonly Scope[]) {
  if (scopes.length === 0) return sql<boolean>`false`;
  const one = (scope: Scope) =>
    sql.join(
      [
        sql`p.office = ${scope.office}`,
        ...(scope.desk === undefined ? [] : [sql`p.desk = ${scope.desk}`]),
        ...(scope.handler === undefined ? [] : [sql`p.handler = ${scope.handler}`]),
        ...(scope.procedures === undefined ? [] : [sql`p.procedure in (${sql.join([...scope.procedures])})`]),
        ...(scope.assigned === undefined ? [] : [sql`p.handler is not null`]),
      ],
      sql` and `,
    );
  return sql<boolean>`(${sql.join(
    scopes.map((scope) => sql`(${one(scope)})`),
    sql` or `,
  )})`;
}

export function procedureOfRow(writing: Writing, row: Pick<Joined, 'procedure' | 'branch'>): WorkItem['procedure'] {
  const law = writing.pack.procedures[row.procedure];
  return { id: row.procedure, title: law?.title ?? words(row.procedure, row.procedure), branch: row.branch };
}

export function deskOfRow(writing: Writing, row: Pick<Joined, 'office' | 'desk'>): WorkItem['desk'] {
  const desk = writing.offices.find((one) => one.id === row.office)?.desks.find((one) => one.id === row.desk);
  return desk ? { id: desk.id, title: desk.title } : null;
}
