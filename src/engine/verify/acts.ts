import type { Procedure } from '../types.ts';
import type { Move } from './cells.ts';
import { type Finding, finding, type Run, words } from './findings.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type Budget, budgetOf, type Random, seeded } from './random.ts';
import { ofKind } from './relaxed.ts';
import { nearest, type Path, shortened, type Walk, walk } from './search.ts';
import { sliceFor } from './slice.ts';
import { type Refused, type Witnessing, witnessInTime } from './witness.ts';

const SEED = 20_261_124;

export interface Looked {
  readonly findings: readonly Finding[];
  readonly examples: Readonly<Record<string, Run>>;
  /** The walks made, by their layout: places from which other questions are asked. */
  readonly walks: readonly { readonly layout: Layout; readonly walk: Walk }[];
}

/**
 * S4, S5: for every act that is not dead a run in which it happens: random walks first, then breadth first over the part of the procedure
 * that matters to it. What is found is shortened and shown to the live path.
 */
export function possibleActs(witnessing: Witnessing, alive: readonly string[], most: number, budget: Budget): Looked {
  const { procedure } = witnessing;
  const random = seeded(SEED);
  const examples = new Map<string, Run>();
  const refused = new Map<string, Refused>();
  const walks: { layout: Layout; walk: Walk }[] = [];
  const layouts = Array.from({ length: most + 1 }, (_, n) => layoutOf(procedure, n));
  const wanted = new Set(alive);
  const keep = (layout: Layout, path: Path, act: string): void => {
    const ends = (_: unknown, moves: readonly Move[]): boolean => moves.at(-1)?.act.type.id === act;
    const whole = (): Layout => layouts[layout.each]!;
    const result = witnessInTime(layout, shortened(layout, path, ends), whole, witnessing);
    if ('run' in result) {
      if (examples.get(act) === undefined || result.run.acts.length < examples.get(act)!.acts.length)
        examples.set(act, result.run);
      wanted.delete(act);
    } else refused.set(act, result.refused);
  };
  const share = budgetOf(Math.floor(budget.left * 0.4));
  const rounds = [1, 2, 1, 2, 1, 1, 2, 1, 2, 1, 2, 2]
    .filter((n) => n <= most || most === 0)
    .map((n) => Math.min(n, most));
  for (const n of [0, ...rounds]) {
    if (wanted.size === 0 && walks.length >= 4) break;
    const layout = layouts[n]!;
    const made = walk(layout, random, share, 16 + 12 * n, { liking: (act) => (wanted.has(act) ? 8 : 1) });
    walks.push({ layout, walk: made });
    const first = new Map<string, number>();
    for (const [i, move] of made.moves.entries()) if (!first.has(move.act.type.id)) first.set(move.act.type.id, i);
    for (const [act, i] of first)
      if (wanted.has(act)) keep(layout, { start: made.start, moves: made.moves.slice(0, i + 1) }, act);
  }
  budget.left -= share.allowed - share.left;

  for (const act of [...wanted])
    aim(procedure, act, most, random, budget, (layout, path) => {
      keep(layout, path, act);
      return !wanted.has(act);
    });

  const findings: Finding[] = [];
  for (const act of [...wanted]) {
    const answer = searchFor(procedure, act, most, budget, (layout, path) => {
      keep(layout, path, act);
      return !wanted.has(act);
    });
    if (answer === 'found') continue;
    findings.push(answer === 'none' ? impossible(act, most) : notDecided(act, most, refused.get(act)));
  }
  return { findings, examples: Object.fromEntries([...examples].sort(([a], [b]) => (a < b ? -1 : 1))), walks };
}

/** Walks that mean to come to an act: they like what leads there and shun what rules it out. */
function aim(
  procedure: Procedure,
  goal: string,
  most: number,
  random: Random,
  budget: Budget,
  shown: (layout: Layout, path: Path) => boolean,
): void {
  const slice = sliceFor(procedure, [goal]);
  const helpful = leadingTo(procedure, goal);
  const harmful = new Set(
    ofKind(procedure, 'exclude')
      .filter((relation) => relation.to.some((act) => act === goal || helpful.has(act)))
      .flatMap((relation) => relation.from),
  );
  const liking = (act: string): number => (act === goal ? 1000 : helpful.has(act) ? 12 : harmful.has(act) ? 0.02 : 0.5);
  for (let n = Math.min(1, most); n <= most; n++) {
    const layout = layoutOf(slice, n);
    for (let attempt = 0; attempt < 10 && budget.left > 0; attempt++) {
      const made = walk(layout, random, budget, 50, { liking, until: (move) => move.act.type.id === goal });
      if (made.moves.at(-1)?.act.type.id === goal && shown(layout, made)) return;
    }
  }
}

/** Acts on some way to an act: what its conditions ask for, what meets the duties it waits for, what includes it; and so on. */
export function leadingTo(procedure: Procedure, goal: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [goal];
  for (let act = queue.pop(); act !== undefined; act = queue.pop()) {
    for (const relation of procedure.relations) {
      const helps =
        (relation.kind === 'condition' || relation.kind === 'milestone') && relation.to === act
          ? [relation.from].flat()
          : relation.kind === 'include' && relation.to.includes(act)
            ? relation.from
            : relation.kind === 'response' && (relation.before ?? []).includes(act)
              ? relation.to
              : [];
      for (const id of helps)
        if (!found.has(id)) {
          found.add(id);
          queue.push(id);
        }
    }
  }
  return found;
}

/** Breadth first on the slice, with 0, 1, 2 … subjects. `none`: with no number of them, and every marking was seen. */
function searchFor(
  procedure: Procedure,
  act: string,
  most: number,
  budget: Budget,
  shown: (layout: Layout, path: Path) => boolean,
): 'found' | 'none' | 'unknown' {
  const slice = sliceFor(procedure, [act]);
  let whole = true;
  for (let n = 0; n <= most; n++) {
    const layout = layoutOf(slice, n);
    const share = budgetOf(Math.min(budget.left, 4000));
    const answer = nearest(layout, (_, move) => move?.act.type.id === act, share);
    budget.left -= share.allowed - share.left;
    if (answer.found !== null) {
      if (shown(layout, answer.found)) return 'found';
      whole = false;
    } else whole &&= answer.whole && layout.exact;
  }
  return whole ? 'none' : 'unknown';
}

const impossible = (act: string, most: number): Finding =>
  finding(
    'S4',
    'impossible',
    'warning',
    words(
      `行为 ${act} 不能进行（已查至每类主体 ${most} 个）`,
      `act ${act} cannot happen (looked at up to ${most} subjects of each kind)`,
    ),
    { acts: [act], checkedUpTo: most },
  );

function notDecided(act: string, most: number, refused: Refused | undefined): Finding {
  const codes = [...new Set(refused?.reasons.map((reason) => reason.code) ?? [])].join(', ');
  const why =
    refused === undefined
      ? words('没有找到路径', 'no run was found')
      : words(
          `找到的路径在 ${refused.act} 处不成立${codes === '' ? '' : `（${codes}）`}`,
          `the runs found do not hold at ${refused.act}${codes === '' ? '' : ` (${codes})`}`,
        );
  const message = words(
    `未能判定行为 ${act} 能否进行：${why.zh}`,
    `not decided whether act ${act} can happen: ${why.en}`,
  );
  return finding('S5', 'not-decided', 'warning', message, { acts: [act], checkedUpTo: most }, false);
}
