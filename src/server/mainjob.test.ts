import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemas } from '#casework/index.ts';
import { Figure, FigureRows } from '#measures/index.ts';
import { importCase, openTestServer, type TestServer } from './testing.ts';

/** The main job over HTTP: a package comes in, is decided for one suspect and for the other, and counted. */
let server: TestServer;
let id: string;
beforeAll(async () => {
  server = await openTestServer();
  id = await importCase(server);
});
afterAll(() => server.close());

const page = async (who: string) =>
  schemas.ProceedingPage.parse((await server.get(who, `/api/proceedings/${id}`)).body);

async function propose(who: string, act: string, place: number, data: Record<string, unknown> = {}) {
  const now = await page(who);
  const subject = now.parties[place]?.id ?? null;
  const body = { act, subject, on: '2026-11-24', data, expectedVersion: now.version, reason: '见审查意见' };
  return server.post(who, `/api/proceedings/${id}/acts`, body);
}

const approve = async (who: string, proposal: string) => {
  const found = await server.get(who, `/api/proposals/${proposal}`);
  if (found.status !== 200) return found;
  const { version } = schemas.ProposalPage.parse(found.body);
  return server.post(who, `/api/proposals/${proposal}/approve`, { expectedVersion: version });
};

const waiting = (answer: { readonly status: number; readonly body: unknown }): string => {
  expect([answer.status, answer.body]).toMatchObject([202, { kind: 'waits' }]);
  const outcome = schemas.ActOutcome.parse(answer.body);
  return outcome.kind === 'waits' ? outcome.proposal : '';
};

describe('the main job', () => {
  let waits: string;

  test('the handler sees what is owed, by when and by which article', async () => {
    const worklist = schemas.Worklist.parse((await server.get('p1', '/api/worklist')).body);
    const items = worklist.groups.flatMap((group) => group.items);
    expect(items.map((item) => [item.deadline.due?.date, item.deadline.cites[0]?.short.zh])).toContainEqual([
      '2026-12-01',
      '刑诉法 §91, §105',
    ]);
    expect(items.every((item) => item.proceeding === id && item.custody)).toBe(true);
  });

  test('what may not be done is refused with every reason and its article, and nothing is recorded', async () => {
    const before = await page('p1');
    const answer = await propose('p1', 'decide-arrest', 1, grounds(before, 'decide-arrest', 1));
    expect(answer.status).toBe(422);
    const refusal = schemas.Refusal.parse(answer.body);
    expect(refusal).toMatchObject({ recorded: false });
    expect(refusal.reasons.length).toBeGreaterThan(1);
    for (const reason of refusal.reasons) expect(reason.cites.length + reason.remedy.length).toBeGreaterThan(0);
    expect((await page('p1')).version).toBe(before.version);
  });

  test('then the questioning, and one suspect’s arrest decided, the other’s refusal laid before the chief procurator', async () => {
    for (const [act, place] of [
      ['question-suspect', 0],
      ['question-suspect', 1],
      ['hear-suspect-in-writing', 1],
    ] as const) {
      const answer = await propose('p1', act, place);
      expect([act, place, answer.status, answer.body]).toMatchObject([act, place, 201, { kind: 'recorded' }]);
    }
    const now = await page('p1');
    const data = grounds(now, 'decide-non-arrest', 1);
    const subject = now.parties[1]?.id ?? null;
    const proposed = { act: 'decide-non-arrest', subject, on: '2026-11-24', data, expectedVersion: now.version };
    const review = schemas.Review.parse((await server.post('p1', `/api/proceedings/${id}/review`, proposed)).body);
    expect([review.reasons, review.fieldErrors, data]).toMatchObject([[], [], {}]);
    expect(review).toMatchObject({ allowed: true, decides: { rank: 'chief-procurator', you: false } });
    expect(review.effects.meets.length).toBeGreaterThan(0);
    waits = waiting(await propose('p1', 'decide-non-arrest', 1, data));
    expect((await page('p1')).version).toBe(now.version);
    const own = await propose('p1', 'decide-arrest', 0, grounds(now, 'decide-arrest', 0));
    expect([own.status, own.body]).toMatchObject([201, { kind: 'recorded' }]);
  });

  test('who proposed cannot approve, nor can the head or a deputy without delegation', async () => {
    expect((await approve('p1', waits)).status).not.toBe(201);
    expect((await approve('head', waits)).status).not.toBe(201);
    expect((await approve('deputy', waits)).status).toBe(404);
    expect((await page('p1')).proposals).toHaveLength(1);
  });

  test('what waits for a decision is not shown to the clerk of the desk', async () => {
    expect((await page('clerk')).proposals).toEqual([]);
    expect((await server.get('clerk', `/api/proposals/${waits}`)).status).toBe(404);
    expect((await server.get('head', `/api/proposals/${waits}`)).status).toBe(200);
  });

  test('it waits at the chief procurator’s desk; the deputy approves it by delegation', async () => {
    const box = await server.get('chief', '/api/proposals?box=decide');
    expect(box.body).toMatchObject({ rows: [{ id: waits, mayDecide: true, byDelegation: null }] });
    const given = await server.post('chief', '/api/delegations', {
      to: 'deputy',
      procedures: ['criminal.arrest-review'],
      validFrom: '2026-11-24',
      validTo: '2026-11-30',
      ground: '外出',
    });
    expect(given.status).toBe(201);
    const seen = schemas.ProposalPage.parse((await server.get('deputy', `/api/proposals/${waits}`)).body);
    expect(seen).toMatchObject({ mayDecide: true, byDelegation: { from: { id: 'chief' } } });
    const approved = await approve('deputy', waits);
    expect([approved.status, approved.body]).toMatchObject([201, { kind: 'recorded' }]);
    const session = await server.get('deputy', '/api/session');
    expect(session.body).toMatchObject({ actsFor: { id: 'chief' }, user: { rank: 'chief-procurator' } });
  });

  test('the course shows who decided, the clocks are met, and the ledger has the acts', async () => {
    const now = await page('p1');
    const decided = now.course.filter((item) => ['decide-arrest', 'decide-non-arrest'].includes(item.act));
    expect(decided).toHaveLength(2);
    for (const item of decided) expect(item.index).not.toBeNull();
    expect(now.deadlines.filter((deadline) => deadline.state === 'met').length).toBeGreaterThan(0);
    expect(now.proposals).toEqual([]);
  });

  test('of two at once the second is told what changed, and nothing of theirs is recorded', async () => {
    const now = await page('p1');
    const body = (subject: string | undefined) => ({
      act: 'hear-defence-lawyer',
      subject: subject ?? null,
      on: '2026-11-24',
      data: {},
      expectedVersion: now.version,
    });
    const [first, second] = await Promise.all([
      server.post('p1', `/api/proceedings/${id}/acts`, body(now.parties[0]?.id)),
      server.post('head', `/api/proceedings/${id}/acts`, body(now.parties[1]?.id)),
    ]);
    const statuses = [first.status, second.status].sort();
    expect([statuses[0], [409, 422].includes(statuses[1] ?? 0)]).toEqual([201, true]);
    const late = first.status === 201 ? second : first;
    if (late.status === 409) {
      const refusal = schemas.Refusal.parse(late.body);
      expect(refusal.kind).toBe('conflict');
      expect(refusal.since.map((item) => item.act)).toEqual(['hear-defence-lawyer']);
    }
    expect((await page('p1')).version).toBe(now.version + 1);
  });

  test('every figure is counted from these acts, and its rows counted give it', async () => {
    const figures = Figure.array().parse((await server.get('chief', '/api/measures?period=2026')).body);
    const value = (name: string) => figures.find((figure) => figure.id === name)?.value;
    expect([value('arrested'), value('not-arrested'), value('non-arrest-rate')]).toEqual([1, 1, 50]);
    for (const figure of figures.filter((one) => one.kind === 'count')) {
      const rows = FigureRows.parse((await server.get('chief', `/api/measures/${figure.id}/rows?period=2026`)).body);
      expect([figure.id, rows.rows.length]).toEqual([figure.id, figure.value]);
    }
    const report = await server.get('chief', '/api/report?period=2026');
    expect(report.status).toBe(200);
  });
});

/** The fields of an act that the page marks as required, filled from what it offers. */
function grounds(now: schemas.ProceedingPage, act: string, place: number): Record<string, unknown> {
  const subject = now.parties[place]?.id;
  const entry = [...now.may, ...now.mayNot].find((one) => one.act === act && one.subject?.id === subject);
  const required = entry?.fields.filter((field) => field.required) ?? [];
  return Object.fromEntries(
    required.map((field) => {
      if (field.default !== null) return [field.name, field.default];
      const doubt = field.options.find((option) => option.value === 'insufficient-evidence');
      if (field.type === 'enum') return [field.name, (doubt ?? field.options[0])?.value ?? ''];
      if (field.type === 'boolean') return [field.name, true];
      if (field.type === 'date') return [field.name, '2026-11-24'];
      return [field.name, '事实清楚'];
    }),
  );
}
