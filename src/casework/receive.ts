import { randomUUID } from 'node:crypto';
import { type Data, judge } from '#engine/index.ts';
import { findOffence, type LawProcedure } from '#law/index.ts';
import type { RecordedAct, Trx } from '#ledger/index.ts';
import type { AssignData, DocumentData, OpenData, PartyData } from './acts.ts';
import { carriedOn, deskFor, takeTurn } from './allocate.ts';
import type { Prepared } from './decide.ts';
import { type Dossier, readDossier, type Source, worldOf } from './dossier.ts';
import { ofLaw, whyNot } from './explain.ts';
import { isConcerned, isNamed } from './parties.ts';
import { byLaw } from './refusal.ts';
import type { Refusal, Text } from './schemas.ts';
import type { Actor, OfficeProfile } from './types.ts';
import { peopleText, words } from './words.ts';
import { type NewProceeding, openingActs, type Writing, write } from './write.ts';

export const officeOf = (writing: Writing, id: string): OfficeProfile => {
  const office = writing.offices.find((one) => one.id === id);
  if (!office) throw new Error(`casework: no profile of office ${id}`);
  return office;
};

export const openingActOf = (law: LawProcedure) => law.acts.find((info) => law.procedure.opening.includes(info.id));

export interface Intake {
  readonly law: LawProcedure;
  readonly title: Text;
  readonly parties: readonly PartyData[];
  readonly at: number;
  readonly precision: 'ms' | 'day';
  /** Data of the opening act by subject; one entry with `null` where it is an act of the case. */
  readonly opening: readonly { readonly subject: string | null; readonly data: Data }[];
  readonly documents: readonly DocumentData[];
  readonly source: Text | null;
  readonly package: OpenData['package'];
  /** The case that it is a further proceeding of; without one, a new case begins. */
  readonly beside?: { readonly before: Dossier; readonly from: OpenData['from'] };
  /** To whom it goes; without one, by the rule of the office. */
  readonly assign?: AssignData;
}

/** Receives a case: number, people, allocation by rule, and the opening acts, in one transaction. */
export async function receive(
  writing: Writing,
  intake: Intake,
  actor: Actor,
  now: number,
  also?: (trx: Trx, recorded: readonly RecordedAct[]) => Promise<void>,
): Promise<Dossier | Refusal> {
  const office = officeOf(writing, actor.office);
  const act = openingActOf(intake.law)!;
  const desk = deskFor(office, intake.law.id);
  const before = intake.beside?.before;
  const out = new Set((before?.recused ?? []).map((one) => one.person));
  const fresh: NewProceeding = {
    id: randomUUID(),
    caseId: before?.caseId ?? randomUUID(),
    office,
    law: intake.law,
    actor: actor.id,
    role: actor.roles[0] ?? 'system',
    at: intake.at,
    first: before === undefined,
    data: {
      caseTitle: intake.title,
      parties: intake.parties,
      documents: intake.documents,
      source: intake.source,
      package: intake.package,
      from: intake.beside?.from ?? null,
    },
    assign:
      intake.assign ??
      (before?.handler && before.desk === desk && !out.has(before.handler)
        ? carriedOn(desk, before.handler)
        : await takeTurn(
            writing,
            office,
            desk,
            (await writing.deps.staff(office.id)).filter((one) => !out.has(one.person.id)),
          )),
    acts: intake.opening.map(
      ({ subject, data }): Prepared => ({
        type: act.id,
        subject,
        at: intake.at,
        precision: intake.precision,
        data,
        role: act.actor,
        meta: {},
        ground: null,
      }),
    ),
  };
  const reasons = judgeOpening(writing, fresh, now);
  if (reasons) return reasons;
  const written = await write(writing, [], [fresh], now, also);
  if (!written.ok) throw new Error('casework: a new proceeding met a conflict');
  return written.opened[0]!;
}

/** What the law says against opening it so; nothing is stored to find out. */
function judgeOpening(writing: Writing, fresh: NewProceeding, now: number): Refusal | null {
  const [head] = openingActs(writing, { ...fresh, acts: [] }, { prefix: 'X', year: 2000 }, 1);
  const recorded: RecordedAct = { ...head!, version: 1, index: 0, recordedAt: now, salt: '', leaf: '' };
  const dossier = readDossier(writing, [recorded], now);
  for (const act of fresh.acts) {
    const office = fresh.law.procedure.acts.find((one) => one.id === act.type)?.by === 'office';
    const judgement = judge(
      dossier.state,
      { type: act.type, subject: act.subject, at: act.at, precision: act.precision, data: act.data },
      worldOf(writing, fresh.office),
    );
    const reasons = ofLaw(judgement).filter((reason) => reason.code !== 'unknown-subject');
    if (office && reasons.length > 0)
      return byLaw(
        fresh.law.acts.find((info) => info.id === act.type)!.title,
        whyNot(writing, dossier, dossier.state, reasons, act.type),
      );
  }
  return null;
}

/** Title for a proceeding that another opens: the case's own, unless only now somebody is suspected of an offence. */
export function titleBeside(
  source: Source,
  before: { readonly parties: readonly PartyData[]; readonly opening: { readonly caseTitle: Text } },
  law: LawProcedure,
  parties: readonly PartyData[],
): Text {
  const suspected = (some: readonly PartyData[]) =>
    some.some((party) => isConcerned(source.pack, party.role) && party.offence);
  return suspected(parties) && !suspected(before.parties)
    ? titleOf(source, undefined, parties, law)
    : before.opening.caseTitle;
}

/** The given title; without one, and in the other language, made of the people and the offence. */
export function titleOf(
  writing: Pick<Source, 'pack'>,
  given: string | undefined,
  parties: readonly PartyData[],
  law: LawProcedure,
): Text {
  const concerned = parties.filter((party) => isConcerned(writing.pack, party.role));
  const people = peopleText(
    (concerned.length > 0 ? concerned : parties.filter((party) => isNamed(writing.pack, party.role))).map(
      (party) => party.name,
    ),
  );
  const id = parties.find((party) => party.offence)?.offence;
  const offence = id === undefined ? null : findOffence(writing.pack.offences, id);
  const made = offence
    ? words(
        `${people.zh}涉嫌${offence.title.zh.replace(/罪$/, '')}案`,
        `${people.en}: suspected ${offence.title.en.toLowerCase()}`,
      )
    : words(`${people.zh}${law.title.zh}案`, `${people.en}: ${law.title.en.toLowerCase()}`);
  const title = given?.trim();
  return title ? words(title, /[a-z]/i.test(title) ? title : made.en) : made;
}
