import { describe, expect, test } from 'vitest';
import { type Figure, parsePeriod } from '#measures/index.ts';
import { buildReport } from '../build.ts';
import type { FigureSource } from '../source.ts';
import { madeFigures, textOf, years } from '../testing.ts';
import { stillRuns } from '../text/periods.ts';
import { words } from '../text/words.ts';
import { freeze } from './freeze.ts';

const zone = 'Asia/Shanghai';
const all = { id: 'all', title: words('全国', 'All offices') };
const frame = {
  id: 'x',
  version: 1,
  publishedAt: 0,
  office: all.title,
  madeUp: true,
};

/** One figure of a report, published. The made figures are as known at 31 January 2023. */
async function published(regions: Readonly<Record<string, number>>, later = [5, 40, 12], more: Partial<Figure> = {}) {
  const total = Object.values(regions).reduce((sum, n) => sum + n, 0);
  const made = madeFigures({ x: { title: words('甲', 'X'), years: years(2020, [total, ...later]), regions } });
  const figures: FigureSource = {
    ...made,
    figure: async (id, period) => {
      const found = await made.figure(id, period);
      return found.ok ? { ok: true, value: { ...found.value, ...more } } : found;
    },
  };
  const period = parsePeriod('2020..2023');
  if (!period.ok) throw new Error('period');
  const moment = { now: Date.UTC(2023, 0, 31), zone };
  const built = await buildReport(textOf('# t\n\n{figure:x}'), figures, all, period.value, moment);
  if (!built.ok) throw new Error(JSON.stringify(built.faults));
  const [figure] = (await freeze(built.report, figures, frame, zone)).figures;
  if (!figure) throw new Error('no figure');
  return figure;
}

describe('a frozen figure', () => {
  test('says of a year that still runs that it is not over, and of no other', async () => {
    const { trend } = await published({ '33': 900, '34': 80 });
    expect(trend.rows.map((row) => [row.key, row.incomplete?.en])).toEqual([
      ['2020', undefined],
      ['2021', undefined],
      ['2022', undefined],
      ['2023', 'not over yet'],
    ]);
    expect(trend.rows[1]).toMatchObject({ value: null, withheld: 'small' });
  });

  test('known to the last moment of a year, that year is over', async () => {
    const asKnownAt = Date.UTC(2022, 11, 31, 16) - 1;
    const { trend } = await published({ '33': 900, '34': 80 }, undefined, { asKnownAt });
    expect(trend.rows.map((row) => row.incomplete !== undefined)).toEqual([false, false, false, true]);
  });

  test('a year or a month still runs on its last day', () => {
    const runs = (cell: string, day: string) => stillRuns(cell, day);
    expect([runs('2023', '2023-12-31'), runs('2023', '2024-01-01')]).toEqual([true, false]);
    expect([runs('2023-02', '2023-02-28'), runs('2023-02', '2023-03-01')]).toEqual([true, false]);
    expect(runs('330000', '2023-01-01')).toBe(false);
  });

  test.each([
    ['two parts, the large one held back for the small one', { '33': 82_719, '34': 7 }],
    ['only zeros left', { '33': 82_719, '34': 7, '35': 0 }],
    ['most of the whole held back', { '33': 40, '34': 7, '35': 41 }],
  ])('is not opened by parts that hold nothing: %s', async (_, regions) => {
    expect((await published(regions)).parts).toEqual([]);
  });

  test('is opened by parts that show most of it', async () => {
    const { parts } = await published({ '33': 82_719, '34': 7, '35': 41 });
    expect(parts[0]?.rows.map((row) => [row.key, row.value, row.withheld])).toEqual([
      ['33', 82_719, undefined],
      ['34', null, 'small'],
      ['35', null, 'reveals'],
    ]);
  });

  const beside: Partial<Figure> = {
    censored: 3,
    interval: { from: 4, to: 9 },
    base: { period: { from: '2019-01-01', to: '2019-12-31', text: words('', '') }, value: 4, display: words('4', '4') },
    denominator: { value: 103, text: words('观察', 'Watched') },
  };

  test('that is too small says nothing else by which it could be told', async () => {
    const figure = await published({ '33': 7 }, [], beside);
    expect(figure).toMatchObject({ value: null, suppressed: true, base: null });
    for (const name of ['censored', 'interval', 'numerator', 'denominator']) expect(figure).not.toHaveProperty(name);
  });

  test('that is shown leaves out the few that still run, and what they could be reckoned from', async () => {
    const figure = await published({ '33': 900, '34': 80 }, [], beside);
    expect(figure).toMatchObject({ value: 980, interval: { from: 4, to: 9 } });
    for (const name of ['censored', 'denominator']) expect(figure).not.toHaveProperty(name);
    expect(await published({ '33': 900, '34': 80 }, [], { ...beside, censored: 30 })).toMatchObject({ censored: 30 });
  });
});
