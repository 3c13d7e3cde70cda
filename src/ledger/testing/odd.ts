import type { Json } from '../index.ts';

/** Values that stores, drivers and JSON are known to spoil. */
export const oddValues: readonly Json[] = [
  null,
  'null',
  '"',
  '',
  true,
  0,
  5e-324,
  123456789.000001,
  0.1 + 0.2,
  -1e-7,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  [],
  {},
  [[[]]],
  '𠮷野家 😀 é e\u0301',
  '{"a":1}',
  '\u0001\u007f\u2028\ufeff',
  [null, 'a', [1, 'x']],
  { b: 1, a: { 乙: [], 甲: '{1,2}' }, '': 0, constructor: 'x', 'a"b\\c': "o'c" },
  JSON.parse('{"__proto__":{"a":1}}') as Json,
];

/** The value with the keys of its objects in the order of another, which jsonb does not keep. */
export function inOrderOf(value: Json, other: Json): Json {
  if (typeof value !== 'object' || value === null || typeof other !== 'object' || other === null) return value;
  if (Array.isArray(value)) return value.map((item, at) => inOrderOf(item, (other as readonly Json[])[at] as Json));
  const [from, order] = [value as Record<string, Json>, other as Record<string, Json>];
  return Object.fromEntries(Object.keys(order).map((key) => [key, inOrderOf(from[key] as Json, order[key] as Json)]));
}
