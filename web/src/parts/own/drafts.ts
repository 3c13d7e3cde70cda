/** Texts of one's own, kept in this browser by who wrote them. Starting anew never overwrites one. */
export interface Draft {
  readonly id: string;
  readonly text: string;
  readonly period: string | null;
  /** ms */
  readonly at: number;
}

const KEPT = 20;
const keyOf = (who: string): string => `custos-own-reports:${who}`;

export function readDrafts(who: string): readonly Draft[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(keyOf(who)) ?? '[]');
    return Array.isArray(read) ? read.filter((one): one is Draft => typeof one?.text === 'string') : [];
  } catch {
    return [];
  }
}

/** Puts it first; false: the browser has no room, or keeps nothing. */
export function keepDraft(who: string, draft: Draft): boolean {
  const others = readDrafts(who).filter((one) => one.id !== draft.id);
  const all = draft.text.trim() === '' ? others : [draft, ...others].slice(0, KEPT);
  try {
    localStorage.setItem(keyOf(who), JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
}

export const dropDraft = (who: string, id: string): void => {
  localStorage.setItem(keyOf(who), JSON.stringify(readDrafts(who).filter((one) => one.id !== id)));
};

/** The title of the text in a language: its first heading, or what its head says. */
export function titleOf(text: string, lang: 'zh' | 'en'): string {
  const heading = /^#\s+(.+)$/m.exec(text)?.[1];
  const line = /^title:\s*(\S.*)$/m.exec(text)?.[1] ?? '';
  if (heading === undefined) {
    const said = new RegExp(`\\b${lang}:\\s*(?:'([^']*)'|"([^"]*)"|([^,}]+))`).exec(line);
    return plain(said?.[1] ?? said?.[2] ?? said?.[3] ?? line);
  }
  const [zh = '', en = ''] = heading.split('|').map((one) => one.trim());
  return plain(lang === 'en' && en !== '' ? en : zh);
}

/** A title without its blanks: `{office}` and `{period}` are filled in the report. */
export const plain = (title: string): string =>
  title
    .replaceAll(/\{\w+\}/g, '…')
    .replaceAll(/……+/g, '…')
    .replace(/^[…\s,，]+|[…\s,，]+$/g, '');

/** A text for five years is about the last five that are over; a text for any period: null. `today`: 2026-11-30. */
export function periodFor(base: string | null, today: string): string | null {
  const years = /^(\d{4})(?:\.\.(\d{4}))?$/.exec(base ?? '');
  if (!years) return null;
  const last = Number(today.slice(0, 4)) - 1;
  const span = Number(years[2] ?? years[1]) - Number(years[1]);
  return span === 0 ? String(last) : `${last - span}..${last}`;
}
