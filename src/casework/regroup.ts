import { randomUUID } from 'node:crypto';
import { deciding, may, scopeOf } from '#access/index.ts';
import { type LawPack, rankTitle } from '#law/index.ts';
import {
  asJson,
  MERGE,
  MERGED,
  type MergeData,
  type MergedData,
  type Numbered,
  type PartyData,
  SEVER,
  type SeverData,
} from './acts.ts';
import { byRule, carriedOn } from './allocate.ts';
import { citesOf } from './cite.ts';
import { changed, meanwhile } from './commands.ts';
import type { Prepared } from './decide.ts';
import { type Dossier, wentInto } from './dossier.ts';
import type { FieldError } from './fields.ts';
import { scopeFilter } from './listing.ts';
import { loadDossier, loadFor } from './load.ts';
import { factsOf, partiesOf } from './page.ts';
import { titleOf } from './receive.ts';
import { whyKeptOut } from './recused.ts';
import { badData, notAllowed, notFound, refusal } from './refusal.ts';
import { goesOnThere, pastOf } from './regrouped.ts';
import type { MergeCases, Refusal, RegroupForm, SeverPeople, Text, WhyNot } from './schemas.ts';
import type { Actor, Opened } from './types.ts';
import { joinTexts, peopleText, words } from './words.ts';
import { type NewProceeding, toNewAct, type Writing, write } from './write.ts';

type Rules = NonNullable<LawPack['regrouping']>;

/** Other cases that the form offers at once. */
const CASES_AT_ONCE = 8;

/** Grounds, people and cases for severing and merging, with every reason where it is not possible; null: not theirs to see. */
export async function regroupForm(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
  q: string,
): Promise<RegroupForm | null> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return null;
  const { dossier } = seen;
  const rules = writing.pack.regrouping;
  const why = obstacles(writing, dossier, actor);
  const grounds = (list: Rules['sever'] | Rules['merge'] | undefined) =>
    (list ?? []).map((one) => ({
      id: one.id,
      title: one.title,
      cites: citesOf(writing.pack, one.cite),
      explain: one.explain === true,
    }));
  return {
    why,
    time: rules ? { text: rules.time.text, cites: citesOf(writing.pack, rules.time.cite) } : null,
    sever: { grounds: grounds(rules?.sever), people: peopleToSever(writing, dossier) },
    merge: {
      grounds: grounds(rules?.merge),
      cases: why.length > 0 ? [] : await casesToMerge(writing, dossier, actor, now, q),
    },
  };
}

/** Why nothing of this proceeding can be severed or merged by this person. */
function obstacles(writing: Writing, dossier: Dossier, actor: Actor): WhyNot[] {
  const { pack } = writing;
  const rules = pack.regrouping;
  if (!rules?.procedures.includes(dossier.law.id))
    return [
      because(
        pack,
        'not-here',
        words(
          `“${dossier.law.title.zh}”不适用分案、并案`,
          `Cases are neither severed nor merged in “${dossier.law.title.en}”`,
        ),
        rules?.cite,
      ),
    ];
  const kept = whyKeptOut(pack, dossier, actor.id);
  if (kept) return [{ code: 'recused', ...kept, remedy: [] }];
  const found: WhyNot[] = [];
  const went = wentInto(dossier);
  if (went) found.push(because(pack, 'closed', goesOnThere(went)));
  else if (!dossier.state.opened)
    found.push(because(pack, 'not-opened', words('本案尚未受理', 'The case has not been received yet')));
  else if (dossier.state.closed !== null || dossier.state.concluded !== null)
    found.push(because(pack, 'closed', rules.decided.text, rules.decided.cite));
  const allowed = may(actor, 'record-act', factsOf(writing, dossier));
  if (!allowed.allowed) found.push(because(pack, 'not-authorised', allowed.words));
  else {
    const who = deciding(pack, actor, rules.authority, dossier.law.id);
    if (!who.allowed) found.push(because(pack, 'not-authorised', who.words, rules.cite));
  }
  return found;
}

const because = (pack: LawPack, code: string, text: Text, cite?: string): WhyNot => ({
  code,
  text,
  cites: cite === undefined ? [] : citesOf(pack, cite),
  remedy: [],
});

const refused = (reasons: readonly WhyNot[]): Refusal =>
  refusal(
    'refused',
    joinTexts(
      reasons.map((one) => one.text),
      '；',
      '; ',
    ),
    { reasons },
  );

/** Those whom acts are addressed to, and whether each may go. */
function peopleToSever(writing: Writing, dossier: Dossier): SeverPeople[] {
  const rules = writing.pack.regrouping;
  const shown = partiesOf(writing, dossier);
  return dossier.parties.flatMap((party): SeverPeople[] => {
    if (party.kind === null) return [];
    const subject = dossier.state.subjects.find((one) => one.id === party.id);
    const why = !subject
      ? because(writing.pack, 'not-opened', words('尚未受理', 'Not received yet'))
      : subject.outcome !== null && rules
        ? because(writing.pack, 'decided', rules.decided.text, rules.decided.cite)
        : null;
    const marks = shown.find((one) => one.id === party.id)?.marks ?? [];
    return [{ id: party.id, name: party.name, marks: marks.map((mark) => mark.text), why }];
  });
}

const concernedIn = (dossier: Dossier): PartyData[] => dossier.parties.filter((party) => party.kind !== null);

/** Some people go on in a proceeding of their own, with what has happened to them; their periods go on. */
export async function sever(
  writing: Writing,
  id: string,
  input: {
    readonly people: readonly string[];
    readonly ground: string;
    readonly reason: string;
    readonly expectedVersion: number;
  },
  actor: Actor,
  now: number,
): Promise<Opened | Refusal> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return notFound();
  const { dossier } = seen;
  if (input.expectedVersion !== dossier.version) return changed(writing, dossier, input.expectedVersion);
  const why = obstacles(writing, dossier, actor);
  if (why.length > 0) return refused(why);
  const rules = writing.pack.regrouping!;
  const people = [...new Set(input.people)];
  const errors = [
    ...groundErrors(rules.sever, input),
    ...(people.length === 0 ? [{ field: 'people', text: words('请选择分出的人员', 'Choose who is severed') }] : []),
    ...people.flatMap((one) =>
      concernedIn(dossier).some((party) => party.id === one)
        ? []
        : [{ field: 'people', text: words(`本案没有此人“${one}”`, `This case has no person “${one}”`) }],
    ),
  ];
  if (errors.length > 0) return badData(errors);
  const reasons = [
    ...peopleToSever(writing, dossier).flatMap((one) =>
      people.includes(one.id) && one.why ? [{ ...one.why, text: named(one.name, one.why.text) }] : [],
    ),
    ...againstSevering(writing, dossier, people, input.ground),
    ...(await waiting(writing, dossier, people)),
  ];
  if (reasons.length > 0) return refused(reasons);
  const leaving = concernedIn(dossier).filter((party) => people.includes(party.id));
  const staying = dossier.parties.filter((party) => !people.includes(party.id));
  const bystanders = dossier.parties.filter((party) => party.kind === null);
  const why2 = { ground: input.ground, reason: input.reason.trim() };
  const fresh: NewProceeding = {
    id: randomUUID(),
    caseId: dossier.caseId,
    office: dossier.office,
    law: dossier.law,
    actor: actor.id,
    role: actor.rank ?? 'system',
    at: now,
    first: false,
    data: {
      caseTitle: titleOf(writing, undefined, leaving, dossier.law),
      parties: [...leaving, ...bystanders],
      documents: [],
      source: null,
      package: null,
      from: null,
      severed: { proceeding: dossier.id, ...why2, past: pastOf(dossier, people, false) },
    },
    assign: dossier.handler === null ? byRule(dossier.desk, null, []) : carriedOn(dossier.desk, dossier.handler),
    acts: [],
  };
  const data: SeverData = { ...why2, to: fresh.id, people, title: retitled(writing, dossier, staying) };
  const act = { ...toNewAct(dossier, ownAct(SEVER, now, actor), actor.id), data: asJson(data) };
  const written = await write(writing, [{ dossier, acts: [act] }], [fresh], now);
  if (!written.ok) return meanwhile(writing, id, written.since, now);
  const opened = written.opened[0]!;
  return { kind: 'opened', case: opened.caseId, number: opened.opening.number, proceeding: opened.id };
}

/** Somebody must stay, and who leaves must fit the ground. */
function againstSevering(writing: Writing, dossier: Dossier, people: readonly string[], ground: string): WhyNot[] {
  const { pack } = writing;
  const stay = concernedIn(dossier).filter((party) => !people.includes(party.id));
  if (stay.length === 0)
    return [
      because(
        pack,
        'nobody-stays',
        words('不能把全部人员分出，本案至少应留一人', 'Somebody must stay: not everybody can be severed'),
      ),
    ];
  const rule = pack.regrouping?.sever.find((one) => one.id === ground);
  const mark = pack.marks.find((one) => one.id === rule?.apart);
  if (!rule || !mark) return [];
  const shown = partiesOf(writing, dossier);
  const has = (id: string) => shown.find((one) => one.id === id)?.marks.some((one) => one.code === mark.id) === true;
  const staying = stay.map((party) => has(party.id));
  const leaving = people.map(has);
  const apart =
    (leaving.every(Boolean) && !staying.every(Boolean)) || (!leaving.some(Boolean) && staying.every(Boolean));
  if (apart) return [];
  const { zh, en } = mark.title;
  return [
    because(
      pack,
      'ground',
      words(
        `以此为由，应当把“${zh}”与其他人分开：分出的都是“${zh}”，或者留下的都是“${zh}”`,
        `On this ground “${en}” and others part: all who leave must be “${en}”, or all who stay`,
      ),
      rule.cite,
    ),
  ];
}

function groundErrors(
  grounds: Rules['sever'] | Rules['merge'],
  input: { readonly ground: string; readonly reason: string },
): FieldError[] {
  const ground = grounds.find((one) => one.id === input.ground);
  if (!ground)
    return [
      {
        field: 'ground',
        text: words(
          `没有此事由“${input.ground}”；可选：${grounds.map((one) => one.title.zh).join('、')}`,
          `There is no ground “${input.ground}”; expected one of ${grounds.map((one) => one.id).join(', ')}`,
        ),
      },
    ];
  return ground.explain && input.reason.trim() === ''
    ? [{ field: 'reason', text: words('以此为由须写明理由', 'This ground must be explained') }]
    : [];
}

/** Decisions that wait for somebody: they would be about a person who is no longer there. */
async function waiting(writing: Writing, dossier: Dossier, people: readonly string[] | null): Promise<WhyNot[]> {
  const rows = await writing.db
    .selectFrom('casework_proposal')
    .select(['subject', 'rank'])
    .where('proceeding', '=', dossier.id)
    .where('state', 'in', ['waiting', 'returned'])
    .execute();
  const concerned = rows.filter((row) => people === null || (row.subject !== null && people.includes(row.subject)));
  if (concerned.length === 0) return [];
  const rank = rankTitle(writing.pack, concerned[0]!.rank);
  return [
    because(
      writing.pack,
      'waits',
      words(
        `尚有报请${rank.zh}决定的事项，请先决定或者撤回`,
        `A decision still waits for the ${rank.en.toLowerCase()}; decide or withdraw it first`,
      ),
    ),
  ];
}

const named = (name: string, text: Text): Text => words(`${name}：${text.zh}`, `${name}: ${text.en}`);

const ownAct = (type: string, now: number, actor: Actor): Prepared => ({
  type,
  subject: null,
  at: now,
  precision: 'ms',
  data: {},
  role: actor.rank ?? 'system',
  meta: {},
  ground: null,
});

/** A title that was made of the people is made anew; one that somebody gave stays. */
function retitled(writing: Writing, dossier: Dossier, parties: readonly PartyData[]): Text | null {
  const made = titleOf(writing, undefined, dossier.parties, dossier.law);
  const { caseTitle } = dossier.opening;
  return made.zh === caseTitle.zh ? titleOf(writing, undefined, parties, dossier.law) : null;
}

/** Somebody of the other case who is here already: by number, or as it was said. */
function sameAs(here: Dossier, party: PartyData, said: ReadonlyMap<string, string> = new Map()): PartyData | null {
  const known = [...here.parties, ...here.gone];
  const byId = known.find((one) => one.id === party.id);
  if (byId) return byId;
  const byNumber = party.idNumber && known.find((one) => one.idNumber === party.idNumber);
  if (byNumber) return byNumber;
  const told = said.get(party.id);
  if (told !== undefined) return known.find((one) => one.id === told) ?? null;
  return party.kind === null
    ? (known.find((one) => one.kind === null && one.name === party.name && one.role === party.role) ?? null)
    : null;
}

/** Why this other case cannot go on in ours. */
function againstMerging(writing: Writing, here: Dossier, there: Dossier): WhyNot[] {
  const { pack } = writing;
  const rules = pack.regrouping!;
  if (there.law !== here.law || there.office.id !== here.office.id)
    return [because(pack, 'stage', rules.stage.text, rules.stage.cite)];
  const went = wentInto(there);
  if (went) return [because(pack, 'closed', goesOnThere(went))];
  const decided = there.state.subjects.filter((one) => one.left === null && one.outcome !== null);
  if (there.state.closed !== null || there.state.concluded !== null || decided.length > 0)
    return [because(pack, 'decided', rules.decided.text, rules.decided.cite)];
  return there.state.opened
    ? []
    : [because(pack, 'not-opened', words('该案尚未受理', 'That case has not been received yet'))];
}

/** Cases of the same procedure that the reader may act in: those of the same people first. */
async function casesToMerge(
  writing: Writing,
  dossier: Dossier,
  actor: Actor,
  now: number,
  q: string,
): Promise<MergeCases[]> {
  const names = [...concernedIn(dossier), ...dossier.gone].map((party) => party.name);
  let found = writing.db
    .selectFrom('casework_proceeding as p')
    .where(scopeFilter(scopeOf(actor, 'office')))
    .where('p.office', '=', dossier.office.id)
    .where('p.procedure', '=', dossier.law.id)
    .where('p.id', '!=', dossier.id)
    .where('p.closed_at', 'is', null);
  for (const word of q
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one !== '')
    .slice(0, 8))
    found = found.where('p.words', 'like', `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  const rows = await found
    .select((eb) => [
      'p.id',
      eb
        .exists(
          eb
            .selectFrom('casework_party as q')
            .select('q.subject')
            .whereRef('q.proceeding', '=', 'p.id')
            .where('q.name', 'in', names.length > 0 ? names : ['']),
        )
        .as('shares'),
    ])
    .orderBy('shares', 'desc')
    .orderBy('p.opened_on', 'desc')
    .orderBy('p.number', 'desc')
    .limit(CASES_AT_ONCE * 2)
    .execute();
  const offered: MergeCases[] = [];
  for (const { id } of rows) {
    if (offered.length >= CASES_AT_ONCE) break;
    const there = await loadDossier(writing, id, now);
    if (!there || !may(actor, 'record-act', factsOf(writing, there)).allowed) continue;
    offered.push({
      proceeding: there.id,
      number: words(there.opening.numberText.zh, there.opening.number),
      title: there.opening.caseTitle,
      people: concernedIn(there).map((party) => {
        const same = sameAs(dossier, party);
        const alike = same ? null : concernedIn(dossier).find((one) => one.name === party.name);
        return {
          id: party.id,
          name: party.name,
          same: same ? { id: same.id, name: same.name } : null,
          alike: alike ? { id: alike.id, name: alike.name } : null,
        };
      }),
      why: againstMerging(writing, dossier, there)[0] ?? null,
    });
  }
  return offered;
}

/** Another case goes on in this one: its people with their periods, its acts as their past; it is over. */
export async function merge(
  writing: Writing,
  id: string,
  input: {
    readonly from: string;
    readonly ground: string;
    readonly reason: string;
    /** Who of the other case is who of this one, beyond those whom a number tells. */
    readonly same: readonly { readonly there: string; readonly here: string }[];
    readonly expectedVersion: number;
  },
  actor: Actor,
  now: number,
): Promise<{ readonly kind: 'merged'; readonly people: Text } | Refusal> {
  const [seen, other] = await Promise.all([loadFor(writing, id, actor, now), loadFor(writing, input.from, actor, now)]);
  if (!seen) return notFound();
  const here = seen.dossier;
  if (input.expectedVersion !== here.version) return changed(writing, here, input.expectedVersion);
  const why = obstacles(writing, here, actor);
  if (why.length > 0) return refused(why);
  if (!other || other.dossier.id === here.id)
    return badData([
      { field: 'from', text: words('没有此案，或者无权查阅', 'There is no such case, or it is not yours to see') },
    ]);
  const there = other.dossier;
  const allowed = may(actor, 'record-act', factsOf(writing, there));
  if (!allowed.allowed) return notAllowed(named(there.opening.numberText.zh, allowed.words));
  const rules = writing.pack.regrouping!;
  const said = new Map(input.same.map((one) => [one.there, one.here]));
  const people = there.parties.map((party) => ({ party, same: sameAs(here, party, said) }));
  const errors = [...groundErrors(rules.merge, input), ...sameErrors(here, there, input.same, people)];
  if (errors.length > 0) return badData(errors);
  const rule = rules.merge.find((one) => one.id === input.ground);
  const shared = people.some(({ party, same }) => party.kind !== null && same !== null);
  const reasons = [
    ...againstMerging(writing, here, there),
    ...(rule?.same_person && !shared
      ? [
          because(
            writing.pack,
            'ground',
            words('两案没有同一犯罪嫌疑人；请指明谁是同一人', 'Nobody is in both cases; say who is the same person'),
            rule.cite,
          ),
        ]
      : []),
    ...(await waiting(writing, there, null)),
  ];
  if (reasons.length > 0) return refused(reasons);
  const parties = people.flatMap(({ party, same }) => (same ? [] : [party]));
  const back = people.flatMap(({ same }) => (same && here.gone.some((one) => one.id === same.id) ? [same] : []));
  const rename = new Map(people.flatMap(({ party, same }) => (same ? [[party.id, same.id] as const] : [])));
  const why2 = { ground: input.ground, reason: input.reason.trim() };
  const mergeData: MergeData = {
    ...why2,
    from: numbered(there),
    people: people.map(({ party, same }) => ({ was: party.id, is: same?.id ?? party.id })),
    parties,
    past: pastOf(
      there,
      there.parties.map((party) => party.id),
      true,
      rename,
    ),
    title: retitled(writing, here, [...here.parties, ...back, ...parties]),
  };
  const mergedData: MergedData = { ...why2, into: numbered(here) };
  const written = await write(
    writing,
    [
      { dossier: here, acts: [{ ...toNewAct(here, ownAct(MERGE, now, actor), actor.id), data: asJson(mergeData) }] },
      {
        dossier: there,
        acts: [{ ...toNewAct(there, ownAct(MERGED, now, actor), actor.id), data: asJson(mergedData) }],
      },
    ],
    [],
    now,
  );
  if (!written.ok) return meanwhile(writing, id, written.since, now);
  return { kind: 'merged', people: peopleText(concernedIn(there).map((party) => party.name)) };
}

const numbered = (dossier: Dossier): Numbered => ({
  proceeding: dossier.id,
  caseId: dossier.caseId,
  number: dossier.opening.number,
  numberText: dossier.opening.numberText,
});

function sameErrors(
  here: Dossier,
  there: Dossier,
  said: readonly { readonly there: string; readonly here: string }[],
  people: readonly { readonly party: PartyData; readonly same: PartyData | null }[],
): FieldError[] {
  const wrong = (zh: string, en: string): FieldError => ({ field: 'same', text: words(zh, en) });
  const errors = said.flatMap((one) => {
    const a = concernedIn(there).find((party) => party.id === one.there);
    const b = concernedIn(here).find((party) => party.id === one.here);
    if (!a || !b) return [wrong('两案中没有所指的人', 'One of the cases has no such person')];
    return a.idNumber && b.idNumber && a.idNumber !== b.idNumber
      ? [
          wrong(
            `${a.name}与${b.name}的公民身份号码不同，不是同一人`,
            `${a.name} and ${b.name} have different identity numbers: they are two people`,
          ),
        ]
      : [];
  });
  const matched = people.flatMap(({ party, same }) => (party.kind !== null && same ? [same.id] : []));
  const twice = matched.find((one, at) => matched.indexOf(one) !== at);
  return twice === undefined
    ? errors
    : [...errors, wrong('该案的两人不能是本案的同一人', 'Two people of that case cannot be the same one of this case')];
}
