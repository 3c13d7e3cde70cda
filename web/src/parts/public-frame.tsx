import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import { Language } from './language.tsx';
import { Mark } from './mark.tsx';
import { TextSize } from './text-size.tsx';

/** Around the pages that anybody may read: no session, nothing recorded of the reader. */
export function PublicFrame() {
  const { t } = useWords();
  const here = useRouterState({ select: (state) => state.location.href });
  return (
    <div className="public">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="public-head">
        <Link to="/report" search={{}} className="brand">
          <Mark />
          <strong>Custos</strong>
        </Link>
        <nav className="public-nav" aria-label={t('nav.label')}>
          <ul>
            <li>
              <Link to="/report" search={{}} activeOptions={{ exact: true, includeSearch: false }}>
                {t('nav.report')}
              </Link>
            </li>
            <li>
              <Link to="/figures" search={{}} activeOptions={{ includeSearch: false }}>
                {t('nav.figures')}
              </Link>
            </li>
            <li>
              <Link to="/law" search={{}} activeOptions={{ includeSearch: false }}>
                {t('nav.law')}
              </Link>
            </li>
          </ul>
        </nav>
        <div className="top-end">
          <TextSize />
          <Language />
          <Link to="/sign-in" search={{ to: here }} className="button">
            {t('signin.enter')}
          </Link>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
