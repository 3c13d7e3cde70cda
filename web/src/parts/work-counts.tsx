import type { Worklist } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Glyph, type State } from './glyph.tsx';

/** How many are in each state, each with its own form. */
export function WorkCounts({ counts }: { counts: Worklist['counts'] }) {
  const { t, n } = useWords();
  const shown: readonly (readonly [State, number, string])[] = [
    ['overdue', counts.overdue, t('work.overdue')],
    ['due-soon', counts.soon, t('work.soon')],
    ['running', counts.running, t('work.running')],
    ['paused', counts.paused, t('work.paused')],
    ['open-undated', counts.undated, t('work.undated')],
    ['met', counts.metThisMonth, t('work.met')],
  ];
  return (
    <ul className="counts" aria-label={t('work.counts')}>
      {shown.map(([state, value, label]) => (
        <li key={state} data-state={state}>
          <span className="counts-value">
            <Glyph state={state} share={state === 'due-soon' ? 0.75 : 0.5} />
            {n(value)}
          </span>
          <span className="counts-label">{label}</span>
        </li>
      ))}
    </ul>
  );
}
