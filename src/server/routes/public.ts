/** What anybody may read without signing in: publications, frozen and protected. Nothing here counts anew. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  csv,
  csvMetadata,
  dataRows,
  figureRows,
  type Publication,
  PublicationPage,
  PublicationRow,
  PublicFigure,
  PublicFigurePage,
  parquet,
  publicationRow,
  remember,
} from '#report/index.ts';
import type { Deps } from '../deps.ts';
import { type Env, json, missing, refusals, routes } from '../env.ts';
import { Id } from '../schemas.ts';

const tags = ['public'];
const security: [] = [];
const Version = z.coerce.number().int().min(1).optional().meta({ description: 'Without it the newest' });
const PublicationId = z.string().max(100);
const AtFigure = z.object({ publication: PublicationId.optional(), version: Version });
const csvAnswer = {
  description: 'CSV (RFC 4180, UTF-8)',
  content: { 'text/csv': { schema: { type: 'string' } } },
} as const;

const notModified = { description: 'The reader has it already (If-None-Match)' } as const;

const list = createRoute({
  method: 'get',
  path: '/api/public/publications',
  tags,
  security,
  summary: 'What has been published, newest first',
  responses: { 200: json(PublicationRow.array(), 'The publications'), ...refusals },
});
const page = createRoute({
  method: 'get',
  path: '/api/public/publications/{id}',
  tags,
  security,
  summary: 'A publication to read: its text and its figures, without their parts',
  request: { params: Id, query: z.object({ version: Version }) },
  responses: { 200: json(PublicationPage, 'The publication'), 304: notModified, ...refusals },
});
const figure = createRoute({
  method: 'get',
  path: '/api/public/figures/{id}',
  tags,
  security,
  summary: 'One published figure with its trend, its parts and what changed in it',
  request: { params: Id, query: AtFigure },
  responses: { 200: json(PublicFigurePage, 'The figure'), 304: notModified, ...refusals },
});
const figureCsv = createRoute({
  method: 'get',
  path: '/api/public/figures/{id}/data.csv',
  tags,
  security,
  summary: 'One published figure as open data, CSV',
  request: { params: Id, query: AtFigure },
  responses: { 200: csvAnswer, 304: notModified, ...refusals },
});
const figureJson = createRoute({
  method: 'get',
  path: '/api/public/figures/{id}/data.json',
  tags,
  security,
  summary: 'One published figure as open data, JSON',
  request: { params: Id, query: AtFigure },
  responses: { 200: json(PublicFigure, 'The figure'), 304: notModified, ...refusals },
});
const data = z.object({
  id: PublicationId,
  file: z.enum(['figures.csv', 'figures.json', 'figures.parquet', 'figures.csv-metadata.json']),
});
const dataFile = createRoute({
  method: 'get',
  path: '/api/public/data/{id}/{file}',
  tags,
  security,
  summary:
    'All figures of a publication as open data: figures.csv, .json, .parquet, or the dictionary figures.csv-metadata.json',
  request: { params: data, query: z.object({ version: Version }) },
  responses: {
    200: {
      description: 'The file',
      content: {
        'text/csv': { schema: { type: 'string' } },
        'application/json': { schema: PublicFigure.array() },
        'application/csvm+json': { schema: z.record(z.string(), z.unknown()) },
        'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
      },
    },
    304: notModified,
    ...refusals,
  },
});

type Found = { readonly publication: Publication; readonly figure: PublicFigure };

/** The figure in the publication asked for, else in the newest that has it. */
async function find(deps: Deps, id: string, asked: z.infer<typeof AtFigure>): Promise<Found | null> {
  const ids = asked.publication ? [asked.publication] : (await deps.publications.rows()).map((row) => row.id);
  for (const one of ids) {
    const publication = await deps.publications.get(one, asked.version);
    const found = publication?.figures.find((item) => item.id === id);
    if (publication && found) return { publication, figure: found };
  }
  return null;
}

/**
 * What is told of a version with all versions beside it may change when a next one comes; the data of a version never do. Answers 304 where the
 * reader has it already.
 */
function unchanged(c: Context<Env>, publication: Publication, version: number | undefined, lasting: boolean): boolean {
  const { id, versions } = publication;
  const tag = `"${id}-v${publication.version}${lasting ? '' : `-of-${versions.length}`}"`;
  c.header('etag', tag);
  c.header(
    'cache-control',
    lasting && version !== undefined ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
  );
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}
const same = (c: Context<Env>) => c.body(null, 304);

/** Parquet files kept in memory, some 100 kB each. */
const mostTables = 20;
const csvType = 'text/csv; charset=utf-8';

export const publicRoutes = (deps: Deps) => {
  const tables = remember<Uint8Array<ArrayBuffer>>(mostTables);
  return routes()
    .openapi(list, async (c) => c.json([...(await deps.publications.rows())], 200))
    .openapi(page, async (c) => {
      const { version } = c.req.valid('query');
      const publication = await deps.publications.get(c.req.valid('param').id, version);
      if (!publication) return missing(c);
      if (unchanged(c, publication, version, false)) return same(c);
      const figures = publication.figures.map(({ trend: _t, parts: _p, closed: _c, ...head }) => head);
      return c.json({ ...publication, figures }, 200);
    })
    .openapi(figure, async (c) => {
      const query = c.req.valid('query');
      const found = await find(deps, c.req.valid('param').id, query);
      if (!found) return missing(c);
      if (unchanged(c, found.publication, query.version, false)) return same(c);
      const changes = found.publication.changes.filter((change) => change.figure === found.figure.id);
      return c.json({ publication: publicationRow(found.publication), figure: found.figure, changes }, 200);
    })
    .openapi(figureCsv, async (c) => {
      const query = c.req.valid('query');
      const found = await find(deps, c.req.valid('param').id, query);
      if (!found) return missing(c);
      if (unchanged(c, found.publication, query.version, true)) return same(c);
      return c.body(csv(figureRows(found.figure)), 200, { 'content-type': csvType });
    })
    .openapi(figureJson, async (c) => {
      const query = c.req.valid('query');
      const found = await find(deps, c.req.valid('param').id, query);
      if (!found) return missing(c);
      if (unchanged(c, found.publication, query.version, true)) return same(c);
      return c.json(found.figure, 200);
    })
    .openapi(dataFile, async (c) => {
      const { id, file } = c.req.valid('param');
      const { version } = c.req.valid('query');
      const publication = await deps.publications.get(id, version);
      if (!publication) return missing(c);
      if (unchanged(c, publication, version, true)) return same(c);
      switch (file) {
        case 'figures.csv':
          c.header('link', `<figures.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`);
          return c.body(csv(dataRows(publication)), 200, { 'content-type': csvType });
        case 'figures.json':
          return c.json(publication.figures, 200);
        case 'figures.csv-metadata.json':
          return c.body(JSON.stringify(csvMetadata(publication), null, 2), 200, {
            'content-type': 'application/csvm+json',
          });
        case 'figures.parquet':
          return c.body(
            await tables(
              `${publication.id} ${publication.version}`,
              async () => new Uint8Array(await parquet(dataRows(publication))),
            ),
            200,
            { 'content-type': 'application/vnd.apache.parquet' },
          );
      }
    });
};
