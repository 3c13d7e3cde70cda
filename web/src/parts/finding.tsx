import type { Finding as FindingShape } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { keyed } from './keyed.ts';

/** One departure: what, for whom, under which article, and the reckoning line by line. */
export function Finding({ finding: f, onFact }: { finding: FindingShape; onFact: (what: string) => void }) {
  const { t, x, day } = useWords();
  return (
    <section className="finding" data-certainty={f.certainty}>
      <h3>
        {x(f.title)}
        {f.defendant && (
          <>
            {' · '}
            <span lang="zh-CN">{f.defendant}</span>
          </>
        )}{' '}
        <span className="tag" data-tone={f.certainty === 'certain' ? 'over' : 'soon'}>
          {t(`certainty.${f.certainty}`)}
        </span>
      </h3>
      <p>
        {x(f.message)} <Cites cites={f.cites} />
      </p>
      <ol className="sum" aria-label={t('judgment.arithmetic')}>
        {keyed(f.steps, (s) => `${s.date} ${s.text.en}`).map(({ key, item: s }) => (
          <li key={key}>
            <span className="meta">{s.date ? day(s.date) : ''}</span>
            <span>
              {x(s.text)} <Cites cites={s.cites} />
            </span>
          </li>
        ))}
      </ol>
      {f.dependsOn.map((u) => (
        <div key={u.field} className="unstated">
          <h4>{t('judgment.dependsOn', { fact: x(u.title) })}</h4>
          <ul>
            {u.answers.map((a) => (
              <li key={a.title.en}>
                {x(a.title)}: {a.limit ? t('judgment.limit', { date: a.limit }) : t('judgment.noLimit')} ·{' '}
                {t(a.broken ? 'judgment.broken' : 'judgment.kept')} <Cites cites={a.cites} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {f.reliesOn.map((r) => (
        <p key={r.en} className="meta">
          {t('judgment.reliesOn', { what: x(r) })}
        </p>
      ))}
      {f.acts.some((a) => a.span) && (
        <p className="row meta">
          {f.acts.map(
            (a) =>
              a.span && (
                <button key={a.id} type="button" className="link" onClick={() => onFact(`${a.span?.from}`)}>
                  {a.on} {x(a.title)}
                </button>
              ),
          )}
        </p>
      )}
    </section>
  );
}
