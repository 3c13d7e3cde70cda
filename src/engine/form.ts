import { momentOf } from './calendar.ts';
import { parseDate } from './civil.ts';
import { inForce } from './clocks.ts';
import type { Asked, Obstacle } from './enabled.ts';
import type { Marking } from './marking.ts';
import { read, writesOf } from './store.ts';
import type { ActType, Calendar, Field, Guard, Reason, Value } from './types.ts';

/** The act's own data: field rules, its guard, and fields that its effects need to know. [3.1 no. 7, 3.2] */
export function dataObstacles(m: Marking, asked: Asked): readonly Obstacle[] {
  const { plan, data, subject } = asked;
  if (data === null) return [];
  const found: Obstacle[] = [];
  const { type } = plan;
  const report = (field: string, problem: DataProblem, cite: string, certain = true): void => {
    const reason: Reason = { code: 'data', relation: `${type.id}.${field}`, cite, subject, field, problem };
    found.push(certain ? { reason, certain } : { reason, certain, missing: field });
  };
  for (const field of type.fields) {
    const problem = fieldProblem(field, data[field.name] ?? null, type, m.world.calendar);
    if (problem !== null) report(field.name, problem, type.cite);
  }
  const view = { subject, data, at: asked.at };
  if (type.guard !== undefined) {
    const { truth, missing } = read(m, type.guard.when, view);
    if (truth === false) report(firstField(type.guard.when) ?? '', 'guard', type.guard.cite);
    else if (truth === 'unknown') report(bare(missing[0] ?? ''), 'missing', type.guard.cite, false);
  }
  for (const { name, cite } of neededByEffects(m, asked)) {
    if (!found.some(({ reason }) => reason.code === 'data' && reason.field === name))
      report(name, 'missing', cite, false);
  }
  return found;
}

type DataProblem = 'missing' | 'type' | 'value' | 'guard';
const bare = (name: string): string => name.replace(/^act\./, '');

/** What the office must give is missing, or a value is not what the field holds. */
function fieldProblem(field: Field, value: Value, type: ActType, calendar: Calendar): DataProblem | null {
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
function neededByEffects(m: Marking, asked: Asked): readonly { readonly name: string; readonly cite: string }[] {
  const { plan, subject, data, at } = asked;
  const rules = [
    ...plan.responses,
    ...plan.effects,
    ...plan.clockOps.flatMap(({ op, clock }) => (op === 'start' || op === 'restart' ? [clock] : [])),
  ].filter((rule) => rule.when !== undefined && inForce(m, rule, at));
  if (rules.length === 0) return [];
  const writes = writesOf(m, plan, subject, data!, at);
  return rules.flatMap((rule) => {
    const { missing } = read(m, rule.when, { subject, data, at, writes });
    return missing.filter((name) => name.startsWith('act.')).map((name) => ({ name: bare(name), cite: rule.cite }));
  });
}
