import { createRoute, z } from '@hono/zod-openapi';
import { may } from '#access/index.ts';
import type { Deps } from '../deps.ts';
import { json, refusals, routes } from '../env.ts';
import { lawHits } from '../law.ts';
import { Hit } from '../schemas.ts';

const search = createRoute({
  method: 'get',
  path: '/api/search',
  tags: ['search'],
  summary: 'Cases and people within the reader’s scope, procedures and articles',
  request: { query: z.object({ q: z.string().max(100).default('') }) },
  responses: { 200: json(Hit.array(), 'The hits'), ...refusals },
});

export const searchRoutes = (deps: Deps) =>
  routes().openapi(search, async (c) => {
    const { q } = c.req.valid('query');
    const wanted = q.trim();
    if (wanted === '') return c.json([], 200);
    const found = may(c.var.actor, 'read-cases').allowed ? await deps.casework.search(c.var.actor, wanted) : [];
    const hits = found.map((hit) => ({ ...hit, to: `/proceedings/${encodeURIComponent(hit.to)}` }));
    return c.json([...hits, ...lawHits(deps.pack, wanted)], 200);
  });
