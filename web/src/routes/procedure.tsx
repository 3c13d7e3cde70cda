import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { reads } from '../api.ts';
import { LawAct, SentenceList } from '../parts/law-text.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { ProcedureText } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law/$id');

export function ProcedurePage() {
  const { t } = useWords();
  const { id } = route.useParams();
  const query = useQuery(reads.procedure(id));
  return (
    <Load query={query} frame={t('nav.law')}>
      {(text) => <Text text={text} />}
    </Load>
  );
}

function Text({ text }: { text: ProcedureText }) {
  const { t, x } = useWords();
  useEffect(() => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  }, []);
  return (
    <div className="page reader law-reader">
      <nav className="contents" aria-label={t('reader.contents')}>
        <p className="meta">{x(text.title)}</p>
        <ul>
          {text.groups.map((g) => (
            <li key={g.id}>
              <a href={`#group-${g.id}`}>{x(g.title)}</a>
            </li>
          ))}
          {text.clocks.length > 0 && (
            <li>
              <a href="#clocks">{t('tab.clocks')}</a>
            </li>
          )}
          {text.doubts.length > 0 && (
            <li>
              <a href="#doubts">{t('law.doubts')}</a>
            </li>
          )}
        </ul>
        <p className="contents-foot">
          <Link to="/law/$id/map" params={{ id: text.id }}>
            {t('map.whole')}
          </Link>
        </p>
      </nav>
      <article className="reading">
        <Title name={x(text.title)} over={<Link to="/law">{t('nav.law')}</Link>}>
          {x(text.title)}
        </Title>
        <p className="reading-lead">{x(text.summary)}</p>
        <p className="row meta reading-meta">
          <span className="tag" data-tone={text.checked === 'verified' ? 'ok' : 'soon'}>
            {t(`law.${text.checked}`)}
          </span>
          {text.inForce.from && <span>{t('law.from', { date: text.inForce.from })}</span>}
          {text.inForce.to && <span>{t('law.to', { date: text.inForce.to })}</span>}
          <span className="mono">{text.id}</span>
        </p>
        <SentenceList sentences={[...text.opening, ...text.opens]} cites={text.cites} />
        {text.outcomes.length > 0 && (
          <section>
            <h2>{t('law.outcomes')}</h2>
            <ul className="sentences">
              {text.outcomes.map((o) => (
                <li key={o.id}>
                  <strong>{x(o.title)}</strong> {x(o.sentence.text)}
                </li>
              ))}
            </ul>
          </section>
        )}
        {text.groups.map((g) => (
          <section key={g.id}>
            <h2 id={`group-${g.id}`}>{x(g.title)}</h2>
            {g.acts.map((act) => (
              <LawAct key={act.id} act={act} cites={text.cites} />
            ))}
          </section>
        ))}
        {text.clocks.length > 0 && (
          <section>
            <h2 id="clocks">{t('tab.clocks')}</h2>
            {text.clocks.map((c) => (
              <section key={c.id} className="law-act" id={c.id}>
                <h3>{x(c.title)}</h3>
                <SentenceList sentences={c.sentences} cites={text.cites} />
                {c.note && <p className="meta">{x(c.note)}</p>}
              </section>
            ))}
          </section>
        )}
        {text.doubts.length > 0 && (
          <section>
            <h2 id="doubts">{t('law.doubts')}</h2>
            <ul className="sentences">
              {text.doubts.map((d) => (
                <li key={d.en}>{x(d)}</li>
              ))}
            </ul>
          </section>
        )}
      </article>
    </div>
  );
}
