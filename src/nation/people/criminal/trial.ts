import type { Chapter } from '../../shape.ts';
import type { Person } from './person.ts';

export function trialChapters(of: Person, held: boolean): Chapter[] {
  const rejected = of.trial === 'rejected';
  const adopts = of.trial === 'adopted' || of.trial === 'appeal';
  const appeals = of.trial === 'appeal' || of.trial === 'plain-appeal';
  return [
    {
      procedure: 'criminal.trial-support',
      after: [1, 6],
      goals: [
        ...(of.plea === true ? [] : [{ act: 'attend-court' }]),
        ...(adopts ? [{ act: 'adopt-recommendation' }] : []),
        ...(rejected ? [{ act: 'reject-recommendation', data: { reason: 'other' } }] : []),
        { act: 'convicted' },
        { act: 'receive-judgment', data: { kind: 'judgment', outcome: 'convicted' } },
      ],
      facts: {
        in_custody: held,
        minor: of.minor,
        fast_track: of.way === 'fast',
        simplified: of.plea === true && of.way !== 'fast',
        expected_over_one_year: false,
        under_five_years: true,
      },
    },
    {
      procedure: 'criminal.appeal-watch',
      after: [0, 3],
      goals: [
        ...(appeals ? [{ act: 'appeal', data: { ground: 'sentence-too-heavy' } }] : []),
        { act: 'record-end-of-appeal-time' },
      ],
      facts: { kind: 'judgment' },
    },
  ];
}
