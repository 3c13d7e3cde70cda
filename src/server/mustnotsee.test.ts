import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemas } from '#casework/index.ts';
import { importCase, openTestServer, type TestServer } from './testing.ts';

/** Each "must not see" of people.md that this server can be asked: the same answer as for what does not exist. */
let server: TestServer;
let proceeding: string;
let document: string;
let act: string;
let version: number;
const nowhere = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  server = await openTestServer();
  proceeding = await importCase(server);
  const page = schemas.ProceedingPage.parse((await server.get('p1', `/api/proceedings/${proceeding}`)).body);
  document = page.documents[0]?.id ?? '';
  act = page.course.find((one) => one.act === 'request-arrest')?.id ?? '';
  version = page.version;
});
afterAll(() => server.close());

const requests = (id: string, file: string): readonly (readonly [string, string, unknown?])[] => [
  ['GET', `/api/proceedings/${id}`],
  ['GET', `/api/proceedings/${id}/map`],
  ['GET', `/api/proceedings/${id}/readings`],
  ['GET', `/api/documents/${file}`],
  [
    'POST',
    `/api/proceedings/${id}/review`,
    { act: 'question-suspect', subject: null, on: '2026-11-24', data: {}, expectedVersion: version },
  ],
  [
    'POST',
    `/api/proceedings/${id}/acts`,
    { act: 'question-suspect', subject: null, on: '2026-11-24', data: {}, expectedVersion: version },
  ],
  ['POST', `/api/proceedings/${id}/annul`, { act, ground: 'x', expectedVersion: version }],
  ['POST', `/api/proceedings/${id}/assign`, { handler: 'p1', desk: 'first', reason: 'x' }],
];

describe('a proceeding that is not theirs answers as one that does not exist', () => {
  test.each(['p2', 'stranger', 'admin', 'deputy'])('%s', async (who) => {
    const theirs = requests(proceeding, document);
    const none = requests(nowhere, nowhere);
    for (const [nr, [method, path, body]] of theirs.entries()) {
      const answer = await server.ask(who, method, path, body);
      const other = none[nr];
      const absent = other && (await server.ask(who, other[0], other[1], other[2]));
      expect([path, answer.status, answer.body]).toEqual([path, 404, absent?.body]);
    }
    const after = schemas.ProceedingPage.parse((await server.get('p1', `/api/proceedings/${proceeding}`)).body);
    expect(after.version).toBe(version);
  });

  test('nor does it appear in their lists, search or worklist', async () => {
    for (const who of ['p2', 'stranger', 'deputy']) {
      for (const path of [
        '/api/cases?scope=office',
        '/api/worklist?scope=office',
        `/api/search?q=${encodeURIComponent('路某甲')}`,
        `/api/cases?scope=office&q=${encodeURIComponent('路某甲')}`,
      ]) {
        const answer = await server.get(who, path);
        expect([who, path, answer.status]).toEqual([who, path, 200]);
        expect(JSON.stringify(answer.body)).not.toContain(proceeding);
      }
    }
    const mine = await server.get('p1', `/api/search?q=${encodeURIComponent('路某甲')}`);
    expect(JSON.stringify(mine.body)).toContain(`/proceedings/${proceeding}`);
  });
});

describe('by role', () => {
  test('a system administrator sees accounts, and of casework nothing', async () => {
    expect((await server.get('admin', '/api/accounts')).status).toBe(200);
    for (const path of [
      '/api/worklist',
      '/api/cases',
      '/api/cases/new',
      '/api/proposals',
      '/api/measures',
      '/api/report',
      '/api/judgments',
    ]) {
      const answer = await server.get('admin', path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(JSON.stringify(answer.body)).toContain('administrator');
    }
    const search = await server.get('admin', `/api/search?q=${encodeURIComponent('路某甲')}`);
    expect(search.body).toEqual([]);
  });

  test('nobody but the administrator sees or makes accounts', async () => {
    for (const who of ['p1', 'clerk', 'head', 'chief', 'intake']) {
      expect((await server.get(who, '/api/accounts')).status).toBe(403);
      const account = {
        email: 'x@example.org',
        password: 'a long password',
        name: { zh: 'x', en: 'x' },
        desk: null,
        roles: ['chief-procurator'],
      };
      expect((await server.post(who, '/api/accounts', account)).status).toBe(403);
      expect((await server.ask(who, 'PATCH', '/api/accounts/p1', { roles: ['chief-procurator'] })).status).toBe(403);
    }
  });

  test('case management sees intake and clocks: no reasons, no proposals, nothing to decide', async () => {
    const page = schemas.ProceedingPage.parse((await server.get('intake', `/api/proceedings/${proceeding}`)).body);
    expect(page.deadlines.length).toBeGreaterThan(0);
    expect(page.parties.length).toBe(3);
    expect(page.proposals).toEqual([]);
    expect(page.canAct).toBe(false);
    expect(page.course.flatMap((item) => item.data)).toEqual([]);
    expect((await server.get('intake', `/api/proceedings/${proceeding}/readings`)).status).toBe(403);
    const [suspect] = page.parties;
    const question = {
      act: 'question-suspect',
      subject: suspect?.id ?? null,
      on: '2026-11-24',
      data: {},
      expectedVersion: version,
    };
    const answer = await server.post('intake', `/api/proceedings/${proceeding}/acts`, question);
    expect([answer.status, answer.body]).toMatchObject([422, { kind: 'not-allowed', recorded: false }]);
  });

  test('only case management receives cases', async () => {
    for (const who of ['p1', 'clerk', 'head', 'chief', 'admin']) {
      expect((await server.post(who, '/api/packages', new FormData())).status).not.toBe(201);
      expect((await server.get(who, '/api/cases/new')).status).toBe(403);
    }
  });

  test('a prosecutor reads figures, and behind them only the own cases by name', async () => {
    const path = '/api/measures/arrest-review-accepted/rows?period=2026';
    const own = (await server.get('p1', path)).body;
    const others = (await server.get('p2', path)).body;
    expect(own).toMatchObject({ total: 2 });
    expect(others).toMatchObject({ total: 2 });
    expect(JSON.stringify(own)).toContain(proceeding);
    expect(JSON.stringify(others)).not.toContain(proceeding);
    expect(others).toMatchObject({
      rows: [
        { number: null, numberText: null, case: '', subject: null },
        { number: null, numberText: null, case: '', subject: null },
      ],
    });
    expect(own).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({
          numberText: {
            zh: expect.stringMatching(/^\p{L}+〔2026〕\d+号$/u),
            en: expect.stringMatching(/^2026-\w+-\d+$/),
          },
        }),
      ]),
    });
  });

  test('who looked is kept, also that the chief procurator looked, and the readers are told', async () => {
    await server.get('chief', `/api/proceedings/${proceeding}`);
    const readings = (await server.get('p1', `/api/proceedings/${proceeding}/readings`)).body;
    expect(readings).toContainEqual(
      expect.objectContaining({
        who: { id: 'chief', name: { zh: 'chief', en: 'chief' } },
        what: { zh: '打开案件页', en: 'opened the case page' },
      }),
    );
    expect(JSON.stringify(readings)).not.toContain('"p2"');
  });
});
