/**
 * A text of a report: Markdown with a head between `---` lines. `# title`, `## 一、… | One …` headings in both languages;
 * a paragraph that begins with `en:` is the English of the one before it. Figures stand in braces (notation.ts).
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Fault } from '../schemas.ts';
import { blockReader, type OpenSection } from './blocks.ts';
import { headOf } from './head.ts';
import { mask, relined } from './mask.ts';
import { bothOf } from './notation.ts';
import type { Block, ReportText, Tell, TextSection } from './shape.ts';
import { type Language, type Words, words } from './words.ts';

/** The text, as far as it could be read, and every fault of how it is written. */
export interface TextRead {
  readonly text: ReportText;
  readonly faults: readonly Fault[];
}

/** Reads a text; every fault is told, each with its line. What could be read is there beside the faults, to be checked further. */
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
  return {
    faults: faults.toSorted((a, b) => a.line - b.line),
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

const asWords = (title: string | Words): Words => (typeof title === 'string' ? bothOf(title) : title);

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
