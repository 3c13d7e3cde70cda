/**
 * The OpenAPI 3.1 document, made from the routes as they are served. JSON Schema comes from zod itself, because the
 * generator that ships with zod-openapi does not end on recursive values (`z.json()`).
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';

type JsonObject = { [key: string]: unknown };
type Registry = OpenAPIHono['openAPIRegistry'];
type Route = Extract<Registry['definitions'][number], { type: 'route' }>['route'];

const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

/** Definitions without a name of their own are named after the schema that uses them first. */
function named(id: string, owner: string): string {
  return id.startsWith('__') ? `${owner}${id.replace(/^_+/, '_')}` : id;
}

function rewrite(value: unknown, owner: string): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, owner));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$schema' && key !== '$defs' && key !== 'id')
      .map(([key, item]) => {
        if (key === '$ref' && typeof item === 'string') {
          return [key, `#/components/schemas/${named(item.replace('#/$defs/', ''), owner)}`];
        }
        return [key, rewrite(item, owner)];
      }),
  );
}

function converter(components: JsonObject) {
  return (schema: z.ZodType, io: 'input' | 'output'): unknown => {
    const made: JsonObject = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
    const owner = typeof made.$ref === 'string' ? made.$ref.replace('#/$defs/', '') : 'Value';
    for (const [id, definition] of Object.entries(isObject(made.$defs) ? made.$defs : {})) {
      components[named(id, owner)] ??= rewrite(definition, owner);
    }
    return rewrite(made, owner);
  };
}

type Convert = ReturnType<typeof converter>;

function parameters(route: Route, convert: Convert): JsonObject[] {
  const places = [
    ['path', route.request?.params],
    ['query', route.request?.query],
  ] as const;
  return places.flatMap(([place, schema]) => {
    const made = isSchema(schema) ? convert(schema, 'input') : null;
    if (!isObject(made) || !isObject(made.properties)) return [];
    const required = Array.isArray(made.required) ? made.required : [];
    return Object.entries(made.properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: property,
    }));
  });
}

function contents(content: unknown, convert: Convert, io: 'input' | 'output'): JsonObject | undefined {
  if (!isObject(content)) return undefined;
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => {
      const schema = isObject(media) ? media.schema : undefined;
      return [type, { schema: isSchema(schema) ? convert(schema, io) : (schema ?? {}) }];
    }),
  );
}

function operation(route: Route, convert: Convert): JsonObject {
  const body = route.request?.body;
  const given = parameters(route, convert);
  return {
    ...(route.summary === undefined ? {} : { summary: route.summary }),
    ...(route.tags === undefined ? {} : { tags: route.tags }),
    ...(route.security === undefined ? {} : { security: route.security }),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(body
      ? { requestBody: { required: body.required ?? true, content: contents(body.content, convert, 'input') } }
      : {}),
    responses: Object.fromEntries(
      Object.entries(route.responses).map(([status, response]) => {
        const content = 'content' in response ? contents(response.content, convert, 'output') : undefined;
        const description = 'description' in response ? response.description : '';
        return [status, content ? { description, content } : { description }];
      }),
    ),
  };
}

export function openApiDocument(registry: Registry, version: string): JsonObject {
  const components: JsonObject = {};
  const convert = converter(components);
  const paths: { [path: string]: JsonObject } = {};
  for (const definition of registry.definitions) {
    if (definition.type !== 'route') continue;
    const { route } = definition;
    const path = paths[route.path] ?? {};
    paths[route.path] = { ...path, [route.method]: operation(route, convert) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Custos',
      version,
      description: 'Casework, supervision and account of a prosecution service. Every text comes as {zh, en}.',
    },
    security: [{ session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'custos.session_token' } },
    },
  };
}
