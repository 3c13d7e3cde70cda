/**
 * The report as data: text with figures in it, tables and charts, and every figure with its definition. No number is typed:
 * each stands in a part or a cell that names the figure it shows.
 */
import { z } from 'zod';
import { Figure, Where } from '#measures/index.ts';

const Text = z.object({ zh: z.string(), en: z.string() });
const Span = z.object({ from: z.string(), to: z.string(), text: Text });

/**
 * A run of text. `figure` names a measure or a named figure, `key` its entry in `Report.figures` (one measure may stand there
 * for several periods). `change` and `word` compare it with the entry `against`, or say its rank among the years.
 */
export const Part = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    strong: z.boolean().optional(),
    emphasis: z.boolean().optional(),
    /** A line to fill in by hand. */
    blank: z.boolean().optional(),
    /** It agrees with the number of the figure `key`; `many` is what stands beside any number but one. */
    agrees: z.object({ key: z.string(), many: z.string() }).optional(),
  }),
  z.object({
    kind: z.literal('figure'),
    figure: z.string(),
    key: z.string(),
    show: z.enum(['value', 'numerator', 'denominator', 'change', 'word']),
    text: z.string(),
    against: z.string().optional(),
  }),
  /** A number from outside, with its source; never computed here. */
  z.object({ kind: z.literal('quoted'), text: z.string(), source: Text }),
]);

const Pair = z.object({ zh: z.array(Part), en: z.array(Part) });
/** A paragraph, a line of a list or a quotation, in both languages. */
export const Sentence = Pair.extend({ form: z.enum(['paragraph', 'item', 'quote']) });

export const ExhibitCell = z.object({
  value: z.number().nullable(),
  display: Text,
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  /** How many it is over, of a sum, an average or a median. */
  n: z.number().optional(),
  /** Of a median: days between which it lies with 95 %; an end that is null is not reached yet. */
  interval: z.object({ from: z.number().nullable(), to: z.number().nullable() }).optional(),
  /** Of a median: proceedings still running. */
  censored: z.number().optional(),
});
/** Figures by a dimension, as a numbered table, a numbered chart or both. */
export const FigureExhibit = z.object({
  kind: z.literal('figures'),
  id: z.string(),
  /** It follows the n-th sentence of its section; 0: before the first. */
  after: z.number(),
  table: z.number().nullable(),
  chart: z.number().nullable(),
  caption: Text,
  period: Span,
  dimension: z.string(),
  dimensionTitle: Text,
  /** One column of the table, one line or set of bars of the chart. */
  series: z.array(z.object({ figure: z.string(), key: z.string(), title: Text, unit: Text, kind: Figure.shape.kind })),
  rows: z.array(
    z.object({
      key: z.string(),
      title: Text,
      cells: z.array(ExhibitCell),
      /** The year or month has not ended yet at the moment of the report. */
      partial: z.boolean(),
    }),
  ),
});
/** A table that the author laid out. */
export const TextExhibit = z.object({
  kind: z.literal('text'),
  id: z.string(),
  after: z.number(),
  table: z.number(),
  caption: Text.nullable(),
  head: z.array(Pair),
  rows: z.array(z.array(Pair)),
});
export const Exhibit = z.discriminatedUnion('kind', [FigureExhibit, TextExhibit]);

export const Section = z.object({
  id: z.string(),
  /** 1: a part, 2: a section of it, 3: below. */
  level: z.number(),
  title: Text,
  sentences: z.array(Sentence),
  exhibits: z.array(Exhibit),
});

/** A figure as it stands in the report, with its place in the annex of definitions (from 1). */
export const ReportFigure = Figure.extend({
  key: z.string(),
  nr: z.number(),
  /** Only these acts of the measure; the title names them. */
  where: Where.optional(),
}).meta({ id: 'ReportFigure' });

export const Report = z
  .object({
    /** Name of the template, null for a text of one's own. */
    template: z.string().nullable(),
    title: Text,
    /** Whose figures: an office, a region, or all. */
    scope: z.object({ id: z.string(), title: Text }),
    /** What every reader must know of the data, as that they are made up; stands under the title. */
    remark: Text.nullable(),
    period: Span,
    asKnownAt: z.number(),
    /** The same moment in the legal zone, to print. */
    asKnown: Text,
    /** Languages the text is written in; the other side of each pair repeats the one there is. */
    languages: z.array(z.enum(['zh', 'en'])),
    sections: z.array(Section),
    figures: z.array(ReportFigure),
  })
  .meta({ id: 'Report' });

/** One thing wrong with a text: no number is shown until it is mended. `line` counts from 1; 0: the text as a whole. */
export const Fault = z.object({ line: z.number(), message: Text }).meta({ id: 'ReportFault' });

/** A text of one's own with its figures; with a fault there is no report. */
export const OwnReport = z
  .object({
    report: Report.nullable(),
    faults: z.array(Fault),
    /** Typed numbers and words that nothing checks: said, but no fault. */
    notes: z.array(Fault),
  })
  .meta({ id: 'OwnReport' });

export type Part = z.infer<typeof Part>;
export type Sentence = z.infer<typeof Sentence>;
export type Exhibit = z.infer<typeof Exhibit>;
export type FigureExhibit = z.infer<typeof FigureExhibit>;
export type TextExhibit = z.infer<typeof TextExhibit>;
export type Section = z.infer<typeof Section>;
export type ReportFigure = z.infer<typeof ReportFigure>;
export type Report = z.infer<typeof Report>;
export type Fault = z.infer<typeof Fault>;
export type OwnReport = z.infer<typeof OwnReport>;
