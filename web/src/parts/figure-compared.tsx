import type { Figure } from '../shapes.ts';
import { type Lang, useWords } from '../words.tsx';

/** A year or years when they are whole, else from day to day. */
function spanWords({ from, to }: { readonly from: string; readonly to: string }, lang: Lang): string {
  const [a, b] = [from.slice(0, 4), to.slice(0, 4)];
  const whole = from.endsWith('-01-01') && to.endsWith('-12-31');
  if (whole && lang === 'zh') return a === b ? `${a}年` : `${a}—${b}年`;
  if (whole) return a === b ? a : `${a}–${b}`;
  const days = new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
  return days.formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`));
}

/** The figure beside its earlier period, in words and numbers. A growth names the two it is made of. */
export function Compared({ figure }: { figure: Pick<Figure, 'base' | 'previous' | 'as' | 'period' | 'display'> }) {
  const { t, x, lang } = useWords();
  const earlier = figure.base ?? figure.previous;
  if (!earlier || earlier.value === null) return null;
  const growth = figure.as !== 'value';
  return (
    <section className="figure-part">
      <h3>{t('figure.compared')}</h3>
      {!growth && (
        <dl className="compared">
          <div>
            <dt>{spanWords(earlier.period, lang)}</dt>
            <dd>{x(earlier.display)}</dd>
          </div>
          <div>
            <dt>{spanWords(figure.period, lang)}</dt>
            <dd className="strong">{x(figure.display)}</dd>
          </div>
        </dl>
      )}
      {growth && (
        <p className="meta">
          {t('figure.against', { period: spanWords(earlier.period, lang), value: x(earlier.display) })}
        </p>
      )}
    </section>
  );
}
