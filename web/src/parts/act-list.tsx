import { Ban, Lock } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MayAct, MayNot, WhyNot } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { Cites } from './cite.tsx';
import { TextField } from './fields.tsx';
import { keyed } from './keyed.ts';

const named = (title: string, subject: { name: string } | null): string =>
  subject ? `${title} · ${subject.name}` : title;
const FIRST = 7;

interface MayProps {
  readonly acts: readonly MayAct[];
  readonly canAct: boolean;
  readonly onStart: (act: MayAct) => void;
}
/** Acts of the office that may be done now: owed ones first, one primary button. */
export function MayList({ acts, canAct, onStart }: MayProps) {
  const { t, x } = useWords();
  const [all, showAll] = useState(false);
  const ordered = ordering(acts);
  if (ordered.length === 0) return <p className="empty">{t('may.none')}</p>;
  const shown = all ? ordered : ordered.slice(0, FIRST);
  return (
    <>
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

interface MayNotProps {
  readonly acts: readonly MayNot[];
  readonly canForce: boolean;
  readonly canRecord: boolean;
  readonly onForce: (act: MayNot) => void;
}
/** Acts that may not be done now, each with every reason, its article and the way out. */
export function MayNotList({ acts, canForce, canRecord, onForce }: MayNotProps) {
  const { t, x } = useWords();
  const [all, showAll] = useState(false);
  const [filter, setFilter] = useState('');
  const near = acts.filter((a) => a.near);
  const shown = (all ? acts : near).filter((a) =>
    named(x(a.title), a.subject).toLowerCase().includes(filter.trim().toLowerCase()),
  );
  if (acts.length === 0) return <p className="empty">{t('mayNot.none')}</p>;
  return (
    <>
      {all && <TextField label={t('mayNot.filter')} value={filter} onChange={setFilter} />}
      {shown.length === 0 && <p className="empty">{t('mayNot.noneNear')}</p>}
      {shown.length > 0 && (
        <ul className="card list act-list" id="may-not-list">
          {shown.map((act) => (
            <li key={`${act.act} ${act.subject?.id}`} className="may-not">
              {act.final ? <Ban size={15} aria-hidden="true" /> : <Lock size={15} aria-hidden="true" />}
              <div>
                <p className="strong may-not-title">{named(x(act.title), act.subject)}</p>
                <Reasons reasons={act.reasons} />
                {act.by === 'outside' && canRecord && (
                  <Button className="link meta" onPress={() => onForce(act)}>
                    {t('mayNot.recordOutside')}
                  </Button>
                )}
                {act.by === 'office' && canForce && (
                  <Button
                    className="link meta"
                    onPress={() => onForce(act)}
                    aria-label={`${t('mayNot.although')}: ${named(x(act.title), act.subject)}`}
                  >
                    {t('mayNot.although')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {acts.length > near.length && (
        <Button className="link more" onPress={() => showAll(!all)}>
          {all ? t('may.fewer') : t('mayNot.all', { n: acts.length })}
        </Button>
      )}
    </>
  );
}

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
          {r.remedy.length > 0 && (
            <span className="meta reason-remedy">
              {t('mayNot.remedy', { acts: r.remedy.map((m) => x(m.title)).join(t('list.or')) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
