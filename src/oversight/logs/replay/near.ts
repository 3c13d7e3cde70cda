import { distance } from '#law/index.ts';

/** Names beyond this length are not compared letter by letter. */
const LONGEST = 64;

/** The names nearest to a word while names are told one by one; `first` are examples where none is near. */
export interface NearNames {
  readonly meet: (name: string) => void;
  readonly near: () => readonly string[];
  readonly first: () => readonly string[];
}

export function createNearNames(word: string, most = 3): NearNames {
  const wanted = word.trim().toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const first: string[] = [];
  let best: { readonly name: string; readonly far: number }[] = [];

  function farFrom(name: string): number {
    const one = name.trim().toLowerCase();
    if (one === wanted) return 0;
    if (wanted !== '' && one.endsWith(wanted)) return 0.5;
    if (one.length > LONGEST || Math.abs(one.length - wanted.length) > limit) return Number.POSITIVE_INFINITY;
    return distance([...wanted], [...one]);
  }
  return {
    meet(name) {
      if (first.length < most) first.push(name);
      const far = farFrom(name);
      if (far > limit || (best.length === most && far >= best.at(-1)!.far)) return;
      best = [...best, { name, far }].sort((a, b) => a.far - b.far).slice(0, most);
    },
    near: () => best.map(({ name }) => name),
    first: () => first,
  };
}
