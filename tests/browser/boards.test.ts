/** What staff do with figures on the real server: open them down to the cases, read boards, write reports and publish. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { browserHere, type Language, type Office, openDemo } from './office.ts';

describe.skipIf(!browserHere)('figures at work', () => {
  let office: Office;
  beforeAll(async () => {
    office = await openDemo();
  });
  afterAll(async () => {
    await office?.close();
  });
  const open = async (
    path: string,
    who: string,
    options: { language?: Language; width?: number; zone?: string } = {},
  ): Promise<Page> => {
    const page = await office.page(who, options);
    await page.goto(`${office.url}${path}`);
    await page.locator('h1').first().waitFor();
    return page;
  };
  const asked = async <T>(page: Page, path: string): Promise<T> =>
    (await (await page.request.get(`${office.url}${path}`)).json()) as T;

  type Cell = {
    readonly key: string;
    readonly title: { readonly en: string };
    readonly numerator?: number;
    readonly low?: number | null;
    readonly high?: number | null;
  };
  type Detail = {
    readonly figure: { readonly numerator: { readonly value: number } };
    readonly trend: { readonly rows: readonly Cell[] };
    readonly by: readonly { readonly rows: readonly Cell[] }[];
  };

  for (const [language, width] of [
    ['zh', 1440],
    ['en', 390],
  ] as const)
    for (const path of ['/measures?figure=case-ratio', '/measures?figure=median-days-petition'])
      test(`${path} · ${language} · ${width}`, async () => {
        const page = await open(path, 'zheng', { language, width });
        await page.locator('.series-plot').waitFor();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        expect(await violations(page)).toEqual([]);
        await page.close();
      });

  test('a case-case ratio opens by its counted steps; they add up to it, and each leads to its cases', async () => {
    const page = await open('/measures?figure=case-ratio', 'zheng');
    const { figure, by } = await asked<Detail>(page, '/api/measures/case-ratio?by=act');
    const steps = by[0]?.rows ?? [];
    expect(steps.length).toBeGreaterThan(4);
    expect(steps.reduce((sum, one) => sum + (one.numerator ?? 0), 0)).toBe(figure.numerator.value);
    const table = page.getByRole('table', { name: /Case-case ratio, criminal, by act/ });
    await table.waitFor();
    const step = steps.find((one) => (one.numerator ?? 0) > 1);
    await table.getByRole('button', { name: `${step?.title.en}: ${step?.numerator}` }).click();
    await page.getByText(new RegExp(`^${step?.numerator} rows`)).waitFor();
    await page.getByText(`Only: ${step?.title.en}`).waitFor();
    expect(await page.locator('.figure-panel a[href^="/proceedings/"]').count()).toBeGreaterThan(0);
    await page.close();
  });

  test('the cases behind a figure carry the number that the language writes', async () => {
    const numbers = async (language: Language) => {
      const page = await open('/measures?figure=arrest-review-accepted&rows=true', 'zheng', { language });
      const links = page.locator('.figure-panel a[href^="/proceedings/"]');
      await links.first().waitFor();
      const found = await links.allTextContents();
      await page.close();
      return found;
    };
    const [zh, en] = [await numbers('zh'), await numbers('en')];
    expect(zh.length).toBeGreaterThan(10);
    expect(en.length).toBe(zh.length);
    for (const one of zh) expect(one).toMatch(/^\p{L}+〔\d{4}〕\d+号$/u);
    for (const one of en) expect(one).toMatch(/^\d{4}-[A-Z]+-\d+$/);
  });

  test('a median is drawn with how sure it is, and says which months have none yet', async () => {
    const page = await open('/measures?figure=median-days-petition', 'zheng');
    const { trend } = await asked<Detail>(page, '/api/measures/median-days-petition');
    const plot = page.locator('.series-plot');
    await plot.waitFor();
    const sure = trend.rows.filter((one) => typeof one.low === 'number');
    const closed = sure.filter((one) => typeof one.high === 'number');
    expect(sure.length).toBeGreaterThan(3);
    expect(await plot.locator('.series-interval line').count()).toBe(closed.length);
    expect(await plot.locator('.series-interval-open line').count()).toBe(sure.length - closed.length);
    await page.getByText('there is no median yet').waitFor();
    await page.getByRole('button', { name: /^As a table/ }).click();
    const cells = page.getByRole('table', { name: /^Trend of Median time to an answer/ });
    await cells
      .getByText(`${sure[0]?.low}–${sure[0]?.high ?? ''}`, { exact: true })
      .first()
      .waitFor();
    await page.close();
  });

  test('the moment of a figure is told in the legal time zone', async () => {
    const told = (at: number) =>
      new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(
        at,
      );
    const page = await open('/measures?figure=non-arrest-rate', 'zheng', { zone: 'America/New_York' });
    const foot = page.locator('.figure-panel .figure-foot');
    await foot.waitFor();
    // The facts may have been known some minutes ago; the zones are thirteen hours apart.
    const minutes = Array.from({ length: 20 }, (_, n) => told(Date.now() - n * 60_000));
    const said = (await foot.textContent()) ?? '';
    expect(
      minutes.some((one) => said.includes(one)),
      said,
    ).toBe(true);
    await page.close();
  });

  test('by keyboard: a measure opens, takes the focus, and Escape leads back to where it was opened', async () => {
    const page = await open('/measures?q=non-arrest', 'zheng');
    const link = page.locator('.measures-list .figure-inline').first();
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/figure=/);
    await page.locator('.figure-panel .figure-value').waitFor();
    expect(await page.evaluate("document.activeElement.closest('.figure-panel') !== null")).toBe(true);
    await page.keyboard.press('Escape');
    await page.locator('.figure-panel').waitFor({ state: 'detached' });
    expect(await link.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await page.close();
  });

  test('a figure of the year before opens as that year, not as this one', async () => {
    const page = await open('/report/office', 'zheng');
    const sentence = page.locator('.reading p').filter({ hasText: 'in the same period of the year before' }).first();
    await sentence.locator('.figure-inline').last().click();
    await page.waitForURL(/at=/);
    const said = await sentence
      .locator('.figure-inline')
      .last()
      .evaluate((link) => link.firstChild?.textContent ?? '?');
    await page.locator('.figure-panel .figure-value').getByText(said, { exact: true }).waitFor();
    expect(await page.locator('.reading .figure-inline[data-open="true"]').count()).toBe(1);
    await page.close();
  });

  test('on paper: the open figure without the list that it was opened from', async () => {
    const page = await open('/measures?figure=non-arrest-rate', 'zheng');
    await page.locator('.series-plot').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.measures-list').isVisible()).toBe(false);
    expect(await page.locator('.figure-panel .figure-value').isVisible()).toBe(true);
    await page.close();
  });

  test('when the server does not answer the page says so, and asks again', async () => {
    const page = await office.page('zheng');
    await page.route('**/api/dashboard', (route) => route.fulfill({ status: 503, json: { reference: 'made-up-7' } }));
    await page.goto(`${office.url}/dashboard`);
    await page.getByText('made-up-7').waitFor();
    await page.unroute('**/api/dashboard');
    await page.getByRole('alert').getByRole('button').click();
    await page.getByRole('heading', { level: 1, name: 'Leadership' }).waitFor();
    await page.close();
    office.faults.splice(0, office.faults.length, ...office.faults.filter((one) => !one.includes('status of 503')));
  });

  test('while a figure is on its way the panel does not show another one', async () => {
    const page = await open('/measures?figure=non-arrest-rate', 'zheng');
    await page.locator('.figure-panel .figure-value').waitFor();
    let go: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      go = done;
    });
    await page.route(/\/api\/measures\/petitions-received(\?|$)/, async (route) => {
      await held;
      await route.continue();
    });
    await page
      .getByRole('link', { name: /^Letters and visits received/ })
      .first()
      .click();
    await page.locator('.figure-panel .skeleton').first().waitFor();
    expect(await page.locator('.figure-panel .figure-value').count()).toBe(0);
    go();
    await page
      .locator('.figure-panel .figure-head')
      .getByText(/^Letters and visits received/)
      .waitFor();
    await page.close();
  });

  test('who keeps accounts writes no report: the reason stands there, and no editor', async () => {
    const page = await open('/own-report', 'guan');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('textbox', { name: 'Text' }).count()).toBe(0);
    await page.close();
  });

  test('the chief procurator publishes the office’s report; the public reads it; the same again makes no version', async () => {
    const page = await open('/report/office', 'zheng');
    const publish = async () => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Why (Chinese)').fill('首次公布');
      await dialog.getByLabel('Why (English)').fill('First time');
      await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
      return dialog;
    };
    const first = await publish();
    await first.getByText('Published, version 1.').waitFor();
    await first.getByRole('button', { name: 'Close' }).click();
    const again = await publish();
    await again.getByText('No number has changed: version 1 stands').waitFor();
    await again.getByRole('link', { name: 'Read what is published' }).click();
    await page.waitForURL(/\/report\?publication=/);
    const reader = await office.page(null);
    await reader.goto(page.url());
    await reader.locator('.reading a[data-figure]').first().click();
    await reader
      .getByRole('complementary', { name: 'The open figure' })
      .getByRole('heading', { name: 'Trend' })
      .waitFor();
    const prosecutor = await open('/report/office', 'chen');
    await prosecutor.getByRole('button', { name: 'Print' }).waitFor();
    expect(await prosecutor.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0);
    for (const one of [page, reader, prosecutor]) await one.close();
  });

  test('the chief procurator’s board: a tile opens its figure and the cases behind one part', async () => {
    const page = await open('/dashboard', 'zheng');
    await page.getByRole('heading', { level: 1, name: 'Leadership' }).waitFor();
    const tile = page
      .getByRole('article')
      .filter({ has: page.getByRole('heading', { name: 'Open proceedings' }) })
      .first();
    const first = tile.getByRole('row').first().getByRole('link');
    const value = Number((await first.textContent())?.replaceAll(',', ''));
    expect(value).toBeGreaterThan(0);
    await first.click();
    const panel = page.getByRole('complementary', { name: 'The open figure' });
    await panel.getByRole('heading', { name: 'The cases behind it' }).waitFor();
    await panel.getByText(new RegExp(`^${value} rows?`)).waitFor();
    await page.close();
    const board = await office.page('chen');
    const answer = await (await board.request.get(`${office.url}/api/dashboard`)).json();
    expect(answer.boards.map((one: { id: string }) => one.id)).toEqual(['department']);
    await board.close();
  });

  test('a report of one’s own: a template is counted, a wrong name is told by its line, the draft is kept', async () => {
    const page = await open('/own-report', 'zheng');
    await page
      .getByRole('button', { name: /Monthly/ })
      .first()
      .click();
    await page.getByText('Every sentence holds').waitFor();
    await page.locator('.own-paper .figure-inline').first().waitFor();
    const field = page.getByRole('textbox', { name: 'Text' });
    await field.press('Control+End');
    await page.keyboard.insertText('\n\n{figure:no-such-figure}\n');
    await page.getByText('No number is shown until this is mended').waitFor();
    expect(await page.locator('.own-paper').count()).toBe(0);
    const line = page.locator('.own-faults button').first();
    const nr = Number((await line.textContent())?.replace(/\D/g, ''));
    await line.click();
    const chosen = await field.evaluate((area: { value: string; selectionStart: number; selectionEnd: number }) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(chosen).toContain('no-such-figure');
    expect((await field.inputValue()).split('\n')[nr - 1]).toContain('no-such-figure');
    await page.reload();
    expect(await field.inputValue()).toContain('no-such-figure');
    await page.close();
  });

  test('no page broke on the way', () => {
    expect(office.faults).toEqual([]);
  });
});
