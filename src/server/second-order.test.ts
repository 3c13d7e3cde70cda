/** A server whose law is that of England and Wales: nothing of the platform is of one legal order. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { schemas } from '#casework/index.ts';
import { officeIn } from './office.ts';
import { openTestServer } from './testing.ts';
import { readLaw } from './wiring.ts';

const packDir = resolve(import.meta.dirname, '../../law/ew');

let server: Awaited<ReturnType<typeof openTestServer>>;
beforeAll(async () => {
  server = await openTestServer(Date.UTC(2026, 10, 24, 10), packDir, {
    office: {
      id: 'example',
      title: { en: 'Example Area', zh: '示例地区' },
      division: 'example-area',
      short: { en: 'EX', zh: '示' },
      facts: { 'office-level': 'area' },
      desks: [{ id: 'unit', title: { en: 'Magistrates’ unit', zh: '治安法院组' }, procedures: [] }],
      numbers: {},
    },
    people: [
      ['intake', null, 'operational-delivery'],
      ['cp', 'unit', 'crown-prosecutor'],
      ['para', 'unit', 'paralegal-officer'],
      ['district', 'unit', 'district-crown-prosecutor'],
      ['chief', null, 'chief-crown-prosecutor'],
      ['admin', null, 'administrator'],
    ],
  });
});
afterAll(() => server.close());

const NewForm = z.object({
  procedures: z.array(z.object({ id: z.string() })),
  roles: z.array(z.object({ value: z.string(), title: z.object({ en: z.string() }) })),
});
const Opened = z.object({ proceeding: z.string(), number: z.string() });
const clock = 'prosecution.custody-time-limits';

describe('casework under the law of England and Wales', () => {
  let id = '';
  const page = async (who = 'cp') =>
    schemas.ProceedingPage.parse((await server.ask(who, 'GET', `/api/proceedings/${id}`)).body);
  const open = (procedure: string, who: string, on: string, data: object, role = 'suspect') =>
    server.ask(who, 'POST', '/api/cases', {
      procedure,
      parties: [
        { name: 'A. Nother', role },
        { name: 'B. Sides', role: 'other' },
      ],
      opening: { on, data, perSubject: {} },
    });
  const act = async (who: string, type: string, on: string, data: object = {}) => {
    const now = await page(who);
    const subject = now.parties[0]?.id ?? null;
    return server.ask(who, 'POST', `/api/proceedings/${id}/acts`, {
      act: type,
      subject,
      on,
      data,
      expectedVersion: now.version,
    });
  };

  test('the case is opened by who receives cases, and falls to who handles them', async () => {
    const form = NewForm.parse((await server.ask('intake', 'GET', '/api/cases/new')).body);
    expect(form.procedures.map((one) => one.id)).toContain(clock);
    const capacities = form.roles.map((role) => role.title.en);
    expect(capacities).toEqual(['Suspect or defendant', 'Victim', 'Defence solicitor or counsel', 'Other']);
    const data = { offence_class: 'summary-only' };
    for (const who of ['para', 'cp', 'admin']) expect((await open(clock, who, '2026-10-31', data)).status).toBe(403);
    const opened = await open(clock, 'intake', '2026-10-31', data);
    id = Opened.parse(opened.body).proceeding;
    const unknown = await open(clock, 'intake', '2026-10-31', data, 'petitioner');
    expect(JSON.stringify(unknown.body)).toMatch(/expected one of suspect, victim, defender, other/);
    const seen = await page();
    expect(seen.parties.map((one) => [one.name, one.lines[0]?.en])).toEqual([
      ['A. Nother', 'Accused'],
      ['B. Sides', 'Other'],
    ]);
    for (const who of ['chief', 'para']) expect((await page(who)).version).toBe(seen.version);
    expect((await server.ask('admin', 'GET', `/api/proceedings/${id}`)).status).toBe(404);
  });

  test('the custody time limit ends on the working day before Christmas', async () => {
    const [limit] = (await page()).deadlines;
    expect(limit?.due?.date).toBe('2026-12-24');
    expect(JSON.stringify(limit)).toContain('CTL Regs');
  });

  test('the court cannot extend without notice, and the reason names its regulation', async () => {
    const refusal = (await page()).mayNot.find((one) => one.act === 'extend-limit');
    const shown = JSON.stringify(refusal ?? (await page()).outsideActs);
    expect(shown).toContain('CTL Regs');
    const notice = await act('cp', 'give-notice-of-application', '2026-11-24');
    expect(notice.body).toMatchObject({ kind: 'recorded' });
    const longer = { until: '2027-02-12', cause: 'illness-or-absence', due_diligence: true };
    expect((await act('cp', 'extend-limit', '2026-11-24', longer)).body).toMatchObject({ kind: 'recorded' });
    expect((await page()).deadlines[0]?.due?.date).toBe('2027-02-12');
  });

  test('what ends the limits rules out another notice, refused with the section of the Act', async () => {
    expect((await act('cp', 'discontinue', '2026-11-24')).body).toMatchObject({ kind: 'recorded' });
    const refused = await act('cp', 'give-notice-of-application', '2026-11-24');
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toMatch(/Prosecution of Offences Act 1985, s\. 22\(1\)/);
  });

  test('a review is decided by the Chief Crown Prosecutor; a prosecutor may only ask for it', async () => {
    const opened = await open(
      'prosecution.victims-right-to-review',
      'intake',
      '2026-11-02',
      { decision: 'not-charged' },
      'victim',
    );
    id = Opened.parse(opened.body).proceeding;
    const done = { result: 'upheld' };
    for (const [type, data] of [
      ['request-review', {}],
      ['resolve-locally', done],
      ['ask-for-independent-review', {}],
    ] as const)
      expect([type, (await act('cp', type, '2026-11-20', data)).body]).toMatchObject([type, { kind: 'recorded' }]);
    const asked = await act('cp', 'decide-independent-review', '2026-11-23', done);
    expect(asked.body).toMatchObject({ kind: 'waits' });
    expect(JSON.stringify(asked.body)).toContain('Chief Crown Prosecutor');
    expect((await act('chief', 'decide-independent-review', '2026-11-23', done)).body).toMatchObject({
      kind: 'recorded',
    });
  });

  test('the account page offers the roles of this pack, and no other is taken', async () => {
    const roles = (await server.ask('admin', 'GET', '/api/accounts/roles')).body;
    expect(JSON.stringify(roles)).toContain('District Crown Prosecutor');
    const account = {
      email: 'x@example.org',
      password: 'a long enough password',
      name: { zh: 'x', en: 'x' },
      desk: null,
      roles: ['chief-procurator'],
    };
    const made = await server.ask('admin', 'POST', '/api/accounts', account);
    expect(made.status).toBe(422);
    expect(JSON.stringify(made.body)).toContain('There is no role');
  });
});

test('an office.yaml is written in the words of the pack, and is whole as it is written', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'custos-second-'));
  const law = readLaw(packDir);
  if (!law.ok) throw new Error(law.words.en);
  const first = await officeIn(dir, law.pack);
  const text = readFileSync(join(dir, 'office.yaml'), 'utf8');
  expect(first).toMatchObject({ ok: true, office: { division: 'example-area', facts: { 'office-level': 'area' } } });
  expect(text).toContain('Police stage');
  writeFileSync(join(dir, 'office.yaml'), text.replace("'example-area'", "'wessx'"));
  expect(await officeIn(dir, law.pack)).toMatchObject({
    ok: false,
    line: expect.stringContaining('no division "wessx"'),
  });
  rmSync(dir, { recursive: true });
});
