import { resolve } from 'node:path';
import type { CommandResult, LawPack } from '#law/index.ts';
import type { Catalogue } from '#measures/index.ts';
import { type Call, document, type Exit, wrongCall } from './verb.ts';

/** The pack that comes with the project. */
export const ownPack = resolve(import.meta.dirname, '../../law/cn');

/** The law pack, or the first fault of its files with the number of the others. */
export async function readPack(dir: string, verb: string): Promise<LawPack> {
  const { describe, loadPack } = await import('#law/index.ts');
  const loaded = loadPack(dir);
  if (loaded.ok) return loaded.value;
  const [first] = loaded.error;
  const more = loaded.error.length > 1 ? ` (and ${loaded.error.length - 1} more; see custos law check)` : '';
  throw wrongCall(`custos ${verb}: ${first ? describe(first) : dir}${more}`);
}

let own: { readonly pack: LawPack; readonly catalogue: Catalogue } | undefined;

/** The pack that comes with the project and what it measures, read once in a process. */
export async function ownLaw(verb: string): Promise<{ readonly pack: LawPack; readonly catalogue: Catalogue }> {
  if (own) return own;
  const pack = await readPack(ownPack, verb);
  const { loadCatalogue } = await import('#measures/index.ts');
  const catalogue = loadCatalogue(pack);
  if (!catalogue.ok) throw wrongCall(`custos ${verb}: ${catalogue.error.en}`);
  own = { pack, catalogue: catalogue.value };
  return own;
}

/** Prints what a room's command gave back. With status 2 what is wrong goes to standard error, and nothing else anywhere. */
export function finish<T>(call: Call, result: CommandResult<T>, verb = ''): Exit {
  if (result.status === 2) {
    const [line = '', ...more] = result.text.split('\n');
    call.warn(`custos ${verb}: ${line}`);
    for (const other of call.json ? [] : more) call.warn(other);
  } else call.say(call.json ? document(result.json) : result.text);
  return result.status;
}
