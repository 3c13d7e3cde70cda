import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { chartNote, chartSvg } from './chart.ts';
import {
  type AnnexValue,
  annexOf,
  captions,
  exhibitsAfter,
  frameWords,
  headOf,
  orderOf,
  rowsOf,
  tableNote,
} from './layout.ts';
import { pngOf } from './png.ts';
import type { Exhibit, FigureExhibit, Part, Report, Section } from './schemas.ts';
import type { Language } from './text/words.ts';

/**
 * Faces as official documents name them (GB/T 9704); they are named, not bundled. Sizes in half points: title 22 pt (二号),
 * text 16 pt (三号), tables 10.5 pt (五号).
 */
const latin = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' };
const text = { ...latin, eastAsia: '仿宋_GB2312' };
const title = { ...latin, eastAsia: '方正小标宋简体' };
const heavy = { ...latin, eastAsia: '黑体' };
const italic = { ...latin, eastAsia: '楷体_GB2312' };
const size = { title: 44, text: 32, caption: 24, table: 21, annex: 18 } as const;
const line = 560;
/** Width of the text in twentieths of a point: A4 less 28 mm and 26 mm. */
const textWidth = 8845;
const pictureWidth = 480;
/** Tables of no more rows stay on one page. */
const fewRows = 8;

/** The report as a Word file: text with an index number at each figure, numbered tables and charts, and the annex of definitions. */
export async function reportDocx(report: Report, language: Language): Promise<Uint8Array> {
  const t = frameWords[language];
  const latinText = language === 'en' ? 28 : size.text;
  const order = orderOf(report);
  const run = (content: string, more: IRunOptions = {}) =>
    new TextRun({ text: content, font: text, size: latinText, ...more });
  const seen = new Set<string>();
  const runs = (parts: readonly Part[], more: IRunOptions = {}): TextRun[] =>
    parts.flatMap((part) => {
      if (part.kind === 'figure') {
        const nr = order.get(part.key);
        const first = nr !== undefined && !seen.has(part.key);
        seen.add(part.key);
        return [run(part.text, more), ...(first ? [run(`[${nr}]`, { ...more, superScript: true })] : [])];
      }
      if (part.kind === 'quoted')
        return [run(part.text, more), run(` (${t.quoted} ${part.source[language]})`, { ...more, size: size.caption })];
      return [
        run(part.text, {
          ...more,
          bold: part.strong,
          italics: part.emphasis && language === 'en',
          ...(part.emphasis && language === 'zh' ? { font: italic } : {}),
          ...(part.blank ? { underline: {} } : {}),
        }),
      ];
    });
  const body = report.sections.flatMap((section) => [
    ...(section.title[language] === '' ? [] : [heading(section, language)]),
    ...exhibitsAfter(section, 0).flatMap((exhibit) => shown(exhibit, language, runs)),
    ...section.sentences.flatMap((sentence, n) => [
      new Paragraph({
        spacing: language === 'zh' ? { line, lineRule: 'exact' } : { line: 340, after: 120 },
        alignment: language === 'zh' ? AlignmentType.JUSTIFIED : AlignmentType.LEFT,
        ...(sentence.form === 'item'
          ? { bullet: { level: 0 } }
          : {
              indent: { firstLine: language === 'zh' ? 640 : 0, ...(sentence.form === 'quote' ? { left: 640 } : {}) },
            }),
        children: runs(sentence[language]),
      }),
      ...exhibitsAfter(section, n + 1).flatMap((exhibit) => shown(exhibit, language, runs)),
    ]),
  ]);
  const document = new Document({
    evenAndOddHeaderAndFooters: true,
    title: report.title[language],
    creator: report.scope.title[language],
    styles: {
      default: { document: { run: { font: text, size: latinText, language: { value: 'en-GB', eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 2098, bottom: 1984, left: 1587, right: 1474, footer: 1300 },
          },
        },
        // 4号 half-width with a dash at each side; odd pages at the right, even ones at the left, one sign from the edge.
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 400, after: 280, line: 640 },
            heading: HeadingLevel.TITLE,
            children: [
              new TextRun({
                text: report.title[language],
                font: title,
                size: size.title,
                color: '000000',
                bold: language === 'en',
              }),
            ],
          }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: report.remark ? 60 : 400 },
            children: [
              run(`${report.scope.title[language]} · ${t.known} ${report.asKnown[language]}`, {
                size: size.caption,
                font: italic,
              }),
            ],
          }),
          ...(report.remark
            ? [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  spacing: { after: 400 },
                  children: [run(report.remark[language], { size: size.caption, bold: true })],
                }),
              ]
            : []),
          ...body,
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            pageBreakBefore: true,
            spacing: { after: 120 },
            children: [
              new TextRun({ text: t.annex, font: heavy, size: size.text, color: '000000', bold: language === 'en' }),
            ],
          }),
          new Paragraph({
            spacing: { after: 160 },
            children: [run(`${t.known} ${report.asKnown[language]}`, { size: size.annex })],
          }),
          ...annex(report, language),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function pageNumber(edge: 'left' | 'right'): Footer {
  const number = new TextRun({
    children: ['— ', PageNumber.CURRENT, ' —'],
    font: { ...latin, eastAsia: '宋体' },
    size: 28,
  });
  const alignment = edge === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT;
  return new Footer({ children: [new Paragraph({ alignment, indent: { [edge]: 280 }, children: [number] })] });
}

const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

/** 一、 in 黑体, （一） in 楷体, 1. in 仿宋, as the standard has them. */
function heading(section: Section, language: Language): Paragraph {
  const level = Math.min(3, section.level);
  const font = level === 1 ? heavy : level === 2 ? italic : text;
  const big = language === 'en' ? [32, 28, 26][level - 1] : size.text;
  return new Paragraph({
    heading: levels[level - 1],
    keepNext: true,
    spacing: { before: level === 1 ? 280 : 160, after: 80, line },
    indent: { firstLine: language === 'zh' ? 640 : 0 },
    children: [
      new TextRun({
        text: section.title[language],
        font,
        size: big,
        color: '000000',
        bold: language === 'en' || level === 2,
      }),
    ],
  });
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: '808080' };
const thick = { style: BorderStyle.SINGLE, size: 10, color: '000000' };
const none = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' };

interface Cell {
  readonly children: readonly TextRun[];
  readonly right: boolean;
}

/** Three lines, no verticals: over the head, under it, at the foot. */
function lined(head: readonly Cell[], rows: readonly (readonly Cell[])[], widths: readonly number[]): Table {
  const together = rows.length <= fewRows;
  const cell = (one: Cell, n: number, isHead: boolean, keepNext: boolean) =>
    new TableCell({
      width: { size: widths[n] ?? 0, type: WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 80, right: 80 },
      verticalAlign: isHead ? VerticalAlign.BOTTOM : VerticalAlign.TOP,
      borders: { top: isHead ? thick : thin, bottom: isHead ? thin : none, left: none, right: none },
      children: [
        new Paragraph({
          keepNext,
          alignment: one.right ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [...one.children],
        }),
      ],
    });
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [...widths],
    borders: { top: thick, bottom: thick, left: none, right: none, insideVertical: none, insideHorizontal: thin },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: head.map((one, n) => cell(one, n, true, true)) }),
      ...rows.map(
        (row, r) =>
          new TableRow({
            cantSplit: true,
            children: row.map((one, n) => cell(one, n, false, together && r < rows.length - 1)),
          }),
      ),
    ],
  });
}

const small = (content: string, of: number, more: IRunOptions = {}): TextRun =>
  new TextRun({ text: content, font: text, size: of, ...more });

const caption = (content: string, above: boolean): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: above,
    spacing: { before: above ? 240 : 60, after: above ? 80 : 240 },
    children: [new TextRun({ text: content, font: heavy, size: size.caption })],
  });
const note = (content: string | null): Paragraph[] =>
  content === null
    ? []
    : [new Paragraph({ spacing: { before: 40, after: 120 }, children: [small(content, size.annex)] })];
const gap = (): Paragraph => new Paragraph({ spacing: { after: 120 }, children: [] });

function shown(
  exhibit: Exhibit,
  language: Language,
  runs: (parts: readonly Part[], more?: IRunOptions) => TextRun[],
): (Paragraph | Table)[] {
  const { table, chart } = captions(exhibit, language);
  if (exhibit.kind === 'text') {
    const width = Math.floor(textWidth / Math.max(1, exhibit.head.length));
    const cells = (row: Exclude<Exhibit, FigureExhibit>['head']): Cell[] =>
      row.map((cell) => ({ children: runs(cell[language], { size: size.table }), right: false }));
    return [
      caption(table ?? '', true),
      lined(
        cells(exhibit.head),
        exhibit.rows.map(cells),
        exhibit.head.map(() => width),
      ),
      gap(),
    ];
  }
  return [
    ...(chart === null
      ? []
      : [picture(exhibit, language, chart), caption(chart, false), ...note(chartNote(exhibit, language))]),
    ...(table === null
      ? []
      : [caption(table, true), numbers(exhibit, language), ...note(tableNote(exhibit, language)), gap()]),
    ...(table === null && chart !== null ? [numbers(exhibit, language), gap()] : []),
  ];
}

function picture(exhibit: FigureExhibit, language: Language, name: string): Paragraph {
  const { bytes, width, height } = pngOf(chartSvg(exhibit, language));
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 240 },
    children: [
      new ImageRun({
        type: 'png',
        data: bytes,
        transformation: { width: pictureWidth, height: Math.round((pictureWidth * height) / width) },
        altText: { title: name, description: name, name },
      }),
    ],
  });
}

function numbers(exhibit: FigureExhibit, language: Language): Table {
  const cells = (row: readonly string[], bold: boolean): Cell[] =>
    row.map((content, n) => ({ children: [small(content, size.table, { bold })], right: n > 0 }));
  const columns = exhibit.series.length + 1;
  const width = Math.floor(textWidth / columns);
  return lined(
    cells(headOf(exhibit, language), true),
    rowsOf(exhibit, language).map((row) => cells(row, false)),
    Array.from({ length: columns }, () => width),
  );
}

/** Each definition under its title: what it means line by line, then the values that rest on it. */
function annex(report: Report, language: Language): Paragraph[] {
  const t = frameWords[language];
  const quiet = { color: '595959' } as const;
  const line = (children: TextRun[], more: { readonly keepNext?: boolean; readonly before?: number } = {}): Paragraph =>
    new Paragraph({ keepLines: true, ...more, spacing: { before: more.before ?? 0, after: 20 }, children });
  const labelled = (label: string, text: string): TextRun[] => [
    new TextRun({ text: `${label}${t.colon}`, font: heavy, size: size.annex, bold: language === 'en' }),
    small(text, size.annex),
  ];
  return annexOf(report, language).flatMap((entry) => [
    line(
      [
        new TextRun({ text: entry.title, font: heavy, size: size.table, bold: true }),
        small(`  ${entry.id}`, size.annex, quiet),
      ],
      {
        keepNext: true,
        before: 200,
      },
    ),
    ...entry.lines.map(({ label, text }, n) => line(labelled(label, text), n === 0 ? { keepNext: true } : {})),
    line(labelled(t.values, entry.values.map((value) => valueLine(value, language)).join(t.list))),
  ]);
}

const valueLine = ({ marks, title: name, period, value, fraction, sure }: AnnexValue, language: Language): string => {
  const told = [fraction, sure].filter((one) => one !== null).join(frameWords[language].list);
  const behind = told === '' ? '' : language === 'zh' ? `（${told}）` : ` (${told})`;
  const before = name === null ? '' : `${name}${language === 'zh' ? '，' : ', '}`;
  return `[${marks.map(({ nr }) => nr).join(', ')}] ${before}${period}${frameWords[language].colon}${value}${behind}`;
};
