import { createRoute, z } from '@hono/zod-openapi';
import { schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { isRefusal, json, nothingHere, recording, refusals, refused, routes, stop } from '../env.ts';
import { permit } from '../permit.ts';
import { CaseRows, Id, Opened, Page, Width } from '../schemas.ts';

const list = createRoute({
  method: 'get',
  path: '/api/cases',
  tags: ['cases'],
  summary: 'Proceedings the reader may see',
  request: {
    query: z.object({
      scope: Width.default('mine'),
      q: z.string().max(200).optional(),
      procedure: z.string().max(100).optional(),
      page: Page,
    }),
  },
  responses: { 200: json(CaseRows, 'A page of rows'), ...refusals },
});

const form = createRoute({
  method: 'get',
  path: '/api/cases/new',
  tags: ['cases'],
  summary: 'Procedures that the reader may open by hand, with the fields of their opening acts',
  responses: { 200: json(schemas.NewCaseForm, 'The form'), ...refusals },
});

const create = createRoute({
  method: 'post',
  path: '/api/cases',
  tags: ['cases'],
  summary: 'Opens a case by hand',
  request: { body: { content: { 'application/json': { schema: schemas.NewCase } } } },
  responses: { 201: json(Opened, 'Opened'), ...recording },
});

const beside = '/api/proceedings/{id}/beside';

const besideForm = createRoute({
  method: 'get',
  path: beside,
  tags: ['cases'],
  summary: 'Procedures that the reader may open by hand in the case of this proceeding, and the people of the case',
  request: { params: Id },
  responses: { 200: json(schemas.NewInCaseForm, 'The form; no procedure where the reader may open none'), ...refusals },
});

const besideCreate = createRoute({
  method: 'post',
  path: beside,
  tags: ['cases'],
  summary: 'Opens a further proceeding in the case of this one',
  request: { params: Id, body: { content: { 'application/json': { schema: schemas.NewInCase } } } },
  responses: { 201: json(Opened, 'Opened'), ...recording },
});

export const casesRoutes = (deps: Deps) =>
  routes()
    .openapi(list, async (c) => {
      permit(c, 'read-cases');
      const { scope, q, procedure, page } = c.req.valid('query');
      const query = { scope, q: q || undefined, procedure: procedure || undefined, page };
      const found = await deps.casework.cases(c.var.actor, query, c.var.now);
      return c.json({ ...found, rows: [...found.rows] }, 200);
    })
    .openapi(form, (c) => {
      permit(c, 'open-case');
      return c.json(deps.casework.newCaseForm(c.var.actor, c.var.now), 200);
    })
    .openapi(create, async (c) => {
      permit(c, 'open-case');
      const opened = await deps.casework.openCase(c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(opened)) return refused(c, opened);
      return c.json({ proceeding: opened.proceeding, case: opened.case, number: opened.number }, 201);
    })
    .openapi(besideForm, async (c) => {
      permit(c, 'read-cases');
      const { id } = c.req.valid('param');
      const found = await deps.casework.inCaseForm(id, c.var.actor, c.var.now);
      if (!found) throw stop(404, nothingHere);
      return c.json(found, 200);
    })
    .openapi(besideCreate, async (c) => {
      permit(c, 'read-cases');
      const { id } = c.req.valid('param');
      const opened = await deps.casework.openInCase(id, c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(opened)) return refused(c, opened);
      return c.json({ proceeding: opened.proceeding, case: opened.case, number: opened.number }, 201);
    });
