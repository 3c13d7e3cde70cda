import type { Field, FieldType, Guard, Operand, Value } from './types.ts';

export type FieldSpec = Pick<Field, 'type' | 'values'>;

/**
 * What a guard may read. A path without an entry is not checked; with an entry every field read must stand in it. `acts`:
 * the act types that `count`, `executed` and `since` may name.
 */
export interface GuardFields {
  readonly case?: Readonly<Record<string, FieldSpec>>;
  readonly subject?: Readonly<Record<string, FieldSpec>>;
  readonly act?: Readonly<Record<string, FieldSpec>>;
  readonly opening?: Readonly<Record<string, FieldSpec>>;
  readonly acts?: readonly string[];
}

/** How a literal was written; a quoted date may stand for a date or for text. */
export type LiteralForm = 'word' | 'quoted' | 'number' | 'boolean' | 'date';
export interface Term {
  readonly operand: Operand;
  /** For literals. */
  readonly form?: LiteralForm;
  readonly column: number;
}
export interface GuardProblem {
  readonly column: number;
  readonly problem: string;
}

type Kind = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'list';
interface Typed {
  /** The kinds it may stand for; [] = not known. */
  readonly kinds: readonly Kind[];
  readonly name: string;
  readonly values?: readonly string[];
}

const KIND: Readonly<Record<FieldType, Kind>> = {
  text: 'text',
  enum: 'text',
  person: 'text',
  offence: 'text',
  organ: 'text',
  number: 'number',
  money: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  list: 'list',
};

/** Names read by a term must exist. [S1] */
export function checkName(term: Term, fields: GuardFields): GuardProblem | null {
  const { operand } = term;
  if ('path' in operand) {
    const known = fields[operand.path];
    if (known === undefined || Object.hasOwn(known, operand.field)) return null;
    return {
      column: term.column,
      problem: `unknown field ${operand.path}.${operand.field}; expected ${listed(Object.keys(known))}`,
    };
  }
  if ('call' in operand) {
    if (fields.acts === undefined || fields.acts.includes(operand.act)) return null;
    return { column: term.column, problem: `unknown act ${operand.act} in ${operand.call}(…)` };
  }
  return null;
}

/** Both sides must be of one type, an order needs numbers or dates, an enum value must be one of the field's. [9] */
export function checkComparison(op: string, left: Term, right: Term, fields: GuardFields): GuardProblem | null {
  const [a, b] = [typeOf(left, fields), typeOf(right, fields)];
  if (a.kinds.length > 0 && b.kinds.length > 0 && !a.kinds.some((kind) => b.kinds.includes(kind))) {
    return { column: right.column, problem: `${b.name} compared with ${a.name}; both sides must be of one type` };
  }
  if (op !== '=' && op !== '!=' && op !== 'in') {
    for (const [term, typed] of [
      [left, a],
      [right, b],
    ] as const) {
      if (
        typed.kinds.length > 0 &&
        !typed.kinds.some((kind) => kind === 'number' || kind === 'date' || kind === 'datetime')
      ) {
        return { column: term.column, problem: `${typed.name} has no order; ${op} needs numbers or dates` };
      }
    }
  }
  return checkMember(left, a, right) ?? checkMember(right, b, left);
}

function checkMember(field: Term, typed: Typed, other: Term): GuardProblem | null {
  if (typed.values === undefined || !('lit' in other.operand) || typeof other.operand.lit !== 'string') return null;
  if (typed.values.includes(other.operand.lit)) return null;
  return {
    column: other.column,
    problem: `"${other.operand.lit}" is no value of ${nameOf(field.operand)}; expected ${listed(typed.values)}`,
  };
}

function typeOf(term: Term, fields: GuardFields): Typed {
  const { operand, form } = term;
  if ('lit' in operand)
    return {
      kinds: literalKinds(operand.lit, form),
      name: `${form === 'word' ? 'the word' : form} ${JSON.stringify(operand.lit)}`,
    };
  if ('call' in operand) return { kinds: [operand.call === 'executed' ? 'boolean' : 'number'], name: nameOf(operand) };
  const spec = fields[operand.path]?.[operand.field];
  if (spec === undefined) return { kinds: [], name: nameOf(operand) };
  const typed = { kinds: [KIND[spec.type]], name: `${spec.type} ${nameOf(operand)}` };
  return spec.type === 'enum' && spec.values !== undefined ? { ...typed, values: spec.values } : typed;
}

function literalKinds(value: Value, form: LiteralForm | undefined): readonly Kind[] {
  if (typeof value === 'number') return ['number'];
  if (typeof value === 'boolean') return ['boolean'];
  if (form === 'date') return ['date'];
  if (form !== 'quoted' || typeof value !== 'string') return ['text'];
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return ['date', 'text'];
  return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value) ? ['datetime', 'text'] : ['text'];
}

export function nameOf(operand: Operand): string {
  if ('lit' in operand) return JSON.stringify(operand.lit);
  return 'path' in operand ? `${operand.path}.${operand.field}` : `${operand.call}(${operand.act})`;
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.length > 12 ? `one of ${names.length}` : names.join(', ');

/** Every operand of a guard, for indexing what it reads. */
export function operandsOf(guard: Guard): readonly Operand[] {
  if ('parts' in guard) return guard.parts.flatMap(operandsOf);
  if (guard.op === 'not') return operandsOf(guard.part);
  return guard.op === 'in' ? [guard.left] : [guard.left, guard.right];
}
