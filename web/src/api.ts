/** The one place that talks to the server. Reads are query options (throwing a `Failure`); writes give a result. */
import { queryOptions } from '@tanstack/react-query';
import type {
  Account,
  AccountChange,
  ActOutcome,
  ActorPage,
  ActorRow,
  ArticlePage,
  CaseRow,
  CaseRows,
  Dashboard,
  Delegation,
  DemoAccount,
  Fault,
  Figure,
  FigureDetail,
  FigureRows,
  Hit,
  JudgmentImport,
  JudgmentList,
  JudgmentPage,
  LawOfPack,
  LawRow,
  Merged,
  MergeInput,
  NewAccount,
  NewCase,
  NewCaseForm,
  NewInCase,
  NewInCaseForm,
  Offence,
  OwnReport,
  OwnReportTemplate,
  PackageErrors,
  PackageResult,
  PackRow,
  ProcedureMap,
  ProcedureText,
  ProceedingPage,
  ProposalPage,
  ProposedAct,
  PublicationPage,
  PublicationRow,
  PublicFigurePage,
  Reading,
  RecusalForm,
  RecusalInput,
  Refusal,
  RegroupForm,
  Report,
  Review,
  Session,
  SeverInput,
  Staff,
  Text,
  TryAnswer,
  TryQuestion,
  Worklist,
} from './shapes.ts';

export type Failure =
  | { kind: 'signed-out' }
  /** Signed in with a password that the administrator chose: nothing works until it is changed. */
  | { kind: 'first-password' }
  | { kind: 'hidden'; error: Text | null }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'package'; errors: PackageErrors['errors'] }
  | { kind: 'bad'; error: Text }
  | { kind: 'faults'; faults: readonly Fault[] }
  | { kind: 'down'; reference: string };
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const isText = (v: unknown): v is Text => typeof v === 'object' && v !== null && 'zh' in v && 'en' in v;

const failureOf = (status: number, body: unknown, where: string): Failure => {
  const b = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (status === 401) return { kind: 'signed-out' };
  if (status === 403 && b.mustSetPassword === true) return { kind: 'first-password' };
  if (Array.isArray(b.errors)) return { kind: 'package', errors: b.errors };
  if (Array.isArray(b.faults)) return { kind: 'faults', faults: b.faults };
  if (typeof b.kind === 'string' && isText(b.message)) return { kind: 'refused', refusal: body as Refusal };
  if (status === 403 || status === 404) return { kind: 'hidden', error: isText(b.error) ? b.error : null };
  if (status >= 500)
    return { kind: 'down', reference: typeof b.reference === 'string' ? b.reference : `${status} ${where}` };
  if (isText(b.error)) return { kind: 'bad', error: b.error };
  return { kind: 'down', reference: `${status} ${where}` };
};

const call = async <T>(method: string, path: string, body?: unknown): Promise<Result<T>> => {
  const form = body instanceof FormData;
  try {
    const response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const json: unknown = text === '' ? null : JSON.parse(text);
    return response.ok
      ? { ok: true, value: json as T }
      : { ok: false, failure: failureOf(response.status, json, path) };
  } catch {
    return { ok: false, failure: { kind: 'down', reference: `${method} ${path}` } };
  }
};

/** A file made from what is sent; a refusal comes as JSON. */
const callFile = async (path: string, body: unknown): Promise<Result<Blob>> => {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    return { ok: false, failure: failureOf(response.status, await response.json().catch(() => null), path) };
  } catch {
    return { ok: false, failure: { kind: 'down', reference: `POST ${path}` } };
  }
};

export type FailureError = Error & { readonly failure: Failure };
export const failureIn = (error: unknown): Failure =>
  error instanceof Error && 'failure' in error
    ? (error as FailureError).failure
    : { kind: 'down', reference: error instanceof Error ? error.message : '?' };

const unwrapped = async <T>(called: Promise<Result<T>>): Promise<T> => {
  const result = await called;
  if (result.ok) return result.value;
  throw Object.assign(new Error(result.failure.kind), { failure: result.failure });
};

const get = <T>(path: string): Promise<T> => unwrapped(call<T>('GET', path));

type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;
export const withParams = (path: string, params: Params): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    if (value !== undefined && value !== null && value !== '' && value !== false)
      search.set(key, value === true ? '1' : String(value));
  const query = search.toString();
  return query === '' ? path : `${path}?${query}`;
};
const read = <T>(path: string, params: Params = {}) => {
  const url = withParams(path, params);
  return queryOptions({ queryKey: url.split(/[/?]/).slice(2), queryFn: () => get<T>(url), placeholderData: undefined });
};
const id = encodeURIComponent;

export const reads = {
  session: () => read<Session>('/api/session'),
  demoAccounts: () => read<DemoAccount[]>('/api/demo/accounts'),
  worklist: (p: { scope?: string; branch?: string; custody?: boolean }) => read<Worklist>('/api/worklist', p),
  cases: (p: { scope?: string; q?: string; procedure?: string; page?: number }) =>
    read<CaseRows<CaseRow>>('/api/cases', p),
  newCase: () => read<NewCaseForm>('/api/cases/new'),
  proceeding: (key: string, person?: string) => read<ProceedingPage>(`/api/proceedings/${id(key)}`, { person }),
  map: (key: string, p: { subject?: string; all?: boolean }) =>
    read<ProcedureMap>(`/api/proceedings/${id(key)}/map`, p),
  beside: (key: string) => read<NewInCaseForm>(`/api/proceedings/${id(key)}/beside`),
  recusal: (key: string) => read<RecusalForm>(`/api/proceedings/${id(key)}/recusal`),
  regrouping: (key: string, q: string) => read<RegroupForm>(`/api/proceedings/${id(key)}/regrouping`, { q }),
  looked: (key: string) => read<Reading[]>(`/api/proceedings/${id(key)}/readings`),
  proposals: (box: 'decide' | 'mine') => read<{ rows: ProposalPage[] }>('/api/proposals', { box }),
  proposal: (key: string) => read<ProposalPage>(`/api/proposals/${id(key)}`),
  delegations: () => read<Delegation[]>('/api/delegations'),
  accounts: () => read<Account[]>('/api/accounts'),
  accountRoles: () => read<Account['roles']>('/api/accounts/roles'),
  staff: () => read<Staff[]>('/api/staff'),
  judgments: (p: { q?: string; finding?: string; page?: number }) => read<JudgmentList>('/api/judgments', p),
  judgment: (key: string) => read<JudgmentPage>(`/api/judgments/${id(key)}`),
  measures: (p: { period?: string }) => read<Figure[]>('/api/measures', p),
  measure: (key: string, p: { period?: string; by?: string }) => read<FigureDetail>(`/api/measures/${id(key)}`, p),
  figureRows: (key: string, p: { period?: string; part?: string; dimension?: string; key?: string; page?: number }) =>
    read<FigureRows>(`/api/measures/${id(key)}/rows`, p),
  report: (p: { period?: string }) => read<Report>('/api/report', p),
  publications: () => read<PublicationRow[]>('/api/public/publications'),
  publication: (key: string, version: number | undefined) =>
    read<PublicationPage>(`/api/public/publications/${id(key)}`, { version }),
  publicFigure: (key: string, p: { publication?: string; version?: number }) =>
    read<PublicFigurePage>(`/api/public/figures/${id(key)}`, p),
  dashboard: () => read<Dashboard>('/api/dashboard'),
  ownTemplates: () => read<OwnReportTemplate[]>('/api/own-reports/templates'),
  /** The text with its figures counted, or its faults; asked by POST, stores nothing. */
  ownPreview: (text: string, period: string | null) =>
    queryOptions({
      queryKey: ['own-reports', 'preview', period, text],
      queryFn: () =>
        unwrapped(
          call<OwnReport>('POST', '/api/own-reports/preview', { text, ...(period === null ? {} : { period }) }),
        ),
      gcTime: 60_000,
    }),
  laws: () => read<PackRow[]>('/api/law/packs'),
  law: (pack?: string) => read<LawRow[]>('/api/law', { pack }),
  procedure: (key: string) => read<ProcedureText>(`/api/law/${id(key)}`),
  procedureMap: (key: string) => read<ProcedureMap>(`/api/law/${id(key)}/map`),
  articles: (pack?: string) => read<LawOfPack[]>('/api/law/articles', { pack }),
  article: (key: string) => read<ArticlePage>(`/api/law/articles/${id(key)}`),
  actors: (pack?: string) => read<ActorRow[]>('/api/law/actors', { pack }),
  actor: (key: string, pack?: string) => read<ActorPage>(`/api/law/actors/${id(key)}`, { pack }),
  lawSearch: (q: string, pack?: string) => read<Hit[]>('/api/law/search', { q, pack }),
  /** What the law makes of a supposed course; asked by POST, stores nothing. */
  tryLaw: (key: string, question: TryQuestion) =>
    queryOptions({
      queryKey: ['law', key, 'try', question],
      queryFn: () => unwrapped(call<TryAnswer>('POST', `/api/law/${id(key)}/try`, question)),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  offences: (q: string) => read<Offence[]>('/api/offences', { q }),
  search: (q: string) => read<Hit[]>('/api/search', { q }),
};

const formOf = (files: readonly File[], name: string) => {
  const form = new FormData();
  for (const file of files) form.append(name, file);
  return form;
};

export const writes = {
  signIn: (email: string, password: string) => call<unknown>('POST', '/api/auth/sign-in/email', { email, password }),
  changePassword: (currentPassword: string, newPassword: string) =>
    call<unknown>('POST', '/api/auth/change-password', { currentPassword, newPassword }),
  signOut: () => call<unknown>('POST', '/api/auth/sign-out', {}),
  createCase: (body: NewCase) => call<{ proceeding: string; case: string; number: string }>('POST', '/api/cases', body),
  importPackage: (file: File) => call<PackageResult>('POST', '/api/packages', formOf([file], 'file')),
  review: (key: string, act: ProposedAct) => call<Review>('POST', `/api/proceedings/${id(key)}/review`, act),
  act: (key: string, act: ProposedAct) => call<ActOutcome>('POST', `/api/proceedings/${id(key)}/acts`, act),
  annul: (key: string, body: { act: string; ground: string; expectedVersion: number }) =>
    call<ActOutcome>('POST', `/api/proceedings/${id(key)}/annul`, body),
  assign: (key: string, body: { handler: string; desk: string | null; reason: string }) =>
    call<unknown>('POST', `/api/proceedings/${id(key)}/assign`, body),
  openBeside: (key: string, body: NewInCase) =>
    call<{ proceeding: string }>('POST', `/api/proceedings/${id(key)}/beside`, body),
  challenge: (key: string, body: RecusalInput) => call<unknown>('POST', `/api/proceedings/${id(key)}/recusal`, body),
  sever: (key: string, body: SeverInput) =>
    call<{ proceeding: string }>('POST', `/api/proceedings/${id(key)}/sever`, body),
  merge: (key: string, body: MergeInput) => call<Merged>('POST', `/api/proceedings/${id(key)}/merge`, body),
  approve: (key: string, body: { expectedVersion: number; reason?: string }) =>
    call<ActOutcome>('POST', `/api/proposals/${id(key)}/approve`, body),
  giveBack: (key: string, reason: string) => call<unknown>('POST', `/api/proposals/${id(key)}/return`, { reason }),
  withdraw: (key: string) => call<unknown>('POST', `/api/proposals/${id(key)}/withdraw`, {}),
  delegate: (body: {
    to: string;
    procedures: string[] | null;
    validFrom: string;
    validTo: string | null;
    ground: string;
  }) => call<Delegation>('POST', '/api/delegations', body),
  endDelegation: (key: string) => call<unknown>('DELETE', `/api/delegations/${id(key)}`),
  createAccount: (body: NewAccount) => call<Account>('POST', '/api/accounts', body),
  changeAccount: (key: string, body: AccountChange) => call<Account>('PATCH', `/api/accounts/${id(key)}`, body),
  ownReportFile: (body: { text: string; period?: string; language: 'zh' | 'en'; form: 'docx' | 'pdf' | 'html' }) =>
    callFile('/api/own-reports/file', body),
  publish: (body: { template: string; period: string; why: Text }) =>
    call<{ kind: 'published' | 'unchanged'; publication: PublicationRow }>('POST', '/api/publications', body),
  readJudgments: (files: readonly File[]) => call<JudgmentImport>('POST', '/api/judgments', formOf(files, 'file')),
};
