import { Link } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { PublicFigureHead } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** Every word must stand in the title, the definition or the id. */
export const figuresWith = (figures: readonly PublicFigureHead[], wanted: string): readonly PublicFigureHead[] => {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return figures.filter((f) => {
    const said = [f.title.zh, f.title.en, f.definition.zh, f.definition.en, f.id].join('\n').toLowerCase();
    return words.every((word) => said.includes(word));
  });
};

interface Props {
  readonly figures: readonly PublicFigureHead[];
  readonly open: string | undefined;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onOpen: (figure: string) => void;
}

/** A figure by the words of its title or definition; it opens, and the text goes to where it stands. */
export function FigureFind({ figures, open, field, onOpen }: Props) {
  const { t, x } = useWords();
  const [wanted, want] = useState('');
  const found = wanted.trim() === '' ? [] : figuresWith(figures, wanted);
  return (
    <div className="figure-find">
      <SearchField value={wanted} onChange={want} aria-keyshortcuts="/">
        <Label className="sr">{t('reader.find')}</Label>
        <Input ref={field} className="input" placeholder={t('reader.find')} />
      </SearchField>
      {wanted.trim() !== '' && (
        <>
          <p className="meta" role="status">
            {t('reader.found', { n: found.length })}
          </p>
          <ul className="figure-hits">
            {found.map((f) => (
              <li key={f.id}>
                <Link
                  to="/report"
                  search={(s) => ({ ...s, figure: f.id, by: undefined })}
                  resetScroll={false}
                  data-open={f.id === open}
                  onClick={() => onOpen(f.id)}
                >
                  <span>{x(f.title)}</span>{' '}
                  <span className="strong">{f.suppressed ? t('cell.hidden') : x(f.display)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
