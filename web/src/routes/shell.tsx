import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { failureIn, reads, writes } from '../api.ts';
import { listenToChanges } from '../events.ts';
import { KeyHelp } from '../parts/key-help.tsx';
import { useKeys } from '../parts/keys.tsx';
import { Language } from '../parts/language.tsx';
import { Mark } from '../parts/mark.tsx';
import { Nav } from '../parts/nav.tsx';
import { CommandPalette } from '../parts/palette.tsx';
import { PublicFrame } from '../parts/public-frame.tsx';
import { FailureNote, Loading } from '../parts/states.tsx';
import { TextSize } from '../parts/text-size.tsx';
import type { Session } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { FirstPassword } from './password.tsx';

/** The law, the published report and its figures. */
const isPublicPath = (path: string): boolean => /^\/(law|figures)(\/|$)|^\/report\/?$/.test(path);

/** The law and what is published are everybody's; everything else is behind sign-in: navigation, search, language and text size around the page. */
export function Shell() {
  const { t } = useWords();
  const session = useQuery({ ...reads.session(), staleTime: 60_000 });
  const isPublic = useRouterState({ select: ({ location }) => isPublicPath(location.pathname) });
  const failure = session.error ? failureIn(session.error) : null;
  if (failure?.kind === 'first-password') return isPublic ? <PublicFrame /> : <FirstPassword />;
  if (failure?.kind === 'signed-out') return isPublic ? <PublicFrame /> : <ToSignIn />;
  if (session.data === undefined) {
    if (failure === null) return <Loading />;
    return (
      <main className="alone">
        <h1>{t('app.name')}</h1>
        <FailureNote failure={failure} retry={() => void session.refetch()} />
      </main>
    );
  }
  return <Frame session={session.data} />;
}

/** Leaves once for the sign-in page, with the address to come back to. */
function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const here = router.state.location.href;
    void router.navigate({ to: '/sign-in', search: here === '/' ? {} : { to: here }, replace: true });
  }, [router]);
  return <Loading />;
}

function Frame({ session }: { session: Session }) {
  const { t, x } = useWords();
  const [palette, openPalette] = useState(false);
  const [help, openHelp] = useState(false);
  const client = useQueryClient();
  const go = useNavigate();
  useEffect(() => listenToChanges(client), [client]);
  useKeys([
    { press: 'Ctrl k', label: t('key.palette'), run: () => openPalette(true) },
    { press: '?', label: t('key.help'), run: () => openHelp(true) },
    { press: 'g w', label: t('key.goWork'), run: () => void go({ to: '/' }) },
    { press: 'g c', label: t('key.goCases'), run: () => void go({ to: '/cases' }) },
    { press: 'g d', label: t('key.goDecisions'), run: () => void go({ to: '/decisions' }) },
    { press: 'g r', label: t('key.goReport'), run: () => void go({ to: '/report' }) },
    { press: 'g b', label: t('key.goBoard'), run: () => void go({ to: '/dashboard' }) },
    { press: 'g m', label: t('key.goMeasures'), run: () => void go({ to: '/measures' }) },
    { press: 'g l', label: t('key.goLaw'), run: () => void go({ to: '/law' }) },
    { press: 'Ctrl P', label: t('key.print'), run: () => {}, listed: true },
  ]);
  const signOut = async () => {
    await writes.signOut();
    client.clear();
    await go({ to: '/sign-in', search: { to: undefined } });
  };
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="side">
        <Link to="/" className="brand">
          <Mark />
          <span>
            <strong>Custos</strong>
            <span className="brand-office">{x(session.user.office.title)}</span>
          </span>
        </Link>
        <Nav session={session} />
        <div className="side-foot">
          <p>
            {x(session.user.name)}
            {session.user.desk && ` · ${x(session.user.desk.title)}`}
          </p>
          {session.actsFor && <p>{t('app.actsFor', { name: x(session.actsFor.name) })}</p>}
          <p>{t('app.traced')}</p>
          <p>
            <Link to="/password" className="side-out">
              {t('password.change')}
            </Link>
          </p>
          <Button className="side-out" onPress={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        </div>
      </header>
      <section className="top" aria-label={t('app.tools')}>
        <Button className="search-open" onPress={() => openPalette(true)} aria-haspopup="dialog">
          <Search size={16} aria-hidden="true" />
          <span>{t('search.hint')}</span>
          <kbd>Ctrl K</kbd>
        </Button>
        <div className="top-end">
          {session.demo && (
            <span className="chip-demo" title={x(session.store)}>
              {t('app.demo')}
            </span>
          )}
          <TextSize />
          <Language />
        </div>
      </section>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <CommandPalette isOpen={palette} onOpenChange={openPalette} />
      <KeyHelp isOpen={help} onOpenChange={openHelp} />
    </div>
  );
}
