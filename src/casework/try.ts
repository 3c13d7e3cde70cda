import { type Act, fold, judge, legalDate, momentOf, startOfDay } from '#engine/index.ts';
import { actTitle, explainNote, type LawProcedure, procedureOf } from '#law/index.ts';
import { OPEN_CASE, type PartyData } from './acts.ts';
import { courseOf, departureList } from './course.ts';
import { deadlineAt } from './deadline.ts';
import { type Dossier, type Source, stateAt, subjectOf, worldOf } from './dossier.ts';
import { namePeople, ofLaw, sceneOf, whyNot } from './explain.ts';
import { checkData } from './fields.ts';
import { caseMap } from './map.ts';
import { basesOf } from './owed.ts';
import { byDue, once, openStates } from './page.ts';
import { mayActOf, possibleOf } from './possible.ts';
import { neverRegrouped } from './regrouped.ts';
import type { MayAct } from './schemas.ts';
import type { TryAnswer, TryQuestion } from './try-schemas.ts';
import type { Actor, OfficeProfile } from './types.ts';
import { words } from './words.ts';

type Step = TryQuestion['steps'][number];

/** Somebody who reads the law and decides nothing. */
const reader = (office: OfficeProfile): Actor => ({
  id: 'reader',
  name: words('读者', 'Reader'),
  email: '',
  office: office.id,
  desk: null,
  roles: [],
  functions: [],
  rank: null,
  delegations: [],
});

/**
 * What the law makes of a supposed course at a day: what has become possible, what is owed and late, and why. The acts happen as
 * given, allowed or not (then marked); nothing is stored. null: the pack has no such procedure in force on the first day.
 */
export function tryLaw(source: Source, id: string, question: TryQuestion): TryAnswer | null {
  const { calendar } = source.pack;
  const office = source.offices[0];
  const first = question.steps.map((step) => step.on.slice(0, 10)).sort()[0];
  const law = procedureOf(source.pack, id, { on: first ?? question.now }) ?? procedureOf(source.pack, id);
  if (!law || !office) return null;
  const now = momentOf(`${question.now}T23:59`, calendar);
  if (now === null) return null;
  const people = peopleOf(law, question.people ?? 1);
  const checked = question.steps.map((step, at) => checkedStep(source, law, people, step, at, now));
  const done = checked.flatMap((step) => (step.act !== null && step.act.at <= now ? [step.act] : []));
  const dossier = supposed(source, office, law, people, done, now);
  const possible = possibleOf(source, dossier, reader(office));
  const deadlines = once(basesOf(source, dossier).map((base) => deadlineAt(base, now, calendar)));
  const { state } = dossier;
  return {
    procedure: law.id,
    title: law.title,
    now: question.now,
    people: people.map((party) => ({
      id: party.id,
      name: party.name,
      kind: law.subjects.find((one) => one.id === party.kind)?.title ?? words(party.name, party.name),
    })),
    steps: checked.map(({ step, act, errors }) => ({
      act: step.act,
      title: actTitle(law, step.act),
      subject: subjectOf(dossier, step.subject),
      on: step.on,
      state: act === null ? 'unknown' : act.at <= now ? 'done' : 'ahead',
      reasons: act === null || act.at > now ? [] : against(source, dossier, act, done),
      fieldErrors: [...errors],
    })),
    ...possible,
    outsideActs: [...possible.outsideActs, ...bySystem(source, dossier)],
    owed: deadlines.filter((one) => openStates.has(one.state)).sort(byDue),
    deadlines,
    course: courseOf(source, dossier, new Map()),
    departures: departureList(source, dossier, state),
    notes: state.notes.map((note) => namePeople(dossier, explainNote(sceneOf(source, dossier, state), note).text)),
    outcomes: state.subjects.flatMap((subject) => {
      const title = law.outcomes.find((one) => one.id === subject.outcome?.id)?.title;
      return title ? [{ subject: subject.id, title }] : [];
    }),
    closed: state.closed === null ? null : legalDate(state.closed, calendar),
    map: caseMap(source, dossier, { subject: question.subject ?? null }),
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOP';

/** People A, B, … of each kind that the procedure is addressed to. */
function peopleOf(law: LawProcedure, each: number): PartyData[] {
  return law.subjects
    .flatMap((kind) => Array.from({ length: each }, () => kind.id))
    .slice(0, LETTERS.length)
    .map((kind, at) => ({ id: `person-${LETTERS[at]}`, name: LETTERS[at] ?? '', role: 'other', kind }));
}

interface Checked {
  readonly step: Step;
  /** null: no act of this procedure, or not addressed as it must be. */
  readonly act: Act | null;
  readonly errors: ReturnType<typeof checkData>['errors'];
}

/** The step as an act of the engine; fields that do not fit are left out and told. */
function checkedStep(
  source: Source,
  law: LawProcedure,
  people: readonly PartyData[],
  step: Step,
  at: number,
  now: number,
): Checked {
  const { calendar } = source.pack;
  const info = law.acts.find((one) => one.id === step.act);
  const exact = step.on.length > 10;
  const moment = exact ? momentOf(step.on, calendar) : midnight(source, step.on);
  const fitting =
    info !== undefined &&
    (info.subject === null
      ? step.subject === null
      : people.some((one) => one.id === step.subject && one.kind === info.subject));
  if (!info || !fitting || moment === null) return { step, act: null, errors: [] };
  const today = legalDate(Math.max(now, moment), calendar);
  const { data, errors } = checkData(info, step.data ?? {}, {
    pack: source.pack,
    today,
    parties: people,
    mustBeWhole: false,
  });
  const act: Act = {
    id: `step-${at + 1}`,
    type: info.id,
    subject: step.subject,
    at: moment,
    precision: exact ? 'ms' : 'day',
    recordedAt: moment,
    seq: at + 1,
    data,
  };
  return { step, act, errors };
}

function midnight(source: Source, date: string): number | null {
  return momentOf(`${date}T00:00`, source.pack.calendar) === null ? null : startOfDay(date, source.pack.calendar);
}

/** A proceeding of nobody: the acts that are supposed, without a ledger behind them. */
function supposed(
  source: Source,
  office: OfficeProfile,
  law: LawProcedure,
  parties: readonly PartyData[],
  acts: readonly Act[],
  now: number,
): Dossier {
  const nothing = { zh: '', en: '' };
  return {
    ...neverRegrouped,
    seq: acts.length,
    id: 'supposed',
    caseId: 'supposed',
    office,
    law,
    procedureVersion: law.id,
    version: acts.length,
    opening: {
      caseTitle: law.title,
      number: '',
      numberText: nothing,
      series: { prefix: '', year: 0, serial: 0 },
      parties,
      documents: [],
      source: null,
      package: null,
      from: null,
    },
    openingAct: {
      id: 'supposed',
      office: office.id,
      caseId: 'supposed',
      proceeding: 'supposed',
      procedure: law.id,
      type: OPEN_CASE,
      subject: null,
      actor: 'reader',
      role: 'reader',
      occurredAt: acts[0]?.at ?? now,
      precision: 'day',
      data: {},
      version: 1,
      index: 0,
      recordedAt: acts[0]?.at ?? now,
      salt: '',
      leaf: '',
    },
    parties,
    desk: null,
    handler: null,
    recorded: [],
    acts,
    state: fold(law.procedure, acts, worldOf(source, office), { now }),
    now,
    today: legalDate(now, source.pack.calendar),
  };
}

/** Acts that a server would record by itself; here somebody must suppose them. */
function bySystem(source: Source, dossier: Dossier): MayAct[] {
  const { law, state } = dossier;
  const world = worldOf(source, dossier.office);
  return law.procedure.acts
    .filter((type) => type.by === 'system')
    .flatMap((type) => {
      const info = law.acts.find((one) => one.id === type.id);
      if (!info) return [];
      const subjects = type.subject === null ? [null] : idsOf(dossier, type.subject);
      return subjects.flatMap((subject) => {
        const judgement = judge(state, { type: type.id, subject, at: dossier.now }, world);
        if (ofLaw(judgement).length > 0) return [];
        return [mayActOf(source, dossier, reader(dossier.office), info, subject, judgement)];
      });
    });
}

const idsOf = (dossier: Dossier, kind: string): string[] =>
  dossier.parties.filter((party) => party.kind === kind).map((party) => party.id);

/** What stood against the act when it happened, whoever decides. */
function against(source: Source, dossier: Dossier, act: Act, done: readonly Act[]) {
  const before = done.filter((other) => other.at < act.at || (other.at === act.at && other.seq < act.seq));
  const state = stateAt(source, { ...dossier, acts: before }, act.at);
  const { type, subject, at, data } = act;
  const judgement = judge(state, { type, subject, at, data }, worldOf(source, dossier.office));
  return whyNot(source, dossier, state, ofLaw(judgement), type);
}
