/**
 * Writes the tables of counted against published figures into README.md, from a nation on disk (one from 2013 for both tables):
 * `node src/nation/write-table.ts DIR SCALE`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '#law/index.ts';
import { loadCatalogue } from '#measures/index.ts';
import { compared, comparedBefore } from './compared.ts';

const [dir, scale] = process.argv.slice(2);
if (dir === undefined || !(Number(scale) > 0)) throw new Error('expected DIR and SCALE');
const pack = loadPack(join(import.meta.dirname, '../../law/cn'));
if (!pack.ok) throw new Error('the pack cannot be read');
const catalogue = loadCatalogue(pack.value);
if (!catalogue.ok) throw new Error(catalogue.error.en);
const number = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: 2 });
const written = (mark: string, text: string, lines: readonly string[]): string => {
  const [head = '', , tail = ''] = text.split(mark);
  return `${head}${mark}\n\n${lines.join('\n')}\n\n${mark}${tail}`;
};
const yes = (fits: boolean): string => (fits ? 'yes' : 'no');
const readme = join(import.meta.dirname, 'README.md');
const rows = await compared(pack.value, catalogue.value, dir, Number(scale));
const before = (await comparedBefore(pack.value, catalogue.value, dir, Number(scale))).filter(
  (row) => row.counted !== null,
);
let text = written('<!-- table -->', readFileSync(readme, 'utf8'), [
  '| figure | published, at the scale | counted | fits |',
  '| --- | ---: | ---: | --- |',
  ...rows.map((row) => `| ${row.id} | ${number(row.published)} | ${number(row.counted)} | ${yes(row.fits)} |`),
]);
if (before.length > 0)
  text = written('<!-- before -->', text, [
    '| figure | published: times the five years before | counted | fits |',
    '| --- | ---: | ---: | --- |',
    ...before.map((row) => `| ${row.id} | ${number(row.factor)} | ${number(row.counted)} | ${yes(row.fits)} |`),
  ]);
writeFileSync(readme, text);
const all = [...rows, ...before];
process.stdout.write(`${all.filter((row) => row.fits).length} of ${all.length} fit\n`);
