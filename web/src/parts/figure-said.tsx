import type { Figure } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** The number with its unit and how it moved, in ink: no colour says whether more is better. */
export function FigureValue({ figure }: { figure: Pick<Figure, 'display' | 'unit' | 'previous'> }) {
  const { x, unit } = useWords();
  return (
    <p className="figure-value">
      <strong>{x(figure.display)}</strong>{' '}
      {figure.unit.code !== 'percent' && x(figure.unit.text) !== '' && <span>{unit(figure)}</span>}{' '}
      {figure.previous?.change && <span className="figure-change">{x(figure.previous.change)}</span>}
    </p>
  );
}

/** Of a median: how sure it is, and what still runs and is in it for as long as it was seen. */
export function Uncertain({ figure }: { figure: Pick<Figure, 'censored' | 'interval'> }) {
  const { t, lang } = useWords();
  const { censored, interval } = figure;
  const said = [
    ...(interval ? [intervalText(interval, t)] : []),
    ...(censored ? [t('figure.censored', { n: censored })] : []),
  ];
  return said.length > 0 ? <p className="meta">{said.join(lang === 'zh' ? '；' : '; ')}</p> : null;
}

function intervalText({ from, to }: NonNullable<Figure['interval']>, t: ReturnType<typeof useWords>['t']): string {
  if (from === null) return t('figure.intervalNone');
  return to === null ? t('figure.intervalOpen', { from }) : t('figure.interval', { from, to });
}

/** What the figure must not be used for, what in it is a choice, what is outside of it. */
export function FigureLimits({ figure }: { figure: Pick<Figure, 'notFor' | 'choices' | 'excluded'> }) {
  const { t, x } = useWords();
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
              <li key={one.what.en}>{t('figure.outsideOf', { what: x(one.what), n: one.value })}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
