import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { schemas } from '#access/index.ts';
import type { Deps } from '../deps.ts';
import { type Env, ErrorBody, json, nothingHere, refusals, routes, stop, type Words } from '../env.ts';
import { permit } from '../permit.ts';
import { Id } from '../schemas.ts';

const body = <S>(schema: S) => ({ content: { 'application/json': { schema } } });
const wrong: typeof refusals & Record<422, (typeof refusals)[400]> = {
  ...refusals,
  422: json(ErrorBody, 'Not possible, and why'),
};

const accounts = createRoute({
  method: 'get',
  path: '/api/accounts',
  tags: ['accounts'],
  summary: 'Accounts of the office; administrator only',
  responses: { 200: json(schemas.Account.array(), 'The accounts'), ...refusals },
});
const makeAccount = createRoute({
  method: 'post',
  path: '/api/accounts',
  tags: ['accounts'],
  summary: 'Makes an account; administrator only',
  request: { body: body(schemas.NewAccount) },
  responses: { 201: json(schemas.Account, 'Made'), ...wrong },
});
const changeAccount = createRoute({
  method: 'patch',
  path: '/api/accounts/{id}',
  tags: ['accounts'],
  summary: 'Changes or closes an account; administrator only',
  request: { params: Id, body: body(schemas.AccountChange) },
  responses: { 200: json(schemas.Account, 'Changed'), ...wrong },
});
const roles = createRoute({
  method: 'get',
  path: '/api/accounts/roles',
  tags: ['accounts'],
  summary: 'The roles of the law pack that an account can have; administrator only',
  responses: { 200: json(schemas.Role.array(), 'The roles'), ...refusals },
});
const staff = createRoute({
  method: 'get',
  path: '/api/staff',
  tags: ['accounts'],
  summary: 'People of the office',
  responses: { 200: json(schemas.Staff.array(), 'The people'), ...refusals },
});
const delegations = createRoute({
  method: 'get',
  path: '/api/delegations',
  tags: ['delegations'],
  summary: 'Delegations of the office for its chief procurator, else the reader’s own',
  responses: { 200: json(schemas.Delegation.array(), 'Newest first'), ...refusals },
});
const delegate = createRoute({
  method: 'post',
  path: '/api/delegations',
  tags: ['delegations'],
  summary: 'The chief procurator delegates to a deputy',
  request: { body: body(schemas.NewDelegation) },
  responses: { 201: json(schemas.Delegation, 'Given'), ...wrong },
});
const revoke = createRoute({
  method: 'delete',
  path: '/api/delegations/{id}',
  tags: ['delegations'],
  summary: 'Ends a delegation now',
  request: { params: Id },
  responses: { 200: json(schemas.Delegation, 'Ended'), ...wrong },
});

type Refusal = { readonly kind: 'not-allowed' | 'taken' | 'bad-input' | 'not-found'; readonly words: Words };

function no(c: Context<Env>, refusal: Refusal) {
  if (refusal.kind === 'not-found') throw stop(404, nothingHere);
  if (refusal.kind === 'not-allowed') throw stop(403, refusal.words);
  return c.json({ error: refusal.words }, 422);
}

export const adminRoutes = (deps: Deps) => {
  const { access } = deps;
  return routes()
    .openapi(accounts, async (c) => {
      permit(c, 'read-accounts');
      return c.json([...((await access.accounts.list(c.var.actor)) ?? [])], 200);
    })
    .openapi(roles, (c) => {
      permit(c, 'manage-accounts');
      return c.json([...access.accounts.roles()], 200);
    })
    .openapi(makeAccount, async (c) => {
      permit(c, 'manage-accounts');
      const made = await access.accounts.create(c.var.actor, c.req.valid('json'), c.var.now);
      return made.ok ? c.json(made.account, 201) : no(c, made);
    })
    .openapi(changeAccount, async (c) => {
      permit(c, 'manage-accounts');
      const { id } = c.req.valid('param');
      const changed = await access.accounts.change(c.var.actor, id, c.req.valid('json'), c.var.now);
      return changed.ok ? c.json(changed.account, 200) : no(c, changed);
    })
    .openapi(staff, async (c) => {
      permit(c, 'read-staff');
      return c.json([...(await access.accounts.staff(c.var.actor.office))], 200);
    })
    .openapi(delegations, async (c) => c.json([...(await access.delegations.list(c.var.actor, c.var.now))], 200))
    .openapi(delegate, async (c) => {
      permit(c, 'delegate');
      const given = await access.delegations.give(c.var.actor, c.req.valid('json'), c.var.now);
      return given.ok ? c.json(given.delegation, 201) : no(c, given);
    })
    .openapi(revoke, async (c) => {
      const ended = await access.delegations.revoke(c.var.actor, c.req.valid('param').id, c.var.now);
      return ended.ok ? c.json(ended.delegation, 200) : no(c, ended);
    });
};
