/** Paragraphs, lists, quotations and tables of a text, each with its two languages, under their headings. */
import type { BlockContent, DefinitionContent, Paragraph, RootContent } from 'mdast';
import { type Masked, unmask } from './mask.ts';
import { bothOf } from './notation.ts';
import { firstText, lineOf, named, piecesOf, plainOf, refused, tableOf, untag } from './pieces.ts';
import type { Block, Tell } from './shape.ts';
import { type Language, type Words, words } from './words.ts';

export interface OpenSection {
  id: string | null;
  level: number;
  title: Words;
  line: number;
  blocks: Block[];
}

export function blockReader(fault: Tell, slots: readonly Masked[]) {
  const sections: OpenSection[] = [];
  let title: string | null = null;
  let tagged = false;
  /** A lone `en:` waits for the block behind it. */
  let english = false;
  const section = (): OpenSection => {
    const last = sections.at(-1);
    if (last) return last;
    const first: OpenSection = { id: 'text', level: 1, title: words('', ''), line: 1, blocks: [] };
    sections.push(first);
    return first;
  };
  const refuse = (node: RootContent | BlockContent | DefinitionContent): void => {
    const what = refused[node.type] ?? words(node.type, node.type);
    fault(lineOf(node), words(`报告中不能使用${what.zh}`, `${what.en} cannot stand in a report`));
  };
  const text = (form: 'paragraph' | 'item' | 'quote', paragraph: Paragraph): void => {
    const line = lineOf(paragraph);
    const { tag, pieces } = untag(piecesOf(paragraph.children, fault, slots));
    if (tag !== null) tagged = true;
    const own: Language = tag ?? (english ? 'en' : 'zh');
    if (tag === 'en' && pieces.length === 0) {
      english = true;
      return;
    }
    const [only] = pieces;
    if (pieces.length === 1 && only?.kind === 'slot' && only.slot.by !== null) {
      section().blocks.push({ kind: 'figures', slot: only.slot, line });
      return;
    }
    for (const piece of pieces)
      if (piece.kind === 'slot' && piece.slot.by !== null)
        fault(
          piece.line,
          words(
            `${piece.slot.written}：带 by= 的指标须单独成段`,
            `${piece.slot.written}: a figure with by= stands in a paragraph of its own`,
          ),
        );
    const before = section().blocks.at(-1);
    if (own === 'en') {
      const open = english ? firstWithout(section().blocks, form) : before;
      if (open?.kind === 'text' && open.en === null && open.form === form) {
        section().blocks[section().blocks.indexOf(open)] = { ...open, en: pieces };
        return;
      }
      fault(line, words('这段英文之前没有对应的中文', 'no Chinese stands before this English'));
      return;
    }
    section().blocks.push({ kind: 'text', form, line, zh: pieces, en: null });
  };
  const take = (node: RootContent): void => {
    switch (node.type) {
      case 'heading': {
        english = false;
        const written = unmask(plainOf(node.children, fault, lineOf(node)), slots);
        const { name, id } = named(written);
        if (node.depth === 1) {
          if (title !== null) fault(lineOf(node), words('只能有一个一级标题', 'a text has one title (#)'));
          title = name;
          return;
        }
        sections.push({ id, level: Math.min(3, node.depth - 1), title: bothOf(name), line: lineOf(node), blocks: [] });
        return;
      }
      case 'paragraph':
        text('paragraph', node);
        if (!/^en:\s*$/.test(firstText(node))) english = false;
        return;
      case 'list':
        for (const item of node.children)
          for (const child of item.children)
            if (child.type === 'paragraph') text('item', child);
            else refuse(child);
        english = false;
        return;
      case 'blockquote':
        for (const child of node.children)
          if (child.type === 'paragraph') text('quote', child);
          else refuse(child);
        english = false;
        return;
      case 'table': {
        const rows = tableOf(node, fault, slots);
        const before = section().blocks.at(-1);
        if (english && before?.kind === 'table' && before.en === null)
          section().blocks[section().blocks.length - 1] = { ...before, en: rows };
        else if (english)
          fault(
            lineOf(node),
            words('这张英文表之前没有对应的中文表', 'no Chinese table stands before this English one'),
          );
        else section().blocks.push({ kind: 'table', line: lineOf(node), zh: rows, en: null });
        english = false;
        return;
      }
      case 'thematicBreak':
        return;
      default:
        refuse(node);
    }
  };
  return { take, end: () => ({ sections, title, tagged }) };
}

/** English lines of a list come behind the Chinese ones: the first that has none yet. */
const firstWithout = (blocks: readonly Block[], form: string): Block | undefined =>
  blocks.find((block) => block.kind === 'text' && block.form === form && block.en === null);
