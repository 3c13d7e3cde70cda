import { judgeAct } from './check.ts';
import { cancelOn, meet, sleepOrWake } from './duties.ts';
import { respond } from './effects.ts';
import type { CompiledAct, DutyRule } from './program.ts';
import { type DayTable, ofDay, type Span } from './spans.ts';
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
  /** The first set of alternatives (0: none), further ones, and those that must really have been done. */
  readonly set: number;
  readonly sets: readonly number[];
  readonly strictSets: readonly number[];
  readonly delays: readonly Timed[];
  readonly windows: readonly Timed[];
  /** More than the first set has to be looked at. */
  readonly hasMore: boolean;
  readonly exclude: number;
  readonly include: number;
  readonly cancels: number;
  readonly excluded: readonly { readonly code: number; readonly rule: number }[];
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
  /** The first open one stands at the place of the rule; others are opened by the general functions. */
  readonly home: boolean;
  readonly nr: number;
  readonly rule: DutyRule;
  readonly mask: number;
  /** Its targets beside the act that meets it. */
  readonly others: readonly Other[];
  readonly fixed: number;
  readonly days: DayTable | null;
  readonly span: Span | null;
}

interface Other {
  readonly bit: number;
  /** Duty rules with this target. */
  readonly rules: readonly number[];
}

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
  const owed = act.owedBy.map((nr) => ruleOf(nr, act.code, duties));
  const opens = plainResponses.map(({ duty }) => ruleOf(duty, NONE, duties));
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
    set: sets(false)[0] ?? 0,
    sets: sets(false).slice(1),
    strictSets: sets(true),
    delays: conditions.flatMap(({ sources, delay }) =>
      delay === null ? [] : sources.codes.map((code) => ({ code, bit: 1 << code, fixed: delay.fixed, span: delay })),
    ),
    windows: windows.map(({ sources, span }) => {
      const code = sources.codes[0]!;
      return { code, bit: 1 << code, fixed: span!.fixed, span: span! };
    }),
    hasMore:
      windows.length > 0 ||
      conditions.some(({ delay }) => delay !== null) ||
      sets(false).length > 1 ||
      sets(true).length > 0,
    exclude: plainEffects.exclude[0]!,
    include: plainEffects.include[0]!,
    excluded: plainEffects.excluded,
    cancels: plainEffects.excluded.reduce((bits, { code, cancel }) => (cancel ? bits | (1 << code) : bits), 0),
    owed,
    opens,
    opening: act.opens,
    keepsLast: act.keepsLast,
  };
}

function ruleOf(nr: number, code: number, duties: readonly DutyRule[]): Single | null {
  const rule = duties[nr]!;
  if (rule.kind !== NONE || rule.origin === 'clock' || rule.held !== null || rule.anchor !== undefined) return null;
  if (rule.clockActs.length > 0) return null;
  return {
    home: rule.home,
    nr: rule.nr,
    rule,
    mask: rule.mask[0]!,
    others: rule.targets.filter((target) => target !== code).map((target) => otherOf(target, duties)),
    fixed: rule.span === null ? Number.POSITIVE_INFINITY : rule.span.fixed,
    days: rule.span?.days ?? null,
    span: rule.span,
  };
}

function otherOf(target: number, duties: readonly DutyRule[]): Other {
  return { bit: 1 << target, rules: duties.filter(({ targets }) => targets.includes(target)).map(({ nr }) => nr) };
}

/**
 * Does the events of the case at hand from `event` on, as long as their acts are swift; the place where it stopped. The words of the case
 * are held in variables and written back before anything that is not plain is asked.
 */
export function runSwift(s: State, from: number, to: number, until: number, unit: number): number {
  const { swift, exact, la, last, lastEvent, exRule, exEvent } = s;
  const { act: codes, subject, time } = s.columns;
  const { met, head } = s;
  let { duties } = s;
  let { alive, source, due, order } = duties;
  let ex = s.ex[0]!;
  let inn = s.inn[0]!;
  let pe = s.pe[0]!;
  let done = la[0]!;
  let opening = s.order;
  let event = from;
  for (; event < to; event++) {
    if (subject !== undefined && subject[event] !== 0) break;
    const code = codes[event]!;
    const one = code < swift.length ? swift[code]! : null;
    const at = time[event]! * unit;
    if (one === null || at > until) break;
    const { bit } = one;
    const stands = (~inn & bit) | (one.cond & inn & ~ex) | (one.strict & ~ex) | (one.mile & inn & pe);
    if (
      stands !== 0 ||
      (exact[code] === 1 &&
        ((one.set !== 0 && (ex & one.set) === 0 && (inn & one.set) !== 0) ||
          (one.hasMore && !isClear(s, one, inn, ex, done, at))))
    ) {
      s.ex[0] = ex;
      s.inn[0] = inn;
      s.pe[0] = pe;
      la[0] = done;
      judgeAct(s, one.act, event, NONE, at);
    }

    if ((pe & bit) !== 0) {
      const { owed } = one;
      let left = 0;
      for (let i = 0; i < owed.length; i++) {
        const duty = owed[i]!;
        const { nr } = duty;
        if (head[nr] !== NONE) {
          s.pe[0] = pe;
          dischargeOf(s, nr, code, 0, event, at);
          pe = s.pe[0]!;
          if (alive[nr] === 1 || head[nr] !== NONE) left = bit;
        } else if (alive[nr] === 1) {
          if (at > due[nr]! || (inn & bit) === 0) {
            s.pe[0] = pe;
            meet(s, nr, event, at);
            pe = s.pe[0]!;
          } else {
            alive[nr] = 0;
            met[nr]! += 1;
            const { others } = duty;
            for (let t = 0; t < others.length; t++) if (!isOwed(others[t]!, alive, head)) pe &= ~others[t]!.bit;
          }
        }
      }
      pe = (pe & ~bit) | left;
    }
    ex |= bit;
    if (one.keepsLast) {
      done |= bit;
      last[code] = at;
      lastEvent[code] = event;
    }
    if (one.opening && s.opened === NONE) opened(s, one.act, event, NONE);

    if ((one.exclude | one.include) !== 0) {
      const was = inn;
      inn = (was & ~one.exclude) | one.include;
      const { excluded } = one;
      for (let i = 0; i < excluded.length; i++) {
        const { code: out, rule } = excluded[i]!;
        exRule[out] = rule;
        exEvent[out] = event;
      }
      if (((was ^ inn) & pe) !== 0 || (one.cancels & pe) !== 0) {
        s.pe[0] = pe;
        s.inn[0] = inn;
        disturb(s, one, (was ^ inn) & pe, at);
        pe = s.pe[0]!;
      }
    }

    const { opens } = one;
    if (opens.length === 0) continue;
    let day = NONE;
    for (let i = 0; i < opens.length; i++) {
      const duty = opens[i]!;
      const d = duty.nr;
      if (!duty.home || alive[d] === 1 || head[d] !== NONE || (inn & duty.mask) === 0) {
        s.pe[0] = pe;
        s.inn[0] = inn;
        s.order = opening;
        respond(s, duty.rule, 0, event, NONE, at);
        opening = s.order;
        pe = s.pe[0]!;
        if (s.duties !== duties) {
          duties = s.duties;
          alive = duties.alive;
          source = duties.source;
          due = duties.due;
          order = duties.order;
        }
        continue;
      }
      if (duty.days === null) due[d] = Number.isNaN(duty.fixed) ? duty.span!.of(at) : at + duty.fixed;
      else {
        if (day === NONE) day = s.p.dayOf(at);
        due[d] = ofDay(duty.days, day);
      }
      alive[d] = 1;
      source[d] = event;
      order[d] = opening;
      opening += 1;
      pe |= duty.mask;
    }
  }
  s.ex[0] = ex;
  s.inn[0] = inn;
  s.pe[0] = pe;
  s.order = opening;
  la[0] = done;
  if (event > from) {
    const at = time[event - 1]! * unit;
    if (at > s.at) s.at = at;
  }
  return event;
}

/** Whether another duty is open on a target. */
function isOwed({ rules }: Other, alive: Uint8Array, head: Int32Array): boolean {
  for (let i = 0; i < rules.length; i++) if (alive[rules[i]!] === 1 || head[rules[i]!] !== NONE) return true;
  return false;
}

/** Whether sets of alternatives, delays and windows leave the act free. */
function isClear(s: State, swift: SwiftAct, included: number, executed: number, done: number, at: number): boolean {
  const { sets, strictSets, delays, windows } = swift;
  for (let i = 0; i < sets.length; i++) if ((executed & sets[i]!) === 0 && (included & sets[i]!) !== 0) return false;
  for (let i = 0; i < strictSets.length; i++) if ((executed & strictSets[i]!) === 0) return false;
  for (let i = 0; i < delays.length; i++) {
    const one = delays[i]!;
    if ((done & one.bit) === 0) continue;
    const last = s.last[one.code]!;
    if (at < (Number.isNaN(one.fixed) ? one.span.of(last) : last + one.fixed)) return false;
  }
  for (let i = 0; i < windows.length; i++) {
    const one = windows[i]!;
    if ((done & one.bit) === 0) continue;
    const last = s.last[one.code]!;
    if (at > (Number.isNaN(one.fixed) ? one.span.of(last) : last + one.fixed)) return false;
  }
  return true;
}

/** Duties on slots that were excluded or included fall asleep, wake or are withdrawn. */
function disturb(s: State, swift: SwiftAct, changed: number, at: number): void {
  for (let left = changed; left !== 0; left &= left - 1) sleepOrWake(s, 31 - Math.clz32(left & -left), 0, at);
  for (let left = swift.cancels; left !== 0; left &= left - 1) cancelOn(s, 31 - Math.clz32(left & -left), 0, at);
}
