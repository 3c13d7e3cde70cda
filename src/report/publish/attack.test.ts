import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bounds, derive, type Sum } from './attack.ts';
import { hiddenCounts, impliedSums, nameOf, restOf } from './secrets.ts';

const open = (): Bounds => [0, Number.POSITIVE_INFINITY];
const few = 5;

describe('what can be worked out', () => {
  test('a part from its whole and the others; two from two sums; nothing from one sum with two unknowns', () => {
    const sums: Sum[] = [
      { whole: 'all', parts: ['a', 'b', 'c'] },
      { whole: 'ab', parts: ['a', 'b'] },
    ];
    const bounds = derive(sums, new Map([['all', 20], ['ab', 13], ['b', 9]]), open); // biome-ignore format: one line
    expect([bounds.get('a'), bounds.get('c')]).toEqual([
      [4, 4],
      [7, 7],
    ]);
    const less = derive(sums, new Map([['all', 20], ['ab', 13]]), open); // biome-ignore format: one line
    expect([less.get('a'), less.get('c')]).toEqual([
      [0, 13],
      [7, 7],
    ]);
  });

  test('what is said of a hidden count draws the bounds of its neighbours', () => {
    const sums = [{ whole: 'all', parts: ['a', 'b'] }];
    const said = (name: string): Bounds => (name === 'a' ? [1, 4] : [5, Number.POSITIVE_INFINITY]);
    expect(derive(sums, new Map([['all', 6]]), said).get('a')).toEqual([1, 1]);
  });

  test('periods in one another, and what a rate leaves of its whole', () => {
    const year = (n: number) => ({ from: `${n}-01-01`, to: `${n}-12-31` });
    const both = { from: '2020-01-01', to: '2021-12-31' };
    const counts = new Map([nameOf('s', both, ''), nameOf('s', year(2020), '')].map((name, n) => [name, 10 - n]));
    const bounds = derive(impliedSums(counts), counts, open);
    expect([...bounds.values()].every(([low, high]) => low === 1 && high === 1)).toBe(true);
    expect(restOf({ value: '', numerator: 'b', denominator: 'a + b' })).toBe('a');
    expect(restOf({ value: '', numerator: 'b', denominator: 'a' })).toBe('[rest of b in a]');
  });
});

/** Counts of some years and parts, each sum of them published, too. */
const table = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 2 }), {
  minLength: 2,
  maxLength: 3,
});

describe('what is left', () => {
  test('no small count is the only one that fits all that is shown, by trying every table there is', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const cell = (r: number, c: number): string => `${r}/${c}`;
        const columns = rows[0]?.map((_, c) => c) ?? [];
        const counts = new Map<string, number>();
        const sums: Sum[] = [];
        rows.forEach((row, r) => {
          for (const c of columns) counts.set(cell(r, c), row[c] ?? 0);
          counts.set(
            `row ${r}`,
            row.reduce((a, b) => a + b, 0),
          );
          sums.push({ whole: `row ${r}`, parts: columns.map((c) => cell(r, c)) });
        });
        for (const c of columns) {
          counts.set(
            `column ${c}`,
            rows.reduce((sum, row) => sum + (row[c] ?? 0), 0),
          );
          sums.push({ whole: `column ${c}`, parts: rows.map((_, r) => cell(r, c)) });
        }
        const places = [...counts.keys()].map((name) => [name]);
        const said = (name: string): Bounds => {
          const value = counts.get(name) ?? 0;
          return value === 0 ? open() : value < few ? [1, few - 1] : [few, Number.POSITIVE_INFINITY];
        };
        const hidden = hiddenCounts({ counts, places, sums }, new Set(), few, said);
        for (const [name, value] of counts) if (value > 0 && value < few) expect(hidden.has(name)).toBe(true);
        for (const [name, value] of counts) {
          if (value === 0 || value >= few || !name.includes('/')) continue;
          expect(fits(rows, hidden, counts, said, name, value)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Whether another table shows the same, with another number in the cell. */
function fits(
  rows: readonly (readonly number[])[],
  hidden: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
  said: (name: string) => Bounds,
  name: string,
  value: number,
): boolean {
  const cells = rows.flatMap((row, r) => row.map((_, c) => `${r}/${c}`));
  const most = 30;
  const choices = cells.map((one) => {
    if (!hidden.has(one)) return [counts.get(one) ?? 0];
    const [low, high] = said(one);
    return Array.from({ length: Math.min(high, most) - low + 1 }, (_, n) => low + n);
  });
  const wholes = [...counts.keys()].filter((one) => !one.includes('/'));
  const holds = (made: readonly number[]): boolean =>
    wholes.every((one) => {
      const [kind = '', nr = ''] = one.split(' ');
      const sum = cells.reduce((all, at, n) => {
        const [r = '', c = ''] = at.split('/');
        return (kind === 'row' ? r : c) === nr ? all + (made[n] ?? 0) : all;
      }, 0);
      const [low, high] = said(one);
      return hidden.has(one) ? sum >= low && sum <= high : sum === counts.get(one);
    });
  const width = rows[0]?.length ?? 1;
  const search = (made: number[]): boolean => {
    if (made.length === cells.length) return holds(made) && made[cells.indexOf(name)] !== value;
    // A row that is shown leaves its last cell no choice.
    const at = made.length;
    const row = `row ${Math.floor(at / width)}`;
    const rest = (counts.get(row) ?? 0) - made.slice(at - (at % width)).reduce((a, b) => a + b, 0);
    const some =
      at % width === width - 1 && !hidden.has(row)
        ? (choices[at] ?? []).filter((n) => n === rest)
        : (choices[at] ?? []);
    return some.some((one) => search([...made, one]));
  };
  return search([]);
}
