/** The profile of an office: from `office.yaml` in the data folder, written once as an example to change. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import type { OfficeProfile } from '#casework/index.ts';
import { checkDivision, type LawPack, type OwnPowers } from '#law/index.ts';
import type { Words } from './env.ts';

/** The profile of an office; an office without one is shown by its id. */
export function officeOf(offices: readonly OfficeProfile[], id: string): OfficeProfile {
  const named = { zh: id, en: id };
  const unnamed = { id, title: named, division: null, short: named, facts: {}, desks: [], numbers: {} };
  return offices.find((office) => office.id === id) ?? unnamed;
}

/** What of an office the pack does not know: its place, its level, procedures of its desks. Null: nothing. */
export function officeFault(pack: LawPack, { division, facts, desks }: OfficeProfile): Words | null {
  const { office_fact, office_levels } = pack.lists;
  const level = facts[office_fact];
  const levels = office_levels.map((one) => one.id);
  if (levels.length > 0 && !(typeof level === 'string' && levels.includes(level)))
    return {
      zh: `facts.${office_fact} 应为 ${levels.join('、')} 之一，现为 ${String(level ?? '空')}`,
      en: `facts.${office_fact}: expected one of ${levels.join(', ')}, found ${String(level ?? 'nothing')}`,
    };
  if (division !== null) {
    const found = checkDivision(pack.divisions, division, typeof level === 'string' ? { level } : {});
    if (!found.ok) return { zh: `division：${found.words.zh}`, en: `division: ${found.words.en}` };
  }
  const unknown = desks.flatMap((desk) => desk.procedures).find((id) => pack.procedures[id] === undefined);
  if (unknown === undefined) return null;
  return {
    zh: `desks：法律包 ${pack.id} 没有程序 ${unknown}`,
    en: `desks: the law pack ${pack.id} has no procedure ${unknown}`,
  };
}

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and -');
const Profile = z.strictObject({
  id: Id,
  title: Text,
  division: z.string().nullable().default(null),
  short: Text,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  desks: z.array(z.strictObject({ id: Id, title: Text, procedures: z.array(z.string()) })).min(1),
  numbers: z.record(z.string(), Text).default({}),
  powers: z.record(z.string(), z.string()).default({}),
});

/** An example in the words of the pack: its places, its facts, a desk for each of its branches. */
function exampleFor(pack: LawPack): string {
  const line = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  const { office_fact, office_levels } = pack.lists;
  const level = pack.scenarios.office[office_fact] ?? office_levels[0]?.id;
  const place = [...pack.divisions.all.values()].findLast((one) => one.invented && one.level === level);
  const facts = { ...pack.scenarios.office, ...(level === undefined ? {} : { [office_fact]: level }) };
  const levels = office_levels.map((one) => `${one.id} (${one.title.zh}, ${one.title.en})`);
  return `# The office that works here. Change it before the first case, then start the server again.
id: office
title: {zh: 某检察机关, en: A prosecution office}
${place ? `# Code of its place, from the list of the law pack (divisions.yaml). This one is invented.\ndivision: '${place.code}'\n` : ''}# First part of its numbers.
short: {zh: 某检, en: P}
# Facts of the office that the law asks for.${levels.length > 0 ? ` ${office_fact}: ${levels.join(', ')}` : ''}
facts: ${line(facts)}
# A procedure goes to the first desk that names it, else to the first desk.
desks:
${pack.branches.map(({ id, title }) => `  - ${line({ id, title, procedures: ofBranch(pack, id) })}`).join('\n')}
numbers: {}
# The office's own power list, before that of the law pack: procedure/act: rank. Only acts that the law leaves to a list.
powers: {}
`;
}

const ofBranch = (pack: LawPack, branch: string): string[] =>
  Object.values(pack.procedures).flatMap((one) => (one.branch === branch ? [one.id] : []));

export type OfficeFile =
  | { readonly ok: true; readonly office: OfficeProfile; readonly powers: OwnPowers; readonly written: string | null }
  | { readonly ok: false; readonly line: string };

export async function officeIn(dir: string, pack: LawPack): Promise<OfficeFile> {
  const file = join(dir, 'office.yaml');
  const missing = !existsSync(file);
  if (missing) {
    await mkdir(dir, { recursive: true });
    await writeFile(file, exampleFor(pack));
  }
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [fault] = document.errors;
  if (fault) return { ok: false, line: `${file}: ${fault.message.split('\n')[0]}` };
  const parsed = Profile.safeParse(document.toJS());
  if (parsed.success) {
    const wrong = officeFault(pack, parsed.data);
    if (wrong !== null) return { ok: false, line: `${file}: ${wrong.zh} · ${wrong.en}` };
    const { powers, ...office } = parsed.data;
    return { ok: true, office, powers, written: missing ? file : null };
  }
  const [issue] = parsed.error.issues;
  return { ok: false, line: `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}` };
}
