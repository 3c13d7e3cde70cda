import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { buildReport, Report, reportDocx, reportHtml } from '#report/index.ts';
import type { Deps } from '../deps.ts';
import { type Env, json, refusals, routes } from '../env.ts';
import { periodOf } from '../figures.ts';
import { officeOf } from '../office.ts';
import { permit } from '../permit.ts';

const tags = ['report'];
const query = z.object({ period: z.string().max(40).optional(), language: z.enum(['zh', 'en']).default('zh') });
const binary = { type: 'string', format: 'binary' } as const;
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const page = createRoute({
  method: 'get',
  path: '/api/report',
  tags,
  summary: 'The report as sentences with figures in them',
  request: { query },
  responses: { 200: json(Report, 'The report'), ...refusals },
});
const docx = createRoute({
  method: 'get',
  path: '/api/report.docx',
  tags,
  summary: 'The report for Word',
  request: { query },
  responses: { 200: { description: 'The file', content: { [docxType]: { schema: binary } } }, ...refusals },
});
const html = createRoute({
  method: 'get',
  path: '/api/report.html',
  tags,
  summary: 'The report as one file that needs nothing else',
  request: { query },
  responses: {
    200: { description: 'The file', content: { 'text/html': { schema: { type: 'string' } } } },
    ...refusals,
  },
});

export const reportRoutes = (deps: Deps) => {
  const build = async (c: Context<Env>, period: string | undefined) => {
    permit(c, 'read-figures');
    const { template, zone } = { template: deps.report, zone: deps.pack.zone };
    const office = officeOf(deps.offices, c.var.actor.office);
    return buildReport({ template, figures: deps.figures, zone }, office, periodOf(deps, c, period), c.var.now);
  };
  const download = (c: Context<Env>, type: string, ending: string) => {
    c.header('content-type', type);
    c.header('content-disposition', `attachment; filename="report.${ending}"`);
    c.header('cache-control', 'no-store');
  };
  return routes()
    .openapi(page, async (c) => c.json(await build(c, c.req.valid('query').period), 200))
    .openapi(docx, async (c) => {
      const { period, language } = c.req.valid('query');
      const bytes = await reportDocx(await build(c, period), language);
      download(c, docxType, 'docx');
      return c.body(new Uint8Array(bytes), 200);
    })
    .openapi(html, async (c) => {
      const { period, language } = c.req.valid('query');
      const text = reportHtml(await build(c, period), language);
      download(c, 'text/html; charset=utf-8', 'html');
      return c.body(text, 200);
    });
};
