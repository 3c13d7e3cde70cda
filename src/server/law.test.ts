/** The law is read and tried without signing in; nothing that is tried is kept. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TryAnswer } from '#casework/index.ts';
import { ActorPage, ArticlePage, Hit, LawOfPack } from './schemas.ts';
import { openTestServer } from './testing.ts';

let server: Awaited<ReturnType<typeof openTestServer>>;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const requested = {
  act: 'request-arrest',
  subject: 'person-A',
  on: '2026-11-20',
  data: { detained: true, minor: false, questioning_required: true, offence: '264' },
};
const attempt = async (question: unknown, id = 'criminal.arrest-review') =>
  server.ask(null, 'POST', `/api/law/${id}/try`, question);
const tried = async (question: unknown) => {
  const { status, body } = await attempt(question);
  expect(status).toBe(200);
  return TryAnswer.parse(body);
};

describe('a supposed course', () => {
  test('at the start only the opening act is possible', async () => {
    const seen = await tried({ now: '2026-11-24', steps: [], people: 2 });
    expect(seen.people.map((one) => one.name)).toEqual(['A', 'B']);
    expect(seen.outsideActs.map((one) => [one.act, one.subject?.name])).toEqual([
      ['request-arrest', 'A'],
      ['request-arrest', 'B'],
    ]);
    expect(seen.owed).toEqual([]);
  });

  test('a request opens seven days; the approval is not possible before the questioning, and says so with the article', async () => {
    const seen = await tried({ now: '2026-11-24', steps: [requested] });
    expect(seen.owed.map((one) => [one.due?.date, one.daysLeft])).toContainEqual(['2026-11-27', 3]);
    const barred = seen.mayNot.find((one) => one.act === 'decide-arrest');
    expect(barred?.reasons.some((one) => /Question the suspect/.test(one.text.en))).toBe(true);
    expect(barred?.reasons.flatMap((one) => one.cites.map((cite) => cite.short.en)).join()).toContain('§88');
  });

  test('the date moved on, the same duty is late; moved back before the act, nothing has happened', async () => {
    const late = await tried({ now: '2026-12-01', steps: [requested] });
    expect(late.owed.find((one) => one.due?.date === '2026-11-27')?.state).toBe('overdue');
    const before = await tried({ now: '2026-11-19', steps: [requested] });
    expect(before.steps.map((one) => one.state)).toEqual(['ahead']);
    expect(before.owed).toEqual([]);
  });

  test('what the law forbids happens all the same here, and is marked with the rule', async () => {
    const steps = [requested, { act: 'decide-arrest', subject: 'person-A', on: '2026-11-21' }];
    const seen = await tried({ now: '2026-11-24', steps });
    expect(seen.steps[1]?.reasons.length).toBeGreaterThan(0);
    expect(seen.departures.length).toBeGreaterThan(0);
    expect(seen.mayNot.some((one) => one.act === 'decide-non-arrest' && one.final)).toBe(true);
  });

  test('an act of another procedure, a person who is not there, a day that is none: told, not failed', async () => {
    const steps = [
      { act: 'no-such-act', subject: null, on: '2026-11-20' },
      { ...requested, subject: 'person-Z' },
      { ...requested, on: '2026-02-30' },
      { ...requested, data: { detained: 'perhaps', colour: 'red' } },
    ];
    const seen = await tried({ now: '2026-11-24', steps });
    expect(seen.steps.map((one) => one.state)).toEqual(['unknown', 'unknown', 'unknown', 'done']);
    expect(seen.steps[3]?.fieldErrors.map((one) => one.field).sort()).toEqual(['colour', 'detained']);
  });

  test('every procedure of the pack can be tried, and nothing is kept', async () => {
    for (const id of Object.keys(server.deps.pack.procedures)) {
      const { status, body } = await attempt({ now: '2026-11-24', steps: [] }, id);
      expect([id, status]).toEqual([id, 200]);
      const seen = TryAnswer.parse(body);
      expect([id, seen.may.length + seen.outsideActs.length > 0]).toEqual([id, true]);
    }
    expect(await server.get('chief', '/api/cases?scope=office')).toMatchObject({ body: { total: 0 } });
  });

  test('a course of whatever is offered, some of it forbidden, is answered in every procedure', async () => {
    for (const id of Object.keys(server.deps.pack.procedures)) {
      const steps: { act: string; subject: string | null; on: string }[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const { status, body } = await attempt({ now: '2026-11-24', steps, people: 2 }, id);
        expect([id, turn, status]).toEqual([id, turn, 200]);
        const seen = TryAnswer.parse(body);
        const offered = [...seen.may, ...seen.outsideActs, ...(turn === 3 ? seen.mayNot : [])];
        const next = offered[(turn * 7) % Math.max(1, offered.length)];
        if (next) steps.push({ act: next.act, subject: next.subject?.id ?? null, on: `2026-11-${10 + turn}` });
      }
    }
    expect(server.errors).toEqual([]);
  });

  test('a question that does not fit names the field; an unknown procedure is not there', async () => {
    expect(await attempt({ now: 'today', steps: [] })).toMatchObject({ status: 400 });
    expect(await attempt({ now: '2026-02-30', steps: [] })).toMatchObject({ status: 400 });
    expect(await attempt({ now: '2026-11-24', steps: Array.from({ length: 61 }, () => requested) })).toMatchObject({
      status: 400,
    });
    expect(await attempt({ now: '2026-11-24', steps: [] }, 'criminal.nothing')).toMatchObject({ status: 404 });
  });
});

describe('across the procedures', () => {
  test('what follows from an article: the acts and sentences that rest on it, each with a citation that names it', async () => {
    const { status, body } = await server.get(null, `/api/law/articles/${encodeURIComponent('刑诉法§91')}`);
    expect(status).toBe(200);
    const page = ArticlePage.parse(body);
    expect(page.full.en).toBe('Criminal Procedure Law, Art. 91');
    expect(page.procedures.map((one) => one.id)).toContain('criminal.arrest-review');
    for (const part of page.procedures.flatMap((one) => one.parts)) {
      expect(part.itself || part.sentences.length > 0).toBe(true);
      for (const sentence of part.sentences)
        expect(
          (page.cites[sentence.cite ?? ''] ?? []).some((one) => /刑诉法 .*§(91|9\d-9\d|8\d-9\d)/.test(one.short.zh)),
        ).toBe(true);
    }
    expect((await server.get(null, '/api/law/articles/nothing')).status).toBe(404);
  });

  test('the laws list their articles in order', async () => {
    const laws = LawOfPack.array().parse((await server.get(null, '/api/law/articles')).body);
    const numbers = laws[0]?.articles.map((one) => Number(one.key.split('§')[1]?.split('-')[0])) ?? [];
    expect(numbers.length).toBeGreaterThan(50);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test('what the police must do, and by when', async () => {
    const page = ActorPage.parse((await server.get(null, '/api/law/actors/police')).body);
    const acts = page.procedures.flatMap((one) => one.acts);
    expect(acts.filter((act) => act.must.length > 0)).toHaveLength(page.duties);
    expect(acts.some((act) => act.must.some((one) => /Owed within/.test(one.text.en)))).toBe(true);
  });

  test('search finds procedures, acts, articles and actors in both languages', async () => {
    const found = async (q: string) =>
      Hit.array().parse((await server.get(null, `/api/law/search?q=${encodeURIComponent(q)}`)).body);
    expect((await found('不批准逮捕')).some((one) => one.kind === 'act')).toBe(true);
    expect((await found('question the suspect')).some((one) => one.kind === 'act')).toBe(true);
    expect((await found('公安')).some((one) => one.kind === 'actor' && one.to === '/law/actors/police')).toBe(true);
    expect((await found('cpl 91'))[0]).toMatchObject({ kind: 'article', title: { zh: '刑诉法 §91' } });
    expect((await found('review of arrest')).some((one) => one.kind === 'procedure')).toBe(true);
    expect(await found('')).toEqual([]);
  });
});

describe('the packs beside', () => {
  const get = (path: string) => server.ask(null, 'GET', path);

  test('are listed, the own one first, and read, searched and tried without a session', async () => {
    const packs = (await get('/api/law/packs')).body as { id: string; own: boolean; faults: number }[];
    expect(packs.map(({ id, own, faults }) => [id, own, faults])).toEqual([
      ['cn', true, 0],
      ['ew', false, 0],
    ]);
    const rows = (await get('/api/law?pack=ew')).body as { id: string }[];
    expect(rows.map((row) => row.id)).toContain('police.detention');
    expect((await get('/api/law?pack=fr')).status).toBe(404);
    const page = (await get('/api/law/prosecution.custody-time-limits')).body;
    expect(page).toMatchObject({ pack: { id: 'ew' }, title: { en: 'Custody time limits' } });
    expect((await get('/api/law/police.detention?pack=cn')).status).toBe(404);
    const hits = (await get('/api/law/search?pack=ew&q=court')).body as { kind: string; to: string }[];
    expect(hits.filter((hit) => hit.kind === 'actor').every((hit) => hit.to.endsWith('?pack=ew'))).toBe(true);
    expect((await get('/api/law/actors/crown-prosecutor?pack=ew')).body).toMatchObject({ pack: { id: 'ew' } });
    const tried = await server.ask(null, 'POST', '/api/law/prosecution.custody-time-limits/try', {
      now: '2026-11-24',
      steps: [
        {
          act: 'remand-at-first-appearance',
          subject: 'person-A',
          on: '2026-10-31',
          data: { offence_class: 'summary-only' },
        },
      ],
    });
    expect(tried.status).toBe(200);
    expect(JSON.stringify(tried.body)).toContain('2026-12-24');
  });

  test('a procedure says who decides, and at offices of which level another', async () => {
    const { decides } = (await get('/api/law/criminal.prosecution-review')).body as {
      decides: {
        act: string;
        by: string;
        rank: { zh: string };
        levels: { level: { zh: string }; rank: { zh: string } }[];
      }[];
    };
    const one = decides.find(({ act }) => act === 'prosecute');
    expect(one).toMatchObject({ by: 'list', rank: { zh: '检察官' } });
    expect(one?.levels.map(({ level, rank }) => [level.zh, rank.zh])).toContainEqual(['省级人民检察院', '检察长']);
  });
});
