import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { useWords } from '../words.tsx';
import { TextField } from './fields.tsx';

/** The ways into the law: procedures, articles, who must do what; and one search over all of it. */
export function LawBar({ q = '' }: { q?: string }) {
  const { t } = useWords();
  const go = useNavigate();
  const [typed, setTyped] = useState(q);
  return (
    <div className="law-bar toolbar">
      <nav aria-label={t('law.ways')}>
        <ul>
          <li>
            <Link to="/law" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
              {t('law.procedures')}
            </Link>
          </li>
          <li>
            <Link to="/law/articles">{t('law.articles')}</Link>
          </li>
          <li>
            <Link to="/law/actors">{t('law.actors')}</Link>
          </li>
        </ul>
      </nav>
      <Form
        className="find"
        onSubmit={(event) => {
          event.preventDefault();
          void go({ to: '/law', search: typed.trim() === '' ? {} : { q: typed.trim() } });
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
