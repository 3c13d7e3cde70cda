import { may } from '#access/index.ts';
import { legalDate, momentOf, startOfDay } from '#engine/index.ts';
import { checkOn, openingOf } from './byhand.ts';
import { citesOf } from './cite.ts';
import type { Dossier } from './dossier.ts';
import { type FieldError, formFields } from './fields.ts';
import { loadFor } from './load.ts';
import { factsOf } from './page.ts';
import { openingActOf, receive } from './receive.ts';
import { badData, notAllowed, notFound, refusal } from './refusal.ts';
import type { RecusalForm, RecusalInput, Refusal } from './schemas.ts';
import type { Actor, Opened, StaffMember } from './types.ts';
import { words } from './words.ts';
import type { Writing } from './write.ts';

/** The procedure by which this law keeps somebody out of a case, with its opening act. */
function procedureOf(writing: Writing) {
  const rules = writing.pack.recusal;
  const law = rules ? writing.pack.procedures[rules.procedure] : undefined;
  const act = law ? openingActOf(law) : undefined;
  return law && act ? { law, act } : null;
}

/** Who may enter a challenge: whoever records what others do in the case, and everybody about themselves. */
const mayChallenge = (writing: Writing, dossier: Dossier, actor: Actor, person: string): boolean =>
  person === actor.id || may(actor, 'record-outside', factsOf(writing, dossier)).allowed;

/** Those who could be challenged: who works in the office and is not challenged or recused in this case already. */
const challengeable = (dossier: Dossier, staff: readonly StaffMember[]): StaffMember[] =>
  staff.filter(
    (one) =>
      !one.functions.includes('keeps-accounts') && !dossier.recused.some(({ person }) => person === one.person.id),
  );

/** The form in which a recusal is asked for; null where the reader does not see the case or this law has no such procedure. */
export async function recusalForm(
  writing: Writing,
  id: string,
  actor: Actor,
  now: number,
): Promise<RecusalForm | null> {
  const seen = await loadFor(writing, id, actor, now);
  const found = procedureOf(writing);
  if (!seen || !found) return null;
  const { dossier } = seen;
  const staff = challengeable(dossier, await writing.deps.staff(dossier.office.id));
  return {
    people: staff.filter((one) => mayChallenge(writing, dossier, actor, one.person.id)).map((one) => one.person),
    fields: formFields({ parties: [] }, found.act, {}),
    actTitle: found.act.title,
    cites: citesOf(writing.pack, found.act.cite),
  };
}

/** A recusal is asked for: a proceeding of its own in the same case, which goes to the head of the office. */
export async function challenge(
  writing: Writing,
  id: string,
  input: RecusalInput,
  actor: Actor,
  now: number,
): Promise<Opened | Refusal> {
  const seen = await loadFor(writing, id, actor, now);
  if (!seen) return notFound();
  const { dossier } = seen;
  const found = procedureOf(writing);
  if (!found || dossier.law.id === found.law.id)
    return refusal('bad-input', words('这里不能申请回避', 'A recusal cannot be asked for here'));
  const { law, act } = found;
  if (!mayChallenge(writing, dossier, actor, input.person))
    return notAllowed(may(actor, 'record-outside', factsOf(writing, dossier)).words);
  const staff = await writing.deps.staff(dossier.office.id);
  const member = staff.find((one) => one.person.id === input.person);
  const { calendar } = writing.pack;
  const today = legalDate(now, calendar);
  const errors: FieldError[] = [
    ...checkOn(input.on, today, now, momentOf(input.on, calendar)).map((one) => ({ ...one, field: 'on' })),
  ];
  if (!member || member.functions.includes('keeps-accounts'))
    errors.push({ field: 'person', text: words('本院没有此办案人员', 'Nobody of this office who handles cases') });
  else if (!challengeable(dossier, staff).includes(member))
    errors.push({
      field: 'person',
      text: words(
        `${member.person.name.zh}已在本案中被申请回避或者已回避`,
        `${member.person.name.en} is challenged or recused in this case already`,
      ),
    });
  const party = {
    id: input.person,
    name: member?.person.name.zh ?? '',
    role: act.subject ?? 'person',
    kind: act.subject,
  };
  const context = { pack: writing.pack, today, parties: [party], mustBeWhole: false };
  const opening = openingOf(act, act.subject === null ? null : party.id, input.data, 'data', context, errors);
  if (errors.length > 0 || !member) return badData(errors);
  const received = await receive(
    writing,
    {
      law,
      title: words(`${member.person.name.zh}回避`, `Recusal of ${member.person.name.en}`),
      parties: [party],
      at: input.on.length > 10 ? momentOf(input.on, calendar)! : startOfDay(input.on, calendar),
      precision: input.on.length > 10 ? 'ms' : 'day',
      opening: [opening],
      documents: [],
      source: words(
        `${dossier.law.title.zh}（${dossier.opening.numberText.zh}）中提出`,
        `Asked for in ${dossier.law.title.en} ${dossier.opening.number}`,
      ),
      package: null,
      beside: { before: dossier, from: null },
      assign: {
        desk: null,
        handler: null,
        reason: '由本院负责人办理 / for the head of the office',
        by: 'rule',
      },
    },
    actor,
    now,
  );
  if (!('opening' in received)) return received;
  for (const other of await relatedIds(writing, dossier)) writing.deps.changed?.(other);
  return { kind: 'opened', case: received.caseId, number: received.opening.number, proceeding: received.id };
}

/** Pages of the case that are open somewhere must ask again. */
async function relatedIds(writing: Writing, dossier: Dossier): Promise<string[]> {
  const rows = await writing.db
    .selectFrom('casework_proceeding')
    .select('id')
    .where('case_id', '=', dossier.caseId)
    .execute();
  return rows.map((row) => row.id);
}
