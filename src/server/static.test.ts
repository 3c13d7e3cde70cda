import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { pages } from './static.ts';
import { openTestServer } from './testing.ts';

const outside = mkdtempSync(join(tmpdir(), 'custos-web-'));
const web = join(outside, 'dist');
mkdirSync(join(web, 'assets'), { recursive: true });
writeFileSync(join(web, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(join(web, 'assets', 'index-abc.js'), 'export {};');
writeFileSync(join(outside, 'secret.txt'), 'secret');
afterAll(() => rmSync(outside, { recursive: true, force: true }));

describe('pages', () => {
  const app = pages(web);
  test.each(['/', '/sign-in', '/proceedings/x-1', '/law/criminal.arrest-review', '/no/such/page'])(
    '%s is the page, never cached',
    async (path) => {
      const answer = await app.request(path);
      expect([answer.status, await answer.text(), answer.headers.get('cache-control')]).toEqual([
        200,
        '<!doctype html><title>page</title>',
        'no-cache',
      ]);
    },
  );

  test('hashed files are kept for a year; one that is not there is not the page', async () => {
    const file = await app.request('/assets/index-abc.js');
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect(file.headers.get('content-type')).toContain('javascript');
    expect((await app.request('/assets/index-gone.js')).status).toBe(404);
  });

  test('nothing outside the folder is served', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
    ]) {
      expect([path, await (await app.request(path)).text()]).not.toEqual([path, 'secret']);
    }
  });

  test('without built pages the API still answers, and the page says what to run', async () => {
    const answer = await pages(null).request('/');
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });
});

test('answers are compressed for who asks, event streams are not', async () => {
  const server = await openTestServer();
  const cookie = await server.signIn('p1');
  const answer = await server.raw('/api/law', { headers: { cookie, 'accept-encoding': 'gzip' } });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toContain('criminal.arrest-review');
  const stopper = new AbortController();
  const events = await server.raw('/api/events', {
    headers: { cookie, 'accept-encoding': 'gzip' },
    signal: stopper.signal,
  });
  expect([events.headers.get('content-encoding'), events.headers.get('content-type')]).toEqual([
    null,
    'text/event-stream',
  ]);
  await events.body?.cancel();
  await server.close();
});
