import { createRoute, z } from '@hono/zod-openapi';
import { packageJsonSchema, schemas } from '#casework/index.ts';
import type { Deps } from '../deps.ts';
import { json, refusals, routes, stop } from '../env.ts';
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

export const packagesRoutes = (deps: Deps) =>
  routes()
    .openapi(receive, async (c) => {
      permit(c, 'import-package');
      const [first] = await uploadedFiles(c, /^application\/(zip|x-zip-compressed|octet-stream)/);
      if (!first) throw stop(400, noFile);
      const result = await deps.casework.importPackage(first.bytes, c.var.actor, c.var.now);
      return 'errors' in result ? c.json(result, 422) : c.json(result, 201);
    })
    .openapi(schema, (c) => c.json({ ...packageJsonSchema() }, 200));
