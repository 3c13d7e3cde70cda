import { Ban, Lock } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MayNot } from '../shapes.ts';
import { useWords } from '../words.tsx';
import { FIRST, Find, fits, Reasons } from './act-list.tsx';

interface Props {
  readonly acts: readonly MayNot[];
  readonly canForce: boolean;
  readonly canRecord: boolean;
  readonly onForce: (act: MayNot) => void;
}

/** The same act barred for the same reasons is said once, with everybody it concerns. */
export const together = (acts: readonly MayNot[]): readonly (readonly MayNot[])[] => {
  const groups = new Map<string, MayNot[]>();
  for (const act of acts) {
    const key = `${act.act} ${act.final} ${act.reasons.map((r) => r.text.zh).join(' ')}`;
    groups.set(key, [...(groups.get(key) ?? []), act]);
  }
  return [...groups.values()];
};

/** Acts that may not be done now, each with every reason, its article and the way out. */
export function MayNotList({ acts, canForce, canRecord, onForce }: Props) {
  const { t, x } = useWords();
  const [all, showAll] = useState(false);
  const [filter, setFilter] = useState('');
  const titled = (group: readonly MayNot[]): string => {
    const names = group.flatMap((a) => (a.subject ? [a.subject.name] : []));
    const title = group[0] ? x(group[0].title) : '';
    return names.length === 0 ? title : `${title} · ${names.join(t('list.and'))}`;
  };
  const near = together(acts.filter((a) => a.near));
  const every = together(acts);
  const shown = all ? every.filter((g) => fits(titled(g), filter)) : near.slice(0, FIRST);
  if (acts.length === 0) return <p className="empty">{t('mayNot.none')}</p>;
  return (
    <>
      {all && <Find label={t('mayNot.filter')} value={filter} onChange={setFilter} />}
      {shown.length === 0 && <p className="empty">{t('mayNot.noneNear')}</p>}
      {shown.length > 0 && (
        <ul className="card list act-list" id="may-not-list">
          {shown.map((group) => (
            <li key={group.map((a) => `${a.act} ${a.subject?.id}`).join()} className="may-not">
              {group[0]?.final ? <Ban size={15} aria-hidden="true" /> : <Lock size={15} aria-hidden="true" />}
              <div>
                <p className="strong may-not-title">{titled(group)}</p>
                <Reasons reasons={group[0]?.reasons ?? []} />
                <Although group={group} canForce={canForce} canRecord={canRecord} onForce={onForce} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {every.length > Math.min(near.length, FIRST) && (
        <Button className="link more" onPress={() => showAll(!all)}>
          {all ? t('may.fewer') : t('mayNot.all', { n: every.length })}
        </Button>
      )}
    </>
  );
}

/** What happened all the same can be recorded: a fact of others by whoever may act, an act of the office only with a ground. */
function Although({ group, canForce, canRecord, onForce }: Omit<Props, 'acts'> & { group: readonly MayNot[] }) {
  const { t } = useWords();
  const open = group.filter((a) => (a.by === 'outside' ? canRecord : canForce));
  if (open.length === 0) return null;
  const label = open[0]?.by === 'outside' ? t('mayNot.recordOutside') : t('mayNot.although');
  return (
    <p className="row meta">
      {open.length > 1 && <span>{label}</span>}
      {open.map((a) => (
        <Button
          key={a.subject?.id ?? ''}
          className="link"
          onPress={() => onForce(a)}
          aria-label={a.subject ? `${label} · ${a.subject.name}` : undefined}
        >
          {open.length > 1 ? (a.subject?.name ?? label) : label}
        </Button>
      ))}
    </p>
  );
}
