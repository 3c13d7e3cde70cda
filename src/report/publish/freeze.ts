/** A built report with its figures opened and protected: what a publication holds. */
import type { Figure } from '#measures/index.ts';
import { Publication, type PublicBreakdown, type PublicFigure } from '../publication.ts';
import type { FigureExhibit, Part, Report, ReportFigure, Section } from '../schemas.ts';
import type { FigureSource, Known } from '../source.ts';
import { dayOf, notOver, stamp, stillRuns } from '../text/periods.ts';
import { capital, type Words } from '../text/words.ts';
import { fewerThan, isHollow, isTooSmall, notShown, protectedBreakdown } from './protect.ts';

/** Counts from 1 to 9 are not shown. */
export const threshold = 10;

/** Breakdowns that stay inside the office: too fine to be protected one by one, or about a desk. Of places only the widest go out. */
const stayInside = (places: readonly string[]): ReadonlySet<string> =>
  new Set(['month', 'office', 'desk', ...places.slice(1)]);

export interface Frame {
  readonly id: string;
  readonly version: number;
  readonly publishedAt: number;
  /** Who publishes. */
  readonly office: Words;
  readonly madeUp: boolean;
}

/** Numbers stand in it exactly as they were counted for the report; nothing is counted later. `zone`: of the law. */
export async function freeze(report: Report, source: FigureSource, frame: Frame, zone: string): Promise<Publication> {
  // Known to the last moment of a day, a year that ends on it is over.
  const day = dayOf(report.asKnownAt + 1, zone);
  const ids = publicIds(report);
  const figures: PublicFigure[] = [];
  for (const figure of report.figures)
    figures.push({ ...(await opened(figure, report, source, day)), id: ids.get(figure.key) ?? figure.key });
  const small = new Set(report.figures.filter((figure) => isTooSmall(figure, threshold)).map((figure) => figure.key));
  const byKey = new Map(report.figures.map((figure) => [figure.key, figure]));
  return Publication.parse({
    ...frame,
    published: stamp(frame.publishedAt, zone),
    versions: [],
    asKnownAt: report.asKnownAt,
    asKnown: report.asKnown,
    title: report.title,
    scope: report.scope,
    period: report.period,
    threshold,
    sections: report.sections.map((section) => renamed(protectedSection(section, small, byKey), ids)),
    figures,
    changes: [],
  });
}

/** A figure that stands in the report for several periods has its plain id for the report's own; the others have their key. */
function publicIds(report: Report): ReadonlyMap<string, string> {
  const own = (figure: ReportFigure): boolean =>
    figure.period.from === report.period.from && figure.period.to === report.period.to;
  const plain = new Map<string, string>();
  for (const figure of [...report.figures].sort((a, b) => Number(own(b)) - Number(own(a))))
    if (figure.where === undefined && (!plain.has(figure.id) || figure.key === figure.id))
      plain.set(figure.id, figure.key);
  return new Map(report.figures.map(({ id, key }) => [key, plain.get(id) === key ? id : key]));
}

async function opened(figure: ReportFigure, report: Report, source: FigureSource, day: string): Promise<PublicFigure> {
  const named = source.catalogue.named.get(figure.id);
  const id = source.catalogue.measures.has(figure.id) ? figure.id : (named?.measure ?? null);
  const measure = id === null ? null : (source.catalogue.measures.get(id) ?? null);
  const [from = ''] = [report.period.from, source.span?.from ?? report.period.from].sort();
  const years = { from, to: report.period.to, text: report.period.text };
  const trend = measure && (await breakdowns(source, measure, years, ['year'], figure.where))[0];
  const parts = measure ? await breakdowns(source, measure, figure.period, beside(measure), figure.where) : [];
  const suppressed = isTooSmall(figure, threshold);
  return {
    ...(suppressed ? withoutNumbers(figure) : withoutSmall(figure)),
    measure: id ?? figure.id,
    section: sectionOf(figure.key, report.sections) ?? '',
    suppressed,
    parts: [...parts],
    trend: trend ? whileRunning(trend, day) : { dimension: 'year', title: { zh: '年度', en: 'Year' }, rows: [] },
  };
}

/** A number of a year that has not ended says so. */
const whileRunning = (trend: PublicBreakdown, day: string): PublicBreakdown => ({
  ...trend,
  rows: trend.rows.map((row) => (stillRuns(row.key, day) ? { ...row, incomplete: notOver } : row)),
});

/** Parts beside the trend. */
const beside = (measure: Known): readonly string[] => (measure.dimensions ?? []).filter((one) => one !== 'year');

/** The measure by each dimension that may leave the office, has more than one part and shows most of the whole. */
async function breakdowns(
  source: FigureSource,
  measure: Known,
  period: Figure['period'],
  dimensions: readonly string[],
  where: ReportFigure['where'],
): Promise<readonly PublicBreakdown[]> {
  const figure = await source.figure(measure.id, period, where);
  if (!figure.ok) return [];
  const found: PublicBreakdown[] = [];
  const inside = stayInside(source.places);
  for (const dimension of dimensions) {
    if (inside.has(dimension)) continue;
    const parts = await source.parts(measure.id, period, dimension, where);
    if (!parts.ok) continue;
    const shown = protectedBreakdown(figure.value, parts.value, threshold);
    // A trend says in words, too, which years have few.
    if (dimension === 'year' || (parts.value.rows.length > 1 && !isHollow(figure.value, parts.value, shown)))
      found.push(shown);
  }
  return found;
}

function withoutNumbers(figure: ReportFigure): ReportFigure {
  const { numerator: _n, denominator: _d, n: _c, censored: _r, interval: _i, ...rest } = figure;
  const display = figure.kind === 'count' || figure.kind === 'stock' ? fewerThan(threshold) : notShown;
  return { ...rest, value: null, display, previous: null, base: null, excluded: [] };
}

const isFew = (count: number): boolean => count > 0 && count < threshold;

/** Small numbers beside a figure that may itself be shown. */
function withoutSmall(figure: ReportFigure): ReportFigure {
  if (!figure.protect) return figure;
  const before = figure.previous;
  // What is watched, less what has ended, is what still runs.
  const { censored, denominator: _, ...rest } = figure;
  return {
    ...(censored !== undefined && isFew(censored) ? rest : figure),
    previous: before && before.value !== null && figure.kind === 'count' && isFew(before.value) ? null : before,
    excluded: figure.excluded.filter((one) => !isFew(one.value)),
  };
}

const sectionOf = (key: string, sections: readonly Section[]): string | null =>
  sections.find((section) => partsIn(section).some((one) => one.kind === 'figure' && one.key === key))?.id ?? null;

const partsIn = (section: Section): readonly Part[] => [
  ...section.sentences.flatMap((sentence) => [...sentence.zh, ...sentence.en]),
  ...section.exhibits.flatMap((exhibit) =>
    exhibit.kind === 'text'
      ? [...exhibit.head, ...exhibit.rows.flat()].flatMap((cell) => [...cell.zh, ...cell.en])
      : [],
  ),
];

/** Parts name the figures of the publication by their public ids. */
function renamed(section: Section, ids: ReadonlyMap<string, string>): Section {
  const side = (parts: readonly Part[]): Part[] =>
    parts.map((one) =>
      one.kind === 'figure'
        ? {
            ...one,
            key: ids.get(one.key) ?? one.key,
            ...(one.against === undefined ? {} : { against: ids.get(one.against) ?? one.against }),
          }
        : one,
    );
  return mapPairs(
    section,
    (pair) => ({ ...pair, zh: side(pair.zh), en: side(pair.en) }),
    (exhibit) => ({
      ...exhibit,
      series: exhibit.series.map((one) => ({ ...one, key: ids.get(one.key) ?? one.key })),
    }),
  );
}

/** A section with every pair of texts and every table of figures changed. */
function mapPairs(
  section: Section,
  pair: <P extends { zh: Part[]; en: Part[] }>(cell: P) => P,
  figures: (exhibit: FigureExhibit) => FigureExhibit,
): Section {
  return {
    ...section,
    sentences: section.sentences.map(pair),
    exhibits: section.exhibits.map((exhibit) =>
      exhibit.kind === 'text'
        ? { ...exhibit, head: exhibit.head.map(pair), rows: exhibit.rows.map((row) => row.map(pair)) }
        : figures(exhibit),
    ),
  };
}

const notCompared: Words = { zh: '（数量过小，不作比较）', en: 'cannot be compared (too few)' };
const startsSentence = (before: Part | undefined): boolean => before === undefined || /[.!?]\s*$/.test(before.text);

function protectedSection(
  section: Section,
  small: ReadonlySet<string>,
  figures: ReadonlyMap<string, ReportFigure>,
): Section {
  const side = (parts: readonly Part[], language: 'zh' | 'en'): Part[] =>
    parts.map((one, n) => {
      if (one.kind !== 'figure') return one;
      if (!small.has(one.key) && !(one.against !== undefined && small.has(one.against))) return one;
      if (one.show === 'change' || one.show === 'word') return { ...one, text: notCompared[language] };
      const kind = figures.get(one.key)?.kind;
      const few = one.show === 'value' && (kind === 'count' || kind === 'stock');
      const text = (few ? fewerThan(threshold) : notShown)[language];
      return { ...one, text: startsSentence(parts[n - 1]) ? capital(text) : text };
    });
  const pair = <P extends { readonly zh: Part[]; readonly en: Part[] }>(cell: P): P => ({
    ...cell,
    zh: side(cell.zh, 'zh'),
    en: side(cell.en, 'en'),
  });
  return mapPairs(section, pair, (exhibit) => protectedExhibit(exhibit, figures));
}

/** Each column of a table of figures is a breakdown of its figure and is protected as one. */
function protectedExhibit(exhibit: FigureExhibit, figures: ReadonlyMap<string, ReportFigure>): FigureExhibit {
  const columns = exhibit.series.map((series, column) => {
    const figure = figures.get(series.key);
    if (!figure) return null;
    const rows = exhibit.rows.map((row) => {
      const cell = row.cells[column];
      return {
        key: row.key,
        title: row.title,
        value: cell?.value ?? null,
        display: cell?.display ?? notShown,
        ...cell,
      };
    });
    const { dimension, dimensionTitle: title } = exhibit;
    return protectedBreakdown(figure, { dimension, title, rows }, threshold).rows;
  });
  return {
    ...exhibit,
    rows: exhibit.rows.map((row, n) => ({
      ...row,
      cells: row.cells.map((cell, column) => {
        const open = columns[column]?.[n];
        if (!open) return cell;
        const { key: _k, title: _t, suppressed: _s, withheld: _w, ...shown } = open;
        return shown;
      }),
    })),
  };
}
