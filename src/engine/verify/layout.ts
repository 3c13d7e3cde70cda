import { operandsOf } from '../guard-check.ts';
import { type ActPlan, type Effect, type Extension, type Of, planOf } from '../plan.ts';
import { groupFor } from '../scope.ts';
import type { ActType, Clock, Data, Guard, Period, Procedure, Value } from '../types.ts';
import { askingOf, countCaps, variantsOf } from './choices.ts';
import { decidingGuards, isOfTheOffice, readsTime, type Values, valuesOf } from './values.ts';

/** A subject of the search; group 0 is the case, group n the n-th subject. */
export interface Who {
  readonly id: string;
  readonly kind: string;
  readonly group: number;
  readonly present: number;
  readonly closed: number;
  readonly outcome: number;
  readonly opened: number;
}

export interface SlotCells {
  readonly count: number;
  readonly included: number;
}

/** One duty that may be open: of a rule, from a source subject, at a subject (0: of the case). */
export interface DutyCells {
  readonly relation: string;
  readonly act: Of<'response'> | null;
  readonly clock: ClockCells | null;
  readonly initial: boolean;
  readonly source: number;
  readonly group: number;
  readonly targets: readonly { readonly type: number; readonly group: number; readonly any: boolean }[];
  readonly open: number;
  /** For each target the cell that says it was cancelled. */
  readonly cancelled: readonly number[];
  readonly alertOnly: boolean;
  readonly survivesClose: boolean;
  readonly dated: boolean;
  readonly one: boolean;
}

export interface ClockCells {
  readonly clock: Clock;
  readonly group: number;
  /** 0 never run, 1 running, 2 paused, 3 stopped. */
  readonly status: number;
  readonly restarts: number;
  readonly extended: ReadonlyMap<Extension, { readonly run: number; readonly total: number }>;
  duty: DutyCells | null;
}

export interface ActCells {
  readonly index: number;
  readonly plan: ActPlan;
  readonly type: ActType;
  /** By group; undefined where the act is not addressed to it. */
  readonly slots: readonly (SlotCells | undefined)[];
  readonly variants: readonly Data[];
  /** Fields that some guard reads, with the values they may be given. */
  readonly choices: readonly { readonly field: string; readonly values: readonly Value[] }[];
  readonly responses: readonly Of<'response'>[];
  readonly effects: readonly Effect[];
  /** Guarded effects, with the act's own fields that they read: the form asks for those until the guard is decided. [3.2] */
  readonly asking: readonly Asking[];
  /** Whether anything looks at how often it happened; else it is not kept, so that more markings are one. */
  readonly counted: boolean;
}

/** A guarded effect: what it may miss by name, with the act's own field that would say it, and where the effect would land. */
export interface Asking {
  readonly guard: Guard;
  readonly names: ReadonlyMap<string, string>;
  readonly lands:
    | { readonly relation: Of<'response'> | Effect; readonly to: readonly string[] }
    | { readonly clock: string; readonly restart: boolean };
}

/** Slots of one subject (or of the case) that answer for a blocking rule together. */
export interface SourceGroup {
  readonly group: number;
  readonly members: readonly { readonly act: ActCells; readonly group: number }[];
}

/** Answer of a blocking rule that asks about one group. */
export interface Asked {
  readonly reading: 'all';
  readonly groups: readonly [SourceGroup];
}

/** The acts that a rule names, looked up once: the kinds of their subjects, whether some are of the case, and what each group has of them. */
export interface Named {
  readonly acts: readonly ActCells[];
  readonly kinds: readonly string[];
  readonly ofCase: boolean;
  readonly asked: readonly Asked[];
}

/** A window or a bar that can run out. */
export interface Timer {
  /** Relation or clock. */
  readonly id: string;
  readonly group: number;
  /** The act that starts a window of its own length. */
  readonly from: string | null;
  readonly source: SlotCells | null;
  readonly clock: ClockCells | null;
  readonly length: Period | null;
  readonly elapsed: number;
  /** An act that comes too late then. */
  readonly target: ActCells;
}

/** Where each bit of the abstract marking stands. */
export interface Layout {
  readonly procedure: Procedure;
  /** Subjects of each kind. */
  readonly each: number;
  readonly size: number;
  readonly acts: readonly ActCells[];
  readonly byId: ReadonlyMap<string, ActCells>;
  /** The acts of a list in the procedure; the same list, the same answer. */
  readonly named: (ids: readonly string[]) => Named;
  /** Each act alone, by its id. */
  readonly alone: ReadonlyMap<string, Named>;
  /** Names of the facts of the case. */
  readonly caseFacts: ReadonlySet<string>;
  readonly who: readonly Who[];
  readonly duties: readonly DutyCells[];
  /** Duties that an act at a slot meets: by act, by group. */
  readonly dutiesOn: readonly (readonly (readonly DutyCells[])[])[];
  /** Of a rule or clock, from a source group, at a group; undefined: there is none. */
  readonly dutyOf: (relation: string, source: number, group: number) => DutyCells | undefined;
  readonly clocks: ReadonlyMap<string, readonly ClockCells[]>;
  /** Cells of `case.x`, `opening.x` and `subject.x` by name and group. */
  readonly names: ReadonlyMap<string, number>;
  readonly later: ReadonlyMap<string, number>;
  /** In which order those that exclude and include last happened; −1 where it cannot matter. */
  readonly laterOrder: number;
  /** Only where time is looked at. */
  readonly timers: readonly Timer[];
  readonly closed: number;
  readonly outcome: number;
  /** 0 not opened, 1 by an act of the case, 2 by an act of a subject. */
  readonly opened: number;
  readonly countCap: ReadonlyMap<string, number>;
  /** Whether anything looks at who has an outcome: clocks of undecided subjects. */
  readonly outcomesMatter: boolean;
  readonly intern: (value: Value) => number;
  readonly valueAt: (index: number) => Value;
  readonly values: Values;
  /** Values and variants stand for all there are: nothing was cut off. */
  readonly exact: boolean;
  /** Names of the office that nobody writes: they are chosen at the start. */
  readonly office: readonly { readonly name: string; readonly values: readonly Value[] }[];
}

/**
 * The cells of a procedure with `n` subjects of each kind. `watched`: acts whose happening is asked about. `timed`: windows and bars can run
 * out, else they stay open.
 */
export function layoutOf(procedure: Procedure, n: number, watched: readonly string[] = [], timed = false): Layout {
  const plan = planOf(procedure);
  let size = 0;
  const cell = (): number => size++;
  const who: Who[] = [];
  for (const kind of plan.kinds)
    for (let i = 1; i <= n; i++)
      who.push({
        id: `${kind}-${i}`,
        kind,
        group: who.length + 1,
        present: cell(),
        closed: cell(),
        outcome: cell(),
        opened: cell(),
      });
  const closed = cell();
  const outcome = cell();
  const opened = cell();

  const guards = decidingGuards(procedure);
  const values = valuesOf(procedure, guards);
  let exact =
    values.exact &&
    guards.every(({ guard }) => !readsTime(guard)) &&
    procedure.relations.every(
      (one) => one.via === undefined && !(one.kind === 'response' && one.again === 'each' && one.discharge === 'one'),
    );
  const countCap = countCaps(guards.map(({ guard }) => guard));
  const counted = new Set([
    ...watched,
    ...guards.flatMap(({ guard }) => operandsOf(guard).flatMap((operand) => ('call' in operand ? [operand.act] : []))),
    ...procedure.relations.flatMap((relation) => (relation.kind === 'condition' ? relation.from : [])),
    ...procedure.relations.flatMap((relation) => (timed && relation.kind === 'window' ? [relation.from] : [])),
  ]);

  const acts: ActCells[] = [...plan.acts.values()].map((actPlan, index) => {
    const { type } = actPlan;
    const variants = variantsOf(type, values);
    if (variants.cut) exact = false;
    const slot = (): SlotCells => ({ count: cell(), included: cell() });
    const groups = [null, ...who];
    return {
      index,
      plan: actPlan,
      type,
      slots: groups.map((one) => ((one?.kind ?? null) === type.subject ? slot() : undefined)),
      variants: variants.list,
      choices: variants.choices,
      counted: counted.has(type.id),
      asking: askingOf(actPlan, procedure),
      responses: actPlan.responses,
      effects: actPlan.effects,
    };
  });
  const byId = new Map(acts.map((act) => [act.type.id, act]));

  const known = new Map<readonly string[], Named>();
  const namedOf = (ids: readonly string[]): Named => {
    const list = ids.flatMap((id) => byId.get(id) ?? []);
    const asked = [null, ...who].map((one, group): Asked => {
      const members = list
        .filter(({ type }) => type.subject === null || type.subject === (one?.kind ?? null))
        .map((act) => ({ act, group: act.type.subject === null ? 0 : group }));
      return { reading: 'all', groups: [{ group, members }] };
    });
    const kinds = [...new Set(list.flatMap((act) => (act.type.subject === null ? [] : [act.type.subject])))];
    return { acts: list, kinds, ofCase: list.some((act) => act.type.subject === null), asked };
  };
  const named = (ids: readonly string[]): Named => {
    const found = known.get(ids) ?? namedOf(ids);
    known.set(ids, found);
    return found;
  };
  const alone = new Map(acts.map(({ type }) => [type.id, namedOf([type.id])]));

  const duties: DutyCells[] = [];
  const dutiesBy = new Map<string, DutyCells[]>();
  const placeOf = (source: number, group: number): number => source * (who.length + 1) + group;
  const groupsOf = (kind: string | null): readonly number[] =>
    kind === null ? [0] : who.filter((one) => one.kind === kind).map((one) => one.group);
  const addDuty = (
    relation: string,
    source: number,
    group: number,
    targets: readonly ActType[],
    more: Partial<DutyCells>,
  ): DutyCells => {
    const subject = group === 0 ? null : who[group - 1]!.id;
    const slots = targets.flatMap((type) => {
      const at = byId.get(type.id);
      if (at === undefined) return [];
      const place = groupFor(type, subject);
      const any = type.subject !== null && subject === null;
      return [{ type: at.index, group: any ? 0 : place === '' ? 0 : group, any }];
    });
    const duty: DutyCells = {
      relation,
      act: null,
      clock: null,
      initial: false,
      source,
      group,
      targets: slots,
      open: cell(),
      cancelled: slots.map(cell),
      alertOnly: false,
      survivesClose: false,
      dated: false,
      one: false,
      ...more,
    };
    duties.push(duty);
    const own = dutiesBy.get(relation) ?? [];
    own[placeOf(source, group)] = duty;
    dutiesBy.set(relation, own);
    return duty;
  };

  for (const type of plan.initially)
    for (const group of groupsOf(type.subject)) addDuty(`initial:${type.id}`, 0, group, [type], { initial: true });
  for (const relation of procedure.relations) {
    if (relation.kind !== 'response') continue;
    const targets = relation.to.flatMap((id) => plan.acts.get(id)?.type ?? []);
    const sources = [...new Set(relation.from.flatMap((id) => groupsOf(plan.acts.get(id)?.type.subject ?? null)))];
    const kinds = [...new Set(targets.map((type) => type.subject))];
    const ends = [...new Set([...kinds.flatMap(groupsOf), ...(kinds.includes(null) ? [0] : [])])];
    for (const source of sources)
      for (const end of ends)
        addDuty(relation.id, source, end, targets, {
          act: relation,
          alertOnly: relation.alertOnly,
          survivesClose: relation.survivesClose,
          dated: relation.within !== undefined,
          one: relation.discharge === 'one',
        });
  }

  const clocks = new Map<string, readonly ClockCells[]>();
  for (const clock of procedure.clocks) {
    const list = groupsOf(clock.subject).map((group): ClockCells => {
      const cells: ClockCells = {
        clock,
        group,
        status: cell(),
        restarts: cell(),
        extended: new Map(clock.extends.map((extension) => [extension, { run: cell(), total: cell() }])),
        duty: null,
      };
      if (clock.expiry.kind !== 'duty') return cells;
      const targets = clock.expiry.owed.flatMap((id) => plan.acts.get(id)?.type ?? []);
      const more = { clock: cells, alertOnly: clock.expiry.alertOnly, dated: true };
      cells.duty = addDuty(clock.id, group, group, targets, more);
      return cells;
    });
    clocks.set(clock.id, list);
  }

  const names = new Map<string, number>();
  const office: { name: string; values: readonly Value[] }[] = [];
  const facts = new Set(
    procedure.facts.filter((fact) => !isOfTheOffice(fact)).map((fact) => `${fact.of}.${fact.name}`),
  );
  for (const { guard } of guards) {
    for (const operand of operandsOf(guard)) {
      if (!('path' in operand) || operand.path === 'act') continue;
      const name = `${operand.path}.${operand.field}`;
      if (names.has(`${name}#0`)) continue;
      const perSubject = operand.path === 'subject' || operand.path === 'opening';
      for (const group of perSubject ? [0, ...who.map((one) => one.group)] : [0]) names.set(`${name}#${group}`, cell());
      if (operand.path === 'opening') names.set(`${name}#case`, cell());
      if (operand.path === 'case' && !facts.has(name) && !writtenByActs(procedure, operand.field))
        office.push({ name: operand.field, values: values.of('case', operand.field) });
    }
  }
  const later = new Map<string, number>();
  for (const relation of procedure.relations)
    if (relation.scope === 'present-and-later') later.set(relation.id, cell());
  const laterOrder = orderMatters(procedure) ? cell() : -1;

  const timers = timed ? timersOf(procedure, byId, clocks, cell) : [];
  const dutiesOn = acts.map((act) =>
    [null, ...who].map((_, group) =>
      duties.filter((duty) =>
        duty.targets.some((target) => target.type === act.index && (target.any ? group > 0 : target.group === group)),
      ),
    ),
  );
  const table: Value[] = [null];
  const intern = (value: Value): number => {
    const known = table.indexOf(value);
    if (known >= 0) return known;
    table.push(value);
    return table.length - 1;
  };
  return {
    procedure,
    each: n,
    size,
    acts,
    byId,
    named,
    alone,
    caseFacts: new Set(procedure.facts.flatMap((fact) => (fact.of === 'case' ? [fact.name] : []))),
    who,
    duties,
    dutiesOn,
    dutyOf: (relation, source, group) => dutiesBy.get(relation)?.[placeOf(source, group)],
    clocks,
    names,
    later,
    laterOrder,
    timers,
    closed,
    outcome,
    opened,
    countCap,
    outcomesMatter: procedure.clocks.some((clock) => clock.subject !== null),
    intern,
    valueAt: (index) => table[index] ?? null,
    values,
    exact,
    office,
  };
}

function timersOf(
  procedure: Procedure,
  acts: ReadonlyMap<string, ActCells>,
  clocks: ReadonlyMap<string, readonly ClockCells[]>,
  cell: () => number,
): readonly Timer[] {
  const ofClock = (id: string, clock: string, target: ActCells): readonly Timer[] =>
    (clocks.get(clock) ?? []).map((one) => ({
      id,
      group: one.group,
      from: null,
      source: null,
      clock: one,
      length: one.clock.length,
      elapsed: cell(),
      target,
    }));
  const windows = procedure.relations.flatMap((relation): readonly Timer[] => {
    if (relation.kind !== 'window') return [];
    const [source, target] = [acts.get(relation.from), acts.get(relation.to)];
    if (source === undefined || target === undefined) return [];
    if (relation.clock !== undefined) return ofClock(relation.id, relation.clock, target);
    const { id, length } = relation;
    return source.slots.flatMap((slot, group) =>
      slot === undefined || length === undefined
        ? []
        : [{ id, group, from: relation.from, source: slot, clock: null, length, elapsed: cell(), target }],
    );
  });
  const bars = procedure.clocks.flatMap((clock) => {
    const target = clock.expiry.kind === 'bar' ? acts.get(clock.expiry.bars[0] ?? '') : undefined;
    return target === undefined ? [] : ofClock(clock.id, clock.id, target);
  });
  return [...windows, ...bars];
}

/** Something is excluded and included for whoever enters later. */
function orderMatters({ relations }: Procedure): boolean {
  const later = relations.filter((one) => one.scope === 'present-and-later');
  const included = later.flatMap((one) => (one.kind === 'include' ? one.to : []));
  return later.some((one) => one.kind === 'exclude' && one.to.some((id) => included.includes(id)));
}

const writtenByActs = (procedure: Procedure, field: string): boolean =>
  procedure.acts.some((act) => act.subject === null && act.fields.some((one) => one.name === field));
