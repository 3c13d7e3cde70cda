import { type Data, evaluate, type GuardEnv, legalDate, parseGuard, type Value } from '#engine/index.ts';
import { type LawProcedure, procedureOf } from '#law/index.ts';
import type { PartyData } from './acts.ts';
import type { Prepared } from './decide.ts';
import type { Dossier, Source } from './dossier.ts';
import type { Text } from './schemas.ts';
import { words } from './words.ts';

/** Another proceeding that an act opens, with what it takes along. */
export interface Opening {
  readonly law: LawProcedure;
  readonly act: LawProcedure['acts'][number];
  readonly parties: readonly PartyData[];
  /** Subjects for which the opening act is to be done; `[null]` where it is an act of the case. */
  readonly subjects: readonly (string | null)[];
  readonly carried: Data;
  /** `record`: the opening act is ours and whole. `await`: the other side's act comes later. `missing`: only named, not opened. */
  readonly how: 'record' | 'await' | 'missing';
  /** Said beside the title where something is missing or awaited. */
  readonly note: Text | null;
}

/** The proceedings that the act opens in this pack, by the law's `opens`. `after` is the proceeding with the act in it. */
export function openingsOf(source: Source, after: Dossier, act: Prepared): readonly Opening[] {
  return after.law.opens
    .filter((link) => link.on === act.type && link.known && holds(link.when, after, act))
    .flatMap((link) => {
      const on = legalDate(act.at, source.pack.calendar);
      const law = procedureOf(source.pack, link.procedure, { on }) ?? source.pack.procedures[link.procedure];
      const opening = law?.acts.find((info) => info.id === (link.act ?? law.openedBy[0]));
      return law && opening ? [openingOf(after, act, law, opening, link)] : [];
    });
}

function openingOf(
  after: Dossier,
  act: Prepared,
  law: LawProcedure,
  opening: LawProcedure['acts'][number],
  link: LawProcedure['opens'][number],
): Opening {
  const carried: Record<string, Value> = {};
  for (const field of opening.data) {
    const carries = link.carries.includes(field.name);
    const value =
      link.with[field.name] ??
      (carries ? act.data[field.name] : undefined) ??
      (carries || field.type !== 'date' ? knownOf(after, act, field.name) : undefined);
    if (
      value !== undefined &&
      value !== null &&
      (field.values.length === 0 || typeof value !== 'string' || field.values.some((one) => one.id === value))
    )
      carried[field.name] = value;
  }
  const ours = law.procedure.acts.find((one) => one.id === opening.id)?.by === 'office';
  const missing = opening.data.filter((field) => field.required && carried[field.name] === undefined);
  const concerned = after.parties.filter((party) =>
    act.subject === null ? party.kind !== null : party.id === act.subject,
  );
  const bystanders = after.parties.filter((party) => party.kind === null);
  const how = !ours ? 'await' : missing.length > 0 ? 'missing' : 'record';
  return {
    law,
    act: opening,
    parties: [...concerned.map((party) => ({ ...party, kind: opening.subject ?? party.kind })), ...bystanders],
    subjects: opening.subject === null ? [null] : concerned.map((party) => party.id),
    carried,
    how,
    note: noteOf(
      law,
      opening,
      how,
      missing.map((field) => field.title),
    ),
  };
}

function noteOf(
  law: LawProcedure,
  opening: LawProcedure['acts'][number],
  how: Opening['how'],
  missing: readonly Text[],
): Text | null {
  if (how === 'record') return null;
  if (how === 'await')
    return words(`${law.title.zh}（待“${opening.title.zh}”）`, `${law.title.en} (until “${opening.title.en}”)`);
  const zh = missing.map((title) => title.zh).join('、');
  const en = missing.map((title) => title.en).join(', ');
  return words(`${law.title.zh}（尚待立件，缺：${zh}）`, `${law.title.en} (to be opened; missing: ${en})`);
}

/** What the acts of a proceeding say of the fields of another's opening act, for one subject. */
export function carriedInto(before: Dossier, opening: LawProcedure['acts'][number], subject: string | null): Data {
  const known = openingData(before, subject);
  return Object.fromEntries(
    opening.data.flatMap((field) => {
      const value = field.type === 'date' ? undefined : known[field.name];
      return value === undefined || value === null ? [] : [[field.name, value]];
    }),
  );
}

/** A fact of the subject under the name of the field that feeds it, or what its opening act said. */
function knownOf(after: Dossier, act: Prepared, name: string): Value | undefined {
  const { state } = after;
  const subject = act.subject;
  const fact = after.law.procedure.facts.find(
    (one) => one.name === name || one.from.some((from) => from.field === name),
  );
  if (fact?.of === 'case') return state.store.case[fact.name];
  if (fact && subject !== null) return state.store.subjects[subject]?.[fact.name];
  return openingData(after, subject)[name];
}

function openingData(after: Dossier, subject: string | null): Data {
  const opening = after.law.procedure.opening;
  const own = after.state.acts.find(
    (one) => opening.includes(one.type) && (one.subject === subject || one.subject === null),
  );
  return own?.data ?? {};
}

function holds(when: string | null, after: Dossier, act: Prepared): boolean {
  if (when === null) return true;
  const guard = parseGuard(when);
  if (!guard.ok) return false;
  const { state } = after;
  const acts = state.acts.filter((one) => one.subject === act.subject || one.subject === null);
  const count = (type: string) => acts.filter((one) => one.type === type).length;
  const values: Record<'case' | 'subject' | 'act' | 'opening', Data> = {
    case: { ...after.office.facts, ...state.store.case },
    subject: act.subject === null ? {} : (state.store.subjects[act.subject] ?? {}),
    act: act.data,
    opening: openingData(after, act.subject),
  };
  const env: GuardEnv = {
    value: (path, field) => values[path][field],
    count,
    executed: (type) => count(type) > 0,
    since: () => undefined,
  };
  return evaluate(guard.value, env) === true;
}
