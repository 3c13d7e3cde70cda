import { evaluate, type GuardEnv } from '../guard.ts';
import type { Data, Fact, Guard, Relation, Truth, Value } from '../types.ts';
import { type ActCells, type ClockCells, type DutyCells, dutyKey, type Layout, type Who } from './layout.ts';

/**
 * The untimed marking of a case as small cells, for searching: which acts have happened, are included, what is owed, how clocks stand, what
 * guards read. Time passes freely: windows and bars have not run out, delays have. It follows section 3 as `step.ts` and `enabled.ts` do;
 * what it finds is shown only after the live path has replayed it.
 */
export type Cells = Uint8Array;

export interface Move {
  readonly act: ActCells;
  /** Group of the subject; 0 for an act of the case. */
  readonly group: number;
  readonly data: Data;
}

/** Markings before any act: one for each thing that the office may be. */
export function starts(layout: Layout): readonly Cells[] {
  let list: Cells[] = [new Uint8Array(layout.size)];
  const first = list[0]!;
  for (const { type, slots } of layout.acts) {
    for (const slot of slots) {
      if (slot === undefined) continue;
      first[slot.count] = type.initially.executed ? 1 : 0;
      first[slot.included] = type.initially.included ? 1 : 0;
    }
  }
  startFacts(layout, first, 'case', 0);
  for (const duty of layout.duties) if (duty.initial && duty.group === 0) first[duty.open] = 1;
  for (const { name, values } of layout.office) {
    const at = layout.names.get(`case.${name}#0`)!;
    const next = list.flatMap((cells) =>
      values.map((value) => {
        const copy = cells.slice();
        copy[at] = layout.intern(value);
        return copy;
      }),
    );
    if (next.length <= 16) list = next;
  }
  return list;
}

function startFacts(layout: Layout, cells: Cells, of: Fact['of'], group: number): void {
  for (const fact of layout.procedure.facts) {
    const at = fact.of === of ? layout.names.get(`${of}.${fact.name}#${group}`) : undefined;
    if (at !== undefined && fact.initial !== undefined) cells[at] = layout.intern(fact.initial);
  }
}

const set = (layout: Layout, cells: Cells, name: string, value: Value): void => {
  const at = layout.names.get(name);
  if (at !== undefined) cells[at] = layout.intern(value);
};
const get = (layout: Layout, cells: Cells, name: string): Value => {
  const at = layout.names.get(name);
  return at === undefined ? null : layout.valueAt(cells[at]!);
};

const presentOf = (layout: Layout, cells: Cells, kind: string): readonly Who[] =>
  layout.who.filter((one) => one.kind === kind && cells[one.present] === 1);

function truthOf(layout: Layout, cells: Cells, guard: Guard | undefined, group: number, data: Data | null): Truth {
  return guard === undefined ? true : evaluate(guard, envOf(layout, cells, group, data));
}

function envOf(layout: Layout, cells: Cells, group: number, data: Data | null): GuardEnv {
  const count = (id: string): number => {
    const act = layout.byId.get(id);
    if (act === undefined) return 0;
    if (act.type.subject === null) return cells[act.slots[0]!.count]!;
    const own = act.slots[group];
    if (group > 0) return own === undefined ? 0 : cells[own.count]!;
    return act.slots.reduce((sum, slot) => sum + (slot === undefined ? 0 : cells[slot.count]!), 0);
  };
  return {
    value(path, field) {
      if (path === 'act') return data?.[field];
      if (path === 'opening')
        return (
          (group === 0 ? null : get(layout, cells, `opening.${field}#${group}`)) ??
          get(layout, cells, `opening.${field}#0`) ??
          undefined
        );
      if (path === 'subject')
        return group === 0 ? undefined : (get(layout, cells, `subject.${field}#${group}`) ?? undefined);
      return get(layout, cells, `case.${field}#0`) ?? undefined;
    },
    count,
    executed: (act) => count(act) > 0,
    since: (act) => (count(act) > 0 ? 0 : undefined),
  };
}

const isIncluded = (cells: Cells, act: ActCells, group: number): boolean => cells[act.slots[group]!.included] === 1;

function offeredTargets(layout: Layout, cells: Cells, duty: DutyCells): readonly ActCells[] {
  const found: ActCells[] = [];
  for (let i = 0; i < duty.targets.length; i++) {
    if (cells[duty.cancelled[i]!] === 1) continue;
    const { type, group, any } = duty.targets[i]!;
    const act = layout.acts[type]!;
    if (!any) {
      const slot = act.slots[group];
      if (slot !== undefined && cells[slot.included] === 1) found.push(act);
      continue;
    }
    const present = presentOf(layout, cells, act.type.subject!);
    if (present.length === 0 ? act.type.initially.included : present.some((one) => isIncluded(cells, act, one.group)))
      found.push(act);
  }
  return found;
}

/** Owed now: open, and something that meets it can be done. */
export const isAwake = (layout: Layout, cells: Cells, duty: DutyCells): boolean =>
  cells[duty.open] === 1 && offeredTargets(layout, cells, duty).length > 0;

const isPending = (layout: Layout, cells: Cells, act: ActCells, group: number): boolean =>
  (layout.dutiesOn[act.index]![group] ?? []).some((duty) => isAwake(layout, cells, duty));

/** Nothing is owed that can be done; reminders left out. [3.3] */
export const isAtRest = (layout: Layout, cells: Cells): boolean =>
  cells[layout.opened] !== 0 || layout.procedure.opening.length === 0
    ? layout.duties.every((duty) => duty.alertOnly || !isAwake(layout, cells, duty))
    : false;

interface SourceGroup {
  readonly group: number;
  readonly members: readonly { readonly act: ActCells; readonly group: number }[];
}

/** As `scope.ts` reads it. */
function sourcesOf(
  layout: Layout,
  cells: Cells,
  relation: Pick<Relation, 'scope' | 'via'>,
  from: readonly string[],
  target: ActCells,
  group: number,
): { readonly reading: 'all' | 'any'; readonly groups: readonly SourceGroup[] } {
  const acts = from.flatMap((id) => layout.byId.get(id) ?? []);
  const kinds = [...new Set(acts.flatMap((act) => (act.type.subject === null ? [] : [act.type.subject])))];
  const made = (at: number): SourceGroup => {
    const kind = at === 0 ? null : layout.who[at - 1]!.kind;
    const members = acts
      .filter((act) => act.type.subject === null || (at !== 0 && act.type.subject === kind))
      .map((act) => ({ act, group: act.type.subject === null ? 0 : at }));
    return { group: at, members };
  };
  if (kinds.length === 0) return { reading: 'all', groups: [made(0)] };
  if (target.type.subject !== null && kinds.includes(target.type.subject) && relation.scope === 'same')
    return { reading: 'all', groups: [made(group)] };
  if (relation.via !== undefined) return { reading: 'all', groups: [] };
  const groups = kinds
    .flatMap((kind) => presentOf(layout, cells, kind))
    .filter((one) => relation.scope !== 'others' || one.group !== group)
    .map((one) => made(one.group));
  if (relation.scope !== 'any') return { reading: 'all', groups };
  const ofCase = acts.some((act) => act.type.subject === null);
  return { reading: 'any', groups: groups.length === 0 && ofCase ? [made(0)] : groups };
}

const isDone = (cells: Cells, { members }: SourceGroup): boolean =>
  members.some(({ act, group }) => cells[act.slots[group]!.count]! > 0);
const hasIncluded = (cells: Cells, { members }: SourceGroup): boolean =>
  members.some(({ act, group }) => isIncluded(cells, act, group));

/** What stands in the way, by the rule's id; null: the act may be done. Time is left out. */
export function obstacle(layout: Layout, before: Cells, move: Move): string | null {
  const { act, group, data } = move;
  const { plan, type } = act;
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
    const { reading, groups } = sourcesOf(layout, cells, relation, relation.from, act, group);
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
    const { reading, groups } = sourcesOf(layout, cells, relation, [relation.from], act, group);
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
  const spent = clockLimit(layout, cells, act, group);
  if (spent !== null) return spent;
  if (type.guard !== undefined && truthOf(layout, cells, type.guard.when, group, data) !== true)
    return `guard:${type.id}`;
  for (const { guard, fields } of act.asking)
    if (fields.some((name) => data[name] === undefined) && truthOf(layout, cells, guard, group, data) === 'unknown')
      return `field:${type.id}`;
  return null;
}

function opensFor(layout: Layout, cells: Cells, kind: string): boolean {
  const kinds = layout.procedure.opening.map((id) => layout.byId.get(id)?.type.subject ?? null);
  return kinds.includes(kind) && (cells[layout.opened] === 0 || cells[layout.opened] === 1 + kindIndex(layout, kind));
}
const kindIndex = (layout: Layout, kind: string): number => 1 + layout.who.findIndex((one) => one.kind === kind);

const isStillOwed = (layout: Layout, cells: Cells, act: ActCells, group: number): boolean =>
  (layout.dutiesOn[act.index]![group] ?? []).some((duty) => !duty.initial && isAwake(layout, cells, duty));

/** An act of the clock comes when something dated falls due whose first possible target it is. [6] */
const isDueByClock = (layout: Layout, cells: Cells, act: ActCells, group: number): boolean =>
  (layout.dutiesOn[act.index]![group] ?? []).some(
    (duty) =>
      duty.dated &&
      isAwake(layout, cells, duty) &&
      (duty.clock === null || cells[duty.clock.status] !== 2) &&
      offeredTargets(layout, cells, duty).find((one) => one.type.by === 'clock') === act,
  );

/** Whose clock an act operates, as `clocks.ts` reads it. */
function clocksOf(layout: Layout, cells: Cells, id: string, act: ActCells, group: number): readonly ClockCells[] {
  const all = layout.clocks.get(id) ?? [];
  const subject = all[0]?.clock.subject ?? null;
  if (subject === null) return all;
  if (act.type.subject === subject && group > 0) return all.filter((one) => one.group === group);
  return all.filter((one) => {
    const person = layout.who[one.group - 1]!;
    return cells[person.present] === 1 && cells[person.outcome] === 0;
  });
}

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

function mayExtend(cells: Cells, one: ClockCells, extension: ClockCells['clock']['extends'][number]): boolean {
  const used = one.extended.get(extension)!;
  if (cells[one.status] === 0 || cells[one.status] === 3) return false;
  if (cells[used.run]! >= extension.times) return false;
  return extension.timesTotal === undefined || cells[used.total]! < extension.timesTotal;
}

function enter(layout: Layout, cells: Cells, group: number): void {
  const person = layout.who[group - 1]!;
  cells[person.present] = 1;
  startFacts(layout, cells, 'subject', group);
  if (cells[layout.closed] === 1) return;
  for (const duty of layout.duties) if (duty.initial && duty.group === group) cells[duty.open] = 1;
  for (const [id, at] of layout.later) {
    const relation = layout.procedure.relations.find((one) => one.id === id);
    if (cells[at] === 0 || relation === undefined) continue;
    if (truthOf(layout, cells, relation.when, group, {}) !== true) continue;
    if (relation.kind === 'response') openDuty(layout, cells, relation.id, 0, group, relation.again);
    if (relation.kind !== 'include' && relation.kind !== 'exclude') continue;
    for (const to of relation.to) {
      const slot = layout.byId.get(to)?.slots[group];
      if (slot !== undefined) cells[slot.included] = relation.kind === 'include' ? 1 : 0;
    }
  }
}

function openDuty(
  layout: Layout,
  cells: Cells,
  relation: string,
  source: number,
  group: number,
  again: 'keep' | 'restart' | 'each',
): void {
  const duty = layout.dutyOf.get(dutyKey(relation, source, group));
  if (duty === undefined || (again === 'keep' && cells[duty.open] === 1)) return;
  cells[duty.open] = 1;
  for (const at of duty.cancelled) cells[at] = 0;
}

/** Groups at which an effect lands, as `scope.ts` reads it. */
function targetsOf(
  layout: Layout,
  cells: Cells,
  relation: Pick<Relation, 'scope' | 'via'>,
  to: readonly ActCells[],
  source: ActCells,
  group: number,
): readonly number[] {
  const kinds = [...new Set(to.flatMap((act) => (act.type.subject === null ? [] : [act.type.subject])))];
  if (kinds.length === 0) return [0];
  const groups = (kind: string): readonly number[] => presentOf(layout, cells, kind).map((one) => one.group);
  const own = source.type.subject;
  if (own !== null && kinds.includes(own)) {
    if (relation.scope === 'others') return groups(own).filter((one) => one !== group);
    return relation.scope === 'same' ? [group] : groups(own);
  }
  const present = kinds.flatMap(groups);
  return present.length === 0 && to.some((act) => act.type.subject === null) ? [0] : present;
}

/** The marking after an act; as `step.ts`, in its order. */
export function after(layout: Layout, before: Cells, { act, group, data }: Move): Cells {
  const cells = before.slice();
  const { plan, type } = act;
  if (group > 0 && cells[layout.who[group - 1]!.present] === 0) enter(layout, cells, group);
  const ending = discharged(layout, cells, act, group);
  const writes = writesOf(layout, cells, act, group, data);
  const slot = act.slots[group]!;
  if (act.counted) cells[slot.count] = Math.min(layout.countCap.get(type.id) ?? 1, cells[slot.count]! + 1);
  for (const [name, value] of writes) set(layout, cells, name, value);
  if (type.subject === null)
    for (const [name, value] of Object.entries(data))
      if (!isFact(layout, name)) set(layout, cells, `case.${name}#0`, value);
  if (plan.opens) {
    if (cells[layout.opened] === 0)
      cells[layout.opened] = type.subject === null ? 1 : 1 + kindIndex(layout, type.subject);
    for (const [name, value] of Object.entries(data)) {
      set(layout, cells, `opening.${name}#0`, value);
      if (group > 0) set(layout, cells, `opening.${name}#${group}`, value);
    }
    if (group > 0) cells[layout.who[group - 1]!.opened] = 1;
  }
  for (const duty of ending) cells[duty.open] = 0;

  const changes = new Map<
    number,
    { included: boolean; cancel: boolean; readonly act: ActCells; readonly group: number }
  >();
  for (const relation of act.effects) {
    for (const id of relation.to) {
      const target = layout.byId.get(id);
      if (target === undefined) continue;
      for (const at of targetsOf(layout, cells, relation, [target], act, group)) {
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
    if (at !== undefined) cells[at] = 1;
  }
  const opening: (readonly [(typeof act.responses)[number], number])[] = [];
  for (const relation of act.responses) {
    const to = relation.to.flatMap((id) => layout.byId.get(id) ?? []);
    for (const at of targetsOf(layout, cells, relation, to, act, group))
      if (truthOf(layout, cells, relation.when, at === 0 ? group : at, data) === true) opening.push([relation, at]);
    const at = layout.later.get(relation.id);
    if (at !== undefined && type.subject === null) cells[at] = 1;
  }
  for (const [cell, change] of changes) {
    cells[cell] = change.included ? 1 : 0;
    if (!change.included && change.cancel) cancelOn(layout, cells, change.act, change.group);
  }
  const openedNow = new Set<DutyCells>();
  for (const [relation, at] of opening) {
    const duty = layout.dutyOf.get(dutyKey(relation.id, group, at));
    if (duty !== undefined && (relation.again !== 'keep' || cells[duty.open] === 0)) openedNow.add(duty);
    openDuty(layout, cells, relation.id, group, at, relation.again);
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

const isFact = (layout: Layout, name: string): boolean =>
  layout.procedure.facts.some((fact) => fact.of === 'case' && fact.name === name);

function discharged(layout: Layout, cells: Cells, act: ActCells, group: number): readonly DutyCells[] {
  const open = (layout.dutiesOn[act.index]![group] ?? []).filter((duty) => cells[duty.open] === 1);
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
      cells[used.run] = Math.min(operation.extension.times, cells[used.run]! + 1, 200);
      if (operation.extension.timesTotal !== undefined) cells[used.total] = Math.min(200, cells[used.total]! + 1);
      return false;
    }
    case 'restart': {
      const limit = clock.restartLimit;
      if (status === 0 || (limit !== undefined && cells[one.restarts]! >= limit) || !mayRun()) return false;
      if (limit !== undefined) cells[one.restarts] = Math.min(limit, cells[one.restarts]! + 1);
      begin(cells, one);
      return true;
    }
    case 'start':
      if (status === 1 || status === 2 || !mayRun()) return false;
      begin(cells, one);
      return true;
  }
}

function begin(cells: Cells, one: ClockCells): void {
  cells[one.status] = 1;
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

/** Subjects of one kind enter in their order, since they are alike; a search needs no other. */
export function mayEnter(layout: Layout, cells: Cells, group: number): boolean {
  if (group === 0 || cells[layout.who[group - 1]!.present] === 1) return true;
  const person = layout.who[group - 1]!;
  return layout.who.every((one) => one.kind !== person.kind || one.group >= group || cells[one.present] === 1);
}

/** A name for the marking: equal cells, equal name. */
export const nameOf = (cells: Cells): string => String.fromCharCode(...cells);

export function* moves(layout: Layout, cells: Cells): Generator<Move> {
  for (const act of layout.acts)
    for (let group = 0; group < act.slots.length; group++) {
      if (act.slots[group] === undefined || !mayEnter(layout, cells, group)) continue;
      for (const data of act.variants) {
        const move = { act, group, data };
        if (obstacle(layout, cells, move) === null) yield move;
      }
    }
}
