import type { Line } from './line.ts';
import { minus, type Of, share } from './years.ts';

export function administrative(of: Of): Line[] {
  const all = of('supp-administrative-cases-2022');
  const protests = of('administrative-protests');
  const retrials = of('administrative-retrial-recommendations');
  const process = of('administrative-process-recommendations');
  const farmland = of('farmland-enforcement-cases');
  const left = minus(process, farmland);
  const trial = share(left, 0.4);
  const enforcement = share(left, 0.3);
  const judgment = { procedure: 'administrative.judgment-supervision', opened: ['accept'], byOpening: true } as const;
  const land = [...farmland.values()].reduce((a, b) => a + b, 0) * (300000 / 29000);
  return [
    {
      id: 'administrative protests',
      ...judgment,
      goals: [{ act: 'decide-protest' }],
      key: 'transmit-protest',
      years: protests,
      level: 'city',
      fields: { cause: 'land' },
    },
    {
      id: 'administrative retrial recommendations',
      ...judgment,
      goals: [{ act: 'propose-retrial' }],
      key: 'transmit-recommendation',
      years: retrials,
      fields: { cause: 'land' },
    },
    {
      id: 'administrative trial recommendations',
      procedure: 'administrative.trial-illegality',
      opened: ['accept'],
      byOpening: true,
      goals: [{ act: 'decide-recommendation' }],
      key: 'transmit-recommendation',
      years: trial,
      fields: { cause: 'penalty' },
    },
    {
      id: 'administrative enforcement recommendations',
      procedure: 'administrative.enforcement-supervision',
      opened: ['accept'],
      byOpening: true,
      goals: [{ act: 'decide-recommendation' }],
      key: 'transmit-recommendation',
      years: enforcement,
      fields: { cause: 'social-insurance' },
    },
    {
      id: 'non-litigation enforcement',
      procedure: 'administrative.non-litigation-enforcement',
      byOpening: true,
      goals: [{ act: 'transmit-to-court' }],
      key: 'transmit-to-court',
      years: minus(left, trial, enforcement),
      fields: { farmland: false },
    },
    {
      id: 'farmland enforcement',
      procedure: 'administrative.non-litigation-enforcement',
      byOpening: true,
      goals: [{ act: 'transmit-to-court' }],
      key: 'transmit-to-court',
      years: farmland,
      fields: { farmland: true, area_mu: '@amount' },
      amount: { total: Math.round(land), unit: 1 },
    },
    {
      id: 'administrative, not supported',
      ...judgment,
      goals: [{ act: 'decide-non-support' }],
      years: minus(all, protests, retrials, process),
      fields: { cause: 'licence' },
    },
    {
      id: 'disputes resolved',
      procedure: 'administrative.dispute-resolution',
      goals: [{ act: 'close-resolved', data: { manner: 'settled' } }],
      key: 'close-resolved',
      years: of('administrative-disputes-resolved'),
      facts: { source: 'judgment-supervision' },
    },
  ];
}
