import type { Goal } from '../../plan.ts';
import type { Line } from './line.ts';
import { minus, type Of, share, type Years } from './years.ts';

export function petitions(of: Of, total: (id: string) => number, unpublished: Years): Line[] {
  const received = new Map([...of('petitions-received'), ...unpublished]);
  const led = of('difficult-petitions-led');
  const own = share(received, 0.62);
  const late = share(own, 0.046);
  const elsewhere = share(received, 0.14);
  const handling = { procedure: 'petition.handling' } as const;
  const answered: Goal[] = [
    { act: 'classify', data: { result: 'accept' } },
    { act: 'reply-result', data: { result: 'explained' } },
    { act: 'close', data: { manner: 'explained' } },
  ];
  const aid = of('judicial-aid-persons');
  const military = of('judicial-aid-military');
  const spread = total('judicial-aid-amount');
  const soldiers = total('judicial-aid-military');
  const helped = total('judicial-aid-persons');
  const forSoldiers = Math.round((spread * soldiers) / Math.max(1, helped) / 100) * 100;
  const accountable = of('mandatory-reporting-accountability');
  return [
    {
      id: 'petitions answered',
      ...handling,
      goals: answered,
      facts: { channel: 'letter', first: false },
      years: minus(own, led, late),
    },
    {
      id: 'petitions answered late',
      ...handling,
      goals: answered,
      facts: { channel: 'letter', first: false },
      years: late,
      late: { relation: 'progress-or-result-in-three-months', act: 'petition.handling/reply-result', days: [1, 45] },
    },
    {
      id: 'petitions, leader',
      ...handling,
      goals: [{ act: 'classify', data: { result: 'accept' } }, { act: 'assign-leader' }, ...answered.slice(1)],
      facts: { channel: 'visit', first: true, leader_rank: 'grand-prosecutor' },
      key: 'assign-leader',
      byOpening: true,
      carried: 0,
      years: led,
      level: 'province',
    },
    {
      id: 'petitions passed on',
      ...handling,
      goals: [
        { act: 'classify', data: { result: 'transfer-other-procuratorate' } },
        { act: 'transfer' },
        { act: 'close', data: { manner: 'transferred' } },
      ],
      facts: { channel: 'online', first: false },
      without: ['reply-progress', 'reply-result'],
      years: elsewhere,
    },
    {
      id: 'petitions referred',
      ...handling,
      goals: [
        { act: 'classify', data: { result: 'refer-other-organ' } },
        { act: 'refer-other-organ' },
        { act: 'close', data: { manner: 'transferred' } },
      ],
      facts: { channel: 'phone', first: false },
      without: ['reply-progress', 'reply-result'],
      years: minus(received, own, elsewhere),
    },
    {
      id: 'leaders',
      procedure: 'petition.leader-register',
      goals: [],
      facts: { leader_rank: 'grand-prosecutor' },
      years: of('grand-prosecutors'),
      level: 'province',
    },
    {
      id: 'hearings',
      procedure: 'petition.public-hearing',
      goals: [{ act: 'hold' }],
      key: 'hold',
      years: of('public-hearings'),
      facts: { kind: 'petition', open: true },
    },
    {
      id: 'judicial aid',
      procedure: 'petition.judicial-aid',
      goals: [{ act: 'decide-grant' }, { act: 'pay' }],
      key: 'pay',
      opened: ['decide-grant'],
      byOpening: true,
      years: minus(aid, military),
      fields: { beneficiary: 'crime-victim', aid_ground: 'serious-injury', 'pay.amount': '@amount' },
      amount: { total: spread - forSoldiers, unit: 100 },
    },
    {
      id: 'judicial aid, military',
      procedure: 'petition.judicial-aid',
      goals: [{ act: 'decide-grant' }, { act: 'pay' }],
      key: 'pay',
      opened: ['decide-grant'],
      byOpening: true,
      years: military,
      fields: { beneficiary: 'military-or-family', aid_ground: 'serious-injury', 'pay.amount': '@amount' },
      amount: { total: forSoldiers, unit: 100 },
    },
    {
      id: 'failures to report',
      procedure: 'petition.mandatory-reporting',
      open: 'find-unreported',
      goals: [{ act: 'recommend-accountability' }, { act: 'unit-reply' }],
      key: 'unit-reply',
      byOpening: true,
      years: accountable,
      facts: { persons_accountable: 1, duty: 'school' },
    },
    {
      id: "people's supervisors",
      procedure: 'petition.peoples-supervisor',
      goals: [{ act: 'hold-activity' }],
      key: 'hold-activity',
      years: of('peoples-supervisors-cases'),
      facts: { kind: 'hearing' },
    },
    {
      id: 'lawyers',
      procedure: 'criminal.lawyer-rights-complaint',
      goals: [
        { act: 'decide', data: { founded: true } },
        { act: 'notify-correction' },
        { act: 'report-correction', data: { corrected: true } },
      ],
      key: 'notify-correction',
      byOpening: true,
      years: of('lawyer-rights-corrected'),
      facts: { kind: 'meeting-and-letters', organ: 'police' },
    },
  ];
}
