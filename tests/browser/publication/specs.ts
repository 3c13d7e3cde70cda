/** The figures of the made-up publication, each with what is odd about it. */
import { type Text, t } from './words.ts';

export interface Spec {
  id: string;
  section: string;
  title: Text;
  unit: string;
  kind: string;
  /** One a year. For a rate: in percent; `of` people are behind it. */
  series: number[];
  of?: [number, Text, Text];
  period?: 'span' | 'last';
  parts?: ('province' | 'offence-group' | 'level' | 'ground')[];
  definition: Text;
  notFor: Text;
  choices?: Text[];
  cite: [Text, Text, string];
  grounds?: readonly (readonly [string, string, string, number])[];
  running?: Text;
}
const cpl = (article: number): [Text, Text, string] => [
  t(`刑诉法 §${article}`, `CPL §${article}`),
  t(`《中华人民共和国刑事诉讼法》第${article}条`, `Criminal Procedure Law, Art. ${article}`),
  `刑诉法§${article}`,
];
const noRanking = t(
  '不得用于给检察院、部门或者个人排名、打分，也不得用作办案指标。',
  'Not for ranking or scoring offices, departments or persons, and never as a target for casework.',
);

export const specs: readonly Spec[] = [
  {
    id: 'cases-handled-all',
    section: 'overview',
    title: t('办理各类案件', 'Cases of all kinds handled'),
    unit: 'case',
    kind: 'sum',
    series: [2_901_000, 3_205_000, 3_010_000, 3_860_000, 4_360_000],
    parts: ['province', 'level'],
    definition: t(
      '全部检察院受理或者办结的各类案件之和；计入的案件种类列于口径选择。',
      'Cases of every kind taken in or concluded by all offices; the kinds added up are listed under the choices.',
    ),
    notFor: t(
      '是不同种类案件的和，不得与人数相加，也不得用来比较各院工作量。',
      'A sum over unlike things: never to be added to persons, nor to compare the load of offices.',
    ),
    choices: [
      t(
        '计入刑事、民事、行政、公益诉讼和信访五类；若不计信访，约为三分之二。',
        'Criminal, civil, administrative, public-interest and petition matters are added; without petitions it is about two thirds.',
      ),
    ],
    cite: [
      t('组织法 §20', 'OL §20'),
      t('《中华人民共和国人民检察院组织法》第二十条', 'Organic Law of the People’s Procuratorates, Art. 20'),
      '检察院组织法§20',
    ],
  },
  {
    id: 'prosecuted-persons-all',
    section: 'security',
    title: t('起诉犯罪嫌疑人', 'Persons prosecuted'),
    unit: 'person',
    kind: 'sum',
    series: [1_692_846, 1_818_808, 1_572_971, 1_748_962, 1_439_413],
    parts: ['province', 'offence-group', 'level'],
    definition: t(
      '决定提起公诉的自然人；同一案件同一人计一次，以首次起诉决定之日为准。单位另计。',
      'Natural persons against whom public prosecution was decided, one per person and case, dated by the first decision. Companies are counted apart.',
    ),
    notFor: noRanking,
    cite: cpl(176),
  },
  {
    id: 'prosecuted-gangland-all',
    section: 'security',
    title: t('起诉涉黑涉恶犯罪', 'Persons prosecuted in cases marked as organised crime'),
    unit: 'person',
    kind: 'sum',
    series: [60_100, 98_300, 62_400, 27_200, 17_000],
    parts: ['province', 'level'],
    definition: t(
      '起诉时案件标识为涉黑或者涉恶的被起诉人；标识以作出并未撤销者为准。',
      'Persons prosecuted in cases that bore the mark at the time of prosecution; a withdrawn mark does not count.',
    ),
    notFor: t(
      '标识是对案件的决定，不是对人的评价。',
      'The mark is a decision about a case, not a judgment of a person.',
    ),
    cite: cpl(176),
  },
  {
    id: 'prosecuted-infectious-disease',
    section: 'security',
    title: t('起诉妨害传染病防治罪', 'Persons prosecuted for obstructing the prevention of infectious disease'),
    unit: 'person',
    kind: 'count',
    series: [0, 2, 61, 74, 118],
    parts: ['province'],
    definition: t(
      '以该罪名起诉的自然人；同一案件同一人计一次。',
      'Natural persons prosecuted for that offence, one per person and case.',
    ),
    notFor: noRanking,
    cite: cpl(176),
  },
  {
    id: 'pretrial-detention-rate-2022',
    section: 'custody',
    title: t('诉前羁押率', 'Pre-trial detention rate'),
    unit: 'percent',
    kind: 'rate',
    period: 'last',
    series: [54.9, 48.2, 42.7, 37.0, 26.7],
    of: [
      1_700_000,
      t('审结前已被批准或决定逮捕', 'Arrested before conclusion'),
      t('起诉和不起诉', 'Prosecuted and not prosecuted'),
    ],
    parts: ['province', 'offence-group'],
    definition: t(
      '审查起诉终结的人中，此前被批准或者决定逮捕者所占的比例，按终结批次计。',
      'Of the persons whose review for prosecution ended in the period, the share who had been arrested before.',
    ),
    notFor: noRanking,
    choices: [
      t(
        '只计被逮捕者；若把被拘留后取保者也计入，比例会更高。',
        'Only arrest counts; with those released on bail after police custody the rate would be higher.',
      ),
      t(
        '以审结年份计；若以受理年份计，尚未审结的人不在其中。',
        'Dated by the year of conclusion; by the year of acceptance those still under review would be missing.',
      ),
    ],
    cite: cpl(81),
  },
  {
    id: 'non-arrest-rate-2022',
    section: 'custody',
    title: t('不捕率', 'Non-arrest rate'),
    unit: 'percent',
    kind: 'rate',
    period: 'last',
    series: [22.1, 23.3, 23.3, 31.2, 43.4],
    of: [
      860_000,
      t('不批准逮捕', 'Arrest refused'),
      t('批准、决定逮捕与不批准逮捕', 'Arrest approved or decided, and refused'),
    ],
    parts: ['province', 'offence-group', 'ground'],
    grounds: [
      ['no-crime', '不构成犯罪', 'No crime', 12],
      ['evidence', '证据不足', 'Insufficient evidence', 38],
      ['no-danger', '无社会危险性', 'No social danger', 49],
      ['other', '其他', 'Other', 1],
    ],
    definition: t(
      '不批准逮捕的人数，占批准、决定逮捕和不批准逮捕人数之和的比例。',
      'Persons for whom arrest was refused, over persons for whom it was approved or decided plus persons for whom it was refused.',
    ),
    notFor: noRanking,
    cite: cpl(90),
  },
  {
    id: 'non-prosecution-rate-2022',
    section: 'custody',
    title: t('不起诉率', 'Non-prosecution rate'),
    unit: 'percent',
    kind: 'rate',
    period: 'last',
    series: [7.7, 9.5, 13.7, 16.6, 26.3],
    of: [1_950_000, t('不起诉', 'Not prosecuted'), t('提起公诉与不起诉', 'Prosecuted and not prosecuted')],
    parts: ['province', 'offence-group'],
    definition: t(
      '不起诉人数，占提起公诉与不起诉人数之和的比例；附条件不起诉不在其中。',
      'Persons not prosecuted over persons prosecuted plus not prosecuted; conditional non-prosecution is in neither.',
    ),
    notFor: noRanking,
    cite: cpl(177),
  },
  {
    id: 'first-instance-acceptance-rate',
    section: 'custody',
    title: t('认罪认罚案件一审服判率', 'First-instance judgments accepted after a plea'),
    unit: 'percent',
    kind: 'rate',
    series: [96.1, 96.2, 95.8, 96.5, 97.0],
    of: [
      1_100_000,
      t('未上诉、抗诉', 'Neither appealed nor protested'),
      t('认罪认罚案件一审被告人', 'Defendants judged after a plea'),
    ],
    parts: ['province', 'level'],
    definition: t(
      '适用认罪认罚从宽的一审被告人中，上诉、抗诉期满未上诉也未抗诉者的比例。',
      'Of the defendants judged in first instance after pleading guilty, the share without appeal or protest when the time for it ended.',
    ),
    notFor: noRanking,
    cite: cpl(15),
    running: t(
      '部分判决的上诉期未满，尚未计入。',
      'For some judgments the time for an appeal still runs; they are not in yet.',
    ),
  },
  {
    id: 'petition-procedural-reply-rate',
    section: 'people',
    title: t('七日内程序性回复率', 'Letters acknowledged within seven days'),
    unit: 'percent',
    kind: 'rate',
    series: [97.2, 98.9, 99.3, 99.6, 99.7],
    of: [4_000_000, t('七日内回复', 'Acknowledged in time'), t('期限届满的信访', 'Letters whose time ended')],
    parts: ['province', 'level'],
    definition: t(
      '七日期限在本期届满的群众信访中，按期作出程序性回复的比例。',
      'Of the letters and visits whose seven days ended in the period, the share acknowledged in time.',
    ),
    notFor: noRanking,
    cite: [
      t('信访回复制度 §4', 'Reply rules §4'),
      t('群众信访件件有回复制度（2019）第四条', 'Rules on replying to every letter and visit (2019), Art. 4'),
      '信访回复制度§4',
    ],
  },
  {
    id: 'judicial-aid-amount',
    section: 'people',
    title: t('发放司法救助金', 'Judicial aid paid'),
    unit: 'yuan',
    kind: 'sum',
    series: [180_000_000, 240_000_000, 420_000_000, 610_000_000, 680_000_000],
    parts: ['province'],
    definition: t('在本期实际发放的司法救助金。', 'Judicial aid actually paid out in the period.'),
    notFor: t('金额不说明救助是否充分。', 'The amount does not say whether the aid was enough.'),
    cite: [
      t('救助细则 §13', 'Aid rules §13'),
      t('人民检察院国家司法救助工作细则第十三条', 'Rules on judicial aid, Art. 13'),
      '司法救助细则§13',
    ],
  },
  {
    id: 'civil-protests',
    section: 'supervision',
    title: t('民事抗诉', 'Civil protests'),
    unit: 'case',
    kind: 'sum',
    series: [3_933, 5_103, 4_994, 5_319, 4_350],
    parts: ['province', 'level'],
    definition: t(
      '向法院移送民事抗诉书的案件，以移送之日为准。',
      'Cases in which a civil protest was sent to the court, dated by that day.',
    ),
    notFor: noRanking,
    cite: [
      t('民诉法 §219', 'CivPL §219'),
      t('《中华人民共和国民事诉讼法》第二百一十九条', 'Civil Procedure Law, Art. 219'),
      '民诉法§219',
    ],
  },
  {
    id: 'public-interest-cases',
    section: 'public-interest',
    title: t('公益诉讼案件立案', 'Public-interest cases opened'),
    unit: 'case',
    kind: 'sum',
    series: [113_160, 126_912, 151_260, 169_790, 195_290],
    parts: ['province', 'level'],
    definition: t(
      '公益诉讼案件立案件数，以立案决定之日为准。',
      'Public-interest cases opened, dated by the decision to open.',
    ),
    notFor: noRanking,
    cite: [
      t('公益规则 §29', 'PIL rules §29'),
      t('人民检察院公益诉讼办案规则第二十九条', 'Rules on public-interest litigation, Art. 29'),
      '公益规则§29',
    ],
  },
  {
    id: 'case-ratio-reduction',
    section: 'service',
    title: t('案-件比', 'Proceedings per case'),
    unit: 'ratio',
    kind: 'ratio',
    period: 'last',
    series: [1.94, 1.87, 1.43, 1.28, 1.16],
    of: [1_400_000, t('计入的环节', 'Counted steps'), t('案件', 'Cases')],
    parts: ['province', 'offence-group'],
    definition: t(
      '当事人经历的环节数除以案件数。比值下降说明人们被退回重走的次数减少。',
      'The steps that people went through over their cases. A lower ratio means that people were sent round again less often.',
    ),
    notFor: t('只用来描述，不是检察院或者人员的排名。', 'A description; never a ranking of offices or persons.'),
    choices: [
      t(
        '计入退回补充侦查、延长审查起诉、自行补充侦查等环节；当事人申诉不计入。',
        'Returns, extensions and the office’s own investigation count as steps; complaints of the parties do not.',
      ),
    ],
    cite: cpl(175),
  },
  {
    id: 'review-time-change',
    section: 'service',
    title: t('审查起诉用时中位数', 'Median time of review for prosecution'),
    unit: 'day',
    kind: 'median',
    period: 'last',
    series: [52, 49, 44, 41, 38],
    parts: ['province', 'offence-group'],
    definition: t(
      '自受理之日起至作出决定的日数的中位数（Kaplan–Meier 估计）；尚未审结的按截止日右删失，不是剔除。',
      'Median days from acceptance to the decision (Kaplan–Meier); proceedings still open are censored at the closing day, not left out.',
    ),
    notFor: noRanking,
    cite: cpl(172),
    running: t(
      '该年受理的案件中仍有 3.1% 未审结，按删失处理。',
      '3.1% of the proceedings accepted in that year are still open and enter as censored.',
    ),
  },
];
