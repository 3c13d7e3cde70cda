import {
  type FieldSpec,
  type FieldType,
  type Guard,
  type GuardFields,
  operandsOf,
  type Period,
  parseGuard,
  parsePeriod,
} from '#engine/index.ts';
import { lawNamed, parseCite } from '../cite.ts';
import type { FactFile, FieldFile, LawsFile, PackFile, ProcedureFile, WordsFile } from '../schema.ts';
import { expectedOf, type Fault, faultAt, type Path, type Source } from '../source.ts';
import type { Law, LawError, Mark, Text } from '../types.ts';

/** What a procedure is compiled against: the pack's shared files. */
export interface Shared {
  readonly pack: PackFile;
  readonly laws: Readonly<Record<string, Law>>;
  readonly words: WordsFile;
  /** The fact of the office that names its level. */
  readonly officeFact: string;
}

/** A procedure file under compilation: look-ups over it, and where its faults go. */
export interface Context {
  readonly file: ProcedureFile;
  readonly source: Source;
  readonly shared: Shared;
  readonly acts: ReadonlyMap<string, ProcedureFile['acts'][number]>;
  readonly complain: (path: Path, fault: Fault) => void;
  readonly warn: (path: Path, fault: Fault) => void;
  /** Fields that some guard or fact reads, as `act.field`. */
  readonly read: Set<string>;
  /** Date fields from which a period runs, as `act.field`. */
  readonly starts: Set<string>;
}

export function contextOf(
  file: ProcedureFile,
  source: Source,
  shared: Shared,
  errors: LawError[],
  warnings: LawError[],
): Context {
  return {
    file,
    source,
    shared,
    acts: new Map(file.acts.map((act) => [act.id, act])),
    complain: (path, fault) => errors.push(faultAt(source, path, fault, file.id)),
    warn: (path, fault) => warnings.push(faultAt(source, path, fault, file.id)),
    read: new Set(),
    starts: new Set(),
  };
}

export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** Acts named by a list of acts and sets, in order, each once. Unknown names are faults. */
export function actsNamed(ctx: Context, value: string | readonly string[] | undefined, path: Path): readonly string[] {
  const sets = ctx.file.sets ?? {};
  const found = listOf(value).flatMap((name, i) => {
    const set = sets[name];
    if (set !== undefined) return set.filter((id) => ctx.acts.has(id));
    if (ctx.acts.has(name)) return [name];
    const { expected, text } = expectedOf(name, [...ctx.acts.keys(), ...Object.keys(sets)], 'an act or a set');
    const at = Array.isArray(value) ? [...path, i] : path;
    ctx.complain(at, { check: 'name', message: `no act "${name}"; ${text}`, found: name, expected });
    return [];
  });
  return [...new Set(found)];
}

export function known(ctx: Context, name: string, names: readonly string[], what: string, path: Path): boolean {
  if (names.includes(name)) return true;
  const { expected, text } = expectedOf(name, names, what);
  ctx.complain(path, { check: 'name', message: `no ${what} "${name}"; ${text}`, found: name, expected });
  return false;
}

const ENGINE_TYPE: Readonly<Record<FieldFile['type'], FieldType>> = {
  text: 'text',
  number: 'number',
  integer: 'number',
  money: 'money',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  enum: 'enum',
  list: 'list',
  person: 'person',
  offence: 'offence',
  organ: 'organ',
  ref: 'text',
};
export const engineType = (type: FieldFile['type']): FieldType => ENGINE_TYPE[type];

const specs = (fields: readonly (FieldFile | FactFile)[]): Record<string, FieldSpec> =>
  Object.fromEntries(
    fields.map((f) => [f.name, { type: engineType(f.type), ...(f.values ? { values: f.values } : {}) }]),
  );

export const fieldsOf = (ctx: Context, act: string): readonly FieldFile[] => ctx.acts.get(act)?.data ?? [];

export function guardFields(ctx: Context, act: string | null): GuardFields {
  const opening = ctx.file.opened_by.flatMap((id) => fieldsOf(ctx, id));
  return {
    case: specs(ctx.file.facts?.case ?? []),
    subject: specs(ctx.file.facts?.subject ?? []),
    opening: specs(opening),
    act: act === null ? {} : specs(fieldsOf(ctx, act)),
    acts: [...ctx.acts.keys()],
  };
}

/**
 * A guard, checked against the data of each act that `act.x` may mean. Marks the fields it reads as required.
 */
export function guardOf(
  ctx: Context,
  text: string | undefined,
  acts: readonly string[],
  path: Path,
): Guard | undefined {
  if (text === undefined) return undefined;
  let guard: Guard | undefined;
  for (const act of acts.length === 0 ? [null] : acts) {
    const parsed = parseGuard(text, guardFields(ctx, act));
    if (!parsed.ok) {
      const whose = act !== null && acts.length > 1 ? ` (for act ${act})` : '';
      ctx.complain(path, { check: 'guard', message: `${parsed.error}${whose}`, found: text });
      return undefined;
    }
    guard = parsed.value;
    for (const operand of operandsOf(parsed.value)) {
      if (!('path' in operand)) continue;
      if (operand.path === 'act' && act !== null) ctx.read.add(`${act}.${operand.field}`);
      if (operand.path === 'opening') for (const id of ctx.file.opened_by) ctx.read.add(`${id}.${operand.field}`);
    }
  }
  return guard;
}

export function periodOf(ctx: Context, text: string | undefined, path: Path): Period | undefined {
  if (text === undefined) return undefined;
  const parsed = parsePeriod(text);
  if (parsed.ok) return parsed.value;
  ctx.complain(path, {
    check: 'period',
    message: parsed.error,
    found: text,
    expected: 'P7D, P1M, PT24H or P3D/working',
  });
  return undefined;
}

/** Every law that a citation names must stand in laws.yaml. */
export function checkCite(ctx: Context, cite: string, path: Path): string {
  const laws = ctx.shared.laws;
  for (const part of parseCite(laws, cite)) {
    if (part.law === null || part.known) continue;
    if (lawNamed(laws, part.law) !== null) continue;
    const { expected, text } = expectedOf(part.law, Object.keys(laws), 'a law of laws.yaml');
    ctx.complain(path, {
      check: 'cite',
      message: `unknown law "${part.law}" in the citation; ${text}`,
      found: part.law,
      expected,
    });
  }
  return cite;
}

export function marksOf(ctx: Context, item: { readonly cite: string; readonly checked?: string }): readonly Mark[] {
  const parts = parseCite(ctx.shared.laws, item.cite);
  const recalled = item.checked === 'recalled' || parts.some((part) => part.mark === 'recalled');
  const model = parts.some((part) => part.mark === 'model');
  return [
    ...(recalled ? (['recalled'] as const) : []),
    ...(model ? (['model'] as const) : []),
    ...(item.checked === 'partly' ? (['partly'] as const) : []),
  ];
}

/** The first of the keys that the glossary has. */
export function wordFor(table: Readonly<Record<string, Text>>, keys: readonly string[]): Text | null {
  for (const key of keys) {
    const found = Object.hasOwn(table, key) ? table[key] : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

export function lawsOf(file: LawsFile): Readonly<Record<string, Law>> {
  return Object.fromEntries(
    Object.entries(file).map(([id, law]) => [
      id,
      {
        id,
        title: law.title,
        shortEn: law.short_en,
        unit: law.unit ?? 'article',
        version: law.text ?? null,
        read: law.read,
      },
    ]),
  );
}
