import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LawPack, loadPack } from '#law/index.ts';
import {
  type ActRow,
  type Definition,
  type DutyRow,
  type Figures,
  loadMeasures,
  openFigures,
  parsePeriod,
  type Source,
} from './index.ts';

const dir = resolve(import.meta.dirname, '../../law/cn');
const dayOf = (at: number): string => new Date(at + 8 * 3600_000).toISOString().slice(0, 10);
const now = Date.UTC(2026, 10, 24);
const year = (text = '2026') => {
  const period = parsePeriod(text);
  if (!period.ok) throw new Error(period.error.en);
  return period.value;
};

let pack: LawPack;
let definitions: readonly Definition[];
const open: Figures[] = [];

beforeAll(() => {
  const loaded = loadPack(dir);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error.slice(0, 3)));
  pack = loaded.value;
  const measures = loadMeasures(pack);
  if (!measures.ok) throw new Error(measures.error.en);
  definitions = measures.value;
});
afterAll(() => {
  for (const figures of open) figures.close();
});

const act = (name: string, more: Partial<ActRow> & { index: number }): ActRow => {
  const [procedure = '', type = ''] = name.split('/');
  const { index } = more;
  return {
    id: `a${index}`,
    office: 'o1',
    caseId: 'c1',
    number: '示检〔2026〕1号',
    proceeding: `p-${more.caseId ?? 'c1'}-${procedure}`,
    procedure,
    type,
    subject: 's1',
    date: '2026-03-05',
    desk: 'd1',
    offence: 'theft',
    data: {},
    ...more,
  };
};

const duty = (key: string, more: Partial<DutyRow>): DutyRow => ({
  key,
  office: 'o1',
  caseId: 'c1',
  number: '1',
  proceeding: `p-${key}`,
  procedure: 'petition.handling',
  rule: 'petitioner-told-in-seven-days',
  subject: null,
  opened: '2026-03-01',
  due: '2026-03-08',
  state: 'met',
  lateDays: null,
  ours: true,
  alertOnly: false,
  desk: 'd1',
  offence: null,
  ...more,
});

function sourceOf(acts: readonly ActRow[], duties: readonly DutyRow[] = []): Source {
  return {
    desks: { d1: { zh: '第一检察部', en: 'First Department' }, d2: { zh: '第二检察部', en: 'Second Department' } },
    size: async () => acts.length,
    async *read() {
      const proceedings = new Set([...acts, ...duties].map((row) => row.proceeding));
      for (const proceeding of proceedings)
        yield {
          proceeding,
          acts: acts.filter((row) => row.proceeding === proceeding),
          duties: duties.filter((row) => row.proceeding === proceeding),
        };
    },
  };
}

async function figuresOf(acts: readonly ActRow[], duties: readonly DutyRow[] = []): Promise<Figures> {
  const figures = await openFigures({ pack, definitions, source: sourceOf(acts, duties), dayOf });
  open.push(figures);
  return figures;
}

const approve = 'criminal.arrest-review/decide-arrest';
const refuse = 'criminal.arrest-review/decide-non-arrest';
const prosecute = 'criminal.prosecution-review/prosecute';
const receive = 'criminal.prosecution-review/receive-case';

describe('figures', () => {
  test('the non-arrest rate is refusals over approvals and refusals, by person', async () => {
    const figures = await figuresOf([
      act(approve, { index: 1, subject: 's1' }),
      act(approve, { index: 2, subject: 's2' }),
      act(refuse, { index: 3, subject: 's3' }),
      act(approve, { index: 4, caseId: 'c2', subject: 's1' }),
    ]);
    const figure = await figures.figure('non-arrest-rate', 'o1', year(), now);
    expect(figure).toMatchObject({ value: 25, numerator: { value: 1 }, denominator: { value: 4 } });
    expect(figure?.display).toEqual({ zh: '25.0%', en: '25.0%' });
  });

  test('a person is counted once, dated by the first decision', async () => {
    const figures = await figuresOf([
      act(prosecute, { index: 1, date: '2025-12-30' }),
      act(prosecute, { index: 2, date: '2026-01-05' }),
    ]);
    expect((await figures.figure('persons-prosecuted', 'o1', year('2026'), now))?.value).toBe(0);
    expect((await figures.figure('persons-prosecuted', 'o1', year('2025'), now))?.value).toBe(1);
    expect((await figures.figure('persons-prosecuted', 'o1', year('2025..2026'), now))?.value).toBe(1);
  });

  test('another office is not counted; a rate over nothing has no value', async () => {
    const figures = await figuresOf([act(approve, { index: 1, office: 'o2' })]);
    expect(await figures.figure('non-arrest-rate', 'o1', year(), now)).toMatchObject({
      value: null,
      display: { en: '—' },
    });
    expect((await figures.figure('arrests-approved', 'o2', year(), now))?.value).toBe(1);
  });

  test('the pre-trial detention rate follows the person across proceedings of the case', async () => {
    const figures = await figuresOf([
      act(approve, { index: 1, subject: 's1', date: '2025-11-01' }),
      act(prosecute, { index: 2, subject: 's1' }),
      act(prosecute, { index: 3, subject: 's2' }),
      act(approve, { index: 4, caseId: 'c9', subject: 's2' }),
    ]);
    expect(await figures.figure('pretrial-detention-rate', 'o1', year(), now)).toMatchObject({
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
    expect(await figures.figure('proceedings-per-case', 'o1', year(), now)).toMatchObject({
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
    const figure = await figures.figure('timely-rate', 'o1', year(), now);
    expect(figure).toMatchObject({ value: 50, denominator: { value: 2 }, previous: { value: 100 } });
    expect(figure?.excluded.map((part) => part.value)).toEqual([1, 0, 0]);
    expect((await figures.figure('petition-reply-7-days', 'o1', year(), now))?.value).toBe(50);
  });

  test('acts that come later are counted at the next question', async () => {
    const acts = [act(prosecute, { index: 1 })];
    const figures = await openFigures({ pack, definitions, source: sourceOf(acts), dayOf });
    open.push(figures);
    expect((await figures.figure('persons-prosecuted', 'o1', year(), now))?.value).toBe(1);
    acts.push(act(prosecute, { index: 2, subject: 's2' }));
    expect((await figures.figure('persons-prosecuted', 'o1', year(), now + 1000))?.value).toBe(2);
  });

  test('the rows behind every figure and every cell, counted, are the figure', { timeout: 120_000 }, async () => {
    const names = [
      approve,
      refuse,
      prosecute,
      receive,
      'criminal.prosecution-review/non-prosecution-doubt',
      'criminal.prosecution-review/extend-review',
      'petition.handling/receive-petition',
      'criminal.prosecution-review/sign-undertaking',
    ];
    const anAct = fc.record({
      name: fc.constantFrom(...names),
      caseId: fc.constantFrom('c1', 'c2', 'c3'),
      subject: fc.constantFrom('s1', 's2', null),
      date: fc.constantFrom('2025-12-31', '2026-01-01', '2026-03-05', '2026-12-31'),
      desk: fc.constantFrom('d1', 'd2', null),
      offence: fc.constantFrom('theft', 'fraud', null),
    });
    const aDuty = fc.record({
      state: fc.constantFrom('met', 'met-late', 'overdue', 'running', 'never-done', 'moot'),
      due: fc.constantFrom('2026-01-01', '2026-06-30', null),
      ours: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { maxLength: 25 }), fc.array(aDuty, { maxLength: 10 }), async (acts, duties) => {
        const figures = await openFigures({
          pack,
          definitions,
          dayOf,
          source: sourceOf(
            acts.map(({ name, ...rest }, index) => act(name, { index, ...rest })),
            duties.map((rest, n) => duty(`k${n}`, rest)),
          ),
        });
        try {
          for (const { id, kind } of definitions) {
            const detail = await figures.detail(id, 'o1', year(), ['offence', 'desk', 'procedure'], now);
            if (!detail) throw new Error(id);
            for (const part of kind === 'count' ? (['value'] as const) : (['numerator', 'denominator'] as const)) {
              const counted = async (cell: { by: 'month' | 'offence' | 'desk' | 'procedure'; key: string } | null) => {
                const all = await figures.rows(id, 'o1', year(), { part, cell, page: 1, pageSize: 500 }, now);
                expect(all?.total).toBe(all?.rows.length);
                return all?.rows.length;
              };
              const whole = part === 'value' ? detail.figure.value : detail.figure[part]?.value;
              expect(await counted(null)).toBe(whole);
              for (const table of [detail.trend, ...detail.by]) {
                for (const cell of table.rows) {
                  const expected = part === 'value' ? cell.value : cell[part];
                  expect(await counted({ by: table.dimension, key: cell.key })).toBe(expected);
                }
                const sum = table.rows.reduce((n, row) => n + ((part === 'value' ? row.value : row[part]) ?? 0), 0);
                expect(sum).toBe(whole);
              }
            }
          }
        } finally {
          figures.close();
        }
      }),
      { numRuns: process.env.CUSTOS_LONG ? 100 : 4 },
    );
  });
});

describe('periods', () => {
  test.each([
    ['2026', '2026-01-01', '2026-12-31', '2026年'],
    ['2024-02', '2024-02-01', '2024-02-29', '2024年2月'],
    ['2018..2022', '2018-01-01', '2022-12-31', '2018—2022年'],
    ['2026-01..2026-10', '2026-01-01', '2026-10-31', '2026年1—10月'],
    ['2026-01-05..2026-03-09', '2026-01-05', '2026-03-09', '2026年1月5日—2026年3月9日'],
  ])('%s', (text, from, to, zh) => {
    expect(year(text)).toMatchObject({ from, to, text: { zh } });
  });
  test.each(['', '26', '2026-13', '2026-02-30', '2026..2025', '2026..2027..2028', 'last year'])(
    '"%s" is refused',
    (text) => {
      expect(parsePeriod(text)).toMatchObject({ ok: false });
    },
  );
});
