import type { Goal } from '../../plan.ts';
import type { Line } from './line.ts';
import { minus, type Of, share, type Years } from './years.ts';

export function publicInterest(of: Of, total: (id: string) => number): Line[] {
  const all = of('public-interest-cases');
  const environment = of('public-interest-environment');
  const food = of('public-interest-food-drug');
  const property = of('public-interest-state-property');
  const military = of('military-public-interest-cases');
  const suits = of('public-interest-suits');
  const memorials = total('martyr-memorials-repaired');
  const martyrs = share(of('martyr-memorials-repaired'), 0.25);
  const dismissed = share(suits, 0.002);
  const organSuits = share(suits, 0.12);
  const civilSuits = share(suits, 0.16);
  const incidental = minus(suits, organSuits, civilSuits, dismissed);
  const administrativeCase = {
    procedure: 'public-interest.administrative',
    opened: ['file-case'],
    byOpening: true,
    carried: 0.25,
  } as const;
  const done: Goal[] = [
    { act: 'file-case', data: { organ_unclear: false } },
    { act: 'serve-recommendation' },
    { act: 'organ-reply', data: { performed: 'fully' } },
    { act: 'follow-up-investigation' },
    { act: 'finish-review' },
    { act: 'terminate-case', data: { ground: 'organ-fully-performed' } },
  ];
  const rest = minus(all, environment, food, property, military, martyrs);
  const plain = (id: string, domain: string, years: Years, more: Partial<Line> = {}): Line => ({
    id: `public interest, ${id}`,
    ...administrativeCase,
    goals: done,
    key: 'follow-up-investigation',
    years,
    facts: { domain },
    ...more,
  });
  return [
    {
      id: 'public interest, sued organ',
      ...administrativeCase,
      goals: [{ act: 'file-case' }, { act: 'sue' }, { act: 'court-judgment', data: { result: 'perform' } }],
      key: 'sue',
      years: organSuits,
      facts: { domain: 'ecology-resources' },
      carried: 0.4,
    },
    {
      id: 'public interest, civil suit',
      procedure: 'public-interest.civil',
      opened: ['file-case'],
      byOpening: true,
      carried: 0.35,
      goals: [{ act: 'file-case' }, { act: 'sue' }, { act: 'court-judgment', data: { result: 'supported' } }],
      key: 'sue',
      years: civilSuits,
      facts: { domain: 'ecology-resources' },
    },
    {
      id: 'public interest, incidental suit',
      procedure: 'public-interest.incidental-civil',
      opened: ['file-case'],
      byOpening: true,
      goals: [
        { act: 'file-case' },
        { act: 'sue-incidental' },
        { act: 'court-judgment', data: { result: 'supported' } },
      ],
      key: 'sue-incidental',
      years: incidental,
      facts: { domain: 'ecology-resources' },
    },
    {
      id: 'public interest, dismissed',
      procedure: 'public-interest.incidental-civil',
      opened: ['file-case'],
      byOpening: true,
      goals: [
        { act: 'file-case' },
        { act: 'sue-incidental' },
        { act: 'court-judgment', data: { result: 'dismissed' } },
      ],
      key: 'sue-incidental',
      years: dismissed,
      facts: { domain: 'ecology-resources' },
    },
    plain('environment', 'ecology-resources', minus(environment, suits)),
    plain('food and drugs', 'food-drug', food),
    plain('state property', 'state-property', property, {
      fields: { amount_recovered: '@amount' },
      amount: { total: total('state-property-recovered'), unit: 100 },
    }),
    plain('military', 'military', military),
    plain('martyrs', 'heroes-martyrs', martyrs, {
      fields: { restored: 'martyr-memorial', restored_count: '@amount' },
      amount: { total: memorials, unit: 1 },
    }),
    plain('work safety', 'work-safety', share(rest, 0.4)),
    plain('minors', 'minors', minus(rest, share(rest, 0.4))),
  ];
}
