/** The name that was most likely meant; null when none is near. A name that begins like the written one is nearer than its length says. */
export function nearest(written: string, known: readonly string[]): string | null {
  let best: { readonly name: string; readonly far: number } | null = null;
  for (const name of known) {
    const far = name.startsWith(written) && written.length > 3 ? 1 : changes(written, name);
    if (best === null || far < best.far) best = { name, far };
  }
  return best !== null && best.far <= Math.max(1, Math.floor(written.length / 3)) ? best.name : null;
}

/** Letters to add, drop or change to make one word of the other. */
function changes(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(
        Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    above = row;
  }
  return above[b.length] ?? 0;
}
