/**
 * What the public reads: a report frozen at a moment, with every figure of it opened as far as anybody may see. Nothing
 * here is counted on asking. Counts under the threshold are left out together with what would reveal them.
 */
import { z } from 'zod';
import { Figure } from '#measures/index.ts';
import { Report } from './schemas.ts';

const Text = z.object({ zh: z.string(), en: z.string() });
/** ms UTC. */
const Moment = z.number();

/** Why a number is not shown: under the threshold itself, or because it would reveal one that is. */
export const Withheld = z.enum(['small', 'reveals']);
export const PublicCell = z
  .object({
    /** A year, the division code of a region, the code of an offence group … */
    key: z.string(),
    title: Text,
    value: z.number().nullable(),
    display: Text,
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    /** How many a sum, an average or a median is over. */
    n: z.number().optional(),
    /** Of a median: days between which it lies with 95 %; an end that is null is not reached yet. */
    interval: z.object({ from: z.number().nullable(), to: z.number().nullable() }).optional(),
    /** Of a median: proceedings still running. */
    censored: z.number().optional(),
    suppressed: z.boolean(),
    withheld: Withheld.optional(),
    /** The number is not the last word (a year still running, proceedings still open): says why. */
    incomplete: Text.optional(),
  })
  .meta({ id: 'PublicCell' });
export const PublicBreakdown = z
  .object({ dimension: z.string(), title: Text, rows: z.array(PublicCell) })
  .meta({ id: 'PublicBreakdown' });

const Change = z.object({
  version: z.int(),
  at: Moment,
  figure: z.string().nullable().meta({ description: 'null: the text or the publication as a whole' }),
  from: Text.nullable(),
  to: Text.nullable(),
  why: Text,
});
export const PublicationChange = Change.meta({ id: 'PublicationChange' });

export const PublicFigure = Figure.extend({
  section: z.string().meta({ description: 'id of a section of the publication' }),
  suppressed: z.boolean(),
  trend: PublicBreakdown,
  parts: z.array(PublicBreakdown),
  closed: z
    .array(z.object({ dimension: z.string(), title: Text, why: Text }))
    .default([])
    .meta({ description: 'Breakdowns that are not published, and why' }),
}).meta({ id: 'PublicFigure' });
/** A figure as the text needs it; what opens comes by itself. */
export const PublicFigureHead = PublicFigure.omit({ trend: true, parts: true, closed: true }).meta({
  id: 'PublicFigureHead',
});

export const Publication = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    versions: z
      .array(z.object({ version: z.int(), at: Moment, published: Text }))
      .meta({ description: 'All versions, oldest first; `published` is the moment in the legal time zone' }),
    publishedAt: Moment,
    published: Text,
    asKnownAt: Moment,
    asKnown: Text,
    title: Text,
    office: Text.meta({ description: 'Who publishes' }),
    scope: z.object({ id: z.string(), title: Text }),
    period: z.object({ from: z.string(), to: z.string(), text: Text }),
    /** Counted from invented cases. */
    madeUp: z.boolean(),
    threshold: z.int(),
    sections: Report.shape.sections,
    figures: z.array(PublicFigure),
    changes: z.array(Change),
  })
  .meta({ id: 'Publication' });
/** The publication to read: all of the text, the figures without their trends and parts. */
export const PublicationPage = Publication.extend({ figures: z.array(PublicFigureHead) }).meta({
  id: 'PublicationPage',
});
export const PublicationRow = Publication.omit({ sections: true, figures: true, changes: true }).meta({
  id: 'PublicationRow',
});
/** One figure at its own address, with the publication that it stands in and what changed in it. */
export const PublicFigurePage = z
  .object({ publication: PublicationRow, figure: PublicFigure, changes: z.array(Change) })
  .meta({ id: 'PublicFigurePage' });

export type PublicCell = z.infer<typeof PublicCell>;
export type PublicBreakdown = z.infer<typeof PublicBreakdown>;
export type PublicationChange = z.infer<typeof PublicationChange>;
export type PublicFigure = z.infer<typeof PublicFigure>;
export type PublicFigureHead = z.infer<typeof PublicFigureHead>;
export type Publication = z.infer<typeof Publication>;
export type PublicationPage = z.infer<typeof PublicationPage>;
export type PublicationRow = z.infer<typeof PublicationRow>;
export type PublicFigurePage = z.infer<typeof PublicFigurePage>;

/** A publication as lists have it. */
export function publicationRow(publication: Publication): PublicationRow {
  const { sections: _s, figures: _f, changes: _c, ...row } = publication;
  return row;
}
