import type { Data } from '#engine/index.ts';
import type { Goal } from '../../plan.ts';
import type { Person } from './person.ts';

/** What is left open when a case goes to another office. */
export const UNDECIDED = [
  'prosecute',
  'non-prosecution-statutory',
  'non-prosecution-discretionary',
  'non-prosecution-doubt',
  'non-prosecution-special',
  'conditional-non-prosecution',
  'return-for-supplement',
  'return-for-supplement-2',
];

export const REVIEW = 'criminal.prosecution-review';

export function decisionAct(of: Person): string | null {
  switch (of.decision) {
    case 'prosecute':
      return 'prosecute';
    case 'conditional':
      return 'conditional-non-prosecution';
    case 'transfer':
      return null;
    default:
      return `non-prosecution-${of.decision}`;
  }
}

export function reviewGoals(of: Person): Goal[] {
  const goals: Goal[] = [];
  if (of.decision === 'transfer') return [{ act: 'find-no-jurisdiction' }, { act: 'transfer-jurisdiction' }];
  if (of.way === 'returned') goals.push({ act: 'return-for-supplement' }, { act: 'resubmit' });
  if (of.way === 'extended') goals.push({ act: 'extend-review' });
  if (of.way === 'self') goals.push({ act: 'self-supplement' });
  if (of.plea === true) goals.push({ act: 'plead-guilty' }, { act: 'sign-undertaking' });
  const decision = decisionAct(of)!;
  if (of.duty !== undefined && decision !== 'prosecute')
    goals.push(
      { act: 'request-higher-approval', data: { intended: of.decision } },
      { act: 'approve-by-higher-office', data: { result: 'approved' } },
    );
  const data: Data =
    decision === 'prosecute'
      ? {
          with_sentencing_recommendation: of.plea === true,
          procedure_suggested: of.way === 'fast' ? 'fast-track' : of.plea === true ? 'simplified' : 'ordinary',
        }
      : of.selfDefence === true
        ? { ground: 'no-criminal-fact', self_defence: true }
        : decision === 'conditional-non-prosecution'
          ? { months: of.final === 0 ? 6 : 12 }
          : {};
  goals.push({ act: decision, data });
  return goals;
}
