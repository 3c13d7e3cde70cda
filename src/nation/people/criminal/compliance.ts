import { apportion } from '../../cells.ts';
import type { Era } from '../era.ts';

const COMPLIANCE = {
  passed: ['compliance-companies-passed', 'compliance-responsible-persons-not-prosecuted'],
  failed: ['compliance-companies-failed', 'compliance-responsible-persons-prosecuted'],
} as const;

/** Companies that passed or failed by year, and their people: as many as are published, in years that have such companies. */
export function compliance(result: keyof typeof COMPLIANCE, era: Era, scale: number) {
  const [companies, persons] = COMPLIANCE[result];
  const cases = era.of(companies, scale);
  const all = [...era.of(persons, scale).values()].reduce((a, b) => a + b, 0);
  const weights = [...cases.values()];
  const spread = weights.some((count) => count > 0)
    ? apportion(all, weights)
    : weights.map((_, nr) => (nr === 0 ? all : 0));
  return { cases, people: new Map([...cases.keys()].map((year, nr) => [year, Math.max(spread[nr]!, weights[nr]!)])) };
}
