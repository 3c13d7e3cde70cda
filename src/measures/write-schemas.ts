/** Writes law/schema/*.json of the files of figures: `node src/measures/write-schemas.ts`, after a change of definition.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './schema-files.ts';

const dir = join(import.meta.dirname, '..', '..', 'law', 'schema');
for (const [name, text] of Object.entries(schemaFiles())) {
  writeFileSync(join(dir, name), text);
  console.log(`law/schema/${name}`);
}
