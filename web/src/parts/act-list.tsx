import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MayAct, WhyNot } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { TextField } from './fields.tsx';
import { keyed } from './keyed.ts';

export const named = (title: string, subject: { name: string } | null): string =>
  subject ? `${title} · ${subject.name}` : title;
export const FIRST = 7;
export const fits = (said: string, filter: string): boolean => said.toLowerCase().includes(filter.trim().toLowerCase());
export const Find = (props: { label: string; value: string; onChange: (text: string) => void }) => (
  <div className="act-find">
    <TextField {...props} />
  </div>
);

interface MayProps {
  readonly acts: readonly MayAct[];
  readonly canAct: boolean;
  readonly onStart: (act: MayAct) => void;
}
/** Acts of the office that may be done now: owed ones first, one primary button. */
export function MayList({ acts, canAct, onStart }: MayProps) {
  const { t, x } = useWords();
  const [all, showAll] = useState(false);
  const [filter, setFilter] = useState('');
  const ordered = ordering(acts);
  if (ordered.length === 0) return <p className="empty">{t('may.none')}</p>;
  const shown = all ? ordered.filter((a) => fits(named(x(a.title), a.subject), filter)) : ordered.slice(0, FIRST);
  return (
    <>
      {all && <Find label={t('mayNot.filter')} value={filter} onChange={setFilter} />}
      <ul className="card list act-list" id="may-list">
        {shown.map((act, i) => (
          <li key={`${act.act} ${act.subject?.id}`}>
            <div>
              <p className="strong">
                {named(x(act.title), act.subject)}{' '}
                {act.owed && (
                  <span className="tag" data-tone="soon">
                    {t('may.owed')}
                  </span>
                )}
              </p>
              <p className="row meta">
                <Cites cites={act.cites} limit={1} />
                <span>{x(act.decides.text)}</span>
              </p>
            </div>
            {canAct && (
              <Button
                className="button"
                data-small
                data-primary={i === 0 || undefined}
                onPress={() => onStart(act)}
                aria-label={`${t(act.decides.you ? 'may.start' : 'may.ask')}: ${named(x(act.title), act.subject)}`}
              >
                {t(act.decides.you ? 'may.start' : 'may.ask')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {ordered.length > FIRST && (
        <Button className="link more" onPress={() => showAll(!all)}>
          {all ? t('may.fewer') : t('may.all', { n: ordered.length })}
        </Button>
      )}
      {!canAct && <p className="meta more">{t('may.readOnly')}</p>}
    </>
  );
}
export const ordering = (acts: readonly MayAct[]): readonly MayAct[] => [
  ...acts.filter((a) => a.owed),
  ...acts.filter((a) => !a.owed),
];

export function Reasons({ reasons }: { reasons: readonly WhyNot[] }) {
  const { t, x } = useWords();
  return (
    <ul className="reasons">
      {keyed(reasons, (r) => `${r.code} ${r.text.en}`).map(({ key, item: r }) => (
        <li key={key}>
          <span>{x(r.text)}</span>
          <span className="reason-cites">
            <Cites cites={r.cites} />
          </span>
          {r.remedy.some((m) => !x(r.text).includes(x(m.title))) && (
            <span className="meta reason-remedy">
              {t('mayNot.remedy', { acts: r.remedy.map((m) => x(m.title)).join(t('list.or')) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
