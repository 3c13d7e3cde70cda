/** Whose report it is, and when it is made. */
import type { Fault, Report } from './schemas.ts';
import type { Words } from './text/words.ts';

export interface Scope {
  readonly id: string;
  /** As a heading. */
  readonly title: Words;
  /** Inside a sentence, where the title is no name: `the made-up nation`. */
  readonly running?: Words;
  /** What every reader must know of the data, as that they are made up. */
  readonly remark?: Words;
}
export interface Moment {
  /** ms UTC. */
  readonly now: number;
  /** Of the law, IANA. */
  readonly zone: string;
}
/** `notes` are said but stop nothing: typed numbers and words that nothing checks. */
export type Built =
  | { readonly ok: true; readonly report: Report; readonly notes: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly notes: readonly Fault[] };

export const sorted = (faults: readonly Fault[]): readonly Fault[] => faults.toSorted((a, b) => a.line - b.line);
/** The same fault on the same line, as of both languages of one block, is told once. */
export const once = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map(faults.map((fault) => [`${fault.line} ${fault.message.en}`, fault])).values(),
];
