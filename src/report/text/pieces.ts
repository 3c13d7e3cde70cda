/** Runs of text and figures in one paragraph, heading or cell. */
import type { Paragraph, PhrasingContent, Table } from 'mdast';
import { type Masked, slotsIn } from './mask.ts';
import type { Piece, Pieces, Tell } from './shape.ts';
import { type Language, type Words, words } from './words.ts';

export const refused: Readonly<Record<string, Words>> = {
  html: words('HTML', 'HTML'),
  code: words('代码块（行首四个空格也会成为代码块）', 'a code block (four blanks make one)'),
  image: words('图片', 'a picture'),
  inlineCode: words('代码', 'code'),
  footnoteDefinition: words('脚注', 'a footnote'),
  definition: words('链接定义', 'a link definition'),
  list: words('多级列表', 'a list within a list'),
};

export const lineOf = (node: {
  readonly position?: { readonly start: { readonly line: number } } | undefined;
}): number => node.position?.start.line ?? 0;

export const firstText = (node: Paragraph): string => {
  const [first] = node.children;
  return first?.type === 'text' && node.children.length === 1 ? first.value : '';
};

/** `en: …` at the start of a paragraph. */
export function untag(pieces: Pieces): { readonly tag: Language | null; readonly pieces: Pieces } {
  const [first, ...rest] = pieces;
  const tag = first?.kind === 'text' ? /^(zh|en):\s*/.exec(first.text) : null;
  if (!tag || first?.kind !== 'text') return { tag: null, pieces };
  const left = first.text.slice(tag[0].length);
  return { tag: tag[1] === 'en' ? 'en' : 'zh', pieces: left === '' ? rest : [{ ...first, text: left }, ...rest] };
}

/** `Title {#id}` */
export function named(written: string): { readonly name: string; readonly id: string | null } {
  const found = /^(.*?)\s*\{#([a-z0-9-]+)\}\s*$/.exec(written);
  return found ? { name: found[1] ?? '', id: found[2] ?? null } : { name: written.trim(), id: null };
}

export function tableOf(table: Table, fault: Tell, slots: readonly Masked[]): readonly (readonly Pieces[])[] {
  return table.children.map((row) => row.children.map((cell) => piecesOf(cell.children, fault, slots)));
}

export function plainOf(nodes: readonly PhrasingContent[], fault: Tell, line: number): string {
  return nodes
    .map((node): string => {
      if (node.type === 'text') return node.value;
      if (node.type === 'strong' || node.type === 'emphasis') return plainOf(node.children, fault, line);
      const what = refused[node.type] ?? words(node.type, node.type);
      fault(line, words(`标题中不能使用${what.zh}`, `${what.en} cannot stand in a heading`));
      return '';
    })
    .join('');
}

export function piecesOf(nodes: readonly PhrasingContent[], fault: Tell, slots: readonly Masked[]): Pieces {
  const pieces: Piece[] = [];
  const walk = (list: readonly PhrasingContent[], strong: boolean, emphasis: boolean): void => {
    for (const node of list) {
      if (node.type === 'text') pieces.push(...slotsIn(node.value, lineOf(node), strong, emphasis, fault, slots));
      else if (node.type === 'strong') walk(node.children, true, emphasis);
      else if (node.type === 'emphasis') walk(node.children, strong, true);
      else if (node.type === 'break') pieces.push({ kind: 'text', text: ' ', strong, emphasis, line: lineOf(node) });
      else if (node.type === 'link') {
        walk(node.children, strong, emphasis);
        const [first] = node.children;
        if (first?.type !== 'text' || first.value !== node.url)
          pieces.push({ kind: 'text', text: ` (${node.url})`, strong, emphasis, line: lineOf(node) });
      } else {
        const what = refused[node.type] ?? words(node.type, node.type);
        fault(lineOf(node), words(`报告中不能使用${what.zh}`, `${what.en} cannot stand in a report`));
      }
    }
  };
  walk(nodes, false, false);
  return pieces;
}
