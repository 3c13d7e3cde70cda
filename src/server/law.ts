/** The law pack as the pages need it: rows, readable text with every citation spelt out, search over articles. */

import type { z } from '@hono/zod-openapi';
import {
  actorsOfPack,
  articleKeys,
  articlesOfPack,
  type CitePart,
  type LawPack,
  parseCite,
  type Shown,
  showProcedure,
} from '#law/index.ts';
import { type Cite, type Hit, type LawRow, type Offence, ProcedureText } from './schemas.ts';

/** By branch in the order of the pack, within one as the files come. */
const inOrder = (pack: LawPack) => {
  const place = (branch: string) => pack.branches.findIndex((one) => one.id === branch);
  return Object.values(pack.procedures).sort((a, b) => place(a.branch) - place(b.branch));
};

export const lawRows = (pack: LawPack): z.infer<typeof LawRow>[] =>
  inOrder(pack).map((procedure) => ({
    id: procedure.id,
    title: procedure.title,
    summary: procedure.summary,
    branch: procedure.branch,
    branchTitle: pack.branches.find((one) => one.id === procedure.branch)?.title ?? {
      zh: procedure.branch,
      en: procedure.branch,
    },
    acts: procedure.acts.length,
    rules: procedure.rules.length,
    clocks: procedure.clocks.length,
    checked: procedure.checked,
    doubts: procedure.doubts.length,
  }));

const shownCite = (part: CitePart, key: string): z.infer<typeof Cite> => ({
  short: part.short,
  full: part.full,
  key,
  ...(part.mark === null || part.mark === 'partly' ? {} : { mark: part.mark }),
  ...(part.articles.length === 0 ? {} : { articles: [...articleKeys(part)] }),
});

/** Every `cite` that stands anywhere in a value. */
function citesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(citesIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'cite' && typeof item === 'string' ? [item] : citesIn(item),
  );
}

export function procedureText(pack: LawPack, id: string): z.infer<typeof ProcedureText> | null {
  const procedure = Object.hasOwn(pack.procedures, id) ? pack.procedures[id] : undefined;
  if (!procedure) return null;
  const shown: Shown = showProcedure(pack, procedure);
  return ProcedureText.parse({ ...shown, pack: { id: pack.id, title: pack.title }, cites: citesOf(pack, shown) });
}

/** Every citation that stands anywhere in a value, spelt out. */
export const citesOf = (pack: LawPack, value: unknown): Record<string, z.infer<typeof Cite>[]> =>
  Object.fromEntries(
    [...new Set(citesIn(value))].map((key) => [key, parseCite(pack.laws, key).map((part) => shownCite(part, key))]),
  );

const fits = (q: string, ...texts: readonly string[]): boolean => texts.some((text) => text.toLowerCase().includes(q));

/** Offences whose name, id or article fits; `264`, `第264条` and `§264` are the same article. */
export function offences(pack: LawPack, q: string, limit = 500): z.infer<typeof Offence>[] {
  const wanted = q.trim().toLowerCase();
  return pack.offences.all
    .filter(
      ({ id, title, article }) => wanted === '' || article === bare(wanted) || fits(wanted, id, title.zh, title.en),
    )
    .slice(0, limit)
    .map(({ id, title, article }) => ({ id, title, article }));
}

/** Without spaces and without the words around a number: `刑诉法 §91`, `刑诉法第91条` and `cpl 91` are found alike. */
const bare = (text: string) => text.toLowerCase().replace(/[\s§第条]/g, '');

/** Procedures, articles, acts and actors that fit what was typed, in either language; at most `limit` of each. */
export function lawHits(pack: LawPack, q: string, limit = 8, query = ''): z.infer<typeof Hit>[] {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return [];
  const all = Object.values(pack.procedures);
  const procedures = all
    .filter(({ id, title }) => fits(wanted, id, title.zh, title.en))
    .map(({ id, title, summary }) => ({ kind: 'procedure' as const, title, hint: summary, to: `/law/${id}` }));
  const articles = articlesOfPack(pack)
    .filter(({ short, full }) =>
      [short.zh, short.en, full.zh, full.en].some((text) => bare(text).includes(bare(wanted))),
    )
    .sort((a, b) => exact(b, wanted) - exact(a, wanted))
    .map(({ key, short, full }) => ({
      kind: 'article' as const,
      title: short,
      hint: full,
      to: `/law/articles/${encodeURIComponent(key)}`,
    }));
  const acts = all.flatMap((procedure) =>
    procedure.acts
      .filter(({ title }) => fits(wanted, title.zh, title.en))
      .map(({ id, title }) => ({
        kind: 'act' as const,
        title,
        hint: procedure.title,
        to: `/law/${procedure.id}#${id}`,
      })),
  );
  const actors = actorsOfPack(pack)
    .filter(({ title }) => fits(wanted, title.zh, title.en))
    .map(({ actor, title, acts: does }) => ({
      kind: 'actor' as const,
      title,
      hint: { zh: `${does.length}项行为`, en: `${does.length} acts` },
      to: `/law/actors/${actor}${query}`,
    }));
  const kinds: readonly (readonly z.infer<typeof Hit>[])[] = [procedures, actors, articles, acts];
  return kinds.flatMap((hits) => hits.slice(0, limit));
}

/** §9 before §91 where 9 was asked for. */
const exact = (one: { readonly short: CitePart['short'] }, wanted: string): number =>
  Number([one.short.zh, one.short.en].some((text) => bare(text) === bare(wanted)));
