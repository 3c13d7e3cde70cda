import { resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { extractRawText } from 'mammoth';
import { describe, expect, test } from 'vitest';
import { loadPack } from '#law/index.ts';
import { loadCatalogue, type Period, parsePeriod } from '#measures/index.ts';
import { chartNote, chartSvg } from './chart.ts';
import { families, fontFiles } from './fonts.ts';
import { buildReport, loadTemplates, Report, reportFile } from './index.ts';
import { annexOf } from './layout.ts';
import { typeset } from './pdf.ts';
import type { FigureExhibit } from './schemas.ts';
import { madeFigures, textOf, years } from './testing.ts';
import { words } from './text/words.ts';

const period = (text: string): Period => {
  const read = parsePeriod(text);
  if (!read.ok) throw new Error(text);
  return read.value;
};
const regions = { 甲: 12, 乙: 7, 丙: 0 };
const source = madeFigures({
  prosecuted: {
    title: words('起诉 <人>', 'Persons <prosecuted>'),
    years: years(2013, [90, 95, 99, 100, 101, 100, 110, 120, 130, 150]),
    regions,
  },
  refused: {
    title: words('不捕率', 'Non-arrest rate'),
    years: years(2018, [20, 25, 30, 35, 40]),
    over: years(2018, [100, 100, 100, 100, 100]),
    regions,
  },
  apart: {
    title: words('不起诉率', 'Non-prosecution rate'),
    years: years(2018, [8, 9, 12, 20, 26]),
    over: years(2018, [100, 100, 100, 100, 100]),
  },
});
const text = `---
title: {zh: '{office}工作报告（{period}）', en: 'Report on the work of {office}, {period}'}
---

## 一、起诉 | Prosecution {#prosecution}

五年起诉{figure:prosecuted}人，与前五年相比{moved:prosecuted}。不捕率**{figure:refused last}**，分子{figure:refused last show=numerator}。引用{quoted:29 source="来函 | a letter"}，{blank:姓名 | name}。

en: In five years {figure:prosecuted} were prosecuted; the number {moved:prosecuted}. The rate was **{figure:refused last}**, numerator {figure:refused last show=numerator}. Quoted {quoted:29 source="来函 | a letter"}, {blank:姓名 | name}.

{figure:prosecuted by=year}

{figure:refused,apart by=year}

{figure:prosecuted by=region form=chart caption="各地 | Everywhere"}

{figure:refused by=region form=table}

- 一{figure:apart last}

en:

- one {figure:apart last}

| 指标 | 数 |
| --- | --- |
| 起诉 | {figure:prosecuted last} |

en:

| Figure | Number |
| --- | --- |
| Prosecuted | {figure:prosecuted last} |
`;
const scope = { id: 'o1', title: words('甲<院>', 'Office <A>') };

async function report(): Promise<Report> {
  const now = Date.UTC(2023, 0, 31);
  const built = await buildReport(textOf(text), source, scope, period('2018..2022'), { now, zone: 'Asia/Shanghai' });
  if (!built.ok) throw new Error(built.faults.map((fault) => fault.message.en).join('\n'));
  return built.report;
}
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('the report as data', () => {
  test('it is what its schema says, and stays it through JSON', async () => {
    const made = await report();
    const read = Report.parse(JSON.parse(utf8(await reportFile(made, 'json', 'zh'))));
    expect(read).toEqual(made);
    expect(read.title).toEqual(words('甲<院>工作报告（2018—2022年）', 'Report on the work of Office <A>, 2018–2022'));
  });

  test('every part, cell and series names a figure of the annex, in the order of first use', async () => {
    const { sections, figures } = await report();
    const keys = figures.map((figure) => figure.key);
    expect(figures.map((figure) => figure.nr)).toEqual(keys.map((_, n) => n + 1));
    const used = sections.flatMap((section) => [
      ...section.sentences
        .flatMap((sentence) => [...sentence.zh, ...sentence.en])
        .flatMap((part) => (part.kind === 'figure' ? [part.key] : [])),
      ...section.exhibits.flatMap((exhibit) =>
        exhibit.kind === 'figures' ? exhibit.series.map((one) => one.key) : [],
      ),
    ]);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((key) => !keys.includes(key))).toEqual([]);
    expect(figures.find((figure) => figure.key === 'prosecuted@2013-01-01..2017-12-31')?.value).toBe(485);
  });

  test('tables and charts are numbered apart, in order, and stand after their sentence', async () => {
    const [section] = (await report()).sections;
    expect(section?.exhibits.map((one) => [one.after, one.table, one.kind === 'figures' ? one.chart : null])).toEqual([
      [1, 1, 1],
      [1, 2, 2],
      [1, null, 3],
      [1, 3, null],
      [2, 4, null],
    ]);
    const [first] = (section?.exhibits ?? []) as FigureExhibit[];
    expect(first?.rows.map((row) => row.cells[0]?.value)).toEqual([100, 110, 120, 130, 150]);
    expect(first?.caption.en).toBe('Persons <prosecuted>, 2018–2022, by year');
  });

  test('a year that has not ended is marked, and one that has not begun is not there', async () => {
    const moment = { now: Date.UTC(2021, 5, 30), zone: 'Asia/Shanghai' };
    const short = textOf('# t\n\n{figure:prosecuted by=year}');
    const made = await buildReport(short, source, scope, period('2018..2022'), moment);
    const [first] = (made.ok ? (made.report.sections[0]?.exhibits ?? []) : []) as FigureExhibit[];
    expect(first?.rows.map((row) => [row.key, row.partial])).toEqual([
      ['2018', false],
      ['2019', false],
      ['2020', false],
      ['2021', true],
    ]);
  });
});

describe('charts', () => {
  const exhibits = async (): Promise<FigureExhibit[]> =>
    ((await report()).sections[0]?.exhibits ?? []).filter((one): one is FigureExhibit => one.kind === 'figures');

  test('bars of counts begin at zero and are as long as their numbers say', async () => {
    const [first] = await exhibits();
    const svg = first ? chartSvg(first, 'en') : '';
    const heights = [...svg.matchAll(/<rect[^>]* height="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(heights).toHaveLength(5);
    const scale = (heights[0] ?? 0) / 100;
    [100, 110, 120, 130, 150].forEach((value, n) => {
      expect((heights[n] ?? 0) / scale).toBeCloseTo(value, 1);
    });
    for (const value of ['100', '150']) expect(svg).toContain(`>${value}<`);
  });

  test('each line has a colour, a dash and a name of its own', async () => {
    const svg = chartSvg((await exhibits())[1] as FigureExhibit, 'zh');
    expect(new Set(svg.match(/stroke-width="2" stroke="#[0-9A-F]{6}"/g)).size).toBe(2);
    expect(svg).toContain('stroke-dasharray="6,3"');
    expect(svg).toContain('不捕率');
    expect(svg).toContain('不起诉率');
  });

  test('many parts: the largest are drawn, places in their own order, and the rest is said', async () => {
    const [, , third] = await exhibits();
    if (!third) throw new Error('no chart');
    const rows = Array.from({ length: 20 }, (_, n) => ({
      ...third.rows[0],
      key: `k${n}`,
      title: words(`第${n}`, `part ${n}.`),
      partial: false,
      cells: [{ value: n, display: words(`${n}`, `${n}`) }],
    }));
    const offence = { ...third, dimension: 'offence', rows };
    const office = { ...third, dimension: 'office', rows };
    const drawn = (exhibit: FigureExhibit) =>
      [...chartSvg(exhibit, 'en').matchAll(/>part (\d+)\.</g)].map((match) => Number(match[1]));
    expect(drawn(offence)).toEqual([19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
    expect(drawn(office)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(chartNote(offence, 'en')).toBe('The chart shows the largest 15; 5 more are in the table');
    expect(chartNote(office, 'zh')).toBe('图中只列前15项，其余5项见表');
  });

  test('they carry no style sheet, no script and no address, and say what they show', async () => {
    for (const exhibit of await exhibits())
      for (const language of ['zh', 'en'] as const) {
        const svg = chartSvg(exhibit, language);
        expect(svg).not.toMatch(/<style|<script|class=|href|url\(/);
        expect(svg).toContain('role="img"');
      }
  });
});

describe('the report as a file', () => {
  test('.html holds everything itself and every figure leads to its definition', async () => {
    for (const language of ['zh', 'en'] as const) {
      const html = utf8(await reportFile(await report(), 'html', language));
      const without = html.replaceAll('http://www.w3.org/2000/svg', '');
      expect(without).not.toMatch(/https?:|src=|<script|<link|@import|url\(/);
      expect(html).not.toMatch(/<人>|<A>|<&>|<prosecuted>/);
      const links = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? '');
      expect(links.length).toBeGreaterThan(5);
      expect(links.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
      expect(html.match(/<svg/g)).toHaveLength(3);
      expect(html).toContain(language === 'zh' ? '与前五年相比' : 'rose by 25.8%');
    }
  });

  test('.docx opens, holds every sentence, every figure and its definition, and its pictures', async () => {
    for (const language of ['zh', 'en'] as const) {
      const made = await report();
      const bytes = await reportFile(made, 'docx', language);
      const { value } = await extractRawText({ buffer: Buffer.from(bytes) });
      for (const section of made.sections)
        for (const sentence of section.sentences)
          for (const part of sentence[language]) expect(value).toContain(part.text.trim());
      for (const row of annexOf(made, language)) {
        for (const held of [row.id, row.title, ...row.lines.flatMap(({ label, text }) => [label, text])])
          expect(value).toContain(held);
        for (const one of row.values)
          for (const held of [one.value, one.period, one.fraction ?? '']) expect(value).toContain(held);
      }
      expect(value).toContain(language === 'zh' ? '表1' : 'Table 1');
      expect(value).toContain(language === 'zh' ? '图3' : 'Figure 3');
      const files = unzipSync(bytes);
      const pictures = Object.entries(files).filter(([name]) => name.startsWith('word/media/'));
      expect(pictures).toHaveLength(3);
      for (const [, picture] of pictures) expect([...picture.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
      const xml = utf8(files['word/document.xml'] ?? new Uint8Array());
      expect(xml).toContain('w:eastAsia="方正小标宋简体"');
      expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
      expect(xml).toContain('w:top="2098"');
    }
  });

  test('.pdf is typeset with the fonts named and without a warning, with whatever fonts there are', async () => {
    const made = await report();
    const packaged = fontFiles().filter((file) => file.includes('NotoSerifSC_'));
    for (const files of [fontFiles(), ...(packaged.length > 0 ? [] : [packagedFonts()])])
      for (const language of ['zh', 'en'] as const) {
        const { pdf, warnings } = typeset(made, language, files);
        expect(warnings).toEqual([]);
        expect(utf8(pdf.subarray(0, 5))).toBe('%PDF-');
        const names = [
          ...Buffer.from(pdf)
            .toString('latin1')
            .matchAll(/\/BaseFont\s*\/[A-Z]{6}\+([\w-]+)/g),
        ].map((match) => match[1] ?? '');
        const wanted = families(files).serif.replaceAll(' ', '').replace(/SC$/, '');
        expect(names.length).toBeGreaterThan(0);
        expect(names.filter((name) => !/^Noto(Serif|Sans)/.test(name))).toEqual([]);
        expect(names.some((name) => name.startsWith(wanted))).toBe(true);
      }
  });

  test('a font that is not there is a warning of the typesetter, so the test above sees it', async () => {
    const { warnings } = typeset(await report(), 'en', fontFiles(), { serif: 'No Such Face', sans: 'No Such Face' });
    expect(warnings.join('\n')).toContain('unknown font family');
  });
});

const packagedFonts = (): string[] =>
  ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'].map((name) =>
    resolve(import.meta.dirname, '../../node_modules/@expo-google-fonts/noto-serif-sc', name),
  );

describe('the texts of the law pack', () => {
  const pack = loadPack(resolve(import.meta.dirname, '../../law/cn'));
  if (!pack.ok) throw new Error('pack');
  const catalogue = loadCatalogue(pack.value);
  if (!catalogue.ok) throw new Error(catalogue.error.en);

  test('each is read, strict, in both languages, and names only figures there are', () => {
    const read = loadTemplates(pack.value, catalogue.value);
    expect(read.ok ? [] : read.error.en.split('\n')).toEqual([]);
    if (!read.ok) return;
    expect(read.value.map((template) => template.id)).toEqual(['deputy-reply', 'five-year', 'monthly', 'quarterly']);
    for (const { text } of read.value) {
      expect([text.strict, text.languages]).toEqual([true, ['zh', 'en']]);
      expect(text.about).not.toBeNull();
    }
  });

  test('no English sentence begins with a number', () => {
    const read = loadTemplates(pack.value, catalogue.value);
    const found = (read.ok ? read.value : []).flatMap(({ id, source }) =>
      source.split('\n').flatMap((line, n) => (/^en: \{figure|[.?!]\]? \{figure/.test(line) ? [`${id}:${n + 1}`] : [])),
    );
    expect(found).toEqual([]);
  });

  test('the five-year report says every figure of a section of the report', () => {
    const read = loadTemplates(pack.value, catalogue.value);
    const text = read.ok ? (read.value.find((template) => template.id === 'five-year')?.source ?? '') : '';
    const used = new Set([...text.matchAll(/\{(?:figure|moved|rank|change):([a-z0-9-]+)/g)].map((match) => match[1]));
    const first = catalogue.value.figures.slice(0, 118).map((figure) => figure.id);
    expect(first.filter((id) => !used.has(id))).toEqual([]);
  });

  test('a text that names what is not there is refused with file and line', () => {
    const fewer = {
      ...catalogue.value,
      measures: catalogue.value.measures.filter((measure) => measure.id !== 'arrested'),
    };
    const read = loadTemplates(pack.value, fewer);
    expect(read.ok ? '' : read.error.en).toMatch(/^reports\/monthly\.md:9: \{figure:arrested\}: no figure "arrested"/m);
  });
});
