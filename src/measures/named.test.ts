import { afterAll, describe, expect, test } from 'vitest';
import { type Figures, NamedFigure, openFacts, openFigures } from './index.ts';
import { act, dayOf, doubt, good, now, ownLaw, prosecute, receive, sourceOf, type TestAct } from './testing.ts';

const law = ownLaw();
const extend = 'criminal.prosecution-review/extend-review';

/** Persons received, prosecuted, not prosecuted, and extensions, by year. */
const years: Readonly<Record<string, readonly [number, number, number, number]>> = {
  2018: [8, 6, 2, 8],
  2019: [9, 8, 1, 6],
  2020: [7, 3, 1, 3],
  2021: [8, 5, 5, 4],
  2022: [10, 9, 3, 2],
};
const acts: TestAct[] = Object.entries(years).flatMap(([year, [received, prosecuted, not, extended]], nr) => {
  const row = (name: string, n: number, offset: number) =>
    act(name, {
      index: nr * 1000 + offset + n,
      caseId: `c${year}-${offset}-${n}`,
      date: `${year}-0${1 + (n % 9)}-15`,
      offence: n % 3 === 0 ? 'fraud' : 'theft',
    });
  return [
    ...Array.from({ length: received }, (_, n) => row(receive, n, 0)),
    ...Array.from({ length: prosecuted }, (_, n) => row(prosecute, n, 100)),
    ...Array.from({ length: not }, (_, n) => row(doubt, n, 200)),
    ...Array.from({ length: extended }, (_, n) => ({
      ...row(extend, n, 300),
      caseId: `c${year}-0-${n}`,
      subject: null,
    })),
  ];
});

const open: Figures[] = [];
afterAll(() => {
  for (const figures of open) figures.close();
});
async function said(figure: Record<string, unknown>, shift = 0) {
  const catalogue = { ...law.catalogue, figures: [NamedFigure.parse({ id: 'f', period: '2022', ...figure })] };
  const facts = await openFacts({ pack: law.pack, catalogue, source: sourceOf(acts), dayOf });
  const figures = await openFigures({ pack: law.pack, catalogue, facts });
  open.push(figures);
  return good(await figures.named('f', 'all', now, shift));
}

describe('a named figure', () => {
  test('is the measure over its own period', async () => {
    expect(await said({ measure: 'prosecution-review-accepted', period: '2018..2022' })).toMatchObject({
      id: 'f',
      measure: 'prosecution-review-accepted',
      value: 42,
      as: 'value',
    });
  });
  test('grows by so many percent, with what is compared as its two counts', async () => {
    expect(await said({ measure: 'prosecution-review-accepted', against: '2018', as: 'percent' })).toMatchObject({
      value: 25,
      unit: { code: 'percent' },
      numerator: { value: 10 },
      denominator: { value: 8 },
      base: { period: { from: '2018-01-01', to: '2018-12-31' }, value: 8 },
    });
  });
  test('is so many times the base', async () => {
    expect(await said({ measure: 'review-extensions', against: '2018', as: 'factor' })).toMatchObject({
      value: 0.25,
      unit: { code: 'times' },
    });
  });
  test('differs by so many points', async () => {
    // 3 of 12 against 2 of 8.
    expect(await said({ measure: 'non-prosecution-rate', against: '2018', as: 'points' })).toMatchObject({
      value: 0,
      unit: { code: 'point' },
    });
    expect(
      await said({ measure: 'non-prosecution-rate', period: '2021', against: '2018', as: 'points' }),
    ).toMatchObject({ value: 25 });
  });
  test('grows by so many percent a year, compound', async () => {
    const { value } = await said({ measure: 'prosecution-review-accepted', against: '2018', as: 'annual' });
    expect(value).toBeCloseTo(((10 / 8) ** 0.25 - 1) * 100, 10);
  });
  test('is a share of another, narrowed where it says so', async () => {
    expect(
      await said({
        share: { of: 'prosecuted-persons-all', in: 'prosecuted-persons-all' },
        where: { offence: ['fraud'] },
      }),
    ).toMatchObject({ value: (100 * 3) / 9, as: 'share', numerator: { value: 3 }, denominator: { value: 9 } });
  });
  test('has a rank among the years, 1 the lowest', async () => {
    expect(await said({ measure: 'prosecuted-persons-all', as: 'rank', period: '2020' })).toMatchObject({ value: 1 });
    expect(
      await said({ measure: 'prosecuted-persons-all', as: 'rank', period: '2022', series: '2018..2022' }),
    ).toMatchObject({
      value: 5,
      numerator: { value: 9 },
      denominator: { value: 5 },
    });
    expect(
      await said({ measure: 'prosecuted-persons-all', as: 'rank', period: '2021', series: '2020..2022' }),
    ).toMatchObject({ value: 2 });
  });
  test('counts the steps avoided, year by year, had the ratio of the base year held', async () => {
    const base = (9 + 6) / 9;
    const avoided = ['2020', '2021', '2022'].reduce((sum, year) => {
      const [received, , , extended] = years[year]!;
      return sum + received * base - (received + extended);
    }, 0);
    const { value } = await said({ measure: 'case-ratio', as: 'avoided', period: '2020..2022', against: '2019' });
    expect(value).toBeCloseTo(avoided, 9);
  });
  test('is the length that the law gives, with the share that kept it beside', async () => {
    expect(
      await said({
        measure: 'petition-first-reply-rate',
        as: 'standard',
        rule: 'petition.handling/petitioner-told-in-seven-days',
      }),
    ).toMatchObject({ value: 7, unit: { code: 'day' }, numerator: { value: 0 }, denominator: { value: 0 } });
  });
  test('is one side of a rate where it names the side', async () => {
    expect(await said({ measure: 'non-prosecution-rate', part: 'denominator' })).toMatchObject({
      value: 12,
      unit: { code: 'person' },
    });
  });
  test('moves with its report', async () => {
    expect(
      await said({ measure: 'prosecution-review-accepted', period: '2018', against: '2017', as: 'percent' }, 3),
    ).toMatchObject({
      period: { from: '2021-01-01' },
      base: { period: { from: '2020-01-01' }, value: 7 },
      numerator: { value: 8 },
    });
  });
  test('compares with nothing where the data do not reach back, never with 0', async () => {
    const before = await said({
      measure: 'prosecution-review-accepted',
      period: '2018..2022',
      against: '2013..2017',
      as: 'percent',
    });
    expect(before).toMatchObject({ value: null, base: null, display: { en: '—' } });
    expect(before.numerator).toBeUndefined();
    expect(await said({ measure: 'prosecution-review-accepted', period: '2018', against: '2017' })).toMatchObject({
      value: 8,
      base: null,
    });
  });
  test('carries the counts of both periods, so that a small one is not given away', async () => {
    const points = await said({ measure: 'non-prosecution-rate', against: '2018', as: 'points' });
    expect(points.counts).toEqual([
      expect.objectContaining({ kind: 'rate', as: 'value', value: 25, numerator: 3, denominator: 12 }),
      expect.objectContaining({ kind: 'rate', as: 'value', value: 25, numerator: 2, denominator: 8 }),
    ]);
    expect(points.counts?.map((one) => one.period.from)).toEqual(['2022-01-01', '2018-01-01']);
    expect(points.base).toMatchObject({ value: 25, numerator: 2, denominator: 8 });

    const growth = await said({ measure: 'prosecution-review-accepted', against: '2018', as: 'percent' });
    expect(growth.counts?.map((one) => [one.kind, one.value])).toEqual([
      ['count', 10],
      ['count', 8],
    ]);

    const share = await said({
      share: { of: 'not-prosecuted', in: 'prosecution-review-accepted' },
      against: '2018',
      as: 'points',
    });
    expect(share.counts?.map((one) => [one.as, one.numerator, one.denominator])).toEqual([
      ['share', 3, 10],
      ['share', 2, 8],
    ]);

    const rank = await said({ measure: 'non-prosecution-rate', as: 'rank', series: '2018..2022' });
    expect(rank.counts?.map((one) => [one.period.from.slice(0, 4), one.numerator, one.denominator])).toEqual(
      Object.entries(years).map(([year, [, prosecuted, not]]) => [year, not, prosecuted + not]),
    );

    const avoided = await said({ measure: 'case-ratio', as: 'avoided', period: '2020..2021', against: '2019' });
    expect(avoided.counts?.map((one) => [one.period.from.slice(0, 4), one.numerator, one.denominator])).toEqual([
      ['2019', 15, 9],
      ['2020', 10, 7],
      ['2021', 12, 8],
    ]);

    const beside = await said({ measure: 'non-prosecution-rate', against: '2018' });
    expect(beside.base).toMatchObject({ value: 25, numerator: 2, denominator: 8 });
    expect(beside.counts).toBeUndefined();
    const side = await said({ measure: 'non-prosecution-rate', part: 'numerator', against: '2018', as: 'factor' });
    expect(side).toMatchObject({
      value: 1.5,
      counts: [
        { kind: 'count', value: 3 },
        { kind: 'count', value: 2 },
      ],
    });
  });
  test('of which the data do not reach back to the base carries its own counts only', async () => {
    const points = await said({ measure: 'non-prosecution-rate', period: '2018', against: '2013', as: 'points' });
    expect(points).toMatchObject({ value: null, base: null, counts: [{ numerator: 2, denominator: 8 }] });
  });
  test('asked together, all say what each says alone', async () => {
    const facts = await openFacts({ ...law, source: sourceOf(acts), dayOf });
    const together = await openFigures({ ...law, facts });
    const alone = await openFigures({ ...law, facts });
    open.push(together);
    const all = good(await together.allNamed('all', now));
    expect(all.length).toBe(law.catalogue.figures.length);
    for (const { id, figure } of all) expect(figure).toEqual(await alone.named(id, 'all', now));
    expect(all.filter(({ figure }) => figure.ok && figure.value.value).length).toBeGreaterThan(10);
  });
});
