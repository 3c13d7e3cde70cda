/** Chance with a seed: the same seed gives the same answers in the same order. */
export interface Chance {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** Whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** One of the entries, as often as its weight says; null where all weights are 0. */
  readonly weighted: <T>(entries: readonly { readonly value: T; readonly weight: number }[]) => T | null;
  readonly happens: (share: number) => boolean;
  /** A version-4 UUID in lower case. */
  readonly uuid: () => string;
}

/** mulberry32 over a hash of the seed's text. */
export function chanceOf(seed: string): Chance {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    pick: (from) => {
      const one = from[Math.floor(next() * from.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
    weighted: (entries) => {
      const total = entries.reduce((sum, entry) => sum + entry.weight, 0);
      if (total <= 0) return null;
      let left = next() * total;
      for (const entry of entries) {
        left -= entry.weight;
        if (left < 0) return entry.value;
      }
      return entries.findLast((entry) => entry.weight > 0)?.value ?? null;
    },
    happens: (share) => next() < share,
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => whole(0, 15).toString(16));
      hex[12] = '4';
      hex[16] = '89ab'[whole(0, 3)]!;
      const text = hex.join('');
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
    },
  };
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}
