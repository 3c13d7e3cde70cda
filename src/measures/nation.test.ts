import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Facts, type Figures, factsVersion, openFacts, openFactsDir, openFigures } from './index.ts';
import { act, dayOf, duty, good, now, ownLaw, periodOf, sourceOf, writeNation } from './testing.ts';

const law = ownLaw();
const root = mkdtempSync(join(tmpdir(), 'custos-measures-'));
const dir = join(root, 'nation');
const span = { from: '2022-01-01', to: '2025-12-31' };
let ledger: Facts;
let fromLedger: Figures;
let fromDir: Figures;

/** A few hundred invented cases over four years and two offices, always the same. */
function someCases() {
  let state = 7;
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const acts = [];
  const duties = [];
  for (let n = 0; n < 300; n++) {
    const year = 2022 + next(4);
    const office = pick(['o1', 'o2']);
    const day = (month: number): string =>
      `${year}-${String(month).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`;
    const at = { caseId: `c${n}`, office, offence: pick(['theft', 'fraud', 'dangerous-driving', null]) };
    const people = Array.from({ length: 1 + next(3) }, (_, i) => `s${i + 1}`);
    let index = n * 100;
    for (const subject of people) {
      const of = { ...at, subject, subjectKind: pick(['natural-person', 'natural-person', 'company']) };
      acts.push(act('criminal.arrest-review/request-arrest', { ...of, index: index++, date: day(1) }));
      acts.push(
        act(pick(['criminal.arrest-review/decide-arrest', 'criminal.arrest-review/decide-non-arrest']), {
          ...of,
          index: index++,
          date: day(2),
          data: { ground: pick(['evidence', 'no-danger', undefined]) },
        }),
      );
      acts.push(act('criminal.prosecution-review/receive-case', { ...of, index: index++, date: day(4) }));
      acts.push(
        act(pick(['criminal.prosecution-review/prosecute', 'criminal.prosecution-review/non-prosecution-doubt']), {
          ...of,
          index: index++,
          date: day(6),
        }),
      );
    }
    if (next(4) === 0)
      acts.push(
        act('petition.judicial-aid/pay', {
          ...at,
          index: index++,
          date: day(9),
          subject: null,
          data: { amount: next(9000) },
        }),
      );
    duties.push(
      duty(`k${n}`, {
        office,
        opened: day(3),
        due: day(4),
        state: pick(['met', 'met-late', 'running']),
        caseId: `c${n}`,
      }),
    );
  }
  return { acts, duties };
}

beforeAll(async () => {
  const { acts, duties } = someCases();
  ledger = await openFacts({ ...law, source: sourceOf(acts, duties), dayOf });
  await ledger.refresh(now);
  fromLedger = await openFigures({ ...law, facts: ledger });
  await writeNation(dir, ledger, law.pack.id, span);
  const facts = good(await openFactsDir({ ...law, dir, dayOf }));
  fromDir = await openFigures({ ...law, facts });
}, 60_000);
afterAll(() => {
  fromLedger.close();
  fromDir.close();
  rmSync(root, { recursive: true });
});

describe('a nation on disk', () => {
  test('gives the figures of the ledger that it was written from, for the whole, a region and an office', {
    timeout: 120_000,
  }, async () => {
    let some = 0;
    for (const { id } of law.catalogue.measures)
      for (const scope of ['all', '11', 'o1']) {
        const one = good(await fromLedger.figure(id, scope, periodOf('2023..2025'), now));
        const other = good(await fromDir.figure(id, scope, periodOf('2023..2025'), now));
        expect({ ...other, previous: null, dimensions: [] }, id).toEqual({ ...one, previous: null, dimensions: [] });
        if (one.value) some += 1;
      }
    expect(some).toBeGreaterThan(40);
  });

  test('pages through the rows behind a figure in one order', async () => {
    const id = 'prosecuted-persons-all';
    const figure = good(await fromDir.figure(id, 'all', periodOf('2022..2025'), now));
    const keys: string[] = [];
    let last = '';
    for (let page = 1; ; page++) {
      const query = { part: 'value', cell: null, page, pageSize: 40 } as const;
      const found = good(await fromDir.rows(id, 'all', periodOf('2022..2025'), query, now));
      expect(found.total).toBe(figure.value);
      if (found.rows.length === 0) break;
      for (const row of found.rows) {
        expect(row.date! >= last).toBe(true);
        last = row.date!;
      }
      keys.push(...found.rows.map((row) => `${row.case} ${row.key}`));
    }
    expect(new Set(keys).size).toBe(figure.value);
  });

  test('names the growth, share and average figures with the counts they follow from', async () => {
    for (const { id } of law.catalogue.figures) {
      const named = await fromDir.named(id, 'all', now, 3);
      if (!named.ok) expect(named.error.en).toMatch(/cover|begun/);
    }
    const growth = law.catalogue.figures.find((figure) => figure.id === 'prosecution-review-accepted-growth')!;
    expect(growth).toMatchObject({ as: 'percent', against: '2018' });
    const moved = good(await fromDir.named(growth.id, 'all', now, 3));
    expect(moved).toMatchObject({ period: { from: '2025-01-01' }, base: null, value: null });
    const four = good(await fromDir.named('non-arrest-rate-2022', 'all', now, 3));
    const measured = good(await fromDir.figure('non-arrest-rate', 'all', periodOf('2025'), now));
    expect(four.value).toBe(measured.value);
  });

  test.each([
    ['2017', /the data are of 2022-01-01 to 2025-12-31 and do not cover 2017/],
    ['2021..2023', /do not cover 2021–2023/],
    ['2030', /the period 2030 has not begun \(data as known at 2026-11-24\)/],
  ])('has no number for %s', async (period, why) => {
    const found = await fromDir.figure('prosecuted-persons-all', 'all', periodOf(period), now);
    expect(found).toMatchObject({ ok: false, error: { en: expect.stringMatching(why) } });
  });

  test('read into a database of its own, it says the same', async () => {
    const facts = good(await openFactsDir({ ...law, dir, dayOf, load: true }));
    const loaded = await openFigures({ ...law, facts });
    for (const id of ['prosecuted-persons-all', 'case-ratio', 'review-time', 'timely-rate', 'open-proceedings']) {
      const by = ['office', 'month'];
      const one = good(await fromDir.detail(id, 'all', periodOf('2023..2024'), by, now));
      expect(good(await loaded.detail(id, 'all', periodOf('2023..2024'), by, now)), id).toEqual(one);
    }
    const query = { part: 'value', cell: null, page: 2, pageSize: 20 } as const;
    const asked = ['prosecuted-persons-all', '11', periodOf('2023'), query, now] as const;
    expect(good(await loaded.rows(...asked))).toEqual(good(await fromDir.rows(...asked)));
    loaded.close();
  });

  test('knows one moment only', async () => {
    expect(await fromDir.asKnown(now - 1)).toMatchObject({
      ok: false,
      error: { en: expect.stringMatching(/one moment only/) },
    });
  });
});

describe('data exported by half', () => {
  const spoiled = async (spoil: (copy: string) => void): Promise<string> => {
    const copy = mkdtempSync(join(root, 'copy-'));
    cpSync(dir, copy, { recursive: true });
    spoil(copy);
    const found = await openFactsDir({ ...law, dir: copy, dayOf });
    if (!found.ok) return found.error.en.replaceAll(copy, 'DIR');
    found.value.close();
    return 'opened';
  };
  const keysOf = (copy: string, change: (keys: Record<string, unknown>) => void): void => {
    const file = join(copy, 'keys.json');
    const keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    change(keys);
    writeFileSync(file, JSON.stringify(keys));
  };
  const firstFile = (copy: string): string => {
    const folder = join(copy, 'acts', 'year=2023');
    return join(folder, readdirSync(folder)[0] ?? '', 'part-0.parquet');
  };

  test('whole data open', async () => {
    expect(await spoiled(() => undefined)).toBe('opened');
  });
  test('without keys.json', async () => {
    expect(await spoiled((copy) => rmSync(join(copy, 'keys.json')))).toBe(
      'DIR/keys.json is missing: the data are not exported to the end',
    );
  });
  test('with half a keys.json', async () => {
    expect(await spoiled((copy) => truncateSync(join(copy, 'keys.json'), 500))).toMatch(
      /^DIR\/keys.json: not whole JSON/,
    );
  });
  test('of another version', async () => {
    expect(await spoiled((copy) => keysOf(copy, (keys) => (keys.version = 99)))).toBe(
      `DIR/keys.json: version 99, expected ${factsVersion}; make the data again`,
    );
  });
  test('with places of other levels', async () => {
    expect(await spoiled((copy) => keysOf(copy, (keys) => (keys.place_levels = ['area'])))).toBe(
      'DIR/keys.json: levels of places area, expected province, city, basic; make the data again',
    );
  });
  test('made with another law pack', async () => {
    expect(await spoiled((copy) => keysOf(copy, (keys) => (keys.pack = 'ew')))).toMatch(
      /made with the law pack ew; expected cn/,
    );
  });
  test('without a year', async () => {
    expect(await spoiled((copy) => rmSync(join(copy, 'acts', 'year=2024'), { recursive: true }))).toBe(
      'DIR/acts/year=2024 has no data; keys.json says 2022-01-01 to 2025-12-31',
    );
  });
  test('without a province of a year', async () => {
    expect(await spoiled((copy) => rmSync(firstFile(copy)))).toMatch(/^DIR\/acts: \d+ rows; keys.json says \d+$/);
  });
  test('with a Parquet file broken off', async () => {
    expect(await spoiled((copy) => truncateSync(firstFile(copy), 2000))).toMatch(
      /part-0.parquet: not a whole Parquet file/,
    );
  });
  test('with a file that is no Parquet', async () => {
    expect(await spoiled((copy) => writeFileSync(firstFile(copy), 'PAR1 but not really PAR1'))).toMatch(
      /not a whole Parquet file/,
    );
  });
  test('that go away while they are asked', async () => {
    const copy = mkdtempSync(join(root, 'copy-'));
    cpSync(dir, copy, { recursive: true });
    const figures = await openFigures({ ...law, facts: good(await openFactsDir({ ...law, dir: copy, dayOf })) });
    expect(await figures.figure('arrested', 'all', periodOf('2022'), now)).toMatchObject({ ok: true });
    rmSync(copy, { recursive: true });
    const found = await figures.figure('not-arrested', 'all', periodOf('2023'), now);
    expect(found.ok ? '' : found.error.en.replaceAll(copy, 'DIR')).toMatch(/^DIR: cannot be read any more \(IO Error/);
    figures.close();
  });
  test('with keys of fewer columns than the pack asks for: no number for what needs them', async () => {
    const copy = mkdtempSync(join(root, 'copy-'));
    cpSync(dir, copy, { recursive: true });
    keysOf(copy, (keys) => (keys.links = []));
    const facts = good(await openFactsDir({ ...law, dir: copy, dayOf }));
    const figures = await openFigures({ ...law, facts });
    expect(await figures.figure('pretrial-detention-rate', 'all', periodOf('2023'), now)).toMatchObject({
      ok: false,
      error: { en: expect.stringMatching(/^the data lack the link arrest \(subject\)/) },
    });
    expect(await figures.figure('arrested', 'all', periodOf('2023'), now)).toMatchObject({ ok: true });
    figures.close();
  });
});
