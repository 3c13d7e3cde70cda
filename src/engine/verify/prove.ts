import { operandsOf } from '../guard-check.ts';
import type { ActType, Procedure, Relation } from '../types.ts';
import { possible } from './guards.ts';
import { type Of, ofKind } from './relaxed.ts';
import { type Values, valuesOf } from './values.ts';

/** Something that may be owed: by a rule, by a clock, from the beginning. */
interface Duty {
  readonly id: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly rule: Of<'response'> | null;
  readonly alertOnly: boolean;
  readonly survivesClose: boolean;
  readonly dated: boolean;
  /** Kind of the subject that is there whenever it is owed; null: perhaps none. */
  readonly kind: string | null;
}

/** Acts that have happened whenever a duty is owed: of the case, or at the subject that owes. */
type Known = ReadonlySet<string>;

/** Acts that are enough, done in some order; null: not shown that anything is. */
type Way = ReadonlySet<string> | null;

/**
 * Whether a case comes to rest from wherever it may be, shown without looking at markings, for any number of subjects. For each duty a way to
 * meet it that always exists: its acts can be done once their conditions are met and what they wait for is done, each of which has such a way
 * itself; an act that is ruled out is not owed, and its exclusion lifts what waits for it. If the ways can be put in an order in which none
 * opens or wakes a duty that was dealt with before it, following them one after the other ends with nothing owed. `why`: what is not shown,
 * which says nothing about the case. Time is no obstacle to such ways: they use no act that can come too late.
 */
export function alwaysRests(procedure: Procedure): { readonly shown: boolean; readonly why: string | null } {
  const values = valuesOf(procedure);
  const acts = new Map(procedure.acts.map((act) => [act.id, act]));
  const kindOf = (id: string): string | null => acts.get(id)?.subject ?? null;
  const duties = dutiesOf(procedure, kindOf);
  const spontaneous = procedure.acts.filter((act) => act.by === 'clock').map(({ id }) => id);
  const direct = afterClosing(procedure, duties);
  const closesSubjects = procedure.acts.some((act) => act.close && act.subject !== null);
  const stays = steadfast(procedure);
  const ways = new Map<string, Way>();
  let why: string | null = null;
  const fails = (reason: string): null => {
    why ??= reason;
    return null;
  };
  if (procedure.acts.some((act) => act.reopen)) return { shown: false, why: 'an act reopens the case' };

  function clear(duty: Duty, under: readonly string[]): Way {
    if (ways.has(duty.id)) return ways.get(duty.id)!;
    if (under.includes(duty.id)) return fails(`${duty.id} waits for itself`);
    const known = knownUnder(procedure, duty, kindOf, stays);
    const used = new Set<string>(spontaneous);
    for (const target of duty.to) {
      const way =
        acts.get(target)?.by === 'clock'
          ? duty.dated
            ? new Set([target])
            : fails(`${target} is done by the clock, ${duty.id} has no date`)
          : kindOf(target) !== null && duty.kind !== kindOf(target)
            ? fails(`${target} is owed by nobody in particular`)
            : perform(target, duty, known, [...under, duty.id], []);
      if (way === null) return remember(duty, null);
      if (direct.has(duty.id) && way.size > 1)
        return remember(duty, fails(`${duty.id} is owed after the case is closed`));
      for (const act of way) used.add(act);
    }
    return remember(duty, used);
  }
  const remember = (duty: Duty, way: Way): Way => {
    ways.set(duty.id, way);
    return way;
  };

  /** A way to do an act as soon as it is not ruled out. */
  function perform(id: string, duty: Duty, known: Known, under: readonly string[], before: readonly string[]): Way {
    const act = acts.get(id);
    if (act === undefined) return fails(`no act ${id}`);
    if (before.includes(id)) return fails(`${id} needs itself`);
    if (act.by === 'clock') return fails(`${id} is done by the clock`);
    if (closesSubjects && before.length > 0 && act.subject !== null)
      return fails(`${id} at a subject that may be closed`);
    if (!guardCanBeMet(act, procedure, values)) return fails(`the guard of ${id}`);
    const late = limitOf(procedure, id);
    if (late !== null) return fails(`${id} can come too late or too often (${late})`);
    const used = new Set([id]);
    const add = (way: Way): boolean => {
      for (const one of way ?? []) used.add(one);
      return way !== null;
    };
    for (const condition of ofKind(procedure, 'condition')) {
      if (condition.to !== id) continue;
      if (!meet(condition, act)) return null;
    }
    for (const relation of procedure.relations) {
      const waits =
        relation.kind === 'milestone' && relation.to === id
          ? duties.filter(({ to }) => to.includes(relation.from))
          : relation.kind === 'response' && (relation.before ?? []).includes(id)
            ? duties.filter(({ rule }) => rule === relation)
            : [];
      if (waits.length > 0 && relation.via !== undefined) return fails(`${relation.id} follows a link`);
      for (const one of waits) if (!add(clear(one, under))) return null;
    }
    return used;

    function meet(condition: Of<'condition'>, target: ActType): boolean {
      if (condition.via !== undefined) return fails(`${condition.id} follows a link`) !== null;
      const same = (one: string): boolean =>
        kindOf(one) === null || (kindOf(one) === target.subject && condition.scope === 'same');
      const opened = procedure.opening.length > 0 && procedure.opening.every((one) => kindOf(one) === null);
      if (condition.from.some((one) => same(one) && known.has(one))) return true;
      if (opened && procedure.opening.every((one) => condition.from.includes(one))) return true;
      const kinds = condition.from.map(kindOf).filter((kind) => kind !== null);
      if (condition.scope === 'any' && kinds.some((kind) => kind !== duty.kind))
        return fails(`${condition.id} asks for some ${kinds[0]}`) !== null;
      const attempt = (one: string): Way => {
        const there = same(one) && kindOf(one) !== null ? known : new Set([...known].filter((k) => kindOf(k) === null));
        return perform(one, duty, there, under, [...before, id]);
      };
      const sure = condition.from.filter((one) => stays.has(one));
      for (const one of sure) {
        const way = attempt(one);
        if (way !== null) return add(way);
      }
      if (condition.strict) return fails(`${condition.id}: its source may be ruled out`) !== null;
      return condition.from.every((one) => add(attempt(one)));
    }
  }

  const roots = duties.filter(({ alertOnly }) => !alertOnly);
  for (const duty of roots) if (clear(duty, []) === null) return { shown: false, why };
  const touched = duties.filter(({ id }) => ways.has(id) && ways.get(id) !== null);
  const next = new Map(
    touched.map((duty) => {
      const way = ways.get(duty.id)!;
      return [duty.id, touched.filter((other) => stirs(procedure, other, way)).map(({ id }) => id)] as const;
    }),
  );
  const circle = circleIn(next);
  return circle === null
    ? { shown: true, why: null }
    : { shown: false, why: `${circle} may be opened again on its way` };
}

function dutiesOf(procedure: Procedure, kindOf: (id: string) => string | null): readonly Duty[] {
  return [
    ...procedure.acts
      .filter((act) => act.initially.pending)
      .map((act) => ({
        id: `initial:${act.id}`,
        from: [],
        to: [act.id],
        rule: null,
        alertOnly: false,
        survivesClose: false,
        dated: false,
        kind: act.subject,
      })),
    ...ofKind(procedure, 'response').map((rule) => {
      const kinds = [...rule.from, ...rule.to].map(kindOf).filter((kind) => kind !== null);
      return {
        id: rule.id,
        from: rule.from,
        to: rule.to,
        rule,
        alertOnly: rule.alertOnly,
        survivesClose: rule.survivesClose,
        dated: rule.within !== undefined,
        kind: new Set(kinds).size === 1 && (allOf(rule.to, kindOf) || allOf(rule.from, kindOf)) ? kinds[0]! : null,
      };
    }),
    ...procedure.clocks.flatMap((clock) =>
      clock.expiry.kind !== 'duty'
        ? []
        : [
            {
              id: clock.id,
              from: [...clock.starts, ...clock.restartsOn],
              to: clock.expiry.owed,
              rule: null,
              alertOnly: clock.expiry.alertOnly,
              survivesClose: false,
              dated: true,
              kind: clock.subject,
            },
          ],
    ),
  ];
}
const allOf = (ids: readonly string[], kindOf: (id: string) => string | null): boolean =>
  ids.every((id) => kindOf(id) !== null);

/** Acts that are never ruled out. */
const steadfast = (procedure: Procedure): ReadonlySet<string> => {
  const out = new Set(ofKind(procedure, 'exclude').flatMap((relation) => relation.to));
  return new Set(procedure.acts.filter(({ id, initially }) => initially.included && !out.has(id)).map(({ id }) => id));
};

/** What opened the duty has happened, and what that could not happen without. */
function knownUnder(
  procedure: Procedure,
  duty: Duty,
  kindOf: (id: string) => string | null,
  stays: ReadonlySet<string>,
): Known {
  const kinds = new Set(duty.to.map(kindOf));
  const here = (id: string): boolean =>
    kindOf(id) === null ||
    (kinds.size === 1 &&
      kinds.has(kindOf(id)) &&
      (duty.rule === null || (duty.rule.scope === 'same' && duty.rule.via === undefined)));
  const known = new Set(procedure.acts.filter((act) => act.initially.executed).map(({ id }) => id));
  const [only] = duty.from;
  if (duty.from.length === 1 && only !== undefined && here(only)) known.add(only);
  for (let grown = true; grown; ) {
    grown = false;
    for (const condition of ofKind(procedure, 'condition')) {
      const [source] = condition.from;
      if (source === undefined || condition.from.length > 1 || !known.has(condition.to) || known.has(source)) continue;
      if (condition.when !== undefined || condition.via !== undefined || !(condition.strict || stays.has(source)))
        continue;
      if (procedure.acts.some(({ id, initially }) => id === condition.to && initially.executed)) continue;
      if (kindOf(source) !== null && (kindOf(source) !== kindOf(condition.to) || condition.scope !== 'same')) continue;
      known.add(source);
      grown = true;
    }
  }
  return known;
}

/** Duties that may be owed when the case, or its subject, is closed: then only what is owed itself can be done. */
function afterClosing(procedure: Procedure, duties: readonly Duty[]): ReadonlySet<string> {
  const late = new Set<string>();
  const done = new Set(procedure.acts.filter((act) => act.close).map(({ id }) => id));
  if (done.size === 0) return late;
  for (let grown = true; grown; ) {
    grown = false;
    for (const duty of duties) {
      if (late.has(duty.id) || !(duty.survivesClose || stirs(procedure, duty, done))) continue;
      late.add(duty.id);
      for (const id of duty.to) done.add(id);
      grown = true;
    }
  }
  return late;
}

/** Whether one of the acts may open a duty, or wake it. */
function stirs(procedure: Procedure, duty: Duty, acts: ReadonlySet<string>): boolean {
  const any = (ids: readonly string[]): boolean => ids.some((id) => acts.has(id));
  const clock = procedure.clocks.find(({ id, expiry }) => id === duty.id && expiry.kind === 'duty');
  return (
    any(duty.from) ||
    (clock !== undefined && any([...clock.resumesOn, ...clock.pausesOn])) ||
    ofKind(procedure, 'include').some(
      (relation) => any(relation.from) && relation.to.some((id) => duty.to.includes(id)),
    )
  );
}

/** The act's own guard can be met by what the act itself says. */
function guardCanBeMet(act: ActType, procedure: Procedure, values: Values): boolean {
  if (act.guard === undefined) return true;
  const own = operandsOf(act.guard.when).every(
    (operand) => 'lit' in operand || ('path' in operand && operand.path === 'act'),
  );
  if (!own) return false;
  const found = possible([act.guard.when], [act.id], procedure, values);
  return found.decided && found.holds;
}

/** A window, a bar or a limit by which the act may not be done any more. */
function limitOf(procedure: Procedure, act: string): string | null {
  const window = procedure.relations.find(
    (one): one is Extract<Relation, { kind: 'window' }> => one.kind === 'window' && one.to === act,
  );
  if (window !== undefined) return window.id;
  const clock = procedure.clocks.find(
    (one) =>
      (one.expiry.kind === 'bar' && one.expiry.bars.includes(act)) ||
      (one.restartLimit !== undefined && (one.restartsOn.includes(act) || (one.sendsAway ?? []).includes(act))) ||
      one.extends.some((extension) => extension.act === act),
  );
  return clock?.id ?? null;
}

/** One that follows itself, if any. */
function circleIn(next: ReadonlyMap<string, readonly string[]>): string | null {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): string | null => {
    if (state.get(id) === 'open') return id;
    if (state.get(id) === 'done') return null;
    state.set(id, 'open');
    for (const one of next.get(id) ?? []) {
      const found = visit(one);
      if (found !== null) return found;
    }
    state.set(id, 'done');
    return null;
  };
  for (const id of next.keys()) {
    const found = visit(id);
    if (found !== null) return found;
  }
  return null;
}
