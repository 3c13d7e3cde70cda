import type { Guard, Procedure } from '../types.ts';
import { type Looked, leadingTo } from './acts.ts';
import { type Cells, type Move, truthOf } from './cells.ts';
import { type Finding, finding, words } from './findings.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type Budget, budgetOf, seeded } from './random.ts';
import { type Relaxed, relaxed, type Void } from './relaxed.ts';
import { nearest, shortened, walk } from './search.ts';
import { sliceFor } from './slice.ts';
import { type Witnessing, witness } from './witness.ts';

/** `outcome` may not come about unless `act` has happened. */
export interface Mandatory {
  readonly outcome: string;
  readonly act: string;
}

/** S9: outcomes that no run reaches, and outcomes reached without an act that they need. */
export function outcomes(
  witnessing: Witnessing,
  looked: Looked,
  reach: Relaxed,
  never: Void,
  mandatory: readonly Mandatory[],
  most: number,
  budget: Budget,
): readonly Finding[] {
  return [
    ...unreachable(witnessing, looked, reach, most, budget),
    ...mandatory.flatMap((query) => without(witnessing, query, never, most, budget)),
  ];
}

const SEED = 9;

type Outcome = Procedure['outcomes'][number];

/** Whether an act brings the outcome about: with what it says and what then stands in the store. */
const brings = (layout: Layout, { acts, when }: Outcome, cells: Cells, move: Move): boolean =>
  acts.includes(move.act.type.id) && truthOf(layout, cells, when, move.group, move.data) === true;

function unreachable(
  witnessing: Witnessing,
  looked: Looked,
  reach: Relaxed,
  most: number,
  budget: Budget,
): readonly Finding[] {
  const { procedure } = witnessing;
  return procedure.outcomes.flatMap((outcome): readonly Finding[] => {
    const happens = outcome.acts.some((act) => looked.examples[act] !== undefined);
    if (happens && outcome.when === undefined) return [];
    const named = { outcome: outcome.id, acts: outcome.acts };
    if (!outcome.acts.some((act) => reach.acts.has(act))) {
      const message = words(`结果 ${outcome.id} 永远不能达到`, `outcome ${outcome.id} can never be reached`);
      return [finding('S9', 'unreachable', 'error', message, named)];
    }
    const answer = happens ? reached(witnessing, outcome, most, budget) : 'unknown';
    if (answer === 'shown') return [];
    const impossible =
      answer === 'none' ||
      outcome.acts.every(
        (act) => !reach.acts.has(act) || looked.findings.some((one) => one.decided && one.acts.includes(act)),
      );
    const message = impossible
      ? words(
          `结果 ${outcome.id} 不能达到（已查至每类主体 ${most} 个）`,
          `outcome ${outcome.id} cannot be reached (looked at up to ${most} subjects)`,
        )
      : words(`未能判定结果 ${outcome.id} 能否达到`, `not decided whether outcome ${outcome.id} can be reached`);
    return [finding('S9', 'unreachable', 'warning', message, { ...named, checkedUpTo: most }, impossible)];
  });
}

/** Whether the acts of an outcome can happen so that its guard holds. */
function reached(witnessing: Witnessing, outcome: Outcome, most: number, budget: Budget): 'shown' | 'none' | 'unknown' {
  const slice = sliceFor(witnessing.procedure, outcome.acts, guardsOf(outcome));
  const helpful = new Set(outcome.acts.flatMap((act) => [...leadingTo(slice, act)]));
  const liking = (act: string): number => (outcome.acts.includes(act) ? 30 : helpful.has(act) ? 12 : 1);
  const random = seeded(SEED);
  for (let attempt = 0; attempt < 24 && budget.left > 0; attempt++) {
    const layout = layoutOf(slice, Math.min(1 + (attempt % 2), most));
    const course = walk(layout, random, budget, 40, { liking });
    const at = course.moves.findIndex((move, i) => brings(layout, outcome, course.markings[i + 1]!, move));
    if (at < 0) continue;
    const path = shortened(layout, { start: course.start, moves: course.moves.slice(0, at + 1) }, (markings, moves) => {
      const last = moves.at(-1);
      return last !== undefined && brings(layout, outcome, markings.at(-1)!, last);
    });
    if ('run' in witness(layout, path, witnessing)) return 'shown';
  }
  let whole = true;
  for (let n = 0; n <= most; n++) {
    const layout = layoutOf(slice, n);
    const share = budgetOf(Math.min(budget.left, 4000));
    const answer = nearest(layout, (cells, move) => move !== null && brings(layout, outcome, cells, move), share);
    budget.left -= share.allowed - share.left;
    if (answer.found === null) whole &&= answer.whole && layout.exact;
    else if ('run' in witness(layout, answer.found, witnessing)) return 'shown';
    else whole = false;
  }
  return whole ? 'none' : 'unknown';
}

const guardsOf = ({ when }: Outcome): readonly Guard[] => (when === undefined ? [] : [when]);

function without(
  witnessing: Witnessing,
  { outcome, act }: Mandatory,
  never: Void,
  most: number,
  budget: Budget,
): readonly Finding[] {
  const { procedure } = witnessing;
  const meant = procedure.outcomes.find((one) => one.id === outcome);
  if (meant === undefined) return [];
  const goals = meant.acts;
  const elsewhere = procedure.acts.some((one) => one.id === act && one.subject !== null);
  const otherwise = relaxed(procedure, never, { without: new Set([act]), elsewhere }).acts;
  if (!goals.some((goal) => otherwise.has(goal))) return [];
  const named = { outcome, acts: [act] };
  const slice = sliceFor(procedure, [...goals, act], guardsOf(meant));
  let whole = true;
  for (let n = 0; n <= most; n++) {
    const layout = layoutOf(slice, n, [act]);
    const share = budgetOf(Math.min(budget.left, 6000));
    const mandatory = layout.byId.get(act);
    const answer = nearest(
      layout,
      (cells, move) => {
        if (move === null || !brings(layout, meant, cells, move)) return false;
        const slot = mandatory?.slots[mandatory.type.subject === null ? 0 : move.group];
        const done =
          slot === undefined
            ? (mandatory?.slots.some((one) => one !== undefined && cells[one.count]! > 0) ?? false)
            : cells[slot.count]! > 0;
        return !done;
      },
      share,
    );
    budget.left -= share.allowed - share.left;
    if (answer.found === null) {
      whole &&= answer.whole && layout.exact;
      continue;
    }
    const path = shortened(
      layout,
      answer.found,
      (markings, moves) =>
        moves.length > 0 &&
        brings(layout, meant, markings.at(-1)!, moves.at(-1)!) &&
        !moves.some((move) => move.act.type.id === act && (move.group === 0 || move.group === moves.at(-1)!.group)),
    );
    const shown = witness(layout, path, witnessing);
    if ('run' in shown) {
      const message = words(`没有 ${act} 也能达到结果 ${outcome}`, `outcome ${outcome} can be reached without ${act}`);
      return [finding('S9', 'without-mandatory', 'error', message, { ...named, witness: shown.run, checkedUpTo: n })];
    }
    whole = false;
  }
  if (whole) return [];
  const message = words(
    `未能判定没有 ${act} 能否达到结果 ${outcome}`,
    `not decided whether outcome ${outcome} can be reached without ${act}`,
  );
  return [finding('S9', 'without-mandatory', 'warning', message, { ...named, checkedUpTo: most }, false)];
}
