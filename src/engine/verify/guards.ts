import { evaluate, type GuardEnv } from '../guard.ts';
import { operandsOf } from '../guard-check.ts';
import type { Guard, Operand, Procedure, Truth, Value } from '../types.ts';
import { atomsOf, type Values } from './values.ts';

/** Which truths a guard can have; both false: it was not decided. */
export interface Possible {
  readonly holds: boolean;
  readonly fails: boolean;
  readonly decided: boolean;
}
const ANY: Possible = { holds: true, fails: true, decided: false };

/** Most combinations of values that are tried; beyond that nothing is said. */
const MOST = 20_000;

/**
 * Whether the guards can hold together, over representatives of every value they read: an interval analysis by trying. `acts`: the act types
 * that `act.x` may mean. `dead`: acts that never happen. [S10]
 */
export function possible(
  guards: readonly Guard[],
  acts: readonly string[],
  procedure: Procedure,
  values: Values,
  dead: ReadonlySet<string> = new Set(),
): Possible {
  let holds = false;
  let fails = false;
  for (const act of acts.length === 0 ? [null] : acts) {
    const one = possibleFor(guards, act, procedure, values, dead);
    if (!one.decided) return ANY;
    holds ||= one.holds;
    fails ||= one.fails;
  }
  return { holds, fails, decided: true };
}

function possibleFor(
  guards: readonly Guard[],
  act: string | null,
  procedure: Procedure,
  values: Values,
  dead: ReadonlySet<string>,
): Possible {
  const names = new Map<string, { readonly operand: Operand; readonly values: readonly Value[] }>();
  for (const operand of guards.flatMap(operandsOf)) {
    if ('lit' in operand) continue;
    names.set(keyOf(operand), { operand, values: representatives(operand, act, guards, procedure, values, dead) });
  }
  const axes = [...names.entries()];
  if (axes.reduce((product, [, axis]) => product * axis.values.length, 1) > MOST) return ANY;
  const chosen = new Map<string, Value>();
  const env = envOf(chosen, procedure);
  let holds = false;
  let fails = false;
  const walk = (depth: number): void => {
    if (holds && fails) return;
    const axis = axes[depth];
    if (axis === undefined) {
      const truths: readonly Truth[] = guards.map((guard) => evaluate(guard, env));
      if (truths.every((truth) => truth === true)) holds = true;
      else if (truths.includes(false)) fails = true;
      return;
    }
    for (const value of axis[1].values) {
      chosen.set(axis[0], value);
      walk(depth + 1);
    }
  };
  walk(0);
  return { holds, fails, decided: true };
}

const keyOf = (operand: Operand): string =>
  'path' in operand ? `${operand.path}.${operand.field}` : 'call' in operand ? `${operand.call}(${operand.act})` : '';

function envOf(chosen: ReadonlyMap<string, Value>, procedure: Procedure): GuardEnv {
  const number = (key: string): number => {
    const value = chosen.get(key);
    return typeof value === 'number' ? value : 0;
  };
  return {
    value: (path, field) => chosen.get(`${path}.${field}`) ?? undefined,
    count: (act) => number(`count(${act})`),
    executed: (act) => chosen.get(`executed(${act})`) === true,
    since(act) {
      const value = chosen.get(`since(${act})`);
      return typeof value === 'number' && procedure.acts.some((one) => one.id === act) ? value : undefined;
    },
  };
}

function representatives(
  operand: Operand,
  act: string | null,
  guards: readonly Guard[],
  procedure: Procedure,
  values: Values,
  dead: ReadonlySet<string>,
): readonly Value[] {
  if ('lit' in operand) return [operand.lit];
  if ('path' in operand) {
    if (operand.path === 'act') return act === null ? [null] : values.field(act, operand.field);
    return values.of(operand.path, operand.field);
  }
  const never =
    dead.has(operand.act) && !procedure.acts.some((one) => one.id === operand.act && one.initially.executed);
  if (operand.call === 'executed') return never ? [false] : [false, true];
  const compared = guards
    .flatMap(atomsOf)
    .filter((atom) =>
      [atom.left, ...(atom.op === 'in' ? [] : [atom.right])].some((side) => keyOf(side) === keyOf(operand)),
    )
    .flatMap((atom) =>
      atom.op === 'in' ? atom.values : [atom.left, atom.right].flatMap((s) => ('lit' in s ? [s.lit] : [])),
    )
    .filter((value) => typeof value === 'number');
  const near = [...new Set([0, ...compared.flatMap((n) => [n - 1, n, n + 1])])].filter(
    (n) => n >= 0 && (operand.call === 'since' || Number.isInteger(n)),
  );
  if (never) return operand.call === 'count' ? [0] : [null];
  return operand.call === 'count' ? near : [null, ...near];
}
