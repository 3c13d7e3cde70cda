import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cookieOf, openTestAccess, origin, password, signInRequest } from './testing.ts';

type Room = Awaited<ReturnType<typeof openTestAccess>>;
let room: Room;
beforeAll(async () => {
  room = await openTestAccess();
});
afterAll(() => room.store.close());

function base32(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code that an authenticator shows at a moment (RFC 6238, SHA-1, 30 s, 6 digits). */
function totp(secret: Buffer, now: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const ask = (path: string, cookie: string, body: unknown): Promise<Response> =>
  room.access.handleAuth(
    new Request(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie, 'x-custos-client': '127.0.0.1' },
      body: JSON.stringify(body),
    }),
    Date.now(),
  );

test('with a second factor the password alone gives no session', async () => {
  const first = cookieOf(await room.access.handleAuth(signInRequest('p1@example.org', password), Date.now()));
  const enabled = await ask('/two-factor/enable', first, { password });
  const { totpURI } = z.object({ totpURI: z.string() }).parse(await enabled.json());
  const secret = base32(new URL(totpURI).searchParams.get('secret') ?? '');
  expect((await ask('/two-factor/verify-totp', first, { code: totp(secret, Date.now()) })).status).toBe(200);

  const half = await room.access.handleAuth(signInRequest('p1@example.org', password), Date.now());
  expect(half.status).toBe(200);
  expect(await half.json()).toMatchObject({ twoFactorRedirect: true });
  const waiting = cookieOf(half);
  expect(await room.access.actorOf(new Headers({ cookie: waiting }), Date.now())).toBeNull();
  const wrong = await ask('/two-factor/verify-totp', waiting, { code: '000000' });
  expect([wrong.status, await wrong.json()]).toEqual([
    401,
    { error: { zh: '验证码不正确', en: 'The code is not right' } },
  ]);
  const right = await ask('/two-factor/verify-totp', waiting, { code: totp(secret, Date.now()) });
  expect(right.status).toBe(200);
  const actor = await room.access.actorOf(new Headers({ cookie: cookieOf(right) }), Date.now());
  expect(actor?.id).toBe('p1');
});

test('a sign-in with a second factor stands in the trail once it is whole', async () => {
  const rows = await sql<{
    n: number;
  }>`select count(*)::int as n from access_event where kind = 'signed-in' and by_person = 'p1'`.execute(room.store.db);
  expect(rows.rows[0]?.n).toBe(2);
});
