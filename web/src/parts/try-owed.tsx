import type { TryAnswer } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { DeadlineGlyph, DeadlineRuler, ExplainSteps } from './deadline.tsx';
import { keyed } from './keyed.ts';
import { Of } from './of.tsx';

/** What is owed, by when and how that day was found; what departed from the law; what has come out of it. */
export function TryOwed({ answer, before }: { answer: TryAnswer; before: TryAnswer | undefined }) {
  const { t, x, day } = useWords();
  const known = before && new Set(before.deadlines.map((one) => one.key));
  const past = answer.deadlines.filter((one) => !answer.owed.includes(one));
  return (
    <section className="try-middle" aria-label={t('try.owed')}>
      <h2>{t('try.owed')}</h2>
      {answer.closed && <p className="note">{t('try.closed', { date: day(answer.closed) })}</p>}
      {answer.outcomes.length > 0 && (
        <ul className="try-outcomes">
          {answer.outcomes.map((one) => (
            <li key={`${one.subject} ${one.title.en}`} className="strong">
              {x(one.title)}
              <Of who={answer.people.find((who) => who.id === one.subject)} />
            </li>
          ))}
        </ul>
      )}
      {answer.owed.length === 0 && <p className="empty">{t('try.nothingOwed')}</p>}
      <ul className="card list try-owed">
        {answer.owed.map((d) => (
          <li key={d.key} data-state={d.state}>
            <div className="try-due">
              <DeadlineGlyph deadline={d} size={22} />
              <div>
                <p className="strong">
                  {x(d.title)}
                  <Of who={d.subject} /> {known && !known.has(d.key) && <span className="tag">{t('try.new')}</span>}
                </p>
                <p className="meta">
                  <span data-state={d.state}>{x(d.phrase)}</span>
                  {d.dueText && ` · ${x(d.dueText)}`} · {t('work.owedBy', { who: x(d.owedBy.title) })}
                </p>
                <p className="row">
                  <Cites cites={d.cites} />
                </p>
              </div>
            </div>
            {d.ruler && <DeadlineRuler deadline={d} cites={false} />}
            {d.explain.length > 0 && (
              <details className="explain">
                <summary className="meta">{t('explain.title')}</summary>
                <ExplainSteps deadline={d} />
              </details>
            )}
          </li>
        ))}
      </ul>
      {answer.departures.length > 0 && (
        <>
          <h2>{t('case.departures')}</h2>
          <ul className="card list act-list">
            {keyed(answer.departures, (d) => `${d.date} ${d.text.en}`).map(({ key, item: d }) => (
              <li key={key}>
                <div>
                  <p>{x(d.text)}</p>
                  <p className="row meta">
                    {day(d.date)} <Cites cites={d.cites} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {past.length > 0 && (
        <details>
          <summary className="meta">{t('try.past', { n: past.length })}</summary>
          <ul className="clock-list">
            {past.map((d) => (
              <li key={d.key}>
                <DeadlineGlyph deadline={d} size={19} />
                <div>
                  <p className="strong">
                    {x(d.title)}
                    <Of who={d.subject} />
                  </p>
                  <p className="meta">{x(d.phrase)}</p>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
      {answer.notes.length > 0 && (
        <ul className="notes">
          {keyed(answer.notes, (note) => note.en).map(({ key, item }) => (
            <li key={key}>{x(item)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
