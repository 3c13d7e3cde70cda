import { deciding } from '#access/index.ts';
import {
  type Judgement,
  judge,
  type Obligation,
  type Reason,
  type Surveyed,
  survey,
  type World,
} from '#engine/index.ts';
import { type ActInfo, actTitle, rankTitle } from '#law/index.ts';
import { citesOfAll } from './cite.ts';
import { deadlineAt } from './deadline.ts';
import { type Dossier, type Source, subjectOf, wentInto, worldOf } from './dossier.ts';
import { isFinal, isNear, ofLaw, remediesOf, whyNot } from './explain.ts';
import { formFields, knownData } from './fields.ts';
import { dutyBase } from './owed.ts';
import type { MayAct, MayNot, Text } from './schemas.ts';
import type { Actor } from './types.ts';
import { small, weekdayDate, words } from './words.ts';

export interface Possible {
  readonly may: MayAct[];
  readonly mayNot: MayNot[];
  readonly outsideActs: MayAct[];
}

/** People for whom acts are listed at once; a case of two hundred would else be ten thousand lines. */
export const PEOPLE_AT_ONCE = 20;

/**
 * The people for whom acts are listed: the one asked for, else those who are owed something first, then those undecided.
 * null: all of them.
 */
export function peopleShown(dossier: Dossier, asked: string | null): ReadonlySet<string> | null {
  const concerned = dossier.parties.filter((party) => party.kind !== null).map((party) => party.id);
  if (asked !== null && concerned.includes(asked)) return new Set([asked]);
  if (concerned.length <= PEOPLE_AT_ONCE) return null;
  const owed = new Set(
    dossier.state.obligations.flatMap((duty) =>
      openStates.has(duty.state) && duty.offered.length === 1 && duty.subject !== null ? [duty.subject] : [],
    ),
  );
  const decided = new Set(dossier.state.subjects.flatMap((one) => (one.outcome || one.left ? [one.id] : [])));
  const place = (id: string) => (owed.has(id) ? 0 : decided.has(id) ? 2 : 1);
  return new Set(concerned.toSorted((a, b) => place(a) - place(b)).slice(0, PEOPLE_AT_ONCE));
}

/** What may be done now, what may not and why, and what others may do; for the reader, in the order of the law file. */
export function possibleOf(
  source: Source,
  dossier: Dossier,
  actor: Actor,
  people: ReadonlySet<string> | null = null,
): Possible {
  const { law, state } = dossier;
  if (wentInto(dossier)) return { may: [], mayNot: [], outsideActs: [] };
  const gone = new Set(dossier.gone.map((party) => party.id));
  const world = worldOf(source, dossier.office);
  const asked = [...survey(state, world, { at: dossier.now }), ...entering(dossier, world)];
  const place = new Map(law.acts.map((info, index) => [info.id, index]));
  const list = asked
    .flatMap((one) => {
      const info = law.acts.find((act) => act.id === one.type);
      const type = law.procedure.acts.find((act) => act.id === one.type);
      if (!info || !type || type.by === 'clock' || type.by === 'system') return [];
      return [{ ...one, info, by: type.by, reasons: ofLaw(one.judgement) }];
    })
    .filter((one) => one.subject === null || !gone.has(one.subject))
    .filter((one) => people === null || one.subject === null || people.has(one.subject))
    .filter((one) => !opened(dossier, one.type, one.subject))
    .sort((a, b) => (place.get(a.type) ?? 0) - (place.get(b.type) ?? 0));
  const allowed = list.filter((one) => one.reasons.length === 0);
  const outcomes = new Set(law.outcomes.flatMap((outcome) => outcome.acts));
  const possible = new Set(allowed.map((one) => `${one.type}|${one.subject ?? ''}`));
  const mayAct = (one: (typeof list)[number]) => mayActOf(source, dossier, actor, one.info, one.subject, one.judgement);
  return {
    may: usefulFirst(dossier, allowed.filter((one) => one.by === 'office').map(mayAct)),
    outsideActs: usefulFirst(dossier, allowed.filter((one) => one.by === 'outside').map(mayAct)),
    mayNot: list
      .filter((one) => one.reasons.length > 0)
      .map((one) => ({ ...one, duties: openDuties(dossier, one.type, one.subject), outcome: outcomes.has(one.type) }))
      .sort((a, b) => urgency(a) - urgency(b))
      .map((one) => ({
        act: one.type,
        title: actTitle(law, one.type),
        subject: subjectOf(dossier, one.subject),
        near: isNear(one.reasons, state, possible) && isExpected(dossier, one),
        final: isFinal(one.reasons),
        by: one.by === 'office' ? 'office' : 'outside',
        reasons: whyNot(source, dossier, state, one.reasons, one.type),
        fields: formFields(dossier, one.info, knownData(law.procedure, one.info, state, one.subject)),
      })),
  };
}

/** The opening acts of people who are named but for whom the proceeding has not been opened yet. */
function entering(dossier: Dossier, world: World): Surveyed[] {
  const { law, state } = dossier;
  const outside = dossier.parties.filter(
    (party) => party.kind !== null && !state.subjects.some((subject) => subject.id === party.id),
  );
  return law.procedure.acts
    .filter((type) => type.subject !== null && law.procedure.opening.includes(type.id))
    .flatMap((type) =>
      outside
        .filter((party) => party.kind === type.subject)
        .map((party) => ({
          type: type.id,
          subject: party.id,
          judgement: judge(state, { type: type.id, subject: party.id, at: dossier.now }, world),
        })),
    );
}

/** What is owed by a date, then what is owed, then decisions and other ways to meet a duty, then the rest; done ones last. */
function usefulFirst(dossier: Dossier, acts: readonly MayAct[]): MayAct[] {
  const done = new Set(
    dossier.state.slots.flatMap((slot) => (slot.count > 0 ? [`${slot.act}|${slot.subject ?? ''}`] : [])),
  );
  const placeOf = (act: MayAct): number => {
    const subject = act.subject?.id ?? null;
    const duties = openDuties(dossier, act.act, subject);
    const again = duties.length === 0 && done.has(`${act.act}|${subject ?? ''}`);
    return again ? urgencies.again : urgency({ duties, outcome: act.outcome });
  };
  return acts
    .map((act) => ({ act, place: placeOf(act) }))
    .sort((a, b) => a.place - b.place)
    .map(({ act }) => act);
}

const urgencies = { dated: 0, owed: 1, decision: 2, rest: 3, again: 4 } as const;

function urgency({ duties, outcome }: { readonly duties: readonly Obligation[]; readonly outcome: boolean }): number {
  const alone = duties.filter((duty) => duty.offered.length === 1);
  if (alone.some((duty) => duty.due !== null)) return urgencies.dated;
  if (alone.length > 0) return urgencies.owed;
  return duties.length > 0 || outcome ? urgencies.decision : urgencies.rest;
}

/** Would a reader look for it now? What is owed, a decision, or what waits for something that is owed itself. */
function isExpected(
  dossier: Dossier,
  one: { readonly reasons: readonly Reason[]; readonly duties: readonly Obligation[]; readonly outcome: boolean },
): boolean {
  if (one.duties.length > 0) return true;
  if (one.outcome && !isFinal(one.reasons)) return true;
  return one.reasons.some((reason) =>
    remediesOf(dossier.state, reason).some((remedy) =>
      openDuties(dossier, remedy.act, remedy.subject).some((duty) => duty.offered.length === 1),
    ),
  );
}

/** The opening act is not offered again to somebody for whom it was done. */
function opened(dossier: Dossier, type: string, subject: string | null): boolean {
  return (
    dossier.law.procedure.opening.includes(type) &&
    dossier.state.slots.some((slot) => slot.act === type && slot.subject === subject && slot.count > 0) &&
    !isOwed(dossier, type, subject)
  );
}

const openStates: ReadonlySet<Obligation['state']> = new Set(['running', 'overdue', 'open-undated', 'reminded']);

/** Open duties of the subject that this act would meet, those with a date first. */
export const openDuties = (dossier: Dossier, type: string, subject: string | null): readonly Obligation[] =>
  dossier.state.obligations
    .filter((duty) => openStates.has(duty.state) && duty.offered.includes(type) && duty.subject === subject)
    .sort((a, b) => (a.due?.at ?? Number.MAX_SAFE_INTEGER) - (b.due?.at ?? Number.MAX_SAFE_INTEGER));

export const isOwed = (dossier: Dossier, type: string, subject: string | null): boolean =>
  openDuties(dossier, type, subject).length > 0;

export function mayActOf(
  source: Source,
  dossier: Dossier,
  actor: Actor,
  info: ActInfo,
  subject: string | null,
  judgement: Judgement,
): MayAct {
  const { law } = dossier;
  const type = law.procedure.acts.find((act) => act.id === info.id);
  return {
    act: info.id,
    title: actTitle(law, info.id),
    subject: subjectOf(dossier, subject),
    group: info.group,
    by: type?.by === 'office' ? 'office' : 'outside',
    ...owedOf(source, dossier, info.id, subject),
    outcome: law.outcomes.some((outcome) => outcome.acts.includes(info.id)),
    cites: citesOfAll(source.pack, [info.cite, ...(judgement.rank === 'none' ? [] : [judgement.rankCite])]),
    document: info.document,
    decides: decidesOf(source, dossier, actor, info, judgement.rank),
    fields: formFields(dossier, info, knownData(law.procedure, info, dossier.state, subject)),
  };
}

/** Is this act owed, or is it one of several that would meet a duty? */
function owedOf(
  source: Source,
  dossier: Dossier,
  act: string,
  subject: string | null,
): Pick<MayAct, 'owed'> & Partial<Pick<MayAct, 'oneOf'>> {
  const duties = openDuties(dossier, act, subject);
  const [one] = duties;
  if (!one || duties.some((duty) => duty.offered.length === 1)) return { owed: one !== undefined };
  const { key, title, due } = deadlineAt(dutyBase(source, dossier, one), dossier.now, source.pack.calendar);
  const day = due === null ? null : weekdayDate(due.date, dossier.today);
  return { owed: false, oneOf: { key, title, due: day, count: one.offered.length } };
}

/** May this person do the act in the name that the law gives it (case management, prosecutor …)? */
export function actsAs(source: Source, actor: Actor, info: ActInfo): boolean {
  if (source.pack.ranks.some((rank) => rank.id === info.actor)) return true;
  return source.pack.roles.some((role) => actor.roles.includes(role.id) && role.acts.includes(info.actor));
}

/** Adds who decides where the case is one that the law keeps for a higher rank. */
function withHigher(source: Source, dossier: Dossier, info: ActInfo, rank: string, text: Text): Text {
  const { ranks, acts } = dossier.law.procedure;
  const others = acts.find((act) => act.id === info.id)?.authority.if ?? [];
  const higher = [...new Set(others.map((one) => one.rank))].filter((one) => ranks.indexOf(one) > ranks.indexOf(rank));
  if (higher.length === 0) return text;
  const titles = higher.map((one) => rankTitle(source.pack, one));
  const zh = titles.map((title) => title.zh).join('、');
  const en = titles.map((title) => small(title.en)).join(', ');
  return words(`${text.zh}；有的情形由${zh}决定`, `${text.en}; in some cases the ${en}`);
}

/** Who decides, said to the reader. */
export function decidesOf(
  source: Source,
  dossier: Dossier,
  actor: Actor,
  info: ActInfo,
  rank: string,
): MayAct['decides'] {
  const outside = dossier.law.procedure.acts.find((act) => act.id === info.id)?.by !== 'office';
  if (outside || rank === 'none') {
    const who = source.pack.actors[info.actor]?.title ?? words('其他', 'others');
    const you = !outside && actsAs(source, actor, info);
    const text = outside
      ? words(`${who.zh}所为，如实记录`, `Done by: ${who.en}; recorded as it happened`)
      : words(`${who.zh}办理`, `Done by: ${who.en}`);
    return { rank: 'none', title: who, you, text };
  }
  const title = rankTitle(source.pack, rank);
  const answer = deciding(source.pack, actor, rank, dossier.law.id);
  if (!answer.allowed) return { rank, title, you: false, text: answer.words };
  if (answer.by === 'delegation') {
    const from = answer.delegation.from.name;
    return {
      rank,
      title,
      you: true,
      text: words(`受${from.zh}委托，由您决定`, `You decide, by delegation of ${from.en}`),
    };
  }
  if (answer.by === 'record-of-body')
    return {
      rank,
      title,
      you: true,
      text: words(`${title.zh}决定，由您凭文号记录`, `Decided by: ${title.en}; you record it with its number`),
    };
  return { rank, title, you: true, text: withHigher(source, dossier, info, rank, words('由您决定', 'You decide')) };
}
