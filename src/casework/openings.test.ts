import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPackage, examplePackage } from './package/build.ts';
import { actorOf, type Bench, doAct, idOf, openBench, pageAt } from './testing.ts';

/** Prosecuted together, two people go on to the court stage in one proceeding, and each judgment to the review for protest. */
describe('an outcome that opens another procedure', () => {
  let bench: Bench;
  let id = '';
  let lu = '';
  let wen = '';

  const go = async (
    who: string,
    act: string,
    subject: string | null,
    on: string,
    data: Record<string, never> | object = {},
  ) => {
    const now = bench.at(`${on}T16:00`);
    const answer = await doAct(bench, id, who, { act, subject, on, data: data as never }, now);
    if (answer.kind !== 'recorded') throw new Error(`${act}: ${JSON.stringify(answer, null, 1)}`);
    return answer;
  };

  beforeAll(async () => {
    bench = await openBench();
    const now = bench.at('2026-03-02T10:00');
    const { manifest, files } = examplePackage('2026-03-02', 'shifan');
    const [p1, p2] = manifest.persons;
    const bytes = buildPackage(
      {
        ...manifest,
        procedure: 'criminal.prosecution-review',
        opening: { data: { complex: false, fast_track: false, has_victim: false } },
        persons: [
          { ...p1!, data: { in_custody: true, minor: false, has_counsel: true } },
          { ...p2!, data: { in_custody: false, minor: false, has_counsel: true } },
        ],
      },
      files,
    );
    const taken = await bench.casework.importPackage(bytes, actorOf('intake'), now);
    if ('errors' in taken) throw new Error(JSON.stringify(taken.errors));
    id = taken.proceedings[0]!.id;
    const page = await pageAt(bench, id, 'head', now);
    lu = idOf(page, '路某甲');
    wen = idOf(page, '温某乙');
    for (const subject of [lu, wen]) {
      await go('chen', 'tell-suspect-rights', subject, '2026-03-03');
      await go('chen', 'question-suspect', subject, '2026-03-10');
      await go('chen', 'hear-defence', subject, '2026-03-11');
    }
  });
  afterAll(() => bench.close());

  it('opens the court stage with the act, in the same transaction, and waits there for the court', async () => {
    const data = { court: '示范市人民法院', charges: ['theft'] };
    const review = await bench.casework.review(
      id,
      { act: 'prosecute', subject: lu, on: '2026-03-20', data, expectedVersion: 0 },
      actorOf('chen'),
      bench.at('2026-03-20T16:00'),
    );
    if ('recorded' in review) throw new Error(review.message.en);
    expect(review.effects.openings).toEqual([expect.objectContaining({ procedure: 'criminal.trial-support' })]);
    const slip = await doAct(
      bench,
      id,
      'chen',
      { act: 'prosecute', subject: lu, on: '2026-03-20', data: { ...data, charges: ['thefd', '诈骗', '盗切罪'] } },
      bench.at('2026-03-20T16:00'),
    );
    expect(slip).toMatchObject({
      kind: 'data',
      fieldErrors: [
        {
          field: 'charges',
          text: {
            en: expect.stringMatching(/unknown offence “thefd”; did you mean “theft”\?; unknown offence “盗切罪”/),
          },
        },
      ],
    });
    const form = (await pageAt(bench, id, 'chen', bench.at('2026-03-20T16:00'))).may.find(
      (one) => one.act === 'prosecute',
    );
    expect(form?.fields.find((one) => one.name === 'charges')?.type).toBe('offences');
    const first = await go('chen', 'prosecute', lu, '2026-03-20', data);
    expect(first.opened).toHaveLength(1);
    const trial = first.opened[0]!.proceeding;
    const second = await go('chen', 'prosecute', wen, '2026-03-20', data);
    expect(second.opened.map((one) => one.proceeding)).toEqual([trial]);
    const now = bench.at('2026-03-23T09:00');
    const page = await pageAt(bench, trial, 'chen', now);
    expect(page.parties.map((party) => party.name)).toEqual(['路某甲', '温某乙']);
    expect(page.handler?.id).toBe('chen');
    expect(page.case.id).toBe((await pageAt(bench, id, 'chen', now)).case.id);
    expect(page.outsideActs.filter((one) => one.act === 'prosecute-filed').map((one) => one.subject?.id)).toEqual([
      lu,
      wen,
    ]);
    expect(page.related.map((one) => one.proceeding)).toEqual([id]);
    expect((await bench.casework.rebuild(now)).proceedings).toBe(2);

    for (const subject of [lu, wen]) {
      const filed = await doAct(
        bench,
        trial,
        'chen',
        {
          act: 'prosecute-filed',
          subject,
          on: '2026-03-23',
          data: {
            received_on: '2026-03-23',
            fast_track: false,
            in_custody: subject === lu,
            minor: false,
            simplified: false,
          },
        },
        now,
      );
      if (filed.kind !== 'recorded') throw new Error(JSON.stringify(filed));
      expect(filed.departures).toEqual([]);
    }
    const owed = (await pageAt(bench, trial, 'chen', now)).owed;
    expect(owed.some((one) => one.due?.date === '2026-06-23' && !one.owedBy.us)).toBe(true);
  });

  it('a judgment received opens the review for protest with its own opening act and the time that runs', async () => {
    const now = bench.at('2026-05-11T09:00');
    const trial = (await pageAt(bench, id, 'chen', now)).related[0]!.proceeding;
    await doAct(
      bench,
      trial,
      'chen',
      { act: 'convicted', subject: lu, on: '2026-05-08', data: { under_five_years: true, non_custodial: false } },
      now,
    );
    const received = await doAct(
      bench,
      trial,
      'chen',
      {
        act: 'receive-judgment',
        subject: lu,
        on: '2026-05-11',
        data: { received_on: '2026-05-11', kind: 'judgment', outcome: 'convicted' },
      },
      now,
    );
    if (received.kind !== 'recorded') throw new Error(JSON.stringify(received));
    const protest = await pageAt(bench, received.opened[0]!.proceeding, 'chen', now);
    expect(protest.procedure.id).toBe('criminal.second-instance-protest');
    expect(protest.main).toMatchObject({ due: { date: '2026-05-21' }, state: 'running' });
    expect(protest.course.map((item) => item.act)).toContain('receive-judgment-of-first-instance');
    const db = bench.store.db.selectFrom('casework_proceeding' as never).selectAll();
    expect((await db.execute()).map((row) => (row as { number: string }).number).sort()).toEqual([
      '2026-EHS-1',
      '2026-PR-1',
      '2026-SIP-1',
      '2026-TS-1',
    ]);
  });

  it('what is missing is named and nothing is opened', async () => {
    const now = bench.at('2026-05-12T09:00');
    const trial = (await pageAt(bench, id, 'chen', now)).related[0]!.proceeding;
    await doAct(
      bench,
      trial,
      'chen',
      { act: 'convicted', subject: wen, on: '2026-05-12', data: { under_five_years: true, non_custodial: true } },
      now,
    );
    const proposed = {
      act: 'receive-judgment',
      subject: wen,
      on: '2026-05-12',
      data: { received_on: '2026-05-12', outcome: 'convicted' },
    };
    const review = await bench.casework.review(trial, { ...proposed, expectedVersion: 0 }, actorOf('chen'), now);
    if ('recorded' in review) throw new Error(review.message.en);
    expect(review.effects.openings.map((one) => one.title.en).join()).toMatch(/to be opened; missing: /);
    const done = await doAct(bench, trial, 'chen', proposed, now);
    expect(done).toMatchObject({ kind: 'recorded', opened: [] });
  });

  it('the handler opens by hand what was missing, once, in the same case', async () => {
    const now = bench.at('2026-05-12T10:00');
    const { case: of, related } = await pageAt(bench, id, 'chen', now);
    const trial = related[0]!.proceeding;
    const form = (await bench.casework.inCaseForm(trial, actorOf('chen'), now))!;
    const protest = form.procedures.find((one) => one.id === 'criminal.second-instance-protest');
    expect(protest).toMatchObject({
      named: true,
      act: 'receive-judgment-of-first-instance',
      subject: { kind: 'defendant' },
    });
    expect(form.people.filter((one) => one.concerned).map((one) => one.id)).toEqual([lu, wen]);
    expect(Object.keys(protest!.known).sort()).toEqual([lu, wen].sort());
    const before = await bench.casework.inCaseForm(id, actorOf('chen'), now);
    const later = before?.not.find((one) => one.id === 'criminal.minors-conditional-non-prosecution');
    expect(later?.why).toMatchObject({ code: 'condition-missing', text: { en: expect.stringMatching(/^First: /) } });
    expect(later?.why.cites[0]?.short.zh).toMatch(/^刑诉法 §\d+/);
    expect(before?.others?.en).toBe('All others are opened by those who receive cases');
    expect((await bench.casework.inCaseForm(id, actorOf('intake'), now))?.others).toBeNull();
    const input = {
      procedure: 'criminal.second-instance-protest',
      people: [wen],
      opening: { on: '2026-05-12', data: { received_on: '2026-05-12', kind: 'judgment' }, perSubject: {} },
    };
    const whole = (over: object) => bench.casework.openInCase(trial, { ...input, ...over }, actorOf('chen'), now);
    const lacking = await whole({ opening: { ...input.opening, data: {} } });
    expect(lacking).toMatchObject({ kind: 'data', fieldErrors: [{ field: 'opening.kind' }] });
    const opened = await whole({});
    if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
    expect(opened.case).toBe(of.id);
    const page = await pageAt(bench, opened.proceeding, 'chen', now);
    expect(page.main).toMatchObject({ due: { date: '2026-05-22' }, state: 'running' });
    expect(page.parties.find((party) => party.id === wen)?.name).toBe('温某乙');
    expect(page.handler?.id).toBe('chen');
    expect(page.related.map((one) => one.proceeding)).toContain(trial);
    const again = (await bench.casework.inCaseForm(trial, actorOf('chen'), now))!;
    const running = again.procedures.find((one) => one.id === 'criminal.second-instance-protest')!.running;
    expect(running).toContain(wen);
    expect(await whole({})).toMatchObject({
      kind: 'bad-input',
      message: { en: expect.stringMatching(/already has .*2026-SIP-2/) },
    });
  });

  it('nobody opens in a case what is not theirs, of whom it has not, or later than today', async () => {
    const now = bench.at('2026-05-12T11:00');
    const trial = (await pageAt(bench, id, 'chen', now)).related[0]!.proceeding;
    const input = {
      procedure: 'criminal.arrest-review',
      people: [wen],
      opening: {
        on: '2026-05-12',
        data: {
          received_on: '2026-05-12',
          detained: true,
          detained_on: '2026-05-11',
          complex: false,
          has_counsel: false,
        },
        perSubject: { [wen]: { minor: false, offence: 'theft', questioning_required: false } },
      },
    };
    const open = (who: string, over: object = {}) =>
      bench.casework.openInCase(trial, { ...input, ...over }, actorOf(who), now);
    expect(await open('chen')).toMatchObject({ kind: 'not-allowed' });
    expect(await open('du')).toMatchObject({ kind: 'not-found' });
    expect(await bench.casework.inCaseForm(trial, actorOf('du'), now)).toBeNull();
    expect(await open('intake', { procedure: 'criminal.nothing' })).toMatchObject({ kind: 'bad-input' });
    const before = (await bench.ledger.acts(trial)).length;
    const faults = await open('intake', { people: ['nobody'], opening: { ...input.opening, on: '2026-05-13' } });
    expect(faults).toMatchObject({ kind: 'data', fieldErrors: [{ field: 'opening.on' }, { field: 'people' }] });
    expect(await open('intake', { people: [] })).toMatchObject({ kind: 'data', fieldErrors: [{ field: 'people' }] });
    const opened = await open('intake');
    if (opened.kind !== 'opened') throw new Error(JSON.stringify(opened));
    const page = await pageAt(bench, opened.proceeding, 'head', now);
    expect(page.case.number).toBe('2026-AR-1');
    expect(page.main?.due?.date).toBe('2026-05-19');
    expect((await bench.ledger.acts(trial)).length).toBe(before);
  });

  it('of two who act on the same version one is recorded and the other told', async () => {
    const now = bench.at('2026-05-13T09:00');
    const trial = (await pageAt(bench, id, 'chen', now)).related[0]!.proceeding;
    const version = (await bench.ledger.acts(trial)).length;
    const review = {
      act: 'review-judgment',
      subject: lu,
      on: '2026-05-13',
      data: { recommends: 'no-action' },
      expectedVersion: version,
    } as const;
    const answers = await Promise.all(['chen', 'head'].map((who) => doAct(bench, trial, who, review, now)));
    expect(answers.map((one) => one.kind).sort()).toEqual(['conflict', 'recorded']);
    expect((await bench.ledger.acts(trial)).length).toBe(version + 1);
  });
});
