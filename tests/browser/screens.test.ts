/** Every screen in a real browser: it draws, nothing breaks, axe finds nothing, and the page does not scroll sideways. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { browserHere, type Language, type Office, openDemo } from './office.ts';

/** A path as the name of a test: ids are not known yet, a long query is left out. */
const named = (path: string): string => path.replace(/\/$/, '/…').replace(/\?.{30,}/, '?…');

describe.skipIf(!browserHere)('screens', () => {
  let office: Office;
  const ids = { proceeding: '', judgment: '', proposal: '' };

  beforeAll(async () => {
    office = await openDemo();
    const page = await office.page('chen');
    const list = async (path: string) =>
      (
        (await (await page.request.get(`${office.url}${path}`)).json()) as {
          rows: { id: string; proceeding: string }[];
        }
      ).rows;
    ids.proceeding = (await list('/api/cases?scope=mine'))[0]?.proceeding ?? '';
    ids.judgment = (await list('/api/judgments'))[0]?.id ?? '';
    const chief = await office.page('zheng');
    const waiting = await chief.request.get(`${office.url}/api/proposals?box=decide`);
    ids.proposal = ((await waiting.json()) as { rows: { id: string }[] }).rows[0]?.id ?? '';
    await chief.close();
    await page.close();
  });
  afterAll(async () => {
    await office?.close();
  });

  /** A request for arrest four days ago, two people. */
  const supposed = `now=2026-11-24&people=2&steps=${encodeURIComponent('request-arrest*person-A*2026-11-20*{"detained":true,"minor":false,"questioning_required":true}')}`;

  const wide: readonly (readonly [who: string | null, path: () => string])[] = [
    [null, () => '/sign-in'],
    ['chen', () => '/'],
    ['chen', () => '/cases'],
    ['chen', () => `/proceedings/${ids.proceeding}`],
    ['bai', () => '/cases/new'],
    ['bai', () => `/proceedings/${ids.proceeding}/beside`],
    ['chen', () => `/proceedings/${ids.proceeding}?tab=related`],
    ['chen', () => '/password'],
    ['bai', () => '/cases/import'],
    ['zheng', () => '/decisions'],
    ['zheng', () => `/decisions/${ids.proposal}`],
    ['zheng', () => '/delegations'],
    ['chen', () => '/judgments'],
    ['chen', () => `/judgments/${ids.judgment}`],
    ['chen', () => '/report/office?figure=non-arrest-rate'],
    ['chen', () => '/measures'],
    ['chen', () => '/law'],
    ['chen', () => '/law/petition.handling'],
    ['guan', () => '/accounts'],
    [null, () => '/law/criminal.arrest-review'],
    [null, () => `/law/criminal.arrest-review/try?${supposed}`],
    [null, () => '/law/criminal.prosecution-review/map?act=prosecute'],
    [null, () => '/law/articles'],
    [null, () => '/law/articles/刑诉法§91'],
    [null, () => '/law/actors/police'],
    [null, () => '/law?q=arrest'],
  ];
  const narrow = wide.filter(([, path]) =>
    ['/sign-in', '/', '/law/petition.handling', `/law/criminal.arrest-review/try?${supposed}`].includes(path()),
  );

  const look = async (who: string | null, path: string, language: Language, width: number) => {
    const page = await office.page(who, { language, width });
    try {
      await page.goto(`${office.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      const lang = await page.locator('html').getAttribute('lang');
      const sideways = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
      return { lang, sideways, title: await page.title(), violations: await violations(page) };
    } finally {
      await page.close();
    }
  };

  for (const [who, path] of wide)
    for (const language of ['zh', 'en'] as const)
      test(`${named(path())} · ${language} · 1440`, async () => {
        const seen = await look(who, path(), language, 1440);
        expect(seen).toMatchObject({ violations: [], lang: language === 'zh' ? 'zh-CN' : 'en' });
        expect(seen.sideways).toBeLessThanOrEqual(0);
        expect(seen.title).toContain('Custos');
      });

  for (const [who, path] of narrow)
    for (const language of ['zh', 'en'] as const)
      test(`${named(path())} · ${language} · 390`, async () => {
        const seen = await look(who, path(), language, 390);
        expect(seen.violations).toEqual([]);
        expect(seen.sideways).toBeLessThanOrEqual(0);
      });

  test('the worklist by keyboard alone: down, explain, open', async () => {
    const page = await office.page('chen');
    await page.goto(office.url);
    await page.getByRole('main').getByRole('listitem').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.keyboard.press('Enter');
    await page.waitForURL(/proceedings/);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.waitForURL((url) => url.pathname === '/');
  });

  test('anybody opens the law, tries an arrest review, and reads why the arrest is not possible', async () => {
    const page = await office.page(null);
    await page.goto(`${office.url}/law`);
    await page.getByLabel('Procedure, act, article or actor').fill('review of arrest');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: /^Review of arrest \(requested by the police\)/ }).click();
    await page.getByRole('link', { name: 'Try it' }).click();
    await page.getByLabel('Looked at on').fill('2026-11-24');
    await page.getByRole('button', { name: 'Suppose it: Police request approval of arrest · A' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radiogroup', { name: 'Detained' }).getByText('Yes', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Suppose it' }).click();
    await page.getByText('7 days left').first().waitFor();
    const barred = page.getByRole('listitem').filter({ hasText: 'Approve arrest · A' }).filter({ hasText: 'CPL §88' });
    expect(await barred.last().textContent()).toContain('Question the suspect');
    await page.getByRole('button', { name: 'Suppose it: Question the suspect · A' }).click();
    if ((await dialog.count()) > 0) await dialog.getByRole('button', { name: 'Suppose it' }).click();
    await page.getByRole('button', { name: 'Suppose it: Approve arrest · A' }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Approve arrest · A' })
      .filter({ hasText: 'new' })
      .first()
      .waitFor();

    await page.getByRole('button', { name: '+ 7 days' }).click();
    await page.getByText('due today').first().waitFor();
    await page.getByRole('button', { name: '+ 1 day' }).click();
    await page.getByText('1 day over').first().waitFor();
    const again = await office.page(null);
    await again.goto(page.url());
    await again.getByText('1 day over').first().waitFor();
  });

  test('from a citation to all that follows from the article', async () => {
    const page = await office.page(null);
    await page.goto(`${office.url}/law/criminal.arrest-review`);
    await page
      .getByRole('button', { name: /CPL §91/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'What follows from §91' }).click();
    await page.getByRole('heading', { level: 1, name: 'What follows from Criminal Procedure Law, Art. 91' }).waitFor();
    await page.getByRole('link', { name: 'Approve arrest' }).click();
    await page.waitForURL(/criminal\.arrest-review#/);
  });

  test('the map leads from act to act, and the address says where one is', async () => {
    const page = await office.page(null);
    await page.goto(`${office.url}/law/criminal.arrest-review/map?act=decide-arrest`);
    const before = page.getByRole('heading', { name: 'What leads to it' }).locator('..');
    await before.getByRole('button', { name: 'Question the suspect' }).first().click();
    await page.waitForURL(/act=question-suspect/);
    await page.getByRole('heading', { level: 2, name: 'Question the suspect' }).waitFor();
  });

  test('an act that may be done for several people is one row, and only who may assign is offered it', async () => {
    const page = await office.page('chen');
    const asked = async <T>(path: string) => (await (await page.request.get(`${office.url}${path}`)).json()) as T;
    const { rows } = await asked<{ rows: { proceeding: string }[] }>('/api/cases?scope=mine');
    type Seen = { id: string; may: { act: string; title: { en: string }; subject: { name: string } | null }[] };
    let found: Seen | undefined;
    for (const row of rows) {
      const seen = await asked<Seen>(`/api/proceedings/${row.proceeding}`);
      if (seen.may.length === 0 || new Set(seen.may.map((one) => one.act)).size === seen.may.length) continue;
      found = seen;
      break;
    }
    expect(found).toBeDefined();
    const acts = new Map<string, string[]>();
    for (const { title, subject } of found?.may ?? [])
      acts.set(title.en, [...(acts.get(title.en) ?? []), subject?.name ?? '']);
    const [title = '', names = []] = [...acts].find(([, people]) => people.length > 1) ?? [];
    await page.goto(`${office.url}/proceedings/${found?.id}`);
    await page.getByRole('heading', { name: 'May be done now' }).waitFor();
    const all = page.locator('#may-list + button');
    if ((await all.count()) > 0) await all.click();
    const row = page
      .locator('#may-list')
      .getByRole('listitem')
      .filter({ has: page.getByText(title, { exact: true }) });
    await row.first().waitFor();
    expect(await row.count()).toBe(1);
    for (const name of names)
      expect(await row.getByRole('button', { name: new RegExp(`: ${title} · ${name}$`) }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Reassign' }).count()).toBe(0);
    const chief = await office.page('zheng');
    await chief.goto(`${office.url}/proceedings/${found?.id}`);
    await chief.getByRole('button', { name: 'Reassign' }).waitFor();
  });

  test('language is switched and kept', async () => {
    const page = await office.page('sun', { language: 'zh' });
    await page.goto(`${office.url}/law`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: /^EN/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Law and procedure' }).waitFor();
  });

  test('no page broke on the way', () => {
    expect(office.faults).toEqual([]);
  });
});
