import { describe, expect, test } from 'vitest';
import { parsePeriod } from './period.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0, working: false };

describe('parsePeriod', () => {
  test.each([
    ['P7D', { days: 7 }],
    ['P0D', {}],
    ['P1M', { months: 1 }],
    ['P2W', { weeks: 2 }],
    ['P1Y', { years: 1 }],
    ['PT24H', { hours: 24 }],
    ['PT90M', { minutes: 90 }],
    ['PT1H30M15S', { hours: 1, minutes: 30, seconds: 15 }],
    ['P1M15D', { months: 1, days: 15 }],
    ['P1Y2M3W4DT5H', { years: 1, months: 2, weeks: 3, days: 4, hours: 5 }],
    ['P3D/working', { days: 3, working: true }],
  ])('%s', (text, parts) => {
    expect(parsePeriod(text)).toEqual({ ok: true, value: { ...none, ...parts, text } });
  });

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    '7D',
    'p7d',
    ' P7D',
    'P7D ',
    'P-7D',
    '-P7D',
    '+P7D',
    'P1.5D',
    'P1,5D',
    'P7',
    'PD',
    'P1H',
    'P1D1M',
    'P7D/work',
    'P7X',
  ])('"%s" is refused, saying what was found', (text) => {
    const result = parsePeriod(text);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error).toContain(`"${text}"`);
  });

  test.each(['P1M/working', 'P1W/working', 'PT8H/working', 'P1DT1H/working'])('%s: working days are days', (text) => {
    expect(parsePeriod(text)).toMatchObject({ ok: false, error: expect.stringContaining('only days') });
  });

  test('a number no calendar can hold is refused', () => {
    expect(parsePeriod('P99999999999D').ok).toBe(false);
  });
});
