/** Figures are taken out of a text before Markdown reads it, and put back into its pieces. */
import type { Nodes } from 'mdast';
import { readSlot } from './notation.ts';
import type { Piece, Tell } from './shape.ts';
import { words } from './words.ts';

export interface Masked {
  readonly inside: string;
  readonly claimed: string | null;
  readonly written: string;
  readonly line: number;
}

/**
 * Figures are taken out before Markdown reads the text: a brace counts as punctuation there, so `率**{…}**` would not be bold,
 * and a bar inside one would end a table's cell. What stands for it is a sign of private use on one line.
 */
export function mask(source: string): {
  readonly masked: string;
  readonly slots: readonly Masked[];
  /** Line of the source for a line of what Markdown reads. */
  readonly lineOf: (line: number) => number;
} {
  const slots: Masked[] = [];
  const bare = source.replace(/[\uE000\uE001]/g, '');
  const lines: number[] = [];
  let line = 1;
  let done = 0;
  const pass = (to: number): string => {
    const text = bare.slice(done, to);
    for (const _ of text.matchAll(/\n/g)) lines.push(++line);
    return text;
  };
  lines.push(line);
  let masked = '';
  for (const match of bare.matchAll(/(?:\[([^[\]{}\n]*)\])?\{(?!#)([^{}]*)\}/g)) {
    masked += pass(match.index);
    const [written, claimed = null, inside = ''] = match;
    slots.push({ inside, claimed, written, line });
    masked += `\uE000${slots.length - 1}\uE001`;
    line += written.split('\n').length - 1;
    done = match.index + written.length;
  }
  masked += pass(bare.length);
  return { masked, slots, lineOf: (at) => lines[at - 1] ?? line };
}

/** Positions as in the source. */
export function relined(node: Nodes, lineIn: (line: number) => number): void {
  if (node.position) node.position.start.line = lineIn(node.position.start.line);
  if ('children' in node) for (const child of node.children) relined(child, lineIn);
}
export const unmask = (text: string, slots: readonly Masked[]): string =>
  text.replace(/\uE000(\d+)\uE001/g, (_, n: string) => slots[Number(n)]?.written ?? '');

/** Text with what stands for figures, in pieces. */
export function slotsIn(
  value: string,
  start: number,
  strong: boolean,
  emphasis: boolean,
  fault: Tell,
  slots: readonly Masked[],
): Piece[] {
  const pieces: Piece[] = [];
  const found = /\uE000(\d+)\uE001/g;
  /** Lines of the text before, and of the figures in it. */
  const lineAt = (offset: number): number => start + (unmask(value.slice(0, offset), slots).match(/\n/g)?.length ?? 0);
  const add = (from: number, to: number): void => {
    const text = value.slice(from, to);
    if (text === '') return;
    const brace = text.search(/[{}]/);
    if (brace >= 0)
      fault(
        lineAt(from + brace),
        words(`大括号没有成对：“${text.trim().slice(0, 40)}”`, `a brace stands alone: "${text.trim().slice(0, 40)}"`),
      );
    pieces.push({ kind: 'text', text: joined(text), strong, emphasis, line: lineAt(from) });
  };
  let done = 0;
  for (const match of value.matchAll(found)) {
    add(done, match.index);
    const slot = slots[Number(match[1])];
    const line = slot?.line ?? start;
    const read = readSlot(slot?.inside ?? '', slot?.claimed ?? null);
    for (const wrong of read.faults) fault(line, wrong);
    if (read.slot) pieces.push({ kind: 'slot', slot: read.slot, line });
    done = match.index + match[0].length;
  }
  add(done, value.length);
  return pieces;
}

/** A line break in the file is nothing between Chinese, a blank elsewhere. */
const joined = (text: string): string =>
  text
    .replace(/([\p{Script=Han}，。；：、）」”]|^)\n\s*(?=[\p{Script=Han}（「“，。；、])/gu, '$1')
    .replace(/([\p{Script=Han}，。；：、）」”])\n\s*$/gu, '$1')
    .replace(/\s*\n\s*/g, ' ');
