import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addPeriods,
  daysBetween,
  type EndRule,
  earliestOf,
  endOf,
  endOfDay,
  isWorkingDay,
  legalDate,
  momentOf,
  startOfDay,
} from './calendar.ts';
import { civilOf, dayOf, parseDate } from './civil.ts';
import { period } from './testing.ts';
import type { Calendar, Counting } from './types.ts';

const holidays = (year: string, days: readonly string[], name: string) =>
  Object.fromEntries(days.map((day) => [`${year}-${day}`, name]));

/** The official arrangement around the Spring Festival of 2024: 10–17 February off, Sundays 4 and 18 February worked. */
const china: Calendar = {
  id: 'cn',
  version: '2024',
  zone: 'Asia/Shanghai',
  knownFrom: '2023-01-01',
  knownTo: '2024-12-31',
  off: holidays('2024', ['02-10', '02-11', '02-12', '02-13', '02-14', '02-15', '02-16', '02-17'], 'Spring Festival'),
  work: { '2024-02-04': 'make-up', '2024-02-18': 'make-up' },
};
const inZone = (zone: string): Calendar => ({ ...china, zone, off: {}, work: {} });
const plain: Counting = { monthEnd: 'same', hours: 'exact', rolls: 'next' };
const rule = (change: Partial<EndRule> = {}): EndRule => ({ counting: plain, rolls: 'none', ...change });
const at = (text: string, calendar = china): number => momentOf(text, calendar)!;
const end = (from: string, length: string, change: Partial<EndRule> = {}) =>
  endOf(at(from), period(length), rule(change), china, 'art. 1');
const sticky: Partial<EndRule> = { counting: { ...plain, monthEnd: 'sticky' } };

describe('days', () => {
  test.each([
    ['2024-01-10', 'P7D', '2024-01-17'],
    ['2024-01-10', 'P0D', '2024-01-10'],
    ['2024-01-10', 'P2W', '2024-01-24'],
    ['2024-02-20', 'P10D', '2024-03-01'],
    ['2023-12-25', 'P10D', '2024-01-04'],
  ])('the day of the event is not counted: %s + %s = %s', (from, length, date) => {
    const due = end(`${from}T18:30`, length);
    expect(due).toMatchObject({ date, exact: false, provisional: false });
    expect(due.at).toBe(endOfDay(date, china));
    expect(new Date(due.at + 8 * 3_600_000).toISOString()).toBe(`${date}T23:59:59.999Z`);
  });

  test('count_start: the day of the event is counted', () => {
    expect(end('2024-01-10', 'P7D', { countStart: true }).date).toBe('2024-01-16');
    expect(end('2024-01-10', 'P0D', { countStart: true }).date).toBe('2024-01-10');
  });

  test('legal date, not UTC date', () => {
    expect(endOf(Date.parse('2024-01-09T16:00:00Z'), period('P1D'), rule(), china, '').date).toBe('2024-01-11');
    expect(endOf(Date.parse('2024-01-09T15:59:59.999Z'), period('P1D'), rule(), china, '').date).toBe('2024-01-10');
  });
});

describe('months', () => {
  test.each([
    ['2024-01-31', 'P1M', '2024-02-29'],
    ['2023-01-31', 'P1M', '2023-02-28'],
    ['2024-01-31', 'P2M', '2024-03-31'],
    ['2024-02-29', 'P1M', '2024-03-29'],
    ['2024-09-30', 'P3M', '2024-12-30'],
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-11-30', 'P3M', '2025-02-28'],
    ['2024-01-31', 'P1M15D', '2024-03-15'],
    ['2023-12-31', 'P14M', '2025-02-28'],
  ])('in one go, same number or the last day: %s + %s = %s', (from, length, date) => {
    expect(end(from, length).date).toBe(date);
  });

  test.each([
    ['2024-02-29', 'P1M', '2024-03-31'],
    ['2024-09-30', 'P3M', '2024-12-31'],
    ['2024-04-30', 'P1M', '2024-05-31'],
    ['2024-01-30', 'P1M', '2024-02-29'],
    ['2024-04-29', 'P1M', '2024-05-29'],
  ])('sticky: from the last day to the last day: %s + %s = %s', (from, length, date) => {
    expect(end(from, length, sticky).date).toBe(date);
  });

  test('the explanation says which rule made the date', () => {
    const added = (from: string, change = {}) => end(from, 'P1M', change).steps.find(({ kind }) => kind === 'add');
    expect(added('2024-01-10')).toMatchObject({ rule: 'plain', to: '2024-02-10', period: 'P1M', cite: 'art. 1' });
    expect(added('2024-01-31')).toMatchObject({ rule: 'month-end', to: '2024-02-29' });
    expect(added('2024-01-10', sticky)).toMatchObject({ rule: 'plain', to: '2024-02-10' });
    expect(added('2024-02-29', sticky)).toMatchObject({ rule: 'sticky', to: '2024-03-31' });
  });

  test('month sums agree with Temporal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.integer({ min: 0, max: 600 }), (days, months) => {
        const from = Temporal.PlainDate.from('1970-01-01').add({ days });
        const civil = civilOf(days);
        expect([civil.year, civil.month, civil.day]).toEqual([from.year, from.month, from.day]);
        expect(dayOf(from.year, from.month, from.day)).toBe(days);
        if (from.year < 1900 || from.year > 2200) return;
        const utc = inZone('UTC');
        const due = endOf(days * 86_400_000, { ...period('P1M'), months }, rule(), utc, '');
        expect(due.date).toBe(from.add({ months }).toString());
      }),
      { numRuns: 500 },
    );
  });
});

describe('hours', () => {
  const full: Partial<EndRule> = { counting: { ...plain, hours: 'next-full' } };
  const iso = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1);

  test('exact to the millisecond (example D)', () => {
    const due = end('2024-02-07T15:20', 'PT24H');
    expect(iso(due.at)).toBe('2024-02-08T15:20:00.000');
    expect(due).toMatchObject({ exact: true, date: '2024-02-08' });
  });

  test('next-full: the started hour is not counted (example D)', () => {
    expect(iso(end('2024-02-07T15:20', 'PT24H', full).at)).toBe('2024-02-08T15:59:59.999');
    expect(iso(end('2024-02-07T15:00', 'PT24H', full).at)).toBe('2024-02-08T15:59:59.999');
    expect(iso(end('2024-02-07T15:59:59.999', 'PT24H', full).at)).toBe('2024-02-08T15:59:59.999');
    expect(end('2024-02-07T15:20', 'PT24H', full).steps).toMatchObject([
      { kind: 'start' },
      { kind: 'add', rule: 'full-hours' },
    ]);
  });

  test('the full hour is one of legal time, also where the zone is half an hour off', () => {
    const delhi = inZone('Asia/Kolkata');
    const due = endOf(momentOf('2024-02-07T15:20', delhi)!, period('PT1H'), rule(full), delhi, '');
    expect(due.at).toBe(momentOf('2024-02-07T16:59:59.999', delhi));
  });

  test('hours never roll to a working day', () => {
    expect(end('2024-02-09T15:20', 'PT24H', { rolls: 'next' }).date).toBe('2024-02-10');
  });

  test('days and hours together keep the time of day', () => {
    expect(iso(end('2024-01-31T10:30', 'P1MT2H').at)).toBe('2024-02-29T12:30:00.000');
  });
});

describe('working days and rolling', () => {
  test('by the official arrangement, not by the weekday', () => {
    expect(isWorkingDay('2024-02-18', china)).toBe(true);
    expect(isWorkingDay('2024-02-12', china)).toBe(false);
    expect(isWorkingDay('2024-02-25', china)).toBe(false);
    expect(isWorkingDay('2024-02-26', china)).toBe(true);
  });

  test('never guessed outside the known range', () => {
    expect(isWorkingDay('2022-12-31', china)).toBe('unknown');
    expect(isWorkingDay('2023-01-01', china)).toBe(false);
    expect(isWorkingDay('2024-12-31', china)).toBe(true);
    expect(end('2022-12-31', 'P1D/working')).toMatchObject({ date: '2023-01-02', provisional: false });
    expect(end('2022-12-30', 'P1D/working')).toMatchObject({ date: '2023-01-02', provisional: true });
    expect(isWorkingDay('2025-01-01', china)).toBe('unknown');
  });

  test('working days are counted over the holiday, the make-up Sunday included', () => {
    const due = end('2024-02-08', 'P3D/working');
    expect(due.date).toBe('2024-02-19');
    const skipped = due.steps.find(({ kind }) => kind === 'add');
    expect(skipped).toMatchObject({
      rule: 'working',
      skipped: Array.from({ length: 8 }, (_, i) => `2024-02-${10 + i}`),
    });
    expect(end('2024-02-10', 'P1D/working').date).toBe('2024-02-18');
  });

  test('rolls over the Spring Festival to the make-up Sunday (example B)', () => {
    const due = end('2024-01-10', 'P1M', { rolls: 'next' });
    expect(due.date).toBe('2024-02-18');
    const roll = due.steps.at(-1);
    expect(roll).toMatchObject({ kind: 'roll', from: '2024-02-10', to: '2024-02-18' });
    if (roll?.kind === 'roll')
      expect(roll.over).toEqual(
        Array.from({ length: 8 }, (_, i) => ({ date: `2024-02-${10 + i}`, name: 'Spring Festival' })),
      );
  });

  test('custody does not roll while it holds', () => {
    expect(end('2024-01-10', 'P1M', { rolls: 'custody', custody: true })).toMatchObject({ date: '2024-02-10' });
    expect(end('2024-01-10', 'P1M', { rolls: 'custody', custody: true }).steps.at(-1)).toMatchObject({
      kind: 'no-roll',
      why: 'custody',
    });
    expect(end('2024-01-10', 'P1M', { rolls: 'custody', custody: false }).date).toBe('2024-02-18');
    expect(end('2024-01-10', 'P1M').steps.at(-1)).toMatchObject({ kind: 'no-roll', why: 'rule' });
    expect(end('2024-01-09', 'P1M', { rolls: 'next' }).steps.at(-1)).toMatchObject({
      kind: 'no-roll',
      why: 'working-day',
    });
  });

  test('an unknown year: unrolled, provisional, and the missing calendar named', () => {
    const due = end('2024-12-20', 'P1M', { rolls: 'next' });
    expect(due).toMatchObject({ date: '2025-01-20', provisional: true });
    expect(due.steps.at(-1)).toMatchObject({ kind: 'provisional', calendar: 'cn 2024', missing: '2025' });
    expect(end('2024-12-20', 'P1M')).toMatchObject({ date: '2025-01-20', provisional: false });
  });

  test('a year before the known range is missing just so', () => {
    const due = end('2022-05-01', 'P1M', { rolls: 'next' });
    expect(due).toMatchObject({ date: '2022-06-01', provisional: true });
    expect(due.steps.at(-1)).toMatchObject({ kind: 'provisional', missing: '2022' });
  });

  test('a rest day at the end of the known range needs the next year', () => {
    const short = { ...china, knownTo: '2024-02-25' };
    const due = endOf(at('2024-02-14'), period('P10D'), rule({ rolls: 'next' }), short, '');
    expect(due).toMatchObject({ date: '2024-02-24', provisional: true });
    expect(due.steps.at(-1)).toMatchObject({ kind: 'provisional', missing: '2024' });
  });

  test('working days counted into an unknown year are provisional', () => {
    expect(end('2024-12-30', 'P3D/working')).toMatchObject({ date: '2025-01-02', provisional: true });
    expect(end('2024-12-27', 'P2D/working')).toMatchObject({ date: '2024-12-31', provisional: false });
  });

  test('the n-th working day, by counting one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 60 }), (offset, n) => {
        let day = parseDate('2023-01-01')! + offset;
        const from = new Date(day * 86_400_000).toISOString().slice(0, 10);
        for (let left = n; left > 0; ) {
          day++;
          if (isWorkingDay(new Date(day * 86_400_000).toISOString().slice(0, 10), china) === true) left--;
        }
        expect(end(from, `P${n}D/working`).date).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });
});

describe('clocks (7)', () => {
  const extend = (by: string) => ({ kind: 'extend', act: 'e', by: period(by), cite: 'art. 2' }) as const;
  const shaped = (
    from: string,
    base: string,
    shaping: Parameters<typeof addPeriods>[2],
    change: Partial<EndRule> = {},
  ) => addPeriods(at(from), period(base), shaping, rule(change), china, 'art. 1');

  test('extended from the unrolled end, rolled once (example B)', () => {
    const due = shaped('2024-01-10', 'P1M', [extend('P15D')], { rolls: 'next' });
    expect(due.date).toBe('2024-02-26');
    expect(due.steps).toMatchObject([
      { kind: 'start', date: '2024-01-10' },
      { kind: 'add', to: '2024-02-10' },
      { kind: 'extend', act: 'e', period: 'P15D', to: '2024-02-25', cite: 'art. 2' },
      { kind: 'roll', from: '2024-02-25', to: '2024-02-26' },
    ]);
  });

  test('example A, steps 1 and 2', () => {
    expect(shaped('2024-01-31', 'P1M', [], { rolls: 'next' }).date).toBe('2024-02-29');
    expect(shaped('2024-01-31', 'P1M', [extend('P15D')], { rolls: 'next' }).date).toBe('2024-03-15');
  });

  test('excluded time shifts by legal days (example C)', () => {
    const pause = {
      kind: 'pause',
      from: at('2024-03-10T09:00'),
      until: at('2024-03-25T17:00'),
      inclusive: false,
      cite: 'art. 3',
    } as const;
    expect(shaped('2024-03-01', 'P1M', [pause]).date).toBe('2024-04-16');
    expect(shaped('2024-03-01', 'P1M', [{ ...pause, inclusive: true }]).date).toBe('2024-04-17');
    expect(shaped('2024-03-01', 'P1M', [{ ...pause, until: at('2024-03-10T17:00') }]).date).toBe('2024-04-01');
    expect(shaped('2024-03-01', 'P1M', [pause, extend('P15D')]).date).toBe(
      shaped('2024-03-01', 'P1M', [extend('P15D'), pause]).date,
    );
    expect(daysBetween(at('2024-03-10T09:00'), endOfDay('2024-04-01', china), china)).toBe(22);
  });

  test('a clock in hours shifts by the exact time', () => {
    const pause = {
      kind: 'pause',
      from: at('2024-03-01T10:00'),
      until: at('2024-03-01T12:30'),
      inclusive: false,
      cite: '',
    } as const;
    expect(shaped('2024-03-01T09:00', 'PT24H', [pause]).at).toBe(at('2024-03-02T11:30'));
  });

  test('to a named date; excluded time before it counts no more', () => {
    const pause = {
      kind: 'pause',
      from: at('2024-03-10'),
      until: at('2024-03-25'),
      inclusive: false,
      cite: '',
    } as const;
    const named = { kind: 'to-date', act: 'e', date: '2024-05-05', cite: '' } as const;
    expect(shaped('2024-03-01', 'P1M', [pause, named]).date).toBe('2024-05-05');
    expect(shaped('2024-03-01', 'P1M', [named, pause], { rolls: 'next' }).date).toBe('2024-05-20');
  });
});

describe('delays (6.1 no. 5)', () => {
  const first = (from: string, delay: string, full = false) => earliestOf(at(from), period(delay), full, china);

  test('the N-th day may be used; full: it must have run out', () => {
    expect(first('2024-01-10T15:00', 'P3D')).toBe(at('2024-01-13'));
    expect(first('2024-01-10T15:00', 'P3D', true)).toBe(at('2024-01-14'));
    expect(first('2024-01-31T15:00', 'P1M')).toBe(at('2024-02-29'));
    expect(first('2024-02-08T15:00', 'P3D/working')).toBe(at('2024-02-19'));
  });

  test('exact periods are exact, and nothing rolls', () => {
    expect(first('2024-01-10T15:00', 'PT24H')).toBe(at('2024-01-11T15:00'));
    expect(first('2024-02-07', 'P3D')).toBe(at('2024-02-10'));
  });
});

describe('zones', () => {
  test('a day of the clock change has 23 or 25 hours', () => {
    const paris = inZone('Europe/Paris');
    const hours = (date: string) => (endOfDay(date, paris) + 1 - startOfDay(date, paris)) / 3_600_000;
    expect([hours('2023-03-26'), hours('2023-03-27'), hours('2023-10-29')]).toEqual([23, 24, 25]);
  });

  test('a skipped midnight: the day begins at the change', () => {
    const beirut = inZone('Asia/Beirut');
    const start = startOfDay('2024-03-31', beirut);
    expect(legalDate(start, beirut)).toBe('2024-03-31');
    expect(legalDate(start - 1, beirut)).toBe('2024-03-30');
    expect(endOfDay('2024-03-30', beirut)).toBe(start - 1);
  });

  test('a day that the zone left out has no length, and its neighbours meet', () => {
    const apia = inZone('Pacific/Apia');
    expect(legalDate(endOfDay('2011-12-29', apia), apia)).toBe('2011-12-29');
    expect(legalDate(endOfDay('2011-12-29', apia) + 1, apia)).toBe('2011-12-31');
  });

  test('an unknown zone is an error', () => {
    expect(() => legalDate(0, inZone('Mars/Olympus'))).toThrow(RangeError);
  });

  test('legal dates, first and last moments agree with Temporal', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Paris',
      'America/New_York',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Kathmandu',
      'UTC',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2035, 0) }),
        (zone, moment) => {
          const calendar = inZone(zone);
          const zoned = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
          const date = zoned.toPlainDate().toString();
          expect(legalDate(moment, calendar)).toBe(date);
          expect(startOfDay(date, calendar)).toBe(zoned.startOfDay().epochMilliseconds);
          expect(endOfDay(date, calendar)).toBe(zoned.add({ days: 1 }).startOfDay().epochMilliseconds - 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('moments in data', () => {
  test.each([
    ['2024-01-10', '2024-01-09T16:00:00.000Z'],
    ['2024-01-10T08:30', '2024-01-10T00:30:00.000Z'],
    ['2024-01-10 08:30:15', '2024-01-10T00:30:15.000Z'],
    ['2024-01-10T08:30:15.25Z', '2024-01-10T08:30:15.250Z'],
    ['2024-01-10T08:30+02:00', '2024-01-10T06:30:00.000Z'],
    ['2024-01-10T08:30-0530', '2024-01-10T14:00:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(new Date(momentOf(text, china)!).toISOString()).toBe(utc);
  });

  test.each(['', '2024', '2024-02-30', '2024-13-01', '10.1.2024', '2024-01-10T25:00', '2024-1-1', 'soon'])(
    '"%s" is no moment',
    (text) => {
      expect(momentOf(text, china)).toBe(null);
    },
  );

  test('dates outside the text form are errors, not other dates', () => {
    expect(() => startOfDay('2024-02-30', china)).toThrow('2024-02-30');
    expect(() => legalDate(0, { ...china, knownTo: 'never' })).toThrow('never');
  });
});

describe('a last day off that moves back', () => {
  test.each([
    ['2024-02-08', 'P2D', '2024-02-09'],
    ['2024-02-08', 'P6D', '2024-02-09'],
    ['2024-02-01', 'P7D', '2024-02-08'],
  ])('%s + %s = %s', (from, length, date) => {
    expect(end(from, length, { rolls: 'previous' })).toMatchObject({ date, provisional: false });
  });

  test('names every day off from the last one back', () => {
    const { steps } = end('2024-02-08', 'P6D', { rolls: 'previous' });
    expect(steps.at(-1)).toMatchObject({ kind: 'roll', from: '2024-02-14', to: '2024-02-09' });
    expect(steps.at(-1)).toMatchObject({
      over: ['2024-02-14', '2024-02-13', '2024-02-12', '2024-02-11', '2024-02-10'].map((date) => ({ date })),
    });
  });
});
