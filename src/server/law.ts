/** The law pack as the pages need it: rows, readable text with every citation spelt out, search over articles. */

import type { z } from '@hono/zod-openapi';
import { type CitePart, type LawPack, parseCite, type Shown, showProcedure } from '#law/index.ts';
import { type Cite, type Hit, type LawRow, type Offence, ProcedureText } from './schemas.ts';

export const lawRows = (pack: LawPack): z.infer<typeof LawRow>[] =>
  Object.values(pack.procedures).map((procedure) => ({
    id: procedure.id,
    title: procedure.title,
    summary: procedure.summary,
    branch: procedure.branch,
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
  const keys = [...new Set(citesIn(shown))];
  const cites = Object.fromEntries(
    keys.map((key) => [key, parseCite(pack.laws, key).map((part) => shownCite(part, key))]),
  );
  return ProcedureText.parse({ ...shown, cites });
}

const fits = (q: string, ...texts: readonly string[]): boolean => texts.some((text) => text.toLowerCase().includes(q));

export function offences(pack: LawPack, q: string, limit = 50): z.infer<typeof Offence>[] {
  const wanted = q.trim().toLowerCase();
  return pack.offences.all
    .filter(({ id, title, article }) => wanted === '' || article === wanted || fits(wanted, id, title.zh, title.en))
    .slice(0, limit)
    .map(({ id, title, article }) => ({ id, title, article }));
}

type Article = { readonly short: CitePart['short']; readonly full: CitePart['full']; readonly procedures: Set<string> };
const indexes = new WeakMap<LawPack, readonly Article[]>();

/** Every article that a rule, an act or a clock of the pack rests on, with the procedures. */
function articles(pack: LawPack): readonly Article[] {
  const made = indexes.get(pack);
  if (made) return made;
  const found = new Map<string, Article>();
  for (const procedure of Object.values(pack.procedures)) {
    for (const { cite } of [...procedure.acts, ...procedure.rules, ...procedure.clocks]) {
      for (const { short, full, law } of parseCite(pack.laws, cite)) {
        if (law === null) continue;
        const article = found.get(short.zh) ?? { short, full, procedures: new Set() };
        article.procedures.add(procedure.id);
        found.set(short.zh, article);
      }
    }
  }
  const list = [...found.values()];
  indexes.set(pack, list);
  return list;
}

/** Procedures and articles that fit what was typed; spaces and § do not matter for articles. */
export function lawHits(pack: LawPack, q: string, limit = 8): z.infer<typeof Hit>[] {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return [];
  const bare = (text: string) => text.toLowerCase().replace(/[\s§第条]/g, '');
  const procedures = Object.values(pack.procedures)
    .filter(({ id, title }) => fits(wanted, id, title.zh, title.en))
    .map(({ id, title, summary }) => ({ kind: 'procedure' as const, title, hint: summary, to: `/law/${id}` }));
  const cited = articles(pack)
    .filter(({ short, full }) =>
      [short.zh, short.en, full.zh, full.en].some((text) => bare(text).includes(bare(wanted))),
    )
    .map(({ short, full, procedures: ids }) => {
      const [first = ''] = ids;
      return { kind: 'article' as const, title: short, hint: full, to: `/law/${first}` };
    });
  return [...procedures.slice(0, limit), ...cited.slice(0, limit)];
}
