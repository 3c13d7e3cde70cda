import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { reads, writes } from '../api.ts';
import { EntranceHead } from '../parts/entrance.tsx';
import { TextField } from '../parts/fields.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

const SHORTEST = 12;

/** Instead of every page while the password is one that the administrator chose. */
export function FirstPassword() {
  const { t } = useWords();
  const client = useQueryClient();
  const go = useNavigate();
  useEffect(() => {
    document.title = `${t('password.firstTitle')} · Custos`;
  }, [t]);
  const signOut = async () => {
    await writes.signOut();
    client.clear();
    await go({ to: '/sign-in', search: { to: undefined } });
  };
  return (
    <div className="signin">
      <EntranceHead />
      <main className="signin-main">
        <section className="signin-form">
          <h1>{t('password.firstTitle')}</h1>
          <p>{t('password.firstText')}</p>
          <PasswordForm done={() => void client.resetQueries()} />
          <p>
            <Button className="link" onPress={() => void signOut()}>
              {t('app.signOut')}
            </Button>
          </p>
        </section>
      </main>
    </div>
  );
}

/** Changing one's own password later. */
export function PasswordPage() {
  const { t } = useWords();
  const client = useQueryClient();
  const demo = useQuery(reads.session()).data?.demo === true;
  const [done, setDone] = useState(false);
  return (
    <div className="page narrow">
      <Title name={t('password.change')}>{t('password.change')}</Title>
      {done ? (
        <p className="note" data-tone="ok" role="status">
          {t('password.done')}
        </p>
      ) : (
        <>
          {demo && <p>{t('password.demo')}</p>}
          <PasswordForm
            done={() => {
              setDone(true);
              void client.invalidateQueries();
            }}
          />
        </>
      )}
    </div>
  );
}

function PasswordForm({ done }: { done: () => void }) {
  const { t, x } = useWords();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [said, say] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const alert = useRef<HTMLParagraphElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const result = next === again ? await writes.changePassword(old, next) : null;
    setBusy(false);
    if (result?.ok) return done();
    const failure = result?.failure;
    say(
      failure === undefined
        ? t('password.differ')
        : failure.kind === 'bad'
          ? x(failure.error)
          : failure.kind === 'signed-out'
            ? t('state.signedOut')
            : t('signin.down'),
    );
    requestAnimationFrame(() => alert.current?.focus());
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      {said && (
        <p ref={alert} tabIndex={-1} className="note" data-tone="over" role="alert">
          {said}
        </p>
      )}
      <TextField
        label={t('password.old')}
        type="password"
        autoComplete="current-password"
        value={old}
        onChange={setOld}
        isRequired
      />
      <TextField
        label={t('password.new')}
        note={t('password.note', { n: SHORTEST })}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        isRequired
      />
      <TextField
        label={t('password.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        isRequired
      />
      <Button type="submit" className="button" data-primary data-pending={busy || undefined}>
        {t('password.set')}
      </Button>
    </form>
  );
}
