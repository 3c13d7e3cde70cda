import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lawTry } from './commands.ts';
import { lawDiff } from './diff-command.ts';
import { loadPack } from './load.ts';
import { packDir } from './testing.ts';

/** The example of law/README.md, done as it says. */

const guide = readFileSync(join(packDir, '..', 'README.md'), 'utf8');
const root = mkdtempSync(join(tmpdir(), 'law-guide-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function block(file: string): string {
  const found = guide.split('```yaml\n').find((one) => one.startsWith(`# in law/cn/${file}\n`));
  if (found === undefined) throw new Error(`law/README.md has no example for ${file}`);
  return found.slice(found.indexOf('\n') + 1, found.indexOf('```'));
}

test('the example of the guide works: the new rule, its scenario, and the difference that it prints', () => {
  const dir = join(root, 'cn');
  cpSync(packDir, dir, { recursive: true });
  const procedure = join(dir, 'criminal', 'arrest-review.yaml');
  const text = readFileSync(procedure, 'utf8');
  const old = / {2}- id: at-liberty-decided-in-fifteen-days\n(?: {4}.*\n)+/.exec(text)?.[0] ?? '';
  const rules = block('criminal/arrest-review.yaml');
  expect(rules.replace("    in_force: {to: '2026-07-01'}\n", '').startsWith(old)).toBe(true);
  writeFileSync(procedure, text.replace(old, rules));
  const scenarios = join(dir, 'scenarios', 'arrest-review.yaml');
  appendFileSync(scenarios, `\n${block('scenarios/arrest-review.yaml')}`);

  const loaded = loadPack(dir);
  if (!loaded.ok) throw new Error(loaded.error.map((one) => one.message).join('\n'));
  expect(lawTry([{ pack: loaded.value, files: [scenarios] }])).toMatchObject({ status: 0, json: { failed: 0 } });
  const { json, text: said } = lawDiff(packDir, dir, { pack: packDir, lang: 'en' });
  const printed = /```\n(Review of arrest[^`]*)```/.exec(guide)?.[1] ?? '';
  expect(printed.split('\n').length).toBeGreaterThan(4);
  expect(said).toContain(printed.trimEnd());
  expect([...new Set(json?.scenarios.map((one) => one.id))]).toEqual(['arrest-at-liberty-ten-days-since-july-2026']);
  expect(json?.scenarios.every((one) => one.after === true)).toBe(true);
});
