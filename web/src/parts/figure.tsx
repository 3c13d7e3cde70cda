import { Link } from '@tanstack/react-router';
import type { Figure as FigureShape } from '../shapes.ts';
import { useWords } from '../words.tsx';

/** A figure as a link to what stands behind it. */
export function Figure({ figure, period, open }: { figure: FigureShape; period?: string; open: boolean }) {
  const { x } = useWords();
  return (
    <Link
      to="/measures"
      search={(s) => ({ q: s.q, period, figure: figure.id })}
      resetScroll={false}
      className="figure-inline"
      data-open={open}
      aria-label={`${x(figure.title)} ${x(figure.display)}`}
    >
      {x(figure.display)}
    </Link>
  );
}
