import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPassword } from '#access/index.ts';
import { schemas } from '#casework/index.ts';
import { defaults, type WhichStore } from './config.ts';
import { runningIn } from './runtime.ts';
import { type Server, startServer } from './start.ts';

const main = resolve(import.meta.dirname, '../cli/main.ts');
const dir = mkdtempSync(join(tmpdir(), 'custos-start-'));
/** Run as root, PostgreSQL runs as another user, who must be able to enter. */
chmodSync(dir, 0o711);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** An address of their own: tries are counted by address in the whole process, which other tests share. */
const client = { 'x-client': '10.4.0.1' };
const start = (store: WhichStore, port = 0) =>
  startServer({ ...defaults, store, port, web: null, log: 'none', clientFrom: 'x-client' });
async function started(store: WhichStore): Promise<Server> {
  const server = await start(store);
  if (!server.ok) throw new Error(server.words.en);
  return server;
}

async function signIn(url: string, email: string, password = demoPassword): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...client },
    body: JSON.stringify({ email, password }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { cookie, origin: url };
}

/** Signs in with a first password and sets another; the headers of the new session. */
async function ownPassword(url: string, email: string, first: string, own: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/auth/change-password`, {
    method: 'POST',
    headers: { ...(await signIn(url, email, first)), ...client, 'content-type': 'application/json' },
    body: JSON.stringify({ currentPassword: first, newPassword: own }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return signIn(url, email, own);
}

const read = async (url: string, headers: Record<string, string>): Promise<unknown> =>
  (await fetch(url, { headers })).json();

describe('the demo', () => {
  const store: WhichStore = { kind: 'demo', dir: join(dir, 'demo'), fresh: false };
  let server: Server;
  beforeAll(async () => {
    server = await started(store);
  });
  afterAll(() => server.close());

  test('offers an account of each role, and each can sign in and sees a page', async () => {
    const accounts = await read(`${server.url}/api/demo/accounts`, {});
    expect(accounts).toEqual(server.demo?.accounts);
    const roles = new Map(server.demo?.accounts.map((account) => [account.role.en, account]));
    expect(roles.size).toBe(7);
    for (const { email, password } of roles.values()) {
      const session = await read(`${server.url}/api/session`, await signIn(server.url, email, password));
      expect(session).toMatchObject({ user: { email }, demo: true });
    }
  });

  test('no page of it is empty', async () => {
    const prosecutor = await signIn(server.url, 'chen@demo.example');
    const chief = await signIn(server.url, 'zheng@demo.example');
    const worklist = schemas.Worklist.parse(
      await read(`${server.url}/api/worklist?scope=desk`, await signIn(server.url, 'zhou@demo.example')),
    );
    expect(worklist.counts.overdue).toBeGreaterThan(0);
    expect(worklist.counts.running).toBeGreaterThan(0);
    expect(await read(`${server.url}/api/proposals?box=decide`, chief)).toMatchObject({
      rows: expect.arrayContaining([expect.anything()]),
    });
    expect(await read(`${server.url}/api/judgments`, prosecutor)).toMatchObject({
      rows: expect.arrayContaining([expect.anything()]),
    });
    expect(await read(`${server.url}/api/report`, chief)).toMatchObject({
      sections: expect.arrayContaining([expect.anything()]),
    });
    expect(await read(`${server.url}/api/session`, await signIn(server.url, 'lin@demo.example'))).toMatchObject({
      actsFor: { id: 'zheng' },
    });
  });

  test('its folder says where it runs, to its owner only; a second start says so and touches nothing', async () => {
    const runtime = runningIn(store.dir);
    expect(runtime).toMatchObject({ pid: process.pid, url: server.url });
    for (const file of ['server.json', 'secret']) expect(statSync(join(store.dir, file)).mode & 0o077).toBe(0);
    const second = await start({ ...store, fresh: true });
    expect(second).toMatchObject({ ok: false, status: 2 });
    expect(second.ok ? '' : second.words.en).toContain(server.url);
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  });

  test('open pages hear of an act after it is recorded, and only those who may see it', async () => {
    const handler = await signIn(server.url, 'chen@demo.example');
    const cases = await read(`${server.url}/api/cases?scope=mine`, handler);
    const rows = schemas.CaseRow.array().parse(
      cases !== null && typeof cases === 'object' && 'rows' in cases ? cases.rows : [],
    );
    const id = rows[0]?.proceeding ?? '';
    const listening = await listen(server.url, handler);
    const elsewhere = await listen(server.url, await signIn(server.url, 'xu@demo.example'));
    const intake = await signIn(server.url, 'bai@demo.example');
    const assigned = await fetch(`${server.url}/api/proceedings/${id}/assign`, {
      method: 'POST',
      headers: { ...intake, 'content-type': 'application/json' },
      body: JSON.stringify({ handler: 'chen', desk: 'first', reason: '重新登记' }),
    });
    expect(assigned.status).toBe(200);
    expect(await listening.heard(2_000)).toContain(`{"kind":"changed","proceeding":"${id}"}`);
    expect(await elsewhere.heard(300)).not.toContain(id);
    listening.stop();
    elsewhere.stop();
  });

  test('after stopping, the next start finds everything as it was', async () => {
    const chief = await signIn(server.url, 'zheng@demo.example');
    const before = await read(`${server.url}/api/cases?scope=office`, chief);
    await server.close();
    expect(runningIn(store.dir)).toBeNull();
    const made = server.demo?.madeOn;
    server = await started(store);
    expect(server.demo?.madeOn).toBe(made);
    expect(await read(`${server.url}/api/cases?scope=office`, chief)).toEqual(before);
  });

  test('a mark left by a server that was killed hinders nobody, also when its process id is another’s now', async () => {
    await server.close();
    const left = { pid: process.pid, url: 'http://127.0.0.1:9', token: 'x'.repeat(30), startedAt: 0 };
    writeFileSync(join(store.dir, 'server.json'), JSON.stringify(left));
    server = await started(store);
    expect(runningIn(store.dir)?.url).toBe(server.url);
  });

  test('a port that is taken is said in one line, and the store is given back', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => blocker.once('listening', ready));
    const address = blocker.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await server.close();
    const refused = await start(store, port);
    expect(refused).toMatchObject({
      ok: false,
      status: 2,
      words: { en: expect.stringContaining(`127.0.0.1:${port} is in use`) },
    });
    blocker.close();
    server = await started(store);
  });
});

describe('an office on a PostgreSQL of its own', () => {
  const store: WhichStore = { kind: 'data', dir: join(dir, 'office') };

  test('shows the first administrator once, who can make accounts; the next start finds them', async () => {
    const first = await started(store);
    const admin = first.firstAdministrator;
    expect(admin?.password.length).toBeGreaterThanOrEqual(20);
    expect(first.demo).toBeNull();
    expect((await fetch(`${first.url}/api/demo/accounts`)).status).toBe(404);
    const headers = await ownPassword(
      first.url,
      admin?.email ?? '',
      admin?.password ?? '',
      'an own password of the admin',
    );
    const account = {
      email: 'chief@example.org',
      password: 'a long enough password',
      name: { zh: '检察长', en: 'Chief' },
      desk: null,
      roles: ['chief-procurator'],
    };
    const made = await fetch(`${first.url}/api/accounts`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    expect(made.status).toBe(201);
    await first.close();
    const office = join(store.dir, 'office.yaml');
    writeFileSync(office, readFileSync(office, 'utf8').replace('某检察机关', '河东区人民检察院'));
    const second = await started(store);
    expect(second.firstAdministrator).toBeNull();
    const refused = await fetch(`${second.url}/api/session`, {
      headers: await signIn(second.url, account.email, account.password),
    });
    expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ mustSetPassword: true })]);
    const own = await ownPassword(second.url, account.email, account.password, 'an own password of the chief');
    const session = await read(`${second.url}/api/session`, own);
    await second.close();
    expect(session).toMatchObject({ demo: false, user: { office: { title: { zh: '河东区人民检察院' } } } });
  });

  test('a profile that does not fit is one line with the file and the field, and nothing starts', async () => {
    const other = join(dir, 'wrong');
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, 'office.yaml'), 'id: office\ntitle: {zh: 院}\n');
    const refused = await start({ kind: 'data', dir: other });
    expect(refused).toMatchObject({
      ok: false,
      status: 2,
      words: { en: expect.stringMatching(/office\.yaml: title\.en/) },
    });
    const written = readFileSync(join(dir, 'office', 'office.yaml'), 'utf8');
    const faults = async (from: string, to: string) => {
      expect(written).toContain(from);
      writeFileSync(join(other, 'office.yaml'), written.replace(from, to));
      const answer = await start({ kind: 'data', dir: other });
      return answer.ok ? answer.close() : answer.words.en;
    };
    expect(await faults("division: '990102'", "division: '110199'")).toMatch(/no division "110199".*110101 东城区/);
    expect(await faults("division: '990102'", "division: '110100'")).toMatch(/level "city", not of level "basic"/);
    expect(await faults('facts: { office-level: basic }', 'facts: { office-level: county }')).toMatch(
      /expected one of basic, city/,
    );
  });
});

describe('the process', () => {
  test('ends cleanly on SIGTERM; killed at any moment it loses no act that it confirmed', async () => {
    const data = join(dir, 'killed');
    const run = () => launch(['serve', '--data', data, '--port', '0', '--json']);
    const first = await run();
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(runningIn(data)).toBeNull();
    const second = await run();
    const admin = launchedAdministrator(first.text());
    const headers = await ownPassword(second.url, admin.email, admin.password, 'an own password of the admin');
    const account = {
      email: 'kept@example.org',
      password: 'a long enough password',
      name: { zh: '留', en: 'Kept' },
      desk: null,
      roles: ['clerk'],
    };
    const made = await fetch(`${second.url}/api/accounts`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(account),
    });
    expect(made.status).toBe(201);
    second.child.kill('SIGKILL');
    await second.ended;
    expect(runningIn(data)).toBeNull();
    const third = await run();
    const own = await ownPassword(third.url, account.email, account.password, 'an own password of the clerk');
    expect(await read(`${third.url}/api/session`, own)).toMatchObject({ user: { email: account.email } });
    third.child.kill('SIGINT');
    expect(await third.ended).toBe(0);
  });
});

type Launched = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly text: () => string;
  readonly ended: Promise<number | null>;
};

function launch(args: readonly string[]): Promise<Launched> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return new Promise((ready, fail) => {
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
      const url = /"url":"([^"]+)"/.exec(text)?.[1];
      if (url !== undefined) ready({ child, url, text: () => text, ended });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => fail(new Error(`ended with ${code}: ${text}`)));
  });
}

function launchedAdministrator(text: string): { email: string; password: string } {
  const found = /"email":"([^"]+)","password":"([^"]+)"/.exec(text);
  return { email: found?.[1] ?? '', password: found?.[2] ?? '' };
}

async function listen(url: string, headers: Record<string, string>) {
  const stopper = new AbortController();
  const response = await fetch(`${url}/api/events`, { headers, signal: stopper.signal });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  const heard = async (ms: number): Promise<string> => {
    const until = Date.now() + ms;
    while (Date.now() < until && !text.includes('changed')) await new Promise((wait) => setTimeout(wait, 20));
    return text;
  };
  await new Promise((wait) => setTimeout(wait, 100));
  return { heard, stop: () => stopper.abort(), reading };
}
