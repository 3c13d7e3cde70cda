import { operandsOf } from '../guard.ts';
import type { ActType, Fact, Field, Guard, Operand, Procedure, Value } from '../types.ts';

/**
 * What the values that guards read can be, as few representatives: for every literal that a name is compared with the literal itself and
 * its neighbours, and one value that no guard names. Names whose values flow into each other (a fact taken from a field, two names compared)
 * share them. `null` is "not given".
 */
export interface Values {
  /** Representatives of `case.x`, `subject.x`, `opening.x`; `[null]` where nothing ever gives one. */
  readonly of: (path: 'case' | 'subject' | 'opening', field: string) => readonly Value[];
  /** Of a field of an act. */
  readonly field: (act: string, field: string) => readonly Value[];
  /** Whether any guard can read what is given in this field, at once or through a fact. */
  readonly isRead: (act: string, field: string) => boolean;
  /** No two names are compared with each other, so the representatives stand for every value. */
  readonly exact: boolean;
}

const nameOf = (path: string, field: string): string => `${path}.${field}`;
const fieldOf = (act: string, field: string): string => `act:${act}.${field}`;

/** Guards of a procedure with the act types whose data `act.x` means in each. */
export function guardsOf(
  procedure: Procedure,
): readonly { readonly guard: Guard; readonly acts: readonly string[]; readonly rule: string }[] {
  const found: { guard: Guard; acts: readonly string[]; rule: string }[] = [];
  const add = (guard: Guard | undefined, acts: readonly string[], rule: string): void => {
    if (guard !== undefined) found.push({ guard, acts, rule });
  };
  for (const relation of procedure.relations) {
    const blocking = relation.kind === 'condition' || relation.kind === 'milestone' || relation.kind === 'window';
    add(relation.when, blocking ? [relation.to] : relation.from, relation.id);
  }
  for (const act of procedure.acts) {
    add(act.guard?.when, [act.id], `guard:${act.id}`);
    for (const other of act.authority.if) add(other.when, [act.id], `authority:${act.id}`);
  }
  for (const clock of procedure.clocks) add(clock.when, [...clock.starts, ...clock.restartsOn], clock.id);
  for (const fact of procedure.facts)
    for (const set of fact.setBy) add(set.when, set.acts, `fact:${fact.of}.${fact.name}`);
  for (const outcome of procedure.outcomes) add(outcome.when, outcome.acts, `outcome:${outcome.id}`);
  return found;
}

/** Guards that decide what can be done: without those of authority, and of facts that no other guard reads. */
export function decidingGuards(procedure: Procedure): ReturnType<typeof guardsOf> {
  const all = guardsOf(procedure).filter(({ rule }) => !rule.startsWith('authority:'));
  const kept = new Set(all.filter(({ rule }) => !rule.startsWith('fact:')));
  for (let grown = true; grown; ) {
    grown = false;
    const names = new Set(
      [...kept].flatMap(({ guard }) =>
        operandsOf(guard).flatMap((o) => ('path' in o ? [`fact:${o.path}.${o.field}`] : [])),
      ),
    );
    for (const one of all) {
      if (kept.has(one) || !names.has(one.rule)) continue;
      kept.add(one);
      grown = true;
    }
  }
  return all.filter((one) => kept.has(one));
}

export function valuesOf(procedure: Procedure, guards: ReturnType<typeof guardsOf> = guardsOf(procedure)): Values {
  const sets = unionFind();
  const caseFacts = new Set(procedure.facts.filter((fact) => fact.of === 'case').map((fact) => fact.name));
  for (const act of procedure.acts) {
    for (const field of act.fields) {
      if (procedure.opening.includes(act.id)) sets.join(nameOf('opening', field.name), fieldOf(act.id, field.name));
      if (act.subject === null && !caseFacts.has(field.name))
        sets.join(nameOf('case', field.name), fieldOf(act.id, field.name));
    }
  }
  for (const fact of procedure.facts)
    for (const { act, field } of fact.from) sets.join(nameOf(fact.of, fact.name), fieldOf(act, field));

  const literals = new Map<string, Value[]>();
  const readNames = new Set<string>();
  let exact = true;
  const mention = (name: string, value: Value): void => {
    literals.set(name, [...(literals.get(name) ?? []), value]);
  };
  const namesIn = (operand: Operand, acts: readonly string[]): readonly string[] => {
    if (!('path' in operand)) return [];
    return operand.path === 'act'
      ? acts.map((act) => fieldOf(act, operand.field))
      : [nameOf(operand.path, operand.field)];
  };
  for (const { guard, acts } of guards) {
    for (const atom of atomsOf(guard)) {
      const sides = atom.op === 'in' ? [atom.left] : [atom.left, atom.right];
      const names = sides.flatMap((side) => namesIn(side, acts));
      for (const name of names) readNames.add(name);
      const values = atom.op === 'in' ? atom.values : sides.flatMap((side) => ('lit' in side ? [side.lit] : []));
      for (const name of names) for (const value of values) mention(name, value);
      if (sides.length === 2 && !sides.some((side) => 'lit' in side)) {
        exact = false;
        for (const name of names.slice(1)) sets.join(names[0]!, name);
      }
    }
  }

  const inSet = new Map<string, Value[]>();
  for (const [name, values] of literals) {
    const root = sets.find(name);
    inSet.set(root, [...(inSet.get(root) ?? []), ...values]);
  }
  const readSets = new Set([...readNames].map(sets.find));
  const isRead = (name: string): boolean => readSets.has(sets.find(name));
  const mentioned = (name: string): readonly Value[] => inSet.get(sets.find(name)) ?? [];
  const declared = new Map(
    procedure.acts.map((act) => [act.id, new Map(act.fields.map((field) => [field.name, field]))] as const),
  );

  const field = (act: string, name: string): readonly Value[] => {
    const spec = declared.get(act)?.get(name);
    const type = procedure.acts.find((one) => one.id === act);
    return spec === undefined || type === undefined ? [null] : ofField(spec, type, mentioned(fieldOf(act, name)));
  };
  const of = (path: 'case' | 'subject' | 'opening', name: string): readonly Value[] => {
    const givers = procedure.acts.flatMap((act) =>
      act.fields.some((one) => one.name === name) &&
      (path === 'opening' ? procedure.opening.includes(act.id) : path === 'case' && act.subject === null)
        ? field(act.id, name)
        : [],
    );
    const fact = procedure.facts.find((one) => one.of === path && one.name === name);
    if (fact === undefined || isOfTheOffice(fact)) {
      const named = path === 'case' ? neighbours(mentioned(nameOf(path, name))) : [];
      return unique([null, ...givers, ...named]);
    }
    return unique([
      fact.initial ?? null,
      ...fact.setBy.map((set) => set.value),
      ...fact.from.flatMap((from) => field(from.act, from.field)),
    ]);
  };
  return { of, field, isRead: (act, name) => isRead(fieldOf(act, name)), exact };
}

/** Declared, but given by no act: it stands in the office's record. [15] */
export const isOfTheOffice = (fact: Fact): boolean =>
  fact.of === 'case' && fact.initial === undefined && fact.from.length === 0 && fact.setBy.length === 0;

type Atom = Extract<Guard, { readonly left: Operand }>;

export function atomsOf(guard: Guard): readonly Atom[] {
  if ('parts' in guard) return guard.parts.flatMap(atomsOf);
  return guard.op === 'not' ? atomsOf(guard.part) : [guard];
}

/** A blank is offered where it is allowed: the office must give what is required, others need not. */
function ofField(field: Field, act: ActType, literals: readonly Value[]): readonly Value[] {
  const blank: readonly Value[] = field.required && act.by === 'office' ? [] : [null];
  if (field.type === 'boolean') return [false, true, ...blank];
  if (field.type === 'list') return [...blank, []];
  if (field.values !== undefined) {
    const named = field.values.filter((value) => literals.includes(value));
    const other = field.values.find((value) => !literals.includes(value));
    return [...named, ...(other === undefined ? [] : [other]), ...blank];
  }
  return unique([...neighbours(literals), ...blank]);
}

/** Each literal, what lies just before and after it, and something else altogether. */
function neighbours(literals: readonly Value[]): readonly Value[] {
  const numbers = literals.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const dates = literals.filter(
    (value): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value),
  );
  const texts = literals.filter((value): value is string => typeof value === 'string' && !dates.includes(value));
  const booleans = literals.some((value) => typeof value === 'boolean') ? [false, true] : [];
  const between = numbers.flatMap((n, i) => {
    const next = numbers[i + 1];
    return next === undefined ? [n, n + 1] : next - n > 1 ? [n, n + 1] : [n, (n + next) / 2];
  });
  const around = numbers.length === 0 ? [] : [numbers[0]! - 1, ...between];
  const days = dates.flatMap((date) => [shifted(date, -1), date, shifted(date, 1)]);
  return unique([...around, ...days, ...texts, ...(texts.length > 0 ? ['·'] : []), ...booleans]);
}

function shifted(date: string, days: number): string {
  const at = Date.parse(date.slice(0, 10));
  return Number.isNaN(at) ? date : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

const unique = (values: readonly Value[]): readonly Value[] => [...new Set(values)];

export const readsTime = (guard: Guard): boolean =>
  operandsOf(guard).some((operand) => 'call' in operand && operand.call === 'since');

function unionFind() {
  const parent = new Map<string, string>();
  const find = (name: string): string => {
    let root = name;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    return root;
  };
  const join = (a: string, b: string): void => {
    const [x, y] = [find(a), find(b)];
    if (x !== y) parent.set(x, y);
  };
  return { find, join };
}
