import { legalDate, startOfDay } from '../calendar.ts';
import { fold } from '../fold.ts';
import { judge } from '../judge.ts';
import type { Act, ActType, CaseState, Data, Field, Period, Procedure, Reason, Value, World } from '../types.ts';
import { obstacle } from './allowed.ts';
import { type Cells, type Move, starts } from './cells.ts';
import { bounds } from './duties.ts';
import type { Run } from './findings.ts';
import type { Layout } from './layout.ts';
import { follow, type Path } from './search.ts';

const MINUTE = 60_000;
const NINE = 9 * 3_600_000;

export interface Witnessing {
  /** The procedure as a whole; a path may come from a slice of it. */
  readonly procedure: Procedure;
  readonly world: World;
  /** Legal date on which the run begins. */
  readonly on: string;
}

/** What the live path said against a run. */
export interface Refused {
  readonly act: string;
  readonly reasons: readonly Reason[];
  /** The duty that fell due before the move at this place in the path. */
  readonly owed?: { readonly before: number; readonly targets: readonly string[]; readonly subject: string | null };
}
export type Witnessed = { readonly run: Run; readonly state: CaseState } | { readonly refused: Refused };

/** Duties met in between at most, so that a run which must wait stays free of breaches. */
const MOST_INSERTED = 12;

/**
 * The same for a path that may have to wait: what falls due while it waits is done before, if it can be. `whole`: the layout of the whole
 * procedure with as many subjects.
 */
export function witnessInTime(layout: Layout, path: Path, whole: () => Layout, asked: Witnessing): Witnessed {
  const first = witness(layout, path, asked);
  if ('run' in first || first.refused.owed === undefined) return first;
  const full = whole();
  let moves = path.moves.flatMap((move) => {
    const act = full.byId.get(move.act.type.id);
    return act === undefined ? [] : [{ ...move, act }];
  });
  const start = sameStart(layout, path.start, full);
  let refused = first.refused;
  for (let i = 0; i < MOST_INSERTED && refused.owed !== undefined; i++) {
    const { before, targets, subject } = refused.owed;
    const inserted = moveTo(full, { start, moves: moves.slice(0, before) }, targets, subject);
    if (inserted === null) break;
    moves = [...moves.slice(0, before), inserted, ...moves.slice(before)];
    const tried = witness(full, { start, moves }, asked);
    if ('run' in tried) return tried;
    refused = tried.refused;
  }
  return { refused };
}

/** The start of the whole at which the office is as at a start of the part. */
function sameStart(part: Layout, start: number, whole: Layout): number {
  const office = officeOf(part, starts(part)[start]!);
  const fits = (cells: Cells): boolean => {
    const other = officeOf(whole, cells);
    return part.office.every(({ name }) => other[name] === office[name]);
  };
  return Math.max(0, starts(whole).findIndex(fits));
}

function moveTo(layout: Layout, path: Path, targets: readonly string[], subject: string | null): Move | null {
  const cells = follow(layout, path)?.at(-1);
  if (cells === undefined) return null;
  for (const id of targets) {
    const act = layout.byId.get(id);
    if (act === undefined || act.type.by === 'clock') continue;
    for (const [group, slot] of act.slots.entries()) {
      if (slot === undefined || (group > 0 && subject !== null && layout.who[group - 1]!.id !== subject)) continue;
      for (const data of act.variants) {
        const move = { act, group, data };
        if (obstacle(layout, cells, move) === null) return move;
      }
    }
  }
  return null;
}

/**
 * Writes a path of the search as acts with dates and data, asks the live path before each act whether it is allowed, and folds them all: a run
 * only if nothing was refused and nothing is in breach up to its last act. One act follows the other by a minute; where a delay binds, when it
 * has passed; an act of the clock when it falls due.
 */
export function witness(layout: Layout, path: Path, { procedure, world: plain, on }: Witnessing): Witnessed {
  const world: World = { ...plain, office: { ...plain.office, ...officeOf(layout, starts(layout)[path.start]!) } };
  let at = startOfDay(on, world.calendar) + NINE;
  const acts: Act[] = [];
  let state = fold(procedure, acts, world, { now: at });
  for (const [i, move] of path.moves.entries()) {
    const { type } = move.act;
    if (move.wait !== undefined) {
      at += longest(move.wait.length);
      state = fold(procedure, acts, world, { now: at });
      if (state.violations.length > 0) return { refused: inBreach(state, i) };
      continue;
    }
    const subject = move.group === 0 ? null : layout.who[move.group - 1]!.id;
    if (type.by === 'clock') {
      const due = nextByClock(state, type.id, subject);
      if (due === null) return { refused: { act: type.id, reasons: [] } };
      at = Math.max(at, due + 1);
      state = fold(procedure, acts, world, { now: at });
      if (state.violations.length > 0) return { refused: inBreach(state, i) };
      if (!state.acts.some((act) => act.derived === true && act.type === type.id && act.at === due))
        return { refused: { act: type.id, reasons: [] } };
      continue;
    }
    at += MINUTE;
    let chosen = move.data;
    const data = () => dataOf(type, chosen, at, world);
    let judged = judge(state, { type: type.id, subject, at, data: data() }, world);
    const asked = judged.reasons.flatMap((one) =>
      one.code === 'data' && one.problem === 'missing' ? [one.field] : [],
    );
    if (asked.length > 0) {
      chosen = { ...filledIn(type, asked, at, world), ...chosen };
      judged = judge(state, { type: type.id, subject, at, data: data() }, world);
    }
    const wait = judged.reasons.flatMap((reason) => (reason.code === 'too-early' ? [reason.earliest] : []));
    if (wait.length > 0 && wait.length === judged.reasons.length) {
      at = Math.max(at, ...wait);
      state = fold(procedure, acts, world, { now: at });
      judged = judge(state, { type: type.id, subject, at, data: data() }, world);
    }
    if (!judged.allowed) return { refused: { act: type.id, reasons: judged.reasons } };
    acts.push({
      id: `${i + 1}-${type.id}`,
      type: type.id,
      subject,
      at,
      precision: 'ms',
      recordedAt: at,
      seq: i + 1,
      data: data(),
    });
    state = fold(procedure, acts, world, { now: at });
    if (state.violations.length > 0) return { refused: inBreach(state, i) };
  }
  return { run: { acts: state.acts, until: at, office: world.office }, state };
}

/** After this a period has surely run out, wherever it began and however it rolls; a length written in an act: two years. */
const longest = (length: Period | null): number => (length === null ? 731 * DAY : bounds(length).most + 31 * DAY);
const DAY = 86_400_000;

function inBreach(state: CaseState, before: number): Refused {
  const first = state.violations[0]!;
  const act = first.actType ?? first.relation;
  const duty = state.obligations.find((one) => one.key === first.obligation);
  if (duty === undefined) return { act, reasons: [] };
  return {
    act,
    reasons: [],
    owed: { before, targets: duty.offered.length > 0 ? duty.offered : duty.targets, subject: duty.subject },
  };
}

function nextByClock(state: CaseState, type: string, subject: string | null): number | null {
  const dues = state.obligations
    .filter((one) => one.offered.includes(type) && (one.subject === subject || one.subject === null))
    .flatMap(({ due, endedAt }) => (due === null || endedAt !== undefined ? [] : [due.at]));
  return dues.length === 0 ? null : Math.min(...dues);
}

function officeOf(layout: Layout, cells: Cells): Data {
  const given = layout.office.map(({ name }): readonly [string, Value] => [
    name,
    layout.valueAt(cells[layout.names.get(`case.${name}#0`)!]!),
  ]);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

/** The chosen values, and something of the right kind in every other field that must be filled. */
function dataOf(type: ActType, chosen: Data, at: number, world: World): Data {
  const needed = type.fields.filter((field) => field.required && type.by === 'office').map((field) => field.name);
  return { ...filledIn(type, needed, at, world), ...chosen };
}

const filledIn = (type: ActType, names: readonly string[], at: number, world: World): Data =>
  Object.fromEntries(
    type.fields
      .filter((field) => names.includes(field.name))
      .map((field) => [field.name, valueFor(field, at, world)] as const),
  );

function valueFor(field: Field, at: number, world: World): Value {
  switch (field.type) {
    case 'boolean':
      return false;
    case 'number':
    case 'money':
      return 1;
    case 'date':
    case 'datetime':
      return legalDate(at, world.calendar);
    case 'list':
      return field.values === undefined ? ['·'] : field.values.slice(0, 1);
    default:
      return field.values?.[0] ?? '·';
  }
}

/** The run as acts that could be entered: without what the clock does. */
export const enteredActs = (run: Run): readonly Act[] => run.acts.filter((act) => act.derived !== true);
