/** For the browser tests: the real server with its made-up office on a free port, and a real browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { defaults, startServer } from '#server/index.ts';

/** The test runner says whether a browser is here; without one these tests are skipped, not failed. */
export const browserHere = process.env.CUSTOS_BROWSER !== '0';

export type Language = 'zh' | 'en';
export interface Office {
  readonly url: string;
  /** A page of its own, signed in through the form's own request; null: nobody. Faults in the console end up in `faults`. */
  page(who: string | null, options?: { language?: Language; width?: number; zone?: string }): Promise<Page>;
  readonly faults: string[];
  close(): Promise<void>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openDemo(): Promise<Office> {
  const dir = mkdtempSync(join(tmpdir(), 'custos-browser-'));
  const started = await startServer({ ...defaults, port: 0, log: 'none', store: { kind: 'demo', dir, fresh: true } });
  if (!started.ok) throw new Error(started.words.en);
  const { url } = started;
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CUSTOS_CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  });
  const contexts = new Map<string, BrowserContext>();
  const faults: string[] = [];

  async function contextOf(
    who: string | null,
    language: Language,
    width: number,
    zone: string | undefined,
  ): Promise<BrowserContext> {
    const key = `${who} ${language} ${width} ${zone}`;
    const known = contexts.get(key);
    if (known) return known;
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 1000 },
      ...(zone ? { timezoneId: zone } : {}),
    });
    await context.addInitScript((chosen) => localStorage.setItem('custos-lang', chosen), language);
    if (who !== null) {
      const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
        data: { email: `${who}@demo.example`, password: 'custos-demo-only' },
        headers: { origin: url },
      });
      if (!answer.ok()) throw new Error(`sign-in of ${who}: ${answer.status()}`);
    }
    contexts.set(key, context);
    return context;
  }

  return {
    url,
    faults,
    async page(who, { language = 'en', width = 1440, zone } = {}) {
      const page = await (await contextOf(who, language, width, zone)).newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of 40[1349]|status of 422/.test(message.text()))
          faults.push(`${page.url()}: ${message.text()}`);
      });
      return page;
    },
    async close() {
      await browser.close();
      await started.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
