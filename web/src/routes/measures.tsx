import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { reads } from '../api.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { FigurePanel, type FigureView } from '../parts/figure-panel.tsx';
import { useKeys } from '../parts/keys.tsx';
import { PeriodPicker } from '../parts/period.tsx';
import { usePublication } from '../parts/publication.ts';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { Figure as FigureShape, PublicationPage, Text } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/measures');

interface Group {
  readonly id: string;
  readonly title: Text | null;
  readonly figures: readonly FigureShape[];
}

/** In the order of the report's sections; their titles are those of the published report, where there is one. */
function bySection(figures: readonly FigureShape[], page: PublicationPage | undefined): readonly Group[] {
  const inReport = new Map(page?.figures.map((one) => [one.measure, one.section]));
  const titles = new Map<string, Text>();
  for (const figure of figures) {
    const section = page?.sections.find((one) => one.id === inReport.get(figure.id));
    if (figure.section !== null && section && !titles.has(figure.section)) titles.set(figure.section, section.title);
  }
  const numbers = [...new Set(figures.flatMap((figure) => figure.section ?? []))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const groups = numbers.map((id) => ({
    id,
    title: titles.get(id) ?? null,
    figures: figures.filter((figure) => figure.section === id),
  }));
  const rest = figures.filter((figure) => figure.section === null);
  return [...groups, { id: '', title: null, figures: rest }].filter((group) => group.figures.length > 0);
}

/** The published report over the longest time: it has the whole outline, a month's has a few sections. */
const useLongest = (): string | undefined => {
  const days = ({ from, to }: { from: string; to: string }) => Date.parse(to) - Date.parse(from);
  const rows = useQuery(reads.publications()).data ?? [];
  return rows.toSorted((a, b) => days(b.period) - days(a.period))[0]?.id;
};

/** Every measure with its value and definition, by section and by words. */
export function MeasuresPage() {
  const { t, x } = useWords();
  const { q = '', ...view } = route.useSearch();
  const go = route.useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const today = useQuery(reads.session()).data?.today ?? '';
  const query = useQuery({ ...reads.measures({ period: view.period }), placeholderData: keepPreviousData });
  const published = usePublication(useLongest()).data;
  const onView = (change: Partial<FigureView>) => void go({ search: (s) => ({ ...s, ...change }), resetScroll: false });
  useKeys([{ press: '/', label: t('measures.find'), run: () => field.current?.focus() }]);
  const headOf = (group: Group) =>
    group.id === '' ? t('measures.other') : group.title ? x(group.title) : t('measures.sectionOf', { n: group.id });
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const within = (f: FigureShape) => {
    const said = [f.title.zh, f.title.en, f.definition.zh, f.definition.en, f.id].join('\n').toLowerCase();
    return words.every((word) => said.includes(word));
  };
  return (
    <div className="page">
      <Title name={t('nav.measures')} over={query.data?.[0] && x(query.data[0].period.text)}>
        {t('nav.measures')}
      </Title>
      <div className="measures-bar toolbar">
        <PeriodPicker
          today={today}
          value={view.period ?? null}
          onChange={(period) => onView({ period: period ?? undefined, key: undefined, page: undefined })}
        />
        <SearchField
          className="measures-find"
          value={q}
          onChange={(text) =>
            void go({ search: (s) => ({ ...s, q: text || undefined }), replace: true, resetScroll: false })
          }
        >
          <Label className="sr">{t('measures.find')}</Label>
          <Input ref={field} className="input" placeholder={t('measures.find')} />
        </SearchField>
      </div>
      <div className="measures" data-open={view.figure !== undefined}>
        <Load query={query} rows={8}>
          {(all) => {
            const found = all.filter(within);
            const groups = bySection(found, published);
            return (
              <div className="measures-list" data-behind={query.isPlaceholderData}>
                <p className="meta" role="status">
                  {t('measures.found', { n: found.length })}
                </p>
                {found.length === 0 && <Empty>{t('search.none')}</Empty>}
                {groups.map((group) => (
                  <section key={group.id}>
                    {groups.length > 1 && <h2>{headOf(group)}</h2>}
                    <DataTable
                      caption={headOf(group)}
                      rows={group.figures}
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
                      ]}
                    />
                  </section>
                ))}
              </div>
            );
          }}
        </Load>
        {view.figure && <FigurePanel id={view.figure} view={view} onView={onView} />}
      </div>
    </div>
  );
}
