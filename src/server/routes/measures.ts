import { createRoute, z } from '@hono/zod-openapi';
import { Dimension, Figure, FigureDetail, FigureRows } from '#measures/index.ts';
import type { Deps } from '../deps.ts';
import { json, missing, refusals, routes, stop } from '../env.ts';
import { periodOf, withinEntitlement } from '../figures.ts';
import { permit } from '../permit.ts';
import { Id, Page } from '../schemas.ts';

const tags = ['measures'];
const Period = z
  .string()
  .max(40)
  .optional()
  .meta({ description: '2026, 2026-11, 2026-01..2026-10 or 2018..2022; without it this year until today' });

const list = createRoute({
  method: 'get',
  path: '/api/measures',
  tags,
  summary: 'Every figure of the office for a period',
  request: { query: z.object({ period: Period }) },
  responses: { 200: json(Figure.array(), 'The figures'), ...refusals },
});

const detail = createRoute({
  method: 'get',
  path: '/api/measures/{id}',
  tags,
  summary: 'One figure with its trend and its parts',
  request: {
    params: Id,
    query: z.object({
      period: Period,
      by: z.string().max(100).optional().meta({ description: 'month,offence,desk,procedure' }),
    }),
  },
  responses: { 200: json(FigureDetail, 'The figure'), ...refusals },
});

const rows = createRoute({
  method: 'get',
  path: '/api/measures/{id}/rows',
  tags,
  summary: 'The rows behind a figure or behind one cell; counting them gives the figure',
  request: {
    params: Id,
    query: z.object({
      period: Period,
      part: z.enum(['value', 'numerator', 'denominator']).default('value'),
      dimension: Dimension.optional(),
      key: z.string().max(200).optional(),
      page: Page,
    }),
  },
  responses: { 200: json(FigureRows, 'The rows; those that are not the reader’s are without the case'), ...refusals },
});

const pageSize = 50;

function dimensions(text: string | undefined): Dimension[] {
  if (!text) return ['offence', 'desk'];
  const parsed = z.array(Dimension).safeParse(text.split(','));
  if (parsed.success) return parsed.data;
  const known = Dimension.options.join(', ');
  throw stop(400, {
    zh: `by=${text} 无法识别；应为 ${known}，可用逗号分隔多个`,
    en: `by=${text} is not understood; expected ${known}, several with commas`,
  });
}

export const measuresRoutes = (deps: Deps) =>
  routes()
    .openapi(list, async (c) => {
      permit(c, 'read-figures');
      const period = periodOf(deps, c, c.req.valid('query').period);
      return c.json([...(await deps.figures.all(c.var.actor.office, period, c.var.now))], 200);
    })
    .openapi(detail, async (c) => {
      permit(c, 'read-figures');
      const query = c.req.valid('query');
      const period = periodOf(deps, c, query.period);
      const { id } = c.req.valid('param');
      const found = await deps.figures.detail(id, c.var.actor.office, period, dimensions(query.by), c.var.now);
      return found ? c.json(found, 200) : missing(c);
    })
    .openapi(rows, async (c) => {
      permit(c, 'read-figures');
      const { period: asked, part, dimension, key, page } = c.req.valid('query');
      const period = periodOf(deps, c, asked);
      const cell = dimension === undefined || key === undefined ? null : { by: dimension, key };
      const query = { part, cell, page, pageSize };
      const found = await deps.figures.rows(c.req.valid('param').id, c.var.actor.office, period, query, c.var.now);
      return found ? c.json(await withinEntitlement(deps, c, found), 200) : missing(c);
    });
