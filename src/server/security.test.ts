import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageLimit } from './app.ts';
import { importCase, localToken, openTestServer, origin, type TestServer } from './testing.ts';

let server: TestServer;
let proceeding: string;
beforeAll(async () => {
  server = await openTestServer();
  proceeding = await importCase(server);
});
afterAll(() => server.close());

const assign = (headers: Record<string, string>) =>
  server.raw(`/api/proceedings/${proceeding}/assign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ handler: 'p1', desk: 'first', reason: 'x' }),
  });

describe('requests from elsewhere', () => {
  test('what changes something needs the origin of this server', async () => {
    const cookie = await server.signIn('intake');
    const before = await server.deps.casework.facts(proceeding);
    expect((await assign({ cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await assign({ cookie, origin: 'null' })).status).toBe(403);
    expect((await assign({ cookie })).status).toBe(403);
    expect((await assign({ cookie, origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await assign({ cookie, origin: 'http://127.0.0.1:9999' })).status).toBe(403);
    expect(await server.deps.casework.facts(proceeding)).toEqual(before);
    expect((await assign({ cookie, origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('a host name that is not ours is not answered, so no foreign name can point here', async () => {
    const answer = await server.raw('/api/health', { headers: { host: 'custos.evil.example' } });
    expect(answer.status).toBe(400);
    expect((await server.raw('/api/health', { headers: { host: 'localhost:4810' } })).status).toBe(200);
  });

  test('no answer may be framed, run foreign scripts, or be kept by a cache', async () => {
    for (const path of ['/api/health', '/api/session', '/api/nothing', '/worklist']) {
      const { headers } = await server.raw(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]) {
        expect([path, policy]).toEqual([path, expect.stringContaining(part)]);
      }
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('limits', () => {
  test('a body that is too large is refused before it is read', async () => {
    const cookie = await server.signIn('p1');
    const large = await server.raw(`/api/proceedings/${proceeding}/acts`, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify({ act: 'x'.repeat(2_000_000) }),
    });
    expect(large.status).toBe(413);
    const form = await server.raw('/api/packages', {
      method: 'POST',
      headers: {
        cookie: await server.signIn('intake'),
        origin,
        'content-type': 'application/zip',
        'content-length': String(packageLimit + 1),
      },
      body: new Uint8Array(10),
    });
    expect(form.status).toBe(413);
    expect(await form.json()).toEqual({
      error: { zh: '内容超过 50 MB，未接收', en: 'More than 50 MB; nothing was taken in' },
    });
  });
});

describe('the local token of the command line', () => {
  const withToken = (path: string, token: string, method = 'GET') =>
    server.raw(path, { method, headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.status);

  test('reads figures and nothing else', async () => {
    expect(await withToken('/api/measures', localToken)).toBe(200);
    expect(await withToken('/api/report', localToken)).toBe(200);
    expect(await withToken('/api/measures', `${localToken}x`)).toBe(401);
    for (const path of [
      '/api/worklist',
      '/api/cases',
      `/api/proceedings/${proceeding}`,
      '/api/accounts',
      '/api/session',
    ]) {
      expect([path, await withToken(path, localToken)]).toEqual([path, 401]);
    }
    expect(await withToken('/api/measures', localToken, 'POST')).toBe(401);
  });
});

describe('the log', () => {
  test('has the pattern of the route, and neither ids nor names nor search words', async () => {
    await server.get('p1', `/api/proceedings/${proceeding}`);
    await server.get('p1', `/api/search?q=${encodeURIComponent('路某甲')}`);
    await server.get('p1', `/api/nothing/${proceeding}`);
    const text = JSON.stringify(server.lines);
    expect(text).toContain('/api/proceedings/:id');
    for (const secret of [proceeding, '路某甲', encodeURIComponent('路某甲'), 'p1@example.org', 'p1']) {
      expect(text).not.toContain(secret);
    }
    for (const line of server.lines)
      expect(Object.keys(line).sort()).toEqual(['id', 'method', 'ms', 'route', 'status']);
  });

  test('an error answers with its reference and that nothing was recorded, and tells nothing of the inside', async () => {
    const broken = await openTestServer();
    const id = await importCase(broken);
    const cookie = await broken.signIn('p1');
    await broken.deps.access.actorOf(new Headers({ cookie }), broken.clock.now);
    const failing = { ...broken.deps.casework, proceedingPage: () => Promise.reject(new Error('secret inside')) };
    const { buildApp } = await import('./app.ts');
    const app = buildApp({ ...broken.deps, casework: failing });
    const answer = await app.request(`${origin}/api/proceedings/${id}`, {
      headers: { cookie, host: '127.0.0.1:4810' },
    });
    const body: unknown = await answer.json();
    await broken.close();
    expect(answer.status).toBe(500);
    expect(body).toEqual({
      error: { zh: '服务器出错，未写入台账', en: 'The server failed; nothing was recorded' },
      reference: answer.headers.get('x-request-id'),
    });
    expect(broken.errors.map(String)).toEqual(['Error: secret inside']);
  });
});
