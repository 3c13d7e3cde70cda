import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemas } from '#casework/index.ts';
import { PublicationRow } from '#report/index.ts';
import { importCase, openTestServer, type TestServer } from './testing.ts';

let server: TestServer;
let proceeding: string;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await openTestServer();
  proceeding = await importCase(server);
  const page = schemas.ProceedingPage.parse((await server.get('p1', `/api/proceedings/${proceeding}`)).body);
  const order = page.may.find((one) => one.act === 'order-add-suspect');
  const proposed = {
    act: 'order-add-suspect',
    subject: order?.subject?.id ?? null,
    on: '2026-11-24',
    expectedVersion: page.version,
  };
  const data = { subject: page.parties[1]?.id ?? '' };
  const waits = await server.post('p1', `/api/proceedings/${proceeding}/acts`, { ...proposed, data, reason: '拟要求' });
  const worklist = schemas.Worklist.parse((await server.get('p1', '/api/worklist')).body);
  const outcome = schemas.ActOutcome.parse(waits.body);
  const publish = { template: 'monthly', period: '2026', why: { zh: '例', en: 'test' } };
  const published = z
    .object({ publication: PublicationRow })
    .parse((await server.post('chief', '/api/publications', publish)).body);
  ids = {
    '/api/worklist/{id}': worklist.groups[0]?.items[0]?.id ?? '',
    '/api/documents/{id}': page.documents[0]?.id ?? '',
    '/api/proposals/{id}': outcome.kind === 'waits' ? outcome.proposal : '',
    '/api/measures/{id}': 'non-arrest-rate',
    '/api/measures/{id}/rows': 'arrest-review-accepted',
    '/api/figures/{id}': 'non-arrest-rate-2022',
    '/api/public/publications/{id}': published.publication.id,
    '/api/public/data/{id}/{file}': published.publication.id,
    '/api/public/figures/{id}': 'arrest-review-accepted',
    '/api/public/figures/{id}/data.csv': 'arrest-review-accepted',
    '/api/public/figures/{id}/data.json': 'arrest-review-accepted',
    '/api/law/{id}': 'criminal.arrest-review',
    '/api/law/{id}/map': 'criminal.arrest-review',
    '/api/law/articles/{id}': '刑诉法§91',
    '/api/law/actors/{id}': 'police',
  };
});
afterAll(() => server.close());

type Documented = {
  readonly path: string;
  readonly method: string;
  readonly open: boolean;
  readonly schema: z.ZodType | null;
};

function documented(): readonly Documented[] {
  return server.app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { route } = definition;
    const ok = route.responses[200];
    const media = ok && 'content' in ok ? ok.content?.['application/json'] : undefined;
    const schema = media && 'schema' in media && media.schema instanceof z.ZodType ? media.schema : null;
    return [{ path: route.path, method: route.method, open: route.security?.length === 0, schema }];
  });
}

const placed = (path: string): string =>
  path.replace('{id}', encodeURIComponent(ids[path] ?? proceeding)).replace('{file}', 'figures.json');
const readers: Readonly<Record<string, string>> = {
  '/api/accounts': 'admin',
  '/api/accounts/roles': 'admin',
  '/api/cases/new': 'intake',
};

describe('the API as its own document says it', () => {
  test('the document is OpenAPI 3.1 with every route of the agreement, and every reference in it leads somewhere', async () => {
    const { status, body } = await server.get(null, '/api/openapi.json');
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(body).toMatchObject({ openapi: '3.1.0' });
    const components = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) }).parse(body);
    const names = new Set(Object.keys(components.components.schemas));
    const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(referred.length).toBeGreaterThan(50);
    expect(referred.filter((name) => !names.has(name))).toEqual([]);
    expect(text).not.toContain('#/$defs/');
    expect(documented().length).toBeGreaterThan(40);
  });

  test('every documented GET answers by its schema, and with nothing that is not in it', async () => {
    const reads = documented().filter(
      ({ method, path }) =>
        method === 'get' && !['/api/events', '/api/demo/accounts', '/api/demo/package.zip'].includes(path),
    );
    const answers = [];
    for (const { path, schema } of reads) {
      const answer = await server.get(readers[path] ?? (path.includes('judgments/') ? null : 'chief'), placed(path));
      if (path.includes('judgments/{id}')) continue;
      const parsed = schema?.safeParse(answer.body);
      const fits = parsed?.success ?? true;
      const more = parsed?.success ? undocumented(answer.body, parsed.data).filter((at) => !phrase.test(at)) : [];
      answers.push({ path, status: answer.status, fits, more });
    }
    expect(answers.filter(({ status, fits, more }) => status !== 200 || !fits || more.length > 0)).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
    expect(server.errors).toEqual([]);
  });

  test('without a session every route but the public ones answers 401, and says so in both languages', async () => {
    const closed = documented().filter(({ open }) => !open);
    for (const { path, method } of closed) {
      const answer = await server.ask(null, method.toUpperCase(), placed(path), method === 'get' ? undefined : {});
      expect([path, method, answer.status]).toEqual([path, method, 401]);
      expect(answer.body).toEqual({ error: { zh: '请先登录', en: 'Sign in first' } });
    }
    const open = documented()
      .filter((one) => one.open)
      .map((one) => one.path);
    expect(open.filter((path) => !/^\/api\/(law|offences|public)(\/|$)/.test(path)).sort()).toEqual([
      '/api/demo/accounts',
      '/api/health',
      '/api/openapi.json',
      '/api/packages/schema',
    ]);
  });

  test('an address that does not exist answers as one that is not yours', async () => {
    const answer = await server.get('p1', '/api/nothing/here');
    const other = await server.get('p2', `/api/proceedings/${proceeding}`);
    expect([answer.status, other.status]).toEqual([404, 404]);
    expect(answer.body).toEqual(other.body);
  });

  test('a request that does not fit names the field', async () => {
    const answer = await server.post('p1', `/api/proceedings/${proceeding}/acts`, {
      act: 'x',
      subject: null,
      on: '2026-11-24',
      data: {},
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain('expectedVersion');
    const page = await server.get('p1', '/api/cases?page=0');
    expect([page.status, JSON.stringify(page.body)]).toEqual([400, expect.stringContaining('page')]);
    const period = await server.get('chief', '/api/measures?period=lately');
    expect([period.status, JSON.stringify(period.body)]).toEqual([400, expect.stringContaining('2018..2022')]);
  });
});

/** How a yes-or-no field is said in a sentence: the law room keeps it beside the field's title. */
const phrase = /\.title\.(yes|no)$/;

/** Places of what is answered but not documented. */
function undocumented(given: unknown, known: unknown, at = ''): string[] {
  if (Array.isArray(given)) {
    return given.flatMap((item, nr) => undocumented(item, Array.isArray(known) ? known[nr] : undefined, `${at}[]`));
  }
  if (given === null || typeof given !== 'object') return [];
  const there =
    known !== null && typeof known === 'object' ? new Map(Object.entries(known)) : new Map<string, unknown>();
  return Object.entries(given).flatMap(([key, item]) =>
    there.has(key) ? undocumented(item, there.get(key), `${at}.${key}`) : [`${at}.${key}`],
  );
}
