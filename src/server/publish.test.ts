/**
 * Somebody adds and subtracts everything that is published of a small nation, with the definitions of the law pack beside it: no count of one
 * to nine may come out. The reckoning is its own; it shares nothing with what protects the publication.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayIn } from '#access/index.ts';
import { loadPack } from '#law/index.ts';
import { type Figures, loadCatalogue, openFactsDir, openFigures, parsePeriod } from '#measures/index.ts';
import { makeNation } from '#nation/index.ts';
import { csv, dataRows, loadTemplates, type Publication, templateOf } from '#report/index.ts';
import { publish } from './publish.ts';

const loaded = loadPack(join(import.meta.dirname, '../../law/cn'));
if (!loaded.ok) throw new Error('the pack cannot be read');
const pack = loaded.value;
const read = loadCatalogue(pack);
if (!read.ok) throw new Error(read.error.en);
const catalogue = read.value;
const dir = mkdtempSync(join(tmpdir(), 'published-'));
const few = 10;

let figures: Figures;
let publication: Publication;
let again: () => ReturnType<typeof publish>;

beforeAll(async () => {
  await makeNation(pack, catalogue, { scale: 0.002, seed: 5, out: dir, workers: 1 });
  const facts = await openFactsDir({ pack, catalogue, dir, dayOf: (at) => dayIn(pack.zone, at), load: true });
  if (!facts.ok) throw new Error(facts.error.en);
  figures = await openFigures({ pack, catalogue, facts: facts.value });
  const templates = loadTemplates(pack, catalogue);
  const text = templates.ok ? templateOf(templates.value, 'five-year')?.text : undefined;
  const period = parsePeriod('2018..2022');
  if (!text || !period.ok) throw new Error('no text');
  const title = { zh: '示例国', en: 'A nation' };
  const to = { id: 'x', template: 'five-year', text, scope: { id: 'all', title }, period: period.value, office: title };
  const publishAfter = (before: Publication | null) =>
    publish(
      { ...to, madeUp: true, why: title, by: null },
      figures,
      { rows: async () => [], get: async () => before, add: async () => {} },
      { now: Date.now(), zone: pack.zone },
    );
  again = () => publishAfter(publication);
  const done = await publishAfter(null);
  if (done.kind === 'faults') throw new Error(done.faults.map((fault) => fault.message.en).join('\n'));
  publication = done.publication;
}, 240_000);
afterAll(() => {
  figures?.close();
  rmSync(dir, { recursive: true, force: true });
});

type Row = Readonly<Record<string, string>>;
type Bounds = { low: number; high: number };
/** Unknown counts with their factors, and what they come to. */
type Equation = { readonly of: ReadonlyMap<string, number>; readonly is: number };

function rowsOf(text: string): Row[] {
  const [head = [], ...rows] = text
    .trim()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? ''),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, n) => [name, row[n] ?? ''])));
}

/** Whose acts a side of a measure counts, as the law pack defines it: each set by what it says. */
function setsOf(id: string, side: 'value' | 'numerator' | 'denominator'): readonly string[] {
  const measure = catalogue.measures.find((one) => one.id === id);
  const given = side === 'value' ? measure?.counts : measure?.[side]?.sets;
  const counted =
    measure && ['count', 'rate', 'ratio'].includes(measure.kind) && (side === 'value' || !measure[side]?.sum);
  return counted && given ? given.map((set) => JSON.stringify({ ...set, title: undefined })).sort() : [`${id}/${side}`];
}

interface Reckoning {
  readonly known: Map<string, number>;
  readonly sums: { readonly whole: string; readonly parts: readonly string[] }[];
  /** `fewer than 10` stands there. */
  readonly small: Set<string>;
}

/** Everything the data say, as counts with names and sums over them. */
function reckoning(rows: readonly Row[]): Reckoning {
  const known = new Map<string, number>();
  const small = new Set<string>();
  const sums: { whole: string; parts: readonly string[] }[] = [];
  const periods = new Map<string, Set<string>>();
  const name = (sets: readonly string[], span: string, part: string): string => {
    const key = `${sets.join('+')} # ${part}`;
    periods.set(key, (periods.get(key) ?? new Set()).add(span));
    return `${key} # ${span}`;
  };
  const byFigure = Map.groupBy(rows, (row) => row.figure ?? '');
  for (const [id, own] of byFigure) {
    const figure = publication.figures.find((one) => one.id === id);
    if (!figure?.protect || figure.as !== 'value') continue;
    const sides =
      figure.kind === 'count'
        ? (['value'] as const)
        : figure.kind === 'rate'
          ? (['numerator', 'denominator'] as const)
          : [];
    const wholeOf = new Map<string, string>();
    for (const side of sides) {
      // A figure of the pack that narrows its measure counts other acts: it is taken by itself.
      const narrowed = catalogue.figures.find((one) => one.id === figure.id.replace(/@.*/, ''));
      const bare = narrowed?.where ?? narrowed?.share ?? narrowed?.part;
      const sets = bare ? [`${id}/${side}`] : setsOf(figure.measure, side);
      for (const [dimension, cells] of Map.groupBy(own, (row) => row.dimension ?? '')) {
        const parts: string[] = [];
        for (const cell of cells) {
          const year = dimension === 'year' ? cell.key : null;
          const span = year ? `${year}-01-01..${year}-12-31` : `${cell.period_from}..${cell.period_to}`;
          const count = name(sets, span, dimension === '' || year ? '' : `${dimension}=${cell.key}`);
          if (cell[side]) known.set(count, Number(cell[side]));
          else if (cell.withheld === 'small' && figure.kind === 'count') small.add(count);
          parts.push(count);
          if (dimension === '') wholeOf.set(side, count);
          if (sets.length > 1)
            sums.push({ whole: count, parts: sets.map((set) => name([set], span, count.split(' # ')[1] ?? '')) });
        }
        const whole = wholeOf.get(side);
        const over =
          cells.length > 1 && new Set(cells.map((cell) => cell.denominator)).size === 1 && figure.kind === 'rate';
        if (whole && dimension !== '' && dimension !== 'year' && !(over && side === 'denominator'))
          sums.push({ whole, parts });
      }
    }
    if (figure.kind === 'rate')
      for (const cell of own)
        if (cell.dimension !== 'year') {
          const at = (side: 'numerator' | 'denominator'): string =>
            name(
              setsOf(figure.measure, side),
              `${cell.period_from}..${cell.period_to}`,
              cell.dimension ? `${cell.dimension}=${cell.key}` : '',
            );
          sums.push({ whole: at('denominator'), parts: [at('numerator'), `${at('numerator')} others`] });
        }
  }
  for (const [key, spans] of periods)
    for (const outer of spans)
      for (const inner of spans) {
        const [from = '', to = ''] = outer.split('..');
        const [start = '', end = ''] = inner.split('..');
        if (inner === outer || start < from || end > to) continue;
        sums.push({ whole: `${key} # ${outer}`, parts: [`${key} # ${inner}`, `${key} # ${outer} − ${inner}`] });
      }
  for (const [key, spans] of periods) {
    const years = [...spans].filter((span) => span.slice(0, 4) === span.slice(12, 16)).sort();
    for (const outer of spans) {
      const within = years.filter(
        (year) => year.slice(0, 10) >= outer.slice(0, 10) && year.slice(12) <= outer.slice(12),
      );
      const all = Number(outer.slice(12, 16)) - Number(outer.slice(0, 4)) + 1;
      if (within.length > 1 && within.length === all && !within.includes(outer))
        sums.push({ whole: `${key} # ${outer}`, parts: within.map((year) => `${key} # ${year}`) });
    }
  }
  return { known, sums, small };
}

/** Bounds of all that is not told: each sum gives each of its counts a least and a most; two sums that share their unknowns are subtracted. */
function attacked({ known, sums, small }: Reckoning): ReadonlyMap<string, Bounds> {
  const equations = new Map<string, Equation>();
  const add = (of: ReadonlyMap<string, number>, is: number): void => {
    const left = [...of].filter(([, by]) => by !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    if (left.length > 0) equations.set(JSON.stringify(left), { of: new Map(left), is });
  };
  for (const { whole, parts } of sums) {
    const of = new Map<string, number>();
    let is = 0;
    for (const [at, by] of [...parts.map((part) => [part, 1] as const), [whole, -1] as const]) {
      const value = known.get(at);
      if (value === undefined) of.set(at, (of.get(at) ?? 0) + by);
      else is -= by * value;
    }
    add(of, is);
  }
  for (let round = 0; round < 2; round++) {
    const holding = new Map<string, Equation[]>();
    for (const one of equations.values())
      for (const at of one.of.keys()) holding.set(at, [...(holding.get(at) ?? []), one]);
    for (const one of [...equations.values()])
      for (const other of new Set([...one.of.keys()].flatMap((at) => (holding.get(at) ?? []).slice(0, 40)))) {
        const [pivot] = [...one.of.keys()].filter((at) => other.of.has(at));
        if (other === one || pivot === undefined) continue;
        const by = (other.of.get(pivot) ?? 0) / (one.of.get(pivot) ?? 1);
        const of = new Map(other.of);
        for (const [at, own] of one.of) of.set(at, (of.get(at) ?? 0) - by * own);
        const size = [...of.values()].filter((own) => own !== 0).length;
        if (size < Math.max(one.of.size, other.of.size)) add(of, other.is - by * one.is);
      }
  }
  const bounds = new Map<string, Bounds>();
  for (const { of } of equations.values())
    for (const at of of.keys())
      bounds.set(at, small.has(at) ? { low: 1, high: few - 1 } : { low: 0, high: Number.POSITIVE_INFINITY });
  for (let moved = true; moved; ) {
    moved = false;
    for (const { of, is } of equations.values())
      for (const [at, by] of of) {
        const mine = bounds.get(at);
        if (!mine) continue;
        let [least, most] = [is, is];
        for (const [other, own] of of) {
          const its = bounds.get(other);
          if (other === at || !its) continue;
          least -= own > 0 ? own * its.high : own * its.low;
          most -= own > 0 ? own * its.low : own * its.high;
        }
        const [low, high] = by > 0 ? [least / by, most / by] : [most / by, least / by];
        if (low > mine.low + 1e-9 && Number.isFinite(low)) [mine.low, moved] = [Math.ceil(low - 1e-9), true];
        if (high < mine.high - 1e-9) [mine.high, moved] = [Math.floor(high + 1e-9), true];
      }
  }
  return bounds;
}

test('no count of one to nine can be worked out from all that is published', () => {
  const rows = rowsOf(csv(dataRows(publication)));
  const found = reckoning(rows);
  const hidden = rows.filter((row) => row.withheld !== '');
  expect([rows.length > 2000, hidden.length > 200, found.sums.length > 500]).toEqual([true, true, true]);
  const bounds = attacked(found);
  expect(bounds.size).toBeGreaterThan(200);
  const told = [...bounds].filter(([, { low, high }]) => low === high && low > 0 && low < few);
  expect(told.map(([name, { low }]) => `${low}: ${name}`)).toEqual([]);
});

test('and it would be: a single number that is left out comes out to the digit, in a part, in a year and in a rate', () => {
  const rows = rowsOf(csv(dataRows(publication)));
  const open = (row: Row, dimension: RegExp): boolean =>
    dimension.test(row.dimension ?? '') && row.withheld === '' && Number(row.value) >= few;
  const wholes = new Map(rows.filter((row) => row.dimension === '').map((row) => [row.figure, row]));
  const counted = (row: Row): boolean =>
    publication.figures.some(
      (one) => one.id === row.figure && one.kind === 'count' && one.as === 'value' && one.protect,
    );
  let tried = 0;
  for (const dimension of [/^(?!$|year$)/, /^year$/]) {
    const whole = [
      ...Map.groupBy(
        rows.filter((row) => counted(row) && dimension.test(row.dimension ?? '')),
        (row) => `${row.figure} ${row.dimension}`,
      ).values(),
    ].find(
      (cells) =>
        cells.length > 2 && cells.every((cell) => open(cell, dimension)) && wholes.get(cells[0]?.figure)?.value,
    );
    const victim = whole?.[0];
    if (!victim) continue;
    tried++;
    const own = rows.filter(
      (row) => row.figure === victim.figure && (row.dimension === '' || row.dimension === victim.dimension),
    );
    const blanked = own.map((row) => (row === victim ? { ...row, value: '', withheld: 'reveals' } : row));
    const bounds = attacked(reckoning(blanked));
    const exact = [...bounds.values()].filter(({ low, high }) => low === high).map(({ low }) => low);
    expect(exact).toContain(Number(victim.value));
  }
  expect(tried).toBe(2);
});

test('asked for again over the same acts it says nothing new, though what was held back must stay so', async () => {
  expect(await again()).toEqual({ kind: 'unchanged', publication });
}, 60_000);
