import { createRoute, z } from '@hono/zod-openapi';
import { may } from '#access/index.ts';
import { schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { isRefusal, json, missing, recording, refusals, refused, routes } from '../env.ts';
import { permit } from '../permit.ts';
import { recordReading } from '../reading.ts';
import { Done, Id, Proposals } from '../schemas.ts';

const tags = ['proposals'];
const base = '/api/proposals/{id}';
const body = <S extends z.ZodType>(schema: S) => ({ content: { 'application/json': { schema } } });

const list = createRoute({
  method: 'get',
  path: '/api/proposals',
  tags,
  summary: 'What waits for the reader to decide, or what the reader asked for',
  request: { query: z.object({ box: z.enum(['decide', 'mine']).default('decide') }) },
  responses: { 200: json(Proposals, 'The proposals'), ...refusals },
});

const page = createRoute({
  method: 'get',
  path: base,
  tags,
  summary: 'One proposal, with what it would cause and what changed since',
  request: { params: Id },
  responses: { 200: json(schemas.ProposalPage, 'The proposal'), ...refusals },
});

const approve = createRoute({
  method: 'post',
  path: `${base}/approve`,
  tags,
  summary: 'Decides as proposed; the act is recorded under the name of who approves',
  request: {
    params: Id,
    body: body(z.object({ expectedVersion: z.number().int(), reason: z.string().trim().max(2000).optional() })),
  },
  responses: {
    201: json(schemas.ActOutcome, 'Recorded'),
    202: json(schemas.ActOutcome, 'Waits for a higher rank'),
    ...recording,
  },
});

const giveBack = createRoute({
  method: 'post',
  path: `${base}/return`,
  tags,
  summary: 'Returns the proposal with a reason',
  request: { params: Id, body: body(z.object({ reason: z.string().trim().min(1).max(2000) })) },
  responses: { 200: json(Done, 'Returned'), ...recording },
});

const withdraw = createRoute({
  method: 'post',
  path: `${base}/withdraw`,
  tags,
  summary: 'Takes back a proposal of one’s own',
  request: { params: Id },
  responses: { 200: json(Done, 'Withdrawn'), ...recording },
});

const done = { done: true as const };

export const proposalsRoutes = (deps: Deps) =>
  routes()
    .openapi(list, async (c) => {
      permit(c, 'read-cases');
      const rows = await deps.casework.proposals(c.var.actor, c.req.valid('query').box, c.var.now);
      return c.json({ rows: [...rows] }, 200);
    })
    .openapi(page, async (c) => {
      const found = await deps.casework.proposal(c.req.valid('param').id, c.var.actor, c.var.now);
      const facts = found && (await deps.casework.facts(found.proceeding));
      if (!found || !facts) return missing(c);
      const own = found.proposedBy.id === c.var.actor.id;
      if (!own && !may(c.var.actor, 'read-drafts', facts).allowed) return missing(c);
      await recordReading(deps, c, facts, 'proposal');
      return c.json(found, 200);
    })
    .openapi(approve, async (c) => {
      const { id } = c.req.valid('param');
      const outcome = await deps.casework.approve(id, c.req.valid('json'), c.var.actor, c.var.now);
      if (isRefusal(outcome)) return refused(c, outcome);
      return outcome.kind === 'waits' ? c.json(outcome, 202) : c.json(outcome, 201);
    })
    .openapi(giveBack, async (c) => {
      const { id } = c.req.valid('param');
      const outcome = await deps.casework.returnProposal(id, c.req.valid('json'), c.var.actor, c.var.now);
      return isRefusal(outcome) ? refused(c, outcome) : c.json(done, 200);
    })
    .openapi(withdraw, async (c) => {
      const outcome = await deps.casework.withdrawProposal(c.req.valid('param').id, c.var.actor, c.var.now);
      return isRefusal(outcome) ? refused(c, outcome) : c.json(done, 200);
    });
