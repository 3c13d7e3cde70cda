/**
 * Charts as SVG, drawn once for page, PDF and Word: bars from zero for counts over time, lines for rates, level bars for parts.
 * One colour per series with its own dash and mark, each labelled at its end: they read without colour.
 */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { FigureExhibit } from './schemas.ts';
import { numeral, roundedNumber } from './text/numeral.ts';
import type { Language } from './text/words.ts';

/** Okabe and Ito: told apart by all kinds of colour vision; the first is the house blue. */
const colours = ['#1D4F91', '#D55E00', '#009E73', '#A0508C', '#7A5C00', '#56B4E9'] as const;
const pale = '#9DB3D0';
const ink = '#1A2230';
const quiet = '#646B7A';
const hairline = '#DEDBD2';
export const chartFonts =
  "'Source Sans 3','Noto Sans CJK SC','Noto Sans SC','Noto Serif CJK SC','Noto Serif SC',sans-serif";

/** Bars of parts beyond these are left to the table. */
export const mostBars = 15;
/** Words for what a chart leaves out, or how a bar is marked; said under the chart. */
export function chartNote(exhibit: FigureExhibit, language: Language): string | null {
  const notes: string[] = [];
  const left = overTime(exhibit) ? 0 : exhibit.rows.length - mostBars;
  const which = bySize(exhibit) ? { zh: '最大的', en: 'largest' } : { zh: '前', en: 'first' };
  if (left > 0)
    notes.push(
      language === 'zh'
        ? `图中只列${which.zh}${mostBars}项，其余${left}项见表`
        : `The chart shows the ${which.en} ${mostBars}; ${left} more are in the table`,
    );
  if (exhibit.rows.some((row) => row.partial))
    notes.push(language === 'zh' ? '浅色为尚未结束的时段' : 'The pale bar or open mark is a period that has not ended');
  return notes.length === 0 ? null : notes.join(language === 'zh' ? '；' : '. ');
}

const overTime = (exhibit: FigureExhibit): boolean => exhibit.dimension === 'year' || exhibit.dimension === 'month';

/** What is used of the document: the server has no browser's types. */
interface Element {
  readonly tagName: string;
  readonly outerHTML: string;
  readonly querySelector: (selector: string) => Element | null;
  readonly querySelectorAll: (selector: string) => Iterable<Element>;
  readonly setAttribute: (name: string, value: string) => void;
  readonly removeAttribute: (name: string) => void;
  readonly remove: () => void;
}
const plot = (options: Plot.PlotOptions): Element => Plot.plot(options) as unknown as Element;

/** Only what is no office, place or desk is drawn by size: a chart is no ranking of those. */
const sized: ReadonlySet<string> = new Set(['offence', 'offence-group', 'procedure', 'act']);
const bySize = (exhibit: FigureExhibit): boolean => sized.has(exhibit.dimension);
const barsOf = (exhibit: FigureExhibit): FigureExhibit['rows'] => {
  const size = (row: FigureExhibit['rows'][number]): number => row.cells[0]?.value ?? Number.NEGATIVE_INFINITY;
  const rows = bySize(exhibit) ? exhibit.rows.toSorted((a, b) => size(b) - size(a)) : exhibit.rows;
  return rows.slice(0, mostBars);
};

interface Datum {
  readonly x: string;
  readonly value: number;
  readonly shown: string;
  readonly partial: boolean;
  readonly series: number;
}

/** The chart of an exhibit; the same data always give the same text. */
export function chartSvg(exhibit: FigureExhibit, language: Language): string {
  const data = exhibit.rows.flatMap((row): Datum[] =>
    row.cells.flatMap((cell, series) =>
      cell.value === null
        ? []
        : [
            {
              x: labelOf(exhibit, row, language),
              value: cell.value,
              shown: cell.display[language],
              partial: row.partial,
              series,
            },
          ],
    ),
  );
  const titles = exhibit.series.map((one) => one.title[language]);
  const domain = exhibit.rows.map((row) => labelOf(exhibit, row, language));
  const svg = overTime(exhibit)
    ? exhibit.series.length === 1 && counted(exhibit)
      ? columns(data, domain, language)
      : lines(data, domain, titles, exhibit, language)
    : bars(data, exhibit, titles, language);
  return finished(svg, exhibit.caption[language]);
}

const counted = (exhibit: FigureExhibit): boolean => {
  const kind: string = exhibit.series[0]?.kind ?? 'count';
  return kind === 'count' || kind === 'sum' || kind === 'stock';
};

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function labelOf(exhibit: FigureExhibit, row: FigureExhibit['rows'][number], language: Language): string {
  if (exhibit.dimension === 'year') return row.key;
  if (exhibit.dimension !== 'month') return row.title[language];
  const [year = '', month = ''] = row.key.split('-');
  const many = exhibit.period.from.slice(0, 4) !== exhibit.period.to.slice(0, 4);
  if (many) return row.key;
  return language === 'zh' ? `${Number(month)}月` : (monthNames[Number(month) - 1] ?? `${year}-${month}`);
}

const document = parseHTML('<html><body></body></html>').document as unknown as NonNullable<
  Plot.PlotOptions['document']
>;
const frame = {
  width: 640,
  document,
  style: { fontFamily: chartFonts, fontSize: '12px', color: ink, background: 'none' },
};
const zeroBased = (data: readonly Datum[]): [number, number] => {
  const top = Math.max(0, ...data.map((d) => d.value));
  const bottom = Math.min(0, ...data.map((d) => d.value));
  return [bottom, top === 0 && bottom === 0 ? 1 : top];
};
/** In full figures as in the table; from ten million on in millions, so that the axis stays narrow. */
const short = (n: number, language: Language): string =>
  Math.abs(n) >= 1e7 ? roundedNumber(n, language) : numeral(n, language, 2);
/** Ticks are few and in full figures. */
const axisY = (percent: boolean, language: Language) => [
  Plot.gridY({ stroke: hairline, strokeOpacity: 1, ticks: 4 }),
  Plot.axisY({
    ticks: 4,
    tickSize: 0,
    label: null,
    tickFormat: (n: number) => `${short(n, language)}${percent ? '%' : ''}`,
    fill: quiet,
  }),
  Plot.ruleY([0], { stroke: ink, strokeWidth: 0.8 }),
];
const everyN = (domain: readonly string[], most: number): string[] => {
  const step = Math.ceil(domain.length / most);
  return domain.filter((_, n) => n % step === 0);
};

function columns(data: readonly Datum[], domain: readonly string[], language: Language): Element {
  const labelled = domain.length <= 12;
  return plot({
    ...frame,
    height: 260,
    marginLeft: 64,
    marginTop: 24,
    x: { type: 'band', domain: [...domain], padding: domain.length > 20 ? 0.15 : 0.35 },
    y: { domain: zeroBased(data), nice: true },
    marks: [
      ...axisY(false, language),
      Plot.axisX({ ticks: everyN(domain, 13), tickSize: 0, label: null, fill: ink }),
      Plot.barY(data, { x: 'x', y: 'value', fill: (d: Datum) => (d.partial ? pale : colours[0]) }),
      ...(labelled ? [Plot.text(data, { x: 'x', y: 'value', text: 'shown', dy: -7, fill: ink, fontSize: 11 })] : []),
    ],
  });
}

const dashes = ['none', '6,3', '2,3', '8,3,2,3', '1,2', '10,4'] as const;
const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross'] as const;

function lines(
  data: readonly Datum[],
  domain: readonly string[],
  titles: readonly string[],
  exhibit: FigureExhibit,
  language: Language,
): Element {
  const many = exhibit.series.length > 1;
  const last = exhibit.series.map((_, n) => data.filter((d) => d.series === n).at(-1));
  const ends = spread(
    last.flatMap((d) => (d ? [d] : [])),
    zeroBased(data),
  );
  const longest = Math.max(0, ...titles.map(widthOf));
  return plot({
    ...frame,
    height: 280,
    marginLeft: 64,
    marginTop: 24,
    marginRight: many ? Math.min(260, 24 + longest) : 40,
    x: { type: 'point', domain: [...domain] },
    y: { domain: zeroBased(data), nice: true },
    marks: [
      ...axisY(exhibit.series[0]?.kind === 'rate', language),
      Plot.axisX({ ticks: everyN(domain, 13), tickSize: 0, label: null, fill: ink }),
      ...exhibit.series.flatMap((_, n) => {
        const own = data.filter((d) => d.series === n);
        const stroke = colours[n % colours.length];
        return [
          Plot.line(own, { x: 'x', y: 'value', stroke, strokeWidth: 2, strokeDasharray: dashes[n % dashes.length] }),
          Plot.dot(own, {
            x: 'x',
            y: 'value',
            r: 3.5,
            symbol: symbols[n % symbols.length],
            fill: (d: Datum) => (d.partial ? '#fff' : stroke),
            stroke,
          }),
          ...(many || own.length > 12
            ? []
            : [Plot.text(own, { x: 'x', y: 'value', text: 'shown', dy: -11, fill: ink, fontSize: 11 })]),
        ];
      }),
      ...(many
        ? [
            Plot.text(ends, {
              x: 'x',
              y: 'at',
              text: (d: Datum) => titles[d.series] ?? '',
              dx: 9,
              textAnchor: 'start',
              fill: (d: Datum) => colours[d.series % colours.length],
              fontSize: 11.5,
            }),
          ]
        : []),
    ],
  });
}

/** Names at the ends of lines keep a line's height between them, and stay above the axis. */
function spread(ends: readonly Datum[], [bottom, top]: readonly [number, number]) {
  const gap = ((top - bottom) * 15) / 220;
  const down = ends.toSorted((a, b) => b.value - a.value);
  const places: number[] = [];
  for (const [n, d] of down.entries()) places.push(n === 0 ? d.value : Math.min(d.value, (places[n - 1] ?? 0) - gap));
  for (let n = places.length - 1; n >= 0; n--) {
    const least = n === places.length - 1 ? bottom : (places[n + 1] ?? 0) + gap;
    places[n] = Math.max(places[n] ?? 0, least);
  }
  return down.map((d, n) => ({ ...d, at: places[n] ?? d.value }));
}

/** Rough width of a text in px: Chinese signs are square. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/\p{Script=Han}|[，（）、]/u.test(sign) ? 12 : 6.4), 0);

function bars(data: readonly Datum[], exhibit: FigureExhibit, titles: readonly string[], language: Language): Element {
  const rows = barsOf(exhibit);
  const domain = rows.map((row) => labelOf(exhibit, row, language));
  const own = data.filter((d) => domain.includes(d.x));
  const many = exhibit.series.length > 1;
  const margin = Math.min(240, 16 + Math.max(0, ...domain.map((text) => widthOf(text))));
  return plot({
    ...frame,
    height: 40 + rows.length * (many ? 18 * exhibit.series.length + 12 : 26),
    marginLeft: many ? 170 : margin,
    marginRight: many ? Math.max(64, margin) : 64,
    x: { domain: zeroBased(own), nice: true, axis: null },
    y: many
      ? { type: 'band', domain: exhibit.series.map((_, n) => n), axis: null }
      : { type: 'band', domain, padding: 0.3 },
    ...(many ? { fy: { domain, padding: 0.2 } } : {}),
    marks: [
      Plot.ruleX([0], { stroke: ink, strokeWidth: 0.8 }),
      ...(many
        ? [
            Plot.axisFy({ label: null, fill: ink, anchor: 'right' }),
            Plot.text(
              exhibit.series.map((_, n) => n),
              {
                y: (n: number) => n,
                frameAnchor: 'left',
                textAnchor: 'end',
                dx: -6,
                text: (n: number) => clipped(titles[n] ?? '', 25),
                fill: (n: number) => colours[n % colours.length],
                fontSize: 10.5,
              },
            ),
          ]
        : [Plot.axisY({ label: null, tickSize: 0, fill: ink, tickFormat: (text: string) => clipped(text, 34) })]),
      Plot.barX(own, {
        x: 'value',
        ...(many ? { y: 'series', fy: 'x' } : { y: 'x' }),
        fill: (d: Datum) => colours[d.series % colours.length],
      }),
      Plot.text(own, {
        x: 'value',
        ...(many ? { y: 'series', fy: 'x' } : { y: 'x' }),
        text: 'shown',
        dx: 5,
        textAnchor: 'start',
        fill: ink,
        fontSize: 11,
      }),
    ],
  });
}

const clipped = (text: string, most: number): string => {
  let width = 0;
  let out = '';
  for (const sign of text) {
    width += widthOf(sign) / 6.4;
    if (width > most) return `${out}…`;
    out += sign;
  }
  return text;
};

/** Plot's own style sheet goes: a page's policy forbids it, and no other reader needs it. */
function finished(element: Element, title: string): string {
  const svg = element.tagName.toLowerCase() === 'svg' ? element : element.querySelector('svg');
  if (!svg) throw new Error('chart: no svg');
  for (const style of [...svg.querySelectorAll('style')]) style.remove();
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('font-family', chartFonts);
  svg.setAttribute('font-size', '12');
  svg.setAttribute('fill', ink);
  svg.removeAttribute('style');
  svg.removeAttribute('class');
  for (const one of [...svg.querySelectorAll('[class]')]) one.removeAttribute('class');
  const said = title.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  return svg.outerHTML.replaceAll('currentColor', ink).replace(/^<svg/, `<svg role="img" aria-label="${said}"`);
}
