import type { RecordedAct } from '#ledger/index.ts';
import { newCaseForm, openCase } from './byhand.ts';
import { cases, namedFacts, search } from './cases.ts';
import { act, annul, assign, review } from './commands.ts';
import { figureSource } from './figures.ts';
import { inCaseForm, openInCase } from './incase.ts';
import { cameFrom, casesJoined, numbersOf, wentOnIn } from './links.ts';
import { directoryOf, loadDossier, loadFor } from './load.ts';
import { caseMap, lawMap } from './map.ts';
import { factsOf, pageOf } from './page.ts';
import { stateOf } from './projection.ts';
import { approve, listProposals, oneProposal, returnProposal, withdrawProposal } from './proposals.ts';
import { rebuild, refresh } from './rebuild.ts';
import { challenge, recusalForm } from './recusal.ts';
import { keptOut } from './recused.ts';
import { merge, regroupForm, sever } from './regroup.ts';
import type { ProceedingPage } from './schemas.ts';
import { dbOf, migrateCasework } from './tables.ts';
import { importPackage } from './transfer.ts';
import { tryLaw } from './try.ts';
import type { Actor, Casework, CaseworkDeps, DocumentFile } from './types.ts';
import { words } from './words.ts';
import { counts, workItem, worklist } from './worklist.ts';
import type { Writing } from './write.ts';

/** Opens casework over a store: brings its tables up to date and answers with everything that it does. */
export async function openCasework(deps: CaseworkDeps): Promise<Casework> {
  await migrateCasework(deps.store);
  const writing = writingOf(deps);
  return {
    proceedingPage: (id, actor, now, person) => proceedingPage(writing, id, actor, now, person ?? null),
    map: async (id, actor, view, now) => {
      const seen = await loadFor(writing, id, actor, now);
      return seen ? caseMap(writing, seen.dossier, view) : null;
    },
    lawMap: (procedure) => {
      const law = deps.pack.procedures[procedure];
      return law ? lawMap(writing, law) : null;
    },
    tryLaw: (procedure, question) => tryLaw(writing, procedure, question),
    worklist: (actor, scope, filters, now) => worklist(writing, actor, scope, filters, now),
    workItem: (id, actor, now) => workItem(writing, id, actor, now),
    counts: (actor, now) => counts(writing, actor, now),
    cases: (actor, query, now) => cases(writing, actor, query, now),
    search: (actor, q) => search(writing, actor, q),
    document: (id, actor) => document(writing, id, actor),
    proposals: (actor, box, now) => listProposals(writing, actor, box, now),
    proposal: (id, actor, now) => oneProposal(writing, id, actor, now),
    facts: async (id) => {
      const dossier = await loadDossier(writing, id, 0);
      return dossier ? factsOf(writing, dossier) : null;
    },
    namedFacts: (ids) => namedFacts(writing, ids),
    figureSource: () => figureSource(writing),
    newCaseForm: (actor) => newCaseForm(writing, actor),
    openCase: (input, actor, now) => openCase(writing, input, actor, now),
    inCaseForm: (id, actor, now) => inCaseForm(writing, id, actor, now),
    openInCase: (id, input, actor, now) => openInCase(writing, id, input, actor, now),
    regroupForm: (id, actor, now, q = '') => regroupForm(writing, id, actor, now, q),
    sever: (id, input, actor, now) => sever(writing, id, input, actor, now),
    merge: (id, input, actor, now) => merge(writing, id, input, actor, now),
    recusalForm: (id, actor, now) => recusalForm(writing, id, actor, now),
    challenge: (id, input, actor, now) => challenge(writing, id, input, actor, now),
    importPackage: (bytes, actor, now) => importPackage(writing, bytes, actor, now),
    review: (id, proposed, actor, now) => review(writing, id, proposed, actor, now),
    act: (id, proposed, actor, now) => act(writing, id, proposed, actor, now),
    annul: (id, input, actor, now) => annul(writing, id, input, actor, now),
    assign: (id, input, actor, now) => assign(writing, id, input, actor, now),
    approve: (id, input, actor, now) => approve(writing, id, input, actor, now),
    returnProposal: (id, input, actor, now) => returnProposal(writing, id, input, actor, now),
    withdrawProposal: (id, actor, now) => withdrawProposal(writing, id, actor, now),
    refresh: (now) => refresh(writing, now),
    rebuild: (now) => rebuild(writing, now),
  };
}

export const writingOf = (deps: CaseworkDeps): Writing => ({
  deps,
  db: dbOf(deps.store),
  pack: deps.pack,
  offices: deps.offices,
});

async function proceedingPage(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
  person: string | null,
): Promise<ProceedingPage | null> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return null;
  const { dossier, view } = seen;
  const { db } = writing;
  const sources = await cameFrom(db, id);
  const [directory, numbers, proposals, documents] = await Promise.all([
    directoryOf(writing, dossier.office.id),
    numbersOf(db, dossier),
    db
      .selectFrom('casework_proposal')
      .selectAll()
      .where('proceeding', '=', id)
      .where('state', 'in', ['waiting', 'returned'])
      .orderBy('proposed_at')
      .execute(),
    db
      .selectFrom('casework_document')
      .select(['id', 'proceeding', 'case_id', 'name', 'kind', 'sha256', 'size', 'added_at'])
      .where((eb) =>
        eb.or([
          eb('proceeding', '=', id),
          ...sources.map((one) => eb.and([eb('proceeding', '=', one.id), eb('added_at', '<=', one.until)])),
        ]),
      )
      .orderBy('added_at')
      .orderBy('name')
      .execute(),
  ]);
  const related = await relatedOf(writing, dossier.caseId, id, actor, now);
  return pageOf(writing, dossier, actor, { directory, numbers, proposals, documents, related }, view, person);
}

/** The other proceedings of the case, and of those that it was merged with, as far as the reader may see them. */
async function relatedOf(
  writing: Writing,
  caseId: string,
  id: string,
  actor: Actor,
  now: number,
): Promise<ProceedingPage['related']> {
  const acts: RecordedAct[] = [];
  for (const one of await casesJoined(writing.db, caseId)) acts.push(...(await writing.deps.ledger.actsOfCase(one)));
  const ids = [...new Set(acts.map((one) => one.proceeding))].filter((other) => other !== id);
  const related: ProceedingPage['related'] = [];
  for (const other of ids) {
    const seen = await loadFor(writing, other, actor, now);
    if (!seen) continue;
    const { dossier } = seen;
    const title = words(
      `${dossier.law.title.zh} ${dossier.opening.numberText.zh}`,
      `${dossier.law.title.en} ${dossier.opening.number}`,
    );
    related.push({ proceeding: other, title, state: stateOf(dossier) });
  }
  return related;
}

async function document(writing: Writing, id: string, actor: Actor): Promise<DocumentFile | null> {
  const row = await writing.db.selectFrom('casework_document').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const holders = await wentOnIn(writing.db, row.proceeding);
  const reach = async (proceeding: string) => {
    const found = await loadFor(writing, proceeding, actor, row.added_at);
    const out = found && keptOut(writing.pack, found.dossier.law.id, found.dossier.recused).recused.includes(actor.id);
    return found !== null && !out;
  };
  let seen = await reach(row.proceeding);
  for (const { id: holder, until } of holders) if (!seen && row.added_at <= until) seen = await reach(holder);
  return seen ? { id: row.id, proceeding: row.proceeding, name: row.name, bytes: row.bytes, sha256: row.sha256 } : null;
}
