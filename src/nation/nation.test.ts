import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPack } from '#law/index.ts';
import { loadCatalogue } from '#measures/index.ts';
import { makeBlock } from './block.ts';
import { apportion, type Cell, owedNone, persons, shareOf, sized, split } from './cells.ts';
import { compared, comparedBefore, published } from './compared.ts';
import { dayOf, FIRST } from './days.ts';
import { departuresOf, type Happened } from './judged.ts';
import { type Ground, groundOf, makeNation, type Nation, refusal, TO } from './make.ts';
import { numberOf, type Planted } from './planted.ts';
import { earlier, targets, yearsOf } from './targets.ts';

const loaded = loadPack(join(import.meta.dirname, '../../law/cn'));
if (!loaded.ok) throw new Error('the pack cannot be read');
const pack = loaded.value;
const read = loadCatalogue(pack);
if (!read.ok) throw new Error(read.error.en);
const catalogue = read.value;

const long = process.env.CUSTOS_LONG === '1';
const root = mkdtempSync(join(tmpdir(), 'nation-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Every file of a nation with its hash. */
function files(dir: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(dir.length), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

describe('parts of exact size', () => {
  test('parts add up, and every stretch to one more or less', () => {
    const weights = [3, 1, 4, 1, 5, 9, 2, 6];
    for (const total of [0, 1, 7, 100, 12345]) {
      const parts = apportion(total, weights);
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
      let run = 0;
      let weight = 0;
      parts.forEach((part, nr) => {
        run += part;
        weight += weights[nr]!;
        expect(Math.abs(run - (total * weight) / 31)).toBeLessThan(1);
      });
    }
  });

  test('a share of persons is exact although cases have several', () => {
    const parts = [...sized('a', 1000, 0.3, 0.2), ...sized('b', 357, 0.2, 0.1)];
    expect(persons(parts)).toBe(1357);
    for (const wanted of [0, 1, 17, 500, 1357]) {
      const chosen = split(parts, wanted, (of, taken) => ({ of, taken }));
      expect(persons(chosen)).toBe(1357);
      expect(persons(chosen.filter((part) => part.of.taken))).toBe(wanted);
    }
  });

  test('cases of several people are as frequent in many small groups as in a large one', () => {
    const owed = owedNone();
    const parts = Array.from({ length: 400 }, () => sized('a', 5, 0.3, 0.2, owed)).flat();
    expect(persons(parts)).toBe(2000);
    const cases = (people: number): number =>
      parts.filter((part) => part.people === people).reduce((sum, part) => sum + part.cases, 0);
    expect(Math.abs(cases(2) - 300)).toBeLessThanOrEqual(1);
    expect(Math.abs(cases(3) - 400 / 3)).toBeLessThanOrEqual(1);
  });

  test('the shares of the blocks add up to the cell, number by number', () => {
    const bounds = [0, 0.13, 0.131, 0.6, 1];
    for (const count of [0, 1, 2, 999]) {
      let next = 0;
      for (let block = 0; block < 4; block++) {
        const [first, own] = shareOf(7, count, 3, bounds[block]!, bounds[block + 1]!);
        expect(first).toBe(next);
        next += own;
      }
      expect(next).toBe(count);
    }
  });
});

describe('targets', () => {
  test('years of a sum add up to the published sum, at 1:1 and rounded at 1:100', () => {
    for (const [id, { value, years }] of Object.entries(targets)) {
      const sum = Object.values(years).reduce((a, b) => a + b, 0);
      if (sum !== value) continue;
      expect([id, [...yearsOf(id, 1).values()].reduce((a, b) => a + b, 0)]).toEqual([id, value]);
      expect([id, [...yearsOf(id, 0.01).values()].reduce((a, b) => a + b, 0)]).toEqual([
        id,
        Math.max(1, Math.round(value * 0.01)),
      ]);
    }
    expect(() => yearsOf('no-such-figure', 1)).toThrow(/no “no-such-figure”/);
  });
});

interface Walked {
  readonly cases: (Happened & { readonly cell: Cell })[];
  readonly truth: Planted[];
}

/** Makes blocks without writing anything, and keeps every case. */
async function walk(ground: Ground, only?: number): Promise<Walked> {
  const cases: Walked['cases'] = [];
  const truth: Planted[] = [];
  for (const [number, block] of ground.offices.blocks.entries()) {
    if (only !== undefined && number !== only) continue;
    const made = await makeBlock(
      {
        ...ground,
        block,
        number: number + 1,
        seed: 1,
        from: ground.bounds[number]!,
        to: ground.bounds[number + 1]!,
        end: dayOf(TO),
        dir: join(root, 'none'),
        rules: new Map(),
        onCase: (course, cell, day, kept, caseNo, skip) =>
          void cases.push({
            id: String(numberOf(number + 1, caseNo)),
            course,
            cell,
            colour: cell.colour,
            day: day.slice(0, kept),
            kept,
            ...(skip < 0 ? {} : { without: new Set([skip]) }),
          }),
      },
      { write: async () => {}, writeSteps: async () => {}, close: () => {} },
    );
    truth.push(...made.truth);
  }
  return { cases, truth };
}

describe('the law', () => {
  let ground: Ground;
  let walked: Walked;
  beforeAll(async () => {
    ground = groundOf(pack, catalogue, long ? 0.004 : 0.0003, 1, 2013);
    walked = await walk(ground);
  }, 240_000);

  const end = (dayOf(TO) + 1) * 86_400_000 - 8 * 3_600_000;
  const key = (one: Pick<Planted, 'case' | 'procedure' | 'kind' | 'rule' | 'place' | 'late_days'>): string =>
    [one.case, one.procedure, one.kind, one.rule, one.place, one.late_days].join('|');

  test('a replay of every case finds the planted departures, with their lateness, and no others', () => {
    const found = departuresOf(ground.kit, walked.cases, end).map((one) =>
      key({
        case: Number(one.id),
        procedure: one.procedure,
        kind: one.kind,
        rule: one.relation,
        place: one.act === undefined ? null : Number(one.act.slice(1)),
        late_days: one.kind === 'late' ? (one.byDays ?? null) : null,
      }),
    );
    expect(walked.cases.length).toBeGreaterThan(5000);
    expect(walked.truth.length).toBeGreaterThan(20);
    expect(found.sort()).toEqual(walked.truth.map(key).sort());
  });

  test('an act moved past its date is found', () => {
    const at = walked.cases.findIndex(
      (one) =>
        one.without === undefined && one.course.watched.some((limit) => limit.step === 2 && limit.step < one.kept),
    );
    const one = walked.cases[at]!;
    const limit = one.course.watched.find(({ step }) => step === 2)!;
    const day = Int32Array.from(one.day);
    const moved = limit.due[day[limit.from]! - FIRST]! + 400;
    for (let i = 2; i < one.kept; i++) day[i] = Math.max(day[i]!, moved);
    const found = departuresOf(ground.kit, [{ ...one, day }], end + 900 * 86_400_000);
    expect(found.map((departure) => departure.relation)).toContain(limit.relation);
  });

  test('no act lies before the law has it, and nothing in 2013–2017 of which it had no rules', () => {
    const wrong = new Set<string>();
    const seen = new Set<string>();
    for (const { course, cell, day, kept } of walked.cases)
      for (let i = 0; i < kept; i++) {
        const act = ground.kit.acts[course.act[i]!]!;
        const { from, to } = ground.kit.inForce[course.act[i]!]!;
        if ((from !== null && day[i]! < from) || (to !== null && day[i]! > to)) wrong.add(act);
        if (cell.earlier === true) seen.add(act.slice(0, act.indexOf('/')));
      }
    expect([...wrong]).toEqual([]);
    expect(seen.has('criminal.prosecution-review')).toBe(true);
    for (const procedure of seen) {
      const { from } = ground.kit.law(procedure).inForce;
      if (from !== undefined && from > '2017-07-01')
        expect(Object.keys(earlier.earlier_rules), procedure).toContain(procedure);
    }
  });

  test('the later years are the same with the five years before and without', async () => {
    const number = ground.offices.blocks.findIndex((block) => block.code === '63');
    const days = ({ cases }: Walked): string[] =>
      cases
        .filter(({ cell }) => cell.earlier !== true)
        .map(({ course, day }) => `${course.id} ${Array.from(day).join(' ')}`);
    const [without, with_] = await Promise.all([
      walk(groundOf(pack, catalogue, 0.004, 1), number),
      walk(groundOf(pack, catalogue, 0.004, 1, 2013), number),
    ]);
    expect(with_.cases.length).toBeGreaterThan(without.cases.length * 1.4);
    expect(days(with_)).toEqual(days(without));
  }, 60_000);

  test('what is counted only with its answer has the answer before the end', async () => {
    const cells = ground.cells
      .filter((cell) => cell.colour.id === 'lawyers' && cell.year === 2022)
      .map((cell) => ({ ...cell, count: 3000 }));
    expect(cells.length).toBeGreaterThan(0);
    const { cases } = await walk({ ...ground, cells, windows: new Map(), bounds: [0, 0, 1] }, 1);
    const answer = ground.kit.actNumber.get('criminal.lawyer-rights-complaint/report-correction')!;
    const without = cases.filter(({ course, kept }) => !course.act.subarray(0, kept).includes(answer));
    expect([cases.length, without.length]).toEqual([cells.length * 3000, 0]);
  });

  test('acts stand on working days, but where a deadline leaves none', () => {
    const { working } = ground.kit.days;
    let on = 0;
    let off = 0;
    for (const { day } of walked.cases)
      for (const at of Array.from(day)) {
        if (working[at - FIRST] === 1) on++;
        else off++;
      }
    expect(off / (on + off)).toBeLessThan(0.01);
  });
});

describe('a nation on disk', () => {
  const scale = 0.0002;
  const made: Nation[] = [];
  beforeAll(async () => {
    for (const [dir, workers] of [
      ['one', 1],
      ['two', 2],
    ] as const)
      made.push(await makeNation(pack, catalogue, { scale, seed: 7, out: join(root, dir), workers }));
  }, 240_000);

  test('the same seed gives the same bytes, on one thread and on two', () => {
    const one = files(join(root, 'one'));
    expect(Object.keys(one).length).toBeGreaterThan(300);
    expect(files(join(root, 'two'))).toEqual(one);
    expect({ ...made[1]!, seconds: 0 }).toEqual({ ...made[0]!, seconds: 0 });
  });

  test('another seed gives another nation of the same size', async () => {
    const other = await makeNation(pack, catalogue, { scale, seed: 8, out: join(root, 'other'), workers: 1 });
    expect(other.cases).toBe(made[0]!.cases);
    expect(files(join(root, 'other'))).not.toEqual(files(join(root, 'one')));
  }, 240_000);

  test('offices lie in order of their divisions, at four levels', () => {
    const keys = JSON.parse(readFileSync(join(root, 'one', 'keys.json'), 'utf8')) as {
      readonly offices: readonly { readonly id: string; readonly level: string }[];
    };
    const ids = keys.offices.slice(1).map((office) => office.id);
    expect(ids).toEqual([...ids].sort());
    expect(ids.length).toBeGreaterThan(3400);
    expect(new Set(keys.offices.slice(1).map((office) => office.level))).toEqual(
      new Set(['basic', 'city', 'province', 'supreme']),
    );
  });

  test('a folder with something in it, or none at all, is refused in one line', async () => {
    expect(await refusal(join(root, 'one'))).toMatch(/is not empty; expected a new or an empty folder/);
    writeFileSync(join(root, 'file'), '');
    expect(await refusal(join(root, 'file'))).toMatch(/is no folder/);
    expect(await refusal(join(root, 'new', 'deep'))).toBeNull();
  });

  test('what breaks leaves nothing that looks whole', async () => {
    const out = join(root, 'broken');
    const broken = { ...catalogue, columns: [{ ...catalogue.columns[0]!, id: 'no such "column' }] };
    await expect(makeNation(pack, broken, { scale, seed: 1, out, workers: 1 })).rejects.toThrow();
    expect(readdirSync(out)).toEqual([]);
  }, 60_000);
});

describe('the five years before', () => {
  test('published comparisons come out, each earlier number within 2 % or one act', async () => {
    const out = join(root, 'before');
    await makeNation(pack, catalogue, { scale: 0.001, seed: 3, from: 2013, out });
    const rows = await comparedBefore(pack, catalogue, out, 0.001);
    expect(rows.length).toBe(Object.values(earlier.figures).filter((one) => one.against !== undefined).length);
    expect(rows.filter((row) => !row.fits)).toEqual([]);
    const persons = rows.find((row) => row.id === 'prosecuted-persons-all')!;
    expect(persons.counted).toBeCloseTo(1.12, 2);
  }, 240_000);
});

describe('a hundredth of the country', () => {
  test('every published figure that can be computed comes out within 2 % or one act', async () => {
    const out = join(root, 'hundredth');
    await makeNation(pack, catalogue, { scale: 0.01, seed: 2, out });
    const rows = await compared(pack, catalogue, out, 0.01);
    expect(rows.length).toBe(Object.keys(published).length);
    expect(rows.length).toBe(118);
    expect(rows.filter((row) => !row.fits)).toEqual([]);
  }, 240_000);
});
