/** What follows from an article, and what somebody must do: the law pack read across its procedures. */

import type { z } from '@hono/zod-openapi';
import {
  type ActorDuties,
  actorsOfPack,
  articleOfPack,
  articlesOfPack,
  type CitedArticle,
  type LawPack,
} from '#law/index.ts';
import { citesOf } from './law.ts';
import { ActorPage, type ActorRow, ArticlePage, type LawOfPack } from './schemas.ts';

const placeOf = (pack: LawPack, id: string) => {
  const procedure = pack.procedures[id];
  const title = procedure?.title ?? { zh: id, en: id };
  return { id, title, branch: procedure?.branch ?? '' };
};

/** Groups by procedure, in the order in which they come. */
function byProcedure<T extends { readonly procedure: string }>(
  items: readonly T[],
): readonly (readonly [string, T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.procedure, [...(groups.get(item.procedure) ?? []), item]);
  return [...groups];
}

export function lawsOfPack(pack: LawPack): z.infer<typeof LawOfPack>[] {
  const laws = new Map<string, CitedArticle[]>();
  for (const article of articlesOfPack(pack)) laws.set(article.law, [...(laws.get(article.law) ?? []), article]);
  return [...laws].map(([law, articles]) => ({
    law,
    title: pack.laws[law]?.title ?? { zh: law, en: law },
    articles: articles.map(({ key, short, full, parts }) => ({
      key,
      short,
      full,
      procedures: byProcedure(parts).map(([id]) => ({ id, title: placeOf(pack, id).title })),
      parts: parts.length,
    })),
  }));
}

/** The page of an article by its key (`刑诉法§91`); null: nothing rests on it. */
export function articlePage(pack: LawPack, key: string): z.infer<typeof ArticlePage> | null {
  const found = articleOfPack(pack, key);
  if (!found) return null;
  const same = articlesOfPack(pack).filter((one) => one.law === found.law);
  const at = same.indexOf(found);
  const near = (one: CitedArticle | undefined) => (one ? { key: one.key, short: one.short } : null);
  return ArticlePage.parse({
    key: found.key,
    pack: { id: pack.id, title: pack.title },
    short: found.short,
    full: found.full,
    law: pack.laws[found.law]?.title ?? { zh: found.law, en: found.law },
    read: pack.laws[found.law]?.read ?? 'recalled',
    previous: near(same[at - 1]),
    next: near(same[at + 1]),
    procedures: byProcedure(found.parts).map(([id, parts]) => ({ ...placeOf(pack, id), parts })),
    cites: citesOf(pack, found.parts),
  });
}

const rowOf = ({ actor, title, kind, acts }: ActorDuties): z.infer<typeof ActorRow> => ({
  id: actor,
  title,
  kind,
  acts: acts.length,
  duties: acts.filter((act) => act.must.length > 0).length,
});

export const actorRows = (pack: LawPack): z.infer<typeof ActorRow>[] => actorsOfPack(pack).map(rowOf);

/** What an actor may and must do; null: nobody of that name acts. */
export function actorPage(pack: LawPack, id: string): z.infer<typeof ActorPage> | null {
  const found = actorsOfPack(pack).find((one) => one.actor === id);
  if (!found) return null;
  return ActorPage.parse({
    ...rowOf(found),
    pack: { id: pack.id, title: pack.title },
    procedures: byProcedure(found.acts).map(([procedure, acts]) => ({ ...placeOf(pack, procedure), acts })),
    cites: citesOf(pack, found.acts),
  });
}
