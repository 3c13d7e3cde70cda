import { FailureNote } from '../parts/states.tsx';
import { useWords } from '../words.tsx';

/** A page that could not be drawn: what failed, that nothing was recorded by it, and a way on. */
export function Crash({ error }: { error: unknown }) {
  const { t } = useWords();
  return (
    <div className="page">
      <h1 className="framed">{t('crash.title')}</h1>
      <FailureNote
        failure={{ kind: 'down', reference: String(error).slice(0, 160) }}
        retry={() => location.reload()}
        wrote
      />
    </div>
  );
}
