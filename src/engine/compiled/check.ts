import { fieldProblem } from '../form.ts';
import type { ViolationKind } from '../types.ts';
import { clocksOf, extensionProblem, inForce, isAlive, recordOf, restartSpent, seenBy } from './clocks.ts';
import { valueAt } from './columns.ts';
import { anchorOf, runEnd } from './dues.ts';
import { firstOffered, headOf, isAwake, isOn } from './duties.ts';
import { groupOfEvent, idOf, nameOf } from './names.ts';
import type { CompiledAct, CompiledClock, Condition, Milestone, Sources, Test, Window } from './program.ts';
import { type End, NONE, type State } from './state.ts';
import { countNote, countViolation } from './tally.ts';

/** An act about to be judged. */
interface Asked {
  readonly act: CompiledAct;
  readonly event: number;
  readonly group: number;
  readonly at: number;
  found: number;
}

/** Everything that stands against an act, each a violation or, where it is not decided, a note. [3.1, 10] */
export function judgeAct(s: State, act: CompiledAct, event: number, group: number, at: number): void {
  const asked: Asked = { act, event, group, at, found: 0 };
  exclusion(s, asked);
  for (const rule of act.conditions) condition(s, asked, rule);
  for (const rule of act.milestones) milestone(s, asked, rule);
  for (const nr of act.before) before(s, asked, nr);
  for (const rule of act.windows) window(s, asked, rule);
  for (const clock of act.bars) bar(s, asked, clock);
  for (const clock of act.measured) measured(s, asked, clock);
  clockLimits(s, asked);
  authority(s, asked);
  data(s, asked);
  if (asked.found > 0) s.tally.notAllowed += 1;
}

interface More {
  readonly byMs?: number;
  readonly end?: End;
  readonly blame?: string | null;
  readonly sources?: readonly string[];
  /** Subject of the blocking slot. */
  readonly other?: number;
}

function found(s: State, asked: Asked, rule: number, cite: string, kind: ViolationKind, more: More): void {
  asked.found += 1;
  countViolation(s.tally, rule, kind, s.caseNr);
  if (s.emit === null) return;
  const { act, event, at } = asked;
  const relation = s.tally.rules[rule]!.id;
  const subject = act.kind === NONE ? null : nameOf(s, asked.group);
  const id = idOf(s, event)!;
  const other =
    more.other === undefined || more.other <= 0 || (act.kind !== NONE && more.other === asked.group)
      ? null
      : nameOf(s, more.other);
  s.emit({
    case: s.caseNr,
    key: `${s.p.procedure.id}|${relation}|${subject ?? ''}|${id}|${kind}${other === null ? '' : `|${other}`}`,
    kind,
    relation,
    cite,
    subject,
    act: id,
    actType: act.id,
    obligation: undefined,
    targets: undefined,
    at,
    dueAt: more.end?.at,
    byMs: more.byMs,
    byDays: undefined,
    blame: more.blame,
    sources: more.sources,
    sourceSubject: other ?? undefined,
    basis: more.end?.basis,
  });
}

const NO_MORE: More = {};

/** A guard of a blocking rule: 1 binds, 0 does not, 2 is not decided (noted here). */
function reading(s: State, asked: Asked, test: Test | null, group: number): 0 | 1 | 2 {
  if (test === null) return 1;
  const truth = test(s, asked.event, asked.act.kind === NONE ? seenBy(group) : asked.group, asked.at);
  if (truth === 2) countNote(s.tally, 'undetermined');
  return truth;
}
const binds = (s: State, asked: Asked, test: Test | null, group: number): boolean =>
  reading(s, asked, test, group) === 1;

function exclusion(s: State, asked: Asked): void {
  const { act, group, at } = asked;
  const own = act.kind === NONE ? 0 : group;
  const base = own * s.words + act.word;
  if (s.anyClosed) {
    const person = act.kind === NONE || Number.isNaN(s.closedAt[group]) ? 0 : group;
    const closedAt = s.closedAt[person]!;
    if (closedAt <= at && !act.type.reopen && !isStillOwed(s, act, own)) {
      const event = s.closedEvent[person]!;
      const type = s.p.acts[event >= 0 ? s.columns.act[event]! : s.derived[-2 - event]!.code]!;
      found(s, asked, type.closingRule, type.type.cite, 'excluded', { blame: idOf(s, event) });
      return;
    }
  }
  if ((s.inn[base]! & act.bit) !== 0) return;
  const slot = own * s.n + act.code;
  const rule = s.exRule[slot]!;
  const by = rule === NONE ? null : s.tally.rules[rule]!;
  found(s, asked, by === null ? act.initiallyRule : rule, by?.cite ?? act.type.cite, 'excluded', {
    blame: by === null ? null : idOf(s, s.exEvent[slot]!),
  });
}

/** After closing only what is still owed may be done. */
function isStillOwed(s: State, act: CompiledAct, group: number): boolean {
  for (const nr of act.owedBy) {
    if (s.p.duties[nr]!.origin === 'initial') continue;
    for (let d = headOf(s, nr); d !== NONE; d = s.duties.next[d]!)
      if (isOn(s, d, act.code, group) && isAwake(s, d)) return true;
  }
  return false;
}

/** The subjects that a wide rule looks at, as groups; narrow: one group for the case and the own subject together. */
function groupsOf(s: State, sources: Sources, own: number): readonly number[] {
  if (!sources.wide) return [own];
  const groups: number[] = [];
  for (const kind of sources.kinds)
    for (let g = 1; g < s.groups; g++) if (s.kind[g] === kind && !(sources.others && g === own)) groups.push(g);
  return sources.any && groups.length === 0 && sources.ofCase ? [0] : groups;
}

const maskOf = (s: State, sources: Sources, group: number): Int32Array =>
  sources.wide && group > 0 ? sources.byKind[s.kind[group]!]! : sources.own;

/** Whether some member is marked; the case's words and those of the group are read as one. */
function someOf(s: State, marks: Int32Array, mask: Int32Array, group: number): boolean {
  const base = Math.max(group, 0) * s.words;
  for (let w = 0; w < s.words; w++) if (((marks[w]! | marks[base + w]!) & mask[w]!) !== 0) return true;
  return false;
}

/** Members that are included, by their own slots. */
const memberGroup = (s: State, code: number, group: number): number => (s.p.acts[code]!.kind === NONE ? 0 : group);
const isMember = (mask: Int32Array, code: number): boolean => (mask[code >>> 5]! & (1 << (code & 31))) !== 0;

function condition(s: State, asked: Asked, rule: Condition): void {
  if (!inForce(s, rule.force, asked.at)) return;
  const { sources } = rule;
  const own = asked.act.kind === NONE ? 0 : asked.group;
  if (!sources.wide) {
    if (!someOf(s, s.ex, sources.own, own) && (rule.strict || someOf(s, s.inn, sources.own, own)))
      missing(s, asked, rule, [own], own);
    else if (rule.delay !== null) delay(s, asked, rule, [own], own);
    return;
  }
  const groups = groupsOf(s, sources, own);
  const executed = (g: number): boolean => someOf(s, s.ex, maskOf(s, sources, g), g);
  const included = (g: number): boolean => someOf(s, s.inn, maskOf(s, sources, g), g);
  if (!sources.any) {
    for (const g of groups) {
      if (!executed(g) && (rule.strict || included(g))) missing(s, asked, rule, [g], g);
      else if (rule.delay !== null) delay(s, asked, rule, [g], g);
    }
  } else if (!groups.some(executed)) {
    const free = !rule.strict && groups.length > 0 && !groups.some(included);
    if (!free) missing(s, asked, rule, groups, NONE);
  } else if (rule.delay !== null) delay(s, asked, rule, groups.filter(executed), NONE);
}

function missing(s: State, asked: Asked, rule: Condition, groups: readonly number[], subject: number): void {
  if (!binds(s, asked, rule.test, subject)) return;
  if (s.emit === null) {
    found(s, asked, rule.rule, rule.cite, 'condition-missing', NO_MORE);
    return;
  }
  const sources = new Set<string>();
  for (const g of groups) {
    const mask = maskOf(s, rule.sources, g);
    for (const code of rule.sources.codes) {
      if (!isMember(mask, code)) continue;
      const base = memberGroup(s, code, g) * s.words;
      if (rule.strict || (s.inn[base + (code >>> 5)]! & (1 << (code & 31))) !== 0) sources.add(s.p.acts[code]!.id);
    }
  }
  found(s, asked, rule.rule, rule.cite, 'condition-missing', {
    sources: sources.size > 0 ? [...sources] : rule.from,
    other: subject,
  });
}

/** The member of a group that was done last; of equals the later in the rule's order. −1: none is known by its moment. */
function lastOf(s: State, sources: Sources, group: number): number {
  const mask = maskOf(s, sources, group);
  let slot = NONE;
  for (const code of sources.codes) {
    if (!isMember(mask, code)) continue;
    const g = memberGroup(s, code, group);
    if ((s.la[g * s.words + (code >>> 5)]! & (1 << (code & 31))) === 0) continue;
    const at = g * s.n + code;
    if (slot === NONE || s.last[at]! >= s.last[slot]!) slot = at;
  }
  return slot;
}

function delay(s: State, asked: Asked, rule: Condition, groups: readonly number[], subject: number): void {
  let soonest = Number.POSITIVE_INFINITY;
  let after = NONE;
  for (const g of groups) {
    const slot = lastOf(s, rule.sources, g);
    if (slot === NONE) return;
    const event = s.lastEvent[slot]!;
    anchorOf(s, rule.anchor, event, groupOfEvent(s, event));
    const at = rule.delay!.of(s.anchorLo);
    if (at < soonest) {
      soonest = at;
      after = event;
    }
  }
  if (after === NONE || asked.at >= soonest || !binds(s, asked, rule.test, subject)) return;
  found(s, asked, rule.rule, rule.cite, 'too-early', {
    byMs: soonest - asked.at,
    blame: idOf(s, after),
    other: subject,
  });
}

function milestone(s: State, asked: Asked, rule: Milestone): void {
  if (!inForce(s, rule.force, asked.at)) return;
  const { sources } = rule;
  const own = asked.act.kind === NONE ? 0 : asked.group;
  if (!sources.wide) {
    const d = firstPending(s, sources, own);
    if (d !== NONE && reading(s, asked, rule.test, own) === 1) openMilestone(s, asked, rule, d, own);
    return;
  }
  const groups = groupsOf(s, sources, own);
  const pending = groups.map((g) => firstPending(s, sources, g));
  const { any } = sources;
  if (any && pending.some((d) => d === NONE)) return;
  for (const [i, g] of groups.entries()) {
    const d = pending[i]!;
    const truth = d === NONE ? 0 : reading(s, asked, rule.test, g);
    if (truth === 0) continue;
    if (truth === 2) {
      if (any) return;
      continue;
    }
    openMilestone(s, asked, rule, d, g);
    if (any) return;
  }
}

function openMilestone(s: State, asked: Asked, rule: Milestone, d: number, group: number): void {
  found(s, asked, rule.rule, rule.cite, 'milestone-open', {
    sources: [rule.from],
    blame: idOf(s, s.duties.source[d]!),
    other: group,
  });
}

/** The earliest opened duty that is awake on an included source. */
function firstPending(s: State, sources: Sources, group: number): number {
  const mask = maskOf(s, sources, group);
  let first = NONE;
  for (const code of sources.codes) {
    if (!isMember(mask, code)) continue;
    const g = memberGroup(s, code, group);
    if ((s.inn[g * s.words + (code >>> 5)]! & (1 << (code & 31))) === 0) continue;
    for (const nr of s.p.acts[code]!.owedBy)
      for (let d = headOf(s, nr); d !== NONE; d = s.duties.next[d]!)
        if (isOn(s, d, code, g) && isAwake(s, d) && (first === NONE || s.duties.order[d]! < s.duties.order[first]!))
          first = d;
  }
  return first;
}

/** `before` on a response. [15] */
function before(s: State, asked: Asked, nr: number): void {
  const rule = s.p.duties[nr]!;
  let first = NONE;
  const subjects: number[] = [];
  for (let d = headOf(s, nr); d !== NONE; d = s.duties.next[d]!) {
    const subject = s.duties.subject[d]!;
    if (!isAwake(s, d)) continue;
    if (asked.act.kind !== NONE && subject !== 0 && subject !== asked.group) continue;
    if (first === NONE) first = d;
    if (!subjects.includes(subject)) subjects.push(subject);
  }
  if (first === NONE) return;
  const more = { sources: [firstOffered(s, first)], blame: idOf(s, s.duties.source[first]!) };
  for (const other of subjects) found(s, asked, rule.rule, rule.cite, 'milestone-open', { ...more, other });
}

function window(s: State, asked: Asked, rule: Window): void {
  if (!inForce(s, rule.force, asked.at)) return;
  const { sources } = rule;
  const own = asked.act.kind === NONE ? 0 : asked.group;
  const any = sources.wide && sources.any;
  const ended: { readonly group: number; readonly end: End; readonly after: number }[] = [];
  for (const g of groupsOf(s, sources, own)) {
    const slot = lastOf(s, sources, g);
    const end =
      slot === NONE ? null : windowEnd(s, rule, s.lastEvent[slot]!, sources.kinds.length === 0 ? 0 : g, asked.at);
    if (end !== null) ended.push({ group: g, end, after: s.lastEvent[slot]! });
    else if (any) return;
  }
  for (const { group, end, after } of ended) {
    if (binds(s, asked, rule.test, group)) tooLate(s, asked, rule.rule, rule.cite, end, idOf(s, after), group);
    if (any) return;
  }
}

/** The end of a window if it lies before the act; null: open. */
function windowEnd(s: State, rule: Window, event: number, group: number, at: number): End | null {
  if (rule.clock !== NONE) {
    const clock = s.p.clocks[rule.clock]!;
    const run = recordOf(s, clock, clock.kind === NONE ? 0 : group)?.run ?? null;
    const end = isAlive(run) ? runEnd(s, run) : null;
    return end !== null && at > end.at ? end : null;
  }
  if (rule.span === null || rule.length === null) return null;
  const fielded = anchorOf(s, rule.anchor, event, groupOfEvent(s, event));
  const from = rule.span.exact ? s.anchorHi : s.anchorLo;
  const end = rule.span.of(from);
  if (at <= end) return null;
  const field = fielded ? rule.anchor?.field : undefined;
  const { length, rolls, cite } = rule;
  return {
    at: end,
    basis: { from, act: idOf(s, event), held: undefined, shaping: [], by: { field, length, rolls, cite } },
  };
}

function tooLate(
  s: State,
  asked: Asked,
  rule: number,
  cite: string,
  end: End,
  blame: string | null,
  other: number,
): void {
  found(s, asked, rule, cite, 'out-of-time', { end, byMs: asked.at - end.at, blame, other });
}

/** `expiry: bar`. [15] */
function bar(s: State, asked: Asked, clock: CompiledClock): void {
  for (const who of clocksOf(s, clock, asked.act, asked.group)) {
    const run = recordOf(s, clock, who)?.run ?? null;
    if (run === null) continue;
    const end = runEnd(s, run);
    const until = run.hasEnded ? run.stoppedAt : asked.at;
    if (end !== null && until > end.at) {
      if (asked.at > end.at) tooLate(s, asked, clock.rule, clock.clock.cite, end, idOf(s, run.event), who);
      else countNote(s.tally, 'undetermined');
    }
  }
}

function measured(s: State, asked: Asked, clock: CompiledClock): void {
  const end = measuredEnd(s, asked.act, clock, asked.event, asked.group, asked.at);
  if (end !== null && asked.at > end.at)
    tooLate(s, asked, clock.rule, clock.clock.cite, end, null, asked.act.kind === NONE ? NONE : asked.group);
}

export function measuredEnd(
  s: State,
  act: CompiledAct,
  { clock, test, force, span }: CompiledClock,
  event: number,
  group: number,
  at: number,
): End | null {
  if (clock.length === null || !inForce(s, force, at)) return null;
  const subject = act.kind === NONE ? NONE : group;
  if (test !== null && test(s, event, subject, at) !== 1) return null;
  const anchor = clock.anchors[act.id];
  if (!anchorOf(s, anchor, event, subject)) return null;
  const from = span!.exact ? s.anchorHi : s.anchorLo;
  const { length, rolls, cite } = clock;
  const by = { field: anchor?.field, length, rolls, cite };
  const basis = { from, act: null, held: undefined, shaping: [], by };
  return { at: span!.of(from), basis };
}

function clockLimits(s: State, asked: Asked): void {
  const { act, group } = asked;
  if (act.clockSteps.length === 0 && act.sendsAway.length === 0) return;
  const recordsOf = (clock: CompiledClock) =>
    clocksOf(s, clock, act, group).flatMap((who) => recordOf(s, clock, who) ?? []);
  const spent = (clock: CompiledClock): void => {
    for (const record of recordsOf(clock))
      if (record.run !== null && restartSpent(record))
        found(s, asked, clock.rule, clock.clock.cite, 'restart-limit', { other: record.group });
  };
  for (const clock of act.sendsAway) spent(clock);
  for (const step of act.clockSteps) {
    if (step.op === 'restart') spent(step.clock);
    if (step.op !== 'extend') continue;
    const records = recordsOf(step.clock);
    const alive = records.filter(({ run }) => isAlive(run));
    for (const record of alive.length > 0 ? alive : records) {
      const problem = record.run === null ? null : extensionProblem(s, record, step.extension, asked.at);
      if (problem !== null) found(s, asked, step.clock.rule, step.extension.cite, problem, { other: record.group });
    }
  }
}

function authority(s: State, asked: Asked): void {
  const { act, event, group, at } = asked;
  if (act.type.by !== 'office') return;
  const held = valueAt(s.columns.authority, event);
  if (typeof held !== 'string') return;
  const { ranks } = s.p.procedure;
  let { rank, cite } = act.type.authority;
  for (const other of act.authority.if) {
    const truth = other.test(s, event, act.kind === NONE ? NONE : group, at);
    if (truth === 1 || (truth === 2 && ranks.indexOf(other.rank) > ranks.indexOf(act.type.authority.rank))) {
      rank = other.rank;
      cite = other.cite;
      break;
    }
  }
  if (held === rank || rank === 'none') return;
  if (ranks.includes(held) && ranks.includes(rank) && ranks.indexOf(held) >= ranks.indexOf(rank)) return;
  found(s, asked, act.authority.rule, cite, 'not-authorised', {});
}

/** The act's own data: field rules and its guard. [3.1 no. 7] */
function data(s: State, asked: Asked): void {
  const { act, event, group, at } = asked;
  for (const { rule, field, column } of act.fields) {
    const value = valueAt(s.cols[column], event) ?? null;
    if (fieldProblem(field, value, act.type, s.p.world.calendar) !== null)
      found(s, asked, rule, act.type.cite, 'data', {});
  }
  if (act.guard === null) return;
  const truth = act.guard.test(s, event, act.kind === NONE ? NONE : group, at);
  if (truth === 0) found(s, asked, act.guard.rule, act.guard.cite, 'data', {});
  else if (truth === 2) countNote(s.tally, 'undetermined');
}
