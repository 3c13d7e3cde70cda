import type { Procedure } from '../types.ts';
import type { Looked } from './acts.ts';
import { type Cells, isAtRest, isAwake, nameOf } from './cells.ts';
import { type Finding, finding, type Run, words } from './findings.ts';
import { type DutyCells, type Layout, layoutOf } from './layout.ts';
import { alwaysRests } from './prove.ts';
import { type Budget, budgetOf, seeded } from './random.ts';
import { explore, follow, type Graph, nearest, type Path, shortened, walk } from './search.ts';
import { restrict, sliceAround } from './slice.ts';
import { type Witnessing, witness } from './witness.ts';

const SEED = 8;

/** Markings of a graph looked at whole, and the share of the work for it: what is larger is hardly ever whole with many times as much. */
const WHOLE = { most: 4000, share: 0.16 };
/** The same for the part that matters to one duty. */
const PART = { most: 1300, share: 0.42 };

/**
 * S8: a reachable marking from which the case can never come to rest. First without a search (`alwaysRests`). Small procedures: the whole graph of markings, and which of them reach
 * rest. Large ones: for each duty the part that matters to it, in which it must always still be possible to meet or lift it; and places that
 * walks came to, from each of which a way to rest is looked for. What was not looked at is said.
 */
export function restlessness(witnessing: Witnessing, looked: Looked, most: number, budget: Budget): readonly Finding[] {
  const { procedure } = witnessing;
  const proof = alwaysRests(procedure);
  if (proof.shown) return [];
  const part = owing(procedure);
  const found = new Map<string, Finding>();
  const numbers = numbersOf(part, most);
  let upTo = -1;
  for (const n of numbers) {
    const graph = graphOf(part, n, Math.floor(budget.left * WHOLE.share), WHOLE.most, budget);
    if (!graph.whole || !graph.layout.exact) break;
    const good = reaching(graph, (cells) => isAtRest(graph.layout, cells) || notOpened(graph.layout, cells));
    reportBad(found, witnessing, graph, good, n, () => true);
    if (found.size > 0) return [...found.values()];
    upTo = n;
  }
  const late = inTime(witnessing, part, numbers, budget);
  if (late.length > 0) return late;
  if (upTo === numbers.at(-1)) return [];
  const alone = oneByOne(witnessing, numbers, found, budget, proof.met);
  if (found.size === 0) fromWalks(witnessing, looked, found, budget);
  if (found.size > 0) return [...found.values()];
  const far =
    upTo < 1
      ? words('', '')
      : words(
          `（每类主体至多 ${upTo} 个时已判定可以）`,
          ` (decided that it can with up to ${upTo} subjects of each kind)`,
        );
  const each = alone
    ? words(
        '每项义务单独看总能履行；全部义务一起只试了随机进程',
        'each duty taken alone can always be met; all of them together were only tried from random courses',
      )
    : words('只试了从随机进程出发能否办结', 'ways to rest were only tried from random courses');
  const message = words(
    `未能判定每个案件都能终了${far.zh}：状态过多，${each.zh}`,
    `not decided whether every case can come to rest${far.en}: too many states; ${each.en}`,
  );
  return [finding('S8', 'not-decided', 'note', message, { checkedUpTo: Math.max(0, upTo) }, false)];
}

/**
 * The same where windows and bars can run out: a duty without a date whose act has become too late. Only what the live path shows is said; a
 * duty whose own date has passed is a breach, not a lock.
 */
function inTime(
  witnessing: Witnessing,
  part: Procedure,
  numbers: readonly number[],
  budget: Budget,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const n of numbers.slice(0, 2)) {
    const layout = layoutOf(part, n, [], true);
    if (layout.timers.length === 0) return [];
    const share = budgetOf(Math.floor(budget.left * 0.14));
    const graph = { ...explore(layout, share, 6000), layout };
    budget.left -= share.allowed - share.left;
    if (!graph.whole || !layout.exact) break;
    const good = reaching(graph, (cells) => isAtRest(layout, cells) || notOpened(layout, cells));
    reportBad(found, witnessing, graph, good, n, () => true);
  }
  return [...found.values()].filter((one) => one.witness !== undefined);
}

/** Numbers of subjects to look at: with no kind of subject there is only one case to look at. */
const numbersOf = (procedure: Procedure, most: number): readonly number[] =>
  procedure.acts.every((act) => act.subject === null) ? [0] : Array.from({ length: most + 1 }, (_, n) => n);

interface Explored extends Graph {
  readonly layout: Layout;
}

function graphOf(procedure: Procedure, n: number, work: number, most: number, budget: Budget): Explored {
  const layout = layoutOf(procedure, n);
  const share = budgetOf(work);
  const graph = explore(layout, share, most);
  budget.left -= share.allowed - share.left;
  return { ...graph, layout };
}

const reaching = (graph: Explored, goal: (cells: Cells) => boolean): readonly boolean[] =>
  reachesRest(
    graph.next,
    graph.nodes.map(({ cells }) => goal(cells)),
  );

/** One finding for each place where the way to rest is lost: what follows from there is lost as well. */
function reportBad(
  found: Map<string, Finding>,
  witnessing: Witnessing,
  graph: Explored,
  good: readonly boolean[],
  n: number,
  concerns: (relation: string) => boolean,
): void {
  const entries = new Set(
    graph.next.flatMap((list, from) => (good[from] ? list.filter((to) => good[to] === false) : [])),
  );
  const lost = new Set(graph.nodes.flatMap(({ cells }, i) => (good[i] ? [] : [nameOf(cells)])));
  for (const [i, node] of graph.nodes.entries()) {
    if (good[i] || found.size >= 5 || (!entries.has(i) && node.path().moves.length > 0)) continue;
    report(found, witnessing, graph.layout, node.path(), node.cells, n, concerns, lost);
  }
}

/** Each duty in the part that matters to it, but for those shown to be `met` whenever one likes. True: all were looked at whole, and each can always still be met or lifted. */
function oneByOne(
  witnessing: Witnessing,
  numbers: readonly number[],
  found: Map<string, Finding>,
  budget: Budget,
  met: ReadonlySet<string>,
): boolean {
  const { procedure } = witnessing;
  let whole = true;
  const allowance = Math.floor(budget.left * PART.share);
  const rules = procedure.relations.filter((one) => one.kind === 'response' && !one.alertOnly).map((one) => one.id);
  const clocks = procedure.clocks
    .filter(({ expiry }) => expiry.kind === 'duty' && !expiry.alertOnly)
    .map((one) => one.id);
  const share = Math.floor(allowance / Math.max(1, (rules.length + clocks.length) * numbers.length));
  for (const id of [...rules, ...clocks].filter((one) => !met.has(one))) {
    const slice = sliceAround(procedure, id);
    for (const n of numbers) {
      const graph = graphOf(slice, n, Math.min(share * 2, budget.left), PART.most, budget);
      if (!graph.whole || !graph.layout.exact) {
        whole = false;
        break;
      }
      const awake = (cells: Cells): boolean =>
        graph.layout.duties.some((duty) => duty.relation === id && isAwake(graph.layout, cells, duty));
      const good = reaching(graph, (cells) => !awake(cells));
      reportBad(found, witnessing, graph, good, n, (relation) => relation === id);
    }
  }
  return whole;
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
function owing(procedure: Procedure): Procedure {
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
      if (relation.kind !== 'condition' && relation.kind !== 'milestone' && relation.kind !== 'window') continue;
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
        layout.each,
        () => true,
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
  n: number,
  concerns: (relation: string) => boolean,
  lost: ReadonlySet<string> = new Set(),
): void {
  const owed = layout.duties.filter(
    (duty) => !duty.alertOnly && concerns(duty.relation) && isAwake(layout, cells, duty),
  );
  const key = [...new Set(owed.map((duty) => duty.relation))].sort().join(',');
  if (key === '' || found.has(key)) return;
  const stays = nameOf(cells);
  const short = shortened(layout, path, (markings) => {
    const end = markings.at(-1)!;
    return nameOf(end) === stays;
  });
  if ((follow(layout, short) ?? []).slice(0, -1).some((one) => lost.has(nameOf(one)))) return;
  const shown = witness(layout, short, witnessing);
  const run: Run | undefined = 'run' in shown ? shown.run : undefined;
  const acts = [...new Set(owed.flatMap((duty) => targetsOf(layout, duty)))];
  const clocks = [...new Set(owed.filter((duty) => duty.clock !== null).map((duty) => duty.relation))];
  const relations = [...new Set(owed.filter((duty) => duty.clock === null).map((duty) => duty.relation))];
  const decided = run !== undefined && layout.exact;
  const message = decided
    ? words(
        `办案可以走到这样一步：${acts.join('、')} 始终应办，案件再也不能终了`,
        `a case can come to where it never comes to rest again: ${acts.join(', ')} stays owed`,
      )
    : words(
        `案件可能走到再也不能终了的一步（${acts.join('、')} 应办），未能判定`,
        `a case may come to where it never comes to rest again (${acts.join(', ')} owed); not decided`,
      );
  const named = { acts, relations, clocks, checkedUpTo: n };
  found.set(
    key,
    finding('S8', 'no-rest', 'warning', message, run === undefined ? named : { ...named, witness: run }, decided),
  );
}

const targetsOf = (layout: Layout, duty: DutyCells): readonly string[] =>
  duty.targets.map((target) => layout.acts[target.type]!.type.id);
