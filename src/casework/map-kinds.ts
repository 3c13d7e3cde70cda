import type { LawProcedure } from '#law/index.ts';
import type { Text } from './schemas.ts';
import { joinTexts, words } from './words.ts';

/** Several acts that one box stands for. */
export interface Kinds {
  readonly acts: readonly string[];
  readonly title: Text;
  readonly note: Text;
}

const LEAST_COMMON = { zh: 2, en: 5 } as const;

/**
 * Alternatives that read as kinds of one thing: acts of one outcome, or acts of one set of the law file whose titles share
 * their words (法定不起诉, 酌定不起诉 …: 不起诉). What belongs to nothing is not answered.
 */
export function kindsAmong(law: LawProcedure, acts: readonly string[]): Kinds[] {
  const found: Kinds[] = [];
  let left = [...acts];
  const take = (some: readonly string[], title: Text, note: Text) => {
    found.push({
      acts: some,
      title: words(`${title.zh}（${some.length}种）`, `${title.en} (${some.length} kinds)`),
      note,
    });
    left = left.filter((act) => !some.includes(act));
  };
  const sets = Object.values(law.sets).toSorted((a, b) => b.length - a.length);
  for (const set of sets) {
    const some = left.filter((act) => set.includes(act));
    const common = some.length > 1 ? commonWords(some.map((act) => titleOf(law, act))) : null;
    if (common) take(some, common.title, common.rest);
  }
  for (const outcome of law.outcomes) {
    const some = left.filter((act) => outcome.acts.includes(act));
    if (some.length > 1) take(some, outcome.title, joinTexts(some.map((act) => titleOf(law, act))));
  }
  return found;
}

const titleOf = (law: LawProcedure, act: string): Text =>
  law.acts.find((info) => info.id === act)?.title ?? words(act, act);

/** What the titles end (zh) and begin (en) with, and what is left of each; null where one of them says nothing more. */
export function commonWords(titles: readonly Text[]): { readonly title: Text; readonly rest: Text } | null {
  const zh = commonEnd(titles.map((title) => title.zh));
  const en = commonStart(titles.map((title) => title.en));
  if (zh.length < LEAST_COMMON.zh || en.length < LEAST_COMMON.en) return null;
  const rest = titles.map((title) =>
    words(title.zh.slice(0, title.zh.length - zh.length), title.en.slice(en.length).replace(/^[\s:,–-]+/, '')),
  );
  if (rest.some((one) => one.zh === '' || one.en === '')) return null;
  return { title: words(zh, en.replace(/[\s:,–-]+$/, '')), rest: joinTexts(rest) };
}

function commonStart(texts: readonly string[]): string {
  const [first = ''] = texts;
  let n = 0;
  while (n < first.length && texts.every((text) => text[n] === first[n])) n++;
  const whole = texts.every((text) => n === text.length || /[\s:,]/.test(text[n] ?? ' '));
  return whole ? first.slice(0, n) : first.slice(0, n).replace(/\S*$/, '');
}

function commonEnd(texts: readonly string[]): string {
  const reversed = texts.map((text) => [...text].reverse());
  const [first = []] = reversed;
  let n = 0;
  while (n < first.length && reversed.every((text) => text[n] === first[n])) n++;
  return first.slice(0, n).reverse().join('');
}
