import { Link } from '@tanstack/react-router';
import { useWords } from '../../words.tsx';
import type { FigureView } from '../figure-panel.tsx';
import type { Cell } from './points.ts';

/** Parts in their own order with a short bar each; a part opens what is behind it. */
export function MiniBars({
  rows,
  name,
  onKey,
}: {
  rows: readonly Cell[];
  name: string;
  onKey: (key: string) => Partial<FigureView>;
}) {
  const { t, x } = useWords();
  const some = rows.filter((r) => (r.value ?? 0) > 0);
  const most = Math.max(...some.map((r) => r.value ?? 0), 0);
  if (some.length === 0) return <p className="meta">{t('board.partsNone')}</p>;
  return (
    <table className="bars mini-bars">
      <caption className="sr">{name}</caption>
      <tbody>
        {some.map((r) => (
          <tr key={r.key}>
            <th scope="row">{x(r.title)}</th>
            <td className="bars-cell">
              <svg width="100%" height="12" aria-hidden="true">
                <rect className="bar" width={`${((r.value ?? 0) / most) * 100}%`} height="12" rx="1" />
              </svg>
            </td>
            <td className="num">
              <Link
                to="/dashboard"
                search={(s) => ({ ...s, ...onKey(r.key) })}
                resetScroll={false}
                className="figure-link"
                aria-label={`${x(r.title)}: ${x(r.display)}`}
              >
                {x(r.display)}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
