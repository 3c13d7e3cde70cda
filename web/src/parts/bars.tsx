import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Figure, FigureBreakdown } from '../shapes.ts';
import { useWords } from '../words.tsx';

interface Props {
  readonly breakdown: FigureBreakdown;
  readonly figure: Figure;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly children: ReactNode;
}

/** The parts of a figure as a table with bars; each part opens its own rows. */
export function Bars({ breakdown, figure, chosen, onChoose, children }: Props) {
  const { t, x, n } = useWords();
  const most = Math.max(...breakdown.rows.map((r) => r.value ?? 0), 0.0001);
  return (
    <section className="figure-part">
      <div className="head-line">
        <h3>{t(`by.${breakdown.dimension}`)}</h3>
        <span className="row">{children}</span>
      </div>
      {breakdown.rows.length === 0 ? (
        <p className="meta">{t('figure.noParts')}</p>
      ) : (
        <table className="bars">
          <caption className="sr">
            {x(figure.title)} {t(`by.${breakdown.dimension}`)}
          </caption>
          <thead className="sr">
            <tr>
              <th scope="col">{t(`by.${breakdown.dimension}`)}</th>
              <th scope="col">{t('figure.bar')}</th>
              <th scope="col">{x(figure.title)}</th>
              <th scope="col">{figure.denominator ? x(figure.denominator.text) : t('figure.of')}</th>
            </tr>
          </thead>
          <tbody>
            {breakdown.rows.map((r) => (
              <tr key={r.key} data-chosen={r.key === chosen}>
                <th scope="row">{x(r.title)}</th>
                <td className="bars-cell">
                  <svg width="100%" height="14" aria-hidden="true">
                    <rect className="bar" width={`${((r.value ?? 0) / most) * 100}%`} height="14" rx="1" />
                  </svg>
                </td>
                <td className="num">
                  <Button
                    className="figure-link"
                    onPress={() => onChoose(r.key)}
                    aria-label={`${x(r.title)}: ${x(r.display)}`}
                  >
                    {x(r.display)}
                  </Button>
                </td>
                <td className="num meta">{r.denominator !== undefined ? n(r.denominator) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
