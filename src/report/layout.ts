/** The words of the report's frame, and the annex of definitions, alike in every form. */
import type { Exhibit, FigureExhibit, Report, ReportFigure, Section } from './schemas.ts';
import type { Language } from './text/words.ts';

export const frameWords = {
  zh: {
    known: '数据截至',
    every: '每个数字都由行为计得，点击可见定义',
    annex: '附件：指标定义',
    table: '表',
    chart: '图',
    behind: '图中数据',
    measure: '指标和依据',
    values: '期间和数值',
    over: '／',
    definition: '定义',
    choice: '可选口径',
    excluded: '未计入',
    quoted: '引用',
    partial: '* 该时段尚未结束',
    list: '；',
    colon: '：',
  },
  en: {
    known: 'As known at',
    every: 'every figure is counted from acts; a click shows its definition',
    annex: 'Annex: definitions of the figures',
    table: 'Table ',
    chart: 'Figure ',
    behind: 'The numbers of the figure',
    measure: 'Figure and law',
    values: 'Period and value',
    over: ' / ',
    definition: 'Definition',
    choice: 'Choice',
    excluded: 'Not counted',
    quoted: 'quoted from',
    partial: '* This period has not ended',
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

/** One value of a figure, with the number it has in the text. */
export interface AnnexValue {
  readonly nr: number;
  readonly key: string;
  /** Where the title is not the row's: whose value this is. */
  readonly title: string | null;
  readonly period: string;
  readonly value: string;
  /** `分子 12／分母 30`; null: the value has no sides. */
  readonly fraction: string | null;
}
/** One definition with all values that rest on it. */
export interface AnnexRow {
  readonly id: string;
  readonly title: string;
  readonly law: string;
  readonly values: readonly AnnexValue[];
  readonly definition: string;
  /** Exclusions, choices, what it is not for; each a line. */
  readonly more: readonly string[];
}

/** Every figure of the report: values over several periods share one definition. In the order of their first use. */
export function annexOf(report: Report, language: Language): readonly AnnexRow[] {
  const groups = new Map<string, ReportFigure[]>();
  for (const figure of report.figures) {
    const key = `${figure.measure} ${figure.definition.zh}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].flatMap((figures) => {
    const [first] = figures;
    return first ? [annexRow(first, figures, language)] : [];
  });
}

function annexRow(first: ReportFigure, figures: readonly ReportFigure[], language: Language): AnnexRow {
  const t = frameWords[language];
  const number = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en');
  const title =
    figures.find((figure) => figure.id === first.measure && figure.where === undefined)?.title ?? first.title;
  const excluded = (figure: ReportFigure): string =>
    figure.excluded.map((one) => `${one.what[language]} ${number.format(one.value)}`).join(t.list);
  const left = figures.map((figure) => ({ period: figure.period.text[language], text: excluded(figure) }));
  return {
    id: first.measure,
    title: title[language],
    law: first.cites.map((cite) => cite.short[language]).join(t.list),
    values: figures.map((figure) => {
      const unit = figure.unit.text[language];
      const shown = unit === '' || unit === '%' ? '' : language === 'zh' ? unit : ` ${unit}`;
      const sides = figure.numerator && figure.denominator ? [figure.numerator, figure.denominator] : null;
      return {
        nr: figure.nr,
        key: figure.key,
        title: figure.title[language] === title[language] ? null : figure.title[language],
        period: figure.period.text[language],
        value: figure.value === null ? figure.display[language] : `${figure.display[language]}${shown}`,
        fraction:
          sides === null
            ? null
            : sides.map((side) => `${side.text[language]} ${number.format(side.value)}`).join(t.over),
      };
    }),
    definition: first.definition[language],
    more: [
      ...left.filter(({ text }) => text !== '').map(({ period, text }) => `${t.excluded}${t.colon}${text} (${period})`),
      ...first.choices.map((choice) => `${t.choice}${t.colon}${choice[language]}`),
      first.notFor[language],
    ],
  };
}

/** Heads of the annex's columns. */
export const annexHeads = (language: Language): readonly string[] => {
  const t = frameWords[language];
  return [t.measure, t.values, t.definition];
};

/** Number of each figure in the annex, by its key. */
export const orderOf = (report: Report): ReadonlyMap<string, number> =>
  new Map(report.figures.map((figure) => [figure.key, figure.nr]));
