import { parseDate } from '../civil.ts';
import { type ActPlan, planOf } from '../plan.ts';
import type { Anchor, Guard, Period, Procedure, Relation, Rolls, Value, World } from '../types.ts';
import { compileAct } from './compile-acts.ts';
import { compileDuties, type DutyIndex } from './compile-duties.ts';
import { compileGuard, type Names } from './guards.ts';
import { liveReasons } from './live.ts';
import type { CompiledClock, Force, Program, Rule, Test } from './program.ts';
import { dayReader, endSpan, type Rolling, rollingOf, type Span } from './spans.ts';
import { swiftOf } from './swift.ts';

/** What the parts of a procedure share while they are compiled. */
export interface Making {
  readonly procedure: Procedure;
  readonly world: World;
  readonly plans: readonly ActPlan[];
  readonly codes: ReadonlyMap<string, number>;
  readonly words: number;
  readonly kinds: readonly string[];
  readonly kindOf: (code: number) => number;
  readonly ruleOf: (id: string, kind: Rule['kind'], cite: string) => number;
  readonly testOf: (guard: Guard | undefined) => Test | null;
  readonly forceOf: (rule: Pick<Relation, 'from_date_in_force' | 'to_date_in_force'>) => Force | null;
  readonly spanOf: (period: Period, rolls: Rolling) => Span;
  /** The end of a period by its rule for days off, and the end while custody holds where that differs. */
  readonly spansOf: (period: Period, rolls: Rolls) => { readonly span: Span; readonly held: Span | null };
  readonly column: (field: string) => number;
  readonly anchored: (anchor: Anchor | undefined) => Anchor | undefined;
  readonly factSlots: { readonly ofCase: (name: string) => number; readonly ofSubject: (name: string) => number };
  readonly mask: (codes: readonly number[]) => Int32Array;
  readonly dayOf: (at: number) => number;
}

/** Numbers for names, in the order of their asking. */
function numbered(): { readonly of: (name: string) => number; readonly names: string[] } {
  const names: string[] = [];
  const index = new Map<string, number>();
  return {
    names,
    of(name) {
      const known = index.get(name);
      if (known !== undefined) return known;
      names.push(name);
      index.set(name, names.length - 1);
      return names.length - 1;
    },
  };
}

/** Compiles a procedure to integers, once. [14] */
export function compileProgram(procedure: Procedure, world: World): Program {
  const plan = planOf(procedure);
  const plans = procedure.acts.map(({ id }) => plan.acts.get(id)!);
  const codes = new Map(procedure.acts.map(({ id }, code) => [id, code]));
  const words = Math.max(1, Math.ceil(procedure.acts.length / 32));
  const kinds = [...plan.kinds];
  const dayOf = dayReader(world.calendar);
  const columns = numbered();
  const caseNames = numbered();
  const subjectNames = numbered();
  const openingNames = numbered();
  const last = new Set<number>();
  const rules: Rule[] = [];
  const ruleIndex = new Map<string, number>();
  let counts = false;
  let datesByCustody = false;
  let readsData = procedure.facts.length > 0;

  function ruleOf(id: string, kind: Rule['kind'], cite: string): number {
    const known = ruleIndex.get(id);
    if (known !== undefined) return known;
    rules.push({ id, kind, cite });
    ruleIndex.set(id, rules.length - 1);
    return rules.length - 1;
  }
  for (const { id, kind, cite } of procedure.relations) ruleOf(id, kind, cite);
  for (const { id, cite } of procedure.clocks) ruleOf(id, 'clock', cite);

  const names: Names = {
    column: columns.of,
    ofCase(field) {
      readsData = true;
      columns.of(field);
      return caseNames.of(field);
    },
    ofSubject(field) {
      readsData = true;
      return subjectNames.of(field);
    },
    opening: openingSlot,
    act: (id) => codes.get(id),
    isOfCase: (code) => procedure.acts[code]!.subject === null,
    office: (field): Value | undefined => world.office[field] ?? undefined,
    counted: () => {
      counts = true;
    },
    keepsLast: (code) => last.add(code),
    dayOf,
  };
  function openingSlot(field: string): number {
    readsData = true;
    columns.of(field);
    return openingNames.of(field);
  }
  const testOf = (guard: Guard | undefined): Test | null => (guard === undefined ? null : compileGuard(guard, names));
  const spans = new Map<string, Span>();
  function spanOf(period: Period, rolls: Rolling): Span {
    const key = `${period.text}/${rolls}`;
    let span = spans.get(key);
    if (span === undefined) {
      span = endSpan(period, procedure.counting, rolls, world.calendar, dayOf);
      spans.set(key, span);
    }
    return span;
  }
  const making: Making = {
    procedure,
    world,
    plans,
    codes,
    words,
    kinds,
    kindOf: (code) => {
      const { subject } = procedure.acts[code]!;
      return subject === null ? -1 : kinds.indexOf(subject);
    },
    ruleOf,
    testOf,
    forceOf,
    spanOf,
    spansOf(period, rolls) {
      const span = spanOf(period, rollingOf(rolls));
      const depends = rolls === 'custody' && procedure.custody !== undefined && !span.exact;
      datesByCustody ||= depends;
      return { span, held: depends ? spanOf(period, 'none') : null };
    },
    column: columns.of,
    anchored(anchor) {
      if (anchor?.of === 'act') columns.of(anchor.field);
      else if (anchor !== undefined) openingSlot(anchor.field);
      return anchor;
    },
    factSlots: { ofCase: names.ofCase, ofSubject: names.ofSubject },
    mask(of) {
      const mask = new Int32Array(words);
      for (const code of of) mask[code >>> 5]! |= 1 << (code & 31);
      return mask;
    },
    dayOf,
  };

  const duties: DutyIndex = compileDuties(making);
  const clocks = procedure.clocks.map((clock, nr): CompiledClock => {
    const { span, held } =
      clock.length === null ? { span: null, held: null } : making.spansOf(clock.length, clock.rolls);
    if (clock.rolls === 'custody' && procedure.custody !== undefined) datesByCustody = true;
    for (const anchor of Object.values(clock.anchors)) making.anchored(anchor);
    if (clock.lengthField !== undefined) openingSlot(clock.lengthField);
    for (const { toDate, byField } of clock.extends) {
      if (toDate !== undefined) columns.of(toDate);
      if (byField !== undefined) columns.of(byField);
    }
    return {
      nr,
      rule: ruleOf(clock.id, 'clock', clock.cite),
      clock,
      kind: clock.subject === null ? -1 : kinds.indexOf(clock.subject),
      span,
      held,
      test: testOf(clock.when),
      force: forceOf(clock),
      duty: duties.ofClock.get(clock.id) ?? -1,
    };
  });
  const acts = plans.map((one, code) => compileAct(making, one, code, duties, clocks, last));
  const custody = testOf(procedure.custody);
  const initially = (of: 'included' | 'executed', ofCase: boolean): Int32Array =>
    making.mask(
      procedure.acts.flatMap((type, code) => (type.initially[of] && (type.subject === null) === ofCase ? [code] : [])),
    );
  const done = acts.map((act) => ({ ...act, keepsLast: last.has(act.code) }));
  return {
    procedure,
    world,
    plan,
    acts: done,
    swift: done.map((act) => swiftOf(act, duties.rules, { words, readsData, counts })),
    codes,
    words,
    kinds,
    rules,
    duties: duties.rules,
    clocks,
    fields: columns.names,
    caseNames: caseNames.names.map((name) => ({
      name,
      column: columns.of(name),
      initial: procedure.facts.find((fact) => fact.of === 'case' && fact.name === name)?.initial,
    })),
    subjectNames: subjectNames.names.map((name) => ({
      name,
      initial: procedure.facts.find((fact) => fact.of === 'subject' && fact.name === name)?.initial,
    })),
    openingNames: openingNames.names.map((name) => ({ name, column: columns.of(name) })),
    custody,
    datesByCustody: datesByCustody && custody !== null,
    counts,
    ticks: duties.rules.some(({ clockActs }) => clockActs.length > 0),
    keepsData: readsData,
    closes: procedure.acts.some(({ close }) => close),
    startsExcluded: procedure.acts.flatMap((type, code) =>
      type.subject === null && !type.initially.included ? [code] : [],
    ),
    initialCase: { included: initially('included', true), executed: initially('executed', true) },
    initialSubject: { included: initially('included', false), executed: initially('executed', false) },
    pendingCase: duties.pendingCase,
    pendingKind: duties.pendingKind,
    dayOf,
    columnOf: columns.of,
    openingSlot: openingNames.of,
    liveOnly: liveReasons(procedure),
  };
}

function forceOf(rule: { readonly from_date_in_force?: string; readonly to_date_in_force?: string }): Force | null {
  const { from_date_in_force: from, to_date_in_force: to } = rule;
  if (from === undefined && to === undefined) return null;
  return {
    from: from === undefined ? Number.NEGATIVE_INFINITY : (parseDate(from) ?? Number.NEGATIVE_INFINITY),
    to: to === undefined ? Number.POSITIVE_INFINITY : (parseDate(to) ?? Number.POSITIVE_INFINITY),
  };
}
