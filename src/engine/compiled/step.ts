import type { Value } from '../types.ts';
import { judgeAct, measuredEnd } from './check.ts';
import { keepMeasured, operate, seenBy, stopRun } from './clocks.ts';
import { valueAt } from './columns.ts';
import { dueNow, isHeld, NEVER, runEnd } from './dues.ts';
import { headOf, isAwake, isOn, meet, neverDone } from './duties.ts';
import { applyEffects, applyPlain, planEffects, planResponses, respondPlainly } from './effects.ts';
import type { CompiledAct } from './program.ts';
import { NONE, type State } from './state.ts';

/** One act, one atomic step: judgement, then effects; its subject has entered and time has come to it. [3.2] */
export function step(s: State, act: CompiledAct, event: number, group: number, at: number): void {
  if (at > s.at) s.at = at;
  if (event >= 0 && (s.exact[act.code] === 1 || s.anyClosed || stands(s, act, act.kind === NONE ? 0 : group)))
    judgeAct(s, act, event, group, at);
  perform(s, act, event, group, at);
}

/** Whether something may stand against the act: one look at each word. [14] */
function stands(s: State, act: CompiledAct, own: number): boolean {
  const { words, ex, inn, pe } = s;
  const base = own * words;
  if ((inn[base + act.word]! & act.bit) === 0) return true;
  for (let w = 0; w < words; w++) {
    const included = inn[w]! | inn[base + w]!;
    const undone = ~(ex[w]! | ex[base + w]!);
    const pending = pe[w]! | pe[base + w]!;
    if (((act.cond[w]! & included & undone) | (act.strict[w]! & undone) | (act.mile[w]! & included & pending)) !== 0)
      return true;
  }
  return false;
}

function perform(s: State, act: CompiledAct, event: number, group: number, at: number): void {
  const own = act.kind === NONE ? 0 : group;
  if ((s.pe[own * s.words + act.word]! & act.bit) !== 0) discharge(s, act, own, event, at);
  for (const clock of act.measured) {
    const end = measuredEnd(s, act, clock, event, group, at);
    if (end !== null) keepMeasured(s, clock, end, act, event, group, at);
  }
  if (s.p.keepsData) writeData(s, act, event, own, at);
  execute(s, act, own, event, at);
  if (act.opens) opened(s, act, event, group);
  const openings = act.plainResponses === null ? planResponses(s, act, event, group, at) : null;
  if (act.plainEffects === null) applyEffects(s, planEffects(s, act, event, group, at), event, at);
  else if (act.effects.length > 0) applyPlain(s, act.plainEffects, own, event, at);
  if (openings !== null) openings();
  else respondPlainly(s, act, own, event, at);
  for (const one of act.clockSteps) operate(s, one, act, event, own, at);
  s.heldBefore = null;
  if (act.outcomes.length > 0) conclude(s, act, event, own, at);
  if (act.type.reopen) reopen(s, own);
  if (act.type.close) close(s, event, own, at);
}

export function execute(s: State, act: CompiledAct, own: number, event: number, at: number): void {
  const word = own * s.words + act.word;
  s.ex[word]! |= act.bit;
  if (act.keepsLast) {
    s.la[word]! |= act.bit;
    const slot = own * s.n + act.code;
    s.last[slot] = at;
    s.lastEvent[slot] = event;
  }
  if (s.p.counts) s.count[own * s.n + act.code]! += 1;
}

/** Ends the open duties on a slot: all of a rule, or under `one` the oldest due. [5] */
export function discharge(s: State, act: CompiledAct, own: number, event: number, at: number): void {
  for (let i = 0; i < act.owedBy.length; i++) dischargeOf(s, act.owedBy[i]!, act.code, own, event, at);
}

export function dischargeOf(s: State, nr: number, code: number, own: number, event: number, at: number): void {
  let d = headOf(s, nr);
  if (d === NONE) return;
  if (s.p.duties[nr]!.one) {
    let first = NONE;
    let soonest = NEVER;
    for (; d !== NONE; d = s.duties.next[d]!) {
      if (!isOn(s, d, code, own)) continue;
      const due = dueNow(s, d);
      if (first === NONE || due < soonest) {
        first = d;
        soonest = due;
      }
    }
    if (first !== NONE) meet(s, first, event, at);
    return;
  }
  while (d !== NONE) {
    const next = s.duties.next[d]!;
    if (isOn(s, d, code, own)) meet(s, d, event, at);
    d = next;
  }
}

/** Facts that the act sets, the latest data of the case, custody as it was before. [9, 15] */
function writeData(s: State, act: CompiledAct, event: number, own: number, at: number): void {
  const writes: { readonly group: number; readonly slot: number; readonly value: Value }[] = [];
  for (const fact of act.facts) {
    if (fact.ofCase) {
      const value = factValue(s, fact, event, seenBy(own), at);
      if (value !== undefined) writes.push({ group: 0, slot: fact.slot, value });
    } else
      for (let g = own > 0 ? own : 1; g < (own > 0 ? own + 1 : s.groups); g++) {
        const value = factValue(s, fact, event, g, at);
        if (value !== undefined) writes.push({ group: g, slot: fact.slot, value });
      }
  }
  if (writes.length > 0 && s.p.datesByCustody) s.heldBefore = custodyNow(s, own);
  for (const { group, slot, value } of writes) {
    if (group === 0) s.caseFacts[slot] = value;
    else s.subjectFacts[group]![slot] = value;
  }
  if (act.kind !== NONE || event < 0) return;
  for (let slot = 0; slot < s.p.caseNames.length; slot++) {
    const { column } = s.p.caseNames[slot]!;
    const value = column === NONE ? undefined : valueAt(s.cols[column], event);
    if (value !== undefined) s.latest[slot] = value;
  }
}

function factValue(
  s: State,
  fact: CompiledAct['facts'][number],
  event: number,
  group: number,
  at: number,
): Value | undefined {
  let value: Value | undefined;
  if (event >= 0) for (const column of fact.from) value = valueAt(s.cols[column], event) ?? value;
  for (const set of fact.set) if (set.test === null || set.test(s, event, group, at) === 1) value = set.value;
  return value;
}

function custodyNow(s: State, own: number): Map<number, boolean> {
  const held = new Map([[0, isHeld(s, 0)]]);
  for (let g = own > 0 ? own : 1; g < (own > 0 ? own + 1 : s.groups); g++) held.set(g, isHeld(s, g));
  return held;
}

export function opened(s: State, act: CompiledAct, event: number, group: number): void {
  const { duties } = s;
  if (s.opened === NONE) {
    s.opened = event;
    for (const nr of s.p.pendingCase)
      for (let d = headOf(s, nr); d !== NONE; d = duties.next[d]!)
        if (duties.source[d] === NONE && duties.subject[d] === 0) duties.source[d] = event;
  }
  if (event < 0) return;
  const names = s.p.openingNames;
  if (names.length === 0) return;
  s.openingOf[0] ??= [];
  const own = act.kind === NONE ? NONE : group;
  if (own > 0) s.openingOf[own] ??= [];
  for (let slot = 0; slot < names.length; slot++) {
    const value = valueAt(s.cols[names[slot]!.column], event);
    if (value === undefined) continue;
    s.openingOf[0][slot] = value;
    if (own > 0) s.openingOf[own]![slot] = value;
    else s.openingOfCase[slot] = value;
  }
}

function conclude(s: State, act: CompiledAct, event: number, own: number, at: number): void {
  for (const { test } of act.outcomes) if (test === null || test(s, event, seenBy(own), at) === 1) s.outcome[own] = 1;
}

function reopen(s: State, own: number): void {
  s.closedAt[0] = Number.NaN;
  if (own > 0) {
    s.closedAt[own] = Number.NaN;
    s.outcome[own] = 0;
    return;
  }
  s.outcome[0] = 0;
  for (let g = 1; g < s.groups; g++) s.closedAt[g] = Number.NaN;
}

/** Open and awake duties that the closing act did not open itself become never-done. [3.3] */
function close(s: State, event: number, own: number, at: number): void {
  s.anyClosed = true;
  const shut = (g: number): void => {
    s.closedAt[g] = at;
    s.closedEvent[g] = event;
  };
  if (own > 0) shut(own);
  let whole = true;
  if (own > 0) for (let g = 1; g < s.groups; g++) if (Number.isNaN(s.closedAt[g])) whole = false;
  if (whole) shut(0);
  const { duties } = s;
  for (let d = 0; d < s.used; d++) {
    if (duties.alive[d] === 0 || duties.source[d] === event || !isAwake(s, d)) continue;
    if (!whole && duties.subject[d] !== own) continue;
    if (s.p.duties[duties.rule[d]!]!.survives) continue;
    const run = duties.run[d]!;
    const end = run === null ? null : runEnd(s, run);
    neverDone(s, d, at);
    if (run !== null && run.status !== 'stopped') stopRun(run, end, at);
  }
}
