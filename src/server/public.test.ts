import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Publication, PublicationPage, PublicationRow, PublicFigurePage } from '#report/index.ts';
import { importCase, openTestServer, type TestServer } from './testing.ts';

const why = { zh: '补录一件', en: 'a case recorded late' };
const asked = { template: 'monthly', period: '2026', why };
const id = 'north-monthly-2026-01-01-2026-12-31';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await importCase(server);
});
afterAll(() => server.close());

describe('what the public reads', () => {
  test('is nothing until somebody who may has published', async () => {
    expect((await server.get(null, '/api/public/publications')).body).toEqual([]);
    expect((await server.get(null, '/api/public/figures/arrest-review-accepted')).status).toBe(404);
    for (const who of ['p1', 'clerk', 'intake', 'admin'])
      expect([who, (await server.post(who, '/api/publications', asked)).status]).toEqual([who, 403]);
    const made = await server.post('chief', '/api/publications', asked);
    expect([made.status, made.body]).toMatchObject([200, { kind: 'published', publication: { id, version: 1 } }]);
    const rows = PublicationRow.array().parse((await server.get(null, '/api/public/publications')).body);
    expect(rows.map((row) => [row.id, row.version])).toEqual([[id, 1]]);
  });

  test('a publication that says nothing new is not made again', async () => {
    const again = await server.post('deputy', '/api/publications', asked);
    expect(again.body).toMatchObject({ kind: 'unchanged' });
  });

  test('a number that has changed makes the next version, which says what changed and why; the first stays as it was', async () => {
    await importCase(server, '[2026]2');
    // Fewer than ten before and after: nothing that the public could see has changed.
    expect((await server.post('chief', '/api/publications', asked)).body).toMatchObject({ kind: 'unchanged' });
    for (const number of [3, 4, 5, 6, 7]) await importCase(server, `[2026]${number}`);
    expect((await server.post('chief', '/api/publications', asked)).body).toMatchObject({ kind: 'published' });
    const second = PublicationPage.parse((await server.get(null, `/api/public/publications/${id}`)).body);
    const first = PublicationPage.parse((await server.get(null, `/api/public/publications/${id}?version=1`)).body);
    expect([first.version, second.version, second.versions.length]).toEqual([1, 2, 2]);
    expect(second.versions.map((one) => one.published)).toEqual([first.published, second.published]);
    expect(second.changes.length).toBeGreaterThan(0);
    for (const change of second.changes) expect(change).toMatchObject({ version: 2, why });
    expect(first.changes).toEqual([]);
  });

  test('counts under ten are nowhere in it: not in the text, not in a part, not in the data', async () => {
    const stored = await server.deps.publications.get(id, 1);
    const publication = Publication.parse(stored);
    const counted = publication.figures.filter((figure) => figure.kind === 'count' && figure.protect);
    expect(counted.some((figure) => figure.suppressed)).toBe(true);
    for (const figure of counted) {
      for (const cell of [figure, ...figure.trend.rows, ...figure.parts.flatMap((part) => part.rows)])
        expect(cell.value === null || cell.value === 0 || cell.value >= publication.threshold).toBe(true);
      if (!figure.suppressed) continue;
      const said = publication.sections.flatMap((section) =>
        section.sentences.flatMap(({ zh }) => zh.filter((part) => part.kind === 'figure' && part.key === figure.id)),
      );
      for (const part of said) expect(part.text).not.toMatch(/^\d/);
    }
    const csv = String((await server.get(null, `/api/public/data/${id}/figures.csv?version=1`)).body);
    const lines = csv.trim().split('\r\n');
    expect(lines.length).toBeGreaterThan(publication.figures.length);
    const small = lines.filter((line) => line.startsWith(`${counted.find((one) => one.suppressed)?.id},`));
    for (const line of small) expect(line).toMatch(/,,,,(small|reveals)?$/);
  });

  test('the data of a version never change: kept for good, and not sent again to whoever has them', async () => {
    const address = `/api/public/data/${id}/figures.parquet?version=1`;
    const first = await server.raw(address);
    expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toBe(`"${id}-v1"`);
    const again = await server.raw(address, { headers: { 'if-none-match': `W/${tag}` } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    // A page tells of later versions, too, so it is asked for again.
    const page = await server.raw(`/api/public/publications/${id}?version=1`);
    expect(page.headers.get('etag')).toBe(`"${id}-v1-of-2"`);
    expect(page.headers.get('cache-control')).toBe('public, max-age=60');
    const newest = await server.raw(`/api/public/data/${id}/figures.csv`);
    expect([newest.headers.get('cache-control'), newest.headers.get('etag')]).toEqual([
      'public, max-age=60',
      `"${id}-v2"`,
    ]);
  });

  test('a figure has one address, its data three forms and a dictionary', async () => {
    const page = await server.get(null, '/api/public/figures/arrest-review-accepted');
    expect(PublicFigurePage.parse(page.body).publication.id).toBe(id);
    const json = await server.get(null, '/api/public/figures/arrest-review-accepted/data.json');
    expect(json.body).toEqual(PublicFigurePage.parse(page.body).figure);
    const parquet = await server.raw(`/api/public/data/${id}/figures.parquet`);
    expect(new TextDecoder().decode((await parquet.arrayBuffer()).slice(0, 4))).toBe('PAR1');
    const csv = await server.raw(`/api/public/data/${id}/figures.csv`);
    const [head = ''] = (await csv.text()).split('\r\n');
    const dictionary = JSON.parse(await (await server.raw(`/api/public/data/${id}/figures.csv-metadata.json`)).text());
    expect(dictionary.tableSchema.columns.map((column: { name: string }) => column.name)).toEqual(head.split(','));
    expect(csv.headers.get('link')).toContain('figures.csv-metadata.json');
    expect((await server.raw(`/api/public/data/${id}/figures.xlsx`)).status).toBe(400);
    expect((await server.raw('/api/public/data/none/figures.csv')).status).toBe(404);
    expect((await server.get(null, `/api/public/publications/${id}?version=9`)).status).toBe(404);
  });

  test('a text that is not there, and a period that has not come, are refused by name', async () => {
    const text = await server.post('chief', '/api/publications', { ...asked, template: 'weekly' });
    expect([text.status, JSON.stringify(text.body)]).toEqual([400, expect.stringContaining('weekly')]);
    const period = await server.post('chief', '/api/publications', { ...asked, period: '2031' });
    expect(period.status).toBeGreaterThanOrEqual(400);
    expect(PublicationRow.array().parse((await server.get(null, '/api/public/publications')).body)).toHaveLength(1);
  });
});
