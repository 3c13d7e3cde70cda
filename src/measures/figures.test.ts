import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Figures, type Measure, parsePeriod } from './index.ts';
import {
  act,
  approve,
  type Courses,
  duty,
  figuresOver,
  good,
  now,
  opener,
  ownLaw,
  prosecute,
  receive,
  refuse,
  sourceOf,
  type TestAct,
  type TestDuty,
  periodOf as year,
} from './testing.ts';

const law = ownLaw();
const opened = opener(law);

async function figuresOf(acts: readonly TestAct[], duties: readonly TestDuty[] = [], courses: Courses = {}) {
  const figures = await opened(sourceOf(acts, duties, courses));
  return {
    ...figures,
    of: async (id: string, office = 'o1', period = '2026', at = now) =>
      good(await figures.figure(id, office, year(period), at)),
  };
}

describe('figures', () => {
  test('the non-arrest rate is refusals over approvals and refusals, by person', async () => {
    const figures = await figuresOf([
      act(approve, { index: 1, subject: 's1' }),
      act(approve, { index: 2, subject: 's2' }),
      act(refuse, { index: 3, subject: 's3' }),
      act(approve, { index: 4, caseId: 'c2', subject: 's1' }),
    ]);
    const figure = await figures.of('non-arrest-rate', 'o1');
    expect(figure).toMatchObject({ value: 25, numerator: { value: 1 }, denominator: { value: 4 } });
    expect(figure.display).toEqual({ zh: '25.0%', en: '25.0%' });
  });

  test('a person is counted once, dated by the first decision', async () => {
    const figures = await figuresOf([
      act(prosecute, { index: 1, date: '2025-12-30' }),
      act(prosecute, { index: 2, date: '2026-01-05' }),
    ]);
    expect((await figures.of('prosecuted-persons-all', 'o1', '2026')).value).toBe(0);
    expect((await figures.of('prosecuted-persons-all', 'o1', '2025')).value).toBe(1);
    expect((await figures.of('prosecuted-persons-all', 'o1', '2025..2026')).value).toBe(1);
  });

  test('another office is not counted; a rate over nothing has no value', async () => {
    const figures = await figuresOf([act(approve, { index: 1, office: 'o2' })]);
    expect(await figures.of('non-arrest-rate', 'o1')).toMatchObject({
      value: null,
      display: { en: '—' },
    });
    expect((await figures.of('arrested', 'o2', '2026')).value).toBe(1);
  });

  test('the pre-trial detention rate follows the person across proceedings of the case', async () => {
    const figures = await figuresOf([
      act(approve, { index: 1, subject: 's1', date: '2025-11-01' }),
      act(prosecute, { index: 2, subject: 's1' }),
      act(prosecute, { index: 3, subject: 's2' }),
      act(approve, { index: 4, caseId: 'c9', subject: 's2' }),
    ]);
    expect(await figures.of('pretrial-detention-rate', 'o1')).toMatchObject({
      value: 50,
      numerator: { value: 1 },
      denominator: { value: 2 },
    });
  });

  test('the case-case ratio: two kinds of cases, no case twice after arrest, each return and extension a step', async () => {
    const figures = await figuresOf([
      act('criminal.arrest-review/request-arrest', { index: 1 }),
      act(approve, { index: 2 }),
      act(receive, { index: 3 }),
      act('criminal.prosecution-review/return-for-supplement', { index: 4, subject: null }),
      act('criminal.prosecution-review/extend-review', { index: 5, subject: null }),
      act(receive, { index: 6, caseId: 'c2' }),
    ]);
    expect(await figures.of('case-ratio', 'o1')).toMatchObject({
      numerator: { value: 4 },
      denominator: { value: 2 },
      value: 2,
      display: { en: '1 : 2.00' },
    });
  });

  test('time limits: only those of the office that ended in the period; what runs stands beside the rate', async () => {
    const figures = await figuresOf(
      [],
      [
        duty('k1', {}),
        duty('k2', { state: 'met-late', lateDays: 2 }),
        duty('k3', { state: 'running', due: '2026-12-01' }),
        duty('k4', { state: 'overdue', ours: false }),
        duty('k5', { state: 'met', alertOnly: true }),
        duty('k6', { state: 'met', due: '2025-03-01' }),
      ],
    );
    const figure = await figures.of('timely-rate', 'o1');
    expect(figure).toMatchObject({ value: 50, denominator: { value: 2 }, previous: { value: 100 } });
    expect(figure.excluded.map((part) => part.value)).toEqual([1, 0, 0]);
    expect((await figures.of('petition-first-reply-rate', 'o1', '2026')).value).toBe(50);
  });

  test('acts that come later are counted at the next question', async () => {
    const acts = [act(prosecute, { index: 1 })];
    const figures = await figuresOf(acts);
    expect((await figures.of('prosecuted-persons-all', 'o1', '2026')).value).toBe(1);
    acts.push(act(prosecute, { index: 2, subject: 's2' }));
    expect((await figures.of('prosecuted-persons-all', 'o1', '2026', now + 1000)).value).toBe(2);
  });

  test('the rows behind every figure and every cell, counted, are the figure', { timeout: 240_000 }, async () => {
    const names = [
      approve,
      refuse,
      prosecute,
      receive,
      'criminal.prosecution-review/non-prosecution-doubt',
      'criminal.prosecution-review/extend-review',
      'criminal.arrest-review/request-arrest',
      'petition.handling/receive-petition',
      'petition.judicial-aid/pay',
      'criminal.prosecution-review/sign-undertaking',
    ];
    const anAct = fc.record({
      name: fc.constantFrom(...names),
      caseId: fc.constantFrom('c1', 'c2', 'c3'),
      subject: fc.constantFrom('s1', 's2', null),
      subjectKind: fc.constantFrom('natural-person', 'company', null),
      office: fc.constantFrom('o1', 'o2'),
      date: fc.constantFrom('2025-12-31', '2026-01-01', '2026-03-05', '2026-12-31'),
      desk: fc.constantFrom('d1', 'd2', null),
      offence: fc.constantFrom('theft', 'fraud', null),
      data: fc.record({
        ground: fc.constantFrom('evidence', undefined),
        amount: fc.constantFrom(100, 250.5, undefined),
        self_defence: fc.constantFrom(true, false, undefined),
      }),
    });
    const aDuty = fc.record({
      state: fc.constantFrom('met', 'met-late', 'overdue', 'running', 'never-done', 'moot'),
      due: fc.constantFrom('2026-01-01', '2026-06-30', null),
      ours: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anAct, { minLength: 5, maxLength: 30 }),
        fc.array(aDuty, { maxLength: 10 }),
        fc.constantFrom('o1', 'all', '99'),
        async (acts, duties, scope) => {
          const figures = await figuresOver(
            law,
            sourceOf(
              acts.map(({ name, ...rest }, index) => act(name, { index, ...rest })),
              duties.map((rest, n) => duty(`k${n}`, rest)),
            ),
          );
          try {
            for (const measure of law.catalogue.measures) await rowsAreTheFigure(figures, measure, scope);
          } finally {
            figures.close();
          }
        },
      ),
      { numRuns: process.env.CUSTOS_LONG ? 40 : 1 },
    );
  });
});

/** Every part of a measure: the rows of the whole and of every cell, counted (or added), are the numbers shown; cells add up. */
async function rowsAreTheFigure(figures: Figures, measure: Measure, scope: string): Promise<void> {
  const { id, kind } = measure;
  const by = figures.dimensions(measure);
  const detail = good(await figures.detail(id, scope, year(), by, now));
  const parts = kind === 'rate' || kind === 'ratio' ? (['numerator', 'denominator'] as const) : (['value'] as const);
  for (const part of parts) {
    const counted = async (cell: { by: string; key: string } | null) => {
      const all = good(await figures.rows(id, scope, year(), { part, cell, page: 1, pageSize: 500 }, now));
      expect(all.rows.length, `${id} ${part}`).toBe(all.total);
      expect(new Set(all.rows.map((row) => row.key)).size).toBe(all.total);
      const amounts = all.rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
      return { rows: all.total, amounts };
    };
    const shown = (one: { value: number | null; numerator?: number; denominator?: number; n?: number }) => {
      if (kind === 'average') return { rows: one.denominator ?? 0, amounts: one.numerator ?? 0 };
      if (kind === 'median') return { rows: one.n ?? 0 };
      const side = part === 'value' ? 'value' : part;
      const summed = measure.sum ?? (part === 'value' ? undefined : measure[part]?.sum);
      return summed ? { amounts: one[side] ?? 0 } : { rows: one[side] ?? 0 };
    };
    const { figure } = detail;
    const whole = {
      value: figure.value,
      ...(figure.numerator ? { numerator: figure.numerator.value } : {}),
      ...(figure.denominator ? { denominator: figure.denominator.value } : {}),
      ...(figure.n === undefined ? {} : { n: figure.n }),
    };
    expect(await counted(null), `${id} ${part}`).toMatchObject(shown(whole));
    for (const table of [detail.trend, ...detail.by]) {
      const sum = { rows: 0, amounts: 0 };
      for (const cell of table.rows) {
        const found = await counted({ by: table.dimension, key: cell.key });
        expect(found, `${id} ${part} ${table.dimension} ${cell.key}`).toMatchObject(shown(cell));
        sum.rows += found.rows;
        sum.amounts += found.amounts;
      }
      const timed = table.dimension === 'month' || table.dimension === 'year';
      if (measure.numerator_by.includes(table.dimension)) {
        const values = table.rows.reduce((all, cell) => all + (cell.value ?? 0), 0);
        if (table.rows.length > 0) expect(values, `${id} by ${table.dimension}`).toBeCloseTo(figure.value ?? 0, 9);
        for (const cell of table.rows) expect(cell.denominator).toBe(figure.denominator?.value);
        if (part === 'denominator') continue;
      }
      if (!(timed && (kind === 'stock' || kind === 'median')))
        expect(sum, `${id} ${part} by ${table.dimension}`).toMatchObject(shown(whole));
    }
  }
}

describe('periods', () => {
  test('one that ends before it begins is told as such', () => {
    expect(parsePeriod('2018..2017')).toMatchObject({ error: { en: 'period "2018..2017" ends before it begins' } });
  });
  test.each([
    ['2026', '2026-01-01', '2026-12-31', '2026年'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
    ['2026Q1', '2026-01-01', '2026-03-31', '2026年1—3月'],
    ['2025Q4..2026Q2', '2025-10-01', '2026-06-30', '2025年10月—2026年6月'],
    ['2018..2022', '2018-01-01', '2022-12-31', '2018—2022年'],
    ['2026-01..2026-10', '2026-01-01', '2026-10-31', '2026年1—10月'],
    ['2026-01-05..2026-03-09', '2026-01-05', '2026-03-09', '2026年1月5日—2026年3月9日'],
  ])('%s', (text, from, to, zh) => {
    expect(year(text)).toMatchObject({ from, to, text: { zh } });
  });
  test.each([
    '',
    '26',
    '2026-13',
    '2026-02-30',
    '2026..2025',
    '2026Q5',
    '2026Q',
    '0000',
    '2026..2027..2028',
    'last year',
  ])('"%s" is refused', (text) => {
    expect(parsePeriod(text)).toMatchObject({ ok: false });
  });
});
