import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reads } from '../api.ts';
import { Chips } from '../parts/chips.tsx';
import { DeadlineShort } from '../parts/deadline.tsx';
import { useKeys } from '../parts/keys.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { useWords } from '../words.tsx';

/** What waits for the reader, most urgent first as the server orders it; or what the reader asked for. */
export function DecisionsPage() {
  const { caseNo, t, x, day } = useWords();
  const [box, setBox] = useState<'decide' | 'mine'>('decide');
  const query = useQuery(reads.proposals(box));
  const move = (step: number) => {
    const links = [...document.querySelectorAll<HTMLElement>('.decision-list a')];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  };
  useKeys([
    { press: 'j', label: t('key.next'), run: () => move(1) },
    { press: 'k', label: t('key.previous'), run: () => move(-1) },
  ]);
  return (
    <div className="page">
      <Title name={t('nav.decisions')}>{t('nav.decisions')}</Title>
      <div className="work-bar">
        <Chips
          label={t('decisions.box')}
          value={box}
          options={[
            ['decide', t('decisions.decide')],
            ['mine', t('decisions.mine')],
          ]}
          onChange={(b) => setBox(b === 'mine' ? 'mine' : 'decide')}
        />
      </div>
      <Load query={query}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t(box === 'decide' ? 'decisions.none' : 'decisions.noneMine')}</Empty>
          ) : (
            <ul className="card list decision-list">
              {rows.map((p) => (
                <li key={p.id}>
                  {p.deadline ? (
                    <DeadlineShort deadline={p.deadline} />
                  ) : (
                    <span className="meta">{t('decisions.noDate')}</span>
                  )}
                  <div>
                    <p>
                      <Link to="/decisions/$id" params={{ id: p.id }} className="work-link">
                        {x(p.title)}
                        {p.subject && ` · ${p.subject.name}`}
                      </Link>{' '}
                      {p.byDelegation && (
                        <span className="tag" data-tone="info">
                          {t('decisions.byDelegation', { name: x(p.byDelegation.from.name) })}
                        </span>
                      )}
                      {p.state !== 'waiting' && <span className="tag">{t(`proposal.${p.state}`)}</span>}
                    </p>
                    <p className="meta">
                      {x(p.case.title)} · {caseNo(p.case)}
                    </p>
                  </div>
                  <p className="meta">
                    {t('decisions.askedBy', { name: x(p.proposedBy.name), date: day(p.proposedOn) })}
                    <br />
                    {t('decisions.rank', { rank: x(p.rank.title) })}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </div>
  );
}
