import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../api.ts';
import { Cites } from '../parts/cite.tsx';
import { CheckField } from '../parts/fields.tsx';
import { LawBar } from '../parts/law-bar.tsx';
import { usePack } from '../parts/law-pack.ts';
import { SentenceList } from '../parts/law-text.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ActorPage } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/actors/$id');

/** What somebody must do and by when, and what they may do, procedure by procedure. */
export function ActorRoute() {
  const { id } = route.useParams();
  const { pack } = route.useSearch();
  const { t } = useWords();
  const query = useQuery(reads.actor(id, pack));
  return (
    <Load query={query} frame={t('law.actors')}>
      {(page) => <Actor page={page} />}
    </Load>
  );
}

function Actor({ page }: { page: ActorPage }) {
  const { t, x, n } = useWords();
  const [all, showAll] = useState(page.duties === 0);
  const of = usePack(page.pack.id);
  const shown = page.procedures
    .map((one) => ({ ...one, acts: all ? one.acts : one.acts.filter((act) => act.must.length > 0) }))
    .filter((one) => one.acts.length > 0);
  return (
    <div className="page law-page">
      <Title
        name={x(page.title)}
        over={
          <Link to="/law/actors" search={of}>
            {t('law.actors')}
          </Link>
        }
      >
        {t('law.mustDo', { who: x(page.title) })}
      </Title>
      <p className="meta">{t('law.actorCounts', { acts: n(page.acts), duties: n(page.duties) })}</p>
      <LawBar pack={of.pack} />
      <div className="toolbar">
        <CheckField label={t('law.alsoMay')} value={all} onChange={showAll} />
      </div>
      {shown.map((procedure) => (
        <section key={procedure.id} className="reading wide">
          <h2>
            <Link to="/law/$id" params={{ id: procedure.id }}>
              {x(procedure.title)}
            </Link>
          </h2>
          {procedure.acts.map((act) => (
            <section key={act.id} className="law-act">
              <h3>
                <Link to="/law/$id" params={{ id: procedure.id }} hash={act.id}>
                  {x(act.title)}
                </Link>
              </h3>
              {act.must.length > 0 ? (
                <SentenceList sentences={act.must} cites={page.cites} />
              ) : (
                <p className="row meta">
                  <Cites cites={page.cites[act.cite] ?? []} />
                </p>
              )}
            </section>
          ))}
        </section>
      ))}
    </div>
  );
}
