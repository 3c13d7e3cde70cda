import type { Deadline, Party } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { DeadlineGlyph } from './deadline.tsx';
import { Of } from './of.tsx';

/** Who is in it: each with the marks and lines that matter for the next act. */
export function People({ parties, heading: H = 'h3' }: { parties: readonly Party[]; heading?: 'h2' | 'h3' }) {
  const { t, x } = useWords();
  if (parties.length === 0) return <p className="empty">{t('case.noPeople')}</p>;
  return (
    <ul className="people">
      {parties.map((p) => (
        <li key={p.id}>
          <H className="people-name">
            {p.name}{' '}
            {p.marks.map((m) => (
              <span key={m.code} className="tag" data-tone={m.tone}>
                {x(m.text)}
              </span>
            ))}
          </H>
          <p className="meta">
            {[p.lines[0] && x(p.lines[0]), p.offence && x(p.offence.title)].filter(Boolean).join(' · ')}
          </p>
          {p.lines.slice(1).map((line) => (
            <p key={line.en} className="meta">
              {x(line)}
            </p>
          ))}
          {p.outcome && <p className="people-outcome">{x(p.outcome)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** All clocks and duties, short. */
export function ClockList({ deadlines }: { deadlines: readonly Deadline[] }) {
  const { t, x } = useWords();
  if (deadlines.length === 0) return <p className="empty">{t('case.noClocks')}</p>;
  return (
    <ul className="clock-list">
      {deadlines.map((d) => (
        <li key={d.key}>
          <DeadlineGlyph deadline={d} size={19} />
          <div>
            <p className="strong">
              {x(d.title)}
              <Of who={d.subject} />
            </p>
            <p className="meta">
              {x(d.phrase)}
              {d.dueText && ` · ${x(d.dueText)}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
