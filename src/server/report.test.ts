import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OwnReport, Report } from '#report/index.ts';
import { importCase, localToken, openTestServer, type TestServer } from './testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await importCase(server);
});
afterAll(() => server.close());

const preview = async (text: string, who = 'chief', period = '2026') => {
  const answer = await server.post(who, '/api/own-reports/preview', { text, period });
  return { status: answer.status, ...OwnReport.parse(answer.body) };
};

describe('reports over HTTP', () => {
  test('the templates are the pack’s, each with its text to start from', async () => {
    const { status, body } = await server.get('chief', '/api/own-reports/templates');
    expect([status, body]).toEqual([
      200,
      expect.arrayContaining([
        expect.objectContaining({ id: 'monthly' }),
        expect.objectContaining({ id: 'five-year', base: '2018..2022' }),
      ]),
    ]);
  });

  test('a text of one’s own is built for the office of who asks', async () => {
    const { status, report, faults } = await preview(
      '# 我院情况\n\n{office}受理审查逮捕{figure:arrest-review-accepted}人。',
    );
    expect([status, faults]).toEqual([200, []]);
    expect(report?.scope).toEqual({
      id: 'north',
      title: { zh: '北城区人民检察院', en: 'North District Procuratorate' },
    });
    const said = report?.sections[0]?.sentences[0]?.zh.map((part) => part.text).join('');
    const measured = await server.get('chief', '/api/measures/arrest-review-accepted?period=2026');
    const { figure } = measured.body as { figure: { display: { zh: string } } };
    expect(said).toBe(`北城区人民检察院受理审查逮捕${figure.display.zh}人。`);
  });

  test('all that does not hold is told in one go, each with its line and slot, and no report comes', async () => {
    const { status, report, faults } = await preview(
      '# t\n\nok\n\n{figure:arrest-reviw-accepted}\n\n[rose]{above:arrest-review-accepted than 99999}',
    );
    expect([status, report]).toEqual([200, null]);
    expect(faults).toEqual([
      {
        line: 5,
        message: {
          zh: expect.stringContaining('arrest-review-accepted'),
          en: '{figure:arrest-reviw-accepted}: no figure "arrest-reviw-accepted"; did you mean "arrest-review-accepted"?',
        },
      },
      { line: 7, message: { zh: expect.stringContaining('不成立'), en: expect.stringContaining('does not hold') } },
    ]);
  });

  test('a file of a text that does not hold is refused in words; one that holds comes in its form', async () => {
    const bad = await server.post('chief', '/api/own-reports/file', {
      text: '# t\n\n{figure:nothing}',
      period: '2026',
      form: 'pdf',
    });
    expect([bad.status, JSON.stringify(bad.body)]).toEqual([
      400,
      expect.stringContaining('3: {figure:nothing}: no figure'),
    ]);
    const good = await server.post('chief', '/api/own-reports/file', { text: '# t\n\nx', period: '2026', form: 'pdf' });
    expect([good.status, good.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  test('an unknown template names those there are; a text for five years does not fit one', async () => {
    const unknown = await server.get('chief', '/api/report?period=2026&template=yearly');
    expect([unknown.status, JSON.stringify(unknown.body)]).toEqual([
      400,
      expect.stringContaining('deputy-reply, five-year, monthly, quarterly'),
    ]);
    const short = await server.get('chief', '/api/report?period=2026&template=five-year');
    expect([short.status, JSON.stringify(short.body)]).toEqual([400, expect.stringContaining('does not fit')]);
    const monthly = await server.get('chief', '/api/report?period=2026');
    expect(Report.parse(monthly.body).template).toBe('monthly');
  });

  test('the command of this machine may ask for a preview, and for nothing that writes', async () => {
    const ask = (path: string) =>
      server.app.request(`http://127.0.0.1:4810${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${localToken}`,
          'content-type': 'application/json',
          host: '127.0.0.1:4810',
          origin: 'http://127.0.0.1:4810',
        },
        body: JSON.stringify({ text: '# t\n\nx', period: '2026' }),
      });
    expect((await ask('/api/own-reports/preview')).status).toBe(200);
    expect((await ask('/api/cases')).status).toBe(401);
  });
});
