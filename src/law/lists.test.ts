import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentsOfPack, documentTypeOf, loadLists, readLists } from './lists.ts';
import { describe as line } from './source.ts';
import { chinaPack, packDir } from './testing.ts';

const pack = chinaPack();
const loaded = loadLists(packDir);
if (!loaded.ok) throw new Error(loaded.error.map(line).join('\n'));
const lists = loaded.value;

describe('lists of the pack', () => {
  test('the four levels, each under the next, are the values that guards know', () => {
    expect(lists.office_levels.map((one) => [one.id, one.above])).toEqual([
      ['basic', 'city'],
      ['city', 'province'],
      ['province', 'supreme'],
      ['supreme', null],
    ]);
    const fact = pack.procedures['petition.handling']?.facts['case.office-level'];
    expect(Object.keys(fact?.values ?? {}).sort()).toEqual(lists.office_levels.map((one) => one.id).sort());
  });

  test('every document of the pack has a type', () => {
    const documents = documentsOfPack(pack, lists);
    expect(documents.length).toBeGreaterThan(150);
    expect(documents.filter((one) => one.type === null).map((one) => one.title.zh)).toEqual([]);
    const used = new Set(documents.map((one) => one.type?.id));
    expect(lists.document_types.map((one) => one.id).filter((id) => !used.has(id))).toEqual([]);
  });

  test.each([
    ['批准逮捕决定书', 'decision'],
    ['再审决定书', 'judgment'],
    ['行政公益诉讼起诉书', 'prosecution'],
    ['刑事抗诉书', 'protest'],
    ['抗诉请求书', 'request'],
    ['纠正情况通知', 'reply'],
    ['纠正违法通知书', 'notice'],
    ['检察建议书', 'recommendation'],
  ])('%s is a %s', (zh, type) => {
    expect(documentTypeOf(lists, { zh, en: '' }, 'zh')?.id).toBe(type);
  });

  test('a document of several acts stands once', () => {
    const decision = documentsOfPack(pack, lists).find((one) => one.title.zh === '纠正违法通知书');
    expect(decision?.acts.length).toBeGreaterThan(1);
  });

  test('faults name the line; a pack without lists has none', () => {
    const text = readFileSync(join(packDir, 'lists.yaml'), 'utf8');
    const faults = (edited: string) => {
      const read = readLists(edited);
      return read.ok ? [] : read.error.map(line);
    };
    expect(faults(text.replace('above: city', 'above: town'))[0]).toMatch(/^lists\.yaml:\d+:\d+ .*no level "town"/);
    expect(faults(text.replace('office_fact: office-level', 'office_fact: [level]'))[0]).toMatch(
      /^lists\.yaml:\d+:\d+ .*office_fact/,
    );
    expect(faults(text.replace('closing_grounds:', 'closing:')).length).toBeGreaterThan(0);
    expect(loadLists('/nowhere')).toMatchObject({ ok: true, value: { office_levels: [] } });
  });
});
