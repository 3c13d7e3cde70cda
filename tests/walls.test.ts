/**
 * The walls between rooms: a room imports only what the table "Imports" of ARCHITECTURE.md allows, and only through the
 * other room's door (`#room/index.ts`). The table is read from the document, so the two cannot drift apart.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

type Import = { readonly file: string; readonly source: string };

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/node_modules|\/dist\/|\/paraglide\//.test(file));
}

function importsOf(file: string): Import[] {
  const parsed = parseSync(file, readFileSync(file, 'utf8'));
  if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]?.message}`);
  const fixed = parsed.module.staticImports.map((i) => i.moduleRequest.value);
  const passed = parsed.module.staticExports.flatMap((e) => e.entries.flatMap((n) => n.moduleRequest?.value ?? []));
  const later = parsed.module.dynamicImports.map((i) =>
    readFileSync(file, 'utf8').slice(i.moduleRequest.start + 1, i.moduleRequest.end - 1),
  );
  return [...fixed, ...passed, ...later].map((source) => ({ file, source }));
}

/** Room of an import, and whether it goes through the door; null for packages and for the room's own files. */
function target(from: Import): { room: string; door: boolean } | null {
  const path = from.source.startsWith('#')
    ? join(src, from.source.slice(1))
    : from.source.startsWith('.')
      ? resolve(dirname(from.file), from.source)
      : null;
  if (path === null || !path.startsWith(`${src}/`)) return null;
  const [room = '', ...rest] = relative(src, path).split('/');
  return { room, door: rest.length === 1 && rest[0] === 'index.ts' };
}

/** The table of ARCHITECTURE.md: room → rooms it may import. */
function allowed(): Map<string, ReadonlySet<string>> {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const section = text.split(/^## Imports$/m)[1]?.split(/^## /m)[0] ?? '';
  const rows = [...section.matchAll(/^\| `?([a-z]+)`? \| (.+) \|$/gm)].filter(([, room]) => room !== 'room');
  const rooms = rows.map(([, room = '']) => room);
  const read = (cell: string): string[] => {
    if (cell === 'nothing') return [];
    if (cell.startsWith('all')) return rooms.filter((room) => room !== 'web' && room !== 'cli');
    return cell.split(',').map((name) => name.trim());
  };
  return new Map(rows.map(([, room = '', cell = '']) => [room, new Set(read(cell))]));
}

const table = allowed();

describe('walls', () => {
  const rooms = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test('every room stands in the table', () => {
    expect(rooms.map((room) => room.name).filter((name) => !table.has(name))).toEqual([]);
    expect(rooms.length).toBeGreaterThan(5);
  });

  for (const { name } of rooms) {
    test(`${name} imports only what it may, through the door`, () => {
      const wrong: string[] = [];
      for (const file of filesUnder(join(src, name))) {
        const isTest = /\.test\.ts$|\/testing/.test(file);
        for (const found of importsOf(file)) {
          const to = target(found);
          if (to === null || to.room === name) continue;
          const where = `${relative(root, file)}: ${found.source}`;
          if (!to.door) wrong.push(`${where} goes behind the door of ${to.room}`);
          if (!table.get(name)?.has(to.room) && !isTest) wrong.push(`${where}: ${name} may not import ${to.room}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  test('the engine imports no package that does input, output or time; only the files of parallel replay know threads', () => {
    const threads = ['parallel.ts', 'part.ts', 'pool.ts'].map((name) => join(src, 'engine', 'compiled', name));
    const found = filesUnder(join(src, 'engine'))
      .filter((file) => !/\.test\.ts$|testing/.test(file))
      .flatMap(importsOf)
      .filter(
        ({ file, source }) =>
          !source.startsWith('.') && !(threads.includes(file) && /^node:(worker_threads|os)$/.test(source)),
      );
    expect(
      found
        .filter(({ source }) => source !== 'node:crypto')
        .map(({ file, source }) => `${relative(root, file)}: ${source}`),
    ).toEqual([]);
  });

  test('the web imports of the server only types', () => {
    const wrong = filesUnder(join(root, 'web', 'src'))
      .flatMap(importsOf)
      .filter((found) => target(found) !== null)
      .filter(
        (found) =>
          !new RegExp(`(?:import|export) type[^;]*'${found.source.replaceAll('.', '\\.')}'`).test(
            readFileSync(found.file, 'utf8'),
          ),
      )
      .map((found) => `${relative(root, found.file)}: ${found.source}`);
    expect(wrong).toEqual([]);
  });
});
