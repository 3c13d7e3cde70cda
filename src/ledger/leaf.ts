import { createHash } from 'node:crypto';
import type { Json, RecordedAct } from './types.ts';

/** A value as RFC 8785 canonical JSON. The value must have passed `unfit` (see fit.ts). */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as { readonly [key: string]: Json };
  const keys = Object.keys(object).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(object[key]!)}`).join(',')}}`;
}

/**
 * The bytes that an act's leaf stands for: the 16 bytes of its salt, then in UTF-8 the RFC 8785 form of one object with
 * all its fields but `index`, `salt` and `leaf`, under the names they have in `RecordedAct`; `annuls`, `replaces` and
 * `ground` are absent where the act has none. `index` is left out because the tree itself proves the place.
 */
export function leafBytes(
  act: Omit<RecordedAct, 'index' | 'leaf'> & { readonly index?: number; readonly leaf?: string },
): Uint8Array {
  const { salt, index: _index, leaf: _leaf, ...fields } = act;
  return Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(canonical(fields as unknown as Json), 'utf8')]);
}

/** The leaf hash of RFC 9162 section 2.1.1: SHA-256 over the byte 0x00 and `leafBytes`, as 64 hex digits. */
export function leafHash(act: Parameters<typeof leafBytes>[0]): string {
  return createHash('sha256').update(Uint8Array.of(0)).update(leafBytes(act)).digest('hex');
}
