import { Button } from 'react-aria-components';
import { useWords } from '../words.tsx';

export function Paging({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const { t } = useWords();
  if (pages <= 1) return null;
  return (
    <nav className="paging" aria-label={t('do.page', { page, pages })}>
      <Button className="button" data-small isDisabled={page <= 1} onPress={() => onPage(page - 1)}>
        {t('do.previous')}
      </Button>
      <span className="meta">{t('do.page', { page, pages })}</span>
      <Button className="button" data-small isDisabled={page >= pages} onPress={() => onPage(page + 1)}>
        {t('do.next')}
      </Button>
    </nav>
  );
}
