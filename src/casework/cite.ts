import { articleKeys, type LawPack, parseCite } from '#law/index.ts';
import type { Cite } from './schemas.ts';

const kept = new WeakMap<LawPack, Map<string, Cite[]>>();

/** A citation of a law file (`刑诉法 §88; 高检规则 §260`) as pages show it, one entry a law. */
export function citesOf(pack: LawPack, cite: string): Cite[] {
  let known = kept.get(pack);
  if (!known) {
    known = new Map();
    kept.set(pack, known);
  }
  let cites = known.get(cite);
  if (!cites) {
    cites = parseCite(pack.laws, cite).map((part) => {
      const mark = part.mark === 'recalled' || part.mark === 'model' ? part.mark : undefined;
      const articles = articleKeys(part);
      return {
        short: part.short,
        full: part.full,
        key: cite,
        ...(mark ? { mark } : {}),
        ...(articles.length > 0 ? { articles: [...articles] } : {}),
      };
    });
    known.set(cite, cites);
  }
  return cites;
}

/** The citations of several rules, each once. */
export function citesOfAll(pack: LawPack, cites: readonly string[]): Cite[] {
  const seen = new Set<string>();
  return cites
    .flatMap((cite) => citesOf(pack, cite))
    .filter((cite) => !seen.has(cite.short.zh) && seen.add(cite.short.zh) !== undefined);
}
