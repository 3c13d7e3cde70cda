import type { CasePlan } from './people.ts';
import type { Chance } from './random.ts';
import { addDays, type Plot } from './walk.ts';

const ARREST = 'criminal.arrest-review';
const PROSECUTION = 'criminal.prosecution-review';
const FILING = 'criminal.filing-supervision';
const PETITION = 'petition.handling';
const PROTEST = 'criminal.second-instance-protest';
const TRIAL = 'criminal.trial-support';

const detained: Plot = { hold: 'all', opening: { detained: true } };

/**
 * The cases that stand open today: something due today, something tomorrow, something late, some paused, some returned,
 * people of one case with different outcomes. Whoever signs in first finds each of them. Days are counted back from today.
 */
function live(today: string): CasePlan[] {
  const at = (days: number): string => addDays(today, -days);
  const one = (procedure: string, days: number, plot: Plot, more: Partial<CasePlan> = {}): CasePlan => ({
    procedure,
    on: at(days),
    plot,
    ...more,
  });
  return [
    // arrest: seven days for a detained person
    one(ARREST, 7, detained, { suspects: 1, handler: 'xu' }),
    one(ARREST, 7, detained, { suspects: 2, handler: 'chen' }),
    one(ARREST, 7, detained, { suspects: 1, handler: 'zhou' }),
    one(ARREST, 6, detained, { suspects: 1, handler: 'xu' }),
    one(ARREST, 6, { ...detained, hold: 'others' }, { suspects: 2, handler: 'chen' }),
    one(ARREST, 6, detained, { suspects: 1, handler: 'gao' }),
    one(ARREST, 9, detained, { suspects: 1, handler: 'xu' }),
    one(ARREST, 5, detained, { suspects: 1 }),
    one(ARREST, 4, { ...detained, hold: 'others' }, { suspects: 3, desk: 'first' }),
    one(ARREST, 3, detained, { suspects: 1, minor: true, desk: 'first' }),
    one(ARREST, 2, detained, { suspects: 1 }),
    one(ARREST, 1, { hold: 'all', opening: { detained: false, complex: false } }, { suspects: 2 }),
    one(ARREST, 11, { hold: 'all', opening: { detained: false, complex: false } }, { suspects: 1 }),
    one(ARREST, 0, detained, { suspects: 1 }),
    one(ARREST, 13, {}, { suspects: 2 }),
    one(ARREST, 10, {}, { suspects: 1 }),
    // review for prosecution: one month, extended, returned, paused, on the fast track
    one(
      PROSECUTION,
      30,
      {
        hold: 'all',
        without: ['return-for-supplement', 'extend-review'],
        opening: { complex: false, fast_track: false },
      },
      { suspects: 1 },
    ),
    one(
      PROSECUTION,
      29,
      { hold: 'all', without: ['return-for-supplement', 'extend-review'], opening: { fast_track: false } },
      { suspects: 2, desk: 'first' },
    ),
    one(
      PROSECUTION,
      36,
      { hold: 'all', without: ['return-for-supplement', 'extend-review'], opening: { fast_track: false } },
      { suspects: 1, desk: 'second' },
    ),
    one(
      PROSECUTION,
      41,
      {
        hold: 'all',
        without: ['return-for-supplement', 'extend-review'],
        opening: { complex: false, fast_track: false },
      },
      { suspects: 1, handler: 'chen' },
    ),
    one(
      PROSECUTION,
      24,
      { hold: 'all', without: ['return-for-supplement'], opening: { fast_track: false } },
      { suspects: 1 },
    ),
    one(
      PROSECUTION,
      38,
      {
        hold: 'all',
        without: ['return-for-supplement'],
        script: [{ act: 'extend-review', day: 25 }],
        opening: { complex: true, fast_track: false },
      },
      { suspects: 2, desk: 'second' },
    ),
    one(
      PROSECUTION,
      42,
      {
        hold: 'all',
        without: ['return-for-supplement'],
        script: [{ act: 'extend-review', day: 26 }],
        opening: { complex: true, fast_track: false },
      },
      { suspects: 3 },
    ),
    one(
      PROSECUTION,
      33,
      {
        hold: 'all',
        without: ['resubmit', 'extend-review'],
        script: [{ act: 'return-for-supplement', day: 18 }],
        opening: { fast_track: false },
      },
      { suspects: 1 },
    ),
    one(
      PROSECUTION,
      50,
      {
        hold: 'all',
        without: ['resubmit', 'extend-review'],
        script: [{ act: 'return-for-supplement', day: 15 }],
        opening: { fast_track: false },
      },
      { suspects: 2 },
    ),
    one(
      PROSECUTION,
      48,
      {
        hold: 'all',
        without: ['extend-review', 'return-for-supplement-2'],
        script: [
          { act: 'return-for-supplement', day: 12 },
          { act: 'resubmit', day: 30 },
        ],
        opening: { fast_track: false },
      },
      { suspects: 1 },
    ),
    one(
      PROSECUTION,
      22,
      {
        hold: 'all',
        without: ['return-for-supplement', 'extend-review', 'end-psychiatric-appraisal'],
        script: [{ act: 'start-psychiatric-appraisal', day: 8 }],
        opening: { fast_track: false },
      },
      { suspects: 1, handler: 'chen' },
    ),
    one(
      PROSECUTION,
      27,
      {
        hold: 'all',
        without: ['return-for-supplement', 'extend-review', 'end-psychiatric-appraisal'],
        script: [{ act: 'start-psychiatric-appraisal', day: 11 }],
        opening: { fast_track: false },
      },
      { suspects: 1, handler: 'xu' },
    ),
    one(PROSECUTION, 8, { hold: 'all', opening: { fast_track: true, complex: false } }, { suspects: 1 }),
    one(PROSECUTION, 4, { hold: 'all', opening: { fast_track: true, complex: false } }, { suspects: 1 }),
    one(
      PROSECUTION,
      20,
      { hold: 'others', without: ['return-for-supplement'], opening: { fast_track: false } },
      { suspects: 2, desk: 'first' },
    ),
    one(
      PROSECUTION,
      17,
      { hold: 'all', without: ['return-for-supplement'], opening: { fast_track: false, has_counsel: false } },
      { suspects: 1, minor: true, desk: 'first' },
    ),
    one(
      PROSECUTION,
      14,
      { hold: 'all', without: ['return-for-supplement'] },
      { suspects: 2, minor: true, desk: 'first' },
    ),
    one(PROSECUTION, 9, { hold: 'all', without: ['return-for-supplement'] }, { suspects: 1 }),
    one(PROSECUTION, 2, { hold: 'all', opening: { fast_track: false } }, { suspects: 2 }),
    one(PROSECUTION, 1, { hold: 'all', opening: { fast_track: false } }, { suspects: 1 }),
    one(PROSECUTION, 26, {}, { suspects: 2, follow: true }),
    one(PROSECUTION, 70, {}, { suspects: 1, follow: true }),
    one(PROSECUTION, 95, {}, { suspects: 2, follow: true }),
    // court and protest
    one(TRIAL, 40, { hold: 'all' }, { suspects: 1 }),
    one(TRIAL, 85, { hold: 'all' }, { suspects: 2 }),
    one(
      TRIAL,
      60,
      {
        hold: 'all',
        script: [
          { act: 'suggest-adjournment', day: 20 },
          { act: 'adjourn', day: 22 },
        ],
        without: ['resume-or-withdraw'],
      },
      { suspects: 1 },
    ),
    one(PROTEST, 10, { hold: 'all' }, { suspects: 1 }),
    one(PROTEST, 9, { hold: 'all' }, { suspects: 1 }),
    one(PROTEST, 4, { hold: 'all' }, { suspects: 2 }),
    // supervision of filing
    one(FILING, 12, {
      script: [{ act: 'request-explanation', day: 5 }],
      without: ['explain-not-filing', 'file-on-own-motion', 'notify-to-file', 'reject-complaint'],
    }),
    one(FILING, 21, {
      script: [
        { act: 'request-explanation', day: 4 },
        { act: 'explain-not-filing', day: 9 },
      ],
      hold: 'all',
    }),
    one(FILING, 40, {
      script: [
        { act: 'request-explanation', day: 4 },
        { act: 'explain-not-filing', day: 9 },
        { act: 'notify-to-file', day: 14 },
      ],
      without: ['file-case', 'accept-reasons'],
      hold: 'all',
    }),
    one(FILING, 3, { hold: 'all', without: ['request-explanation', 'reject-complaint'] }),
    // letters and visits: seven days, three months
    one(PETITION, 7, { without: ['reply-receipt'], hold: 'all' }, { handler: 'song' }),
    one(PETITION, 7, { without: ['reply-receipt'], hold: 'all' }, { handler: 'liang' }),
    one(PETITION, 6, { without: ['reply-receipt', 'classify'], hold: 'all' }, { handler: 'song' }),
    one(PETITION, 10, { without: ['reply-receipt'], hold: 'all' }, { handler: 'song' }),
    one(PETITION, 4, { hold: 'all' }),
    one(PETITION, 2, { hold: 'all' }),
    one(PETITION, 1, { hold: 'all', without: ['classify'] }),
    one(PETITION, 34, { hold: 'all' }),
    one(PETITION, 62, { hold: 'all' }),
    one(PETITION, 88, { hold: 'all', without: ['reply-progress'] }),
    one(PETITION, 91, { hold: 'all', without: ['reply-progress'] }),
    one(PETITION, 20, {}),
    one(PETITION, 15, {}),
  ];
}

/** Finished cases of the last fourteen months, so that figures by month have content. */
function finished(today: string, chance: Chance, count: number): CasePlan[] {
  return Array.from({ length: count }, () => {
    const procedure = chance.weighted([
      { value: ARREST, weight: 42 },
      { value: PROSECUTION, weight: 30 },
      { value: PETITION, weight: 18 },
      { value: FILING, weight: 10 },
    ])!;
    const plot: Plot = chance.happens(0.07) ? { slow: true } : {};
    return { procedure, on: addDays(today, -chance.whole(60, 425)), plot, minor: chance.happens(0.06) };
  });
}

export const HISTORY = 150;

/** Every case of the made-up office: `history` finished ones, then those that stand open. */
export const plans = (today: string, chance: Chance, history = HISTORY): CasePlan[] => [
  ...finished(today, chance, history),
  ...live(today),
];
