import type { Data, Value } from '../types.ts';
import {
  type Cells,
  clocksOf,
  enter,
  isAwake,
  kindIndex,
  type Move,
  mayExtend,
  mayRestart,
  noteLater,
  openDuty,
  set,
  targetsOf,
  truthOf,
} from './cells.ts';
import type { ActCells, ClockCells, DutyCells, Layout } from './layout.ts';
import { begun } from './timers.ts';

/** The marking after an act; as `step.ts`, in its order. */
export function after(layout: Layout, before: Cells, { act, group, data, wait }: Move): Cells {
  const cells = before.slice();
  if (wait !== undefined) {
    cells[wait.elapsed] = 1;
    return cells;
  }
  const { plan, type } = act;
  if (group > 0 && cells[layout.who[group - 1]!.present] === 0) enter(layout, cells, group);
  const ending = discharged(layout, cells, act, group);
  const writes = writesOf(layout, cells, act, group, data);
  const slot = act.slots[group]!;
  if (act.counted) cells[slot.count] = Math.min(layout.countCap.get(type.id) ?? 1, cells[slot.count]! + 1);
  begun(layout, cells, { act: type.id, group });
  for (const [name, value] of writes) set(layout, cells, name, value);
  if (type.subject === null)
    for (const [name, value] of Object.entries(data))
      if (!layout.caseFacts.has(name)) set(layout, cells, `case.${name}#0`, value);
  if (plan.opens) {
    if (cells[layout.opened] === 0)
      cells[layout.opened] = type.subject === null ? 1 : 1 + kindIndex(layout, type.subject);
    for (const [name, value] of Object.entries(data)) {
      set(layout, cells, `opening.${name}#0`, value);
      set(layout, cells, `opening.${name}#${group === 0 ? 'case' : group}`, value);
    }
    if (group > 0) cells[layout.who[group - 1]!.opened] = 1;
  }
  for (const duty of ending) cells[duty.open] = duty.one ? cells[duty.open]! - 1 : 0;

  const changes = new Map<
    number,
    { included: boolean; cancel: boolean; readonly act: ActCells; readonly group: number }
  >();
  for (const relation of act.effects) {
    for (const id of relation.to) {
      const named = layout.alone.get(id);
      const target = named?.acts[0];
      if (named === undefined || target === undefined) continue;
      for (const at of targetsOf(layout, cells, relation, named, act, group)) {
        if (truthOf(layout, cells, relation.when, at === 0 ? group : at, data) !== true) continue;
        const place = target.type.subject === null ? 0 : at;
        const cell = target.slots[place]?.included;
        if (cell === undefined) continue;
        const known = changes.get(cell);
        const include = relation.kind === 'include';
        const cancel = relation.kind === 'exclude' && relation.cancel;
        if (known === undefined) changes.set(cell, { included: include, cancel, act: target, group: place });
        else {
          if (include) known.included = true;
          known.cancel ||= cancel;
        }
      }
    }
    const at = layout.later.get(relation.id);
    if (at !== undefined) cells[at] = layout.intern(JSON.stringify(data));
  }
  if (layout.laterOrder >= 0)
    noteLater(
      layout,
      cells,
      act.effects.filter(({ id }) => layout.later.has(id)),
    );
  const opening: (readonly [(typeof act.responses)[number], number])[] = [];
  for (const relation of act.responses) {
    for (const at of targetsOf(layout, cells, relation, layout.named(relation.to), act, group))
      if (truthOf(layout, cells, relation.when, at === 0 ? group : at, data) === true) opening.push([relation, at]);
    const at = layout.later.get(relation.id);
    if (at !== undefined && type.subject === null) cells[at] = layout.intern(JSON.stringify(data));
  }
  for (const [cell, change] of changes) {
    cells[cell] = change.included ? 1 : 0;
    if (!change.included && change.cancel) cancelOn(layout, cells, change.act, change.group);
  }
  const openedNow = new Set<DutyCells>();
  for (const [relation, at] of opening) {
    const duty = layout.dutyOf(relation.id, group, at);
    if (duty === undefined) continue;
    if (relation.again !== 'keep' || cells[duty.open] === 0) openedNow.add(duty);
    openDuty(cells, duty, relation.again);
  }
  for (const operation of plan.clockOps)
    for (const one of clocksOf(layout, cells, operation.clock.id, act, group))
      if (operate(layout, cells, one, operation, data) && one.duty !== null) openedNow.add(one.duty);

  for (const result of plan.outcomes)
    if (truthOf(layout, cells, result.when, group, data) === true)
      if (layout.outcomesMatter) cells[group === 0 ? layout.outcome : layout.who[group - 1]!.outcome] = 1;
  if (type.reopen) reopen(layout, cells, group);
  if (type.close) close(layout, cells, group, openedNow);
  return cells;
}

function discharged(layout: Layout, cells: Cells, act: ActCells, group: number): readonly DutyCells[] {
  const open = (layout.dutiesOn[act.index]![group] ?? []).filter((duty) => cells[duty.open]! > 0);
  const ones = new Set<string>();
  return open.filter((duty) => {
    if (!duty.one) return true;
    if (ones.has(duty.relation)) return false;
    ones.add(duty.relation);
    return true;
  });
}

function cancelOn(layout: Layout, cells: Cells, act: ActCells, group: number): void {
  for (const duty of layout.dutiesOn[act.index]![group] ?? []) {
    if (cells[duty.open] === 0) continue;
    for (const [i, target] of duty.targets.entries()) if (target.type === act.index) cells[duty.cancelled[i]!] = 1;
    if (duty.cancelled.every((at) => cells[at] === 1)) cells[duty.open] = 0;
  }
}

/** Does one clock operation; true: a run began, with its duty. */
function operate(
  layout: Layout,
  cells: Cells,
  one: ClockCells,
  operation: ActCells['plan']['clockOps'][number],
  data: Data,
): boolean {
  const { clock } = one;
  const status = cells[one.status]!;
  const mayRun = (): boolean => truthOf(layout, cells, clock.when, one.group, data) === true;
  switch (operation.op) {
    case 'stop':
      if (status === 0 || status === 3) return false;
      cells[one.status] = 3;
      if (one.duty !== null) cells[one.duty.open] = 0;
      return false;
    case 'pause':
      if (status === 1) cells[one.status] = 2;
      return false;
    case 'resume':
      if (status === 2) cells[one.status] = 1;
      return false;
    case 'extend': {
      if (!mayExtend(cells, one, operation.extension)) return false;
      const used = one.extended.get(operation.extension)!;
      const { times } = operation.extension;
      if (times <= 200) cells[used.run] = Math.min(times, cells[used.run]! + 1);
      if (operation.extension.timesTotal !== undefined) cells[used.total] = Math.min(200, cells[used.total]! + 1);
      return false;
    }
    case 'restart': {
      const limit = clock.restartLimit;
      if (!mayRestart(cells, one) || !mayRun()) return false;
      if (limit !== undefined) cells[one.restarts] = Math.min(limit, cells[one.restarts]! + 1);
      begin(layout, cells, one);
      return true;
    }
    case 'start':
      if (status === 1 || status === 2 || !mayRun()) return false;
      begin(layout, cells, one);
      return true;
  }
}

function begin(layout: Layout, cells: Cells, one: ClockCells): void {
  cells[one.status] = 1;
  begun(layout, cells, { clock: one.clock.id, group: one.group });
  for (const { run } of one.extended.values()) cells[run] = 0;
  if (one.duty === null) return;
  cells[one.duty.open] = 1;
  for (const at of one.duty.cancelled) cells[at] = 0;
}

function reopen(layout: Layout, cells: Cells, group: number): void {
  cells[layout.closed] = 0;
  const people = group === 0 ? layout.who : [layout.who[group - 1]!];
  if (group === 0) cells[layout.outcome] = 0;
  for (const one of people) {
    cells[one.closed] = 0;
    if (group !== 0) cells[one.outcome] = 0;
  }
}

function close(layout: Layout, cells: Cells, group: number, openedNow: ReadonlySet<DutyCells>): void {
  if (group > 0) cells[layout.who[group - 1]!.closed] = 1;
  const whole = group === 0 || layout.who.every((one) => cells[one.present] === 0 || cells[one.closed] === 1);
  if (whole) cells[layout.closed] = 1;
  for (const duty of layout.duties) {
    if (cells[duty.open] === 0 || openedNow.has(duty) || duty.survivesClose) continue;
    if ((!whole && duty.group !== group) || !isAwake(layout, cells, duty)) continue;
    cells[duty.open] = 0;
    if (duty.clock !== null) cells[duty.clock.status] = 3;
  }
}

/** What the act writes into the facts. */
function writesOf(
  layout: Layout,
  cells: Cells,
  act: ActCells,
  group: number,
  data: Data,
): readonly (readonly [string, Value])[] {
  const writes: (readonly [string, Value])[] = [];
  for (const fact of act.plan.facts) {
    const holders =
      fact.of === 'case'
        ? [0]
        : group > 0
          ? [group]
          : layout.who.filter((one) => cells[one.present] === 1).map((one) => one.group);
    for (const holder of holders) {
      const at = `${fact.of}.${fact.name}#${holder}`;
      if (!layout.names.has(at)) continue;
      let value: Value | undefined;
      for (const from of fact.from) if (from.act === act.type.id) value = data[from.field] ?? value;
      for (const by of fact.setBy)
        if (
          by.acts.includes(act.type.id) &&
          truthOf(layout, cells, by.when, holder === 0 ? group : holder, data) === true
        )
          value = by.value;
      if (value !== undefined) writes.push([at, value]);
    }
  }
  return writes;
}
