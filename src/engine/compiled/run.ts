import { dueNow, runEnd } from './dues.ts';
import { dutyKey, forget, isIncluded, judgeOpen, limitExceeded, openDuty } from './duties.ts';
import { catchUp } from './effects.ts';
import { momentOfEvent } from './names.ts';
import { growGroups, NONE, reset, type State, startCounts } from './state.ts';
import { step } from './step.ts';
import { runSwift } from './swift.ts';
import { countNote } from './tally.ts';

/** Replays one case of the columns at hand; its events stand in order. */
export function runCase(s: State, nr: number, until: number): void {
  begin(s, nr, until);
  const from = s.columns.caseOffsets[nr]!;
  const stopped = feed(s, from, s.columns.caseOffsets[nr + 1]!, until);
  s.tally.acts += stopped - from;
  finish(s, until);
}

/** A case before its first event. */
export function begin(s: State, nr: number, until: number): void {
  const { columns, p } = s;
  const from = columns.caseOffsets[nr]!;
  reset(s);
  s.caseNr = nr;
  s.start = from;
  s.now = until;
  if (p.pendingCase.length === 0) return;
  const at = from < columns.caseOffsets[nr + 1]! ? Math.min(until, momentOfEvent(s, from)) : until;
  for (const duty of p.pendingCase) openDuty(s, p.duties[duty]!, 0, 0, NONE, NONE, at);
}

/** Does the events `from` to `to` of the case at hand that are not after `until`; the place where it stopped. */
export function feed(s: State, from: number, to: number, until: number): number {
  const { act: codes, subject: subjects, time } = s.columns;
  const unit = time instanceof Uint32Array ? 1000 : 1;
  const { acts, ticks } = s.p;
  const known = acts.length;
  const swiftly = !ticks && s.swiftActs;
  let event = from;
  for (; event < to; event++) {
    if (swiftly && !s.anyClosed) {
      event = runSwift(s, event, to, until, unit);
      if (event >= to) break;
    }
    const at = time[event]! * unit;
    if (at > until) break;
    if (ticks && s.ticking > 0) advance(s, at);
    const code = codes[event]!;
    if (code >= known) {
      unknownAct(s, code);
      continue;
    }
    const act = acts[code]!;
    const name = subjects === undefined ? 0 : subjects[event]!;
    if (name === 0) {
      if (act.kind !== NONE) countNote(s.tally, 'unknown-act');
      else step(s, act, event, NONE, at);
      continue;
    }
    if (at > s.at) s.at = at;
    let group = s.groupOfCode[name]!;
    if (group === NONE) group = enter(s, name, act.kind, act.opens, event, at);
    step(s, act, event, group, at);
  }
  return event;
}

/** The observation ends: what is still open is judged. */
export function finish(s: State, until: number): void {
  if (s.p.ticks && s.ticking > 0) advance(s, until + 1);
  if (until > s.at) s.at = until;
  for (const { run } of s.made)
    if (run !== null && run.status === 'running' && run.clock.clock.expiry.kind === 'limit')
      limitExceeded(s, run, runEnd(s, run), until, NONE);
  judgeRest(s, until);
}

function unknownAct(s: State, code: number): void {
  countNote(s.tally, 'unknown-act');
  s.tally.unknown[code] = (s.tally.unknown[code] ?? 0) + 1;
}

/** What is still open when the observation ends; duties and slots are left clean for the next case. */
function judgeRest(s: State, until: number): void {
  if (s.groups === 1 && s.words === 1 && s.pe[0] === 0) return;
  const { duties } = s;
  for (let d = 0; d < s.used; d++) {
    if (duties.alive[d] === 0) continue;
    judgeOpen(s, d, until);
    forget(s, d);
  }
}

/** A subject enters by the first act that names it. [2, 4] */
function enter(s: State, name: number, kindOfAct: number, opens: boolean, event: number, at: number): number {
  const { p, words } = s;
  const kind = kindOfAct !== NONE ? kindOfAct : p.kinds.length > 0 ? 0 : NONE;
  if (kind === NONE) return NONE;
  const group = s.groups++;
  if (group >= s.capacity) growGroups(s);
  s.groupOfCode[name] = group;
  s.code[group] = name;
  s.kind[group] = kind;
  s.outcome[group] = 0;
  const wasClosed = !Number.isNaN(s.closedAt[0]);
  s.closedAt[group] = Number.NaN;
  const base = group * words;
  for (let w = 0; w < words; w++) {
    s.ex[base + w] = p.initialSubject.executed[w]!;
    s.inn[base + w] = p.initialSubject.included[w]!;
    s.pe[base + w] = 0;
    s.la[base + w] = 0;
  }
  for (const act of p.acts) if (act.kind !== NONE) s.exRule[group * s.n + act.code] = NONE;
  if (p.counts) startCounts(s, group);
  if (p.keepsData) s.subjectFacts[group] = p.subjectNames.map(({ initial }) => initial);
  if (wasClosed) return group;
  const source = opens ? event : s.opened;
  for (const duty of p.pendingKind[kind]!) openDuty(s, p.duties[duty]!, group, group, source, NONE, at);
  for (const later of s.later) catchUp(s, later, group, at);
  return group;
}

/** Lets time pass up to just before `to`: acts of the clock whose moment comes are derived and done. [6] */
function advance(s: State, to: number): void {
  for (;;) {
    const next = nextTick(s, to);
    if (next === null) return;
    s.ticked.add(next.key);
    if (next.at > s.at) s.at = next.at;
    s.derived.push({ id: next.id, code: next.code, group: next.group, at: next.at });
    s.tally.acts += 1;
    step(s, s.p.acts[next.code]!, -1 - s.derived.length, next.group, next.at);
  }
}

interface Tick {
  readonly id: string;
  readonly key: string;
  readonly code: number;
  readonly group: number;
  readonly at: number;
  readonly relation: string;
  readonly order: number;
}

function nextTick(s: State, to: number): Tick | null {
  const { duties, p } = s;
  let first: Tick | null = null;
  for (let d = 0; d < s.used; d++) {
    if (duties.alive[d] === 0 || !Number.isNaN(duties.asleep[d])) continue;
    const rule = p.duties[duties.rule[d]!]!;
    if (rule.clockActs.length === 0) continue;
    const at = dueNow(s, d);
    if (at >= to || (first !== null && at > first.at)) continue;
    const code = offeredToClock(s, d);
    if (code === NONE) continue;
    const group = p.acts[code]!.kind === NONE ? NONE : subjectFor(s, code, duties.subject[d]!);
    const key = `${code}/${group}/${at}`;
    if (s.ticked.has(key)) continue;
    const order = duties.order[d]!;
    if (
      first !== null &&
      at === first.at &&
      (rule.id > first.relation || (rule.id === first.relation && order > first.order))
    )
      continue;
    const id = `clock:${dutyKey(s, rule, duties.subject[d]!, duties.source[d]!)}`;
    first = { id, key, code, group, at, relation: rule.id, order };
  }
  return first;
}

function offeredToClock(s: State, d: number): number {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  for (const [place, code] of rule.targets.entries())
    if (s.p.acts[code]!.type.by === 'clock' && (s.duties.cancelled[d]! & (1 << place)) === 0 && isIncluded(s, d, code))
      return code;
  return NONE;
}

function subjectFor(s: State, code: number, subject: number): number {
  if (subject > 0) return subject;
  for (let g = 1; g < s.groups; g++) if (s.kind[g] === s.p.acts[code]!.kind) return g;
  return NONE;
}
