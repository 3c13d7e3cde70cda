/** The law packs that lie beside the server's own: read and tried by everybody, worked with by nobody here. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type LawReader, readLawOf } from '#casework/index.ts';
import { type LawPack, loadPack } from '#law/index.ts';
import type { Words } from './env.ts';

export type Shelf = { readonly pack: LawPack; readonly reader: LawReader };
export type Library = {
  /** The server's own first. */
  readonly shelves: readonly Shelf[];
  /** Folders beside it that have faults and are not loaded. */
  readonly faulty: readonly { readonly id: string; readonly faults: number }[];
  /** By the id of a pack; without one the server's own. */
  readonly of: (pack: string | undefined) => Shelf | null;
  /** The first pack that has something, the server's own first. */
  readonly having: <T>(pack: string | undefined, find: (shelf: Shelf) => T | null) => T | null;
};

export function lawLibrary(own: LawPack): Library {
  const root = dirname(own.dir);
  const folders = existsSync(root) ? readdirSync(root, { withFileTypes: true }) : [];
  const beside = folders
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'pack.yaml')))
    .map((entry) => entry.name)
    .filter((name) => join(root, name) !== own.dir)
    .sort()
    .map((name) => ({ name, loaded: loadPack(join(root, name)) }));
  const shelf = (pack: LawPack): Shelf => ({ pack, reader: readLawOf(pack) });
  const others = beside.flatMap(({ loaded }) => (loaded.ok && loaded.value.id !== own.id ? [shelf(loaded.value)] : []));
  const shelves = [shelf(own), ...others];
  const of: Library['of'] = (id) => shelves.find(({ pack }) => id === undefined || pack.id === id) ?? null;
  return {
    shelves,
    faulty: beside.flatMap(({ name, loaded }) => (loaded.ok ? [] : [{ id: name, faults: loaded.error.length }])),
    of,
    having: (id, find) => {
      const asked = id === undefined ? shelves : shelves.filter(({ pack }) => pack.id === id);
      for (const one of asked) {
        const found = find(one);
        if (found !== null) return found;
      }
      return null;
    },
  };
}

export const placeOfPack = ({ id, title }: LawPack): { id: string; title: Words } => ({ id, title });
