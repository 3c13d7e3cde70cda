import { inForce } from './clocks.ts';
import { anchorOf } from './dues.ts';
import { cancelOn, headOf, openDuty, sleepOrWake, supersede } from './duties.ts';
import { momentOfEvent } from './names.ts';
import type { CompiledAct, DutyRule, Effect, Landing, Opening, PlainEffects } from './program.ts';
import { type Later, NONE, type State } from './state.ts';
import { countNote } from './tally.ts';

/** What an act does to one slot. */
interface Change {
  readonly code: number;
  readonly group: number;
  include: boolean;
  rule: number;
  id: string;
  cancel: boolean;
}

/** Groups at which an effect lands: 0 the case. [4] */
export function landingsOf(s: State, landing: Landing, group: number): readonly number[] {
  if (landing.at === 'case') return CASE_ONLY;
  if (landing.at === 'own') return [group];
  const found: number[] = [];
  for (const kind of landing.kinds)
    for (let g = 1; g < s.groups; g++)
      if (s.kind[g] === kind && !(landing.at === 'others' && g === group)) found.push(g);
  return found;
}
const CASE_ONLY: readonly number[] = [0];

const own = (act: CompiledAct, group: number): number => (act.kind === NONE ? NONE : group);

function allows(
  s: State,
  effect: Effect | Opening,
  act: CompiledAct,
  event: number,
  group: number,
  landing: number,
  at: number,
): boolean {
  if (effect.test === null) return true;
  const truth = effect.test(s, event, landing > 0 ? landing : own(act, group), at);
  if (truth === 2) countNote(s.tally, 'undetermined');
  return truth === 1;
}

/** In the order in which it happened. */
function remember(s: State, id: string, what: Effect | Opening, event: number): void {
  const known = s.later.findIndex((later) => later.id === id);
  if (known >= 0) s.later.splice(known, 1);
  s.later.push({ id, what, event });
}

const reachesSubjects = (s: State, { targets }: Effect): boolean =>
  targets.some(({ code }) => s.p.acts[code]!.kind !== NONE);

/** What the act excludes and includes, decided before anything changes; include wins. [3.2 no. 5] */
export function planEffects(s: State, act: CompiledAct, event: number, group: number, at: number): readonly Change[] {
  const changes: Change[] = [];
  for (const effect of act.effects) {
    if (!inForce(s, effect.force, at)) continue;
    for (const { code, landing } of effect.targets) {
      for (const where of landingsOf(s, landing, group))
        if (allows(s, effect, act, event, group, where, at)) change(changes, effect, code, where);
    }
  }
  for (const include of [false, true])
    for (const effect of act.effects)
      if (effect.later && effect.include === include && inForce(s, effect.force, at) && reachesSubjects(s, effect))
        remember(s, effect.id, effect, event);
  return changes;
}

function change(changes: Change[], effect: Effect, code: number, group: number): void {
  const known = changes.find((one) => one.code === code && one.group === group);
  const { id, rule } = effect;
  if (effect.include) {
    if (known === undefined) changes.push({ code, group, include: true, rule: NONE, id, cancel: false });
    else known.include = true;
  } else if (known === undefined) changes.push({ code, group, include: false, rule, id, cancel: effect.cancel });
  else {
    if (known.rule === NONE || id < known.id) {
      known.rule = rule;
      known.id = id;
    }
    known.cancel ||= effect.cancel;
  }
}

export function applyEffects(s: State, changes: readonly Change[], event: number, at: number): void {
  for (const { code, group, include, rule, cancel } of changes) {
    setIncluded(s, code, group, include, at);
    if (include) continue;
    const slot = group * s.n + code;
    s.exRule[slot] = rule;
    s.exEvent[slot] = event;
    if (cancel) cancelOn(s, code, group, at);
  }
}

export function setIncluded(s: State, code: number, group: number, include: boolean, at: number): void {
  const word = group * s.words + (code >>> 5);
  const bit = 1 << (code & 31);
  const was = (s.inn[word]! & bit) !== 0;
  if (was === include) return;
  s.inn[word] = include ? s.inn[word]! | bit : s.inn[word]! & ~bit;
  if ((s.pe[word]! & bit) !== 0) sleepOrWake(s, code, group, at);
}

/** The same by words. [14] */
export function applyPlain(s: State, plain: PlainEffects, own: number, event: number, at: number): void {
  const { words } = s;
  const base = own * words;
  let touched = 0;
  for (let w = 0; w < words; w++) {
    const was = s.inn[base + w]!;
    const is = (was & ~plain.exclude[w]!) | plain.include[w]!;
    s.inn[base + w] = is;
    touched |= (was ^ is) & s.pe[base + w]!;
  }
  if (touched !== 0) wakeAll(s, plain, own, at);
  const { excluded } = plain;
  for (let i = 0; i < excluded.length; i++) {
    const { code, rule, cancel } = excluded[i]!;
    const slot = own * s.n + code;
    s.exRule[slot] = rule;
    s.exEvent[slot] = event;
    if (cancel) cancelOn(s, code, own, at);
  }
}

/** Duties on the slots that such effects reach fall asleep or wake. */
function wakeAll(s: State, plain: PlainEffects, own: number, at: number): void {
  for (let w = 0; w < s.words; w++) {
    let bits = (plain.exclude[w]! | plain.include[w]!) & s.pe[own * s.words + w]!;
    while (bits !== 0) {
      const place = 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      sleepOrWake(s, w * 32 + place, own, at);
    }
  }
}

export function respondPlainly(s: State, act: CompiledAct, own: number, event: number, at: number): void {
  const responses = act.plainResponses!;
  const source = act.kind === NONE ? NONE : own;
  for (let i = 0; i < responses.length; i++) {
    const { duty, ofCase } = responses[i]!;
    respond(s, s.p.duties[duty]!, ofCase ? 0 : own, event, source, at);
  }
}

/** Which duties the act opens, decided before it excludes or includes anything; the answer opens them. */
export function planResponses(s: State, act: CompiledAct, event: number, group: number, at: number): () => void {
  const planned: { readonly duty: DutyRule; readonly where: number }[] = [];
  for (const opening of act.responses) {
    if (!inForce(s, opening.force, at)) continue;
    const duty = s.p.duties[opening.duty]!;
    for (const where of landingsOf(s, opening.landing, group))
      if (allows(s, opening, act, event, group, where, at)) planned.push({ duty, where });
    if (opening.later) remember(s, duty.id, opening, event);
  }
  return () => {
    for (const { duty, where } of planned) respond(s, duty, where, event, own(act, group), at);
  };
}

/** Opens the duty of a response, by its rule for repeats. [5] */
export function respond(s: State, rule: DutyRule, where: number, event: number, sourceGroup: number, at: number): void {
  const { duties } = s;
  const { act: types } = s.columns;
  if (rule.again !== 'each') {
    for (let d = headOf(s, rule.nr); d !== NONE; ) {
      const next = duties.next[d]!;
      if (
        duties.subject[d] === where &&
        duties.sourceGroup[d] === sourceGroup &&
        types[duties.source[d]!] === types[event]
      ) {
        if (rule.again === 'keep') {
          countNote(s.tally, 'repeat-kept');
          return;
        }
        supersede(s, d, event, at);
      }
      d = next;
    }
  }
  const d = openDuty(s, rule, where, where, event, sourceGroup, at);
  if (rule.span === null) return;
  const { duties: now } = s;
  let anchor = at;
  if (rule.anchor !== undefined && at <= momentOfEvent(s, event)) {
    const fielded = anchorOf(s, rule.anchor, event, sourceGroup > 0 ? sourceGroup : where);
    anchor = rule.span.exact ? s.anchorHi : s.anchorLo;
    now.fielded[d] = fielded ? 1 : 0;
    if (rule.span.exact) now.fuzzy[d] = s.anchorHi - s.anchorLo;
  } else now.fielded[d] = 0;
  now.anchor[d] = anchor;
  now.due[d] = rule.span.of(anchor);
  if (rule.held !== null) now.held[d] = rule.held.of(anchor);
}

/** `present-and-later`: what earlier acts of the case mean for a subject who enters now. [4] */
export function catchUp(s: State, later: Later, group: number, at: number): void {
  const { what, event } = later;
  if (what.test !== null && what.test(s, event, group, momentOfEvent(s, event)) !== 1) return;
  if ('duty' in what) {
    respond(s, s.p.duties[what.duty]!, group, event, NONE, at);
    return;
  }
  for (const { code } of what.targets) {
    if (s.p.acts[code]!.kind !== s.kind[group]) continue;
    setIncluded(s, code, group, what.include, at);
    const slot = group * s.n + code;
    s.exRule[slot] = what.include ? NONE : what.rule;
    s.exEvent[slot] = what.include ? NONE : event;
  }
}
