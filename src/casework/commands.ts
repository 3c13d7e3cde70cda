import { randomUUID } from 'node:crypto';
import { deciding, may, rankWith } from '#access/index.ts';
import { actTitle, rankTitle } from '#law/index.ts';
import type { NewAct, RecordedAct, Trx } from '#ledger/index.ts';
import { ANNUL, ASSIGN, asJson, isCustos } from './acts.ts';
import { openBeside } from './beside.ts';
import { itemsSince } from './course.ts';
import { type Decision, decide, look, type Prepared } from './decide.ts';
import { type Dossier, readDossier } from './dossier.ts';
import { newDepartures, reviewOf, stateWith } from './effects.ts';
import { numbersOf, wentOnIn } from './links.ts';
import { directoryOf, loadDossier, loadFor } from './load.ts';
import { factsOf } from './page.ts';
import { refusedAsRecused } from './recused.ts';
import { badData, conflict, notAllowed, notFound, refusal } from './refusal.ts';
import type { ActOutcome, ProposedAct, Refusal, Review } from './schemas.ts';
import { trxOf } from './tables.ts';
import type { Actor } from './types.ts';
import { small, words } from './words.ts';
import { type Onto, toNewAct, type Writing, write } from './write.ts';

/** Everything that the act would cause, for the step before it; nothing is recorded. */
export async function review(
  writing: Writing,
  id: string,
  proposed: ProposedAct,
  actor: Actor,
  now: number,
): Promise<Review | Refusal> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return notFound();
  const looked = look(writing, seen.dossier, proposed);
  return 'recorded' in looked ? looked : reviewOf(writing, seen.dossier, looked, actor);
}

/** Records an act, keeps it as a proposal, or refuses it. */
export async function act(
  writing: Writing,
  id: string,
  proposed: ProposedAct,
  actor: Actor,
  now: number,
): Promise<ActOutcome | Refusal> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return notFound();
  const { dossier } = seen;
  if (proposed.expectedVersion !== dossier.version) return changed(writing, dossier, proposed.expectedVersion);
  const decision = decide(writing, dossier, proposed, actor);
  if (decision.kind === 'refuse') return decision.refusal;
  if (decision.kind === 'propose') return propose(writing, dossier, decision, proposed, actor, now);
  return record(writing, dossier, decision.act, actor, now);
}

/** What happened since the version that the writer had seen. */
export async function changed(writing: Writing, dossier: Dossier, seen: number): Promise<Refusal> {
  const since = dossier.recorded.filter((one) => one.version > seen);
  return conflict(itemsSince(writing, dossier, await directoryOf(writing, dossier.office.id), since));
}

/** Appends a decided act with the proceedings that it opens; the rows follow in the same transaction. */
export async function record(
  writing: Writing,
  dossier: Dossier,
  prepared: Prepared,
  actor: Actor,
  now: number,
  also?: (trx: Trx, recorded: readonly RecordedAct[]) => Promise<void>,
): Promise<ActOutcome | Refusal> {
  const newAct = toNewAct(dossier, prepared, actor.id);
  const after: Dossier = { ...dossier, state: stateWith(writing, dossier, prepared, newAct.id) };
  const departures = newDepartures(writing, dossier, after, newAct.id);
  const opened = await openBeside(writing, after, prepared, newAct.id, actor, now);
  const written = await write(writing, [{ dossier, acts: [newAct] }, ...opened.onto], opened.fresh, now, also);
  if (!written.ok) return meanwhile(writing, dossier.id, written.since, now);
  const own = written.acts.find((one) => one.id === newAct.id);
  return {
    kind: 'recorded',
    act: newAct.id,
    index: own?.index ?? -1,
    version: written.versions[dossier.id] ?? dossier.version + 1,
    leaf: own?.leaf ?? '',
    departures: departures.map(({ text, cites }) => ({ text, cites })),
    opened: [
      ...written.opened.map((one) => ({ proceeding: one.id, title: titleOfOpened(one) })),
      ...opened.onto.map((one) => ({ proceeding: one.dossier.id, title: titleOfOpened(one.dossier) })),
    ],
  };
}

const titleOfOpened = (one: Dossier) =>
  words(`${one.law.title.zh} ${one.opening.numberText.zh}`, `${one.law.title.en} ${one.opening.number}`);

/** Somebody was faster: their acts, as they now stand. */
export async function meanwhile(
  writing: Writing,
  id: string,
  since: readonly RecordedAct[],
  now: number,
): Promise<Refusal> {
  const dossier = await loadDossier(writing, id, now);
  if (!dossier) return notFound();
  return conflict(itemsSince(writing, dossier, await directoryOf(writing, dossier.office.id), since));
}

/** Keeps the act as a draft at the desk of who may decide it. */
async function propose(
  writing: Writing,
  dossier: Dossier,
  decision: Decision & { readonly kind: 'propose' },
  proposed: ProposedAct,
  actor: Actor,
  now: number,
): Promise<ActOutcome | Refusal> {
  const id = randomUUID();
  const { act: prepared, judgement } = decision;
  const rank = rankTitle(writing.pack, judgement.rank);
  const kept = await writing.db
    .insertInto('casework_proposal')
    .values({
      id,
      proceeding: dossier.id,
      office: dossier.office.id,
      desk: dossier.desk,
      procedure: dossier.law.id,
      act: prepared.type,
      subject: prepared.subject,
      data: JSON.stringify(prepared.data),
      reason: proposed.reason?.trim() || null,
      rank: judgement.rank,
      proposed_by: actor.id,
      proposed_at: now,
      proposed_on: dossier.today,
      version: dossier.version,
      state: 'waiting',
      return_reason: null,
      decided_by: null,
      decided_at: null,
      act_id: null,
    })
    .onConflict((conflicted) => conflicted.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) {
    const title = actTitle(dossier.law, prepared.type);
    return refusal(
      'refused',
      words(`“${title.zh}”已在报请${rank.zh}决定`, `“${title.en}” already waits for the ${rank.en.toLowerCase()}`),
    );
  }
  writing.deps.changed?.(dossier.id);
  return { kind: 'waits', proposal: id, waitsFor: rank };
}

/** Annuls an act that was entered wrongly; a new act says so, nothing is deleted. */
export async function annul(
  writing: Writing,
  id: string,
  input: { readonly act: string; readonly ground: string; readonly expectedVersion: number },
  actor: Actor,
  now: number,
): Promise<ActOutcome | Refusal> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return notFound();
  const { dossier } = seen;
  const recused = refusedAsRecused(writing.pack, dossier, actor.id);
  if (recused) return recused;
  const allowed = may(actor, 'annul', factsOf(writing, dossier));
  if (!allowed.allowed) return notAllowed(allowed.words);
  if (input.expectedVersion !== dossier.version) return changed(writing, dossier, input.expectedVersion);
  const target = dossier.recorded.find((one) => one.id === input.act);
  const elsewhere = target ? undefined : dossier.past.find((one) => one.act.id === input.act);
  if (elsewhere) {
    const number = (await numbersOf(writing.db, dossier)).get(elsewhere.of);
    return refusal(
      'refused',
      words(
        `此行为是在${number?.zh ?? '另案'}作出的，请在该案撤销`,
        `This was done in ${number?.en ?? 'another case'}; annul it there`,
      ),
    );
  }
  if (!target || (isCustos(target.type) && target.annuls === undefined))
    return refusal(
      'bad-input',
      words('没有此行为，或者此行为不能撤销', 'There is no such act, or it cannot be annulled'),
    );
  if (dossier.state.annulled.some((one) => one.act === target.id))
    return refusal('bad-input', words('此行为已经撤销', 'The act is annulled already'));
  const needed = rankToAnnul(writing, dossier, target);
  const who = deciding(writing.pack, actor, needed, dossier.law.id);
  if (!who.allowed) {
    const title = rankTitle(writing.pack, needed);
    return notAllowed(words(`由${title.zh}或者以上撤销`, `To be annulled by the ${small(title.en)} or above`));
  }
  const ground = input.ground.trim();
  if (ground === '')
    return badData([{ field: 'ground', text: words('请写明撤销理由', 'Give the ground for annulling') }]);
  const annulment: NewAct = {
    ...toNewAct(
      dossier,
      {
        type: ANNUL,
        subject: target.subject,
        at: now,
        precision: 'ms',
        data: {},
        role: actor.rank ?? 'system',
        meta: {},
        ground,
      },
      actor.id,
    ),
    annuls: target.id,
  };
  const also = await heldAlsoIn(writing, id, target.id, annulment, now);
  const written = await write(writing, [{ dossier, acts: [annulment] }, ...also], [], now);
  if (!written.ok) return meanwhile(writing, id, written.since, now);
  const recorded = written.acts.find((one) => one.id === annulment.id)!;
  const after = readDossier(writing, [...dossier.recorded, recorded], now);
  return {
    kind: 'recorded',
    act: annulment.id,
    index: recorded.index,
    version: recorded.version,
    leaf: recorded.leaf,
    departures: newDepartures(writing, dossier, after, annulment.id).map(({ text, cites }) => ({ text, cites })),
    opened: [],
  };
}

/** Proceedings of whose past the act is: the annulment stands there too. */
async function heldAlsoIn(
  writing: Writing,
  id: string,
  target: string,
  annulment: NewAct,
  now: number,
): Promise<Onto[]> {
  const found: Onto[] = [];
  for (const other of await wentOnIn(writing.db, id)) {
    const dossier = await loadDossier(writing, other.id, now);
    const past = dossier?.past.find((one) => one.act.id === target);
    if (!dossier || !past) continue;
    const { id: proceeding, caseId, procedureVersion: procedure } = dossier;
    found.push({
      dossier,
      acts: [{ ...annulment, id: randomUUID(), proceeding, caseId, procedure, subject: past.act.subject }],
    });
  }
  return found;
}

/** A head of department at least, and nobody below the rank that decided the act. */
function rankToAnnul(writing: Writing, dossier: Dossier, target: RecordedAct): string {
  const { ranks } = dossier.law.procedure;
  const type = dossier.law.procedure.acts.find((one) => one.id === target.type);
  const least = Math.max(0, ranks.indexOf(rankWith(writing.pack, 'heads-desk') ?? ''));
  const decided = type?.by === 'office' ? ranks.indexOf(target.role) : -1;
  return ranks[Math.max(least, decided)] ?? ranks[0] ?? 'none';
}

/** Gives the proceeding to a desk and a person, by order; the reason is kept. */
export async function assign(
  writing: Writing,
  id: string,
  input: { readonly handler: string | null; readonly desk: string | null; readonly reason: string },
  actor: Actor,
  now: number,
): Promise<{ readonly kind: 'assigned' } | Refusal> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return notFound();
  const { dossier } = seen;
  const recused = refusedAsRecused(writing.pack, dossier, actor.id);
  if (recused) return recused;
  const allowed = may(actor, 'assign', factsOf(writing, dossier));
  if (!allowed.allowed) return notAllowed(allowed.words);
  const staff = await writing.deps.staff(dossier.office.id);
  const handler = input.handler === null ? undefined : staff.find((one) => one.person.id === input.handler);
  const errors = [
    ...(input.reason.trim() === ''
      ? [{ field: 'reason', text: words('请写明分配理由', 'Give the reason for assigning it') }]
      : []),
    ...(input.handler !== null && !handler?.functions.some((one) => one === 'handles' || one === 'heads-desk')
      ? [
          {
            field: 'handler',
            text: words('承办人须为本院办案人员', 'The handler must be somebody of this office who handles cases'),
          },
        ]
      : []),
    ...(dossier.recused.some((one) => one.person === input.handler)
      ? [
          {
            field: 'handler',
            text: words(
              `${handler?.person.name.zh ?? ''}在本案中回避（或者回避申请待决定），不能承办`,
              `${handler?.person.name.en ?? 'This person'} is recused or challenged in this case and cannot handle it`,
            ),
          },
        ]
      : []),
    ...(input.desk !== null && !dossier.office.desks.some((desk) => desk.id === input.desk)
      ? [{ field: 'desk', text: words('本院没有此部门', 'This office has no such department') }]
      : []),
  ];
  if (errors.length > 0) return badData(errors);
  const desk = input.desk ?? handler?.desk ?? dossier.desk;
  const data = asJson({ desk, handler: input.handler, reason: input.reason.trim(), by: 'manual' });
  const order: Prepared = {
    type: ASSIGN,
    subject: null,
    at: now,
    precision: 'ms',
    data: {},
    role: actor.rank ?? actor.roles[0] ?? 'system',
    meta: {},
    ground: null,
  };
  const written = await write(
    writing,
    [{ dossier, acts: [{ ...toNewAct(dossier, order, actor.id), data }] }],
    [],
    now,
    async (trx) => {
      await trxOf(trx)
        .updateTable('casework_proposal')
        .set({ desk })
        .where('proceeding', '=', id)
        .where('state', '=', 'waiting')
        .execute();
    },
  );
  return written.ok ? { kind: 'assigned' } : meanwhile(writing, id, written.since, now);
}
