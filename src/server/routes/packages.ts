import { createRoute, z } from '@hono/zod-openapi';
import { dayIn } from '#access/index.ts';
import { examplePackage, packageJsonSchema, schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { json, nothingHere, refusals, routes, stop } from '../env.ts';
import { permit } from '../permit.ts';
import { noFile, uploadedFiles } from '../upload.ts';

const file = { schema: z.object({ file: z.file() }) };

const raw = { schema: { type: 'string', format: 'binary' } } as const;

const receive = createRoute({
  method: 'post',
  path: '/api/packages',
  tags: ['packages'],
  summary: 'Takes in a transfer package (.zip), whole or not at all',
  request: {
    body: {
      content: { 'multipart/form-data': file, 'application/zip': raw, 'application/octet-stream': raw },
      required: false,
    },
  },
  responses: {
    201: json(schemas.PackageResult, 'Taken in'),
    422: json(schemas.PackageErrors, 'Every fault, one clear line each; nothing was stored'),
    ...refusals,
  },
});

const schema = createRoute({
  method: 'get',
  path: '/api/packages/schema',
  tags: ['packages'],
  summary: 'JSON Schema of package.json in a transfer package',
  security: [],
  responses: { 200: json(z.record(z.string(), z.unknown()), 'The schema') },
});

const example = createRoute({
  method: 'get',
  path: '/api/demo/package.zip',
  tags: ['packages'],
  summary:
    'A made-up transfer package of today to try the import with, each with a number of its own; only in the demo',
  responses: { 200: { description: 'The package', content: { 'application/zip': raw } }, ...refusals },
});

/** Tells made-up packages of one day apart: the time of day in milliseconds. */
const numberAt = (now: number): string => String(now % 86_400_000).padStart(8, '0');

export const packagesRoutes = (deps: Deps) =>
  routes()
    .openapi(receive, async (c) => {
      permit(c, 'import-package');
      const [first] = await uploadedFiles(c, /^application\/(zip|x-zip-compressed|octet-stream)/);
      if (!first) throw stop(400, noFile);
      const result = await deps.casework.importPackage(first.bytes, c.var.actor, c.var.now);
      return 'errors' in result ? c.json(result, 422) : c.json(result, 201);
    })
    .openapi(example, (c) => {
      permit(c, 'import-package');
      if (deps.demo === null) throw stop(404, nothingHere);
      const { actor, now } = c.var;
      const today = dayIn(deps.pack.zone, now);
      const number = `示公刑提捕字〔${today.slice(0, 4)}〕${numberAt(now)}号`;
      const { bytes } = examplePackage(today, actor.office, number);
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="package-${today}.zip"`,
        'cache-control': 'no-store',
      });
    })
    .openapi(schema, (c) => c.json({ ...packageJsonSchema() }, 200));
