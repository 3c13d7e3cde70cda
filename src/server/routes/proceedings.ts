import { createRoute, z } from '@hono/zod-openapi';
import { schemas as access, may } from '#access/index.ts';
import { schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { isRefusal, json, missing, nothingHere, recording, refusals, refused, routes, stop } from '../env.ts';
import { recordReading, visible } from '../reading.ts';
import { Done, Id, Opened } from '../schemas.ts';

const tags = ['proceedings'];
const base = '/api/proceedings/{id}';
const body = <S extends z.ZodType>(schema: S) => ({ content: { 'application/json': { schema } } });

const page = createRoute({
  method: 'get',
  path: base,
  tags,
  summary:
    'The case page: people, course, what may be done, what may not and why, what is owed. The reading is recorded. ' +
    'In a case of many people the acts are listed for some of them, or for `person`',
  request: { params: Id, query: z.object({ person: z.string().max(200).optional() }) },
  responses: { 200: json(schemas.ProceedingPage, 'The page'), ...refusals },
});

const map = createRoute({
  method: 'get',
  path: `${base}/map`,
  tags,
  summary: 'The procedure as a map: two relations around what is open, or the whole with all=1',
  request: {
    params: Id,
    query: z.object({ subject: z.string().max(200).optional(), all: z.enum(['0', '1']).optional() }),
  },
  responses: { 200: json(schemas.ProcedureMap, 'The map'), ...refusals },
});

const readings = createRoute({
  method: 'get',
  path: `${base}/readings`,
  tags,
  summary: 'Who looked at this proceeding',
  request: { params: Id },
  responses: { 200: json(access.Reading.array(), 'Newest first'), ...refusals },
});

const review = createRoute({
  method: 'post',
  path: `${base}/review`,
  tags,
  summary: 'Everything an act would cause; nothing is recorded',
  request: { params: Id, body: body(schemas.ProposedAct) },
  responses: { 200: json(schemas.Review, 'The review'), ...recording },
});

const act = createRoute({
  method: 'post',
  path: `${base}/acts`,
  tags,
  summary: 'Records an act, or lays it before who may decide it',
  request: { params: Id, body: body(schemas.ProposedAct) },
  responses: {
    201: json(schemas.ActOutcome, 'Recorded'),
    202: json(schemas.ActOutcome, 'Waits for approval'),
    ...recording,
  },
});

const annul = createRoute({
  method: 'post',
  path: `${base}/annul`,
  tags,
  summary: 'Annuls an act recorded in error; the act stays visible',
  request: {
    params: Id,
    body: body(
      z.object({ act: z.string(), ground: z.string().trim().min(1).max(2000), expectedVersion: z.number().int() }),
    ),
  },
  responses: {
    201: json(schemas.ActOutcome, 'Recorded'),
    202: json(schemas.ActOutcome, 'Waits for approval'),
    ...recording,
  },
});

const assign = createRoute({
  method: 'post',
  path: `${base}/assign`,
  tags,
  summary: 'Gives the proceeding to a desk and a handler',
  request: {
    params: Id,
    body: body(
      z.object({
        handler: z.string().nullable(),
        desk: z.string().nullable(),
        reason: z.string().trim().min(1).max(2000),
      }),
    ),
  },
  responses: { 200: json(Done, 'Assigned'), ...recording },
});

const regrouping = createRoute({
  method: 'get',
  path: `${base}/regrouping`,
  tags,
  summary: 'Grounds of the law for severing people and merging cases, who and which cases it could be, and why not',
  request: { params: Id, query: z.object({ q: z.string().max(200).optional() }) },
  responses: { 200: json(schemas.RegroupForm, 'The form'), ...refusals },
});

const sever = createRoute({
  method: 'post',
  path: `${base}/sever`,
  tags,
  summary: 'People go on in a proceeding of their own, with what has happened to them; their periods go on',
  request: { params: Id, body: body(schemas.SeverInput) },
  responses: { 201: json(Opened, 'Severed; the new proceeding'), ...recording },
});

const merge = createRoute({
  method: 'post',
  path: `${base}/merge`,
  tags,
  summary: 'Another proceeding goes on in this one, and is over',
  request: { params: Id, body: body(schemas.MergeInput) },
  responses: { 201: json(schemas.Merged, 'Merged'), ...recording },
});

const recusalForm = createRoute({
  method: 'get',
  path: `${base}/recusal`,
  tags,
  summary: 'Whose recusal the reader may enter as asked for in this case, with the fields of the act',
  request: { params: Id },
  responses: { 200: json(schemas.RecusalForm, 'The form'), ...refusals },
});

const challenge = createRoute({
  method: 'post',
  path: `${base}/recusal`,
  tags,
  summary: 'Somebody’s recusal is asked for; until it is decided they do not act in the case',
  request: { params: Id, body: body(schemas.RecusalInput) },
  responses: { 201: json(Opened, 'Opened'), ...recording },
});

const document = createRoute({
  method: 'get',
  path: '/api/documents/{id}',
  tags,
  summary: 'A document file, for saving; opening it is recorded',
  request: { params: Id },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    ...refusals,
  },
});

export const proceedingsRoutes = (deps: Deps) =>
  routes()
    .openapi(page, async (c) => {
      const { id } = c.req.valid('param');
      const { facts, view } = await visible(deps, c, id);
      const { person } = c.req.valid('query');
      const found = await deps.casework.proceedingPage(id, c.var.actor, c.var.now, person);
      if (!found) return missing(c);
      await recordReading(deps, c, facts, view === 'whole' ? 'proceeding' : 'clocks');
      const drafts = may(c.var.actor, 'read-drafts', facts).allowed;
      return c.json(drafts ? found : { ...found, proposals: [] }, 200);
    })
    .openapi(map, async (c) => {
      const { id } = c.req.valid('param');
      const { subject, all } = c.req.valid('query');
      await visible(deps, c, id);
      const found = await deps.casework.map(
        id,
        c.var.actor,
        { subject: subject || null, full: all === '1' },
        c.var.now,
      );
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(readings, async (c) => {
      const { facts } = await visible(deps, c, c.req.valid('param').id);
      const answer = may(c.var.actor, 'read-readings', facts);
      if (!answer.allowed) throw stop(403, answer.words);
      return c.json([...(await deps.access.readings.of(facts.id))], 200);
    })
    .openapi(review, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const found = await deps.casework.review(id, c.req.valid('json'), c.var.actor, c.var.now);
      return 'kind' in found ? refused(c, found) : c.json(found, 200);
    })
    .openapi(act, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const outcome = await deps.casework.act(id, c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(outcome)) return refused(c, outcome);
      return outcome.kind === 'waits' ? c.json(outcome, 202) : c.json(outcome, 201);
    })
    .openapi(annul, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const outcome = await deps.casework.annul(id, c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(outcome)) return refused(c, outcome);
      return outcome.kind === 'waits' ? c.json(outcome, 202) : c.json(outcome, 201);
    })
    .openapi(assign, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const outcome = await deps.casework.assign(id, c.req.valid('json'), c.var.actor, c.var.now);
      return isRefusal(outcome) ? refused(c, outcome) : c.json({ done: true as const }, 200);
    })
    .openapi(regrouping, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const found = await deps.casework.regroupForm(id, c.var.actor, c.var.now, c.req.valid('query').q);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(sever, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const opened = await deps.casework.sever(id, c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(opened)) return refused(c, opened);
      return c.json({ proceeding: opened.proceeding, case: opened.case, number: opened.number }, 201);
    })
    .openapi(merge, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const merged = await deps.casework.merge(id, c.req.valid('json'), c.var.actor, c.var.now);
      return isRefusal(merged) ? refused(c, merged) : c.json(merged, 201);
    })
    .openapi(recusalForm, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const found = await deps.casework.recusalForm(id, c.var.actor, c.var.now);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(challenge, async (c) => {
      const { id } = c.req.valid('param');
      await visible(deps, c, id);
      const opened = await deps.casework.challenge(id, c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(opened)) return refused(c, opened);
      return c.json({ proceeding: opened.proceeding, case: opened.case, number: opened.number }, 201);
    })
    .openapi(document, async (c) => {
      const file = await deps.casework.document(c.req.valid('param').id, c.var.actor);
      const facts = file && (await deps.casework.facts(file.proceeding));
      if (!file || !facts) throw stop(404, nothingHere);
      await recordReading(deps, c, facts, 'document');
      const name = encodeURIComponent(file.name);
      return c.body(new Uint8Array(file.bytes), 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${name}`,
        'cache-control': 'no-store',
      });
    });
