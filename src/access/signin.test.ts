import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, noon, openTestAccess, origin, password, signInRequest } from './testing.ts';

type Room = Awaited<ReturnType<typeof openTestAccess>>;
let room: Room;
beforeAll(async () => {
  room = await openTestAccess();
});
afterAll(() => room.store.close());

const signIn = (email: string, tried: string) => room.access.handleAuth(signInRequest(email, tried), Date.now());

describe('sign-in', () => {
  test('gives a session in a cookie that no script can read, and it tells who somebody is', async () => {
    const response = await signIn('p1@example.org', password);
    expect(response.status).toBe(200);
    const cookie = response.headers.getSetCookie().join('\n').toLowerCase();
    expect(cookie).toContain('httponly');
    expect(cookie).toContain('samesite=strict');
    const actor = await room.access.actorOf(new Headers({ cookie: cookieOf(response) }), noon);
    expect(actor).toMatchObject({
      id: 'p1',
      office: 'north',
      desk: 'first',
      roles: ['prosecutor'],
      rank: 'prosecutor',
    });
  });

  test('answers a wrong password and an unknown address alike', async () => {
    const wrong = await signIn('p2@example.org', 'not the password');
    const unknown = await signIn('nobody@example.org', 'not the password');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  test('without a cookie, or with a forged one, there is nobody', async () => {
    expect(await room.access.actorOf(new Headers(), noon)).toBeNull();
    const forged = new Headers({ cookie: 'custos.session_token=abc.def' });
    expect(await room.access.actorOf(forged, noon)).toBeNull();
  });

  test('nobody can make an account for themselves', async () => {
    const request = new Request(`${origin}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: 'new@example.org', password, name: 'new' }),
    });
    expect((await room.access.handleAuth(request, noon)).status).toBe(404);
    expect(await signIn('new@example.org', password).then((r) => r.status)).toBe(401);
  });

  test('a request from another site is refused', async () => {
    const cookie = cookieOf(await signIn('p3@example.org', password));
    const request = signInRequest('p3@example.org', password, { origin: 'https://evil.example', cookie });
    expect((await room.access.handleAuth(request, Date.now())).ok).toBe(false);
  });

  test('after five wrong passwords the account waits, also for the right one, and then opens again', async () => {
    for (let i = 0; i < 5; i++) expect((await signIn('head@example.org', `wrong ${i}`)).status).toBe(401);
    const now = Date.now();
    const blocked = await room.access.handleAuth(signInRequest('head@example.org', password), now);
    expect(blocked.status).toBe(429);
    expect(blocked.headers.get('retry-after')).toBe('900');
    const other = await signIn('clerk@example.org', password);
    expect(other.status).toBe(200);
    const later = await room.access.handleAuth(signInRequest('head@example.org', password), now + 15 * 60_000 + 1);
    expect(later.status).toBe(200);
  });

  test('one address can try only so often in a minute', async () => {
    const strict = await openTestAccess({ triesPerMinute: 3 });
    const tries = [];
    for (let i = 0; i < 4; i++) {
      const request = signInRequest(`someone${i}@example.org`, 'x', { 'x-custos-client': '10.0.0.9' });
      tries.push((await strict.access.handleAuth(request, Date.now())).status);
    }
    const elsewhere = signInRequest('p1@example.org', password, { 'x-custos-client': '10.0.0.10' });
    const fromElsewhere = await strict.access.handleAuth(elsewhere, Date.now());
    await strict.store.close();
    expect(tries).toEqual([401, 401, 401, 429]);
    expect(fromElsewhere.status).toBe(200);
  });

  test('sign-out ends the session', async () => {
    const cookie = cookieOf(await signIn('chief@example.org', password));
    expect(await room.access.actorOf(new Headers({ cookie }), noon)).not.toBeNull();
    const out = new Request(`${origin}/api/auth/sign-out`, {
      method: 'POST',
      headers: { origin, cookie, 'content-type': 'application/json' },
      body: '{}',
    });
    expect((await room.access.handleAuth(out, noon)).status).toBe(200);
    expect(await room.access.actorOf(new Headers({ cookie }), noon)).toBeNull();
  });
});

describe('accounts', () => {
  test('only an administrator makes them, of the own office, and every change is kept', async () => {
    const input = {
      email: 'fresh@example.org',
      password,
      name: { zh: '新', en: 'Fresh' },
      desk: 'first',
      roles: ['prosecutor' as const],
    };
    expect(await room.access.accounts.create(await room.actor('chief'), input, noon)).toMatchObject({
      ok: false,
      kind: 'not-allowed',
    });
    const made = await room.access.accounts.create(await room.actor('admin'), input, noon);
    expect(made).toMatchObject({ ok: true, account: { email: 'fresh@example.org', office: 'north', active: true } });
    const again = await room.access.accounts.create(await room.actor('admin'), input, noon);
    expect(again).toMatchObject({ ok: false, kind: 'taken' });
    expect(await signIn('fresh@example.org', password).then((r) => r.status)).toBe(200);
    const trail = await sql<{ kind: string }>`select kind from access_event where by_person = 'admin'`.execute(
      room.store.db,
    );
    expect(trail.rows.map((row) => row.kind)).toEqual(['account-made']);
  });

  test('an administrator cannot be given a case role beside', async () => {
    const admin = await room.actor('admin');
    const input = { email: 'both@example.org', password, name: { zh: '双', en: 'Both' }, desk: null };
    expect(
      await room.access.accounts.create(admin, { ...input, roles: ['administrator', 'prosecutor'] }, noon),
    ).toMatchObject({ ok: false, kind: 'bad-input' });
    expect(
      await room.access.accounts.change(admin, 'p1', { roles: ['administrator', 'prosecutor'] }, noon),
    ).toMatchObject({ ok: false, kind: 'bad-input' });
  });

  test('a closed account is signed out at once and cannot sign in; its name stays', async () => {
    const cookie = cookieOf(await signIn('p2@example.org', password));
    const admin = await room.actor('admin');
    expect(await room.access.accounts.change(admin, 'p2', { active: false }, noon)).toMatchObject({ ok: true });
    expect(await room.access.actorOf(new Headers({ cookie }), noon)).toBeNull();
    expect((await signIn('p2@example.org', password)).status).toBe(401);
    expect((await room.access.accounts.staff('north')).map((one) => one.person.id)).not.toContain('p2');
    expect((await room.access.accounts.staff('north', true)).map((one) => one.person.id)).toContain('p2');
    await room.access.accounts.change(admin, 'p2', { active: true }, noon);
  });

  test('an administrator does not reach the accounts of another office', async () => {
    const admin = await room.actor('admin');
    expect(await room.access.accounts.change(admin, 'stranger', { active: false }, noon)).toMatchObject({
      ok: false,
      kind: 'not-found',
    });
    expect((await room.access.accounts.list(admin))?.map((one) => one.id)).not.toContain('stranger');
    expect(await room.access.accounts.list(await room.actor('chief'))).toBeNull();
  });
});

test('the trails of reading and of events refuse to be changed or dropped', async () => {
  await room.access.readings.record(await room.actor('p1'), 'x', 'proceeding', 'handler-reads', noon);
  for (const table of ['access_reading', 'access_event']) {
    for (const text of [`delete from ${table}`, `update ${table} set nr = default`, `truncate ${table}`]) {
      await expect(sql.raw(text).execute(room.store.db)).rejects.toThrow(/append-only|identity|generated/);
    }
  }
  expect(await room.access.readings.of('x')).toHaveLength(1);
});

test('who looked: one line an opening, not one a refresh of the open page', async () => {
  const actor = await room.actor('chief');
  for (const at of [0, 1_000, 30_000, 61_000]) {
    await room.access.readings.record(actor, 'y', 'proceeding', 'chief-reads-office', noon + at);
  }
  const readings = await room.access.readings.of('y');
  expect(readings.map((one) => one.at)).toEqual([noon + 61_000, noon]);
  expect(readings[0]).toMatchObject({ who: { id: 'chief' }, role: { zh: 'chief-procurator', en: 'chief-procurator' } });
});

describe('the first password of an account', () => {
  const first = 'chosen by the administrator';
  const own = 'chosen by its owner, nobody else';
  const input = { email: 'new@example.org', name: { zh: '初', en: 'New' }, desk: 'first', roles: ['prosecutor'] };
  const post = (path: string, cookie: string, body: object) =>
    room.access.handleAuth(
      new Request(`${origin}/api/auth${path}`, {
        method: 'POST',
        headers: { origin, cookie, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      noon,
    );
  const change = (cookie: string, currentPassword: string, newPassword: string) =>
    post('/change-password', cookie, { currentPassword, newPassword });
  let id = '';
  let cookie = '';

  test('lets nobody do anything but set another', async () => {
    const made = await room.access.accounts.create(await room.actor('admin'), { ...input, password: first }, noon);
    if (!made.ok) throw new Error(made.words.en);
    id = made.account.id;
    expect(made.account.firstPassword).toBe(true);
    cookie = cookieOf(await signIn(input.email, first));
    const headers = new Headers({ cookie });
    expect(await room.access.actorOf(headers, noon)).toBeNull();
    expect(await room.access.mustSetPassword(headers)).toBe(true);
    expect(await room.access.mustSetPassword(new Headers())).toBe(false);
    const factor = await post('/two-factor/enable', cookie, { password: first });
    expect([factor.status, (await factor.json()) as object]).toEqual([
      403,
      { error: expect.objectContaining({ en: expect.stringMatching(/set one of your own first/) }) },
    ]);
  });

  test('must give way to a different, long enough one, by who knows it', async () => {
    const refused = async (old: string, next: string) => {
      const response = await change(cookie, old, next);
      return [response.status, ((await response.json()) as { error: { en: string } }).error.en];
    };
    expect(await refused('not the password', own)).toEqual([422, 'The present password is not right']);
    expect(await refused(first, first)).toEqual([422, 'The new password must differ from the present one']);
    expect(await refused(first, 'short')).toEqual([422, 'The new password must have 12 to 128 characters']);
    expect((await post('/change-password', cookie, { newPassword: own })).status).toBe(400);
    expect((await change('', first, own)).status).toBe(401);
    expect(await room.access.mustSetPassword(new Headers({ cookie }))).toBe(true);
  });

  test('once changed, the account works, its other sessions are over and the change is kept', async () => {
    const other = cookieOf(await signIn(input.email, first));
    const changed = await change(cookie, first, own);
    expect(changed.status).toBe(200);
    const fresh = new Headers({ cookie: cookieOf(changed) });
    expect((await room.access.actorOf(fresh, noon))?.id).toBe(id);
    expect(await room.access.mustSetPassword(new Headers({ cookie: other }))).toBe(false);
    expect(await room.access.actorOf(new Headers({ cookie: other }), noon)).toBeNull();
    expect((await signIn(input.email, first)).status).toBe(401);
    expect((await signIn(input.email, own)).status).toBe(200);
    const trail = await sql<{ about: string }>`select about from access_event where kind = 'password-changed'`.execute(
      room.store.db,
    );
    expect(trail.rows).toEqual([{ about: id }]);
  });

  test('a password that the administrator gives later is a first one again; a change of name is not', async () => {
    const admin = await room.actor('admin');
    const named = await room.access.accounts.change(admin, id, { name: { zh: '新名', en: 'New name' } }, noon);
    expect(named).toMatchObject({ ok: true, account: { firstPassword: false } });
    const reset = await room.access.accounts.change(admin, id, { password: first }, noon);
    expect(reset).toMatchObject({ ok: true, account: { firstPassword: true } });
    const again = cookieOf(await signIn(input.email, first));
    expect(await room.access.actorOf(new Headers({ cookie: again }), noon)).toBeNull();
  });
});
