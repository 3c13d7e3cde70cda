import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { type Lang, useWords } from '../../words.tsx';
import { axisOf } from './axis.ts';
import { type Cell, isCount, isNotReached, running } from './points.ts';
import { pictureOf } from './save.ts';
import { SeriesTable } from './series-table.tsx';
import { ChartTools } from './tools.tsx';

const Plot = lazy(() => import('./series-plot.tsx'));

interface Props {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly percent: boolean;
  readonly unit: string;
  readonly rows: readonly Cell[];
  /** Of a live figure: the month and year of this day are not over. */
  readonly today?: string;
  /** What the rows are: years, months. */
  readonly heads: string;
  readonly large?: boolean;
  /** Instead of "Trend". */
  readonly head?: string;
  /** On paper the table stands under the drawing, where the text around it has none. */
  readonly twin?: boolean;
  /** Lines under the picture when it is saved: source, version, address. */
  readonly source: readonly string[];
}

/** `2026-03` is 3月 or Mar on an axis of months; years stay as they are. */
const short = (key: string, lang: Lang): string => {
  if (!/^\d{4}-\d{2}$/.test(key)) return key;
  return lang === 'zh' ? `${Number(key.slice(5))}月` : month.format(Date.parse(`${key}-01T00:00:00Z`));
};
const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

/** A figure over time: drawn, said in words where the drawing alone would mislead, and as a table. */
export function Series({
  id,
  title,
  kind,
  percent,
  unit,
  rows: given,
  today,
  heads,
  large = false,
  head,
  twin = true,
  source,
}: Props) {
  const { t, x, lang } = useWords();
  const [table, setTable] = useState(false);
  const drawn = useRef<SVGSVGElement | null>(null);
  const onDrawn = useCallback((svg: SVGSVGElement | null) => {
    drawn.current = svg;
  }, []);
  const rows = useMemo(() => running(given, today), [given, today]);
  const points = useMemo(
    () =>
      rows.map((r) => ({
        key: r.key,
        label: short(r.key, lang),
        value: r.value,
        display: r.display[lang],
        low: r.low ?? null,
        high: r.high ?? null,
        open: r.incomplete !== undefined,
        withheld: r.suppressed === true,
      })),
    [rows, lang],
  );
  const count = isCount(kind);
  const axis = useMemo(
    () =>
      axisOf(
        points.flatMap((p) => [p.value, p.low, p.high].filter((one) => one !== null)),
        { count, percent },
      ),
    [points, count, percent],
  );
  if (rows.length < 2) return null;
  if (points.every((p) => p.value === null && p.low === null))
    return (
      <section className="figure-part">
        <h3>{head ?? t('figure.trend')}</h3>
        <p className="meta">{t(points.some((p) => p.withheld) ? 'chart.allWithheld' : 'chart.nothing')}</p>
      </section>
    );
  const share = rows.some((r) => r.denominator !== undefined);
  const median = rows.some((r) => r.censored !== undefined);
  const unreached = rows.filter(isNotReached).map((r) => x(r.title));
  const name = t('figure.trendOf', { title });
  const what = unit === '' || unit === '%' ? title : t('chart.inUnit', { title, unit });
  return (
    <section className="figure-part">
      <div className="head-line">
        <h3>{head ?? t('figure.trend')}</h3>
        <ChartTools
          name={name}
          file={`${id}-${rows[0]?.key}-${rows.at(-1)?.key}`}
          table={table}
          onTable={() => setTable(!table)}
          rows={() => [
            [
              heads,
              what,
              ...(median ? [t('chart.low95'), t('chart.high95')] : []),
              ...(share
                ? [t(median ? 'chart.ended' : 'figure.numerator'), t(median ? 'chart.watched' : 'figure.denominator')]
                : []),
              t('chart.note'),
            ],
            ...rows.map((r) => [
              r.key,
              r.value,
              ...(median ? [r.low ?? null, r.high ?? null] : []),
              ...(share ? [r.numerator ?? null, r.denominator ?? null] : []),
              r.suppressed
                ? t(r.withheld === 'reveals' ? 'cell.reveals' : 'cell.small')
                : r.incomplete
                  ? x(r.incomplete)
                  : isNotReached(r)
                    ? t('chart.notReachedNote')
                    : null,
            ]),
          ]}
          picture={() =>
            drawn.current && pictureOf(drawn.current, { title, under: what === title ? heads : what, foot: source })
          }
        />
      </div>
      {table ? (
        <SeriesTable name={name} title={what} heads={heads} rows={rows} />
      ) : (
        <figure>
          <figcaption className="sr">
            {name}: {rows.map((r) => `${x(r.title)} ${x(r.display)}`).join('; ')}
          </figcaption>
          <Suspense fallback={<div className="series-space" data-size={large ? 'large' : 'small'} />}>
            <Plot
              points={points}
              axis={axis}
              count={count}
              percent={percent}
              large={large}
              hidden={t('cell.hidden')}
              onDrawn={onDrawn}
            />
          </Suspense>
          {twin && (
            <div className="print-block">
              <SeriesTable name={name} title={what} heads={heads} rows={rows} />
            </div>
          )}
        </figure>
      )}
      <ul className="chart-notes meta">
        {!table && axis.cut && <li>{t('chart.cut', { from: percent ? `${axis.from}%` : axis.from })}</li>}
        {!table && points.some((p) => p.low !== null) && <li>{t('chart.intervals')}</li>}
        {unreached.length > 0 && (
          <li>{t('chart.notReached', { what: unreached.join(lang === 'zh' ? '、' : ', ') })}</li>
        )}
        {rows
          .filter((r) => r.incomplete && r.value !== null)
          .map((r) => (
            <li key={r.key}>{t('chart.open', { what: x(r.title), why: r.incomplete ? x(r.incomplete) : '' })}</li>
          ))}
      </ul>
    </section>
  );
}
