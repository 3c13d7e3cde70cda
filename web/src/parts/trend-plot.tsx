import { axisX, axisY, dot, gridY, lineY, plot, ruleY, text } from '@observablehq/plot';
import { useEffect, useRef } from 'react';

export interface TrendPoint {
  readonly key: string;
  readonly title: string;
  readonly value: number | null;
  readonly display: string;
}

/** Loaded only where there is a chart. Plot writes an inline style into its SVG, which our CSP forbids: the rule is in pages.css. */
export default function TrendPlot({ rows }: { rows: readonly TrendPoint[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const known = rows.filter((r) => r.value !== null);
    const last = known.at(-1);
    const short = new Map(
      rows.map((r) => [r.key, /^\d{4}-\d{2}$/.test(r.key) ? String(Number(r.key.slice(5))) : r.title]),
    );
    const chart = plot({
      className: 'trend-plot',
      width: 348,
      height: 150,
      marginLeft: 30,
      marginTop: 22,
      marginRight: 16,
      marginBottom: 24,
      x: { type: 'point', domain: rows.map((r) => r.key), label: null },
      y: { zero: true, nice: true, label: null, ticks: 3 },
      marks: [
        gridY({ ticks: 3, className: 'trend-grid' }),
        axisY({ tickSize: 0, ticks: 3 }),
        axisX({ tickSize: 0, tickFormat: (key: string) => short.get(key) ?? key }),
        ruleY([0]),
        lineY(rows, { x: 'key', y: 'value', className: 'trend-line' }),
        dot(known, { x: 'key', y: 'value', r: 3, className: 'trend-dot' }),
        dot(last ? [last] : [], { x: 'key', y: 'value', r: 5, className: 'trend-last' }),
        text(known.length <= 6 ? known : last ? [last] : [], {
          x: 'key',
          y: 'value',
          text: 'display',
          dy: -12,
          className: 'trend-label',
        }),
      ],
    });
    chart.querySelector('style')?.remove();
    chart.setAttribute('aria-hidden', 'true');
    box.current?.replaceChildren(chart);
    return () => chart.remove();
  }, [rows]);
  return <div ref={box} className="chart-space" />;
}
