/** A publication as one flat table: the form in which it is open data. One row a number. */
import type { Publication, PublicBreakdown, PublicFigure } from '../publication.ts';

export interface DataRow {
  readonly figure: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly unit: string;
  readonly period_from: string;
  readonly period_to: string;
  /** Empty: the whole figure. */
  readonly dimension: string;
  readonly key: string;
  readonly key_title_zh: string;
  readonly key_title_en: string;
  /** Null: nothing to divide by, or not shown. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** How many a sum, an average or a median is over. */
  readonly n: number | null;
  /** Of a median: days between which it lies with 95 %; null: that end is not reached yet. */
  readonly low: number | null;
  readonly high: number | null;
  /** Of a median: proceedings still running. */
  readonly running: number | null;
  /** `small`: too few to show; `reveals`: would give away one that is. Empty: shown. */
  readonly withheld: string;
}

export function dataRows(publication: Publication): readonly DataRow[] {
  return publication.figures.flatMap(figureRows);
}

export function figureRows(figure: PublicFigure): readonly DataRow[] {
  const common = {
    figure: figure.id,
    title_zh: figure.title.zh,
    title_en: figure.title.en,
    unit: figure.unit.code,
    period_from: figure.period.from,
    period_to: figure.period.to,
  };
  const whole: DataRow = {
    ...common,
    dimension: '',
    key: '',
    key_title_zh: '',
    key_title_en: '',
    value: figure.value,
    numerator: figure.numerator?.value ?? null,
    denominator: figure.denominator?.value ?? null,
    ...sureOf(figure),
    withheld: figure.suppressed ? 'small' : '',
  };
  const parts = (breakdown: PublicBreakdown): DataRow[] =>
    breakdown.rows.map((cell) => ({
      ...common,
      dimension: breakdown.dimension,
      key: cell.key,
      key_title_zh: cell.title.zh,
      key_title_en: cell.title.en,
      value: cell.value,
      numerator: cell.numerator ?? null,
      denominator: cell.denominator ?? null,
      ...sureOf(cell),
      withheld: cell.withheld ?? '',
    }));
  return [whole, ...parts(figure.trend), ...figure.parts.flatMap(parts)];
}

const sureOf = ({ n, interval, censored }: Pick<PublicFigure, 'n' | 'interval' | 'censored'>) => ({
  n: n ?? null,
  low: interval?.from ?? null,
  high: interval?.to ?? null,
  running: censored ?? null,
});

/** The columns with what they mean: the data dictionary, the CSV's header and the Parquet's types are made of it. */
export const dataColumns = [
  { name: 'figure', type: 'string', zh: '指标编号，永久不变', en: 'Id of the figure; it never changes' },
  { name: 'title_zh', type: 'string', zh: '指标名称（中文）', en: 'Title in Chinese' },
  { name: 'title_en', type: 'string', zh: '指标名称（英文）', en: 'Title in English' },
  { name: 'unit', type: 'string', zh: '单位', en: 'Unit: person, case, item, yuan, mu, percent, ratio, day …' },
  { name: 'period_from', type: 'date', zh: '统计期间首日', en: 'First day of the period' },
  { name: 'period_to', type: 'date', zh: '统计期间末日', en: 'Last day of the period' },
  {
    name: 'dimension',
    type: 'string',
    zh: '分组维度；空为指标全部',
    en: 'What it is broken down by; empty: the whole figure',
  },
  { name: 'key', type: 'string', zh: '分组值代码', en: 'Code of the part' },
  { name: 'key_title_zh', type: 'string', zh: '分组值名称（中文）', en: 'Title of the part in Chinese' },
  { name: 'key_title_en', type: 'string', zh: '分组值名称（英文）', en: 'Title of the part in English' },
  {
    name: 'value',
    type: 'double',
    zh: '数值；百分比以百分数计；空为不公布或无从计算',
    en: 'The number; a rate in percent; empty: not shown, or nothing to divide by',
  },
  { name: 'numerator', type: 'double', zh: '分子', en: 'Numerator of a rate' },
  { name: 'denominator', type: 'double', zh: '分母', en: 'Denominator of a rate' },
  {
    name: 'n',
    type: 'double',
    zh: '合计、平均数、中位数所依据的件数',
    en: 'Number that a sum, an average or a median is over',
  },
  {
    name: 'low',
    type: 'double',
    zh: '中位数95%区间的下限（日）；空为尚未达到',
    en: 'Lower end in days of the 95 % interval of a median; empty: not reached',
  },
  {
    name: 'high',
    type: 'double',
    zh: '中位数95%区间的上限（日）；空为尚未达到',
    en: 'Upper end in days of the 95 % interval of a median; empty: not reached',
  },
  {
    name: 'running',
    type: 'double',
    zh: '尚未办结的件数（中位数按已观察的时间计入）',
    en: 'Proceedings still running; a median counts them for as long as they were seen',
  },
  {
    name: 'withheld',
    type: 'string',
    zh: '不公布的原因：small 数量过小；reveals 会推知过小的数量；空为公布',
    en: 'Why the number is not shown: small (too few), reveals (would give away one that is); empty: shown',
  },
] as const satisfies readonly { name: keyof DataRow; type: string; zh: string; en: string }[];
