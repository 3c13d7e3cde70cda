import { Link } from '@tanstack/react-router';
import { useWords } from '../words.tsx';

export function NoPage() {
  const { t } = useWords();
  return (
    <main className="alone">
      <h1>{t('nopage.title')}</h1>
      <p>{t('nopage.text')}</p>
      <p>
        <Link to="/">{t('nopage.back')}</Link>
      </p>
    </main>
  );
}
