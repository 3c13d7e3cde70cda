import { createHash } from 'node:crypto';
import type { Data } from '#engine/index.ts';
import {
  checkIdentity,
  checkOrganisation,
  findOffence,
  type LawPack,
  type LawProcedure,
  type NumberRules,
} from '#law/index.ts';
import { checkData, isDate, noOffence } from '../fields.ts';
import { concernedRole, concernedTitle, isConcerned, wrongCapacity } from '../parties.ts';
import type { OfficeProfile } from '../types.ts';
import { words } from '../words.ts';
import { limits, MANIFEST, type PackageDocument, type PackagePerson, type TransferPackage } from './format.ts';
import type { Fault } from './zip.ts';

export interface CheckedPerson {
  readonly person: PackagePerson;
  readonly idNumber: string | null;
  readonly offence: string | null;
  /** Data of the opening act for this person; null for those the act is not addressed to. */
  readonly data: Data | null;
}
export interface CheckedDocument {
  readonly document: PackageDocument;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}
export interface CheckedPackage {
  readonly law: LawProcedure;
  readonly act: LawProcedure['acts'][number];
  readonly persons: readonly CheckedPerson[];
  readonly documents: readonly CheckedDocument[];
  /** Data of the opening act where it is an act of the case. */
  readonly caseData: Data;
}
export interface CheckContext {
  readonly pack: LawPack;
  readonly office: OfficeProfile;
  readonly today: string;
}

const MAX_FAULTS = 200;

/** Checks what the manifest says against the law, the calendar and the files; every fault at once. Pure. */
export function checkPackage(
  manifest: TransferPackage,
  files: ReadonlyMap<string, Uint8Array>,
  context: CheckContext,
): { readonly ok: true; readonly value: CheckedPackage } | { readonly ok: false; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fault = (path: string, zh: string, en: string) =>
    void faults.push({ where: `${MANIFEST} ${path}`, text: words(zh, en) });
  checkHead(manifest, context, fault);
  const law = context.pack.procedures[manifest.procedure];
  const act = law?.acts.find((info) => law.procedure.opening.includes(info.id));
  const { procedures, senders } = context.pack.packages;
  if (!senders.includes(manifest.sender.kind))
    fault(
      'sender.kind',
      `没有移送单位类别“${manifest.sender.kind}”；可选：${senders.join('、')}`,
      `no kind of sender “${manifest.sender.kind}”; expected one of ${senders.join(', ')}`,
    );
  if (!law || !act || !procedures.includes(manifest.procedure)) {
    fault(
      'procedure',
      `数据包不能启动程序“${manifest.procedure}”；可选：${procedures.join('、')}`,
      `a package cannot open the procedure “${manifest.procedure}”; expected one of ${procedures.join(', ')}`,
    );
    return { ok: false, faults };
  }
  if (manifest.persons.length > limits.persons)
    fault(
      'persons',
      `共${manifest.persons.length}人，超过一次移送上限${limits.persons}人，请分批移送`,
      `${manifest.persons.length} persons; a package takes at most ${limits.persons}: send it in parts`,
    );
  const persons = manifest.persons
    .slice(0, limits.persons)
    .map((person, at) => checkPerson(manifest, person, at, { ...context, law, act }, fault));
  if (act.subject !== null && !persons.some((person) => person.data !== null))
    fault(
      'persons',
      `至少应有一名${concernedTitle(context.pack, law, act.subject).zh}`,
      `at least one person must have the role “${concernedRole(context.pack, act.subject)}”`,
    );
  duplicates(manifest.persons.map((person) => person.ref)).forEach((ref) => {
    fault('persons', `编号“${ref}”重复`, `two persons have the ref “${ref}”`);
  });
  const caseData =
    act.subject === null
      ? openingData(manifest.opening?.data ?? {}, 'opening.data', { ...context, act }, manifest, fault)
      : {};
  const documents = checkDocuments(manifest, files, fault);
  for (const name of files.keys())
    if (name !== MANIFEST && !manifest.documents.some((document) => document.file === name))
      faults.push({
        where: name,
        text: words('压缩包中有此文件，但清单未列明', 'the zip holds this file, but the manifest does not name it'),
      });
  return faults.length > 0
    ? { ok: false, faults: cut(faults) }
    : { ok: true, value: { law, act, persons, documents, caseData } };
}

function cut(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MAX_FAULTS) return faults;
  const more = faults.length - MAX_FAULTS;
  return [
    ...faults.slice(0, MAX_FAULTS),
    { where: MANIFEST, text: words(`另有${more}处错误未列出`, `${more} more faults are not listed`) },
  ];
}

type Say = (path: string, zh: string, en: string) => void;

function checkHead(manifest: TransferPackage, { office, today, pack }: CheckContext, fault: Say): void {
  const names = [office.id, office.title.zh, office.title.en];
  if (!names.includes(manifest.office))
    fault(
      'office',
      `移送对象为“${manifest.office}”，不是本院（${office.title.zh}）`,
      `sent to “${manifest.office}”, but this is ${office.title.en} (${office.id})`,
    );
  if (manifest.sender.code !== undefined) {
    const code = checkOrganisation(pack.numbers, manifest.sender.code);
    if (!code.ok)
      fault(
        'sender.code',
        `统一社会信用代码“${manifest.sender.code}”：${code.problem.zh}`,
        `organisation code “${manifest.sender.code}”: ${code.problem.en}`,
      );
  }
  pastDate(manifest.sent_on, 'sent_on', today, fault);
}

function pastDate(date: string | undefined, path: string, today: string, fault: Say): void {
  if (date === undefined) return;
  if (!isDate(date)) fault(path, `“${date}”不是日历上的日期`, `“${date}” is no date of the calendar`);
  else if (date > today)
    fault(path, `日期${date}晚于今日（${today}）`, `the date ${date} lies in the future (today is ${today})`);
}

function checkPerson(
  manifest: TransferPackage,
  person: PackagePerson,
  at: number,
  context: CheckContext & { readonly law: LawProcedure; readonly act: LawProcedure['acts'][number] },
  fault: Say,
): CheckedPerson {
  const path = `persons[${at}]`;
  pastDate(person.born, `${path}.born`, context.today, fault);
  const idNumber = checkId(context.pack.numbers, person, path, fault);
  const offence = checkOffence(person.offence, `${path}.offence`, context.pack, fault);
  const concerned = context.act.subject !== null && isConcerned(context.pack, person.role, context.act.subject);
  for (const { text } of wrongCapacity(context.pack, person.role, path)) fault(`${path}.role`, text.zh, text.en);
  if (!concerned) {
    const who = concernedTitle(context.pack, context.law, context.act.subject);
    if (person.data && Object.keys(person.data).length > 0)
      fault(`${path}.data`, `仅${who.zh}可有此项`, `only a ${who.en.toLowerCase()} has data of the opening act`);
    return { person, idNumber, offence, data: null };
  }
  const given = { ...manifest.opening?.data, ...(person.offence === undefined ? {} : { offence }), ...person.data };
  return { person, idNumber, offence, data: openingData(given, `${path}.data`, context, manifest, fault) };
}

/** The fields of the opening act: the given ones, and what a package always says (received today, by whom transferred). */
function openingData(
  given: Readonly<Record<string, unknown>>,
  path: string,
  context: CheckContext & { readonly act: LawProcedure['acts'][number] },
  manifest: TransferPackage,
  fault: Say,
): Data {
  const has = (name: string) => context.act.data.some((field) => field.name === name);
  const filled = {
    ...(has('received_on') ? { received_on: context.today } : {}),
    ...(has('transferred_by') ? { transferred_by: manifest.sender.kind } : {}),
    ...Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'offence' || has('offence'))),
  };
  const checked = checkData(context.act, filled, {
    pack: context.pack,
    today: context.today,
    parties: [],
    mustBeWhole: true,
  });
  for (const error of checked.errors.filter((one) => one.field !== 'offence' || given.offence !== null))
    fault(`${path}.${error.field}`, error.text.zh, error.text.en);
  return checked.data;
}

function checkId(rules: NumberRules, person: PackagePerson, path: string, fault: Say): string | null {
  if (person.id_number === undefined) return null;
  const number = checkIdentity(rules, person.id_number);
  if (number.ok) return number.compact;
  const hidden = `${person.id_number.slice(0, 3)}…`;
  fault(
    `${path}.id_number`,
    `${person.name}的公民身份号码（${hidden}）：${number.problem.zh}`,
    `identity number of ${person.name} (${hidden}): ${number.problem.en}`,
  );
  return null;
}

function checkOffence(name: string | undefined, path: string, pack: LawPack, fault: Say): string | null {
  if (name === undefined) return null;
  const found = findOffence(pack.offences, name);
  if (found) return found.id;
  const no = noOffence(pack, name);
  fault(path, no.zh, no.en);
  return null;
}

function checkDocuments(
  manifest: TransferPackage,
  files: ReadonlyMap<string, Uint8Array>,
  fault: Say,
): CheckedDocument[] {
  if (manifest.documents.length > limits.documents)
    fault(
      'documents',
      `共${manifest.documents.length}份，超过${limits.documents}份`,
      `${manifest.documents.length} documents; at most ${limits.documents} are taken`,
    );
  for (const name of duplicates(manifest.documents.map((document) => document.file)))
    fault('documents', `文件“${name}”列了两次`, `the file “${name}” is named twice`);
  return manifest.documents.slice(0, limits.documents).flatMap((document, at) => {
    const path = `documents[${at}].file`;
    const bytes = document.file === MANIFEST ? undefined : files.get(document.file);
    if (bytes === undefined) {
      fault(
        path,
        `清单列有“${document.file}”，压缩包中没有`,
        `“${document.file}” is named, but the zip does not hold it`,
      );
      return [];
    }
    if (document.person !== undefined && !manifest.persons.some((person) => person.ref === document.person))
      fault(
        `documents[${at}].person`,
        `没有编号为“${document.person}”的人员`,
        `no person has the ref “${document.person}”`,
      );
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (document.sha256 !== undefined && document.sha256 !== sha256)
      fault(
        `documents[${at}].sha256`,
        `“${document.file}”与清单所列哈希不符`,
        `“${document.file}” does not have the hash that the manifest gives`,
      );
    return [{ document, bytes, sha256 }];
  });
}

const duplicates = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, at) => names.indexOf(name) !== at)),
];
