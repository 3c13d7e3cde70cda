import { createRoute, z } from '@hono/zod-openapi';
import { schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { json, missing, refusals, routes } from '../env.ts';
import { lawRows, offences, procedureText } from '../law.ts';
import { Id, LawRow, Offence, ProcedureText } from '../schemas.ts';

const tags = ['law'];

const list = createRoute({
  method: 'get',
  path: '/api/law',
  tags,
  summary: 'The procedures of the law pack',
  responses: { 200: json(LawRow.array(), 'The procedures'), ...refusals },
});
const page = createRoute({
  method: 'get',
  path: '/api/law/{id}',
  tags,
  summary: 'A procedure as readable text with its articles',
  request: { params: Id },
  responses: { 200: json(ProcedureText, 'The procedure'), ...refusals },
});
const map = createRoute({
  method: 'get',
  path: '/api/law/{id}/map',
  tags,
  summary: 'The map of a whole procedure',
  request: { params: Id },
  responses: { 200: json(schemas.ProcedureMap, 'The map'), ...refusals },
});
const offenceList = createRoute({
  method: 'get',
  path: '/api/offences',
  tags,
  summary: 'Offences by name, id or article',
  request: { query: z.object({ q: z.string().max(100).default('') }) },
  responses: { 200: json(Offence.array(), 'At most 50'), ...refusals },
});

export const lawRoutes = (deps: Deps) =>
  routes()
    .openapi(list, (c) => c.json(lawRows(deps.pack), 200))
    .openapi(page, (c) => {
      const found = procedureText(deps.pack, c.req.valid('param').id);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(map, (c) => {
      const found = deps.casework.lawMap(c.req.valid('param').id);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(offenceList, (c) => c.json(offences(deps.pack, c.req.valid('query').q), 200));
