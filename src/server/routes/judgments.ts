import { createRoute, z } from '@hono/zod-openapi';
import { schemas } from '#oversight/index.ts';
import type { Deps } from '../deps.ts';
import { json, missing, refusals, routes, stop } from '../env.ts';
import { permit } from '../permit.ts';
import { Id, Page } from '../schemas.ts';
import { uploadedFiles } from '../upload.ts';

const tags = ['judgments'];

const list = createRoute({
  method: 'get',
  path: '/api/judgments',
  tags,
  summary: 'Judgments read, with what was found in them',
  request: {
    query: z.object({
      q: z.string().max(200).optional(),
      finding: z.enum(['certain', 'depends', 'contradiction', 'none']).optional(),
      page: Page,
    }),
  },
  responses: { 200: json(schemas.JudgmentList, 'A page of rows'), ...refusals },
});
const page = createRoute({
  method: 'get',
  path: '/api/judgments/{id}',
  tags,
  summary: 'One judgment: text with places, facts, findings with their arithmetic',
  request: { params: Id },
  responses: { 200: json(schemas.JudgmentPage, 'The judgment'), ...refusals },
});
const receive = createRoute({
  method: 'post',
  path: '/api/judgments',
  tags,
  summary: 'Reads judgments (.txt, .docx, .jsonl); each text is read or refused with a reason',
  request: { body: { content: { 'multipart/form-data': { schema: z.object({ file: z.any() }) } }, required: false } },
  responses: { 200: json(schemas.JudgmentImport, 'What was read and what was refused'), ...refusals },
});

export const judgmentsRoutes = (deps: Deps) =>
  routes()
    .openapi(list, async (c) => {
      permit(c, 'read-judgments');
      const { q, finding, page: nr } = c.req.valid('query');
      return c.json(await deps.oversight.list({ q: q || undefined, finding, page: nr }, c.var.actor), 200);
    })
    .openapi(page, async (c) => {
      permit(c, 'read-judgments');
      const found = await deps.oversight.page(c.req.valid('param').id, c.var.actor);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(receive, async (c) => {
      permit(c, 'import-judgments');
      const files = await uploadedFiles(c, /^$/);
      const result = await deps.oversight.importFiles(files, c.var.actor, c.var.now);
      if ('forbidden' in result) throw stop(403, result.forbidden);
      return c.json(result, 200);
    });
