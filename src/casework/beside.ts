import { randomUUID } from 'node:crypto';
import { legalDate } from '#engine/index.ts';
import type { NewAct } from '#ledger/index.ts';
import { ADD_PARTIES, asJson } from './acts.ts';
import { carriedOn, deskFor, takeTurn } from './allocate.ts';
import type { Prepared } from './decide.ts';
import { type Dossier, readDossier } from './dossier.ts';
import { type Opening, openingsOf } from './openings.ts';
import { titleBeside } from './receive.ts';
import type { Actor } from './types.ts';
import { words } from './words.ts';
import { type NewProceeding, type Onto, toNewAct, type Writing } from './write.ts';

/** The other proceedings of the case that the act opens, or joins a person to. */
export async function openBeside(
  writing: Writing,
  after: Dossier,
  prepared: Prepared,
  actId: string,
  actor: Actor,
  now: number,
): Promise<{ readonly onto: Onto[]; readonly fresh: NewProceeding[] }> {
  const openings = openingsOf(writing, after, prepared).filter((opening) => opening.how !== 'missing');
  if (openings.length === 0) return { onto: [], fresh: [] };
  const beside = await openFrom(writing, after, now);
  const onto: Onto[] = [];
  const fresh: NewProceeding[] = [];
  for (const opening of openings) {
    const joined = beside.find((one) => one.law.id === opening.law.id && joins(one, prepared, writing));
    if (joined) onto.push({ dossier: joined, acts: joining(joined, opening, prepared, actor) });
    else fresh.push(await freshFrom(writing, after, opening, prepared, actId, actor));
  }
  return { onto, fresh };
}

/** Proceedings that this one opened before. */
async function openFrom(writing: Writing, after: Dossier, now: number): Promise<Dossier[]> {
  const acts = await writing.deps.ledger.actsOfCase(after.caseId);
  const ids = [...new Set(acts.map((one) => one.proceeding))].filter((id) => id !== after.id);
  return ids
    .map((id) =>
      readDossier(
        writing,
        acts.filter((one) => one.proceeding === id),
        now,
      ),
    )
    .filter((one) => one.opening.from?.proceeding === after.id);
}

/** People decided on the same day go together; so do those who come before the other side has acted. */
function joins(one: Dossier, prepared: Prepared, writing: Writing): boolean {
  if (one.state.closed !== null || one.state.concluded !== null) return false;
  const { calendar } = writing.pack;
  return !one.state.opened || legalDate(one.openingAct.occurredAt, calendar) === legalDate(prepared.at, calendar);
}

function joining(joined: Dossier, opening: Opening, prepared: Prepared, actor: Actor): NewAct[] {
  const missing = opening.parties.filter((party) => !joined.parties.some((one) => one.id === party.id));
  const add: NewAct[] =
    missing.length === 0
      ? []
      : [
          {
            ...toNewAct(
              joined,
              { ...prepared, type: ADD_PARTIES, subject: null, role: 'system', meta: {}, ground: null, data: {} },
              actor.id,
            ),
            data: asJson({ parties: missing }),
          },
        ];
  return [...add, ...openingPrepared(opening, prepared).map((one) => toNewAct(joined, one, actor.id))];
}

function openingPrepared(opening: Opening, prepared: Prepared): Prepared[] {
  if (opening.how !== 'record') return [];
  return opening.subjects.map((subject) => ({
    type: opening.act.id,
    subject,
    at: prepared.at,
    precision: prepared.precision,
    data: opening.carried,
    role: opening.law.procedure.ranks.includes(prepared.role) ? prepared.role : opening.act.actor,
    meta: {},
    ground: null,
  }));
}

async function freshFrom(
  writing: Writing,
  after: Dossier,
  opening: Opening,
  prepared: Prepared,
  actId: string,
  actor: Actor,
): Promise<NewProceeding> {
  const desk = deskFor(after.office, opening.law.id);
  const out = new Set(after.recused.map((one) => one.person));
  const staff = (await writing.deps.staff(after.office.id)).filter((one) => !out.has(one.person.id));
  const stays = after.handler !== null && !out.has(after.handler) && desk === after.desk;
  return {
    id: randomUUID(),
    caseId: after.caseId,
    office: after.office,
    law: opening.law,
    actor: actor.id,
    role: 'system',
    at: prepared.at,
    first: false,
    data: {
      caseTitle: titleBeside(writing, after, opening.law, opening.parties),
      parties: opening.parties,
      documents: [],
      source: words(
        `由本案${after.law.title.zh}（${after.opening.numberText.zh}）转来`,
        `From ${after.law.title.en} ${after.opening.number} of this case`,
      ),
      package: null,
      from: { proceeding: after.id, act: actId },
    },
    assign: stays ? carriedOn(desk, after.handler) : await takeTurn(writing, after.office, desk, staff),
    acts: openingPrepared(opening, prepared),
  };
}
