import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Result } from '#engine/index.ts';
import { chinaCalendar, weekendCalendar } from './calendar.ts';
import { parseCite } from './cite.ts';
import { powersOf } from './compile/acts.ts';
import { lawsOf, type Shared } from './compile/context.ts';
import { compileProcedure, countingOf } from './compile/procedure.ts';
import { noDivisions } from './divisions.ts';
import { noLists } from './lists.ts';
import { peopleOf } from './load.ts';
import { noOffences } from './offences.ts';
import { type PackFile, type ProcedureFile, packFile, procedureFile, type WordsFile } from './schema.ts';
import { faultsOf } from './shape.ts';
import { expanded, OWN_KEYS } from './single-form.ts';
import { faultAt, readSource, type Source } from './source.ts';
import type { LawError, LawPack, LawProcedure } from './types.ts';

/** A procedure that stands alone, with a small pack made for it, so that whatever takes a pack takes it too. */
export interface SingleProcedure {
  readonly procedure: LawProcedure;
  readonly pack: LawPack;
  /** Static checks that did not hold (an act that can never happen …); a single file loads all the same. */
  readonly warnings: readonly LawError[];
}

const fault = (file: string, message: string, expected: string): LawError => ({
  file,
  line: 1,
  column: 1,
  procedure: null,
  check: 'missing',
  path: '',
  message: `${message}; expected ${expected}`,
  found: null,
  expected,
});

/**
 * Reads a procedure of the law language that stands alone in a file. It may leave out what only an office needs: ids follow from titles,
 * titles from ids, citations are `model`, acts may be plain names, any act may come first. Beside the keys of a procedure it may say
 * `zone` (UTC without it), `calendar: china | weekends`, `counting: {month_end, hours, rolls}` (same, exact, none without it) and `cite`.
 */
export function loadProcedureFile(file: string): Result<SingleProcedure, readonly LawError[]> {
  if (!existsSync(file) || !statSync(file).isFile())
    return { ok: false, error: [fault(file, 'not there', 'a procedure file (.yaml)')] };
  const { source, errors } = readSource(file, readFileSync(file, 'utf8'));
  return errors.length > 0 ? { ok: false, error: errors } : compileSingle(source);
}

/** The same over data that another reader made (the model of another tool). */
export function compileProcedureData(file: string, data: unknown): Result<SingleProcedure, readonly LawError[]> {
  return compileSingle({ file, data, at: () => ({ file, line: 1, column: 1 }) });
}

function compileSingle(source: Source): Result<SingleProcedure, readonly LawError[]> {
  const { data, file } = source;
  if (typeof data !== 'object' || data === null || Array.isArray(data) || !('acts' in data))
    return { ok: false, error: [fault(file, 'no procedure', 'a map with acts: and rules:')] };
  const form = expanded(data, basename(file, extname(file)));
  const read = procedureFile.safeParse(form.procedure);
  if (!read.success) return { ok: false, error: faultsOf(source, read.error.issues, procedureFile) };
  const pack = packOf(read.data, form.own);
  const readPack = packFile.safeParse(pack);
  if (!readPack.success) {
    const wrong = readPack.error.issues.map((issue) => {
      const at = issue.path[0] === 'counting' ? ['counting', ...issue.path.slice(2)] : issue.path;
      const key = String(at[0] ?? '');
      const known = OWN_KEYS.includes(key) ? key : 'acts';
      return faultAt(source, [known], { check: 'schema', message: `${at.join('.')}: ${issue.message}` }, read.data.id);
    });
    return { ok: false, error: wrong };
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: pack.zone });
  } catch {
    const message = `no time zone "${pack.zone}"; expected an IANA zone like Europe/Rome`;
    return { ok: false, error: [faultAt(source, ['zone'], { check: 'name', message }, read.data.id)] };
  }
  return compiled(source, read.data, readPack.data, form.left);
}

function compiled(
  source: Source,
  file: ProcedureFile,
  pack: PackFile,
  left: { readonly opening: boolean; readonly outcomes: boolean },
): Result<SingleProcedure, readonly LawError[]> {
  const shared: Shared = { pack, laws: lawsCited(file), words: wordsOf(file), officeFact: noLists.office_fact };
  const found: LawError[] = [];
  const warnings: LawError[] = [];
  const made = compileProcedure(file, source, shared, new Set([file.id]), found, warnings);
  const errors = found.filter((error) => !/^S\d/.test(error.check));
  if (errors.length > 0) return { ok: false, error: errors };
  const procedure: LawProcedure = {
    ...made,
    openedBy: left.opening ? [] : made.openedBy,
    outcomes: left.outcomes ? [] : made.outcomes,
    procedure: {
      ...made.procedure,
      opening: left.opening ? [] : made.procedure.opening,
      outcomes: left.outcomes ? [] : made.procedure.outcomes,
    },
  };
  const calendar = pack.calendar === 'china' ? { ...chinaCalendar(), zone: pack.zone } : weekendCalendar(pack.zone);
  const all = [...warnings, ...found];
  return {
    ok: true,
    value: {
      procedure,
      warnings: all,
      pack: {
        id: pack.id,
        title: pack.title,
        version: String(pack.version),
        dir: source.file,
        zone: pack.zone,
        branches: pack.branches,
        calendar,
        language: 'zh',
        holidays: {},
        scenarios: { office: {}, facts: {} },
        counting: { default: countingOf(pack, 'default') },
        ...peopleOf(pack),
        actors: Object.fromEntries(pack.actors.map((actor) => [actor.id, actor])),
        powers: powersOf(pack.powers),
        laws: shared.laws,
        offences: noOffences,
        lists: noLists,
        divisions: noDivisions,
        procedures: { [procedure.id]: procedure },
        warnings: all,
      },
    },
  };
}

const text = (name: string): { zh: string; en: string } => ({ zh: name, en: name });
const named = (id: string): { id: string; title: { zh: string; en: string } } => ({ id, title: text(id) });

function packOf(file: ProcedureFile, own: Readonly<Record<string, unknown>>): PackFile {
  const ranks = [
    ...new Set(file.acts.flatMap((act) => [act.authority, ...(act.authority_if ?? []).map((one) => one.authority)])),
  ];
  const held = ranks.filter((rank) => rank !== 'list' && rank !== 'none');
  const actors = [...new Set(file.acts.map((act) => act.actor))];
  const custody = (file.facts?.subject ?? []).some((fact) => fact.name === 'custody');
  const counting = (own.counting ?? {}) as Readonly<Record<string, unknown>>;
  const highest = held.at(-1) ?? 'anyone';
  return {
    id: 'single',
    title: file.title,
    version: '1',
    zone: (own.zone ?? 'UTC') as string,
    calendar: (own.calendar ?? 'weekends') as PackFile['calendar'],
    branches: [named(file.id.split('.')[0] ?? 'log')],
    counting: {
      default: { month_end: 'same', hours: 'exact', rolls: 'none', ...counting } as PackFile['counting'][string],
    },
    ...(custody ? { custody: 'subject.custody = true' } : {}),
    ranks: (held.length === 0 ? ['anyone'] : held).map(named),
    powers: { default: highest, acts: {} },
    actors: actors.map((id) => ({ ...named(id), kind: id === 'clock' ? 'clock' : 'outside' })),
    roles: [{ ...named('anyone'), rank: highest, acts: actors }],
  };
}

/** Every law that the file cites counts as known: there is no list to check it by. */
function lawsCited(file: ProcedureFile): Shared['laws'] {
  const cites = [...file.acts, ...file.rules, ...(file.clocks ?? [])].map((item) => item.cite);
  const extra = (file.clocks ?? []).flatMap((clock) => (clock.extends ?? []).flatMap((one) => one.cite ?? []));
  const inner = file.acts.flatMap((act) => [
    ...(act.guard ? [act.guard.cite] : []),
    ...(act.authority_if ?? []).map((one) => one.cite),
  ]);
  const laws = [...cites, ...extra, ...inner].flatMap((cite) => parseCite({}, cite).flatMap((part) => part.law ?? []));
  return lawsOf(
    Object.fromEntries(
      [...new Set(laws)].map((law) => [law, { title: text(law), short_en: law, read: 'recalled' as const }]),
    ),
  );
}

/** Fields and values are called by their names. */
function wordsOf(file: ProcedureFile): WordsFile {
  const fields = [
    ...file.acts.flatMap((act) => act.data ?? []),
    ...(file.facts?.subject ?? []),
    ...(file.facts?.case ?? []),
  ];
  return {
    fields: Object.fromEntries(fields.map(({ name }) => [name, text(name)])),
    values: Object.fromEntries(fields.flatMap(({ values }) => (values ?? []).map((value) => [value, text(value)]))),
  };
}
