import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionsOf, rankOf } from '#access/index.ts';
import { openLedger, openStore, type Store } from '#ledger/index.ts';
import { openCasework } from './casework.ts';
import { demoActor, demoActs, makeDemo } from './demo/make.ts';
import { demoOffice, demoStaff } from './demo/office.ts';
import { lawPack } from './testing.ts';
import type { Casework } from './types.ts';
import { weekOf } from './worklist.ts';

const now = Date.UTC(2026, 10, 24, 1, 30);
const pack = lawPack();
let store: Store;
let casework: Casework;

/** The demo office is the data: some two hundred cases in every stage. */
beforeAll(async () => {
  const opened = await openStore({ kind: 'pglite' });
  if (!opened.ok) throw new Error(opened.words.en);
  store = opened.store;
  const deps = { store, ledger: openLedger(store), pack, offices: [demoOffice], staff: async () => demoStaff };
  casework = await openCasework(deps);
  const made = await makeDemo(deps, now);
  expect(made.cases).toBeGreaterThan(200);
  expect(made.proposals).toBe(7);
});
afterAll(() => store.close());

describe('the demo office', () => {
  it('is the same acts for the same seed and day, and other acts for another seed', () => {
    const once = JSON.stringify(demoActs({ pack }, '2026-11-24', 'a', 5));
    expect(JSON.stringify(demoActs({ pack }, '2026-11-24', 'a', 5)) === once).toBe(true);
    expect(JSON.stringify(demoActs({ pack }, '2026-11-24', 'b', 5)) === once).toBe(false);
  });

  it('names the roles, ranks and functions that the law pack gives them', () => {
    for (const { person, roles, functions } of demoStaff)
      expect([person.id, functions, demoActor(person.id).rank]).toEqual([
        person.id,
        functionsOf(pack, roles),
        rankOf(pack, roles),
      ]);
  });

  it('does nothing in the future and nothing out of order in a proceeding', () => {
    const acts = demoActs({ pack }, '2026-11-24', 'a', 20);
    expect(acts.every(({ date }) => date <= '2026-11-24')).toBe(true);
    expect(acts.every(({ date }, at) => at === 0 || acts[at - 1]!.date <= date)).toBe(true);
    expect(new Set(acts.map(({ act }) => act.id)).size).toBe(acts.length);
  });

  it('has something of everything on the worklist of the chief procurator', async () => {
    const list = await casework.worklist(demoActor('zheng'), 'office', { perGroup: 1000 }, now);
    expect(list.groups.map((group) => group.id)).toEqual([
      'overdue',
      'this-week',
      'next-week',
      'later',
      'paused',
      'undated',
      'others-owe',
    ]);
    const items = list.groups.flatMap((group) => group.items);
    const phrases = items.map((item) => item.deadline.phrase.zh);
    expect(phrases).toContain('今日到期');
    expect(phrases).toContain('剩1日');
    expect(list.counts.metThisMonth).toBeGreaterThan(10);
    // A mark owes nothing; of the time for appeal the demo has no case.
    const unseen = ['criminal.case-marks', 'criminal.appeal-watch'];
    for (const procedure of Object.keys(demoOffice.numbers).filter((one) => !unseen.includes(one)))
      expect(
        items.some((item) => item.procedure.id === procedure),
        procedure,
      ).toBe(true);
  });

  it('has the same rows when they are made again from its acts', async () => {
    const tables = ['casework_proceeding', 'casework_party', 'casework_due'] as const;
    const all = async () => {
      const rows = await Promise.all(
        tables.map((table) =>
          store.db
            .selectFrom(table as never)
            .selectAll()
            .execute(),
        ),
      );
      return rows.map((some) => some.map((row) => JSON.stringify(row)).sort());
    };
    const before = await all();
    const made = await casework.rebuild(now);
    expect(made.proceedings).toBe(before[0]!.length);
    const after = await all();
    expect(after.map((some) => some.length)).toEqual(before.map((some) => some.length));
    expect(after.every((some, table) => some.every((row, at) => row === before[table]![at]))).toBe(true);
  });

  it('waits for the chief procurator with some proposals, one returned', async () => {
    const waiting = await casework.proposals(demoActor('zheng'), 'decide', now);
    expect(waiting.length).toBe(6);
    expect(waiting.every((one) => one.mayDecide && one.review.allowed)).toBe(true);
    expect(await casework.counts(demoActor('zheng'), now)).toMatchObject({ toDecide: 6 });
    expect(new Set(waiting.map((one) => one.act)).size).toBeGreaterThan(2);
    expect((await casework.proposals(demoActor('liang'), 'decide', now)).map((one) => one.act)).toContain(
      'extend-handling',
    );
  });
});

describe('what is theirs', () => {
  it.each([
    ['ding', 'desk'],
    ['bai', 'office'],
    ['zheng', 'office'],
  ] as const)('is for %s, who handles no case, what their %s does', async (who, width) => {
    const mine = await casework.worklist(demoActor(who), 'mine', {}, now);
    expect(mine.groups.length).toBeGreaterThan(3);
    expect(mine).toEqual(await casework.worklist(demoActor(who), width, {}, now));
    const held = await casework.cases(demoActor(who), { scope: 'mine' }, now);
    expect(held.total).toBe((await casework.cases(demoActor(who), { scope: width }, now)).total);
    expect((await casework.counts(demoActor(who), now)).myCases).toBeGreaterThan(10);
  });
  it('is for who handles cases their own, also for a head of department', async () => {
    for (const who of ['chen', 'zhou', 'gao', 'liang']) {
      const list = await casework.worklist(demoActor(who), 'mine', { perGroup: 1000 }, now);
      const items = list.groups.flatMap((group) => group.items);
      expect(items.length, who).toBeGreaterThan(0);
      expect(items.every((item) => item.handler?.id === who)).toBe(true);
    }
    expect((await casework.worklist(demoActor('guan'), 'mine', {}, now)).groups).toEqual([]);
  });
});

describe('the worklist', () => {
  it.each(['zheng', 'bai', 'zhou', 'chen', 'song'])('counts what it shows, for %s', async (who) => {
    for (const scope of ['mine', 'desk', 'office'] as const) {
      const list = await casework.worklist(demoActor(who), scope, { perGroup: 10_000 }, now);
      const items = list.groups.filter((group) => group.id !== 'others-owe').flatMap((group) => group.items);
      const of = (...states: readonly string[]) => items.filter((item) => states.includes(item.deadline.state)).length;
      expect(list.groups.every((group) => group.more === 0)).toBe(true);
      expect(list.counts.overdue).toBe(of('overdue', 'limit-exceeded'));
      expect(list.counts.soon).toBe(of('due-soon'));
      expect(list.counts.running).toBe(of('running'));
      expect(list.counts.paused).toBe(of('paused'));
      expect(list.counts.undated).toBe(of('open-undated', 'reminded'));
      expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
    }
  });

  it('shows in each group what belongs there, the nearest first, and pages the rest', async () => {
    const whole = await casework.worklist(demoActor('zheng'), 'office', { perGroup: 10_000 }, now);
    const week = weekOf(whole.today);
    for (const group of whole.groups) {
      const dates = group.items.map((item) => item.deadline.due?.date ?? '9999');
      if (group.id !== 'paused' && group.id !== 'others-owe') expect(dates).toEqual([...dates].sort());
      if (group.id === 'overdue') expect(dates.every((date) => date < whole.today || date === whole.today)).toBe(true);
      if (group.id === 'this-week')
        expect(dates.every((date) => date >= whole.today && date <= week.sunday)).toBe(true);
      if (group.id === 'next-week')
        expect(dates.every((date) => date >= week.nextMonday && date <= week.nextSunday)).toBe(true);
    }
    const cut = await casework.worklist(demoActor('zheng'), 'office', { perGroup: 2 }, now);
    expect(cut.groups.map((group) => group.items.length + group.more)).toEqual(
      whole.groups.map((group) => group.items.length),
    );
    expect(cut.counts).toEqual(whole.counts);
  });

  it('moves with time without anybody doing anything', async () => {
    const before = await casework.worklist(demoActor('zheng'), 'office', {}, now);
    const later = await casework.worklist(demoActor('zheng'), 'office', {}, now + 30 * 86_400_000);
    expect(later.counts.overdue).toBeGreaterThan(before.counts.overdue);
    expect(later.counts.overdue + later.counts.soon + later.counts.running).toBe(
      before.counts.overdue +
        before.counts.soon +
        before.counts.running -
        (later.counts.undated - before.counts.undated),
    );
  });

  it('filters by branch and by custody', async () => {
    const list = await casework.worklist(demoActor('zheng'), 'office', { branch: 'petition', perGroup: 1000 }, now);
    expect(list.groups.flatMap((group) => group.items).every((item) => item.procedure.branch === 'petition')).toBe(
      true,
    );
    const custody = await casework.worklist(demoActor('zheng'), 'office', { custody: true, perGroup: 1000 }, now);
    const items = custody.groups.flatMap((group) => group.items);
    expect(items.length).toBeGreaterThan(3);
    expect(items.every((item) => item.custody)).toBe(true);
  });

  it('gives one item by its id, to those in whose scope it is', async () => {
    const list = await casework.worklist(demoActor('zheng'), 'office', {}, now);
    const item = list.groups.flatMap((group) => group.items).find((one) => one.desk?.id === 'third')!;
    expect(await casework.workItem(item.id, demoActor('zheng'), now)).toEqual(item);
    expect(await casework.workItem(item.id, demoActor('chen'), now)).toBeNull();
    expect(await casework.workItem('nothing', demoActor('zheng'), now)).toBeNull();
  });

  it('says that nothing is there in the words of an empty list', async () => {
    const list = await casework.worklist(demoActor('guan'), 'office', {}, now);
    expect(list).toMatchObject({ groups: [], nextDue: null, counts: { overdue: 0, soon: 0, running: 0 } });
  });
});

describe('cases and search', () => {
  it('lists by scope and pages, without loss or repeat', async () => {
    const all = await casework.cases(demoActor('zheng'), { scope: 'office', pageSize: 200 }, now);
    const seen = new Set<string>();
    for (let page = 1; page <= all.pages; page++) {
      const some = await casework.cases(demoActor('zheng'), { scope: 'office', pageSize: 200, page }, now);
      for (const row of some.rows) seen.add(row.proceeding);
    }
    expect(seen.size).toBe(all.total);
    const mine = await casework.cases(demoActor('chen'), { scope: 'office', pageSize: 200 }, now);
    expect(mine.total).toBeGreaterThan(5);
    expect(mine.total).toBeLessThan(all.total);
    expect(mine.rows.every((row) => row.handler?.id === 'chen')).toBe(true);
  });

  it('shows a deputy what is delegated to them, while it is', async () => {
    const from = { id: 'zheng', name: { zh: '郑某正', en: 'Zheng Mouzheng' } };
    const held = {
      id: 'd',
      from,
      rank: 'chief-procurator' as const,
      procedures: ['petition.handling', 'criminal.arrest-review'],
    };
    const deputy = { ...demoActor('lin'), delegations: [held] };
    const seen = await casework.cases(deputy, { scope: 'office', pageSize: 200 }, now);
    expect(new Set(seen.rows.map((row) => row.procedure.id))).toEqual(new Set(held.procedures));
    expect((await casework.cases(demoActor('lin'), { scope: 'office' }, now)).total).toBe(0);
    expect(
      (await casework.proposals(deputy, 'decide', now)).every(
        (one) => one.rank.rank === 'department-head' || one.byDelegation?.from.id === 'zheng',
      ),
    ).toBe(true);
  });

  it('finds by number, name, offence and part of each, and takes % and _ as they stand', async () => {
    const all = await casework.cases(demoActor('zheng'), { scope: 'office', pageSize: 200 }, now);
    const row = all.rows.find((one) => one.procedure.id === 'criminal.arrest-review')!;
    const find = (q: string) => casework.cases(demoActor('zheng'), { scope: 'office', q, pageSize: 200 }, now);
    const name = row.people.zh.slice(0, 3);
    for (const q of [
      row.case.number,
      row.case.number.toLowerCase(),
      row.case.numberText!.zh,
      name,
      `${name} ${row.case.number}`,
    ])
      expect(
        (await find(q)).rows.some((one) => one.proceeding === row.proceeding),
        q,
      ).toBe(true);
    expect((await find('盗窃')).total).toBeGreaterThan(5);
    expect((await find('%')).total).toBe(0);
    expect((await find('_')).total).toBe(0);
    const hits = await casework.search(demoActor('zheng'), name);
    expect(hits.some((hit) => hit.kind === 'person' && hit.title.zh.startsWith(name))).toBe(true);
    expect(await casework.search(demoActor('guan'), name)).toEqual([]);
    expect(await casework.search(demoActor('zheng'), '  ')).toEqual([]);
  });
});

describe('the map', () => {
  it('draws the part around what is open, and the whole', async () => {
    const list = await casework.worklist(demoActor('zheng'), 'office', {}, now);
    const item = list.groups
      .flatMap((group) => group.items)
      .find((one) => one.procedure.id === 'criminal.arrest-review')!;
    const part = (await casework.map(item.proceeding, demoActor('zheng'), {}, now))!;
    const whole = (await casework.map(item.proceeding, demoActor('zheng'), { full: true }, now))!;
    expect(part.nodes.length).toBeLessThan(whole.nodes.length);
    const drawn = part.nodes.reduce((sum, node) => sum + (node.acts?.length ?? 1), 0);
    expect(drawn + part.folded).toBe(whole.nodes.length);
    expect(
      whole.nodes.some((node) => node.state === 'owed' || node.note?.zh.includes('应办其一')) &&
        whole.nodes.some((node) => node.state === 'done'),
    ).toBe(true);
    const ids = new Set(part.nodes.map((node) => node.id));
    expect(part.edges.every((edge) => ids.has(edge.from) && ids.has(edge.to) && edge.points.length > 1)).toBe(true);
    expect(
      part.nodes.every(
        (node) => node.x >= 0 && node.y >= 0 && node.x + node.w <= part.width && node.y + node.h <= part.height,
      ),
    ).toBe(true);
    expect(casework.lawMap('petition.handling')?.nodes.length).toBe(pack.procedures['petition.handling']!.acts.length);
    expect(casework.lawMap('nothing')).toBeNull();
    expect(await casework.map(item.proceeding, demoActor('guan'), {}, now)).toBeNull();
  });
});
