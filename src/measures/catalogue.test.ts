import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalogue, narrow, readWhere, whereTexts } from './index.ts';
import { good, ownLaw } from './testing.ts';

const { pack, catalogue } = ownLaw();
const root = mkdtempSync(join(tmpdir(), 'custos-catalogue-'));
afterAll(() => rmSync(root, { recursive: true }));

/** The faults of the pack's files with one of them changed. */
function faults(file: string, change: (text: string) => string): string {
  const dir = mkdtempSync(join(root, 'pack-'));
  for (const one of ['families.yaml', 'columns.yaml', 'figures.yaml', 'measures'])
    cpSync(join(pack.dir, one), join(dir, one), { recursive: true });
  const path = join(dir, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (before === after) throw new Error(`${file} is as it was`);
  writeFileSync(path, after);
  const loaded = loadCatalogue({ ...pack, dir });
  return loaded.ok ? 'loaded' : loaded.error.en;
}
const measure = 'measures/non-arrest-rate.yaml';
const more = (text: string) => (before: string) => `${before}\n${text}\n`;

describe('files of figures with a fault', () => {
  test('the files as they are have none', () => {
    expect(faults('figures.yaml', more('# nothing'))).toBe('loaded');
  });
  test.each([
    [
      'a family with an act that is not there',
      'families.yaml',
      more('- {id: x, title: {zh: 甲, en: X}, acts: [criminal.arrest-review/decide-everything]}'),
      /^families\.yaml:\d+: no act "criminal\.arrest-review\/decide-everything" in the pack$/,
    ],
    [
      'an act in two families',
      'families.yaml',
      more('- {id: x, title: {zh: 甲, en: X}, acts: [criminal.prosecution-review/prosecute]}'),
      /^families\.yaml:\d+: act "criminal\.prosecution-review\/prosecute" is in the families prosecution and x; an act is in one family$/,
    ],
    [
      'a family twice',
      'families.yaml',
      more('- {id: prosecution, title: {zh: 甲, en: X}, acts: [criminal.prosecution-review/hold-hearing]}'),
      /family "prosecution" stands twice/,
    ],
    [
      'a column that no act has',
      'columns.yaml',
      more('- {id: x, title: {zh: 甲, en: X}, type: code, fields: [no_such_field]}'),
      /^columns\.yaml:\d+: no act has a field "no_such_field"$/,
    ],
    [
      'a column named like one of every act',
      'columns.yaml',
      more('- {id: office, title: {zh: 甲, en: X}, type: code, fields: [ground]}'),
      /"office" is a column of every act/,
    ],
    [
      'a measure of an unknown family',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: [arests]'),
      /^measures\/non-arrest-rate\.yaml:\d+: no family "arests" in families\.yaml$/,
    ],
    [
      'a measure that counts a condition',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: [minor-suspect]'),
      /"minor-suspect" is a condition|no family "minor-suspect"/,
    ],
    [
      'a measure of one act of a family',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: [criminal.arrest-review/decide-arrest]'),
      /is in the family arrest; expected the family, with where/,
    ],
    [
      'a measure without an act',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: []'),
      /^measures\/non-arrest-rate\.yaml:\d+: denominator\.sets\.1/,
    ],
    [
      'an unknown column',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: [arrest]\n      where: {colour: [red]}'),
      /:\d+: no column "colour"; expected act, procedure/,
    ],
    [
      'a column that the counted acts lack',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: [arrest]\n      where: {farmland: [true]}'),
      /:\d+: none of the counted acts has the column "farmland"$/,
    ],
    [
      'an unknown offence',
      measure,
      (t: string) => t.replace('acts: [arrest]', 'acts: [arrest]\n      where: {offence: [thefd]}'),
      /:\d+: no offence "thefd"$/,
    ],
    [
      'an unknown dimension',
      measure,
      (t: string) => t.replace('dimensions: [', 'dimensions: [colour, '),
      /:\d+: no dimension "colour"/,
    ],
    [
      'a dimension that its acts lack',
      measure,
      (t: string) => t.replace('dimensions: [', 'dimensions: [domain, '),
      /:\d+: none of the acts of non-arrest-rate has the column "domain"$/,
    ],
    [
      'a dimension of a decision, as if it were of everybody decided upon',
      measure,
      (t: string) => t.replace('dimensions: [', 'dimensions: [ground, ').replace(/numerator_by.*\n/, ''),
      /:\d+: "ground" decides what is in the numerator; expected it in numerator_by$/,
    ],
    [
      'parts of a numerator that are dimensions, too',
      measure,
      (t: string) => t.replace('numerator_by: [', 'numerator_by: [office, '),
      /:\d+: "office" stands in dimensions, too$/,
    ],
    [
      'parts of the numerator of a count',
      'measures/arrested.yaml',
      (t: string) => t.replace('dimensions:', 'numerator_by: [ground]\ndimensions:'),
      /numerator_by: a count has no numerator/,
    ],
    [
      'a column of acts as a part of proceedings',
      'measures/open-proceedings.yaml',
      (t: string) => t.replace('dimensions: [', 'dimensions: [channel, '),
      /:\d+: parts of a stock are proceedings; "channel" is a column of acts$/,
    ],
    [
      'a rate narrowed by what only its numerator has',
      'figures.yaml',
      more("- {id: x, measure: non-arrest-rate, period: '2022', where: {ground: [no-social-danger]}}"),
      /:\d+: "ground" decides what is in the numerator/,
    ],
    [
      'a rate without a denominator',
      measure,
      (t: string) => t.slice(0, t.indexOf('denominator:')),
      /denominator: missing; a measure of kind rate has numerator and denominator/,
    ],
    [
      'a name unlike its file',
      measure,
      (t: string) => t.replace('id: non-arrest-rate', 'id: rate'),
      /:\d+: id is "rate", expected "non-arrest-rate"/,
    ],
    ['no use that it is not for', measure, (t: string) => t.replace(/not_for:[\s\S]*?(?=\n\S)/, ''), /not_for/],
    [
      'a broken file',
      measure,
      (t: string) => t.replace('kind: rate', 'kind: [rate'),
      /^measures\/non-arrest-rate\.yaml:\d+: /,
    ],
    [
      'a figure of an unknown measure',
      'figures.yaml',
      more('- {id: x, measure: no-such-measure, period: 2022}'.replace('2022', "'2022'")),
      /^figures\.yaml:\d+: no measure "no-such-measure" in measures\/$/,
    ],
    [
      'a figure twice',
      'figures.yaml',
      more("- {id: non-arrest-rate-2022, measure: non-arrest-rate, period: '2022'}"),
      /figure "non-arrest-rate-2022" stands twice/,
    ],
    [
      'a growth against nothing',
      'figures.yaml',
      more("- {id: x, measure: arrested, period: '2022', as: percent}"),
      /"percent" compares; expected against/,
    ],
    [
      'a period that is none',
      'figures.yaml',
      more("- {id: x, measure: arrested, period: '2022-13'}"),
      /period "2022-13" is not understood/,
    ],
    [
      'a side that a count has not',
      'figures.yaml',
      more("- {id: x, measure: arrested, period: '2022', part: numerator}"),
      /arrested is a count; it has no numerator/,
    ],
  ])('%s', (_, file, change, expected) => {
    expect(faults(file, change)).toMatch(expected);
  });
});

describe('a where written on the command line', () => {
  const arrested = catalogue.measures.find((one) => one.id === 'non-arrest-rate')!;
  test.each([
    [['offence=theft', 'offence=fraud'], { offence: ['theft', 'fraud'] }],
    [['level=basic'], { level: ['basic'] }],
    [[], undefined],
  ])('%j', (texts, where) => {
    expect(good(readWhere(pack, catalogue, arrested, texts))).toEqual(where);
    expect(whereTexts(where)).toEqual(texts);
  });
  test.each([
    [['theft'], 'expected column=value'],
    [['colour=red'], 'no column "colour"'],
    [['farmland=true'], 'none of the counted acts has the column "farmland"'],
    [['offence=thefd'], 'no offence'],
    [['ground=no-social-danger'], 'decides what is in the numerator; narrowed by it non-arrest-rate is no rate'],
    [['level=basik'], 'no level of offices "basik"; expected '],
  ])('%j is refused', (texts, why) => {
    expect(readWhere(pack, catalogue, arrested, texts)).toMatchObject({
      ok: false,
      error: { en: expect.stringContaining(why) },
    });
  });

  test.each([
    ['judicial-aid-amount', 'amount=abc', 'amount: "abc"; expected a number, or from..to'],
    ['judicial-aid-amount', 'amount=5..x', 'expected a number, or from..to'],
    ['judicial-aid-amount', 'amount=..', 'expected a number, or from..to'],
    ['arrested', 'minor=maybe', 'minor: "maybe"; expected true or false'],
    ['trafficking-backlog-share', 'offence-age=..9', 'decides what is in the numerator'],
    ['public-interest-suits-supported-rate', 'result=supported', 'decides what is in the numerator'],
  ])('%s with %s is refused', (id, text, why) => {
    const measure = catalogue.measures.find((one) => one.id === id)!;
    expect(readWhere(pack, catalogue, measure, [text])).toMatchObject({
      ok: false,
      error: { en: expect.stringContaining(why) },
    });
  });
  test('a span is open at either end, not at both', () => {
    const aid = catalogue.measures.find((one) => one.id === 'judicial-aid-amount')!;
    expect(good(readWhere(pack, catalogue, aid, ['amount=5000..']))).toEqual({ amount: [{ from: 5000 }] });
    expect(good(readWhere(pack, catalogue, aid, ['amount=..5000']))).toEqual({ amount: [{ to: 5000 }] });
  });

  test('what no column of acts can narrow is refused, not counted whole', () => {
    for (const id of ['median-days-prosecution-review', 'timely-rate']) {
      const measure = catalogue.measures.find((one) => one.id === id)!;
      expect(readWhere(pack, catalogue, measure, ['offence=theft'])).toMatchObject({
        ok: false,
        error: { en: expect.stringContaining('no column of acts narrows it') },
      });
    }
  });

  test('and is said in both languages by the names of its values', () => {
    expect(good(narrow(pack, catalogue, 'non-arrest-rate', ['offence=theft', 'offence=fraud']))?.said).toEqual({
      zh: '盗窃罪、诈骗罪',
      en: expect.stringMatching(/^Theft, Fraud$/i),
    });
    expect(narrow(pack, catalogue, 'non-arrest-rat', ['offence=theft'])).toMatchObject({
      error: { en: 'no measure "non-arrest-rat"' },
    });
  });
});
