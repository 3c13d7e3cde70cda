/** axe over a page: no rule of WCAG 2.0–2.2 A and AA may be broken. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Violation = { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] };

/** Each with where it stands. `evaluate` runs through the debugger: the page's own policy (no inline script) stays as strict as it is. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then((result) => result.violations)`,
  )) as Violation[];
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`.slice(0, 300));
}
