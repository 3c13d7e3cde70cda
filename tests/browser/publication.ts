/**
 * A made-up publication for the pages that read one: every kind of figure (counts, rates, a ratio, a median with open
 * proceedings), suppressed cells, a corrected figure, a year that still runs. Its shape is checked by the schema itself.
 */
import type { z } from 'zod';
import { Publication, type PublicBreakdown, type PublicCell, type PublicFigure } from '../../src/report/publication.ts';
import type { Exhibit, Part } from '../../src/report/schemas.ts';

type Text = { zh: string; en: string };
const t = (zh: string, en: string): Text => ({ zh, en });
const years = ['2018', '2019', '2020', '2021', '2022'];
const threshold = 10;

/** Code, names and weight (a rough number of people, millions). */
const regions: readonly (readonly [string, string, string, number])[] = [
  ['11', '北京市', 'Beijing', 22],
  ['12', '天津市', 'Tianjin', 14],
  ['13', '河北省', 'Hebei', 75],
  ['14', '山西省', 'Shanxi', 35],
  ['15', '内蒙古自治区', 'Inner Mongolia', 24],
  ['21', '辽宁省', 'Liaoning', 43],
  ['22', '吉林省', 'Jilin', 24],
  ['23', '黑龙江省', 'Heilongjiang', 32],
  ['31', '上海市', 'Shanghai', 25],
  ['32', '江苏省', 'Jiangsu', 85],
  ['33', '浙江省', 'Zhejiang', 65],
  ['34', '安徽省', 'Anhui', 61],
  ['35', '福建省', 'Fujian', 42],
  ['36', '江西省', 'Jiangxi', 45],
  ['37', '山东省', 'Shandong', 102],
  ['41', '河南省', 'Henan', 99],
  ['42', '湖北省', 'Hubei', 58],
  ['43', '湖南省', 'Hunan', 66],
  ['44', '广东省', 'Guangdong', 126],
  ['45', '广西壮族自治区', 'Guangxi', 50],
  ['46', '海南省', 'Hainan', 10],
  ['50', '重庆市', 'Chongqing', 32],
  ['51', '四川省', 'Sichuan', 84],
  ['52', '贵州省', 'Guizhou', 39],
  ['53', '云南省', 'Yunnan', 47],
  ['54', '西藏自治区', 'Tibet', 3.6],
  ['61', '陕西省', 'Shaanxi', 40],
  ['62', '甘肃省', 'Gansu', 25],
  ['63', '青海省', 'Qinghai', 5.9],
  ['64', '宁夏回族自治区', 'Ningxia', 7.2],
  ['65', '新疆维吾尔自治区', 'Xinjiang', 26],
];
const chapters: readonly (readonly [string, string, string, number])[] = [
  ['2', '危害公共安全罪', 'Endangering public security', 27],
  ['3', '破坏社会主义市场经济秩序罪', 'Undermining the order of the market economy', 9],
  ['4', '侵犯公民人身权利、民主权利罪', 'Against the rights of the person', 14],
  ['5', '侵犯财产罪', 'Against property', 22],
  ['6', '妨害社会管理秩序罪', 'Against the order of social administration', 26],
  ['8', '贪污贿赂罪', 'Embezzlement and bribery', 1.6],
  ['9', '渎职罪', 'Dereliction of duty', 0.3],
];
const levels: readonly (readonly [string, string, string, number])[] = [
  ['1', '最高人民检察院', 'Supreme office', 0.02],
  ['2', '省级院', 'Provincial offices', 0.6],
  ['3', '市级院', 'Offices of cities', 9],
  ['4', '基层院', 'Offices of counties and districts', 90],
];

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const n = (value: number): string => new Intl.NumberFormat('en').format(value);
const same = (text: string): Text => t(text, text);
const units: Record<string, Text> = {
  person: t('人', 'persons'),
  case: t('件', 'cases'),
  item: t('件', 'items'),
  percent: t('%', '%'),
  ratio: t('', ''),
  day: t('日', 'days'),
  yuan: t('元', 'yuan'),
};

interface Spec {
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

const specs: readonly Spec[] = [
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

const display = (unit: string, value: number): Text => {
  if (unit === 'percent') return same(`${value.toFixed(1)}%`);
  if (unit === 'ratio') return same(value.toFixed(2));
  if (unit === 'yuan' && value >= 1e8)
    return t(`${(value / 1e8).toFixed(2)}亿`, `${n(Math.round(value / 1e6))} million`);
  return same(n(value));
};
const isShare = (kind: string) => kind === 'rate' || kind === 'ratio' || kind === 'median';
const withheldText = t('未公布', 'not shown');

/** Counts below the threshold go; if that leaves one hole, the next smallest goes too, or the hole could be computed. */
export function suppress(cells: readonly PublicCell[]): PublicCell[] {
  const base = (cell: PublicCell): number => cell.numerator ?? cell.denominator ?? cell.value ?? 0;
  const small = new Set(cells.filter((c) => base(c) > 0 && base(c) < threshold).map((c) => c.key));
  const also = new Set<string>();
  if (small.size === 1) {
    const next = cells.filter((c) => !small.has(c.key) && base(c) > 0).sort((a, b) => base(a) - base(b))[0];
    if (next) also.add(next.key);
  }
  return cells.map((cell) =>
    small.has(cell.key) || also.has(cell.key)
      ? {
          key: cell.key,
          title: cell.title,
          value: null,
          display: withheldText,
          suppressed: true,
          withheld: small.has(cell.key) ? ('small' as const) : ('reveals' as const),
          ...(cell.incomplete ? { incomplete: cell.incomplete } : {}),
        }
      : cell,
  );
}

function breakdown(
  spec: Spec,
  dimension: string,
  title: Text,
  keys: readonly (readonly [string, string, string, number])[],
  whole: number,
  seed: number,
): z.infer<typeof PublicBreakdown> {
  const roll = random(seed);
  const weights = keys.map(([, , , weight]) => weight * (0.7 + roll() * 0.6));
  const all = weights.reduce((sum, one) => sum + one, 0);
  const cells = keys.map(([key, zh, en], i): PublicCell => {
    const share = (weights[i] ?? 0) / all;
    if (!isShare(spec.kind)) {
      const value = Math.round(whole * share);
      return { key, title: t(zh, en), value, display: display(spec.unit, value), suppressed: false };
    }
    const denominator = Math.max(1, Math.round((spec.of?.[0] ?? 900_000) * share));
    const moved = whole * (0.85 + roll() * 0.3);
    const value = spec.unit === 'percent' ? Math.min(moved, 100) : spec.unit === 'day' ? Math.round(moved) : moved;
    return {
      key,
      title: t(zh, en),
      value,
      display: display(spec.unit, value),
      denominator,
      ...(spec.of ? { numerator: Math.round((denominator * value) / (spec.unit === 'percent' ? 100 : 1)) } : {}),
      suppressed: false,
    };
  });
  return { dimension, title, rows: suppress(cells) };
}

function figureOf(spec: Spec, nr: number): PublicFigure {
  const { unit, kind, series } = spec;
  const last = series.at(-1) ?? 0;
  const first = series[0] ?? 0;
  const value = spec.period === 'last' || isShare(kind) ? last : series.reduce((sum, one) => sum + one, 0);
  const parts = (spec.parts ?? []).map((dimension, i) => {
    const seed = nr * 31 + i;
    if (dimension === 'province') return breakdown(spec, dimension, t('省级地区', 'Province'), regions, value, seed);
    if (dimension === 'level') return breakdown(spec, dimension, t('院的层级', 'Level of office'), levels, value, seed);
    if (dimension === 'ground') return breakdown(spec, dimension, t('理由', 'Ground'), spec.grounds ?? [], value, seed);
    return breakdown(spec, dimension, t('罪名章', 'Offence group'), chapters, value, seed);
  });
  const points = spec.unit === 'percent';
  const span = value !== last;
  const earlier = span ? Math.round(value / 1.12) : first;
  const change = points ? last - first : (value / earlier - 1) * 100;
  const size = Math.abs(change).toFixed(1);
  const down = change < 0;
  const before = span ? t('前五年', 'the five years before') : t('2018年', '2018');
  const scale = unit === 'percent' ? 100 : 1;
  return {
    id: spec.id,
    measure: spec.id.replace(/-2022$/, ''),
    section: spec.section,
    title: spec.title,
    definition: spec.definition,
    version: '1',
    unit: { code: unit as PublicFigure['unit']['code'], text: units[unit] ?? same('') },
    kind: kind as PublicFigure['kind'],
    period:
      spec.period === 'last'
        ? { from: '2022-01-01', to: '2022-12-31', text: t('2022年', '2022') }
        : { from: '2018-01-01', to: '2022-12-31', text: t('2018—2022年', '2018–2022') },
    value,
    display: display(unit, value),
    ...(spec.of
      ? {
          numerator: { value: Math.round((spec.of[0] * value) / scale), text: spec.of[1] },
          denominator: { value: spec.of[0], text: spec.of[2] },
        }
      : {}),
    asKnownAt: Date.UTC(2023, 1, 20, 16),
    previous: {
      period: span ? { from: '2013-01-01', to: '2017-12-31' } : { from: '2018-01-01', to: '2018-12-31' },
      value: earlier,
      display: display(unit, earlier),
      change: points
        ? t(
            `较${before.zh}${down ? '下降' : '上升'}${size}个百分点`,
            `${down ? 'down' : 'up'} ${size} points on ${before.en}`,
          )
        : t(`较${before.zh}${down ? '下降' : '上升'}${size}%`, `${down ? 'down' : 'up'} ${size}% on ${before.en}`),
    },
    excluded: [],
    cites: [{ short: spec.cite[0], full: spec.cite[1], key: spec.cite[2] }],
    notFor: spec.notFor,
    choices: spec.choices ?? [],
    as: 'value',
    protect: true,
    scope: { id: 'all', title: t('全国', 'The whole country') },
    base: null,
    ...(spec.kind === 'median' ? { censored: 44_120 } : {}),
    dimensions: parts.map((part) => ({ id: part.dimension, title: part.title })),
    suppressed: false,
    trend: {
      dimension: 'year',
      title: t('年份', 'Year'),
      rows: suppress(
        series.map((one, i) => ({
          key: years[i] ?? '',
          title: t(`${years[i]}年`, years[i] ?? ''),
          value: one,
          display: display(unit, one),
          ...(spec.of ? { numerator: Math.round((spec.of[0] * one) / scale), denominator: spec.of[0] } : {}),
          suppressed: false,
          ...(spec.running && i === series.length - 1 ? { incomplete: spec.running } : {}),
        })),
      ),
    },
    parts,
  } as PublicFigure;
}

const sections: readonly (readonly [string, Text, readonly Text[]])[] = [
  [
    'overview',
    t('五年总览', 'Overview of the five years'),
    [
      t(
        '2018年至2022年，全国检察机关共办理各类案件{cases-handled-all}件。以下每个数字都可以点开，看到口径、趋势和构成。',
        'From 2018 to 2022 the procuratorates handled {cases-handled-all} cases of all kinds. Every figure below opens to its definition, its course and its parts.',
      ),
    ],
  ],
  [
    'security',
    t('维护国家安全和社会稳定', 'National security and social stability'),
    [
      t(
        '起诉犯罪嫌疑人{prosecuted-persons-all}人。其中，涉黑涉恶犯罪{prosecuted-gangland-all}人。',
        '{prosecuted-persons-all} suspects were prosecuted, {prosecuted-gangland-all} of them in cases marked as organised crime.',
      ),
      t(
        '依法防控疫情，起诉妨害传染病防治罪{prosecuted-infectious-disease}人。',
        'In the epidemic {prosecuted-infectious-disease} persons were prosecuted for obstructing the prevention of infectious disease.',
      ),
    ],
  ],
  [
    'custody',
    t('少捕慎诉慎押与认罪认罚从宽', 'Fewer arrests, careful prosecution and detention; leniency for pleading guilty'),
    [
      t(
        '2022年诉前羁押率为{pretrial-detention-rate-2022}，{pretrial-detention-rate-2022.change}；不捕率为{non-arrest-rate-2022}，不起诉率为{non-prosecution-rate-2022}。',
        'In 2022 the pre-trial detention rate was {pretrial-detention-rate-2022}, {pretrial-detention-rate-2022.change}; the non-arrest rate was {non-arrest-rate-2022} and the non-prosecution rate {non-prosecution-rate-2022}.',
      ),
      t(
        '认罪认罚案件一审服判率为{first-instance-acceptance-rate}。另据法院年报，同期刑事案件总体一审服判率为[85.7%]。',
        'After a plea, {first-instance-acceptance-rate} of the judgments of first instance were accepted; for all criminal cases the courts’ yearbook gives [85.7%].',
      ),
    ],
  ],
  [
    'people',
    t('群众信访与司法救助', 'Letters and visits; judicial aid'),
    [
      t(
        '群众信访七日内程序性回复率为{petition-procedural-reply-rate}；发放司法救助金{judicial-aid-amount}元。',
        '{petition-procedural-reply-rate} of the letters and visits were acknowledged within seven days; {judicial-aid-amount} yuan of judicial aid were paid.',
      ),
    ],
  ],
  [
    'supervision',
    t('民事检察', 'Civil supervision'),
    [t('提出民事抗诉{civil-protests}件。', 'Civil protests were lodged in {civil-protests} cases.')],
  ],
  [
    'public-interest',
    t('公益诉讼', 'Public-interest litigation'),
    [t('公益诉讼立案{public-interest-cases}件。', '{public-interest-cases} public-interest cases were opened.')],
  ],
  [
    'service',
    t('案-件比与办案用时', 'Proceedings per case, and time'),
    [
      t(
        '案-件比为{case-ratio-reduction}，{case-ratio-reduction.change}；审查起诉用时的中位数为{review-time-change}日。',
        'There were {case-ratio-reduction} proceedings per case, {case-ratio-reduction.change}; half of the reviews for prosecution were concluded within {review-time-change} days.',
      ),
    ],
  ],
];

/** `{figure}`, `{figure.change}` and `[quoted]` in a sentence. */
function partsOf(sentence: string, lang: 'zh' | 'en', figures: readonly PublicFigure[]): z.infer<typeof Part>[] {
  return sentence.split(/(\{[^}]+\}|\[[^\]]+\])/).flatMap((piece): z.infer<typeof Part>[] => {
    if (piece === '') return [];
    if (piece.startsWith('['))
      return [
        {
          kind: 'quoted',
          text: piece.slice(1, -1),
          source: t('法院司法统计年报（示例）', 'judicial yearbook (example)'),
        },
      ];
    const slot = /^\{([a-z0-9-]+)(\.change)?\}$/.exec(piece);
    if (!slot) return [{ kind: 'text', text: piece }];
    const figure = figures.find((one) => one.id === slot[1]);
    if (!figure) throw new Error(`no figure ${slot[1]}`);
    const show = slot[2] ? ('change' as const) : ('value' as const);
    return [
      {
        kind: 'figure',
        figure: figure.id,
        show,
        key: figure.id,
        text: (slot[2] ? figure.previous?.change : figure.display)?.[lang] ?? '',
      },
    ];
  });
}

/** Table 1 and chart 1: a rate by year. */
function ratesByYear(figures: readonly PublicFigure[]): Exhibit {
  const shown = figures.filter((one) => ['pretrial-detention-rate-2022', 'non-prosecution-rate-2022'].includes(one.id));
  return {
    kind: 'figures',
    id: 'rates',
    after: 1,
    table: 1,
    chart: null,
    caption: t('羁押与起诉', 'Custody and prosecution'),
    period: { from: '2018-01-01', to: '2022-12-31', text: t('2018—2022年', '2018–2022') },
    dimension: 'year',
    dimensionTitle: t('年份', 'Year'),
    series: shown.map((one) => ({
      figure: one.id,
      key: one.id,
      title: one.title,
      unit: one.unit.text,
      kind: one.kind,
    })),
    rows: years.map((year, nr) => ({
      key: year,
      title: t(`${year}年`, year),
      cells: shown.map((one) => ({
        value: one.trend.rows[nr]?.value ?? null,
        display: one.trend.rows[nr]?.display ?? same('—'),
      })),
      partial: false,
    })),
  };
}

export function fixturePublication(): Publication {
  const figures = specs.map(figureOf);
  return Publication.parse({
    id: 'five-year-2018-2022',
    version: 2,
    versions: [
      { version: 1, at: Date.UTC(2023, 2, 7, 1), published: t('2023年3月7日 09:00', '7 March 2023 at 09:00') },
      { version: 2, at: Date.UTC(2023, 3, 12, 1), published: t('2023年4月12日 09:00', '12 April 2023 at 09:00') },
    ],
    publishedAt: Date.UTC(2023, 3, 12, 1),
    published: t('2023年4月12日', '12 April 2023'),
    asKnownAt: Date.UTC(2023, 1, 20, 16),
    asKnown: t('2023年2月20日', '20 February 2023'),
    title: t('五年工作报告（2018—2022年）', 'Report on five years’ work, 2018–2022'),
    office: t('最高人民检察院（示例）', 'Supreme People’s Procuratorate (made up)'),
    scope: { id: 'all', title: t('全国', 'The whole country') },
    period: { from: '2018-01-01', to: '2022-12-31', text: t('2018—2022年', '2018–2022') },
    madeUp: true,
    threshold,
    sections: sections.map(([id, title, sentences], nr) => ({
      id,
      level: nr === 0 || nr === 1 || nr === 3 || nr === 6 ? 1 : 2,
      title,
      sentences: sentences.map((one) => ({
        zh: partsOf(one.zh, 'zh', figures),
        en: partsOf(one.en, 'en', figures),
        form: 'paragraph' as const,
      })),
      exhibits: id === 'custody' ? [ratesByYear(figures)] : [],
    })),
    figures,
    changes: [
      {
        version: 2,
        at: Date.UTC(2023, 3, 12, 1),
        figure: 'civil-protests',
        from: same('23,712'),
        to: same('23,699'),
        why: t(
          '13件在公布后经核对系检察建议，已在台账中更正。',
          '13 cases turned out to be recommendations, not protests, and were corrected in the ledger.',
        ),
      },
    ],
  });
}
