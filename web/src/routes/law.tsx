import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

/** The procedures of the law pack, each with how far its text was checked. */
export function LawPage() {
  const { t, x, n } = useWords();
  const query = useQuery(reads.law());
  return (
    <div className="page narrow">
      <Title name={t('nav.law')}>{t('nav.law')}</Title>
      <p className="lead">{t('law.lead')}</p>
      <Load query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty>{t('law.none')}</Empty>
          ) : (
            <ul className="card list law-list">
              {rows.map((l) => (
                <li key={l.id}>
                  <h2>
                    <Link to="/law/$id" params={{ id: l.id }}>
                      {x(l.title)}
                    </Link>{' '}
                    <span className="tag" data-tone={l.checked === 'verified' ? 'ok' : 'soon'}>
                      {t(`law.${l.checked}`)}
                    </span>
                  </h2>
                  <p className="serif">{x(l.summary)}</p>
                  <p className="meta">
                    {t('law.counts', { acts: n(l.acts), rules: n(l.rules), clocks: n(l.clocks) })}
                    {l.doubts > 0 && ` · ${t('law.doubtCount', { n: l.doubts })}`} ·{' '}
                    <span className="mono">{l.id}</span>
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </div>
  );
}
