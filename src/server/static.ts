/** The built pages: hashed files for a year, the page itself never from a cache; any other path is the page's own. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Env } from './env.ts';

const notBuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Custos</title>
<p>页面尚未生成：请运行 npm run build。<p lang="en">The pages are not built: run npm run build.`;

export function pages(web: string | null): Hono<Env> {
  const app = new Hono<Env>();
  const index = web === null ? null : join(web, 'index.html');
  app.use('*', async (c, next) => {
    await next();
    const forever = c.res.status === 200 && c.req.path.startsWith('/assets/');
    c.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  if (web !== null) app.use('*', serveStatic({ root: web }));
  app.get('*', async (c) => {
    if (c.req.path.startsWith('/assets/')) return c.notFound();
    if (index === null || !existsSync(index)) return c.html(notBuilt, 503);
    return c.html(await readFile(index, 'utf8'));
  });
  return app;
}
