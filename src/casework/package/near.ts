/** Number of single changes (insert, drop, replace) that turn one text into the other. */
export function distance(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let row = right.map((_, at) => at + 1);
  for (const [i, char] of left.entries()) {
    let diagonal = i;
    let before = i + 1;
    row = right.map((other, j) => {
      const above = row[j] ?? 0;
      const cost = Math.min(above + 1, before + 1, diagonal + (char === other ? 0 : 1));
      diagonal = above;
      before = cost;
      return cost;
    });
  }
  return row.at(-1) ?? left.length;
}

/** The candidate that is closest to what was written, if it is close enough to be meant. */
export function nearest(written: string, candidates: readonly string[]): string | null {
  const text = written.trim().toLowerCase();
  if (text === '') return null;
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor([...text].length / 2)) + 1;
  for (const candidate of candidates) {
    const changes = distance(text, candidate.toLowerCase());
    if (changes < fewest) {
      fewest = changes;
      best = candidate;
    }
  }
  return best;
}
