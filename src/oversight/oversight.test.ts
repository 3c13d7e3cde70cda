import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#access/index.ts';
import { migrate, openStore } from '#ledger/index.ts';
import { openOversight } from './oversight.ts';
import { JudgmentImport, JudgmentList, JudgmentPage } from './schemas.ts';
import { chinaPack, firstInstance } from './testing.ts';
import type { Oversight } from './types.ts';

const NOW = Date.UTC(2026, 10, 24, 4);
const person = (id: string, office: string, role: Actor['roles'][number]): Actor => ({
  id,
  name: { zh: id, en: id },
  email: `${id}@example.org`,
  office,
  desk: null,
  roles: [role],
  functions: [role === 'administrator' ? 'keeps-accounts' : 'handles'],
  rank: role === 'prosecutor' ? 'prosecutor' : null,
  delegations: [],
});
const prosecutor = person('p1', 'north', 'prosecutor');
const stranger = person('p9', 'south', 'prosecutor');
const administrator = person('admin', 'north', 'administrator');

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const late = firstInstance({ measures: '于2016-01-01被乙县公安局刑事拘留，2016-02-08被逮捕。' });
const plain = firstInstance({ measures: '于2016-01-01被乙县公安局刑事拘留，2016-01-08被逮捕。' });
const ranged = firstInstance({ measures: '于2019-06-03被乙县公安局刑事拘留，2019-06-15被逮捕。' });

const opened = await openStore({ kind: 'pglite' });
if (!opened.ok) throw new Error(opened.words.en);
const { store } = opened;
let oversight: Oversight;

beforeAll(async () => {
  oversight = await openOversight({ store, migrate, pack: chinaPack() });
});
afterAll(() => store.close());

async function bring(name: string, text: string, actor = prosecutor): Promise<JudgmentImport> {
  const result = await oversight.importFiles([{ name, bytes: bytes(text) }], actor, NOW);
  if ('forbidden' in result) throw new Error(result.forbidden.en);
  return JudgmentImport.parse(result);
}

describe('judgments in the store', () => {
  test('a file is read, listed with the gravest first, and shown with its text, places and arithmetic', async () => {
    const lines = [plain, ranged, late].map((text, i) => JSON.stringify({ id: `J${i}`, text }));
    const result = await bring('heads.jsonl', lines.join('\n'));
    expect([result.read, result.known, result.refused]).toEqual([3, [], []]);
    const list = JudgmentList.parse(await oversight.list({}, prosecutor));
    expect(list.counts).toEqual({ all: 3, certain: 1, depends: 1, contradiction: 0, none: 1 });
    expect(list.rows.map((row) => [row.findings.certain, row.findings.depends])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect([list.rows[0]?.readOn, list.rows[0]?.file, list.rows[0]?.year]).toEqual([
      '2026-11-24',
      'heads.jsonl:3',
      2015,
    ]);
    const page = JudgmentPage.parse(await oversight.page(list.rows[0]?.id ?? '', prosecutor));
    expect(page.text).toBe(late);
    expect(page.found[0]?.steps.length).toBeGreaterThan(2);
    expect(page.course.map((one) => [one.defendant, one.acts.map((act) => act.type)])).toEqual([
      ['甲某1', ['detain', 'arrest']],
    ]);
    const detained = page.facts.find((fact) => fact.title.zh === '刑事拘留');
    expect(page.text.slice(detained?.span?.from, detained?.span?.to)).toContain('刑事拘留');
    for (const [i, span] of page.spans.entries()) expect(span.from).toBeGreaterThanOrEqual(page.spans[i - 1]?.to ?? 0);
  });

  test('the same text again is told, with the judgment it became, and stored once', async () => {
    const again = await bring('copy.txt', late);
    expect(again.read).toBe(0);
    expect(again.known[0]?.text.zh).toContain('2026-11-24');
    expect((await oversight.list({}, prosecutor)).counts.all).toBe(3);
    expect(again.known[0]?.id).toBe((await oversight.list({ finding: 'certain' }, prosecutor)).rows[0]?.id);
  });

  test('what cannot be read is refused with one clear line each, and the rest is read', async () => {
    const other = firstInstance({ measures: '于2017-01-03被取保候审。' });
    const lines = [
      '{"id": 1',
      JSON.stringify({ id: 'a' }),
      JSON.stringify({ id: 'b', text: '民事判决书' }),
      JSON.stringify({ text: '民事判决书' }),
      JSON.stringify({ id: 'c', text: other }),
    ];
    const result = await bring('mixed.jsonl', lines.join('\n'));
    expect(result.read).toBe(1);
    expect(result.refused.map((one) => one.where)).toEqual([
      'mixed.jsonl:1',
      'mixed.jsonl:2',
      'mixed.jsonl:3 (b)',
      'mixed.jsonl:4',
    ]);
    expect((await bring('picture.png', 'x')).refused[0]?.where).toBe('picture.png');
    expect((await bring('../../evil.txt', 'x')).refused[0]?.where).toBe('../../evil.txt');
    for (const name of ['..', `${'長'.repeat(400)}.txt`, 'a\0b.txt', ''])
      expect((await bring(name, 'x')).refused.map((one) => one.where)).toEqual([name]);
    expect((await bring('nul.txt', `${other}\0`)).refused[0]?.text.en).toContain('NUL');
  });

  test('searching, filtering and turning pages', async () => {
    const of = async (query: Parameters<Oversight['list']>[0]) => (await oversight.list(query, prosecutor)).total;
    expect(await of({ q: '乙县人民法院' })).toBe(4);
    expect(await of({ q: '盗窃 甲某1' })).toBe(4);
    expect(await of({ q: '100%' })).toBe(0);
    expect(await of({ finding: 'depends' })).toBe(1);
    const second = await oversight.list({ pageSize: 3, page: 2 }, prosecutor);
    expect([second.rows.length, second.page, second.pages]).toEqual([1, 2, 2]);
    expect((await oversight.list({ pageSize: 3, page: 99 }, prosecutor)).page).toBe(2);
  });

  test('another office and the administrator see nothing', async () => {
    const id = (await oversight.list({}, prosecutor)).rows[0]?.id ?? '';
    expect(await oversight.page(id, stranger)).toBeNull();
    expect((await oversight.list({}, stranger)).total).toBe(0);
    expect(await oversight.page(id, administrator)).toBeNull();
    expect((await oversight.list({}, administrator)).total).toBe(0);
    expect(await oversight.importFiles([{ name: 'a.txt', bytes: bytes(late) }], administrator, NOW)).toHaveProperty(
      'forbidden',
    );
  });

  test('the demo adds its judgments once', async () => {
    expect(await oversight.addDemo('demo', '2026-11-24', NOW)).toBe(17);
    expect(await oversight.addDemo('demo', '2026-11-24', NOW)).toBe(0);
    const list = await oversight.list({ pageSize: 50 }, person('d', 'demo', 'prosecutor'));
    expect(new Set(list.rows.map((row) => row.source))).toEqual(new Set(['made-up']));
    expect(list.counts.contradiction).toBe(1);
  });

  test('opened with another law, what was stored is checked again', async () => {
    const pack = chinaPack();
    const law = pack.procedures['criminal.judgment-supervision'];
    if (law === undefined) throw new Error('no procedure');
    const relations = law.procedure.relations.filter((one) => !one.id.startsWith('detention-longest'));
    const changed = { ...law, procedure: { ...law.procedure, relations } };
    const procedures = { ...pack.procedures, [law.id]: changed };
    const again = await openOversight({ store, migrate, pack: { ...pack, procedures } });
    expect((await again.list({}, prosecutor)).counts.certain).toBe(0);
  });
});
