/** What a publication holds back: one answer for every number in it, whole, part, year or cell of a table. */
import { type FigureBreakdown, type Period, parsePeriod } from '#measures/index.ts';
import type { Publication } from '../publication.ts';
import type { FigureExhibit, Report } from '../schemas.ts';
import type { Sum } from './attack.ts';
import type { Draft } from './draft.ts';
import { countsBehind, isHollow, named, publicCell, type Reason, reasonOf } from './protect.ts';
import { type Count, hiddenCounts, impliedSums, nameOf, whole } from './secrets.ts';
import { withheld } from './suppress.ts';

type Row = FigureBreakdown['rows'][number];
type Cell = FigureExhibit['rows'][number]['cells'][number];
type Beside = 'previous' | 'base';
type Counted = ReturnType<typeof named>;

export interface Held {
  /** Why the number of a figure is left out; null: it is shown. */
  readonly figure: (draft: Draft) => Reason;
  readonly cell: (draft: Draft, of: Pick<FigureBreakdown, 'dimension' | 'rows'>, row: Row) => Reason;
  readonly exhibit: (draft: Draft, exhibit: FigureExhibit, key: string, cell: Cell) => Reason;
  /** Hardly anything of a breakdown would be left: it is not published at all. */
  readonly closed: (parts: FigureBreakdown) => boolean;
  /** Whether the earlier number beside a figure is left out. */
  readonly beside: (draft: Draft, which: Beside) => boolean;
}

/** A year or a month is a period of its own; any other part is one of its figure's period. */
const periodOf = (dimension: string, key: string): Period | null => {
  const read = dimension === 'year' || dimension === 'month' ? parsePeriod(key) : null;
  return read?.ok ? read.value : null;
};

function wholeCounts({ figure, own, sides }: Draft): Counted {
  if (!figure.protect) return [];
  if (figure.counts !== undefined && figure.as !== 'value')
    return figure.counts.flatMap((one) => named(countsBehind(one), one.as === 'value' ? sides : own, one.period));
  const { kind, as, value, n, numerator, denominator, period } = figure;
  const behind = {
    kind,
    as,
    value,
    n,
    numerator: numerator?.value,
    denominator: denominator?.value,
  };
  return named(countsBehind(behind), own, period);
}

function besideCounts({ figure, own }: Draft, which: Beside): Counted {
  const beside = figure[which];
  if (!figure.protect || beside === null || (which === 'base' && figure.as !== 'value')) return [];
  // What it is compared with may be another measure or narrowed otherwise: by another name it is protected by itself.
  const sides =
    which === 'previous'
      ? own
      : { value: `${figure.id} base`, numerator: `${figure.id} base/n`, denominator: `${figure.id} base/d` };
  return named(countsBehind({ ...beside, kind: figure.kind }), sides, beside.period);
}

/** What one part shows. Parts of a numerator stand over the whole denominator, which is none of their own. */
function cellCounts(
  { figure, sides }: Draft,
  dimension: string,
  row: Row | (Cell & { readonly key: string }),
  rows: readonly (Row | Cell)[],
): Counted {
  if (!figure.protect) return [];
  const period = periodOf(dimension, row.key);
  const part = period ? whole : `${dimension}=${row.key}`;
  const behind = countsBehind({ ...row, kind: figure.kind });
  const { numerator, denominator } = behind;
  const over =
    !period && rows.length > 1 && denominator !== undefined && rows.every((one) => one.denominator === denominator);
  const own = over && numerator !== undefined ? { numerator } : behind;
  return named(own, sides, period ?? figure.period, part);
}

/** Of a rate the two counts that make up its whole; else all of it. */
const secretsOf = (counted: Counted): Counted =>
  counted.some(({ side }) => side === 'rest') ? counted.filter(({ side }) => side !== 'denominator') : counted;

export function heldBack(
  report: Report,
  drafts: readonly Draft[],
  before: Publication | null,
  threshold: number,
): Held {
  const counts = new Map<string, number>();
  const sums: Sum[] = [];
  const first = new Set<string>();
  const alone = new Set<string>();
  const places: (readonly string[])[] = [];
  const closed = new Set<FigureBreakdown>();
  const note = (counted: Counted): void => {
    for (const { name, value } of counted) counts.set(name, value);
    if (counted.length > 0) places.push(counted.map(({ name }) => name));
    for (const side of counted.filter(({ side }) => side === 'rest')) sums.push(...restSums(side, counted));
    const [only] = counted;
    if (counted.length === 1 && only?.side === 'value') alone.add(only.name);
  };
  const breakdown = (draft: Draft, of: Pick<FigureBreakdown, 'dimension' | 'rows'>): void => {
    if (!draft.figure.protect) return;
    const all = of.rows.map((row) => cellCounts(draft, of.dimension, row, of.rows));
    // Years add up to nothing that is public by itself; where they do, the sums between periods say so.
    if (of.dimension === 'year' || of.dimension === 'month' || draft.whole === null) {
      for (const cell of all) note(cell);
      return;
    }
    const cells = all.map(secretsOf);
    const why = withheld(
      cells.map((cell) => cell.map(({ value }) => value)),
      threshold,
    );
    const parts = of as FigureBreakdown;
    const left = of.rows.map((row, n) => publicCell(row, why[n] ?? null, threshold));
    if (draft.parts.includes(parts) && isHollow(draft.figure, parts, { ...parts, rows: left })) {
      closed.add(parts);
      return;
    }
    for (const cell of all) note(cell);
    cells.forEach((cell, n) => {
      if (why[n] !== null) for (const { name } of cell) first.add(name);
    });
    for (const total of totalsOf(draft)) {
      const made = all.flatMap((cell) => cell.filter(({ side, name }) => side === total.side && name !== total.name));
      const sum = made.reduce((all, { value }) => all + value, 0);
      if (made.length === all.length && sum === total.value)
        sums.push({ whole: total.name, parts: made.map(({ name }) => name) });
    }
  };
  for (const draft of drafts) {
    note(wholeCounts(draft));
    for (const which of ['previous', 'base'] as const) note(besideCounts(draft, which));
    if (draft.trend) breakdown(draft, draft.trend);
    for (const parts of draft.parts) breakdown(draft, parts);
  }
  const byKey = new Map(drafts.map((draft) => [draft.figure.key, draft]));
  for (const exhibit of report.sections.flatMap((section) => section.exhibits))
    if (exhibit.kind === 'figures')
      exhibit.series.forEach((series, column) => {
        const draft = byKey.get(series.key);
        const rows = exhibit.rows.flatMap((row) => {
          const cell = row.cells[column];
          return cell ? [{ ...cell, key: row.key, title: row.title }] : [];
        });
        if (draft) breakdown(draft, { dimension: exhibit.dimension, rows });
      });
  const earlier = before === null ? null : earlierOf(before, drafts);
  for (const name of earlier?.held ?? []) if (counts.has(name) && !earlier?.shown.has(name)) first.add(name);
  const told = (name: string): readonly [number, number] => {
    const value = counts.get(name);
    if (value === undefined || value === 0 || !alone.has(name)) return [0, Number.POSITIVE_INFINITY];
    return value < threshold ? [1, threshold - 1] : [threshold, Number.POSITIVE_INFINITY];
  };
  const hidden = hiddenCounts(
    { counts, places, sums: [...sums, ...impliedSums(counts)] },
    first,
    threshold,
    told,
    earlier?.shown ?? new Map(),
  );
  const reason = (counted: readonly Count[]): Reason => reasonOf(counted, hidden, threshold);
  return {
    figure: (draft) => reason(wholeCounts(draft)),
    cell: (draft, of, row) => reason(cellCounts(draft, of.dimension, row, of.rows)),
    exhibit: (draft, exhibit, key, cell) => {
      const column = exhibit.series.findIndex((series) => series.key === draft.figure.key);
      const rows = exhibit.rows.flatMap((row) => row.cells[column] ?? []);
      return reason(cellCounts(draft, exhibit.dimension, { ...cell, key }, rows));
    },
    closed: (parts) => closed.has(parts),
    beside: (draft, which) => reason(besideCounts(draft, which)) !== null,
  };
}

/** A rate's whole is its part and the rest. */
function restSums(rest: Counted[number], counted: Counted): readonly Sum[] {
  const numerator = counted.find(({ side }) => side === 'numerator');
  const denominator = counted.find(({ side }) => side === 'denominator');
  return numerator && denominator ? [{ whole: denominator.name, parts: [numerator.name, rest.name] }] : [];
}

/** Of the measure over the figure's period, which its parts make up. */
function totalsOf({ whole: figure, sides, figure: { period } }: Draft): Counted {
  if (figure === null) return [];
  const { kind, value, n, censored, numerator, denominator } = figure;
  return named(
    countsBehind({ kind, value, n, censored, numerator: numerator?.value, denominator: denominator?.value }),
    sides,
    period,
  );
}

/**
 * What the version before has shown, and what it may have held back, by the names of now: of a rate that was left out it does not say which
 * of its counts was small, so the other may well have been shown elsewhere.
 */
function earlierOf(
  before: Publication,
  drafts: readonly Draft[],
): { readonly shown: ReadonlyMap<string, number>; readonly held: ReadonlySet<string> } {
  const shown = new Map<string, number>();
  const held = new Set<string>();
  for (const old of before.figures) {
    const draft = drafts.find(({ id }) => id === old.id);
    if (!draft) continue;
    const same = { ...draft, figure: { ...draft.figure, ...old, key: draft.figure.key, nr: 0 } };
    if (!old.suppressed) for (const { name, value } of wholeCounts(same)) shown.set(name, value);
    for (const { dimension, rows } of [old.trend, ...old.parts])
      for (const row of rows) {
        if (!row.suppressed)
          for (const { name, value } of cellCounts(same, dimension, row, rows)) shown.set(name, value);
        else {
          const period = periodOf(dimension, row.key);
          const { value, numerator } = draft.sides;
          for (const sets of [value, numerator])
            held.add(nameOf(sets, period ?? old.period, period ? whole : `${dimension}=${row.key}`));
        }
      }
  }
  return { shown, held };
}
