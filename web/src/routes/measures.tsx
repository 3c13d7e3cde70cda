import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { FigurePanel, type FigureView } from '../parts/figure-panel.tsx';
import { PeriodPicker } from '../parts/period.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/measures');

/** Every measure with its value, definition and version. */
export function MeasuresPage() {
  const { t, x } = useWords();
  const view = route.useSearch();
  const go = route.useNavigate();
  const today = useQuery(reads.session()).data?.today ?? '';
  const query = useQuery({ ...reads.measures({ period: view.period }), placeholderData: keepPreviousData });
  const onView = (change: Partial<FigureView>) => void go({ search: (s) => ({ ...s, ...change }), resetScroll: false });
  return (
    <div className="page">
      <Title name={t('nav.measures')} over={query.data?.[0] && x(query.data[0].period.text)}>
        {t('nav.measures')}
      </Title>
      <PeriodPicker
        today={today}
        value={view.period ?? null}
        onChange={(period) => onView({ period: period ?? undefined, key: undefined, page: undefined })}
      />
      <div className="measures" data-open={view.figure !== undefined}>
        <Load query={query} rows={8}>
          {(figures) => (
            <DataTable
              caption={t('nav.measures')}
              rows={figures}
              rowKey={(f) => f.id}
              columns={[
                {
                  head: t('measures.measure'),
                  rowHead: true,
                  cell: (f) => (
                    <>
                      <span className="strong">{x(f.title)}</span>
                      <span className="meta block">{x(f.definition)}</span>
                    </>
                  ),
                },
                {
                  head: t('measures.value'),
                  number: true,
                  cell: (f) => <Figure figure={f} period={view.period} open={f.id === view.figure} />,
                },
                { head: t('measures.unit'), cell: (f) => x(f.unit.text) },
                {
                  head: t('measures.change'),
                  cell: (f) => (f.previous?.change ? x(f.previous.change) : '—'),
                  line: view.figure === undefined,
                },
                { head: t('measures.version'), cell: (f) => f.version },
              ]}
            />
          )}
        </Load>
        {view.figure && <FigurePanel id={view.figure} view={view} onView={onView} />}
      </div>
    </div>
  );
}
