/** A text of a report as it is read: sections of blocks, blocks of pieces, and in the pieces the figures asked for. */
import type { Slot } from './notation.ts';
import type { Language, Words } from './words.ts';

export type Piece =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly strong: boolean;
      readonly emphasis: boolean;
      readonly line: number;
    }
  | { readonly kind: 'slot'; readonly slot: Slot; readonly line: number };
export type Pieces = readonly Piece[];
type Sided = { readonly [L in Language]: Pieces | null };

export type Block =
  | (Sided & { readonly kind: 'text'; readonly form: 'paragraph' | 'item' | 'quote'; readonly line: number })
  /** A paragraph that is one figure with `by`. */
  | { readonly kind: 'figures'; readonly slot: Slot; readonly line: number }
  | {
      readonly kind: 'table';
      readonly line: number;
      /** Rows, the head first. */
      readonly zh: readonly (readonly Pieces[])[] | null;
      readonly en: readonly (readonly Pieces[])[] | null;
    };
export interface TextSection {
  readonly id: string;
  readonly level: number;
  readonly title: Words;
  readonly line: number;
  readonly blocks: readonly Block[];
}
export interface ReportText {
  readonly title: Words;
  /** What the text is for, in a line; of templates. */
  readonly about: Words | null;
  /** The period the years of the text are written for: they move with the report's period. */
  readonly base: string | null;
  /** Numbers from ten thousand on are rounded (`1733.6万`, `17.336 million`). */
  readonly round: boolean;
  /** Each line names all figures it rests on; a typed digit or an unchecked word is a fault. */
  readonly strict: boolean;
  readonly languages: readonly Language[];
  readonly sections: readonly TextSection[];
}

/** Tells a fault at a line of the source, from 1; 0: of the text as a whole. */
export type Tell = (line: number, message: Words) => void;
