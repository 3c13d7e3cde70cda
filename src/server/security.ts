/** Headers of every answer, and the refusal of requests that come from another site. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { type Env, stop } from './env.ts';

export const headers = (https: boolean): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostAllowed(hosts: readonly string[], host: string): boolean {
  const bare = host.replace(/:\d+$/, '');
  return hosts.some((allowed) => (allowed.endsWith(':*') ? allowed.slice(0, -2) === bare : allowed === host));
}

/** Only known host names are answered, so that a name somebody else owns cannot be pointed at this server. */
export const knownHost =
  (hosts: readonly string[]): MiddlewareHandler<Env> =>
  async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!hostAllowed(hosts, host)) {
      throw stop(400, {
        zh: '服务器不以此名称提供服务；请用启动时显示的地址',
        en: 'The server is not known by this name; use the address shown at its start',
      });
    }
    await next();
  };

/**
 * What changes something must come from a page of this server: the browser names the origin, and it must be this host.
 * A request without a cookie (a tool with a token) needs no origin.
 */
export const sameOrigin: MiddlewareHandler<Env> = async (c, next) => {
  if (safe.has(c.req.method)) return next();
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const cookie = c.req.header('cookie');
  const fromHere = origin !== undefined && URL.canParse(origin) && new URL(origin).host === c.req.header('host');
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (foreignSite || (origin !== undefined && !fromHere) || (cookie !== undefined && origin === undefined)) {
    throw stop(403, {
      zh: '请求不是来自本站页面，未执行任何操作',
      en: 'The request did not come from a page of this site; nothing was done',
    });
  }
  return next();
};
