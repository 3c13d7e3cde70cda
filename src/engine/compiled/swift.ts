import { judgeAct } from './check.ts';
import { cancelOn, meet, sleepOrWake } from './duties.ts';
import { respond } from './effects.ts';
import type { CompiledAct, DutyRule } from './program.ts';
import type { Span } from './spans.ts';
import { NONE, type State } from './state.ts';
import { dischargeOf, opened } from './step.ts';

/**
 * The swift way: an act of the case whose rules are masks, plain effects and duties of which the case has one at a time. It does what
 * `step` does, and calls the same functions as soon as anything is not plain (a departure, a late duty, one that falls asleep). [14]
 */
export interface SwiftAct {
  readonly act: CompiledAct;
  readonly bit: number;
  readonly cond: number;
  readonly strict: number;
  readonly mile: number;
  /** Sets of alternatives, and those that must really have been done. */
  readonly sets: readonly number[];
  readonly strictSets: readonly number[];
  readonly delays: readonly Timed[];
  readonly windows: readonly Timed[];
  readonly exclude: number;
  readonly include: number;
  readonly excluded: readonly { readonly code: number; readonly rule: number; readonly cancel: boolean }[];
  /** Duty rules met by the act, and those that it opens. */
  readonly owed: readonly Single[];
  readonly opens: readonly Single[];
  readonly opening: boolean;
  readonly keepsLast: boolean;
}
interface Timed {
  readonly code: number;
  readonly bit: number;
  readonly fixed: number;
  readonly span: Span;
}
interface Single {
  /** The case has at most one, at the place of the rule; else by the general functions. */
  readonly single: boolean;
  readonly nr: number;
  readonly rule: DutyRule;
  /** Place of `met` in the counts. */
  readonly met: number;
  readonly mask: number;
  /** Its only target; −1: several. */
  readonly target: number;
  readonly targets: readonly number[];
  readonly fixed: number;
  readonly ofDay: ((day: number) => number) | null;
  readonly span: Span | null;
}

const STATES = 11;

export function swiftOf(
  act: CompiledAct,
  duties: readonly DutyRule[],
  p: { readonly words: number; readonly readsData: boolean; readonly counts: boolean },
): SwiftAct | null {
  const { type, plainEffects, plainResponses, conditions, milestones, windows } = act;
  if (p.words !== 1 || p.readsData || p.counts || act.kind !== NONE || plainEffects === null || plainResponses === null)
    return null;
  if (act.clockSteps.length + act.measured.length + act.outcomes.length + act.bars.length > 0) return null;
  if (act.before.length + act.sendsAway.length > 0 || act.guard !== null || type.close || type.reopen) return null;
  if (
    milestones.some(({ sources }) => sources.wide) ||
    conditions.some(({ sources, anchor }) => sources.wide || anchor)
  )
    return null;
  if (windows.some(({ sources, anchor, clock, span }) => sources.wide || anchor || clock !== NONE || span === null))
    return null;
  const owed = act.owedBy.map((nr) => ruleOf(duties[nr]!));
  const opens = plainResponses.map(({ duty }) => ruleOf(duties[duty]!));
  const isPlain = (list: readonly (Single | null)[]): list is readonly Single[] => list.every((one) => one !== null);
  if (!isPlain(owed) || !isPlain(opens)) return null;
  const sets = (strict: boolean): readonly number[] =>
    conditions
      .filter((one) => one.strict === strict && (one.sources.codes.length > 1 || one.delay !== null))
      .map(({ sources }) => sources.own[0]!);
  return {
    act,
    bit: act.bit,
    cond: act.cond[0]!,
    strict: act.strict[0]!,
    mile: act.mile[0]!,
    sets: sets(false),
    strictSets: sets(true),
    delays: conditions.flatMap(({ sources, delay }) =>
      delay === null ? [] : sources.codes.map((code) => ({ code, bit: 1 << code, fixed: delay.fixed, span: delay })),
    ),
    windows: windows.map(({ sources, span }) => {
      const code = sources.codes[0]!;
      return { code, bit: 1 << code, fixed: span!.fixed, span: span! };
    }),
    exclude: plainEffects.exclude[0]!,
    include: plainEffects.include[0]!,
    excluded: plainEffects.excluded,
    owed,
    opens,
    opening: act.opens,
    keepsLast: act.keepsLast,
  };
}

function ruleOf(rule: DutyRule): Single | null {
  if (rule.kind !== NONE || rule.origin === 'clock' || rule.held !== null || rule.anchor !== undefined) return null;
  if (rule.clockActs.length > 0) return null;
  return {
    single: rule.single,
    nr: rule.nr,
    rule,
    met: rule.rule * STATES,
    mask: rule.mask[0]!,
    target: rule.targets.length === 1 ? rule.targets[0]! : NONE,
    targets: rule.targets,
    fixed: rule.span === null ? Number.POSITIVE_INFINITY : rule.span.fixed,
    ofDay: rule.span?.ofDay ?? null,
    span: rule.span,
  };
}

export function swiftStep(s: State, swift: SwiftAct, event: number, at: number): void {
  if (at > s.at) s.at = at;
  const { ex, inn, pe } = s;
  const included = inn[0]!;
  const undone = ~ex[0]!;
  const { bit } = swift;
  if (
    ((~included & bit) |
      (swift.cond & included & undone) |
      (swift.strict & undone) |
      (swift.mile & included & pe[0]!)) !==
      0 ||
    (s.exact[swift.act.code] === 1 && !isClear(s, swift, included, undone, at))
  )
    judgeAct(s, swift.act, event, NONE, at);

  if ((pe[0]! & bit) !== 0) {
    const { owed } = swift;
    for (let i = 0; i < owed.length; i++) {
      const one = owed[i]!;
      if (!one.single) dischargeOf(s, one.nr, 0, event, at);
      else if (s.duties.alive[one.nr] === 1) meetSwiftly(s, one, event, at);
    }
  }
  ex[0]! |= bit;
  if (swift.keepsLast) {
    const { code } = swift.act;
    s.la[0]! |= bit;
    s.last[code] = at;
    s.lastEvent[code] = event;
  }
  if (swift.opening && s.opened === NONE) opened(s, swift.act, event, NONE);

  const touched = swift.exclude | swift.include;
  if (touched !== 0) {
    const was = inn[0]!;
    const is = (was & ~swift.exclude) | swift.include;
    inn[0] = is;
    if (((was ^ is) & pe[0]!) !== 0) wake(s, (was ^ is) & pe[0]!, at);
    const { excluded } = swift;
    for (let i = 0; i < excluded.length; i++) {
      const one = excluded[i]!;
      s.exRule[one.code] = one.rule;
      s.exEvent[one.code] = event;
      if (one.cancel) cancelOn(s, one.code, 0, at);
    }
  }
  const { opens } = swift;
  if (opens.length === 0) return;
  let day = NONE;
  for (let i = 0; i < opens.length; i++) {
    const one = opens[i]!;
    const d = one.nr;
    const { duties } = s;
    if (!one.single || duties.alive[d] === 1 || (inn[0]! & one.mask) === 0) {
      respond(s, one.rule, 0, event, NONE, at);
      continue;
    }
    let due: number;
    if (one.ofDay === null) due = Number.isNaN(one.fixed) ? one.span!.of(at) : at + one.fixed;
    else {
      if (day === NONE) day = s.p.dayOf(at);
      due = one.ofDay(day);
    }
    duties.alive[d] = 1;
    duties.source[d] = event;
    duties.due[d] = due;
    duties.anchor[d] = at;
    duties.cancelled[d] = 0;
    duties.order[d] = s.order++;
    pe[0]! |= one.mask;
    if (one.target !== NONE) s.open[one.target]! += 1;
    else for (let t = 0; t < one.targets.length; t++) s.open[one.targets[t]!]! += 1;
  }
}

function isClear(s: State, swift: SwiftAct, included: number, undone: number, at: number): boolean {
  const { sets, strictSets, delays, windows } = swift;
  for (let i = 0; i < sets.length; i++) if ((~undone & sets[i]!) === 0 && (included & sets[i]!) !== 0) return false;
  for (let i = 0; i < strictSets.length; i++) if ((~undone & strictSets[i]!) === 0) return false;
  for (let i = 0; i < delays.length; i++) {
    const one = delays[i]!;
    if ((s.la[0]! & one.bit) === 0) continue;
    const last = s.last[one.code]!;
    if (at < (Number.isNaN(one.fixed) ? one.span.of(last) : last + one.fixed)) return false;
  }
  for (let i = 0; i < windows.length; i++) {
    const one = windows[i]!;
    if ((s.la[0]! & one.bit) === 0) continue;
    const last = s.last[one.code]!;
    if (at > (Number.isNaN(one.fixed) ? one.span.of(last) : last + one.fixed)) return false;
  }
  return true;
}

function meetSwiftly(s: State, one: Single, event: number, at: number): void {
  const { duties } = s;
  const d = one.nr;
  if (at > duties.due[d]!) {
    meet(s, d, event, at);
    return;
  }
  s.tally.states[one.met]! += 1;
  duties.alive[d] = 0;
  if (!Number.isNaN(duties.asleep[d])) {
    duties.asleep[d] = Number.NaN;
    duties.asleepEnd[d] = null;
  }
  if (one.target !== NONE) {
    const left = s.open[one.target]! - 1;
    s.open[one.target] = left;
    if (left === 0) s.pe[0]! &= ~one.mask;
    return;
  }
  for (let t = 0; t < one.targets.length; t++) {
    const code = one.targets[t]!;
    const left = s.open[code]! - 1;
    s.open[code] = left;
    if (left === 0) s.pe[0]! &= ~(1 << code);
  }
}

function wake(s: State, bits: number, at: number): void {
  for (let left = bits; left !== 0; left &= left - 1) sleepOrWake(s, 31 - Math.clz32(left & -left), 0, at);
}
