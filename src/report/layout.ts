/** The words of the report's frame, and the annex of definitions, alike in every form. */
import type { Exhibit, FigureExhibit, Report, Section } from './schemas.ts';
import type { Language } from './text/words.ts';

export const frameWords = {
  zh: {
    known: '数据截至',
    every: '每个数字都由行为计得，点击可见定义',
    annex: '附件：指标定义',
    notes: '注',
    table: '表',
    chart: '图',
    behind: '图中数据',
    measure: '指标',
    period: '期间',
    value: '数值',
    fraction: '分子／分母',
    definition: '定义',
    notFor: '不得用于',
    choice: '可选口径',
    basis: '依据',
    excluded: '未计入',
    quoted: '引用',
    unit: '单位',
    partial: '* 该时段尚未结束',
    stop: '。',
    list: '；',
    colon: '：',
  },
  en: {
    known: 'As known at',
    every: 'every figure is counted from acts; a click shows its definition',
    annex: 'Annex: definitions of the figures',
    notes: 'Notes',
    table: 'Table ',
    chart: 'Figure ',
    behind: 'The numbers of the figure',
    measure: 'Figure',
    period: 'Period',
    value: 'Value',
    fraction: 'Fraction',
    definition: 'Definition',
    notFor: 'Not to be used for',
    choice: 'Choice',
    basis: 'Law',
    excluded: 'Not counted',
    quoted: 'quoted from',
    unit: 'Unit',
    partial: '* This period has not ended',
    stop: '. ',
    list: '; ',
    colon: ': ',
  },
} as const;

/** What follows the n-th sentence of a section, in order. */
export const exhibitsAfter = (section: Section, n: number): readonly Exhibit[] =>
  section.exhibits.filter((exhibit) => exhibit.after === n);

/** `表3 …` and `图2 …`; null: there is none, or it has no caption. */
export function captions(
  exhibit: Exhibit,
  language: Language,
): { readonly table: string | null; readonly chart: string | null } {
  const t = frameWords[language];
  const text = exhibit.caption?.[language] ?? '';
  const numbered = (word: string, nr: number | null): string | null =>
    nr === null ? null : `${word}${nr}  ${text}`.trimEnd();
  return {
    table: numbered(t.table, exhibit.table),
    chart: exhibit.kind === 'figures' ? numbered(t.chart, exhibit.chart) : null,
  };
}

/** The head of the table behind a chart: the dimension, then each series with its unit. */
export function headOf(exhibit: FigureExhibit, language: Language): readonly string[] {
  return [
    exhibit.dimensionTitle[language],
    ...exhibit.series.map((one) => {
      const unit = one.unit[language];
      const shown = unit === '' || unit === '%' ? '' : language === 'zh' ? `（${unit}）` : ` (${unit})`;
      return `${one.title[language]}${shown}`;
    }),
  ];
}

export const rowsOf = (exhibit: FigureExhibit, language: Language): readonly (readonly string[])[] =>
  exhibit.rows.map((row) => [
    `${row.title[language]}${row.partial ? ' *' : ''}`,
    ...row.cells.map((cell) => cell.display[language]),
  ]);

/** What the star in a table means; null: it has none. */
export const tableNote = (exhibit: FigureExhibit, language: Language): string | null =>
  exhibit.rows.some((row) => row.partial) ? frameWords[language].partial : null;

export interface AnnexRow {
  readonly nr: number;
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly period: string;
  readonly value: string;
  readonly fraction: readonly string[];
  readonly definition: string;
  /** Exclusions, choices, what it is not for; each a line. */
  readonly more: readonly string[];
  readonly law: string;
}

/** One line for each figure of the report, in the order of their first use. */
export function annexOf(report: Report, language: Language): readonly AnnexRow[] {
  const t = frameWords[language];
  const number = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en');
  return report.figures.map((figure) => {
    const unit = figure.unit.text[language];
    const unitShown = unit === '' || unit === '%' ? '' : language === 'zh' ? unit : ` ${unit}`;
    const excluded = figure.excluded.map((one) => `${one.what[language]} ${number.format(one.value)}`).join(t.list);
    return {
      nr: figure.nr,
      id: figure.id,
      key: figure.key,
      title: figure.title[language],
      period: figure.period.text[language],
      value: figure.value === null ? figure.display[language] : `${figure.display[language]}${unitShown}`,
      fraction:
        figure.numerator && figure.denominator
          ? [
              `${figure.numerator.text[language]} ${number.format(figure.numerator.value)}`,
              `${figure.denominator.text[language]} ${number.format(figure.denominator.value)}`,
            ]
          : [],
      definition: figure.definition[language],
      more: [
        ...(excluded === '' ? [] : [`${t.excluded}${t.colon}${excluded}`]),
        ...figure.choices.map((choice) => `${t.choice}${t.colon}${choice[language]}`),
        `${t.notFor}${t.colon}${figure.notFor[language]}`,
      ],
      law: figure.cites.map((cite) => cite.short[language]).join(t.list),
    };
  });
}

/** Heads of the annex's columns. */
export const annexHeads = (language: Language): readonly string[] => {
  const t = frameWords[language];
  return [t.measure, t.value, t.fraction, t.definition, t.basis];
};

/** Number of each figure in the annex, by its key. */
export const orderOf = (report: Report): ReadonlyMap<string, number> =>
  new Map(report.figures.map((figure) => [figure.key, figure.nr]));
