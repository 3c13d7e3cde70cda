import type { Figure } from '../shapes.ts';
import { useWords, type Words } from '../words.tsx';

/** A year or years when they are whole, else from day to day. */
function spanWords({ from, to }: { readonly from: string; readonly to: string }, { lang, day }: Words): string {
  const [a, b] = [from.slice(0, 4), to.slice(0, 4)];
  const whole = from.endsWith('-01-01') && to.endsWith('-12-31');
  if (whole && lang === 'zh') return a === b ? `${a}年` : `${a}—${b}年`;
  if (whole) return a === b ? a : `${a}–${b}`;
  if (lang === 'zh') return a === b ? `${a}年${day(from)}—${day(to)}` : `${a}年${day(from)}—${b}年${day(to)}`;
  return a === b ? `${day(from)} – ${day(to)} ${a}` : `${day(from)} ${a} – ${day(to)} ${b}`;
}

/** The figure beside its earlier period, in words and numbers. A growth names the two it is made of. */
export function Compared({ figure }: { figure: Pick<Figure, 'base' | 'previous' | 'as' | 'period' | 'display'> }) {
  const words = useWords();
  const { t, x } = words;
  const earlier = figure.base ?? figure.previous;
  if (!earlier || earlier.value === null) return null;
  const growth = figure.as !== 'value';
  return (
    <section className="figure-part">
      <h3>{t('figure.compared')}</h3>
      {!growth && (
        <dl className="compared">
          <div>
            <dt>{spanWords(earlier.period, words)}</dt>
            <dd>{x(earlier.display)}</dd>
          </div>
          <div>
            <dt>{spanWords(figure.period, words)}</dt>
            <dd className="strong">{x(figure.display)}</dd>
          </div>
        </dl>
      )}
      {growth && (
        <p className="meta">
          {t('figure.against', { period: spanWords(earlier.period, words), value: x(earlier.display) })}
        </p>
      )}
    </section>
  );
}
