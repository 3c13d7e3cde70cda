import { describe, expect, test } from 'vitest';
import { type Figure, parsePeriod } from '#measures/index.ts';
import { buildReport } from '../build.ts';
import type { Publication } from '../publication.ts';
import type { FigureSource } from '../source.ts';
import { madeFigures, textOf, years } from '../testing.ts';
import { stillRuns } from '../text/periods.ts';
import { words } from '../text/words.ts';
import { freeze } from './freeze.ts';
import { figureRows } from './rows.ts';

const zone = 'Asia/Shanghai';
const all = { id: 'all', title: words('全国', 'All offices') };
const frame = {
  id: 'x',
  version: 1,
  publishedAt: 0,
  office: all.title,
  madeUp: true,
};

type Regions = Readonly<Record<string, number>>;
/** One figure of a report, published. The made figures are as known at 31 January 2023. */
async function published(regions: Regions, later?: readonly number[], more?: Partial<Figure>) {
  const [figure] = (await publication(regions, later, more)).figures;
  if (!figure) throw new Error('no figure');
  return figure;
}
async function publication(
  regions: Regions,
  later: readonly number[] = [5, 40, 12],
  more: Partial<Figure> = {},
  before: Publication | null = null,
): Promise<Publication> {
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
  return freeze(built.report, figures, frame, zone, before);
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

  test('a breakdown that is not shown says so in a line', async () => {
    const { closed } = await published({ '33': 82_719, '34': 7 });
    expect(closed).toEqual([
      {
        dimension: 'region',
        title: words('地区', 'Region'),
        why: words(
          '不按地区分列：有的部分数量过小，隐去后所剩无几',
          'Not broken down by region: some parts are so small that hardly anything would be left to show',
        ),
      },
    ]);
  });

  const year = (n: number) => ({ from: `${n}-01-01`, to: `${n}-12-31`, text: words('', '') });
  const rate = { kind: 'rate', as: 'value', value: 50 } as const;

  test('a comparison of rates is protected by the counts of both periods', async () => {
    const compared = (base: number): Partial<Figure> => ({
      kind: 'rate',
      as: 'points',
      value: 12,
      counts: [
        { ...rate, period: year(2022), numerator: 50, denominator: 100 },
        { ...rate, period: year(2018), numerator: base, denominator: 40 },
      ],
    });
    expect(await published({ '33': 900 }, [], compared(20))).toMatchObject({ value: 12, suppressed: false });
    expect(await published({ '33': 900 }, [], compared(3))).toMatchObject({ value: null, suppressed: true });
    // All but three of forty is as telling as three.
    expect(await published({ '33': 900 }, [], compared(37))).toMatchObject({ value: null, suppressed: true });
  });

  test('what one version held back, the next does not give away', async () => {
    const first = await publication({ '33': 900, '34': 7, '35': 41, '36': 60 }, []);
    const shown = (one: Publication) => one.figures[0]?.parts[0]?.rows.map((row) => row.value);
    expect(shown(first)).toEqual([900, null, null, 60]);
    // Alone the second could show all of it; with the first, 34 would have been 7.
    expect(shown(await publication({ '33': 900, '34': 12, '35': 41, '36': 60 }, []))).toEqual([900, 12, 41, 60]);
    const second = await publication({ '33': 900, '34': 12, '35': 41, '36': 60 }, [], {}, first);
    expect(shown(second)).toEqual([900, null, null, 60]);
  });

  test('how sure a median is stands in the data', async () => {
    const sure = { kind: 'median', n: 40, censored: 12, interval: { from: 4, to: null } } as const;
    const figure = await published({ '33': 900, '34': 80 }, [], sure);
    expect(figureRows(figure)[0]).toMatchObject({ n: 40, low: 4, high: null, running: 12 });
  });
});
