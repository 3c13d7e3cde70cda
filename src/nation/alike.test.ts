/**
 * A case of the nation stands in the same columns as the same case in a ledger: the acts are given to the ledger's export, and every row is
 * compared by what its numbers mean.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPack } from '#law/index.ts';
import {
  type ActRow,
  actsColumns,
  type CaseRows,
  columnName,
  type Keys,
  loadCatalogue,
  openFacts,
  type Source,
  subjectKinds,
} from '#measures/index.ts';
import { makeBlock } from './block.ts';
import { dateOf, dayOf, minuteOf } from './days.ts';
import type { Happened } from './judged.ts';
import { groundOf, TO } from './make.ts';
import { parquetWriter } from './parquet.ts';
import { MESSES } from './people/mess.ts';
import { subjectName } from './plan.ts';
import { numberOf } from './planted.ts';
import { filled } from './said.ts';
import { chargeOf, saidAt } from './steps.ts';

const loaded = loadPack(join(import.meta.dirname, '../../law/cn'));
if (!loaded.ok) throw new Error('the pack cannot be read');
const pack = loaded.value;
const read = loadCatalogue(pack);
if (!read.ok) throw new Error(read.error.en);
const catalogue = read.value;
const { kit, cells, ...ground } = groundOf(pack, catalogue, 0.001, 1);

const dir = mkdtempSync(join(tmpdir(), 'alike-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Numbered extends Happened {
  /** Number of the case's first proceeding in the files. */
  readonly first: number;
}

/** The acts as a ledger has them: moments, people by name, data as they were recorded. */
function caseRows(one: Numbered, office: string): CaseRows {
  const { course, colour, day, kept } = one;
  const acts: ActRow[][] = course.starts.map(() => []);
  let slot = 0;
  for (let i = 0; i < kept; i++) {
    slot = i > 0 && day[i] === day[i - 1] ? slot + 1 : 0;
    if (course.act[i] === 0) continue;
    const chapter = course.chapter[i]!;
    const who = course.who[i]!;
    const offence = chargeOf(colour, who, chapter);
    const opened = day[course.starts[course.began[chapter]!]!]!;
    const said = (step: number) =>
      Object.fromEntries(
        Object.entries(saidAt(kit, course, colour, step).data).map(([name, value]) => [
          name,
          filled(value, { day: day[step]!, opened, offence }),
        ]),
      );
    // What an opening act said of somebody who was severed goes on being said of their acts (casework).
    const before = course.began[chapter]!;
    const opening = Array.from({ length: i }, (_, k) => k).find(
      (k) =>
        course.chapter[k] === before && course.act[k] === course.act[course.starts[before]!] && course.who[k] === who,
    );
    acts[chapter]!.push({
      index: i,
      id: `${one.id}-${i}`,
      type: kit.actIds[course.act[i]!]!,
      office,
      subject: subjectName(who),
      subjectKind: who === 0 ? null : (colour.kinds?.[who] ?? 'natural-person'),
      at: minuteOf(day[i]!, slot) * 60_000,
      date: dateOf(day[i]!),
      desk: null,
      offence: offence === '' ? null : offence,
      data: before !== chapter && opening !== undefined ? { ...said(opening), ...said(i) } : said(i),
    });
  }
  return {
    caseId: one.id,
    proceedings: acts.flatMap((own, chapter) =>
      own.length === 0
        ? []
        : [
            {
              proceeding: String(one.first + chapter),
              procedure: kit.procedures[course.procedures[chapter]!]!,
              number: one.id,
              office,
              offence: null,
              desk: null,
              opened: dateOf(day[course.starts[course.began[chapter]!]!]!),
              closed: null,
              acts: own,
              duties: [],
            },
          ],
    ),
  };
}

/** Every row of `acts` by what its numbers mean. */
function told(rows: readonly Readonly<Record<string, unknown>>[], keys: Keys): string[] {
  const named = (list: readonly string[], value: unknown): string => list[Number(value)] ?? '?';
  return rows
    .map((row) =>
      JSON.stringify({
        case: String(row.case_id),
        proceeding: String(row.proceeding_id),
        subject: Number(row.subject),
        act: named(keys.acts, row.act),
        family: named(keys.families, row.family),
        kind: named(keys.subject_kinds, row.subject_kind),
        offence: named(keys.offences, row.offence),
        nth: [row.nth_subject, row.nth_case, row.nth_proceeding].map(Number),
        before: String(row.before),
        after: String(row.after),
        marks: Number(row.marks),
        done: String(row.done),
        on: [String(row.on_day), String(row.opened_day)],
        columns: Object.fromEntries(
          keys.columns.flatMap((column) => {
            const value = row[columnName(column.id)];
            const text = column.type === 'code' ? named(column.values, value) : value === null ? '' : String(value);
            return text === '' ? [] : [[column.id, text]];
          }),
        ),
      }),
    )
    .sort();
}

const columns = [
  ...actsColumns(catalogue.columns)
    .map(([name]) => name)
    .filter((name) => !['case_no', 'proceeding', 'done_at', 'on_date', 'opened_on'].includes(name)),
  'epoch_ms(done_at)::varchar as done',
  'on_date::varchar as on_day',
  'opened_on::varchar as opened_day',
].join(', ');

describe('a case of the nation and the same case of a ledger', () => {
  const cases: Numbered[] = [];
  const messes = new Set<string>();
  let nation: string[];
  let ledger: string[];

  beforeAll(async () => {
    const writer = await parquetWriter();
    let first = 0;
    // Of each mess and of the plain courses beside them, a few.
    const some = cells.filter(({ mess, course }) => mess !== undefined || course.id.includes('"prosecute"'));
    await makeBlock(
      {
        ...ground,
        kit,
        cells: some.map((cell) => ({ ...cell, count: Math.min(cell.count, 2) })),
        block: ground.offices.blocks[1]!,
        number: 1,
        seed: 1,
        from: 0,
        to: 1,
        end: dayOf(TO),
        dir,
        rules: new Map(),
        onCase(course, cell, day, kept, caseNo, skip) {
          if (skip < 0) {
            cases.push({
              id: String(numberOf(1, caseNo)),
              course,
              colour: cell.colour,
              day: day.slice(0, kept),
              kept,
              first: numberOf(1, first),
            });
            if (cell.mess !== undefined) messes.add(cell.mess);
          }
          first += course.starts.length;
        },
      },
      writer,
    );
    writer.close();
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const files = await database.runAndReadAll(
      `select ${columns}, case_no::varchar as case_id, proceeding::varchar as proceeding_id
       from read_parquet('${dir}/acts/**/*.parquet') where case_no in (${cases.map((one) => one.id).join(', ')})`,
    );
    const keys: Keys = {
      acts: kit.acts,
      families: kit.families,
      offences: kit.offences,
      subject_kinds: ['', ...subjectKinds],
      columns: kit.columns.map(({ id, type, values }) => ({ id, type, values: type === 'code' ? values : [] })),
    } as unknown as Keys;
    nation = told(files.getRowObjects(), keys);
    database.closeSync();

    const office = ground.offices.keys[1]!;
    const source: Source = {
      size: async () => cases.length,
      desks: {},
      offices: [{ id: office.id, title: office.title, level: office.level, division: office.id }],
      async *read() {
        for (const one of cases) yield caseRows(one, office.id);
      },
    };
    const zone = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
    const facts = await openFacts({ pack, catalogue, source, dayOf: zone });
    await facts.refresh(Date.parse('2023-03-07T00:00:00Z'));
    ledger = told(
      await facts.rows({ text: `select ${columns}, case_id, proceeding_id from acts`, values: [] }),
      facts.keys(),
    );
    facts.close();
  }, 240_000);

  test('every kind that is not plain is among them', () => {
    expect([...messes].sort()).toEqual([...MESSES].sort());
  });

  test('stand in the same rows', () => {
    expect(nation.length).toBeGreaterThan(5000);
    const own = new Set(ledger);
    expect(nation.filter((row) => !own.has(row)).slice(0, 3)).toEqual([]);
    expect(nation.length).toBe(ledger.length);
  });
});
