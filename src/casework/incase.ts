import { may } from '#access/index.ts';
import { legalDate, momentOf, startOfDay } from '#engine/index.ts';
import { actTitle, type LawProcedure } from '#law/index.ts';
import { asJson, type PartyData } from './acts.ts';
import { checkOn, handledBy, openingOf, withOffence } from './byhand.ts';
import { citesOfAll } from './cite.ts';
import type { Dossier } from './dossier.ts';
import { type FieldError, formFields } from './fields.ts';
import { loadFor } from './load.ts';
import { carriedInto } from './openings.ts';
import { factsOf } from './page.ts';
import { capacityTitle } from './parties.ts';
import { officeOf, openingActOf, receive, titleBeside } from './receive.ts';
import { badData, notAllowed, notFound, refusal } from './refusal.ts';
import type { NewInCase, NewInCaseForm, Refusal } from './schemas.ts';
import type { Actor, Opened } from './types.ts';
import { alternatives, joinTexts, words } from './words.ts';
import { readOthers, type Writing } from './write.ts';

/** Procedures that the law lets an act of this proceeding open, and that has been done. */
function namedBy(before: Dossier): ReadonlySet<string> {
  const done = new Set(before.state.acts.map((act) => act.type));
  return new Set(before.law.opens.flatMap((link) => (link.known && done.has(link.on) ? [link.procedure] : [])));
}

/** Who receives cases may open any that the office handles; who handles this one, what its acts open by the law. */
function openable(writing: Writing, before: Dossier, actor: Actor): readonly LawProcedure[] {
  const named = namedBy(before);
  const receives = may(actor, 'open-case').allowed;
  const handles = may(actor, 'record-act', factsOf(writing, before)).allowed;
  const handled = new Set(handledBy(writing, officeOf(writing, actor.office)).map((law) => law.id));
  return Object.values(writing.pack.procedures).filter(
    (law) => openingActOf(law) && ((receives && handled.has(law.id)) || ((receives || handles) && named.has(law.id))),
  );
}

/** Who sees it whole, and who receives cases: people and course are theirs to know. */
async function seenBy(writing: Writing, id: string, actor: Actor, now: number): Promise<Dossier | null> {
  const seen = await loadFor(writing, id, actor, now);
  return seen && (seen.view === 'whole' || may(actor, 'open-case').allowed) ? seen.dossier : null;
}

/** What may be opened beside a proceeding, with the form of each opening act; null where the reader does not see it. */
export async function inCaseForm(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
): Promise<NewInCaseForm | null> {
  const dossier = await seenBy(writing, id, actor, now);
  if (!dossier) return null;
  const named = namedBy(dossier);
  const receives = may(actor, 'open-case').allowed;
  const others = (await readOthers(writing, dossier.caseId, now)).filter((one) => one.id !== dossier.id);
  const all = [...others, dossier];
  const procedures = openable(writing, dossier, actor).map((law) => {
    const act = openingActOf(law)!;
    const kind = law.subjects.find((one) => one.id === act.subject);
    const first = dossier.parties.find((party) => party.kind !== null)?.id ?? null;
    return {
      id: law.id,
      title: law.title,
      act: act.id,
      actTitle: act.title,
      subject:
        act.subject === null ? null : { kind: act.subject, title: kind?.title ?? words(act.subject, act.subject) },
      fields: formFields(dossier, act, carriedInto(dossier, act, first)),
      named: named.has(law.id),
      known: Object.fromEntries(
        dossier.parties
          .filter((party) => party.kind !== null)
          .map((party) => [party.id, asJson(carriedInto(dossier, act, party.id)) as Record<string, never>]),
      ),
      running: runningFor(all, law),
    };
  });
  const offered = new Set(procedures.map((one) => one.id));
  return {
    procedures: procedures.toSorted((a, b) => Number(b.named) - Number(a.named)),
    people: dossier.parties.map((party) => ({
      id: party.id,
      name: party.name,
      title: capacityTitle(writing.pack, party.role),
      concerned: party.kind !== null,
    })),
    not: notYet(writing, dossier, offered),
    others: receives ? null : words('其他程序由受理部门立件', 'All others are opened by those who receive cases'),
  };
}

/** For whom a procedure runs in the case already; `*`: for the case as a whole. */
function runningFor(all: readonly Dossier[], law: LawProcedure): string[] {
  const open = all.filter((one) => one.law.id === law.id && one.state.closed === null && one.state.concluded === null);
  return [...new Set(open.flatMap((one) => ['*', ...undecided(one).map((party) => party.id)]))];
}

const undecided = (one: Dossier): readonly PartyData[] =>
  one.parties.filter(
    (party) =>
      party.kind !== null && !one.state.subjects.some((subject) => subject.id === party.id && subject.outcome !== null),
  );

/** Procedures that an act of this one opens by the law, which has not been done. */
function notYet(writing: Writing, dossier: Dossier, offered: ReadonlySet<string>): NewInCaseForm['not'] {
  const links = Map.groupBy(
    dossier.law.opens.filter((link) => link.known && !offered.has(link.procedure)),
    (link) => link.procedure,
  );
  return [...links].flatMap(([id, ways]) => {
    const law = writing.pack.procedures[id];
    if (!law) return [];
    const acts = [...new Set(ways.map((link) => link.on))];
    const which = alternatives(acts.map((act) => actTitle(dossier.law, act)));
    return [
      {
        id,
        title: law.title,
        why: {
          code: 'condition-missing',
          text: words(`须先：${which.zh}`, `First: ${which.en}`),
          cites: citesOfAll(
            writing.pack,
            dossier.law.acts.flatMap((act) => (acts.includes(act.id) ? [act.cite] : [])),
          ),
          remedy: [],
        },
      },
    ];
  });
}

/** Opens a further proceeding in the case of one that is there: same people, same case, its own number. */
export async function openInCase(
  writing: Writing,
  id: string,
  input: NewInCase,
  actor: Actor,
  now: number,
): Promise<Opened | Refusal> {
  const before = await seenBy(writing, id, actor, now);
  if (!before) return notFound();
  const law = openable(writing, before, actor).find((one) => one.id === input.procedure);
  const act = law ? openingActOf(law) : undefined;
  if (!law || !act) {
    const known = writing.pack.procedures[input.procedure];
    return known
      ? notAllowed(words(`您不能在本案中立“${known.title.zh}”`, `You may not open “${known.title.en}” in this case`))
      : refusal('bad-input', words(`没有程序“${input.procedure}”`, `There is no procedure “${input.procedure}”`));
  }
  const { calendar } = writing.pack;
  const today = legalDate(now, calendar);
  const errors: FieldError[] = [
    ...checkOn(input.opening.on, today, now, momentOf(input.opening.on, calendar)),
    ...checkPeople(before, act.subject, input.people),
  ];
  const concerned = before.parties.filter((party) => input.people.includes(party.id));
  const parties = [
    ...concerned.map((party): PartyData => ({ ...party, kind: act.subject })),
    ...before.parties.filter((party) => party.kind === null && !input.people.includes(party.id)),
  ];
  const context = { pack: writing.pack, today, parties, mustBeWhole: true };
  const opening =
    act.subject === null
      ? [openingOf(act, null, input.opening.data, 'opening', context, errors)]
      : concerned.map((party) =>
          openingOf(
            act,
            party.id,
            { ...input.opening.data, ...input.opening.perSubject[party.id] },
            concerned.length > 1 ? `opening.perSubject.${party.id}` : 'opening',
            context,
            errors,
          ),
        );
  if (errors.length > 0) return badData(errors);
  const already = await stillOpen(writing, before, law, concerned, now);
  if (already) return already;
  const known = parties.map((party) => withOffence(party, opening));
  const at =
    input.opening.on.length > 10 ? momentOf(input.opening.on, calendar)! : startOfDay(input.opening.on, calendar);
  const links = before.law.opens.filter((link) => link.known && link.procedure === law.id).map((link) => link.on);
  const from = before.recorded.findLast((one) => links.includes(one.type));
  const received = await receive(
    writing,
    {
      law,
      title: titleBeside(writing, before, law, known),
      parties: known,
      at,
      precision: input.opening.on.length > 10 ? 'ms' : 'day',
      opening,
      documents: [],
      source: words(
        `在本案${before.law.title.zh}（${before.opening.numberText.zh}）之后立件`,
        `Opened beside ${before.law.title.en} ${before.opening.number} of this case`,
      ),
      package: null,
      beside: { before, from: from ? { proceeding: before.id, act: from.id } : null },
    },
    actor,
    now,
  );
  if (!('opening' in received)) return received;
  return { kind: 'opened', case: received.caseId, number: received.opening.number, proceeding: received.id };
}

function checkPeople(before: Dossier, kind: string | null, people: readonly string[]): FieldError[] {
  const unknown = people.find((id) => !before.parties.some((party) => party.id === id));
  if (unknown !== undefined)
    return [{ field: 'people', text: words('本案没有此人', `This case has no person “${unknown}”`) }];
  return kind !== null && people.length === 0
    ? [{ field: 'people', text: words('请选择涉及的人员', 'Choose the people whom it concerns') }]
    : [];
}

/** The same procedure that still runs in this case for one of them; a second one would count everything twice. */
async function stillOpen(
  writing: Writing,
  before: Dossier,
  law: LawProcedure,
  concerned: readonly PartyData[],
  now: number,
): Promise<Refusal | null> {
  const ids = new Set(concerned.map((party) => party.id));
  const running = (await readOthers(writing, before.caseId, now)).find(
    (one) =>
      one.law.id === law.id &&
      one.state.closed === null &&
      (ids.size === 0 ? one.state.concluded === null : undecided(one).some((party) => ids.has(party.id))),
  );
  if (!running) return null;
  const number = joinTexts([law.title, running.opening.numberText], ' ', ' ');
  return refusal(
    'bad-input',
    words(`本案已有尚未办结的${number.zh}`, `This case already has ${number.en}, not yet finished`),
  );
}
