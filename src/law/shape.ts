import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { faultAt, type Path, type Source } from './source.ts';
import type { LawError } from './types.ts';

/** Faults of shape that zod found, each in one line with what was found and what was expected. */
export function faultsOf(source: Source, issues: readonly z.core.$ZodIssue[], schema: z.ZodType): readonly LawError[] {
  const id = valueAt(source.data, ['id']);
  const procedure = typeof id === 'string' && id.includes('.') ? id : null;
  return issues.flatMap((issue) => lines(source, issue, schema, procedure, []));
}

function lines(
  source: Source,
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  procedure: string | null,
  base: Path,
): readonly LawError[] {
  const path: Path = [...base, ...(issue.path as Path)];
  const value = valueAt(source.data, path);
  const found = shown(value);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = knownKeys(schema, path, source.data);
        const near = nearest(key, known);
        const hint =
          near !== null
            ? `did you mean ${near}?`
            : known.length > 0
              ? `expected one of ${known.join(', ')}`
              : 'expected no such key';
        const fault = {
          check: 'unknown-key',
          message: `unknown key "${key}"; ${hint}`,
          found: key,
          expected: near ?? known.join(', '),
        };
        return faultAt(source, [...path, key], { ...fault, part: 'key' }, procedure);
      });
    case 'invalid_type':
      return [
        faultAt(
          source,
          path,
          value === undefined
            ? {
                check: 'schema',
                message: `missing ${String(path.at(-1) ?? 'content')}; expected ${typeName(issue.expected)}`,
                expected: issue.expected,
              }
            : {
                check: 'schema',
                message: `found ${found}, expected ${typeName(issue.expected)}`,
                found,
                expected: issue.expected,
              },
          procedure,
        ),
      ];
    case 'invalid_value': {
      const values = issue.values.map(String);
      const near = typeof value === 'string' ? nearest(value, values) : null;
      const expected = near ?? values.join(', ');
      const hint =
        near === null ? `expected ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}` : `did you mean ${near}?`;
      const what = value === undefined ? `missing ${String(path.at(-1))}` : `found ${found}`;
      return [faultAt(source, path, { check: 'schema', message: `${what}; ${hint}`, found, expected }, procedure)];
    }
    case 'invalid_union': {
      if (issue.errors.length === 0) {
        const kinds = 'condition, response, milestone, window, exclude, include';
        const message = `kind is ${found === 'nothing' ? 'missing' : found}; expected one of ${kinds}`;
        return [faultAt(source, path, { check: 'schema', message, found, expected: kinds }, procedure)];
      }
      const nested = issue.errors.filter((set) =>
        set.some((one) => one.path.length > 0 || one.code !== 'invalid_type'),
      );
      const best = nested.sort((a, b) => a.length - b.length)[0];
      if (best !== undefined) return best.flatMap((one) => lines(source, one, schema, procedure, path));
      const expected = issue.errors.flatMap((set) =>
        set.map((one) => (one.code === 'invalid_type' ? typeName(one.expected) : one.code)),
      );
      const message = `${value === undefined ? `missing ${String(path.at(-1))}` : `found ${found}`}; expected ${[...new Set(expected)].join(' or ')}`;
      return [faultAt(source, path, { check: 'schema', message, found, expected: expected.join(' or ') }, procedure)];
    }
    case 'invalid_format': {
      const said = /^Invalid/.test(issue.message) ? 'another form' : issue.message;
      return [
        faultAt(
          source,
          path,
          { check: 'schema', message: `found ${found}, expected ${said}`, found, expected: said },
          procedure,
        ),
      ];
    }
    case 'too_small': {
      const said = issue.origin === 'array' ? `at least ${issue.minimum} in the list` : 'some text';
      return [
        faultAt(
          source,
          path,
          { check: 'schema', message: `found ${found}, expected ${said}`, found, expected: said },
          procedure,
        ),
      ];
    }
    case 'invalid_key': {
      const said = issue.issues[0]?.message ?? 'another name';
      const key = String(path.at(-1));
      return [
        faultAt(
          source,
          path,
          {
            check: 'schema',
            message: `found the name "${key}", expected ${said}`,
            found: key,
            expected: said,
            part: 'key',
          },
          procedure,
        ),
      ];
    }
    default:
      return [
        faultAt(source, path, { check: 'schema', message: `found ${found}: ${issue.message}`, found }, procedure),
      ];
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  tuple: 'a pair',
};
const typeName = (type: string): string => TYPES[type] ?? type;

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object' ? 'a map of keys' : String(value);
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[part] : undefined),
    data,
  );
}

/** Keys that the schema allows at a path; of a kind of rule, those of that kind. */
function knownKeys(schema: z.ZodType, path: Path, data: unknown): readonly string[] {
  let at: Shape | undefined = (schema as unknown as { _zod: { def: Shape } })._zod.def;
  let value: unknown = data;
  for (const part of path) {
    at = step(at, part, value);
    value = valueAt(value, [part]);
    if (at === undefined) return [];
  }
  const last = unwrap(at, value);
  return last?.shape === undefined ? [] : Object.keys(last.shape);
}

interface Shape {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Holder>>;
  readonly element?: Holder;
  readonly valueType?: Holder;
  readonly innerType?: Holder;
  readonly options?: readonly Holder[];
  readonly values?: readonly unknown[];
}
interface Holder {
  readonly _zod: { readonly def: Shape };
}

function step(def: Shape | undefined, part: string | number, value: unknown): Shape | undefined {
  const at = unwrap(def, value);
  if (at === undefined) return undefined;
  if (at.shape !== undefined) return at.shape[part]?._zod.def;
  return (at.element ?? at.valueType)?._zod.def;
}

function unwrap(def: Shape | undefined, value: unknown): Shape | undefined {
  if (def === undefined) return undefined;
  if (def.innerType !== undefined) return unwrap(def.innerType._zod.def, value);
  if (def.options === undefined) return def;
  const kind = valueAt(value, ['kind']);
  const chosen = def.options.find((option) => (option._zod.def.shape?.kind?._zod.def.values ?? []).includes(kind));
  return (chosen ?? def.options.find((option) => option._zod.def.shape !== undefined) ?? def.options[0])?._zod.def;
}
