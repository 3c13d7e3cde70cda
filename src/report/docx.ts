import {
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Report } from './schemas.ts';

const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312', cs: 'Times New Roman' };
const words = {
  zh: { definitions: '指标定义', heads: ['指标', '数值', '分子／分母', '定义', '依据'], known: '数据截至' },
  en: {
    definitions: 'Definitions',
    heads: ['Measure', 'Value', 'Fraction', 'Definition', 'Law'],
    known: 'As known at',
  },
} as const;

/** The report as a Word file: the sentences with an index number at each figure, and the definitions as a table at the end. */
export async function reportDocx(report: Report, language: 'zh' | 'en'): Promise<Uint8Array> {
  const t = words[language];
  const order = new Map(report.figures.map((figure, n) => [figure.id, n + 1]));
  const run = (text: string, more: object = {}) => new TextRun({ text, font, size: 32, ...more });
  const small = (text: string, more: object = {}) => new TextRun({ text, font, size: 20, ...more });
  const body = report.sections.flatMap((section) => [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      spacing: { before: 320, after: 120 },
      children: [run(section.title[language], { bold: true })],
    }),
    ...section.sentences.map(
      (sentence) =>
        new Paragraph({
          spacing: { line: 560, lineRule: 'exact' },
          indent: { firstLine: 640 },
          children: sentence[language].flatMap((part) =>
            part.kind === 'figure'
              ? [run(part.text, { bold: true }), run(String(order.get(part.figure) ?? ''), { superScript: true })]
              : [run(part.text)],
          ),
        }),
    ),
  ]);
  const cell = (text: string, bold = false) =>
    new TableCell({
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: [new Paragraph({ children: [small(text, { bold })] })],
    });
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: t.heads.map((head) => cell(head, true)) }),
      ...report.figures.map(
        (figure) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(`${order.get(figure.id)} ${figure.title[language]} (${figure.id} v${figure.version})`),
              cell(figure.display[language]),
              cell(
                figure.numerator && figure.denominator ? `${figure.numerator.value} / ${figure.denominator.value}` : '',
              ),
              cell(figure.definition[language]),
              cell(figure.cites.map((cite) => cite.short[language]).join('; ')),
            ],
          }),
      ),
    ],
  });
  const document = new Document({
    title: report.title[language],
    creator: report.office[language],
    sections: [
      {
        properties: {
          page: { size: { width: 11906, height: 16838 }, margin: { top: 2098, bottom: 1984, left: 1587, right: 1474 } },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: 'center',
                children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font, size: 28 })],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({
            alignment: 'center',
            spacing: { after: 160 },
            heading: HeadingLevel.TITLE,
            children: [
              new TextRun({ text: report.title[language], font: { ...font, eastAsia: '方正小标宋简体' }, size: 44 }),
            ],
          }),
          new Paragraph({
            alignment: 'center',
            spacing: { after: 320 },
            children: [small(`${report.office[language]} · ${t.known} ${report.asKnown[language]}`)],
          }),
          ...body,
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            spacing: { before: 480, after: 160 },
            children: [run(t.definitions, { bold: true })],
          }),
          table,
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
