import { randomUUID } from 'node:crypto';
import { may } from '#access/index.ts';
import { type Data, legalDate, momentOf, startOfDay } from '#engine/index.ts';
import { bornBy, checkIdentity, type LawPack, type LawProcedure } from '#law/index.ts';
import type { PartyData } from './acts.ts';
import { checkData, type FieldError, formFields, isDate } from './fields.ts';
import { capacities, concernedTitle, isConcerned, wrongCapacity } from './parties.ts';
import { officeOf, openingActOf, receive, titleOf } from './receive.ts';
import { badData, notAllowed, refusal } from './refusal.ts';
import type { NewCase, NewCaseForm, Refusal } from './schemas.ts';
import type { Actor, OfficeProfile, Opened } from './types.ts';
import { words } from './words.ts';
import type { Writing } from './write.ts';

/** Procedures that the office's desks name; all of the pack where they name none. */
export function handledBy(writing: Writing, office: OfficeProfile): LawProcedure[] {
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
  return { procedures, roles: capacities(writing.pack) };
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
  const parties = input.parties.map((party, at) => partyOf(writing.pack, party, at, act.subject, errors));
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
  const concern = concernedTitle(writing.pack, law, act.subject);
  if (act.subject !== null && subjects.length === 0)
    errors.push({
      field: 'parties',
      text: words(`至少应有一名${concern.zh}`, `At least one person must be named as: ${concern.en}`),
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

export function checkOn(on: string, today: string, now: number, moment: number | null): FieldError[] {
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

const LONGEST_NAME = 200;

export function partyOf(
  pack: LawPack,
  party: NewCase['parties'][number],
  at: number,
  kind: string | null,
  errors: FieldError[],
): PartyData {
  errors.push(...wrongCapacity(pack, party.role, `parties[${at}].role`));
  const name = party.name.trim();
  if (name === '') errors.push({ field: `parties[${at}].name`, text: words('请填写姓名', 'Give the name') });
  if (name.length > LONGEST_NAME)
    errors.push({
      field: `parties[${at}].name`,
      text: words(`姓名最多${LONGEST_NAME}字`, `A name has at most ${LONGEST_NAME} characters`),
    });
  let idNumber: string | undefined;
  if (party.idNumber !== undefined && party.idNumber.trim() !== '') {
    const number = checkIdentity(pack.numbers, party.idNumber);
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
    kind: isConcerned(pack, party.role, kind) ? kind : null,
    ...(idNumber ? { idNumber, ...bornIn(pack, idNumber) } : {}),
    ...(party.minor === undefined ? {} : { minor: party.minor }),
  };
}

/** The day of birth that an identity number says, where it says one. */
export function bornIn(pack: LawPack, idNumber: string): { readonly born?: string } {
  const born = bornBy(pack.numbers, idNumber);
  return born === null ? {} : { born };
}

export function openingOf(
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

export function withOffence(
  party: PartyData,
  opening: readonly { readonly subject: string | null; readonly data: Data }[],
): PartyData {
  const offence = opening.find((one) => one.subject === party.id)?.data.offence;
  return typeof offence === 'string' ? { ...party, offence } : party;
}
