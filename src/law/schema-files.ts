import { z } from 'zod';
import { divisionsFile } from './divisions.ts';
import { listsFile } from './lists.ts';
import { scenarioFile } from './scenario/format.ts';
import { calendarFile, lawsFile, offencesFile, packFile, procedureFile, wordsFile } from './schema.ts';

/** The JSON Schemas of law files by file name, as committed under `law/schema/`; an editor completes and checks with them. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const schemas = {
    'procedure.json': procedureFile,
    'pack.json': packFile,
    'laws.json': lawsFile,
    'words.json': wordsFile,
    'calendar.json': calendarFile,
    'offences.json': offencesFile,
    'lists.json': listsFile,
    'divisions.json': divisionsFile,
    'scenarios.json': scenarioFile,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
