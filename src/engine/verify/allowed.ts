import { missingIn } from '../guard.ts';
import type { Guard, Relation } from '../types.ts';
import {
  type Cells,
  clocksOf,
  enter,
  envOf,
  isAwake,
  isIncluded,
  isPending,
  isStillOwed,
  kindIndex,
  type Move,
  mayEnter,
  mayExtend,
  mayRestart,
  offeredTargets,
  presentOf,
  targetsOf,
  truthOf,
} from './cells.ts';
import type { ActCells, Asked, Asking, ClockCells, Layout, Named, SourceGroup } from './layout.ts';
import { runs, tooLate, waits } from './timers.ts';

/** As `scope.ts` reads it. */
function sourcesOf(
  layout: Layout,
  cells: Cells,
  relation: Pick<Relation, 'scope' | 'via'>,
  from: Named | undefined,
  target: ActCells,
  group: number,
): { readonly reading: 'all' | 'any'; readonly groups: readonly SourceGroup[] } {
  const { kinds, ofCase, asked } = from ?? NOTHING;
  if (kinds.length === 0) return asked[0] ?? NOBODY;
  if (target.type.subject !== null && kinds.includes(target.type.subject) && relation.scope === 'same')
    return asked[group]!;
  if (relation.via !== undefined) return { reading: 'all', groups: [] };
  const groups = kinds
    .flatMap((kind) => presentOf(layout, cells, kind))
    .filter((one) => relation.scope !== 'others' || one.group !== group)
    .map((one) => asked[one.group]!.groups[0]);
  if (relation.scope !== 'any') return { reading: 'all', groups };
  return { reading: 'any', groups: groups.length === 0 && ofCase ? asked[0]!.groups : groups };
}

const NOTHING: Named = { acts: [], kinds: [], ofCase: false, asked: [] };
const NOBODY: Asked = { reading: 'all', groups: [{ group: 0, members: [] }] };

const isDone = (cells: Cells, { members }: SourceGroup): boolean =>
  members.some(({ act, group }) => cells[act.slots[group]!.count]! > 0);

const hasIncluded = (cells: Cells, { members }: SourceGroup): boolean =>
  members.some(({ act, group }) => isIncluded(cells, act, group));

/** What stands in the way, by the rule's id; null: the act may be done. Time is left out, but for timers. */
export function obstacle(layout: Layout, before: Cells, move: Move): string | null {
  const { act, group, data } = move;
  const { plan, type } = act;
  if (move.wait !== undefined) return runs(before, move.wait) ? null : 'not-running';
  const slot = act.slots[group];
  if (slot === undefined) return 'unknown-subject';
  let cells = before;
  if (group > 0 && before[layout.who[group - 1]!.present] === 0) {
    cells = before.slice();
    enter(layout, cells, group);
  }
  if (type.by === 'clock') return isDueByClock(layout, cells, act, group) ? null : 'not-owed';
  if (!plan.opens && layout.procedure.opening.length > 0) {
    if (cells[layout.opened] === 0) return 'not-opened';
    if (group > 0 && cells[layout.who[group - 1]!.opened] === 0 && opensFor(layout, cells, type.subject!))
      return 'not-opened';
  }
  const closed = (group > 0 && cells[layout.who[group - 1]!.closed] === 1) || cells[layout.closed] === 1;
  if (closed && !type.reopen && !isStillOwed(layout, cells, act, group)) return 'closed';
  if (cells[slot.included] === 0) return `initially:${type.id}`;
  const blocks = (guard: Guard | undefined, at: number): boolean =>
    truthOf(layout, cells, guard, group === 0 ? at : group, data) !== false;
  for (const relation of plan.conditions) {
    const { reading, groups } = sourcesOf(layout, cells, relation, layout.named(relation.from), act, group);
    if (reading === 'all') {
      for (const one of groups) {
        if (isDone(cells, one) || (!relation.strict && !hasIncluded(cells, one))) continue;
        if (blocks(relation.when, one.group)) return relation.id;
      }
    } else if (!groups.some((one) => isDone(cells, one))) {
      const free = !relation.strict && groups.length > 0 && !groups.some((one) => hasIncluded(cells, one));
      if (!free && blocks(relation.when, 0)) return relation.id;
    }
  }
  for (const relation of plan.milestones) {
    const { reading, groups } = sourcesOf(layout, cells, relation, layout.alone.get(relation.from), act, group);
    const owed = groups.filter(({ members }) =>
      members.some((one) => isIncluded(cells, one.act, one.group) && isPending(layout, cells, one.act, one.group)),
    );
    if (reading === 'any' && owed.length < groups.length) continue;
    if (owed.some((one) => blocks(relation.when, one.group))) return relation.id;
  }
  for (const relation of plan.before) {
    for (const duty of layout.duties) {
      if (duty.act !== relation || !isAwake(layout, cells, duty)) continue;
      if (type.subject !== null && duty.group !== 0 && duty.group !== group) continue;
      return relation.id;
    }
  }
  const late = tooLate(
    layout,
    cells,
    act,
    group,
    (from, window) => sourcesOf(layout, cells, window, layout.alone.get(from), act, group),
    (window, at) => blocks(window.when, at),
  );
  if (late !== null) return late;
  const spent = clockLimit(layout, cells, act, group);
  if (spent !== null) return spent;
  if (type.guard !== undefined && truthOf(layout, cells, type.guard.when, group, data) !== true)
    return `guard:${type.id}`;
  for (const asking of act.asking) if (misses(layout, cells, move, asking)) return `field:${type.id}`;
  return null;
}

/** An effect is not decided for want of a field of the act itself: the form asks for it. [3.2] */
function misses(layout: Layout, cells: Cells, { act, group, data }: Move, { guard, names, lands }: Asking): boolean {
  if ([...names.values()].every((field) => data[field] !== undefined)) return false;
  const groups =
    'clock' in lands
      ? clocksOf(layout, cells, lands.clock, act, group)
          .filter((one) => !lands.restart || mayRestart(cells, one))
          .map((one) => one.group)
      : targetsOf(layout, cells, lands.relation, layout.named(lands.to), act, group);
  return groups.some((at) =>
    missingIn(guard, envOf(layout, cells, at === 0 ? group : at, data)).some((name) => {
      const field = names.get(name);
      return field !== undefined && data[field] === undefined;
    }),
  );
}

function opensFor(layout: Layout, cells: Cells, kind: string): boolean {
  const kinds = layout.procedure.opening.map((id) => layout.byId.get(id)?.type.subject ?? null);
  return kinds.includes(kind) && (cells[layout.opened] === 0 || cells[layout.opened] === 1 + kindIndex(layout, kind));
}

/** An act of the clock comes when something dated falls due whose first possible target it is. [6] */
const isDueByClock = (layout: Layout, cells: Cells, act: ActCells, group: number): boolean =>
  (layout.dutiesOn[act.index]![group] ?? []).some(
    (duty) =>
      duty.dated &&
      isAwake(layout, cells, duty) &&
      (duty.clock === null || cells[duty.clock.status] !== 2) &&
      offeredTargets(layout, cells, duty).find((one) => one.type.by === 'clock') === act,
  );

function clockLimit(layout: Layout, cells: Cells, act: ActCells, group: number): string | null {
  const spent = (one: ClockCells): boolean =>
    one.clock.restartLimit !== undefined && cells[one.restarts]! >= one.clock.restartLimit;
  for (const clock of act.plan.sendsAway)
    for (const one of clocksOf(layout, cells, clock.id, act, group))
      if (cells[one.status] !== 0 && spent(one)) return clock.id;
  for (const operation of act.plan.clockOps) {
    const ran = clocksOf(layout, cells, operation.clock.id, act, group).filter((one) => cells[one.status] !== 0);
    if (operation.op === 'restart' && ran.some(spent)) return operation.clock.id;
    if (operation.op !== 'extend') continue;
    const alive = ran.filter((one) => cells[one.status] !== 3);
    for (const one of alive.length > 0 ? alive : ran)
      if (!mayExtend(cells, one, operation.extension)) return operation.clock.id;
  }
  return null;
}

export function* moves(layout: Layout, cells: Cells): Generator<Move> {
  for (const act of layout.acts)
    for (let group = 0; group < act.slots.length; group++) {
      if (act.slots[group] === undefined || !mayEnter(layout, cells, group)) continue;
      for (const data of act.variants) {
        const move = { act, group, data };
        if (obstacle(layout, cells, move) === null) yield move;
      }
    }
  yield* waits(layout, cells);
}
