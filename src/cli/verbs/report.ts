import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Built, Fault, FileForm, Report } from '#report/index.ts';
import { openNation } from '../nation.ts';
import { nearest } from '../nearest.ts';
import { openOffice } from '../office.ts';
import { type Call, document, type Exit, languageIn, text, type Verb, wrongCall } from '../verb.ts';

type Room = typeof import('#report/index.ts');

const forms: Readonly<Record<string, FileForm>> = { '.html': 'html', '.docx': 'docx', '.pdf': 'pdf', '.json': 'json' };

/** What is to be written: a name of the pack's texts, or a text of one's own. */
type Wanted = { readonly name: string } | { readonly file: string; readonly written: string };
type Told = { readonly report: Report | null; readonly faults: readonly Fault[]; readonly notes: readonly Fault[] };

async function wantedIn({ values }: Call, usual: string): Promise<Wanted> {
  const template = text(values, 'template');
  if (template === undefined) return { name: usual };
  if (extname(template) !== '.md') return { name: template };
  const written = await readFile(template, 'utf8').catch(() => {
    throw wrongCall(`custos report: ${template} cannot be read`);
  });
  return { file: template, written };
}

const told = (built: Built): Told =>
  built.ok ? { report: built.report, faults: [], notes: built.notes } : { report: null, ...built };

/** The whole nation's, or one office's or region's of it. */
async function ofNation(room: Room, call: Call, dir: string, period: string): Promise<Told> {
  const { parsePeriod } = await import('#measures/index.ts');
  const nation = await openNation(dir, 'report');
  try {
    const { figures, pack, catalogue } = nation;
    const parsed = parsePeriod(period);
    if (!parsed.ok) throw wrongCall(`custos report: --period: ${parsed.error.en}`);
    const wanted = await wantedIn(call, 'five-year');
    const templates = room.loadTemplates(pack, catalogue);
    if (!templates.ok) throw wrongCall(`custos report: ${templates.error.en}`);
    const template = 'name' in wanted ? room.templateOf(templates.value, wanted.name) : null;
    if ('name' in wanted && !template)
      throw wrongCall(
        await unknownTemplate(
          wanted.name,
          templates.value.map((one) => one.id),
        ),
      );
    const read = 'name' in wanted ? null : room.readText(wanted.written);
    const body = read?.text ?? template?.text;
    if (!body) throw new Error('report: no text');
    const now = Date.now();
    const id = text(call.values, 'scope') ?? 'all';
    const [first] = catalogue.measures;
    const one = first && (await figures.figure(first.id, id, parsed.value, now));
    if (one && !one.ok) throw wrongCall(`custos report: ${one.error.en}`);
    const whose = id === 'all' || !one ? wholeNation : { title: one.value.scope.title };
    const scope = { id, ...whose, remark: madeUp };
    const source = await room.sourceOf(figures, id, now);
    return told(
      await room.buildReport(
        body,
        source,
        scope,
        parsed.value,
        { now, zone: pack.zone },
        template?.id ?? null,
        read?.faults ?? [],
      ),
    );
  } finally {
    nation.figures.close();
  }
}

const wholeNation = {
  title: { zh: '全国检察机关', en: 'Procuratorates of the nation' },
  running: { zh: '全国检察机关', en: 'the procuratorates of the nation' },
};
const madeUp = { zh: '本报告的数据全部为虚构', en: 'All data of this report are made up' };

const unknownTemplate = async (name: string, known: readonly string[]): Promise<string> => {
  const near = await nearest(name, known);
  return `custos report: --template ${name}: ${near === null ? `expected ${known.join(', ')}, or a FILE.md` : `did you mean ${near}?`}`;
};

async function ofOffice(room: Room, call: Call, period: string): Promise<Told> {
  const wanted = await wantedIn(call, 'monthly');
  const office = await openOffice(call, 'report');
  try {
    if ('name' in wanted) {
      const query = new URLSearchParams({ period, template: wanted.name });
      const report = room.Report.parse(await (await office.get(`/api/report?${query}`)).json());
      return { report, faults: [], notes: [] };
    }
    const answer = await office.ask('/api/own-reports/preview', { text: wanted.written, period });
    return room.OwnReport.parse(await answer.json());
  } finally {
    await office.close();
  }
}

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
  if (file === undefined && !json) throw wrongCall('custos report: expected -o FILE.html, .docx, .pdf or .json');
  const form = file === undefined ? null : forms[extname(file).toLowerCase()];
  if (form === undefined)
    throw wrongCall(`custos report: ${file}: expected a file ending in .html, .docx, .pdf or .json`);
  const room = await import('#report/index.ts');
  const dir = text(values, 'data');
  const nation = dir !== undefined && existsSync(join(dir, 'keys.json'));
  if (!nation && text(values, 'scope') !== undefined)
    throw wrongCall('custos report: --scope: an office has only its own figures; it goes with the --data of a nation');
  const { report, faults, notes } = nation
    ? await ofNation(room, call, dir, period)
    : await ofOffice(room, call, period);
  const template = text(values, 'template') ?? (nation ? 'five-year' : 'monthly');
  const named = extname(template) === '.md' ? template : `reports/${template}.md`;
  for (const { line, message } of [...faults, ...notes]) warn(`${named}${line > 0 ? `:${line}` : ''}: ${message.en}`);
  if (report === null) return 1;
  if (file !== undefined && form !== null) {
    const bytes = await room.reportFile(report, form, language);
    await writeFile(file, bytes).catch((error: unknown) => {
      const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw wrongCall(`custos report: ${file} cannot be written (${why})`);
    });
  }
  if (json) say(document(report));
  else warn(`${file}: ${report.figures.length} figures`);
  return 0;
}

export const report: Verb = {
  name: 'report',
  usage: [
    'report --period P -o FILE.html|.docx|.pdf|.json [--template NAME|FILE.md] [--language zh|en] [--data DIR] [--scope S] [--json]',
  ],
  does: 'the report, every figure counted now and every word held against it',
  help: [
    '--period P        2026, 2026-11, 2026-01..2026-10 or 2018..2022',
    '-o FILE           its ending says the form: .html, .docx, .pdf or .json',
    '--template T      five-year, monthly, quarterly, deputy-reply or a FILE.md of your own (see src/report/README.md);',
    '                  without it five-year for a nation, monthly for an office. A sentence that does not hold: status 1',
    '--language L      zh (without it) or en; .json holds both',
    '--data DIR        the office or the made-up nation in DIR; without it the made-up office of ./run',
    '--scope S         of a nation: an office, the code of a division, or all (without it)',
  ].join('\n'),
  options: {
    period: { type: 'string' },
    output: { type: 'string', short: 'o' },
    template: { type: 'string' },
    language: { type: 'string' },
    data: { type: 'string' },
    scope: { type: 'string' },
  },
  run,
};
