import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplePackage } from './package/build.ts';
import type { ProceedingPage, Refusal } from './schemas.ts';
import { actorOf, type Bench, doAct, idOf, openBench, pageAt } from './testing.ts';

let bench: Bench;
let id = '';
let lu = '';
let asked = '';
const noon = (day: number) => bench.at(`2026-11-${day}T12:00`);

beforeAll(async () => {
  bench = await openBench();
  const taken = await bench.casework.importPackage(
    examplePackage('2026-11-19', 'shifan').bytes,
    actorOf('intake'),
    noon(19),
  );
  if ('errors' in taken) throw new Error(JSON.stringify(taken.errors));
  id = taken.proceedings[0]!.id;
  await bench.casework.assign(id, { handler: 'chen', desk: null, reason: 'for the test' }, actorOf('head'), noon(19));
  lu = idOf(await pageAt(bench, id, 'chen', noon(19)), '路某甲');
});
afterAll(() => bench.close());

const question = (who: string, day: number) =>
  doAct(bench, id, who, { act: 'question-suspect', subject: lu, on: `2026-11-${day}` }, noon(day));
const raise = (who: string, person: string, day: number, over: object = {}) =>
  bench.casework.challenge(
    id,
    { person, on: `2026-11-${day}`, data: { by: 'party', ground: 'interest' }, ...over },
    actorOf(who),
    noon(day),
  );
const refusedWith = (answer: object): Refusal => {
  if (!('recorded' in answer)) throw new Error(`not refused: ${JSON.stringify(answer)}`);
  return answer as Refusal;
};
const own = (page: ProceedingPage) => page.recusals.filter((one) => one.you);

describe('recusal', () => {
  it('is asked for by who records what others do, about people of the office, once', async () => {
    const form = await bench.casework.recusalForm(id, actorOf('chen'), noon(20));
    expect(form?.people.map((one) => one.id)).toContain('head');
    expect(form?.fields.map((one) => one.name)).toEqual(['by', 'ground', 'proof', 'concerns']);
    expect(form?.cites[0]?.short.zh).toMatch(/^刑诉法 §29/);
    expect(await bench.casework.recusalForm(id, actorOf('wu'), noon(20))).toBeNull();
    expect(refusedWith(await raise('wu', 'chen', 20)).kind).toBe('not-found');
    const wrong = refusedWith(await raise('clerk', 'nobody', 20, { data: { ground: 'dislike' }, on: '2026-12-01' }));
    expect(wrong.fieldErrors.map((one) => one.field).sort()).toEqual(['data.ground', 'on', 'person']);
    const opened = await raise('clerk', 'chen', 20);
    if (opened.kind !== 'opened') throw new Error(opened.message.en);
    asked = opened.proceeding;
    expect(opened.case).toBe((await pageAt(bench, id, 'head', noon(20))).case.id);
    const again = refusedWith(await raise('head', 'chen', 20));
    expect(again.fieldErrors[0]?.text.en).toBe('Staff chen is challenged or recused in this case already');
  });

  it('until it is decided the person does not act, and reads why; everybody else goes on', async () => {
    const refusal = refusedWith(await question('chen', 20));
    expect(refusal).toMatchObject({ kind: 'not-allowed', reasons: [{ code: 'recused' }] });
    expect(refusal.message.en).toMatch(/^Your recusal has been asked for and is not decided/);
    expect(refusal.reasons[0]?.cites.map((one) => one.mark ?? 'read')).toContain('model');
    const page = await pageAt(bench, id, 'chen', noon(20));
    expect(page).toMatchObject({ canAct: false, canAnnul: false, canRecordOutside: false, canRegroup: false });
    expect(own(page)).toMatchObject([{ state: 'challenged', since: '2026-11-20', proceeding: asked, seen: false }]);
    expect(page.mayNot.length).toBeGreaterThan(0);
    const others = await pageAt(bench, id, 'head', noon(20));
    expect(others.canAct).toBe(true);
    expect(others.recusals).toMatchObject([{ person: { id: 'chen' }, you: false, text: null }]);
  });

  it('goes to the head of the office, not to the person; a rejection lets them act again', async () => {
    expect(await bench.casework.proceedingPage(asked, actorOf('chen'), noon(20))).toBeNull();
    const rejected = await doAct(
      bench,
      asked,
      'chief',
      { act: 'reject-recusal', subject: 'chen', on: '2026-11-20', data: { reasons: 'no interest is shown' } },
      noon(20),
    );
    expect(rejected.kind).toBe('recorded');
    const page = await pageAt(bench, id, 'chen', noon(20));
    expect([page.canAct, page.recusals]).toEqual([true, []]);
    expect((await question('chen', 20)).kind).toBe('recorded');
  });

  it('changed on reconsideration it keeps them out after all', async () => {
    for (const [who, act, data] of [
      ['chief', 'ask-reconsideration', {}],
      ['chief', 'reconsider-recusal', { result: 'changed' }],
    ] as const) {
      const answer = await doAct(bench, asked, who, { act, subject: 'chen', on: '2026-11-21', data }, noon(21));
      if (answer.kind !== 'recorded') throw new Error(JSON.stringify(answer));
    }
    expect(refusedWith(await question('chen', 21)).message.en).toMatch(/^You have been recused/);
  });

  it('who is recused takes no further part: no act, no file, no new case, no way around', async () => {
    const refusal = refusedWith(await question('chen', 21));
    expect(refusal.reasons[0]?.cites[0]?.short.zh).toBe('刑诉法 §29');
    const page = await pageAt(bench, id, 'chen', noon(21));
    expect(own(page)).toMatchObject([{ state: 'recused', since: '2026-11-21' }]);
    expect(page.mayNot).toEqual([]);
    expect(page.course.every((item) => item.data.length === 0)).toBe(true);
    const version = (await bench.ledger.acts(id)).length;
    const act = (await bench.ledger.acts(id)).find((one) => one.type === 'question-suspect')!;
    const tries = [
      bench.casework.annul(id, { act: act.id, ground: 'x', expectedVersion: version }, actorOf('chen'), noon(21)),
      bench.casework.sever(
        id,
        { people: [lu], ground: 'many-and-complex', reason: 'x', expectedVersion: version },
        actorOf('chen'),
        noon(21),
      ),
    ];
    for (const answer of await Promise.all(tries)) expect(refusedWith(answer).recorded).toBe(false);
    const [document] = (await pageAt(bench, id, 'head', noon(21))).documents;
    expect(await bench.casework.document(document!.id, actorOf('chen'))).toBeNull();
    expect([page.documents, (await bench.casework.document(document!.id, actorOf('head')))?.id]).toEqual([
      [],
      document!.id,
    ]);
    expect((await bench.ledger.acts(id)).length).toBe(version);
  });

  it('another handles the case, and nobody who is recused can be given it', async () => {
    const give = (handler: string) =>
      bench.casework.assign(id, { handler, desk: null, reason: 'recusal' }, actorOf('head'), noon(22));
    expect(refusedWith(await give('chen')).fieldErrors[0]).toMatchObject({
      field: 'handler',
      text: { en: 'Staff chen is recused or challenged in this case and cannot handle it' },
    });
    expect((await give('du')).kind).toBe('assigned');
    expect((await question('du', 22)).kind).toBe('recorded');
  });

  it('a recused head decides nothing here, and the rows follow from the acts', async () => {
    const opened = await raise('chief', 'head', 22, { data: { by: 'self', ground: 'other-relation' } });
    if (opened.kind !== 'opened') throw new Error(opened.message.en);
    const decided = await doAct(
      bench,
      opened.proceeding,
      'chief',
      { act: 'decide-recusal', subject: 'head', on: '2026-11-22', data: { 'validity-of-earlier-acts': 'valid' } },
      noon(22),
    );
    if (decided.kind !== 'recorded') throw new Error(JSON.stringify(decided));
    expect(refusedWith(await question('head', 22)).message.en).toMatch(/^You have been recused/);
    await bench.casework.rebuild(noon(22));
    expect((await pageAt(bench, id, 'chief', noon(22))).recusals.map((one) => [one.person.id, one.state])).toEqual([
      ['chen', 'recused'],
      ['head', 'recused'],
    ]);
    const acts = await bench.ledger.acts(opened.proceeding);
    const annulled = await bench.casework.annul(
      opened.proceeding,
      { act: decided.act, ground: 'another was meant', expectedVersion: acts.length },
      actorOf('chief'),
      noon(22),
    );
    expect(annulled.kind).toBe('recorded');
    expect((await pageAt(bench, id, 'chief', noon(22))).recusals.map((one) => one.state)).toEqual([
      'recused',
      'challenged',
    ]);
  });
});
