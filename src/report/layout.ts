/** The words of the report's frame, and the annex of definitions, alike in every form. */
import type { Exhibit, FigureExhibit, Report, ReportFigure, Section } from './schemas.ts';
import { numeral } from './text/numeral.ts';
import type { Language } from './text/words.ts';

export const frameWords = {
  zh: {
    known: '数据截至',
    every: '每个数字都由行为计得，点击可见定义',
    annex: '附件：指标定义',
    table: '表',
    chart: '图',
    behind: '图中数据',
    values: '数值',
    over: '／',
    definition: '定义',
    numerator: '分子',
    denominator: '分母',
    choice: '口径选择',
    excluded: '未计入',
    notFor: '使用限制',
    law: '依据',
    open: '未及',
    interval: (from: string, to: string) => `95%区间${from}—${to}日`,
    running: (n: string) => `${n}件尚未办结`,
    quoted: '引用',
    partial: '* 该时段尚未结束',
    list: '；',
    colon: '：',
  },
  en: {
    known: 'As known on',
    every: 'every figure is counted from acts; a click shows its definition',
    annex: 'Annex: definitions of the figures',
    table: 'Table ',
    chart: 'Figure ',
    behind: 'The numbers of the figure',
    values: 'Values',
    over: ' / ',
    definition: 'Definition',
    numerator: 'Numerator',
    denominator: 'Denominator',
    choice: 'Choice',
    excluded: 'Not counted',
    notFor: 'Limits of use',
    law: 'Law',
    open: 'not reached',
    interval: (from: string, to: string) => `95% interval ${from} to ${to} days`,
    running: (n: string) => `${n} still running`,
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
    ...row.cells.map((cell) => {
      const sure = sureOf(cell, language);
      return sure === null ? cell.display[language] : `${cell.display[language]} (${sure})`;
    }),
  ]);

/** What the star in a table means; null: it has none. */
export const tableNote = (exhibit: FigureExhibit, language: Language): string | null =>
  exhibit.rows.some((row) => row.partial) ? frameWords[language].partial : null;

/** One value of a figure. Figures of the text that say the same stand together. */
export interface AnnexValue {
  /** Its numbers in the text, with the keys of those figures. */
  readonly marks: readonly { readonly nr: number; readonly key: string }[];
  /** Where the title is not the entry's: whose value this is. */
  readonly title: string | null;
  readonly period: string;
  readonly value: string;
  /** `2861／12,946`; null: the value has no sides. */
  readonly fraction: string | null;
  /** Of a median: its interval, and how many still run. */
  readonly sure: string | null;
}
/** One definition with all values that rest on it. */
export interface AnnexEntry {
  readonly id: string;
  readonly title: string;
  /** Definition, the two sides, exclusions, choices, what it is not for, the law: each under its name. */
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  readonly values: readonly AnnexValue[];
}

/** Every figure of the report: values over several periods share one definition. In the order of their first use. */
export function annexOf(report: Report, language: Language): readonly AnnexEntry[] {
  const groups = new Map<string, ReportFigure[]>();
  for (const figure of report.figures) {
    const key = `${figure.measure} ${figure.definition.zh}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()].flatMap((figures) => {
    const [first] = figures;
    return first ? [entryOf(first, figures, language)] : [];
  });
}

function entryOf(first: ReportFigure, figures: readonly ReportFigure[], language: Language): AnnexEntry {
  const t = frameWords[language];
  const own = figures.find((figure) => figure.id === first.measure && figure.where === undefined) ?? first;
  const title = own.title[language];
  const sides = figures.find((figure) => figure.as === 'value' && figure.numerator && figure.denominator);
  const excluded = figures.flatMap((figure) => {
    const said = figure.excluded.map((one) => `${one.what[language]} ${numeral(one.value, language)}`).join(t.list);
    return said === '' ? [] : [`${figure.period.text[language]}${t.colon}${said}`];
  });
  const line = (label: string, text: string | undefined) =>
    text === undefined || text === '' ? [] : [{ label, text }];
  const values = new Map<string, AnnexValue>();
  for (const figure of figures) {
    const value = annexValue(figure, title, language);
    const key = [value.title, value.period, value.value, value.fraction].join('|');
    const same = values.get(key);
    values.set(key, same ? { ...same, marks: [...same.marks, ...value.marks] } : value);
  }
  return {
    id: first.measure,
    title,
    lines: [
      ...line(t.definition, own.definition[language]),
      ...line(t.numerator, sides?.numerator?.text[language]),
      ...line(t.denominator, sides?.denominator?.text[language]),
      ...line(t.excluded, [...new Set(excluded)].join(t.list)),
      ...first.choices.flatMap((choice) => line(t.choice, choice[language])),
      ...line(t.notFor, first.notFor[language]),
      ...line(t.law, first.cites.map((cite) => cite.short[language]).join(t.list)),
    ],
    values: [...values.values()],
  };
}

function annexValue(figure: ReportFigure, title: string, language: Language): AnnexValue {
  const t = frameWords[language];
  const unit = figure.unit.text[language];
  const said = figure.display.en === '1' ? unit.replace(/s$/, '') : unit;
  const behind = unit === '' || unit === '%' ? '' : language === 'zh' ? unit : ` ${said}`;
  const sides = figure.numerator && figure.denominator ? [figure.numerator, figure.denominator] : null;
  // `不捕率（2018）` over 2018 says no more than the measure over that period.
  const same = figure.as === 'value' && figure.where === undefined && figure.title[language].startsWith(title);
  return {
    marks: [{ nr: figure.nr, key: figure.key }],
    title: same || figure.title[language] === title ? null : figure.title[language],
    period: figure.period.text[language],
    value: figure.value === null ? figure.display[language] : `${figure.display[language]}${behind}`,
    fraction: sides === null ? null : sides.map((side) => numeral(side.value, language)).join(t.over),
    sure: sureOf(figure, language),
  };
}

/** `95%区间12—15日；30件尚未办结`: how sure a median is. Null: the figure is none. */
export function sureOf(
  of: { readonly interval?: Interval | undefined; readonly censored?: number | undefined },
  language: Language,
): string | null {
  const t = frameWords[language];
  const end = (value: number | null): string => (value === null ? t.open : numeral(value, language, 1));
  const said = [
    ...(of.interval ? [t.interval(end(of.interval.from), end(of.interval.to))] : []),
    ...(of.censored === undefined ? [] : [t.running(numeral(of.censored, language))]),
  ];
  return said.length === 0 ? null : said.join(t.list);
}
type Interval = { readonly from: number | null; readonly to: number | null } | null;

/** Number of each figure in the annex, by its key. */
export const orderOf = (report: Report): ReadonlyMap<string, number> =>
  new Map(report.figures.map((figure) => [figure.key, figure.nr]));
