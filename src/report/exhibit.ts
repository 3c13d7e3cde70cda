/** Tables and charts of a report. */
import type { Figure, FigureBreakdown, Period } from '#measures/index.ts';
import type { Exhibit, Fault, FigureExhibit, Part, ReportFigure } from './schemas.ts';
import { type Ask, type Asked, partsKey, partsOfAsk } from './text/ask.ts';
import { stillRuns } from './text/periods.ts';
import type { Block, Pieces } from './text/shape.ts';
import { type Words, words } from './text/words.ts';

type Sides = { readonly zh: Pieces | null; readonly en: Pieces | null };

/** What an exhibit needs of the report around it. */
export interface Around {
  readonly asked: (block: Extract<Block, { kind: 'figures' }>) => Asked | undefined;
  readonly use: (ask: Ask) => ReportFigure | null;
  readonly parts: ReadonlyMap<string, FigureBreakdown>;
  readonly pair: (sides: Sides) => { zh: Part[]; en: Part[] };
  readonly uncounted: (block: Extract<Block, { kind: 'figures' }>) => Words;
  readonly tell: (fault: Fault) => void;
  /** Legal date of the report. */
  readonly day: string;
}

/** Numbers tables and charts apart, in the order they are made. */
export function exhibitMaker(around: Around) {
  const numbers = { table: 0, chart: 0, exhibit: 0 };
  const textTable = (block: Extract<Block, { kind: 'table' }>, after: number, title: Words): Exhibit => {
    numbers.exhibit += 1;
    numbers.table += 1;
    const grid = (block.zh ?? block.en ?? []).map((row, r) =>
      row.map((_, c) => around.pair({ zh: block.zh?.[r]?.[c] ?? null, en: block.en?.[r]?.[c] ?? null })),
    );
    const id = `x${numbers.exhibit}`;
    const caption = title.zh === '' ? null : title;
    return { kind: 'text', id, after, table: numbers.table, caption, head: grid[0] ?? [], rows: grid.slice(1) };
  };
  const figures = (block: Extract<Block, { kind: 'figures' }>, after: number): Exhibit | null => {
    const asked = around.asked(block);
    if (asked?.kind !== 'table') return null;
    const found = asked.asks.map((ask) => ({
      figure: around.use(ask),
      parts: around.parts.get(partsKey(partsOfAsk(ask, asked.period, asked.by))),
    }));
    const whole = found.flatMap(({ figure, parts }) => (figure && parts ? [{ figure, parts }] : []));
    const fault = (message: Words): null => {
      around.tell({ line: block.line, message });
      return null;
    };
    if (whole.length < found.length || whole.length === 0) return fault(around.uncounted(block));
    if (block.slot.form !== 'table' && new Set(whole.map(({ figure }) => figure.unit.code)).size > 1)
      return fault(
        words(
          `${block.slot.written}：单位不同的指标不能画在一张图上；请加 form=table`,
          `${block.slot.written}: figures of different units do not fit one chart; write form=table`,
        ),
      );
    numbers.exhibit += 1;
    const dimensionTitle = whole[0]?.parts.title ?? words(asked.by, asked.by);
    const titles = whole.map(({ figure }) => figure);
    return {
      kind: 'figures',
      id: `x${numbers.exhibit}`,
      after,
      table: block.slot.form === 'chart' ? null : ++numbers.table,
      chart: block.slot.form === 'table' ? null : ++numbers.chart,
      caption: block.slot.caption ?? captionOf(titles, asked.period, dimensionTitle),
      period: asked.period,
      dimension: asked.by,
      dimensionTitle,
      series: titles.map((figure) => ({
        figure: figure.id,
        key: figure.key,
        title: figure.title,
        unit: figure.unit.text,
        kind: figure.kind,
      })),
      rows: rowsOf(
        whole.map(({ parts }) => parts),
        asked.by,
        around.day,
      ),
    };
  };
  /** `title`: of the section, which a table laid out by the author is named by. */
  return (block: Block, after: number, title: Words): readonly Exhibit[] => {
    if (block.kind === 'text') return [];
    const made = block.kind === 'table' ? textTable(block, after, title) : figures(block, after);
    return made === null ? [] : [made];
  };
}

function captionOf(figures: readonly Figure[], period: Period, dimension: Words): Words {
  const zh = figures.map((figure) => figure.title.zh).join('、');
  const en = figures.map((figure, n) => (n === 0 ? figure.title.en : lower(figure.title.en))).join(', ');
  return words(`${period.text.zh}${zh}（按${dimension.zh}）`, `${en}, ${period.text.en}, by ${lower(dimension.en)}`);
}
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function rowsOf(parts: readonly FigureBreakdown[], by: string, today: string): FigureExhibit['rows'] {
  const keys = new Map<string, Words>();
  for (const one of parts) for (const row of one.rows) if (!keys.has(row.key)) keys.set(row.key, row.title);
  const time = by === 'year' || by === 'month';
  const ordered = time ? [...keys].filter(([key]) => key <= today).toSorted(([a], [b]) => (a < b ? -1 : 1)) : [...keys];
  const lookup = parts.map((one) => new Map(one.rows.map((row) => [row.key, row])));
  return ordered.map(([key, title]) => ({
    key,
    title,
    partial: time && stillRuns(key, today),
    cells: lookup.map((rows) => {
      const row = rows.get(key);
      return { value: row?.value ?? null, display: row?.display ?? words('—', '—'), ...countsOf(row) };
    }),
  }));
}

/** What stands beside a cell's number: the sides of a rate, how many an average is over, how sure a median is. */
function countsOf(
  row: FigureBreakdown['rows'][number] | undefined,
): Partial<FigureExhibit['rows'][number]['cells'][number]> {
  const { numerator, denominator, n, low, high, censored } = row ?? {};
  return {
    ...(numerator === undefined ? {} : { numerator, denominator }),
    ...(n === undefined ? {} : { n }),
    ...(low === undefined || high === undefined ? {} : { interval: { from: low, to: high } }),
    ...(censored === undefined ? {} : { censored }),
  };
}
