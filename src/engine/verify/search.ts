import type { Data } from '../types.ts';
import { after } from './after.ts';
import { moves, obstacle } from './allowed.ts';
import { type Cells, type Move, mayEnter, nameOf, starts } from './cells.ts';
import type { ActCells, Layout } from './layout.ts';
import { type Budget, oneOf, type Random, shuffled } from './random.ts';

export interface Path {
  readonly start: number;
  readonly moves: readonly Move[];
}

/** Where a walk came to after each of its moves. */
export interface Walk extends Path {
  readonly markings: readonly Cells[];
}

export interface Taste {
  /** How much the walk likes an act; 1 is plain. */
  readonly liking: (act: string) => number;
  /** Stops after this. */
  readonly until?: (move: Move) => boolean;
  /** From this marking instead of a start. */
  readonly from?: Cells;
}

/**
 * One random walk through the markings, each move possible. It likes acts that it has not done yet, and those that the taste likes; it closes
 * a case only late, since nothing comes after that.
 */
export function walk(layout: Layout, random: Random, budget: Budget, length: number, taste: Taste): Walk {
  const all = starts(layout);
  const start = Math.floor(random() * all.length);
  const markings: Cells[] = [taste.from ?? all[start]!];
  const done: Move[] = [];
  const places = layout.acts.flatMap((act) =>
    act.slots.flatMap((slot, group) =>
      slot === undefined ? [] : [{ act, group, place: act.index * act.slots.length + group }],
    ),
  );
  const times = new Uint16Array(layout.acts.length * (layout.who.length + 1));
  while (done.length < length && budget.left > 0) {
    const cells = markings.at(-1)!;
    let best: Move | null = null;
    let bestPlace = 0;
    let bestWeight = 0;
    for (const { act, group, place } of shuffled(random, places)) {
      if (!mayEnter(layout, cells, group)) continue;
      const seen = times[place]!;
      const closing = act.type.close && done.length < length * 0.6 ? 0.05 : 1;
      const weight = (closing * taste.liking(act.type.id) * (0.2 + random())) / (1 + seen * seen * 4);
      if (weight <= bestWeight) continue;
      budget.left -= 0.1;
      for (let attempt = act.choices.length === 0 ? 4 : 0; attempt < 5; attempt++) {
        const move = { act, group, data: someData(random, act) };
        if (obstacle(layout, cells, move) !== null) continue;
        best = move;
        bestPlace = place;
        bestWeight = weight;
        break;
      }
    }
    if (best === null) break;
    budget.left -= 1;
    times[bestPlace]! += 1;
    done.push(best);
    markings.push(after(layout, cells, best));
    if (taste.until?.(best)) break;
  }
  return { start, moves: done, markings };
}

function someData(random: Random, act: ActCells): Data {
  if (act.choices.length === 0) return {};
  const given = act.choices.map(({ field, values }) => [field, oneOf(random, values)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

export type Answer =
  | { readonly found: Path; readonly at: Cells }
  /** `whole`: every reachable marking was seen, so there is none. */
  | { readonly found: null; readonly whole: boolean };

/** The nearest marking that the goal accepts, breadth first; acts of the path are the fewest. */
export function nearest(
  layout: Layout,
  goal: (cells: Cells, move: Move | null) => boolean,
  budget: Budget,
  from: readonly Cells[] = starts(layout),
): Answer {
  interface Node {
    readonly cells: Cells;
    readonly move: Move | null;
    readonly back: Node | null;
    readonly start: number;
  }
  const seen = new Set<string>();
  const queue: Node[] = [];
  const pathTo = (node: Node): Path => {
    const list: Move[] = [];
    for (let at: Node | null = node; at !== null; at = at.back) if (at.move !== null) list.push(at.move);
    return { start: node.start, moves: list.reverse() };
  };
  for (const [start, cells] of from.entries()) {
    const node = { cells, move: null, back: null, start };
    if (goal(cells, null)) return { found: pathTo(node), at: cells };
    seen.add(nameOf(cells));
    queue.push(node);
  }
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!;
    for (const move of moves(layout, node.cells)) {
      if (budget.left <= 0) return { found: null, whole: false };
      budget.left -= 1;
      const cells = after(layout, node.cells, move);
      const next = { cells, move, back: node, start: node.start };
      if (goal(cells, move)) return { found: pathTo(next), at: cells };
      const name = nameOf(cells);
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push(next);
    }
  }
  return { found: null, whole: true };
}

/** The markings of a path; null where a move of it is not possible. */
export function follow(layout: Layout, path: Path): readonly Cells[] | null {
  const markings: Cells[] = [starts(layout)[path.start]!];
  for (const move of path.moves) {
    const cells = markings.at(-1)!;
    if (!mayEnter(layout, cells, move.group) || obstacle(layout, cells, move) !== null) return null;
    markings.push(after(layout, cells, move));
  }
  return markings;
}

/** The same path without what its goal does not need: moves are left out, last first, while the rest stays possible. */
export function shortened(
  layout: Layout,
  path: Path,
  holds: (markings: readonly Cells[], moves: readonly Move[]) => boolean,
): Path {
  let best = path;
  for (let i = best.moves.length - 1; i >= 0; i--) {
    const tried = { start: path.start, moves: best.moves.filter((_, n) => n !== i) };
    const markings = follow(layout, tried);
    if (markings !== null && holds(markings, tried.moves)) best = tried;
  }
  return best;
}

/** The whole graph of markings while the budget lasts. `whole` false: there are more. */
export interface Graph {
  readonly nodes: readonly { readonly cells: Cells; readonly path: () => Path }[];
  readonly next: readonly (readonly number[])[];
  readonly whole: boolean;
}

export function explore(layout: Layout, budget: Budget, most: number, from: readonly Cells[] = starts(layout)): Graph {
  const index = new Map<string, number>();
  const cells: Cells[] = [];
  const back: { readonly from: number; readonly move: Move | null; readonly start: number }[] = [];
  const next: number[][] = [];
  const add = (marking: Cells, parent: number, move: Move | null, start: number): number => {
    const name = nameOf(marking);
    const known = index.get(name);
    if (known !== undefined) return known;
    index.set(name, cells.length);
    cells.push(marking);
    back.push({ from: parent, move, start });
    return cells.length - 1;
  };
  for (const [start, marking] of from.entries()) add(marking, -1, null, start);
  let whole = true;
  for (let head = 0; head < cells.length; head++) {
    const out = new Set<number>();
    next.push([]);
    if (cells.length > most) {
      whole = false;
      break;
    }
    for (const move of moves(layout, cells[head]!)) {
      if (budget.left <= 0) {
        whole = false;
        break;
      }
      budget.left -= 1;
      out.add(add(after(layout, cells[head]!, move), head, move, back[head]!.start));
    }
    next[head] = [...out];
    if (!whole) break;
  }
  const pathOf = (at: number): Path => {
    const list: Move[] = [];
    let i = at;
    for (; back[i]!.move !== null; i = back[i]!.from) list.push(back[i]!.move!);
    return { start: back[i]!.start, moves: list.reverse() };
  };
  return { nodes: cells.map((marking, i) => ({ cells: marking, path: () => pathOf(i) })), next, whole };
}
