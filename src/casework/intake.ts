import { createHash, randomUUID } from 'node:crypto';
import { may } from '#access/index.ts';
import { type Data, judge, legalDate, momentOf, startOfDay } from '#engine/index.ts';
import { checkIdentityNumber, findOffence, type LawProcedure } from '#law/index.ts';
import type { RecordedAct, Trx } from '#ledger/index.ts';
import type { DocumentData, OpenData, PartyData } from './acts.ts';
import { deskFor, takeTurn } from './allocate.ts';
import type { Prepared } from './decide.ts';
import { type Dossier, readDossier, worldOf } from './dossier.ts';
import { ofLaw, whyNot } from './explain.ts';
import { checkData, type FieldError, formFields, isDate } from './fields.ts';
import { type CheckedPackage, checkPackage } from './package/check.ts';
import { MANIFEST, type TransferPackage } from './package/format.ts';
import { readManifest } from './package/manifest.ts';
import { type Fault, unzip } from './package/zip.ts';
import { partyRoles } from './page.ts';
import { badData, byLaw, notAllowed, refusal } from './refusal.ts';
import type { NewCase, NewCaseForm, PackageErrors, PackageResult, Refusal, Text } from './schemas.ts';
import { trxOf } from './tables.ts';
import type { Actor, OfficeProfile, Opened } from './types.ts';
import { peopleText, words } from './words.ts';
import { AlreadyThere, type NewProceeding, openingActs, versionOf, type Writing, write } from './write.ts';

export const officeOf = (writing: Writing, id: string): OfficeProfile => {
  const office = writing.offices.find((one) => one.id === id);
  if (!office) throw new Error(`casework: no profile of office ${id}`);
  return office;
};

const openingActOf = (law: LawProcedure) => law.acts.find((info) => law.procedure.opening.includes(info.id));

/** Procedures that the office's desks name; all of the pack where they name none. */
function handledBy(writing: Writing, office: OfficeProfile): LawProcedure[] {
  const named = new Set(office.desks.flatMap((desk) => desk.procedures));
  return Object.values(writing.pack.procedures).filter((law) => named.size === 0 || named.has(law.id));
}

/** Procedures that may be opened by hand, each with the form of its opening act. */
export function newCaseForm(writing: Writing, actor: Actor): NewCaseForm {
  if (!may(actor, 'open-case').allowed) return { procedures: [], roles: [] };
  const procedures = handledBy(writing, officeOf(writing, actor.office)).flatMap((law) => {
    const act = openingActOf(law);
    if (!act) return [];
    const subject = law.subjects.find((one) => one.id === act.subject);
    return [
      {
        id: law.id,
        title: law.title,
        act: act.id,
        actTitle: act.title,
        subject:
          act.subject === null ? null : { kind: act.subject, title: subject?.title ?? words(act.subject, act.subject) },
        fields: formFields({ parties: [] }, act, {}),
      },
    ];
  });
  return { procedures, roles: partyRoles };
}

interface Intake {
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
}

/** Receives a case: number, people, allocation by rule, and the opening acts, in one transaction. */
async function receive(
  writing: Writing,
  intake: Intake,
  actor: Actor,
  now: number,
  also?: (trx: Trx, recorded: readonly RecordedAct[]) => Promise<void>,
): Promise<Dossier | Refusal> {
  const office = officeOf(writing, actor.office);
  const act = openingActOf(intake.law)!;
  const desk = deskFor(office, intake.law.id);
  const fresh: NewProceeding = {
    id: randomUUID(),
    caseId: randomUUID(),
    office,
    law: intake.law,
    actor: actor.id,
    role: 'case-management',
    at: intake.at,
    first: true,
    data: {
      caseTitle: intake.title,
      parties: intake.parties,
      documents: intake.documents,
      source: intake.source,
      package: intake.package,
      from: null,
    },
    assign: await takeTurn(writing, office, desk, await writing.deps.staff(office.id)),
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

/** Opens a case by hand. */
export async function openCase(writing: Writing, input: NewCase, actor: Actor, now: number): Promise<Opened | Refusal> {
  const allowed = may(actor, 'open-case');
  if (!allowed.allowed) return notAllowed(allowed.words);
  const law = handledBy(writing, officeOf(writing, actor.office)).find((one) => one.id === input.procedure);
  const act = law ? openingActOf(law) : undefined;
  if (!law || !act)
    return refusal(
      'bad-input',
      words(`本院不办理程序“${input.procedure}”`, `This office has no procedure “${input.procedure}”`),
    );
  const { calendar } = writing.pack;
  const today = legalDate(now, calendar);
  const errors: FieldError[] = [...checkOn(input.opening.on, today, now, momentOf(input.opening.on, calendar))];
  const parties = input.parties.map((party, at) => partyOf(party, at, act.subject, errors));
  const context = {
    pack: writing.pack,
    today,
    parties: parties.map((one) => ({ id: one.id, name: one.name })),
    mustBeWhole: true,
  };
  const subjects = parties.flatMap((party, at) =>
    party.kind !== null && party.kind === act.subject ? [{ party, at }] : [],
  );
  const opening =
    act.subject === null
      ? [openingOf(act, null, input.opening.data, 'opening', context, errors)]
      : subjects.map(({ party, at }) =>
          openingOf(
            act,
            party.id,
            { ...input.opening.data, ...input.opening.perSubject[String(at)] },
            `parties[${at}]`,
            context,
            errors,
          ),
        );
  if (act.subject !== null && subjects.length === 0)
    errors.push({
      field: 'parties',
      text: words('至少应有一名犯罪嫌疑人（被告人）', 'At least one suspect must be named'),
    });
  if (errors.length > 0) return badData(errors);
  const known = parties.map((party) => withOffence(party, opening));
  const received = await receive(
    writing,
    {
      law,
      title: titleOf(writing, input.title, known, law),
      parties: known,
      at: input.opening.on.length > 10 ? momentOf(input.opening.on, calendar)! : startOfDay(input.opening.on, calendar),
      precision: input.opening.on.length > 10 ? 'ms' : 'day',
      opening,
      documents: [],
      source: null,
      package: null,
    },
    actor,
    now,
  );
  if (!('opening' in received)) return received;
  return { kind: 'opened', case: received.caseId, number: received.opening.number, proceeding: received.id };
}

function checkOn(on: string, today: string, now: number, moment: number | null): FieldError[] {
  if (!isDate(on.slice(0, 10)) || moment === null)
    return [{ field: 'opening.on', text: words('日期须如2026-11-02', 'The date must be such as 2026-11-02') }];
  if (on.slice(0, 10) > today || moment > now)
    return [
      {
        field: 'opening.on',
        text: words(`不得晚于今日（${today}）`, `It may not lie in the future (today is ${today})`),
      },
    ];
  return [];
}

function partyOf(party: NewCase['parties'][number], at: number, kind: string | null, errors: FieldError[]): PartyData {
  const name = party.name.trim();
  if (name === '') errors.push({ field: `parties[${at}].name`, text: words('请填写姓名', 'Give the name') });
  let idNumber: string | undefined;
  if (party.idNumber !== undefined && party.idNumber.trim() !== '') {
    const number = checkIdentityNumber(party.idNumber);
    if (number.ok) idNumber = number.compact;
    else
      errors.push({
        field: `parties[${at}].idNumber`,
        text: words(`公民身份号码：${number.problem.zh}`, `identity number: ${number.problem.en}`),
      });
  }
  return {
    id: randomUUID(),
    name,
    role: party.role,
    kind: party.role === 'suspect' ? kind : null,
    ...(idNumber ? { idNumber, born: bornOf(idNumber) } : {}),
    ...(party.minor === undefined ? {} : { minor: party.minor }),
  };
}

const bornOf = (idNumber: string): string =>
  `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;

function openingOf(
  act: LawProcedure['acts'][number],
  subject: string | null,
  given: Readonly<Record<string, unknown>>,
  where: string,
  context: Parameters<typeof checkData>[2],
  errors: FieldError[],
): { readonly subject: string | null; readonly data: Data } {
  const checked = checkData(act, given, context);
  errors.push(...checked.errors.map((error) => ({ field: `${where}.${error.field}`, text: error.text })));
  return { subject, data: checked.data };
}

function withOffence(
  party: PartyData,
  opening: readonly { readonly subject: string | null; readonly data: Data }[],
): PartyData {
  const offence = opening.find((one) => one.subject === party.id)?.data.offence;
  return typeof offence === 'string' ? { ...party, offence } : party;
}

/** The given title; without one, and in the other language, made of the people and the offence. */
function titleOf(writing: Writing, given: string | undefined, parties: readonly PartyData[], law: LawProcedure): Text {
  const people = peopleText(parties.filter((party) => party.role !== 'victim').map((party) => party.name));
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

/** Takes a transfer package in, whole or not at all, once. */
export async function importPackage(
  writing: Writing,
  bytes: Uint8Array,
  actor: Actor,
  now: number,
): Promise<PackageResult | PackageErrors> {
  const allowed = may(actor, 'import-package');
  if (!allowed.allowed) return faulty([{ where: 'package', text: allowed.words }]);
  const office = officeOf(writing, actor.office);
  const zip = unzip(bytes);
  if (!zip.ok) return faulty(zip.faults);
  const read = readManifest(zip.files.get(MANIFEST));
  if (!read.ok) return faulty(read.faults);
  const today = legalDate(now, writing.pack.calendar);
  const checked = checkPackage(read.manifest, zip.files, { pack: writing.pack, office, today });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const again = await takenBefore(writing, office, sha256, read.manifest);
  if (!checked.ok) return faulty([...(again ? [again] : []), ...checked.faults]);
  if (again) return faulty([again]);
  try {
    return await storePackage(writing, read.manifest, checked.value, sha256, actor, now);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return faulty([
      (await takenBefore(writing, office, sha256, read.manifest)) ?? {
        where: 'package',
        text: words('此包正在接收', 'this package is being taken in'),
      },
    ]);
  }
}

const faulty = (errors: readonly Fault[]): PackageErrors => ({ errors: [...errors], recorded: false });

async function takenBefore(writing: Writing, office: OfficeProfile, sha256: string, manifest: TransferPackage) {
  const known = await writing.db
    .selectFrom('casework_package as k')
    .innerJoin('casework_proceeding as p', 'p.id', 'k.proceeding')
    .where('k.office', '=', office.id)
    .where((eb) =>
      eb.or([
        eb('k.sha256', '=', sha256),
        eb.and([eb('k.sender', '=', manifest.sender.name), eb('k.sender_number', '=', manifest.number)]),
      ]),
    )
    .select(['k.sha256', 'p.number', 'p.number_zh'])
    .executeTakeFirst();
  if (!known) return null;
  return known.sha256 === sha256
    ? {
        where: 'package',
        text: words(`同一移送包已于${known.number_zh}接收`, `the same package was taken in already as ${known.number}`),
      }
    : {
        where: `${MANIFEST} number`,
        text: words(
          `“${manifest.sender.name}”的“${manifest.number}”已于${known.number_zh}接收`,
          `number “${manifest.number}” of “${manifest.sender.name}” was taken in already as ${known.number}`,
        ),
      };
}

async function storePackage(
  writing: Writing,
  manifest: TransferPackage,
  checked: CheckedPackage,
  sha256: string,
  actor: Actor,
  now: number,
): Promise<PackageResult> {
  const { law, act } = checked;
  const ids = new Map(checked.persons.map((one) => [one.person.ref, randomUUID() as string]));
  const parties = checked.persons.map(
    ({ person, idNumber, offence, data }): PartyData => ({
      id: ids.get(person.ref)!,
      name: person.name,
      role: person.role,
      kind: data === null ? null : act.subject,
      ...(idNumber ? { idNumber } : {}),
      ...(person.born ? { born: person.born } : idNumber ? { born: bornOf(idNumber) } : {}),
      ...(data?.minor === true ? { minor: true } : {}),
      ...(offence ? { offence } : {}),
    }),
  );
  const documents = checked.documents.map(({ document, bytes, sha256: hash }) => ({
    data: {
      id: randomUUID() as string,
      name: document.title,
      kind: document.kind ?? '文书',
      bytes: bytes.length,
      sha256: hash,
    },
    bytes,
  }));
  const received = await receive(
    writing,
    {
      law,
      title: titleOf(writing, manifest.title, parties, law),
      parties,
      at: startOfDay(legalDate(now, writing.pack.calendar), writing.pack.calendar),
      precision: 'day',
      opening:
        act.subject === null
          ? [{ subject: null, data: checked.caseData }]
          : checked.persons.flatMap(({ person, data }) =>
              data === null ? [] : [{ subject: ids.get(person.ref)!, data }],
            ),
      documents: documents.map((document) => document.data),
      source: words(
        `${manifest.sender.name}移送，${manifest.number}`,
        `Transferred by ${manifest.sender.name}, ${manifest.number}`,
      ),
      package: { sha256, sender: manifest.sender.name, number: manifest.number },
    },
    actor,
    now,
    async (trx, recorded) => {
      const first = recorded[0]!;
      const db = trxOf(trx);
      const kept = await db
        .insertInto('casework_package')
        .values({
          sha256,
          office: actor.office,
          sender: manifest.sender.name,
          sender_number: manifest.number,
          case_id: first.caseId,
          proceeding: first.proceeding,
        })
        .onConflict((conflicted) => conflicted.doNothing())
        .returning('sha256')
        .executeTakeFirst();
      if (!kept) throw new AlreadyThere('package');
      for (const { data, bytes } of documents)
        await db
          .insertInto('casework_document')
          .values({
            id: data.id,
            proceeding: first.proceeding,
            case_id: first.caseId,
            name: data.name,
            kind: data.kind,
            sha256: data.sha256,
            size: data.bytes,
            added_at: now,
            bytes,
          })
          .execute();
    },
  );
  if (!('opening' in received)) return Promise.reject(new Error(`package: ${received.message.en}`));
  return {
    package: sha256,
    case: received.caseId,
    number: received.opening.number,
    proceedings: [{ id: received.id, procedure: law.id, title: law.title }],
    parties: parties.length,
    documents: documents.length,
  };
}
