import { operandsOf } from '../guard-check.ts';
import type { ActPlan } from '../plan.ts';
import type { ActType, Data, Guard, Procedure, Value } from '../types.ts';
import type { ActCells, Asking } from './layout.ts';
import type { Values } from './values.ts';

const MOST_VARIANTS = 48;

export function askingOf(plan: ActPlan, procedure: Procedure): readonly Asking[] {
  const fieldBehind = (name: string): readonly (readonly [string, string])[] => {
    const [path = '', field = ''] = name.split('.', 2);
    if (path === 'act') return [[name, field]];
    const fact = procedure.facts.find((one) => one.of === path && one.name === field);
    const from = fact?.from.find((one) => one.act === plan.type.id);
    return from === undefined ? [] : [[name, from.field]];
  };
  const asking = (guard: Guard | undefined, lands: Asking['lands']): readonly Asking[] => {
    if (guard === undefined) return [];
    const names = operandsOf(guard).flatMap((one) => ('path' in one ? fieldBehind(`${one.path}.${one.field}`) : []));
    return names.length === 0 ? [] : [{ guard, names: new Map(names), lands }];
  };
  return [
    ...plan.responses.flatMap((rule) => asking(rule.when, { relation: rule, to: rule.to })),
    ...plan.effects.flatMap((rule) => rule.to.flatMap((to) => asking(rule.when, { relation: rule, to: [to] }))),
    ...plan.clockOps.flatMap(({ op, clock }) =>
      op === 'start' || op === 'restart' ? asking(clock.when, { clock: clock.id, restart: op === 'restart' }) : [],
    ),
  ];
}

/** How far the executions of an act must be counted for guards to be read. */
export function countCaps(guards: readonly Guard[]): ReadonlyMap<string, number> {
  const caps = new Map<string, number>();
  const visit = (guard: Guard): void => {
    if ('parts' in guard) for (const part of guard.parts) visit(part);
    else if (guard.op === 'not') visit(guard.part);
    else {
      const sides = guard.op === 'in' ? [guard.left] : [guard.left, guard.right];
      const literals = guard.op === 'in' ? guard.values : sides.flatMap((side) => ('lit' in side ? [side.lit] : []));
      const most = Math.max(1, ...literals.map((value) => (typeof value === 'number' ? Math.ceil(value) + 1 : 1)));
      for (const side of sides)
        if ('call' in side && side.call === 'since') caps.set(side.act, Math.max(caps.get(side.act) ?? 1, 2));
        else if ('call' in side && side.call === 'count')
          caps.set(side.act, Math.min(200, Math.max(caps.get(side.act) ?? 1, most)));
    }
  };
  for (const guard of guards) visit(guard);
  return caps;
}

/** The data that an act may carry, over the fields that some guard reads; the rest is filled in when a run is written out. */
export function variantsOf(
  type: ActType,
  values: Values,
): { readonly list: readonly Data[]; readonly choices: ActCells['choices']; readonly cut: boolean } {
  const fields = type.fields.filter((field) => values.isRead(type.id, field.name));
  let list: readonly Data[] = [{}];
  let cut = false;
  for (const field of fields) {
    const options = values.field(type.id, field.name);
    const next = list.flatMap((data) =>
      options.map((value) => (value === null ? data : { ...data, [field.name]: value })),
    );
    if (next.length <= MOST_VARIANTS) list = next;
    else {
      cut = true;
      list = list.map((data, i) => withValue(data, field.name, options[i % options.length] ?? null));
    }
  }
  return {
    list,
    cut,
    choices: fields.map((field) => ({ field: field.name, values: values.field(type.id, field.name) })),
  };
}

const withValue = (data: Data, name: string, value: Value): Data =>
  value === null ? data : { ...data, [name]: value };
