import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { LawBar } from '../parts/law-bar.tsx';
import { usePack } from '../parts/law-pack.ts';
import { SentenceList } from '../parts/law-text.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ArticlePage } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/articles/$key');

/** What follows from an article, across all procedures. */
export function ArticleRoute() {
  const { key } = route.useParams();
  const query = useQuery(reads.article(key));
  return (
    <Load query={query} frame={key}>
      {(page) => <Article page={page} />}
    </Load>
  );
}

function Article({ page }: { page: ArticlePage }) {
  const { t, x } = useWords();
  const of = usePack(page.pack.id);
  const acts = page.procedures.reduce((sum, one) => sum + one.parts.length, 0);
  return (
    <div className="page law-page">
      <Title
        name={x(page.short)}
        over={
          <Link to="/law/articles" search={of}>
            {t('law.articles')}
          </Link>
        }
      >
        {t('law.follows', { article: x(page.full) })}
      </Title>
      <p className="row meta">
        <span className="tag" data-tone={page.read === 'verified' ? 'ok' : 'soon'}>
          {t(`law.${page.read}`)}
        </span>
        <span>{t('law.restsOn', { acts, procedures: page.procedures.length })}</span>
      </p>
      <LawBar pack={of.pack} />
      <nav className="row article-near" aria-label={t('law.near')}>
        {page.previous && (
          <Link to="/law/articles/$key" params={{ key: page.previous.key }}>
            ← {x(page.previous.short)}
          </Link>
        )}
        {page.next && (
          <Link to="/law/articles/$key" params={{ key: page.next.key }}>
            {x(page.next.short)} →
          </Link>
        )}
      </nav>
      {page.procedures.map((procedure) => (
        <section key={procedure.id} className="reading wide">
          <h2>
            <Link to="/law/$id" params={{ id: procedure.id }}>
              {x(procedure.title)}
            </Link>
          </h2>
          {procedure.parts.map((part) => (
            <section key={`${part.kind} ${part.id}`} className="law-act">
              <h3>
                <Link to="/law/$id" params={{ id: procedure.id }} hash={part.id}>
                  {x(part.title)}
                </Link>{' '}
                {part.itself && <span className="tag">{t('law.itself')}</span>}
              </h3>
              <SentenceList sentences={part.sentences} cites={page.cites} />
            </section>
          ))}
        </section>
      ))}
    </div>
  );
}
