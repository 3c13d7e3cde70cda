import type { OffencesFile } from './schema.ts';
import type { Offence, Offences, Text } from './types.ts';

const title = (row: { readonly zh: string; readonly en: string }): Text => ({ zh: row.zh, en: row.en });

export function offencesOf(file: OffencesFile): Offences {
  return {
    all: file.offences.map((row) => ({
      id: row.id,
      title: title(row),
      article: row.article,
      chapter: row.chapter,
      section: row.section ?? null,
      tags: row.tags,
      since: row.since ?? null,
      renamedFrom: row.renamed_from ?? null,
    })),
    chapters: file.chapters.map((row) => ({ n: row.n, title: title(row), articles: row.articles })),
    sections: file.sections.map((row) => ({ n: row.n, title: title(row) })),
    flags: file.flags.map((row) => ({ id: row.id, title: title(row), of: row.of })),
    figures: file.figures,
    checked: file.checked,
    doubts: file.doubts,
  };
}

export const noOffences: Offences = {
  all: [],
  chapters: [],
  sections: [],
  flags: [],
  figures: [],
  checked: 'recalled',
  doubts: [],
};

/** An offence by id, by its Chinese name (with or without 罪, or an earlier name) or by its English name. */
export function findOffence(offences: Offences, name: string): Offence | null {
  const wanted = bareName(name);
  return (
    offences.all.find((offence) => offence.id === name.trim()) ??
    offences.all.find((offence) => bareName(offence.title.zh) === wanted) ??
    offences.all.find((offence) => offence.renamedFrom !== null && bareName(offence.renamedFrom) === wanted) ??
    offences.all.find((offence) => offence.title.en.toLowerCase() === name.trim().toLowerCase()) ??
    null
  );
}

const bareName = (name: string): string =>
  name
    .trim()
    .replace(/[\s,，]/g, '')
    .replace(/罪$/, '');
