import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** The number with its unit and how it moved, in ink: no colour says whether more is better. */
export function FigureValue({ figure }: { figure: Pick<Figure, 'display' | 'unit' | 'previous'> }) {
  const { x } = useWords();
  return (
    <p className="figure-value">
      <strong>{x(figure.display)}</strong>{' '}
      {figure.unit.code !== 'percent' && x(figure.unit.text) !== '' && <span>{x(figure.unit.text)}</span>}{' '}
      {figure.previous?.change && <span className="figure-change">{x(figure.previous.change)}</span>}
    </p>
  );
}

/** Of a median: what still runs is in it for as long as it was seen. */
export function Censored({ figure }: { figure: Pick<Figure, 'censored'> }) {
  const { t } = useWords();
  return figure.censored ? <p className="meta">{t('figure.censored', { n: figure.censored })}</p> : null;
}

/** What the figure must not be used for, what in it is a choice, what is outside of it. */
export function FigureLimits({ figure }: { figure: Pick<Figure, 'notFor' | 'choices' | 'excluded'> }) {
  const { t, x, n } = useWords();
  return (
    <>
      <h4>{t('figure.notFor')}</h4>
      <p>{x(figure.notFor)}</p>
      {figure.choices.length > 0 && (
        <>
          <h4>{t('figure.choices')}</h4>
          <ul>
            {figure.choices.map((choice) => (
              <li key={choice.en}>{x(choice)}</li>
            ))}
          </ul>
        </>
      )}
      {figure.excluded.length > 0 && (
        <>
          <h4>{t('figure.outside')}</h4>
          <ul>
            {figure.excluded.map((one) => (
              <li key={one.what.en}>
                {x(one.what)}: {n(one.value)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
