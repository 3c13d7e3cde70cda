import { cpus } from 'node:os';
import type { BenchFigure, BenchReport } from '#engine/index.ts';
import { nearest } from '../nearest.ts';
import { type Call, document, type Exit, text, type Verb, wrongCall } from '../verb.ts';

const parts = ['engine'] as const;

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

async function run(call: Call): Promise<Exit> {
  const [part = '', ...more] = call.words;
  if (part !== 'engine' || more.length > 0) {
    const near = nearest(part, parts);
    throw wrongCall(`custos bench: ${near === null ? `expected ${parts.join(', ')}` : `did you mean ${near}?`}`);
  }
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

export const bench: Verb = {
  name: 'bench',
  usage: ['bench engine [--scale S] [--rounds N] [--json]'],
  does: 'measures, with the baselines in the same run',
  help: [
    'engine       the compiled replay beside the live path, a plain pass over the same columns, and the same rules as SQL in DuckDB',
    '--scale S    1: 1,200,000 events',
    '--rounds N   each way is timed so often, in turn with the others; 7',
  ].join('\n'),
  options: { scale: { type: 'string' }, rounds: { type: 'string' } },
  run,
};
