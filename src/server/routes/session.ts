import { createRoute } from '@hono/zod-openapi';
import {
  type Actor,
  dayIn,
  may,
  type OfficeAction,
  rankTitle,
  reaches,
  roleTitle,
  type Staffing,
  schemas,
} from '#access/index.ts';
import type { Deps } from '../deps.ts';
import { ErrorBody, json, missing, refusals, routes } from '../env.ts';
import { officeOf } from '../office.ts';

const session = createRoute({
  method: 'get',
  path: '/api/session',
  tags: ['session'],
  summary: 'Who is signed in, and what they may see',
  responses: { 200: json(schemas.Session, 'The session'), ...refusals },
});

const demoAccounts = createRoute({
  method: 'get',
  path: '/api/demo/accounts',
  tags: ['session'],
  summary: 'The accounts of the made-up office, with their passwords; only in the demo',
  security: [],
  responses: { 200: json(schemas.DemoAccount.array(), 'The accounts'), 404: json(ErrorBody, 'Not a demo') },
});

const offered: Readonly<Record<keyof schemas.Session['may'], OfficeAction>> = {
  readCases: 'read-cases',
  openCase: 'open-case',
  importPackage: 'import-package',
  readJudgments: 'read-judgments',
  importJudgments: 'import-judgments',
  readFigures: 'read-figures',
  publishFigures: 'publish-figures',
  readAccounts: 'read-accounts',
  delegate: 'delegate',
};

/** Highest of own and delegated ranks. */
const rankHeld = (staffing: Staffing, actor: Actor): string | null =>
  actor.delegations.reduce(
    (best, held) => (best === null || reaches(staffing, held.rank, best) ? held.rank : best),
    actor.rank,
  );

export const sessionRoutes = (deps: Deps) =>
  routes()
    .openapi(session, async (c) => {
      const { actor, now } = c.var;
      const office = officeOf(deps.offices, actor.office);
      const desk = office.desks.find((one) => one.id === actor.desk);
      const held = actor.delegations[0];
      const permitted = Object.entries(offered).map(([name, action]) => [name, may(actor, action).allowed]);
      const readsCases = may(actor, 'read-cases').allowed;
      const body: schemas.Session = {
        user: {
          id: actor.id,
          name: actor.name,
          title: actor.roles[0] === undefined ? undefined : roleTitle(deps.pack, actor.roles[0]),
          email: actor.email,
          roles: actor.roles.map((code) => ({ code, title: roleTitle(deps.pack, code) })),
          rank: rankHeld(deps.pack, actor),
          desk: desk ? { id: desk.id, title: desk.title } : null,
          office: { id: office.id, title: office.title },
        },
        demo: deps.demo !== null,
        today: dayIn(deps.pack.zone, now),
        zone: deps.pack.zone,
        store: deps.store,
        counts: readsCases ? await deps.casework.counts(actor, now) : { overdueOrSoon: 0, toDecide: 0, myCases: 0 },
        actsFor: held ? { ...held.from, title: rankTitle(deps.pack, held.rank) } : null,
        may: schemas.Session.shape.may.parse(Object.fromEntries(permitted)),
      };
      return c.json(body, 200);
    })
    .openapi(demoAccounts, (c) => (deps.demo === null ? missing(c) : c.json([...deps.demo.accounts], 200)));
