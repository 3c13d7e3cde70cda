import {
  checkComparison,
  checkName,
  type GuardFields,
  type GuardProblem,
  type LiteralForm,
  nameOf,
  type Term,
} from './guard-check.ts';
import type { Guard, Operand, Result, Truth, Value } from './types.ts';

export { type FieldSpec, type GuardFields, operandsOf } from './guard-check.ts';

/** What a guard sees at its moment. [3.1, 3.2, 9] `undefined` or null: missing. */
export interface GuardEnv {
  readonly value: (path: 'case' | 'subject' | 'act' | 'opening', field: string) => Value | undefined;
  readonly count: (act: string) => number;
  readonly executed: (act: string) => boolean;
  /** Whole days from the last execution to the act's moment; undefined if never executed. */
  readonly since: (act: string) => number | undefined;
}

/** Truth of a guard in Kleene logic: a missing value, or one of another type than it is compared with, is `unknown`. [9] */
export function evaluate(guard: Guard, env: GuardEnv): Truth {
  switch (guard.op) {
    case 'and':
      return every(guard.parts, env, false);
    case 'or':
      return every(guard.parts, env, true);
    case 'not': {
      const truth = evaluate(guard.part, env);
      return truth === 'unknown' ? truth : !truth;
    }
    case 'in': {
      const value = read(guard.left, env);
      if (value === undefined) return 'unknown';
      let truth: Truth = false;
      for (const member of guard.values) {
        const same = compare('=', value, member);
        if (same === true) return true;
        if (same === 'unknown') truth = 'unknown';
      }
      return truth;
    }
    default: {
      const left = read(guard.left, env);
      const right = read(guard.right, env);
      return left === undefined || right === undefined ? 'unknown' : compare(guard.op, left, right);
    }
  }
}

/** `and` is decided by false, `or` by true; undecided it is unknown if any part is. */
function every(parts: readonly Guard[], env: GuardEnv, decides: boolean): Truth {
  let truth: Truth = !decides;
  for (const part of parts) {
    const one = evaluate(part, env);
    if (one === decides) return decides;
    if (one === 'unknown') truth = 'unknown';
  }
  return truth;
}

/** Names of the values whose absence keeps a guard `unknown` (`case.x`, `since(a)`); [] if it is decided. [E37] */
export function missingIn(guard: Guard, env: GuardEnv): readonly string[] {
  if (evaluate(guard, env) !== 'unknown') return [];
  if ('parts' in guard) return [...new Set(guard.parts.flatMap((part) => missingIn(part, env)))];
  if (guard.op === 'not') return missingIn(guard.part, env);
  const operands = guard.op === 'in' ? [guard.left] : [guard.left, guard.right];
  const absent = operands.filter((operand) => read(operand, env) === undefined);
  return (absent.length > 0 ? absent : operands.filter((operand) => !('lit' in operand))).map(nameOf);
}

function read(operand: Operand, env: GuardEnv): Value | undefined {
  if ('lit' in operand) return operand.lit;
  if ('path' in operand) return env.value(operand.path, operand.field) ?? undefined;
  if (operand.call === 'count') return env.count(operand.act);
  return operand.call === 'executed' ? env.executed(operand.act) : env.since(operand.act);
}

const DATE = /^\d{4}-\d{2}-\d{2}/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;

function compare(op: '=' | '!=' | '<' | '<=' | '>' | '>=', left: Value, right: Value): Truth {
  if (typeof left !== typeof right || typeof left === 'object') return 'unknown';
  const [a, b] = typeof left === 'string' && typeof right === 'string' ? comparable(left, right) : [left, right];
  if (op === '=') return a === b;
  if (op === '!=') return a !== b;
  const ordered =
    (typeof a === 'number' && typeof b === 'number') ||
    (typeof a === 'string' && typeof b === 'string' && DATE.test(a) && DATE.test(b));
  if (!ordered) return 'unknown';
  if (op === '<') return a < b;
  if (op === '<=') return a <= b;
  return op === '>' ? a > b : a >= b;
}

/** Moments written with different offsets are compared as moments. */
function comparable(left: string, right: string): readonly [string, string] | readonly [number, number] {
  return WITH_OFFSET.test(left) && WITH_OFFSET.test(right) ? [Date.parse(left), Date.parse(right)] : [left, right];
}

interface Token {
  readonly kind: 'word' | 'path' | 'number' | 'date' | 'quoted' | 'op' | 'mark' | 'end';
  readonly text: string;
  readonly column: number;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|<=|>=|=|<|>)|([()[\],])|(-?[\p{L}\p{N}_][\p{L}\p{N}_.-]*))/uy;
const PATHS: ReadonlySet<string> = new Set(['case', 'subject', 'act', 'opening']);
const CALLS: ReadonlySet<string> = new Set(['count', 'executed', 'since']);
const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in']);

class GuardError extends Error {
  readonly column: number;
  constructor(column: number, problem: string) {
    super(problem);
    this.column = column;
  }
}

/**
 * Reads a guard: comparisons of `case.x`, `subject.x`, `act.x`, `opening.x`, `count(a)`, `executed(a)`, `since(a)` and
 * literals by `= != < <= > >= in [..]`, joined by `and or not` and parentheses; a value alone means "is true". With `fields`
 * the names and types are checked too. The error names the column (from 1) and what was expected. [9]
 */
export function parseGuard(text: string, fields: GuardFields = {}): Result<Guard> {
  try {
    return { ok: true, value: parse(tokenize(text), fields) };
  } catch (error) {
    if (error instanceof GuardError)
      return { ok: false, error: `guard "${text}", column ${error.column}: ${error.message}` };
    throw error;
  }
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      const at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
      const found = text[at] ?? '';
      const quote = found === '"' || found === "'";
      throw new GuardError(at + 1, quote ? `text begun with ${found} has no end` : `unexpected "${found}"`);
    }
    const [, quoted, op, mark, word] = match;
    const body = quoted ?? op ?? mark ?? word ?? '';
    const column = TOKEN.lastIndex - body.length + 1;
    const kind =
      quoted !== undefined ? 'quoted' : op !== undefined ? 'op' : mark !== undefined ? 'mark' : wordKind(body, column);
    tokens.push({ kind, text: quoted === undefined ? body : quoted.slice(1, -1).replace(/\\(.)/gs, '$1'), column });
  }
  return [...tokens, { kind: 'end', text: '', column: end + 1 }];
}

function wordKind(text: string, column: number): Token['kind'] {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return 'number';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'date';
  const dot = text.indexOf('.');
  if (dot < 0) {
    if (text.startsWith('-')) throw new GuardError(column, `"${text}" is neither a number nor a name`);
    return 'word';
  }
  if (!PATHS.has(text.slice(0, dot)))
    throw new GuardError(column, `"${text}": expected case., subject., act. or opening. before a field`);
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(text.slice(dot + 1)))
    throw new GuardError(column, `"${text}" is not the name of one field`);
  return 'path';
}

function parse(tokens: readonly Token[], fields: GuardFields): Guard {
  let position = 0;
  const peek = (): Token => tokens[position]!;
  const next = (): Token => tokens[position++]!;
  const isWord = (word: string): boolean => peek().kind === 'word' && peek().text === word;
  const isMark = (mark: string): boolean => peek().kind === 'mark' && peek().text === mark;

  function expectMark(mark: string): void {
    const token = next();
    if (token.kind !== 'mark' || token.text !== mark) throw expected(`"${mark}"`, token);
  }

  function joined(op: 'or' | 'and', part: () => Guard): Guard {
    const parts = [part()];
    while (isWord(op)) {
      next();
      parts.push(part());
    }
    return parts.length === 1 ? parts[0]! : { op, parts };
  }
  const either = (): Guard => joined('or', both);
  const both = (): Guard => joined('and', negated);

  function negated(): Guard {
    if (!isWord('not')) return primary();
    next();
    return { op: 'not', part: negated() };
  }

  function primary(): Guard {
    if (!isMark('(')) return comparison();
    next();
    const inner = either();
    expectMark(')');
    return inner;
  }

  function comparison(): Guard {
    const left = term(false);
    checked(checkName(left, fields));
    const token = peek();
    if (isWord('in')) {
      next();
      return { op: 'in', left: left.operand, values: members(left) };
    }
    if (token.kind === 'op') {
      next();
      const right = term(true);
      checked(checkName(right, fields) ?? checkComparison(token.text, left, right, fields));
      return { op: token.text as '=', left: left.operand, right: right.operand };
    }
    if ('lit' in left.operand && typeof left.operand.lit !== 'boolean')
      throw expected('a comparison (= != < <= > >= in)', token);
    const truth: Term = { operand: { lit: true }, form: 'boolean', column: left.column };
    const problem = checkComparison('=', left, truth, fields);
    if (problem !== null) throw expected('a comparison (= != < <= > >= in)', token);
    return { op: '=', left: left.operand, right: truth.operand };
  }

  function members(left: Term): readonly Value[] {
    expectMark('[');
    const values: Value[] = [];
    do {
      if (values.length > 0) next();
      const member = term(true);
      if (!('lit' in member.operand)) throw new GuardError(member.column, 'a list holds literal values only');
      checked(checkComparison('in', left, member, fields));
      values.push(member.operand.lit);
    } while (isMark(','));
    expectMark(']');
    return values;
  }

  function term(wordsAllowed: boolean): Term {
    const token = next();
    const { column, text } = token;
    const literal = (lit: Value, form: LiteralForm): Term => ({ operand: { lit }, form, column });
    switch (token.kind) {
      case 'quoted':
        return literal(text, 'quoted');
      case 'number':
        return literal(Number(text), 'number');
      case 'date':
        return literal(text, 'date');
      case 'path': {
        const dot = text.indexOf('.');
        return { operand: { path: text.slice(0, dot), field: text.slice(dot + 1) } as Operand, column };
      }
      case 'word':
        break;
      default:
        throw expected('a value', token);
    }
    if (text === 'true' || text === 'false') return literal(text === 'true', 'boolean');
    if (CALLS.has(text) && isMark('(')) {
      next();
      const act = next();
      if (act.kind !== 'word' || KEYWORDS.has(act.text)) throw expected('the id of an act', act);
      expectMark(')');
      return { operand: { call: text, act: act.text } as Operand, column };
    }
    if (KEYWORDS.has(text)) throw expected('a value', token);
    if (!wordsAllowed)
      throw new GuardError(
        column,
        `"${text}": expected a field (case., subject., act., opening.) or count(…), executed(…), since(…)`,
      );
    return literal(text, 'word');
  }

  const guard = either();
  if (peek().kind !== 'end') throw expected('"and", "or" or the end', peek());
  return guard;
}

function checked(problem: GuardProblem | null): void {
  if (problem !== null) throw new GuardError(problem.column, problem.problem);
}

const expected = (what: string, found: Token): GuardError =>
  new GuardError(found.column, `expected ${what}, found ${found.kind === 'end' ? 'the end' : `"${found.text}"`}`);
