/** Writes law/schema/*.json from the zod schemas: `node src/law/write-schemas.ts`, after a change of the law language. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './schema-files.ts';

const dir = join(import.meta.dirname, '..', '..', 'law', 'schema');
mkdirSync(dir, { recursive: true });
for (const [name, text] of Object.entries(schemaFiles())) {
  writeFileSync(join(dir, name), text);
  console.log(`law/schema/${name}`);
}
