import { DAY_MS } from '../civil.ts';
import type { ViolationKind } from '../types.ts';
import { anchorNow, dueNow, endNow, isHeld, NEVER } from './dues.ts';
import { idOf, nameOf } from './names.ts';
import type { DutyRule } from './program.ts';
import { type End, growDuties, NONE, type Run, type State } from './state.ts';
import { countDuty, countNote, countViolation, STATE } from './tally.ts';
import { dueOfBasis } from './violation.ts';
import { tellWatched } from './watched.ts';

/** First open duty of a rule, the oldest; the next ones by `next`. Those beyond the place of the rule stand in a chain. */
export const headOf = (s: State, nr: number): number => (s.duties.alive[nr] === 1 ? nr : s.head[nr]!);

/** Puts a duty on its target slots; with no target included it is born asleep. [3, 5] */
export function openDuty(
  s: State,
  rule: DutyRule,
  subject: number,
  group: number,
  source: number,
  sourceGroup: number,
  at: number,
): number {
  const home = rule.home && s.duties.alive[rule.nr] === 0 && s.head[rule.nr] === NONE;
  const d = home ? rule.nr : (s.freeList.pop() ?? s.used++);
  if (d >= s.duties.size) growDuties(s);
  const { duties } = s;
  duties.alive[d] = 1;
  duties.rule[d] = rule.nr;
  duties.subject[d] = subject;
  duties.group[d] = group;
  duties.source[d] = source;
  duties.sourceGroup[d] = sourceGroup;
  if (s.watch !== null) duties.opened[d] = at;
  duties.due[d] = NEVER;
  duties.fuzzy[d] = 0;
  duties.order[d] = s.order++;
  duties.cancelled[d] = 0;
  duties.next[d] = NONE;
  if (!home) {
    const tail = s.tail[rule.nr]!;
    duties.previous[d] = tail;
    if (tail === NONE) {
      s.head[rule.nr] = d;
      duties.next[rule.nr] = d;
    } else duties.next[tail] = d;
    s.tail[rule.nr] = d;
  }
  let offered = 0;
  const base = group * s.words;
  for (let w = 0; w < s.words; w++) {
    s.pe[base + w]! |= rule.mask[w]!;
    offered |= s.inn[base + w]! & rule.mask[w]!;
  }
  if (rule.caseMask !== null)
    for (let w = 0; w < s.words; w++) {
      s.pe[w]! |= rule.caseMask[w]!;
      offered |= s.inn[w]! & rule.caseMask[w]!;
    }
  duties.asleep[d] = Number.NaN;
  if (offered === 0) {
    duties.asleep[d] = at;
    duties.asleepEnd[d] = null;
  }
  if (rule.clockActs.length > 0) s.ticking += 1;
  return d;
}

/** Where a target of a duty stands: with the duty's group, or with the case. */
const slotGroup = (s: State, code: number, group: number): number => (s.p.acts[code]!.kind === NONE ? 0 : group);

/** Whether a duty on an act type is one on the slot of a group. */
export const isOn = (s: State, d: number, code: number, group: number): boolean =>
  slotGroup(s, code, s.duties.group[d]!) === group;

/** Whether some duty is open on a slot. */
export function isPending(s: State, code: number, group: number): boolean {
  const { owedBy } = s.p.acts[code]!;
  for (let i = 0; i < owedBy.length; i++)
    for (let d = headOf(s, owedBy[i]!); d !== NONE; d = s.duties.next[d]!) if (isOn(s, d, code, group)) return true;
  return false;
}

/** Takes a duty off its slots. */
function unlink(s: State, d: number): void {
  const { duties } = s;
  const nr = duties.rule[d]!;
  const rule = s.p.duties[nr]!;
  if (d !== nr) {
    const next = duties.next[d]!;
    const previous = duties.previous[d]!;
    if (previous === NONE) {
      s.head[nr] = next;
      duties.next[nr] = next;
    } else duties.next[previous] = next;
    if (next === NONE) s.tail[nr] = previous;
    else duties.previous[next] = previous;
  }
  duties.alive[d] = 0;
  const group = duties.group[d]!;
  for (let i = 0; i < rule.targets.length; i++) {
    const code = rule.targets[i]!;
    const slot = slotGroup(s, code, group);
    if (!isPending(s, code, slot)) s.pe[slot * s.words + (code >>> 5)]! &= ~(1 << (code & 31));
  }
  duties.cancelled[d] = 0;
  duties.asleep[d] = Number.NaN;
  duties.asleepEnd[d] = null;
  duties.run[d] = null;
  if (rule.clockActs.length > 0) s.ticking -= 1;
  if (d >= s.p.duties.length) s.freeList.push(d);
}

/** Clears the place of a duty and the chain of its rule, at the end of a case. */
export function forget(s: State, d: number): void {
  const { duties } = s;
  const nr = duties.rule[d]!;
  duties.alive[d] = 0;
  duties.cancelled[d] = 0;
  duties.asleep[d] = Number.NaN;
  duties.asleepEnd[d] = null;
  duties.run[d] = null;
  s.head[nr] = NONE;
  s.tail[nr] = NONE;
  duties.next[nr] = NONE;
}

/** Whether some target of a duty is included and not taken away. */
export function isOffered(s: State, d: number): boolean {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  const { caseMask } = rule;
  const base = s.duties.group[d]! * s.words;
  const gone = s.duties.cancelled[d]!;
  if (gone === 0) {
    for (let w = 0; w < s.words; w++) if ((s.inn[base + w]! & rule.mask[w]!) !== 0) return true;
    if (caseMask !== null) for (let w = 0; w < s.words; w++) if ((s.inn[w]! & caseMask[w]!) !== 0) return true;
    return false;
  }
  return rule.targets.some((code, place) => (gone & (1 << place)) === 0 && isIncluded(s, d, code));
}

/** Whether the slot of a target is included. */
export function isIncluded(s: State, d: number, code: number): boolean {
  const base = slotGroup(s, code, s.duties.group[d]!) * s.words;
  return (s.inn[base + (code >>> 5)]! & (1 << (code & 31))) !== 0;
}

/** First target that is included and not taken away; the rule's first where none is. */
export function firstOffered(s: State, d: number): string {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  const place = rule.targets.findIndex(
    (code, at) => (s.duties.cancelled[d]! & (1 << at)) === 0 && isIncluded(s, d, code),
  );
  return place < 0 ? rule.firstTarget : rule.targetIds[place]!;
}

export const isAwake = (s: State, d: number): boolean => Number.isNaN(s.duties.asleep[d]);

/** After a slot was excluded or included: duties on it fall asleep or wake. [3] */
export function sleepOrWake(s: State, code: number, group: number, at: number): void {
  const { duties } = s;
  for (const nr of s.p.acts[code]!.owedBy)
    for (let d = headOf(s, nr); d !== NONE; d = duties.next[d]!) {
      if (!isOn(s, d, code, group)) continue;
      if (isOffered(s, d)) duties.asleep[d] = Number.NaN;
      else if (isAwake(s, d)) {
        duties.asleep[d] = at;
        duties.asleepEnd[d] = endNow(s, d);
      }
    }
}

/** A cancelling exclude takes this target away for good; with none left the duty is withdrawn. [3, 5] */
export function cancelOn(s: State, code: number, group: number, at: number): void {
  const { duties } = s;
  for (const nr of s.p.acts[code]!.owedBy) {
    const rule = s.p.duties[nr]!;
    for (let d = headOf(s, nr); d !== NONE; ) {
      const next = duties.next[d]!;
      if (isOn(s, d, code, group)) {
        duties.cancelled[d]! |= 1 << rule.targets.indexOf(code);
        if (duties.cancelled[d] === (1 << rule.targets.length) - 1) withdraw(s, d, at);
      }
      d = next;
    }
  }
}

/** A roll moves a date by no more than the longest run of days off. */
const LONGEST_ROLL = 15 * DAY_MS;

function mayStillRoll(s: State, d: number, due: number, at: number): boolean {
  if (at > due + LONGEST_ROLL) return false;
  const run = s.duties.run[d]!;
  const rule = s.p.duties[s.duties.rule[d]!]!;
  if (run !== null || rule.span === null) return dueOfBasis(s.p, endNow(s, d)!.basis).provisional;
  if (rule.span.exact && !Number.isNaN(rule.span.fixed)) return false;
  const held = rule.held !== null && isHeld(s, s.duties.subject[d]!);
  return (held ? rule.held! : rule.span).provisional(anchorNow(s, d));
}

/** Done: on time, late, or by the calendar not yet decided. */
export function meet(s: State, d: number, event: number, at: number): void {
  const { duties } = s;
  const due = dueNow(s, d);
  const rule = s.p.duties[duties.rule[d]!]!;
  if (s.watch !== null) tellWatched(s, d, rule, at, due, true);
  if (at > due) meetLate(s, d, rule, due, event, at);
  else {
    countDuty(s.tally, rule.rule, STATE.met);
    const fuzzy = duties.fuzzy[d]!;
    if (fuzzy > 0 && at > due - fuzzy) countNote(s.tally, 'undetermined');
  }
  unlink(s, d);
}

function meetLate(s: State, d: number, rule: DutyRule, due: number, event: number, at: number): void {
  if (mayStillRoll(s, d, due, at)) {
    countDuty(s.tally, rule.rule, STATE.met);
    countNote(s.tally, 'undetermined');
    return;
  }
  countDuty(s.tally, rule.rule, STATE.metLate);
  if (!rule.alertOnly) missed(s, d, rule, 'late', s.emit === null ? null : endNow(s, d), at, event, at);
}

const passedBeforeSleep = (s: State, d: number): boolean => {
  const end = s.duties.asleepEnd[d]!;
  return end !== null && s.duties.asleep[d]! > end.at;
};

/** Replaced under `restart`: late if it was past due. [5] */
export function supersede(s: State, d: number, event: number, at: number, end = endNow(s, d)): void {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  countDuty(s.tally, rule.rule, STATE.superseded);
  if (!rule.alertOnly) {
    if (isAwake(s, d)) {
      if (end !== null && at > end.at) missed(s, d, rule, 'late', end, at, event, at);
    } else if (passedBeforeSleep(s, d))
      missed(s, d, rule, 'late', s.duties.asleepEnd[d]!, s.duties.asleep[d]!, event, at);
  }
  unlink(s, d);
}

function withdraw(s: State, d: number, at: number): void {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  const awake = isAwake(s, d);
  const end = awake ? endNow(s, d) : s.duties.asleepEnd[d]!;
  const until = awake ? at : s.duties.asleep[d]!;
  if (end !== null && until > end.at && !rule.alertOnly) {
    countDuty(s.tally, rule.rule, STATE.overdue);
    tellWatched(s, d, rule, until, end.at, false);
    missed(s, d, rule, 'overdue', end, until, NONE, end.at);
  } else countDuty(s.tally, rule.rule, STATE.withdrawn);
  unlink(s, d);
}

/** Nobody will do it: the case (or the subject) was closed. [3.3] */
export function neverDone(s: State, d: number, at: number): void {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  const end = endNow(s, d);
  const passed = end !== null && at > end.at;
  if (rule.alertOnly) countDuty(s.tally, rule.rule, passed ? STATE.reminded : STATE.withdrawn);
  else {
    countDuty(s.tally, rule.rule, STATE.neverDone);
    tellWatched(s, d, rule, at, end === null ? null : end.at, false);
    missed(s, d, rule, 'never-done', end, at, NONE, at);
  }
  unlink(s, d);
}

/** What still stands open when the observation ends. [5] */
export function judgeOpen(s: State, d: number, now: number): void {
  const { duties } = s;
  const rule = s.p.duties[duties.rule[d]!]!;
  if (!isAwake(s, d)) {
    const end = duties.asleepEnd[d]!;
    if (passedBeforeSleep(s, d) && !rule.alertOnly) {
      countDuty(s.tally, rule.rule, STATE.overdue);
      tellWatched(s, d, rule, duties.asleep[d]!, end!.at, false);
      missed(s, d, rule, 'overdue', end, duties.asleep[d]!, NONE, end!.at);
    } else countDuty(s.tally, rule.rule, STATE.asleep);
    return;
  }
  const run = duties.run[d]!;
  if (run !== null && run.status === 'paused') {
    countDuty(s.tally, rule.rule, STATE.running);
    return;
  }
  const due = dueNow(s, d);
  if (s.watch !== null) tellWatched(s, d, rule, now, due, false);
  if (due === NEVER) countDuty(s.tally, rule.rule, STATE.openUndated);
  else if (now <= due) countDuty(s.tally, rule.rule, STATE.running);
  else if (rule.alertOnly) countDuty(s.tally, rule.rule, STATE.reminded);
  else {
    if (mayStillRoll(s, d, due, now)) {
      countDuty(s.tally, rule.rule, STATE.running);
      countNote(s.tally, 'undetermined');
      return;
    }
    countDuty(s.tally, rule.rule, STATE.overdue);
    missed(s, d, rule, 'overdue', s.emit === null ? null : endNow(s, d), now, NONE, due);
  }
}

export const dutyKey = (s: State, rule: DutyRule, subject: number, source: number): string =>
  `${rule.prefix}${nameOf(s, subject) ?? ''}|${rule.origin === 'initial' ? 'initial' : idOf(s, source)}`;

/** The violation of a duty: at most one. [10] */
function missed(
  s: State,
  d: number,
  rule: DutyRule,
  kind: ViolationKind,
  end: End | null,
  until: number,
  event: number,
  at: number,
): void {
  countViolation(s.tally, rule.rule, kind, s.caseNr);
  if (s.emit === null) return;
  const { duties } = s;
  const key = dutyKey(s, rule, duties.subject[d]!, duties.source[d]!);
  const late = end !== null && until > end.at;
  const act = event === NONE ? undefined : (idOf(s, event) ?? undefined);
  s.emit({
    case: s.caseNr,
    key,
    kind,
    relation: rule.id,
    cite: rule.cite,
    subject: nameOf(s, duties.subject[d]!),
    act,
    actType: act === undefined ? undefined : typeOf(s, event),
    obligation: key,
    targets: rule.targetIds,
    at,
    dueAt: end?.at,
    byMs: late ? until - end.at : undefined,
    byDays: late && !isExactEnd(s, d, end) ? s.p.dayOf(until) - s.p.dayOf(end.at) : undefined,
    blame: idOf(s, duties.source[d]!),
    sources: undefined,
    sourceSubject: undefined,
    basis: end?.basis,
  });
}

export const typeOf = (s: State, event: number): string =>
  s.p.acts[event >= 0 ? s.columns.act[event]! : s.derived[-2 - event]!.code]!.id;

function isExactEnd(s: State, d: number, end: End): boolean {
  if (end.basis.shaping.length > 0) return dueOfBasis(s.p, end.basis).exact;
  const run = s.duties.run[d]!;
  if (run !== null) return run.tabled ? run.clock.span!.exact : dueOfBasis(s.p, end.basis).exact;
  return s.p.duties[s.duties.rule[d]!]!.span!.exact;
}

/** A state lasted longer than it may. [7 `limit`] */
export function limitExceeded(s: State, run: Run, end: End | null, until: number, event: number): void {
  if (end === null || until <= end.at) return;
  const { clock } = run.clock;
  countViolation(s.tally, run.clock.rule, 'limit-exceeded', s.caseNr);
  if (s.emit === null) return;
  const due = dueOfBasis(s.p, end.basis);
  const act = event === NONE ? undefined : (idOf(s, event) ?? undefined);
  s.emit({
    case: s.caseNr,
    key: `${s.p.procedure.id}|${clock.id}|${nameOf(s, run.group) ?? ''}|${idOf(s, run.event)}`,
    kind: 'limit-exceeded',
    relation: clock.id,
    cite: clock.cite,
    subject: nameOf(s, run.group),
    act,
    actType: act === undefined ? undefined : typeOf(s, event),
    obligation: undefined,
    targets: undefined,
    at: end.at,
    dueAt: end.at,
    byMs: until - end.at,
    byDays: due.exact ? undefined : s.p.dayOf(until) - s.p.dayOf(end.at),
    blame: idOf(s, run.event),
    sources: undefined,
    sourceSubject: undefined,
    basis: end.basis,
  });
}
