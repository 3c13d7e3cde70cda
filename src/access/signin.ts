/** What reaches better-auth and what comes back: only the served paths, one answer for every refused sign-in, and a limit per account. */
import { createHash } from 'node:crypto';
import type { Store } from '#ledger/index.ts';
import { type SignIn, servedPaths } from './auth.ts';
import type { Recorder } from './events.ts';
import type { AccessTables } from './tables.ts';
import { passwordLength, type Words } from './types.ts';

const basePath = '/api/auth';
const failuresAllowed = 5;
const failureWindowMs = 15 * 60_000;

const answer = (status: number, error: Words, headers: Record<string, string> = {}): Response =>
  Response.json({ error }, { status, headers: { 'cache-control': 'no-store', ...headers } });

const wrong: Words = { zh: '邮箱或者密码不正确', en: 'The address or the password is not right' };
const wrongCode: Words = { zh: '验证码不正确', en: 'The code is not right' };
const signInFirst: Words = { zh: '请先登录', en: 'Sign in first' };
const tooMany: Words = { zh: '尝试次数过多，请稍后再试', en: 'Too many tries; try again later' };
const noSuch: Words = { zh: '没有此地址', en: 'There is nothing here' };
const unreadable: Words = { zh: '请求无法识别', en: 'The request could not be read' };

const [shortest, longest] = passwordLength;
const wrongOld: Words = { zh: '现密码不正确', en: 'The present password is not right' };
const sameAgain: Words = { zh: '新密码不得与现密码相同', en: 'The new password must differ from the present one' };
const wrongLength: Words = {
  zh: `新密码须为${shortest}至${longest}个字符`,
  en: `The new password must have ${shortest} to ${longest} characters`,
};
/** Said wherever something else is tried first. */
export const setOwnPassword: Words = {
  zh: '账户的初始密码由管理员设定，请先改为自己的密码',
  en: 'The administrator chose the password of this account; set one of your own first',
};

const hashOf = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('hex');

async function emailIn(request: Request): Promise<string | null> {
  try {
    const body: unknown = await request.clone().json();
    const email = body !== null && typeof body === 'object' && 'email' in body ? body.email : null;
    return typeof email === 'string' ? email : null;
  } catch {
    return null;
  }
}

/** Paths of better-auth that a session works on while its first password stands. */
const beforeOwnPassword: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
]);

const texts = async (request: Request): Promise<{ readonly old: string; readonly next: string } | null> => {
  try {
    const body: unknown = await request.clone().json();
    if (body === null || typeof body !== 'object' || !('currentPassword' in body) || !('newPassword' in body))
      return null;
    const { currentPassword: old, newPassword: next } = body;
    return typeof old === 'string' && typeof next === 'string' ? { old, next } : null;
  } catch {
    return null;
  }
};

export function signInHandler(
  store: Pick<Store, 'db'>,
  signIn: SignIn,
  record: Recorder,
  ownPasswordSet: (person: string, now: number) => Promise<void>,
) {
  const db = store.db.$extendTables<AccessTables>();

  async function failures(hash: string, now: number): Promise<number> {
    await db
      .deleteFrom('access_failure')
      .where('failed_at', '<', now - failureWindowMs)
      .execute();
    const row = await db
      .selectFrom('access_failure')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('email_hash', '=', hash)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  /** Keeps that somebody signed in; a password that still waits for its second factor is no sign-in. */
  async function noteSignIn(response: Response, now: number): Promise<void> {
    const body: unknown = await response.clone().json();
    const user = body !== null && typeof body === 'object' && 'user' in body ? body.user : null;
    const id = user !== null && typeof user === 'object' && 'id' in user ? String(user.id) : null;
    if (id !== null) await record('signed-in', id, id, {}, now);
  }

  async function byPassword(request: Request, now: number): Promise<Response> {
    const email = await emailIn(request);
    if (email === null) return answer(400, unreadable);
    const hash = hashOf(email);
    if ((await failures(hash, now)) >= failuresAllowed) {
      return answer(429, tooMany, { 'retry-after': String(failureWindowMs / 1000) });
    }
    const response = await signIn.auth.handler(request);
    if (response.status === 429)
      return answer(429, tooMany, { 'retry-after': response.headers.get('x-retry-after') ?? '60' });
    if (!response.ok) {
      await db.insertInto('access_failure').values({ email_hash: hash, failed_at: now }).execute();
      return response.status === 400 ? answer(400, unreadable) : answer(401, wrong);
    }
    await db.deleteFrom('access_failure').where('email_hash', '=', hash).execute();
    await noteSignIn(response, now);
    return response;
  }

  async function firstPassword(request: Request): Promise<boolean> {
    const session = await signIn.auth.api.getSession({ headers: request.headers });
    if (!session) return false;
    const row = await db
      .selectFrom('access_staff')
      .select('first_password')
      .where('person', '=', session.user.id)
      .executeTakeFirst();
    return row?.first_password === true;
  }

  /** The owner sets another password; every other session of theirs ends. */
  async function changePassword(request: Request, now: number): Promise<Response> {
    const session = await signIn.auth.api.getSession({ headers: request.headers });
    if (!session) return answer(401, signInFirst);
    const given = await texts(request);
    if (given === null) return answer(400, unreadable);
    if (given.next.length < shortest || given.next.length > longest) return answer(422, wrongLength);
    if (given.next === given.old) return answer(422, sameAgain);
    const hash = hashOf(session.user.email);
    if ((await failures(hash, now)) >= failuresAllowed)
      return answer(429, tooMany, { 'retry-after': String(failureWindowMs / 1000) });
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    const body = JSON.stringify({ currentPassword: given.old, newPassword: given.next, revokeOtherSessions: true });
    const response = await signIn.auth.handler(new Request(request.url, { method: 'POST', headers, body }));
    if (response.status === 429) return answer(429, tooMany, { 'retry-after': '60' });
    if (response.status === 401) return answer(401, signInFirst);
    if (!response.ok) {
      await db.insertInto('access_failure').values({ email_hash: hash, failed_at: now }).execute();
      return answer(422, wrongOld);
    }
    await ownPasswordSet(session.user.id, now);
    return response;
  }

  /** Serves /api/auth/*. */
  return async (request: Request, now: number): Promise<Response> => {
    const path = new URL(request.url).pathname.slice(basePath.length);
    if (!servedPaths.some((served) => served === path)) return answer(404, noSuch);
    if (path === '/sign-in/email') return byPassword(request, now);
    if (path === '/change-password') return changePassword(request, now);
    if (!beforeOwnPassword.has(path) && (await firstPassword(request))) return answer(403, setOwnPassword);
    const code = path.startsWith('/two-factor/verify-');
    const before = code ? await signIn.auth.api.getSession({ headers: request.headers }) : null;
    const response = await signIn.auth.handler(request);
    if (response.status === 429) return answer(429, tooMany, { 'retry-after': '60' });
    if (response.status === 401) return answer(401, code ? wrongCode : signInFirst);
    if (code && response.ok && before === null) await noteSignIn(response, now);
    return response;
  };
}
