import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** A year when it is one, else the span. */
export const spanWords = ({ from, to }: { readonly from: string; readonly to: string }): string => {
  const [a, b] = [from.slice(0, 4), to.slice(0, 4)];
  if (!from.endsWith('-01-01') || !to.endsWith('-12-31')) return `${from} – ${to}`;
  return a === b ? a : `${a}–${b}`;
};

/** The figure beside its earlier period, in words and numbers. A growth names the two it is made of. */
export function Compared({ figure }: { figure: Pick<Figure, 'base' | 'previous' | 'as' | 'period' | 'display'> }) {
  const { t, x } = useWords();
  const earlier = figure.base ?? figure.previous;
  if (!earlier || earlier.value === null) return null;
  const growth = figure.as !== 'value';
  return (
    <section className="figure-part">
      <h3>{t('figure.compared')}</h3>
      {!growth && (
        <dl className="compared">
          <div>
            <dt>{spanWords(earlier.period)}</dt>
            <dd>{x(earlier.display)}</dd>
          </div>
          <div>
            <dt>{spanWords(figure.period)}</dt>
            <dd className="strong">{x(figure.display)}</dd>
          </div>
        </dl>
      )}
      {growth && (
        <p className="meta">{t('figure.against', { period: spanWords(earlier.period), value: x(earlier.display) })}</p>
      )}
    </section>
  );
}
