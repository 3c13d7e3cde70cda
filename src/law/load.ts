import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type Calendar, parseGuard, type Result } from '#engine/index.ts';
import { chinaCalendar, ownCalendar, weekendCalendar } from './calendar.ts';
import { parseCite } from './cite.ts';
import { powersOf } from './compile/acts.ts';
import { lawsOf, type Shared } from './compile/context.ts';
import { compileProcedure, countingOf } from './compile/procedure.ts';
import { noDivisions, readDivisions } from './divisions.ts';
import { noLists, type PackLists, readLists } from './lists.ts';
import { noOffences, offencesOf } from './offences.ts';
import {
  type CalendarFile,
  calendarFile,
  lawsFile,
  offencesFile,
  type PackFile,
  packFile,
  procedureFile,
  type WordsFile,
  wordsFile,
} from './schema.ts';
import { faultsOf } from './shape.ts';
import { expectedOf, faultAt, readSource, type Source } from './source.ts';
import type { LawError, LawPack, LawProcedure } from './types.ts';

/**
 * Reads and compiles a law pack: `pack.yaml`, `laws.yaml`, `words.yaml` with `words/*.yaml` beside it, `offences.yaml`, `lists.yaml`,
 * `divisions.yaml` (may be missing) and every `.yaml` under the folders of its branches, each one procedure. Gives the pack, or every fault found with file, line and column.
 */
export function loadPack(dir: string): Result<LawPack, readonly LawError[]> {
  const root = resolve(dir);
  if (!existsSync(root) || !statSync(root).isDirectory())
    return { ok: false, error: [missing(root, 'a folder with pack.yaml')] };
  return compilePack(root, readPackFiles(root));
}

/** The YAML files under a folder: path in it → text. */
export function readPackFiles(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

/** The same over texts in memory: path in the pack → text. `root` is only kept as the pack's folder. */
export function compilePack(root: string, files: ReadonlyMap<string, string>): Result<LawPack, readonly LawError[]> {
  const errors: LawError[] = [];
  const warnings: LawError[] = [];
  const read = <S extends z.ZodType>(file: string, schema: S): { data: z.infer<S>; source: Source } | null => {
    const text = files.get(file);
    if (text === undefined) return null;
    const { source, errors: unreadable } = readSource(file, text);
    errors.push(...unreadable);
    if (unreadable.length > 0) return null;
    const parsed = schema.safeParse(source.data);
    if (parsed.success) return { data: parsed.data, source };
    errors.push(...faultsOf(source, parsed.error.issues, schema));
    return null;
  };
  for (const file of ['pack.yaml', 'laws.yaml', 'words.yaml'])
    if (!files.has(file)) errors.push(missing(file, 'this file of the pack'));
  const pack = read('pack.yaml', packFile);
  const laws = read('laws.yaml', lawsFile);
  const words = mergeWords(
    [...files.keys()]
      .filter((file) => /^words(\.yaml$|[\\/])/.test(file))
      .flatMap((file) => read(file, wordsFile) ?? []),
    errors,
  );
  const offences = read('offences.yaml', offencesFile);
  const calendar = pack?.data.calendar === 'own' ? read('calendar.yaml', calendarFile) : null;
  if (pack?.data.calendar === 'own' && !files.has('calendar.yaml'))
    errors.push(missing('calendar.yaml', 'this file, since pack.yaml says calendar: own'));
  if (calendar !== null) checkCalendar(calendar.data, calendar.source, errors);
  const told = <T>(result: Result<T, readonly LawError[]>, none: T): T => {
    if (!result.ok) errors.push(...result.error);
    return result.ok ? result.value : none;
  };
  const listsText = files.get('lists.yaml');
  const lists = listsText === undefined ? noLists : told(readLists(listsText), noLists);
  const divisionsText = files.get('divisions.yaml');
  const divisions = divisionsText === undefined ? noDivisions : told(readDivisions(divisionsText, lists), noDivisions);
  const branches = (pack?.data.branches ?? []).map((branch) => branch.id);
  const procedures = [...files.keys()]
    .filter((file) => branches.includes(file.split(/[\\/]/)[0] ?? '') && /[\\/]/.test(file))
    .flatMap((file) => read(file, procedureFile) ?? []);
  if (pack !== null) checkPack(pack.data, pack.source, errors);
  if (pack === null || laws === null || !files.has('words.yaml')) return { ok: false, error: errors };
  const shared: Shared = { pack: pack.data, laws: lawsOf(laws.data), words, officeFact: lists.office_fact };
  const ids = new Map<string, string>();
  const compiled: Record<string, LawProcedure> = {};
  for (const { data, source } of procedures) {
    const other = ids.get(data.id);
    if (other !== undefined) {
      const message = `procedure ${data.id} stands already in ${other}`;
      errors.push(faultAt(source, ['id'], { check: 'duplicate', message, found: data.id }, data.id));
    }
    ids.set(data.id, source.file);
    const folder = source.file.split(/[\\/]/)[0] ?? '';
    if (data.id.split('.')[0] !== folder) {
      const message = `found "${data.id}" in the folder ${folder}; expected ${folder}.name`;
      errors.push(
        faultAt(source, ['id'], { check: 'name', message, found: data.id, expected: `${folder}.name` }, data.id),
      );
    }
  }
  for (const { data, source } of procedures) {
    const before = errors.length;
    checkFilled(data, source, [], data.id, errors);
    if (errors.length > before) continue;
    compiled[data.id] = compileProcedure(data, source, shared, new Set(ids.keys()), errors, warnings);
  }
  if (procedures.length === 0 && errors.length === 0) errors.push(missing('', 'at least one procedure file'));
  for (const { data, source } of procedures) checkLinks(data.id, source, compiled, errors);
  if (pack !== null) checkNamed(pack.data, pack.source, compiled, shared.laws, errors);
  if (pack !== null) checkPowers(pack.data, pack.source, compiled, lists, shared.laws, errors);
  if (errors.length > 0) return { ok: false, error: errors };
  const { data } = pack;
  return {
    ok: true,
    value: {
      id: data.id,
      title: data.title,
      version: data.version,
      dir: root,
      zone: data.zone,
      branches: data.branches,
      calendar: calendarOf(data.calendar, data.zone, calendar?.data ?? null),
      language: data.language ?? 'zh',
      holidays: calendar?.data.names ?? {},
      scenarios: { office: data.scenarios?.office ?? {}, facts: data.scenarios?.facts ?? {} },
      counting: Object.fromEntries(Object.keys(data.counting).map((branch) => [branch, countingOf(data, branch)])),
      ...peopleOf(data),
      actors: Object.fromEntries(data.actors.map((actor) => [actor.id, actor])),
      powers: powersOf(data.powers),
      laws: shared.laws,
      offences: offences === null ? noOffences : offencesOf(offences.data),
      lists,
      divisions,
      procedures: compiled,
      warnings,
    },
  };
}

/** Ranks, roles, capacities and marks with nothing left out. */
export const peopleOf = (
  data: PackFile,
): Pick<LawPack, 'ranks' | 'roles' | 'parties' | 'marks' | 'packages' | 'numbers' | 'regrouping' | 'recusal'> => ({
  ranks: data.ranks.map(({ id, title, recorded_by }) => ({ id, title, recordedBy: recorded_by ?? null })),
  roles: data.roles.map((role) => ({ ...role, functions: role.functions ?? [], does: role.does ?? null })),
  parties: (data.parties ?? []).map(({ id, title, concerned = false, hidden = false }) => ({
    id,
    title,
    concerned,
    hidden,
  })),
  numbers: data.numbers ?? null,
  packages: data.packages ?? { procedures: [], senders: [] },
  regrouping: data.regrouping ?? null,
  recusal: data.recusal ? { ...data.recusal, reconsidered: reconsideredOf(data.recusal) } : null,
  marks: (data.marks ?? []).flatMap(({ id, title, when }) => {
    const parsed = parseGuard(when);
    return parsed.ok ? [{ id, title, when: parsed.value }] : [];
  }),
});

function reconsideredOf({ reconsidered }: NonNullable<PackFile['recusal']>) {
  const parsed = reconsidered && parseGuard(reconsidered.when);
  return reconsidered && parsed?.ok ? { act: reconsidered.act, when: parsed.value } : null;
}

function calendarOf(name: 'china' | 'weekends' | 'own', zone: string, own: CalendarFile | null): Calendar {
  if (name === 'china') return { ...chinaCalendar(), zone };
  return own === null ? weekendCalendar(zone) : ownCalendar(own, zone);
}

/** Days that exist, within the range, each with a name; working days are Saturdays or Sundays. */
function checkCalendar({ known, names, off, work }: CalendarFile, source: Source, errors: LawError[]): void {
  const complain = (path: (string | number)[], message: string, found: string): void => {
    errors.push(faultAt(source, path, { check: 'calendar', message, found, part: 'key' }, null));
  };
  for (const end of ['from', 'to'] as const)
    if (!isDay(known[end]))
      complain(['known', end], `"${known[end]}" is no day; expected a date that exists`, known[end]);
  if (known.to < known.from) complain(['known'], `it ends ${known.to}, before it begins ${known.from}`, known.to);
  for (const [part, days] of Object.entries({ off, work: work ?? {} })) {
    for (const [day, name] of Object.entries(days)) {
      const path = [part, day];
      if (!isDay(day)) complain(path, `"${day}" is no day; expected a date that exists`, day);
      else if (day < known.from || day > known.to)
        complain(
          path,
          `${day} lies outside ${known.from} to ${known.to}; expected a day within, or a wider known`,
          day,
        );
      else if (part === 'work' && ![0, 6].includes(new Date(day).getUTCDay()))
        complain(path, `${day} is no Saturday or Sunday; such a day works anyway`, day);
      if (!Object.hasOwn(names, name)) {
        const { text } = expectedOf(name, Object.keys(names), 'key of names');
        complain(path, `no name "${name}"; ${text}`, name);
      }
    }
  }
}

/** A date that the civil calendar has. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function missing(file: string, what: string): LawError {
  return {
    file,
    line: 1,
    column: 1,
    procedure: null,
    check: 'missing',
    path: '',
    message: `not there; expected ${what}`,
    found: null,
    expected: what,
  };
}

/** Places that `law new` marked with ‹ › and nobody has filled yet. */
function checkFilled(
  value: unknown,
  source: Source,
  path: readonly (string | number)[],
  procedure: string,
  errors: LawError[],
): void {
  if (typeof value === 'string') {
    const found = /‹[^›]*›/.exec(value)?.[0];
    if (found === undefined) return;
    const message = `${found} is not filled yet; expected the law's own words in its place`;
    errors.push(faultAt(source, path, { check: 'unfilled', message, found }, procedure));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, one] of Object.entries(value))
      checkFilled(one, source, [...path, Array.isArray(value) ? Number(key) : key], procedure, errors);
  }
}

/** What a link says of the procedure that it opens: its opening act, and values that the act's fields can have. */
function checkLinks(
  id: string,
  source: Source,
  compiled: Readonly<Record<string, LawProcedure>>,
  errors: LawError[],
): void {
  compiled[id]?.opens.forEach((link, i) => {
    const target = compiled[link.procedure];
    if (target === undefined) return;
    const complain = (name: string, names: readonly string[], what: string, path: (string | number)[]): void => {
      const { expected, text } = expectedOf(name, names, what);
      const fault = { check: 'name', message: `no ${what} "${name}"; ${text}`, found: name, expected };
      errors.push(faultAt(source, ['opens', i, ...path], fault, id));
    };
    const act = link.act ?? target.openedBy[0] ?? '';
    if (!target.openedBy.includes(act)) {
      complain(act, target.openedBy, `opening act of ${link.procedure}`, ['act']);
      return;
    }
    const fields = target.acts.find((one) => one.id === act)?.data ?? [];
    for (const [name, value] of Object.entries(link.with)) {
      const field = fields.find((one) => one.name === name);
      if (field === undefined) {
        complain(
          name,
          fields.map((one) => one.name),
          `field of ${act}`,
          ['with', name],
        );
        continue;
      }
      const values = field.values.map((one) => one.id);
      const fits =
        field.type === 'boolean' ? typeof value === 'boolean' : values.length === 0 || values.includes(String(value));
      if (!fits)
        complain(String(value), field.type === 'boolean' ? ['true', 'false'] : values, `value of ${name}`, [
          'with',
          name,
        ]);
    }
  });
}

/** All files of words as one. A name that two files say alike is kept once; one that they say differently is a fault of the later file. */
function mergeWords(files: readonly { data: WordsFile; source: Source }[], errors: LawError[]): WordsFile {
  const merged: WordsFile = { fields: {}, values: {} };
  const said = new Map<string, Source>();
  for (const { data, source } of files) {
    for (const part of ['fields', 'values'] as const) {
      for (const [name, words] of Object.entries(data[part])) {
        const key = `${part}.${name}`;
        const earlier = said.get(key);
        if (earlier === undefined) {
          said.set(key, source);
          merged[part][name] = words;
        } else if (!isDeepStrictEqual(merged[part][name], words)) {
          const before = merged[part][name];
          const where = earlier.at([part, name], 'key');
          const message = `${name} is "${words.zh} · ${words.en}" here and "${before?.zh} · ${before?.en}" in ${where.file}:${where.line}; expected the same words, or the narrower name act.field (field.value) for one of them`;
          errors.push(faultAt(source, [part, name], { check: 'duplicate', message, found: name, part: 'key' }, null));
        }
      }
    }
  }
  return merged;
}

function checkPack(pack: z.infer<typeof packFile>, source: Source, errors: LawError[]): void {
  const ranks = pack.ranks.map((rank) => rank.id);
  const actors = pack.actors.map((actor) => actor.id);
  const check = (name: string, names: readonly string[], what: string, path: (string | number)[]): void => {
    if (names.includes(name)) return;
    const { expected, text } = expectedOf(name, names, what);
    errors.push(
      faultAt(source, path, { check: 'name', message: `no ${what} "${name}"; ${text}`, found: name, expected }, null),
    );
  };
  check(pack.powers.default, ranks, 'rank', ['powers', 'default']);
  for (const [act, rank] of Object.entries(pack.powers.acts))
    check(rank, [...ranks, 'none'], 'rank', ['powers', 'acts', act]);
  pack.ranks.forEach(({ recorded_by }, i) => {
    if (recorded_by !== undefined) check(recorded_by, ranks, 'rank', ['ranks', i, 'recorded_by']);
  });
  (pack.marks ?? []).forEach(({ when }, i) => {
    const parsed = parseGuard(when);
    if (!parsed.ok)
      errors.push(faultAt(source, ['marks', i, 'when'], { check: 'guard', message: parsed.error, found: when }, null));
  });
  if (pack.regrouping) {
    check(pack.regrouping.authority, ranks, 'rank', ['regrouping', 'authority']);
    const marks = (pack.marks ?? []).map((mark) => mark.id);
    pack.regrouping.sever.forEach(({ apart }, i) => {
      if (apart !== undefined) check(apart, marks, 'mark', ['regrouping', 'sever', i, 'apart']);
    });
  }
  const changed = pack.recusal?.reconsidered;
  if (changed) {
    const parsed = parseGuard(changed.when);
    if (!parsed.ok)
      errors.push(
        faultAt(
          source,
          ['recusal', 'reconsidered', 'when'],
          { check: 'guard', message: parsed.error, found: changed.when },
          null,
        ),
      );
  }
  pack.roles.forEach((role, i) => {
    if (role.rank !== null) check(role.rank, ranks, 'rank', ['roles', i, 'rank']);
    role.acts.forEach((actor, n) => {
      check(actor, actors, 'actor', ['roles', i, 'acts', n]);
    });
  });
  if (pack.counting.default === undefined) {
    const message = 'counting has no default; expected default: {month_end, hours, rolls}';
    errors.push(faultAt(source, ['counting'], { check: 'schema', message, expected: 'default' }, null));
  }
  if (pack.custody !== undefined) {
    const parsed = parseGuard(pack.custody);
    if (!parsed.ok)
      errors.push(faultAt(source, ['custody'], { check: 'guard', message: parsed.error, found: pack.custody }, null));
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: pack.zone });
  } catch {
    const message = `no time zone "${pack.zone}"; expected an IANA zone like Asia/Shanghai`;
    errors.push(
      faultAt(source, ['zone'], { check: 'name', message, found: pack.zone, expected: 'Asia/Shanghai' }, null),
    );
  }
}

/** Procedures, acts and laws that severing, merging and recusal name are of this pack. */
function checkNamed(
  { regrouping, recusal }: PackFile,
  source: Source,
  compiled: Readonly<Record<string, LawProcedure>>,
  laws: LawPack['laws'],
  errors: LawError[],
): void {
  const known = (found: string, among: readonly string[], what: string, path: (string | number)[]): void => {
    if (among.includes(found)) return;
    const { expected, text } = expectedOf(found, among, what);
    const fault = { check: 'name', message: `no ${what} "${found}"; ${text}`, found, expected };
    errors.push(faultAt(source, path, fault, null));
  };
  const cited = (cite: string, path: (string | number)[]): void => {
    for (const part of parseCite(laws, cite))
      if (part.law !== null && !part.known) known(part.law, Object.keys(laws), 'law', [...path, 'cite']);
  };
  const procedures = Object.keys(compiled);
  if (regrouping) {
    cited(regrouping.cite, ['regrouping']);
    for (const part of ['time', 'decided', 'stage'] as const) cited(regrouping[part].cite, ['regrouping', part]);
    for (const part of ['sever', 'merge'] as const)
      regrouping[part].forEach(({ cite }, i) => {
        cited(cite, ['regrouping', part, i]);
      });
    regrouping.procedures.forEach((id, i) => {
      known(id, procedures, 'procedure', ['regrouping', 'procedures', i]);
    });
  }
  if (recusal) {
    known(recusal.procedure, procedures, 'procedure', ['recusal', 'procedure']);
    const acts = compiled[recusal.procedure]?.acts.map((act) => act.id);
    if (acts) {
      for (const part of ['raised', 'decided', 'rejected'] as const)
        known(recusal[part], acts, 'act', ['recusal', part]);
      if (recusal.reconsidered) known(recusal.reconsidered.act, acts, 'act', ['recusal', 'reconsidered', 'act']);
    }
    (recusal.holds.except ?? []).forEach((id, i) => {
      known(id, procedures, 'procedure', ['recusal', 'holds', 'except', i]);
    });
    for (const part of ['holds', 'barred'] as const) cited(recusal[part].cite, ['recusal', part]);
  }
}

/** The power list names levels, ranks and acts of this pack, acts that the law leaves to it, and says each thing once. */
function checkPowers(
  pack: z.infer<typeof packFile>,
  source: Source,
  procedures: Readonly<Record<string, LawProcedure>>,
  lists: PackLists,
  laws: LawPack['laws'],
  errors: LawError[],
): void {
  const byName = new Map<string, LawProcedure['acts'][number]>(
    Object.values(procedures).flatMap((procedure) =>
      procedure.acts.map((act) => [`${procedure.id}/${act.id}`, act] as const),
    ),
  );
  const ranks = pack.ranks.map((rank) => rank.id);
  const complain = (path: readonly (string | number)[], message: string, found: string, expected?: string): void => {
    const fault = { check: 'name', message, found, part: 'key' as const, ...(expected ? { expected } : {}) };
    errors.push(faultAt(source, ['powers', ...path], fault, null));
  };
  const named = (list: Readonly<Record<string, string>>, path: readonly string[]): void => {
    for (const name of Object.keys(list)) {
      const act = byName.get(name);
      if (act === undefined) {
        const { expected, text } = expectedOf(name, [...byName.keys()], 'act of the pack, as procedure/act');
        complain([...path, name], `no act "${name}"; ${text}`, name, expected);
      } else if (act.authority !== 'list')
        complain(
          [...path, name],
          `${name} is decided by ${act.authority}, says its own file; the power list reaches only acts of authority: list`,
          name,
        );
    }
  };
  named(pack.powers.acts, ['acts']);
  const levels = lists.office_levels.map((one) => one.id);
  for (const [level, own] of Object.entries(pack.powers.levels ?? {})) {
    if (!levels.includes(level)) {
      const { expected, text } = expectedOf(level, levels, 'level of lists.yaml');
      complain(['levels', level], `no level "${level}"; ${text}`, level, expected);
    }
    named(own.acts ?? {}, ['levels', level, 'acts']);
    for (const [name, rank] of Object.entries({ ...own.acts, ...(own.default ? { default: own.default } : {}) })) {
      const path = ['levels', level, ...(name === 'default' ? [] : ['acts']), name];
      const general = name === 'default' ? pack.powers.default : (pack.powers.acts[name] ?? pack.powers.default);
      if (!ranks.includes(rank)) complain(path, `no rank "${rank}"; ${expectedOf(rank, ranks, 'rank').text}`, rank);
      else if (rank === (name === 'default' ? general : (own.default ?? general)))
        complain(path, `${name} is decided by ${rank} there anyway; expected another rank, or no line`, rank);
    }
    for (const part of parseCite(laws, own.cite))
      if (part.law !== null && !part.known)
        complain(
          ['levels', level, 'cite'],
          `unknown law "${part.law}" in the citation; expected one of laws.yaml`,
          part.law,
        );
  }
}
