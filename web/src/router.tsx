import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { Crash } from './routes/crash.tsx';
import { NoPage } from './routes/no-page.tsx';
import { Shell } from './routes/shell.tsx';

type Raw = Record<string, unknown>;
const word = (v: unknown): string | undefined =>
  typeof v === 'string' && v !== '' ? v : typeof v === 'number' ? String(v) : undefined;
const count = (v: unknown): number | undefined =>
  Number.isInteger(Number(v)) && Number(v) > 0 ? Number(v) : undefined;
const flag = (v: unknown): true | undefined => (v === true || v === 1 || v === '1' || v === 'true' ? true : undefined);
const oneOf = <const T extends string>(values: readonly T[], v: unknown): T | undefined =>
  values.find((one) => one === v);

export const SCOPES = ['mine', 'desk', 'office'] as const;
type Scope = (typeof SCOPES)[number];
export const CASE_TABS = ['progress', 'people', 'documents', 'clocks', 'related', 'looked'] as const;
const PARTS = ['value', 'numerator', 'denominator'] as const;

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: NoPage });
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (s: Raw): { to?: string } => ({ to: word(s.to) }),
  component: lazyRouteComponent(() => import('./routes/sign-in.tsx'), 'SignIn'),
});
const password = createRoute({
  getParentRoute: () => shell,
  path: '/password',
  component: lazyRouteComponent(() => import('./routes/password.tsx'), 'PasswordPage'),
});
const worklist = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: (s: Raw): { scope?: Scope; branch?: string; custody?: true; item?: string } => ({
    scope: oneOf(SCOPES, s.scope),
    branch: word(s.branch),
    custody: flag(s.custody),
    item: word(s.item),
  }),
  component: lazyRouteComponent(() => import('./routes/worklist.tsx'), 'WorklistPage'),
});
const cases = createRoute({
  getParentRoute: () => shell,
  path: '/cases',
  validateSearch: (s: Raw): { scope?: Scope; q?: string; procedure?: string; page?: number } => ({
    scope: oneOf(SCOPES, s.scope),
    q: word(s.q),
    procedure: word(s.procedure),
    page: count(s.page),
  }),
  component: lazyRouteComponent(() => import('./routes/cases.tsx'), 'CasesPage'),
});
const newCase = createRoute({
  getParentRoute: () => shell,
  path: '/cases/new',
  component: lazyRouteComponent(() => import('./routes/new-case.tsx'), 'NewCasePage'),
});
const importPackage = createRoute({
  getParentRoute: () => shell,
  path: '/cases/import',
  component: lazyRouteComponent(() => import('./routes/import.tsx'), 'ImportPage'),
});
const proceeding = createRoute({
  getParentRoute: () => shell,
  path: '/proceedings/$id',
  validateSearch: (s: Raw): { tab?: (typeof CASE_TABS)[number]; act?: string; subject?: string; person?: string } => ({
    tab: oneOf(CASE_TABS, s.tab),
    person: word(s.person),
    act: word(s.act),
    subject: word(s.subject),
  }),
  component: lazyRouteComponent(() => import('./routes/proceeding.tsx'), 'ProceedingRoute'),
});
const beside = createRoute({
  getParentRoute: () => shell,
  path: '/proceedings/$id/beside',
  component: lazyRouteComponent(() => import('./routes/beside.tsx'), 'BesidePage'),
});
const decisions = createRoute({
  getParentRoute: () => shell,
  path: '/decisions',
  component: lazyRouteComponent(() => import('./routes/decisions.tsx'), 'DecisionsPage'),
});
const decision = createRoute({
  getParentRoute: () => shell,
  path: '/decisions/$id',
  component: lazyRouteComponent(() => import('./routes/decision.tsx'), 'DecisionPage'),
});
const delegations = createRoute({
  getParentRoute: () => shell,
  path: '/delegations',
  component: lazyRouteComponent(() => import('./routes/delegations.tsx'), 'DelegationsPage'),
});
const judgments = createRoute({
  getParentRoute: () => shell,
  path: '/judgments',
  validateSearch: (s: Raw): { q?: string; finding?: string; page?: number } => ({
    q: word(s.q),
    finding: word(s.finding),
    page: count(s.page),
  }),
  component: lazyRouteComponent(() => import('./routes/judgments.tsx'), 'JudgmentsPage'),
});
const judgment = createRoute({
  getParentRoute: () => shell,
  path: '/judgments/$id',
  component: lazyRouteComponent(() => import('./routes/judgment.tsx'), 'JudgmentRoute'),
});
interface FigureSearch {
  period?: string;
  figure?: string;
  by?: string;
  part?: (typeof PARTS)[number];
  key?: string;
  rows?: true;
  page?: number;
}
const figureSearch = (s: Raw): FigureSearch => ({
  period: word(s.period),
  figure: word(s.figure),
  by: word(s.by),
  part: oneOf(PARTS, s.part),
  key: word(s.key),
  rows: flag(s.rows),
  page: count(s.page),
});
interface PublishedSearch {
  publication?: string;
  version?: number;
  figure?: string;
  by?: string;
}
const publishedSearch = (s: Raw): PublishedSearch => ({
  publication: word(s.publication),
  version: count(s.version),
  figure: word(s.figure),
  by: word(s.by),
});
const report = createRoute({
  getParentRoute: () => shell,
  path: '/report',
  validateSearch: publishedSearch,
  component: lazyRouteComponent(() => import('./routes/report.tsx'), 'ReportPage'),
});
const officeReport = createRoute({
  getParentRoute: () => shell,
  path: '/report/office',
  /** `at`: the period of the open figure, where it is not that of the report. */
  validateSearch: (s: Raw): FigureSearch & { at?: string } => ({ ...figureSearch(s), at: word(s.at) }),
  component: lazyRouteComponent(() => import('./routes/office-report.tsx'), 'OfficeReportPage'),
});
const figures = createRoute({
  getParentRoute: () => shell,
  path: '/figures',
  validateSearch: (s: Raw): { q?: string; publication?: string } => ({
    q: word(s.q),
    publication: word(s.publication),
  }),
  component: lazyRouteComponent(() => import('./routes/figures.tsx'), 'FiguresPage'),
});
const figure = createRoute({
  getParentRoute: () => shell,
  path: '/figures/$id',
  validateSearch: (s: Raw): Omit<PublishedSearch, 'figure'> => ({
    publication: word(s.publication),
    version: count(s.version),
    by: word(s.by),
  }),
  component: lazyRouteComponent(() => import('./routes/figure.tsx'), 'FigurePage'),
});
const measures = createRoute({
  getParentRoute: () => shell,
  path: '/measures',
  validateSearch: (s: Raw): FigureSearch & { q?: string } => ({ ...figureSearch(s), q: word(s.q) }),
  component: lazyRouteComponent(() => import('./routes/measures.tsx'), 'MeasuresPage'),
});
const ownReport = createRoute({
  getParentRoute: () => shell,
  path: '/own-report',
  component: lazyRouteComponent(() => import('./routes/own-report.tsx'), 'OwnReportPage'),
});
const dashboard = createRoute({
  getParentRoute: () => shell,
  path: '/dashboard',
  validateSearch: (s: Raw): FigureSearch & { board?: string } => ({ ...figureSearch(s), board: word(s.board) }),
  component: lazyRouteComponent(() => import('./routes/dashboard.tsx'), 'DashboardPage'),
});
const ofPack = (s: Raw): { pack?: string } => ({ pack: word(s.pack) });
const law = createRoute({
  getParentRoute: () => shell,
  path: '/law',
  validateSearch: (s: Raw): { q?: string; pack?: string } => ({ q: word(s.q), pack: word(s.pack) }),
  component: lazyRouteComponent(() => import('./routes/law.tsx'), 'LawPage'),
});
const procedure = createRoute({
  getParentRoute: () => shell,
  path: '/law/$id',
  validateSearch: (s: Raw): { both?: true } => ({ both: flag(s.both) }),
  component: lazyRouteComponent(() => import('./routes/procedure.tsx'), 'ProcedurePage'),
});
const tryLaw = createRoute({
  getParentRoute: () => shell,
  path: '/law/$id/try',
  validateSearch: (s: Raw): { steps?: string; now?: string; people?: number; map?: string } => ({
    steps: word(s.steps),
    now: word(s.now),
    people: count(s.people),
    map: word(s.map),
  }),
  component: lazyRouteComponent(() => import('./routes/law-try.tsx'), 'TryPage'),
});
const articles = createRoute({
  getParentRoute: () => shell,
  path: '/law/articles',
  validateSearch: ofPack,
  component: lazyRouteComponent(() => import('./routes/law-articles.tsx'), 'ArticlesPage'),
});
const article = createRoute({
  getParentRoute: () => shell,
  path: '/law/articles/$key',
  component: lazyRouteComponent(() => import('./routes/law-article.tsx'), 'ArticleRoute'),
});
const actors = createRoute({
  getParentRoute: () => shell,
  path: '/law/actors',
  validateSearch: ofPack,
  component: lazyRouteComponent(() => import('./routes/law-actors.tsx'), 'ActorsPage'),
});
const actor = createRoute({
  getParentRoute: () => shell,
  path: '/law/actors/$id',
  validateSearch: ofPack,
  component: lazyRouteComponent(() => import('./routes/law-actor.tsx'), 'ActorRoute'),
});
const procedureMap = createRoute({
  getParentRoute: () => shell,
  path: '/law/$id/map',
  validateSearch: (s: Raw): { act?: string } => ({ act: word(s.act) }),
  component: lazyRouteComponent(() => import('./routes/procedure-map.tsx'), 'ProcedureMapPage'),
});
const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./routes/accounts.tsx'), 'AccountsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([
      password,
      beside,
      worklist,
      cases,
      newCase,
      importPackage,
      proceeding,
      decisions,
      decision,
      delegations,
      judgments,
      judgment,
      report,
      officeReport,
      figures,
      figure,
      measures,
      ownReport,
      dashboard,
      law,
      procedure,
      procedureMap,
      tryLaw,
      articles,
      article,
      actors,
      actor,
      accounts,
    ]),
  ]),
  context: { client: undefined as unknown as QueryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: Crash,
  scrollRestoration: true,
});
declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
