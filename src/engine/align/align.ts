import { fold } from '../fold.ts';
import type { Act, CaseState, Procedure, Violation, ViolationKind, World } from '../types.ts';
import { type Repair, repairsOf } from './repairs.ts';

/** One way in which the log departed from a log that the law allows. Moments are ms UTC, acts are ids of the log. */
export interface Departure {
  /**
   * `earlier`, `later`: the act was done at the wrong place; `missing`: it would have had to be added; `superfluous`: it would have had to be
   * left out; `authority`: somebody else would have had to decide it.
   */
  readonly kind: 'earlier' | 'later' | 'missing' | 'superfluous' | 'authority';
  /** null: missing. */
  readonly act: string | null;
  readonly type: string;
  readonly subject: string | null;
  /** When it was done. */
  readonly was: number | null;
  /** Where it would have fitted. */
  readonly at: number | null;
  /** The act that it would have had to come before, or after; null for none, or for one that is itself missing from the log. */
  readonly before: string | null;
  readonly after: string | null;
  /** Type of that act, also where it is itself missing. */
  readonly neighbour: string | null;
  /** The last moment at which it was in time. */
  readonly by: number | null;
  /** The departure that it takes away. */
  readonly why: { readonly kind: ViolationKind; readonly relation: string; readonly cite: string };
}

export interface Alignment {
  /** Fewest changes first found that leave nothing in breach; [] for a log without breach. */
  readonly departures: readonly Departure[];
  /** The search ended before an explanation was found: `departures` take away what they can, `left` still stands. */
  readonly gaveUp: boolean;
  readonly left: readonly Violation[];
  /** Breaches of an act's own data: not of the course of acts, and not explained here. */
  readonly aside: readonly Violation[];
  /** Logs that were folded. */
  readonly tried: number;
  /** The log as it would have been without the departures. */
  readonly acts: readonly Act[];
}

export interface AlignOptions {
  /** The moment of looking, ms UTC. */
  readonly until: number;
  /** Most logs to fold; default 600. */
  readonly budget?: number;
}

const COST: Readonly<Record<Departure['kind'], number>> = {
  earlier: 100,
  later: 100,
  authority: 100,
  missing: 101,
  superfluous: 103,
};

interface Node {
  readonly acts: readonly Act[];
  readonly changed: ReadonlyMap<string, Departure>;
  readonly cost: number;
}

/**
 * The shortest explanation of how one case's log departed: which acts would have had to come at another place, be added or be left out so that
 * nothing is in breach. Best first over the repairs of the first breach that is left, each tried by the live fold; fewest changes first, at
 * equal number a move before an addition before an omission. Bounded; says when it gave up.
 */
export function align(procedure: Procedure, acts: readonly Act[], world: World, options: AlignOptions): Alignment {
  const budget = options.budget ?? 600;
  const entered = fold(procedure, acts, world, { now: options.until }).acts.filter((act) => act.derived !== true);
  const original = new Map(entered.map((act) => [act.id, act]));
  const queue: Node[] = [{ acts: entered, changed: new Map(), cost: 0 }];
  const seen = new Set<string>([nameOf(entered)]);
  let best: { readonly node: Node; readonly left: readonly Violation[]; readonly aside: readonly Violation[] } | null =
    null;
  let tried = 0;
  while (queue.length > 0 && tried < budget) {
    const node = takeCheapest(queue);
    tried += 1;
    const state = fold(procedure, node.acts, world, { now: options.until });
    const aside = state.violations.filter(({ kind }) => kind === 'data');
    const left = state.violations.filter(({ kind }) => kind !== 'data');
    if (left.length === 0) return answer(node, false, [], aside, tried);
    if (best === null || left.length < best.left.length) best = { node, left, aside };
    for (const next of nextOf(node, state, left[0]!, original, world)) {
      const name = nameOf(next.acts);
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push(next);
    }
  }
  return best === null
    ? answer(queue[0] ?? { acts: entered, changed: new Map(), cost: 0 }, true, [], [], tried)
    : answer(best.node, true, best.left, best.aside, tried);
}

const answer = (
  node: Node,
  gaveUp: boolean,
  left: readonly Violation[],
  aside: readonly Violation[],
  tried: number,
): Alignment => ({
  departures: inPlace(node),
  gaveUp,
  left,
  aside,
  tried,
  acts: node.acts,
});

/** Departures in the order in which the log would have had to be. */
function inPlace({ acts, changed }: Node): readonly Departure[] {
  const seq = new Map(acts.map((act) => [act.id, act.seq]));
  return [...changed]
    .map(([id, departure]) => ({ departure, at: departure.at ?? departure.was ?? 0, seq: seq.get(id) ?? 0 }))
    .sort((a, b) => a.at - b.at || a.seq - b.seq)
    .map(({ departure }) => departure);
}

function takeCheapest(queue: Node[]): Node {
  let at = 0;
  for (let i = 1; i < queue.length; i++) if (queue[i]!.cost < queue[at]!.cost) at = i;
  const [node] = queue.splice(at, 1);
  return node!;
}

const nameOf = (acts: readonly Act[]): string =>
  acts
    .map(
      ({ id, type, subject, at, seq, authority }) =>
        `${id.startsWith(ADDED) ? type : id}/${subject ?? ''}@${at}#${seq}${authority ?? ''}`,
    )
    .sort()
    .join(' ');

const ADDED = 'missing:';

function nextOf(
  node: Node,
  state: CaseState,
  violation: Violation,
  original: ReadonlyMap<string, Act>,
  world: World,
): readonly Node[] {
  return repairsOf(state, violation, { acts: node.acts, world }).flatMap((repair): readonly Node[] => {
    const made = apply(node, repair, violation, original);
    if (made === null) return [];
    const cost = [...made.changed.values()].reduce((sum, one) => sum + COST[one.kind], 0);
    return [{ ...made, cost }];
  });
}

/** The log after a repair, with what has been changed so far, one departure for each act; null: the repair undoes another. */
function apply(
  node: Node,
  repair: Repair,
  violation: Violation,
  original: ReadonlyMap<string, Act>,
): Omit<Node, 'cost'> | null {
  const why = { kind: violation.kind, relation: violation.relation, cite: violation.cite };
  const changed = new Map(node.changed);
  const nothing = { before: null, after: null, neighbour: null, by: null } as const;
  const typeOf = (id: string | undefined): string | null => node.acts.find((one) => one.id === id)?.type ?? null;
  const known = (id: string | undefined): string | null => (id !== undefined && original.has(id) ? id : null);
  if (repair.kind === 'insert') {
    const id = `${ADDED}${changed.size + 1}:${repair.type}`;
    const { at, precision, seq } = repair.to;
    const { type, subject } = repair;
    const place = {
      before: known(repair.before),
      after: null,
      neighbour: typeOf(repair.before),
      by: repair.by ?? null,
    };
    changed.set(id, { kind: 'missing', act: null, type, subject, was: null, at, ...place, why });
    const act: Act = { id, type, subject, at, precision, seq, recordedAt: at, data: {} };
    return { acts: [...node.acts, act], changed };
  }
  const act = node.acts.find((one) => one.id === repair.act);
  if (act === undefined) return null;
  const was = original.get(act.id);
  if (repair.kind === 'remove') {
    if (was === undefined) return null;
    changed.set(act.id, {
      kind: 'superfluous',
      act: act.id,
      type: act.type,
      subject: act.subject,
      was: was.at,
      at: null,
      ...nothing,
      why,
    });
    return { acts: node.acts.filter((one) => one.id !== act.id), changed };
  }
  if (repair.kind === 'authority') {
    const { authority: _without, ...rest } = act;
    const kind = changed.get(act.id)?.kind ?? 'authority';
    changed.set(
      act.id,
      changed.get(act.id) ?? {
        kind,
        act: act.id,
        type: act.type,
        subject: act.subject,
        was: was?.at ?? null,
        at: act.at,
        ...nothing,
        why,
      },
    );
    return { acts: node.acts.map((one) => (one.id === act.id ? rest : one)), changed };
  }
  const moved: Act = { ...act, ...repair.to };
  const place = {
    before: known(repair.before),
    after: known(repair.after),
    neighbour: typeOf(repair.before ?? repair.after),
    by: repair.by ?? null,
  };
  const before = changed.get(act.id);
  if (was === undefined) changed.set(act.id, { ...before!, at: moved.at, ...place });
  else {
    const kind = moved.at < was.at || (moved.at === was.at && moved.seq < was.seq) ? 'earlier' : 'later';
    changed.set(act.id, {
      kind,
      act: act.id,
      type: act.type,
      subject: act.subject,
      was: was.at,
      at: moved.at,
      ...place,
      why: before?.why ?? why,
    });
  }
  return { acts: node.acts.map((one) => (one.id === act.id ? moved : one)), changed };
}
