import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '#engine/index.ts';
import { kebab, text } from './schema.ts';
import { faultsOf } from './shape.ts';
import { expectedOf, faultAt, readSource } from './source.ts';
import type { Lang, LawError, LawPack, Text } from './types.ts';

export const listsFile = z.strictObject({
  office_fact: kebab.describe('The fact of the office that names its level'),
  office_levels: z
    .array(
      z.strictObject({
        id: kebab,
        title: text,
        places: text,
        region: text.optional().describe('What one of these places is called; figures can then be grouped by them'),
        above: kebab.nullable(),
      }),
    )
    .min(1),
  document_types: z.array(z.strictObject({ id: kebab, title: text, endings: z.array(z.string().min(1)).min(1) })),
  closing_grounds: z.array(z.strictObject({ id: kebab, title: text, note: text })).min(1),
  doubts: z.array(text).optional(),
});

/** Lists of a pack beside its procedures: levels of offices from low to high, types of documents, grounds of closing. */
export type PackLists = z.infer<typeof listsFile>;
export type OfficeLevel = PackLists['office_levels'][number];
export type DocumentType = PackLists['document_types'][number];

export const noLists: PackLists = {
  office_fact: 'office-level',
  office_levels: [],
  document_types: [],
  closing_grounds: [],
};

/** Reads `lists.yaml` of a pack; a pack without one has empty lists. Every fault with file, line and column. */
export function loadLists(dir: string): Result<PackLists, readonly LawError[]> {
  const path = join(dir, 'lists.yaml');
  if (!existsSync(path)) return { ok: true, value: noLists };
  return readLists(readFileSync(path, 'utf8'));
}

/** The same over a text in memory. */
export function readLists(content: string): Result<PackLists, readonly LawError[]> {
  const { source, errors } = readSource('lists.yaml', content);
  if (errors.length > 0) return { ok: false, error: errors };
  const parsed = listsFile.safeParse(source.data);
  if (!parsed.success) return { ok: false, error: faultsOf(source, parsed.error.issues, listsFile) };
  const ids = parsed.data.office_levels.map((level) => level.id);
  const unknown = parsed.data.office_levels.flatMap(({ above }, i) => {
    if (above === null || ids.includes(above)) return [];
    const { expected, text: hint } = expectedOf(above, ids, 'level');
    const fault = { check: 'name', message: `no level "${above}"; ${hint}`, found: above, expected };
    return [faultAt(source, ['office_levels', i, 'above'], fault, null)];
  });
  return unknown.length > 0 ? { ok: false, error: unknown } : { ok: true, value: parsed.data };
}

/** Type of a document by the longest ending that its title has in the pack's language; null where none fits. */
export function documentTypeOf(lists: PackLists, title: Text, lang: Lang): DocumentType | null {
  const fits = lists.document_types.flatMap((type) =>
    type.endings.filter((ending) => title[lang].endsWith(ending)).map((ending) => ({ type, length: ending.length })),
  );
  return fits.sort((a, b) => b.length - a.length)[0]?.type ?? null;
}

/** A document that acts of the pack produce. */
export interface PackDocument {
  readonly title: Text;
  readonly type: DocumentType | null;
  readonly acts: readonly { readonly procedure: string; readonly act: string }[];
}

/** Every document of the pack, once for each title in the pack's language, with the acts it comes from. */
export function documentsOfPack(pack: LawPack, lists: PackLists): readonly PackDocument[] {
  const all = Object.values(pack.procedures).flatMap((procedure) =>
    procedure.acts.flatMap((act) =>
      act.document === null ? [] : [{ title: act.document, procedure: procedure.id, act: act.id }],
    ),
  );
  return [...Map.groupBy(all, (one) => one.title[pack.language]).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const acts = group.map(({ procedure, act }) => ({ procedure, act }));
    return [{ title: first.title, type: documentTypeOf(lists, first.title, pack.language), acts }];
  });
}
