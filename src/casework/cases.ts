import { type Selectable, sql } from 'kysely';
import { scopeOf } from '#access/index.ts';
import { personOf } from './course.ts';
import { type DeadlineBase, deadlineAt } from './deadline.ts';
import { deskOfRow, type Joined, ownWidth, procedureOfRow, scopeFilter } from './listing.ts';
import { directoryOf } from './load.ts';
import { leadDeadline } from './page.ts';
import { isNamed } from './parties.ts';
import type { CaseRow } from './schemas.ts';
import type { ProceedingTable } from './tables.ts';
import type { Actor, CaseQuery, Cases, Casework, SearchHit } from './types.ts';
import { joinTexts, peopleText, words } from './words.ts';
import type { Writing } from './write.ts';

/** `%` and `_` of what was typed mean themselves. */
const like = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, (found) => `\\${found}`)}%`;

/** Proceedings in scope, the latest first; each word typed must be found in number, title, people or offence. */
export async function cases(writing: Writing, actor: Actor, query: CaseQuery, now: number): Promise<Cases> {
  const pageSize = Math.min(200, Math.max(1, query.pageSize ?? 50));
  const page = Math.max(1, Math.floor(query.page ?? 1));
  let found = writing.db
    .selectFrom('casework_proceeding as p')
    .where(scopeFilter(scopeOf(actor, ownWidth(actor, query.scope))));
  if (query.procedure) found = found.where('p.procedure', '=', query.procedure);
  for (const word of wordsOf(query.q)) found = found.where('p.words', 'like', like(word));
  const total = Number((await found.select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n);
  const rows = await found
    .selectAll()
    .orderBy('p.opened_on', 'desc')
    .orderBy('p.number', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return {
    rows: await caseRows(writing, actor, rows, now),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
  };
}

const wordsOf = (q: string | undefined): string[] =>
  (q ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);

async function caseRows(
  writing: Writing,
  actor: Actor,
  rows: readonly Selectable<ProceedingTable>[],
  now: number,
): Promise<CaseRow[]> {
  if (rows.length === 0) return [];
  const directory = await directoryOf(writing, actor.office);
  const ids = rows.map((row) => row.id);
  const parties = await writing.db
    .selectFrom('casework_party')
    .selectAll()
    .where('proceeding', 'in', ids)
    .orderBy('place')
    .execute();
  const mains = await writing.db
    .selectFrom('casework_due')
    .select(['proceeding', 'base', 'people'])
    .where('proceeding', 'in', ids)
    .where('main', '=', true)
    .execute();
  return rows.map((row) => {
    const names = parties
      .filter((party) => party.proceeding === row.id && isNamed(writing.pack, party.role))
      .map((party) => party.name);
    const main = mains.find((due) => due.proceeding === row.id);
    return {
      proceeding: row.id,
      case: {
        id: row.case_id,
        number: row.number,
        title: words(row.title_zh, row.title_en),
        numberText: words(row.number_zh, row.number),
      },
      procedure: procedureOfRow(writing, row),
      people: peopleText(names),
      handler: row.handler === null ? null : personOf(directory, row.handler),
      desk: deskOfRow(writing, row),
      opened: row.opened_on,
      state: words(row.state_zh, row.state_en),
      main: main ? leadDeadline(main, deadlineAt(main.base as DeadlineBase, now, writing.pack.calendar)) : null,
      custody: row.custody,
    };
  });
}

/** What the policies ask of many proceedings, and their numbers. */
export async function namedFacts(writing: Writing, ids: readonly string[]): ReturnType<Casework['namedFacts']> {
  if (ids.length === 0) return new Map();
  const rows = await writing.db
    .selectFrom('casework_proceeding')
    .select(['id', 'office', 'desk', 'handler', 'procedure', 'number', 'number_zh'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, office, desk, handler, procedure, number, number_zh }) => [
      id,
      { facts: { id, office, desk, handler, procedure }, number: words(number_zh, number) },
    ]),
  );
}

/** Cases and people whose number, title or name holds what was typed; at most twenty of each. */
export async function search(writing: Writing, actor: Actor, q: string): Promise<SearchHit[]> {
  const typed = wordsOf(q);
  if (typed.length === 0) return [];
  const scopes = scopeOf(actor, 'office');
  let found = writing.db.selectFrom('casework_proceeding as p').where(scopeFilter(scopes));
  for (const word of typed) found = found.where('p.words', 'like', like(word));
  const rows = await found.selectAll().orderBy('p.opened_on', 'desc').limit(20).execute();
  const people = await writing.db
    .selectFrom('casework_proceeding as p')
    .innerJoin('casework_party as q', 'q.proceeding', 'p.id')
    .where(scopeFilter(scopes))
    .where(sql<boolean>`lower(q.name) like ${like(typed.join(' '))}`)
    .select(['q.name', 'p.id', 'p.number', 'p.number_zh', 'p.procedure', 'p.branch'])
    .orderBy('p.opened_on', 'desc')
    .limit(20)
    .execute();
  const title = (row: Pick<Joined, 'procedure' | 'branch'>) => procedureOfRow(writing, row).title;
  return [
    ...rows.map((row) => ({
      kind: 'case' as const,
      title: words(row.title_zh, row.title_en),
      hint: joinTexts([title(row), words(row.number_zh, row.number)], ' · ', ' · '),
      to: row.id,
    })),
    ...people.map((row) => ({
      kind: 'person' as const,
      title: words(row.name, row.name),
      hint: joinTexts([title(row), words(row.number_zh, row.number)], ' · ', ' · '),
      to: row.id,
    })),
  ];
}
