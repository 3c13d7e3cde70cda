import { evaluate, type GuardEnv } from '../guard.ts';
import { operandsOf } from '../guard-check.ts';
import type { ActType, Data, Guard, Procedure, Relation } from '../types.ts';
import { variantsOf } from './choices.ts';
import { type Of, ofKind } from './relaxed.ts';
import { valuesOf } from './values.ts';

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

/** Acts that are enough, done in some order, and the duties that they may open or wake meanwhile. */
interface Way {
  readonly acts: ReadonlySet<string>;
  readonly stirs: ReadonlySet<string>;
}

/** Ways looked at for one thing; more are left aside. */
const MOST_WAYS = 24;

/**
 * Whether a case comes to rest from wherever it may be, shown without looking at markings, for any number of subjects. For each duty a way to
 * meet it that always exists: its acts can be done once their conditions are met and what they wait for is done, each of which has such a way
 * itself; an act that is ruled out is not owed, and its exclusion lifts what waits for it. If the ways can be put in an order in which none
 * opens or wakes a duty that was dealt with before it, following them one after the other ends with nothing owed. `why`: what is not shown,
 * which says nothing about the case. Time is no obstacle to such ways: they use no act that can come too late. `met`: duties that can be put
 * in such an order, whatever the others do, so that each of them can always be met or lifted.
 */
export function alwaysRests(procedure: Procedure): {
  readonly shown: boolean;
  readonly why: string | null;
  readonly met: ReadonlySet<string>;
} {
  const acts = new Map(procedure.acts.map((act) => [act.id, act]));
  const kindOf = (id: string): string | null => acts.get(id)?.subject ?? null;
  const duties = dutiesOf(procedure, kindOf);
  const deeds = deedsOf(procedure, duties);
  const spontaneous = procedure.acts.filter((act) => act.by === 'clock').flatMap(({ id }) => deeds.get(id) ?? []);
  const direct = afterClosing(procedure, duties);
  const closesSubjects = procedure.acts.some((act) => act.close && act.subject !== null);
  const stays = steadfast(procedure);
  const known = new Map(duties.map((duty) => [duty.id, knownUnder(procedure, duty, kindOf, stays)]));
  const ways = new Map<string, readonly Way[]>();
  const reasons: string[] = [];
  const none = (reason: string): readonly Way[] => {
    reasons.push(reason);
    return [];
  };
  if (procedure.acts.some((act) => act.reopen)) return { shown: false, why: 'an act reopens the case', met: new Set() };

  /** Ways to meet a duty. What is found while something above is under way may be too little, so it is not kept. */
  function clear(duty: Duty, under: readonly string[]): readonly Way[] {
    const kept = ways.get(duty.id);
    if (kept !== undefined) return kept;
    if (under.includes(duty.id)) return none(`${duty.id} waits for itself`);
    const of = (target: string): readonly Way[] => {
      if (acts.get(target)?.by === 'clock')
        return duty.dated ? (deeds.get(target) ?? []) : none(`${target} is done by the clock, ${duty.id} has no date`);
      if (kindOf(target) !== null && duty.kind !== kindOf(target))
        return none(`${target} is owed by nobody in particular`);
      const found = perform(target, duty, known.get(duty.id)!, [...under, duty.id], []);
      if (!direct.has(duty.id)) return found;
      const alone = found.filter((way) => way.acts.size === 1);
      return alone.length > 0 ? alone : none(`${duty.id} may be owed after the case is closed`);
    };
    const found = oneOrAll(duty.to, of, true);
    const whole = found.map((way) => spontaneous.reduce(joined, way));
    if (under.length === 0) ways.set(duty.id, whole);
    return whole;
  }

  /** By one of the acts that is never ruled out; else each must have a way, since any may be the one that is left. */
  function oneOrAll(ids: readonly string[], of: (id: string) => readonly Way[], allWillDo: boolean): readonly Way[] {
    const sure = ids.filter((id) => stays.has(id)).flatMap(of);
    if (!allWillDo || ids.some((id) => stays.has(id) && sure.length > 0 && ids.length === 1)) return least(sure);
    return least([...sure, ...ids.map(of).reduce(combined, [EMPTY])]);
  }

  /** Ways to do an act as soon as it is not ruled out. */
  function perform(
    id: string,
    duty: Duty,
    done: Known,
    under: readonly string[],
    before: readonly string[],
  ): readonly Way[] {
    const act = acts.get(id);
    if (act === undefined) return none(`no act ${id}`);
    if (before.includes(id)) return none(`${id} needs itself`);
    if (act.by === 'clock') return none(`${id} is done by the clock`);
    if (closesSubjects && before.length > 0 && act.subject !== null)
      return none(`${id} at a subject that may be closed`);
    const late = limitOf(procedure, id);
    if (late !== null) return none(`${id} can come too late or too often (${late})`);
    let found = deeds.get(id) ?? [];
    if (found.length === 0) return none(`the guard of ${id}`);
    for (const condition of ofKind(procedure, 'condition')) {
      if (condition.to === id) found = combined(found, meet(condition, act));
      if (found.length === 0) return found;
    }
    for (const relation of procedure.relations) {
      const waits =
        relation.kind === 'milestone' && relation.to === id
          ? duties.filter(({ to }) => to.includes(relation.from))
          : relation.kind === 'response' && (relation.before ?? []).includes(id)
            ? duties.filter(({ rule }) => rule === relation)
            : [];
      if (waits.length > 0 && relation.via !== undefined) return none(`${relation.id} follows a link`);
      for (const one of waits) found = combined(found, clear(one, under));
    }
    return found;

    function meet(condition: Of<'condition'>, target: ActType): readonly Way[] {
      if (condition.via !== undefined) return none(`${condition.id} follows a link`);
      const same = (one: string): boolean =>
        kindOf(one) === null || (kindOf(one) === target.subject && condition.scope === 'same');
      const opened = procedure.opening.length > 0 && procedure.opening.every((one) => kindOf(one) === null);
      if (condition.from.some((one) => same(one) && done.has(one))) return [EMPTY];
      if (opened && procedure.opening.every((one) => condition.from.includes(one))) return [EMPTY];
      const kinds = condition.from.map(kindOf).filter((kind) => kind !== null);
      if (condition.scope === 'any' && kinds.some((kind) => kind !== duty.kind))
        return none(`${condition.id} asks for some ${kinds[0]}`);
      const met = oneOrAll(
        condition.from,
        (one) => {
          const here = same(one) && kindOf(one) !== null;
          return perform(one, duty, here ? done : ofTheCase(done), under, [...before, id]);
        },
        !condition.strict,
      );
      return met.length > 0 ? met : none(`${condition.id} cannot always be met`);
    }
  }
  const ofTheCase = (done: Known): Known => new Set([...done].filter((one) => kindOf(one) === null));

  const roots = duties.filter(({ alertOnly }) => !alertOnly);
  let why: string | null = null;
  for (const duty of roots) if (clear(duty, []).length === 0) why ??= `${duty.id}: ${[...new Set(reasons)].join('; ')}`;
  const last = new Set<string>();
  const reminders = new Set(duties.flatMap(({ id, alertOnly }) => (alertOnly ? [id] : [])));
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id } of roots) {
      if (last.has(id)) continue;
      const fits = (way: Way): boolean => [...way.stirs].every((one) => last.has(one) || reminders.has(one));
      if (!ways.get(id)!.some(fits)) continue;
      last.add(id);
      grown = true;
    }
  }
  const left = roots.filter(({ id }) => !last.has(id)).map(({ id }) => id);
  return left.length === 0
    ? { shown: true, why: null, met: last }
    : { shown: false, why: why ?? `each way to meet one of ${left.join(', ')} may open another`, met: last };
}

const EMPTY: Way = { acts: new Set(), stirs: new Set() };
const joined = (one: Way, other: Way): Way => ({
  acts: new Set([...one.acts, ...other.acts]),
  stirs: new Set([...one.stirs, ...other.stirs]),
});
const combined = (some: readonly Way[], others: readonly Way[]): readonly Way[] =>
  least(some.flatMap((one) => others.map((other) => joined(one, other))));

/** Those that stir least; one that stirs as much as another, and more, is of no use. */
function least(list: readonly Way[]): readonly Way[] {
  const kept: Way[] = [];
  for (const way of [...list].sort((a, b) => a.stirs.size - b.stirs.size || a.acts.size - b.acts.size))
    if (!kept.some((one) => isWithin(one.stirs, way.stirs) && isWithin(one.acts, way.acts))) kept.push(way);
  return kept.slice(0, MOST_WAYS);
}
const isWithin = (few: ReadonlySet<string>, many: ReadonlySet<string>): boolean =>
  [...few].every((one) => many.has(one));

/**
 * How each act can be done by itself: with what its own guard allows, and every field given that one of its effects asks for; and what it may
 * open or wake then. What a guard reads elsewhere may be anything.
 */
function deedsOf(procedure: Procedure, duties: readonly Duty[]): ReadonlyMap<string, readonly Way[]> {
  const values = valuesOf(procedure);
  return new Map(
    procedure.acts.map((act) => {
      const { list, choices } = variantsOf(act, values);
      const full = list.filter((data) => choices.every(({ field }) => data[field] !== undefined));
      const env = (data: Data): GuardEnv => ({
        value: (path, field) => (path === 'act' ? data[field] : undefined),
        count: () => Number.NaN,
        executed: () => false,
        since: () => undefined,
      });
      const may = (guard: Guard | undefined, data: Data): boolean =>
        guard === undefined || !isOwn(guard) || evaluate(guard, env(data)) !== false;
      const deeds = (choices.length === 0 ? [{}] : full).flatMap((data): readonly Way[] => {
        const { guard } = act;
        if (guard !== undefined && !(isOwn(guard.when) && evaluate(guard.when, env(data)) === true)) return [];
        const stirred = duties.filter((duty) => stirs(procedure, duty, new Set([act.id]), (when) => may(when, data)));
        return [{ acts: new Set([act.id]), stirs: new Set(stirred.map(({ id }) => id)) }];
      });
      return [act.id, least(deeds)] as const;
    }),
  );
}

/** Reads nothing but what the act itself says. */
const isOwn = (guard: Guard): boolean =>
  operandsOf(guard).every((operand) => 'lit' in operand || ('path' in operand && operand.path === 'act'));

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
function stirs(
  procedure: Procedure,
  duty: Duty,
  acts: ReadonlySet<string>,
  may: (guard: Guard | undefined) => boolean = () => true,
): boolean {
  const any = (ids: readonly string[]): boolean => ids.some((id) => acts.has(id));
  const clock = procedure.clocks.find(({ id, expiry }) => id === duty.id && expiry.kind === 'duty');
  return (
    (any(duty.from) && may(clock === undefined ? duty.rule?.when : clock.when)) ||
    (clock !== undefined && any([...clock.resumesOn, ...clock.pausesOn])) ||
    ofKind(procedure, 'include').some(
      (relation) => any(relation.from) && may(relation.when) && relation.to.some((id) => duty.to.includes(id)),
    )
  );
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
