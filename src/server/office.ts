/** The profile of an office: from `office.yaml` in the data folder, written once as an example to change. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { OfficeProfile } from '#casework/index.ts';

/** The profile of an office; an office without one is shown by its id. */
export function officeOf(offices: readonly OfficeProfile[], id: string): OfficeProfile {
  const named = { zh: id, en: id };
  const unnamed = { id, title: named, short: named, facts: {}, desks: [], numbers: {} };
  return offices.find((office) => office.id === id) ?? unnamed;
}

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and -');
const Profile = z.strictObject({
  id: Id,
  title: Text,
  short: Text,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  desks: z.array(z.strictObject({ id: Id, title: Text, procedures: z.array(z.string()) })).min(1),
  numbers: z.record(z.string(), Text).default({}),
});

const example = `# The office that works here. Change it before the first case, then start the server again.
id: office
title: {zh: 某某人民检察院, en: A procuratorate}
# First part of its numbers.
short: {zh: 某检, en: P}
# Facts of the office that the law asks for.
facts: {office-level: basic}
# A procedure goes to the first desk that names it, else to the first desk.
desks:
  - {id: first, title: {zh: 第一检察部, en: First department}, procedures: []}
numbers: {}
`;

export type OfficeFile =
  | { readonly ok: true; readonly office: OfficeProfile; readonly written: string | null }
  | { readonly ok: false; readonly line: string };

export async function officeIn(dir: string): Promise<OfficeFile> {
  const file = join(dir, 'office.yaml');
  const missing = !existsSync(file);
  if (missing) {
    await mkdir(dir, { recursive: true });
    await writeFile(file, example);
  }
  const document = parseDocument(readFileSync(file, 'utf8'));
  const [fault] = document.errors;
  if (fault) return { ok: false, line: `${file}: ${fault.message.split('\n')[0]}` };
  const parsed = Profile.safeParse(document.toJS());
  if (parsed.success) return { ok: true, office: parsed.data, written: missing ? file : null };
  const [issue] = parsed.error.issues;
  return { ok: false, line: `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}` };
}
