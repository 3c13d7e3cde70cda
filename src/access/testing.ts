/** For tests of this room: an access room on a database in memory, with one account of each kind in two desks and a second office. */
import { openStore } from '#ledger/index.ts';
import { type AccessConfig, openAccess } from './access.ts';
import type { Actor, OfficeFunction, ProceedingFacts, RoleCode, Staffing, Words } from './types.ts';

export const password = 'a long enough password';
export const origin = 'http://127.0.0.1:4321';
export const noon = Date.UTC(2026, 10, 24, 4);

const same = (id: string): Words => ({ zh: id, en: id });
const role = (id: string, rank: string | null, ...functions: OfficeFunction[]): Staffing['roles'][number] => ({
  id,
  title: same(id),
  rank,
  functions,
  does: null,
});

/** Roles and ranks as a law pack has them. */
export const staffing: Staffing = {
  ranks: ['prosecutor', 'department-head', 'chief-procurator', 'committee', 'higher-office'].map((id) => ({
    id,
    title: same(id),
    recordedBy: id === 'committee' || id === 'higher-office' ? 'chief-procurator' : null,
  })),
  roles: [
    role('case-management', null, 'receives'),
    role('prosecutor', 'prosecutor', 'handles'),
    role('clerk', null, 'assists'),
    role('department-head', 'department-head', 'heads-desk'),
    role('chief-procurator', 'chief-procurator', 'heads-office'),
    role('deputy-chief-procurator', 'department-head', 'deputises'),
    role('committee', 'committee'),
    role('administrator', null, 'keeps-accounts'),
  ],
};

const people: readonly (readonly [id: string, office: string, desk: string | null, role: RoleCode])[] = [
  ['intake', 'north', null, 'case-management'],
  ['p1', 'north', 'first', 'prosecutor'],
  ['p2', 'north', 'first', 'prosecutor'],
  ['p3', 'north', 'second', 'prosecutor'],
  ['clerk', 'north', 'first', 'clerk'],
  ['head', 'north', 'first', 'department-head'],
  ['chief', 'north', null, 'chief-procurator'],
  ['deputy', 'north', null, 'deputy-chief-procurator'],
  ['admin', 'north', null, 'administrator'],
  ['stranger', 'south', 'first', 'prosecutor'],
  ['southchief', 'south', null, 'chief-procurator'],
];

export async function openTestAccess(settings: Partial<AccessConfig> = {}) {
  const opened = await openStore({ kind: 'pglite' });
  if (!opened.ok) throw new Error(opened.words.en);
  const { store } = opened;
  const access = await openAccess({
    store,
    zone: 'Asia/Shanghai',
    staffing,
    secret: 'x'.repeat(40),
    https: false,
    hosts: ['127.0.0.1:*'],
    triesPerMinute: 1000,
    ...settings,
  });
  for (const [id, office, desk, role] of people) {
    const made = await access.accounts.make(
      { email: `${id}@example.org`, password, name: { zh: id, en: id }, desk, roles: [role] },
      office,
      null,
      noon,
      { id, first: false },
    );
    if (!made.ok) throw new Error(made.words.en);
  }
  const actor = async (id: string, now = noon): Promise<Actor> => {
    const found = await access.actorById(id, now);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };
  return { store, access, actor };
}

export const signInRequest = (email: string, tried: string, headers: Record<string, string> = {}): Request =>
  new Request(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'x-custos-client': '127.0.0.1', ...headers },
    body: JSON.stringify({ email, password: tried }),
  });

/** The cookie header of a sign-in's answer. */
export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

export const proceeding = (facts: Partial<ProceedingFacts> = {}): ProceedingFacts => ({
  id: 'proceeding-1',
  office: 'north',
  desk: 'first',
  handler: 'p1',
  procedure: 'criminal.arrest-review',
  ...facts,
});
