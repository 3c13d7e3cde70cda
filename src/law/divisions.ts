import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '#engine/index.ts';
import type { PackLists } from './lists.ts';
import { date, kebab, text } from './schema.ts';
import { faultsOf } from './shape.ts';
import { expectedOf, faultAt, type Path, readSource, type Source } from './source.ts';
import type { LawError, Text } from './types.ts';

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a code in quotes, like the digits of a national list, or a name');

const place = z.strictObject({
  code,
  title: text,
  level: kebab.optional().describe('A level of lists.yaml; where the list goes by digits they say it'),
  above: code.nullable().optional().describe('The division it lies in; where the list goes by digits they say it'),
});

export const divisionsFile = z
  .strictObject({
    library: z
      .strictObject({
        package: z.string().regex(/^[a-z0-9-]+$/, 'the name of an installed package'),
        file: z.string().regex(/^[a-z0-9-]+\.json$/, 'a JSON file of that package'),
        root: z.string().describe('The key of the first level'),
        as_of: date.describe('The day for which the list was true'),
        digits: z.int().min(1).describe('Length of a code'),
      })
      .optional()
      .describe('A package with a JSON file: code of the division above → code → name'),
    levels: z
      .array(z.strictObject({ digits: z.int().min(1), level: kebab }))
      .optional()
      .describe('Own digits of a code (the rest is 0) → the level of office placed there'),
    whole: place.required({ level: true }).optional().describe('The division that all others lie in'),
    names: z.record(code, z.string().min(1)).optional().describe('English names by code'),
    list: z
      .array(place.required({ level: true, above: true }))
      .optional()
      .describe('The divisions, where no library has them'),
    later: z
      .array(z.strictObject({ code, title: text.optional(), from: date.optional(), to: date.optional() }))
      .optional()
      .describe('What changed after the list of the library'),
    invented: z.array(place).optional().describe('Places of demonstrations and tests that do not exist'),
    doubts: z.array(text).optional(),
  })
  .describe('The places of offices and their codes');
type DivisionsFile = z.infer<typeof divisionsFile>;

/** A place that an office can be of. */
export interface Division {
  readonly code: string;
  /** The code without the digits that only fill it up; the code itself where the list does not go by digits. */
  readonly short: string;
  readonly title: Text;
  /** Level of the office placed there, of `lists.yaml`. */
  readonly level: string;
  /** Code of the division it lies in; null: the whole. */
  readonly parent: string | null;
  /** First day, and the day from which no longer; absent: as the list has it. */
  readonly from?: string;
  readonly to?: string;
  /** Does not exist: for demonstrations and tests. */
  readonly invented: boolean;
}

/** The divisions of a pack by code, and for which day the list was true (null: not said). */
export interface Divisions {
  readonly all: ReadonlyMap<string, Division>;
  readonly asOf: string | null;
  readonly doubts: readonly Text[];
}

export const noDivisions: Divisions = { all: new Map(), asOf: null, doubts: [] };

/** Reads `divisions.yaml` of a pack and the library that it names; a pack without one has no divisions. */
export function loadDivisions(dir: string, lists: PackLists): Result<Divisions, readonly LawError[]> {
  const path = join(dir, 'divisions.yaml');
  return existsSync(path) ? readDivisions(readFileSync(path, 'utf8'), lists) : { ok: true, value: noDivisions };
}

/** The same over a text in memory. */
export function readDivisions(content: string, lists: PackLists): Result<Divisions, readonly LawError[]> {
  const { source, errors: unreadable } = readSource('divisions.yaml', content);
  if (unreadable.length > 0) return { ok: false, error: unreadable };
  const parsed = divisionsFile.safeParse(source.data);
  if (!parsed.success) return { ok: false, error: faultsOf(source, parsed.error.issues, divisionsFile) };
  const errors: LawError[] = [];
  const complain = (path: Path, message: string, found: string): void => {
    errors.push(faultAt(source, path, { check: 'name', message, found }, null));
  };
  const all = new Map(
    [...wholeOf(parsed.data), ...fromLibrary(parsed.data, source, errors)].map((one) => [one.code, one]),
  );
  for (const [part, places] of [
    ['list', parsed.data.list ?? []],
    ['invented', parsed.data.invented ?? []],
  ] as const) {
    places.forEach((one, i) => {
      const found = placed(parsed.data, one, part === 'invented');
      if (found === null)
        complain([part, i], `no level follows from the code "${one.code}"; expected level and above`, one.code);
      else if (all.has(found.code)) complain([part, i, 'code'], `"${one.code}" stands here a second time`, one.code);
      else all.set(found.code, found);
    });
  }
  for (const [i, one] of (parsed.data.later ?? []).entries())
    later(parsed.data, one, all, (message) => complain(['later', i], message, one.code));
  const levels = lists.office_levels.map((level) => level.id);
  const wrong = (level: string, path: Path): void => {
    if (levels.includes(level)) return;
    complain(path, `no level "${level}" in lists.yaml; ${expectedOf(level, levels, 'level').text}`, level);
  };
  for (const [i, { level }] of (parsed.data.levels ?? []).entries()) wrong(level, ['levels', i, 'level']);
  for (const [i, { level }] of (parsed.data.list ?? []).entries()) wrong(level, ['list', i, 'level']);
  for (const one of all.values()) {
    if (one.parent === null || all.has(one.parent)) continue;
    const at = [...(parsed.data.list ?? [])].findIndex(({ code: own }) => own === one.code);
    complain(
      at === -1 ? [] : ['list', at, 'above'],
      `${one.code} lies in "${one.parent}", which is not there`,
      one.parent,
    );
  }
  if (errors.length > 0) return { ok: false, error: errors };
  return { ok: true, value: { all, asOf: parsed.data.library?.as_of ?? null, doubts: parsed.data.doubts ?? [] } };
}

function wholeOf({ whole }: DivisionsFile): readonly Division[] {
  if (whole === undefined) return [];
  return [
    { code: whole.code, short: whole.code, title: whole.title, level: whole.level, parent: null, invented: false },
  ];
}

/** The code's own digits and the level they stand for; null: no level has so many. */
function levelOf(file: DivisionsFile, of: string): { readonly digits: number; readonly level: string } | null {
  const found = (file.levels ?? []).filter(({ digits }) => /^0*$/.test(of.slice(digits)));
  return found.reduce<{ digits: number; level: string } | null>(
    (least, one) => (least === null || one.digits < least.digits ? one : least),
    null,
  );
}

/** The division above by the digits: the next shorter level, else the whole. */
function aboveOf(file: DivisionsFile, of: string, digits: number): string | null {
  const shorter = (file.levels ?? []).map((one) => one.digits).filter((one) => one < digits);
  if (shorter.length === 0) return file.whole?.code ?? null;
  return of.slice(0, Math.max(...shorter)).padEnd(of.length, '0');
}

function placed(file: DivisionsFile, one: z.infer<typeof place>, invented: boolean): Division | null {
  const byDigits = levelOf(file, one.code);
  const level = one.level ?? byDigits?.level;
  if (level === undefined) return null;
  const parent =
    one.above !== undefined ? one.above : byDigits === null ? null : aboveOf(file, one.code, byDigits.digits);
  const short = byDigits === null ? one.code : one.code.slice(0, byDigits.digits);
  return { code: one.code, short, title: one.title, level, parent, invented };
}

const tableSchema = z.record(z.string(), z.record(z.string(), z.string()));

function fromLibrary(file: DivisionsFile, source: Source, errors: LawError[]): readonly Division[] {
  const { library } = file;
  if (library === undefined) return [];
  const name = `${library.package}/${library.file}`;
  const fault = (message: string): readonly Division[] => {
    errors.push(faultAt(source, ['library'], { check: 'missing', message, found: name }, null));
    return [];
  };
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name), 'utf8'));
  } catch {
    return fault(`${name} is not installed; expected it among the packages of this program (npm install)`);
  }
  const table = tableSchema.safeParse(read);
  if (!table.success || table.data[library.root] === undefined)
    return fault(`${name} is no table of codes with the key "${library.root}"; expected code above → code → name`);
  const named = new Map(Object.values(table.data).flatMap((codes) => Object.entries(codes)));
  return [...named]
    .filter(([own]) => own.length === library.digits)
    .flatMap(([own, zh]) => placed(file, { code: own, title: { zh, en: file.names?.[own] ?? zh } }, false) ?? []);
}

function later(
  file: DivisionsFile,
  one: NonNullable<DivisionsFile['later']>[number],
  all: Map<string, Division>,
  complain: (message: string) => void,
): void {
  const before =
    all.get(one.code) ?? (one.title === undefined ? null : placed(file, { code: one.code, title: one.title }, false));
  if (before === null) {
    complain(`"${one.code}" is not in the list; expected its title, since it is new`);
    return;
  }
  const { from, to } = one;
  all.set(one.code, { ...before, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
}

export type DivisionCheck =
  | { readonly ok: true; readonly division: Division }
  | { readonly ok: false; readonly words: Text };

/**
 * Is this the code of a division, in being on the day, where an office of the level can be? An office of a lower level may be
 * placed in a division that has no parts on the list. Without a day or a level these are not asked.
 */
export function checkDivision(
  divisions: Divisions,
  of: string,
  asked: { readonly level?: string; readonly on?: string } = {},
): DivisionCheck {
  const division = divisions.all.get(of);
  const refuse = (zh: string, en: string): DivisionCheck => ({ ok: false, words: { zh, en } });
  if (division === undefined) {
    const near = [...divisions.all.values()].filter((one) => one.code.slice(0, 4) === of.slice(0, 4)).slice(0, 5);
    const hint = near.map((one) => `${one.code} ${one.title.zh}`).join('、');
    const hintEn = near.map((one) => `${one.code} ${one.title.en}`).join(', ');
    const list = divisions.asOf === null ? ['', ''] : [`（截至${divisions.asOf}）`, ` of ${divisions.asOf}`];
    return refuse(
      `区划代码“${of}”不在名录${list[0]}中；${hint === '' ? '请核对' : `相近的有：${hint}`}。较新的区划请补入法律包 divisions.yaml`,
      `no division "${of}" in the list${list[1]}; ${hint === '' ? 'expected a code of it' : `near it: ${hintEn}`}. A younger one is entered in divisions.yaml of the pack`,
    );
  }
  const { from, to, title, level } = division;
  const { on } = asked;
  if (on !== undefined && from !== undefined && on < from)
    return refuse(`${title.zh}（${of}）自${from}起设立`, `${title.en} (${of}) exists from ${from}`);
  if (on !== undefined && to !== undefined && on >= to)
    return refuse(`${title.zh}（${of}）已于${to}撤销`, `${title.en} (${of}) ceased to exist on ${to}`);
  if (asked.level !== undefined && asked.level !== level && !lowest(divisions, division, asked.level))
    return refuse(
      `${title.zh}（${of}）是“${level}”级，与检察院级别“${asked.level}”不符`,
      `${title.en} (${of}) is the place of an office of level "${level}", not of level "${asked.level}"`,
    );
  return { ok: true, division };
}

/** A lower office in a division without parts: the level asked is one that no division below has there. */
function lowest(divisions: Divisions, division: Division, level: string): boolean {
  const under = [...divisions.all.values()].filter((one) => one.parent === division.code);
  return under.length === 0 && isBelow(divisions, level, division.level);
}

/** Some division of the one level lies in one of the other. */
function isBelow(divisions: Divisions, level: string, above: string): boolean {
  return [...divisions.all.values()].some(
    (one) => one.level === level && one.parent !== null && divisions.all.get(one.parent)?.level === above,
  );
}

/** The division and those it lies in, from the smallest: `示范市`, `示例地区`, `示例省`. */
export function divisionsAbove(divisions: Divisions, of: string): readonly Division[] {
  const own = divisions.all.get(of);
  if (own === undefined) return [];
  return [own, ...(own.parent === null || own.parent === own.code ? [] : divisionsAbove(divisions, own.parent))];
}
