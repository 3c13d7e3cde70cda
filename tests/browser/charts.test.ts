/** What charts are drawn and saved from, without a browser. */
import { describe, expect, test } from 'vitest';
import { axisOf } from '../../web/src/parts/chart/axis.ts';
import { csvOf, lines } from '../../web/src/parts/chart/plain.ts';

describe('the axis of a chart', () => {
  test('a count stands on zero, however little it moves', () => {
    expect(axisOf([1000, 1001], { count: true, percent: false })).toMatchObject({ from: 0, cut: false });
  });
  test('a count has no half', () => {
    expect(axisOf([0, 1], { count: true, percent: false }).ticks).toEqual([0, 1]);
  });
  test('a rate that moves much starts at zero', () => {
    expect(axisOf([54.9, 26.7], { count: false, percent: true })).toMatchObject({ from: 0, to: 60, cut: false });
  });
  test('a rate near 100 starts below its lowest value, says so, and does not go beyond 100', () => {
    const axis = axisOf([97.2, 99.7], { count: false, percent: true });
    expect(axis).toMatchObject({ to: 100, cut: true });
    expect(axis.from).toBeLessThan(97.2);
    expect(axis.from).toBeGreaterThan(90);
  });
  test('every value lies on the axis, every tick too', () => {
    for (let seed = 1; seed < 400; seed++) {
      const values = [1, 2, 3, 4].map((i) => ((seed * 7919 * i) % 10007) / 10 ** (seed % 4));
      for (const count of [true, false]) {
        const { from, to, ticks } = axisOf(values, { count, percent: false });
        expect(Math.min(...values)).toBeGreaterThanOrEqual(from);
        expect(Math.max(...values)).toBeLessThanOrEqual(to);
        expect(ticks.length).toBeLessThan(12);
        for (const tick of ticks) expect(tick >= from && tick <= to + 1e-6).toBe(true);
      }
    }
  });
  test('nothing and only zeros', () => {
    expect(axisOf([], { count: true, percent: false }).to).toBe(1);
    expect(axisOf([0, 0], { count: true, percent: false }).ticks).toEqual([0]);
  });
  test('a rate that never moves is not cut', () => {
    expect(axisOf([98, 98], { count: false, percent: true })).toMatchObject({ from: 0, cut: false });
  });
});

describe('a chart as a file', () => {
  test('a long title is broken into lines, and nothing of it is lost', () => {
    const title = 'Persons prosecuted for obstructing the prevention of infectious disease';
    const broken = lines(title, 200, 19);
    expect(broken.length).toBeGreaterThan(2);
    expect(broken.join(' ')).toBe(title);
  });
  test('Chinese is broken between any two letters', () => {
    const title = '起诉组织、领导、参加黑社会性质组织犯罪的人数';
    const broken = lines(title, 100, 20);
    expect(broken.every((line) => line.length <= 5)).toBe(true);
    expect(broken.join('')).toBe(title);
  });
  test('commas, quotes and line ends stay within their field', () => {
    expect(csvOf([['a,b', 'say "x"', 3, null]])).toBe('\uFEFF"a,b","say ""x""",3,\r\n');
  });
});
