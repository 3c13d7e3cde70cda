import { describe, expect, test } from 'vitest';
import { actorsOfPack, articleKeys, articleOfPack, articlesOfPack } from './articles.ts';
import { parseCite } from './cite.ts';
import { chinaPack } from './testing.ts';

const pack = chinaPack();

describe('what rests on an article', () => {
  test('keys: paragraphs left out, ranges taken apart, 之一 kept; no law, no key', () => {
    const keys = (cite: string) => parseCite(pack.laws, cite).flatMap(articleKeys);
    expect(keys('刑诉法 §21(2)(3), §21')).toEqual(['刑诉法§21']);
    expect(keys('听证工作规定2020 §4-5')).toEqual(['听证工作规定§4', '听证工作规定§5']);
    expect(keys('刑法 §133-1; model for the number')).toEqual(['刑法§133-1']);
  });

  test('every article that an act, its authority, a rule or a clock cites has its page', () => {
    const cites = Object.values(pack.procedures).flatMap((law) => [
      ...law.acts.map((act) => act.cite),
      ...law.procedure.acts.map((act) => act.authority.cite),
      ...law.rules.map((rule) => rule.cite),
      ...law.clocks.map((clock) => clock.cite),
    ]);
    const keys = new Set(cites.flatMap((cite) => parseCite(pack.laws, cite ?? '').flatMap(articleKeys)));
    expect(keys.size).toBeGreaterThan(300);
    expect([...keys].filter((key) => articleOfPack(pack, key) === null)).toEqual([]);
  });

  test('an article lists each act once in a procedure, and nothing that does not cite it', () => {
    for (const article of articlesOfPack(pack)) {
      const places = article.parts.map((part) => `${part.procedure} ${part.kind} ${part.id}`);
      expect(new Set(places).size).toBe(places.length);
      for (const { itself, sentences } of article.parts) {
        expect(itself || sentences.length > 0).toBe(true);
        for (const { cite } of sentences)
          expect(parseCite(pack.laws, cite ?? '').flatMap(articleKeys)).toContain(article.key);
      }
    }
  });

  test('every act of every procedure stands with its actor', () => {
    const acts = Object.values(pack.procedures).reduce((sum, law) => sum + law.acts.length, 0);
    expect(actorsOfPack(pack).reduce((sum, one) => sum + one.acts.length, 0)).toBe(acts);
    const release = actorsOfPack(pack)
      .find((one) => one.actor === 'police')
      ?.acts.find((act) => act.procedure === 'criminal.arrest-review' && act.must.length > 0);
    expect(release).toBeDefined();
  });
});
