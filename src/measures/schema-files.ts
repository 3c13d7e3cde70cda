import { z } from 'zod';
import { Columns, Families, Measure, NamedFigures } from './definition.ts';

/** The JSON Schemas of the files of figures by file name, as committed under `law/schema/`; an editor completes and checks with them. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const schemas = {
    'measure.json': Measure,
    'families.json': Families,
    'columns.json': Columns,
    'figures.json': NamedFigures,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
