import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { EntranceHead } from '../parts/entrance.tsx';
import { TextField } from '../parts/fields.tsx';
import { useWords } from '../words.tsx';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { t } = useWords();
  const router = useRouter();
  const client = useQueryClient();
  const { to } = route.useSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<'wrong' | 'down' | null>(null);
  const [busy, setBusy] = useState(false);
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    document.title = `${t('signin.title')} · Custos`;
  }, [t]);
  const enter = async (mail: string, secret: string) => {
    setBusy(true);
    setError(null);
    const result = await writes.signIn(mail.trim(), secret);
    setBusy(false);
    if (!result.ok) {
      setError(result.failure.kind === 'down' && !/^4/.test(result.failure.reference) ? 'down' : 'wrong');
      requestAnimationFrame(() => alert.current?.focus());
      return;
    }
    client.clear();
    router.history.push(to?.startsWith('/') && !to.startsWith('//') ? to : '/');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void enter(email, password);
  };
  return (
    <div className="signin">
      <EntranceHead />
      <main className="signin-main">
        <section className="signin-form">
          <h1>{t('signin.title')}</h1>
          <p className="meta">{t('signin.motto')}</p>
          <form onSubmit={submit} noValidate>
            {error && (
              <p ref={alert} tabIndex={-1} className="note" data-tone="over" role="alert">
                {t(error === 'wrong' ? 'signin.wrong' : 'signin.down')}
              </p>
            )}
            <TextField
              label={t('signin.email')}
              type="email"
              name="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              isRequired
            />
            <TextField
              label={t('signin.password')}
              type="password"
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              isRequired
            />
            <Button type="submit" className="button" data-primary data-pending={busy || undefined}>
              {t('signin.enter')}
            </Button>
          </form>
          <p className="meta">{t('signin.traced')}</p>
          <p>
            <Link to="/report">{t('signin.report')}</Link>
          </p>
          <p>
            <Link to="/law">{t('signin.law')}</Link>
          </p>
        </section>
        <DemoAccounts enter={(mail, secret) => void enter(mail, secret)} />
      </main>
    </div>
  );
}

function DemoAccounts({ enter }: { enter: (email: string, password: string) => void }) {
  const { t, x } = useWords();
  const accounts = useQuery({ ...reads.demoAccounts(), retry: false });
  if (!accounts.data?.length) return null;
  return (
    <section className="signin-demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('signin.demo')}</h2>
      <p className="meta">{t('signin.demoHint')}</p>
      <ul className="card list">
        {accounts.data.map((a) => (
          <li key={a.email}>
            <Button className="demo-account" onPress={() => enter(a.email, a.password)}>
              <span>
                <strong>{x(a.role)}</strong> <span>{x(a.name)}</span>
              </span>
              <span className="meta">{x(a.does)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="meta">{t('signin.demoPassword', { password: accounts.data[0]?.password ?? '' })}</p>
    </section>
  );
}
