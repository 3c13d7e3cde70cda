import type { Period, Procedure, Relation } from '../types.ts';
import { type Finding, finding, listed, words } from './findings.ts';
import { type Of, ofKind, type Relaxed, relaxed, type Void } from './relaxed.ts';

interface Duty {
  readonly id: string;
  readonly isClock: boolean;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

function dutiesOf(procedure: Procedure, never: Void): readonly Duty[] {
  return [
    ...ofKind(procedure, 'response')
      .filter((relation) => !never.rules.has(relation.id))
      .map(({ id, from, to }) => ({ id, from, to, isClock: false })),
    ...procedure.clocks.flatMap((clock) =>
      clock.expiry.kind !== 'duty' || never.rules.has(clock.id)
        ? []
        : [{ id: clock.id, from: [...clock.starts, ...clock.restartsOn], to: clock.expiry.owed, isClock: true }],
    ),
  ];
}

/**
 * S6: a duty that no run can meet: all its acts are dead, or can only be reached through what its source excludes for good. Sound: a fixpoint
 * from the marking after the source, in which everything that may have happened before has happened.
 */
export function undischargeable(procedure: Procedure, reach: Relaxed, never: Void): readonly Finding[] {
  return dutiesOf(procedure, never).flatMap((duty) =>
    duty.from
      .filter((source) => reach.acts.has(source))
      .flatMap((source): readonly Finding[] => {
        const possible = afterSource(procedure, source, never, reach);
        if (duty.to.some((act) => possible.has(act))) return [];
        const dead = duty.to.every((act) => !reach.acts.has(act));
        const message = dead
          ? words(
              `${source} 之后应办 ${listed(duty.to, 'zh')}，但它永远不能进行（${duty.id}）`,
              `after ${source}, ${listed(duty.to, 'en')} is owed, but it can never happen (${duty.id})`,
            )
          : words(
              `${source} 之后应办 ${listed(duty.to, 'zh')}，但 ${source} 之后它再也不能进行（${duty.id}）`,
              `after ${source}, ${listed(duty.to, 'en')} is owed, but once ${source} has happened it no longer can (${duty.id})`,
            );
        const named = duty.isClock ? { clocks: [duty.id] } : { relations: [duty.id] };
        return [finding('S6', dead ? 'dead' : 'ruled-out', 'error', message, { acts: [source, ...duty.to], ...named })];
      }),
  );
}

/** Acts that may still happen once the source has: an over-approximation. */
function afterSource(procedure: Procedure, source: string, never: Void, reach: Relaxed): ReadonlySet<string> {
  const before = relaxed(procedure, never, { without: new Set([source]) });
  const kind = procedure.acts.find((act) => act.id === source)?.subject ?? null;
  const excluded = new Set(procedure.acts.filter((act) => !reach.includable.has(act.id)).map((act) => act.id));
  for (const relation of ofKind(procedure, 'exclude')) {
    if (!relation.from.includes(source) || relation.when !== undefined || relation.scope !== 'same') continue;
    for (const to of relation.to) {
      const back = ofKind(procedure, 'include').some(
        (one) => one.from.includes(source) && one.to.includes(to) && !never.rules.has(one.id),
      );
      const sameSlot = (procedure.acts.find((act) => act.id === to)?.subject ?? null) === kind || kind === null;
      if (!back && sameSlot) excluded.add(to);
    }
  }
  const happened = new Set([...before.acts, source]);
  if (kind !== null) for (const act of othersMayHaveDone(procedure, reach)) happened.add(act);
  return relaxed(procedure, never, { after: { happened, excluded } }).acts;
}

/** Acts that conditions read over other subjects as well: another subject may have done them by then. */
const othersMayHaveDone = (procedure: Procedure, reach: Relaxed): readonly string[] =>
  ofKind(procedure, 'condition')
    .filter((relation) => relation.scope !== 'same')
    .flatMap((relation) => relation.from)
    .filter((act) => reach.acts.has(act));

const DAY = 86_400_000;

/** Shortest and longest that a period can be, ms. Working days can be spread by holidays, a last day can roll: two weeks are allowed for. */
export function bounds(period: Period): { readonly least: number; readonly most: number } {
  const months = period.years * 12 + period.months;
  const days = period.weeks * 7 + period.days;
  const exact = (period.hours * 3600 + period.minutes * 60 + period.seconds) * 1000;
  return {
    least: (months * 28 + days) * DAY + exact,
    most: (months * 31 + (period.working ? days * 2 + 14 : days)) * DAY + exact,
  };
}
const ROLL = 14 * DAY;

/**
 * S7: a deadline shorter than the delays on every way to its acts: the longest path over conditions that always bind, as a lower bound,
 * against the longest that the deadline can be.
 */
export function timeLocks(procedure: Procedure, reach: Relaxed, never: Void): readonly Finding[] {
  return ofKind(procedure, 'response').flatMap((relation) => {
    const { within } = relation;
    if (within === undefined || relation.anchor !== undefined || never.rules.has(relation.id)) return [];
    const most = bounds(within).most + (relation.rolls === 'none' ? DAY : ROLL + DAY);
    return relation.from
      .filter((source) => reach.acts.has(source))
      .flatMap((source): readonly Finding[] => {
        const before = relaxed(procedure, never, { without: new Set([source]) }).acts;
        const ways = relation.to.map((act) => least(procedure, act, source, before, new Set()));
        const soonest = ways.reduce((a, b) => (b.ms < a.ms ? b : a), ways[0]!);
        if (soonest.ms <= most) return [];
        const message = words(
          `${source} 之后应在 ${within.text} 内办 ${listed(relation.to, 'zh')}（${relation.id}），但依 ${listed(soonest.through, 'zh')} 至少要 ${Math.floor(soonest.ms / DAY)} 日后才可以`,
          `after ${source}, ${listed(relation.to, 'en')} is owed within ${within.text} (${relation.id}), but by ${listed(soonest.through, 'en')} it is possible only ${Math.floor(soonest.ms / DAY)} days after`,
        );
        return [
          finding('S7', 'too-short', 'error', message, {
            acts: [source, ...relation.to],
            relations: [relation.id, ...soonest.through],
          }),
        ];
      });
  });
}

interface Least {
  readonly ms: number;
  readonly through: readonly string[];
}
const NOTHING: Least = { ms: 0, through: [] };

/** The least time from `source` to `act`. What may have happened before the source costs nothing. */
function least(
  procedure: Procedure,
  act: string,
  source: string,
  before: ReadonlySet<string>,
  on: ReadonlySet<string>,
): Least {
  if (on.has(act) || act === source) return NOTHING;
  const excludable = new Set(ofKind(procedure, 'exclude').flatMap((relation) => relation.to));
  return ofKind(procedure, 'condition')
    .filter((relation) => relation.to === act && isPlain(relation))
    .reduce<Least>((longest, relation) => {
      const delay = relation.delay === undefined ? 0 : bounds(relation.delay).least;
      const ways = relation.from.map((from): Least => {
        if (from === source) return { ms: delay, through: delay > 0 ? [relation.id] : [] };
        if (before.has(from) || (!relation.strict && maySkip(procedure, from, excludable))) return NOTHING;
        const way = least(procedure, from, source, before, new Set([...on, act]));
        return { ms: way.ms + delay, through: [...way.through, ...(delay > 0 ? [relation.id] : [])] };
      });
      const shortest = ways.reduce((a, b) => (b.ms < a.ms ? b : a), ways[0] ?? NOTHING);
      return shortest.ms > longest.ms ? shortest : longest;
    }, NOTHING);
}

/** A condition that binds in every run in which its source has happened: no guard, no date in a field, no choice of subjects. */
const isPlain = (relation: Of<'condition'>): boolean =>
  relation.when === undefined && relation.anchor === undefined && relation.scope === 'same';

/** An excluded source that has not happened blocks nothing; the source of the duty itself has happened, so its delay binds all the same. */
const maySkip = (procedure: Procedure, id: string, excludable: ReadonlySet<string>): boolean =>
  excludable.has(id) ||
  procedure.acts.some((act) => act.id === id && (!act.initially.included || act.initially.executed));

export const isInForce = (relation: Pick<Relation, 'from_date_in_force' | 'to_date_in_force'>, date: string): boolean =>
  (relation.from_date_in_force === undefined || date >= relation.from_date_in_force) &&
  (relation.to_date_in_force === undefined || date < relation.to_date_in_force);
