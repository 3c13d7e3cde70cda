/**
 * A text of a report: Markdown with a head between `---` lines. `# title`, `## 一、… | One …` headings in both languages;
 * a paragraph that begins with `en:` is the English of the one before it. Figures stand in braces (notation.ts).
 */
import type { BlockContent, DefinitionContent, Nodes, Paragraph, PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Fault } from '../schemas.ts';
import { bothOf, readSlot, type Slot } from './notation.ts';
import { type Language, type Words, words } from './words.ts';

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

const Head = z.strictObject({
  title: z.union([z.string().min(1), z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })]).optional(),
  about: z.union([z.string().min(1), z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })]).optional(),
  base: z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((text) => /^\d{4}(\.\.\d{4})?$/.test(text), 'expected 2022 or 2018..2022')
    .optional(),
  numbers: z.enum(['exact', 'round']).default('exact'),
  strict: z.boolean().default(false),
  language: z.enum(['zh', 'en']).optional(),
});

export type TextRead =
  | { readonly ok: true; readonly text: ReportText }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Reads a text; every fault is told, each with its line. */
export function readText(source: string): TextRead {
  const faults: Fault[] = [];
  const fault = (line: number, message: Words): void => {
    faults.push({ line, message });
  };
  const plain = clean(source);
  const { head, body } = headOf(plain, fault);
  const { masked, slots, lineOf: lineIn } = mask(body);
  const root = fromMarkdown(masked, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  relined(root, lineIn);
  const reader = blockReader(fault, slots);
  for (const node of root.children) reader.take(node);
  const { sections, title, tagged } = reader.end();
  const own: Language = head?.language ?? (/\p{Script=Han}/u.test(body.replace(/\{[^}]*\}/g, '')) ? 'zh' : 'en');
  const languages: readonly Language[] = tagged ? ['zh', 'en'] : [own];
  const named = head?.title ?? title;
  if (named === null || named === undefined)
    fault(1, words('缺少标题：请写 # 标题，或者在文首写 title', 'no title: write # title, or title: in the head'));
  const placed = tagged ? sections : sections.map((section) => untagged(section, own));
  if (tagged) for (const section of sections) missingSides(section, fault);
  if (placed.every((section) => section.blocks.length === 0)) fault(0, words('没有正文', 'there is no text'));
  if (faults.length > 0) return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line) };
  return {
    ok: true,
    text: {
      title: asWords(named ?? ''),
      about: head?.about === undefined ? null : asWords(head.about),
      base: head?.base ?? null,
      round: head?.numbers === 'round',
      strict: head?.strict ?? false,
      languages,
      sections: withIds(placed),
    },
  };
}

/** Signs that no file can hold go. */
const clean = (source: string): string =>
  source
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFEFF\uFFFE\uFFFF]/g, '');

type Tell = (line: number, message: Words) => void;
const asWords = (title: string | Words): Words => (typeof title === 'string' ? bothOf(title) : title);

/** The head is cut out but keeps its lines, so that every line of a message is the line of the file. */
function headOf(source: string, fault: Tell): { readonly head: z.infer<typeof Head> | null; readonly body: string } {
  const found = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source);
  if (!found) return { head: null, body: source };
  const lines = new LineCounter();
  const document = parseDocument(found[1] ?? '', { lineCounter: lines });
  const body = found[0].replace(/[^\n]/g, '') + source.slice(found[0].length);
  for (const error of document.errors) {
    const told = error.message.split('\n')[0] ?? '';
    fault(lines.linePos(error.pos[0]).line + 1, words(`文首：${told}`, `head: ${told}`));
  }
  if (document.errors.length > 0) return { head: null, body };
  const read = Head.safeParse(document.toJS());
  if (read.success) return { head: read.data, body };
  for (const issue of read.error.issues) {
    const node = document.getIn(issue.path, true) as { readonly range?: readonly [number, number, number] } | undefined;
    const line = node?.range ? lines.linePos(node.range[0]).line + 1 : 1;
    const told = `${issue.path.join('.') || 'head'}: ${issue.message}`;
    fault(line, words(`文首：${told}`, `head: ${told}`));
  }
  return { head: null, body };
}

interface OpenSection {
  id: string | null;
  level: number;
  title: Words;
  line: number;
  blocks: Block[];
}

function blockReader(fault: Tell, slots: readonly Masked[]) {
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

const refused: Readonly<Record<string, Words>> = {
  html: words('HTML', 'HTML'),
  code: words('代码块（行首四个空格也会成为代码块）', 'a code block (four blanks make one)'),
  image: words('图片', 'a picture'),
  inlineCode: words('代码', 'code'),
  footnoteDefinition: words('脚注', 'a footnote'),
  definition: words('链接定义', 'a link definition'),
  list: words('多级列表', 'a list within a list'),
};

/** English lines of a list come behind the Chinese ones: the first that has none yet. */
const firstWithout = (blocks: readonly Block[], form: string): Block | undefined =>
  blocks.find((block) => block.kind === 'text' && block.form === form && block.en === null);

const lineOf = (node: { readonly position?: { readonly start: { readonly line: number } } | undefined }): number =>
  node.position?.start.line ?? 0;

const firstText = (node: Paragraph): string => {
  const [first] = node.children;
  return first?.type === 'text' && node.children.length === 1 ? first.value : '';
};

/** `en: …` at the start of a paragraph. */
function untag(pieces: Pieces): { readonly tag: Language | null; readonly pieces: Pieces } {
  const [first, ...rest] = pieces;
  const tag = first?.kind === 'text' ? /^(zh|en):\s*/.exec(first.text) : null;
  if (!tag || first?.kind !== 'text') return { tag: null, pieces };
  const left = first.text.slice(tag[0].length);
  return { tag: tag[1] === 'en' ? 'en' : 'zh', pieces: left === '' ? rest : [{ ...first, text: left }, ...rest] };
}

/** `Title {#id}` */
function named(written: string): { readonly name: string; readonly id: string | null } {
  const found = /^(.*?)\s*\{#([a-z0-9-]+)\}\s*$/.exec(written);
  return found ? { name: found[1] ?? '', id: found[2] ?? null } : { name: written.trim(), id: null };
}

function tableOf(table: Table, fault: Tell, slots: readonly Masked[]): readonly (readonly Pieces[])[] {
  return table.children.map((row) => row.children.map((cell) => piecesOf(cell.children, fault, slots)));
}

function plainOf(nodes: readonly PhrasingContent[], fault: Tell, line: number): string {
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

function piecesOf(nodes: readonly PhrasingContent[], fault: Tell, slots: readonly Masked[]): Pieces {
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

interface Masked {
  readonly inside: string;
  readonly claimed: string | null;
  readonly written: string;
  readonly line: number;
}

/**
 * Figures are taken out before Markdown reads the text: a brace counts as punctuation there, so `率**{…}**` would not be bold,
 * and a bar inside one would end a table's cell. What stands for it is a sign of private use on one line.
 */
function mask(source: string): {
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
function relined(node: Nodes, lineIn: (line: number) => number): void {
  if (node.position) node.position.start.line = lineIn(node.position.start.line);
  if ('children' in node) for (const child of node.children) relined(child, lineIn);
}
const unmask = (text: string, slots: readonly Masked[]): string =>
  text.replace(/\uE000(\d+)\uE001/g, (_, n: string) => slots[Number(n)]?.written ?? '');

/** Text with what stands for figures, in pieces. */
function slotsIn(
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
    if (read.ok) pieces.push({ kind: 'slot', slot: read.slot, line });
    else fault(line, read.error);
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

function untagged(section: OpenSection, own: Language): OpenSection {
  if (own === 'zh') return section;
  const turn = (block: Block): Block =>
    block.kind === 'figures' ? block : ({ ...block, zh: null, en: block.zh } as Block);
  return { ...section, blocks: section.blocks.map(turn) };
}

function missingSides(section: OpenSection, fault: Tell): void {
  for (const block of section.blocks)
    if (block.kind !== 'figures' && block.en === null)
      fault(block.line, words('这一段没有英文（en:）', 'this paragraph has no English (en:)'));
}

function withIds(sections: readonly OpenSection[]): readonly TextSection[] {
  const taken = new Set(sections.flatMap((section) => section.id ?? []));
  return sections.map((section, nr) => {
    if (section.id !== null) return { ...section, id: section.id };
    let id = `section-${nr + 1}`;
    while (taken.has(id)) id += 'a';
    taken.add(id);
    return { ...section, id };
  });
}
