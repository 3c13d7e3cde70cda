import { Link, useRouterState } from '@tanstack/react-router';
import {
  BookOpen,
  CalendarClock,
  ChartColumn,
  FileText,
  Gavel,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  PenLine,
  Scale,
  UserCheck,
  Users,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Session } from '../shapes.ts';
import { useWords } from '../words.tsx';

interface Entry {
  readonly to:
    | '/'
    | '/decisions'
    | '/cases'
    | '/judgments'
    | '/delegations'
    | '/report'
    | '/measures'
    | '/own-report'
    | '/dashboard'
    | '/law'
    | '/accounts';
  readonly icon: LucideIcon;
  readonly label: string;
  readonly count?: number;
}

export function Nav({ session }: { session: Session }) {
  const { t } = useWords();
  const { counts, may } = session;
  const work: Entry[] = [
    ...(may.readCases
      ? ([
          { to: '/', icon: CalendarClock, label: t('nav.work'), count: counts.overdueOrSoon },
          { to: '/decisions', icon: Inbox, label: t('nav.decisions'), count: counts.toDecide },
          { to: '/cases', icon: FileText, label: t('nav.cases'), count: counts.myCases },
        ] as const)
      : []),
    ...(may.delegate ? [{ to: '/delegations', icon: UserCheck, label: t('nav.delegations') } as const] : []),
  ];
  const account: Entry[] = [
    ...(may.readJudgments ? [{ to: '/judgments', icon: Gavel, label: t('nav.judgments') } as const] : []),
    ...(may.readFigures
      ? ([
          { to: '/dashboard', icon: LayoutDashboard, label: t('nav.dashboard') },
          { to: '/report', icon: BookOpen, label: t('nav.report') },
          { to: '/measures', icon: ChartColumn, label: t('nav.measures') },
          { to: '/own-report', icon: PenLine, label: t('nav.ownReport') },
        ] as const)
      : []),
    { to: '/law', icon: Scale, label: t('nav.law') },
    ...(may.readAccounts ? [{ to: '/accounts', icon: Users, label: t('nav.accounts') } as const] : []),
  ];
  const bar = useRef<HTMLElement>(null);
  const here = useRouterState({ select: (state) => state.location.pathname });
  // Narrow, the entries stand in a row that scrolls: the one that is open is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another page is open
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (link && bar.current) bar.current.scrollLeft = link.offsetLeft - bar.current.clientWidth / 2;
  }, [here]);
  return (
    <nav className="nav" ref={bar} aria-label={t('nav.label')}>
      {work.length > 0 && <Section title={t('nav.casework')} entries={work} />}
      <Section title={t('nav.account')} entries={account} />
    </nav>
  );
}

function Section({ title, entries }: { title: string; entries: readonly Entry[] }) {
  return (
    <>
      <p className="nav-title">{title}</p>
      <ul>
        {entries.map(({ to, icon: Icon, label, count }) => (
          <li key={to}>
            <Link to={to} className="nav-link" activeOptions={{ exact: to === '/', includeSearch: false }}>
              <Icon size={18} aria-hidden="true" />
              <span className="nav-label">{label}</span>
              {count !== undefined && count > 0 && <span className="nav-count">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
