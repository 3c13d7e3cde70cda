/**
 * Protection of small counts before publication. A count from 1 to `threshold - 1` is not shown, and neither is what would
 * give it away: in a breakdown whose total is public, the smallest further cells are held back until what is missing from the
 * total leaves every held-back cell at least `threshold` possible values.
 */

/** The counts that one cell shows: one for a count, the two sides of a rate. Whole numbers, 0 or more. */
export type Counts = readonly number[];

export const isSmall = (counts: Counts, threshold: number): boolean =>
  counts.some((count) => count > 0 && count < threshold);

export type Withheld = 'small' | 'reveals' | null;

/** Why each cell of one breakdown is not shown, in the order given; null: it is. Zeros stay, unless they would say where the few are. */
export function withheld(cells: readonly Counts[], threshold: number): readonly Withheld[] {
  const small = cells.map((counts) => isSmall(counts, threshold));
  return heldBack(cells, small, threshold).map((held, n) => (small[n] ? 'small' : held ? 'reveals' : null));
}

function heldBack(cells: readonly Counts[], small: readonly boolean[], threshold: number): readonly boolean[] {
  const held = [...small];
  if (!held.includes(true)) return held;
  const sides = Math.max(...cells.map((counts) => counts.length));
  for (let side = 0; side < sides; side++) {
    const count = (cell: number): number => cells[cell]?.[side] ?? 0;
    while (!vague(held, count, threshold)) {
      const next = smallest(held, count);
      if (next === null) return cells.map(() => true);
      held[next] = true;
    }
  }
  return held;
}

/** The held-back cells of this side could be anything from 1 to `threshold` at least, seen from the total and the shown cells. */
function vague(held: readonly boolean[], count: (cell: number) => number, threshold: number): boolean {
  let sum = 0;
  let some = 0;
  held.forEach((is, cell) => {
    if (!is || count(cell) === 0) return;
    sum += count(cell);
    some += 1;
  });
  return some === 0 || (some > 1 && sum - some >= threshold - 1);
}

function smallest(held: readonly boolean[], count: (cell: number) => number): number | null {
  let best: number | null = null;
  held.forEach((is, cell) => {
    if (!is && count(cell) > 0 && (best === null || count(cell) < count(best))) best = cell;
  });
  return best;
}
