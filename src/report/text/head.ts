/** The head of a text between two `---` lines. */
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Tell } from './shape.ts';
import { words } from './words.ts';

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

/** The head is cut out but keeps its lines, so that every line of a message is the line of the file. */
export function headOf(
  source: string,
  fault: Tell,
): { readonly head: z.infer<typeof Head> | null; readonly body: string } {
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
