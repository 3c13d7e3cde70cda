/** A figure of a report with its trend and its parts as they were counted, before anything is left out. */
import type { Figure, FigureBreakdown } from '#measures/index.ts';
import type { Report, ReportFigure } from '../schemas.ts';
import type { FigureSource, Known } from '../source.ts';
import { type Sides, sidesOf } from './secrets.ts';

export interface Draft {
  readonly figure: ReportFigure;
  /** Its address in the publication. */
  readonly id: string;
  readonly measure: string | null;
  /** Whose acts the figure's own number counts. */
  readonly own: Sides;
  /** Whose acts its trend and its parts count. */
  readonly sides: Sides;
  /** The whole that the parts make up; null: it could not be counted. */
  readonly whole: Figure | null;
  readonly trend: FigureBreakdown | null;
  readonly parts: readonly FigureBreakdown[];
}

/** Breakdowns that stay inside the office: too fine to be protected one by one, or about a desk. Of places only the widest go out. */
const staysInside = (places: readonly string[]): ReadonlySet<string> =>
  new Set(['year', 'month', 'office', 'desk', ...places.slice(1)]);

export async function draftOf(figure: ReportFigure, report: Report, source: FigureSource, id: string): Promise<Draft> {
  const named = source.catalogue.named.get(figure.id);
  const measureId = source.catalogue.measures.has(figure.id) ? figure.id : (named?.measure ?? null);
  const measure = measureId === null ? null : (source.catalogue.measures.get(measureId) ?? null);
  const where = figure.where ?? (measureId === figure.id ? undefined : named?.where);
  const aside = measureId !== figure.id && named?.aside === true;
  const sides = sidesOf(measure, figure.id, where);
  const none = { figure, id, measure: measureId, sides, whole: null, trend: null, parts: [] };
  // A share or one side of a measure has no parts of its own.
  if (measure === null || aside) return { ...none, own: sidesOf(null, `${figure.id} of itself`) };
  const [from = ''] = [report.period.from, source.span?.from ?? report.period.from].sort();
  const years = { from, to: report.period.to, text: report.period.text };
  const whole = await source.figure(measure.id, figure.period, where);
  const trend = await source.parts(measure.id, years, 'year', where);
  return {
    ...none,
    own: sides,
    whole: whole.ok ? whole.value : null,
    trend: trend.ok ? trend.value : null,
    parts: whole.ok ? await partsOf(source, measure, figure, where) : [],
  };
}

/** By each dimension that may leave the office and has more than one part. */
async function partsOf(
  source: FigureSource,
  measure: Known,
  figure: ReportFigure,
  where: ReportFigure['where'],
): Promise<readonly FigureBreakdown[]> {
  const inside = staysInside(source.places);
  const found: FigureBreakdown[] = [];
  for (const dimension of measure.dimensions ?? []) {
    if (inside.has(dimension)) continue;
    const parts = await source.parts(measure.id, figure.period, dimension, where);
    if (parts.ok && parts.value.rows.length > 1) found.push(parts.value);
  }
  return found;
}
