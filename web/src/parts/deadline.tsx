import type { Deadline as DeadlineShape } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { Glyph } from './glyph.tsx';
import { keyed } from './keyed.ts';
import { Of } from './of.tsx';
import { Ruler } from './ruler.tsx';

const share = (d: DeadlineShape) => d.ruler?.share ?? 0.5;
const MARKS = {
  extended: 'mark.extended',
  restarted: 'mark.restarted',
  provisional: 'mark.provisional',
  custody: 'mark.custody',
  'alert-only': 'mark.alert',
  'reopened-by-correction': 'mark.reopened',
} as const;

export const DeadlineGlyph = ({ deadline, size }: { deadline: DeadlineShape; size?: number }) => (
  <Glyph state={deadline.state} share={share(deadline)} size={size} />
);

export function Marks({ deadline }: { deadline: DeadlineShape }) {
  const { t } = useWords();
  return (
    <>
      {deadline.marks
        .filter((m) => m !== 'custody' && m !== 'alert-only')
        .map((m) => (
          <span key={m} className="tag" data-tone={m === 'provisional' ? 'soon' : 'plain'}>
            {t(MARKS[m])}
          </span>
        ))}
    </>
  );
}

/** Glyph, count and date: the first column of a list. */
export function DeadlineShort({ deadline }: { deadline: DeadlineShape }) {
  const { x } = useWords();
  return (
    <span className="deadline" data-state={deadline.state}>
      <DeadlineGlyph deadline={deadline} />
      <span>
        <strong>{x(deadline.phrase)}</strong>
        {deadline.dueText && <span className="meta">{x(deadline.dueText)}</span>}
      </span>
    </span>
  );
}

export function DeadlineRuler({ deadline, cites = true }: { deadline: DeadlineShape; cites?: boolean }) {
  const { x } = useWords();
  return (
    <div className="deadline-ruler">
      {deadline.ruler && <Ruler ruler={deadline.ruler} state={deadline.state} />}
      <div className="deadline-under">
        {cites && <Cites cites={deadline.cites} limit={1} />}
        {deadline.period && <span className="meta">{x(deadline.period)}</span>}
      </div>
    </div>
  );
}

/** The large form: panel and case header. */
export function DeadlineLarge({ deadline, compact = false }: { deadline: DeadlineShape; compact?: boolean }) {
  const w = useWords();
  const { ruler } = deadline;
  return (
    <div className="deadline-large" data-state={deadline.state} data-compact={compact}>
      <div className="deadline-head">
        <DeadlineGlyph deadline={deadline} size={compact ? 32 : 40} />
        <div>
          <p>
            <strong>{w.x(deadline.phrase)}</strong>{' '}
            <span className="meta">{deadline.dueText && w.x(deadline.dueText)}</span>
          </p>
          {compact && (
            <p className="row">
              <Cites cites={deadline.cites} limit={2} />
              {deadline.period && <span className="meta">{w.x(deadline.period)}</span>}
              <Marks deadline={deadline} />
            </p>
          )}
        </div>
      </div>
      {ruler && (
        <>
          <Ruler ruler={ruler} state={deadline.state} />
          {!compact && (
            <p className="ruler-ends meta" aria-hidden="true">
              <span>{w.day(ruler.from)}</span>
              <span>{w.t('ruler.to', { date: w.day(ruler.to) })}</span>
              {ruler.mayExtendTo && <span>{w.t('ruler.may', { date: w.day(ruler.mayExtendTo) })}</span>}
            </p>
          )}
        </>
      )}
    </div>
  );
}

/** How this date was found: start, period, holidays, pauses, extensions, result; each line with its article. */
export function Explain({ deadline, heading: H = 'h3' }: { deadline: DeadlineShape; heading?: 'h2' | 'h3' }) {
  const w = useWords();
  if (deadline.explain.length === 0) return null;
  return (
    <section className="explain">
      <H>{w.t('explain.title')}</H>
      <ExplainSteps deadline={deadline} />
    </section>
  );
}

export function ExplainSteps({ deadline }: { deadline: DeadlineShape }) {
  const w = useWords();
  return (
    <dl>
      {keyed(deadline.explain, (l) => `${l.date} ${l.text.en}`).map(({ key, item: line }) => (
        <div key={key}>
          <dt>{line.date === null ? '' : w.day(line.date)}</dt>
          <dd>
            {w.x(line.text)} <Cites cites={line.cites} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function StillOwed({ before, heading: H = 'h3' }: { before: readonly DeadlineShape[]; heading?: 'h2' | 'h3' }) {
  const { t, x } = useWords();
  if (before.length === 0) return null;
  return (
    <section className="still-owed">
      <H>{t('explain.before')}</H>
      <ul>
        {before.map((d) => (
          <li key={d.key}>
            <DeadlineGlyph deadline={d} size={17} />
            <span>
              {x(d.title)}
              <Of who={d.subject} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
