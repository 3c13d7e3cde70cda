import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import { LawBar, PackSwitch } from '../parts/law-bar.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import type { Hit, LawRow } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/law');

/** The procedures of the law pack, each with how far its text was checked; or what a search found. */
export function LawPage() {
  const { t } = useWords();
  const { q, pack } = route.useSearch();
  return (
    <div className="page law-page">
      <Title name={t('nav.law')}>{t('nav.law')}</Title>
      <p className="lead">{t('law.lead')}</p>
      <PackSwitch pack={pack} />
      <LawBar key={`${q} ${pack}`} q={q} pack={pack} />
      {q ? <Found q={q} pack={pack} /> : <Procedures pack={pack} />}
    </div>
  );
}

function Procedures({ pack }: { pack: string | undefined }) {
  const { t } = useWords();
  const query = useQuery(reads.law(pack));
  return (
    <Load query={query}>
      {(rows) => (rows.length === 0 ? <Empty>{t('law.none')}</Empty> : <Branches rows={rows} />)}
    </Load>
  );
}

function Branches({ rows }: { rows: readonly LawRow[] }) {
  const { t, x } = useWords();
  const branches = [...new Set(rows.map((row) => row.branch))];
  const named = (branch: string) =>
    x(rows.find((row) => row.branch === branch)?.branchTitle ?? { zh: branch, en: branch });
  return (
    <div className="law-branches">
      <nav className="contents" aria-label={t('law.branches')}>
        <ul>
          {branches.map((branch) => (
            <li key={branch}>
              <a href={`#${branch}`}>
                {named(branch)} <span className="meta">{rows.filter((row) => row.branch === branch).length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        {branches.map((branch) => (
          <section key={branch} aria-labelledby={branch}>
            <h2 id={branch} className="law-branch">
              {named(branch)}
            </h2>
            <ul className="card list law-list">
              {rows
                .filter((row) => row.branch === branch)
                .map((row) => (
                  <Row key={row.id} row={row} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function Row({ row }: { row: LawRow }) {
  const { t, x, n } = useWords();
  return (
    <li>
      <h3>
        <Link to="/law/$id" params={{ id: row.id }}>
          {x(row.title)}
        </Link>{' '}
        <span className="tag" data-tone={row.checked === 'verified' ? 'ok' : 'soon'}>
          {t(`law.${row.checked}`)}
        </span>
      </h3>
      <p className="serif">{x(row.summary)}</p>
      <p className="meta">
        {t('law.counts', { acts: n(row.acts), rules: n(row.rules) })}
        {row.doubts > 0 && ` · ${t('law.doubtCount', { n: row.doubts })}`} · <span className="mono">{row.id}</span>
      </p>
    </li>
  );
}

const KINDS = ['procedure', 'actor', 'article', 'act'] as const;

function Found({ q, pack }: { q: string; pack: string | undefined }) {
  const { t, x } = useWords();
  const query = useQuery({ ...reads.lawSearch(q, pack), placeholderData: keepPreviousData });
  return (
    <Load query={query}>
      {(hits: readonly Hit[]) => (
        <>
          <p role="status" className="meta">
            {t('law.found', { n: hits.length, q })}
          </p>
          {KINDS.map((kind) => {
            const found = hits.filter((hit) => hit.kind === kind);
            if (found.length === 0) return null;
            return (
              <section key={kind} aria-labelledby={`found-${kind}`}>
                <h2 id={`found-${kind}`} className="law-branch">
                  {t(`law.kind.${kind}`)}
                </h2>
                <ul className="card list law-hits">
                  {found.map((hit) => {
                    const [path = '', hash] = hit.to.split('#');
                    const [to = ''] = path.split('?');
                    const search = kind === 'actor' && pack !== undefined ? { pack } : {};
                    return (
                      <li key={hit.to}>
                        <Link to={decodeURIComponent(to)} search={search} hash={hash}>
                          {x(hit.title)}
                        </Link>
                        <span className="meta">{x(hit.hint)}</span>
                      </li>
                    );
                  })}
                </ul>
              </section>
            );
          })}
        </>
      )}
    </Load>
  );
}
