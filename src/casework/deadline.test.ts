import { describe, expect, it } from 'vitest';
import { type Calendar, momentOf } from '#engine/index.ts';
import { type DeadlineBase, deadlineAt, soonFrom, stateOf } from './deadline.ts';
import { alternatives, peopleText, periodText, weekdayDate, words } from './words.ts';
import { weekOf } from './worklist.ts';

const calendar: Calendar = {
  id: 'test',
  version: '1',
  zone: 'Asia/Shanghai',
  knownFrom: '2026-01-01',
  knownTo: '2026-12-31',
  off: { '2026-10-01': 'National Day', '2026-10-02': 'National Day' },
  work: {},
};
const at = (local: string): number => momentOf(local, calendar)!;
const endOf = (date: string): number => at(`${date}T23:59`) + 59_999;

const base = (from: string, due: string | null, more: Partial<DeadlineBase> = {}): DeadlineBase => ({
  key: 'k',
  title: words('办', 'Do'),
  targets: [],
  subject: null,
  owedBy: { code: 'prosecutor', title: words('检察官', 'Prosecutor'), us: true },
  marks: [],
  cites: [],
  explain: [],
  ifOverdue: null,
  status: 'open',
  limit: false,
  alertOnly: false,
  due: due === null ? null : { at: endOf(due), date: due, exact: false },
  unit: 'day',
  fromAt: at(from),
  periods: ['P7D'],
  extendedFrom: null,
  mayExtendTo: null,
  pauses: [],
  paused: null,
  endedAt: null,
  lateDays: null,
  ...more,
});
const seen = (one: DeadlineBase, now: string) => {
  const shown = deadlineAt(one, at(now), calendar);
  return [shown.state, shown.daysLeft, shown.phrase.zh, shown.phrase.en];
};

describe('a deadline in words (ux.md section 4)', () => {
  it.each([
    ['2026-11-19', '2026-11-22T09:00', ['running', 4, '剩4日', '4 days left']],
    ['2026-11-19', '2026-11-23T00:00', ['due-soon', 3, '剩3日', '3 days left']],
    ['2026-11-19', '2026-11-25T23:59', ['due-soon', 1, '剩1日', '1 day left']],
    ['2026-11-19', '2026-11-26T23:59', ['due-soon', 0, '今日到期', 'due today']],
    ['2026-11-19', '2026-11-27T00:00', ['overdue', -1, '超期1日', '1 day over']],
    ['2026-11-19', '2026-12-03T12:00', ['overdue', -7, '超期7日', '7 days over']],
  ] as const)('seven days from %s, seen %s', (from, now, expected) => {
    expect(seen(base(from, '2026-11-26'), now)).toEqual(expected);
  });

  it('is soon in the last fifth of a long period, and never later than three days before', () => {
    const long = base('2026-08-26', '2026-11-26');
    expect(seen(long, '2026-11-07T12:00')[0]).toBe('running');
    expect(seen(long, '2026-11-08T00:00')[0]).toBe('due-soon');
    expect(soonFrom(base('2026-11-19', '2026-11-26'), calendar)).toBe(at('2026-11-23'));
    expect(soonFrom(base('2026-11-25', '2026-11-26'), calendar)).toBe(at('2026-11-23'));
    expect(soonFrom(base('2026-11-25', null), calendar)).toBeNull();
  });

  it('counts working days where the law does, hours where the end is exact', () => {
    const working = base('2026-09-28', '2026-10-09', { unit: 'working-day', periods: ['P7D/working'] });
    expect(seen(working, '2026-09-30T09:00')).toEqual(['running', 5, '剩5个工作日', '5 working days left']);
    const hours = base('2026-11-24', '2026-11-25', {
      unit: 'hour',
      due: { at: at('2026-11-25T15:20'), date: '2026-11-25', exact: true },
    });
    expect(seen(hours, '2026-11-24T20:00').slice(2)).toEqual(['剩19小时', '19 hours left']);
    expect(seen(hours, '2026-11-25T18:30').slice(2)).toEqual(['超期3小时', '3 hours over']);
    expect(deadlineAt(hours, at('2026-11-24T20:00'), calendar).dueText?.en).toBe('Wed 25 Nov, 15:20');
  });

  it('shows what does not run: paused, undated, asleep, ended', () => {
    const paused = base('2026-11-02', null, { paused: { since: '2026-11-10', daysLeft: 22 } });
    expect(seen(paused, '2026-11-24T09:00')).toEqual(['paused', null, '暂停', 'Paused']);
    expect(deadlineAt(paused, at('2026-11-24'), calendar).dueText?.en).toBe('since 10 Nov, 22 days left');
    expect(seen(base('2026-11-02', null), '2026-11-24')[0]).toBe('open-undated');
    const late = base('2026-11-02', '2026-11-09', { status: 'met-late', lateDays: 2 });
    expect(seen(late, '2026-11-24').slice(1)).toEqual([null, '逾期办结，超期2日', 'Done late, 2 days over']);
    for (const status of ['met', 'asleep', 'withdrawn', 'never-done', 'superseded', 'moot'] as const)
      expect(stateOf(base('2026-11-02', '2026-11-09', { status }), at('2026-11-24'), calendar)).toBe(status);
  });

  it('a time that binds nobody only reminds, a limit is exceeded', () => {
    expect(seen(base('2026-11-02', '2026-11-09', { alertOnly: true }), '2026-11-11').slice(0, 3)).toEqual([
      'reminded',
      -2,
      '提醒：已过2日',
    ]);
    expect(seen(base('2026-11-02', '2026-11-09', { alertOnly: true }), '2026-11-08')[0]).toBe('running');
    expect(seen(base('2026-11-02', '2026-11-09', { limit: true }), '2026-11-11')[0]).toBe('limit-exceeded');
  });

  it('draws the period to scale', () => {
    const shown = deadlineAt(base('2026-11-02', '2026-11-12', { periods: ['P10D'] }), at('2026-11-07T10:00'), calendar);
    expect(shown.ruler).toMatchObject({ from: '2026-11-02', to: '2026-11-12', today: '2026-11-07', share: 0.5 });
    expect(shown.period).toEqual({ zh: '10日，第5日', en: '10 days, day 5' });
    expect(deadlineAt(base('2026-11-02', '2026-11-12'), at('2026-12-30'), calendar).ruler?.share).toBe(1);
  });
});

describe('words', () => {
  it('periods, dates, people and alternatives', () => {
    expect(['P1M15D', 'P3D/working', 'PT24H', 'P0D', 'P2Y'].map((text) => periodText(text).en)).toEqual([
      '1 month 15 days',
      '3 working days',
      '24 hours',
      'the same day',
      '2 years',
    ]);
    expect(periodText('P1M15D').zh).toBe('1个月15日');
    expect(weekdayDate('2026-12-02', '2026-11-24')).toEqual({ zh: '12月2日 周三', en: 'Wed 2 Dec' });
    expect(weekdayDate('2027-01-04', '2026-11-24').en).toBe('Mon 4 Jan 2027');
    expect([[], ['甲'], ['甲', '乙'], ['甲', '乙', '丙']].map((names) => peopleText(names).zh)).toEqual([
      '',
      '甲',
      '甲、乙',
      '甲等3人',
    ]);
    expect(alternatives([words('批准', 'Approve'), words('不批准', 'Refuse')]).en).toBe('Approve or refuse');
    expect(alternatives(['A', 'B', 'C', 'D'].map((x) => words(x, `${x}x`))).en).toBe('Ax, bx, cx or others');
  });
  it('weeks run from Monday to Sunday', () => {
    expect(weekOf('2026-11-24')).toEqual({
      monday: '2026-11-23',
      sunday: '2026-11-29',
      nextMonday: '2026-11-30',
      nextSunday: '2026-12-06',
    });
    expect(weekOf('2026-11-29').monday).toBe('2026-11-23');
    expect(weekOf('2026-11-30').monday).toBe('2026-11-30');
  });
});
