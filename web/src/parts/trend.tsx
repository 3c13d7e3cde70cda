import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Figure, FigureBreakdown } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DataTable } from './data-table.tsx';

const Plot = lazy(() => import('./trend-plot.tsx'));

/** The figure over time, as a line and, one click away, as a table. */
export function Trend({ figure, trend }: { figure: Figure; trend: FigureBreakdown }) {
  const { t, x } = useWords();
  const [table, show] = useState(false);
  if (trend.rows.length < 2) return null;
  return (
    <section className="figure-part">
      <div className="head-line">
        <h3>{t('figure.trend')}</h3>
        <Button className="link" onPress={() => show(!table)}>
          {t(table ? 'figure.asChart' : 'figure.asTable')}
        </Button>
      </div>
      {table ? (
        <DataTable
          plain
          caption={t('figure.trendOf', { title: x(figure.title) })}
          rows={trend.rows}
          rowKey={(r) => r.key}
          columns={[
            { head: t('by.month'), rowHead: true, cell: (r) => x(r.title) },
            { head: x(figure.title), number: true, cell: (r) => x(r.display) },
          ]}
        />
      ) : (
        <figure>
          <figcaption className="sr">
            {t('figure.trendOf', { title: x(figure.title) })}:{' '}
            {trend.rows.map((r) => `${x(r.title)} ${x(r.display)}`).join('; ')}
          </figcaption>
          <Suspense fallback={<div className="chart-space" />}>
            <Plot
              rows={trend.rows.map((r) => ({ key: r.key, title: x(r.title), value: r.value, display: x(r.display) }))}
            />
          </Suspense>
        </figure>
      )}
    </section>
  );
}
