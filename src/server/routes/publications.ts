/** Publishing the office's own report: for those whom the policies let speak for the office. */
import { createRoute, z } from '@hono/zod-openapi';
import { Fault, PublicationRow, publicationRow, templateOf } from '#report/index.ts';
import type { Deps } from '../deps.ts';
import { json, refusals, routes, stop } from '../env.ts';
import { periodOf } from '../figures.ts';
import { officeOf } from '../office.ts';
import { permit } from '../permit.ts';
import { publish } from '../publish.ts';

const tags = ['publications'];
const Why = z.object({ zh: z.string().min(1).max(500), en: z.string().min(1).max(500) });

const make = createRoute({
  method: 'post',
  path: '/api/publications',
  tags,
  summary:
    'Publish the report of the office for a period; a further time makes the next version, if a number has changed',
  request: {
    body: {
      content: {
        'application/json': {
          schema: z.object({
            template: z.string().max(60).meta({ description: 'A name of GET /api/own-reports/templates' }),
            period: z.string().max(40),
            why: Why.meta({ description: 'Said beside each figure that changed since the version before' }),
          }),
        },
      },
      required: true,
    },
  },
  responses: {
    200: json(z.object({ kind: z.enum(['published', 'unchanged']), publication: PublicationRow }), 'The publication'),
    422: json(
      z.object({ kind: z.literal('faults'), faults: Fault.array() }),
      'A sentence that does not hold; nothing was published',
    ),
    ...refusals,
  },
});

export const publicationsRoutes = (deps: Deps) =>
  routes().openapi(make, async (c) => {
    permit(c, 'publish-figures');
    const { template: name, period: asked, why } = c.req.valid('json');
    const template = templateOf(deps.report, name);
    if (!template) {
      const known = deps.report.map((one) => one.id).join(', ');
      throw stop(400, { zh: `没有文本“${name}”；应为 ${known}`, en: `There is no text “${name}”; expected ${known}` });
    }
    const office = officeOf(deps.offices, c.var.actor.office);
    const period = periodOf(deps, c, asked);
    const done = await publish(
      {
        id: `${office.id}-${name}-${period.from}-${period.to}`,
        template: name,
        text: template.text,
        scope: { id: office.id, title: office.title },
        period,
        office: office.title,
        madeUp: deps.demo !== null,
        why,
        by: c.var.actor.id,
      },
      deps.figures,
      deps.publications,
      { now: c.var.now, zone: deps.pack.zone },
    );
    if (done.kind === 'faults') return c.json({ kind: 'faults' as const, faults: [...done.faults] }, 422);
    return c.json({ kind: done.kind, publication: publicationRow(done.publication) }, 200);
  });
