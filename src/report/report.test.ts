import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type LawPack, loadPack } from '#law/index.ts';
import { loadMeasures, openFigures, parsePeriod } from '#measures/index.ts';
import { buildReport, loadTemplate, reportDocx, reportHtml } from './index.ts';

const now = Date.UTC(2026, 10, 24);

function setUp() {
  const pack = loadPack(resolve(import.meta.dirname, '../../law/cn'));
  if (!pack.ok) throw new Error('pack');
  const measures = loadMeasures(pack.value);
  if (!measures.ok) throw new Error(measures.error.en);
  return { pack: pack.value, definitions: measures.value };
}

async function report() {
  const { pack, definitions } = setUp();
  const template = loadTemplate(pack, definitions);
  if (!template.ok) throw new Error(template.error.en);
  const acts = ['s1', 's2', 's3'].map((subject, index) => ({
    index,
    id: `a${index}`,
    office: 'o1',
    caseId: 'c1',
    number: '1',
    proceeding: 'p1',
    procedure: 'criminal.arrest-review',
    type: index === 0 ? 'decide-non-arrest' : 'decide-arrest',
    subject,
    date: '2026-03-01',
    desk: null,
    offence: null,
    data: {},
  }));
  const figures = await openFigures({
    pack,
    definitions,
    dayOf: (at) => new Date(at).toISOString().slice(0, 10),
    source: {
      desks: {},
      size: async () => 3,
      read: async function* () {
        yield { proceeding: 'p1', acts, duties: [] };
      },
    },
  });
  const period = parsePeriod('2026');
  if (!period.ok) throw new Error('period');
  const office = { id: 'o1', title: { zh: '甲<院>', en: 'Office <A>' } };
  return buildReport({ template: template.value, figures, zone: 'Asia/Shanghai' }, office, period.value, now);
}

describe('report', () => {
  test('figures stand in their sentences, in both languages alike', async () => {
    const built = await report();
    const rate = built.sections[0]?.sentences[1];
    expect(rate?.zh.map((part) => part.text).join('')).toBe('不捕率为33.3%（1／3），上年同期为—。');
    expect(rate?.en.map((part) => part.text).join('')).toContain('was 33.3% (1 of 3)');
    expect(built.figures.map((figure) => figure.id)).toContain('timely-rate');
  });

  test('the page needs nothing from outside and escapes what it shows', async () => {
    const html = reportHtml(await report(), 'en');
    expect(html).not.toMatch(/<script|https?:\/\//);
    expect(html).toContain('Office &lt;A&gt;');
    expect(html.match(/href="#m-([a-z0-9-]+)"/g)?.every((link) => html.includes(`id="${link.slice(7, -1)}"`))).toBe(
      true,
    );
  });

  test('the Word file holds the sentences', async () => {
    const files = unzipSync(await reportDocx(await report(), 'zh'));
    const text = new TextDecoder().decode(files['word/document.xml']).replace(/<[^>]+>/g, '');
    expect(text).toContain('不捕率为33.3%');
    expect(text).toContain('non-arrest-rate');
  });
});

describe('the text of the report', () => {
  test.each([
    ['an unknown measure', '{nothing}', '{nothing}', 'no measure "nothing"'],
    ['a typed number', '批准逮捕12人', 'twelve', 'a number or brace is typed'],
    ['other figures in the other language', '{persons-prosecuted}', 'none', 'the two languages hold different figures'],
    [
      'a part that a count has not',
      '{persons-prosecuted.numerator}',
      '{persons-prosecuted.numerator}',
      'is a count and has no numerator',
    ],
  ])('%s is refused', (_, zh, en, message) => {
    const { pack, definitions } = setUp();
    const dir = mkdtempSync(join(tmpdir(), 'custos-report-'));
    writeFileSync(
      join(dir, 'report.yaml'),
      JSON.stringify({
        title: { zh: 'x', en: 'x' },
        sections: [{ id: 'a', title: { zh: 'x', en: 'x' }, sentences: [{ zh, en }] }],
      }),
    );
    const read = loadTemplate({ ...pack, dir } as LawPack, definitions);
    expect(read.ok ? '' : read.error.en).toContain(message);
  });
});
