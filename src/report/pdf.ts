import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { chartNote, chartSvg } from './chart.ts';
import { families, fontFiles } from './fonts.ts';
import { annexOf, captions, exhibitsAfter, frameWords, headOf, orderOf, rowsOf, tableNote } from './layout.ts';
import type { Exhibit, Part, Report } from './schemas.ts';
import type { Language } from './text/words.ts';

interface SetPart {
  readonly text: string;
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  readonly blank?: boolean;
  readonly source?: string;
  readonly note?: number;
}

/** The report as PDF, typeset by Typst; no browser and nothing fetched. Throws only when the layout itself is broken. */
export function reportPdf(report: Report, language: Language): Uint8Array {
  return typeset(report, language).pdf;
}

/** With the compiler's warnings: a font that is missing is one. */
export function typeset(
  report: Report,
  language: Language,
  files: readonly string[] = fontFiles(),
  faces: ReturnType<typeof families> = families(files),
): { readonly pdf: Uint8Array; readonly warnings: readonly string[] } {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: folders }] });
  const at = (name: string): string => resolve(import.meta.dirname, name);
  const charts = new Map<string, string>();
  const data = paper(report, language, faces, charts);
  compiler.mapShadow(at('report.json'), Buffer.from(JSON.stringify(data)));
  for (const [name, svg] of charts) compiler.mapShadow(at(name), Buffer.from(fonted(svg, faces.sans)));
  const result = compiler.compile({ mainFileContent: readFileSync(at('pdf.typ'), 'utf8') });
  const told = (error: ReturnType<typeof result.takeWarnings>): string[] =>
    error === null
      ? []
      : compiler.fetchDiagnostics(error).map((one: { message?: string }) => String(one.message ?? one));
  if (result.result === null) throw new Error(`report.pdf: ${told(result.takeError()).join('; ')}`);
  const warnings = told(result.takeWarnings());
  const pdf = new Uint8Array(compiler.pdf(result.result));
  compiler.evictCache(0);
  return { pdf, warnings };
}

/** The typesetter looks for the first family only. */
const fonted = (svg: string, family: string): string => svg.replace(/font-family="[^"]*"/g, `font-family="${family}"`);

function paper(
  report: Report,
  language: Language,
  faces: { serif: string; sans: string },
  charts: Map<string, string>,
) {
  const t = frameWords[language];
  const order = orderOf(report);
  const seen = new Set<string>();
  const part = (p: Part): SetPart => {
    if (p.kind === 'quoted') return { text: p.text, source: `${t.quoted} ${p.source[language]}` };
    if (p.kind === 'text') return p;
    const note = seen.has(p.key) ? undefined : order.get(p.key);
    seen.add(p.key);
    return { text: p.text, ...(note === undefined ? {} : { note }) };
  };
  const plain = (text: string): SetPart[] => [{ text }];
  const shown = (exhibit: Exhibit): object[] => {
    const { table, chart } = captions(exhibit, language);
    if (exhibit.kind === 'text')
      return [
        {
          kind: 'table',
          numbers: false,
          caption: table,
          note: null,
          head: exhibit.head.map((cell) => cell[language].map(part)),
          rows: exhibit.rows.map((row) => row.map((cell) => cell[language].map(part))),
        },
      ];
    const numbers = {
      kind: 'table',
      numbers: true,
      caption: table,
      note: tableNote(exhibit, language),
      head: headOf(exhibit, language).map(plain),
      rows: rowsOf(exhibit, language).map((row) => row.map(plain)),
    };
    if (chart === null) return [numbers];
    const file = `chart-${exhibit.id}.svg`;
    charts.set(file, chartSvg(exhibit, language));
    return [
      { kind: 'chart', file: `/${file}`, caption: chart, alt: chart, note: chartNote(exhibit, language) },
      numbers,
    ];
  };
  return {
    lang: language,
    ...faces,
    title: report.title[language],
    scope: report.scope.title[language],
    remark: report.remark?.[language] ?? null,
    known: `${t.known} ${report.asKnown[language]}`,
    sections: report.sections.map((section) => ({
      level: section.level,
      title: section.title[language],
      blocks: [
        // What a section begins with stays under its heading; else it may float while the text goes on.
        ...exhibitsAfter(section, 0).flatMap(shown),
        ...section.sentences.flatMap((sentence, n) => [
          { kind: sentence.form, parts: sentence[language].map(part) },
          ...exhibitsAfter(section, n + 1)
            .flatMap(shown)
            .map((block) => ({ ...block, floats: true })),
        ]),
      ],
    })),
    annex: { title: t.annex, values: t.values, colon: t.colon, list: t.list, entries: annexOf(report, language) },
  };
}
