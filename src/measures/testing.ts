/** Cases in memory for tests: rows as casework delivers them, and figures over them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LawPack } from '#law/index.ts';
import { committedPack } from '../../tests/packs.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { actsColumns, dutiesColumns, proceedingsColumns } from './facts.ts';
import { type Figures, openFigures } from './figures.ts';
import { openFacts } from './ledger-facts.ts';
import type { Facts } from './open.ts';
import { type Period, parsePeriod } from './period.ts';
import type { ActRow, CaseRows, DutyRow, ProceedingRows, Source } from './rows.ts';
import type { Result } from './words.ts';

export const dayOf = (at: number): string => new Date(at + 8 * 3600_000).toISOString().slice(0, 10);
export const now = Date.UTC(2026, 10, 24);

export function good<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.en);
}
export const periodOf = (text = '2026'): Period => good(parsePeriod(text));

export interface Law {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
}
const laws = new Map<string, Law>();
/** A committed pack with what it says of figures; read once for the test files that share a process. */
export function ownLaw(name: 'cn' | 'ew' = 'cn'): Law {
  const known = laws.get(name);
  if (known) return known;
  const pack = committedPack(name);
  const law = { pack, catalogue: good(loadCatalogue(pack)) };
  laws.set(name, law);
  return law;
}

/** An act of a test, with where it stands. */
export interface TestAct extends ActRow {
  readonly caseId: string;
  readonly proceeding: string;
  readonly procedure: string;
}
/** An act of `procedure/act` at noon of a day; acts of one procedure and case are one proceeding unless said otherwise. */
export function act(name: string, more: Partial<TestAct> & { readonly index: number }): TestAct {
  const [procedure = '', type = ''] = name.split('/');
  const date = more.date ?? '2026-03-05';
  return {
    id: `a${more.index}`,
    type,
    office: 'o1',
    caseId: 'c1',
    proceeding: `p-${more.caseId ?? 'c1'}-${procedure}`,
    procedure,
    subject: 's1',
    subjectKind: 'natural-person',
    at: Date.parse(`${date}T04:00:00Z`) + more.index,
    date,
    desk: 'd1',
    offence: 'theft',
    data: {},
    ...more,
  };
}

export interface TestDuty extends DutyRow {
  readonly caseId: string;
  readonly proceeding: string;
  readonly procedure: string;
}
export const duty = (key: string, more: Partial<TestDuty>): TestDuty => ({
  key,
  caseId: `c-${key}`,
  proceeding: `p-${key}`,
  procedure: 'petition.handling',
  rule: 'petitioner-told-in-seven-days',
  office: 'o1',
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

/** What a proceeding is known for beside its acts; without it: opened by its first act, still running. */
export type Courses = Readonly<Record<string, Partial<Pick<ProceedingRows, 'opened' | 'closed' | 'office'>>>>;

export function casesOf(
  acts: readonly TestAct[],
  duties: readonly TestDuty[] = [],
  courses: Courses = {},
): readonly CaseRows[] {
  const rows = [...acts, ...duties];
  return [...Map.groupBy(rows, (row) => row.caseId)].map(([caseId, inCase]) => ({
    caseId,
    proceedings: [...Map.groupBy(inCase, (row) => row.proceeding)].map(([proceeding, own]): ProceedingRows => {
      const [first] = own;
      const done = acts.filter((row) => row.proceeding === proceeding && row.caseId === caseId);
      const owed = duties.filter((row) => row.proceeding === proceeding && row.caseId === caseId);
      const dates = [...done.map((row) => row.date), ...owed.map((row) => row.opened)].sort();
      return {
        proceeding,
        procedure: first?.procedure ?? '',
        number: '示检〔2026〕1号',
        office: first?.office ?? 'o1',
        offence: first?.offence ?? null,
        desk: first?.desk ?? null,
        opened: dates[0] ?? '2026-01-01',
        closed: null,
        acts: done,
        duties: owed,
        ...courses[proceeding],
      };
    }),
  }));
}

const office = (id: string, division: string) => ({
  id,
  title: { zh: `${id}人民检察院`, en: `Procuratorate ${id}` },
  level: 'basic',
  division,
});
/** Two invented offices in two provinces. */
export const offices = [office('o1', '990101'), office('o2', '110101')];

export function sourceOf(acts: readonly TestAct[], duties: readonly TestDuty[] = [], courses: Courses = {}): Source {
  return {
    offices,
    desks: { d1: { zh: '第一检察部', en: 'First Department' }, d2: { zh: '第二检察部', en: 'Second Department' } },
    size: async () => acts.length,
    async *read({ fromIndex }) {
      for (const one of casesOf(acts, duties, courses))
        if (fromIndex === 0 || one.proceedings.some((course) => course.acts.some((row) => row.index >= fromIndex)))
          yield one;
    },
  };
}

export async function figuresOver(
  law: { readonly pack: LawPack; readonly catalogue: Catalogue },
  source: Source,
): Promise<Figures> {
  const facts = await openFacts({ ...law, source, dayOf });
  return openFigures({ ...law, facts });
}

/** Opens figures over a source for the tests of a file, and closes them when it is over. */
export function opener(law: Law) {
  const open: Figures[] = [];
  afterAll(() => {
    for (const figures of open) figures.close();
  });
  return async (source: Source): Promise<Figures> => {
    const figures = await figuresOver(law, source);
    open.push(figures);
    return figures;
  };
}

/** Acts that many tests speak of. */
export const receive = 'criminal.prosecution-review/receive-case';
export const prosecute = 'criminal.prosecution-review/prosecute';
export const doubt = 'criminal.prosecution-review/non-prosecution-doubt';
export const approve = 'criminal.arrest-review/decide-arrest';
export const refuse = 'criminal.arrest-review/decide-non-arrest';

/** Writes the facts of a ledger as a nation's Parquet files, as src/nation lays them out. */
export async function writeNation(
  dir: string,
  facts: Facts,
  packId: string,
  span: { readonly from: string; readonly to: string },
  options: { readonly rowGroup?: number; readonly copies?: number } = {},
): Promise<void> {
  const { rowGroup = 30_000, copies = 1 } = options;
  const keys = facts.keys();
  const place = keys.offices.map((office) => office.places[0] || '00');
  const shapes = { acts: actsColumns(keys.columns), duties: dutiesColumns, proceedings: proceedingsColumns };
  const days = { acts: 'on_date', duties: 'opened', proceedings: 'opened_on' } as const;
  const order = { acts: 'family, on_date, case_no', duties: 'rule, due', proceedings: 'procedure, opened_on' } as const;
  const rows: Record<string, number> = {};
  for (const table of ['acts', 'duties', 'proceedings'] as const) {
    // Copies of every case under other numbers make a small set big.
    const columns = shapes[table].map(([name]) =>
      name === 'case_no' || name === 'proceeding' ? `${name} + copy * 100000000 as ${name}` : name,
    );
    const places = await facts.rows({
      text: `select distinct year(${days[table]}) as y, office from ${table} order by all`,
      values: [],
    });
    const cells = new Map<string, number[]>();
    for (const { y, office } of places) {
      const cell = `year=${Number(y)}/province=${place[Number(office)] ?? '00'}`;
      cells.set(cell, [...(cells.get(cell) ?? []), Number(office)]);
    }
    for (const [cell, offices] of cells) {
      mkdirSync(join(dir, table, cell), { recursive: true });
      await facts.rows({
        text:
          `copy (select ${columns.join(', ')} from ${table}, range(${copies}) copies(copy) where office in (${offices.join(', ')})` +
          ` and year(${days[table]}) = ${cell.slice(5, 9)} order by ${order[table]})` +
          ` to '${join(dir, table, cell, 'part-0.parquet')}' (format parquet, compression zstd, row_group_size ${rowGroup})`,
        values: [],
      });
    }
    const [total] = await facts.rows({ text: `select count(*)::double as n from ${table}`, values: [] });
    rows[table] = Number(total?.n ?? 0) * copies;
  }
  const known = { pack: packId, scale: 1, seed: 1, ...span, as_known_at: now, rows };
  writeFileSync(join(dir, 'keys.json'), JSON.stringify({ ...keys, ...known }));
}
