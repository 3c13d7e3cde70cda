/** The report as data: text with figures in it; no figure is typed. */
import { z } from 'zod';
import { Figure } from '#measures/index.ts';

const Text = z.object({ zh: z.string(), en: z.string() });
export const Part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.literal('figure'),
    figure: z.string(),
    show: z.enum(['value', 'numerator', 'denominator', 'previous', 'change']),
    text: z.string(),
  }),
  z.object({ kind: z.literal('quoted'), text: z.string(), source: Text }),
]);
export const Report = z
  .object({
    title: Text,
    office: Text,
    period: z.object({ from: z.string(), to: z.string(), text: Text }),
    asKnownAt: z.number(),
    /** The same moment in the legal zone, to print. */
    asKnown: Text,
    sections: z.array(
      z.object({ id: z.string(), title: Text, sentences: z.array(z.object({ zh: z.array(Part), en: z.array(Part) })) }),
    ),
    figures: z.array(Figure),
  })
  .meta({ id: 'Report' });
export type Part = z.infer<typeof Part>;
export type Report = z.infer<typeof Report>;
