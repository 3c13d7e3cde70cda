/**
 * What a careless count falls into. Each test holds a course of acts in which the careless number (written out beside) is another one than
 * the figure's.
 */
import { describe, expect, test } from 'vitest';
import type { Figures } from './index.ts';
import {
  act,
  approve,
  type Courses,
  casesOf,
  doubt,
  good,
  now,
  offices,
  opener,
  ownLaw,
  periodOf,
  prosecute,
  receive,
  refuse,
  sourceOf,
  type TestAct,
} from './testing.ts';

const opened = opener(ownLaw());
async function over(acts: readonly TestAct[], courses: Courses = {}) {
  const figures = await opened(sourceOf(acts, [], courses));
  const of = async (id: string, period = '2026', scope = 'all') =>
    good(await figures.figure(id, scope, periodOf(period), now));
  return { figures, of, value: async (...asked: Parameters<typeof of>) => (await of(...asked)).value };
}

const request = 'criminal.arrest-review/request-arrest';
const undertaking = 'criminal.prosecution-review/sign-undertaking';
const withdraw = 'criminal.trial-support/withdraw-prosecution';

const named = (acts: readonly TestAct[], name: string): TestAct[] =>
  acts.filter((one) => `${one.procedure}/${one.type}` === name);
const inYear = (acts: readonly TestAct[], year: string): TestAct[] => acts.filter((one) => one.date.startsWith(year));
const different = (acts: readonly TestAct[], key: (one: TestAct) => unknown): number => new Set(acts.map(key)).size;

describe('a careless count', () => {
  test('takes cases for persons, and items for cases', async () => {
    const acts = [
      ...['s1', 's2', 's3'].map((subject, n) => act(receive, { index: n + 1, subject })),
      act(receive, { index: 4, proceeding: 'p-again', date: '2026-05-05' }),
    ];
    const { value } = await over(acts);
    expect(await value('prosecution-review-accepted')).toBe(3);
    expect(await value('prosecution-review-cases')).toBe(2);
    // Careless: acts for persons; cases for proceedings.
    expect(named(acts, receive).length).toBe(4);
    expect(different(acts, (one) => one.caseId)).toBe(1);
  });

  test('counts a person once for every charge', async () => {
    const acts = [
      act(prosecute, { index: 1, subject: 's1', offence: 'theft' }),
      act(prosecute, { index: 2, subject: 's1', offence: 'fraud' }),
      act(prosecute, { index: 3, subject: 's2', offence: 'fraud' }),
    ];
    const { value, figures } = await over(acts);
    expect(await value('prosecuted-persons-all')).toBe(2);
    const parts = good(await figures.parts('prosecuted-persons-all', 'all', periodOf(), 'offence', now));
    expect(parts.rows.map((row) => [row.key, row.value])).toEqual([
      ['fraud', 1],
      ['theft', 1],
    ]);
    // Careless: persons and charges; the parts would not add up to the whole.
    expect(different(acts, (one) => `${one.subject} ${one.offence}`)).toBe(3);
  });

  test('takes the year of acceptance for the year of the act', async () => {
    const acts = [
      act(receive, { index: 1, date: '2025-12-20' }),
      act(prosecute, { index: 2, date: '2026-01-15' }),
      act(receive, { index: 3, caseId: 'c2', date: '2026-10-01' }),
    ];
    const { value } = await over(acts);
    expect(await value('prosecuted-persons-all', '2026')).toBe(1);
    expect(await value('prosecuted-persons-all', '2025')).toBe(0);
    // Careless: the prosecutions of cases accepted in 2026.
    const accepted = new Set(inYear(named(acts, receive), '2026').map((one) => one.caseId));
    expect(named(acts, prosecute).filter((one) => accepted.has(one.caseId)).length).toBe(0);
  });

  test('counts a prosecution that was withdrawn and filed again twice', async () => {
    const acts = [
      act(prosecute, { index: 1, date: '2025-11-20' }),
      act(withdraw, { index: 2, date: '2026-01-10' }),
      act(prosecute, { index: 3, date: '2026-03-01', proceeding: 'p-second' }),
    ];
    const { value } = await over(acts);
    expect(await value('prosecuted-persons-all', '2025..2026')).toBe(1);
    expect(await value('prosecuted-persons-all', '2026')).toBe(0);
    expect(await value('prosecutions-withdrawn', '2026')).toBe(1);
    // Careless: each filing.
    expect(named(acts, prosecute).length).toBe(2);
    expect(inYear(named(acts, prosecute), '2026').length).toBe(1);
  });

  test('counts who was severed or joined once more', async () => {
    // Two suspects; one is severed into a proceeding of its own, which is joined again before the decision.
    const acts = [
      act(receive, { index: 1, subject: 's1' }),
      act(receive, { index: 2, subject: 's2' }),
      act(receive, { index: 3, subject: 's2', proceeding: 'p-severed', date: '2026-04-01' }),
      act(receive, { index: 4, subject: 's2', date: '2026-05-01' }),
      act(prosecute, { index: 5, subject: 's1', date: '2026-06-01' }),
      act(prosecute, { index: 6, subject: 's2', date: '2026-06-01' }),
    ];
    const { value } = await over(acts);
    expect(await value('prosecution-review-accepted')).toBe(2);
    expect(await value('prosecuted-persons-all')).toBe(2);
    // Careless: persons by proceeding.
    expect(different(named(acts, receive), (one) => `${one.proceeding} ${one.subject}`)).toBe(3);
  });

  test('counts two arrests of one person as two persons', async () => {
    const acts = [
      act(approve, { index: 1, date: '2026-01-05' }),
      act('criminal.prosecution-review/release-person', { index: 2, date: '2026-02-05' }),
      act('criminal.prosecution-review/decide-arrest', { index: 3, date: '2026-03-05' }),
      act(prosecute, { index: 4, date: '2026-04-05' }),
    ];
    const { value, of } = await over(acts);
    expect(await value('arrested')).toBe(1);
    expect(await of('pretrial-detention-rate')).toMatchObject({
      value: 100,
      numerator: { value: 1 },
      denominator: { value: 1 },
    });
    // Careless: decisions of arrest, and arrests over decisions.
    const arrests = [...named(acts, approve), ...named(acts, 'criminal.prosecution-review/decide-arrest')].length;
    expect([arrests, (100 * arrests) / named(acts, prosecute).length]).toEqual([2, 200]);
  });

  test('keeps the first decision after a reconsideration and forgets when it was made', async () => {
    // Refused in December, approved in January after reconsideration: each stands in its own year, the arrest once.
    const acts = [
      act(refuse, { index: 1, date: '2025-12-28' }),
      act('criminal.arrest-review/request-reconsideration', { index: 2, date: '2026-01-03' }),
      act(approve, { index: 3, date: '2026-01-09' }),
      act(approve, { index: 4, caseId: 'c2', date: '2026-01-09' }),
    ];
    const { of } = await over(acts);
    expect(await of('non-arrest-rate', '2026')).toMatchObject({ value: 0, denominator: { value: 2 } });
    expect(await of('non-arrest-rate', '2025')).toMatchObject({ value: 100, denominator: { value: 1 } });
    // Careless: the last word on a person, thrown back to the year of the first.
    const last = new Map(acts.map((one) => [one.caseId, one.type]));
    const first = new Map([...acts].reverse().map((one) => [one.caseId, one.date.slice(0, 4)]));
    const years = [...first].filter(([caseId, year]) => year === '2025' && last.get(caseId) === 'decide-arrest');
    expect(years.length).toBe(1);
  });

  test('goes on counting an act that was annulled, or forgets that it was known', async () => {
    const all = [act(prosecute, { index: 1 }), act(prosecute, { index: 2, subject: 's2' })];
    const annulledAt = Date.UTC(2026, 9, 1);
    const figures = await opened({
      desks: {},
      offices,
      size: async () => 3,
      // The second act is annulled by a third; the ledger keeps all three.
      async *read({ knownAt }) {
        yield* casesOf(knownAt < annulledAt ? all : all.slice(0, 1));
      },
    });
    const value = async (from: Figures) =>
      good(await from.figure('prosecuted-persons-all', 'all', periodOf(), now)).value;
    expect(await value(figures)).toBe(1);
    const then = good(await figures.asKnown(annulledAt - 86_400_000));
    expect(await value(then)).toBe(2);
    expect(good(await then.figure('prosecuted-persons-all', 'all', periodOf(), now)).asKnownAt).toBe(
      annulledAt - 86_400_000,
    );
    // Careless: the acts of the log.
    expect(all.length).toBe(2);
  });

  test('divides by everybody received, decided or not', async () => {
    const people = ['s1', 's2', 's3', 's4'];
    const acts = [
      ...people.map((subject, n) => act(receive, { index: n, subject, date: '2026-01-05' })),
      act(undertaking, { index: 5, subject: 's1', date: '2026-02-01' }),
      act(prosecute, { index: 6, subject: 's1', date: '2026-02-05' }),
      act(doubt, { index: 7, subject: 's2', date: '2026-02-05' }),
      act(undertaking, { index: 8, subject: 's3', date: '2026-02-01' }),
    ];
    const { of } = await over(acts);
    expect(await of('non-prosecution-rate')).toMatchObject({ value: 50, denominator: { value: 2 } });
    expect(await of('plead-guilty-application-rate')).toMatchObject({ value: 50, numerator: { value: 1 } });
    // Careless: over persons received; undertakings of people who wait.
    expect((100 * named(acts, doubt).length) / people.length).toBe(25);
    expect((100 * named(acts, undertaking).length) / people.length).toBe(50);
    expect(named(acts, undertaking).length).toBe(2);
  });

  test('counts companies as persons', async () => {
    const acts = [
      act(prosecute, { index: 1, subject: 's1' }),
      act(prosecute, { index: 2, subject: 'k1', subjectKind: 'company' }),
    ];
    const { of, value } = await over(acts);
    const persons = await of('prosecuted-persons-all');
    expect(persons).toMatchObject({ value: 1, excluded: [{ value: 1 }] });
    expect(await value('prosecuted-companies')).toBe(1);
    // Careless: subjects.
    expect(different(acts, (one) => one.subject)).toBe(2);
  });

  test('counts a case in both offices when it is transferred', async () => {
    const acts = [
      act(receive, { index: 1, office: 'o1', date: '2026-01-05', proceeding: 'p-out' }),
      act('criminal.prosecution-review/transfer-jurisdiction', {
        index: 2,
        office: 'o1',
        date: '2026-01-10',
        proceeding: 'p-out',
      }),
      act(receive, { index: 3, office: 'o2', date: '2026-01-12', proceeding: 'p-in' }),
      act(prosecute, { index: 4, office: 'o2', date: '2026-02-12', proceeding: 'p-in' }),
    ];
    const { value } = await over(acts);
    const persons = async (scope: string) => value('prosecution-review-accepted', '2026', scope);
    expect([await persons('all'), await persons('o1'), await persons('o2')]).toEqual([1, 1, 0]);
    expect([
      await value('prosecuted-persons-all', '2026', 'o1'),
      await value('prosecuted-persons-all', '2026', 'o2'),
    ]).toEqual([0, 1]);
    // Careless: what each office received, added up.
    expect(different(named(acts, receive), (one) => `${one.office} ${one.subject}`)).toBe(2);
  });

  test('lets what was concluded after the period vanish from its end', async () => {
    const acts = [
      act(receive, { index: 1, date: '2025-12-01' }),
      act(prosecute, { index: 2, date: '2026-01-20' }),
      act(receive, { index: 3, caseId: 'c2', date: '2025-12-02' }),
    ];
    const closed = { 'p-c1-criminal.prosecution-review': { closed: '2026-01-20' } };
    const { value } = await over(acts, closed);
    expect(await value('open-proceedings', '2025')).toBe(2);
    expect(await value('open-proceedings', '2026')).toBe(1);
    expect(await value('review-time', '2025')).toBeNull();
    expect(await value('review-time', '2026')).toBe(50);
    // Careless: proceedings begun in the period that run today.
    const running = casesOf(acts, [], closed)
      .flatMap((one) => one.proceedings)
      .filter((one) => one.closed === null);
    expect(running.length).toBe(1);
  });

  test('counts the same person in two offices twice', async () => {
    const acts = [
      act(prosecute, { index: 1, office: 'o1', date: '2026-02-01' }),
      act(prosecute, { index: 2, office: 'o2', date: '2026-03-01', proceeding: 'p-other' }),
    ];
    const { value, figures } = await over(acts);
    expect(await value('prosecuted-persons-all')).toBe(1);
    const parts = good(await figures.parts('prosecuted-persons-all', 'all', periodOf(), 'office', now));
    expect(parts.rows.map((row) => [row.key, row.value])).toEqual([['o1', 1]]);
    // Careless: persons by office, added up.
    expect(different(acts, (one) => `${one.office} ${one.subject}`)).toBe(2);
  });

  test('takes the ground of a refusal for a property of everybody decided upon', async () => {
    const refused = (n: number, ground: string) =>
      act(refuse, { index: n, caseId: `c${n}`, data: { ground, self_defence: false } });
    const acts = [
      refused(1, 'no-social-danger'),
      refused(2, 'no-social-danger'),
      refused(3, 'insufficient-evidence'),
      ...[4, 5, 6, 7, 8].map((n) => act(approve, { index: n, caseId: `c${n}`, data: { ground: 'social-danger' } })),
    ];
    const { figures } = await over(acts);
    const parts = good(await figures.parts('non-arrest-rate', 'all', periodOf(), 'ground', now));
    expect(parts.rows.map((row) => [row.key, row.value, row.numerator, row.denominator])).toEqual([
      ['insufficient-evidence', 12.5, 1, 8],
      ['no-social-danger', 25, 2, 8],
    ]);
    expect(parts.title.en).toBe('Ground (each over the whole)');
    // Careless: refused on a ground over decided on that ground, which is everybody.
    const onGround = acts.filter((one) => one.data.ground === 'no-social-danger');
    expect((100 * named(onGround, refuse).length) / onGround.length).toBe(100);
  });

  test('lets a median be as short as what has already ended', async () => {
    const ends = ['2026-01-06', '2026-01-11', '2026-01-16'];
    const acts = Array.from({ length: 8 }, (_, n) =>
      act(receive, { index: n, caseId: `c${n}`, date: '2026-01-01' }),
    ).concat(ends.map((date, n) => act(prosecute, { index: 10 + n, caseId: `c${n}`, date })));
    const { of, figures } = await over(acts);
    const median = await of('median-days-prosecution-review');
    expect(median).toMatchObject({
      value: null,
      n: 3,
      censored: 5,
      interval: { from: 5, to: null },
      numerator: { value: 3 },
      denominator: { value: 8 },
    });
    // Every part says so, too; a month in which nothing began has nothing to say.
    const months = good(
      await figures.parts('median-days-prosecution-review', 'all', periodOf('2026-01..2026-02'), 'month', now),
    );
    expect(months.rows).toMatchObject([
      { key: '2026-01', value: null, low: 5, high: null, n: 3, censored: 5 },
      { key: '2026-02', value: null, low: null, high: null, n: 0, censored: 0 },
    ]);
    // Careless: the median of those that ended.
    const days = ends.map((date) => Number(date.slice(8)) - 1).sort((a, b) => a - b);
    expect(days[1]).toBe(10);
  });

  test('watches, for one procedure, the proceedings of another', async () => {
    const acts = [
      act(request, { index: 1, date: '2026-01-01' }),
      act(approve, { index: 2, date: '2026-01-07' }),
      // Reviews for prosecution may come to an arrest, too; they are not what is watched.
      ...Array.from({ length: 5 }, (_, n) => act(receive, { index: 3 + n, caseId: `c${n}`, date: '2026-01-02' })),
    ];
    const { of } = await over(acts);
    expect(await of('median-days-arrest-review')).toMatchObject({ value: 6, censored: 0, denominator: { value: 1 } });
    expect(different(acts, (one) => one.proceeding)).toBe(6);
  });

  test('takes the number of requests for the number of cases sent round', async () => {
    const acts = [
      act(request, { index: 1 }),
      act(approve, { index: 2, date: '2026-03-08' }),
      act(receive, { index: 3, date: '2026-04-08' }),
    ];
    const { of } = await over(acts);
    // Arrested before: the review for prosecution is no case of its own.
    expect(await of('case-ratio')).toMatchObject({ value: 1, denominator: { value: 1 } });
    expect(different(acts, (one) => one.proceeding)).toBe(2);
  });
});
