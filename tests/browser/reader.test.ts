/**
 * What is published, as the public reads it, and the staff's boards and reports of their own: the real server and pages, with a
 * made-up publication in the place of the published one, so that suppressed, corrected and unfinished figures are all there.
 */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { browserHere, type Language, type Office, openDemo } from './office.ts';
import { fixturePublication } from './publication.ts';

const published = fixturePublication();
const { sections: _s, figures: _f, changes: _c, ...row } = published;

async function withPublication(page: Page): Promise<Page> {
  await page.route('**/api/public/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const figure = /^\/api\/public\/figures\/([^/]+)$/.exec(pathname)?.[1];
    const found = published.figures.find((one) => one.id === figure);
    if (pathname === '/api/public/publications') await route.fulfill({ json: [row] });
    else if (pathname.startsWith('/api/public/publications/'))
      await route.fulfill({
        json: { ...published, figures: published.figures.map(({ trend: _t, parts: _p, closed: _c, ...head }) => head) },
      });
    else if (found)
      await route.fulfill({
        json: { publication: row, figure: found, changes: published.changes.filter((one) => one.figure === found.id) },
      });
    else await route.fulfill({ status: 404, json: { error: { zh: '没有此项', en: 'There is no such thing' } } });
  });
  return page;
}

describe.skipIf(!browserHere)('what is published, boards, reports of one’s own', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openDemo();
  });
  afterAll(async () => {
    await office?.close();
  });
  const open = async (
    path: string,
    who: string | null = null,
    options: { language?: Language; width?: number } = {},
  ) => {
    const page = await withPublication(await office.page(who, options));
    await page.goto(`${office.url}${path}`);
    await page.locator('article h1, .title h1').first().waitFor();
    return page;
  };

  const wide = ['zh', 1440] as const;
  const phone = ['en', 390] as const;
  const screens: readonly (readonly [who: string | null, path: string, ...(typeof wide | typeof phone)[]])[] = [
    [null, '/report?figure=prosecuted-infectious-disease', wide, phone],
    [null, '/figures/first-instance-acceptance-rate', wide, phone],
    [null, '/figures', phone],
    ['zheng', '/dashboard', wide, phone],
    ['zheng', '/own-report', wide, phone],
  ];
  for (const [who, path, ...looks] of screens)
    for (const [language, width] of looks)
      test(`${path} · ${language} · ${width}`, async () => {
        const page = await open(path, who, { language, width });
        await page.waitForLoadState('networkidle').catch(() => undefined);
        expect(await violations(page)).toEqual([]);
        const sideways = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
        expect(sideways).toBeLessThanOrEqual(0);
        await page.close();
      });

  test('by keyboard: to the next figure, open it, read it, close it, and back to the same place', async () => {
    const page = await open('/report');
    const on = (figure: string) => page.waitForFunction(`document.activeElement?.dataset.figure === '${figure}'`);
    await page.locator('.reading a[data-figure]').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('j');
    await on('cases-handled-all');
    await page.keyboard.press('j');
    await on('prosecuted-persons-all');
    await page.keyboard.press('Enter');
    await page.waitForURL(/figure=prosecuted-persons-all/);
    const panel = page.getByRole('complementary', { name: 'The open figure' });
    await panel.getByRole('heading', { name: 'Trend' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Persons prosecuted/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await on('prosecuted-persons-all');
    await page.close();
  });

  test('opening a figure moves no line of the text', async () => {
    const page = await open('/report');
    const place = () =>
      page.evaluate(
        `[...document.querySelectorAll('.reading p')].map((p) => { const r = p.getBoundingClientRect(); return [r.x, Math.round(r.y + scrollY), r.width, r.height].join() }).join(' ')`,
      );
    await page.waitForLoadState('networkidle');
    await page.evaluate('document.fonts.ready.then(() => true)');
    const before = await place();
    await page.locator('.reading a[data-figure="civil-protests"]').click();
    await page.getByText('13 cases turned out to be recommendations').first().waitFor();
    expect(await place()).toBe(before);
    await page.close();
  });

  test('a number that is not published is nowhere on the page, and the reason is', async () => {
    const page = await open('/figures/prosecuted-infectious-disease');
    const cells = published.figures.find((one) => one.id === 'prosecuted-infectious-disease')?.parts[0]?.rows ?? [];
    const hidden = cells.filter((cell) => cell.suppressed);
    expect(hidden.length).toBeGreaterThan(1);
    const table = page.getByRole('table', { name: /by province/ });
    for (const cell of hidden)
      expect(await table.getByRole('row').filter({ hasText: cell.title.en }).first().textContent()).toMatch(
        /under 10|withheld/,
      );
    await page.getByText('Counts under 10 are not shown').first().waitFor();
    await page.getByText('would give numbers by province away').waitFor();
    await page.close();
  });

  test('regions stand in the order of their codes and are found by name; the chart has its table', async () => {
    const page = await open('/figures/prosecuted-persons-all');
    const table = page.getByRole('table', { name: /by province/ });
    await table.waitFor();
    const names = await table.getByRole('rowheader').allTextContents();
    const cells = published.figures.find((one) => one.id === 'prosecuted-persons-all')?.parts[0]?.rows ?? [];
    expect(names).toEqual(cells.map((cell) => cell.title.en));
    expect(cells.map((cell) => cell.key)).toEqual(cells.map((cell) => cell.key).toSorted());
    await page.getByLabel('Find: province').fill('zhe');
    await page.getByText('1 part', { exact: true }).waitFor();
    expect(await table.getByRole('rowheader').allTextContents()).toEqual(['Zhejiang']);
    await page.getByRole('button', { name: /^As a table/ }).click();
    await page.getByRole('cell', { name: '1,692,846' }).waitFor();
    await page.close();
  });

  test('a chart is saved as a drawing with its title and source, as a picture, and as numbers', async () => {
    const page = await open('/figures/civil-protests');
    await page.locator('.series-plot').waitFor();
    const take = async (kind: RegExp) => {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name: /^Save: Trend/ }).click();
      await page.getByRole('menuitem', { name: kind }).click();
      const file = await (await waiting).path();
      return readFileSync(file);
    };
    const svg = (await take(/SVG/)).toString('utf8');
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain('Civil protests');
    expect(svg).toContain('version 2');
    expect(svg).toContain('/figures/civil-protests');
    expect(svg).not.toContain('class=');
    expect((await take(/PNG/)).subarray(1, 4).toString('latin1')).toBe('PNG');
    const csv = (await take(/CSV/)).toString('utf8');
    expect(csv.split('\r\n')[1]).toBe('2018,3933,');
    await page.close();
  });

  test('on a phone a figure comes as a sheet over the text', async () => {
    const page = await open('/report', null, { width: 390 });
    await page.locator('.reading a[data-figure="non-arrest-rate-2022"]').click();
    const sheet = page.getByRole('dialog', { name: 'Non-arrest rate' });
    await sheet.getByText('43.4%').first().waitFor();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.close();
  });

  test('a figure is found by a word of its definition, and opens', async () => {
    const page = await open('/report');
    await page.waitForLoadState('networkidle');
    await page.keyboard.press('/');
    await page.keyboard.type('sent round again');
    await page.getByText('1 figure', { exact: true }).waitFor();
    await page.locator('.figure-hits a').first().click();
    await page.waitForURL(/figure=case-ratio-reduction/);
    await page.close();
  });

  test('on paper: every figure has its number and stands in the annex with its definition', async () => {
    const page = await open('/report');
    await page.locator('.definitions').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.definitions').isVisible()).toBe(true);
    expect(await page.locator('.definitions dt').count()).toBe(published.figures.length);
    expect(await page.locator('.public-head').isVisible()).toBe(false);
    await page.close();
  });

  test('staff go from a published figure to the measure and its cases; the public is not offered it', async () => {
    const page = await open('/figures/non-arrest-rate-2022', 'zheng');
    await page.getByRole('link', { name: 'The cases behind it' }).click();
    await page.waitForURL(/measures\?.*figure=non-arrest-rate/);
    await page.close();
    const other = await open('/figures/non-arrest-rate-2022');
    expect(await other.getByRole('link', { name: 'The cases behind it' }).count()).toBe(0);
    await other.close();
  });

  test('on paper a table stands once, and a chart beside its table has no second one', async () => {
    const page = await open('/report');
    const exhibit = page.locator('.exhibit').first();
    await exhibit.locator('.series-plot').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await exhibit.locator('table').count()).toBe(1);
    const other = await open('/figures/civil-protests');
    await other.locator('.series-plot').waitFor();
    await other.emulateMedia({ media: 'print' });
    expect(await other.locator('.series-plot').isVisible()).toBe(true);
    expect(await other.getByRole('table', { name: 'Trend of Civil protests' }).isVisible()).toBe(true);
    await page.close();
    await other.close();
  });

  test('where no value of a course is published there is no empty chart, but a sentence', async () => {
    const page = await withPublication(await office.page(null));
    const figure = published.figures.find((one) => one.id === 'civil-protests');
    if (!figure) throw new Error('no such figure');
    const rows = figure.trend.rows.map((cell) => ({ ...cell, value: null, suppressed: true, withheld: 'small' }));
    await page.route('**/api/public/figures/civil-protests*', (route) =>
      route.fulfill({
        json: { publication: row, figure: { ...figure, trend: { ...figure.trend, rows } }, changes: [] },
      }),
    );
    await page.goto(`${office.url}/figures/civil-protests`);
    await page.getByText('No value of this course is published').waitFor();
    expect(await page.locator('.series-plot').count()).toBe(0);
    await page.close();
  });

  test('an unknown report or figure is said to be so, and leads on', async () => {
    const page = await withPublication(await office.page(null));
    await page.route('**/api/public/publications/nothing*', (route) =>
      route.fulfill({ status: 404, json: { error: { zh: '没有此项', en: 'There is no such thing' } } }),
    );
    await page.goto(`${office.url}/report?publication=nothing`);
    await page.getByText('No report has been published under this name:').waitFor();
    await page.getByRole('link', { name: 'The newest published report' }).click();
    await page.locator('.reading a[data-figure]').first().waitFor();
    await page.goto(`${office.url}/report?figure=nothing`);
    await page.getByText('This report has no figure “nothing”.').waitFor();
    await page.close();
  });

  test('versions are told in the legal time zone, wherever the reader is', async () => {
    const page = await withPublication(await office.page(null, { zone: 'America/New_York' }));
    await page.goto(`${office.url}/report`);
    const list = page.getByRole('complementary', { name: 'About these figures' });
    await list.getByText('12 April 2023 at 09:00').waitFor();
    await list.getByText('7 March 2023 at 09:00').waitFor();
    await page.close();
  });

  test('no page broke on the way', () => {
    expect(office.faults).toEqual([]);
  });
});
