import type { Selectable } from 'kysely';
import { deciding, viewOf } from '#access/index.ts';
import { legalDate } from '#engine/index.ts';
import { actTitle, type LawPack, rankTitle } from '#law/index.ts';
import { citesOf } from './cite.ts';
import { changed, record } from './commands.ts';
import { dataItems, itemsSince, personOf } from './course.ts';
import { deadlineAt } from './deadline.ts';
import { decide, look } from './decide.ts';
import { type Dossier, stateAt, subjectOf } from './dossier.ts';
import { reviewOf } from './effects.ts';
import { ofLaw, whyNot } from './explain.ts';
import { directoryOf, loadFor } from './load.ts';
import { caseRef } from './page.ts';
import { type DueRow, rowsOf } from './projection.ts';
import { badData, byLaw, notAllowed, notFound, refusal } from './refusal.ts';
import type { ActOutcome, ProposalPage, ProposedAct, Refusal } from './schemas.ts';
import { type ProposalTable, trxOf } from './tables.ts';
import type { Actor } from './types.ts';
import { words } from './words.ts';
import { AlreadyThere, type Writing } from './write.ts';

export type ProposalRow = Selectable<ProposalTable>;

const proposedOf = (row: ProposalRow, dossier: Dossier): ProposedAct => ({
  act: row.act,
  subject: row.subject,
  on: dossier.today,
  data: row.data as ProposedAct['data'],
  expectedVersion: dossier.version,
  ...(row.reason === null ? {} : { reason: row.reason }),
});

/** May the actor decide this proposal? Not their own. */
function mayDecide(pack: LawPack, row: ProposalRow, actor: Actor): ReturnType<typeof deciding> {
  if (row.proposed_by === actor.id)
    return {
      allowed: false,
      words: words('不得批准本人报请的事项', 'Nobody decides on what they asked for themselves'),
    };
  return deciding(pack, actor, row.rank, row.procedure);
}

/** Proposals that the actor may decide (`decide`) or has made (`mine`), the nearest end first. */
export async function listProposals(
  writing: Writing,
  actor: Actor,
  box: 'decide' | 'mine',
  now: number,
): Promise<ProposalPage[]> {
  const rows = await rowsFor(writing, actor, box);
  const pages: ProposalPage[] = [];
  for (const row of rows) {
    const seen = await loadFor(writing, row.proceeding, actor, now);
    if (seen?.view === 'whole') pages.push(await pageOfProposal(writing, row, seen.dossier, actor, now));
  }
  return pages.sort(
    (a, b) => (a.deadline?.due?.at ?? Number.MAX_SAFE_INTEGER) - (b.deadline?.due?.at ?? Number.MAX_SAFE_INTEGER),
  );
}

async function rowsFor(writing: Writing, actor: Actor, box: 'decide' | 'mine'): Promise<ProposalRow[]> {
  const all = writing.db.selectFrom('casework_proposal').selectAll().where('office', '=', actor.office);
  if (box === 'mine')
    return all.where('proposed_by', '=', actor.id).orderBy('proposed_at', 'desc').limit(200).execute();
  const waiting = await all.where('state', '=', 'waiting').orderBy('proposed_at').limit(1000).execute();
  const decidable = waiting.filter((row) => mayDecide(writing.pack, row, actor).allowed);
  if (decidable.length === 0) return [];
  const ids = decidable.map((row) => row.proceeding);
  const facts = await writing.db
    .selectFrom('casework_proceeding')
    .select(['id', 'office', 'desk', 'handler', 'procedure'])
    .where('id', 'in', ids)
    .execute();
  const seen = new Set(facts.filter((one) => viewOf(actor, one) === 'whole').map((one) => one.id));
  return decidable.filter((row) => seen.has(row.proceeding));
}

/** How many proposals wait for this person. */
export async function countToDecide(writing: Writing, actor: Actor): Promise<number> {
  return (await rowsFor(writing, actor, 'decide')).length;
}

export async function oneProposal(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
): Promise<ProposalPage | null> {
  const found = await find(writing, id, actor, now);
  return found ? pageOfProposal(writing, found.row, found.dossier, actor, now) : null;
}

async function find(writing: Writing, id: string, actor: Actor, now: number) {
  const row = await writing.db.selectFrom('casework_proposal').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const seen = await loadFor(writing, row.proceeding, actor, now);
  return seen?.view === 'whole' ? { row, dossier: seen.dossier } : null;
}

async function pageOfProposal(
  writing: Writing,
  row: ProposalRow,
  dossier: Dossier,
  actor: Actor,
  now: number,
): Promise<ProposalPage> {
  const directory = await directoryOf(writing, dossier.office.id);
  const looked = look(writing, dossier, proposedOf(row, dossier));
  if ('recorded' in looked) throw new Error(`proposal ${row.id}: ${looked.message.en}`);
  const answer = mayDecide(writing.pack, row, actor);
  const since = dossier.recorded.filter((act) => act.version > row.version);
  return {
    id: row.id,
    proceeding: dossier.id,
    case: caseRef(dossier),
    procedure: { id: dossier.law.id, title: dossier.law.title, branch: dossier.law.branch },
    act: row.act,
    title: actTitle(dossier.law, row.act),
    subject: subjectOf(dossier, row.subject),
    data: dataItems(writing, dossier, row.act, row.data as Parameters<typeof dataItems>[3]),
    reason: row.reason,
    proposedBy: personOf(directory, row.proposed_by),
    proposedOn: row.proposed_on,
    rank: {
      rank: row.rank,
      title: rankTitle(writing.pack, row.rank),
      cite: citesOf(writing.pack, looked.judgement.rankCite || looked.info.cite),
    },
    deadline: deadlineOf(writing, dossier, row, now),
    state: row.state,
    returnReason: row.return_reason,
    decidedBy: row.decided_by === null ? null : personOf(directory, row.decided_by),
    decidedOn: row.decided_at === null ? null : legalDate(row.decided_at, writing.pack.calendar),
    mayDecide: row.state === 'waiting' && answer.allowed,
    byDelegation:
      answer.allowed && answer.by === 'delegation'
        ? { from: { id: answer.delegation.from.id, name: answer.delegation.from.name } }
        : null,
    review: reviewOf(writing, dossier, looked, actor),
    version: dossier.version,
    changedSince: itemsSince(writing, dossier, directory, since),
  };
}

/** The end that the proposed act would meet, the nearest. */
function deadlineOf(writing: Writing, dossier: Dossier, row: ProposalRow, now: number): ProposalPage['deadline'] {
  const fits = (due: DueRow) =>
    due.status === 'open' &&
    due.due_at !== null &&
    due.base.targets.some((target) => target.act === row.act) &&
    (due.base.subject === null || due.base.subject.id === row.subject);
  const dues = rowsOf(writing, dossier).dues.filter(fits);
  const nearest = dues.sort((a, b) => (a.due_at ?? 0) - (b.due_at ?? 0))[0];
  return nearest ? deadlineAt(nearest.base, now, writing.pack.calendar) : null;
}

/**
 * Approves: the decision is the approver's, under their name, on the day of approval. Judged anew; where the law now
 * forbids it the proposal is overtaken and every reason is told.
 */
export async function approve(
  writing: Writing,
  id: string,
  input: { readonly expectedVersion: number; readonly reason?: string },
  actor: Actor,
  now: number,
): Promise<ActOutcome | Refusal> {
  const found = await find(writing, id, actor, now);
  if (!found) return notFound();
  const { row, dossier } = found;
  const decidable = await undecided(writing, row, dossier);
  if (decidable) return decidable;
  const answer = mayDecide(writing.pack, row, actor);
  if (!answer.allowed) return notAllowed(answer.words);
  if (input.expectedVersion !== dossier.version) return changed(writing, dossier, input.expectedVersion);
  const reason = input.reason?.trim();
  const proposed = { ...proposedOf(row, dossier), ...(reason ? { reason } : {}) };
  const decision = decide(writing, dossier, proposed, actor);
  if (decision.kind === 'refuse')
    return decision.refusal.kind === 'refused' ? overtaken(writing, row, dossier, actor, now) : decision.refusal;
  if (decision.kind === 'propose') return notAllowed(words('需由更高一级决定', 'A higher rank must decide this now'));
  const prepared = {
    ...decision.act,
    meta: { ...decision.act.meta, proposal: row.id, proposedBy: row.proposed_by, proposedAt: row.proposed_at },
  };
  try {
    return await record(writing, dossier, prepared, actor, now, async (trx, recorded) => {
      const act = recorded.find((one) => one.type === row.act && one.proceeding === dossier.id);
      const decided = await trxOf(trx)
        .updateTable('casework_proposal')
        .set({ state: 'approved', decided_by: actor.id, decided_at: now, act_id: act?.id ?? null })
        .where('id', '=', row.id)
        .where('state', '=', 'waiting')
        .returning('id')
        .executeTakeFirst();
      if (!decided) throw new AlreadyThere('proposal');
    });
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const again = await find(writing, id, actor, now);
    return (again && (await undecided(writing, again.row, again.dossier))) ?? notFound();
  }
}

/** Told to whoever comes second: who decided, and when. */
async function undecided(writing: Writing, row: ProposalRow, dossier: Dossier): Promise<Refusal | null> {
  if (row.state === 'waiting') return null;
  const directory = await directoryOf(writing, dossier.office.id);
  const since = dossier.recorded.filter((act) => act.version > row.version);
  const items = itemsSince(writing, dossier, directory, since);
  const who = row.decided_by === null ? null : personOf(directory, row.decided_by).name;
  const said: Readonly<Record<Exclude<ProposalRow['state'], 'waiting'>, [string, string]>> = {
    approved: ['已批准', 'approved'],
    returned: ['已退回', 'returned'],
    withdrawn: ['已撤回', 'withdrawn'],
    overtaken: ['因情况变化已不能办理', 'overtaken by what happened since'],
  };
  const [zh, en] = said[row.state];
  return refusal(
    'conflict',
    words(
      `此报请${who ? `由${who.zh}` : ''}${zh}，未再作记录`,
      `This was ${en}${who ? ` by ${who.en}` : ''} already; nothing more was recorded`,
    ),
    { since: items },
  );
}

async function overtaken(
  writing: Writing,
  row: ProposalRow,
  dossier: Dossier,
  actor: Actor,
  now: number,
): Promise<Refusal> {
  const looked = look(writing, dossier, proposedOf(row, dossier));
  if ('recorded' in looked) return looked;
  await writing.db
    .updateTable('casework_proposal')
    .set({ state: 'overtaken', decided_by: actor.id, decided_at: now })
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .execute();
  writing.deps.changed?.(dossier.id);
  return byLaw(
    actTitle(dossier.law, row.act),
    whyNot(writing, dossier, stateAt(writing, dossier, looked.at), ofLaw(looked.judgement), row.act),
  );
}

/** Sends a proposal back to who made it, with the reason. */
export async function returnProposal(
  writing: Writing,
  id: string,
  input: { readonly reason: string },
  actor: Actor,
  now: number,
): Promise<{ readonly kind: 'returned' } | Refusal> {
  const found = await find(writing, id, actor, now);
  if (!found) return notFound();
  const answer = mayDecide(writing.pack, found.row, actor);
  if (!answer.allowed) return notAllowed(answer.words);
  const reason = input.reason.trim();
  if (reason === '')
    return badData([{ field: 'reason', text: words('请写明退回理由', 'Give the reason for returning it') }]);
  const done = await settle(writing, id, {
    state: 'returned',
    return_reason: reason,
    decided_by: actor.id,
    decided_at: now,
  });
  if (!done) return settledAlready(writing, id, actor, now);
  writing.deps.changed?.(found.dossier.id);
  return { kind: 'returned' };
}

/** Takes one's own proposal back. */
export async function withdrawProposal(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
): Promise<{ readonly kind: 'withdrawn' } | Refusal> {
  const found = await find(writing, id, actor, now);
  if (!found) return notFound();
  if (found.row.proposed_by !== actor.id)
    return notAllowed(words('只有报请人可以撤回', 'Only who made it may withdraw it'));
  const done = await settle(writing, id, { state: 'withdrawn', decided_by: actor.id, decided_at: now });
  if (!done) return settledAlready(writing, id, actor, now);
  writing.deps.changed?.(found.dossier.id);
  return { kind: 'withdrawn' };
}

async function settle(
  writing: Writing,
  id: string,
  set: Pick<ProposalRow, 'state' | 'decided_by' | 'decided_at'> & { readonly return_reason?: string },
): Promise<boolean> {
  const row = await writing.db
    .updateTable('casework_proposal')
    .set(set)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function settledAlready(writing: Writing, id: string, actor: Actor, now: number): Promise<Refusal> {
  const found = await find(writing, id, actor, now);
  return (found && (await undecided(writing, found.row, found.dossier))) ?? notFound();
}
