import { addPeriods, momentOf } from '../calendar.ts';
import { readyCalendar } from '../days.ts';
import type { Anchor } from '../types.ts';
import { valueAt } from './columns.ts';
import { idOf, momentOfEvent } from './names.ts';
import type { Program } from './program.ts';
import { type End, NONE, type Run, type State } from './state.ts';
import type { Basis } from './violation.ts';

export const NEVER = Number.POSITIVE_INFINITY;

/** Dates that texts name, per program. */
const moments = new WeakMap<Program, Map<string, { readonly lo: number; readonly hi: number } | null>>();
const MOMENTS_MOST = 100_000;

function readMoment(p: Program, text: string): { readonly lo: number; readonly hi: number } | null {
  let known = moments.get(p);
  if (known === undefined) {
    known = new Map();
    moments.set(p, known);
  }
  const read = known.get(text);
  if (read !== undefined) return read;
  if (known.size >= MOMENTS_MOST) known.clear();
  const { calendar } = p.world;
  const at = momentOf(text, calendar);
  let made: { readonly lo: number; readonly hi: number } | null = null;
  if (at !== null) {
    const { zone } = readyCalendar(calendar);
    const day = p.dayOf(at);
    made = text.length === 10 ? { lo: zone.startOf(day), hi: zone.endOf(day) } : { lo: at, hi: at };
  }
  known.set(text, made);
  return made;
}

/** Where a period starts, into `anchorLo` and `anchorHi`; true: a field said so. [15 `from_date`] */
export function anchorOf(s: State, anchor: Anchor | undefined, event: number, group: number): boolean {
  if (anchor !== undefined) {
    const value =
      anchor.of === 'act'
        ? event < 0
          ? undefined
          : valueAt(s.cols[s.p.columnOf(anchor.field)], event)
        : openingValue(s, group, anchor.field);
    const named = typeof value === 'string' ? readMoment(s.p, value) : null;
    if (named !== null) {
      s.anchorLo = named.lo;
      s.anchorHi = named.hi;
      return true;
    }
  }
  const at = momentOfEvent(s, event);
  s.anchorLo = at;
  s.anchorHi = at;
  return false;
}

/** Of a subject with an opening act of its own: of that and of the case's, never of another subject's. */
export function openingAt(s: State, group: number, slot: number) {
  const own = group <= 0 ? undefined : s.openingOf[group];
  return own === undefined ? s.openingOf[0]?.[slot] : (own[slot] ?? s.openingOfCase[slot]);
}

export function openingValue(s: State, group: number, field: string) {
  const slot = s.p.openingSlot(field);
  return openingAt(s, group, slot);
}

/** Whether custody holds a date. [15 `rolls: custody`] */
export function isHeld(s: State, group: number): boolean {
  const test = s.p.custody;
  if (test === null) return false;
  const before = s.heldBefore?.get(Math.max(group, 0));
  if (before !== undefined) return before;
  if (group > 0) return test(s, NONE, group, s.at) === 1;
  if (s.p.kinds.length === 0) return test(s, NONE, NONE, s.at) === 1;
  for (let g = 1; g < s.groups; g++) if (s.outcome[g] === 0 && test(s, NONE, g, s.at) === 1) return true;
  return false;
}

/** Whether custody decides about an end, and holds it now. */
const heldRun = (s: State, run: Run): boolean => run.clock.clock.rolls === 'custody' && isHeld(s, run.group);

export const basisOfRun = (s: State, run: Run, held: boolean): Basis => ({
  from: run.anchor,
  act: idOf(s, run.event),
  held,
  shaping: run.shaping.slice(),
  by: { field: run.field, length: run.length, rolls: run.clock.clock.rolls, cite: run.clock.clock.cite },
});

/** End of a run as it stands now; null while it is paused. [7] */
export function runEnd(s: State, run: Run): End | null {
  if (run.hasEnded) return run.ended;
  if (run.status === 'paused') return null;
  const held = heldRun(s, run);
  return { at: plainRunDue(s, run, held), basis: basisOfRun(s, run, held) };
}

/** The same as a moment alone; NEVER while it is paused. */
export function runDue(s: State, run: Run): number {
  if (run.hasEnded) return run.ended?.at ?? NEVER;
  return run.status === 'paused' ? NEVER : plainRunDue(s, run, heldRun(s, run));
}

function plainRunDue(s: State, run: Run, held: boolean): number {
  const { clock } = run;
  if (run.tabled && run.shaping.length === 0)
    return (held && clock.held !== null ? clock.held : clock.span!).of(run.anchor);
  const rule = { counting: s.p.procedure.counting, rolls: clock.clock.rolls, custody: held };
  return addPeriods(run.anchor, run.length, run.shaping, rule, s.p.world.calendar, '').at;
}

/** When an open duty is due as it stands now. [5, 7] */
export function dueNow(s: State, d: number): number {
  const { duties } = s;
  const run = duties.run[d]!;
  if (run !== null) return runDue(s, run);
  const rule = s.p.duties[duties.rule[d]!]!;
  return rule.held !== null && isHeld(s, duties.subject[d]!) ? duties.held[d]! : duties.due[d]!;
}

/** Where the period of a duty starts; a plain duty of the case starts with its source. */
export function anchorNow(s: State, d: number): number {
  const rule = s.p.duties[s.duties.rule[d]!]!;
  return d === rule.nr && rule.home && rule.anchor === undefined
    ? momentOfEvent(s, s.duties.source[d]!)
    : s.duties.anchor[d]!;
}

/** The same with what it is counted from; null: nothing. */
export function endNow(s: State, d: number): End | null {
  const { duties } = s;
  const run = duties.run[d]!;
  if (run !== null) return runEnd(s, run);
  const rule = s.p.duties[duties.rule[d]!]!;
  if (rule.length === null) return null;
  const held = rule.held !== null && isHeld(s, duties.subject[d]!);
  return {
    at: held ? duties.held[d]! : duties.due[d]!,
    basis: {
      from: anchorNow(s, d),
      act: idOf(s, duties.source[d]!),
      held,
      shaping: NO_SHAPING,
      by: (duties.fielded[d] === 1 ? rule.fieldedPeriod : rule.period)!,
    },
  };
}

const NO_SHAPING = [] as const;
