import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePackage } from './package/build.ts';
import type { ActOutcome, ProceedingPage, Refusal } from './schemas.ts';
import { actorOf, type Bench, doAct, idOf, openBench, pageAt } from './testing.ts';

const recorded = (answer: ActOutcome | Refusal) => {
  if (answer.kind !== 'recorded') throw new Error(JSON.stringify(answer, null, 1));
  return answer;
};
const waits = (answer: ActOutcome | Refusal) => {
  if (answer.kind !== 'waits') throw new Error(JSON.stringify(answer, null, 1));
  return answer;
};
const refused = (answer: { readonly kind: string }): Refusal => {
  if (!('recorded' in answer)) throw new Error(JSON.stringify(answer, null, 1));
  return answer as Refusal;
};
const owedActs = (page: ProceedingPage, name: string) =>
  page.owed.filter((one) => one.subject?.name === name).flatMap((one) => one.targets.map((target) => target.act));

/** The main job: a package with two suspects; one arrest approved, the other refused by the chief procurator. */
describe('the main job', () => {
  let bench: Bench;
  let id = '';
  let lu = '';
  let wen = '';

  beforeAll(async () => {
    bench = await openBench();
    const now = bench.at('2026-11-19T10:00');
    const taken = await bench.casework.importPackage(
      examplePackage('2026-11-19', 'shifan').bytes,
      actorOf('intake'),
      now,
    );
    if ('errors' in taken) throw new Error(JSON.stringify(taken.errors));
    expect(taken).toMatchObject({ number: '2026-AR-1', parties: 3, documents: 2 });
    id = taken.proceedings[0]!.id;
    const page = await pageAt(bench, id, 'head', now);
    lu = idOf(page, '路某甲');
    wen = idOf(page, '温某乙');
  });
  afterAll(() => bench.close());

  it('opens with number, handler by turn, documents and the clocks of both', async () => {
    const page = await pageAt(bench, id, 'chen', bench.at('2026-11-20T09:00'));
    expect(page.case.numberText).toEqual({ zh: '示检捕〔2026〕1号', en: '2026-AR-1' });
    expect(page.handler?.id).toBe('chen');
    expect(page.course.some((item) => item.act === 'custos.assign' && item.ground?.includes('轮案'))).toBe(true);
    expect(page.documents.map((one) => one.name)).toContain('提请批准逮捕书');
    expect(page.main).toMatchObject({ daysLeft: 6, state: 'running', due: { date: '2026-11-26' }, subject: null });
    expect(page.main?.phrase).toEqual({ zh: '剩6日', en: '6 days left' });
    expect(page.main?.period).toEqual({ zh: '7日，第1日', en: '7 days, day 1' });
    expect(page.main?.explain.length).toBeGreaterThanOrEqual(2);
    expect(page.main?.cites.map((cite) => cite.short.en)).toContain('CPL §91, §105');
    expect(owedActs(page, '路某甲')).toContain('question-suspect');
    expect(page.parties.map((one) => one.marks.map((mark) => mark.code))).toEqual([['custody'], ['custody'], []]);
  });

  it('says what may be done, and why the decision may not be taken yet', async () => {
    const page = await pageAt(bench, id, 'chen', bench.at('2026-11-20T09:00'));
    const question = page.may.find((one) => one.act === 'question-suspect' && one.subject?.id === lu);
    expect(question).toMatchObject({ owed: true, decides: { you: true, rank: 'prosecutor' } });
    const decide = page.mayNot.find((one) => one.act === 'decide-arrest' && one.subject?.id === lu);
    expect(decide).toMatchObject({ near: true, final: false, by: 'office' });
    expect(decide?.reasons).toHaveLength(1);
    expect(decide?.reasons[0]).toMatchObject({
      code: 'milestone-open',
      remedy: [{ act: 'question-suspect', subject: lu }],
    });
    expect(decide?.reasons[0]?.cites.map((cite) => cite.short.en)).toContain('CPL §88');
    expect(page.outsideActs.some((one) => one.act === 'request-hearing-by-lawyer')).toBe(true);
    expect(page.mayNot.some((one) => one.by === 'outside' && one.act === 'request-reconsideration')).toBe(true);
  });

  it('refuses a forbidden proposal with every reason and records nothing', async () => {
    const now = bench.at('2026-11-20T09:05');
    const before = (await bench.ledger.acts(id)).length;
    const answer = refused(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'decide-arrest', subject: lu, on: '2026-11-20', data: { ground: 'social-danger' } },
        now,
      ),
    );
    expect(answer.kind).toBe('refused');
    expect(answer.reasons.map((reason) => reason.code)).toEqual(['milestone-open']);
    expect((await bench.ledger.acts(id)).length).toBe(before);
  });

  it('names every wrong field', async () => {
    const now = bench.at('2026-11-20T09:06');
    const answer = refused(
      await doAct(
        bench,
        id,
        'chen',
        {
          act: 'decide-non-arrest',
          subject: lu,
          on: '2026-11-30',
          data: { ground: 'mercy', detained: 'yes', served_on: '2026-12-24', colour: 1 },
        },
        now,
      ),
    );
    expect(answer.kind).toBe('data');
    expect(answer.fieldErrors.map((error) => error.field).sort()).toEqual([
      'colour',
      'detained',
      'ground',
      'on',
      'served_on',
      'supplementary_investigation',
    ]);
  });

  it('lets the prosecutor decide the arrest of one after questioning, and the duty is met', async () => {
    const now = bench.at('2026-11-21T15:00');
    recorded(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'question-suspect', subject: lu, on: '2026-11-21', data: { rights_told: true } },
        now,
      ),
    );
    const review = await bench.casework.review(
      id,
      { act: 'decide-arrest', subject: lu, on: '2026-11-21', data: { ground: 'social-danger' }, expectedVersion: 5 },
      actorOf('chen'),
      now,
    );
    expect(review).toMatchObject({ allowed: true, reasons: [], decides: { you: true } });
    if ('recorded' in review) throw new Error('refused');
    expect(review.effects.meets.map((one) => one.title.zh)).toContain('批准逮捕或者不批准逮捕（路某甲）');
    expect(review.effects.opens.map((one) => one.title.zh)).toContain('送达执行回执（路某甲）');
    expect(review.effects.excludes.length).toBeGreaterThan(5);
    const done = recorded(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'decide-arrest', subject: lu, on: '2026-11-21', data: { ground: 'social-danger', offence: 'theft' } },
        now,
      ),
    );
    expect(done.leaf).toMatch(/^[0-9a-f]{64}$/);
    expect(done.departures).toEqual([]);
    const page = await pageAt(bench, id, 'chen', now);
    expect(page.parties.find((one) => one.id === lu)?.outcome?.en).toMatch(/arrest/i);
    expect(
      page.deadlines.find((one) => one.subject?.id === lu && one.targets.some((t) => t.act === 'decide-arrest'))?.state,
    ).toBe('met');
    expect(page.concluded).toBeNull();
  });

  it('sends what the chief procurator must decide to their desk, once', async () => {
    const now = bench.at('2026-11-23T10:00');
    recorded(await doAct(bench, id, 'chen', { act: 'hear-suspect-in-writing', subject: wen, on: '2026-11-23' }, now));
    const data = {
      ground: 'insufficient-evidence',
      detained: true,
      supplementary_investigation: true,
      served_on: '2026-11-23',
    };
    const answer = waits(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'decide-non-arrest', subject: wen, on: '2026-11-23', data, reason: '证据不足' },
        now,
      ),
    );
    expect(answer.waitsFor.zh).toBe('检察长');
    expect(
      refused(await doAct(bench, id, 'chen', { act: 'decide-non-arrest', subject: wen, on: '2026-11-23', data }, now))
        .message.en,
    ).toMatch(/already waits/);
    expect(await bench.casework.counts(actorOf('chief'), now)).toMatchObject({ toDecide: 1 });
    expect(await bench.casework.counts(actorOf('head'), now)).toMatchObject({ toDecide: 0 });
    const [proposal] = await bench.casework.proposals(actorOf('chief'), 'decide', now);
    expect(proposal).toMatchObject({
      mayDecide: true,
      state: 'waiting',
      subject: { id: wen },
      deadline: { due: { date: '2026-11-26' } },
      rank: { rank: 'chief-procurator' },
    });
    expect(proposal?.review.allowed).toBe(true);
    expect(proposal?.rank.cite.map((cite) => cite.short.en)).toContain('SPP Rules §285');
  });

  it('a head may not approve it, the proposer may not, a deputy by delegation may; of two the second is told', async () => {
    const now = bench.at('2026-11-24T09:00');
    const [proposal] = await bench.casework.proposals(actorOf('chief'), 'decide', now);
    if (!proposal) throw new Error('none waits');
    const approve = (who: ReturnType<typeof actorOf>) =>
      bench.casework.approve(proposal.id, { expectedVersion: proposal.version }, who, now);
    expect(refused(await approve(actorOf('head'))).kind).toBe('not-allowed');
    expect(refused(await approve(actorOf('chen'))).kind).toBe('not-allowed');
    const deputy = actorOf('deputy', {
      delegations: [
        {
          id: 'd1',
          from: { id: 'chief', name: { zh: '检chief', en: 'Staff chief' } },
          rank: 'chief-procurator',
          procedures: null,
        },
      ],
    });
    const both = await Promise.all([approve(deputy), approve(actorOf('chief'))]);
    const won = both.filter((one) => one.kind === 'recorded');
    const lost = both.filter((one) => one.kind === 'conflict');
    expect([won.length, lost.length]).toEqual([1, 1]);
    expect(refused(lost[0]!).since.map((item) => item.act)).toContain('decide-non-arrest');
    const page = await pageAt(bench, id, 'chen', now);
    const item = page.course.find((one) => one.act === 'decide-non-arrest');
    expect(item?.by.en).toMatch(/asked by Staff chen/);
    expect(page.concluded).toBe('2026-11-24');
    expect(owedActs(page, '温某乙')).toContain('notify-police-supplement');
    expect((await bench.casework.proposal(proposal.id, actorOf('chen'), now))?.state).toBe('approved');
    expect(refused(await approve(actorOf('chief'))).message.en).toMatch(/approved by/);
  });

  it('records late and forbidden facts of the police, marked with the rule', async () => {
    const now = bench.at('2026-11-30T09:00');
    const forbidden = recorded(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'request-reconsideration', subject: wen, on: '2026-11-26', data: { received_on: '2026-11-26' } },
        now,
      ),
    );
    expect(forbidden.departures.map((one) => one.cites[0]?.short.en)).toContain('CPL §92');
    const late = recorded(
      await doAct(
        bench,
        id,
        'chen',
        { act: 'return-execution-receipt', subject: wen, on: '2026-11-30', data: { executed: true } },
        now,
      ),
    );
    expect(late.departures).toHaveLength(1);
    const page = await pageAt(bench, id, 'chen', now);
    expect(page.course.find((one) => one.act === 'request-reconsideration')?.enteredLateDays).toBe(4);
    expect(page.departures.map((one) => one.kind)).toEqual(expect.arrayContaining(['condition-missing', 'late']));
    const receipt = page.deadlines.find(
      (one) => one.subject?.id === wen && one.targets.some((t) => t.act === 'return-execution-receipt'),
    );
    expect(receipt).toMatchObject({ state: 'met-late', owedBy: { us: false } });
  });

  it('an act of the office that happened although forbidden needs a ground and the right, and is marked', async () => {
    const now = bench.at('2026-12-01T09:00');
    const proposed = {
      act: 'decide-arrest',
      subject: wen,
      on: '2026-11-30',
      data: { ground: 'social-danger' },
    } as const;
    expect(refused(await doAct(bench, id, 'chief', proposed, now)).kind).toBe('refused');
    expect(refused(await doAct(bench, id, 'chen', { ...proposed, happenedAlthough: '已经发生' }, now)).kind).toBe(
      'not-allowed',
    );
    const forced = recorded(
      await doAct(bench, id, 'head', { ...proposed, happenedAlthough: '补录：纸质决定已送达' }, now),
    );
    expect(forced.departures.map((one) => one.text.en).join()).toMatch(/./);
    const page = await pageAt(bench, id, 'chen', now);
    expect(page.course.find((one) => one.id === forced.act)).toMatchObject({ ground: '补录：纸质决定已送达' });
    expect(page.course.find((one) => one.id === forced.act)?.departures.map((one) => one.kind)).toContain('excluded');
  });

  it('annuls by a new act with ground; nothing is deleted, the duty stands again as before', async () => {
    const now = bench.at('2026-12-02T09:00');
    const before = await pageAt(bench, id, 'chen', now);
    const wrong = before.course.find((one) => one.act === 'decide-arrest' && one.subject?.id === wen)!;
    const input = { act: wrong.id, ground: '', expectedVersion: before.version };
    expect(refused(await bench.casework.annul(id, { ...input, ground: '录错' }, actorOf('chen'), now)).kind).toBe(
      'not-allowed',
    );
    expect(refused(await bench.casework.annul(id, input, actorOf('head'), now)).kind).toBe('data');
    recorded(await bench.casework.annul(id, { ...input, ground: '录入错误' }, actorOf('head'), now));
    const page = await pageAt(bench, id, 'chen', now);
    expect(page.course.find((one) => one.id === wrong.id)?.annulled).toMatchObject({
      on: '2026-12-02',
      ground: '录入错误',
    });
    expect(page.parties.find((one) => one.id === wen)?.outcome?.en).not.toMatch(/^Arrest/);
    expect(
      refused(
        await bench.casework.annul(
          id,
          { act: wrong.id, ground: '再次', expectedVersion: page.version },
          actorOf('head'),
          now,
        ),
      ).kind,
    ).toBe('bad-input');
  });

  it('tells the later writer what changed, and keeps nothing of theirs', async () => {
    const now = bench.at('2026-12-02T10:00');
    const seen = (await bench.ledger.acts(id)).length;
    const first = {
      act: 'notify-police-supplement',
      subject: wen,
      on: '2026-12-02',
      data: { items: ['转账记录'] },
      expectedVersion: seen,
    };
    recorded(await doAct(bench, id, 'chen', first, now));
    const answer = refused(
      await doAct(
        bench,
        id,
        'head',
        { act: 'revoke-non-arrest', subject: wen, on: '2026-12-02', expectedVersion: seen },
        now,
      ),
    );
    expect(answer.kind).toBe('conflict');
    expect(answer.since.map((item) => [item.act, item.by.en])).toEqual([
      ['notify-police-supplement', 'Staff chen (Prosecutor)'],
    ]);
  });

  it('gives the same rows when they are dropped and made again from the acts', async () => {
    const now = bench.at('2026-12-03T10:00');
    const db = (table: string) =>
      bench.store.db
        .selectFrom(table as never)
        .selectAll()
        .execute();
    const all = async () => {
      const rows = await Promise.all(
        ['casework_proceeding', 'casework_party', 'casework_due', 'casework_package'].map(db),
      );
      return rows.map((some) => some.map((row) => JSON.stringify(row)).sort());
    };
    await bench.casework.rebuild(now);
    const once = await all();
    expect(await bench.casework.rebuild(now)).toMatchObject({ proceedings: once[0]?.length });
    expect(await all()).toEqual(once);
    expect(once.map((some) => some.length > 0)).toEqual([true, true, true, true]);
    const page = await pageAt(bench, id, 'chen', now);
    await doAct(
      bench,
      id,
      'chen',
      {
        act: 'request-arrest-again',
        subject: wen,
        on: '2026-12-03',
        data: { detained: false, complex: false, received_on: '2026-12-03' },
      },
      now,
    );
    const live = await all();
    await bench.casework.rebuild(now);
    expect(await all()).toEqual(live);
    expect((await pageAt(bench, id, 'chen', now)).version).toBe(page.version + 1);
  });
});
