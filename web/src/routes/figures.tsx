import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Input, Label, SearchField } from 'react-aria-components';
import { reads } from '../api.ts';
import { SelectField } from '../parts/fields.tsx';
import { figuresWith } from '../parts/figure-find.tsx';
import { usePublication } from '../parts/publication.ts';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/figures');

/** All published figures by section of the report, each with its own address. */
export function FiguresPage() {
  const { t, x, unit } = useWords();
  const { q = '', publication } = route.useSearch();
  const go = route.useNavigate();
  const query = usePublication(publication);
  const all = useQuery(reads.publications()).data ?? [];
  return (
    <div className="page figures-page">
      <Title
        name={t('pub.allFigures')}
        over={
          query.data && (
            <Link to="/report" search={{ publication: query.data.id }}>
              {x(query.data.title)}
            </Link>
          )
        }
      >
        {t('pub.allFigures')}
      </Title>
      {query.none ? (
        <Empty>{t('pub.none')}</Empty>
      ) : (
        <>
          <SearchField
            className="figures-find toolbar"
            value={q}
            onChange={(text) =>
              void go({ search: (s) => ({ ...s, q: text || undefined }), replace: true, resetScroll: false })
            }
          >
            <Label className="sr">{t('reader.find')}</Label>
            <Input className="input" placeholder={t('reader.find')} />
          </SearchField>
          {all.length > 1 && query.data && (
            <div className="figures-of toolbar">
              <SelectField
                label={t('pub.which')}
                value={query.data.id}
                options={all.map((one) => ({ value: one.id, title: x(one.title) }))}
                onChange={(id) => void go({ search: (s) => ({ ...s, publication: id }) })}
              />
            </div>
          )}
          <Load query={query} rows={8}>
            {(page) => {
              const found = figuresWith(page.figures, q);
              const known = new Set(page.sections.map((s) => s.id));
              const sections = [
                ...page.sections.map((s) => ({
                  ...s,
                  title: x(s.title),
                  figures: found.filter((f) => f.section === s.id),
                })),
                { id: '', title: t('measures.other'), figures: found.filter((f) => !known.has(f.section)) },
              ].filter((s) => s.figures.length > 0);
              return (
                <>
                  <p className="meta" role="status">
                    {t('reader.found', { n: found.length })}
                  </p>
                  {sections.map((s) => (
                    <section key={s.id} className="figures-section">
                      <h2>{unnumbered(s.title)}</h2>
                      <ul className="card list">
                        {s.figures.map((f) => (
                          <li key={f.id}>
                            <Link to="/figures/$id" params={{ id: f.id }} search={{ publication: page.id }}>
                              {x(f.title)}
                            </Link>
                            <span className="meta">{x(f.period.text)}</span>
                            <span className="figures-value">
                              <strong>{f.suppressed ? t('cell.hidden') : x(f.display)}</strong>{' '}
                              {f.unit.code !== 'percent' && !f.suppressed && unit(f)}
                            </span>
                          </li>
                        ))}
                      </ul>
                    </section>
                  ))}
                </>
              );
            }}
          </Load>
        </>
      )}
    </div>
  );
}

/** Without the number it has in the report: here the headings over it are missing. */
const unnumbered = (title: string): string => title.replace(/^（[一二三四五六七八九十]+）/, '');
