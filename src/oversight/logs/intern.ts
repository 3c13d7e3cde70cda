/** Byte strings to small integers, without making a string for each occurrence. */
export interface Interner {
  /** Code of the bytes; a new one is the next number. */
  readonly code: (bytes: Uint8Array, from: number, to: number) => number;
  readonly ofText: (text: string) => number;
  readonly size: () => number;
  /** The bytes behind a code; a view that holds until the next new code. */
  readonly bytes: (code: number) => Uint8Array;
  /** The text behind a code, decoded once as UTF-8. */
  readonly text: (code: number) => string;
}

const FNV = 0x811c9dc5;
const encoder = new TextEncoder();

export function hashBytes(bytes: Uint8Array, from: number, to: number, seed: number = FNV): number {
  let hash = seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

export function createInterner(first: readonly string[] = []): Interner {
  let slots = new Int32Array(1024).fill(-1);
  let mask = slots.length - 1;
  let hashes = new Uint32Array(512);
  let ends = new Float64Array(513);
  let arena = Buffer.allocUnsafe(16_384);
  let count = 0;
  const texts: (string | undefined)[] = [];

  const growTable = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    mask = slots.length - 1;
    for (let code = 0; code < count; code++) {
      let slot = hashes[code]! & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
  };

  const add = (bytes: Uint8Array, from: number, to: number, hash: number): number => {
    const start = ends[count]!;
    const end = start + (to - from);
    if (end > arena.length) {
      const wider = Buffer.allocUnsafe(Math.max(arena.length * 2, end + 1024));
      arena.copy(wider, 0, 0, start);
      arena = wider;
    }
    for (let i = from, j = start; i < to; i++, j++) arena[j] = bytes[i]!;
    if (count === hashes.length) {
      const more = new Uint32Array(count * 2);
      more.set(hashes);
      hashes = more;
      const further = new Float64Array(count * 2 + 1);
      further.set(ends);
      ends = further;
    }
    hashes[count] = hash;
    count += 1;
    ends[count] = end;
    return count - 1;
  };

  const code = (bytes: Uint8Array, from: number, to: number): number => {
    const hash = hashBytes(bytes, from, to);
    const length = to - from;
    let slot = hash & mask;
    for (;;) {
      const found = slots[slot]!;
      if (found === -1) break;
      if (hashes[found] === hash) {
        const start = ends[found]!;
        if (ends[found + 1]! - start === length) {
          let i = 0;
          while (i < length && arena[start + i] === bytes[from + i]) i += 1;
          if (i === length) return found;
        }
      }
      slot = (slot + 1) & mask;
    }
    const made = add(bytes, from, to, hash);
    slots[slot] = made;
    if (count * 2 > slots.length) growTable();
    return made;
  };

  const ofText = (text: string): number => {
    const bytes = encoder.encode(text);
    return code(bytes, 0, bytes.length);
  };
  for (const text of first) ofText(text);

  return {
    code,
    ofText,
    size: () => count,
    bytes: (wanted) => arena.subarray(ends[wanted]!, ends[wanted + 1]!),
    text: (wanted) => {
      const known = texts[wanted];
      if (known !== undefined) return known;
      const made = arena.toString('utf8', ends[wanted]!, ends[wanted + 1]!);
      texts[wanted] = made;
      return made;
    },
  };
}
