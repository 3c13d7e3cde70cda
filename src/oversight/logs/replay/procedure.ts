import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { World } from '#engine/index.ts';
import { describe, type LawError, type LawPack, type LawProcedure, loadPack, loadProcedureFile } from '#law/index.ts';
import { importDcr } from '../dcr/import.ts';
import { logFault, shown } from '../fault.ts';

/** The procedure that a log is replayed over, and what must be said about how it was read. */
export interface Chosen {
  readonly law: LawProcedure;
  /** The pack it stands in, or the small one made for it. */
  readonly pack: LawPack;
  readonly world: World;
  readonly notes: readonly string[];
}

const firstOf = (file: string, errors: readonly LawError[]): Error => {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const line = first === undefined ? `${file}: not readable` : `${describe(first)}${more}`;
  const at = line.indexOf(' ');
  return logFault(line.slice(0, at), null, line.slice(at + 1), null);
};

/** An id of the pack, a procedure file standing alone or in a pack of its own, or a DCR model in XML. Faults are thrown as LogFaults. */
export function chooseProcedure(named: string, pack: () => LawPack): Chosen {
  if (!existsSync(named)) {
    if (/[\\/]|\.(ya?ml|xml)$/i.test(named))
      throw logFault(named, null, 'not there', 'a procedure file, a DCR model or the id of a procedure');
    return fromPack(pack(), named, 'pack');
  }
  if (!statSync(named).isFile())
    throw logFault(named, null, 'a folder', 'a procedure file, a DCR model or the id of a procedure');
  const text = readFileSync(named, 'utf8');
  if (/^\ufeff?\s*</.test(text)) {
    const { procedure, pack: own, lost, warnings } = importDcr(text, named);
    const notes = lost.map(({ what, why }) => `not carried over from the model: ${what} (${why})`);
    return { law: procedure, pack: own, world: worldOf(own), notes: [...notes, ...warnings.map((one) => one.message)] };
  }
  const home = packAround(named);
  if (home !== null) {
    const loaded = loadPack(home);
    if (!loaded.ok) throw firstOf(named, loaded.error);
    const id = /^id:\s*['"]?([\w.-]+)/m.exec(text)?.[1];
    if (id !== undefined && Object.hasOwn(loaded.value.procedures, id)) return fromPack(loaded.value, id, named);
  }
  const loaded = loadProcedureFile(named);
  if (!loaded.ok) throw firstOf(named, loaded.error);
  const { procedure, pack: own, warnings } = loaded.value;
  return { law: procedure, pack: own, world: worldOf(own), notes: warnings.map(describe) };
}

const worldOf = (pack: LawPack): World => ({ calendar: pack.calendar, office: pack.scenarios.office });

function fromPack(pack: LawPack, id: string, where: string): Chosen {
  const law = Object.hasOwn(pack.procedures, id) ? pack.procedures[id] : undefined;
  if (law !== undefined) return { law, pack, world: worldOf(pack), notes: [] };
  const ids = Object.keys(pack.procedures);
  const listed =
    ids.length > 12
      ? `one of ${ids.length} ids (custos law check), such as ${ids.slice(0, 3).join(', ')}`
      : ids.join(', ');
  throw logFault(
    where,
    null,
    `no procedure ${shown(id)} and no such file`,
    `a procedure file, a DCR model, or ${listed}`,
  );
}

/** The folder of the pack that a file stands in: its grandparent with pack.yaml. */
function packAround(file: string): string | null {
  const home = dirname(dirname(resolve(file)));
  return existsSync(join(home, 'pack.yaml')) ? home : null;
}
