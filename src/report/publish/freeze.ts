/** A built report with its figures opened and protected: what a publication holds. */
import type { FigureBreakdown } from '#measures/index.ts';
import { Publication, type PublicBreakdown, type PublicFigure } from '../publication.ts';
import type { FigureExhibit, Part, Report, ReportFigure, Section } from '../schemas.ts';
import type { FigureSource } from '../source.ts';
import { dayOf, notOver, stamp, stillRuns } from '../text/periods.ts';
import { capital, type Words } from '../text/words.ts';
import { type Draft, draftOf } from './draft.ts';
import { type Held, heldBack } from './held.ts';
import { fewerThan, isHollow, notShown, publicCell } from './protect.ts';

/** Counts from 1 to 9 are not shown. */
export const threshold = 10;

export interface Frame {
  readonly id: string;
  readonly version: number;
  readonly publishedAt: number;
  /** Who publishes. */
  readonly office: Words;
  readonly madeUp: boolean;
}

/**
 * Numbers stand in it exactly as they were counted for the report; nothing is counted later. `zone`: of the law. What `before`, the version
 * that this one follows, has shown cannot be taken back, and what it held back stays held.
 */
export async function freeze(
  report: Report,
  source: FigureSource,
  frame: Frame,
  zone: string,
  before: Publication | null = null,
): Promise<Publication> {
  // Known to the last moment of a day, a year that ends on it is over.
  const day = dayOf(report.asKnownAt + 1, zone);
  const ids = publicIds(report);
  const drafts: Draft[] = [];
  for (const figure of report.figures)
    drafts.push(await draftOf(figure, report, source, ids.get(figure.key) ?? figure.key));
  const held = heldBack(report, drafts, before, threshold);
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
    sections: report.sections.map((section) => renamed(protectedSection(section, held, drafts), ids)),
    figures: drafts.map((draft) => opened(draft, report, held, day)),
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

function opened(draft: Draft, report: Report, held: Held, day: string): PublicFigure {
  const { figure, trend, id } = draft;
  const reason = held.figure(draft);
  const parts = draft.parts.map((counted) => ({ counted, shown: publicBreakdown(draft, counted, held) }));
  const open = parts.filter(({ counted, shown }) => !held.closed(counted) && !isHollow(figure, counted, shown));
  return {
    ...(reason === null ? withoutSmall(draft, held) : withoutNumbers(figure, reason)),
    id,
    measure: draft.measure ?? figure.id,
    section: sectionOf(figure.key, report.sections) ?? '',
    suppressed: reason !== null,
    parts: reason === null ? open.map(({ shown }) => shown) : [],
    closed: parts
      .filter((one) => reason !== null || !open.includes(one))
      .map(({ counted: { dimension, title } }) => ({ dimension, title, why: tooFew(title) })),
    trend: trend ? whileRunning(publicBreakdown(draft, trend, held), day) : noTrend,
  };
}

const noTrend: PublicBreakdown = { dimension: 'year', title: { zh: '年度', en: 'Year' }, rows: [] };
const tooFew = (title: Words): Words => ({
  zh: `不按${title.zh}分列：有的部分数量过小，隐去后所剩无几`,
  en: `Not broken down by ${title.en.toLowerCase()}: some parts are so small that hardly anything would be left to show`,
});

const publicBreakdown = (draft: Draft, counted: FigureBreakdown, held: Held): PublicBreakdown => ({
  dimension: counted.dimension,
  title: counted.title,
  rows: counted.rows.map((row) => publicCell(row, held.cell(draft, counted, row), threshold)),
});

/** A number of a year that has not ended says so. */
const whileRunning = (trend: PublicBreakdown, day: string): PublicBreakdown => ({
  ...trend,
  rows: trend.rows.map((row) => (stillRuns(row.key, day) ? { ...row, incomplete: notOver } : row)),
});

function withoutNumbers(figure: ReportFigure, reason: 'small' | 'reveals'): ReportFigure {
  const { numerator: _n, denominator: _d, n: _c, censored: _r, interval: _i, counts: _s, ...rest } = figure;
  const counted = figure.kind === 'count' || figure.kind === 'stock';
  const display = counted && reason === 'small' && figure.as === 'value' ? fewerThan(threshold) : notShown;
  return { ...rest, value: null, display, previous: null, base: null, excluded: [] };
}

const isFew = (count: number): boolean => count > 0 && count < threshold;

/** Small numbers beside a figure that may itself be shown. */
function withoutSmall(draft: Draft, held: Held): ReportFigure {
  const { counts: _s, ...figure } = draft.figure;
  if (!figure.protect) return figure;
  // What is watched, less what has ended, is what still runs.
  const { censored, denominator: _, ...rest } = figure;
  return {
    ...(censored !== undefined && isFew(censored) ? rest : figure),
    previous: held.beside(draft, 'previous') ? null : figure.previous,
    base: held.beside(draft, 'base') ? null : figure.base,
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

function protectedSection(section: Section, held: Held, drafts: readonly Draft[]): Section {
  const byKey = new Map(drafts.map((draft) => [draft.figure.key, draft]));
  const reason = (key: string | undefined) => {
    const draft = key === undefined ? undefined : byKey.get(key);
    return draft ? held.figure(draft) : null;
  };
  const side = (parts: readonly Part[], language: 'zh' | 'en'): Part[] =>
    parts.map((one, n) => {
      if (one.kind === 'text' && one.agrees) {
        const { agrees, ...plain } = one;
        return reason(agrees.key) === null ? plain : { ...plain, text: agrees.many };
      }
      if (one.kind !== 'figure') return one;
      const why = reason(one.key);
      const draft = byKey.get(one.key);
      const compared = one.show === 'change' || one.show === 'word';
      if (compared && (why ?? reason(one.against) ?? (draft && held.beside(draft, 'base'))))
        return { ...one, text: notCompared[language] };
      if (why === null || compared) return one;
      const kind = draft?.figure.kind;
      const few = one.show === 'value' && why === 'small' && (kind === 'count' || kind === 'stock');
      const text = (few ? fewerThan(threshold) : notShown)[language];
      return { ...one, text: language === 'en' && startsSentence(parts[n - 1]) ? capital(text) : text };
    });
  const pair = <P extends { readonly zh: Part[]; readonly en: Part[] }>(cell: P): P => ({
    ...cell,
    zh: side(cell.zh, 'zh'),
    en: side(cell.en, 'en'),
  });
  return mapPairs(section, pair, (exhibit) => protectedExhibit(exhibit, held, byKey));
}

/** Each cell of a table of figures is a part of its figure and is protected as one. */
const protectedExhibit = (exhibit: FigureExhibit, held: Held, drafts: ReadonlyMap<string, Draft>): FigureExhibit => ({
  ...exhibit,
  rows: exhibit.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, column) => {
      const draft = drafts.get(exhibit.series[column]?.key ?? '');
      const why = draft ? held.exhibit(draft, exhibit, row.key, cell) : null;
      if (why === null) return cell;
      return { value: null, display: why === 'small' ? fewerThan(threshold) : notShown };
    }),
  })),
});
