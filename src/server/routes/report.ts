import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  type Built,
  buildReport,
  contentTypes,
  type Fault,
  type FileForm,
  faultLines,
  OwnReport,
  Report,
  type ReportText,
  readText,
  reportFile,
  sourceOf,
  templateOf,
} from '#report/index.ts';
import type { Deps } from '../deps.ts';
import { type Env, json, refusals, routes, stop } from '../env.ts';
import { periodOf } from '../figures.ts';
import { officeOf } from '../office.ts';
import { permit } from '../permit.ts';

const tags = ['report'];
const Language = z.enum(['zh', 'en']).default('zh');
const query = z.object({
  period: z.string().max(40).optional().meta({ description: '2026, 2026-11, 2026-01..2026-10 or 2018..2022' }),
  template: z.string().max(60).default('monthly').meta({ description: 'A name of GET /api/own-reports/templates' }),
  language: Language,
});
const binary = { type: 'string', format: 'binary' } as const;
const file = (form: FileForm) => ({
  description: 'The file',
  content: { [contentTypes[form]]: { schema: form === 'html' ? { type: 'string' as const } : binary } },
});
const Text = z.object({ zh: z.string(), en: z.string() });

const page = createRoute({
  method: 'get',
  path: '/api/report',
  tags,
  summary: 'The report as sentences with figures in them',
  request: { query },
  responses: { 200: json(Report, 'The report'), ...refusals },
});
const asFile = <Form extends FileForm>(form: Form, summary: string) =>
  createRoute({
    method: 'get',
    path: `/api/report.${form}` as const,
    tags,
    summary,
    request: { query },
    responses: { 200: file(form), ...refusals },
  });
const docx = asFile('docx', 'The report for Word, in the layout of official documents');
const html = asFile('html', 'The report as one file that needs nothing else');
const pdf = asFile('pdf', 'The report on paper, in the layout of official documents');

const templates = createRoute({
  method: 'get',
  path: '/api/own-reports/templates',
  tags,
  summary: 'Texts to start a report of one’s own from',
  responses: {
    200: json(
      z.array(
        z
          .object({
            id: z.string(),
            title: Text,
            about: Text.nullable(),
            /** The text as written. */
            text: z.string(),
            /** Years the text is written for; null: any period. */
            base: z.string().nullable(),
          })
          .meta({ id: 'ReportTemplate' }),
      ),
      'The templates of the law pack',
    ),
    ...refusals,
  },
});

const Own = z.object({
  text: z.string().min(1).max(200_000).meta({ description: 'Markdown with figures in braces' }),
  period: z.string().max(40).optional(),
});
const preview = createRoute({
  method: 'post',
  path: '/api/own-reports/preview',
  tags,
  summary: 'A text of one’s own with its figures; with a fault there is no report and no number',
  request: { body: { content: { 'application/json': { schema: Own } }, required: true } },
  responses: {
    200: json(OwnReport, 'The report, or what is wrong with the text'),
    ...refusals,
  },
});
const ownFile = createRoute({
  method: 'post',
  path: '/api/own-reports/file',
  tags,
  summary: 'A text of one’s own as a file',
  request: {
    body: {
      content: {
        'application/json': { schema: Own.extend({ form: z.enum(['docx', 'pdf', 'html']), language: Language }) },
      },
      required: true,
    },
  },
  responses: {
    200: {
      description: 'The file',
      content: {
        [contentTypes.docx]: { schema: binary },
        [contentTypes.pdf]: { schema: binary },
        [contentTypes.html]: { schema: { type: 'string' as const } },
      },
    },
    ...refusals,
  },
});

export const reportRoutes = (deps: Deps) => {
  const build = async (
    c: Context<Env>,
    text: ReportText,
    period: string | undefined,
    template: string | null,
    faults: readonly Fault[] = [],
  ): Promise<Built> => {
    permit(c, 'read-figures');
    const office = officeOf(deps.offices, c.var.actor.office);
    const of = periodOf(deps, c, period);
    const source = await sourceOf(deps.figures, office.id, c.var.now);
    const scope = { id: office.id, title: office.title };
    return buildReport(text, source, scope, of, { now: c.var.now, zone: deps.pack.zone }, template, faults);
  };
  const whole = (built: Built): Report => {
    if (built.ok) return built.report;
    throw stop(400, faultLines(built.faults));
  };
  const fromTemplate = async (
    c: Context<Env>,
    asked: { readonly period?: string; readonly template: string },
  ): Promise<Report> => {
    permit(c, 'read-figures');
    const template = templateOf(deps.report, asked.template);
    if (!template) {
      const known = deps.report.map((one) => one.id).join(', ') || '—';
      throw stop(400, {
        zh: `没有模板“${asked.template}”；可用：${known}`,
        en: `no template "${asked.template}"; expected ${known}`,
      });
    }
    return whole(await build(c, template.text, asked.period, template.id));
  };
  const download = async (c: Context<Env>, report: Report, form: FileForm, language: 'zh' | 'en') => {
    const bytes = await reportFile(report, form, language);
    c.header('content-type', contentTypes[form]);
    c.header('content-disposition', `attachment; filename="report.${form}"`);
    c.header('cache-control', 'no-store');
    return c.body(new Uint8Array(bytes), 200);
  };
  const own = (c: Context<Env>, { text, period }: { readonly text: string; readonly period?: string | undefined }) => {
    const read = readText(text);
    return build(c, read.text, period, null, read.faults);
  };
  return routes()
    .openapi(page, async (c) => c.json(await fromTemplate(c, c.req.valid('query')), 200))
    .openapi(docx, async (c) =>
      download(c, await fromTemplate(c, c.req.valid('query')), 'docx', c.req.valid('query').language),
    )
    .openapi(html, async (c) =>
      download(c, await fromTemplate(c, c.req.valid('query')), 'html', c.req.valid('query').language),
    )
    .openapi(pdf, async (c) =>
      download(c, await fromTemplate(c, c.req.valid('query')), 'pdf', c.req.valid('query').language),
    )
    .openapi(templates, (c) => {
      permit(c, 'read-figures');
      const all = deps.report.map(({ id, text, source }) => ({
        id,
        title: text.title,
        about: text.about,
        text: source,
        base: text.base,
      }));
      return c.json(all, 200);
    })
    .openapi(preview, async (c) => {
      permit(c, 'read-figures');
      const built = await own(c, c.req.valid('json'));
      const notes = [...built.notes];
      return c.json(
        built.ok ? { report: built.report, faults: [], notes } : { report: null, faults: [...built.faults], notes },
        200,
      );
    })
    .openapi(ownFile, async (c) => {
      const asked = c.req.valid('json');
      permit(c, 'read-figures');
      return download(c, whole(await own(c, asked)), asked.form, asked.language);
    });
};
