/**
 * Writes the table of counted against published figures into README.md, from a nation on disk:
 * `node src/nation/write-table.ts DIR SCALE`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '#law/index.ts';
import { loadCatalogue } from '#measures/index.ts';
import { compared } from './compared.ts';

const [dir, scale] = process.argv.slice(2);
if (dir === undefined || !(Number(scale) > 0)) throw new Error('expected DIR and SCALE');
const pack = loadPack(join(import.meta.dirname, '../../law/cn'));
if (!pack.ok) throw new Error('the pack cannot be read');
const catalogue = loadCatalogue(pack.value);
if (!catalogue.ok) throw new Error(catalogue.error.en);
const number = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 });
const rows = await compared(pack.value, catalogue.value, dir, Number(scale));
const lines = rows.map(
  (row) => `| ${row.id} | ${number(row.published)} | ${number(row.counted)} | ${row.fits ? 'yes' : 'no'} |`,
);
const table = ['| figure | published, at the scale | counted | fits |', '| --- | ---: | ---: | --- |', ...lines].join(
  '\n',
);
const readme = join(import.meta.dirname, 'README.md');
const text = readFileSync(readme, 'utf8');
const mark = '<!-- table -->';
const [head = ''] = text.split(mark);
const [, , tail = ''] = text.split(mark);
writeFileSync(readme, `${head}${mark}\n\n${table}\n\n${mark}${tail}`);
process.stdout.write(`${rows.filter((row) => row.fits).length} of ${rows.length} fit\n`);
