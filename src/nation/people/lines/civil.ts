import type { Line } from './line.ts';
import { minus, type Of, share } from './years.ts';

export function civil(of: Of): Line[] {
  const all = of('supp-civil-cases-2022');
  const protests = of('civil-protests');
  const retrials = of('civil-retrial-recommendations');
  const process = of('civil-process-recommendations');
  const falseSuits = of('false-litigation-corrected');
  const suits = of('suits-supported');
  const ip = of('ip-civil-administrative-supervision');
  const trial = share(process, 0.55);
  const rest = minus(all, protests, retrials, process, falseSuits, suits);
  const judgment = { procedure: 'civil.judgment-supervision', opened: ['accept'], byOpening: true } as const;
  return [
    {
      id: 'civil protests',
      ...judgment,
      goals: [{ act: 'decide-protest' }],
      key: 'transmit-protest',
      years: protests,
      level: 'city',
      fields: { cause: 'contract' },
    },
    {
      id: 'civil retrial recommendations',
      ...judgment,
      goals: [{ act: 'propose-retrial' }],
      key: 'transmit-recommendation',
      years: retrials,
      fields: { cause: 'contract' },
    },
    {
      id: 'civil trial recommendations',
      procedure: 'civil.trial-illegality',
      opened: ['accept'],
      byOpening: true,
      goals: [{ act: 'decide-recommendation' }],
      key: 'transmit-recommendation',
      years: trial,
      fields: { cause: 'contract' },
    },
    {
      id: 'civil enforcement recommendations',
      procedure: 'civil.enforcement',
      opened: ['accept'],
      byOpening: true,
      goals: [{ act: 'decide-recommendation' }],
      key: 'transmit-recommendation',
      years: minus(process, trial),
      fields: { cause: 'property' },
    },
    {
      id: 'false litigation',
      procedure: 'civil.false-litigation',
      opened: ['open-ex-officio'],
      byOpening: true,
      carried: 0.3,
      goals: [{ act: 'decide-recommendation' }, { act: 'court-decide', data: { result: 'corrected' } }],
      key: 'court-decide',
      years: falseSuits,
      facts: { field: 'private-lending' },
    },
    {
      id: 'suits supported',
      procedure: 'civil.support-suit',
      opened: ['accept'],
      byOpening: true,
      goals: [{ act: 'issue-support' }],
      key: 'issue-support',
      years: suits,
      facts: { group: 'migrant-worker' },
    },
    {
      id: 'civil, not supported',
      ...judgment,
      goals: [{ act: 'decide-non-support' }],
      years: minus(rest, ip),
      fields: { cause: 'contract' },
    },
    {
      id: 'civil, intellectual property',
      ...judgment,
      goals: [{ act: 'decide-non-support' }],
      years: ip,
      fields: { cause: 'intellectual-property' },
    },
  ];
}
