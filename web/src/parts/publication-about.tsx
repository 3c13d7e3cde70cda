import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../api.ts';
import type { PublicationPage } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** What somebody should know before quoting a figure: when it was known, what is left out, what changed, where the data are. */
export function PublicationAbout({ page }: { page: PublicationPage }) {
  const { t, x } = useWords();
  const titles = new Map(page.figures.map((f) => [f.id, x(f.title)]));
  const others = (useQuery(reads.publications()).data ?? []).filter((one) => one.id !== page.id);
  const newest = Math.max(...page.versions.map((one) => one.version));
  const data = (name: string) => `/api/public/data/${encodeURIComponent(page.id)}/${name}?version=${page.version}`;
  return (
    <>
      <h2 className="panel-title">{t('pub.about')}</h2>
      <p>{t('pub.how')}</p>
      {page.madeUp && <p>{t('pub.madeUpLong')}</p>}
      <p>{t('cell.why', { n: page.threshold })}</p>
      <section className="figure-part">
        <h3>{t('pub.versions')}</h3>
        <ul className="plain-list">
          {page.versions.toReversed().map((one) => (
            <li key={one.version}>
              {one.version === page.version ? (
                <span className="strong">{t('pub.version', { n: one.version })}</span>
              ) : (
                <Link
                  to="/report"
                  search={{ publication: page.id, version: one.version === newest ? undefined : one.version }}
                >
                  {t('pub.version', { n: one.version })}
                </Link>
              )}{' '}
              <span className="meta">{x(one.published)}</span>
            </li>
          ))}
        </ul>
        {page.changes.length > 0 && (
          <>
            <h4>{t('pub.changes')}</h4>
            <ul className="plain-list">
              {page.changes.map((change) => (
                <li key={`${change.version} ${change.figure} ${change.to?.en}`}>
                  {change.figure && (
                    <Link
                      to="/report"
                      search={(s) => ({ ...s, figure: change.figure ?? undefined })}
                      resetScroll={false}
                    >
                      {titles.get(change.figure) ?? change.figure}
                    </Link>
                  )}{' '}
                  {change.from && change.to && `${x(change.from)} → ${x(change.to)}`}
                  <span className="meta block">{x(change.why)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {others.length > 0 && (
        <section className="figure-part">
          <h3>{t('pub.others')}</h3>
          <ul className="plain-list">
            {others.map((one) => (
              <li key={one.id}>
                <Link to="/report" search={{ publication: one.id }}>
                  {x(one.title)}
                </Link>{' '}
                <span className="meta">{x(one.published)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="figure-part">
        <h3>{t('pub.data')}</h3>
        <p className="row">
          <a href={data('figures.csv')} download>
            CSV
          </a>
          <a href={data('figures.json')} download>
            JSON
          </a>
          <a href={data('figures.parquet')} download>
            Parquet
          </a>
          <a href={data('figures.csv-metadata.json')} download>
            {t('pub.dictionary')}
          </a>
        </p>
        <p className="meta">{t('pub.stable')}</p>
      </section>
    </>
  );
}
