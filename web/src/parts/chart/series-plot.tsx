import { axisX, axisY, barY, dot, gridY, lineY, plot, ruleX, ruleY, text } from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words.tsx';
import type { Axis } from './axis.ts';
import type { Point } from './points.ts';

interface Props {
  readonly points: readonly Point[];
  readonly axis: Axis;
  readonly count: boolean;
  readonly percent: boolean;
  readonly large: boolean;
  /** The words for a value that is not published. */
  readonly hidden: string;
  readonly onDrawn: (svg: SVGSVGElement | null) => void;
}
const HEIGHT = { small: 168, large: 320 } as const;
const LETTER = 7;

/**
 * Years or months: columns from zero for counts, a line for what is a share or a time. Loaded only where there is a chart.
 * Plot writes an inline style into its SVG, which our CSP forbids: the rules are in charts.css.
 */
export default function SeriesPlot({ points, axis, count, percent, large, hidden, onDrawn }: Props) {
  const { lang } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const here = box.current;
    if (!here) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    watch.observe(here);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return;
    const known = points.filter((p) => p.value !== null);
    const { from, to, ticks, cut } = axis;
    const band = (width - 60) / Math.max(points.length, 1);
    const short = new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en', {
      notation: 'compact',
      maximumSignificantDigits: 3,
    });
    const fits = known.every((p) => p.display.length * LETTER < band);
    const say = (p: Point) => (fits ? p.display : percent ? p.display : short.format(p.value ?? 0));
    /** In a valley, or at the foot of a slope, the line runs through what stands above the point. */
    const valley = (p: Point) => {
      const i = known.indexOf(p);
      const [a, b] = [known[i - 1]?.value, known[i + 1]?.value];
      const fall = ((a ?? 0) - (p.value ?? 0)) / (to - from);
      return (
        !count &&
        a != null &&
        (b == null
          ? fall > 0.1 && ((p.value ?? 0) - from) / (to - from) > 0.15
          : a > (p.value ?? 0) && b > (p.value ?? 0))
      );
    };
    const labelled = known.length <= 8 || band > 44 ? known : known.slice(-1);
    const bottom = cut ? from : 0;
    const closed = known.filter((p) => !p.open);
    const last = known.at(-1);
    const tick = (value: number) => (percent ? `${value}%` : short.format(value));
    const every = Math.max(1, Math.ceil(34 / band));
    const chart = plot({
      className: 'series-plot',
      width,
      height: HEIGHT[large ? 'large' : 'small'],
      marginLeft: 12 + LETTER * Math.max(...ticks.map((value) => tick(value).length)),
      marginTop: 24,
      marginRight: 12,
      marginBottom: cut ? 34 : 26,
      x: { type: 'band', domain: points.map((p) => p.key), label: null, padding: count ? 0.42 : 0.1 },
      y: { domain: [from, to], label: null },
      marks: [
        gridY(ticks, { className: 'series-grid' }),
        axisY(ticks, { tickSize: 0, tickFormat: tick, className: 'series-axis' }),
        axisX({
          tickSize: 0,
          className: 'series-axis',
          tickFormat: (key: string, i: number) =>
            (points.length - 1 - i) % every === 0 ? (points.find((p) => p.key === key)?.label ?? key) : '',
        }),
        ...(count
          ? [
              barY(closed, { x: 'key', y1: 0, y2: 'value', className: 'series-bar' }),
              barY(
                known.filter((p) => p.open),
                { x: 'key', y1: 0, y2: 'value', className: 'series-bar-open', insetTop: 1 },
              ),
            ]
          : [
              ruleX(
                points.filter((p) => p.low !== null && p.high !== null),
                { x: 'key', y1: 'low', y2: 'high', className: 'series-interval' },
              ),
              ruleX(
                points.filter((p) => p.low !== null && p.high === null),
                { x: 'key', y1: 'low', y2: to, className: 'series-interval-open' },
              ),
              lineY(
                points.filter((p) => !p.open),
                { x: 'key', y: 'value', className: 'series-line' },
              ),
              lineY(
                points.filter((p, i) => p.open || points[i + 1]?.open),
                { x: 'key', y: 'value', className: 'series-line-open' },
              ),
              dot(closed, { x: 'key', y: 'value', r: 3.2, className: 'series-dot' }),
              dot(
                known.filter((p) => p.open),
                { x: 'key', y: 'value', r: 4, className: 'series-dot-open' },
              ),
              dot(last && !last.open ? [last] : [], { x: 'key', y: 'value', r: 4.6, className: 'series-last' }),
            ]),
        ruleY([bottom], { className: cut ? 'series-cut' : 'series-ground' }),
        text(
          labelled.filter((p) => !valley(p)),
          { x: 'key', y: 'value', text: say, dy: count ? -9 : -13, className: 'series-label' },
        ),
        text(labelled.filter(valley), { x: 'key', y: 'value', text: say, dy: 15, className: 'series-label' }),
        text(
          points.filter((p) => p.withheld),
          { x: 'key', y: bottom, text: () => hidden, dy: -9, className: 'series-hidden' },
        ),
      ],
    });
    chart.querySelector('style')?.remove();
    chart.setAttribute('aria-hidden', 'true');
    box.current?.replaceChildren(chart);
    onDrawn(chart as unknown as SVGSVGElement);
    return () => {
      chart.remove();
      onDrawn(null);
    };
  }, [points, axis, count, percent, large, width, hidden, lang, onDrawn]);
  return <div ref={box} className="series-space" data-size={large ? 'large' : 'small'} />;
}
