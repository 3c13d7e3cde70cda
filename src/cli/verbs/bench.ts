import { cpus } from 'node:os';
import type { BenchFigure, BenchReport } from '#engine/index.ts';
import type { MeasuresBench } from '#measures/index.ts';
import { openNation } from '../nation.ts';
import { nearest } from '../nearest.ts';
import { type Call, document, type Exit, text, type Verb, wrongCall } from '../verb.ts';

const parts = ['engine', 'measures'] as const;

const shown = (value: number): string =>
  value >= 1e6
    ? `${(value / 1e6).toFixed(1)} M`
    : value >= 1e5
      ? `${(value / 1e6).toFixed(2)} M`
      : Math.round(value).toLocaleString('en-US');

function line({ text: what, value, median, wall, unit, ratio }: BenchFigure): string {
  const figures =
    unit === 'bytes'
      ? `${Math.round(value).toString().padStart(9)} bytes`
      : [value, median, wall ?? 0].map((one) => shown(one).padStart(9)).join(' ');
  return `${what.padEnd(64)} ${figures}${ratio === null ? '' : ` ${ratio.toFixed(3).padStart(8)}`}`;
}

function table(report: BenchReport): string {
  const { acts, rules, events, cases, violations, duties, figures, sqlAgrees } = report;
  return [
    `${acts} acts, ${rules} rules, ${events.toLocaleString('en-US')} events in ${cases.toLocaleString('en-US')} cases; ` +
      `${duties.toLocaleString('en-US')} duties, ${violations.toLocaleString('en-US')} departures`,
    `on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
    '',
    `${'events per second'.padEnd(64)} ${'processor'.padStart(9)} ${'median'.padStart(9)} ${'wall'.padStart(9)} ${'ratio'.padStart(8)}`,
    ...figures.map(line),
    '',
    'processor: of processor time, best of the rounds; wall: by the clock, best of the rounds (other work on the machine counts in);',
    'ratio: against the compiled replay with records (two threads: by the wall).',
    `The SQL counts the same departures for ${sqlAgrees ?? 0} of ${rules} rules; it leaves out duties that sleep or end one by one.`,
  ].join('\n');
}

function count(call: Call, name: string, least: number): number | undefined {
  const given = text(call.values, name);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isFinite(value) && value >= least) return value;
  throw wrongCall(`custos bench: --${name} ${given}: expected a number from ${least} on`);
}

function figuresTable(found: MeasuresBench): string {
  const { acts, counted, figures, allSeconds, allCpuSeconds, without, firstHundred } = found;
  const ms = (value: number): string => value.toFixed(0).padStart(8);
  const over = figures.filter((one) => one.ratio > 2);
  const heads = ['by clock', 'processor', 'bare', 'family'].map((head) => head.padStart(9)).join('');
  return [
    `${acts.toLocaleString('en-US')} acts; on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
    `${counted} figures of the report together: ${allSeconds.toFixed(1)} s, ${allCpuSeconds.toFixed(1)} s of processor time`,
    '',
    `${'each by itself, milliseconds'.padEnd(50)} scans${heads}  ratio`,
    ...figures.map(
      (one) =>
        `${one.id.padEnd(50)} ${String(one.scans).padStart(5)} ${ms(one.ms)} ${ms(one.cpu)} ${ms(one.bare)} ${ms(one.family)} ${one.ratio.toFixed(2).padStart(6)}`,
    ),
    '',
    'bare: processor time of a scan of the same columns of the same files, nothing filtered; family: of the rows of the same families only;',
    'ratio: processor time over bare (processor time, since other work on the machine counts in by the clock)',
    `more than twice the bare scan: ${over.length === 0 ? 'none' : over.map((one) => one.id).join(', ')}`,
    ...without.map(({ id, why }) => `no number: ${id}: ${why}`),
    '',
    'the first hundred rows behind',
    ...firstHundred.map(
      (one) =>
        `${one.id.padEnd(50)} ${one.rows.toLocaleString('en-US').padStart(12)} rows ${ms(one.ms)} ms, processor ${ms(one.cpu)} ms`,
    ),
  ].join('\n');
}

/** Over the nation in DIR, or over one made for it and dropped again. */
async function measures(call: Call, only: readonly string[]): Promise<Exit> {
  const rounds = Math.round(count(call, 'rounds', 1) ?? 1);
  const dir = text(call.values, 'data');
  if (dir === undefined)
    throw wrongCall(
      'custos bench measures: expected --data DIR of a nation, as custos nation --scale 0.1 --seed 1 --out DIR makes one',
    );
  const { benchFigures } = await import('#measures/index.ts');
  const nation = await openNation(dir, 'bench');
  try {
    const { pack, catalogue, facts } = nation;
    const known = catalogue.figures.map((figure) => figure.id);
    const unknown = only.find((id) => !known.includes(id));
    if (unknown !== undefined) {
      const near = nearest(unknown, known);
      throw wrongCall(`custos bench: no figure “${unknown}”${near === null ? '' : `; did you mean ${near}?`}`);
    }
    const report = await benchFigures({
      pack,
      catalogue,
      facts,
      rounds,
      said: call.warn,
      ...(only.length > 0 ? { only } : {}),
    });
    if (!report.ok) throw wrongCall(`custos bench: ${report.error.en}`);
    call.say(call.json ? document(report.value) : figuresTable(report.value));
    return 0;
  } finally {
    nation.figures.close();
  }
}

async function engine(call: Call): Promise<Exit> {
  const scale = count(call, 'scale', 0.01) ?? 1;
  const rounds = count(call, 'rounds', 1);
  const [{ benchEngine }, { timeSql }] = await Promise.all([import('#engine/index.ts'), import('../bench-sql.ts')]);
  const report = await benchEngine({
    events: Math.round(1_200_000 * scale),
    timeSql,
    ...(rounds === undefined ? {} : { rounds: Math.round(rounds) }),
  });
  call.say(call.json ? document(report) : table(report));
  return 0;
}

async function run(call: Call): Promise<Exit> {
  const [part = '', ...more] = call.words;
  if (part === 'engine' && more.length === 0) return engine(call);
  if (part === 'measures') return measures(call, more);
  const near = nearest(part, parts);
  throw wrongCall(`custos bench: ${near === null ? `expected ${parts.join(', ')}` : `did you mean ${near}?`}`);
}

export const bench: Verb = {
  name: 'bench',
  usage: [
    'bench engine [--scale S] [--rounds N] [--json]',
    'bench measures [FIGURE…] --data DIR [--rounds N] [--json]',
  ],
  does: 'measures, with the baselines in the same run',
  help: [
    'engine       the compiled replay beside the live path, a plain pass over the same columns, and the same rules as SQL in DuckDB',
    'measures     every figure of the report over the made-up nation in DIR, beside a bare scan of the same columns',
    '--scale S    of engine: 1 is 1,200,000 events',
    '--data DIR   of measures: a nation, as custos nation makes it',
    '--rounds N   each way is timed so often, in turn with the others; engine 7, measures 1',
  ].join('\n'),
  options: { scale: { type: 'string' }, rounds: { type: 'string' }, data: { type: 'string' } },
  run,
};
