import { describe, expect, test } from 'vitest';
import { distance, nearest } from './nearest.ts';

describe('a misspelt name', () => {
  test.each([
    ['mesure', ['measure', 'report'], 'measure'],
    ['law', ['lwa', 'law'], 'law'],
    ['Frau', ['fraud', 'theft'], 'fraud'],
    ['arrest', ['arrest-review', 'arrear'], 'arrest-review'],
    ['盗切罪', ['盗窃罪', '诈骗罪'], '盗窃罪'],
    ['fir', ['sir', 'for'], 'sir'],
  ])('%s', (written, known, meant) => {
    expect(nearest(written, known)).toBe(meant);
  });

  test.each([
    ['xyz', ['measure', 'by']],
    ['zzzzzz', ['fraud', 'theft']],
    ['', ['a']],
    ['arrest', []],
  ])('%s is near nothing', (written, known) => {
    expect(nearest(written, known)).toBeNull();
  });

  test('letters added, dropped and changed are counted, as far as asked', () => {
    expect(distance([...'kitten'], [...'sitting'])).toBe(3);
    expect(distance([...'kitten'], [...'sitting'], 2)).toBeGreaterThanOrEqual(2);
    expect(distance([...''], [...'abc'])).toBe(3);
  });
});
