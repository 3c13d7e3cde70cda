import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemas } from '#casework/index.ts';
import { Opened } from './schemas.ts';
import { openTestServer, packageForm, type TestServer } from './testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

describe('a case opened by hand', () => {
  test('by the form that is offered; it is there for the desk whose procedure it is', async () => {
    const form = schemas.NewCaseForm.parse((await server.get('intake', '/api/cases/new')).body);
    const petition = form.procedures.find((one) => one.id === 'petition.handling');
    const fields = petition?.fields.filter((field) => field.required) ?? [];
    const data = Object.fromEntries(
      fields.map((field) => [
        field.name,
        field.default ?? field.options[0]?.value ?? (field.type === 'boolean' ? true : '2026-11-24'),
      ]),
    );
    const role = form.roles.find((one) => one.value === 'petitioner')?.value ?? 'other';
    const body = {
      procedure: 'petition.handling',
      title: '甘某来信',
      parties: [{ name: '甘某', role }],
      opening: {
        on: '2026-11-24',
        data: petition?.subject ? {} : data,
        perSubject: petition?.subject ? { '0': data } : {},
      },
    };
    const answer = await server.post('intake', '/api/cases', body);
    expect([answer.status, answer.body]).toMatchObject([201, {}]);
    const { proceeding } = Opened.parse(answer.body);
    const page = schemas.ProceedingPage.parse((await server.get('p2', `/api/proceedings/${proceeding}`)).body);
    expect(page).toMatchObject({
      desk: { id: 'second' },
      handler: { id: 'p2' },
      procedure: { id: 'petition.handling' },
    });
    expect(page.deadlines.length).toBeGreaterThan(0);
    expect((await server.get('p1', `/api/proceedings/${proceeding}`)).status).toBe(404);
  });

  test('what does not fit is refused with the field, and nothing is stored', async () => {
    const total = async () => (await server.get('chief', '/api/cases?scope=office')).body;
    const before = await total();
    const base = {
      procedure: 'criminal.arrest-review',
      parties: [{ name: '路某甲', role: 'suspect', idNumber: '110101199003070000' }],
    };
    const opening = { on: '2027-01-01', data: {}, perSubject: { '0': {} } };
    for (const body of [
      { ...base, opening },
      { ...base, procedure: 'no.such', opening },
      { ...base, parties: [], opening },
    ]) {
      const answer = await server.post('intake', '/api/cases', body);
      expect(answer.status).toBe(422);
      const refusal = schemas.Refusal.parse(answer.body);
      expect(refusal.recorded).toBe(false);
      expect(refusal.message.en.length).toBeGreaterThan(5);
    }
    expect((await server.post('intake', '/api/cases', { ...base, opening: { on: 1 } })).status).toBe(400);
    expect(await total()).toEqual(before);
  });

  test('a further proceeding in a known case: the police transfer for prosecution those whose arrest they asked for', async () => {
    const taken = schemas.PackageResult.parse(
      (await server.post('intake', '/api/packages', packageForm('known'))).body,
    );
    const from = taken.proceedings[0]?.id ?? '';
    const path = `/api/proceedings/${from}/beside`;
    const form = schemas.NewInCaseForm.parse((await server.get('intake', path)).body);
    expect(form.procedures.map((one) => one.id)).toContain('criminal.prosecution-review');
    const people = form.people.filter((one) => one.concerned).map((one) => one.id);
    const fields = form.procedures.find((one) => one.id === 'criminal.prosecution-review')?.fields ?? [];
    const data = Object.fromEntries(
      fields
        .filter((field) => field.required)
        .map((field) => [
          field.name,
          field.default ?? field.options[0]?.value ?? (field.type === 'boolean' ? false : ''),
        ]),
    );
    const opening = { on: '2026-11-24', data, perSubject: {} };
    const body = { procedure: 'criminal.prosecution-review', people, opening };
    const opened = await server.post('intake', path, body);
    expect([opened.status, opened.body]).toMatchObject([201, { case: taken.case }]);
    expect((await server.post('intake', path, body)).status).toBe(422);
    expect((await server.post('p1', path, body)).body).toMatchObject({ kind: 'not-allowed', recorded: false });
    expect((await server.get('p2', path)).status).toBe(404);
    expect((await server.get('stranger', path)).status).toBe(404);
    expect((await server.get('admin', path)).status).toBe(403);
  });
});

describe('severing and merging over HTTP', () => {
  test('every person stays counted once, and limits are met and missed as before', async () => {
    const answer = await server.post('intake', '/api/packages', packageForm('SEVER-1'));
    const [first] = schemas.PackageResult.parse(answer.body).proceedings;
    const at = `/api/proceedings/${first!.id}`;
    const page = async (path: string) => schemas.ProceedingPage.parse((await server.get('p1', path)).body);
    const counted = async () =>
      Promise.all(
        ['arrest-review-accepted', 'open-proceedings', 'time-limits-overdue-now'].map(async (id) => {
          const { body } = await server.get('chief', `/api/measures/${id}?period=2026`);
          return (
            (body as { figure?: { value: number }; value?: number }).figure?.value ?? (body as { value: number }).value
          );
        }),
      );
    const before = await counted();
    const whole = await page(at);
    const form = schemas.RegroupForm.parse((await server.get('p1', `${at}/regrouping`)).body);
    expect(form.why).toEqual([]);
    const body = {
      people: [form.sever.people[1]!.id],
      ground: 'many-and-complex',
      reason: 'their acts are apart',
      expectedVersion: whole.version,
    };
    expect((await server.post('p1', `${at}/sever`, { ...body, reason: '' })).status).toBe(422);
    expect((await server.post('p2', `${at}/sever`, body)).status).toBe(404);
    const severed = await server.post('p1', `${at}/sever`, body);
    expect([severed.status, severed.body]).toMatchObject([201, {}]);
    const { proceeding } = Opened.parse(severed.body);
    const [persons, open, overdue] = await counted();
    expect([persons, overdue]).toEqual([before[0], before[2]]);
    expect(open).toBe((before[1] ?? 0) + 1);
    const own = await page(`/api/proceedings/${proceeding}`);
    expect(own.main?.due).toEqual(whole.main?.due);
    const stale = { from: proceeding, ground: 'joint-crime', reason: '', same: [], expectedVersion: whole.version };
    expect((await server.post('p1', `${at}/merge`, stale)).status).toBe(409);
    const merged = await server.post('p1', `${at}/merge`, { ...stale, expectedVersion: (await page(at)).version });
    expect(merged.status).toBe(201);
    expect(await counted()).toEqual(before);
    expect((await page(at)).parties.map((one) => one.name)).toEqual(whole.parties.map((one) => one.name));
  });
});
