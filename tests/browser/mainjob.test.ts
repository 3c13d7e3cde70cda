/**
 * The main job in a real browser, as people do it: the police hand a case over, the prosecutor reads what is owed and what
 * may not be done and why, decides for one suspect, asks for the other, the chief procurator approves, and the figures count it.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePackage } from '#casework/index.ts';
import { browserHere, type Office, openDemo } from './office.ts';

const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now());

/** Opens the act from the list of what may be done, fills what it asks for, and reads the review of its effects. */
async function prepare(page: Page, act: RegExp, choices: Readonly<Record<string, string>> = {}): Promise<string> {
  const button = page.getByRole('button', { name: act });
  const more = page.getByRole('button', { name: /^Show all \d+$/ }).first();
  await page.getByRole('heading', { name: 'May be done now' }).waitFor();
  if ((await button.count()) === 0) await more.click();
  await button.first().click();
  const dialog = page.getByRole('dialog');
  for (const [label, value] of Object.entries(choices)) {
    const group = dialog.getByRole('radiogroup', { name: label });
    if ((await group.count()) > 0) await group.getByText(value, { exact: true }).click();
    else {
      await dialog.getByRole('button', { name: new RegExp(label) }).click();
      await page.getByRole('option', { name: value, exact: true }).click();
    }
  }
  await dialog.getByRole('button', { name: 'Next: what it will cause' }).click();
  await dialog.getByRole('heading', { name: 'What this will cause' }).waitFor();
  return (await dialog.textContent()) ?? '';
}

async function record(page: Page, verb: RegExp, says: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: verb }).click();
  await dialog.getByText(says).first().waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe.skipIf(!browserHere)('the main job', () => {
  let office: Office;
  let proceeding = '';
  let handler = '';
  let suspects: string[] = [];
  const path = (): string => `${office.url}/proceedings/${proceeding}`;

  beforeAll(async () => {
    office = await openDemo();
  });
  afterAll(async () => {
    await office?.close();
  });

  test('case management signs in with the form and takes the package in, after one that is none', async () => {
    const page = await office.page(null);
    await page.goto(office.url);
    await page.getByLabel('E-mail').fill('bai@demo.example');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill('custos-demo-only');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').first().waitFor();

    await page.goto(`${office.url}/cases/import`);
    const file = { name: 'package.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip at all') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('not a .zip file').waitFor();
    const session = await page.request.get(`${office.url}/api/session`);
    const { user } = (await session.json()) as { user: { office: { id: string } } };
    const { bytes } = examplePackage(today, user.office.id);
    await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from(bytes) });
    await page.getByRole('link', { name: /^Review of arrest/ }).click();
    await page.waitForURL(/proceedings/);
    proceeding = page.url().split('/').pop() ?? '';
    const seen = await page.request.get(`${office.url}/api/proceedings/${proceeding}`);
    const facts = (await seen.json()) as { handler: { id: string } | null; parties: { name: string; role: string }[] };
    handler = facts.handler?.id ?? '';
    suspects = facts.parties.filter((party) => party.role === 'suspect').map((party) => party.name);
    expect(handler).not.toBe('');
    expect(suspects).toHaveLength(2);
  });

  test('the prosecutor finds it among what is owed, with the day and the article', async () => {
    const page = await office.page(handler);
    await page.goto(office.url);
    const row = page
      .getByRole('listitem')
      .filter({ hasText: suspects[0] ?? '' })
      .first();
    await row.waitFor();
    const said = await row.textContent();
    expect(said).toMatch(/7 days left/);
    expect(said).toContain('CPL §91');
  });

  test('what may not be done says why, with the article', async () => {
    const page = await office.page(handler);
    await page.goto(path());
    const why = page.getByRole('listitem').filter({ hasText: 'Approve arrest' }).filter({ hasText: 'CPL §88' });
    await why.first().waitFor();
    expect(await why.first().textContent()).toMatch(/Question the suspect/);
    expect(await page.getByRole('button', { name: /^(Start|Ask): Approve arrest/ }).count()).toBe(0);
  });

  test('both are questioned; one arrest is approved by the prosecutor', async () => {
    const page = await office.page(handler);
    await page.goto(path());
    for (const name of suspects) {
      const effects = await prepare(page, new RegExp(`^Start: Question the suspect · ${name}`));
      expect(effects).toContain('Duties met');
      await record(page, /^Question the suspect/, /Recorded in the ledger, #\d+/);
    }
    const effects = await prepare(page, new RegExp(`^Start: Approve arrest · ${suspects[0]}`), {
      Ground: 'Social danger',
    });
    expect(effects).toMatch(/Police return the receipt of execution/);
    await record(page, /^Approve arrest/, /Recorded in the ledger, #\d+/);
    await page
      .getByText(/Approve arrest/)
      .first()
      .waitFor();
  });

  test('for the other the refusal is asked for, and waits for the chief procurator', async () => {
    const page = await office.page(handler);
    await page.goto(path());
    await prepare(page, new RegExp(`^(Start|Ask): Refuse approval of arrest · ${suspects[1]}`), {
      Ground: 'Insufficient evidence',
      'Supplementary investigation': 'Yes',
    });
    await record(page, /^Ask .*[Cc]hief procurator/, /[Cc]hief procurator/);
    await page
      .getByText(/Waits for|waits for/)
      .first()
      .waitFor();
  });

  test('the chief procurator reads it and approves', async () => {
    const page = await office.page('zheng');
    await page.goto(`${office.url}/decisions`);
    await page.getByRole('link', { name: new RegExp(`Refuse approval of arrest.*${suspects[1]}`) }).click();
    await page.getByText('Insufficient evidence').first().waitFor();
    await page.getByRole('button', { name: /^Approve: / }).click();
    await page
      .getByText(/Recorded in the ledger, #\d+/)
      .first()
      .waitFor();
  });

  test('the course tells who decided; the duties are met; neither decision can be made again', async () => {
    const page = await office.page(handler, { language: 'zh' });
    await page.goto(path());
    const decided = page
      .getByRole('listitem')
      .filter({ hasText: `不批准逮捕 · ${suspects[1]}` })
      .filter({ hasText: '郑某正' });
    await decided.first().waitFor();
    expect(await page.getByRole('button', { name: /(办理|报请)：?:? ?(不)?批准逮捕/ }).count()).toBe(0);
    const clocks = await page.request.get(`${office.url}/api/proceedings/${proceeding}`);
    const { deadlines } = (await clocks.json()) as { deadlines: { state: string; targets: { act: string }[] }[] };
    const decisions = deadlines.filter((one) => one.targets.some((target) => target.act === 'decide-arrest'));
    expect(decisions.map((one) => one.state)).toEqual(['met', 'met']);
  });

  test('the report counts it, and the rows behind the figure are as many as the figure says', async () => {
    const page = await office.page('zheng');
    await page.goto(`${office.url}/report/office`);
    await page.getByRole('heading', { level: 1, name: /Report on the work/ }).waitFor();
    const sentence = page.getByText(/arrests were approved or decided/);
    const refused = sentence.getByRole('link').nth(2);
    /** The small number behind it is for the printed page. */
    const value = Number(await refused.evaluate((link) => link.firstChild?.textContent?.replaceAll(',', '')));
    expect(value).toBeGreaterThan(0);
    await refused.click();
    await page.getByRole('heading', { name: 'What it means' }).waitFor();
    expect(page.url()).toContain('not-arrested');
    const { rows, total } = (await (
      await page.request.get(`${office.url}/api/measures/not-arrested/rows?page=1&part=value`)
    ).json()) as { rows: { proceeding: string }[]; total: number };
    expect(total).toBe(value);
    expect(rows.map((row) => row.proceeding)).toContain(proceeding);
  });

  test('no page broke on the way', () => {
    expect(office.faults).toEqual([]);
  });
});
