/** Who sends a request. Everything under /api needs a session, but for the few paths named here. */
import { timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { type Actor, clientHeader, setOwnPassword } from '#access/index.ts';
import type { Deps } from './deps.ts';
import { type Env, signInFirst, stop } from './env.ts';

/** Answered without a session. */
export const publicPaths: ReadonlySet<string> = new Set([
  '/api/health',
  '/api/openapi.json',
  '/api/demo/accounts',
  '/api/packages/schema',
]);

/** The law is everybody's to read and to try; what is published is everybody's to read. */
const openPaths = /^\/api\/(law|offences|public)(\/|$)/;
const isPublic = (path: string): boolean => publicPaths.has(path) || openPaths.test(path);

/** What the command line beside the server may read with the local token. */
const localPaths = /^\/api\/(measures|figures|report|report\.(html|docx|pdf))(\/|$)/;
/** Asks that record nothing. */
const localAsks = /^\/api\/own-reports\/preview$/;

function addressOf(c: Context<Env>, from: string | null): string {
  if (from !== null) return c.req.header(from)?.split(',').at(-1)?.trim() ?? '';
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return '';
  }
}

/** /api/auth/*: handed to access, with the address of the client set by the server and by nobody else. */
export const authRoutes =
  (deps: Deps): MiddlewareHandler<Env> =>
  async (c) => {
    const headers = new Headers(c.req.raw.headers);
    headers.set(clientHeader, addressOf(c, deps.clientFrom) || '127.0.0.1');
    const url = new URL(c.req.url);
    const scheme = deps.https ? 'https:' : 'http:';
    const address = `${scheme}//${c.req.header('host') ?? url.host}${url.pathname}${url.search}`;
    const body = c.req.method === 'GET' || c.req.method === 'HEAD' ? undefined : await c.req.arrayBuffer();
    const request = new Request(address, { method: c.req.method, headers, body });
    return deps.access.handleAuth(request, c.var.now);
  };

function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The command of the same machine, as far as figures go: it belongs to the first office and has no case of its own. */
function localActor(deps: Deps, c: Context<Env>): Actor | null {
  const given = c.req.header('authorization')?.replace(/^Bearer /, '');
  const paths = c.req.method === 'GET' ? localPaths : c.req.method === 'POST' ? localAsks : null;
  if (given === undefined || !paths?.test(c.req.path)) return null;
  if (!sameToken(given, deps.localToken)) return null;
  const office = deps.offices[0];
  if (!office) return null;
  const name = { zh: '本机命令', en: 'command of this machine' };
  return {
    id: 'local-command',
    name,
    email: '',
    office: office.id,
    desk: null,
    roles: [],
    functions: ['receives'],
    rank: null,
    delegations: [],
  };
}

export const signedIn =
  (deps: Deps): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (isPublic(c.req.path)) return next();
    const actor = localActor(deps, c) ?? (await deps.access.actorOf(c.req.raw.headers, c.var.now));
    if (actor === null) {
      if (await deps.access.mustSetPassword(c.req.raw.headers))
        return c.json({ error: setOwnPassword, mustSetPassword: true as const }, 403);
      throw stop(401, signInFirst);
    }
    c.set('actor', actor);
    return next();
  };
