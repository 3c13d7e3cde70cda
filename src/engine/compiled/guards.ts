import { evaluate, type GuardEnv } from '../guard.ts';
import type { Guard, Operand, Value } from '../types.ts';
import { valueAt } from './columns.ts';
import { openingAt } from './dues.ts';
import type { Test } from './program.ts';
import type { DayOf } from './spans.ts';
import type { State } from './state.ts';

type Read = (s: State, event: number, group: number, at: number) => Value | undefined;

/** Where the names that guards read have their slots. */
export interface Names {
  readonly column: (field: string) => number;
  readonly ofCase: (field: string) => number;
  readonly ofSubject: (field: string) => number;
  readonly opening: (field: string) => number;
  readonly act: (id: string) => number | undefined;
  readonly isOfCase: (code: number) => boolean;
  readonly office: (field: string) => Value | undefined;
  /** Called for acts whose executions are counted, or whose last moment is read. */
  readonly counted: () => void;
  readonly keepsLast: (code: number) => void;
  readonly dayOf: DayOf;
}

/** A guard compiled to a closure over typed slots, in three values. [9, 14] */
export function compileGuard(guard: Guard, names: Names): Test {
  switch (guard.op) {
    case 'and':
      return joined(
        guard.parts.map((part) => compileGuard(part, names)),
        0,
      );
    case 'or':
      return joined(
        guard.parts.map((part) => compileGuard(part, names)),
        1,
      );
    case 'not': {
      const part = compileGuard(guard.part, names);
      return (s, event, group, at) => {
        const truth = part(s, event, group, at);
        return truth === 2 ? 2 : truth === 1 ? 0 : 1;
      };
    }
    case 'in': {
      const left = compileOperand(guard.left, names);
      const literals = guard.values.map((value) => compared('=', value));
      return (s, event, group, at) => {
        const value = left(s, event, group, at);
        if (value === undefined) return 2;
        let truth: 0 | 2 = 0;
        for (const literal of literals) {
          const same = literal(value);
          if (same === 1) return 1;
          if (same === 2) truth = 2;
        }
        return truth;
      };
    }
    default: {
      const left = compileOperand(guard.left, names);
      const { op } = guard;
      if ('lit' in guard.right && guard.right.lit !== null) {
        const test = compared(op, guard.right.lit);
        return (s, event, group, at) => {
          const value = left(s, event, group, at);
          return value === undefined ? 2 : test(value);
        };
      }
      const right = compileOperand(guard.right, names);
      return (s, event, group, at) => {
        const a = left(s, event, group, at);
        const b = right(s, event, group, at);
        return a === undefined || b === undefined ? 2 : plainly(op, a, b);
      };
    }
  }
}

function joined(parts: readonly Test[], decides: 0 | 1): Test {
  const otherwise = decides === 0 ? 1 : 0;
  return (s, event, group, at) => {
    let truth: 0 | 1 | 2 = otherwise;
    for (const part of parts) {
      const one = part(s, event, group, at);
      if (one === decides) return decides;
      if (one === 2) truth = 2;
    }
    return truth;
  };
}

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A comparison with a literal: numbers and booleans at once, texts by the reading of the live path. */
function compared(op: Comparison, literal: Value): (value: Value) => 0 | 1 | 2 {
  if (typeof literal === 'boolean' && (op === '=' || op === '!=')) {
    const wanted = op === '=' ? literal : !literal;
    return (value) => (typeof value === 'boolean' ? (value === wanted ? 1 : 0) : 2);
  }
  if (typeof literal === 'number') {
    const holds = numeric(op, literal);
    return (value) => (typeof value === 'number' ? (holds(value) ? 1 : 0) : 2);
  }
  return (value) => plainly(op, value, literal);
}

function numeric(op: Comparison, literal: number): (value: number) => boolean {
  switch (op) {
    case '=':
      return (value) => value === literal;
    case '!=':
      return (value) => value !== literal;
    case '<':
      return (value) => value < literal;
    case '<=':
      return (value) => value <= literal;
    case '>':
      return (value) => value > literal;
    case '>=':
      return (value) => value >= literal;
  }
}

const NOTHING: GuardEnv = {
  value: () => undefined,
  count: () => 0,
  executed: () => false,
  since: () => undefined,
};

function plainly(op: Comparison, left: Value, right: Value): 0 | 1 | 2 {
  const truth = evaluate({ op, left: { lit: left }, right: { lit: right } }, NOTHING);
  return truth === 'unknown' ? 2 : truth ? 1 : 0;
}

function compileOperand(operand: Operand, names: Names): Read {
  if ('lit' in operand) {
    const { lit } = operand;
    return () => lit;
  }
  if ('call' in operand) return compileCall(operand.call, names.act(operand.act), names);
  const { path, field } = operand;
  switch (path) {
    case 'act': {
      const column = names.column(field);
      return (s, event) => (event < 0 ? undefined : valueAt(s.cols[column], event));
    }
    case 'case': {
      const slot = names.ofCase(field);
      const office = names.office(field);
      return (s) => s.caseFacts[slot] ?? office ?? s.latest[slot];
    }
    case 'subject': {
      const slot = names.ofSubject(field);
      return (s, _event, group) => (group < 0 ? undefined : s.subjectFacts[group]?.[slot]);
    }
    case 'opening': {
      const slot = names.opening(field);
      return (s, _event, group) => openingAt(s, group, slot);
    }
  }
}

function compileCall(call: 'count' | 'executed' | 'since', code: number | undefined, names: Names): Read {
  if (code === undefined) return call === 'count' ? () => 0 : call === 'executed' ? () => false : () => undefined;
  names.counted();
  names.keepsLast(code);
  const groups = names.isOfCase(code)
    ? (_s: State, _group: number): readonly [number, number] => [0, 1]
    : (s: State, group: number): readonly [number, number] => (group < 0 ? [1, s.groups] : [group, group + 1]);
  if (call === 'since')
    return (s, _event, group, at) => {
      const [from, to] = groups(s, group);
      let last = Number.NEGATIVE_INFINITY;
      for (let g = from; g < to; g++)
        if ((s.la[g * s.words + (code >>> 5)]! & (1 << (code & 31))) !== 0)
          last = Math.max(last, s.last[g * s.n + code]!);
      return last === Number.NEGATIVE_INFINITY ? undefined : names.dayOf(at) - names.dayOf(last);
    };
  const count: Read = (s, _event, group) => {
    const [from, to] = groups(s, group);
    let sum = 0;
    for (let g = from; g < to; g++) sum += s.count[g * s.n + code]!;
    return sum;
  };
  return call === 'count' ? count : (s, event, group, at) => count(s, event, group, at) !== 0;
}
