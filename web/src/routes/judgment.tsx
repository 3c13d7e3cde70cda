import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../api.ts';
import { Finding } from '../parts/finding.tsx';
import { keyed } from '../parts/keyed.ts';
import { Marked } from '../parts/marked.tsx';
import { Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { JudgmentPage } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/judgments/$id');

export function JudgmentRoute() {
  const { t } = useWords();
  const { id } = route.useParams();
  const query = useQuery(reads.judgment(id));
  return (
    <Load query={query} frame={t('judgment.text')}>
      {(page) => <View page={page} />}
    </Load>
  );
}

/** The text with what was read from it, and the departures found by replay, each with its arithmetic. */
function View({ page }: { page: JudgmentPage }) {
  const { t, x } = useWords();
  const [fact, setFact] = useState<string | null>(null);
  const number = page.caseNo ?? page.id;
  return (
    <div className="page judgment">
      <Title
        name={number}
        over={
          <>
            <Link to="/judgments">{t('nav.judgments')}</Link> · <span lang="zh-CN">{page.court}</span> ·{' '}
            {x(page.instanceText)} · {x(page.sourceText)}
          </>
        }
      >
        <span lang="zh-CN">{number}</span>
      </Title>
      <div className="judgment-columns">
        <section className="card panel">
          <h2>{t('judgment.text')}</h2>
          <Marked text={page.text} spans={page.spans} chosen={fact} onChoose={setFact} />
          <p className="meta">
            SHA-256 <span className="mono">{page.sha256.slice(0, 24)}…</span>
          </p>
        </section>
        <div className="judgment-side">
          <section className="card panel">
            <h2>{t('judgment.findings')}</h2>
            {page.found.length === 0 && <p className="meta">{t('judgments.noFinding')}</p>}
            {page.found.map((f) => (
              <Finding key={f.id} finding={f} onFact={setFact} />
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
                {keyed(page.facts, (f) => `${f.what} ${f.subject}`).map(({ key, item: f }) => (
                  <tr key={key} data-chosen={fact === f.what}>
                    <th scope="row">
                      {f.span ? (
                        <button type="button" className="link" onClick={() => setFact(f.what)}>
                          {x(f.title)}
                        </button>
                      ) : (
                        x(f.title)
                      )}
                      {f.subject && (
                        <span className="meta block" lang="zh-CN">
                          {f.subject}
                        </span>
                      )}
                    </th>
                    <td>{x(f.value)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {page.notes.length > 0 && (
              <ul className="notes">
                {page.notes.map((note) => (
                  <li key={note.en}>{x(note)}</li>
                ))}
              </ul>
            )}
          </section>
        </div>
      </div>
    </div>
  );
}
