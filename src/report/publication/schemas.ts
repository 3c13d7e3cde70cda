/**
 * A publication: a report frozen at a moment, with small counts protected. The public reads nothing else; no number in it is
 * counted anew, and a later count becomes a new version that says what changed.
 */
import { z } from 'zod';
import { Figure } from '#measures/index.ts';
import { Report } from '../schemas.ts';

const Text = z.object({ zh: z.string(), en: z.string() });

/** One cell of a breakdown. `suppressed`: too small to show, or it would reveal one that is; then it holds no number at all. */
export const PublicCell = z
  .object({
    key: z.string(),
    title: Text,
    value: z.number().nullable(),
    display: Text,
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    suppressed: z.boolean(),
  })
  .meta({ id: 'PublicCell' });

export const PublicBreakdown = z
  .object({
    /** `year`, `province`, `offence-group` … */
    dimension: z.string(),
    title: Text,
    cells: z.array(PublicCell),
  })
  .meta({ id: 'PublicBreakdown' });

export const PublicFigure = Figure.extend({
  /** Section of the report it stands in; null: only in the annex. */
  section: z.string().nullable(),
  /** The whole figure is too small to show. */
  suppressed: z.boolean(),
  trend: PublicBreakdown,
  by: z.array(PublicBreakdown),
}).meta({ id: 'PublicFigure' });

/** What a version changed in one figure, and why; `why` is the publisher's sentence. */
export const PublicationChange = z
  .object({ version: z.number(), at: z.number(), figure: z.string(), title: Text, from: Text, to: Text, why: Text })
  .meta({ id: 'PublicationChange' });

export const Publication = z
  .object({
    /** `five-year-2018-2022` */
    id: z.string(),
    /** From 1. */
    version: z.number(),
    publishedAt: z.number(),
    published: Text,
    asKnownAt: z.number(),
    asKnown: Text,
    title: Text,
    /** Whose figures: an office, a region, a whole nation. */
    scope: z.object({ id: z.string(), title: Text }),
    /** The figures come from a made-up nation. */
    madeUp: z.boolean(),
    period: Report.shape.period,
    sections: Report.shape.sections,
    figures: z.array(PublicFigure),
    changes: z.array(PublicationChange),
    /** Counts from 1 to one less than this are not shown. */
    threshold: z.number(),
  })
  .meta({ id: 'Publication' });

export const PublicationRow = Publication.pick({
  id: true,
  version: true,
  publishedAt: true,
  published: true,
  title: true,
  scope: true,
  madeUp: true,
  period: true,
}).meta({ id: 'PublicationRow' });

export type PublicCell = z.infer<typeof PublicCell>;
export type PublicBreakdown = z.infer<typeof PublicBreakdown>;
export type PublicFigure = z.infer<typeof PublicFigure>;
export type PublicationChange = z.infer<typeof PublicationChange>;
export type Publication = z.infer<typeof Publication>;
export type PublicationRow = z.infer<typeof PublicationRow>;
