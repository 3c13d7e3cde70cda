/** A sentence: its text and its figures, in words that the numbers bear. */
import type { Figure, FigureBreakdown } from '#measures/index.ts';
import { incomparable, measuredFalsely, movedFalsely, otherwise } from './claims.ts';
import type { Values } from './count.ts';
import { numberBeside } from './plan.ts';
import type { Part, ReportFigure } from './schemas.ts';
import { type Ask, type Asked, asksOf, type ChangeAsk, partsAsked, partsKey, type RankAsk } from './text/ask.ts';
import {
  amount,
  changeOf,
  compare,
  directionOf,
  movedWords,
  type Rank,
  rankOf,
  rankWords,
  signed,
} from './text/change.ts';
import { saidOf } from './text/clauses.ts';
import type { Slot } from './text/notation.ts';
import { numeral, roundedNumber } from './text/numeral.ts';
import type { Piece, Pieces } from './text/shape.ts';
import { capital, type Language, type Words, words } from './text/words.ts';

export interface Speech {
  readonly asked: ReadonlyMap<Slot, Asked>;
  readonly values: Values;
  /** The figure of an ask, noted as used; null: it could not be counted. */
  readonly use: (ask: Ask) => ReportFigure | null;
  /** Numbers from ten thousand on are rounded. */
  readonly round: boolean;
  readonly known: Words;
  readonly tell: (line: number, message: Words) => void;
}

/** Where in its paragraph a figure stands. */
interface Place {
  readonly pieces: Pieces;
  readonly at: number;
  readonly language: Language;
  readonly fault: (message: Words) => Part[];
}
type FigurePart = Extract<Part, { kind: 'figure' }>;

/** Why there is no number. */
export function uncounted(slot: Slot, { asked, values }: Pick<Speech, 'asked' | 'values'>): Words {
  const found = asked.get(slot);
  const keys = found ? [...asksOf(found).map((ask) => ask.key), ...partsAsked(found).map(partsKey)] : [];
  const [why] = keys.flatMap((key) => values.errors.get(key) ?? []);
  return words(
    `${slot.written}：${why?.zh ?? '没有这个数字'}`,
    `${slot.written}: ${why?.en ?? 'there is no such figure'}`,
  );
}

/** The pieces of a paragraph as parts. */
export const spoken = (pieces: Pieces, language: Language, speech: Speech): Part[] =>
  pieces.flatMap((piece, at) => {
    if (piece.kind === 'text') return [textPart(piece)];
    const fault = (message: Words): Part[] => {
      speech.tell(piece.line, message);
      return [];
    };
    return slotParts(piece.slot, { pieces, at, language, fault }, speech);
  });

const textPart = (piece: Extract<Piece, { kind: 'text' }>): Part => ({
  kind: 'text',
  text: piece.text,
  ...(piece.strong ? { strong: true } : {}),
  ...(piece.emphasis ? { emphasis: true } : {}),
});

function slotParts(slot: Slot, place: Place, speech: Speech): Part[] {
  const { pieces, at, language } = place;
  const asked = speech.asked.get(slot);
  const opening = (text: string): string => (begins(pieces, at) ? capital(text) : text);
  switch (asked?.kind) {
    case 'known':
      return [{ kind: 'text', text: speech.known[language] }];
    case 'say': {
      const text = asked.text[language];
      if (slot.verb === 'quoted') return [{ kind: 'quoted', text, source: slot.source ?? words('', '') }];
      return [
        {
          kind: 'text',
          text: slot.verb === 'office' ? opening(text) : text,
          ...(slot.verb === 'blank' ? { blank: true } : {}),
        },
      ];
    }
    case 'agree':
      return agreeing(asked, place, speech);
    case 'value': {
      const figure = speech.use(asked.ask);
      if (!figure) return place.fault(uncounted(slot, speech));
      if (slot.claimed !== null) {
        const problem = measuredFalsely(slot, figure);
        return problem ? place.fault(problem) : [shown(figure, 'word', slot.claimed)];
      }
      const none = language === 'en' ? noneOf(figure, slot, pieces, at) : null;
      return [
        shown(figure, slot.show, none === null ? valueText(figure, slot, speech.round, language) : opening(none)),
      ];
    }
    case 'change':
      return changeParts(slot, asked.change, place, speech);
    case 'rank':
      return rankParts(slot, asked.rank, place, speech);
    default:
      return [];
  }
}

/** The number that a slot shows. */
const numberOf = (figure: ReportFigure, slot: Slot): number | null =>
  (slot.show === 'value' ? figure.value : figure[slot.show]?.value) ?? null;

/** `person was` behind 1, `persons were` behind any other number. The plural is kept for whoever may not see the number. */
function agreeing(
  asked: Extract<Asked, { kind: 'agree' }>,
  { pieces, at }: Place,
  { asked: all, use }: Speech,
): Part[] {
  const slot = numberBeside(pieces, at);
  const beside = slot && all.get(slot);
  const figure = beside?.kind === 'value' ? use(beside.ask) : null;
  if (!slot || !figure) return [];
  const text = numberOf(figure, slot) === 1 ? asked.one : asked.many;
  return [{ kind: 'text', text, agrees: { key: figure.key, many: asked.many } }];
}

/** English has a word for zero before a noun (`no persons`) and before `of them` (`none`). */
function noneOf(figure: ReportFigure, slot: Slot, pieces: Pieces, at: number): string | null {
  if (numberOf(figure, slot) !== 0 || !isCounted(figure, slot)) return null;
  const [next, after] = [pieces[at + 1], pieces[at + 2]];
  if (next?.kind === 'text' && /^ of (?:them|these|those)\b/.test(next.text)) return 'none';
  const agrees = after?.kind === 'slot' && after.slot.verb === 'agree';
  return next?.kind === 'text' && /^ (?:[a-z-]+ ){0,3}$/.test(next.text) && agrees ? 'no' : null;
}

function changeParts(slot: Slot, ask: ChangeAsk, { pieces, at, language, fault }: Place, speech: Speech): Part[] {
  const { use } = speech;
  const now = use(ask.now);
  const then = ask.kind === 'two' && ask.earlier ? use(ask.earlier) : null;
  if (!now || (ask.kind === 'two' && ask.needed && ask.earlier && !then)) return fault(uncounted(slot, speech));
  const change =
    ask.kind === 'own'
      ? ask.as === 'value'
        ? compare(now, { ...now, value: baseOf(now) }, ask.form)
        : changeOf(now, ask.as)
      : compare(now, then ?? { ...now, value: null }, ask.as, ask.years);
  const against = then ? { against: then.key } : {};
  if (slot.verb === 'moved' && slot.claimed !== null) {
    const [before = '', after = ''] = slot.claimed.split('…');
    const words = { ...shown(now, 'word', movedWords(change)[language]), ...against };
    const around = (text: string): Part[] => (text === '' ? [] : [{ kind: 'text', text }]);
    return change.amount === null ? [] : [...around(before), words, ...around(after)];
  }
  if (slot.claimed !== null) {
    const problem = movedFalsely(slot, change, now, then);
    return problem ? fault(problem) : [{ ...shown(now, 'word', slot.claimed), ...against }];
  }
  if (slot.verb === 'moved') return [{ ...shown(now, 'word', movedWords(change)[language]), ...against }];
  const said = saidOf(pieces, at, language);
  if (said && change.amount === null) return fault(incomparable(slot, now, then));
  if (said && said.direction !== directionOf(change)) return fault(otherwise(said.word, slot, change, now, then));
  if (said) return [{ ...shown(now, 'change', amount(change, language, said.behind)), ...against }];
  // Alone, as in a cell, `2.5 times` could be read as the whole or as what came on top.
  const plain =
    ask.kind === 'two' && slot.as === null && change.as === 'times' && then ? compare(now, then, 'percent') : change;
  return [{ ...shown(now, 'change', signed(plain, language)), ...against }];
}

function rankParts(slot: Slot, ask: RankAsk, { language, fault }: Place, speech: Speech): Part[] {
  const now = speech.use(ask.now);
  if (!now) return fault(uncounted(slot, speech));
  const rank = ask.own ? ownRank(now, ask) : rankOf(series(speech.values.parts.get(partsKey(ask.years))));
  if (!rank)
    return fault(
      words(
        `${slot.written}：有的年份没有数字，不能排列`,
        `${slot.written}: a year has no value; the years cannot be ranked`,
      ),
    );
  const truth = rankWords(rank, ask.since);
  if (slot.claimed === null) return [shown(now, 'word', truth[language])];
  const holds = slot.verb === 'lowest' ? rank.fromLow === 1 : rank.fromHigh === 1;
  if (holds && rank.equal.length < rank.of - 1) return [shown(now, 'word', slot.claimed)];
  return fault(
    words(
      `“${slot.claimed}”不成立：${now.title.zh}${now.period.text.zh}为${now.display.zh}，是${truth.zh}`,
      `"${slot.claimed}" does not hold: ${now.title.en} in ${now.period.text.en} was ${now.display.en}, ${truth.en}`,
    ),
  );
}

const shown = (figure: ReportFigure, show: FigurePart['show'], text: string): FigurePart => ({
  kind: 'figure',
  figure: figure.id,
  key: figure.key,
  show,
  text,
});

/** Persons, cases, items and money are counted; a rate is not, but its two sides are. */
const isCounted = (figure: ReportFigure, slot: Slot): boolean =>
  slot.show !== 'value' || figure.as === 'avoided' || !['rate', 'ratio', 'average', 'median'].includes(figure.kind);

function valueText(figure: ReportFigure, slot: Slot, round: boolean, language: Language): string {
  const value = numberOf(figure, slot);
  if (value === null) return '—';
  if (!isCounted(figure, slot)) return figure.display[language];
  if (slot.as === 'round' || (round && slot.as !== 'exact')) return roundedNumber(value, language);
  return slot.show === 'value' ? figure.display[language] : numeral(value, language);
}

/** The figures say why; else nothing more is known. */
const baseOf = (figure: Figure): number | null => figure.base?.value ?? null;

const series = (parts: FigureBreakdown | undefined) =>
  (parts?.rows ?? [])
    .map((row) => ({ year: Number(row.key.slice(0, 4)), value: row.value }))
    .toSorted((a, b) => a.year - b.year);

const ownRank = (figure: Figure, ask: RankAsk): Rank | null => {
  const of = Number(ask.years.period.to.slice(0, 4)) - Number(ask.years.period.from.slice(0, 4)) + 1;
  return figure.value === null ? null : { fromLow: figure.value, fromHigh: of - figure.value + 1, of, equal: [] };
};

/** A name that is none, as `the nation`, has its capital at the beginning of a sentence. */
export const begins = (pieces: Pieces, at: number): boolean => {
  const before = pieces[at - 1];
  return before === undefined || (before.kind === 'text' && /[.!?]\s*$/.test(before.text));
};
