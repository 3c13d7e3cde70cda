/** The shapes of figures: value, parts, trend and the cases behind. Every figure is counted from acts. */
import { z } from 'zod';

const Text = z.object({ zh: z.string(), en: z.string() });

export const Dimension = z.enum(['month', 'offence', 'desk', 'procedure']);
/** One figure for one period; `denominator` only for rates. `excluded` names what is outside (running, no date …) with its number. */
export const Figure = z
  .object({
    id: z.string(),
    title: Text,
    definition: Text,
    version: z.string(),
    unit: z.object({ code: z.enum(['person', 'case', 'item', 'percent', 'ratio', 'day', 'act', 'limit']), text: Text }),
    kind: z.enum(['count', 'rate', 'ratio']),
    period: z.object({ from: z.string(), to: z.string(), text: Text }),
    value: z.number().nullable(),
    display: Text,
    numerator: z.object({ value: z.number(), text: Text }).optional(),
    denominator: z.object({ value: z.number(), text: Text }).optional(),
    asKnownAt: z.number(),
    previous: z
      .object({
        period: z.object({ from: z.string(), to: z.string() }),
        value: z.number().nullable(),
        display: Text,
        change: Text.nullable(),
      })
      .nullable(),
    excluded: z.array(z.object({ what: Text, value: z.number() })),
    cites: z.array(z.object({ short: Text, full: Text, key: z.string() })),
  })
  .meta({ id: 'Figure' });
export const FigureBreakdown = z
  .object({
    dimension: Dimension,
    rows: z.array(
      z.object({
        key: z.string(),
        title: Text,
        value: z.number().nullable(),
        display: Text,
        numerator: z.number().optional(),
        denominator: z.number().optional(),
      }),
    ),
  })
  .meta({ id: 'FigureBreakdown' });
export const FigureDetail = z
  .object({ figure: Figure, trend: FigureBreakdown, by: z.array(FigureBreakdown) })
  .meta({ id: 'FigureDetail' });
/** The rows behind a figure (or one cell of a breakdown): counting them gives the figure. */
export const FigureRows = z
  .object({
    id: z.string(),
    part: z.enum(['value', 'numerator', 'denominator']),
    total: z.number(),
    rows: z.array(
      z.object({
        key: z.string(),
        proceeding: z.string(),
        case: z.string(),
        number: z.string().nullable(),
        subject: z.string().nullable(),
        offence: Text.nullable(),
        act: Text.nullable(),
        date: z.string().nullable(),
        desk: Text.nullable(),
      }),
    ),
  })
  .meta({ id: 'FigureRows' });

export type Dimension = z.infer<typeof Dimension>;
export type Figure = z.infer<typeof Figure>;
export type FigureBreakdown = z.infer<typeof FigureBreakdown>;
export type FigureDetail = z.infer<typeof FigureDetail>;
export type FigureRows = z.infer<typeof FigureRows>;
