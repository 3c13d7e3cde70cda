import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { endOf, parsePeriod, startOfDay } from '#engine/index.ts';
import { chinaCalendar, holidayName } from './calendar.ts';
import { lawCheck } from './check.ts';
import { lawShow } from './commands.ts';
import { procedureOf, ruleOf } from './lookup.ts';
import { checkIdentityNumber, checkOrganisationCode } from './numbers.ts';
import { findOffence } from './offences.ts';
import { schemaFiles } from './schema-files.ts';
import { chinaPack, packDir, six } from './testing.ts';

const pack = chinaPack();
const facts = join(import.meta.dirname, '..', '..', '..', 'shared', 'law');

interface FactsProcedure {
  readonly id: string;
  readonly acts: readonly {
    readonly id: string;
    readonly cite: string;
    readonly actor: string;
    readonly authority: string;
    readonly data?: readonly { readonly name: string }[];
  }[];
  readonly rules: readonly {
    readonly kind: string;
    readonly cite: string;
    readonly from: string | string[];
    readonly to: string | string[];
    readonly within?: string;
    readonly when?: string;
  }[];
  readonly clocks: readonly { readonly cite: string; readonly length: string }[];
}

describe('the law as facts and the law as files say the same', () => {
  const files = ['criminal-pretrial', 'criminal-prosecution', 'petitions'].map((name) => join(facts, `${name}.yaml`));
  const there = files.every((file) => existsSync(file));
  const all = there ? files.flatMap((file) => parse(readFileSync(file, 'utf8')) as FactsProcedure[]) : [];
  const flat = (names: string | readonly string[]) => [...(typeof names === 'string' ? [names] : names)].sort();

  test.skipIf(!there).each(six)('%s (skipped where ../shared/law is not there)', (id) => {
    const written = pack.procedures[id];
    const fact = all.find((one) => one.id === id);
    expect(fact).toBeDefined();
    const sorted = <T extends { readonly id: string }>(list: readonly T[]) =>
      [...list].sort((a, b) => a.id.localeCompare(b.id));
    // More fields than the facts name are what figures are broken down by.
    const known = new Set(fact!.acts.flatMap((act) => (act.data ?? []).map((field) => `${act.id} ${field.name}`)));
    expect(
      sorted(written!.acts).map((act) => [
        act.id,
        act.cite,
        act.actor,
        act.authority,
        act.data.map((field) => field.name).filter((name) => known.has(`${act.id} ${name}`)),
      ]),
    ).toEqual(
      sorted(fact!.acts).map((act) => [
        act.id,
        act.cite,
        act.actor,
        act.authority,
        (act.data ?? []).map((field) => field.name),
      ]),
    );
    expect(
      written!.rules.map((rule) => [rule.kind, rule.cite, flat(rule.from), flat(rule.to), rule.within, rule.when]),
    ).toEqual(
      fact!.rules.map((rule) => [
        rule.kind,
        rule.cite,
        flat(rule.from),
        flat(rule.to),
        rule.within ?? null,
        rule.when ?? null,
      ]),
    );
    expect(written!.clocks.map((clock) => clock.cite)).toEqual(fact!.clocks.map((clock) => clock.cite));
  });
});

describe('the JSON Schemas of the language', () => {
  test.each(Object.entries(schemaFiles()))(
    'law/schema/%s is as the language says; else run node src/law/write-schemas.ts',
    (name, text) => {
      expect(readFileSync(join(packDir, '..', 'schema', name), 'utf8')).toBe(text);
    },
  );
});

describe('offences', () => {
  test('196, by id, by name, by an earlier name', () => {
    expect(pack.offences.all).toHaveLength(196);
    expect(findOffence(pack.offences, 'traffic-accident')?.title.zh).toBe('交通肇事罪');
    expect(findOffence(pack.offences, '交通肇事')?.article).toBe('133');
    expect(findOffence(pack.offences, '生产、销售假药罪')?.id).toBe('fake-medicine');
    expect(findOffence(pack.offences, '不存在的罪')).toBeNull();
  });
});

describe('numbers', () => {
  test('identity number: check digit, date, length', () => {
    expect(checkIdentityNumber('11010119900307001 1'.replace(' ', ''))).toEqual({
      ok: true,
      compact: '110101199003070011',
    });
    expect(checkIdentityNumber('110101199003070012')).toMatchObject({
      ok: false,
      problem: { en: 'the check digit does not fit' },
    });
    expect(checkIdentityNumber('11010119901307001X').ok).toBe(false);
    expect(checkIdentityNumber('123')).toMatchObject({ ok: false, problem: { zh: '位数不对，应为 18 位' } });
    expect(checkIdentityNumber('').ok).toBe(false);
  });
  test('organisation code', () => {
    expect(checkOrganisationCode('91350100m000100y43')).toEqual({ ok: true, compact: '91350100M000100Y43' });
    expect(checkOrganisationCode('91350100M000100Y44').ok).toBe(false);
  });
});

describe('the calendar', () => {
  const calendar = chinaCalendar();
  const end = (from: string, length: string) => {
    const period = parsePeriod(length);
    if (!period.ok) throw new Error(period.error);
    const counting = { monthEnd: 'same', hours: 'exact', rolls: 'next' } as const;
    return endOf(startOfDay(from, calendar), period.value, { counting, rolls: 'next', custody: false }, calendar, 'x');
  };

  test('knows whole years and says which', () => {
    expect([calendar.knownFrom, calendar.knownTo]).toEqual(['2004-01-01', '2026-12-31']);
  });
  test('official holidays and make-up days', () => {
    expect(calendar.off['2022-10-05']).toBe('国庆节');
    expect(holidayName('国庆节')).toEqual({ zh: '国庆节', en: 'National Day' });
    expect(calendar.work['2022-10-08']).toBe('国庆节');
    expect(end('2022-09-29', 'P7D').date).toBe('2022-10-08');
    expect(end('2020-01-20', 'P10D').date).toBe('2020-02-03');
  });
  test('never guesses beyond: a date in 2027 whose rolling would need to know is provisional', () => {
    expect(end('2026-12-25', 'P8D')).toMatchObject({ date: '2027-01-02', provisional: true });
    expect(end('2026-11-24', 'P7D')).toMatchObject({ date: '2026-12-01', provisional: false });
  });
});

describe('commands and look-ups', () => {
  test('check', () => {
    const { json, status } = lawCheck(packDir, { fast: true });
    expect(status).toBe(0);
    expect(json.errors).toEqual([]);
    expect(json.procedures).toBeGreaterThanOrEqual(6);
    expect(json.acts).toBeGreaterThanOrEqual(145);
    expect(lawCheck('/nowhere')).toMatchObject({ status: 1, json: { errors: [{ check: 'missing' }] } });
  });
  test('show: unknown id, day before it was in force, wrong date', () => {
    expect(lawShow(pack, 'criminal.arrest-reveiw')).toMatchObject({
      status: 2,
      text: expect.stringContaining('did you mean criminal.arrest-review?'),
    });
    expect(lawShow(pack, 'criminal.arrest-review', { on: '2015-01-01' })).toMatchObject({
      status: 2,
      text: expect.stringContaining('not in force on 2015-01-01'),
    });
    expect(lawShow(pack, 'criminal.arrest-review', { on: 'today' }).status).toBe(2);
    expect(lawShow(pack, 'criminal.arrest-review', { on: '2022-01-01', lang: 'en' })).toMatchObject({
      status: 0,
      json: { acts: { length: 26 } },
    });
  });
  test("an office's own power list", () => {
    const acts = { 'criminal.prosecution-review/prosecute': 'department-head' };
    const powers = { default: 'prosecutor', cite: null, acts, levels: {} };
    const own = procedureOf(pack, 'criminal.prosecution-review', { powers });
    expect(own?.procedure.acts.find((act) => act.id === 'prosecute')?.authority.rank).toBe('department-head');
    expect(own?.procedure.acts.find((act) => act.id === 'non-prosecution-doubt')?.authority.rank).toBe(
      'chief-procurator',
    );
    expect(procedureOf(pack, 'no.such')).toBeNull();
  });
  test('the rule behind a relation', () => {
    const procedure = pack.procedures['criminal.arrest-review']!;
    expect(ruleOf(procedure, 'follow-up-follows-refusal:request-reconsideration')?.id).toBe(
      'follow-up-follows-refusal',
    );
    expect(ruleOf(pack.procedures['criminal.prosecution-review']!, 'review-for-prosecution')?.id).toBe(
      'review-for-prosecution',
    );
    expect(ruleOf(procedure, 'authority:decide-arrest')).toBeNull();
  });
});
