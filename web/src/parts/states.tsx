import { CircleAlert, EyeOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Failure, failureIn } from '../api.ts';
import { useWords } from '../words.tsx';
import { FaultLines } from './fault-lines.tsx';

/** A skeleton after 300 ms; nothing before. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const { t } = useWords();
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading" role="status">
      {shown && (
        <>
          <span className="sr">{t('state.loading')}</span>
          {Array.from({ length: rows }, (_, i) => i).map((i) => (
            <span key={i} className="skeleton" />
          ))}
        </>
      )}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function FailureNote({
  failure,
  retry,
  wrote = false,
  absent,
}: {
  failure: Failure;
  retry?: () => void;
  wrote?: boolean;
  /** Instead of "no such thing, or not yours": for what nobody is kept from. */
  absent?: ReactNode;
}) {
  const { t, x } = useWords();
  const hidden = failure.kind === 'hidden';
  return (
    <div className="note" data-tone={hidden ? 'plain' : 'over'} role="alert">
      {hidden ? <EyeOff size={18} aria-hidden="true" /> : <CircleAlert size={18} aria-hidden="true" />}
      <div>
        <p className="strong">
          {failure.kind === 'signed-out' && t('state.signedOut')}
          {failure.kind === 'first-password' && t('password.firstText')}
          {hidden && (absent ?? (failure.error ? x(failure.error) : t('state.hidden')))}
          {failure.kind === 'refused' && x(failure.refusal.message)}
          {failure.kind === 'bad' && x(failure.error)}
          {failure.kind === 'package' && t('state.package')}
          {failure.kind === 'faults' && t('own.noNumber')}
          {failure.kind === 'down' && t('state.down')}
        </p>
        {hidden && absent === undefined && <p className="meta">{t('state.hiddenHow')}</p>}
        {failure.kind === 'faults' && <FaultLines faults={failure.faults} />}
        {wrote && <p className="meta">{t('state.nothingRecorded')}</p>}
        {failure.kind === 'down' && <p className="meta">{t('state.reference', { reference: failure.reference })}</p>}
        {retry && !hidden && failure.kind !== 'bad' && failure.kind !== 'faults' && (
          <Button className="button" onPress={retry}>
            {t('state.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}
/** Frame at once, rows when they are there, old rows kept while refetching. `frame`: the name of a page that has none without its data. */
export function Load<T>({
  query,
  rows,
  frame,
  absent,
  tools,
  children,
}: {
  query: Query<T>;
  rows?: number;
  frame?: string;
  absent?: ReactNode;
  /** Under the name of the page while it has no data: what leads out of a failure. */
  tools?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  const state = query.error ? (
    <FailureNote failure={failureIn(query.error)} retry={() => void query.refetch()} absent={absent} />
  ) : (
    <Loading rows={rows} />
  );
  return frame === undefined ? (
    state
  ) : (
    <div className="page">
      <h1 className="framed">{frame}</h1>
      {query.error && tools}
      {state}
    </div>
  );
}
