import { apportion } from '../../cells.ts';
import type { Line } from './line.ts';
import { minus, type Of, share, sum, type Years } from './years.ts';

export function supervision(of: Of): Line[] {
  const executed = of('sentences-put-into-prison');
  const back = share(executed, 0.3);
  const protests = of('criminal-protests');
  const major = of('major-wrongful-cases-corrected');
  const retrial = share(protests, 0.18);
  const inquiries = of('wrongful-cases-investigated');
  const held = of('procurators-held-accountable');
  const both = apportion(sum(held) - sum(inquiries), [...inquiries.values()]);
  const two = new Map([...inquiries.keys()].map((year, nr) => [year, both[nr]!]));
  const pending = of('pending-enterprise-cases-cleared');
  const filed = minus(of('filing-supervised'), pending);
  const recommendations = of('social-governance-recommendations');
  const corrections = of('commutation-parole-corrected');
  const accountability = (id: string, years: Years, people: number): Line => ({
    id,
    procedure: 'management.accountability',
    goals: [{ act: 'decide-accountability', data: { measure: 'discipline' } }],
    key: 'decide-accountability',
    opened: ['open-accountability-inquiry'],
    byOpening: true,
    carried: 0.2,
    facts: { trigger: 'case-changed-on-retrial', suspected: 'gross-negligence', opinion: 'gross-negligence' },
    people,
    level: 'province',
    years,
  });
  const begun = of('compliance-cases');
  const assessed = sum(of('compliance-companies-passed')) + sum(of('compliance-companies-failed'));
  const left = apportion(Math.max(0, sum(begun) - assessed), [...begun.values()]);
  const running = new Map([...begun.keys()].map((year, nr) => [year, left[nr]!]));
  return [
    {
      id: 'compliance under way',
      procedure: 'criminal.enterprise-compliance',
      goals: [{ act: 'decide-eligibility', data: { result: 'third-party' } }],
      key: 'decide-eligibility',
      byOpening: true,
      carried: 0,
      years: running,
      offence: 'pollution',
    },
    {
      id: 'filing supervised',
      procedure: 'criminal.filing-supervision',
      goals: [{ act: 'request-explanation' }, { act: 'file-on-own-motion' }],
      key: 'file-on-own-motion',
      years: minus(filed, share(filed, 0.35)),
      facts: { source: 'victim', kind: 'refusal-to-file', enterprise: false },
    },
    {
      id: 'filing supervised, notice',
      procedure: 'criminal.filing-supervision',
      goals: [
        { act: 'request-explanation' },
        { act: 'explain-not-filing' },
        { act: 'notify-to-file' },
        { act: 'file-case' },
      ],
      key: 'file-case',
      years: share(filed, 0.35),
      facts: { source: 'victim', kind: 'refusal-to-file', enterprise: false },
    },
    {
      id: 'pending enterprise cases',
      procedure: 'criminal.filing-supervision',
      goals: [
        { act: 'request-explanation' },
        { act: 'explain-not-filing' },
        { act: 'notify-to-file' },
        { act: 'file-case' },
        { act: 'urge-investigation' },
        { act: 'conclude-investigation', data: { outcome: 'withdrawn' } },
      ],
      key: 'conclude-investigation',
      byOpening: true,
      carried: 0.5,
      opened: ['file-case'],
      years: pending,
      facts: { source: 'victim', kind: 'refusal-to-file', enterprise: true },
    },
    {
      id: 'filing withdrawn',
      procedure: 'criminal.improper-filing-supervision',
      goals: [
        { act: 'request-explanation' },
        { act: 'explain-filing' },
        { act: 'notify-to-withdraw' },
        { act: 'withdraw-case' },
      ],
      key: 'withdraw-case',
      years: of('dismissal-supervised'),
      facts: { source: 'party', suspicion: 'civil-or-economic-dispute' },
    },
    {
      id: 'investigations corrected',
      procedure: 'criminal.investigation-supervision',
      goals: [{ act: 'issue-correction-notice' }, { act: 'reply-correction', data: { corrected: true } }],
      key: 'issue-correction-notice',
      years: of('investigation-violations-corrected'),
      facts: { source: 'prosecution-review', kind: 'coercive-measures' },
    },
    {
      id: 'protests, second instance',
      procedure: 'criminal.second-instance-protest',
      goals: [
        { act: 'decide-protest', data: { grounds: ['sentence'] } },
        { act: 'higher-office-supports' },
        { act: 'second-instance-result', data: { result: 'changed', protest_accepted: true } },
      ],
      key: 'decide-protest',
      years: minus(protests, retrial),
      facts: { kind: 'judgment', grounds: ['sentence'] },
      offence: 'injury',
    },
    {
      id: 'protests, retrial',
      procedure: 'criminal.retrial-protest',
      goals: [
        { act: 'protest' },
        { act: 'court-orders-retrial' },
        { act: 'retrial-result', data: { result: 'changed', original_sentence: 'ten-years-or-less' } },
      ],
      key: 'protest',
      byOpening: true,
      carried: 0.3,
      years: minus(retrial, major),
      level: 'city',
      facts: { from_level: 'same-court-office', petitioner: 'party' },
    },
    {
      id: 'wrongful cases',
      procedure: 'criminal.retrial-protest',
      goals: [
        { act: 'protest' },
        { act: 'court-orders-retrial' },
        { act: 'retrial-result', data: { result: 'acquitted', original_sentence: 'over-ten-years' } },
      ],
      key: 'retrial-result',
      opened: ['protest'],
      years: major,
      byOpening: true,
      carried: 0,
      level: 'province',
      facts: { from_level: 'same-court-office', petitioner: 'party' },
    },
    accountability('accountability, one', minus(inquiries, two), 1),
    accountability('accountability, two', two, 2),
    {
      id: 'prison inspections',
      procedure: 'criminal.prison-inspection',
      goals: [{ act: 'inspect-on-site' }],
      key: 'inspect-on-site',
      byOpening: true,
      carried: 0,
      years: of('prison-inspection-rounds'),
      level: 'city',
      facts: { place_kind: 'prison', kind: 'regular', level: 'municipal' },
    },
    {
      id: 'detention inspections',
      procedure: 'criminal.prison-inspection',
      goals: [{ act: 'inspect-on-site' }],
      key: 'inspect-on-site',
      byOpening: true,
      carried: 0,
      years: of('detention-inspection-rounds'),
      level: 'city',
      facts: { place_kind: 'detention-centre', kind: 'regular', level: 'municipal' },
    },
    {
      id: 'sentences carried out',
      procedure: 'criminal.execution-handover-supervision',
      goals: [
        { act: 'find-not-executed', data: { why: 'left-at-large' } },
        { act: 'executed-after-supervision', data: { result: 'taken-into-prison' } },
      ],
      key: 'executed-after-supervision',
      byOpening: true,
      carried: 0.2,
      years: minus(executed, back),
      facts: { sentence: 'prison', to: 'prison', remaining_over_three_months: true },
    },
    {
      id: 'returned to prison',
      procedure: 'criminal.sentence-change-supervision',
      open: 'receive-decision-outside',
      goals: [{ act: 'notify-return-to-prison', data: { ground: 'grounds-ended' } }],
      key: 'notify-return-to-prison',
      byOpening: true,
      carried: 0.1,
      years: back,
      level: 'city',
      facts: { result: 'granted', kind: 'outside-prison' },
    },
    {
      id: 'sentence changes corrected',
      procedure: 'criminal.sentence-change-supervision',
      goals: [
        { act: 'opinion-on-proposal', data: { finding: 'unfit', to: 'court' } },
        { act: 'receive-ruling', data: { result: 'refused', kind: 'commutation' } },
      ],
      key: 'receive-ruling',
      byOpening: true,
      carried: 0.15,
      years: corrections,
      level: 'city',
      facts: { kind: 'commutation', serious: false },
    },
    {
      id: 'judicial staff',
      procedure: 'criminal.judicial-personnel-investigation',
      goals: [{ act: 'file-case' }, { act: 'transfer-for-prosecution' }],
      key: 'file-case',
      byOpening: true,
      carried: 0.1,
      years: of('judicial-staff-crimes-filed'),
      level: 'city',
      offence: 'abuse-of-power',
      facts: { basis: 'own-jurisdiction-19-2', source: 'own-supervision', office_level: 'municipal' },
    },
    {
      id: 'recommendations',
      procedure: 'recommendation.workflow',
      goals: [{ act: 'serve-written' }, { act: 'addressee-reply', data: { adopted: 'yes' } }],
      key: 'serve-written',
      byOpening: true,
      carried: 0.15,
      years: recommendations,
      facts: {
        type: 'social-governance',
        'addressee-level': 'same',
        'addressee-kind': 'other',
        'duties-to-minors': false,
        addressee_type: 'government-department',
        field: 'work-safety',
      },
    },
    {
      id: 'recommendations, numbered',
      procedure: 'recommendation.workflow',
      goals: [
        { act: 'serve-written', data: { running_number: 1 } },
        { act: 'addressee-reply', data: { adopted: 'yes' } },
      ],
      key: 'serve-written',
      byOpening: true,
      carried: 0,
      years: of('numbered-recommendations-supreme'),
      level: 'supreme',
      facts: {
        type: 'other',
        'addressee-level': 'same',
        'addressee-kind': 'other',
        'duties-to-minors': false,
        addressee_type: 'government-department',
        field: 'minors',
      },
    },
  ];
}
