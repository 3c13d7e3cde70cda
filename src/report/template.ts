/** The report's text is a file of the law pack (`law/<pack>/report.yaml`): sentences in two languages with measures in braces. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { LawPack } from '#law/index.ts';
import type { Definition, Result } from '#measures/index.ts';

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Template = z.strictObject({
  title: Text,
  sections: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), title: Text, sentences: z.array(Text).min(1) }))
    .min(1),
});
export type Template = z.infer<typeof Template>;

const shows = ['value', 'numerator', 'denominator', 'previous', 'change'] as const;
export type Show = (typeof shows)[number];
export interface Slot {
  readonly measure: string;
  readonly show: Show;
}

/** `…{non-arrest-rate.numerator}…` in pieces: words and slots. */
export function pieces(sentence: string): readonly (string | Slot)[] {
  return sentence.split(/(\{[^{}]*\})/).flatMap((piece): readonly (string | Slot)[] => {
    if (piece === '') return [];
    const slot = /^\{([a-z0-9-]+)(?:\.([a-z]+))?\}$/.exec(piece);
    if (!slot) return [piece];
    const show = (slot[2] ?? 'value') as Show;
    return [{ measure: slot[1] ?? '', show }];
  });
}

export const slotsOf = (sentence: string): readonly Slot[] =>
  pieces(sentence).filter((piece) => typeof piece !== 'string');

/** Reads and checks the report's text: known measures only, the same figures in both languages, no digits typed by hand. */
export function loadTemplate(pack: LawPack, measures: readonly Definition[]): Result<Template> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(pack.dir, 'report.yaml'), 'utf8'), { lineCounter: lines });
  const faults = document.errors.map(
    (error) => `report.yaml:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
  );
  const read = Template.safeParse(document.toJS());
  if (!read.success)
    faults.push(...read.error.issues.map((issue) => `report.yaml: ${issue.path.join('.')}: ${issue.message}`));
  for (const section of read.data?.sections ?? [])
    for (const [n, sentence] of section.sentences.entries())
      faults.push(
        ...check(sentence, measures).map((fault) => `report.yaml: ${section.id}, sentence ${n + 1}: ${fault}`),
      );
  if (faults.length > 0 || !read.success) return { ok: false, error: { zh: faults.join('\n'), en: faults.join('\n') } };
  return { ok: true, value: read.data };
}

function check(sentence: z.infer<typeof Text>, measures: readonly Definition[]): string[] {
  const faults: string[] = [];
  const names = (text: string): string =>
    slotsOf(text)
      .map((slot) => `${slot.measure}.${slot.show}`)
      .sort()
      .join(', ');
  for (const slot of slotsOf(sentence.zh)) {
    const measure = measures.find((m) => m.id === slot.measure);
    if (!measure) faults.push(`no measure "${slot.measure}"`);
    else if (measure.kind === 'count' && ['numerator', 'denominator'].includes(slot.show))
      faults.push(`"${slot.measure}" is a count and has no ${slot.show}`);
    if (!shows.includes(slot.show)) faults.push(`"${slot.show}" is none of ${shows.join(', ')}`);
  }
  if (names(sentence.zh) !== names(sentence.en))
    faults.push(`the two languages hold different figures: ${names(sentence.zh)} / ${names(sentence.en)}`);
  for (const text of [sentence.zh, sentence.en])
    for (const piece of pieces(text))
      if (typeof piece === 'string' && /[0-9{}]/.test(piece))
        faults.push(`a number or brace is typed: "${piece.trim()}"`);
  return faults;
}
