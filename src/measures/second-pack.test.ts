/** Nothing here knows the country of a pack: figures over a small ledger of another legal order, with its own levels and places. */
import { afterAll, expect, test } from 'vitest';
import type { Figures } from './index.ts';
import { act, figuresOver, good, now, ownLaw, periodOf, sourceOf } from './testing.ts';

const law = ownLaw('ew');
const open: Figures[] = [];
afterAll(() => {
  for (const figures of open) figures.close();
});

const office = (id: string, level: string, division: string) => ({ id, title: { zh: id, en: id }, level, division });
const offices = [
  office('north', 'area', 'london-north'),
  office('south', 'area', 'london-south'),
  office('second-north', 'area', 'london-north'),
  office('headquarters', 'national', 'national'),
];
const right = 'prosecution.victims-right-to-review';
let index = 0;
const victim = (caseId: string, of: string, acts: readonly (readonly [string, string, Record<string, string>?])[]) =>
  acts.map(([name, date, data = {}]) =>
    act(`${right}/${name}`, { index: ++index, caseId, office: of, date, data, subject: `v-${caseId}`, offence: null }),
  );
const told = { decision: 'not-charged' };
const acts = [
  ...victim('c1', 'north', [
    ['tell-victim-of-decision', '2026-01-05', told],
    ['request-review', '2026-01-09'],
    ['resolve-locally', '2026-01-20', { result: 'overturned' }],
  ]),
  ...victim('c2', 'north', [
    ['tell-victim-of-decision', '2026-02-02', told],
    ['request-review', '2026-02-03'],
    ['resolve-locally', '2026-02-12', { result: 'upheld' }],
    ['ask-for-independent-review', '2026-02-16'],
  ]),
  ...victim('c2', 'headquarters', [['decide-independent-review', '2026-04-01', { result: 'overturned' }]]),
  ...victim('c3', 'second-north', [
    ['tell-victim-of-decision', '2026-03-02', { decision: 'discontinued' }],
    ['request-review', '2026-03-03'],
    ['resolve-locally', '2026-03-10', { result: 'upheld' }],
  ]),
  ...victim('c4', 'south', [['tell-victim-of-decision', '2026-03-05', told]]),
];
async function figures(): Promise<Figures> {
  const opened = await figuresOver(law, { ...sourceOf(acts), offices });
  open.push(opened);
  return opened;
}
const parts = async (of: Figures, id: string, by: string, scope = 'all') =>
  good(await of.parts(id, scope, periodOf(), by, now)).rows.map((row) => [row.key, row.value]);

test('its measures are checked against its own law, and count its own acts', async () => {
  const own = await figures();
  expect(good(await own.figure('victims-told', 'all', periodOf(), now)).value).toBe(4);
  const rate = good(await own.figure('reviews-overturned-rate', 'all', periodOf(), now));
  expect(rate).toMatchObject({ numerator: { value: 2 }, denominator: { value: 3 } });
  expect(rate.cites.map((one) => one.short.en)).toEqual(['VRR Scheme']);
  expect(good(await own.named('reviews-per-decision-told', 'all', now))).toMatchObject({ value: 75 });
});

test('figures are broken down by its levels and its places, which have its own names', async () => {
  const own = await figures();
  expect(own.places).toEqual(['area']);
  expect(await parts(own, 'victims-told', 'area')).toEqual([
    ['london-north', 3],
    ['london-south', 1],
  ]);
  const byArea = good(await own.parts('victims-told', 'all', periodOf(), 'area', now));
  expect(byArea).toMatchObject({ title: { en: 'Area' }, rows: [{ title: { en: 'London North' } }, {}] });
  expect(await parts(own, 'reviews-requested', 'level')).toEqual([['area', 3]]);
  const levels = good(await own.parts('reviews-running', 'all', periodOf(), 'level', now));
  expect(levels.rows).toMatchObject([
    { key: 'area', title: { en: 'Area of the Crown Prosecution Service' }, value: 4 },
  ]);
  expect(await parts(own, 'victims-told', 'decision')).toEqual([
    ['discontinued', 1],
    ['not-charged', 3],
  ]);
  expect(await own.parts('victims-told', 'all', periodOf(), 'province', now)).toMatchObject({
    ok: false,
    error: {
      en: 'victims-told has no parts by "province"; expected month, year, office, level, area, procedure, desk, decision',
    },
  });
});

test('one area, one office, and a code that is none', async () => {
  const own = await figures();
  const value = async (scope: string) => good(await own.figure('victims-told', scope, periodOf(), now)).value;
  expect([await value('london-north'), await value('north'), await value('london-south')]).toEqual([3, 2, 1]);
  expect(await own.figure('victims-told', '33', periodOf(), now)).toMatchObject({ ok: false });
});
