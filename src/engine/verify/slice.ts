import { operandsOf } from '../guard-check.ts';
import type { Clock, Guard, Procedure, Relation } from '../types.ts';

/**
 * The part of a procedure that can influence whether some acts can happen: sources of rules into them, what includes or excludes those,
 * what opens and ends the duties that milestones look at, what writes the facts that their guards read; repeatedly. Acts outside it cannot
 * change the kept bits, so answers about the part hold for the whole. `guards`: what else is asked about the goals. [11]
 */
export const sliceFor = (procedure: Procedure, goals: readonly string[], guards: readonly Guard[] = []): Procedure =>
  sliced(procedure, goals, [], guards);

/** The part that matters to whether one duty (of a rule or a clock) comes about and can be met. */
export function sliceAround(procedure: Procedure, duty: string): Procedure {
  const owed = procedure.relations.flatMap((one) => (one.kind === 'response' && one.id === duty ? one.to : []));
  return sliced(procedure, owed, [duty]);
}

function sliced(
  procedure: Procedure,
  goals: readonly string[],
  duties: readonly string[],
  guards: readonly Guard[] = [],
): Procedure {
  const keep = new Set<string>(procedure.opening);
  const queue: string[] = [...procedure.opening];
  const need = (...ids: readonly string[]): void => {
    for (const id of ids) {
      if (keep.has(id)) continue;
      keep.add(id);
      queue.push(id);
    }
  };
  need(...goals);
  if (procedure.acts.some((act) => act.reopen))
    need(...procedure.acts.filter((act) => act.reopen || act.close).map((act) => act.id));
  const namesRead = new Set<string>();
  const dutiesKept = new Set<string>();
  const clocksKept = new Set<string>();
  const read = (guard: Guard | undefined): void => {
    if (guard === undefined) return;
    for (const operand of operandsOf(guard)) {
      if ('call' in operand) need(operand.act);
      if (!('path' in operand)) continue;
      const name = `${operand.path}.${operand.field}`;
      if (namesRead.has(name)) continue;
      namesRead.add(name);
      need(...writersOf(procedure, operand.path, operand.field));
      for (const fact of procedure.facts)
        if (`${fact.of}.${fact.name}` === name) for (const set of fact.setBy) read(set.when);
    }
  };
  const keepClock = (clock: Clock): void => {
    if (clocksKept.has(clock.id)) return;
    clocksKept.add(clock.id);
    read(clock.when);
    need(...operatorsOf(clock));
    if (clock.expiry.kind === 'duty') need(...clock.expiry.owed);
    if (clock.subject !== null) need(...procedure.outcomes.flatMap((outcome) => outcome.acts));
  };
  const keepDuty = (relation: Extract<Relation, { readonly kind: 'response' }>): void => {
    if (dutiesKept.has(relation.id)) return;
    dutiesKept.add(relation.id);
    read(relation.when);
    need(...relation.from, ...relation.to);
  };
  const keepPendingOf = (act: string): void => {
    for (const relation of procedure.relations)
      if (relation.kind === 'response' && relation.to.includes(act)) keepDuty(relation);
    for (const clock of procedure.clocks)
      if (clock.expiry.kind === 'duty' && clock.expiry.owed.includes(act)) keepClock(clock);
  };
  for (const guard of guards) read(guard);
  for (const relation of procedure.relations)
    if (relation.kind === 'response' && duties.includes(relation.id)) keepDuty(relation);
  for (const clock of procedure.clocks) if (duties.includes(clock.id)) keepClock(clock);
  while (queue.length > 0) {
    const id = queue.pop()!;
    const act = procedure.acts.find((one) => one.id === id);
    read(act?.guard?.when);
    if (act?.by === 'clock') keepPendingOf(id);
    for (const relation of procedure.relations) {
      if (!concerns(relation, id)) continue;
      switch (relation.kind) {
        case 'condition':
          read(relation.when);
          need(...relation.from);
          break;
        case 'milestone':
          read(relation.when);
          need(relation.from);
          keepPendingOf(relation.from);
          break;
        case 'window':
          break;
        case 'response':
          keepDuty(relation);
          break;
        default:
          read(relation.when);
          need(...relation.from);
      }
    }
    for (const clock of procedure.clocks) {
      const limited = clock.extends.some((one) => one.act === id) || clock.restartsOn.includes(id);
      if (limited || (clock.sendsAway ?? []).includes(id)) keepClock(clock);
    }
  }
  return restrict(
    procedure,
    keep,
    (relation) => relation.kind !== 'response' || dutiesKept.has(relation.id),
    clocksKept,
  );
}

/** Does the rule restrict or change whether the act can be done? For a response: does it make the act wait (`before`)? */
function concerns(relation: Relation, act: string): boolean {
  switch (relation.kind) {
    case 'condition':
    case 'milestone':
    case 'window':
      return relation.to === act;
    case 'response':
      return (relation.before ?? []).includes(act);
    default:
      return relation.to.includes(act);
  }
}

function writersOf(
  procedure: Procedure,
  path: 'case' | 'subject' | 'act' | 'opening',
  field: string,
): readonly string[] {
  if (path === 'act' || path === 'opening') return [];
  const facts = procedure.facts.filter((fact) => fact.of === path && fact.name === field);
  const named = facts.flatMap((fact) => [
    ...fact.from.map((from) => from.act),
    ...fact.setBy.flatMap((set) => set.acts),
  ]);
  if (path === 'subject' || facts.length > 0) return named;
  return procedure.acts
    .filter((act) => act.subject === null && act.fields.some((one) => one.name === field))
    .map((act) => act.id);
}

const operatorsOf = (clock: Clock): readonly string[] => [
  ...clock.starts,
  ...clock.restartsOn,
  ...clock.stopsOn,
  ...clock.pausesOn,
  ...clock.resumesOn,
  ...clock.extends.map((one) => one.act),
];

/** The procedure with some of its acts only, and the rules among them. */
export function restrict(
  procedure: Procedure,
  keep: ReadonlySet<string>,
  keepRule: (relation: Relation) => boolean,
  clocks: ReadonlySet<string> | null,
): Procedure {
  const inside = (ids: readonly string[]): readonly string[] => ids.filter((id) => keep.has(id));
  const relations = procedure.relations.flatMap((relation): readonly Relation[] => {
    if (!keepRule(relation)) return [];
    switch (relation.kind) {
      case 'condition': {
        const from = inside(relation.from);
        return keep.has(relation.to) && from.length > 0 ? [{ ...relation, from }] : [];
      }
      case 'milestone':
      case 'window':
        return keep.has(relation.to) && keep.has(relation.from) ? [relation] : [];
      default: {
        const [from, to] = [inside(relation.from), inside(relation.to)];
        return from.length > 0 && to.length > 0 ? [{ ...relation, from, to } as Relation] : [];
      }
    }
  });
  return {
    ...procedure,
    opening: inside(procedure.opening),
    acts: procedure.acts.filter((act) => keep.has(act.id)),
    relations,
    clocks: procedure.clocks.filter((clock) => clocks === null || clocks.has(clock.id)),
    outcomes: procedure.outcomes.map((outcome) => ({ ...outcome, acts: inside(outcome.acts) })),
    facts: procedure.facts.map((fact) => ({
      ...fact,
      from: fact.from.filter(({ act }) => keep.has(act)),
      setBy: fact.setBy.map((set) => ({ ...set, acts: inside(set.acts) })),
    })),
  };
}
