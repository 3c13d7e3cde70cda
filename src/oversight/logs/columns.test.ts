import { expect, test } from 'vitest';
import { createSeenIds } from './columns.ts';

test('ids seen: the same, with another content, new, while the table grows', () => {
  const ids = createSeenIds();
  const word = (n: number, by: number): number => Math.imul(n + 1, by) >>> 0;
  const see = (n: number, content: number) => ids.see(word(n, 0x9e3779b1), word(n, 0x85ebca6b), content);
  for (let n = 0; n < 50_000; n++) expect(see(n, n % 7)).toBe('new');
  for (let n = 0; n < 50_000; n += 11) {
    expect(see(n, n % 7)).toBe('same');
    expect(see(n, 4_000_000_000)).toBe('other');
  }
  expect(ids.see(word(3, 0x9e3779b1), 1, 3), 'half of an id is not the id').toBe('new');
});

test('an id whose words or content are 0 is an id', () => {
  const ids = createSeenIds();
  expect([ids.see(0, 0, 0), ids.see(0, 0, 0), ids.see(0, 0, 5), ids.see(0, 1, 0)]).toEqual([
    'new',
    'same',
    'other',
    'new',
  ]);
});
