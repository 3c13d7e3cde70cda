import type { ActPlan, Of } from '../plan.ts';
import type { Relation, Scope } from '../types.ts';
import type { Making } from './compile.ts';
import type { DutyIndex } from './compile-duties.ts';
import type {
  ClockStep,
  CompiledAct,
  CompiledClock,
  CompiledFact,
  Condition,
  Effect,
  Landing,
  Opening,
  PlainEffects,
  Sources,
} from './program.ts';
import { earliestSpan, rollingOf } from './spans.ts';

type Made = Omit<CompiledAct, 'keepsLast'>;

/** One act type with everything that it meets, by numbers. */
export function compileAct(
  making: Making,
  plan: ActPlan,
  code: number,
  duties: DutyIndex,
  clocks: readonly CompiledClock[],
  last: Set<number>,
): Made {
  const { ruleOf, testOf } = making;
  const { type } = plan;
  const { id, cite } = type;
  const kind = making.kindOf(code);
  const clockOf = (of: string): CompiledClock => clocks.find(({ clock }) => clock.id === of)!;
  const conditions = plan.conditions.map((relation) => condition(making, relation, code, last));
  const milestones = plan.milestones.map((relation) => ({
    ...blocking(making, relation, [relation.from], code),
    from: relation.from,
  }));
  const windows = plan.windows.map((relation) => {
    for (const source of known(making, [relation.from])) last.add(source);
    return {
      ...blocking(making, relation, [relation.from], code),
      anchor: making.anchored(relation.anchor),
      span: relation.length === undefined ? null : making.spanOf(relation.length, rollingOf(relation.rolls)),
      length: relation.length ?? null,
      rolls: relation.rolls,
      clock: relation.clock === undefined ? -1 : clocks.findIndex(({ clock }) => clock.id === relation.clock),
    };
  });
  const effects = plan.effects.map((relation): Effect => {
    const landing = (target: number) => landingOf(making, relation.scope, kind, [target]);
    return {
      rule: ruleOf(relation.id, relation.kind, relation.cite),
      id: relation.id,
      include: relation.kind === 'include',
      cancel: relation.kind === 'exclude' && relation.cancel,
      targets: known(making, relation.to).map((target) => ({ code: target, landing: landing(target) })),
      test: testOf(relation.when),
      force: making.forceOf(relation),
      later: relation.scope === 'present-and-later',
    };
  });
  const responses = plan.responses.map(
    (relation): Opening => ({
      duty: duties.ofResponse.get(relation.id)!,
      landing: landingOf(making, relation.scope, kind, known(making, relation.to)),
      test: testOf(relation.when),
      force: making.forceOf(relation),
      later: relation.scope === 'present-and-later' && kind === -1,
    }),
  );
  const clockSteps = plan.clockOps.map(
    (operation): ClockStep =>
      operation.op === 'extend'
        ? { op: 'extend', clock: clockOf(operation.clock.id), extension: operation.extension }
        : { op: operation.op, clock: clockOf(operation.clock.id) },
  );
  const fields = type.fields.map((field) => ({
    rule: ruleOf(`field:${id}.${field.name}`, 'field', cite),
    field,
    column: making.column(field.name),
  }));
  const guard =
    type.guard === undefined
      ? null
      : {
          rule: ruleOf(`guard:${id}`, 'guard', type.guard.cite),
          test: testOf(type.guard.when)!,
          cite: type.guard.cite,
        };
  const byMask = conditions.filter(isMasked);
  const plainMile = milestones.filter(({ sources }) => !sources.wide);
  const before = plan.before.map((relation) => duties.ofResponse.get(relation.id)!);
  const bars = plan.bars.map(({ id: of }) => clockOf(of));
  const measured = plan.measured.map(({ id: of }) => clockOf(of));
  const sendsAway = plan.sendsAway.map(({ id: of }) => clockOf(of));
  const limited = clockSteps.some(
    ({ op, clock }) => op === 'extend' || (op === 'restart' && clock.clock.restartLimit !== undefined),
  );
  const singles = (strict: boolean) =>
    making.mask(byMask.filter((one) => one.strict === strict).flatMap(({ sources }) => sources.codes));
  return {
    code,
    id,
    type,
    plan,
    kind,
    word: code >>> 5,
    bit: 1 << (code & 31),
    cond: singles(false),
    strict: singles(true),
    mile: making.mask(plainMile.flatMap(({ sources }) => sources.codes)),
    exact:
      byMask.length < conditions.length ||
      plainMile.length < milestones.length ||
      before.length + windows.length + bars.length + measured.length + sendsAway.length > 0 ||
      limited ||
      guard !== null,
    conditions,
    milestones,
    before,
    windows,
    bars,
    measured,
    sendsAway,
    clockSteps,
    fields,
    guard,
    authority: {
      rule: ruleOf(`authority:${id}`, 'authority', type.authority.cite),
      if: type.authority.if.map(({ when, rank, cite: law }) => ({ test: testOf(when)!, rank, cite: law })),
    },
    effects,
    responses,
    owedBy: duties.rules.flatMap(({ nr, targets }) => (targets.includes(code) ? [nr] : [])),
    facts: plan.facts.map((fact) => factOf(making, fact, id)),
    outcomes: plan.outcomes.map(({ when }) => ({ test: testOf(when) })),
    opens: plan.opens,
    initiallyRule: ruleOf(`initially:${id}`, 'initially', cite),
    closingRule: ruleOf(`close:${id}`, 'closing', cite),
    plainEffects: plainEffects(making, effects, kind),
    plainResponses: plainResponses(responses),
  };

  function factOf(of: Making, fact: ActPlan['facts'][number], act: string): CompiledFact {
    return {
      ofCase: fact.of === 'case',
      slot: fact.of === 'case' ? of.factSlots.ofCase(fact.name) : of.factSlots.ofSubject(fact.name),
      from: fact.from.filter((from) => from.act === act).map(({ field }) => of.column(field)),
      set: fact.setBy
        .filter(({ acts }) => acts.includes(act))
        .map(({ value, when }) => ({ value, test: testOf(when) })),
    };
  }
}

const known = (making: Making, ids: readonly string[]): readonly number[] =>
  ids.flatMap((id) => making.codes.get(id) ?? []);

/** Can be told by one bit: a single source seen from the same place, without a delay. */
const isMasked = ({ sources, delay }: Condition): boolean =>
  !sources.wide && sources.codes.length === 1 && delay === null;

function blocking(making: Making, relation: Relation, from: readonly string[], target: number) {
  return {
    rule: making.ruleOf(relation.id, relation.kind, relation.cite),
    cite: relation.cite,
    test: making.testOf(relation.when),
    force: making.forceOf(relation),
    sources: sourcesOf(making, relation.scope, from, target),
    anchor: undefined,
  } as const;
}

function condition(making: Making, relation: Of<'condition'>, target: number, last: Set<number>): Condition {
  const { delay, full, anchor } = relation;
  if (delay !== undefined) for (const source of known(making, relation.from)) last.add(source);
  const { counting } = making.procedure;
  return {
    ...blocking(making, relation, relation.from, target),
    anchor: making.anchored(anchor),
    strict: relation.strict,
    from: relation.from,
    delay:
      delay === undefined ? null : earliestSpan(delay, full === true, counting, making.world.calendar, making.dayOf),
  };
}

/** Source slots of a blocking rule seen from its target. [4] */
function sourcesOf(making: Making, scope: Scope, from: readonly string[], target: number): Sources {
  const codes = known(making, from);
  const kinds = [...new Set(codes.map(making.kindOf))].filter((kind) => kind !== -1);
  const kind = making.kindOf(target);
  const narrow = kinds.length === 0 || (kind !== -1 && kinds.includes(kind) && scope === 'same');
  const members = (of: number): Int32Array =>
    making.mask(codes.filter((code) => making.kindOf(code) === -1 || making.kindOf(code) === of));
  return {
    wide: !narrow,
    any: !narrow && scope === 'any',
    others: scope === 'others',
    ofCase: codes.some((code) => making.kindOf(code) === -1),
    kinds: narrow && kinds.length > 0 ? [kind] : kinds,
    codes,
    own: members(narrow ? kind : -1),
    byKind: making.kinds.map((_, of) => members(of)),
  };
}

/** Where an effect of an act lands. [4] */
function landingOf(making: Making, scope: Scope, source: number, targets: readonly number[]): Landing {
  const kinds = [...new Set(targets.map(making.kindOf))].filter((kind) => kind !== -1);
  if (kinds.length === 0) return { at: 'case' };
  if (source !== -1 && kinds.includes(source)) {
    if (scope === 'same') return { at: 'own' };
    return { at: scope === 'others' ? 'others' : 'present', kinds: [source] };
  }
  return { at: 'present', kinds };
}

function plainEffects(making: Making, effects: readonly Effect[], kind: number): PlainEffects | null {
  const at = kind === -1 ? 'case' : 'own';
  const plain = effects.every(
    ({ test, force, later, targets }) =>
      test === null && force === null && !later && targets.every(({ landing }) => landing.at === at),
  );
  if (!plain) return null;
  const included = new Set(
    effects.filter(({ include }) => include).flatMap(({ targets }) => targets.map((t) => t.code)),
  );
  const excluded = new Map<
    number,
    { readonly code: number; readonly rule: number; readonly id: string; readonly cancel: boolean }
  >();
  for (const { include, targets, rule, id, cancel } of effects) {
    if (include) continue;
    for (const { code } of targets) {
      if (included.has(code)) continue;
      const known = excluded.get(code);
      const first = known === undefined || id < known.id ? { code, rule, id } : known;
      excluded.set(code, { ...first, cancel: cancel || known?.cancel === true });
    }
  }
  return {
    exclude: making.mask([...excluded.keys()]),
    include: making.mask([...included]),
    excluded: [...excluded.values()].map(({ code, rule, cancel }) => ({ code, rule, cancel })),
  };
}

function plainResponses(responses: readonly Opening[]): CompiledAct['plainResponses'] {
  const plain = responses.every(
    ({ test, force, later, landing }) =>
      test === null && force === null && !later && (landing.at === 'case' || landing.at === 'own'),
  );
  return plain ? responses.map(({ duty, landing }) => ({ duty, ofCase: landing.at === 'case' })) : null;
}
