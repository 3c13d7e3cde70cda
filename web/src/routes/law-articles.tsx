import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { LawBar } from '../parts/law-bar.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/articles');

/** The laws that the procedures cite, each with the articles on which something rests. */
export function ArticlesPage() {
  const { t, x } = useWords();
  const { pack } = route.useSearch();
  const of = pack === undefined ? {} : { pack };
  const query = useQuery(reads.articles(pack));
  return (
    <div className="page law-page">
      <Title
        name={t('law.articles')}
        over={
          <Link to="/law" search={of}>
            {t('nav.law')}
          </Link>
        }
      >
        {t('law.articles')}
      </Title>
      <p className="lead">{t('law.articlesLead')}</p>
      <LawBar pack={pack} />
      <Load query={query}>
        {(laws) =>
          laws.map((law) => (
            <section key={law.law} className="law-law">
              <h2>{x(law.title)}</h2>
              <ul className="article-keys">
                {law.articles.map((one) => (
                  <li key={one.key}>
                    <Link to="/law/articles/$key" params={{ key: one.key }} title={x(one.full)}>
                      {one.key.slice(one.key.lastIndexOf('§'))}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))
        }
      </Load>
    </div>
  );
}
