import { legalDate, startOfDay } from '../calendar.ts';
import { fold } from '../fold.ts';
import { judge } from '../judge.ts';
import type { Act, ActType, CaseState, Data, Field, Procedure, Reason, Value, World } from '../types.ts';
import type { Run } from './findings.ts';
import type { Layout } from './layout.ts';
import { type Cells, starts } from './model.ts';
import type { Path } from './search.ts';

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
}
export type Witnessed = { readonly run: Run; readonly state: CaseState } | { readonly refused: Refused };

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
    const subject = move.group === 0 ? null : layout.who[move.group - 1]!.id;
    if (type.by === 'clock') {
      const due = nextByClock(state, type.id, subject);
      if (due === null) return { refused: { act: type.id, reasons: [] } };
      at = Math.max(at, due + 1);
      state = fold(procedure, acts, world, { now: at });
      if (!state.acts.some((act) => act.derived === true && act.type === type.id && act.at === due))
        return { refused: { act: type.id, reasons: [] } };
      continue;
    }
    at += MINUTE;
    const data = () => dataOf(type, move.data, at, world);
    let judged = judge(state, { type: type.id, subject, at, data: data() }, world);
    const wait = judged.reasons.flatMap((reason) => (reason.code === 'too-early' ? [reason.earliest] : []));
    if (wait.length > 0 && wait.length === judged.reasons.length) {
      at = Math.max(at, ...wait);
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
  }
  if (state.violations.length > 0) {
    const first = state.violations[0]!;
    return { refused: { act: first.actType ?? first.relation, reasons: [] } };
  }
  return { run: { acts: state.acts, office: world.office }, state };
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
  const filled = type.fields
    .filter((field) => field.required && type.by === 'office' && chosen[field.name] === undefined)
    .map((field) => [field.name, valueFor(field, at, world)] as const);
  return { ...Object.fromEntries(filled), ...chosen };
}

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
