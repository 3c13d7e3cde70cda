/**
 * What somebody can work out who adds and subtracts everything that is published: bounds of each count that is not shown, from sums over
 * parts, years and sides. Counts are whole numbers, 0 or more.
 */

/** The count of `whole` is the sum of the counts of `parts`. */
export interface Sum {
  readonly whole: string;
  readonly parts: readonly string[];
}
export type Bounds = readonly [low: number, high: number];

interface Equation {
  readonly of: ReadonlyMap<string, number>;
  readonly is: number;
}

/** Bounds of every count in `sums` that is not `known`; `from`: what is said of it where it is left out. */
export function derive(
  sums: readonly Sum[],
  known: ReadonlyMap<string, number>,
  from: (name: string) => Bounds,
): ReadonlyMap<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  for (const equations of components(sums.map((sum) => equationOf(sum, known)).filter(({ of }) => of.size > 0))) {
    for (const name of equations.flatMap(({ of }) => [...of.keys()]))
      if (!bounds.has(name)) bounds.set(name, from(name));
    tighten([...equations, ...reduced(equations)], bounds);
  }
  return bounds;
}

function equationOf({ whole, parts }: Sum, known: ReadonlyMap<string, number>): Equation {
  const of = new Map<string, number>();
  let is = 0;
  const add = (name: string, factor: number): void => {
    const value = known.get(name);
    if (value === undefined) of.set(name, (of.get(name) ?? 0) + factor);
    else is -= factor * value;
  };
  for (const part of parts) add(part, 1);
  add(whole, -1);
  return { of, is };
}

/** Equations that share no unknown are solved apart. */
function components(equations: readonly Equation[]): readonly (readonly Equation[])[] {
  const parent = new Map<string, string>();
  const root = (name: string): string => {
    let at = name;
    while (parent.has(at) && parent.get(at) !== at) at = parent.get(at) ?? at;
    return at;
  };
  for (const { of } of equations) {
    const [first = '', ...rest] = of.keys();
    const top = root(first);
    parent.set(top, top);
    for (const name of rest) parent.set(root(name), top);
  }
  const groups = new Map<string, Equation[]>();
  for (const equation of equations) {
    const [first = ''] = equation.of.keys();
    const top = root(first);
    groups.set(top, [...(groups.get(top) ?? []), equation]);
  }
  return [...groups.values()];
}

const tiny = 1e-7;

/** The same equations with each unknown that can be eliminated taken out of all others (Gauss and Jordan). */
function reduced(equations: readonly Equation[]): readonly Equation[] {
  const rows = equations.map(({ of, is }) => ({ of: new Map(of), is }));
  const done: typeof rows = [];
  while (rows.length > 0) {
    const row = rows.pop();
    const [pivot, factor] = [...(row?.of ?? [])].find(([, by]) => Math.abs(by) > tiny) ?? [];
    if (!row || pivot === undefined || factor === undefined) continue;
    for (const [name, by] of row.of) row.of.set(name, by / factor);
    row.is /= factor;
    for (const other of [...rows, ...done]) {
      const by = other.of.get(pivot) ?? 0;
      if (Math.abs(by) <= tiny) continue;
      for (const [name, own] of row.of) {
        const left = (other.of.get(name) ?? 0) - by * own;
        if (Math.abs(left) <= tiny) other.of.delete(name);
        else other.of.set(name, left);
      }
      other.is -= by * row.is;
    }
    done.push(row);
  }
  return done;
}

/** Draws the bounds together until no equation says more. */
function tighten(equations: readonly Equation[], bounds: Map<string, Bounds>): void {
  for (let round = 0; round < 100; round++) {
    let moved = false;
    for (const { of, is } of equations) {
      const ends = [...of].map(([name, by]) => {
        const [low, high] = bounds.get(name) ?? [0, Number.POSITIVE_INFINITY];
        return by > 0 ? [by * low, by * high] : [by * high, by * low];
      });
      const least = ends.map(([low = 0]) => low);
      const most = ends.map(([, high = 0]) => high);
      [...of].forEach(([name, by], n) => {
        const others = (values: readonly number[]): number =>
          values.reduce((sum, one, m) => (m === n ? sum : sum + one), 0);
        const [a, b] = [(is - others(most)) / by, (is - others(least)) / by];
        const [low, high] = bounds.get(name) ?? [0, Number.POSITIVE_INFINITY];
        const next: Bounds = [
          Math.max(low, Math.ceil(Math.min(a, b) - tiny) || 0),
          Math.min(high, Math.floor(Math.max(a, b) + tiny)),
        ];
        if (next[0] > low || next[1] < high) {
          bounds.set(name, next);
          moved = true;
        }
      });
    }
    if (!moved) return;
  }
}
