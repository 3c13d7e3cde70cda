import { daysBetween } from './calendar.ts';
import { evaluate, type GuardEnv, missingIn } from './guard.ts';
import { CASE, groupOf, type Marking, peek, presentOf } from './marking.ts';
import type { ActPlan } from './plan.ts';
import type { Data, Fact, Guard, Truth, Value } from './types.ts';

/** From where a guard is read: about which subject, with which act's data, when. */
export interface Viewpoint {
  readonly subject: string | null;
  /** Data of the act; null where none acts. */
  readonly data: Data | null;
  readonly at: number;
  /** Facts that the act about to be done would write. */
  readonly writes?: readonly Write[];
}

export interface Write {
  readonly of: 'case' | 'subject';
  /** Subject for `of: subject`. */
  readonly subject: string | null;
  readonly name: string;
  readonly value: Value;
}

export function envOf(m: Marking, view: Viewpoint): GuardEnv {
  return {
    value(path, field) {
      switch (path) {
        case 'act':
          return view.data?.[field];
        case 'opening':
          return openingValue(m, view.subject, field);
        case 'subject':
          return view.subject === null
            ? undefined
            : (written(view, 'subject', field) ??
                m.facts.subjects.get(view.subject)?.get(field) ??
                initialOf(m, 'subject', field));
        case 'case':
          return (
            written(view, 'case', field) ?? m.facts.case.get(field) ?? m.world.office[field] ?? m.latest.get(field)
          );
      }
    },
    count: (act) => executions(m, act, view.subject).count,
    executed: (act) => executions(m, act, view.subject).count > 0,
    since(act) {
      const { last } = executions(m, act, view.subject);
      return last === null ? undefined : daysBetween(last, view.at, m.world.calendar);
    },
  };
}

const written = (view: Viewpoint, of: 'case' | 'subject', name: string): Value | undefined =>
  view.writes?.find((w) => w.of === of && w.name === name && (of === 'case' || w.subject === view.subject))?.value;

/** Data of the opening act: for a subject with one of its own, of that and of the case's, never of another subject's. */
export function openingValue(m: Marking, subject: string | null, field: string): Value | undefined {
  const own = subject === null ? undefined : m.opening.subjects.get(subject);
  return own === undefined ? m.opening.all?.[field] : (own[field] ?? m.opening.ofCase?.[field]);
}

function executions(
  m: Marking,
  act: string,
  subject: string | null,
): { readonly count: number; readonly last: number | null } {
  const type = m.plan.acts.get(act)?.type;
  if (type === undefined) return { count: 0, last: null };
  if (type.subject === null) return seen([peek(m, type, CASE)]);
  return seen((subject === null ? [...m.subjects.keys()] : [subject]).map((group) => peek(m, type, group)));
}

function seen(slots: readonly { readonly count: number; readonly lastAt: number | null }[]) {
  let count = 0;
  let last: number | null = null;
  for (const slot of slots) {
    count += slot.count;
    if (slot.lastAt !== null && (last === null || slot.lastAt > last)) last = slot.lastAt;
  }
  return { count, last };
}

export interface Reading {
  readonly truth: Truth;
  /** Names of what is missing where the truth is unknown. */
  readonly missing: readonly string[];
}
const HOLDS: Reading = { truth: true, missing: [] };

export function read(m: Marking, guard: Guard | undefined, view: Viewpoint): Reading {
  if (guard === undefined) return HOLDS;
  const env = envOf(m, view);
  const truth = evaluate(guard, env);
  return { truth, missing: truth === 'unknown' ? missingIn(guard, env) : [] };
}

/** Whether custody holds a date: for a subject, or for the case if any undecided subject is held. [15 `rolls: custody`] */
export function heldInCustody(m: Marking, subject: string | null): boolean {
  const guard = m.plan.procedure.custody;
  if (guard === undefined) return false;
  const before = m.heldBefore?.get(groupOf(subject));
  if (before !== undefined) return before;
  const held = (id: string | null): boolean =>
    evaluate(guard, envOf(m, { subject: id, data: null, at: m.at })) === true;
  if (subject !== null || m.plan.kinds.size === 0) return held(subject);
  for (const person of m.subjects.values())
    if (person.left === null && person.outcome === null && held(person.id)) return true;
  return false;
}

/** What an act writes into the declared facts. [15 `facts`] */
export function writesOf(m: Marking, plan: ActPlan, subject: string | null, data: Data, at: number): readonly Write[] {
  if (plan.facts.length === 0) return [];
  const writes: Write[] = [];
  for (const fact of plan.facts) {
    for (const who of holders(m, fact, plan, subject)) {
      const value = factValue(m, fact, plan.type.id, { subject: who ?? subject, data, at });
      if (value !== undefined) writes.push({ of: fact.of, subject: who, name: fact.name, value });
    }
  }
  return writes;
}

function holders(m: Marking, fact: Fact, plan: ActPlan, subject: string | null): readonly (string | null)[] {
  if (fact.of === 'case') return [null];
  if (subject !== null) return [subject];
  return plan.type.subject === null ? [...m.plan.kinds].flatMap((kind) => presentOf(m, kind)) : [];
}

function factValue(m: Marking, fact: Fact, act: string, view: Viewpoint): Value | undefined {
  let value: Value | undefined;
  for (const from of fact.from) if (from.act === act) value = view.data?.[from.field] ?? value;
  for (const set of fact.setBy) if (set.acts.includes(act) && read(m, set.when, view).truth === true) value = set.value;
  return value;
}

export function write(m: Marking, writes: readonly Write[]): void {
  for (const { of, subject, name, value } of writes) {
    if (of === 'case') m.facts.case.set(name, value);
    else if (subject !== null) factsOf(m, subject).set(name, value);
  }
}

export function factsOf(m: Marking, subject: string): Map<string, Value> {
  let facts = m.facts.subjects.get(subject);
  if (facts === undefined) {
    facts = new Map();
    m.facts.subjects.set(subject, facts);
  }
  return facts;
}

const initialOf = (m: Marking, of: Fact['of'], name: string): Value | undefined =>
  m.plan.procedure.facts.find((fact) => fact.of === of && fact.name === name)?.initial;

export function startFacts(m: Marking, of: Fact['of'], facts: Map<string, Value>): void {
  for (const fact of m.plan.procedure.facts)
    if (fact.of === of && fact.initial !== undefined && !facts.has(fact.name)) facts.set(fact.name, fact.initial);
}
