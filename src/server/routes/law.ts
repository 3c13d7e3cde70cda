import { createRoute, z } from '@hono/zod-openapi';
import { schemas, TryAnswer, TryQuestion } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { json, missing, refusals, routes } from '../env.ts';
import { lawHits, lawRows, offences, procedureText } from '../law.ts';
import { actorPage, actorRows, articlePage, lawsOfPack } from '../law-articles.ts';
import { lawLibrary, placeOfPack } from '../law-library.ts';
import {
  ActorPage,
  ActorRow,
  ArticlePage,
  Hit,
  Id,
  LawOfPack,
  LawRow,
  Offence,
  PackRow,
  ProcedureText,
} from '../schemas.ts';

const tags = ['law'];

const Pack = z.object({
  pack: z
    .string()
    .max(60)
    .optional()
    .meta({ description: 'Id of a pack of /api/law/packs; without it the server’s own' }),
});

const packs = createRoute({
  method: 'get',
  path: '/api/law/packs',
  tags,
  security: [],
  summary: 'The law packs that can be read here, the one that this server works by first',
  responses: { 200: json(PackRow.array(), 'The packs'), ...refusals },
});
const list = createRoute({
  method: 'get',
  path: '/api/law',
  tags,
  security: [],
  summary: 'The procedures of a law pack',
  request: { query: Pack },
  responses: { 200: json(LawRow.array(), 'The procedures'), ...refusals },
});
const page = createRoute({
  method: 'get',
  path: '/api/law/{id}',
  tags,
  security: [],
  summary: 'A procedure as readable text with its articles',
  request: { params: Id, query: Pack },
  responses: { 200: json(ProcedureText, 'The procedure'), ...refusals },
});
const map = createRoute({
  method: 'get',
  path: '/api/law/{id}/map',
  tags,
  security: [],
  summary: 'The map of a whole procedure',
  request: { params: Id, query: Pack },
  responses: { 200: json(schemas.ProcedureMap, 'The map'), ...refusals },
});
const articles = createRoute({
  method: 'get',
  path: '/api/law/articles',
  tags,
  security: [],
  summary: 'The laws that a pack cites, and their articles',
  request: { query: Pack },
  responses: { 200: json(LawOfPack.array(), 'The laws'), ...refusals },
});
const article = createRoute({
  method: 'get',
  path: '/api/law/articles/{id}',
  tags,
  security: [],
  summary: 'What follows from an article, by the key that the list of articles gives it',
  request: { params: Id, query: Pack },
  responses: { 200: json(ArticlePage, 'What rests on it'), ...refusals },
});
const actors = createRoute({
  method: 'get',
  path: '/api/law/actors',
  tags,
  security: [],
  summary: 'Who acts in the procedures',
  request: { query: Pack },
  responses: { 200: json(ActorRow.array(), 'The actors'), ...refusals },
});
const actor = createRoute({
  method: 'get',
  path: '/api/law/actors/{id}',
  tags,
  security: [],
  summary: 'What somebody may do and must do, and by when',
  request: { params: Id, query: Pack },
  responses: { 200: json(ActorPage, 'The acts'), ...refusals },
});
const find = createRoute({
  method: 'get',
  path: '/api/law/search',
  tags,
  security: [],
  summary: 'Procedures, acts, articles and actors by words of either language',
  request: { query: Pack.extend({ q: z.string().max(100).default('') }) },
  responses: { 200: json(Hit.array(), 'At most 12 of each kind'), ...refusals },
});
const attempt = createRoute({
  method: 'post',
  path: '/api/law/{id}/try',
  tags,
  security: [],
  summary: 'What the law makes of a supposed course; nothing is stored',
  request: {
    params: Id,
    query: Pack,
    body: { content: { 'application/json': { schema: TryQuestion } }, required: true },
  },
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

export const lawRoutes = (deps: Deps) => {
  const library = lawLibrary(deps.pack);
  return routes()
    .openapi(packs, (c) =>
      c.json(
        [
          ...library.shelves.map(({ pack }) => ({
            ...placeOfPack(pack),
            own: pack === deps.pack,
            language: pack.language,
            procedures: Object.keys(pack.procedures).length,
            faults: 0,
          })),
          ...library.faulty.map(({ id, faults }) => ({
            id,
            title: { zh: id, en: id },
            own: false,
            language: 'en' as const,
            procedures: 0,
            faults,
          })),
        ],
        200,
      ),
    )
    .openapi(list, (c) => {
      const found = library.of(c.req.valid('query').pack);
      return found ? c.json(lawRows(found.pack), 200) : missing(c);
    })
    .openapi(articles, (c) => {
      const found = library.of(c.req.valid('query').pack);
      return found ? c.json(lawsOfPack(found.pack), 200) : missing(c);
    })
    .openapi(article, (c) => {
      const { id } = c.req.valid('param');
      const found = library.having(c.req.valid('query').pack, ({ pack }) => articlePage(pack, id));
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(actors, (c) => {
      const found = library.of(c.req.valid('query').pack);
      return found ? c.json(actorRows(found.pack), 200) : missing(c);
    })
    .openapi(actor, (c) => {
      const { id } = c.req.valid('param');
      const found = library.having(c.req.valid('query').pack, ({ pack }) => actorPage(pack, id));
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(find, (c) => {
      const { q, pack: asked } = c.req.valid('query');
      const found = library.of(asked);
      if (!found) return missing(c);
      const query = asked === undefined ? '' : `?pack=${found.pack.id}`;
      return c.json(lawHits(found.pack, q, 12, query), 200);
    })
    .openapi(attempt, (c) => {
      const { id } = c.req.valid('param');
      const found = library.having(c.req.valid('query').pack, ({ reader }) => reader.tryLaw(id, c.req.valid('json')));
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(page, (c) => {
      const { id } = c.req.valid('param');
      const found = library.having(c.req.valid('query').pack, ({ pack }) => procedureText(pack, id));
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(map, (c) => {
      const { id } = c.req.valid('param');
      const found = library.having(c.req.valid('query').pack, ({ reader }) => reader.lawMap(id));
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(offenceList, (c) => c.json(offences(deps.pack, c.req.valid('query').q), 200));
};
