import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewCase, Refusal } from './schemas.ts';
import { actorOf, type Bench, doAct, idOf, openBench, pageAt } from './testing.ts';

let bench: Bench;
let now = 0;
beforeAll(async () => {
  bench = await openBench();
  now = bench.at('2026-11-19T10:00');
});
afterAll(() => bench.close());

const all = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
};
const refused = (answer: { readonly kind: string }): Refusal => {
  if (!('recorded' in answer)) throw new Error(JSON.stringify(answer));
  return answer as Refusal;
};
const arrest = (opening: object = {}, more: Partial<NewCase> = {}): NewCase => ({
  procedure: 'criminal.arrest-review',
  parties: [{ name: '水某甲', role: 'suspect' }],
  opening: {
    on: '2026-11-19',
    data: {
      received_on: '2026-11-19',
      complex: false,
      detained: true,
      minor: false,
      questioning_required: false,
      has_counsel: true,
      offence: 'theft',
      ...opening,
    },
    perSubject: {},
  },
  ...more,
});
const opened = async (input: NewCase): Promise<{ id: string; subject: string }> => {
  const answer = await bench.casework.openCase(input, actorOf('intake'), now);
  if (answer.kind !== 'opened') throw new Error(JSON.stringify(answer, null, 1));
  const page = await pageAt(bench, answer.proceeding, 'head', now);
  return { id: answer.proceeding, subject: idOf(page, input.parties[0]!.name) };
};
const nonArrest = { ground: 'insufficient-evidence', detained: true, supplementary_investigation: false };

describe('creation by hand', () => {
  it('offers case management the procedures of the office, and others none', async () => {
    const form = bench.casework.newCaseForm(actorOf('intake'), now);
    expect(form.procedures.map((one) => one.id)).toContain('petition.handling');
    expect(form.procedures.map((one) => one.id)).not.toContain('criminal.judgment-supervision');
    expect(form.procedures.find((one) => one.id === 'criminal.arrest-review')).toMatchObject({
      act: 'request-arrest',
      subject: { kind: 'suspect' },
    });
    expect(bench.casework.newCaseForm(actorOf('chen'), now).procedures).toEqual([]);
    expect(refused(await bench.casework.openCase(arrest(), actorOf('chen'), now)).kind).toBe('not-allowed');
  });

  it('opens a case of people and one of the case as a whole, allocated by turn', async () => {
    const handlers = [];
    for (let n = 0; n < 4; n++) {
      const { id } = await opened(arrest());
      handlers.push((await pageAt(bench, id, 'head', now)).handler?.id);
    }
    expect(handlers.filter((one) => one === 'chen')).toHaveLength(2);
    expect(handlers.filter((one) => one === 'du')).toHaveLength(2);
    const petition = await bench.casework.openCase(
      {
        procedure: 'petition.handling',
        parties: [{ name: '贺某甲', role: 'petitioner' }],
        opening: { on: '2026-11-19', data: { channel: 'letter', first: true }, perSubject: {} },
      },
      actorOf('intake'),
      now,
    );
    if (petition.kind !== 'opened') throw new Error(JSON.stringify(petition));
    const page = await pageAt(bench, petition.proceeding, 'wu', now);
    expect(page.handler?.id).toBe('wu');
    expect(page.owed.map((one) => one.due?.date)).toContain('2026-11-26');
    expect(page.case.title.zh).toContain('贺某甲');
  });

  it('gives each its own number, also at the same time', async () => {
    const many = await Promise.all(Array.from({ length: 8 }, () => opened(arrest())));
    const pages = await Promise.all(many.map(({ id }) => pageAt(bench, id, 'head', now)));
    const serials = pages.map((page) => Number(page.case.number.split('-').at(-1))).sort((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 8 }, (_, n) => serials[0]! + n));
  });

  it('names every fault at its field and stores nothing', async () => {
    const before = await bench.ledger.head();
    const bad = arrest(
      { offence: 'thefd', detained: 'perhaps', colour: 1 },
      { parties: [{ name: ' ', role: 'suspect', idNumber: '110101190001011008' }] },
    );
    const answer = refused(
      await bench.casework.openCase({ ...bad, opening: { ...bad.opening, on: '2026-11-20' } }, actorOf('intake'), now),
    );
    expect(answer.fieldErrors.map((error) => error.field).sort()).toEqual([
      'opening.on',
      'parties[0].colour',
      'parties[0].detained',
      'parties[0].idNumber',
      'parties[0].name',
      'parties[0].offence',
    ]);
    expect(
      refused(await bench.casework.openCase({ ...arrest(), procedure: 'nothing' }, actorOf('intake'), now)).kind,
    ).toBe('bad-input');
    expect(
      refused(
        await bench.casework.openCase(
          { ...arrest(), parties: [{ name: '某', role: 'victim' }] },
          actorOf('intake'),
          now,
        ),
      ).fieldErrors[0]?.field,
    ).toBe('parties');
    expect(await bench.ledger.head()).toEqual(before);
  });
});

describe('proposals', () => {
  const proposed = async () => {
    const { id, subject } = await opened(arrest());
    await doAct(bench, id, 'head', { act: 'hear-suspect-in-writing', subject, on: '2026-11-19' }, now);
    const answer = await doAct(
      bench,
      id,
      'clerk',
      { act: 'decide-non-arrest', subject, on: '2026-11-19', data: nonArrest, reason: '证据不足' },
      now,
    );
    if (answer.kind !== 'waits') throw new Error(JSON.stringify(answer));
    return { id, subject, proposal: answer.proposal };
  };

  it('are returned with a reason, or withdrawn by who made them, once', async () => {
    const one = await proposed();
    expect(
      refused(await bench.casework.returnProposal(one.proposal, { reason: ' ' }, actorOf('chief'), now)).kind,
    ).toBe('data');
    expect(refused(await bench.casework.returnProposal(one.proposal, { reason: 'x' }, actorOf('head'), now)).kind).toBe(
      'not-allowed',
    );
    expect(await bench.casework.returnProposal(one.proposal, { reason: '请补充' }, actorOf('chief'), now)).toEqual({
      kind: 'returned',
    });
    expect(
      refused(await bench.casework.returnProposal(one.proposal, { reason: '再次' }, actorOf('chief'), now)).kind,
    ).toBe('conflict');
    const page = await pageAt(bench, one.id, 'head', now);
    expect(page.proposals).toEqual([expect.objectContaining({ state: 'returned', reason: '请补充' })]);
    const two = await proposed();
    expect(refused(await bench.casework.withdrawProposal(two.proposal, actorOf('head'), now)).kind).toBe('not-allowed');
    expect(await bench.casework.withdrawProposal(two.proposal, actorOf('clerk'), now)).toEqual({ kind: 'withdrawn' });
    expect(
      refused(await bench.casework.approve(two.proposal, { expectedVersion: 99 }, actorOf('chief'), now)).message.en,
    ).toMatch(/withdrawn by Staff clerk/);
  });

  it('of a clerk wait for the prosecutors of the desk, and nobody else counts them', async () => {
    const { id, subject } = await opened(arrest());
    const toDecide = async (who: string) => (await bench.casework.counts(actorOf(who), now)).toDecide;
    const handler = (await pageAt(bench, id, 'head', now)).handler!.id;
    const other = handler === 'chen' ? 'du' : 'chen';
    const before = { handler: await toDecide(handler), other: await toDecide(other), wu: await toDecide('wu') };
    const asked = await doAct(bench, id, 'clerk', { act: 'hear-suspect-in-writing', subject, on: '2026-11-19' }, now);
    expect(asked).toMatchObject({ kind: 'waits', waitsFor: { zh: '检察官' } });
    expect(await toDecide(handler)).toBe(before.handler + 1);
    expect([await toDecide(other), await toDecide('wu')]).toEqual([before.other, before.wu]);
    const listed = await bench.casework.proposals(actorOf(handler), 'decide', now);
    expect(listed).toHaveLength(before.handler + 1);
  });

  it('are overtaken when the law now forbids them, with every reason', async () => {
    const { id, subject, proposal } = await proposed();
    const decided = await doAct(
      bench,
      id,
      'chief',
      { act: 'decide-arrest', subject, on: '2026-11-19', data: { ground: 'social-danger' } },
      now,
    );
    expect(decided.kind).toBe('recorded');
    const page = (await bench.casework.proposal(proposal, actorOf('chief'), now))!;
    expect(page.changedSince.map((item) => item.act)).toEqual(['decide-arrest']);
    expect(page.review.allowed).toBe(false);
    const stale = refused(
      await bench.casework.approve(proposal, { expectedVersion: page.version - 1 }, actorOf('chief'), now),
    );
    expect(stale.kind).toBe('conflict');
    const answer = refused(
      await bench.casework.approve(proposal, { expectedVersion: page.version }, actorOf('chief'), now),
    );
    expect(answer.kind).toBe('refused');
    expect(answer.reasons.map((reason) => reason.code)).toContain('excluded');
    expect((await bench.casework.proposal(proposal, actorOf('clerk'), now))?.state).toBe('overtaken');
  });

  it('approved by delegation say so in the act', async () => {
    const { id, proposal } = await proposed();
    const deputy = actorOf('deputy', {
      delegations: [
        {
          id: 'd7',
          from: { id: 'chief', name: { zh: '检chief', en: 'Staff chief' } },
          rank: 'chief-procurator',
          procedures: ['criminal.arrest-review'],
        },
      ],
    });
    const page = (await bench.casework.proposal(proposal, deputy, now))!;
    expect(page).toMatchObject({ mayDecide: true, byDelegation: { from: { id: 'chief' } } });
    expect((await bench.casework.approve(proposal, { expectedVersion: page.version }, deputy, now)).kind).toBe(
      'recorded',
    );
    const act = (await bench.ledger.acts(id)).at(-1)!;
    expect(act).toMatchObject({
      actor: 'deputy',
      role: 'chief-procurator',
      data: { custos: { proposal, proposedBy: 'clerk', delegation: { id: 'd7', from: 'chief' } } },
    });
    const item = (await pageAt(bench, id, 'head', now)).course.find((one) => one.id === act.id)!;
    expect(item.by.en).toMatch(/by delegation of Staff chief, asked by Staff clerk/);
    expect(item.data.map((one) => one.name)).not.toContain('custos');
  });

  it('what the committee decides is recorded with the number of its minutes', async () => {
    const { id, subject } = await opened(arrest({ major: true }));
    await doAct(bench, id, 'head', { act: 'hear-suspect-in-writing', subject, on: '2026-11-19' }, now);
    await doAct(bench, id, 'chief', { act: 'submit-to-committee', on: '2026-11-19' }, now);
    const decide = { act: 'decide-arrest', subject, on: '2026-11-19', data: { ground: 'social-danger' } };
    expect((await doAct(bench, id, 'head', decide, now)).kind).toBe('waits');
    expect(refused(await doAct(bench, id, 'chief', decide, now)).fieldErrors.map((error) => error.field)).toEqual([
      'reason',
    ]);
    expect(await doAct(bench, id, 'chief', { ...decide, reason: '检委会纪要〔2026〕7号' }, now)).toMatchObject({
      kind: 'recorded',
      departures: [],
    });
    expect((await bench.ledger.acts(id)).at(-1)).toMatchObject({ role: 'committee', ground: '检委会纪要〔2026〕7号' });
  });

  it('an act decided by too low a rank is recorded with a ground and marked', async () => {
    const { id, subject } = await opened(arrest());
    await doAct(bench, id, 'head', { act: 'hear-suspect-in-writing', subject, on: '2026-11-19' }, now);
    const answer = await doAct(
      bench,
      id,
      'head',
      {
        act: 'decide-non-arrest',
        subject,
        on: '2026-11-19',
        data: nonArrest,
        happenedAlthough: '决定书已由部门负责人签发',
      },
      now,
    );
    expect(answer.kind).toBe('recorded');
    expect((await pageAt(bench, id, 'head', now)).departures.map((one) => one.kind)).toContain('not-authorised');
  });
});

describe('assignment and what is not theirs', () => {
  it('keeps who gave it to whom and why; the other desk no longer sees it', async () => {
    const { id } = await opened(arrest());
    expect(await bench.casework.proceedingPage(id, actorOf('wu'), now)).toBeNull();
    expect(
      refused(await bench.casework.assign(id, { handler: 'wu', desk: null, reason: 'x' }, actorOf('wu'), now)).kind,
    ).toBe('not-found');
    const bad = refused(
      await bench.casework.assign(id, { handler: 'clerk', desk: 'nowhere', reason: '' }, actorOf('head'), now),
    );
    expect(bad.fieldErrors.map((error) => error.field).sort()).toEqual(['desk', 'handler', 'reason']);
    expect(
      await bench.casework.assign(
        id,
        { handler: 'wu', desk: 'letters', reason: '原承办人回避' },
        actorOf('chief'),
        now,
      ),
    ).toEqual({ kind: 'assigned' });
    const page = (await bench.casework.proceedingPage(id, actorOf('wu'), now))!;
    expect(page).toMatchObject({ handler: { id: 'wu' }, desk: { id: 'letters' } });
    expect(page.course[0]).toMatchObject({ act: 'custos.assign', ground: '原承办人回避' });
    expect(await bench.casework.proceedingPage(id, actorOf('head'), now)).toBeNull();
    expect(await bench.casework.facts(id)).toMatchObject({ handler: 'wu', desk: 'letters' });
  });

  it('answers alike for what is not there and what is not theirs', async () => {
    const { id } = await opened(arrest());
    const proposed = { act: 'decide-arrest', subject: null, on: '2026-11-19', data: {}, expectedVersion: 1 };
    const there = await bench.casework.act(id, proposed, actorOf('wu'), now);
    expect(await bench.casework.act('no-such-thing', proposed, actorOf('wu'), now)).toEqual(there);
    expect(refused(there).kind).toBe('not-found');
    expect(await bench.casework.proceedingPage('no-such-thing', actorOf('wu'), now)).toBeNull();
    expect(await bench.casework.facts('no-such-thing')).toBeNull();
  });

  it('shows case management clocks and people, no reasons, drafts or content', async () => {
    const { id, subject } = await opened(arrest());
    await doAct(bench, id, 'head', { act: 'hear-suspect-in-writing', subject, on: '2026-11-19' }, now);
    await doAct(
      bench,
      id,
      'clerk',
      { act: 'decide-non-arrest', subject, on: '2026-11-19', data: nonArrest, reason: '证据不足' },
      now,
    );
    const page = await pageAt(bench, id, 'intake', now);
    expect(page.owed.length).toBeGreaterThan(0);
    expect([page.proposals, page.mayNot]).toEqual([[], []]);
    expect(page.course.every((item) => item.data.length === 0)).toBe(true);
    expect(await bench.casework.proposals(actorOf('intake'), 'decide', now)).toEqual([]);
  });
});

describe('figures', () => {
  it('gives the effective acts and the duties, as known at a moment', async () => {
    const source = bench.casework.figureSource();
    const rows = await all(source.read({ fromIndex: 0, knownAt: now }));
    const proceedings = rows.flatMap((row) => row.proceedings);
    expect(new Set(rows.map((row) => row.caseId)).size).toBe(rows.length);
    const acts = proceedings.flatMap((row) => row.acts);
    expect(acts.length).toBeGreaterThan(10);
    expect(acts.every((act) => !act.type.startsWith('custos.') && !('custos' in act.data))).toBe(true);
    expect(acts.find((act) => act.type === 'request-arrest')).toMatchObject({
      offence: 'theft',
      desk: 'first',
      office: 'shifan',
    });
    expect(proceedings.flatMap((row) => row.duties).some((duty) => duty.due === '2026-11-26' && duty.ours)).toBe(true);
    const size = await source.size();
    expect(await all(source.read({ fromIndex: size, knownAt: now }))).toEqual([]);
    expect(await all(source.read({ fromIndex: 0, knownAt: now - 1 }))).toEqual([]);
  });
});
