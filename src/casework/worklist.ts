import { sql } from 'kysely';
import { type Scope, scopeOf } from '#access/index.ts';
import { legalDate, startOfDay } from '#engine/index.ts';
import { type Directory, personOf } from './course.ts';
import { type DeadlineBase, deadlineAt } from './deadline.ts';
import { deskOfRow, type Joined, openDues, ownWidth, procedureOfRow, scopeFilter } from './listing.ts';
import { directoryOf } from './load.ts';
import { leadDeadline } from './page.ts';
import { countToDecide } from './proposals.ts';
import type { Text, WorkItem, Worklist } from './schemas.ts';
import type { Actor, Width } from './types.ts';
import { peopleText, shortDate, weekdayDate, words } from './words.ts';
import type { Writing } from './write.ts';

const DAY = 86_400_000;

const groupTitles: Readonly<Record<Worklist['groups'][number]['id'], Text>> = {
  overdue: words('已超期', 'Overdue'),
  'this-week': words('本周', 'This week'),
  'next-week': words('下周', 'Next week'),
  later: words('以后', 'Later'),
  paused: words('暂停', 'Paused'),
  undated: words('应办（无期限）', 'Owed, no date'),
  'others-owe': words('他方应办', 'Others owe'),
};
type GroupId = keyof typeof groupTitles;

/** What an item of the list needs of its proceeding (p) and its duty (d). */
const columns = [
  'p.id',
  'p.case_id',
  'p.number',
  'p.number_zh',
  'p.title_zh',
  'p.title_en',
  'p.procedure',
  'p.branch',
  'p.handler',
  'p.desk',
  'p.office',
  'p.custody',
  'd.item',
  'd.paused',
  'd.ours',
  'd.due_at',
  'd.soon_at',
  'd.alert_only',
  'd.base',
  'd.people',
  'd.before',
] as const;

/** What is owed, by when: groups of duties of the proceedings in scope, the nearest end first. */
export async function worklist(
  writing: Writing,
  actor: Actor,
  width: Width,
  filters: { readonly branch?: string; readonly custody?: boolean; readonly perGroup?: number },
  now: number,
): Promise<Worklist> {
  const { calendar } = writing.pack;
  const today = legalDate(now, calendar);
  const scopes = scopeOf(actor, ownWidth(actor, width));
  const week = weekOf(today);
  const endOf = (date: string) => startOfDay(date, calendar) + DAY;
  const perGroup = filters.perGroup ?? 50;
  const directory = await directoryOf(writing, actor.office);
  const ends: Readonly<Record<'this' | 'next', number>> = { this: endOf(week.sunday), next: endOf(week.nextSunday) };
  const wheres: Readonly<Record<GroupId, ReturnType<typeof sql<boolean>>>> = {
    overdue: sql<boolean>`d.ours and not d.paused and not d.alert_only and d.due_at < ${now}`,
    'this-week': sql<boolean>`d.ours and not d.paused and d.due_at >= ${now} and d.due_at < ${ends.this}`,
    'next-week': sql<boolean>`d.ours and not d.paused and d.due_at >= ${ends.this} and d.due_at < ${ends.next}`,
    later: sql<boolean>`d.ours and not d.paused and d.due_at >= ${ends.next}`,
    paused: sql<boolean>`d.ours and d.paused`,
    undated: sql<boolean>`d.ours and not d.paused and (d.due_at is null or (d.alert_only and d.due_at < ${now}))`,
    'others-owe': sql<boolean>`not d.ours`,
  };
  const groups: Worklist['groups'] = [];
  for (const id of Object.keys(groupTitles) as GroupId[]) {
    const query = openDues(writing, scopes, filters).where(wheres[id]);
    const total = await query.select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow();
    if (Number(total.n) === 0) continue;
    const rows = (await query
      .select(columns)
      .orderBy(sql`d.due_at nulls last`)
      .orderBy('p.number')
      .orderBy('d.item')
      .limit(perGroup)
      .execute()) as readonly Joined[];
    const items = rows.map((row) => itemOf(writing, directory, row, now));
    groups.push({
      id,
      title: groupTitles[id],
      hint: hintOf(id, week),
      items,
      more: Math.max(0, Number(total.n) - items.length),
    });
  }
  return {
    today,
    counts: await countsIn(writing, scopes, filters, now),
    groups,
    nextDue: await nextDue(writing, scopes, filters, now),
  };
}

async function countsIn(
  writing: Writing,
  scopes: readonly Scope[],
  filters: { readonly branch?: string; readonly custody?: boolean },
  now: number,
): Promise<Worklist['counts']> {
  const { calendar } = writing.pack;
  const monthStart = startOfDay(`${legalDate(now, calendar).slice(0, 7)}-01`, calendar);
  const counted = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`count(*) filter (where ${condition})`;
  const dated = sql`d.ours and not d.paused and not d.alert_only`;
  const row = await openDues(writing, scopes, filters)
    .select([
      counted(sql<boolean>`${dated} and d.due_at < ${now}`).as('overdue'),
      counted(sql<boolean>`${dated} and d.due_at >= ${now} and d.soon_at <= ${now}`).as('soon'),
      counted(sql<boolean>`d.ours and not d.paused and d.due_at >= ${now} and (d.soon_at > ${now} or d.alert_only)`).as(
        'running',
      ),
      counted(sql<boolean>`d.ours and d.paused`).as('paused'),
      counted(sql<boolean>`d.ours and not d.paused and (d.due_at is null or (d.alert_only and d.due_at < ${now}))`).as(
        'undated',
      ),
    ])
    .executeTakeFirstOrThrow();
  let met = writing.db
    .selectFrom('casework_due as d')
    .innerJoin('casework_proceeding as p', 'p.id', 'd.proceeding')
    .where('d.status', '=', 'met')
    .where('d.ours', '=', true)
    .where('d.lead', '=', true)
    .where('d.due_at', 'is not', null)
    .where('d.ended_at', '>=', monthStart)
    .where('d.ended_at', '<=', now)
    .where(scopeFilter(scopes));
  if (filters.branch !== undefined) met = met.where('p.branch', '=', filters.branch);
  if (filters.custody === true) met = met.where('p.custody', '=', true);
  const metRow = await met.select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow();
  return {
    overdue: Number(row.overdue),
    soon: Number(row.soon),
    running: Number(row.running),
    paused: Number(row.paused),
    undated: Number(row.undated),
    metThisMonth: Number(metRow.n),
  };
}

async function nextDue(
  writing: Writing,
  scopes: readonly Scope[],
  filters: { readonly branch?: string; readonly custody?: boolean },
  now: number,
): Promise<Worklist['nextDue']> {
  const row = await openDues(writing, scopes, filters)
    .where(sql<boolean>`d.ours and not d.paused and d.due_at >= ${now}`)
    .select((eb) => eb.fn.min('d.due_at').as('at'))
    .executeTakeFirst();
  if (row?.at === null || row?.at === undefined) return null;
  const date = legalDate(Number(row.at), writing.pack.calendar);
  const day = weekdayDate(date, legalDate(now, writing.pack.calendar));
  return { date, text: words(`最近一项：${day.zh}`, `Next: ${day.en}`) };
}

/** One item of the list by its id, if it is in the actor's scope. */
export async function workItem(writing: Writing, id: string, actor: Actor, now: number): Promise<WorkItem | null> {
  const row = (await openDues(writing, scopeOf(actor, 'office'), {})
    .where('d.item', '=', id)
    .select(columns)
    .executeTakeFirst()) as Joined | undefined;
  return row ? itemOf(writing, await directoryOf(writing, row.office), row, now) : null;
}

export async function counts(writing: Writing, actor: Actor, now: number) {
  const scopes = scopeOf(actor, ownWidth(actor, 'mine'));
  const owed = await countsIn(writing, scopes, {}, now);
  const mine = await writing.db
    .selectFrom('casework_proceeding as p')
    .where(scopeFilter(scopes))
    .where('p.closed_at', 'is', null)
    .where('p.concluded_at', 'is', null)
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return {
    overdueOrSoon: owed.overdue + owed.soon,
    toDecide: await countToDecide(writing, actor),
    myCases: Number(mine.n),
  };
}

function itemOf(writing: Writing, directory: Directory, row: Joined, now: number): WorkItem {
  const { calendar } = writing.pack;
  const show = (base: unknown) => deadlineAt(base as DeadlineBase, now, calendar);
  const names = [...row.people];
  const offence = words(row.title_zh, row.title_en);
  return {
    id: row.item,
    proceeding: row.id,
    case: { id: row.case_id, number: row.number, title: offence, numberText: words(row.number_zh, row.number) },
    procedure: procedureOfRow(writing, row),
    people: names.length > 0 ? peopleText(names) : offence,
    handler: row.handler === null ? null : personOf(directory, row.handler),
    desk: deskOfRow(writing, row),
    custody: row.custody,
    deadline: leadDeadline(row, show(row.base)),
    before: row.before.map(show),
  };
}

interface Week {
  readonly monday: string;
  readonly sunday: string;
  readonly nextMonday: string;
  readonly nextSunday: string;
}

/** Monday to Sunday of the week of a date, and the next. */
export function weekOf(today: string): Week {
  const at = Date.parse(`${today}T00:00:00Z`);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  const day = (n: number) => new Date(at + (n - weekday) * DAY).toISOString().slice(0, 10);
  return { monday: day(0), sunday: day(6), nextMonday: day(7), nextSunday: day(13) };
}

function hintOf(id: GroupId, week: Week): Text {
  const span = (from: string, to: string) => {
    const a = shortDate(from);
    const b = shortDate(to);
    return words(`${a.zh}至${b.zh}`, `${a.en} – ${b.en}`);
  };
  switch (id) {
    case 'overdue':
      return words('今日办理，或者记录原因', 'Act or record the reason today');
    case 'this-week':
      return span(week.monday, week.sunday);
    case 'next-week':
      return span(week.nextMonday, week.nextSunday);
    case 'later': {
      const after = shortDate(week.nextSunday);
      return words(`${after.zh}以后`, `after ${after.en}`);
    }
    case 'paused':
      return words('期限暂停计算，注意恢复', 'The clock is not running; keep an eye on it');
    case 'undated':
      return words('法律未规定天数，应当及时办理', 'The law sets no number of days: promptly');
    case 'others-owe':
      return words('公安机关、法院、上级院或者当事人应办的', 'Owed by police, court, the office above or a party');
  }
}
