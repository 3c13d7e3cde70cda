/** What the definitions of the pack say, each on a small course of acts: who is counted once, what must stand before or after, what is left out. */
import { describe, expect, test } from 'vitest';
import {
  act,
  approve,
  good,
  now,
  opener,
  ownLaw,
  periodOf,
  prosecute,
  receive,
  refuse,
  sourceOf,
  type TestAct,
} from './testing.ts';

const opened = opener(ownLaw());

/** An act in short: name, what differs from the 5th of March, case c1, suspect s1, theft; with its data. */
type Short = readonly [name: string, more?: Partial<TestAct>, data?: Readonly<Record<string, unknown>>];
const acts = (list: readonly Short[]): TestAct[] =>
  list.map(([name, more = {}, data = {}], i) => act(name, { index: i + 1, data, ...more }));
const whole = { subject: null, subjectKind: null };

async function counted(list: readonly Short[], period = '2026') {
  const figures = await opened(sourceOf(acts(list)));
  return async (id: string): Promise<number | null | readonly [number, number]> => {
    const figure = good(await figures.figure(id, 'all', periodOf(period), now));
    return figure.numerator && figure.denominator ? [figure.numerator.value, figure.denominator.value] : figure.value;
  };
}

const discretionary = 'criminal.prosecution-review/non-prosecution-discretionary';
const statutory = 'criminal.prosecution-review/non-prosecution-statutory';
const mark = 'criminal.case-marks/mark';
const lift = 'criminal.case-marks/withdraw-mark';

describe('criminal', () => {
  test('self-defence: not arrested and not prosecuted is one person; a person refused for another ground counts at the non-prosecution', async () => {
    const of = await counted([
      [refuse, {}, { self_defence: true }],
      [statutory, { date: '2026-05-01' }, { self_defence: true }],
      [refuse, { caseId: 'c2' }, { self_defence: false }],
      [statutory, { caseId: 'c2', date: '2026-05-01' }, { self_defence: true }],
      [statutory, { caseId: 'c3' }, { self_defence: false }],
    ]);
    expect(await of('self-defence-not-arrested-or-prosecuted')).toBe(2);
  });

  test('the mark in force at the prosecution decides: set later, or lifted before, it does not', async () => {
    const of = await counted([
      [mark, whole, { mark: 'gang-related' }],
      [prosecute, { date: '2026-04-01' }],
      [mark, { ...whole, caseId: 'c2' }, { mark: 'gang-related' }],
      [lift, { ...whole, caseId: 'c2', date: '2026-03-20' }, { withdrawn_mark: 'gang-related' }],
      [prosecute, { caseId: 'c2', date: '2026-04-01' }],
      [prosecute, { caseId: 'c3' }],
      [mark, { ...whole, caseId: 'c3', date: '2026-06-01' }, { mark: 'gang-related' }],
    ]);
    expect(await of('prosecuted-gangland-all')).toBe(1);
    expect(await of('prosecuted-persons-all')).toBe(3);
  });

  test('telecom fraud lies inside network crime; fraud without the mark in neither; a helper in network crime only', async () => {
    const marked = (caseId: string): Short => [mark, { ...whole, caseId }, { mark: 'telecom-fraud' }];
    const of = await counted([
      marked('c1'),
      [prosecute, { offence: 'fraud' }],
      marked('c2'),
      [prosecute, { caseId: 'c2', offence: 'aiding-internet-crime' }],
      [prosecute, { caseId: 'c3', offence: 'fraud' }],
    ]);
    expect(await of('prosecuted-telecom-fraud')).toBe(1);
    expect(await of('prosecuted-network-crime')).toBe(2);
    expect(await of('prosecuted-phone-bank-cards')).toBe(1);
    expect(await of('prosecuted-card-chain')).toBe(1);
  });

  test('groups of charges: chapter and tags; the bribe to a private person is no bribe-giving to officials', async () => {
    const charges = [
      'illegal-deposit-taking',
      'false-vat-invoice',
      'trade-secrets',
      'private-bribery-giving',
      'bribe-giving',
    ];
    const of = await counted(charges.map((offence, i) => [prosecute, { caseId: `c${i}`, offence }] as const));
    expect(await of('prosecuted-market-order')).toBe(4);
    expect(await of('prosecuted-financial-crime')).toBe(1);
    expect(await of('prosecuted-tax-crime')).toBe(1);
    expect(await of('prosecuted-ip-crime')).toBe(1);
    expect(await of('prosecuted-bribe-giving')).toBe(1);
  });

  test('national defence: by charge or by mark, never twice', async () => {
    const of = await counted([
      [mark, whole, { mark: 'military-related' }],
      [prosecute, { offence: 'impersonate-soldier' }],
      [mark, { ...whole, caseId: 'c2' }, { mark: 'military-related' }],
      [prosecute, { caseId: 'c2' }],
      [prosecute, { caseId: 'c3', offence: 'destroying-marriage-soldier' }],
    ]);
    expect(await of('prosecuted-national-defence')).toBe(3);
  });

  test('backlog: five full years, to the day; without a date of the offence in the denominator only', async () => {
    const trafficking = { offence: 'trafficking-women-children' };
    const of = await counted([
      [prosecute, { ...trafficking, date: '2026-03-05' }, { committed_on: '2021-03-05' }],
      [prosecute, { ...trafficking, caseId: 'c2', date: '2026-03-05' }, { committed_on: '2021-03-06' }],
      [prosecute, { ...trafficking, caseId: 'c3' }],
    ]);
    expect(await of('trafficking-backlog-share')).toEqual([1, 3]);
  });

  test('minor circumstances are the discretionary non-prosecution only', async () => {
    const of = await counted([
      [discretionary, { offence: 'infectious-disease' }],
      [statutory, { caseId: 'c2', offence: 'infectious-disease' }],
      [discretionary, { caseId: 'c3' }],
    ]);
    expect(await of('not-prosecuted-infectious-disease')).toBe(1);
    expect(await of('not-prosecuted')).toBe(3);
  });

  test('a plea taken back does not count; a statutory non-prosecution is out of the narrow rate only', async () => {
    const sign = 'criminal.prosecution-review/sign-undertaking';
    const of = await counted([
      [sign],
      [prosecute, { date: '2026-04-01' }],
      [sign, { caseId: 'c2' }],
      ['criminal.prosecution-review/withdraw-plea', { caseId: 'c2', date: '2026-03-20' }],
      [prosecute, { caseId: 'c2', date: '2026-04-01' }],
      [statutory, { caseId: 'c3' }],
    ]);
    expect(await of('plead-guilty-application-rate')).toEqual([1, 3]);
    expect(await of('plead-guilty-application-rate-narrow')).toEqual([1, 2]);
  });

  test('the recommendation: adopted before or after the judgment came in; judgments without one are out', async () => {
    const recommend = 'criminal.prosecution-review/sentencing-recommendation';
    const adopt = 'criminal.trial-support/adopt-recommendation';
    const judged = 'criminal.trial-support/receive-judgment';
    const of = await counted([
      [recommend],
      [adopt, { date: '2026-05-01' }],
      [judged, { date: '2026-05-03' }],
      [recommend, { caseId: 'c2' }],
      [judged, { caseId: 'c2', date: '2026-05-03' }],
      [adopt, { caseId: 'c2', date: '2026-05-05' }],
      [recommend, { caseId: 'c3' }],
      ['criminal.trial-support/reject-recommendation', { caseId: 'c3', date: '2026-05-01' }],
      [judged, { caseId: 'c3', date: '2026-05-03' }],
      [prosecute, { caseId: 'c4' }, { with_sentencing_recommendation: true }],
      [judged, { caseId: 'c4', date: '2026-05-03' }],
      [judged, { caseId: 'c5', date: '2026-05-03' }],
    ]);
    expect(await of('sentencing-recommendation-adoption-rate')).toEqual([2, 4]);
  });

  test('acceptance: an appeal withdrawn is an appeal; time still running is out', async () => {
    const sign = 'criminal.prosecution-review/sign-undertaking';
    const served = 'criminal.appeal-watch/judgment-served';
    const ended = 'criminal.appeal-watch/record-end-of-appeal-time';
    const of = await counted([
      [sign],
      [served, { date: '2026-05-01' }],
      [ended, { date: '2026-05-12' }],
      [sign, { subject: 's2' }],
      [served, { subject: 's2', date: '2026-05-01' }],
      ['criminal.appeal-watch/appeal', { subject: 's2', date: '2026-05-08' }],
      ['criminal.appeal-watch/withdraw-appeal', { subject: 's2', date: '2026-05-09' }],
      [ended, { subject: 's2', date: '2026-05-12' }],
      [sign, { subject: 's3' }],
      [served, { subject: 's3', date: '2026-05-01' }],
      [served, { subject: 's4', date: '2026-05-01' }],
      [ended, { subject: 's4', date: '2026-05-12' }],
    ]);
    expect(await of('first-instance-acceptance-rate')).toEqual([1, 2]);
    expect(await of('first-instance-acceptance-rate-without-plea')).toEqual([1, 1]);
  });

  test('duty crimes: by who sent the case, whatever the charge; the rank registered on receipt', async () => {
    const from = { transferred_by: 'supervisory-commission', former_rank: 'provincial-or-ministerial' };
    const of = await counted([
      ['criminal.supervisory-transfer/receive-transfer', { offence: 'bribe-taking' }],
      [receive, { offence: 'bribe-taking' }, from],
      [prosecute, { offence: 'bribe-taking', date: '2026-06-01' }],
      [receive, { caseId: 'c2', offence: 'bribe-taking' }, { transferred_by: 'own-investigation' }],
      [prosecute, { caseId: 'c2', offence: 'bribe-taking', date: '2026-06-01' }],
      [receive, { caseId: 'c3' }, { transferred_by: 'supervisory-commission' }],
      [prosecute, { caseId: 'c3', date: '2026-06-01' }],
    ]);
    expect(await of('duty-crime-transferred')).toBe(2);
    expect(await of('duty-crime-prosecuted')).toBe(2);
    expect(await of('duty-crime-prosecuted-provincial-rank')).toBe(1);
  });

  test('conditional non-prosecution: one decision in two procedures is one; what follows it is not in the denominator again', async () => {
    const minor = { minor: true };
    const probation = 'criminal.minors-conditional-non-prosecution';
    const of = await counted([
      [receive, {}, minor],
      ['criminal.prosecution-review/conditional-non-prosecution'],
      [`${probation}/decide-conditional-non-prosecution`],
      [`${probation}/final-non-prosecution`, { date: '2026-10-01' }],
      [receive, { caseId: 'c2' }, minor],
      [prosecute, { caseId: 'c2' }],
      [receive, { caseId: 'c3' }, { minor: false }],
      [prosecute, { caseId: 'c3' }],
      [receive, { caseId: 'c4' }, minor],
      [`${probation}/decide-conditional-non-prosecution`, { caseId: 'c4' }],
      [`${probation}/prosecute-after-revocation`, { caseId: 'c4', date: '2026-09-01' }],
    ]);
    expect(await of('conditional-non-prosecution-persons')).toBe(2);
    expect(await of('conditional-non-prosecution-rate')).toEqual([2, 3]);
    expect(await of('minors-prosecuted')).toBe(2);
    expect(await of('not-prosecuted')).toBe(1);
  });

  test('compliance: persons by what became of the company before; the company itself is no person', async () => {
    const assess = 'criminal.enterprise-compliance/prosecutor-reviews-report';
    const eligible = 'criminal.enterprise-compliance/decide-eligibility';
    const of = await counted([
      [eligible, whole, { result: 'third-party' }],
      [assess, { ...whole, date: '2026-04-01' }, { result: 'effective' }],
      [discretionary, { date: '2026-05-01' }],
      [discretionary, { date: '2026-05-01', subject: 's2', subjectKind: 'company' }],
      [eligible, { ...whole, caseId: 'c2' }, { result: 'own-review-small-enterprise' }],
      [assess, { ...whole, caseId: 'c2', date: '2026-04-01' }, { result: 'false' }],
      [prosecute, { caseId: 'c2', date: '2026-05-01' }],
      [eligible, { ...whole, caseId: 'c3' }, { result: 'not-applicable' }],
      [discretionary, { caseId: 'c3' }],
      [assess, { ...whole, caseId: 'c3', date: '2026-06-01' }, { result: 'effective' }],
    ]);
    expect(await of('compliance-cases')).toBe(2);
    expect(await of('compliance-companies-passed')).toBe(2);
    expect(await of('compliance-companies-failed')).toBe(1);
    expect(await of('compliance-pass-rate')).toEqual([2, 3]);
    expect(await of('compliance-responsible-persons-not-prosecuted')).toBe(1);
    expect(await of('compliance-responsible-persons-prosecuted')).toBe(1);
  });

  test('found by mandatory report: by mark or by a report in the same case, one per case', async () => {
    const of = await counted([
      ['petition.mandatory-reporting/receive-report', whole],
      [mark, whole, { mark: 'mandatory-report' }],
      [prosecute, { date: '2026-04-01' }],
      [prosecute, { date: '2026-04-02', subject: 's2' }],
      ['petition.mandatory-reporting/receive-report', { ...whole, caseId: 'c2' }],
      [prosecute, { caseId: 'c2', date: '2026-04-01' }],
      [prosecute, { caseId: 'c3' }],
      [
        'petition.mandatory-reporting/unit-reply',
        { ...whole, caseId: 'c2', date: '2026-07-01' },
        { persons_accountable: 3 },
      ],
    ]);
    expect(await of('mandatory-reporting-prosecutions')).toBe(2);
    expect(await of('mandatory-reporting-accountability')).toBe(3);
  });
});

describe('supervision', () => {
  test('corrected is what a later answer says so; what was issued is a figure of its own', async () => {
    const p = 'criminal.investigation-supervision';
    const of = await counted([
      [`${p}/issue-correction-notice`, whole],
      [`${p}/make-suggestion`, { ...whole, date: '2026-03-10' }],
      [`${p}/reply-correction`, { ...whole, date: '2026-04-01' }, { corrected: true }],
      [`${p}/issue-correction-notice`, { ...whole, caseId: 'c2' }],
      [`${p}/reply-correction`, { ...whole, caseId: 'c2', date: '2026-04-01' }, { corrected: false }],
    ]);
    expect(await of('investigation-violations-corrected')).toBe(2);
    expect(await of('investigation-corrections-issued')).toBe(3);
  });

  test('changes of sentences: an opinion that agrees is no objection; objection and correction of one convict are one', async () => {
    const p = 'criminal.sentence-change-supervision';
    const of = await counted([
      [`${p}/opinion-on-proposal`, {}, { finding: 'unfit' }],
      [`${p}/correct-ruling`, { date: '2026-04-01' }],
      [`${p}/court-retries-ruling`, { date: '2026-05-01' }],
      [`${p}/opinion-on-proposal`, { subject: 's2' }, { finding: 'agree' }],
      [`${p}/receive-ruling`, { subject: 's2', date: '2026-04-01' }, { result: 'refused' }],
      [`${p}/opinion-on-proposal`, { subject: 's3' }, { finding: 'agree' }],
      [`${p}/correct-ruling`, { subject: 's3', date: '2026-04-01' }],
      [`${p}/opinion-on-proposal`, { subject: 's4' }, { finding: 'unlawful-procedure' }],
      [`${p}/receive-ruling`, { subject: 's4', date: '2026-04-01' }, { result: 'refused' }],
    ]);
    expect(await of('commutation-parole-corrected')).toBe(2);
    expect(await of('commutation-parole-corrections-issued')).toBe(3);
  });

  test('taken into prison: the release of somebody held too long is none', async () => {
    const p = 'criminal.execution-handover-supervision';
    const of = await counted([
      [`${p}/find-not-executed`],
      [`${p}/executed-after-supervision`, { date: '2026-04-01' }],
      [`${p}/executed-after-supervision`, { subject: 's2', date: '2026-04-01' }],
      ['criminal.sentence-change-supervision/notify-return-to-prison', { caseId: 'c2' }],
    ]);
    expect(await of('sentences-put-into-prison')).toBe(2);
  });

  test('rounds: the place is known from the plan; two days on site are one round', async () => {
    const plan = 'criminal.prison-inspection/plan-inspection';
    const site = 'criminal.prison-inspection/inspect-on-site';
    const of = await counted([
      [plan, whole, { place_kind: 'prison' }],
      [site, { ...whole, date: '2026-04-01' }],
      [site, { ...whole, date: '2026-04-02' }],
      [plan, { ...whole, caseId: 'c2' }, { place_kind: 'detention-centre' }],
      [site, { ...whole, caseId: 'c2', date: '2026-04-01' }],
    ]);
    expect(await of('prison-inspection-rounds')).toBe(1);
    expect(await of('detention-inspection-rounds')).toBe(1);
    expect(await of('inspections-total')).toBe(2);
  });

  test('wrongful cases: the case once, the persons each; a talk is accountability, no action is none', async () => {
    const open = 'management.accountability/open-accountability-inquiry';
    const decide = 'management.accountability/decide-accountability';
    const of = await counted([
      ['criminal.wrongful-case-review/open-wrongful-case', whole, { source: 'retrial-change' }],
      [open, { ...whole, date: '2026-04-01' }, { trigger: 'case-changed-on-retrial' }],
      [decide, { subject: 'x1', date: '2026-06-01' }, { measure: 'talk-or-warning' }],
      [decide, { subject: 'x2', date: '2026-06-01' }, { measure: 'no-action' }],
      [open, { ...whole, caseId: 'c2' }, { trigger: 'complaint' }],
      [decide, { caseId: 'c2', subject: 'x3', date: '2026-06-01' }, { measure: 'discipline' }],
      [
        'criminal.retrial-protest/retrial-result',
        { ...whole, caseId: 'c3' },
        { result: 'acquitted', original_sentence: 'life' },
      ],
      [
        'criminal.retrial-protest/retrial-result',
        { ...whole, caseId: 'c4' },
        { result: 'acquitted', original_sentence: 'ten-years-or-less' },
      ],
    ]);
    expect(await of('wrongful-cases-investigated')).toBe(1);
    expect(await of('procurators-held-accountable')).toBe(1);
    expect(await of('personnel-held-accountable-all')).toBe(2);
    expect(await of('major-wrongful-cases-corrected')).toBe(1);
  });

  test('shelved cases: of an enterprise, urged before', async () => {
    const p = 'criminal.filing-supervision';
    const of = await counted([
      [`${p}/receive-complaint`, whole, { enterprise: true }],
      [`${p}/urge-investigation`, { ...whole, date: '2026-04-01' }],
      [`${p}/conclude-investigation`, { ...whole, date: '2026-06-01' }],
      [`${p}/receive-complaint`, { ...whole, caseId: 'c2' }, { enterprise: true }],
      [`${p}/conclude-investigation`, { ...whole, caseId: 'c2', date: '2026-06-01' }],
    ]);
    expect(await of('pending-enterprise-cases-cleared')).toBe(1);
  });
});

describe('civil, administrative, public interest, management', () => {
  test('the cause of action is known from the application; refused ones are no cases', async () => {
    const civil = 'civil.judgment-supervision';
    const of = await counted([
      [`${civil}/apply-supervision`, whole, { cause: 'intellectual-property' }],
      [`${civil}/accept`, { ...whole, date: '2026-03-10' }],
      [`${civil}/apply-supervision`, { ...whole, caseId: 'c2' }, { cause: 'intellectual-property' }],
      [`${civil}/refuse-acceptance`, { ...whole, caseId: 'c2', date: '2026-03-10' }],
      [
        'administrative.judgment-supervision/open-ex-officio',
        { ...whole, caseId: 'c3' },
        { cause: 'intellectual-property' },
      ],
    ]);
    expect(await of('civil-cases')).toBe(1);
    expect(await of('ip-civil-administrative-supervision')).toBe(2);
  });

  test('farmland: to the court and to the organ are two recommendations in one case, the land once', async () => {
    const p = 'administrative.non-litigation-enforcement';
    const land = { farmland: true, area_mu: 12.5 };
    const of = await counted([
      [`${p}/find-clue`, whole, { field: 'land' }],
      [`${p}/transmit-to-court`, { ...whole, date: '2026-04-01' }, land],
      [`${p}/serve-on-organ`, { ...whole, date: '2026-04-02' }, land],
    ]);
    expect(await of('farmland-enforcement-cases')).toBe(1);
    expect(await of('farmland-enforcement-area')).toBe(12.5);
    expect(await of('administrative-process-recommendations')).toBe(2);
  });

  test('public interest: field from the clue, military by field or mark, suits upheld without those withdrawn', async () => {
    const p = 'public-interest.administrative';
    const of = await counted([
      [`${p}/register-clue`, whole, { domain: 'state-property' }],
      [`${p}/file-case`, { ...whole, date: '2026-03-10' }],
      [`${p}/follow-up-investigation`, { ...whole, date: '2026-06-01' }, { amount_recovered: 1000 }],
      [`${p}/confirm-performed`, { ...whole, date: '2026-07-01' }, { amount_recovered: 250.5 }],
      [`${p}/register-clue`, { ...whole, caseId: 'c2' }, { domain: 'military' }],
      [mark, { ...whole, caseId: 'c2' }, { mark: 'military-related' }],
      [`${p}/file-case`, { ...whole, caseId: 'c2', date: '2026-03-10' }],
      [
        `${p}/confirm-performed`,
        { ...whole, caseId: 'c2', date: '2026-07-01' },
        { restored: 'martyr-memorial', restored_count: 4 },
      ],
      [`${p}/sue`, { ...whole, caseId: 'c3' }],
      [`${p}/court-judgment`, { ...whole, caseId: 'c3', date: '2026-05-01' }, { result: 'perform' }],
      [`${p}/court-judgment`, { ...whole, caseId: 'c4', date: '2026-05-01' }, { result: 'withdrawal-allowed' }],
      ['public-interest.civil/court-judgment', { ...whole, caseId: 'c5', date: '2026-05-01' }, { result: 'dismissed' }],
      ['public-interest.civil/confirm-agreement', { ...whole, caseId: 'c6', date: '2026-05-01' }],
    ]);
    expect(await of('public-interest-cases')).toBe(2);
    expect(await of('public-interest-state-property')).toBe(1);
    expect(await of('state-property-recovered')).toBe(1250.5);
    expect(await of('martyr-memorials-repaired')).toBe(4);
    expect(await of('military-public-interest-cases')).toBe(1);
    expect(await of('public-interest-suits-supported-rate')).toEqual([2, 3]);
  });

  test('aid: persons once, money each time, the average of the two', async () => {
    const p = 'petition.judicial-aid';
    const of = await counted([
      [`${p}/emergency-pay`, {}, { amount: 2000 }],
      [`${p}/decide-grant`, { date: '2026-04-01' }, { amount: 10000, beneficiary: 'veteran' }],
      [`${p}/pay`, { date: '2026-05-01' }, { amount: 8000 }],
    ]);
    expect(await of('judicial-aid-persons')).toBe(1);
    expect(await of('judicial-aid-military')).toBe(1);
    expect(await of('judicial-aid-amount')).toBe(10000);
    expect(await of('judicial-aid-average')).toEqual([10000, 1]);
  });

  test('hearings in custody and non-prosecution cases are no petitions; one case heard twice is one', async () => {
    const p = 'petition.public-hearing';
    const of = await counted([
      [`${p}/propose-hearing`, whole, { kind: 'petition' }],
      [`${p}/hold`, { ...whole, date: '2026-04-01' }],
      ['petition.handling/hold-hearing', { ...whole, date: '2026-05-01' }],
      [`${p}/propose-hearing`, { ...whole, caseId: 'c2' }, { kind: 'non-prosecution' }],
      [`${p}/hold`, { ...whole, caseId: 'c2', date: '2026-04-01' }],
      [`${p}/apply-hearing`, { ...whole, caseId: 'c3' }],
      [`${p}/hold`, { ...whole, caseId: 'c3', date: '2026-04-01' }],
    ]);
    expect(await of('public-hearings')).toBe(2);
    expect(await of('public-hearings-all')).toBe(3);
  });

  test('leaders: the person once, the cases each; only social-governance recommendations, once however served', async () => {
    const lead = 'petition.handling/assign-leader';
    const served = 'recommendation.workflow/serve-written';
    const of = await counted([
      [
        'petition.leader-register/take-charge',
        { caseId: 'register', subject: 'l1' },
        { leader_rank: 'grand-prosecutor' },
      ],
      [lead, whole, { leader_rank: 'grand-prosecutor' }],
      [lead, { ...whole, caseId: 'c2' }, { leader_rank: 'grand-prosecutor' }],
      [lead, { ...whole, caseId: 'c3' }, { leader_rank: 'other' }],
      ['recommendation.workflow/find-ground', { ...whole, caseId: 'c4' }, { type: 'social-governance' }],
      [served, { ...whole, caseId: 'c4', date: '2026-04-01' }],
      ['recommendation.workflow/serve-by-announcement', { ...whole, caseId: 'c4', date: '2026-04-02' }],
      ['recommendation.workflow/find-ground', { ...whole, caseId: 'c5' }, { type: 'other' }],
      [served, { ...whole, caseId: 'c5', date: '2026-04-01' }, { running_number: 8 }],
    ]);
    expect(await of('grand-prosecutors')).toBe(1);
    expect(await of('difficult-petitions-led')).toBe(2);
    expect(await of('social-governance-recommendations')).toBe(1);
    // A running number alone is none of the supreme office's.
    expect(await of('numbered-recommendations-supreme')).toBe(0);
  });

  test('registers: person-times, deputies, opinions followed up, guiding cases', async () => {
    const of = await counted([
      ['management.training/attend-training', whole, { profession: 'judge' }],
      ['management.training/attend-training', whole, { profession: 'lawyer' }],
      ['management.deputy-liaison/deputy-visit', { ...whole, caseId: 'c2' }, { congress: 'national' }],
      ['management.deputy-liaison/record-opinion', { ...whole, caseId: 'c3' }],
      ['management.deputy-liaison/follow-up-opinion', { ...whole, caseId: 'c3', date: '2026-06-01' }],
      ['management.deputy-liaison/record-opinion', { ...whole, caseId: 'c4' }],
      ['norms.guiding-case/issue-guiding-case', { ...whole, caseId: 'c5' }, { field: 'minors' }],
      ['norms.typical-case/publish-typical-case', { ...whole, caseId: 'c6' }, { field: 'epidemic' }],
      ['norms.typical-case/publish-typical-case', { ...whole, caseId: 'c7' }, { field: 'minors' }],
    ]);
    expect(await of('joint-training')).toBe(2);
    expect(await of('deputies-invited')).toBe(1);
    expect(await of('deliberation-opinions')).toBe(1);
    expect(await of('guiding-cases-issued')).toBe(1);
    expect(await of('typical-cases-epidemic')).toBe(1);
    expect(await of('typical-cases')).toBe(2);
  });

  test('cases of all kinds: each proceeding once, whatever the persons; supervision and recommendations are not in it', async () => {
    const of = await counted([
      ['criminal.arrest-review/request-arrest'],
      ['criminal.arrest-review/request-arrest', { subject: 's2' }],
      [approve, { date: '2026-03-10' }],
      [receive, { date: '2026-05-01' }],
      [receive, { date: '2026-05-01', subject: 's2' }],
      ['petition.handling/receive-petition', { ...whole, caseId: 'c2' }],
      ['criminal.filing-supervision/receive-complaint', { ...whole, caseId: 'c3' }],
    ]);
    expect(await of('cases-handled-all')).toBe(3);
    expect(await of('criminal-supervision-cases')).toBe(1);
    // Two cases of the ratio would be one too many: the arrest stands in the same case.
    expect(await of('case-ratio')).toEqual([1, 1]);
  });
});
