/** Nothing of a legal order stands in code: no id, no law, no word of a pack, outside what is made up or read from one country's texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPack } from '#law/index.ts';

const root = resolve(import.meta.dirname, '..');

/**
 * Where a country is named on purpose: the demo office, tests and their helpers, judgments of Chinese courts as texts, the two libraries
 * that a pack asks for by name, the numbers of persons and organisations, and the rooms whose texts are one report's.
 */
const allowed = [
  /\.test\.ts$/,
  /(^|\/)testing[^/]*\.ts$/,
  /(^|\/)testing\//,
  /(^|\/)demo(\.ts|\/)/,
  /^src\/oversight\//,
  /^src\/nation\//,
  /^src\/casework\/package\/build\.ts$/,
  /^src\/engine\/bench\//,
  /^src\/law\/(calendar|numbers)\.ts$/,
];

const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|cedar|cedarschema)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  .filter((file) => !allowed.some((pattern) => pattern.test(file)))
  .map((file) => ({ file, lines: codeOf(readFileSync(join(root, file), 'utf8')).split('\n') }));

/** Without comments, in which an example may name a law. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1');
}

const packs = ['cn', 'ew'].map((name) => {
  const loaded = loadPack(join(root, 'law', name));
  if (!loaded.ok) throw new Error(`law/${name} is not whole`);
  return loaded.value;
});

/** Lines with one of the names in quotes, or inside a word of Chinese. */
function found(names: Iterable<string>, quoted: boolean): readonly string[] {
  const all = [...new Set(names)].filter((name) => name.length > 1);
  const set = new Set(all);
  const han = new RegExp(all.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
  return files.flatMap(({ file, lines }) =>
    lines.flatMap((line, i) => {
      const strings = quoted ? [...line.matchAll(/['"`]([a-z0-9.-]+)['"`]/g)].map((one) => one[1] ?? '') : [];
      const hit = quoted ? strings.find((one) => set.has(one)) : han.exec(line)?.[0];
      return hit === undefined ? [] : [`${file}:${i + 1} ${hit}`];
    }),
  );
}

/** What anybody may ask of access, by chance also the name of an act. */
const actions = new Set(['open-case']);
/** Types of fields and words of the law language itself. */
const language = new Set(['organ', 'suspect', 'victim']);
/** Words of any office. */
const offices = new Set(['部门负责人', '系统管理员']);

describe.each(packs.map((pack) => [pack.id, pack] as const))('of the pack %s no code knows', (_id, pack) => {
  const procedures = Object.values(pack.procedures);

  test('a procedure', () => {
    expect(found(Object.keys(pack.procedures), true)).toEqual([]);
  });

  test('an act', () => {
    const names = procedures
      .flatMap((one) => one.acts.map((act) => act.id))
      .filter((name) => name.includes('-') && !actions.has(name));
    expect(found(names, true)).toEqual([]);
  });

  test('a role, a rank, an actor or a capacity', () => {
    const general = new Set(['clock', 'system', 'other', 'unit', 'court', 'party']);
    const names = [...pack.roles, ...pack.ranks, ...pack.parties, ...Object.values(pack.actors)].map((one) => one.id);
    const hits = found(
      names.filter((name) => !general.has(name)),
      true,
    );
    expect(hits.filter((hit) => !language.has(hit.split(' ')[1] ?? ''))).toEqual([]);
  });

  test('a level of offices or the code of a place', () => {
    expect(
      found(
        pack.lists.office_levels.map((one) => one.id),
        true,
      ),
    ).toEqual([]);
    expect(
      found(
        [...pack.divisions.all.keys()].filter((code) => !/^0+$/.test(code)),
        true,
      ),
    ).toEqual([]);
  });

  test('a law that citations name', () => {
    expect(
      found(
        Object.keys(pack.laws).filter((name) => name !== '规则'),
        false,
      ),
    ).toEqual([]);
  });

  test('a title of a role, a rank or a body', () => {
    const titles = [...pack.roles, ...pack.ranks]
      .map((one) => one.title.zh)
      .filter((zh) => zh.length > 2 && !offices.has(zh));
    expect(found(titles, false)).toEqual([]);
  });
});
