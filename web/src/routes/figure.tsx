import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { PublicFigureBody } from '../parts/public-figure.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/figures/$id');

/** The stable address of a published figure. Without a version it shows the newest. */
export function FigurePage() {
  const { t, x } = useWords();
  const { id } = route.useParams();
  const view = route.useSearch();
  const go = route.useNavigate();
  const query = useQuery(reads.publicFigure(id, { publication: view.publication, version: view.version }));
  return (
    <Load
      query={query}
      rows={6}
      frame={t('nav.figures')}
      absent={
        <>
          {t('state.noFigure')} <span className="mono">{id}</span>
          <span className="block">
            <Link to="/figures">{t('pub.allFigures')}</Link>
          </span>
        </>
      }
    >
      {(page) => (
        <article className="page figure-page">
          <Title
            name={x(page.figure.title)}
            over={
              <>
                <Link to="/figures" search={{ publication: page.publication.id }}>
                  {t('pub.allFigures')}
                </Link>{' '}
                ·{' '}
                <Link
                  to="/report"
                  search={{ publication: page.publication.id, figure: page.figure.id }}
                  hash={page.figure.section}
                >
                  {x(page.publication.title)}
                </Link>
              </>
            }
          >
            {x(page.figure.title)}
          </Title>
          <p className="meta figure-page-meta">
            {x(page.publication.scope.title)} · {x(page.figure.period.text)} ·{' '}
            {t('pub.version', { n: page.publication.version })} ·{' '}
            {t('report.asOf', { at: x(page.publication.asKnown) })}
          </p>
          <PublicFigureBody
            page={page}
            by={view.by}
            onBy={(by) => void go({ search: (s) => ({ ...s, by }), resetScroll: false })}
            large
          />
        </article>
      )}
    </Load>
  );
}
