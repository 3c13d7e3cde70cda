/** Words of direction that an author writes beside a figure, and what a text says without one. */
import type { Behind, Direction } from './change.ts';
import type { Piece, Pieces } from './shape.ts';
import type { Language } from './words.ts';

const lexicon: Readonly<Record<Language, Readonly<Record<Direction, RegExp>>>> = {
  zh: {
    rose: /上升|增长|翻番|翻了|增加|提高|提升|上涨|攀升|增幅|回升/g,
    fell: /下降|减少|降低|下滑|回落|下跌|缩短|降幅|压减/g,
    level: /持平|不变/g,
  },
  en: {
    rose: /\b(?:rose|risen|rises?|rising|increas(?:e|ed|es|ing)|grew|grown|grows?|growing|growth|climbed|higher|longer)\b/gi,
    fell: /\b(?:fell|fallen|falls?|falling|decreas(?:e|ed|es|ing)|declin(?:e|ed|es|ing)|dropp(?:ed|ing)|drops?|reduc(?:ed|tion)|lower|shorter|fewer)\b/gi,
    level: /\b(?:unchanged|level|stayed (?:almost )?the same)\b/gi,
  },
};
/** Statements that only numbers can bear; alone in a text nothing checks them. */
const loose: Readonly<Record<Language, RegExp>> = {
  zh: /上升|下降|增长|持平|翻番|翻了|(?:以来|历史|年来?)(?:新高|新低|最[高低])|[一二两三四五六七八九十百]倍/g,
  en: /\b(?:rose|risen|increased|grew|fell|fallen|decreased|declined|doubled|trebled|tripled|halved|the (?:lowest|highest)|unchanged)\b/gi,
};
const negation: Readonly<Record<Language, RegExp>> = {
  zh: /[不未没无](?:有|再|见|曾)?$/,
  en: /\b(?:not|never|no|neither)(?:\s+\w+)?\s*$/i,
};
const breaks: Readonly<Record<Language, RegExp>> = { zh: /[，。；：！？（）]|\.(?:\s|$)/, en: /[,;:!?()]|\.(?:\s|$)/ };
/** Between the members of an enumeration that share one word: `分别上升{…}、{…}和{…}`. */
const linking: Readonly<Record<Language, RegExp>> = { zh: /^[\s、，和及与，]*$/, en: /^(?:\s|,|and|respectively)*$/ };

export interface Said {
  readonly direction: Direction;
  readonly word: string;
  readonly behind: Exclude<Behind, 'nothing'>;
}

/** `上升到`, `上升为上年的`, `rose from … to` give the whole; `by` and `of` what came on top. */
function behindOf(between: string, language: Language): Said['behind'] {
  if (language === 'zh') return /[到至]|为.*的\s*$/.test(between) ? 'to' : 'word';
  if (/\bto\b/i.test(between)) return 'to';
  return /\b(?:by|of)\s+$/i.test(between) ? 'by' : 'word';
}

/** All words of direction in a stretch of text, in order; words that are denied do not count. */
function wordsIn(
  text: string,
  language: Language,
): readonly { readonly direction: Direction; readonly word: string; readonly at: number }[] {
  const found = (['rose', 'fell', 'level'] as const).flatMap((direction) =>
    [...text.matchAll(lexicon[language][direction])]
      .filter((match) => !negation[language].test(text.slice(0, match.index)))
      .map((match) => ({ direction, word: match[0], at: match.index })),
  );
  return found.toSorted((a, b) => a.at - b.at);
}

const textOf = (piece: Piece | undefined): string => (piece?.kind === 'text' ? piece.text : '');

/** The word of direction that the author put to the figure at `index`: before it in its clause, else after it. Null: none. */
export function saidOf(pieces: Pieces, index: number, language: Language): Said | null {
  let before = '';
  let enumerated = true;
  for (let i = index - 1; i >= 0; i--) {
    const piece = pieces[i];
    if (piece?.kind === 'slot') {
      const { verb, claimed } = piece.slot;
      if (
        claimed !== null &&
        (verb === 'rose' || verb === 'fell' || verb === 'level') &&
        wordsIn(before, language).length === 0
      ) {
        return { direction: verb, word: claimed, behind: behindOf(`${claimed}${before}`, language) };
      }
      if (!enumerated && piece.slot.verb !== 'period' && piece.slot.verb !== 'figure') break;
      continue;
    }
    const text = textOf(piece);
    if (enumerated && linking[language].test(text)) continue;
    enumerated = false;
    const parts = text.split(breaks[language]);
    before = (parts.at(-1) ?? '') + before;
    if (parts.length > 1) break;
  }
  const last = wordsIn(before, language).at(-1);
  if (last) {
    const between = before.slice(last.at + last.word.length);
    return { direction: last.direction, word: last.word, behind: behindOf(between, language) };
  }
  const after = textOf(pieces[index + 1]).split(breaks[language])[0] ?? '';
  const [first] = wordsIn(after, language);
  return first ? { direction: first.direction, word: first.word, behind: 'by' } : null;
}

/** What words in brackets say themselves, to hold against the claim behind them. */
export function directionIn(text: string): Direction | null {
  const found = [...wordsIn(text, 'zh'), ...wordsIn(text, 'en')];
  return found.at(-1)?.direction ?? null;
}

export interface Loose {
  readonly kind: 'digit' | 'word';
  readonly text: string;
  readonly line: number;
}

/** Typed digits, and words that claim a movement or a record with no figure in their clause to check them by. */
export function looseIn(pieces: Pieces, language: Language, checks: (piece: Piece) => boolean): readonly Loose[] {
  const found: Loose[] = [];
  let clause: { text: string; line: number }[] = [];
  let checked = false;
  const close = (): void => {
    if (!checked)
      for (const { text, line } of clause)
        for (const match of text.matchAll(loose[language]))
          if (!negation[language].test(text.slice(0, match.index))) found.push({ kind: 'word', text: match[0], line });
    clause = [];
    checked = false;
  };
  for (const piece of pieces) {
    if (piece.kind === 'slot') {
      if (checks(piece)) checked = true;
      continue;
    }
    const digits = /[0-9０-９][0-9０-９.,%]*/.exec(piece.text);
    if (digits) found.push({ kind: 'digit', text: digits[0], line: piece.line });
    const stretch = piece.text.split(breaks[language]);
    stretch.forEach((text, nr) => {
      if (nr > 0) close();
      clause.push({ text, line: piece.line });
    });
  }
  close();
  return found;
}
