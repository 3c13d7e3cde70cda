import { firstName, numbersOf, parseCite } from './cite.ts';
import { showProcedure } from './show.ts';
import type { CitePart, LawPack, Sentence, Text } from './types.ts';

/** An act or a clock of a procedure, and the sentences in it that rest on an article, or that bind somebody. */
export interface CitingPart {
  readonly procedure: string;
  readonly kind: 'act' | 'clock';
  readonly id: string;
  readonly title: Text;
  /** The act (or clock) itself rests on the article. */
  readonly itself: boolean;
  readonly sentences: readonly Sentence[];
}
/** One article of one law, and everything of the pack that cites it. */
export interface CitedArticle {
  /** `刑诉法§91`: law and article without a space, as in an address. */
  readonly key: string;
  readonly law: string;
  /** `91`, `287-1`; no paragraphs. */
  readonly article: string;
  readonly short: Text;
  readonly full: Text;
  readonly parts: readonly CitingPart[];
}
/** What somebody (an actor of the pack) may and must do, by procedure. */
export interface ActorDuties {
  readonly actor: string;
  readonly title: Text;
  readonly kind: 'office' | 'outside' | 'clock' | 'system';
  readonly acts: readonly {
    readonly procedure: string;
    readonly id: string;
    readonly title: Text;
    readonly cite: string;
    readonly must: readonly Sentence[];
  }[];
}

interface Index {
  readonly articles: ReadonlyMap<string, CitedArticle>;
  readonly actors: ReadonlyMap<string, ActorDuties>;
}
const indexes = new WeakMap<LawPack, Index>();

/** Articles that the pack rests on, in the order of the laws file and of their numbers. */
export const articlesOfPack = (pack: LawPack): readonly CitedArticle[] => [...indexOf(pack).articles.values()];

/** By key (`刑诉法§91`); spaces around § and which short name of the law do not matter; null: nothing of the pack rests on it. */
export function articleOfPack(pack: LawPack, key: string): CitedArticle | null {
  const [law = '', article = ''] = key.split('§').map((part) => part.trim());
  return indexOf(pack).articles.get(`${firstName(pack.laws, law)}§${article}`) ?? null;
}

/** Who acts in the procedures of the pack, and what each must do and by when. */
export const actorsOfPack = (pack: LawPack): readonly ActorDuties[] => [...indexOf(pack).actors.values()];

/** Keys of the articles that one citation names, ranges taken apart; none where the pack does not list the law. */
export const articleKeys = (part: CitePart): readonly string[] => {
  const { law, known } = part;
  return law === null || !known ? [] : [...new Set(part.articles.flatMap(numbersOf))].map((n) => `${law}§${n}`);
};

function indexOf(pack: LawPack): Index {
  const made = indexes.get(pack);
  if (made) return made;
  const index = build(pack);
  indexes.set(pack, index);
  return index;
}

function build(pack: LawPack): Index {
  const parts = new Map<string, CitingPart[]>();
  const keys = new Map<string, readonly string[]>();
  const keysOf = (cite: string | null): readonly string[] => {
    if (cite === null) return [];
    let known = keys.get(cite);
    if (!known) {
      known = parseCite(pack.laws, cite).flatMap(articleKeys);
      keys.set(cite, known);
    }
    return known;
  };
  const note = (part: Omit<CitingPart, 'itself' | 'sentences'>, cite: string, sentences: readonly Sentence[]): void => {
    const own = new Set(keysOf(cite));
    for (const key of new Set([...own, ...sentences.flatMap((one) => keysOf(one.cite))])) {
      const known = parts.get(key) ?? [];
      known.push({
        ...part,
        itself: own.has(key),
        sentences: sentences.filter((one) => keysOf(one.cite).includes(key)),
      });
      parts.set(key, known);
    }
  };
  const actors = new Map<string, { duties: Omit<ActorDuties, 'acts'>; acts: ActorDuties['acts'][number][] }>();
  for (const { id, title, kind } of Object.values(pack.actors))
    actors.set(id, { duties: { actor: id, title, kind }, acts: [] });
  for (const procedure of Object.values(pack.procedures)) {
    const shown = showProcedure(pack, procedure);
    for (const act of shown.groups.flatMap((group) => group.acts)) {
      const named = { procedure: procedure.id, kind: 'act' as const, id: act.id, title: act.title };
      note(named, act.cite, [act.who, ...act.may, ...act.must, ...act.effects]);
      const actor = procedure.acts.find((one) => one.id === act.id)?.actor ?? '';
      actors.get(actor)?.acts.push({ ...named, cite: act.cite, must: act.must });
    }
    for (const clock of shown.clocks)
      note({ procedure: procedure.id, kind: 'clock', id: clock.id, title: clock.title }, clock.cite, clock.sentences);
  }
  const laws = Object.keys(pack.laws);
  const articles = [...parts]
    .map(([key, found]) => article(pack, key, found))
    .sort((a, b) => laws.indexOf(a.law) - laws.indexOf(b.law) || byNumber(a.article, b.article));
  return {
    articles: new Map(articles.map((one) => [one.key, one])),
    actors: new Map(
      [...actors].flatMap(([id, { duties, acts }]) => (acts.length === 0 ? [] : [[id, { ...duties, acts }]])),
    ),
  };
}

function article(pack: LawPack, key: string, parts: readonly CitingPart[]): CitedArticle {
  const at = key.lastIndexOf('§');
  const [law, number] = [key.slice(0, at), key.slice(at + 1)];
  const [said] = parseCite(pack.laws, `${law} §${number}`);
  const plain = { zh: `${law} §${number}`, en: `${law} §${number}` };
  return { key, law, article: number, short: said?.short ?? plain, full: said?.full ?? plain, parts };
}

const inOrder = new Intl.Collator('en', { numeric: true });

/** `9` before `10`, `47` before `47ZB` before `50A`, `133` before `133-1`. */
const byNumber = (a: string, b: string): number => inOrder.compare(a, b);
