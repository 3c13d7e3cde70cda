/** The texts of a law pack (`law/<pack>/reports/*.md`), read and checked once: every figure they name must be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LawPack } from '#law/index.ts';
import { type Catalogue, narrow, type Period, parsePeriod, type Result } from '#measures/index.ts';
import { checkText } from './build.ts';
import type { Fault } from './schemas.ts';
import { catalogueOf, type FigureSource } from './source.ts';
import { readText } from './text/markdown.ts';
import type { ReportText } from './text/shape.ts';
import { type Words, words } from './text/words.ts';

export interface Template {
  /** Name of the file without its ending. */
  readonly id: string;
  readonly text: ReportText;
  /** As written, to start one's own from. */
  readonly source: string;
}

const none = async () => ({ ok: false, error: words('', '') }) as const;

/** Names that may be used, with nothing behind them: for checking a text. */
const namesOnly = (pack: LawPack, given: Catalogue): FigureSource => ({
  catalogue: catalogueOf(given, (measure) => [...measure.dimensions, ...measure.numerator_by]),
  span: { from: '1900-01-01', to: '2200-12-31' },
  places: [],
  figure: none,
  narrow: (id, texts) => narrow(pack, given, id, texts),
  named: none,
  parts: none,
});

/** Every fault of every text, each as `reports/name.md:line: what`. A pack without texts has none. */
export function loadTemplates(pack: LawPack, names: Catalogue): Result<readonly Template[]> {
  const folder = join(pack.dir, 'reports');
  if (!existsSync(folder)) return { ok: true, value: [] };
  const faults: { file: string; fault: Fault }[] = [];
  const found: Template[] = [];
  const source = namesOnly(pack, names);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()) {
    const written = readFileSync(join(folder, file), 'utf8');
    const read = readText(written);
    const moment = { now: Date.UTC(2100, 0, 1), zone: pack.zone };
    const scope = { id: 'all', title: words('全部', 'all') };
    const wrong = [...read.faults, ...checkText(read.text, source, scope, anyPeriod(read.text), moment)];
    faults.push(...wrong.map((fault) => ({ file, fault })));
    found.push({ id: basename(file, '.md'), text: read.text, source: written });
  }
  if (faults.length === 0) return { ok: true, value: found };
  const say = (language: 'zh' | 'en'): string =>
    faults.map(({ file, fault }) => `reports/${file}:${fault.line}: ${fault.message[language]}`).join('\n');
  return { ok: false, error: words(say('zh'), say('en')) };
}

/** A period that the text is written for. */
function anyPeriod(text: ReportText): Period {
  const read = parsePeriod(text.base ?? '2020');
  if (!read.ok) throw new Error(`template: ${text.base}`);
  return read.value;
}

export const templateOf = (templates: readonly Template[], id: string): Template | null =>
  templates.find((template) => template.id === id) ?? null;

/** The faults of a text as lines `12: what`; the line is left out where a fault is about the whole. */
export const faultLines = (faults: readonly Fault[]): Words => {
  const say = (language: 'zh' | 'en'): string =>
    faults.map(({ line, message }) => (line === 0 ? message[language] : `${line}: ${message[language]}`)).join('\n');
  return words(say('zh'), say('en'));
};
