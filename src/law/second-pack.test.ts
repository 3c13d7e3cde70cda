import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EndRule, endOf, momentOf, parsePeriod } from '#engine/index.ts';
import { articlesOfPack } from './articles.ts';
import { formatCite, parseCite } from './cite.ts';
import { explainDue } from './explain-due.ts';
import { compilePack } from './load.ts';
import { tryScenarios } from './scenario/run.ts';
import { showProcedure, showText } from './show.ts';
import { describe as describeError } from './source.ts';
import { secondPack, secondPackDir } from './testing.ts';

const pack = secondPack();
const counting = { monthEnd: 'same', hours: 'exact', rolls: 'none' } as const;

function due(from: string, text: string, rolls: EndRule['rolls'] = 'none') {
  const period = parsePeriod(text);
  const at = momentOf(from, pack.calendar);
  if (!period.ok || at === null) throw new Error(`${from} ${text}`);
  return endOf(at, period.value, { counting, rolls }, pack.calendar, 'POA §22');
}
const local = (at: number): string =>
  new Intl.DateTimeFormat('sv', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' }).format(at);

describe('a second legal order', () => {
  test('is read whole, with its own zone, language and calendar', () => {
    expect(pack).toMatchObject({ id: 'ew', zone: 'Europe/London', language: 'en', warnings: [] });
    expect(Object.keys(pack.procedures)).toHaveLength(5);
    expect(pack.calendar).toMatchObject({ id: 'england-and-wales', knownFrom: '2010-01-01', knownTo: '2027-12-31' });
  });

  test.each(readdirSync(join(secondPackDir, 'scenarios')))('scenarios: %s', (file) => {
    const report = tryScenarios(pack, readFileSync(join(secondPackDir, 'scenarios', file), 'utf8'), file);
    expect([report.failures, report.errors, report.skipped]).toEqual([[], [], []]);
    expect(report.passed).toBeGreaterThan(20);
  });

  test('each procedure has two scenarios or more, and an act that is forbidden by its law', () => {
    const all = readdirSync(join(secondPackDir, 'scenarios'))
      .map((file) => readFileSync(join(secondPackDir, 'scenarios', file), 'utf8'))
      .join('\n- id: ')
      .split('- id: ');
    for (const id of Object.keys(pack.procedures)) {
      const mine = all.filter((one) => one.includes(`procedure: ${id}\n`));
      expect(mine.length).toBeGreaterThanOrEqual(2);
      expect(mine.join('')).toMatch(/not_enabled/);
    }
  });

  test('sections with letters, rules with a point, and the words of the laws cited', () => {
    expect(parseCite(pack.laws, 'PACE §47ZB(1); CrimPR §14.18').map((one) => one.articles)).toEqual([
      ['47ZB(1)'],
      ['14.18'],
    ]);
    expect(formatCite(pack.laws, 'PACE §47ZB(1), §47ZD', 'en', 'full')).toBe(
      'Police and Criminal Evidence Act 1984, ss. 47ZB(1), 47ZD',
    );
    expect(formatCite(pack.laws, 'CTL Regs §2(5)', 'en', 'full')).toMatch(/, reg\. 2\(5\)$/);
    expect(formatCite(pack.laws, 'PACE §47ZB(1)', 'zh', 'full')).toBe('《1984年警察与刑事证据法》第47ZB(1)条');
  });
});

test('articles stand in the order of the law, those with letters too, and in both languages every page has words', () => {
  const of = (law: string) => articlesOfPack(pack).flatMap((one) => (one.law === law ? [one.article] : []));
  expect(of('PACE').slice(0, 5)).toEqual(['34', '37', '37B', '37C', '40']);
  expect(of('PACE').slice(-6)).toEqual(['47ZA', '47ZB', '47ZD', '47ZDA', '47ZF', '50A']);
  expect(of('CrimPR')).toEqual(['14.18']);
  for (const id of Object.keys(pack.procedures))
    for (const lang of ['zh', 'en'] as const)
      expect(showText(pack, showProcedure(pack, id), lang)).not.toMatch(/undefined|NaN|\[object|“”|「」/);
  expect(showText(pack, showProcedure(pack, 'police.detention'), 'en')).toContain(
    'Only where an indictable offence and number of times of “Review the detention” is at least 2',
  );
});

describe('bank holidays', () => {
  /** Easter Sunday by the anonymous Gregorian computus, unlike the way the file was made. */
  function easter(year: number): Date {
    const golden = (year % 19) + 1;
    const century = Math.floor(year / 100) + 1;
    const skipped = Math.floor((3 * century) / 4) - 12;
    const moon = Math.floor((8 * century + 5) / 25) - 5;
    const sunday = Math.floor((5 * year) / 4) - skipped - 10;
    let epact = (11 * golden + 20 + moon - skipped) % 30;
    if (epact < 0) epact += 30;
    if ((epact === 25 && golden > 11) || epact === 24) epact++;
    let full = 44 - epact;
    if (full < 21) full += 30;
    const day = full + 7 - ((sunday + full) % 7);
    return new Date(Date.UTC(year, 2, day));
  }
  const years = Array.from({ length: 18 }, (_, i) => 2010 + i);
  const text = (at: Date | number): string => new Date(at).toISOString().slice(0, 10);

  test.each(years)('%i: Easter, the Mondays, Christmas and the number of days', (year) => {
    const own = Object.entries(pack.calendar.off).filter(([date]) => date.startsWith(String(year)));
    const named = (name: string) => own.filter(([, key]) => key === name).map(([date]) => date);
    const sunday = easter(year).getTime();
    expect(named('good-friday')).toEqual([text(sunday - 2 * 86_400_000)]);
    expect(named('easter-monday')).toEqual([text(sunday + 86_400_000)]);
    for (const name of ['summer', 'easter-monday']) expect(new Date(named(name)[0] ?? '').getUTCDay()).toBe(1);
    const special = { 2011: 1, 2012: 1, 2022: 2, 2023: 1 }[year] ?? 0;
    expect(own).toHaveLength(8 + special);
    for (const [date] of own) expect([1, 2, 3, 4, 5]).toContain(new Date(date).getUTCDay());
  });

  test.each([
    ['2021-12-24', 'P1D/working', '2021-12-29'],
    ['2022-12-23', 'P1D/working', '2022-12-28'],
    ['2023-12-22', 'P2D/working', '2023-12-28'],
    ['2024-03-28', 'P1D/working', '2024-04-02'],
    ['2022-09-16', 'P1D/working', '2022-09-20'],
    ['2020-05-07', 'P1D/working', '2020-05-11'],
    ['2020-05-01', 'P1D/working', '2020-05-04'],
  ])('%s + %s = %s', (from, period, date) => expect(due(from, period).date).toBe(date));

  test('beyond the stated range a date is provisional, not guessed', () => {
    expect(due('2027-12-20', 'P20D/working')).toMatchObject({ provisional: true });
    expect(due('2027-12-20', 'P20D', 'previous')).toMatchObject({ provisional: true });
  });
});

describe('a zone whose clocks change', () => {
  test.each([
    ['2024-03-30T10:00', 'PT24H', '2024-03-31 11:00'],
    ['2024-10-26T14:00', 'PT24H', '2024-10-27 13:00'],
    ['2024-03-30T20:00', 'PT6H', '2024-03-31 03:00'],
    ['2024-10-27T00:30', 'PT2H', '2024-10-27 01:30'],
    ['2024-03-30T10:00', 'PT96H', '2024-04-03 11:00'],
  ])('hours are real hours: %s + %s = %s', (from, period, at) => expect(local(due(from, period).at)).toBe(at));

  test.each([
    ['2024-03-30', 'P1D', '2024-03-31 23:59'],
    ['2024-10-26', 'P1D', '2024-10-27 23:59'],
    ['2024-02-01', 'P56D', '2024-03-28 23:59'],
    ['2024-03-31', 'P28D', '2024-04-28 23:59'],
  ])('days end at midnight of the clock on the wall: %s + %s = %s', (from, period, at) =>
    expect(local(due(from, period).at)).toBe(at),
  );
});

describe('a last day off that moves back', () => {
  test.each([
    ['2024-02-05', 'P56D', '2024-03-28'],
    ['2024-02-01', 'P56D', '2024-03-28'],
    ['2024-06-26', 'P182D', '2024-12-24'],
    ['2024-04-06', 'P28D', '2024-05-03'],
  ])('%s + %s = %s', (from, period, date) => expect(due(from, period, 'previous').date).toBe(date));

  test('says over which days, by their names, in both languages', () => {
    const law = pack.procedures['prosecution.custody-time-limits'];
    if (law === undefined) throw new Error('no custody time limits');
    const scene = { pack, procedure: law, state: { acts: [] } as never };
    const said = explainDue(scene, due('2024-02-05', 'P56D', 'previous')).at(-1)?.text;
    expect(said?.en).toMatch(/Easter Monday, a Sunday, a Saturday and Good Friday; moved back to .*28 March/);
    expect(said?.zh).toMatch(/复活节星期一.*耶稣受难日.*提前至/);
  });
});

describe('a calendar of the pack that is wrong', () => {
  const files = new Map(
    (readdirSync(secondPackDir, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file, readFileSync(join(secondPackDir, file), 'utf8')] as const),
  );
  const faults = (from: string, to: string): readonly string[] => {
    const calendar = files.get('calendar.yaml') ?? '';
    expect(calendar).toContain(from);
    const made = compilePack('/pack', new Map([...files, ['calendar.yaml', calendar.replace(from, to)]]));
    return made.ok ? [] : made.error.map(describeError);
  };
  test.each([
    ["'2024-12-25': christmas", "'2024-12-25': chrismas", 'no name "chrismas"; did you mean christmas?'],
    ["'2024-12-25': christmas", "'2024-12-32': christmas", '"2024-12-32" is no day'],
    ["'2024-12-25': christmas", "'2034-12-25': christmas", '2034-12-25 lies outside 2010-01-01 to 2027-12-31'],
    ["to: '2027-12-31'", "to: '2009-12-31'", 'before it begins'],
  ])('%s → %s', (from, to, message) => {
    const found = faults(from, to);
    expect(found.join('\n')).toContain(message);
    expect(found[0]).toMatch(/^calendar\.yaml:\d+:\d+ /);
  });

  test('calendar: own without the file', () => {
    const made = compilePack('/pack', new Map([...files].filter(([file]) => file !== 'calendar.yaml')));
    expect(made.ok ? [] : made.error.map(describeError)).toEqual([
      expect.stringMatching(/^calendar\.yaml:1:1 not there; expected this file, since pack\.yaml says calendar: own/),
    ]);
  });
});
