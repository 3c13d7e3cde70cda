/** What a misspelt name was most likely meant to be. */

/**
 * The known name nearest to what was written, whatever its case; null when none is near enough to be a slip: at most a third of
 * the letters differ, of a short name two, of one shorter than four letters one. Among equals the first; a longer name that begins like the written one is near.
 */
export function nearest(written: string, known: Iterable<string>): string | null {
  const name = written.trim().toLowerCase();
  const letters = [...name];
  if (letters.length === 0) return null;
  let best: string | null = null;
  let least = (letters.length < 4 ? 1 : Math.max(2, Math.floor(letters.length / 3))) + 1;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const begun = letters.length > 3 && other.startsWith(name) && other !== name;
    const steps = begun ? Math.min(1, least) : distance(letters, [...other], least);
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

/** Letters to add, drop or change to make one word of the other, given up once it reaches `limit`. */
export function distance(a: readonly string[], b: readonly string[], limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
