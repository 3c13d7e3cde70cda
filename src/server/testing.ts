/** For this room's tests: the whole server over a store in memory, asked without a socket, signed in by role. */

import { demoPassword, type RoleCode } from '#access/index.ts';
import { examplePackage, type OfficeProfile, schemas } from '#casework/index.ts';
import { openStore } from '#ledger/index.ts';
import { buildApp } from './app.ts';
import { defaults, packDir } from './config.ts';
import type { RequestLine } from './deps.ts';
import { openDeps, readLaw } from './wiring.ts';

export const origin = 'http://127.0.0.1:4810';
export const localToken = 'a-local-token-for-tests-only';

export const office: OfficeProfile = {
  id: 'north',
  title: { zh: '北城区人民检察院', en: 'North District Procuratorate' },
  short: { zh: '北检', en: 'N' },
  division: '990102',
  facts: { 'office-level': 'basic' },
  desks: [
    {
      id: 'first',
      title: { zh: '第一检察部', en: 'First department' },
      procedures: ['criminal.arrest-review', 'criminal.prosecution-review'],
    },
    { id: 'second', title: { zh: '第二检察部', en: 'Second department' }, procedures: ['petition.handling'] },
  ],
  numbers: {},
};

type People = readonly (readonly [id: string, desk: string | null, role: RoleCode, office?: string])[];
const people: People = [
  ['intake', null, 'case-management'],
  ['p1', 'first', 'prosecutor'],
  ['p2', 'second', 'prosecutor'],
  ['clerk', 'first', 'clerk'],
  ['head', 'first', 'department-head'],
  ['chief', null, 'chief-procurator'],
  ['deputy', null, 'deputy-chief-procurator'],
  ['admin', null, 'administrator'],
  ['stranger', 'first', 'prosecutor', 'south'],
];

export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers };

const read = new Map<string, ReturnType<typeof readLaw>>();
/** The law in a folder, read once for the test files that share a process. */
function lawIn(dir: string) {
  const law = read.get(dir) ?? readLaw(dir);
  if (!law.ok) throw new Error(law.words.en);
  read.set(dir, law);
  return law;
}

export async function openTestServer(
  start = Date.UTC(2026, 10, 24, 2),
  pack = packDir,
  house: { readonly office: OfficeProfile; readonly people: People } = { office, people },
) {
  const opened = await openStore({ kind: 'pglite' });
  if (!opened.ok) throw new Error(opened.words.en);
  const law = lawIn(pack);
  const clock = { now: start };
  const lines: RequestLine[] = [];
  const errors: unknown[] = [];
  const config = { ...defaults, web: null, log: 'none' as const, clock: () => clock.now };
  const { deps, close } = await openDeps(opened.store, law, house.office, config, {
    hosts: ['127.0.0.1:*', 'localhost:*'],
    token: localToken,
    secret: 'x'.repeat(40),
    triesPerMinute: 10_000,
    log: { request: (line) => lines.push(line), error: (_id, error) => errors.push(error) },
  });
  for (const [id, desk, role, elsewhere] of house.people) {
    const account = {
      email: `${id}@example.org`,
      password: demoPassword,
      name: { zh: id, en: id },
      desk,
      roles: [role],
    };
    const made = await deps.access.accounts.make(account, elsewhere ?? house.office.id, null, start, {
      id,
      first: false,
    });
    if (!made.ok) throw new Error(made.words.en);
  }
  const app = buildApp(deps);
  const cookies = new Map<string, string>();

  async function raw(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('host')) headers.set('host', new URL(origin).host);
    return app.request(`${origin}${path}`, { ...init, headers });
  }

  async function signIn(who: string): Promise<string> {
    const known = cookies.get(who);
    if (known !== undefined) return known;
    const response = await raw('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: `${who}@example.org`, password: demoPassword }),
    });
    if (response.status !== 200) throw new Error(`sign-in of ${who}: ${response.status} ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    cookies.set(who, cookie);
    return cookie;
  }

  /** Asks as somebody (null: nobody); a form goes as it is, other bodies as JSON. */
  async function ask(who: string | null, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = new Headers(method === 'GET' ? {} : { origin });
    if (who !== null) headers.set('cookie', await signIn(who));
    const form = body instanceof FormData;
    if (body !== undefined && !form) headers.set('content-type', 'application/json');
    const sent = body === undefined ? undefined : form ? body : JSON.stringify(body);
    const response = await raw(path, { method, headers, body: sent });
    const type = response.headers.get('content-type') ?? '';
    const given = type.includes('application/json') ? await response.json() : await response.text();
    return { status: response.status, body: given, headers: response.headers };
  }

  return {
    app,
    deps,
    clock,
    lines,
    errors,
    raw,
    signIn,
    ask,
    get: (who: string | null, path: string) => ask(who, 'GET', path),
    post: (who: string | null, path: string, body?: unknown) => ask(who, 'POST', path, body),
    close: async () => {
      await close();
      await opened.store.close();
    },
  };
}

/** The example transfer package as a form, with a number of its own. */
export function packageForm(number?: string, today = '2026-11-24'): FormData {
  const form = new FormData();
  const { bytes } = examplePackage(today, office.id, number);
  form.append('file', new File([new Uint8Array(bytes)], 'package.zip'));
  return form;
}

/** Brings the example case in; gives the id of its proceeding (p1 handles it: the only prosecutor of the desk). */
export async function importCase(server: TestServer, number?: string): Promise<string> {
  const answer = await server.post('intake', '/api/packages', packageForm(number));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  const [proceeding] = schemas.PackageResult.parse(answer.body).proceedings;
  if (!proceeding) throw new Error('no proceeding');
  return proceeding.id;
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>;
