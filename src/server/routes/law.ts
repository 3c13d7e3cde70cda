import { createRoute, z } from '@hono/zod-openapi';
import { schemas, TryAnswer, TryQuestion } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { json, missing, refusals, routes } from '../env.ts';
import { lawHits, lawRows, offences, procedureText } from '../law.ts';
import { actorPage, actorRows, articlePage, lawsOfPack } from '../law-articles.ts';
import { ActorPage, ActorRow, ArticlePage, Hit, Id, LawOfPack, LawRow, Offence, ProcedureText } from '../schemas.ts';

const tags = ['law'];

const list = createRoute({
  method: 'get',
  path: '/api/law',
  tags,
  security: [],
  summary: 'The procedures of the law pack',
  responses: { 200: json(LawRow.array(), 'The procedures'), ...refusals },
});
const page = createRoute({
  method: 'get',
  path: '/api/law/{id}',
  tags,
  security: [],
  summary: 'A procedure as readable text with its articles',
  request: { params: Id },
  responses: { 200: json(ProcedureText, 'The procedure'), ...refusals },
});
const map = createRoute({
  method: 'get',
  path: '/api/law/{id}/map',
  tags,
  security: [],
  summary: 'The map of a whole procedure',
  request: { params: Id },
  responses: { 200: json(schemas.ProcedureMap, 'The map'), ...refusals },
});
const articles = createRoute({
  method: 'get',
  path: '/api/law/articles',
  tags,
  security: [],
  summary: 'The laws that the pack cites, and their articles',
  responses: { 200: json(LawOfPack.array(), 'The laws'), ...refusals },
});
const article = createRoute({
  method: 'get',
  path: '/api/law/articles/{id}',
  tags,
  security: [],
  summary: 'What follows from an article, by the key that the list of articles gives it',
  request: { params: Id },
  responses: { 200: json(ArticlePage, 'What rests on it'), ...refusals },
});
const actors = createRoute({
  method: 'get',
  path: '/api/law/actors',
  tags,
  security: [],
  summary: 'Who acts in the procedures',
  responses: { 200: json(ActorRow.array(), 'The actors'), ...refusals },
});
const actor = createRoute({
  method: 'get',
  path: '/api/law/actors/{id}',
  tags,
  security: [],
  summary: 'What somebody may do and must do, and by when',
  request: { params: Id },
  responses: { 200: json(ActorPage, 'The acts'), ...refusals },
});
const find = createRoute({
  method: 'get',
  path: '/api/law/search',
  tags,
  security: [],
  summary: 'Procedures, acts, articles and actors by words of either language',
  request: { query: z.object({ q: z.string().max(100).default('') }) },
  responses: { 200: json(Hit.array(), 'At most 12 of each kind'), ...refusals },
});
const attempt = createRoute({
  method: 'post',
  path: '/api/law/{id}/try',
  tags,
  security: [],
  summary: 'What the law makes of a supposed course; nothing is stored',
  request: { params: Id, body: { content: { 'application/json': { schema: TryQuestion } }, required: true } },
  responses: { 200: json(TryAnswer, 'What is possible, owed, late and why'), ...refusals },
});
const offenceList = createRoute({
  method: 'get',
  path: '/api/offences',
  tags,
  security: [],
  summary: 'Offences by name, id or article',
  request: { query: z.object({ q: z.string().max(100).default('') }) },
  responses: { 200: json(Offence.array(), 'At most 50'), ...refusals },
});

export const lawRoutes = (deps: Deps) =>
  routes()
    .openapi(list, (c) => c.json(lawRows(deps.pack), 200))
    .openapi(articles, (c) => c.json(lawsOfPack(deps.pack), 200))
    .openapi(article, (c) => {
      const found = articlePage(deps.pack, c.req.valid('param').id);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(actors, (c) => c.json(actorRows(deps.pack), 200))
    .openapi(actor, (c) => {
      const found = actorPage(deps.pack, c.req.valid('param').id);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(find, (c) => c.json(lawHits(deps.pack, c.req.valid('query').q, 12), 200))
    .openapi(attempt, (c) => {
      const found = deps.casework.tryLaw(c.req.valid('param').id, c.req.valid('json'));
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(page, (c) => {
      const found = procedureText(deps.pack, c.req.valid('param').id);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(map, (c) => {
      const found = deps.casework.lawMap(c.req.valid('param').id);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(offenceList, (c) => c.json(offences(deps.pack, c.req.valid('query').q), 200));
