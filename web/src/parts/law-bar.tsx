import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { reads } from '../api.ts';
import { useWords } from '../words.tsx';
import { TextField } from './fields.tsx';

/** The legal orders that can be read here; the one that the office works by is meant where none is named. */
export function PackSwitch({ pack }: { pack: string | undefined }) {
  const { t, x, n } = useWords();
  const query = useQuery({ ...reads.laws(), staleTime: Number.POSITIVE_INFINITY });
  const rows = query.data ?? [];
  if (rows.length < 2) return null;
  return (
    <nav className="law-packs" aria-label={t('law.packs')}>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {row.faults > 0 ? (
              <span className="meta">
                {row.id}: {t('law.packFaults', { n: row.faults })}
              </span>
            ) : (
              <Link
                to="/law"
                search={row.own ? {} : { pack: row.id }}
                aria-current={(pack === undefined ? row.own : pack === row.id) ? 'page' : undefined}
                activeProps={{}}
                activeOptions={{ exact: true }}
              >
                {x(row.title)} <span className="meta">{n(row.procedures)}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The ways into the law: procedures, articles, who must do what; and one search over all of it. */
export function LawBar({ q = '', pack }: { q?: string; pack?: string }) {
  const { t } = useWords();
  const go = useNavigate();
  const [typed, setTyped] = useState(q);
  const of = pack === undefined ? {} : { pack };
  return (
    <div className="law-bar toolbar">
      <nav aria-label={t('law.ways')}>
        <ul>
          <li>
            <Link to="/law" search={of} activeOptions={{ exact: true, includeSearch: false }}>
              {t('law.procedures')}
            </Link>
          </li>
          <li>
            <Link to="/law/articles" search={of} activeOptions={{ includeSearch: false }}>
              {t('law.articles')}
            </Link>
          </li>
          <li>
            <Link to="/law/actors" search={of} activeOptions={{ includeSearch: false }}>
              {t('law.actors')}
            </Link>
          </li>
        </ul>
      </nav>
      <Form
        className="find"
        onSubmit={(event) => {
          event.preventDefault();
          void go({ to: '/law', search: typed.trim() === '' ? of : { ...of, q: typed.trim() } });
        }}
      >
        <TextField label={t('law.find')} value={typed} onChange={setTyped} type="search" />
        <Button type="submit" className="button">
          {t('do.search')}
        </Button>
      </Form>
    </div>
  );
}
