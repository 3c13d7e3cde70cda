import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { reads } from '../api.ts';
import { Chips } from '../parts/chips.tsx';
import { useKeys } from '../parts/keys.tsx';
import { Empty, Load } from '../parts/states.tsx';
import { Title } from '../parts/title.tsx';
import { WorkCounts } from '../parts/work-counts.tsx';
import { WorkPanel } from '../parts/work-panel.tsx';
import { WorkRow } from '../parts/work-row.tsx';
import type { WorkItem, Worklist } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/');
const BRANCHES = ['criminal', 'civil', 'administrative', 'public-interest', 'petition'] as const;

/** The first page after signing in; who may not read cases starts with what they may do. */
export function WorklistPage() {
  const may = useQuery(reads.session()).data?.may;
  if (may && !may.readCases && may.readAccounts) return <Navigate to="/accounts" replace />;
  return <Due />;
}

function Due() {
  const { t, full } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const { scope = 'mine', branch, custody } = search;
  const query = useQuery({ ...reads.worklist({ scope, branch, custody }), placeholderData: keepPreviousData });
  return (
    <div className="page">
      <Title
        name={t('nav.work')}
        over={query.data ? full(query.data.today) : ' '}
        end={
          <p className="key-hints meta" aria-hidden="true">
            <kbd>J</kbd>
            <kbd>K</kbd> {t('work.keyMove')} <kbd>Enter</kbd> {t('work.keyOpen')} <kbd>?</kbd> {t('work.keyAll')}
          </p>
        }
      >
        {t('work.title')}
      </Title>
      {query.data && <WorkCounts counts={query.data.counts} />}
      <div className="work-bar">
        <div className="chips-row">
          <Chips
            label={t('work.scope')}
            value={scope}
            options={[
              ['mine', t('work.mine')],
              ['desk', t('work.desk')],
              ['office', t('work.office')],
            ]}
            onChange={(s) => void go({ search: { ...search, scope: s as typeof scope, item: undefined } })}
          />
          <span className="rule" aria-hidden="true" />
          <Chips
            label={t('work.filter')}
            value={custody ? 'custody' : (branch ?? null)}
            options={[['custody', t('work.custody')], ...BRANCHES.map((b) => [b, t(`branch.${b}`)] as const)]}
            clearable
            onChange={(b) =>
              void go({
                search: {
                  ...search,
                  custody: b === 'custody' || undefined,
                  branch: b === 'custody' ? undefined : (b ?? undefined),
                  item: undefined,
                },
              })
            }
          />
        </div>
      </div>
      <Load query={query} rows={6}>
        {(list) => <Groups list={list} />}
      </Load>
    </div>
  );
}

function Groups({ list }: { list: Worklist }) {
  const { t, x } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const toCase = useNavigate();
  const [drawer, openDrawer] = useState(false);
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const items = list.groups.flatMap((g) => g.items);
  const chosen = items.find((i) => i.id === search.item) ?? items[0] ?? null;
  const choose = (item: WorkItem) => {
    if (item.id !== search.item)
      void go({ search: (s) => ({ ...s, item: item.id }), replace: true, resetScroll: false });
  };
  const move = (step: 1 | -1) => {
    const focused = items.findIndex((i) => links.current.get(i.id) === document.activeElement);
    const at =
      focused >= 0
        ? focused + step
        : Math.max(
            0,
            items.findIndex((i) => i.id === chosen?.id),
          );
    const next = items[Math.min(items.length - 1, Math.max(0, at))];
    if (next) links.current.get(next.id)?.focus();
  };
  const explain = () => {
    const panel = document.querySelector<HTMLElement>('.work-side .panel');
    if (panel && panel.offsetParent !== null) panel.focus();
    else openDrawer(true);
  };
  useKeys([
    { press: 'j', label: t('key.next'), run: () => move(1) },
    { press: 'k', label: t('key.previous'), run: () => move(-1) },
    { press: 'e', label: t('key.explain'), run: explain },
    {
      press: 'Enter',
      label: t('key.open'),
      run: () => chosen && void toCase({ to: '/proceedings/$id', params: { id: chosen.proceeding }, search: {} }),
    },
  ]);
  useEffect(() => {
    if (!chosen) openDrawer(false);
  }, [chosen]);
  if (items.length === 0)
    return (
      <Empty>
        {t('work.empty')} {list.nextDue && x(list.nextDue.text)}
      </Empty>
    );
  return (
    <div className="work">
      <div className="work-main">
        {list.groups
          .filter((g) => g.items.length > 0)
          .map((group) => (
            <section key={group.id} aria-labelledby={`group-${group.id}`}>
              <div className="group-head">
                <h2 id={`group-${group.id}`}>{x(group.title)}</h2>
                <span className="meta">{x(group.hint)}</span>
              </div>
              <ul className="card list">
                {group.items.map((item) => (
                  <WorkRow
                    key={item.id}
                    item={item}
                    chosen={item.id === chosen?.id}
                    onChoose={() => choose(item)}
                    onExplain={() => {
                      choose(item);
                      openDrawer(true);
                    }}
                    link={(el) => {
                      if (el) links.current.set(item.id, el);
                      else links.current.delete(item.id);
                    }}
                  />
                ))}
              </ul>
              {group.more > 0 && <p className="more meta">{t('work.more', { n: group.more })}</p>}
            </section>
          ))}
      </div>
      {chosen && (
        <aside className="work-side" aria-label={t('work.panel')}>
          <WorkPanel item={chosen} />
        </aside>
      )}
      {chosen && (
        <ModalOverlay className="overlay drawer-over fade" isOpen={drawer} onOpenChange={openDrawer} isDismissable>
          <Modal className="drawer">
            <Dialog className="drawer-body" aria-label={t('work.panel')}>
              {({ close }) => <WorkPanel item={chosen} close={close} />}
            </Dialog>
          </Modal>
        </ModalOverlay>
      )}
    </div>
  );
}
