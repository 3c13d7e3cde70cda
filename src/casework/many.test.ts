import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage, examplePackage } from './package/build.ts';
import { peopleShown } from './possible.ts';
import { actorOf, type Bench, doAct, openBench, pageAt } from './testing.ts';

/** Two hundred people in one package: what is shown must stay readable and small. */
describe('a case of two hundred people', () => {
  let bench: Bench;
  let id = '';
  let now = 0;
  beforeAll(async () => {
    bench = await openBench();
    now = bench.at('2026-11-24T10:00');
    const { manifest } = examplePackage('2026-11-24', 'shifan', 'many');
    const [p1] = manifest.persons;
    const persons = Array.from({ length: 200 }, (_, n) => ({ ...p1!, ref: `s${n}`, name: `路某${n}` }));
    const bytes = buildPackage({ ...manifest, documents: [], persons }, {});
    const taken = await bench.casework.importPackage(bytes, actorOf('intake'), now);
    if ('errors' in taken) throw new Error(JSON.stringify(taken.errors.slice(0, 3)));
    expect(taken.parties).toBe(200);
    id = taken.proceedings[0]!.id;
  });
  afterAll(() => bench.close());

  it('has a page of some two megabytes that says for whom acts are listed', async () => {
    const page = await pageAt(bench, id, 'chen', now);
    expect(JSON.stringify(page).length).toBeLessThan(2_500_000);
    expect(page.parties).toHaveLength(200);
    expect(page.shownFor).toMatchObject({ total: 200, people: page.parties.slice(0, 20).map((one) => one.id) });
    const listed = new Set([...page.may, ...page.mayNot].flatMap((act) => act.subject?.id ?? []));
    expect([...listed].every((one) => page.shownFor?.people.includes(one))).toBe(true);
    expect(page.owed.length).toBeLessThan(10);
    expect(page.owed.map((one) => one.title.zh)).toContain('讯问犯罪嫌疑人（200人）');
  });

  it('lists the acts of whoever is asked for, and moves on from those who are owed nothing more', async () => {
    const page = await pageAt(bench, id, 'chen', now);
    const last = page.parties.at(-1)!;
    const asked = await bench.casework.proceedingPage(id, actorOf('chen'), now, last.id);
    expect(asked?.shownFor?.people).toEqual([last.id]);
    expect(asked?.may.find((act) => act.act === 'question-suspect')?.subject?.id).toBe(last.id);
    expect((await bench.casework.proceedingPage(id, actorOf('chen'), now, 'nobody'))?.shownFor?.people).toHaveLength(
      20,
    );
    const first = page.shownFor!.people[0]!;
    const done = await doAct(bench, id, 'chen', { act: 'question-suspect', subject: first, on: '2026-11-24' }, now);
    expect(done.kind).toBe('recorded');
    const after = await pageAt(bench, id, 'chen', now);
    expect(after.shownFor?.people).not.toContain(first);
    expect(after.shownFor?.people).toContain(page.parties[20]!.id);
    expect(after.owed.map((one) => one.title.zh)).toContain('讯问犯罪嫌疑人（199人）');
  });

  it('is a few lines on the worklist, each with what comes before it said once', async () => {
    const list = await bench.casework.worklist(actorOf('chen'), 'office', {}, now);
    const items = list.groups.flatMap((group) => group.items);
    expect(items.length).toBeLessThan(6);
    const decide = items.find((item) => item.deadline.targets.some((target) => target.act === 'decide-arrest'))!;
    expect(decide.people.zh).toBe('路某0等200人');
    expect(decide.before.map((one) => one.title.en)).toEqual(['Question the suspect (199 people)']);
    expect(JSON.stringify(list).length).toBeLessThan(30_000);
  });
});

it('a case of few people lists the acts of all of them', () => {
  const parties = Array.from({ length: 20 }, (_, n) => ({
    id: `p${n}`,
    name: `p${n}`,
    role: 'suspect' as const,
    kind: 'suspect',
  }));
  const state = { obligations: [], subjects: [] };
  expect(peopleShown({ parties, state } as never, null)).toBeNull();
  expect(peopleShown({ parties, state } as never, 'p3')).toEqual(new Set(['p3']));
});

describe('what a stranger tries', () => {
  let bench: Bench;
  let id = '';
  let now = 0;
  const version = async () => (await bench.ledger.acts(id)).length;
  beforeAll(async () => {
    bench = await openBench();
    now = bench.at('2026-11-24T10:00');
    const { bytes } = examplePackage('2026-11-24', 'shifan', 'stranger');
    const taken = await bench.casework.importPackage(bytes, actorOf('intake'), now);
    if ('errors' in taken) throw new Error(JSON.stringify(taken.errors));
    id = taken.proceedings[0]!.id;
  });
  afterAll(() => bench.close());
  const annul = async (act: string, expectedVersion?: number) =>
    bench.casework.annul(
      id,
      { act, ground: '录入错误', expectedVersion: expectedVersion ?? (await version()) },
      actorOf('head'),
      now,
    );

  it('gets one answer a wrong day, and nothing recorded', async () => {
    const before = await version();
    const subject = (await pageAt(bench, id, 'chen', now)).parties[0]!.id;
    for (const on of [
      '2026-11-20',
      '0001-01-01',
      '2026-02-30',
      '2026-11-24T25:99',
      '2027-11-24',
      '',
      '2026-11-24T23:59',
    ]) {
      const answer = await doAct(bench, id, 'chen', { act: 'question-suspect', subject, on }, now);
      expect(answer, on).toMatchObject({ kind: 'data', fieldErrors: [{ field: 'on' }] });
    }
    expect(await version()).toBe(before);
  });

  it('annuls once, even in two windows at once; the annulment itself may be taken back, once', async () => {
    const subject = (await pageAt(bench, id, 'chen', now)).parties[0]!.id;
    const done = await doAct(bench, id, 'chen', { act: 'question-suspect', subject, on: '2026-11-24' }, now);
    if (done.kind !== 'recorded') throw new Error(JSON.stringify(done));
    const at = await version();
    const both = await Promise.all([annul(done.act, at), annul(done.act, at)]);
    expect(both.map((one) => one.kind).sort()).toEqual(['conflict', 'recorded']);
    expect(await annul(done.act)).toMatchObject({ kind: 'bad-input' });
    const annulment = (await bench.ledger.acts(id)).at(-1)!;
    expect((await annul(annulment.id)).kind).toBe('recorded');
    expect((await annul(annulment.id)).kind).toBe('bad-input');
    const page = await pageAt(bench, id, 'head', now);
    expect(page.course.slice(0, 2).map((item) => item.title)).toEqual([
      { zh: '收回（撤销“讯问犯罪嫌疑人”）', en: 'Take back: annul “Question the suspect”' },
      { zh: '撤销“讯问犯罪嫌疑人”', en: 'Annul “Question the suspect”' },
    ]);
    expect(page.course.find((item) => item.id === done.act)?.annulled).toBeNull();
  });

  it('annuls even what opened the case: every page still stands and says what is missing, each reason once', async () => {
    const openings = (await bench.ledger.acts(id)).filter((act) => act.type === 'request-arrest');
    for (const act of openings) expect((await annul(act.id)).kind).toBe('recorded');
    const page = await pageAt(bench, id, 'head', now);
    expect(page.may).toEqual([]);
    const subject = page.parties[0]!.id;
    const why = page.mayNot.find((act) => act.act === 'question-suspect' && act.subject?.id === subject);
    const texts = why?.reasons.map((reason) => reason.text.zh) ?? [];
    expect(new Set(texts).size).toBe(texts.length);
    expect((await bench.casework.map(id, actorOf('head'), {}, now))?.nodes.length).toBeGreaterThan(0);
    await bench.casework.worklist(actorOf('head'), 'office', {}, now);
    const rows = (await bench.casework.cases(actorOf('head'), { scope: 'office' }, now)).rows;
    expect(rows.map((row) => row.state.zh)).toEqual(['待受理']);
  });

  it('cannot give a person a name of a thousand letters', async () => {
    const answer = await bench.casework.openCase(
      {
        procedure: 'criminal.arrest-review',
        parties: [{ name: 'x'.repeat(1000), role: 'suspect' }],
        opening: { on: '2026-11-24', data: {}, perSubject: {} },
      },
      actorOf('intake'),
      now,
    );
    if (answer.kind !== 'data') throw new Error(answer.kind);
    expect(answer.fieldErrors[0]).toMatchObject({ field: 'parties[0].name' });
  });
});
