import type { Looked } from './acts.ts';
import { type Finding, finding, type Run, words } from './findings.ts';
import { type DutyCells, type Layout, layoutOf } from './layout.ts';
import { type Cells, isAtRest, isAwake, nameOf } from './model.ts';
import { type Budget, budgetOf, seeded } from './random.ts';
import { explore, follow, nearest, type Path, shortened, walk } from './search.ts';
import { restrict } from './slice.ts';
import { type Witnessing, witness } from './witness.ts';

const SEED = 8;

/**
 * S8: a reachable marking from which the case can never come to rest. Small procedures: the whole graph of markings, and which of them reach
 * rest. Large ones: places that walks came to, from each of which a way to rest is looked for; where none is found, every marking that can
 * follow is looked at, if the bound allows.
 */
export function restlessness(witnessing: Witnessing, looked: Looked, most: number, budget: Budget): readonly Finding[] {
  const { procedure } = witnessing;
  const part = owing(procedure);
  let open = false;
  const found = new Map<string, Finding>();
  for (let n = 0; n <= most; n++) {
    const layout = layoutOf(part, n);
    const share = budgetOf(Math.floor(budget.left * 0.3));
    const graph = explore(layout, share, 4000);
    budget.left -= share.allowed - share.left;
    if (!graph.whole || !layout.exact) open = true;
    if (!graph.whole) continue;
    const good = reachesRest(
      graph.next,
      graph.nodes.map(({ cells }) => isAtRest(layout, cells) || notOpened(layout, cells)),
    );
    for (const [i, node] of graph.nodes.entries()) {
      if (good[i]) continue;
      report(found, witnessing, layout, node.path(), node.cells, layout.exact ? n : null);
      if (found.size >= 5) break;
    }
    if (found.size > 0) break;
  }
  if (open && found.size === 0) fromWalks(witnessing, looked, found, budget);
  if (found.size > 0) return [...found.values()];
  if (!open) return [];
  const message = words(
    `未能判定每个案件都能终了：状态过多，只试了从 ${looked.walks.length} 次随机进程出发能否办结`,
    `not decided whether every case can come to rest: too many states; ways to rest were only tried from ${looked.walks.length} random courses`,
  );
  return [finding('S8', 'not-decided', 'note', message, { checkedUpTo: most }, false)];
}

const notOpened = (layout: Layout, cells: Cells): boolean =>
  layout.procedure.opening.length > 0 && cells[layout.opened] === 0;

/** Which nodes reach a resting one: backwards from those. */
function reachesRest(next: readonly (readonly number[])[], resting: readonly boolean[]): readonly boolean[] {
  const back: number[][] = next.map(() => []);
  for (const [from, list] of next.entries()) for (const to of list) back[to]?.push(from);
  const good = [...resting];
  const queue = good.flatMap((is, i) => (is ? [i] : []));
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const from of back[at] ?? [])
      if (!good[from]) {
        good[from] = true;
        queue.push(from);
      }
  return good;
}

/** Without the acts that neither open nor meet a duty nor change what can be done: they cannot matter to rest. */
function owing(procedure: Witnessing['procedure']): Witnessing['procedure'] {
  const keep = new Set(procedure.opening);
  for (const relation of procedure.relations) {
    if (relation.kind === 'response') for (const id of [...relation.from, ...relation.to]) keep.add(id);
    if (relation.kind === 'exclude' || relation.kind === 'include') for (const id of relation.from) keep.add(id);
  }
  for (const clock of procedure.clocks) {
    const operators = [clock.starts, clock.restartsOn, clock.stopsOn, clock.pausesOn, clock.resumesOn].flat();
    for (const id of operators) keep.add(id);
    if (clock.expiry.kind === 'duty') for (const id of clock.expiry.owed) keep.add(id);
  }
  for (const fact of procedure.facts)
    for (const id of [...fact.from.map((from) => from.act), ...fact.setBy.flatMap((by) => by.acts)]) keep.add(id);
  for (const act of procedure.acts)
    if (act.initially.pending || act.close || act.reopen || act.by === 'clock') keep.add(act.id);
  for (const outcome of procedure.outcomes) for (const id of outcome.acts) keep.add(id);
  for (let grown = true; grown; ) {
    grown = false;
    for (const relation of procedure.relations) {
      if (relation.kind !== 'condition' && relation.kind !== 'milestone') continue;
      if (!keep.has(relation.to)) continue;
      for (const id of [relation.from].flat())
        if (!keep.has(id)) {
          keep.add(id);
          grown = true;
        }
    }
  }
  return restrict(procedure, keep, () => true, null);
}

function fromWalks(witnessing: Witnessing, looked: Looked, found: Map<string, Finding>, budget: Budget): void {
  const random = seeded(SEED);
  const tried = new Set<string>();
  for (const { layout, walk: course } of looked.walks) {
    const last = course.markings.length - 1;
    for (const at of new Set([last, Math.floor(last / 2), Math.floor(last / 4)])) {
      const cells = course.markings[at]!;
      const name = nameOf(cells);
      if (tried.has(name) || notOpened(layout, cells) || found.size >= 3 || budget.left <= 0) continue;
      tried.add(name);
      if (comesToRest(layout, cells, random, budget)) continue;
      const share = budgetOf(Math.min(budget.left, 3000));
      const answer = nearest(layout, (one) => isAtRest(layout, one), share, [cells]);
      budget.left -= share.allowed - share.left;
      if (answer.found !== null || !answer.whole) continue;
      report(
        found,
        witnessing,
        layout,
        { start: course.start, moves: course.moves.slice(0, at) },
        cells,
        layout.exact ? 0 : null,
      );
    }
  }
}

/** Tries a few walks that do what is owed, or what leads there. */
function comesToRest(layout: Layout, cells: Cells, random: () => number, budget: Budget): boolean {
  if (isAtRest(layout, cells)) return true;
  const owed = new Set(layout.duties.flatMap((duty) => targetsOf(layout, duty)));
  for (let attempt = 0; attempt < 3 && budget.left > 0; attempt++) {
    const course = walk(layout, random, budget, 40, { liking: (act) => (owed.has(act) ? 8 : 1), from: cells });
    if (course.markings.some((one) => isAtRest(layout, one))) return true;
  }
  return false;
}

/** One finding for each set of duties that stays open, with the shortest run that was shown. */
function report(
  found: Map<string, Finding>,
  witnessing: Witnessing,
  layout: Layout,
  path: Path,
  cells: Cells,
  upTo: number | null,
): void {
  const owed = layout.duties.filter((duty) => !duty.alertOnly && isAwake(layout, cells, duty));
  const key = [...new Set(owed.map((duty) => duty.relation))].sort().join(',');
  if (found.has(key)) return;
  const stays = nameOf(cells);
  const short = shortened(layout, path, (markings) => {
    const end = markings.at(-1)!;
    return nameOf(end) === stays;
  });
  if (follow(layout, short) === null) return;
  const shown = witness(layout, short, witnessing);
  const run: Run | undefined = 'run' in shown ? shown.run : undefined;
  const acts = [...new Set(owed.flatMap((duty) => targetsOf(layout, duty)))];
  const clocks = [...new Set(owed.filter((duty) => duty.clock !== null).map((duty) => duty.relation))];
  const relations = [...new Set(owed.filter((duty) => duty.clock === null).map((duty) => duty.relation))];
  const decided = run !== undefined && upTo !== null;
  const message = decided
    ? words(
        `办案可以走到这样一步：${acts.join('、')} 始终应办，案件再也不能终了`,
        `a case can come to where it never comes to rest again: ${acts.join(', ')} stays owed`,
      )
    : words(
        `案件可能走到再也不能终了的一步（${acts.join('、')} 应办），未能判定`,
        `a case may come to where it never comes to rest again (${acts.join(', ')} owed); not decided`,
      );
  const named = { acts, relations, clocks, checkedUpTo: layout.who.length === 0 ? 0 : Math.max(1, upTo ?? 1) };
  found.set(
    key,
    finding('S8', 'no-rest', 'warning', message, run === undefined ? named : { ...named, witness: run }, decided),
  );
}

const targetsOf = (layout: Layout, duty: DutyCells): readonly string[] =>
  duty.targets.map((target) => layout.acts[target.type]!.type.id);
