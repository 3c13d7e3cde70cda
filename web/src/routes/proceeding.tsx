import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { reads } from '../api.ts';
import { ActDrawer, type Chosen } from '../parts/act-form.tsx';
import { CaseHeader } from '../parts/case-header.tsx';
import { CaseMap } from '../parts/case-map.tsx';
import { CaseClocks, CaseDocuments, CaseLooked, CaseRelated } from '../parts/case-tabs.tsx';
import { useKeys } from '../parts/keys.tsx';
import { People } from '../parts/people.tsx';
import { Progress } from '../parts/progress.tsx';
import { RecusalNote, Recusals } from '../parts/recusal.tsx';
import { AnnulDialog, AssignDialog } from '../parts/small-forms.tsx';
import { Load } from '../parts/states.tsx';
import { CASE_TABS } from '../router.tsx';
import type { CourseItem, ProceedingPage } from '../shapes.ts';
import { useWords } from '../words.tsx';

const route = getRouteApi('/shell/proceedings/$id');

export function ProceedingRoute() {
  const { t } = useWords();
  const { id } = route.useParams();
  const { person } = route.useSearch();
  const query = useQuery({
    ...reads.proceeding(id, person),
    placeholderData: (old, before) => (before?.queryKey[1] === id ? old : undefined),
  });
  return (
    <Load query={query} rows={8} frame={t('cases.case')}>
      {(page) => <ProceedingView page={page} />}
    </Load>
  );
}

/** What the address asks for: an act that may be done, a fact of others, or one that may not (then only with a ground). */
const choose = (page: ProceedingPage, act: string | undefined, subject: string | undefined): Chosen | null => {
  if (!act) return null;
  const fits = (a: { act: string; subject: { id: string } | null }) =>
    a.act === act && (subject === undefined || a.subject === null || a.subject.id === subject);
  const may = (page.canAct && page.may.find(fits)) || (page.canRecordOutside && page.outsideActs.find(fits));
  if (may) return { kind: 'may', act: may };
  const not = page.mayNot.find(fits);
  return not && (not.by === 'outside' ? page.canRecordOutside : page.canEnterForced)
    ? { kind: 'although', act: not }
    : null;
};

function ProceedingView({ page }: { page: ProceedingPage }) {
  const { t } = useWords();
  const search = route.useSearch();
  const go = route.useNavigate();
  const today = useQuery(reads.session()).data?.today ?? page.opened;
  const [annul, setAnnul] = useState<CourseItem | null>(null);
  const [assign, setAssign] = useState(false);
  const [held, hold] = useState<Chosen | null>(null);
  const tab = search.tab ?? 'progress';
  const start = (act: string, subject: string | null) =>
    void go({ search: { ...search, act, subject: subject ?? undefined }, resetScroll: false });
  const close = () => {
    hold(null);
    void go({ search: { tab: search.tab, person: search.person }, replace: true, resetScroll: false });
  };
  const { act, subject } = search;
  const unseen = act && subject && page.shownFor && !page.shownFor.people.includes(subject) ? subject : undefined;
  useEffect(() => {
    if (unseen) void go({ search: (s) => ({ ...s, person: unseen }), replace: true, resetScroll: false });
  }, [unseen, go]);
  // The chosen act stays while the page refetches under the form, so that a draft is never lost.
  const found = choose(page, search.act, search.subject);
  const holds =
    held !== null &&
    held.act.act === search.act &&
    (search.subject === undefined || held.act.subject === null || held.act.subject.id === search.subject);
  const chosen = search.act === undefined ? null : holds ? held : found;
  if (chosen && chosen !== held) hold(chosen);
  const toTab = (next: (typeof CASE_TABS)[number]) =>
    void go({ search: { tab: next === 'progress' ? undefined : next, person: search.person }, resetScroll: false });
  const focusIn = (selector: string) =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
  useKeys([
    { press: 'a', label: t('key.act'), run: () => focusIn('#may-list button.button') },
    { press: 'w', label: t('key.why'), run: () => focusIn('#may-not-list button') },
    { press: 'm', label: t('key.map'), run: () => focusIn('.map-node[tabindex="0"]') },
    { press: 'p', label: t('key.people'), run: () => toTab('people') },
    { press: 'd', label: t('key.documents'), run: () => toTab('documents') },
    { press: 'e', label: t('key.explain'), run: () => toTab('clocks') },
    {
      press: 'l',
      label: t('key.law'),
      run: () => void go({ to: '/law/$id', params: { id: page.procedure.id }, search: {} }),
    },
    ...(page.canAct
      ? Array.from({ length: Math.min(9, page.may.length) }, (_, i) => ({
          press: `a ${i + 1}`,
          label: t('key.digit', { n: i + 1 }),
          run: () => document.querySelectorAll<HTMLElement>('#may-list button.button')[i]?.click(),
        }))
      : []),
  ]);
  const counts = {
    progress: null,
    people: page.parties.length,
    documents: page.documents.length,
    clocks: page.deadlines.length,
    related: page.related.length,
    looked: null,
  };
  return (
    <>
      <Tabs className="case" selectedKey={tab} onSelectionChange={(key) => toTab(key as (typeof CASE_TABS)[number])}>
        <CaseHeader page={page} onAssign={page.canAssign ? () => setAssign(true) : undefined}>
          <TabList className="tabs" aria-label={t('case.tabs')}>
            {CASE_TABS.map((one) => (
              <Tab key={one} id={one} className="tab">
                {t(`tab.${one}`)} {counts[one] !== null && <span className="tab-count">{counts[one]}</span>}
              </Tab>
            ))}
          </TabList>
        </CaseHeader>
        <TabPanel id="progress" className="page">
          <RecusalNote page={page} />
          <Progress
            page={page}
            today={today}
            onStart={(a) => start(a.act, a.subject?.id ?? null)}
            onAnnul={page.canAnnul ? setAnnul : undefined}
            onPerson={(person) => void go({ search: { ...search, person }, replace: true, resetScroll: false })}
          />
          <CaseMap page={page} onOpen={(act, subject) => start(act, subject)} />
        </TabPanel>
        <TabPanel id="people" className="page narrow">
          <h2>{t('tab.people')}</h2>
          <People parties={page.parties} />
          <Recusals page={page} />
        </TabPanel>
        <TabPanel id="documents" className="page narrow">
          <CaseDocuments page={page} />
        </TabPanel>
        <TabPanel id="clocks" className="page">
          <CaseClocks deadlines={page.deadlines} />
        </TabPanel>
        <TabPanel id="related" className="page narrow">
          <CaseRelated page={page} />
        </TabPanel>
        <TabPanel id="looked" className="page narrow">
          <CaseLooked id={page.id} />
        </TabPanel>
      </Tabs>
      {chosen && (
        <ActDrawer
          key={`${chosen.act.act} ${chosen.act.subject?.id}`}
          proceeding={page.id}
          version={page.version}
          today={today}
          chosen={chosen}
          close={close}
        />
      )}
      {annul && <AnnulDialog page={page} item={annul} close={() => setAnnul(null)} />}
      {assign && <AssignDialog page={page} close={() => setAssign(false)} />}
    </>
  );
}
