import type { Line } from './line.ts';
import { type Of, share } from './years.ts';

export function norms(of: Of): Line[] {
  const supreme = { level: 'supreme' as const };
  return [
    {
      id: 'interpretations',
      procedure: 'norms.interpretation',
      goals: [],
      facts: { kind: 'interpretation' },
      years: of('judicial-interpretations-issued'),
      ...supreme,
    },
    {
      id: 'guiding cases',
      procedure: 'norms.guiding-case',
      goals: [],
      facts: { field: 'criminal' },
      years: of('guiding-cases-issued'),
      ...supreme,
    },
    {
      id: 'typical cases, epidemic',
      procedure: 'norms.typical-case',
      goals: [],
      facts: { field: 'epidemic' },
      years: of('typical-cases-epidemic'),
      ...supreme,
    },
    {
      id: 'typical cases',
      procedure: 'norms.typical-case',
      goals: [],
      facts: { field: 'minors' },
      years: share(of('guiding-cases-issued'), 3),
      ...supreme,
    },
  ];
}
