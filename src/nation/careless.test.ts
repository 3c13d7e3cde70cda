/**
 * What a careless count over the nation gives, beside what the figure says and what was published. The figure is the quota; the careless
 * number is another one, since the nation has the cases that it falls into.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPack } from '#law/index.ts';
import {
  type Figures,
  loadCatalogue,
  type NationKeys,
  openFactsDir,
  openFigures,
  parsePeriod,
} from '#measures/index.ts';
import { makeNation } from './make.ts';
import { targets, yearsOf } from './targets.ts';

const loaded = loadPack(join(import.meta.dirname, '../../law/cn'));
if (!loaded.ok) throw new Error('the pack cannot be read');
const pack = loaded.value;
const read = loadCatalogue(pack);
if (!read.ok) throw new Error(read.error.en);
const catalogue = read.value;

const scale = 0.002;
const now = Date.parse('2023-03-07T00:00:00Z');
const dir = mkdtempSync(join(tmpdir(), 'careless-'));
let figures: Figures;
let keys: NationKeys;
let database: DuckDBConnection;

beforeAll(async () => {
  await makeNation(pack, catalogue, { scale, seed: 3, out: dir, workers: 1 });
  const facts = await openFactsDir({
    pack,
    catalogue,
    dir,
    dayOf: (at) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10),
    load: true,
  });
  if (!facts.ok) throw new Error(facts.error.en);
  keys = facts.value.keys() as NationKeys;
  figures = await openFigures({ pack, catalogue, facts: facts.value });
  database = await (await DuckDBInstance.create(':memory:')).connect();
  for (const table of ['acts', 'annulled', 'severed', 'proceedings', 'steps'])
    await database.run(
      `create table ${table} as select *, regexp_extract(filename, '([a-z-]+=[^/]+)/part', 1) as place
       from read_parquet('${dir}/${table}/**/*.parquet', filename = true)`,
    );
}, 240_000);
afterAll(() => {
  figures?.close();
  database?.closeSync();
  rmSync(dir, { recursive: true, force: true });
});

async function count(sql: string): Promise<number> {
  const rows = (await database.runAndReadAll(sql)).getRows();
  return Number(rows[0]![0]);
}
const family = (id: string): number => keys.families.indexOf(id);
const act = (id: string): number => keys.acts.indexOf(id);
const review = (): number => keys.procedures.indexOf('criminal.prosecution-review');
/** Persons, not companies. */
const PERSONS = (): string => `subject_kind <> ${keys.subject_kinds.indexOf('company')}`;
const FIVE = "on_date between date '2018-01-01' and date '2022-12-31'";
/** One person in a case, whatever the proceeding. */
const PERSON = "case_no::varchar || ' ' || subject";

async function figure(id: string, period = '2018..2022'): Promise<number> {
  const parsed = parsePeriod(period);
  if (!parsed.ok) throw new Error(parsed.error.en);
  const found = await figures.figure(id, 'all', parsed.value, now);
  if (!found.ok) throw new Error(found.error.en);
  return found.value.value!;
}
async function named(id: string): Promise<number> {
  const found = await figures.named(id, 'all', now);
  if (!found.ok) throw new Error(found.error.en);
  return found.value.value!;
}
const quota = (id: string): number => Math.round(targets[id]!.value * scale);

describe('persons prosecuted', () => {
  const all = quota('prosecuted-persons-all');
  const bills = (): string => `from acts where family = ${family('prosecution')} and ${FIVE}`;

  test('are as many as published', async () => {
    expect(await figure('prosecuted-persons-all')).toBe(all);
  });

  test('are not bills: withdrawn and filed again, or for an offence that was left out', async () => {
    const careless = await count(`select count(*) ${bills()} and ${PERSONS()}`);
    expect(careless).toBeGreaterThan(all);
    expect(careless - (await count(`select count(*) ${bills()} and ${PERSONS()} and nth_subject > 1`))).toBe(all);
    expect(await figure('prosecutions-withdrawn')).toBeGreaterThan(0);
    const offences = await count(
      `select count(*) from (select case_no, subject ${bills()} group by all having count(distinct offence) > 1)`,
    );
    expect(offences).toBeGreaterThan(0);
  });

  test('are not charges', async () => {
    const careless = await count(
      `select sum(json_array_length(s.data, '$.charges')) from acts a join steps s using (place, step)
       where a.act = ${act('criminal.prosecution-review/prosecute')} and a.nth_subject = 1
         and a.${PERSONS()} and a.${FIVE}`,
    );
    expect(careless).toBeGreaterThan(all * 1.005);
  });

  test('are not subjects: a company may stand beside a person', async () => {
    const careless = await count(`select count(*) ${bills()} and nth_subject = 1`);
    const companies = await figure('prosecuted-companies');
    expect(companies).toBeGreaterThan(0);
    expect(careless).toBe(all + companies);
    const together = `select case_no ${bills()} group by case_no having count(distinct subject_kind) = 2`;
    expect(await count(`select count(*) from (${together})`)).toBeGreaterThan(0);
  });

  test('are not what was entered: some of it was annulled', async () => {
    const annulled = await count(`select count(*) from annulled where family = ${family('prosecution')} and ${FIVE}`);
    const careless = annulled + (await count(`select count(*) ${bills()} and ${PERSONS()} and nth_subject = 1`));
    expect(careless).toBeGreaterThan(all);
    expect(await count('select count(*) from annulled where annulled_at <= done_at')).toBe(0);
  });

  test('are not persons by office: the second bill of a case may be that of another', async () => {
    const careless = await count(`select count(distinct office || ' ' || ${PERSON}) ${bills()} and ${PERSONS()}`);
    expect(careless).toBeGreaterThan(all);
  });

  test('are not those of the cases accepted in the year', async () => {
    const careless = await count(
      `select count(*) from acts a where family = ${family('prosecution')} and nth_subject = 1 and ${PERSONS()}
         and year(on_date) = 2021
         and exists (select 1 from acts r where r.case_no = a.case_no and r.subject = a.subject
           and r.family = ${family('prosecution-received')} and r.nth_subject = 1 and year(r.on_date) = 2021)`,
    );
    const right = yearsOf('prosecuted-persons-all', scale).get(2021)!;
    expect(await figure('prosecuted-persons-all', '2021')).toBe(right);
    expect(careless).toBeLessThan(right);
  });
});

describe('arrests', () => {
  test('are persons arrested for the first time, not acts', async () => {
    const careless = await count(`select count(*) from acts where family = ${family('arrest')} and ${FIVE}`);
    const right = await figure('arrested');
    expect(careless).toBeGreaterThan(right);
    const again = `select count(*) from acts where family = ${family('arrest')} and nth_subject > 1 and ${FIVE}`;
    expect(careless - (await count(again))).toBe(right);
  });

  test('over decisions are no rate of detention', async () => {
    const careless = await count(
      `select 100.0 * (select count(*) from acts where family = ${family('arrest')} and year(on_date) = 2018)
         / (select count(*) from acts where family in (${family('prosecution')}, ${family('non-prosecution')})
            and ${PERSONS()} and nth_subject = 1 and year(on_date) = 2018)`,
    );
    const right = await named('pretrial-detention-rate-2018');
    expect(Math.abs(right - 54.9)).toBeLessThan(54.9 * 0.02);
    expect(Math.abs(careless - right)).toBeGreaterThan(0.1);
  });

  test('a refusal stays one after it was changed on reconsideration, here or above', async () => {
    const careless = await count(
      `select 100.0 * count(*) filter (where last = ${family('non-arrest')}) / count(*) from (
         select arg_max(family, done_at) as last from acts
         where family in (${family('arrest')}, ${family('non-arrest')}) and year(on_date) = 2022
         group by case_no, subject)`,
    );
    const right = await named('non-arrest-rate-2022');
    expect(Math.abs(right - 43.4)).toBeLessThan(43.4 * 0.02);
    expect(careless).toBeLessThan(right);
    const changed = keys.columns.find((one) => one.id === 'result')!.values.indexOf('changed');
    for (const by of ['decide-reconsideration', 'decide-review'])
      expect(
        await count(
          `select count(*) from acts where act = ${act(`criminal.arrest-review/${by}`)} and c_result = ${changed}`,
        ),
      ).toBeGreaterThan(0);
  });

  test('refused in one year and approved in the next: each in its own', async () => {
    const turned = await count(
      `select count(*) from acts a join acts r on a.case_no = r.case_no and a.subject = r.subject
       where a.family = ${family('arrest')} and r.family = ${family('non-arrest')}
         and year(a.on_date) = year(r.on_date) + 1`,
    );
    expect(turned).toBeGreaterThan(0);
  });

  test('somebody not prosecuted stays so after the office above had it changed', async () => {
    const revoked = `select case_no, subject from acts
      where act = ${act('criminal.non-prosecution-review/revoke-non-prosecution')}`;
    expect(await count(`select count(*) from (${revoked})`)).toBeGreaterThan(0);
    const careless = await count(
      `select count(*) from acts a where family = ${family('non-prosecution')} and nth_subject = 1 and ${FIVE}
         and ${PERSONS()} and (case_no, subject) not in (${revoked})`,
    );
    expect(careless).toBeLessThan(await figure('not-prosecuted'));
  });
});

describe('cases', () => {
  test('are as many as published, and proceedings are more', async () => {
    expect(await figure('cases-handled-all')).toBe(quota('cases-handled-all'));
    const reviews = `from proceedings where procedure = ${review()}`;
    expect(await count(`select count(*) ${reviews}`)).toBeGreaterThan(
      await count(`select count(distinct case_no) ${reviews}`),
    );
  });

  test('a severed person is not received again, and is prosecuted in the case', async () => {
    const severed = await count('select count(*) from severed');
    expect(severed).toBeGreaterThan(0);
    const there = 'from severed s join acts a on a.proceeding = s.into_proceeding and a.subject = s.subject';
    const prosecuted = `select count(*) ${there} where a.family = ${family('prosecution')} and a.nth_subject = 1`;
    expect(await count(prosecuted)).toBeGreaterThan(severed * 0.8);
    expect(await count(`select count(*) ${there} where a.family = ${family('prosecution-received')}`)).toBe(0);
    // Careless: proceedings of review that ran, for those that came in.
    const careless = await count(
      `select count(distinct proceeding) from acts where act <> 0 and ${FIVE}
         and proceeding in (select proceeding from proceedings where procedure = ${review()}
           and year(opened_on) between 2018 and 2022)`,
    );
    expect(careless).toBe(
      (await figure('prosecution-review-cases')) +
        (await count(
          'select count(distinct into_proceeding) from severed join acts on acts.proceeding = into_proceeding',
        )),
    );
  });

  test('somebody joined to a review that runs is received in it, later', async () => {
    const joined = await count(
      `select count(*) from acts where family = ${family('prosecution-received')} and nth_subject = 1
         and nth_proceeding > 1 and on_date > opened_on`,
    );
    expect(joined).toBeGreaterThan(0);
    // Careless: two requests to arrest, two cases.
    const requests = `from acts where act = ${act('criminal.arrest-review/request-arrest')} and nth_proceeding = 1`;
    expect(await count(`select count(*) ${requests}`)).toBeGreaterThan(
      await count(`select count(distinct case_no) ${requests}`),
    );
  });

  test('who is transferred is received once, in the office that had them first', async () => {
    const received = (year: number): string =>
      `from acts where family = ${family('prosecution-received')} and ${PERSONS()} and year(on_date) = ${year}`;
    const careless = await count(`select count(distinct office || ' ' || ${PERSON}) ${received(2022)}`);
    expect(careless).toBeGreaterThan(await figure('prosecution-review-accepted', '2022'));
    expect(Math.abs((await named('prosecution-review-accepted-growth')) - 2.8)).toBeLessThan(0.1);
    const inAndOut = await count(
      `select count(*) from acts o join acts i on o.case_no = i.case_no
       where o.act = ${act('criminal.prosecution-review/transfer-jurisdiction')}
         and i.family = ${family('prosecution-received')} and i.nth_subject > 1 and i.office <> o.office`,
    );
    expect(inAndOut).toBeGreaterThan(0);
  });

  test('what is concluded after the period runs at its end', async () => {
    const careless = await count(
      "select count(*) from proceedings where opened_on <= date '2021-12-31' and closed_on is null",
    );
    expect(await figure('open-proceedings', '2021')).toBeGreaterThan(careless);
  });
});
