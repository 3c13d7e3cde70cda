import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Act } from '#engine/index.ts';
import { loadPack } from '#law/index.ts';
import { loadCatalogue, type NationKeys } from '#measures/index.ts';
import { makeBlock } from '../block.ts';
import { dateOf, dayOf, minuteOf, SLIP_MINUTES } from '../days.ts';
import { departuresOf, type Happened } from '../judged.ts';
import { type Ground, groundOf, TO } from '../make.ts';
import { parquetWriter } from '../parquet.ts';
import { numberOf, type Planted } from '../planted.ts';
import { filled } from '../said.ts';
import { chargeOf, saidAt, saidBy } from '../steps.ts';
import { openReader, type PlaceLog } from './read.ts';
import { actsByProceeding, type NationDeparture, placeReplayer } from './run.ts';

const loaded = loadPack(join(import.meta.dirname, '../../../law/cn'));
if (!loaded.ok) throw new Error('the pack cannot be read');
const pack = loaded.value;
const read = loadCatalogue(pack);
if (!read.ok) throw new Error(read.error.en);
const catalogue = read.value;
const dir = mkdtempSync(join(tmpdir(), 'nation-files-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Made extends Happened {
  /** Number of its first proceeding. */
  readonly first: number;
}
let ground: Ground;
let keys: NationKeys;
let log: PlaceLog;
let truth: readonly Planted[];
const cases: Made[] = [];

/** One province of the nation, written to files and read back; every case is kept as it was made. */
beforeAll(async () => {
  ground = groundOf(pack, catalogue, 0.01, 1);
  const { kit, offices, bounds } = ground;
  keys = { procedures: kit.procedures, offences: kit.offences, offices: offices.keys } as unknown as NationKeys;
  const at = offices.blocks.findIndex(({ code }) => code === '34');
  const block = offices.blocks[at]!;
  const writer = await parquetWriter();
  let proceedings = 0;
  const made = await makeBlock(
    {
      ...ground,
      block,
      number: at + 1,
      seed: 1,
      from: bounds[at]!,
      to: bounds[at + 1]!,
      end: dayOf(TO),
      dir,
      rules: new Map(),
      onCase(course, cell, day, kept, caseNo, skip) {
        const without = skip < 0 ? {} : { without: new Set([skip]) };
        const id = String(numberOf(at + 1, caseNo));
        cases.push({ id, course, colour: cell.colour, day: day.slice(0, kept), kept, first: proceedings, ...without });
        proceedings += course.starts.length;
      },
    },
    writer,
  );
  writer.close();
  truth = made.truth;
  const reader = await openReader(dir);
  log = await reader.place('province=34');
  reader.close();
}, 300_000);

/** What a course says of a proceeding, written out act by act. */
function acts({ course, colour, day, kept, without }: Happened, chapter: number): readonly Partial<Act>[] {
  const { kit } = ground;
  const found: Partial<Act>[] = [];
  const minutes: number[] = [];
  for (let i = 0, slot = 0; i < kept; i++) {
    slot = i > 0 && day[i] === day[i - 1] ? slot + 1 : 0;
    minutes.push(minuteOf(day[i]!, slot));
  }
  const opened = day[course.starts[course.began[chapter]!]!]!;
  const saidOf = (said: ReturnType<typeof saidAt>, on: number, at: number): Partial<Act> => ({
    type: said.act.split('/')[1]!,
    subject: said.who === 0 ? null : `s${said.who}`,
    at: at * 60_000,
    data: Object.fromEntries(
      Object.entries(said.data).map(([name, value]) => [
        name,
        filled(value, { day: on, opened, offence: chargeOf(colour, said.who, chapter) }),
      ]),
    ),
    ...(said.authority === null ? {} : { authority: said.authority }),
  });
  for (let i = 0; i < kept; i++) {
    if (course.chapter[i] !== chapter || without?.has(i)) continue;
    if (course.act[i] === 0)
      found.push({
        type: 'sever',
        at: minutes[i]! * 60_000,
        operation: { kind: 'sever', subjects: [`s${course.who[i]}`] },
      });
    else found.push(saidOf(saidAt(kit, course, colour, i), day[i]!, minutes[i]!));
  }
  for (const slip of course.slips) {
    if (slip.chapter !== chapter || slip.before >= kept) continue;
    const at = minutes[slip.before - 1]! + SLIP_MINUTES;
    found.push(saidOf(saidBy(kit, colour, slip), day[slip.before - 1]!, at));
    found.push({ type: 'annul', at: (at + SLIP_MINUTES) * 60_000 });
  }
  return found.sort((a, b) => a.at! - b.at!);
}

describe('a nation comes back from its files', () => {
  test('every act with everything it says to the engine', () => {
    const back = new Map(actsByProceeding(pack, keys, log).map((one) => [one.proceeding, one]));
    const seen = { acts: 0, slips: 0, severed: 0, marks: new Set<string>() };
    for (const one of cases)
      one.course.starts.forEach((start, chapter) => {
        if (start >= one.kept) return;
        const found = back.get(numberOf(log.block, one.first + chapter));
        expect(found?.procedure).toBe(ground.kit.procedures[one.course.procedures[chapter]!]);
        const own = found!.acts.filter(({ id }) => !id.startsWith('before '));
        const told = own.map(({ type, subject, at, data, authority, operation }) => ({
          type,
          at,
          ...(type === 'annul' || operation !== undefined ? {} : { subject, data }),
          ...(authority === undefined ? {} : { authority }),
          ...(operation === undefined ? {} : { operation }),
        }));
        expect(told).toEqual(acts(one, chapter));
        for (const act of own) {
          if (act.annuls !== undefined) {
            seen.slips += 1;
            expect(own.find(({ id }) => id === act.annuls)?.at).toBe(act.at - SLIP_MINUTES * 60_000);
          }
          if (act.operation !== undefined) seen.severed += 1;
          for (const [name, value] of Object.entries(act.data))
            if (value === dateOf(Math.floor((act.at + 8 * 3_600_000) / 86_400_000))) seen.marks.add(name);
        }
        seen.acts += own.length;
        back.delete(found!.proceeding);
      });
    expect(back.size).toBe(0);
    expect(seen.acts).toBeGreaterThan(50_000);
    expect(Math.min(seen.slips, seen.severed, seen.marks.size)).toBeGreaterThan(0);
  }, 300_000);

  test('the replay over them is the replay of the cases as they were made', () => {
    const until = (dayOf(TO) + 1) * 86_400_000 - 8 * 3_600_000 - 1;
    const found: NationDeparture[] = [];
    const { traces, events, verdicts } = placeReplayer(pack, keys)(log, {
      until,
      onDeparture: (one) => found.push(one),
    });
    const key = (...of: readonly unknown[]): string => of.map(String).join('|');
    const own = departuresOf(ground.kit, cases, until).map((one) =>
      key(
        one.id,
        one.procedure,
        one.kind,
        one.relation,
        one.subject,
        one.actType,
        one.act?.replace('#', ''),
        one.byDays,
      ),
    );
    const told = found.map((one) =>
      key(
        one.case,
        one.procedure,
        one.kind,
        one.rule,
        one.subject === 0 ? null : `s${one.subject}`,
        one.place === null ? undefined : one.act,
        one.place ?? undefined,
        one.late_days ?? undefined,
      ),
    );
    expect(told.sort()).toEqual(own.sort());
    expect(found.length).toBe(truth.length);
    expect(truth.length).toBeGreaterThan(20);
    expect(traces).toBe(cases.reduce((sum, one) => sum + one.course.starts.filter((at) => at < one.kept).length, 0));
    expect(events).toBe(log.rows);
    expect(verdicts.reduce((sum, { verdict }) => sum + verdict.violations, 0)).toBe(truth.length);
    expect(verdicts.reduce((sum, { verdict }) => sum + verdict.cases, 0)).toBe(traces);
  }, 300_000);
});
