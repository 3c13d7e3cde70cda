/**
 * Chance that depends on nothing but its name: each block of the nation (a province's cases) has its own stream, so the same seed gives the
 * same nation on one thread or on many.
 */
export interface Chance {
  /** [0, 1) */
  readonly real: () => number;
  /** from (inclusive) to (inclusive) */
  readonly whole: (from: number, to: number) => number;
}

export function hash(text: string, seed = 0): number {
  let h = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return mix(h);
}

export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** sfc32, seeded by a seed and a name. */
export function chance(seed: number, name: string): Chance {
  let a = hash(name, seed | 0);
  let b = hash(`${name}#b`, Math.floor(seed / 4294967296) ^ seed);
  let c = hash(`${name}#c`, seed + 1);
  let d = 1;
  const real = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) real();
  return { real, whole: (from, to) => from + Math.floor(real() * (to - from + 1)) };
}
