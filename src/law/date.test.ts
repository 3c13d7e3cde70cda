import { describe, expect, test } from 'vitest';
import { chinaCalendar } from './calendar.ts';
import { type DateAsked, lawDate } from './date.ts';
import { chinaPack } from './testing.ts';

const pack = chinaPack();
const review = { what: 'criminal.prosecution-review', rule: 'review-for-prosecution' } as const;
const ask = (asked: DateAsked) => lawDate(pack, asked);
const due = (asked: DateAsked): string | undefined => ask(asked).json?.due?.date;

/** The worked examples of engine-semantics section 12, over the rules of the pack. */
describe('law date', () => {
  test('A. received on 31 January: the end of February; extended by fifteen days; in custody the same', () => {
    for (const custody of [false, true]) {
      expect(due({ ...review, from: '2024-01-31', custody })).toBe('2024-02-29');
      expect(due({ ...review, from: '2024-01-31', extend: ['extend-review'], custody })).toBe('2024-03-15');
      expect(due({ ...review, from: '2024-04-10', custody })).toBe('2024-05-10');
      expect(due({ ...review, from: '2024-06-03', custody })).toBe('2024-07-03');
      const away = { ...review, rule: 'supplement-finished-in-one-month' };
      expect(due({ ...away, from: '2024-03-11', custody })).toBe('2024-04-11');
    }
  });

  test('B. over the Spring Festival to the make-up Sunday; not in custody; an extension from the unrolled end', () => {
    expect(due({ ...review, from: '2024-01-10' })).toBe('2024-02-18');
    expect(due({ ...review, from: '2024-01-10', custody: true })).toBe('2024-02-10');
    expect(due({ ...review, from: '2024-01-10', extend: ['P15D'] })).toBe('2024-02-26');
    const { json, text } = ask({ ...review, from: '2024-01-10', lang: 'en' });
    expect(text.split('\n').slice(0, 4)).toEqual([
      'Due Sun 18 February 2024',
      '  From Wed 10 January 2024; that day does not count',
      '  1 month: Sat 10 February 2024',
      '  The last day falls on Spring Festival; moved to Sun 18 February 2024',
    ]);
    expect(text).toContain('Criminal Procedure Law, Art');
    expect(json?.steps.map(({ kind, text: said }) => [kind, said.zh])).toEqual([
      ['start', '自2024年1月10日 周三起算，当日不计'],
      ['add', '1个月：2024年2月10日 周六'],
      ['roll', '末日逢春节，顺延至2024年2月18日 周日'],
    ]);
  });

  test('C. a pause of fifteen days; while it lasts there is no last day', () => {
    expect(due({ ...review, from: '2024-03-01' })).toBe('2024-04-01');
    expect(due({ ...review, from: '2024-03-01', pause: ['2024-03-10..2024-03-25'] })).toBe('2024-04-16');
    const paused = ask({ ...review, from: '2024-03-01', pause: ['2024-03-10..'] });
    expect(paused.json).toMatchObject({ due: null, paused: { since: '2024-03-10', days_left: 22 } });
    expect(paused.text).toMatch(/^自2024年3月10日起暂停，余22日/);
  });

  test('D. hours: the started hour does not count, unless the branch counts exactly', () => {
    const asked = { what: 'PT24H', from: '2024-02-07T15:20' } as const;
    expect(ask({ ...asked, branch: 'criminal' }).json?.due).toMatchObject({
      date: '2024-02-08',
      at: '2024-02-08T07:59:59.999Z',
      exact: true,
    });
    const counting = { ...pack.counting, exact: { monthEnd: 'same', hours: 'exact', rolls: 'next' } } as const;
    expect(lawDate({ ...pack, counting }, { ...asked, branch: 'exact' }).json?.due?.at).toBe(
      '2024-02-08T07:20:00.000Z',
    );
  });

  test('a year whose holidays are not out: provisional; once announced, moved', () => {
    const asked = { what: 'P8D', from: '2026-12-25' } as const;
    expect(ask(asked).json?.due).toMatchObject({ date: '2027-01-02', provisional: true });
    const calendar = {
      ...chinaCalendar(),
      version: 'to 2027',
      knownTo: '2027-12-31',
      off: { '2027-01-04': '元旦' },
      work: { '2027-01-03': '元旦' },
    };
    expect(ask({ ...asked, calendar }).json?.due).toMatchObject({ date: '2027-01-03', provisional: false });
  });

  test.each<readonly [DateAsked, string]>([
    [{ what: 'P10D', from: 'today' }, 'expected a date like 2024-01-10'],
    [{ what: '10D', from: '2024-01-10' }, 'not a period'],
    [{ what: 'PT24H', from: '2024-01-10' }, 'the time is needed too'],
    [{ what: 'criminal.prosecution-review', from: '2024-01-10' }, 'one of its rules or clocks'],
    [
      { what: 'criminal.prosecution-reviw', rule: 'x', from: '2024-01-10' },
      'did you mean criminal.prosecution-review?',
    ],
    [{ ...review, rule: 'review-for-prosecutio', from: '2024-01-10' }, 'did you mean review-for-prosecution?'],
    [{ ...review, from: '2024-01-10', extend: ['much'] }, 'expected a period like P15D or extend-review'],
    [{ ...review, from: '2024-01-10', pause: ['2024-01-12'] }, 'expected DATE..DATE'],
    [{ ...review, from: '2024-01-10', pause: ['2024-01-12..2024-01-11'] }, 'expected DATE..DATE'],
    [{ ...review, from: '2024-01-10', rolls: 'back' }, 'expected next, previous, none or custody'],
    [{ what: 'P10D', from: '2024-01-10', branch: 'tax' }, 'expected one of'],
  ])('%j is refused in one line', (asked, line) => {
    const { json, text, status } = ask(asked);
    expect([json, status]).toEqual([null, 2]);
    expect(text).toContain(line);
    expect(text.split('\n')).toHaveLength(1);
  });
});
