import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { judgmentsCommand } from './command.ts';
import { chinaPack, firstInstance } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-judgments-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const late = firstInstance({
  measures: '于2016-01-01被乙县公安局刑事拘留，2016-02-08被逮捕。',
  prosecuted: '2016-03-01',
});

test('prints the fields of a judgment and its findings', async () => {
  const result = await judgmentsCommand([file('one.txt', late)], { pack: chinaPack() });
  expect(result.status).toBe(0);
  expect(result.json[0]).toMatchObject({
    id: 'one',
    court: '示范省甲市乙县人民法院',
    case_no: '(2015)示0101刑初1号',
    instance: 'first',
    defendants: [{ name: '甲某1', charges: ['盗窃罪'], detained: '2016-01-01', arrested: '2016-02-08', bailed: null }],
    prosecuted_on: '2016-03-01',
    findings: [
      {
        kind: 'out-of-time',
        cite: '刑诉法2012 §89',
        acts: [
          { act: 'detain', on: '2016-01-01', defendant: '甲某1' },
          { act: 'arrest', on: '2016-02-08', defendant: '甲某1' },
        ],
      },
    ],
  });
  expect(result.text).toContain('超过1日');
  expect(JSON.parse(JSON.stringify(result.json))).toEqual(result.json);
});

test('a text that is no judgment is refused in its place, a broken line is warned of, the rest is read', async () => {
  const lines = [JSON.stringify({ id: 'a', text: '民事判决书' }), 'no json', JSON.stringify({ id: 'c', text: late })];
  const result = await judgmentsCommand([file('mixed.jsonl', lines.join('\n'))], { pack: chinaPack(), lang: 'en' });
  expect(result.status).toBe(0);
  expect(result.json.map((one) => ('refused' in one ? `${one.id} refused` : one.id))).toEqual(['a refused', 'c']);
  expect(result.warnings).toEqual([expect.stringContaining('mixed.jsonl:2')]);
  expect(result.text).toContain('1 read, 1 refused; 1 certain');
});

test('nothing that can be read: status 2 and the line that says why', async () => {
  const result = await judgmentsCommand([join(folder, 'missing.txt')], { pack: chinaPack(), lang: 'en' });
  expect([result.status, result.text]).toEqual([2, expect.stringContaining('no such file')]);
});
