import { Ban, Lock } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MayAct, MayNot, TryAnswer } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { FIRST, Find, fits, named, Reasons } from './act-list.tsx';
import { Cites } from './cite.tsx';
import { rowsOf } from './may-list.tsx';
import { together } from './may-not.tsx';
import { Of } from './of.tsx';

const keyOf = (act: MayAct): string => `${act.act} ${act.subject?.id ?? ''}`;

const useFilter = (count: number) => {
  const [all, showAll] = useState(false);
  const [filter, setFilter] = useState('');
  return { all: all || count <= FIRST, showAll, filter, setFilter, many: count > FIRST };
};

/** Acts that are possible on this day, of the office and of others; one button for each person. */
export function TryActs({
  answer,
  before,
  onChoose,
}: {
  answer: TryAnswer;
  before: TryAnswer | undefined;
  onChoose: (act: MayAct) => void;
}) {
  const { t, x } = useWords();
  const acts = [...answer.may, ...answer.outsideActs];
  const known = before && new Set([...before.may, ...before.outsideActs].map(keyOf));
  const rows = rowsOf([...acts.filter((a) => a.owed || a.oneOf), ...acts.filter((a) => !a.owed && !a.oneOf)]);
  const { all, showAll, filter, setFilter, many } = useFilter(rows.length);
  const shown = all
    ? rows.filter((row) => row.all.some((a) => fits(named(x(a.title), a.subject), filter)))
    : rows.slice(0, FIRST);
  if (rows.length === 0) return <p className="empty">{t('try.nothingPossible')}</p>;
  return (
    <>
      {all && many && <Find label={t('mayNot.filter')} value={filter} onChange={setFilter} />}
      <ul className="card list act-list">
        {shown.map(({ act, all: [one, ...others] }) => (
          <li key={act} data-people={others.length > 0 || undefined}>
            <div>
              <p className="strong">
                {x(one.title)}
                {others.length === 0 && <Of who={one.subject} />}{' '}
                {(one.owed || one.oneOf) && (
                  <span className="tag" data-tone="soon">
                    {t(one.owed ? 'may.owed' : 'try.oneOf')}
                  </span>
                )}{' '}
                {known && [one, ...others].some((each) => !known.has(keyOf(each))) && (
                  <span className="tag">{t('try.new')}</span>
                )}
              </p>
              <p className="row meta">
                <Cites cites={one.cites} limit={1} bare />
                <span>{x(one.decides.title)}</span>
              </p>
            </div>
            <div className="may-start">
              {[one, ...others].map((each) => (
                <Button
                  key={each.subject?.id ?? ''}
                  className="button"
                  data-small
                  onPress={() => onChoose(each)}
                  aria-label={`${t('try.suppose')}: ${named(x(each.title), each.subject)}`}
                >
                  {others.length > 0 ? each.subject?.name : t('try.suppose')}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {many && (
        <Button className="link more" onPress={() => showAll(!all)}>
          {all ? t('may.fewer') : t('may.all', { n: rows.length })}
        </Button>
      )}
    </>
  );
}

/** Acts that are not possible on this day, with every reason; they can be supposed all the same, and are then marked. */
export function TryBarred({ acts, onChoose }: { acts: readonly MayNot[]; onChoose: (act: MayNot) => void }) {
  const { t, x } = useWords();
  const near = together(acts.filter((act) => act.near));
  const every = together(acts);
  const titled = (group: readonly MayNot[]) => {
    const names = group.flatMap((act) => (act.subject ? [act.subject.name] : [])).join(t('list.and'));
    return group[0] ? named(x(group[0].title), names === '' ? null : { name: names }) : '';
  };
  const { all, showAll, filter, setFilter, many } = useFilter(near.length === 0 ? every.length : FIRST + 1);
  const shown = all ? every.filter((group) => fits(titled(group), filter)) : near.slice(0, FIRST);
  if (acts.length === 0) return <p className="empty">{t('mayNot.none')}</p>;
  return (
    <>
      {all && <Find label={t('mayNot.filter')} value={filter} onChange={setFilter} />}
      <ul className="card list act-list">
        {shown.map((group) => (
          <li key={group.map((act) => `${act.act} ${act.subject?.id}`).join()} className="may-not">
            {group[0]?.final ? <Ban size={15} aria-hidden="true" /> : <Lock size={15} aria-hidden="true" />}
            <div>
              <p className="strong may-not-title">{titled(group)}</p>
              <Reasons reasons={group[0]?.reasons ?? []} />
              <p className="row meta">
                {group.map((act) => (
                  <Button
                    key={act.subject?.id ?? ''}
                    className="link"
                    onPress={() => onChoose(act)}
                    aria-label={`${t('try.allTheSame')} · ${named(x(act.title), act.subject)}`}
                  >
                    {t('try.allTheSame')}
                    {group.length > 1 && act.subject ? ` · ${act.subject.name}` : ''}
                  </Button>
                ))}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {many && (
        <Button className="link more" onPress={() => showAll(!all)}>
          {all ? t('may.fewer') : t('mayNot.all', { n: every.length })}
        </Button>
      )}
    </>
  );
}
