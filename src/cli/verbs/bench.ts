import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchFigure, BenchReport } from '#engine/index.ts';
import type { Catalogue, MeasuresBench } from '#measures/index.ts';
import { openNation } from '../nation.ts';
import { nearest } from '../nearest.ts';
import { ownLaw } from '../pack.ts';
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

const usualScale = 0.01;

async function checkNames({ figures }: Catalogue, asked: readonly string[]): Promise<void> {
  const known = figures.map((figure) => figure.id);
  const unknown = asked.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const near = await nearest(unknown, known);
  throw wrongCall(`custos bench: no figure “${unknown}”${near === null ? '' : `; did you mean ${near}?`}`);
}

/** What `work` does over a nation made for it in a folder of its own, which is removed after, whatever happens. */
async function overOwnNation<T>(
  call: Call,
  only: readonly string[],
  scale: number,
  work: (dir: string) => Promise<T>,
): Promise<T> {
  const { makeNation } = await import('#nation/index.ts');
  const { pack, catalogue } = await ownLaw('bench');
  await checkNames(catalogue, only);
  const folder = mkdtempSync(join(tmpdir(), 'custos-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const stopped = (): void => {
    remove();
    process.exit(130);
  };
  process.once('SIGINT', stopped).once('SIGTERM', stopped);
  try {
    const out = join(folder, 'nation');
    const made = await makeNation(pack, catalogue, { scale, seed: 1, out });
    call.warn(`a nation of scale ${scale}: ${made.acts} acts in ${made.seconds} s`);
    return await work(out);
  } finally {
    process.off('SIGINT', stopped).off('SIGTERM', stopped);
    remove();
  }
}

/** Over the nation in DIR, or over one made for it and dropped again. */
async function measures(call: Call, only: readonly string[]): Promise<Exit> {
  const rounds = Math.round(count(call, 'rounds', 1) ?? 1);
  const dir = text(call.values, 'data');
  const scale = count(call, 'scale', 0.0001);
  if (dir !== undefined && scale !== undefined)
    throw wrongCall(
      'custos bench measures: expected --data DIR of a nation, or the --scale of one to be made, not both',
    );
  if (scale !== undefined && scale > 1)
    throw wrongCall(`custos bench: --scale ${scale}: expected a number from 0.0001 to 1`);
  return dir === undefined
    ? overOwnNation(call, only, scale ?? usualScale, (own) => measuresOf(call, only, own, rounds))
    : measuresOf(call, only, dir, rounds);
}

async function measuresOf(call: Call, only: readonly string[], dir: string, rounds: number): Promise<Exit> {
  const { benchFigures } = await import('#measures/index.ts');
  const nation = await openNation(dir, 'bench');
  try {
    const { pack, catalogue, facts } = nation;
    await checkNames(catalogue, only);
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
  const near = await nearest(part, parts);
  throw wrongCall(`custos bench: ${near === null ? `expected ${parts.join(', ')}` : `did you mean ${near}?`}`);
}

export const bench: Verb = {
  name: 'bench',
  usage: [
    'bench engine [--scale S] [--rounds N] [--json]',
    'bench measures [FIGURE…] [--data DIR | --scale S] [--rounds N] [--json]',
  ],
  does: 'measures, with the baselines in the same run',
  help: [
    'engine       the compiled replay beside the live path, a plain pass over the same columns, and the same rules as SQL in DuckDB',
    'measures     every figure of the report over a made-up nation, beside a bare scan of the same columns',
    '--scale S    of engine: 1 is 1,200,000 events; of measures without --data: of the nation that is made for it and removed again, as of custos nation; 0.01 without it',
    '--data DIR   of measures: a nation, as custos nation makes it',
    '--rounds N   each way is timed so often, in turn with the others; engine 7, measures 1',
  ].join('\n'),
  options: { scale: { type: 'string' }, rounds: { type: 'string' }, data: { type: 'string' } },
  run,
};
