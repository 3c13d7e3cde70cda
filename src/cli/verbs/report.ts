import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { openOffice } from '../office.ts';
import { type Call, document, type Exit, languageIn, text, type Verb, wrongCall } from '../verb.ts';

const sources: Readonly<Record<string, string>> = {
  '.html': '/api/report.html',
  '.docx': '/api/report.docx',
  '.json': '/api/report',
};

async function run(call: Call): Promise<Exit> {
  const { values, words, json, say, warn } = call;
  if (words.length > 0) throw wrongCall(`custos report: unexpected “${words.join(' ')}”; name the file with -o FILE`);
  const period = text(values, 'period');
  if (period === undefined) throw wrongCall('custos report: expected --period, as --period 2018..2022');
  const { parsePeriod } = await import('#measures/index.ts');
  const parsed = parsePeriod(period);
  if (!parsed.ok) throw wrongCall(`custos report: --period: ${parsed.error.en}`);
  const language = languageIn(call, 'report', 'zh');
  const file = text(values, 'output');
  if (file === undefined && !json) throw wrongCall('custos report: expected -o FILE.html, .docx or .json');
  const source = file === undefined ? null : sources[extname(file).toLowerCase()];
  if (source === undefined) throw wrongCall(`custos report: ${file}: expected a file ending in .html, .docx or .json`);
  const { Report } = await import('#report/index.ts');
  const office = await openOffice(call, 'report');
  try {
    const query = `?period=${period}&language=${language}`;
    const report = Report.parse(await (await office.get(`/api/report${query}`)).json());
    if (file !== undefined && source !== null) {
      const bytes = new Uint8Array(await (await office.get(`${source}${query}`)).arrayBuffer());
      await writeFile(file, bytes).catch((error: unknown) => {
        const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        throw wrongCall(`custos report: ${file} cannot be written (${why})`);
      });
    }
    if (json) say(document(report));
    else warn(`${file}: ${report.figures.length} figures`);
    return 0;
  } finally {
    await office.close();
  }
}

export const report: Verb = {
  name: 'report',
  usage: ['report --period P -o FILE.html|.docx|.json [--language zh|en] [--data DIR] [--json]'],
  does: 'the report, every figure counted now',
  help: [
    '--period P        2026, 2026-11, 2026-01..2026-10 or 2018..2022',
    '-o FILE           its ending says the form: .html, .docx or .json',
    '--language L      zh (without it) or en, for .html and .docx; .json holds both',
    '--data DIR        the office in DIR; without it the made-up one of ./run',
  ].join('\n'),
  options: {
    period: { type: 'string' },
    output: { type: 'string', short: 'o' },
    language: { type: 'string' },
    data: { type: 'string' },
  },
  run,
};
