import type { Line } from './line.ts';
import type { Of, Years } from './years.ts';

export function registers(of: Of, each: (count: number) => Years): Line[] {
  const supreme = { level: 'supreme' as const };
  return [
    {
      id: 'training',
      procedure: 'management.training',
      open: 'attend-training',
      goals: [],
      facts: { profession: 'prosecutor' },
      years: of('joint-training'),
    },
    {
      id: 'left the quota',
      procedure: 'management.assessment',
      goals: [{ act: 'exit-quota', data: { why: 'not-competent' } }],
      key: 'exit-quota',
      byOpening: true,
      carried: 0,
      years: of('prosecutors-exited-quota'),
      facts: { kind: 'annual', grade: 'incompetent' },
    },
    {
      id: 'interference',
      procedure: 'management.interference-record',
      goals: [{ act: 'report-interference' }],
      key: 'report-interference',
      years: of('three-regulations-reports'),
      carried: 0.02,
      facts: { kind: 'insider-inquiry', channel: 'system', 'my-response': 'explained-the-rules' },
    },
    {
      id: 'deputies',
      procedure: 'management.deputy-liaison',
      open: 'deputy-visit',
      goals: [],
      facts: { congress: 'national', activity: 'inspection' },
      years: of('deputies-invited'),
      level: 'province',
    },
    {
      id: 'deputies, local',
      procedure: 'management.deputy-liaison',
      open: 'deputy-visit',
      goals: [],
      facts: { congress: 'county', activity: 'open-day' },
      years: each(4000),
    },
    {
      id: 'opinions',
      procedure: 'management.deputy-liaison',
      open: 'record-opinion',
      goals: [{ act: 'follow-up-opinion', data: { class: 'solved-or-adopted' } }],
      key: 'follow-up-opinion',
      byOpening: true,
      facts: { occasion: 'deliberation' },
      years: of('deliberation-opinions'),
      ...supreme,
    },
    {
      id: 'suggestions',
      procedure: 'management.deputies',
      goals: [{ act: 'reply-deputy-suggestion', data: { class: 'solved-or-adopted' } }],
      key: 'reply-deputy-suggestion',
      byOpening: true,
      carried: 0,
      years: of('deputies-suggestions'),
      ...supreme,
    },
    {
      id: 'proposals',
      procedure: 'management.proposals',
      goals: [{ act: 'reply-cppcc-proposal', data: { class: 'adopted' } }],
      key: 'reply-cppcc-proposal',
      byOpening: true,
      carried: 0,
      years: of('cppcc-proposals'),
      ...supreme,
    },
  ];
}
