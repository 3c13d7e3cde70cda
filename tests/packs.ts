/** The law packs as committed, each read once in a process: the test files of a part share them, since nothing changes a pack. */
import { resolve } from 'node:path';
import { describe, type LawPack, loadPack } from '#law/index.ts';

const read = new Map<string, LawPack>();

/** `law/NAME`; a fault in it fails the test that asks. */
export function committedPack(name: 'cn' | 'ew' = 'cn'): LawPack {
  const known = read.get(name);
  if (known) return known;
  const loaded = loadPack(resolve(import.meta.dirname, '../law', name));
  if (!loaded.ok) throw new Error(loaded.error.map(describe).join('\n'));
  read.set(name, loaded.value);
  return loaded.value;
}
