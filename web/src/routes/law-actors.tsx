import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { LawBar } from '../parts/law-bar.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/actors');

/** Who acts in the procedures, the offices of the prosecution and everybody else. */
export function ActorsPage() {
  const { t, x, n } = useWords();
  const { pack } = route.useSearch();
  const of = pack === undefined ? {} : { pack };
  const query = useQuery(reads.actors(pack));
  return (
    <div className="page law-page">
      <Title
        name={t('law.actors')}
        over={
          <Link to="/law" search={of}>
            {t('nav.law')}
          </Link>
        }
      >
        {t('law.actors')}
      </Title>
      <p className="lead">{t('law.actorsLead')}</p>
      <LawBar pack={pack} />
      <Load query={query}>
        {(rows) =>
          (['office', 'outside', 'clock'] as const).map((kind) => (
            <section key={kind} aria-labelledby={`actors-${kind}`}>
              <h2 id={`actors-${kind}`} className="law-branch">
                {t(`law.actor.${kind}`)}
              </h2>
              <ul className="card list law-hits">
                {rows
                  .filter((row) => row.kind === kind || (kind === 'clock' && row.kind === 'system'))
                  .map((row) => (
                    <li key={row.id}>
                      <Link to="/law/actors/$id" params={{ id: row.id }} search={of}>
                        {x(row.title)}
                      </Link>
                      <span className="meta">{t('law.actorCounts', { acts: n(row.acts), duties: n(row.duties) })}</span>
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
