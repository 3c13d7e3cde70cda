/** What a text asks for, and everything that is wrong with it before a number is counted. */
import type { Period } from '#measures/index.ts';
import { once, type Scope } from './frame.ts';
import type { Fault } from './schemas.ts';
import type { FigureSource } from './source.ts';
import { type Asked, asksOf, type Desk } from './text/ask.ts';
import { looseIn } from './text/clauses.ts';
import type { Slot } from './text/notation.ts';
import { dated, shiftOf } from './text/periods.ts';
import { resolve } from './text/resolve.ts';
import type { Block, Piece, Pieces, ReportText, TextSection } from './text/shape.ts';
import { type Language, languages, words } from './text/words.ts';

/** Questions that one text may ask; a report of a country has about 200. */
const mostAsks = 1000;

export interface Planned {
  readonly asked: ReadonlyMap<Slot, Asked>;
  readonly faults: readonly Fault[];
  readonly notes: readonly Fault[];
  /** Nothing can be counted: the report's own period is wrong for the text or the day. */
  readonly hopeless: boolean;
}

const sidesOf = (block: Block): readonly { readonly language: Language; readonly pieces: Pieces }[] =>
  block.kind === 'figures'
    ? []
    : languages.flatMap((language) => {
        const side = block[language];
        if (side === null) return [];
        if (block.kind === 'text') return [{ language, pieces: side as Pieces }];
        return (side as readonly (readonly Pieces[])[]).flat().map((pieces) => ({ language, pieces }));
      });

/** `today`: the legal date of the moment. */
export function plan(text: ReportText, source: FigureSource, scope: Scope, period: Period, today: string): Planned {
  const shift = shiftOf(text.base, period);
  const asked = new Map<Slot, Asked>();
  const faults: Fault[] = [];
  if (shift === null)
    faults.push({
      line: 0,
      message: words(
        `本文按${text.base}的年数写成，不能用于${period.text.zh}`,
        `the text is written for as many whole years as ${text.base} has; ${period.text.en} does not fit`,
      ),
    });
  if (period.from > today)
    faults.push({
      line: 0,
      message: words(
        `${period.text.zh}尚未到来，没有数字`,
        `${period.text.en} lies in the future; there are no figures`,
      ),
    });
  const { span } = source;
  if (faults.length === 0 && span !== null && (period.to < span.from || period.from > span.to))
    faults.push({
      line: 0,
      message: words(
        `数据只有${span.from}至${span.to}，不含${period.text.zh}`,
        `the data run from ${span.from} to ${span.to}; ${period.text.en} is not in them`,
      ),
    });
  const hopeless = faults.length > 0;
  const desk: Desk = {
    // That the whole period is out of reach has been told once; each figure need not tell it again.
    source: hopeless ? { ...source, span: null } : source,
    frame: { period, shift: shift ?? 0 },
    based: text.base !== null,
    today,
    sayings: { office: scope.running ?? scope.title, today: dated(today) },
  };
  for (const { slot, line } of slotsOf(text.sections)) {
    const resolved = resolve(slot, desk);
    if (resolved.ok) asked.set(slot, resolved.asked);
    else faults.push(...resolved.errors.map((message) => ({ line, message })));
  }
  const blocks = text.sections.flatMap((section) => section.blocks);
  const notes = blocks.flatMap((block) => unchecked(block, asked));
  faults.push(...blocks.flatMap((block) => [...unagreed(block, asked), ...unlike(block, asked)]));
  const asks = new Set([...asked.values()].flatMap((one) => asksOf(one).map((ask) => ask.key)));
  const many = asks.size > mostAsks;
  if (many)
    faults.push({
      line: 0,
      message: words(
        `本文要求${asks.size}个不同的数字；最多${mostAsks}个`,
        `the text asks for ${asks.size} different figures; at most ${mostAsks}`,
      ),
    });
  return {
    asked,
    faults: once(text.strict ? [...faults, ...notes] : faults),
    notes: text.strict ? [] : notes,
    hopeless: hopeless || many,
  };
}

const slotsOf = (sections: readonly TextSection[]): readonly { readonly slot: Slot; readonly line: number }[] =>
  sections
    .flatMap((section) => section.blocks)
    .flatMap((block) =>
      block.kind === 'figures'
        ? [{ slot: block.slot, line: block.line }]
        : sidesOf(block).flatMap(({ pieces }) =>
            pieces.flatMap((piece) => (piece.kind === 'slot' ? [{ slot: piece.slot, line: piece.line }] : [])),
          ),
    );

/** Typed digits, and words of movement that stand on no figure. */
function unchecked(block: Block, asked: ReadonlyMap<Slot, Asked>): readonly Fault[] {
  const checks = (piece: Piece): boolean => {
    const found = piece.kind === 'slot' ? asked.get(piece.slot) : undefined;
    return piece.kind === 'slot' && (found === undefined || found.kind === 'change' || found.kind === 'rank');
  };
  return sidesOf(block).flatMap(({ language, pieces }) =>
    looseIn(pieces, language, checks).map((loose) => ({
      line: loose.line,
      message:
        loose.kind === 'digit'
          ? words(`“${loose.text}”是手写的数字，无从核对`, `"${loose.text}" is a typed number; nothing checks it`)
          : words(
              `“${loose.text}”没有数字支持，无从核对；可写作 [${loose.text}]{rose:指标 期间 against 期间}`,
              `"${loose.text}" stands on no figure; nothing checks it. Write [${loose.text}]{rose:figure period against period}`,
            ),
    })),
  );
}

/** Words that agree with a number need one beside them. */
function unagreed(block: Block, asked: ReadonlyMap<Slot, Asked>): readonly Fault[] {
  return sidesOf(block).flatMap(({ pieces }) =>
    pieces.flatMap((piece, at): Fault[] => {
      if (piece.kind !== 'slot' || piece.slot.verb !== 'agree') return [];
      const beside = numberBeside(pieces, at);
      if (beside !== null && (asked.get(beside)?.kind ?? 'value') === 'value') return [];
      const { written } = piece.slot;
      const message = words(
        `${written}：同一段中没有可以与之一致的 {figure:…}`,
        `${written}: no {figure:…} stands beside it in its paragraph to agree with`,
      );
      return [{ line: piece.line, message }];
    }),
  );
}

/** The figure that words at a place agree with: the one before them, else the one behind. */
export function numberBeside(pieces: Pieces, at: number): Slot | null {
  const figures = pieces.map((piece) => (piece.kind === 'slot' && piece.slot.verb === 'figure' ? piece.slot : null));
  return (
    figures.slice(0, at).findLast((slot) => slot !== null) ?? figures.slice(at).find((slot) => slot !== null) ?? null
  );
}

/** Both languages must stand on the same figures. */
function unlike(block: Block, asked: ReadonlyMap<Slot, Asked>): readonly Fault[] {
  if (block.kind !== 'text' || block.zh === null || block.en === null) return [];
  // A slot that is wrong has been told; what the other language holds beside it says nothing.
  if ([...block.zh, ...block.en].some((piece) => piece.kind === 'slot' && !asked.has(piece.slot))) return [];
  const keys = (pieces: Pieces): string =>
    [
      ...new Set(
        pieces.flatMap((piece) => {
          const found = piece.kind === 'slot' ? asked.get(piece.slot) : undefined;
          return found ? asksOf(found).map((ask) => ask.key) : [];
        }),
      ),
    ]
      .sort()
      .join(', ');
  const [zh, en] = [keys(block.zh), keys(block.en)];
  if (zh === en) return [];
  const message = words(
    `两种语言的指标不一致：${zh || '无'}／${en || '无'}`,
    `the two languages hold different figures: ${zh || 'none'} / ${en || 'none'}`,
  );
  return [{ line: block.line, message }];
}
