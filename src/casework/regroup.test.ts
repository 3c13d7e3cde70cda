import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage, examplePackage } from './package/build.ts';
import type { ProceedingPage, Refusal } from './schemas.ts';
import { actorOf, type Bench, doAct, idOf, openBench, pageAt } from './testing.ts';

const law = 'criminal.prosecution-review';
let bench: Bench;
let serial = 0;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

type Person = {
  readonly name: string;
  readonly id_number?: string;
  readonly minor?: boolean;
  readonly custody?: boolean;
  readonly victim?: boolean;
};

/** A case sent for prosecution; Chen handles it. */
async function received(on: string, people: readonly Person[]): Promise<string> {
  const now = bench.at(`${on}T10:00`);
  const { manifest } = examplePackage(on, 'shifan', `SF-${++serial}`);
  const bytes = buildPackage(
    {
      ...manifest,
      procedure: law,
      title: undefined,
      opening: { data: { complex: false, fast_track: false, has_victim: false } },
      persons: people.map(({ name, id_number, minor = false, custody = false, victim = false }, at) => ({
        ref: `p${at + 1}`,
        name,
        role: victim ? 'victim' : 'suspect',
        ...(id_number ? { id_number } : {}),
        ...(victim ? {} : { offence: 'theft', data: { in_custody: custody, minor, has_counsel: true } }),
      })),
      documents: [{ file: 'documents/opinion.txt', title: '起诉意见书', kind: 'opinion' }],
    },
    { 'documents/opinion.txt': `opinion ${serial}` },
  );
  const taken = await bench.casework.importPackage(bytes, actorOf('intake'), now);
  if ('errors' in taken) throw new Error(JSON.stringify(taken.errors));
  const id = taken.proceedings[0]!.id;
  const given = await bench.casework.assign(
    id,
    { handler: 'chen', desk: null, reason: 'for the test' },
    actorOf('head'),
    now,
  );
  if (given.kind !== 'assigned') throw new Error(given.message.en);
  return id;
}

async function go(id: string, act: string, subject: string | null, on: string, data: object = {}, who = 'chen') {
  const answer = await doAct(bench, id, who, { act, subject, on, data: data as never }, bench.at(`${on}T16:00`));
  if (answer.kind !== 'recorded') throw new Error(`${act}: ${JSON.stringify(answer, null, 1)}`);
  return answer;
}

const versionOf = async (id: string) => (await bench.ledger.acts(id)).length;
const severed = async (
  id: string,
  people: readonly string[],
  ground: string,
  on: string,
  more: { readonly reason?: string; readonly who?: string; readonly version?: number } = {},
) =>
  bench.casework.sever(
    id,
    { people: [...people], ground, reason: more.reason ?? '', expectedVersion: more.version ?? (await versionOf(id)) },
    actorOf(more.who ?? 'chen'),
    bench.at(`${on}T11:00`),
  );
const merged = async (
  id: string,
  from: string,
  ground: string,
  on: string,
  same: { there: string; here: string }[] = [],
  who = 'chen',
) =>
  bench.casework.merge(
    id,
    { from, ground, reason: '', same, expectedVersion: await versionOf(id) },
    actorOf(who),
    bench.at(`${on}T11:00`),
  );
const refusedWith = (answer: object): Refusal => {
  if (!('recorded' in answer)) throw new Error(`not refused: ${JSON.stringify(answer)}`);
  return answer as Refusal;
};
/** What is owed to one person, without the proceeding in its key. */
const dutiesOf = (page: ProceedingPage, subject: string) =>
  page.deadlines
    .filter((one) => one.subject?.id === subject && !['met', 'met-late', 'withdrawn'].includes(one.state))
    .map((one) => ({ title: one.title.en, state: one.state, due: one.due?.date ?? null }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));

describe('severing', () => {
  let id = '';
  let own = '';
  let lu = '';
  let he = '';
  let before: ProceedingPage;

  beforeAll(async () => {
    id = await received('2026-03-02', [
      { name: '路某甲', custody: true },
      { name: '贺某少', minor: true },
      { name: '温某乙' },
    ]);
    before = await pageAt(bench, id, 'chen', bench.at('2026-03-02T11:00'));
    lu = idOf(before, '路某甲');
    he = idOf(before, '贺某少');
    for (const subject of [lu, he]) await go(id, 'tell-suspect-rights', subject, '2026-03-03');
    before = await pageAt(bench, id, 'chen', bench.at('2026-03-09T09:00'));
  });

  it('offers the grounds of the law with their articles, and who may go', async () => {
    const form = await bench.casework.regroupForm(id, actorOf('chen'), bench.at('2026-03-09T09:00'));
    expect(form?.why).toEqual([]);
    expect(form?.sever.grounds.map((one) => [one.id, one.cites[0]?.short.en])).toContainEqual([
      'minor-and-adult',
      'SPP Rules §459',
    ]);
    expect(form?.sever.people.map((one) => [one.name, one.why])).toEqual([
      ['路某甲', null],
      ['贺某少', null],
      ['温某乙', null],
    ]);
    const clerk = await bench.casework.regroupForm(id, actorOf('clerk'), bench.at('2026-03-09T09:00'));
    expect(clerk?.why.map((one) => one.code)).toEqual(['not-authorised']);
    expect(await bench.casework.regroupForm(id, actorOf('wu'), bench.at('2026-03-09T09:00'))).toBeNull();
  });

  it('is refused with the reason and its article, and nothing is recorded', async () => {
    const version = await versionOf(id);
    const all = before.parties.map((party) => party.id);
    const tries: readonly (readonly [string[], string, RegExp, string?])[] = [
      [all, 'many-and-complex', /Somebody must stay/, 'too many'],
      [[lu], 'minor-and-adult', /all who leave must be “Minor”, or all who stay/],
      [[lu, he], 'minor-and-adult', /all who leave must be “Minor”/],
    ];
    for (const [people, ground, expected, reason] of tries) {
      const refusal = refusedWith(await severed(id, people, ground, '2026-03-09', reason ? { reason } : {}));
      expect(refusal.message.en).toMatch(expected);
    }
    const cited = refusedWith(await severed(id, [lu, he], 'minor-and-adult', '2026-03-09'));
    expect(cited.reasons[0]?.cites[0]?.short.zh).toBe('高检规则 §459');
    const fields = async (...given: Parameters<typeof severed>) =>
      refusedWith(await severed(...given)).fieldErrors.map((one) => `${one.field}: ${one.text.en}`);
    expect(await fields(id, [he], 'because', '2026-03-09')).toEqual([
      'ground: There is no ground “because”; expected one of minor-and-adult, some-at-large, many-and-complex',
    ]);
    expect(await fields(id, [], 'minor-and-adult', '2026-03-09')).toEqual(['people: Choose who is severed']);
    expect(await fields(id, [he], 'many-and-complex', '2026-03-09')).toEqual(['reason: This ground must be explained']);
    expect(refusedWith(await severed(id, [he], 'minor-and-adult', '2026-03-09', { who: 'clerk' })).kind).toBe(
      'refused',
    );
    expect(refusedWith(await severed(id, [he], 'minor-and-adult', '2026-03-09', { who: 'wu' })).kind).toBe('not-found');
    expect(refusedWith(await severed(id, [he], 'minor-and-adult', '2026-03-09', { version: version - 1 })).kind).toBe(
      'conflict',
    );
    expect(await versionOf(id)).toBe(version);
  });

  it('opens a proceeding of its own number in the same case, with what has happened and every date unchanged', async () => {
    const opened = await severed(id, [he], 'minor-and-adult', '2026-03-09');
    if (opened.kind !== 'opened') throw new Error(opened.message.en);
    own = opened.proceeding;
    const now = bench.at('2026-03-09T12:00');
    const [left, fresh] = [await pageAt(bench, id, 'chen', now), await pageAt(bench, own, 'chen', now)];
    expect(fresh.case.id).toBe(left.case.id);
    expect(fresh.case.number).not.toBe(left.case.number);
    expect(fresh.parties.map((party) => party.name)).toEqual(['贺某少']);
    expect(left.parties.map((party) => party.name)).toEqual(['路某甲', '温某乙']);
    expect(fresh.opened).toBe('2026-03-02');
    expect(fresh.handler?.id).toBe('chen');
    expect(dutiesOf(fresh, he)).toEqual(dutiesOf(before, he));
    expect(dutiesOf(fresh, he).length).toBeGreaterThan(0);
    expect(dutiesOf(left, lu)).toEqual(dutiesOf(before, lu));
    expect(left.owed.some((one) => one.subject?.id === he)).toBe(false);
    expect(fresh.main?.due?.date).toBe('2026-04-02');
    const told = fresh.course.find((one) => one.act === 'tell-suspect-rights');
    expect(told).toMatchObject({ subject: { id: he }, date: '2026-03-03', elsewhere: { proceeding: id } });
    expect(told?.elsewhere?.number?.en).toBe(left.case.number);
    expect(told?.index).toBe(before.course.find((one) => one.id === told?.id)?.index);
    expect(fresh.documents.map((one) => one.name)).toEqual(left.documents.map((one) => one.name));
    expect(fresh.case.title.zh).toMatch(/^贺某少涉嫌盗窃/);
    expect(left.case.title.zh).toMatch(/^路某甲、温某乙涉嫌盗窃/);
  });

  it('both cases point at each other, with the ground', async () => {
    const now = bench.at('2026-03-09T12:00');
    const [left, fresh] = [await pageAt(bench, id, 'chen', now), await pageAt(bench, own, 'chen', now)];
    expect(left.regrouped).toMatchObject([
      { kind: 'severed-to', proceeding: own, seen: true, on: '2026-03-09', people: { zh: '贺某少' } },
    ]);
    expect(fresh.regrouped).toMatchObject([{ kind: 'severed-from', proceeding: id, seen: true }]);
    expect(fresh.regrouped[0]?.number.en).toBe(left.case.number);
    expect(fresh.regrouped[0]?.cites[0]?.short.zh).toBe('高检规则 §459');
    expect(left.course[0]?.title.zh).toBe('分案，贺某少另案办理：未成年人与成年人共同犯罪，分案办理、分别起诉');
    expect(left.related.map((one) => one.proceeding)).toEqual([own]);
  });

  it('the old case knows the person no more, the new one goes on', async () => {
    const gone = refusedWith(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'question-suspect', subject: he, on: '2026-03-10' },
        bench.at('2026-03-10T16:00'),
      ),
    );
    expect(gone.message.en).toBe('贺某少 was severed and is in a case of their own');
    const page = await pageAt(bench, id, 'chen', bench.at('2026-03-10T16:00'));
    expect([...page.may, ...page.mayNot, ...page.outsideActs].some((one) => one.subject?.id === he)).toBe(false);
    const before = await pageAt(bench, own, 'chen', bench.at('2026-03-10T16:00'));
    expect(before.may.some((one) => one.act === 'hear-defence' && one.subject?.id === he)).toBe(true);
    await go(own, 'notify-guardian-attend', he, '2026-03-10', { attends: 'guardian' });
    await go(own, 'question-suspect', he, '2026-03-10');
  });

  it('what was entered wrongly before is annulled where it was done, and then in the new case too', async () => {
    const told = (await bench.ledger.acts(id)).find((one) => one.type === 'tell-suspect-rights' && one.subject === he)!;
    const now = bench.at('2026-03-11T10:00');
    const there = refusedWith(
      await bench.casework.annul(
        own,
        { act: told.id, ground: 'told another person', expectedVersion: await versionOf(own) },
        actorOf('head'),
        now,
      ),
    );
    expect(there.message.en).toMatch(/^This was done in 2026-PR-\d+; annul it there$/);
    const answer = await bench.casework.annul(
      id,
      { act: told.id, ground: 'told another person', expectedVersion: await versionOf(id) },
      actorOf('head'),
      now,
    );
    expect(answer.kind).toBe('recorded');
    const page = await pageAt(bench, own, 'chen', now);
    expect(page.course.find((one) => one.id === told.id)?.annulled?.ground).toBe('told another person');
    expect(page.owed.find((one) => one.targets.some((act) => act.act === 'tell-suspect-rights'))?.state).toBe(
      'overdue',
    );
    await go(own, 'tell-suspect-rights', he, '2026-03-12');
  });

  it('nobody who is decided goes, and nobody about whom a decision waits', async () => {
    const now = bench.at('2026-03-13T10:00');
    await go(id, 'question-suspect', lu, '2026-03-13');
    await go(id, 'hear-defence', lu, '2026-03-13');
    const asked = await doAct(
      bench,
      id,
      'chen',
      {
        act: 'non-prosecution-statutory',
        subject: lu,
        on: '2026-03-13',
        data: { ground: 'cpl-16' } as never,
      },
      now,
    );
    if (asked.kind !== 'waits') throw new Error(JSON.stringify(asked));
    const waits = refusedWith(await severed(id, [lu], 'some-at-large', '2026-03-13', { reason: 'gone' }));
    expect(waits.message.en).toMatch(/A decision still waits for the chief procurator/);
    await bench.casework.withdrawProposal(asked.proposal, actorOf('chen'), now);
    await go(id, 'prosecute', lu, '2026-03-14', { court: '示范市人民法院', charges: ['theft'] });
    const decided = refusedWith(await severed(id, [lu], 'some-at-large', '2026-03-16', { reason: 'gone' }));
    expect(decided.reasons[0]).toMatchObject({ code: 'decided' });
    expect(decided.reasons[0]?.cites[0]).toMatchObject({ short: { zh: '法院解释 §220' }, mark: 'recalled' });
  });

  it('comes back by merging, as if never severed', async () => {
    const now = bench.at('2026-03-17T12:00');
    const apart = await pageAt(bench, own, 'chen', now);
    const answer = await merged(id, own, 'joint-crime', '2026-03-17');
    expect(answer).toMatchObject({ kind: 'merged', people: { zh: '贺某少' } });
    const page = await pageAt(bench, id, 'chen', bench.at('2026-03-17T12:00'));
    expect(page.parties.map((party) => party.name)).toEqual(['路某甲', '贺某少', '温某乙']);
    expect(dutiesOf(page, he)).toEqual(dutiesOf(apart, he));
    expect(page.course.filter((one) => one.act === 'receive-case' && one.subject?.id === he)).toHaveLength(1);
    await go(id, 'hear-defence', he, '2026-03-18');
    const over = await pageAt(bench, own, 'chen', bench.at('2026-03-18T17:00'));
    expect(over).toMatchObject({ canAct: false, may: [], closed: '2026-03-17' });
    expect([over.owed, over.notes]).toEqual([[], []]);
  });
});

describe('merging', () => {
  // Numbers of nobody: the check digits fit, the division 110101 with a birth date of long ago.
  const number = '110101190001011009';
  let here = '';
  let there = '';
  let ming = '';
  let dueHere = '';

  beforeAll(async () => {
    here = await received('2026-04-01', [{ name: '明某', id_number: number }]);
    there = await received('2026-04-10', [
      { name: '明某', id_number: number, custody: true },
      { name: '石某' },
      { name: '钱某', victim: true },
    ]);
    const page = await pageAt(bench, here, 'chen', bench.at('2026-04-10T12:00'));
    ming = idOf(page, '明某');
    dueHere = page.main?.due?.date ?? '';
    await go(here, 'tell-suspect-rights', ming, '2026-04-02');
  });

  it('offers the cases of the same people first, and says who is the same by number', async () => {
    const form = await bench.casework.regroupForm(here, actorOf('chen'), bench.at('2026-04-13T09:00'));
    expect(form?.merge.cases[0]).toMatchObject({ proceeding: there, why: null });
    expect(form?.merge.cases[0]?.people.map((one) => [one.name, one.same?.id ?? null])).toEqual([
      ['明某', ming],
      ['石某', null],
    ]);
    const searched = await bench.casework.regroupForm(
      here,
      actorOf('chen'),
      bench.at('2026-04-13T09:00'),
      'no such case',
    );
    expect(searched?.merge.cases).toEqual([]);
  });

  it('is refused across stages, across desks, without the person, and where somebody is decided', async () => {
    const other = await received('2026-04-11', [{ name: '别某' }]);
    const one = refusedWith(await merged(here, other, 'one-person-several-crimes', '2026-04-13'));
    expect(one.message.en).toMatch(/Nobody is in both cases/);
    expect(one.reasons[0]?.cites[0]?.short.zh).toBe('高检规则 §18');
    const stranger = await bench.casework.importPackage(
      buildPackage(
        examplePackage('2026-04-11', 'shifan', 'AR-1').manifest,
        examplePackage('2026-04-11', 'shifan', 'AR-1').files,
      ),
      actorOf('intake'),
      bench.at('2026-04-11T10:00'),
    );
    if ('errors' in stranger) throw new Error(JSON.stringify(stranger.errors));
    const arrest = stranger.proceedings[0]!.id;
    const stage = refusedWith(await merged(here, arrest, 'joint-crime', '2026-04-13', [], 'head'));
    expect(stage.message.en).toMatch(/one office and one stage/);
    expect(refusedWith(await merged(here, here, 'joint-crime', '2026-04-13')).fieldErrors[0]?.field).toBe('from');
    expect(refusedWith(await merged(here, there, 'joint-crime', '2026-04-13', [], 'du')).kind).toBe('not-found');
    const page = await pageAt(bench, there, 'head', bench.at('2026-04-13T11:00'));
    const twice = refusedWith(
      await merged(here, there, 'joint-crime', '2026-04-13', [{ there: idOf(page, '石某'), here: ming }]),
    );
    expect(twice.fieldErrors[0]?.text.en).toMatch(/cannot be the same one/);
  });

  it('makes one case of two: one person once, the earlier date stays, and nobody hears what was never theirs', async () => {
    const shi = idOf(await pageAt(bench, there, 'chen', bench.at('2026-04-13T09:00')), '石某');
    const before = await pageAt(bench, there, 'chen', bench.at('2026-04-13T09:00'));
    const answer = await merged(here, there, 'one-person-several-crimes', '2026-04-13');
    expect(answer).toMatchObject({ kind: 'merged', people: { zh: '明某、石某' } });
    const now = bench.at('2026-04-13T12:00');
    const page = await pageAt(bench, here, 'chen', now);
    expect(page.parties.map((party) => party.name)).toEqual(['明某', '石某', '钱某']);
    // The month from 1 April ends on a holiday; the other case says that she is in custody, so it does not wait for a working day.
    expect([dueHere, page.main?.due?.date]).toEqual(['2026-05-06', '2026-05-01']);
    const owed = (title: RegExp) => page.owed.filter((one) => title.test(one.title.en));
    expect(dutiesOf(page, shi)).toEqual(dutiesOf(before, shi));
    expect(owed(/right to a defender/).map((one) => one.subject?.id)).toEqual(expect.arrayContaining([shi]));
    expect(page.regrouped).toMatchObject([{ kind: 'merged-from', proceeding: there, people: { zh: '明某、石某' } }]);
    expect(page.case.title.zh).toMatch(/^明某、石某涉嫌盗窃/);
    const gone = await pageAt(bench, there, 'chen', now);
    expect(gone.regrouped).toMatchObject([{ kind: 'merged-into', proceeding: here }]);
    expect(gone.notes).toEqual([]);
    expect(gone.related.map((one) => [one.proceeding, one.state.en])).toEqual([[here, 'In progress']]);
    expect(page.related.map((one) => one.state.en)).toEqual([`Merged into ${page.case.number}`]);
    const late = refusedWith(
      await doAct(bench, there, 'chen', { act: 'question-suspect', subject: shi, on: '2026-04-13' }, now),
    );
    expect(late.message.en).toBe(`This case was merged into ${page.case.number}; act there`);
    await go(here, 'tell-suspect-rights', shi, '2026-04-13');
    await go(here, 'question-suspect', ming, '2026-04-14');
    const list = await bench.casework.worklist(actorOf('chen'), 'mine', {}, bench.at('2026-04-14T17:00'));
    expect(list.groups.flatMap((group) => group.items).some((item) => item.proceeding === there)).toBe(false);
  });

  it('the figures count the person once, under one case, also those of the case that went over', async () => {
    const rows = new Map<string, { readonly subjects: string[]; readonly proceedings: number }>();
    for await (const one of bench.casework.figureSource().read({ fromIndex: 0, knownAt: bench.at('2026-04-15T10:00') }))
      rows.set(one.caseId, {
        subjects: one.proceedings.flatMap((p) =>
          p.acts.filter((act) => act.type === 'receive-case').map((act) => act.subject ?? ''),
        ),
        proceedings: one.proceedings.length,
      });
    const [a, b] = [await bench.ledger.acts(here), await bench.ledger.acts(there)];
    expect(rows.get(b[0]!.caseId)).toEqual({ subjects: [], proceedings: 0 });
    const counted = rows.get(a[0]!.caseId)!;
    expect(counted.proceedings).toBe(2);
    expect(counted.subjects).toHaveLength(3);
    expect(new Set(counted.subjects).size).toBe(2);
    const earlier = [];
    for await (const one of bench.casework.figureSource().read({ fromIndex: 0, knownAt: bench.at('2026-04-12T10:00') }))
      earlier.push(one.caseId);
    expect(earlier).toContain(b[0]!.caseId);
  });

  it('a severed person is counted once as well, and each time limit in one place', async () => {
    const all = [];
    for await (const one of bench.casework.figureSource().read({ fromIndex: 0, knownAt: bench.at('2026-04-15T10:00') }))
      all.push(...one.proceedings);
    const limits = all.flatMap((one) =>
      one.duties
        .filter((duty) => !['withdrawn', 'superseded', 'moot'].includes(duty.state))
        .map((duty) => duty.key.slice(duty.key.indexOf(':') + 1)),
    );
    expect(limits.length).toBeGreaterThan(20);
    expect(limits.filter((one, at) => limits.indexOf(one) !== at)).toEqual([]);
  });

  it('every table can be made again from the acts', async () => {
    const tables = ['casework_proceeding', 'casework_party', 'casework_due', 'casework_regroup'] as const;
    const db = bench.store.db as never as {
      selectFrom: (t: string) => { selectAll: () => { execute: () => Promise<unknown[]> } };
    };
    const dump = async () =>
      Promise.all(
        tables.map(async (table) =>
          (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort(),
        ),
      );
    const now = bench.at('2026-04-15T10:00');
    await bench.casework.rebuild(now);
    const once = await dump();
    expect(once[3]).toHaveLength(3);
    await bench.casework.rebuild(now);
    expect(await dump()).toEqual(once);
  });
});
