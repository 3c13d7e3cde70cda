import type { ActType, Clock, Fact, Procedure, Relation } from './types.ts';

export type Kind = Relation['kind'];
export type Of<K extends Kind> = Extract<Relation, { readonly kind: K }>;
export type Effect = Of<'exclude'> | Of<'include'>;
export type Extension = Clock['extends'][number];

/** The order in which one act's clock operations are done. [3.2 no. 7] */
const OPS = ['stop', 'pause', 'resume', 'extend', 'restart', 'start'] as const;
export type ClockOp =
  | { readonly op: Exclude<(typeof OPS)[number], 'extend'>; readonly clock: Clock }
  | { readonly op: 'extend'; readonly clock: Clock; readonly extension: Extension };

/** Everything that one act type meets: the rules into it and the rules out of it. */
export interface ActPlan {
  readonly type: ActType;
  readonly conditions: readonly Of<'condition'>[];
  readonly milestones: readonly Of<'milestone'>[];
  readonly windows: readonly Of<'window'>[];
  /** Responses that must be met before this act (`before`). */
  readonly before: readonly Of<'response'>[];
  /** Clocks of expiry `bar` whose end bars this act. */
  readonly bars: readonly Clock[];
  /** Clocks of expiry `bar` that this act both starts and stops: judged at the act. [15] */
  readonly measured: readonly Clock[];
  readonly responses: readonly Of<'response'>[];
  readonly effects: readonly Effect[];
  readonly clockOps: readonly ClockOp[];
  /** Clocks whose restarts limit this act. */
  readonly sendsAway: readonly Clock[];
  readonly facts: readonly Fact[];
  readonly outcomes: Procedure['outcomes'];
  readonly opens: boolean;
}

/** A procedure indexed by act type; made once per procedure. */
export interface Plan {
  readonly procedure: Procedure;
  readonly acts: ReadonlyMap<string, ActPlan>;
  readonly kinds: ReadonlySet<string>;
  /** Act types with something pending at the start. */
  readonly initially: readonly ActType[];
  readonly opensPerSubject: boolean;
  readonly clocks: ReadonlyMap<string, Clock>;
}

const plans = new WeakMap<Procedure, Plan>();

export function planOf(procedure: Procedure): Plan {
  const known = plans.get(procedure);
  if (known !== undefined) return known;
  const made = makePlan(procedure);
  plans.set(procedure, made);
  return made;
}

function makePlan(procedure: Procedure): Plan {
  const acts = new Map(procedure.acts.map((type) => [type.id, planAct(type, procedure)]));
  return {
    procedure,
    acts,
    kinds: new Set(procedure.acts.flatMap((type) => (type.subject === null ? [] : [type.subject]))),
    initially: procedure.acts.filter((type) => type.initially.pending),
    opensPerSubject: procedure.opening.some((id) => (acts.get(id)?.type.subject ?? null) !== null),
    clocks: new Map(procedure.clocks.map((clock) => [clock.id, clock])),
  };
}

function planAct(type: ActType, procedure: Procedure): ActPlan {
  const { relations, clocks } = procedure;
  const id = type.id;
  const into = <K extends 'condition' | 'milestone' | 'window'>(kind: K) =>
    relations.filter((r): r is Of<K> => r.kind === kind && r.to === id);
  const measured = clocks.filter((c) => c.expiry.kind === 'bar' && c.starts.includes(id) && c.stopsOn.includes(id));
  return {
    type,
    conditions: into('condition'),
    milestones: into('milestone'),
    windows: into('window'),
    before: relations.filter((r): r is Of<'response'> => r.kind === 'response' && (r.before ?? []).includes(id)),
    bars: clocks.filter((c) => c.expiry.kind === 'bar' && c.expiry.bars.includes(id)),
    measured,
    responses: relations.filter((r): r is Of<'response'> => r.kind === 'response' && r.from.includes(id)),
    effects: relations.filter(
      (r): r is Effect => (r.kind === 'exclude' || r.kind === 'include') && r.from.includes(id),
    ),
    clockOps: clocks
      .filter((c) => !measured.includes(c))
      .flatMap((c) => operations(c, id))
      .sort(byOp),
    sendsAway: clocks.filter((c) => c.restartLimit !== undefined && (c.sendsAway ?? []).includes(id)),
    facts: procedure.facts.filter(
      (f) => f.from.some((from) => from.act === id) || f.setBy.some((by) => by.acts.includes(id)),
    ),
    outcomes: procedure.outcomes.filter((outcome) => outcome.acts.includes(id)),
    opens: procedure.opening.includes(id),
  };
}

function operations(clock: Clock, act: string): readonly ClockOp[] {
  const named = (op: Exclude<ClockOp['op'], 'extend'>, acts: readonly string[]): readonly ClockOp[] =>
    acts.includes(act) ? [{ op, clock }] : [];
  return [
    ...named('stop', clock.stopsOn),
    ...named('pause', clock.pausesOn),
    ...named('resume', clock.resumesOn),
    ...clock.extends.filter((e) => e.act === act).map((extension) => ({ op: 'extend' as const, clock, extension })),
    ...named('restart', clock.restartsOn),
    ...named('start', clock.starts),
  ];
}

const byOp = (a: ClockOp, b: ClockOp): number => OPS.indexOf(a.op) - OPS.indexOf(b.op);
