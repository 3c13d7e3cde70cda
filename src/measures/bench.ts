/** How long figures take over a nation, each beside a bare scan by DuckDB of the same columns in the same run. */
import type { LawPack } from '#law/index.ts';
import type { Catalogue } from './catalogue.ts';
import { actsColumns, dutiesColumns, proceedingsColumns } from './facts.ts';
import { openFigures } from './figures.ts';
import type { Facts, Sql } from './open.ts';
import { parsePeriod } from './period.ts';
import type { Result } from './words.ts';

export interface FigureTiming {
  readonly id: string;
  /** Scans that the figure needs. */
  readonly scans: number;
  /** ms by the clock, best of the rounds; other work on the machine counts in. */
  readonly ms: number;
  /** ms of processor time on all threads, best of the rounds. */
  readonly cpu: number;
  /** The same of a bare scan: the same columns of the same files, nothing filtered. */
  readonly bare: number;
  /** And of one that reads only the rows of the same families. */
  readonly family: number;
  /** cpu over bare: the goal is 2 at most. */
  readonly ratio: number;
}
export interface MeasuresBench {
  readonly acts: number;
  /** Figures that were counted together. */
  readonly counted: number;
  readonly figures: readonly FigureTiming[];
  /** All figures of the report, once, one after the other, seconds. */
  readonly allSeconds: number;
  /** The same in seconds of processor time on all threads. */
  readonly allCpuSeconds: number;
  /** Figures for which the data do not suffice (a period they do not cover), with the reason. */
  readonly without: readonly { readonly id: string; readonly why: string }[];
  /** The first hundred rows behind the figures with most rows, ms. */
  readonly firstHundred: readonly {
    readonly id: string;
    readonly rows: number;
    readonly ms: number;
    readonly cpu: number;
  }[];
}

interface Timed<T> {
  readonly ms: number;
  readonly cpu: number;
  readonly value: T;
}
/** By the clock, and of the processor on all threads of this process. */
const timed = async <T>(work: () => Promise<T>): Promise<Timed<T>> => {
  const before = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpu: (user + system) / 1000, value };
};

export async function benchFigures(deps: {
  readonly pack: LawPack;
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly rounds: number;
  /** Figures to time by themselves; without it all of them. */
  readonly only?: readonly string[];
  readonly said?: (line: string) => void;
}): Promise<Result<MeasuresBench>> {
  const { pack, catalogue, facts, rounds } = deps;
  const asked: Sql[] = [];
  const listening: Facts = {
    ...facts,
    rows: (sql) => {
      asked.push(sql);
      return facts.rows(sql);
    },
  };
  const figures = await openFigures({ pack, catalogue, facts: listening });
  const span = await facts.span();
  const period = parsePeriod(`${span?.from ?? ''}..${span?.to ?? ''}`);
  if (!period.ok) return period;
  const now = Date.now();

  // All of them together, as the report asks for them; then each by itself, by figures that have counted nothing yet.
  const whole = await timed(() => figures.allNamed('all', now));
  const all = whole.value;
  if (!all.ok) return all;
  const [allSeconds, allCpuSeconds] = [whole.ms / 1000, whole.cpu / 1000];
  deps.said?.(`all figures together: ${allSeconds.toFixed(1)} s, ${allCpuSeconds.toFixed(1)} s of processor time`);
  const without = all.value.flatMap(({ id, figure }) => (figure.ok ? [] : [{ id, why: figure.error.en }]));
  const alone = async (id: string): Promise<Timed<unknown> & { readonly scans: readonly Sql[] }> => {
    asked.length = 0;
    const fresh = await openFigures({ pack, catalogue, facts: listening });
    const found = await timed(() => fresh.named(id, 'all', now));
    return { ...found, scans: [...asked] };
  };
  const said = all.value.flatMap(({ id, figure }) => (figure.ok && (deps.only?.includes(id) ?? true) ? [id] : []));

  const timings: FigureTiming[] = [];
  for (const id of said) {
    const once = await alone(id);
    const bareScans = bareOf(once.scans, catalogue, false);
    const familyScans = bareOf(once.scans, catalogue, true);
    let { ms, cpu } = once;
    let [bare, family] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round++) {
      bare = Math.min(bare, (await timed(() => runAll(facts, bareScans))).cpu);
      family = Math.min(family, (await timed(() => runAll(facts, familyScans))).cpu);
      const again = await alone(id);
      ms = Math.min(ms, again.ms);
      cpu = Math.min(cpu, again.cpu);
    }
    timings.push({ id, scans: once.scans.length, ms, cpu, bare, family, ratio: cpu / bare });
  }

  const counts: { id: string; rows: number }[] = [];
  for (const measure of catalogue.measures) {
    if (measure.kind !== 'count') continue;
    const found = await figures.figure(measure.id, 'all', period.value, now);
    if (found.ok) counts.push({ id: measure.id, rows: found.value.value ?? 0 });
  }
  const firstHundred = [];
  for (const { id, rows } of counts.sort((a, b) => b.rows - a.rows).slice(0, 5)) {
    const query = { part: 'value', cell: null, page: 1, pageSize: 100 } as const;
    const { ms, cpu } = await timed(() => figures.rows(id, 'all', period.value, query, now));
    firstHundred.push({ id, rows, ms, cpu });
  }
  const { size } = await facts.refresh(now);
  return {
    ok: true,
    value: {
      acts: size,
      counted: all.value.length - without.length,
      figures: timings,
      allSeconds,
      allCpuSeconds,
      without,
      firstHundred,
    },
  };
}

async function runAll(facts: Facts, scans: readonly string[]): Promise<void> {
  for (const text of scans) await facts.rows({ text, values: [] });
}

/**
 * The columns that a figure reads, read bare: the greatest value of each, over every row of the same files, or of the same families. A figure of
 * several scans of the same files is set beside one bare scan of them.
 */
function bareOf(scans: readonly Sql[], { columns }: Catalogue, sameFamilies: boolean): string[] {
  const shapes = { acts: actsColumns(columns), duties: dutiesColumns, proceedings: proceedingsColumns };
  const read = new Map<string, { readonly columns: Set<string>; readonly families: Set<string> }>();
  for (const { text } of scans) {
    const rest = text.replaceAll(/read_parquet\(\[[^\]]*\]\)/g, '');
    for (const [from] of text.matchAll(/read_parquet\(\[[^\]]*\]\)/g)) {
      const table =
        (['acts', 'duties', 'proceedings'] as const).find((one) => from.includes(`/${one}/year=`)) ?? 'acts';
      const entry = read.get(from) ?? { columns: new Set(), families: new Set() };
      for (const [name] of shapes[table]) if (new RegExp(`\\b${name}\\b`).test(rest)) entry.columns.add(name);
      const [family] = /family (= \d+|between \d+ and \d+|in \([\d, ]+\))/.exec(rest) ?? [];
      if (family && table === 'acts') entry.families.add(family);
      read.set(from, entry);
    }
  }
  return [...read].map(([from, entry]) => {
    const greatest = entry.columns.size === 0 ? ['1'] : [...entry.columns];
    const where = sameFamilies && entry.families.size > 0 ? ` where ${[...entry.families].join(' or ')}` : '';
    return `select ${greatest.map((name) => `max(${name})`).join(', ')} from ${from}${where}`;
  });
}
