import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../api.ts';
import { Cites } from '../parts/cite.tsx';
import { keyed } from '../parts/keyed.ts';
import { Marked } from '../parts/marked.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { JudgmentPage } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/judgments/$id');

export function JudgmentRoute() {
  const { id } = route.useParams();
  const query = useQuery(reads.judgment(id));
  return <Load query={query}>{(page) => <View page={page} />}</Load>;
}

/** The text with what was read from it, and the departures found by replay, each with its arithmetic. */
function View({ page }: { page: JudgmentPage }) {
  const { t, x, day } = useWords();
  const [fact, setFact] = useState<string | null>(null);
  return (
    <div className="page judgment">
      <Title
        name={page.number ?? page.id}
        over={
          <>
            <Link to="/judgments">{t('nav.judgments')}</Link> · <span lang="zh-CN">{page.court}</span>
          </>
        }
      >
        <span lang="zh-CN">{page.number ?? page.id}</span>
      </Title>
      <div className="judgment-columns">
        <section className="card panel">
          <h2>{t('judgment.text')}</h2>
          <Marked text={page.text} spans={page.spans} chosen={fact} onChoose={setFact} />
        </section>
        <div className="judgment-side">
          <section className="card panel">
            <h2>{t('judgment.findings')}</h2>
            {page.findingsInFull.length === 0 && <p className="meta">{t('judgments.noFinding')}</p>}
            {page.findingsInFull.map((f) => (
              <section key={f.id} className="finding" data-sure={f.sure}>
                <h3>
                  {x(f.title)}{' '}
                  {!f.sure && (
                    <span className="tag" data-tone="soon">
                      {t('judgment.unsure')}
                    </span>
                  )}
                </h3>
                <p>
                  {x(f.text)} <Cites cites={f.cites} />
                </p>
                <ol className="sum">
                  {keyed(f.steps, (s) => `${s.date} ${s.text.en}`).map(({ key, item: s }) => (
                    <li key={key}>
                      <span className="meta">{s.date ? day(s.date) : ''}</span>
                      <span>
                        {x(s.text)} <Cites cites={s.cites} />
                      </span>
                    </li>
                  ))}
                </ol>
              </section>
            ))}
          </section>
          <section className="card panel">
            <h2>{t('judgment.facts')}</h2>
            <table className="facts-table">
              <thead>
                <tr>
                  <th scope="col">{t('judgment.fact')}</th>
                  <th scope="col">{t('judgment.value')}</th>
                </tr>
              </thead>
              <tbody>
                {page.facts.map((f) => (
                  <tr key={f.id} data-chosen={fact === f.id}>
                    <th scope="row">
                      <button type="button" className="link" onClick={() => setFact(f.id)}>
                        {x(f.title)}
                        {f.subject && ` · ${f.subject}`}
                      </button>
                    </th>
                    <td lang="zh-CN">{f.value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      </div>
    </div>
  );
}
