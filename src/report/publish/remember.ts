/** Memory of what never changes: the last few that were asked for, each made once, also when it is asked for by many at once. */
export function remember<T>(most: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const before = kept.get(key);
    kept.delete(key);
    const found = before ?? make();
    kept.set(key, found);
    for (const [oldest] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    // What could not be made, or is not there yet, is asked for again.
    if (before === undefined)
      found.then(
        (value) => value === null && kept.get(key) === found && kept.delete(key),
        () => kept.get(key) === found && kept.delete(key),
      );
    return found;
  };
}
