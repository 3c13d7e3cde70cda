import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import { UnknownOutcome } from '#ledger/index.ts';
import { authRoutes, signedIn } from './auth.ts';
import type { Deps } from './deps.ts';
import { type Env, json, nothingHere, routes, stop, type Words } from './env.ts';
import { openApiDocument } from './openapi.ts';
import { adminRoutes } from './routes/admin.ts';
import { casesRoutes } from './routes/cases.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { eventsRoutes } from './routes/events.ts';
import { judgmentsRoutes } from './routes/judgments.ts';
import { lawRoutes } from './routes/law.ts';
import { measuresRoutes } from './routes/measures.ts';
import { packagesRoutes } from './routes/packages.ts';
import { proceedingsRoutes } from './routes/proceedings.ts';
import { proposalsRoutes } from './routes/proposals.ts';
import { publicRoutes } from './routes/public.ts';
import { publicationsRoutes } from './routes/publications.ts';
import { reportRoutes } from './routes/report.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { worklistRoutes } from './routes/worklist.ts';
import { headers, knownHost, sameOrigin } from './security.ts';
import { pages } from './static.ts';

const MB = 1024 * 1024;
export const packageLimit = 50 * MB;
const bodyLimits = { json: 1 * MB, upload: packageLimit } as const;

const broke: Words = { zh: '服务器出错，未写入台账', en: 'The server failed; nothing was recorded' };
const unknown: Words = {
  zh: '与数据库的连接中断，不能确定是否已写入台账；请先查看案件经过再操作',
  en: 'The connection to the database broke; whether it was recorded is not known. Look at the course of the case before trying again',
};
const unreadable: Words = { zh: '请求无法识别', en: 'The request could not be read' };

const tooLarge = (limit: number) => () => {
  const size = `${limit / MB} MB`;
  throw stop(413, { zh: `内容超过 ${size}，未接收`, en: `More than ${size}; nothing was taken in` });
};

const isUpload = (c: Context): boolean => c.req.path === '/api/packages' || c.req.path === '/api/judgments';

function limited() {
  const small = bodyLimit({ maxSize: bodyLimits.json, onError: tooLarge(bodyLimits.json) });
  const large = bodyLimit({ maxSize: bodyLimits.upload, onError: tooLarge(bodyLimits.upload) });
  return (c: Context<Env>, next: () => Promise<void>) => (isUpload(c) ? large(c, next) : small(c, next));
}

const health = createRoute({
  method: 'get',
  path: '/api/health',
  tags: ['server'],
  summary: 'The server answers',
  security: [],
  responses: { 200: json(z.object({ ok: z.literal(true), version: z.string() }), 'Up') },
});

const document = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  tags: ['server'],
  summary: 'This document',
  security: [],
  responses: { 200: json(z.record(z.string(), z.unknown()), 'OpenAPI 3.1') },
});

/** All routes of the API, typed; the web builds its client from this type. */
function api(deps: Deps) {
  return new OpenAPIHono<Env>()
    .route(
      '/',
      routes().openapi(health, (c) => c.json({ ok: true as const, version: deps.version }, 200)),
    )
    .route('/', sessionRoutes(deps))
    .route('/', worklistRoutes(deps))
    .route('/', casesRoutes(deps))
    .route('/', packagesRoutes(deps))
    .route('/', proceedingsRoutes(deps))
    .route('/', proposalsRoutes(deps))
    .route('/', adminRoutes(deps))
    .route('/', judgmentsRoutes(deps))
    .route('/', measuresRoutes(deps))
    .route('/', dashboardRoutes(deps))
    .route('/', reportRoutes(deps))
    .route('/', lawRoutes(deps))
    .route('/', publicRoutes(deps))
    .route('/', publicationsRoutes(deps))
    .route('/', searchRoutes(deps))
    .route('/', eventsRoutes(deps));
}
export type App = ReturnType<typeof api>;

/** The pattern of the route that answered, as `/api/proceedings/:id`; `/*` for pages and for what does not exist. */
const patternOf = (c: Context<Env>): string =>
  matchedRoutes(c).findLast((route) => route.method !== 'ALL' && !route.path.endsWith('*'))?.path ?? '/*';

/** One line a request: the pattern of the route, never the address with ids or names in it. */
const logged =
  (deps: Deps) =>
  async (c: Context<Env>, next: () => Promise<void>): Promise<void> => {
    const id = randomUUID();
    const start = performance.now();
    c.set('requestId', id);
    c.set('now', deps.clock());
    await next();
    c.header('x-request-id', id);
    const ms = Math.round(performance.now() - start);
    deps.log.request({ method: c.req.method, route: patternOf(c), status: c.res.status, ms, id });
  };

function failed(deps: Deps, error: Error, c: Context<Env>): Response {
  if (error instanceof HTTPException) {
    if (error.res) return error.getResponse();
    return c.json({ error: unreadable }, error.status);
  }
  const reference = c.var.requestId;
  deps.log.error(reference, error);
  return c.json({ error: error instanceof UnknownOutcome ? unknown : broke, reference }, 500);
}

/** The whole server as one function of requests; `deps` are the rooms, opened. */
export function buildApp(deps: Deps): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>();
  app.use('*', logged(deps));
  app.use('*', compress());
  app.use('*', headers(deps.https));
  app.use('*', knownHost(deps.hosts));
  app.use('/api/*', sameOrigin);
  app.use('/api/*', limited());
  app.use('/api/*', async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  app.all('/api/auth/*', authRoutes(deps));
  app.use('/api/*', signedIn(deps));
  const served = api(deps);
  app.route('/', served);
  const ownDocument = routes().openapi(document, (c) =>
    c.json(openApiDocument(app.openAPIRegistry, deps.version), 200),
  );
  app.route('/', ownDocument);
  app.all('/api/*', (c) => c.json({ error: nothingHere }, 404));
  app.route('/', pages(deps.web));
  app.notFound((c) => c.json({ error: nothingHere }, 404));
  app.onError((error, c) => failed(deps, error, c));
  return app;
}
