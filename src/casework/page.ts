import { deciding, may, type ProceedingFacts } from '#access/index.ts';
import { type Guard, legalDate, operandsOf } from '#engine/index.ts';
import { actTitle, explainNote, findOffence, rankTitle } from '#law/index.ts';
import { citesOf } from './cite.ts';
import { courseOf, type Directory, departureList, groundOf, personOf } from './course.ts';
import { type DeadlineBase, deadlineAt } from './deadline.ts';
import { type Dossier, namesOf, type Source, wentInto } from './dossier.ts';
import { namePeople, sceneOf } from './explain.ts';
import { basesOf } from './owed.ts';
import { capacityTitle } from './parties.ts';
import { PEOPLE_AT_ONCE, peopleShown, possibleOf } from './possible.ts';
import { type DueRow, holdsFor, mainOf, openedOn, rowsOf } from './projection.ts';
import { keptOut, whyKeptOut } from './recused.ts';
import { goesOnThere } from './regrouped.ts';
import type { CourseItem, Deadline, Party, ProceedingPage, Text } from './schemas.ts';
import type { DocumentTable, ProposalTable } from './tables.ts';
import type { Actor } from './types.ts';
import { forSeveral, peopleText, words } from './words.ts';

export interface Beside {
  readonly directory: Directory;
  /** Numbers of the other proceedings that this one names. */
  readonly numbers: ReadonlyMap<string, Text>;
  readonly proposals: readonly Pick<
    ProposalTable,
    'id' | 'act' | 'subject' | 'state' | 'rank' | 'proposed_on' | 'return_reason'
  >[];
  readonly documents: readonly Omit<DocumentTable, 'bytes'>[];
  readonly related: ProceedingPage['related'];
}

export const factsOf = (source: Source, dossier: Dossier): ProceedingFacts => ({
  id: dossier.id,
  office: dossier.office.id,
  desk: dossier.desk,
  handler: dossier.handler,
  procedure: dossier.law.id,
  ...keptOut(source.pack, dossier.law.id, dossier.recused),
});

export const caseRef = (dossier: Pick<Dossier, 'caseId' | 'opening'>) => ({
  id: dossier.caseId,
  number: dossier.opening.number,
  title: dossier.opening.caseTitle,
  numberText: dossier.opening.numberText,
});

export const deskOf = (dossier: Pick<Dossier, 'office' | 'desk'>): { id: string; title: Text } | null => {
  const desk = dossier.office.desks.find((one) => one.id === dossier.desk);
  return desk ? { id: desk.id, title: desk.title } : null;
};

/** The whole page of a proceeding for one reader. `view: clocks` leaves out reasons, drafts and the content of acts. */
export function pageOf(
  source: Source,
  dossier: Dossier,
  actor: Actor,
  beside: Beside,
  view: 'whole' | 'clocks',
  person: string | null = null,
): ProceedingPage {
  const { law, state, now } = dossier;
  const { calendar } = source.pack;
  const facts = factsOf(source, dossier);
  const show = (base: DeadlineBase) => deadlineAt(base, now, calendar);
  const rows = rowsOf(source, dossier);
  const main = mainOf(rows.dues);
  const deadlines = together(dossier, once(basesOf(source, dossier).map(show)));
  const owed = deadlines.filter((one) => openStates.has(one.state)).sort(byDue);
  const people = peopleShown(dossier, person);
  const possible = possibleOf(source, dossier, actor, people);
  const course = courseOf(source, dossier, beside.directory);
  const mayAct = wentInto(dossier) === null && may(actor, 'record-act', facts).allowed;
  const page: ProceedingPage = {
    id: dossier.id,
    version: dossier.version,
    case: caseRef(dossier),
    procedure: {
      id: law.id,
      version: dossier.procedureVersion.split('@')[1] ?? '',
      title: law.title,
      branch: law.branch,
    },
    office: dossier.office.title,
    handler: dossier.handler === null ? null : personOf(beside.directory, dossier.handler),
    desk: deskOf(dossier),
    opened: openedOn(source, dossier),
    concluded: state.concluded === null ? null : legalDate(state.concluded, calendar),
    closed: state.closed === null ? null : legalDate(state.closed, calendar),
    source: dossier.opening.source,
    decides: decidesText(source, dossier, actor),
    main: main ? leadDeadline(main, show(main.base)) : null,
    parties: partiesOf(source, dossier),
    deadlines,
    course: course.map((item) => withNumber(item, beside.numbers)),
    owed,
    ...possible,
    ...(people === null
      ? {}
      : { shownFor: { people: [...people], total: dossier.parties.filter((party) => party.kind !== null).length } }),
    departures: departureList(source, dossier, state),
    notes: state.notes.map((note) => namePeople(dossier, explainNote(sceneOf(source, dossier, state), note).text)),
    proposals: beside.proposals.flatMap((proposal) =>
      proposal.state === 'waiting' || proposal.state === 'returned'
        ? [
            {
              id: proposal.id,
              title: actTitle(law, proposal.act),
              subject: proposal.subject,
              state: proposal.state,
              waitsFor: rankTitle(source.pack, proposal.rank),
              since: proposal.proposed_on,
              reason: proposal.return_reason,
            },
          ]
        : [],
    ),
    related: beside.related,
    regrouped: regroupedOf(source, dossier, beside),
    recusals: recusalsOf(source, dossier, actor, beside),
    canChallenge:
      view === 'whole' &&
      wentInto(dossier) === null &&
      source.pack.recusal !== null &&
      law.id !== source.pack.recusal.procedure,
    canRegroup: mayAct && source.pack.regrouping?.procedures.includes(law.id) === true,
    documents: (facts.recused?.includes(actor.id) ? [] : beside.documents).map((document) => ({
      id: document.id,
      name: document.name,
      kind: words(document.kind, document.kind),
      bytes: document.size,
      sha256: document.sha256,
      addedOn: legalDate(document.added_at, calendar),
    })),
    canAct: mayAct,
    canAssign: wentInto(dossier) === null && may(actor, 'assign', facts).allowed,
    canAnnul: may(actor, 'annul', facts).allowed,
    canRecordOutside: wentInto(dossier) === null && may(actor, 'record-outside', facts).allowed,
    canEnterForced: wentInto(dossier) === null && may(actor, 'record-although', facts).allowed,
  };
  return view === 'whole' ? page : clocksOnly(page);
}

const withNumber = (item: CourseItem, numbers: ReadonlyMap<string, Text>): CourseItem =>
  item.elsewhere
    ? { ...item, elsewhere: { ...item.elsewhere, number: numbers.get(item.elsewhere.proceeding) ?? null } }
    : item;

/** Who is challenged or recused in the case, and what that means for the reader. */
function recusalsOf(source: Source, dossier: Dossier, actor: Actor, beside: Beside): ProceedingPage['recusals'] {
  return dossier.recused.map(({ person, state, since, proceeding }) => {
    const why = person === actor.id ? whyKeptOut(source.pack, dossier, person) : null;
    return {
      person: personOf(beside.directory, person),
      you: person === actor.id,
      state,
      since,
      text: why?.text ?? null,
      cites: why?.cites ?? [],
      proceeding,
      seen: proceeding === dossier.id || beside.related.some((other) => other.proceeding === proceeding),
    };
  });
}

/** Where people went or came from, said from this proceeding. */
function regroupedOf(source: Source, dossier: Dossier, beside: Beside): ProceedingPage['regrouped'] {
  return dossier.regrouped.map((one) => {
    const ground = groundOf(source.pack, one);
    return {
      kind: one.kind,
      proceeding: one.proceeding,
      number: beside.numbers.get(one.proceeding) ?? words('另案', 'another case'),
      seen: beside.related.some((other) => other.proceeding === one.proceeding),
      on: legalDate(one.act.occurredAt, source.pack.calendar),
      people: peopleText(namesOf(dossier, one.people)),
      ground: ground?.title ?? null,
      reason: one.reason || null,
      cites: ground ? citesOf(source.pack, ground.cite) : [],
    };
  });
}

function clocksOnly(page: ProceedingPage): ProceedingPage {
  return {
    ...page,
    proposals: [],
    mayNot: [],
    course: page.course.map((item) => ({ ...item, data: [], ground: null })),
    regrouped: page.regrouped.map((one) => ({ ...one, reason: null })),
  };
}

/** The same duty, opened once for each person but owed once in the case, is shown once. */
export function once(deadlines: readonly Deadline[]): Deadline[] {
  const seen = new Set<string>();
  return deadlines.filter((one) => {
    if (one.subject !== null) return true;
    const key = [one.title.zh, one.state, one.due?.at, ...one.cites.map((cite) => cite.key)].join('|');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** In a case of many people, what stands alike for several of them is one line that says for how many. */
function together(dossier: Dossier, deadlines: Deadline[]): Deadline[] {
  if (dossier.parties.filter((party) => party.kind !== null).length <= PEOPLE_AT_ONCE) return deadlines;
  const alike = new Map<string, Deadline[]>();
  for (const one of deadlines) {
    const key = one.subject === null ? one.key : [one.title.zh, one.state, one.due?.at, one.marks.join()].join('|');
    const list = alike.get(key);
    if (list) list.push(one);
    else alike.set(key, [one]);
  }
  return [...alike.values()].map(([one, ...more]) =>
    more.length === 0 ? one! : { ...one!, subject: null, title: forSeveral(one!.title, more.length + 1) },
  );
}

export const openStates: ReadonlySet<Deadline['state']> = new Set([
  'running',
  'due-soon',
  'overdue',
  'paused',
  'open-undated',
  'limit-exceeded',
  'reminded',
]);

export const byDue = (a: Deadline, b: Deadline): number =>
  (a.due?.at ?? Number.MAX_SAFE_INTEGER) - (b.due?.at ?? Number.MAX_SAFE_INTEGER);

/** A duty that stands for several people names no single one. */
export function leadDeadline(row: Pick<DueRow, 'people'>, deadline: Deadline): Deadline {
  return row.people.length > 1 ? { ...deadline, subject: null } : deadline;
}

function decidesText(source: Source, dossier: Dossier, actor: Actor): Text {
  const went = wentInto(dossier);
  if (went) return goesOnThere(went);
  const out = whyKeptOut(source.pack, dossier, actor.id);
  if (out) return out.text;
  const outcomes = new Set(dossier.law.outcomes.flatMap((outcome) => outcome.acts));
  const own = dossier.law.procedure.acts.filter((act) => outcomes.has(act.id) && act.by === 'office');
  const ranks = dossier.law.procedure.ranks.filter((rank) => own.some((act) => act.authority.rank === rank));
  const needed = ranks.at(0);
  if (needed === undefined) return words('由其他机关决定', 'Others decide');
  const answer = deciding(source.pack, actor, needed, dossier.law.id);
  const title = rankTitle(source.pack, needed);
  const higher = ranks.at(-1);
  const more = higher !== undefined && higher !== needed ? rankTitle(source.pack, higher) : null;
  const tail = more ? words(`；部分决定由${more.zh}作出`, `; some decisions: ${more.en}`) : words('', '');
  const head = answer.allowed
    ? words(`您可以决定（${title.zh}权限）`, `You may decide (${title.en})`)
    : words(`由${title.zh}决定`, `Decided by: ${title.en}`);
  return words(head.zh + tail.zh, head.en + tail.en);
}

/** The people of the proceeding; what is known of each comes from the acts. */
export function partiesOf(source: Source, dossier: Dossier): Party[] {
  const { state, law } = dossier;
  return dossier.parties.map((party) => {
    const subject = state.subjects.find((one) => one.id === party.id);
    const facts = state.store.subjects[party.id] ?? {};
    const opening = { ...party, ...openingData(dossier, party.id) };
    const marked = source.pack.marks.filter(({ when }) => holdsFor(when, state, party.id, opening));
    const others = Object.entries(facts).flatMap(([name, value]) => {
      const title = law.facts[`subject.${name}`]?.title;
      return value === true && title && !source.pack.marks.some(({ when }) => readsFact(when, name))
        ? [{ code: name, text: title, tone: 'plain' as const }]
        : [];
    });
    const offenceId = party.offence ?? lastOffence(dossier, party.id);
    const offence = offenceId ? findOffence(source.pack.offences, offenceId) : null;
    const outcome = subject?.outcome ? law.outcomes.find((one) => one.id === subject.outcome?.id)?.title : undefined;
    const who = law.subjects.find((one) => one.id === party.kind)?.title ?? capacityTitle(source.pack, party.role);
    return {
      id: party.id,
      name: party.name,
      role: party.role,
      marks: [...marked.map(({ id, title }) => ({ code: id, text: title, tone: 'info' as const })), ...others],
      lines: [who, ...ageLine(party.born, dossier.today)],
      offence: offence ? { id: offence.id, title: offence.title } : null,
      outcome: outcome ?? null,
    };
  });
}

/** Does a mark's guard read this fact of the person? */
const readsFact = (when: Guard, name: string): boolean =>
  operandsOf(when).some((one) => 'path' in one && one.path === 'subject' && one.field === name);

function openingData(dossier: Dossier, subject: string): Readonly<Record<string, unknown>> {
  const acts = dossier.state.acts.filter(
    (act) => act.subject === subject && dossier.law.procedure.opening.includes(act.type),
  );
  return acts.at(-1)?.data ?? {};
}

function lastOffence(dossier: Dossier, subject: string): string | null {
  const act = dossier.state.acts.findLast((one) => one.subject === subject && typeof one.data.offence === 'string');
  return typeof act?.data.offence === 'string' ? act.data.offence : null;
}

function ageLine(born: string | undefined, today: string): Text[] {
  if (!born) return [];
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
  return [words(`${years}岁`, `Aged ${years}`)];
}
