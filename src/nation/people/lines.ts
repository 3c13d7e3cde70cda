import type { Data } from '#engine/index.ts';
import { apportion, type Cell } from '../cells.ts';
import type { CourseOf } from '../course.ts';
import type { Goal } from '../plan.ts';
import type { Chapter } from '../shape.ts';
import type { Colour } from '../steps.ts';
import type { Era } from './era.ts';

/** Cases of one kind outside the criminal courses, so many a year. */
export interface Line {
  readonly id: string;
  readonly procedure: string;
  readonly open?: string;
  readonly goals: readonly Goal[];
  readonly facts?: Data;
  readonly without?: readonly string[];
  readonly fields?: Data;
  readonly people?: number;
  readonly level?: 'basic' | 'city' | 'province' | 'supreme';
  readonly offence?: string;
  /** Cases by year. */
  readonly years: ReadonlyMap<number, number>;
  /** The act whose year it is; without it the opening. */
  readonly key?: string;
  /** `years` are those of the opening; the key act comes within the years that are told. */
  readonly byOpening?: boolean;
  /** Share that opens the year before its key act (or, by opening, has it the year after). */
  readonly carried?: number;
  /** Acts that fall into the year of the opening. */
  readonly opened?: readonly string[];
  readonly amount?: { readonly total: number; readonly unit: number };
  readonly pace?: CourseOf['pace'];
  readonly more?: readonly Chapter[];
  readonly late?: Cell['late'];
}

/** The cells of a line, in the years in which the law has its course. */
export function lineCells(era: Era, line: Line): Cell[] {
  const course: CourseOf = {
    id: `${line.id} ${line.people ?? 1}${era.span === 'earlier' ? ' earlier' : ''}`,
    people: line.people ?? 1,
    level: line.level ?? 'basic',
    on: era.on,
    chapters: [
      {
        procedure: line.procedure,
        goals: line.goals,
        ...(line.open === undefined ? {} : { open: line.open }),
        ...(line.facts === undefined ? {} : { facts: line.facts }),
        ...(line.without === undefined ? {} : { without: line.without }),
      },
      ...(line.more ?? []),
    ],
    ...(line.pace === undefined ? {} : { pace: line.pace }),
  };
  const colour: Colour = {
    id: line.id,
    ...(line.offence === undefined ? {} : { offence: line.offence }),
    ...(line.fields === undefined ? {} : { fields: line.fields }),
  };
  const key = line.key === undefined ? null : line.key.includes('/') ? line.key : `${line.procedure}/${line.key}`;
  const known = [...line.years].filter(([year]) => era.knows(course.chapters, year));
  const parts = known.flatMap(([year, count]) => {
    const carried = Math.floor(count * (line.carried ?? 0.12));
    if (key === null) return [{ year, keyYear: year, count }];
    if (line.byOpening === true)
      return year >= era.last
        ? [{ year, keyYear: year, count }]
        : [
            { year, keyYear: year, count: count - carried },
            { year, keyYear: year + 1, count: carried },
          ];
    return year <= era.first
      ? [{ year, keyYear: year, count }]
      : [
          { year, keyYear: year, count: count - carried },
          { year: year - 1, keyYear: year, count: carried },
        ];
  });
  const amounts =
    line.amount === undefined
      ? []
      : apportion(
          Math.round(line.amount.total / line.amount.unit),
          parts.map((part) => part.count),
        );
  return parts.flatMap(({ year, keyYear, count }, nr): Cell[] =>
    count <= 0
      ? []
      : [
          {
            course,
            colour,
            count,
            year,
            pins: [
              ...(line.opened ?? []).map((act) => ({ act: `${line.procedure}/${act}`, year })),
              ...(key === null ? [] : [{ act: key, year: keyYear }]),
            ],
            ...(line.level === 'supreme' ? { supreme: true } : {}),
            ...(line.amount === undefined
              ? {}
              : { amount: { total: amounts[nr]! * line.amount.unit, unit: line.amount.unit } }),
            ...(line.late === undefined ? {} : { late: line.late }),
          },
        ],
  );
}

type Years = ReadonlyMap<number, number>;
const map = (years: Years, of: (count: number, year: number) => number): Years =>
  new Map([...years].map(([year, count]) => [year, of(count, year)]));
const minus = (a: Years, ...rest: readonly Years[]): Years =>
  map(a, (count, year) => rest.reduce((left, one) => left - (one.get(year) ?? 0), count));
const share = (years: Years, part: number): Years => map(years, (count) => Math.round(count * part));
const sum = (years: Years): number => [...years.values()].reduce((a, b) => a + b, 0);

/** `unpublished`: the petitions of years for which nothing is published. */
export function otherCells(era: Era, scale: number, unpublished: Years): Cell[] {
  const of = (id: string): Years => era.of(id, scale);
  const total = (id: string): number => [...of(id).values()].reduce((a, b) => a + b, 0);
  const each = (count: number): Years => new Map(era.years.map((year) => [year, Math.round(count * scale)]));
  const lines: Line[] = [
    ...norms(of),
    ...civil(of),
    ...administrative(of),
    ...publicInterest(of, total),
    ...petitions(of, total, unpublished),
    ...supervision(of),
    ...registers(of, each),
  ];
  return lines.flatMap((line) => lineCells(era, line));
}

type Of = (id: string) => Years;

function norms(of: Of): Line[] {
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

function civil(of: Of): Line[] {
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

function administrative(of: Of): Line[] {
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

function publicInterest(of: Of, total: (id: string) => number): Line[] {
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

function petitions(of: Of, total: (id: string) => number, unpublished: Years): Line[] {
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

function supervision(of: Of): Line[] {
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

function registers(of: Of, each: (count: number) => Years): Line[] {
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
