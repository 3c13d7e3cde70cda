import { momentOf } from './calendar.ts';
import { parseDate } from './civil.ts';
import { clocksOf, inForce, mayRestart } from './clocks.ts';
import type { Asked, Obstacle } from './enabled.ts';
import type { Marking } from './marking.ts';
import type { ActPlan } from './plan.ts';
import { targetsOf } from './scope.ts';
import { read, writesOf } from './store.ts';
import type { ActType, Calendar, Field, Guard, Reason, Relation, Value } from './types.ts';

/** The act's own data: field rules, its guard, and fields that its effects need to know. [3.1 no. 7, 3.2] */
export function dataObstacles(m: Marking, asked: Asked): readonly Obstacle[] {
  const { plan, data, subject } = asked;
  if (data === null) return [];
  const found: Obstacle[] = [];
  const { type } = plan;
  const report = (relation: string, field: string, problem: DataProblem, cite: string, certain = true): void => {
    const reason: Reason = { code: 'data', relation, cite, subject, field, problem };
    found.push(certain ? { reason, certain } : { reason, certain, missing: field });
  };
  for (const field of type.fields) {
    const problem = fieldProblem(field, data[field.name] ?? null, type, m.world.calendar);
    if (problem !== null) report(`field:${type.id}.${field.name}`, field.name, problem, type.cite);
  }
  const view = { subject, data, at: asked.at };
  if (type.guard !== undefined) {
    const { truth, missing } = read(m, type.guard.when, view);
    if (truth === false) report(`guard:${type.id}`, firstField(type.guard.when) ?? '', 'guard', type.guard.cite);
    else if (truth === 'unknown') report(`guard:${type.id}`, bare(missing[0] ?? ''), 'missing', type.guard.cite, false);
  }
  for (const { rule, name, cite } of neededByEffects(m, asked)) {
    if (!found.some(({ reason }) => reason.code === 'data' && reason.field === name))
      report(rule, name, 'missing', cite, false);
  }
  return found;
}

type DataProblem = 'missing' | 'type' | 'value' | 'guard';
const bare = (name: string): string => name.replace(/^act\./, '');

/** What the office must give is missing, or a value is not what the field holds. */
export function fieldProblem(field: Field, value: Value, type: ActType, calendar: Calendar): DataProblem | null {
  if (value === null || value === '') return field.required && type.by === 'office' ? 'missing' : null;
  switch (field.type) {
    case 'number':
      return typeof value === 'number' ? null : 'type';
    case 'money':
      return typeof value === 'number' && Number.isInteger(value) ? null : 'type';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'type';
    case 'date':
      if (typeof value !== 'string') return 'type';
      return parseDate(value) === null ? 'value' : null;
    case 'datetime':
      if (typeof value !== 'string') return 'type';
      return momentOf(value, calendar) === null ? 'value' : null;
    case 'enum':
      if (typeof value !== 'string') return 'type';
      return field.values === undefined || field.values.includes(value) ? null : 'value';
    case 'list':
      if (!Array.isArray(value)) return 'type';
      return field.values === undefined || value.every((one) => typeof one === 'string' && field.values!.includes(one))
        ? null
        : 'value';
    case 'text':
      return typeof value === 'string' ? null : 'type';
    default:
      return typeof value === 'boolean' || typeof value === 'number' ? 'type' : null;
  }
}

/** The first `act.` field that a guard reads. */
function firstField(guard: Guard): string | null {
  if ('parts' in guard) return guard.parts.map(firstField).find((name) => name !== null) ?? null;
  if (guard.op === 'not') return firstField(guard.part);
  const operands = guard.op === 'in' ? [guard.left] : [guard.left, guard.right];
  for (const operand of operands) if ('path' in operand && operand.path === 'act') return operand.field;
  return null;
}

/** Own fields without which an effect of the act stays undecided: the form must ask for them. [3.2] */
function neededByEffects(m: Marking, asked: Asked): readonly Needed[] {
  const { plan, subject, data, at } = asked;
  const guarded = guardedEffects(m, asked);
  if (guarded.length === 0) return [];
  const writes = writesOf(m, plan, subject, data!, at);
  return guarded.flatMap(({ rule, subjects }) => {
    const missing = subjects.flatMap(
      (who) => read(m, rule.when, { subject: who ?? subject, data, at, writes }).missing,
    );
    return missing
      .flatMap((name) => ownField(m, plan, name) ?? [])
      .map((name) => ({ rule: rule.id, name, cite: rule.cite }));
  });
}

/** The field of the act that would settle a missing value: its own, or the one a fact is taken from. */
function ownField(m: Marking, { type }: ActPlan, name: string): string | null {
  const dot = name.indexOf('.');
  const path = name.slice(0, dot);
  const field = name.slice(dot + 1);
  if (path === 'act') return field;
  const fact = m.plan.procedure.facts.find((one) => one.of === path && one.name === field);
  return fact?.from.find((from) => from.act === type.id)?.field ?? null;
}

interface Needed {
  readonly rule: string;
  readonly name: string;
  readonly cite: string;
}
interface Guarded {
  readonly rule: Pick<Relation, 'id' | 'cite' | 'when' | 'from_date_in_force' | 'to_date_in_force'>;
  /** Where the effect would land. */
  readonly subjects: readonly (string | null)[];
}

/** The guarded effects of an act, with the subjects at which each guard would be read. */
function guardedEffects(m: Marking, { plan, subject, at }: Asked): readonly Guarded[] {
  const typesOf = (ids: readonly string[]) => ids.flatMap((id) => m.plan.acts.get(id)?.type ?? []);
  const all: readonly Guarded[] = [
    ...plan.responses.map((rule) => ({ rule, subjects: targetsOf(m, rule, typesOf(rule.to), plan.type, subject) })),
    ...plan.effects.map((rule) => ({
      rule,
      subjects: typesOf(rule.to).flatMap((type) => targetsOf(m, rule, [type], plan.type, subject)),
    })),
    ...plan.clockOps
      .filter(({ op }) => op === 'start' || op === 'restart')
      .map(({ op, clock }) => ({
        rule: clock,
        subjects: clocksOf(m, clock, plan.type, subject).filter((who) => op === 'start' || mayRestart(m, clock, who)),
      })),
  ];
  return all.filter(({ rule }) => rule.when !== undefined && inForce(m, rule, at));
}
