import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Dimension, Figure, FigureDetail, FigureRows, type Figures, type Result, readWhere } from '#measures/index.ts';
import type { Deps } from '../deps.ts';
import { type Env, json, missing, refusals, routes, stop } from '../env.ts';
import { periodOf, withinEntitlement } from '../figures.ts';
import { permit } from '../permit.ts';
import { Id, Page } from '../schemas.ts';

const tags = ['measures'];
const Period = z
  .string()
  .max(40)
  .optional()
  .meta({ description: '2026, 2026-11, 2026-01..2026-10 or 2018..2022; without it this year until today' });
const KnownAt = z
  .string()
  .max(40)
  .optional()
  .meta({ description: 'A day or a moment (2026-10-31, 2026-10-31T18:00:00Z): the figures as they were known then' });
const Narrow = z
  .union([z.string().max(200), z.array(z.string().max(200)).max(10)])
  .optional()
  .meta({ description: 'column=value, several times if wanted: ground=doubt' });

const list = createRoute({
  method: 'get',
  path: '/api/measures',
  tags,
  summary: 'Every figure of the office for a period',
  request: { query: z.object({ period: Period, knownAt: KnownAt }) },
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
      knownAt: KnownAt,
      by: z.string().max(200).optional().meta({ description: 'month, year, offence … with commas' }),
      where: Narrow,
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
      knownAt: KnownAt,
      part: z.enum(['value', 'numerator', 'denominator']).default('value'),
      dimension: Dimension.optional(),
      key: z.string().max(200).optional(),
      where: Narrow,
      page: Page,
    }),
  },
  responses: { 200: json(FigureRows, 'The rows; those that are not the reader’s are without the case'), ...refusals },
});

const named = createRoute({
  method: 'get',
  path: '/api/figures/{id}',
  tags,
  summary: 'A figure of the report, with its own period and comparison, counted over the office',
  request: { params: Id, query: z.object({ knownAt: KnownAt }) },
  responses: { 200: json(Figure, 'The figure'), ...refusals },
});

const pageSize = 50;

function answer<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw stop(400, result.error);
}

/** The figures as known now, or at the earlier moment asked for. */
async function figuresAt(deps: Deps, c: Context<Env>, text: string | undefined): Promise<Figures> {
  if (text === undefined) return deps.figures;
  // A day means its end, in the zone of the pack.
  const asked = /^\d{4}-\d{2}-\d{2}$/.test(text) ? endOfDay(deps.pack.zone, text) : Date.parse(text);
  if (!Number.isFinite(asked) || asked > c.var.now)
    throw stop(400, {
      zh: `knownAt=${text} 无法识别或者尚未到来；应为过去的日期或者时刻，如 2026-10-31`,
      en: `knownAt=${text} is not understood or has not come; expected a day or moment in the past, as 2026-10-31`,
    });
  return answer(await deps.figures.asKnown(asked));
}

function endOfDay(zone: string, day: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (!Number.isFinite(noon)) return noon;
  const wall = new Date(noon).toLocaleString('sv-SE', { timeZone: zone });
  const ahead = Date.parse(`${wall.replace(' ', 'T')}Z`) - noon;
  return Date.parse(`${day}T23:59:59.999Z`) - ahead;
}

const many = (given: string | readonly string[] | undefined): readonly string[] =>
  given === undefined ? [] : typeof given === 'string' ? [given] : given;

export const measuresRoutes = (deps: Deps) => {
  const find = (id: string) => deps.figures.measures.find((one) => one.id === id);
  return routes()
    .openapi(list, async (c) => {
      permit(c, 'read-figures');
      const query = c.req.valid('query');
      const figures = await figuresAt(deps, c, query.knownAt);
      const period = periodOf(deps, c, query.period);
      return c.json([...answer(await figures.all(c.var.actor.office, period, c.var.now))], 200);
    })
    .openapi(detail, async (c) => {
      permit(c, 'read-figures');
      const query = c.req.valid('query');
      const measure = find(c.req.valid('param').id);
      if (!measure) return missing(c);
      const figures = await figuresAt(deps, c, query.knownAt);
      const period = periodOf(deps, c, query.period);
      const known = figures.dimensions(measure);
      const usual = [measure.dimensions[0], 'desk'].flatMap((id) => (id && known.includes(id) ? [id] : []));
      const by = query.by ? query.by.split(',') : usual;
      const where = answer(readWhere(deps.pack, figures.catalogue, measure, many(query.where)));
      const { office } = c.var.actor;
      return c.json(answer(await figures.detail(measure.id, office, period, by, c.var.now, where)), 200);
    })
    .openapi(rows, async (c) => {
      permit(c, 'read-figures');
      const query = c.req.valid('query');
      const { part, dimension, key, page } = query;
      const measure = find(c.req.valid('param').id);
      if (!measure) return missing(c);
      const figures = await figuresAt(deps, c, query.knownAt);
      const period = periodOf(deps, c, query.period);
      const cell = dimension === undefined || key === undefined ? null : { by: dimension, key };
      const where = answer(readWhere(deps.pack, figures.catalogue, measure, many(query.where)));
      const asked = { part, cell, page, pageSize };
      const found = answer(await figures.rows(measure.id, c.var.actor.office, period, asked, c.var.now, where));
      return c.json(await withinEntitlement(deps, c, found), 200);
    })
    .openapi(named, async (c) => {
      permit(c, 'read-figures');
      const { id } = c.req.valid('param');
      if (!deps.figures.figures.some((one) => one.id === id)) return missing(c);
      const figures = await figuresAt(deps, c, c.req.valid('query').knownAt);
      return c.json(answer(await figures.named(id, c.var.actor.office, c.var.now)), 200);
    });
};
