import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPackage, examplePackage, schemas } from '#casework/index.ts';
import { buildApp } from './app.ts';
import { office, openTestServer, origin, packageForm, type TestServer } from './testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const formOf = (bytes: Uint8Array, field = 'file'): FormData => {
  const form = new FormData();
  form.append(field, new File([new Uint8Array(bytes)], 'package.zip'));
  return form;
};
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const acts = async (): Promise<number> => {
  const rows = (await server.get('chief', '/api/cases?scope=office')).body;
  return rows !== null && typeof rows === 'object' && 'total' in rows ? Number(rows.total) : -1;
};

describe('a bad package gets one clear line a fault, and nothing of it is stored', () => {
  const { manifest } = examplePackage('2026-11-24', office.id, 'bad-1');
  const changed = (change: (copy: Record<string, unknown>) => void): Uint8Array => {
    const copy: Record<string, unknown> = structuredClone({ ...manifest });
    change(copy);
    return buildPackage(copy, {});
  };
  test.each<readonly [string, Uint8Array, string]>([
    ['not a zip', text('no zip at all'), 'zip'],
    ['empty', new Uint8Array(0), 'zip'],
    ['a zip without package.json', buildPackage({}, {}).slice(0, 30), 'zip'],
    ['a manifest that is nothing', buildPackage({}, {}), 'package.json'],
    ['documents named but missing', changed(() => {}), 'documents'],
  ])('%s', async (_name, bytes, where) => {
    const before = await acts();
    const answer = await server.post('intake', '/api/packages', formOf(bytes));
    expect(answer.status).toBe(422);
    const { errors, recorded } = schemas.PackageErrors.parse(answer.body);
    expect(recorded).toBe(false);
    expect(errors.map((error) => error.where).join(' ')).toContain(where);
    for (const error of errors) {
      expect(error.text.en).not.toContain('\n');
      expect(error.text.zh).toMatch(/\p{Script=Han}/u);
    }
    expect(await acts()).toBe(before);
  });

  test('no file, a form that is none, a file under another name', async () => {
    const cookie = await server.signIn('intake');
    const none = await server.post('intake', '/api/packages', new FormData());
    const other = await server.post('intake', '/api/packages', formOf(text('x'), 'package'));
    const json = await server.post('intake', '/api/packages', { file: 'x' });
    const broken = await server.raw('/api/packages', {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'multipart/form-data; boundary=x' },
      body: 'no form',
    });
    expect([none.status, other.status, json.status, broken.status]).toEqual([400, 400, 415, 400]);
    expect(json.body).toHaveProperty('error.zh');
    for (const { body } of [none, other])
      expect(body).toMatchObject({ error: { zh: expect.stringMatching(/./), en: expect.stringMatching(/file/) } });
    expect(await broken.json()).toHaveProperty('error.zh');
    expect(server.errors).toEqual([]);
  });
});

test('the same package twice: the second time it is refused and named', async () => {
  const first = await server.post('intake', '/api/packages', packageForm('twice'));
  const second = await server.post('intake', '/api/packages', packageForm('twice'));
  expect([first.status, second.status]).toEqual([201, 422]);
  const { errors } = schemas.PackageErrors.parse(second.body);
  expect(errors).toHaveLength(1);
  expect(await acts()).toBe(1);
});

test('a package may also be sent as it is, by a tool', async () => {
  const { bytes } = examplePackage('2026-11-24', office.id, 'plain');
  const answer = await server.raw('/api/packages', {
    method: 'POST',
    headers: { cookie: await server.signIn('intake'), origin, 'content-type': 'application/zip' },
    body: new Uint8Array(bytes),
  });
  expect(answer.status).toBe(201);
});

test('the demo offers a made-up package of today to who may take one in, each with a number of its own', async () => {
  expect((await server.get('intake', '/api/demo/package.zip')).status).toBe(404);
  const app = buildApp({ ...server.deps, demo: { people: [], accounts: [] } });
  const ask = async (who: string) => {
    const headers = { host: new URL(origin).host, cookie: await server.signIn(who) };
    return app.request(`${origin}/api/demo/package.zip`, { headers });
  };
  expect((await ask('p1')).status).toBe(403);
  const first = await ask('intake');
  expect(first.headers.get('content-type')).toBe('application/zip');
  server.clock.now += 1;
  const second = await ask('intake');
  for (const answer of [first, second]) {
    const taken = await server.post('intake', '/api/packages', formOf(new Uint8Array(await answer.arrayBuffer())));
    expect(taken.status).toBe(201);
  }
});
