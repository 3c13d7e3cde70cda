import { chargesIn } from './charges.ts';
import { maskedNameAtStart, namesIn } from './names.ts';
import type { Found, Source } from './normalise.ts';
import { blankBrackets } from './normalise.ts';

/** One person or unit accused, with the charges as the words name them; empty where the words name none that can be read. */
export interface Accused {
  readonly name: Found<string>;
  readonly charges: readonly string[];
}

const verb =
  /涉嫌(?:共同)?(?:犯有?(?!罪))?|被控(?:犯)?|(?<![侵罪囚从主惯触冒])犯有?(?!罪|人|分)|构成(?=[^，。]{2,20}罪)/g;
const roleWord = /(?:原审)?(?:被告人|被告单位|被告|上诉人)|指控|原审/;
const afterCharge = /(?:罪|\ue001)(?:[、，；和及与并暨]+|以及|$)/g;

/** Where the names begin again in the words between two verbs: at a role word, or after the last charge. */
function namesStart(between: string): number {
  const role = roleWord.exec(between);
  if (role !== null) return role.index;
  const last = [...between.matchAll(afterCharge)].at(-1);
  return last === undefined ? between.length : last.index + last[0].length;
}

interface Group {
  readonly names: readonly Found<string>[];
  readonly words: string;
}

/** Names and charges with no verb between them, where masking has swallowed it: 原审被告人徐某2非法侵入住（略）. */
function verbless(source: Source, start: number, words: string): readonly Group[] {
  const role = roleWord.exec(words);
  const from = role === null ? 0 : role.index + role[0].length;
  const name = maskedNameAtStart.exec(words.slice(from));
  if (name === null) return [];
  const to = from + name[0].length;
  const list = /犯罪$/.exec(words);
  if (list !== null) return [{ names: namesIn(source, start + from, start + list.index), words: '' }];
  return [{ names: namesIn(source, start + from, start + to), words: words.slice(to) }];
}

function groupsIn(source: Source, start: number, words: string): readonly Group[] {
  const plain = blankBrackets(words);
  const verbs = [...plain.matchAll(verb)];
  if (verbs.length === 0) return verbless(source, start, words);
  const groups: Group[] = [];
  let nameFrom = 0;
  verbs.forEach((match, i) => {
    const verbEnd = match.index + match[0].length;
    const next = verbs[i + 1];
    const between = plain.slice(verbEnd, next?.index ?? plain.length);
    const cut = next === undefined ? between.length : namesStart(between);
    const names = namesIn(source, start + nameFrom, start + match.index);
    const before = groups.at(-1);
    const charged = words.slice(verbEnd, verbEnd + cut);
    if (names.length === 0 && before !== undefined)
      groups[groups.length - 1] = { names: before.names, words: `${before.words}、${charged}` };
    else groups.push({ names, words: charged });
    nameFrom = verbEnd + cut;
  });
  return groups;
}

/** How often each name has been met so far: two persons whose names are masked alike stand twice in one list. */
function numberedAlike(names: readonly Found<string>[]): readonly (readonly [string, Found<string>])[] {
  const met = new Map<string, number>();
  return names.map((name) => {
    const times = (met.get(name.value) ?? 0) + 1;
    met.set(name.value, times);
    return [`${name.value}#${times}`, name];
  });
}

/**
 * Who is accused of what, in `[start, end)` of the prepared text: `被告人A、B犯X罪、Y罪，被告人C犯Z罪`, also without the role word,
 * without 罪, with 涉嫌 or 被控. A person named in two lists has the charges of both; a name that stands twice in one list is two persons
 * masked alike.
 */
export function accusedIn(source: Source, start: number, end: number): readonly Accused[] {
  const byName = new Map<string, Accused>();
  for (const group of groupsIn(source, start, source.text.slice(start, end))) {
    const charges = chargesIn(group.words);
    for (const [key, name] of numberedAlike(group.names)) {
      const before = byName.get(key);
      const all = [...new Set([...(before?.charges ?? []), ...charges])];
      byName.set(key, { name: before?.name ?? name, charges: all });
    }
  }
  return [...byName.values()];
}
