import { createRoute, z } from '@hono/zod-openapi';
import { schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { json, missing, refusals, routes } from '../env.ts';
import { permit } from '../permit.ts';
import { Id, Width } from '../schemas.ts';

const Query = z.object({
  scope: Width.default('mine'),
  branch: z.string().max(50).optional(),
  custody: z.enum(['0', '1']).optional(),
});

const list = createRoute({
  method: 'get',
  path: '/api/worklist',
  tags: ['worklist'],
  summary: 'What is owed, by when, by which law',
  request: { query: Query },
  responses: { 200: json(schemas.Worklist, 'The worklist'), ...refusals },
});

const item = createRoute({
  method: 'get',
  path: '/api/worklist/{id}',
  tags: ['worklist'],
  summary: 'One thing owed, and how its date came about',
  request: { params: Id },
  responses: { 200: json(schemas.WorkItem, 'The item'), ...refusals },
});

export const worklistRoutes = (deps: Deps) =>
  routes()
    .openapi(list, async (c) => {
      permit(c, 'read-cases');
      const { scope, branch, custody } = c.req.valid('query');
      const filters = { branch: branch || undefined, custody: custody === '1' ? true : undefined };
      return c.json(await deps.casework.worklist(c.var.actor, scope, filters, c.var.now), 200);
    })
    .openapi(item, async (c) => {
      const found = await deps.casework.workItem(c.req.valid('param').id, c.var.actor, c.var.now);
      return found ? c.json(found, 200) : missing(c);
    });
