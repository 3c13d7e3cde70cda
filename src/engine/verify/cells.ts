import { evaluate, type GuardEnv } from '../guard.ts';
import type { Data, Fact, Guard, Relation, Truth, Value } from '../types.ts';
import type { ActCells, ClockCells, DutyCells, Layout, Named, Timer, Who } from './layout.ts';

/**
 * The untimed marking of a case as small cells, for searching: which acts have happened, are included, what is owed, how clocks stand, what
 * guards read. Time passes freely: windows and bars have not run out, delays have. It follows section 3 as `step.ts` and `enabled.ts` do;
 * what it finds is shown only after the live path has replayed it.
 */
export type Cells = Uint8Array;

/** Duties of one rule at one place that are counted where each is owed by itself; more are as many. */
const MOST_OF_EACH = 3;

export interface Move {
  readonly act: ActCells;
  /** Group of the subject; 0 for an act of the case. */
  readonly group: number;
  readonly data: Data;
  /** Instead of the act: time passes until this has run out. */
  readonly wait?: Timer;
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

export const set = (layout: Layout, cells: Cells, name: string, value: Value): void => {
  const at = layout.names.get(name);
  if (at !== undefined) cells[at] = layout.intern(value);
};

export const get = (layout: Layout, cells: Cells, name: string): Value => {
  const at = layout.names.get(name);
  return at === undefined ? null : layout.valueAt(cells[at]!);
};

export const presentOf = (layout: Layout, cells: Cells, kind: string): readonly Who[] =>
  layout.who.filter((one) => one.kind === kind && cells[one.present] === 1);

export function truthOf(
  layout: Layout,
  cells: Cells,
  guard: Guard | undefined,
  group: number,
  data: Data | null,
): Truth {
  return guard === undefined ? true : evaluate(guard, envOf(layout, cells, group, data));
}

export function envOf(layout: Layout, cells: Cells, group: number, data: Data | null): GuardEnv {
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
      if (path === 'opening') {
        const own = group > 0 && cells[layout.who[group - 1]!.opened] === 1;
        if (!own) return get(layout, cells, `opening.${field}#0`) ?? undefined;
        return (
          get(layout, cells, `opening.${field}#${group}`) ?? get(layout, cells, `opening.${field}#case`) ?? undefined
        );
      }
      if (path === 'subject')
        return group === 0 ? undefined : (get(layout, cells, `subject.${field}#${group}`) ?? undefined);
      return get(layout, cells, `case.${field}#0`) ?? undefined;
    },
    count,
    executed: (act) => count(act) > 0,
    since: (act) => (count(act) > (layout.byId.get(act)?.type.initially.executed ? 1 : 0) ? 0 : undefined),
  };
}

export const isIncluded = (cells: Cells, act: ActCells, group: number): boolean =>
  cells[act.slots[group]!.included] === 1;

export function offeredTargets(layout: Layout, cells: Cells, duty: DutyCells): readonly ActCells[] {
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
  cells[duty.open]! > 0 && offeredTargets(layout, cells, duty).length > 0;

export const isPending = (layout: Layout, cells: Cells, act: ActCells, group: number): boolean =>
  (layout.dutiesOn[act.index]![group] ?? []).some((duty) => isAwake(layout, cells, duty));

/** Nothing is owed that can be done; reminders left out. [3.3] */
export const isAtRest = (layout: Layout, cells: Cells): boolean =>
  cells[layout.opened] !== 0 || layout.procedure.opening.length === 0
    ? layout.duties.every((duty) => duty.alertOnly || !isAwake(layout, cells, duty))
    : false;

export const mayRestart = (cells: Cells, { clock, status, restarts }: ClockCells): boolean =>
  cells[status] !== 0 && (clock.restartLimit === undefined || cells[restarts]! < clock.restartLimit);

export const kindIndex = (layout: Layout, kind: string): number => 1 + layout.who.findIndex((one) => one.kind === kind);

export const isStillOwed = (layout: Layout, cells: Cells, act: ActCells, group: number): boolean =>
  (layout.dutiesOn[act.index]![group] ?? []).some((duty) => !duty.initial && isAwake(layout, cells, duty));

/** Whose clock an act operates, as `clocks.ts` reads it. */
export function clocksOf(
  layout: Layout,
  cells: Cells,
  id: string,
  act: ActCells,
  group: number,
): readonly ClockCells[] {
  const all = layout.clocks.get(id) ?? [];
  const subject = all[0]?.clock.subject ?? null;
  if (subject === null) return all;
  if (act.type.subject === subject && group > 0) return all.filter((one) => one.group === group);
  return all.filter((one) => {
    const person = layout.who[one.group - 1]!;
    return cells[person.present] === 1 && cells[person.outcome] === 0;
  });
}

export function mayExtend(cells: Cells, one: ClockCells, extension: ClockCells['clock']['extends'][number]): boolean {
  const used = one.extended.get(extension)!;
  if (cells[one.status] === 0 || cells[one.status] === 3) return false;
  if (cells[used.run]! >= extension.times) return false;
  return extension.timesTotal === undefined || cells[used.total]! < extension.timesTotal;
}

export function enter(layout: Layout, cells: Cells, group: number): void {
  const person = layout.who[group - 1]!;
  cells[person.present] = 1;
  startFacts(layout, cells, 'subject', group);
  if (cells[layout.closed] === 1) return;
  for (const duty of layout.duties) if (duty.initial && duty.group === group) cells[duty.open] = 1;
  for (const id of inTurn(layout, cells)) {
    const at = layout.later.get(id)!;
    const relation = layout.procedure.relations.find((one) => one.id === id);
    if (cells[at] === 0 || relation === undefined) continue;
    if (truthOf(layout, cells, relation.when, group, dataAt(layout, cells[at]!)) !== true) continue;
    const duty = relation.kind === 'response' ? layout.dutyOf(relation.id, 0, group) : undefined;
    if (duty !== undefined && relation.kind === 'response') openDuty(cells, duty, relation.again);
    if (relation.kind !== 'include' && relation.kind !== 'exclude') continue;
    for (const to of relation.to) {
      const slot = layout.byId.get(to)?.slots[group];
      if (slot !== undefined) cells[slot.included] = relation.kind === 'include' ? 1 : 0;
    }
  }
}

/** Effects on later subjects, in the order in which they last happened where that matters. */
function inTurn({ later, laterOrder, valueAt }: Layout, cells: Cells): readonly string[] {
  const happened = laterOrder < 0 ? null : valueAt(cells[laterOrder]!);
  const order = typeof happened === 'string' ? (JSON.parse(happened) as readonly string[]) : [];
  return [...[...later.keys()].filter((id) => !order.includes(id)), ...order];
}

/** An act excludes or includes for later subjects as well; of one act the includes count last. */
export function noteLater(layout: Layout, cells: Cells, relations: readonly Relation[]): void {
  if (layout.laterOrder < 0 || relations.length === 0) return;
  const ids = [...relations].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0)).map(({ id }) => id);
  const before = inTurn(layout, cells).filter((id) => !ids.includes(id) && cells[layout.later.get(id)!] !== 0);
  cells[layout.laterOrder] = layout.intern(JSON.stringify([...before, ...ids]));
}

/** The data of the act whose effect later subjects catch up with. */
function dataAt(layout: Layout, index: number): Data {
  const text = layout.valueAt(index);
  return typeof text === 'string' ? (JSON.parse(text) as Data) : {};
}

export function openDuty(cells: Cells, duty: DutyCells, again: 'keep' | 'restart' | 'each'): void {
  if (again === 'keep' && cells[duty.open]! > 0) return;
  cells[duty.open] = again === 'each' && duty.one ? Math.min(MOST_OF_EACH, cells[duty.open]! + 1) : 1;
  for (const at of duty.cancelled) cells[at] = 0;
}

/** Groups at which an effect lands, as `scope.ts` reads it. */
export function targetsOf(
  layout: Layout,
  cells: Cells,
  relation: Pick<Relation, 'scope' | 'via'>,
  { kinds, ofCase }: Named,
  source: ActCells,
  group: number,
): readonly number[] {
  if (kinds.length === 0) return OF_THE_CASE;
  const groups = (kind: string): readonly number[] => presentOf(layout, cells, kind).map((one) => one.group);
  const own = source.type.subject;
  if (own !== null && kinds.includes(own)) {
    if (relation.scope === 'others') return groups(own).filter((one) => one !== group);
    return relation.scope === 'same' ? [group] : groups(own);
  }
  const present = kinds.flatMap(groups);
  return present.length === 0 && ofCase ? OF_THE_CASE : present;
}
const OF_THE_CASE: readonly number[] = [0];

/** Subjects of one kind enter in their order, since they are alike; a search needs no other. */
export function mayEnter(layout: Layout, cells: Cells, group: number): boolean {
  if (group === 0 || cells[layout.who[group - 1]!.present] === 1) return true;
  const person = layout.who[group - 1]!;
  return layout.who.every((one) => one.kind !== person.kind || one.group >= group || cells[one.present] === 1);
}

/** A name for the marking: equal cells, equal name. */
export const nameOf = (cells: Cells): string => LATIN.decode(cells);
const LATIN = new TextDecoder('latin1');
